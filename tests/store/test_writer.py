"""The writing thread waits for more some moments, but keeps nobody waiting."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from store import writer
from store.merge import make_step
from store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from store.merge import Step

_STEP = make_step("nothing", ())
_LONG = 1e6
_PATIENCE = 60.0


class _Written:
    """Keeps what was written, and by which threads."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.threads: list[threading.Thread] = []

    def save(self, batch: tuple[Step, ...]) -> None:
        self.steps += batch
        self.threads.append(threading.current_thread())


def _writer(written: _Written, report: Callable[[], None] = lambda: None) -> Writer:
    return Writer(written.save, report, lambda _: None)


def test_what_follows_soon_is_written_by_the_thread_that_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "_LINGER", _LONG)
    written = _Written()
    lingering = _writer(written)
    for _ in range(3):
        lingering.submit(_STEP)
        assert lingering.flush(_PATIENCE)
    lingering.look()
    assert lingering.close(_PATIENCE)
    assert len(written.steps) == 3
    assert len(set(written.threads)) == 1
    written.threads[0].join(_PATIENCE)
    assert not written.threads[0].is_alive()


def test_after_a_while_the_thread_ends_and_another_writes_what_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "_LINGER", 0)
    written = _Written()
    leaving = _writer(written)
    for _ in range(2):
        leaving.submit(_STEP)
        assert leaving.flush(_PATIENCE)
        written.threads[-1].join(_PATIENCE)
        assert not written.threads[-1].is_alive()
    assert len(set(written.threads)) == 2


class _Awaited(threading.Condition):
    """Tells when the thread that made it begins to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self._maker = threading.current_thread()

    def wait(self, timeout: float | None = None) -> bool:
        if threading.current_thread() is self._maker:
            self.begun.set()
        return super().wait(timeout)


def test_nothing_is_said_to_be_written_before_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_LINGER", _LONG)
    changed, is_telling, told = _Awaited(), threading.Event(), list[int]()

    def report() -> None:
        is_telling.set()
        if changed.begun.wait(_PATIENCE):
            told.append(1)

    slow = _writer(_Written(), report)
    slow._changed = changed
    slow.submit(_STEP)
    assert is_telling.wait(_PATIENCE)
    is_written, was_told = slow.flush(_PATIENCE), bool(told)
    changed.begun.set()
    assert is_written
    assert was_told
    assert slow.close(_PATIENCE)


def test_what_comes_after_closing_is_written_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_LINGER", _LONG)
    written = _Written()
    closed = _writer(written)
    for _ in range(50):
        closed.submit(_STEP)
        assert closed.close(_PATIENCE)
    assert len(written.steps) == 50


_PROGRAM = """
from store import writer
from store.merge import make_step
writer._LINGER = 1e6
one = writer.Writer(lambda batch: print(len(batch)), lambda: None, lambda _: None)
one.submit(make_step("nothing", ()))
"""


def test_a_program_that_ends_without_closing_writes_and_ends() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, timeout=_PATIENCE, check=True
    )
    assert done.stdout == b"1\n"
