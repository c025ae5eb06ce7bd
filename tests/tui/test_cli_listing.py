"""`postil list` and `postil show` at a terminal and in a pipe: what can be copied, and read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.test_cli import Pseudoterminal, run
from tui.reading.cells import width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "Ministers meet in Yerevan to speak of observers, of troops, and of the border at length"
PATH = "2022/a-long-name-of-an-article-on-ministers.txt"
STYLE = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(autouse=True)
def corpus(home: Path) -> Path:
    """Return a corpus of articles with long titles, one of which cannot be read."""
    folder = home / "work" / "corpus"
    (folder / "2022").mkdir(parents=True)
    (folder / PATH).write_text(f"{TITLE}\n\n2022-06-10\n\nThey met.\n", encoding="utf-8")
    (folder / "wide.txt").write_text(f"{'外交部長' * 20}\n\nThey met.\n", encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    return folder


@pytest.fixture
def terminal() -> Iterator[Pseudoterminal]:
    pseudoterminal = Pseudoterminal()
    yield pseudoterminal
    pseudoterminal.close()


def lines(terminal: Pseudoterminal) -> list[str]:
    assert terminal.run("list") == 0
    return STYLE.sub("", terminal.printed()).splitlines()


@pytest.mark.parametrize("columns", [30, 80, 160])
def test_a_path_is_never_cut_but_the_title_is(
    columns: int, terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", f"{columns}")
    assert run("mark", PATH, "--tag", "security", "--tag", "a very long name of a tag") == 0
    shown = lines(terminal)
    assert len(shown) == 5, "a heading, three articles, and why one cannot be read"
    (line,) = [each for each in shown if each.endswith(f" {PATH}")]
    assert "Ministers meet…" in line or "Ministers meet " in line
    assert "2022-06-10" in line
    assert columns < 160 or width(line) == columns, "it is as wide as there is room"


def test_at_eighty_columns_the_list_fits_and_leaves_out_what_is_empty(
    terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = lines(terminal)
    assert shown[0].split() == ["Title", "Date", "Words", "Path"]
    assert shown[1].endswith("broken.txt")
    assert shown[2].strip(), "why it cannot be read"
    assert len({width(each) - len(PATH) for each in shown if each.endswith(PATH)}) == 1


def test_in_a_pipe_nothing_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    (line,) = [each for each in capsys.readouterr().out.splitlines() if each.startswith(PATH)]
    assert line.split("\t")[1] == TITLE


LISTS = """\
# Steps

1. **Move.** Press `)`.
   - There is more to say of this than has room on a single line of eighty columns, says one.
7. Mark.

> - A point quoted.

    code
    more of it

* * *
"""
SHOWN = """\
Steps

1. Move. Press ).

  ◦ There is more to say of this than has room on a single line of eighty
    columns, says one.

7. Mark.

▏ • A point quoted.

  code
  more of it
"""


@pytest.fixture
def lists(corpus: Path) -> None:
    (corpus / "lists.md").write_text(LISTS, encoding="utf-8")


@pytest.mark.usefixtures("lists")
def test_an_article_is_shown_with_its_numbers_and_points_as_in_the_reader(
    terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert terminal.run("show", "lists.md") == 0
    printed = STYLE.sub("", terminal.printed()).replace("\r", "")
    shown = "\n".join(line.rstrip() for line in printed.splitlines())
    assert SHOWN in shown


@pytest.mark.usefixtures("lists")
def test_numbers_and_points_are_in_a_pipe_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "lists.md") == 0
    assert SHOWN.replace("eighty\n    columns", "eighty columns") in capsys.readouterr().out
