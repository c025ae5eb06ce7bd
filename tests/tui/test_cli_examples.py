"""The examples on the pages of the command line, run as they stand on the sample corpus."""

from __future__ import annotations

import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from store import places
from tests.tui.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def sample(home: Path) -> None:
    """Lay the sample where one stands, as in a checkout."""
    shutil.copytree(places.sample_corpus(), home / "work" / "corpus")


def examples(capsys: pytest.CaptureFixture[str], *command: str) -> list[list[str]]:
    """Return the words of each example on a command's page, up to a pipe into other programs."""
    assert run(*command, "--help") == 0
    lines = [each.strip() for each in capsys.readouterr().out.splitlines()]
    shown = lines[lines.index("Examples:") + 1 :]
    shown = shown[: shown.index("")]
    return [shlex.split(each.split(" | ")[0]) for each in shown]


@pytest.mark.parametrize("page", ["", "search", "kwic"])
def test_what_a_page_gives_as_an_example_works_on_the_sample(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = examples(capsys)
    assert first[0] == ["postil", "corpus/"], "the reader, which needs a terminal"
    for name, *words in [*first[1:], *(examples(capsys, page) if page else ())]:
        assert (name, run(*words)) == ("postil", 0), words
        captured = capsys.readouterr()
        assert captured.out or "-o" in words, words
        assert captured.err == "", words


def test_the_page_about_checking_names_a_folder_that_is_there(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mark", "start-here.md", "--tag", "tried") == 0
    named = [words for words in examples(capsys, "check") if "--corpus" in words]
    assert named
    assert [run(*words[1:]) for words in named] == [0] * len(named)
    assert (home / "work" / "corpus.notes.json").is_file()
