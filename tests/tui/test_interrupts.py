"""Ctrl+C ends a command without a traceback, whatever it is about to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tui.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("where", ["tui.shell.running", "click", "tui.shell.tagging"])
def test_while_the_program_is_imported_it_ends_as_the_system_ends_programs(where: str) -> None:
    done = interrupted(where, "list")
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "Ctrl+C\n")


@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("store.session", ("list",)),
        ("store.notebook", ("list",)),
        ("tui.shell.tables", ("list",)),
        ("store.sources.plain", ("list",)),
        ("tantivy", ("kwic", "ministers")),
        ("store.search.matching", ("search", "ministers", "--json")),
        ("store.sources.sanitize", ("list", "--no-such-option")),
        ("store.sources.sanitize", ("list", "--corpus", "nowhere")),
    ],
)
def test_while_a_command_is_at_work_it_ends_with_the_status_that_shells_know(
    where: str, arguments: tuple[str, ...]
) -> None:
    done = interrupted(where, *arguments)
    assert done.stderr.split() == ["Ctrl+C"]
    assert (done.returncode, done.stdout) == (130, "")


def test_at_the_very_end_nothing_is_said_either() -> None:
    done = interrupted("the end", "list")
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "Ctrl+C\n")
    assert done.stdout.startswith("a.txt\t")


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
