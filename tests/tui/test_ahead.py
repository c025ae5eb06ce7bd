"""What the next keys need is imported before they come, and for nobody who leaves."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from tui import ahead
from tui.precedence import Precedence

if TYPE_CHECKING:
    import pytest


def test_all_that_is_named_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_QUIET", 0)
    ahead.import_ahead(Precedence(), threading.Event())
    assert set(ahead._NEXT) <= set(sys.modules)


def test_nothing_is_imported_for_a_reader_who_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[str] = []
    monkeypatch.setattr(ahead, "import_module", imported.append)
    stop = threading.Event()
    stop.set()
    ahead.import_ahead(Precedence(), stop)
    assert imported == []


def test_it_ends_between_two_modules_when_the_reader_leaves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    imported: list[str] = []

    def leave_meanwhile(name: str) -> None:
        imported.append(name)
        stop.set()

    monkeypatch.setattr(ahead, "_QUIET", 0)
    monkeypatch.setattr(ahead, "import_module", leave_meanwhile)
    ahead.import_ahead(Precedence(), stop)
    assert imported == [ahead._NEXT[0]]
