"""A corpus of strange files is as good to read as any; any text is a query."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.fuzzy import Matcher
from textual.widgets import Input

from store import codebook, edits
from store.names import shown
from store.notebook import Notebook
from store.search.language import parse
from store.span import Span
from tests.store.strange import NAMES, OUTSIDE, strange_corpus
from tests.strategies import ODD
from tests.tui.hosts import article, codebook_of
from tui import cli, telling
from tui.commands import COMMANDS
from tui.finding import Finder
from tui.reading.annotation_filter import AnnotationFilter
from tui.reading.names import Names
from tui.reading.shelf import Row
from tui.reading.sieve import sift
from tui.screens.tag_choices import choices

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

QUERIES = st.one_of(
    st.text(max_size=40),
    st.text("#/ \\[](){}.*+?^$|\"'", max_size=20),
    st.lists(st.sampled_from((*ODD, "met", "#", "[/]", "\x1b", "\0", "\ud800")), max_size=8).map(
        "".join
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_marked_exported_and_shown_by_its_shown_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / name).write_text("The ministers met on Tuesday.")
    where = ("--corpus", str(folder))
    assert cli.main(["list", "--json", *where]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["path"] == shown(name)
    options = ("--quote", "on Tuesday", "--tag", "day", *where)
    assert cli.main(["mark", *options, "--", listed["path"]]) == 0
    capsys.readouterr()
    assert cli.main(["show", "--json", *where, "--", listed["path"]]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "The ministers met on Tuesday."
    assert cli.main(["show", *where, str(folder / name)]) == 0
    assert "The ministers met on Tuesday." in capsys.readouterr().out
    assert cli.main(["export", "--format", "json", *where]) == 0
    (exported,) = json.loads(capsys.readouterr().out)
    assert (exported["path"], exported["exact"]) == (listed["path"], "on Tuesday")


async def test_strange_files_stand_in_the_list_with_their_reasons_and_the_others_open(
    tmp_path: Path, opened: Opened
) -> None:
    corpus = strange_corpus(tmp_path)
    for heavy in corpus.glob("*.md"):  # they have tests of their own, and this one is to be quick
        heavy.unlink()
    async with opened(corpus) as reader:
        rows = {row.path: row for row in reader.screen.shelf.rows()}
        refused = {path for path, row in rows.items() if row.error}
        assert refused == {"binary.txt", "large.txt", "lines.txt", "marks.txt", "picture.txt"}
        await reader.press("tab")
        assert "it is too large" in reader.text
        for path, row in rows.items():
            entry = reader.screen.session.corpus.find(path)
            assert entry is not None
            if row.error:
                reader.screen.open_entry(entry)
                await reader.press()
                assert telling.unreadable(path, row.error)[:80] in reader.status
            else:
                await reader.open(path)
            assert "Traceback" not in reader.text
            assert OUTSIDE not in reader.text
        await reader.open("good.txt")
        assert "adopted a statement" in reader.text


async def test_a_file_refused_once_it_is_opened_says_why_on_the_status_line(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        entry = reader.screen.session.corpus.find("council.md")
        assert entry is not None
        (corpus / "council.md").write_bytes(bytes(range(256)) * 40)
        reader.screen.open_entry(entry)
        await reader.until(lambda: "council.md: it holds binary data" in reader.status)


def test_a_long_name_leaves_room_for_the_reason() -> None:
    assert telling.unreadable("a.txt", "it is gone") == "a.txt: it is gone"
    told = telling.unreadable("folder/" * 60 + "a.txt", "it is gone")
    assert told.startswith("…")
    assert told.endswith("/folder/a.txt: it is gone")
    assert len(told) < 60


# Any text as a query


@given(QUERIES)
def test_any_text_can_be_looked_for_in_an_article(query: str) -> None:
    text = article()
    finding = Finder().find(text, query)
    assert finding.forward(0).tally in {"", "not found"} or finding.hits
    assert all(hit.end <= len(text.text) for hit in finding.hits)


@given(QUERIES)
def test_any_text_narrows_the_list(query: str) -> None:
    row = Row("a", "Ministers met", "path.txt")
    assert set(sift(Names([row]), parse(query).root, {})) <= {0}


def test_any_text_narrows_the_annotations_and_the_tags(tmp_path: Path) -> None:
    notebook = Notebook.open(tmp_path / "corpus.notes.json", "reader")
    tags = ("security/border", "met")
    step = edits.mark(notebook.book, notebook.stamp(), article(), Span(0, 9), tags=tags, note="so")
    notebook.edit(step)
    notebook.edit(codebook.create(notebook.book, "[/]", description="markup"))
    annotations = tuple(notebook.book.annotations())
    narrowing = AnnotationFilter(lambda _: "Ministers meet")
    listing = codebook_of(notebook)

    @given(QUERIES)
    def narrows(query: str) -> None:
        assert set(narrowing.narrow(annotations, query)) <= set(annotations)
        assert len(listing.find_items(query)[0]) <= 3
        assert all(choice.name for choice in choices(notebook.book, query))

    narrows()
    assert notebook.close(5.0)


@given(QUERIES.filter(str.strip))
def test_any_text_is_compared_with_the_commands(query: str) -> None:
    matcher = Matcher(query)
    assert all(matcher.match(command.label) >= 0 for command in COMMANDS)


async def test_any_text_can_be_typed_wherever_one_can_type(corpus: Path, opened: Opened) -> None:
    queries = ("[/", "(*+?\\", "#//", "“met” [b]x[/b]", "\u0301\u200d🇦", "x" * 300)
    async with opened(corpus) as reader:
        for key in ("slash", "f", "ctrl+p"):
            await reader.press(key)
            line = reader.app.focused
            assert isinstance(line, Input)
            for query in queries:
                line.value = query
                await reader.press()
                assert "Traceback" not in reader.text
            await reader.press("escape", "escape")
