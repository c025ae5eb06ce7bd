"""Ctrl+C ends a command without a traceback, whatever it is about to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from store.search.building import IndexProgress
from tests.tui.terminal import Terminal as Pty
from tests.tui.test_cli import Terminal, run
from tui.shell import indexed
from tui.shell.interrupts import interruptible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_HIDDEN, _SHOWN = "\x1b[?25l", "\x1b[?25h"

_INTERRUPTED = """
import atexit, os, signal, sys

where = os.environ["WHERE"]

class Importing:
    def find_spec(self, name, path=None, target=None):
        if name == where:
            interrupt()

def interrupt():
    print("Ctrl+C", file=sys.stderr, flush=True)
    os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, getattr(signal, os.environ["HANDLER"]))
sys.meta_path.insert(0, Importing())
if where == "the end":
    atexit.register(interrupt)
from tui.cli import main
sys.exit(main())
"""


@pytest.fixture(autouse=True)
def corpus(home: Path) -> Path:
    """Return a corpus of one article, which is the one that commands are about."""
    folder = home / "work" / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Ministers met in Yerevan.\n", encoding="utf-8")
    return folder


@pytest.fixture
def handler() -> Iterator[Callable[[Any], None]]:
    """Return what sets how Ctrl+C is taken, for the length of a test."""
    before = signal.getsignal(signal.SIGINT)

    def take(how: Any) -> None:
        signal.signal(signal.SIGINT, how)

    yield take
    take(before)


def interrupted(
    where: str, *arguments: str, handler: str = "default_int_handler"
) -> subprocess.CompletedProcess[str]:
    """Run the command line, with Ctrl+C when it is about to import a module, or at the end."""
    return subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "WHERE": where, "HANDLER": handler},
        timeout=60,
    )


@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("tui.shell.running", ("list",)),
        ("click", ("--help",)),
        ("tui.shell.articles", ("list",)),
        ("store.session", ("list",)),
        ("tui.shell.tables", ("list",)),
        ("store.sources.plain", ("list",)),
        ("tantivy", ("kwic", "ministers")),
        ("store.search.matching", ("search", "ministers", "--json")),
        ("store.sources.sanitize", ("list", "--no-such-option")),
        ("store.sources.sanitize", ("list", "--corpus", "nowhere")),
    ],
)
def test_it_ends_as_the_system_ends_programs(where: str, arguments: tuple[str, ...]) -> None:
    done = interrupted(where, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "Ctrl+C\n")


def test_at_the_very_end_nothing_is_said_either() -> None:
    done = interrupted("the end", "list")
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "Ctrl+C\n")
    assert done.stdout.startswith("a.txt\t")


def test_at_the_very_end_of_the_reader_nothing_is_said_either(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHERE", "the end")
    monkeypatch.setenv("HANDLER", "default_int_handler")
    with Pty(sys.executable, "-c", _INTERRUPTED, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        os.write(terminal._leader, b"q")
        sent = terminal.end()
    assert terminal.process.returncode == -signal.SIGINT
    assert sent.endswith(b"Ctrl+C\r\n")


@pytest.mark.parametrize("where", ["click", "store.session", "tui.shell.tables", "the end"])
def test_where_it_is_ignored_as_in_the_background_it_stays_so(where: str) -> None:
    done = interrupted(where, "list", handler="SIG_IGN")
    assert (done.returncode, done.stderr) == (0, "Ctrl+C\n")
    assert done.stdout.startswith("a.txt\t")


def test_a_program_that_calls_it_keeps_its_own_way_with_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert run("list") == 0
    assert run("list", "--no-such-option") == 2
    assert signal.getsignal(signal.SIGINT) is before


def test_what_has_to_be_put_right_is_put_right_first(handler: Callable[[Any], None]) -> None:
    handler(signal.SIG_DFL)
    with pytest.raises(KeyboardInterrupt), interruptible():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    handler(signal.SIG_IGN)
    with interruptible():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_progress_bar_shows_the_cursor_again(
    handler: Callable[[Any], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handler(signal.SIG_DFL)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(indexed, "_UNTOLD", 0.0)

    def work() -> Iterator[IndexProgress]:
        yield IndexProgress(0, 2)
        assert _HIDDEN in terminal.getvalue()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexed.show(work())
    assert terminal.getvalue().rindex(_SHOWN) > terminal.getvalue().rindex(_HIDDEN)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL


def test_an_export_that_is_broken_off_leaves_nothing(
    corpus: Path, handler: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("mark", "a.txt", "--quote", "Yerevan") == 0
    handler(signal.SIG_DFL)
    replace = os.replace

    def interrupt(*names: Path) -> None:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.raise_signal(signal.SIGINT)
        replace(*names)

    monkeypatch.setattr(os, "replace", interrupt)
    assert run("export", "-o", "notes.md") == 130
    assert sorted(each.name for each in corpus.parent.iterdir() if ".md" in each.name) == []
