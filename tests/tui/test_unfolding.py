"""Whichever way one goes to a hit or a passage: folded page leftovers that hide it are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import saved
from store.edits import mark
from store.span import Span
from tests.tui.concordances import hits_of, lines, open_path, shown
from tests.tui.searches import indexed, searched, walked
from tests.tui.shelves import counts, keep
from tui.reading.rows import leftovers, leftovers_start
from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened
    from tui.widgets.sheet import Sheet

PROSE = "\n\n".join(f"The ministers met for day {number} of their talks." for number in range(40))
LEFTOVERS = """You May Also Like

Largest cascade in the country sold

Leave a Reply

Your email address will not be published.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a dossier whose word stands only in what the web page left."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    for name in ("first", "second"):
        text = f"The {name} talks\n\n{PROSE}\n\n{LEFTOVERS}"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def stands_at(sheet: Sheet, words: str) -> bool:
    """Tell whether words are at the cursor, and their row on the screen with one on either side."""
    page = sheet.page
    if page is None or not page.article.text.startswith(words, sheet.cursor):
        return False
    row = page.layout.row_at(sheet.cursor)
    in_sight = sheet.top_row < row < sheet.top_row + sheet.size.height - 1
    return in_sight and not page.layout.folds


async def arrived(reader: Driver, path: str, words: str) -> None:
    """Wait until one stands on words that are lit on the screen."""
    await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
    await reader.until(lambda: open_path(reader) == path)
    sheet = reader.screen.reader
    await reader.until(lambda: stands_at(sheet, words))
    assert words in reader.text
    assert reader.screen.finding.hit is not None


# The way of the hit


@pytest.mark.parametrize("words", ["cascade", "You May"])
async def test_of_a_result_with_enter(opened: Opened, corpus: Path, words: str) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, words.lower())
        found = screen.rows.item
        assert found is not None
        await reader.press("enter")
        await arrived(reader, found.article.path, words)


async def test_of_a_result_with_two_clicks(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "cascade")
        found = screen.rows.item
        assert found is not None
        await reader.pilot.click(screen.rows, offset=(5, 0), times=2)
        await arrived(reader, found.article.path, "cascade")


@pytest.mark.parametrize("words", ["cascade", "You May"])
async def test_of_the_preview(opened: Opened, corpus: Path, words: str) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, words.lower())
        preview = screen.pane.preview
        for _ in range(2):
            await reader.until(lambda: stands_at(preview, words))
            assert words in reader.text
            await reader.press("down")


async def test_of_a_line_of_the_concordance(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        for key in ("enter", "o"):
            screen = await lines(reader, "cascade")
            line = screen.hits.item
            assert line is not None
            await reader.press(key)
            await arrived(reader, line.article.path, "cascade")
            await reader.press("escape", "escape", "escape")


async def test_of_a_proposal_of_a_rule(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        notebook = reader.screen.session.notebook
        notebook.edit(saved.save_rule(notebook.book, "sold", "cascade", "economy"))
        await reader.press("C", "enter")
        await shown(reader)
        line = hits_of(reader).hits.item
        assert line is not None
        await reader.press("o")
        await arrived(reader, line.article.path, "cascade")


async def test_of_the_walk_across_articles_there_and_back(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "cascade")
        first, second = (found.article.path for found in screen.results.found)
        await reader.press("enter")
        await arrived(reader, first, "cascade")
        assert await walked(reader, "n") == ["cascade in the country sold"]
        await arrived(reader, second, "cascade")
        await reader.press("N")
        await arrived(reader, first, "cascade")


async def test_of_an_article_that_a_saved_search_lists(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        keep(reader, "sales", "cascade")
        await reader.until(lambda: counts(reader) == {"sales": 2})
        await reader.press("tab", "tab", "enter")
        await reader.until(lambda: reader.screen.sidebar.list.has_focus)
        await reader.press("enter")
        await arrived(reader, open_path(reader), "cascade")


# The way of the passage


async def test_of_a_passage_in_another_article(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        session = reader.screen.session
        await reader.open("second.txt")
        article = reader.screen.reader.article
        assert article is not None
        start = article.text.index("You May")
        step = mark(
            session.notebook.book, session.notebook.stamp(), article, Span(start, start + 7)
        )
        session.notebook.edit(step)
        await reader.open("first.txt")
        [annotation] = session.notebook.book.annotations()
        reader.screen.go_to_annotation(annotation.uuid)
        await reader.until(lambda: open_path(reader) == "second.txt")
        await reader.until(lambda: stands_at(reader.screen.reader, "You May"))


# Where there is none


async def test_an_article_left_on_its_folded_leftovers_is_opened_with_them_folded(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        await reader.press("G")
        await reader.open("second.txt")
        await reader.open("first.txt")
        sheet = reader.screen.reader
        assert sheet.page is not None
        assert [fold.start for fold in sheet.page.layout.folds] == [sheet.cursor]


async def test_an_article_left_in_the_midst_of_its_leftovers_is_opened_there(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        await reader.press("G", "enter", "G")
        await reader.open("second.txt")
        assert reader.screen.reader.page
        assert reader.screen.reader.page.layout.folds
        await reader.open("first.txt")
        await reader.until(lambda: stands_at(reader.screen.reader, "."))


async def test_a_search_that_finds_articles_by_no_word_opens_no_leftovers(
    opened: Opened, tmp_path: Path
) -> None:
    head = "---\ndate: 2022-05-01\n---\nLeave a Reply\n\nYou May Also Like\n\n# The talks"
    text = f"{head}\n\n{PROSE}\n"
    (tmp_path / "talks.md").write_text(text, encoding="utf-8")
    async with opened(tmp_path) as reader:
        screen = await searched(reader, "date:2022")
        preview = screen.pane.preview
        assert preview.page is not None
        assert [fold.start for fold in preview.page.layout.folds] == [0]
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: not reader.screen.is_awaiting)
        page = reader.screen.reader.page
        assert page is not None
        assert [fold.start for fold in page.layout.folds] == [0]


async def test_a_run_of_leftovers_begins_where_all_of_its_blocks_say(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        article = reader.screen.reader.article
        assert article is not None
        [(first, behind)] = leftovers(article)
        starts = {leftovers_start(article, block.start) for block in article.blocks[first:behind]}
        assert starts == {article.blocks[first].start}
        assert leftovers_start(article, article.blocks[first - 1].end - 1) is None


# Folded again


async def test_escape_folds_the_leftovers_one_stands_in_and_the_bottom_line_says_so(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        sheet = reader.screen.reader
        assert sheet.article is not None
        await reader.press("G")
        assert "fold leftovers" not in reader.status
        for inside in ((), ("j", "j"), ("G",)):
            await reader.press("enter", *inside)
            assert "Largest cascade" in reader.text
            assert "escape fold leftovers" in reader.status
            await reader.press("escape")
            assert "Largest cascade" not in reader.text
            assert "fold leftovers" not in reader.status
            assert sheet.cursor == sheet.article.text.index("You May")
            assert sheet.cursor_row is not None
        assert not reader.screen.session.notebook.book.annotations()


async def test_escape_drops_the_selection_and_the_hits_before_it_folds_leftovers(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        await reader.press("/", *"cascade", "enter", "v", "w")
        assert reader.screen.reader.selection is not None
        for _ in range(2):
            assert "fold leftovers" not in reader.status
            await reader.press("escape")
            assert "Largest cascade" in reader.text
        assert "fold leftovers" in reader.status
        await reader.press("escape")
        assert "Largest cascade" not in reader.text


async def test_escape_in_the_prose_leaves_leftovers_open(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        await reader.press("G", "enter", "k", "k")
        assert "fold leftovers" not in reader.status
        await reader.press("escape")
        assert "Largest cascade" in reader.text


# What is said of them


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
async def test_on_folded_leftovers_the_bottom_line_says_that_enter_opens_and_offers_no_mark(
    opened: Opened, corpus: Path, size: tuple[int, int]
) -> None:
    async with opened(corpus, size=size) as reader:
        await reader.open("first.txt")
        assert "enter mark" in reader.status
        await reader.press("G")
        assert "enter open ·" in reader.status
        for untrue in ("enter mark", "t tag", "a note"):
            assert untrue not in reader.status
        await reader.press("enter")
        assert "enter mark · t tag" in reader.status
        await reader.press("escape")
        assert "enter open ·" in reader.status
        await reader.press("(", "v", "G")
        assert "enter mark · t tag" in reader.status


async def test_notes_that_cannot_be_written_do_not_keep_leftovers_folded(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        reader.screen.session.notebook._saving.read_only = "line 3: no JSON"
        await reader.press("j")
        assert "enter" not in reader.status
        await reader.press("G")
        assert "enter open ·" in reader.status
        await reader.press("enter")
        assert "Largest cascade" in reader.text
        reader.screen.session.notebook._saving.read_only = ""


async def test_while_a_passage_is_picked_the_bottom_line_says_that_enter_opens_leftovers(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("first.txt")
        await reader.press("enter")
        [annotation] = reader.screen.session.notebook.book.annotations()
        reader.screen.picking = annotation.uuid
        await reader.press("j")
        assert "enter keep sentence" in reader.status
        await reader.press("G")
        assert "enter open ·" in reader.status
