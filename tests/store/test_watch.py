"""Changes in a corpus's folder are told without being asked for."""

from __future__ import annotations

import os
import queue
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from store import watch as module
from store.watch import matters, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 30
"""Seconds after which a test gives up; none waits for so long unless the watch is broken."""

_QUIET = 0.3
"""Seconds without news after which earlier changes count as told; too few hide a fault only."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look after the folder several times as often as in earnest."""
    monkeypatch.setattr(module, "_QUIET_MS", 20)
    monkeypatch.setattr(module, "_LONGEST_MS", 100)
    monkeypatch.setattr(module, "_CHECK_MS", 100)
    monkeypatch.setattr(module, "_MISSING_SECONDS", 0.1)


class _Watch:
    """A watch in a thread of its own, as the reader has it."""

    def __init__(self, root: Path) -> None:
        self.stop = threading.Event()
        self._told: queue.Queue[None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, args=(root,))
        self._thread.start()

    def tells_of(self, change: Callable[[], object]) -> bool:
        """Make a change, again and again until the watch is set up and tells of it."""
        for _ in range(_PATIENCE * 5):
            change()
            try:
                self._told.get(timeout=0.2)
            except queue.Empty:
                continue
            return True
        return False

    def forget(self) -> None:
        """Pass over what is still to be told of earlier changes."""
        while True:
            try:
                self._told.get(timeout=_QUIET)
            except queue.Empty:
                return

    def is_silent(self) -> bool:
        return self._told.empty()

    def end(self) -> None:
        self.stop.set()
        self._thread.join(_PATIENCE)
        assert not self._thread.is_alive()

    def _run(self, root: Path) -> None:
        for told in watch(root, self.stop):
            self._told.put(told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "a.txt").write_text("One.")
    return folder


@pytest.fixture(params=["told by the system", "polled"])
def watching(
    folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[_Watch]:
    if request.param == "polled":
        monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
        monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "50")
    watching = _Watch(folder)
    yield watching
    watching.end()


def test_new_edited_renamed_and_removed_articles_are_told(watching: _Watch, folder: Path) -> None:
    file, renamed = folder / "b.txt", folder / "sub" / "c.txt"
    numbers = iter(range(1000))
    assert watching.tells_of(lambda: file.write_text("x" * next(numbers)))
    renamed.parent.mkdir()
    watching.forget()
    assert watching.tells_of(lambda: file.exists() and file.rename(renamed))
    watching.forget()
    assert watching.tells_of(lambda: renamed.write_text("x" * next(numbers)))
    watching.forget()
    assert watching.tells_of(lambda: renamed.unlink(missing_ok=True))


def _write_longer(file: Path, numbers: Iterator[int]) -> None:
    file.write_text("x" * next(numbers))


def test_what_comes_to_lie_in_new_folders_is_told(watching: _Watch, folder: Path) -> None:
    numbers = iter(range(1000))
    for place in (folder / "new", folder / "new" / "deep", folder / "new" / "deep" / "deeper"):
        place.mkdir()
        assert watching.tells_of(lambda: None), "the folder itself"
        watching.forget()
        file = place / "a.txt"
        assert watching.tells_of(partial(_write_longer, file, numbers))
        watching.forget()


def test_a_folder_whose_name_is_not_utf8_is_watched_like_others(folder: Path) -> None:
    place = folder / os.fsdecode(b"caf\xe9")
    place.mkdir()
    watching = _Watch(folder)
    numbers = iter(range(1000))
    assert watching.tells_of(partial(_write_longer, place / "a.txt", numbers))
    watching.end()


def test_a_folder_that_vanishes_and_comes_back_is_watched_again(
    watching: _Watch, folder: Path, tmp_path: Path
) -> None:
    numbers = iter(range(1000))
    assert watching.tells_of(lambda: (folder / "b.txt").write_text("x" * next(numbers)))
    watching.forget()
    assert watching.tells_of(lambda: folder.exists() and folder.rename(tmp_path / "away"))
    watching.forget()
    (tmp_path / "away").rename(folder)
    assert watching.tells_of(lambda: None), "its coming back is told"
    watching.forget()
    assert watching.tells_of(lambda: (folder / "b.txt").write_text("x" * next(numbers)))


@pytest.mark.parametrize("path", ["a.txt", "sub/a.md", "sub", ".", "sub/a.txt~"])
def test_what_lies_in_the_folder_matters(folder: Path, path: str) -> None:
    assert matters(str(folder / path), folder, None)


@pytest.mark.parametrize("path", [".a.txt.swp", ".git/index", "sub/.a.txt.0123456789abcdef.tmp"])
def test_hidden_files_do_not_matter(folder: Path, path: str) -> None:
    assert not matters(str(folder / path), folder, None)


def test_beside_a_single_file_nothing_matters(folder: Path) -> None:
    assert matters(str(folder / "a.txt"), folder, folder / "a.txt")
    assert not matters(str(folder / "b.txt"), folder, folder / "a.txt")
    assert not matters(str(folder / "a.txt.notes.json"), folder, folder / "a.txt")


def test_a_single_file_is_told_of_also_when_an_editor_replaces_it(folder: Path) -> None:
    file = folder / "a.txt"
    watching = _Watch(file)
    try:
        numbers = iter(range(1000))

        def replace() -> None:
            (folder / "new").write_text("x" * next(numbers))
            (folder / "new").replace(file)

        assert watching.tells_of(replace)
        watching.forget()
        assert watching.tells_of(replace)
    finally:
        watching.end()


def test_a_missing_folder_is_waited_for_until_the_watch_is_ended(tmp_path: Path) -> None:
    watching = _Watch(tmp_path / "missing")
    watching.end()
    assert watching.is_silent()


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_name_that_is_not_utf8_is_told_of_and_ends_nothing(
    watching: _Watch, folder: Path
) -> None:
    odd, plain = folder / os.fsdecode(b"caf\xe9.txt"), folder / "plain.txt"

    def add(place: Path) -> None:
        with place.open("a") as file:
            file.write("words")

    for place in (plain, odd, plain):
        assert watching.tells_of(partial(add, place))
        watching.forget()
