"""The reader pane and the panes about it, at every size."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.session import Session
from tests.tui.driver import Driver
from tests.tui.searches import searched
from tui.app import PostilApp
from tui.reading.row import RowKind
from tui.screens.annotations import AnnotationsScreen
from tui.screens.concordance import ConcordanceScreen
from tui.screens.help import HelpScreen
from tui.settings import Settings

if TYPE_CHECKING:
    from tests.tui.driver import Opened

SAMPLE = Path(__file__).parent.parent.parent / "corpus"
LAVROV = "lavrov-observers-2022.txt"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "corpus"))


def words_at_cursor(reader: Driver) -> str:
    article = reader.screen.reader.article
    assert article is not None
    return article.text[reader.screen.reader.cursor :][:20]


async def test_the_tour_is_what_opens_first(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        assert reader.screen.reader.article is not None
        assert reader.screen.reader.article.path == "start-here.md"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 35), (200, 60)])
async def test_resizing_keeps_cursor_and_place(
    sample: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(sample, size=(140, 40)) as reader:
        await reader.open(LAVROV)
        await reader.press("space", ")", ")")
        before = words_at_cursor(reader)
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        assert words_at_cursor(reader) == before
        assert before.split()[0] in reader.text
        sheet = reader.screen.reader
        assert sheet.page is not None
        row = sheet.page.layout.row_at(sheet.cursor)
        assert sheet.top_row <= row < sheet.top_row + sheet.size.height


async def test_leftovers_are_one_line_that_opens_with_enter(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("G")
        assert "page leftovers, 13 lines" in reader.text
        assert "You May Also Like" not in reader.text
        await reader.press("enter", "G")
        assert "You May Also Like" in reader.text
        assert not reader.screen.session.notebook.book.annotations()


@pytest.mark.parametrize("keys", [("j",), (")",), ("}",), ("l",), ("w",), ("space",), ("e",)])
async def test_motions_step_on_folded_leftovers_and_never_into_them(
    sample: Path, opened: Opened, keys: tuple[str, ...]
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("G", "k")
        sheet = reader.screen.reader
        assert sheet.page is not None
        layout = sheet.page.layout
        [fold] = layout.folds
        for _ in range(200):
            await reader.press(*keys)
            if sheet.cursor >= fold.start:
                break
        assert sheet.cursor == fold.start
        assert layout.row(layout.row_at(sheet.cursor)).kind is RowKind.FOLD


async def test_a_hit_inside_leftovers_opens_them(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("/")
        await reader.type("you may also")
        await reader.press("enter")
        assert words_at_cursor(reader).startswith("You May Also Like")
        assert "You May Also Like" in reader.text


async def test_a_drag_of_the_mouse_selects_whole_graphemes(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        sheet = reader.screen.reader
        assert sheet.page is not None
        row = next(n for n in range(9) if sheet.page.layout.row(n).kind is RowKind.TEXT)
        left = sheet.left
        await reader.pilot.mouse_down("#reader", offset=(left, row))
        await reader.pilot.hover("#reader", offset=(left + 5, row))
        await reader.pilot.mouse_up("#reader", offset=(left + 5, row))
        assert sheet.passage is not None
        assert sheet.passage.of(sheet.page.article.text) == "ASTANA"


async def test_a_second_click_selects_the_word(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        sheet = reader.screen.reader
        assert sheet.page is not None
        row = next(n for n in range(9) if sheet.page.layout.row(n).kind is RowKind.TEXT)
        await reader.pilot.click("#reader", offset=(sheet.left + 2, row), times=2)
        assert sheet.passage is not None
        assert sheet.passage.of(sheet.page.article.text) == "ASTANA"


async def test_on_a_narrow_terminal_the_list_lies_over_the_text_while_it_has_the_keys(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample, size=(80, 24)) as reader:
        assert "Articles" not in reader.text
        await reader.press("tab")
        assert "Articles" in reader.text
        await reader.press("tab")
        assert "Articles" not in reader.text


async def test_the_list_has_a_border_only_where_a_pane_is_beside_it(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample, size=(80, 24)) as reader:
        await reader.press("tab")
        assert "│" not in reader.text
        await reader.pilot.resize_terminal(100, 30)
        await reader.pilot.pause()
        assert "│" in reader.text


async def test_on_a_narrow_terminal_the_annotation_under_the_cursor_has_a_line(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample, size=(80, 24)) as reader:
        await reader.open(LAVROV)
        await reader.press("a")
        await reader.type("remember")
        await reader.press("ctrl+s")
        assert "remember" in reader.text.splitlines()[-2]
        await reader.press("}", "}")
        assert "remember" not in reader.text
        await reader.press("[")
        assert "remember" in reader.text
        await reader.press("tab")
        assert "remember" not in reader.text, "the text it is about is not seen"
        await reader.press("tab")
        assert "remember" in reader.text


async def test_only_the_text_and_back(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.press("z")
        assert "Articles" not in reader.text
        assert not reader.screen.margin.display
        await reader.press("z")
        assert "Articles" in reader.text
        assert reader.screen.margin.display


async def test_the_next_article_opens_from_any_pane(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        paths = [row.path for row in reader.screen.shelf.rows()]
        await reader.open(paths[0])
        await reader.press("J")
        await reader.until(lambda: path_of(reader) == paths[1])
        await reader.press("tab", "J")
        await reader.until(lambda: path_of(reader) == paths[2])
        await reader.press("K")
        await reader.until(lambda: path_of(reader) == paths[1])
        await reader.press("tab", "backspace")
        await reader.until(lambda: path_of(reader) == paths[2])


def path_of(reader: Driver) -> str:
    article = reader.screen.reader.article
    return article.path if article else ""


async def test_an_article_is_read_when_its_end_was_seen(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        row = next(row for row in reader.screen.shelf.rows() if row.path == LAVROV)
        assert row.state == "reading"
        await reader.press("G")
        row = next(row for row in reader.screen.shelf.rows() if row.path == LAVROV)
        assert row.state == "read"
        await reader.press("R")
        row = next(row for row in reader.screen.shelf.rows() if row.path == LAVROV)
        assert row.state == "unread"


@pytest.mark.parametrize("pane", ["text", "list"])
async def test_sorting_goes_through_the_four_orders(
    sample: Path, opened: Opened, pane: str
) -> None:
    async with opened(sample) as reader:
        await reader.press(*(("tab",) if pane == "list" else ()))
        seen = []
        for _ in range(4):
            seen.append(reader.screen.shelf.sort.value)
            await reader.press("S")
        assert seen == ["date", "title", "name", "last read"]
        names = [row.path for row in reader.screen.shelf.rows()]
        assert names[0] == "tasmagambetov-yerevan-2023.md"


async def test_the_help_lists_the_keys_of_the_pane(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.press("?")
        assert isinstance(reader.app.screen, HelpScreen)
        assert "Next sentence" in reader.text
        await reader.press("escape", "tab", "?")
        assert "Next sentence" not in reader.text
        assert "Sort the list by date" in reader.text


async def test_what_was_looked_for_last_is_found_again_as_in_less(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("/", *"border", "enter", "/", "escape")
        assert not reader.screen.finding.hits
        first = reader.screen.reader.cursor
        await reader.press("n")
        assert reader.under_cursor.startswith("border came up")
        await reader.press("N")
        assert reader.screen.reader.cursor == first
        await reader.press("/", "escape", "/", "enter")
        assert reader.under_cursor.startswith("border came up")


async def test_the_palette_finds_a_command_by_its_name(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.press("ctrl+p")
        await reader.type("text only")
        await reader.until(lambda: "Only the text" in reader.text)
        await reader.press("down", "enter")
        await reader.until(lambda: reader.screen.text_only)


async def test_growing_and_shrinking_come_back_to_the_word(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        sheet = reader.screen.reader
        text = sheet.article.text if sheet.article else ""
        await reader.press("w", "w", "+")
        word = sheet.passage
        assert word is not None
        await reader.press("+", "+")
        assert sheet.passage is not None
        assert sheet.passage.of(text) == text[: text.index("\n")]
        await reader.press("-", "-")
        assert sheet.passage == word


async def test_a_failed_key_leaves_the_selection_as_it_is(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("+", "7")
        assert "No tag has the key 7" in reader.status
        assert reader.screen.reader.passage is not None


async def test_undo_shows_the_passage_it_changed(sample: Path, opened: Opened) -> None:
    async with opened(sample, size=(100, 20)) as reader:
        await reader.open(LAVROV)
        await reader.press("enter", "enter", "t")
        await reader.type("first")
        await reader.press("enter", "G", "u")
        assert words_at_cursor(reader).startswith("ASTANA")


async def test_the_margin_survives_every_resize(sample: Path, opened: Opened) -> None:
    async with opened(sample, size=(80, 24)) as reader:
        await reader.open(LAVROV)
        await reader.press("tab", "a")
        await reader.type("A note on the whole article that takes several lines of a margin")
        await reader.press("ctrl+s", "tab")
        for columns, rows in ((160, 45), (95, 30), (120, 35), (160, 20), (80, 24), (200, 50)):
            await reader.pilot.resize_terminal(columns, rows)
            await reader.pilot.pause()
        assert "whole article" in reader.text


@pytest.mark.parametrize(
    ("first", "keys"),
    [
        (("a", "x"), ("ctrl+s", "ctrl+s")),
        (("a",), ("escape", "escape")),
        (("a", "x", "escape"), ("ctrl+d", "ctrl+d")),
        (("t",), ("escape", "escape")),
        (("T",), ("q", "q")),
        (("question_mark",), ("escape", "escape")),
    ],
)
async def test_a_second_key_of_a_burst_does_no_harm(
    sample: Path, opened: Opened, first: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press(*first)
        await reader.burst(*keys)
        await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize("opener", ["slash", "f"])
async def test_what_is_typed_in_one_burst_with_the_key_of_a_line_goes_into_the_line(
    sample: Path, opened: Opened, opener: str
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("}", "enter")
        await reader.burst(opener, "r", "d", "x")
        typed = reader.screen.find_bar.text or reader.screen.sidebar.filter.value
        assert typed == "rdx"
        assert len(reader.screen.session.notebook.book.annotations()) == 1


async def test_a_new_key_takes_back_what_was_said_of_the_last(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("]")
        assert "No annotation further on" in reader.status
        await reader.press("j")
        assert "sentence" in reader.status.split("enter mark")[0]


async def test_a_filter_that_is_still_on_is_said_and_escape_takes_it_away(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample, size=(90, 24)) as reader:
        await reader.press("f")
        await reader.type("yerevan")
        await reader.press("enter", "enter")
        await reader.until(lambda: not reader.screen.in_sidebar)
        assert "narrowed to “yerevan”" in reader.status
        await reader.press("escape")
        assert len(reader.screen.sidebar.list.items) == 6


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ((), "No articles in folder: Postil reads .txt, .md and .markdown"),
        (("a.txt",), "a.txt: it holds binary data, not text"),
        (("a.txt", "b.txt"), "None of the 2 articles in folder can be read; the list says why"),
    ],
)
async def test_where_nothing_can_be_read_the_page_says_why(
    tmp_path: Path, bad: tuple[str, ...], told: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in bad:
        (folder / name).write_bytes(bytes(range(256)) * 40)
    session = Session.open(folder, None, creator="reader")
    app = PostilApp(session, Settings(theme="dark"))
    async with app.run_test(size=(80, 24)) as pilot:
        reader = Driver(app, pilot)
        await reader.until(lambda: reader.screen.is_scanned)
        assert told in reader.text
        hints = reader.text.splitlines()[-1]
        assert "? keys" in hints
        assert bool(bad) == ("tab " in hints)
        for each in ("s search", "f filter"):
            assert (each in hints) == (len(bad) > 1), "one article alone is not looked for"
        await reader.press(*"jt)/nvA", "escape", "escape")
    assert session.close()


async def test_an_empty_article_says_so_and_offers_only_what_works(
    corpus: Path, opened: Opened
) -> None:
    (corpus / "blank.txt").write_text(" \n\n", encoding="utf-8")
    async with opened(corpus) as reader:
        assert "enter mark" in reader.status
        await reader.open("blank.txt")
        await reader.until(lambda: "there is no text in its file" in reader.text)
        for hint in ("enter mark", "t tag", "a note", "/ find", ") sentence"):
            assert hint not in reader.status
        for hint in ("s search", "J next article", "? keys"):
            assert hint in reader.status
        await reader.press("tab")
        await reader.until(lambda: reader.screen.in_sidebar)
        assert "t tag" in reader.status, "the article as a whole can be tagged"
        assert "/ find" not in reader.status
        assert reader.text.count("empty") == 1


async def test_where_an_empty_article_is_alone_nothing_is_offered_that_leads_elsewhere(
    tmp_path: Path, opened: Opened
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    async with opened(folder) as reader:
        await reader.until(lambda: "there is no text in its file" in reader.text)
        for hint in ("s search", "f filter", "J next article"):
            assert hint not in reader.status
        assert "tab other pane" in reader.status
        await reader.press("tab")
        await reader.until(lambda: "t tag" in reader.status)
        assert "enter open" in reader.status


async def test_an_article_without_blanks_between_its_words_is_told_in_characters(
    corpus: Path, opened: Opened
) -> None:
    text = "部长会议\n\n" + "会议通过了一项声明。" * 120
    (corpus / "council.zh.txt").write_text(text, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.open("council.zh.txt")
        await reader.until(lambda: reader.text.count("1,204 characters") == 2)
        await reader.press("j", "j", "v", *"lll")
        await reader.until(lambda: "4 characters selected" in reader.text)


async def test_a_lost_passage_is_said(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press(")", "enter")
        await reader.saved()
        article = reader.screen.reader.article
        assert article is not None
        [one] = reader.screen.session.notebook.book.of_article(article.id)
        assert one.anchor is not None
        path = sample / LAVROV
        other = path.read_text(encoding="utf-8").replace(one.anchor.exact, "Something else.")
        path.write_text(other, encoding="utf-8")
        await reader.until(lambda: "! 1 orphan" in reader.status)
    assert len(reader.stored(sample.parent / "corpus.notes.json")) == 1


async def test_the_codebook_leads_to_a_tags_passages(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("}", "t")
        await reader.type("talks")
        await reader.press("enter", "T", "enter")
        assert [type(screen) for screen in reader.app.screen_stack][-1] is AnnotationsScreen
        assert "#talks" in reader.text
        await reader.press("enter")
        assert reader.app.screen is reader.screen


async def test_the_tour_does_what_it_says(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        book = reader.screen.session.notebook
        await reader.press(")", "left_parenthesis", ")", "enter")
        assert "Marked" in reader.status
        await reader.press("t")
        await reader.type("practice")
        await reader.press("enter")
        assert [each.tags for each in book.book.annotations()] == [("practice",)]
        await reader.press(")", ".")
        assert [each.tags for each in book.book.annotations()] == [("practice",)] * 2
        await reader.press("a")
        await reader.type("what I think")
        await reader.press("ctrl+s")
        assert [each.note for each in book.book.annotations()] == ["", "what I think"]
        await reader.press("u")
        assert [each.note for each in book.book.annotations()] == ["", ""]
        await reader.press("ctrl+r", "/")
        await reader.type("Mirzoyan")
        await reader.press("enter", "n", "N")
        assert reader.under_cursor.startswith("Mirzoyan")
        await reader.press("*", "*")
        assert [term.text for term in book.book.terms()] == ["Mirzoyan"]
        await searched(reader, "observers")
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.until(lambda: reader.under_cursor.startswith("observers"))
        await reader.press("n", "backspace", "backspace")
        await reader.until(lambda: path_of(reader) == "start-here.md")
        await reader.press("s", "tab")
        await reader.until(lambda: isinstance(reader.app.screen, ConcordanceScreen))
        await reader.press("escape", "escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.press("[")
        assert reader.screen.annotation_here is not None
        await reader.press("A", "tab")
        await reader.type("pract")
        await reader.press("enter", "backspace", "tab", "f")
        await reader.type("yerevan")
        await reader.until(lambda: len(reader.screen.sidebar.list.items) == 3)
        await reader.press("escape")
        assert len(reader.screen.sidebar.list.items) == 6
        await reader.press("K")
        await reader.until(lambda: path_of(reader) != "start-here.md")
        await reader.press("J")
        await reader.until(lambda: path_of(reader) == "start-here.md")
        await reader.press("?", "escape")
        assert reader.app.screen is reader.screen
