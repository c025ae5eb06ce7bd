"""A long article is folded only when one looks for words in it, and never on the event loop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.fold import fold, fold_stretches
from tui import finding
from tui.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

_TURN = "They spoke of the border first. He asked for observers, and the others listened.\n\n"
_TURNS = 500
_STRETCHES = 3
"""Into which so many are folded one by one."""


class Gate:
    """Lets the folding of an article go on only when it is open, and knows how far it came."""

    def __init__(self) -> None:
        self.folds_on: set[str] = set()
        self.came_to: list[int] = []
        """Of each folding that ended, how many stretches were folded."""
        self._is_open = threading.Event()

    def open(self) -> None:
        """Let all go on."""
        self._is_open.set()

    def fold(self, text: str) -> str:
        """Fold at once."""
        self._note(text)
        return fold(text)

    def fold_stretches(self, text: str) -> Iterator[str]:
        """Fold behind the gate."""
        folded: list[str] = []
        self._note(text)
        try:
            for stretch in fold_stretches(text):
                folded.append(stretch)
                assert self._is_open.wait(30)
                yield stretch
        finally:
            self.came_to.append(len(folded))

    def _note(self, text: str) -> None:
        if len(text) > finding.LONG:
            self.folds_on.add(threading.current_thread().name)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(finding, "LONG", 10_000)
    monkeypatch.setattr(finding, "fold", gate.fold)
    monkeypatch.setattr(finding, "fold_stretches", gate.fold_stretches)
    yield gate
    gate.open()
    assert threading.main_thread().name not in gate.folds_on


@pytest.fixture
def corpus(corpus: Path) -> Path:
    (corpus / "long.txt").write_text(f"Long talks\n\n{_TURN * _TURNS}", encoding="utf-8")
    return corpus


def found(reader: Driver) -> Finding:
    return reader.screen.finding


async def test_nothing_is_folded_ahead(corpus: Path, opened: Opened, gate: Gate) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.until(lambda: bool(reader.screen.sentence_starts))
        assert not gate.folds_on
        await reader.press("/")
        await reader.until(lambda: bool(gate.folds_on))
        gate.open()


async def test_what_stands_in_the_line_is_found_as_soon_as_it_can_be(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("/", *"first")
        assert "looking…" in reader.text
        await reader.press(*["backspace"] * 5, *"border")
        gate.open()
        await reader.until(lambda: found(reader).hit is not None)
        assert found(reader).query == "border"
        assert f"1 of {_TURNS}" in reader.text
        assert reader.under_cursor.startswith("border")
        assert gate.came_to == [_STRETCHES]
        await reader.press(*"s")
        assert "not found" in reader.text
        await reader.press("backspace", "enter", "n")
        assert found(reader).index == 1


async def test_keys_behind_the_line_wait_for_the_hit(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        start = reader.screen.reader.cursor
        await reader.burst("/", *"border", "enter", "n", "n", "w")
        assert reader.screen.reader.cursor == start
        gate.open()
        await reader.until(lambda: found(reader).index == 2)
        assert reader.under_cursor.startswith("first")
        assert not reader.screen.finds
        await reader.press(*["backspace"] * 3)
        assert reader.screen.reader.cursor == start


async def test_the_word_under_the_cursor_is_found_as_soon_as_it_can_be(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("w", "w", "asterisk")
        word = found(reader).query
        assert "looking…" in reader.text
        gate.open()
        await reader.until(lambda: found(reader).hit is not None)
        assert f"“{word}” 2 of {_TURNS}" in reader.status


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("enter", "w", "escape")])
async def test_who_leaves_the_line_waits_for_nothing(
    corpus: Path, opened: Opened, gate: Gate, keys: tuple[str, ...]
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        start = reader.screen.reader.cursor
        await reader.press("/", *"border", *keys)
        gate.open()
        await reader.until(lambda: gate.came_to == [1])
        assert found(reader) == Finding()
        assert reader.screen.reader.cursor == start
        await reader.press("/", *"border")
        await reader.until(lambda: found(reader).hit is not None)
        assert gate.came_to == [1, _STRETCHES]


async def test_who_leaves_the_line_by_its_empty_end_has_nothing_folded(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("/", "enter")
        gate.open()
        await reader.until(lambda: gate.came_to == [1])


async def test_who_leaves_the_article_waits_for_nothing_in_it(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.burst("/", *"border", "enter", "w")
        await reader.open("ministers.txt")
        assert len(found(reader).hits) == 2
        gate.open()
        await reader.until(lambda: gate.came_to == [1])
        assert len(found(reader).hits) == 2
        await reader.press("w")
        assert reader.app.typed.is_at_rest


async def test_what_one_looks_for_is_lit_in_a_long_article_too(
    corpus: Path, opened: Opened, gate: Gate
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("/", *"border", "enter")
        await reader.open("long.txt")
        assert "“border” looking…" in reader.status
        await reader.burst("n")
        gate.open()
        await reader.until(lambda: found(reader).index == 0)
        assert len(found(reader).hits) == _TURNS
        assert reader.under_cursor.startswith("border")
