"""Titles, names, tags, notes and messages are shown letter by letter, whatever they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import codebook, edits
from store.names import shown
from store.session import Session
from store.span import Span
from tui.app import PostilApp
from tui.screens.notice import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

SHAPES = ("[bold]x[/] :smile: [/]", "[@click=app.bell]x[/]", "[link='file:x']x[/b] [$on")
TITLE = "[@click=app.bell]x[/] [/b] :smile: ["


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is rung: the action that the texts ask for."""
    rung: list[str] = []
    monkeypatch.setattr(PostilApp, "bell", lambda _: rung.append("bell"))
    monkeypatch.setattr(PostilApp, "action_bell", lambda _: rung.append("bell"), raising=False)
    return rung


def write(corpus: Path, shape: str) -> None:
    """Put a text into every field of an article, of its notes and of their codebook."""
    name = shape.replace("/", "")
    (corpus / f"a {name}.md").write_text(
        f"---\ntitle: '{shape.replace(chr(39), chr(39) * 2)} title'\nauthor: \"au\"\n---\n"
        f"The words {shape} of it.\n",
        encoding="utf-8",
    )
    (corpus / f"b {name}.txt").write_bytes(b"%PDF-1.7")
    session = Session.open(corpus, None, creator=f"c {shape}")
    for _ in session.corpus.scan():
        pass
    session.settle()
    book, notebook = session.notebook.book, session.notebook
    tag = f"t{shape.replace('/', '')}"
    notebook.edit(codebook.create(book, tag, description=f"d{shape}"))
    notebook.edit(codebook.give_key(book, tag, "1"))
    notebook.edit(codebook.add_term(book, f"words {shape}"))
    entry = next(each for each in session.corpus.entries if each.path.startswith("a "))
    article = session.corpus.load(entry)
    step = edits.mark(
        book, notebook.stamp(), article, Span(0, 9), tags=[tag], note=f"n{shape}\nmore"
    )
    notebook.edit(step)
    assert session.close()


@pytest.mark.parametrize("shape", SHAPES)
async def test_every_screen_shows_it_letter_by_letter(
    corpus: Path, opened: Opened, rung: list[str], shape: str
) -> None:
    write(corpus, shape)
    tag, name = f"t{shape.replace('/', '')}", shape.replace("/", "")
    async with opened(corpus, size=(150, 40)) as reader:
        await reader.open(shown(f"a {name}.md"))
        for words in (f"{shape} title", f"words {shape} of", tag, f"n{shape}"):
            assert words in reader.text
        await reader.press("A")
        assert tag in reader.text
        assert f"n{shape}" in reader.text
        await reader.press("escape", "T")
        assert f"d{shape}" in reader.text
        for key in ("r", "a", "d"):
            await reader.press(key)
            assert f"“{tag}”" in reader.text
            await reader.press("escape")
        await reader.press("q")
        reader.screen.action_terms()
        await reader.pilot.pause()
        assert f"words {shape}" in reader.text
        await reader.press("d", "u")
        assert f"remove term “words {shape}”" in reader.text
        await reader.press("q", "t")
        assert tag in reader.text
        await reader.press("escape", "a")
        assert f"n{shape}" in reader.text
        await reader.press("escape", "G", "1")
        assert tag in reader.status
        await reader.press("slash")
        await reader.type(shape)
        await reader.press("enter")
        assert f"“{shape}”" in reader.text
        await reader.press("escape", "tab", "f")
        await reader.type(shape)
        assert shape in reader.text
        await reader.press("escape")
        entry = reader.screen.session.corpus.find(f"b {name}.txt")
        assert entry is not None
        reader.screen.open_entry(entry)
        await reader.pilot.pause()
        assert f"b {name}.txt" in reader.status
    assert rung == []


async def test_a_text_that_asks_to_be_clicked_does_nothing_wherever_it_is_clicked(
    corpus: Path, opened: Opened, rung: list[str]
) -> None:
    write(corpus, TITLE)
    async with opened(corpus, size=(150, 40)) as reader:
        await reader.open(f"a {TITLE.replace('/', '')}.md")
        for keys in ((), ("A",), ("escape", "T"), ("r",)):
            await reader.press(*keys)
            for row, line in enumerate(reader.text.splitlines()):
                if (column := line.find("]x[")) >= 0:
                    await reader.pilot.click(offset=(column + 1, row))
    assert rung == []


@pytest.mark.parametrize("shape", SHAPES)
async def test_what_is_said_at_the_start_is_shown_letter_by_letter(
    corpus: Path, notes: Path, opened: Opened, shape: str
) -> None:
    field = shape.replace("\\", "").replace('"', "")
    notes.write_text(f'{{"tags": {{"{field}": {{"name": 1}}}}}}', encoding="utf-8")
    async with opened(corpus, size=(150, 40)) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, Notice) or "yes" in reader.text)
        # Wrapped where it does not fit, between the dialog's sides.
        assert " ".join(field.split()) in " ".join(reader.text.replace("│", " ").split())
