"""The reader paints its first article before it imports what no article needs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.tui.terminal import POSTIL, Terminal

if TYPE_CHECKING:
    from pathlib import Path

_LIBRARIES = {
    "charset_normalizer",
    "filelock",
    "markdown_it",
    "rapidfuzz",
    "regex",
    "sentencex",
    "tantivy",
    "tinydb",
    "uuid_utils",
    "watchfiles",
    "yaml",
}
_KEYS = {
    "store.codebook",
    "tui.answers",
    "tui.palette",
    "tui.screens.annotations",
    "tui.screens.codebook",
    "tui.screens.dialog",
    "tui.screens.help",
    "tui.screens.list_screen",
    "tui.screens.search",
    "tui.screens.tags",
    "tui.searching",
}
_COMMANDS = {"tui.shell.annotations", "tui.shell.articles", "tui.shell.care", "tui.shell.output"}
_READ_ANEW = {"store.furniture", "store.sources.decoding", "store.sources.plain"}
_BEHIND_IT = {"store.missing", "store.search.index", "store.sentence_rules", "store.watch"}

_LISTING = """
import os, sys
from tui import start

def tell(_):
    with open(os.environ["WHERE"], "w") as file:
        print(*sys.modules, file=file)
    os._exit(0)

start._begin = tell
from tui.cli import main
main()
"""
_LONG_AGO = 1_000_000_000
_PATIENCE = 30.0


@pytest.fixture
def corpus(home: Path) -> Path:
    """Return a corpus that was read before, with an annotation."""
    folder = home / "work" / "corpus"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text(
        "“Ministers” met in Yerevan — once more.\n\nThey went home.\n", encoding="utf-8"
    )
    os.utime(file, (_LONG_AGO, _LONG_AGO))
    marking = ("mark", "a.txt", "--quote", "“Ministers”", "--note", "why now?", "--tag", "city")
    subprocess.run([*POSTIL, *marking], check=True, capture_output=True)
    with Terminal(*POSTIL, str(folder)) as terminal:
        terminal.wait("They went home.")
        until = time.monotonic() + _PATIENCE
        while not [*home.glob(".cache/postil/last/[!.]*")]:
            assert time.monotonic() < until, "the article is not kept for the next session"
        terminal.press("q")
        terminal.end()
    return folder


def test_the_first_article_waits_for_nothing_that_it_does_not_need(
    corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = home / "modules"
    monkeypatch.setenv("WHERE", str(listed))
    with Terminal(sys.executable, "-c", _LISTING, str(corpus)) as terminal:
        sent = terminal.end()
    modules = set(listed.read_text(encoding="utf-8").split()) if listed.exists() else set()
    assert "tui.screens.reading" in modules, sent
    assert modules & (_LIBRARIES | _KEYS | _COMMANDS | _READ_ANEW | _BEHIND_IT) == set()


def test_what_is_unwanted_is_known_by_its_name() -> None:
    for name in _LIBRARIES | _KEYS | _COMMANDS | _READ_ANEW | _BEHIND_IT:
        __import__(name)
        assert name in sys.modules
