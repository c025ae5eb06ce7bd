"""No command imports what it has no use for: that is most of the time until it answers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tui.test_cli import run, start

if TYPE_CHECKING:
    from pathlib import Path

_SCREEN = {"textual", "rich"}
_PARSERS = {"charset_normalizer", "markdown_it", "sentencex", "store.furniture", "yaml"}
_SEARCH = {"rapidfuzz", "store.search.index", "tantivy"}
_STORE = {"orjson", "regex", "store.corpus", "store.notebook", "tinydb"}
_IMPORTED = (
    "import sys; from tui.cli import main; status = main(sys.argv[1:]); "
    "print(status, *sys.modules, file=sys.stderr)"
)
_LONG_AGO = 1_000_000_000


@pytest.fixture(autouse=True)
def corpus(home: Path) -> Path:
    """Return a corpus that was listed before, with an annotation."""
    folder = home / "work" / "corpus"
    folder.mkdir()
    for name in ("a.txt", "b.md"):
        (folder / name).write_text("Ministers met in Yerevan.\n", encoding="utf-8")
        os.utime(folder / name, (_LONG_AGO, _LONG_AGO))
    assert run("mark", "a.txt", "--quote", "Yerevan", "--note", "why now?") == 0
    return folder


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--help",), _SCREEN | _PARSERS | _SEARCH | _STORE),
        (("--version",), _SCREEN | _PARSERS | _SEARCH | _STORE),
        (("list",), _SCREEN | _PARSERS | _SEARCH),
        (("list", "--json"), _SCREEN | _PARSERS | _SEARCH),
        (("backups",), _SCREEN | _PARSERS | _SEARCH),
        (("show", "a.txt"), _SCREEN | _SEARCH | {"markdown_it"}),
        (("notes",), _SCREEN | _SEARCH | {"markdown_it"}),
        (("export",), _SCREEN | _SEARCH | {"markdown_it"}),
        (("mark", "a.txt", "--quote", "met"), _SCREEN | _SEARCH | {"markdown_it"}),
        (("search", "ministers"), {"textual"}),
        (("kwic", "ministers"), {"textual"}),
        (("index",), _SCREEN),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_imports_nothing_that_it_has_no_use_for(
    arguments: tuple[str, ...], unwanted: set[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    status, *modules = done.stderr.splitlines()[-1].split()
    assert status == "0", done.stderr
    assert unwanted.intersection(modules) == set()


def test_what_is_unwanted_is_known_by_its_name() -> None:
    for name in _SCREEN | _PARSERS | _SEARCH | _STORE:
        __import__(name)
        assert name in sys.modules


def test_both_ways_to_ask_for_help_say_the_same() -> None:
    shown = start("--help")
    assert "postil COMMAND" in shown.stdout
    assert start("-h").stdout == shown.stdout
    assert start("--version").stdout.startswith("postil ")
