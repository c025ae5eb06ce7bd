"""A key that is held down in a list, among results, or to go from article to article."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Key

from store import edits
from store.corpus import Corpus
from store.span import Span
from tests.tui.concordances import lines, slow_disk
from tests.tui.searches import previewed, searched
from tui.previews import Previews
from tui.screens.annotations import AnnotationsScreen
from tui.screens.codebook import CodebookScreen
from tui.screens.list_screen import ListScreen
from tui.searching import PAGE, Results
from tui.widgets.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.article import Article
    from store.entry import Entry
    from tests.tui.driver import Driver, Opened
    from tui.screens.search import SearchScreen
    from tui.widgets.rows import RowList

ARTICLES, HITS = 40, 3
HELD = 30


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(ARTICLES):
        lines = "\n\n".join(f"Line {line} of the border." for line in range(HITS))
        (folder / f"{number:02}.txt").write_text(f"Article {number:02}\n\n{lines}")
    return folder


def called(patch: pytest.MonkeyPatch, of: type, name: str) -> list[tuple[Any, ...]]:
    """Note with what a method is called from now on."""
    calls: list[tuple[Any, ...]] = []
    method: Callable[..., object] = getattr(of, name)

    def noted(self: object, *given: object) -> object:
        calls.append(given)
        return method(self, *given)

    patch.setattr(of, name, noted)
    return calls


def loads(patch: pytest.MonkeyPatch) -> list[str]:
    """Note the paths of the articles that are read from now on."""
    paths, load = [], Corpus.load

    def noted(self: Corpus, entry: Entry) -> Article:
        paths.append(entry.path)
        return load(self, entry)

    patch.setattr(Corpus, "load", noted)
    return paths


def hold(reader: Driver, key: str, note: Callable[[], object], times: int = HELD) -> list[object]:
    """Hold a key down, and note how things stand when the app has seen the last of it."""
    stood: list[object] = []
    for _ in range(times):
        reader.app.post_message(Key(key, key if len(key) == 1 else None))
    reader.app.call_later(lambda: stood.append(note()))
    return stood


def rows_of(reader: Driver) -> RowList[Any]:
    screen = reader.app.screen
    assert isinstance(screen, ListScreen)
    return screen.rows


async def results(reader: Driver) -> SearchScreen:
    """Search, and go to the results."""
    screen = await searched(reader, "border")
    await reader.press("down")
    assert screen.rows.has_focus
    return screen


async def held_in(reader: Driver, key: str, stops_at: int) -> None:
    rows = rows_of(reader)
    stood = hold(reader, key, lambda: rows.cursor)
    await reader.until(lambda: bool(stood))
    assert stood == [stops_at]
    await reader.pilot.pause()
    assert rows.cursor == stops_at


async def test_down_the_results_it_stops_where_it_was_let_go_and_reads_that_article_alone(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus, size=(140, 40)) as reader:
        screen = await results(reader)
        wanted = called(monkeypatch, Previews, "want")
        await held_in(reader, "j", HELD)
        await reader.until(lambda: previewed(screen))
        assert [item.article.title for item, *_ in wanted] == [
            screen.results.found[HELD].article.title
        ]


async def test_from_hit_to_hit_it_stops_where_it_was_let_go_and_shows_that_hit_alone(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus, size=(140, 40)) as reader:
        screen = await results(reader)
        wanted = called(monkeypatch, Previews, "want")
        for key, place in (("n", HELD), ("N", 0)):
            wanted.clear()
            stood = hold(reader, key, lambda: (screen.rows.cursor, screen.pane.list.hit))
            await reader.until(lambda stood=stood: bool(stood))  # type: ignore[misc]  # mypy knows no defaults of lambdas
            article, hit = divmod(place, HITS)
            assert stood == [(article, hit)]
            await reader.until(lambda: previewed(screen))
            assert [(item, hit) for item, hit, _ in wanted] == [
                (screen.results.found[article], hit)
            ]


async def test_moves_and_hits_of_one_burst_are_counted_in_their_order(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await results(reader)
        await reader.burst(*"jjnnjN", *"nn", "enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        assert screen.rows.cursor == 3
        await reader.until(lambda: reader.under_cursor.startswith("border"))
        article = reader.screen.reader.article
        assert article is not None
        assert (article.path, article.text[: reader.screen.reader.cursor].count("border")) == (
            screen.results.found[3].article.path,
            1,
        )


async def test_down_the_lines_of_a_query_it_tells_only_of_the_line_it_stops_at(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus, size=(160, 40)) as reader:
        await lines(reader, "border")
        told = called(monkeypatch, Beside, "show_articles")
        await held_in(reader, "j", HELD)
        await reader.until(lambda: bool(told))
        assert len(told) == 1


async def test_down_annotations_and_tags_it_stops_where_it_was_let_go(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("00.txt")
        notebook, article = reader.screen.session.notebook, reader.screen.reader.article
        assert article is not None
        for number in range(HELD + 5):
            tags, span = [f"tag{number:02}"], Span(number, number + 2)
            notebook.edit(edits.mark(notebook.book, notebook.stamp(), article, span, tags=tags))
        for key, kind in (("A", AnnotationsScreen), ("T", CodebookScreen)):
            await reader.press(key)
            await reader.until(lambda kind=kind: isinstance(reader.app.screen, kind))  # type: ignore[misc]  # mypy knows no defaults of lambdas
            screen = reader.app.screen
            assert isinstance(screen, ListScreen)
            screen.set_focus(screen.rows)
            await reader.press("g")
            await held_in(reader, "j", HELD)
            await reader.press("escape")


@pytest.mark.parametrize("pane", ["text", "list"])
async def test_from_article_to_article_each_press_is_one_and_only_the_last_is_read(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, pane: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("00.txt")
        if pane == "list":
            await reader.press("tab")
        read = loads(monkeypatch)
        for key, last in (("J", HELD), ("K", 0)):
            read.clear()
            stood = hold(reader, key, lambda: reader.screen.open_id)
            await reader.until(lambda: not reader.screen.is_awaiting)
            article = reader.screen.reader.article
            assert article is not None
            assert (article.path, stood) == (f"{last:02}.txt", [article.id])
            assert read == [article.path]


async def test_past_the_last_article_it_stays_there_and_says_so(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("30.txt")
        await reader.burst(*"J" * HELD)
        await reader.until(lambda: reader.screen.reader.article.path == "39.txt")  # type: ignore[union-attr]  # one is open
        await reader.burst("J")
        await reader.until(lambda: "This is the last article" in reader.status)


async def test_keys_behind_it_are_about_the_article_it_leads_to(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus) as reader:
        await reader.open("00.txt")
        gate = slow_disk(monkeypatch)
        await reader.burst(*"JJJ", "right_curly_bracket", "enter", *"JJ", "K")
        assert not reader.screen.session.notebook.book.has_annotations
        gate.set()
        await reader.until(lambda: reader.screen.session.notebook.book.has_annotations)
        [marked] = reader.screen.session.notebook.book.annotations()
        entry = reader.screen.session.corpus.find("03.txt")
        assert entry is not None
        assert marked.anchor is not None
        assert (marked.article, marked.anchor.exact) == (entry.id, "Line 0 of the border.")
        await reader.until(lambda: reader.screen.reader.article.path == "04.txt")  # type: ignore[union-attr]  # one is open


async def test_back_leads_over_a_burst_to_where_one_was(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("05.txt")
        await reader.press("j")
        before = reader.screen.reader.cursor
        await reader.burst(*"JJJJ", "backspace")
        await reader.until(
            lambda: (
                not reader.screen.is_awaiting and reader.screen.reader.article.path == "05.txt"  # type: ignore[union-attr]  # one is open
            )
        )
        assert reader.screen.reader.cursor == before


@pytest.mark.parametrize(("key", "last"), [("j", PAGE + 5), ("n", PAGE + 5), ("space", PAGE + 19)])
async def test_below_the_last_result_it_waits_for_the_next_page_and_loses_no_step(
    key: str, last: int, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PAGE + 20):
        (tmp_path / f"{number:02}.txt").write_text(f"Article {number:02}\n\nThe border.\n")
    async with opened(tmp_path) as reader:
        screen = await results(reader)
        may_come, grown = threading.Event(), Results.grown

        def late(self: Results, *given: Any) -> Results:
            may_come.wait(60)
            return grown(self, *given)

        monkeypatch.setattr(Results, "grown", late)
        await reader.burst(*(key,) * (PAGE + 5))
        assert screen.rows.cursor == PAGE - 1
        may_come.set()
        await reader.until(lambda: screen.rows.cursor == last)
        await reader.press("k")
        assert screen.rows.cursor == last - 1


async def test_who_leaves_the_results_waits_for_no_more_of_them(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PAGE + 5):
        (tmp_path / f"{number:02}.txt").write_text(f"Article {number:02}\n\nThe border.\n")
    async with opened(tmp_path) as reader:
        await results(reader)
        may_come = threading.Event()
        monkeypatch.setattr(Results, "grown", lambda self, *_: may_come.wait(60) and self)
        await reader.burst(*"j" * (PAGE + 5))
        assert reader.app.typed.is_held
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.press("?")
        await reader.until(lambda: reader.app.screen is not reader.screen)
        may_come.set()
