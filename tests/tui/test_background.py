"""A light terminal gets the light theme, and what it answers is never taken for keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.places import config_dir
from tests.tui.terminal import POSTIL, Terminal
from tui.background import QUESTION, Answers, is_light
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from tui.themes import Ground

_WHITE, _BLACK = "\x1b]11;rgb:ffff/ffff/f0f0\x1b\\", "\x1b]11;rgb:00/00/10\x07"


@given(
    st.lists(st.sampled_from([_WHITE, _BLACK, "j", "é", "\x1b[B", "\x1b", "\x1b]x", "]11;"])),
    st.lists(st.integers(0, 120)),
)
@example([_WHITE], [0, 1, 2, 3, 4, 5, 9])
@example(["\x1b", _BLACK, "q"], [])
def test_answers_are_taken_out_however_the_bytes_come(typed: list[str], cuts: list[int]) -> None:
    told: list[bool] = []
    answers, whole = Answers(told.append), "".join(typed)
    # Not behind an ESC: it may be the key, for which nobody waits any longer than for an arrow.
    ends = [*sorted(cut for cut in cuts if whole[cut - 1 : cut] != "\x1b"), len(whole)]
    parts = [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    rest = "".join(answers.sift(part) for part in parts) + answers.release()
    assert rest == "".join(each for each in typed if each not in (_WHITE, _BLACK))
    assert told == [each == _WHITE for each in typed if each in (_WHITE, _BLACK)]


@pytest.mark.parametrize(
    ("colour", "light"),
    [
        ("ffff/ffff/ffff", True),
        ("f/f/f", True),
        ("fd/f6/e3", True),
        ("0000/0000/0000", False),
        ("2828/2c2c/3434", False),
        ("00/2b/36", False),
        ("00/00/ff", False),
    ],
)
def test_light_is_what_dark_letters_stand_out_on(colour: str, light: bool) -> None:  # noqa: FBT001 - as the table says
    assert is_light(*colour.split("/")) is light


def _paper(ground: Ground) -> bytes:
    """Return what sets a theme's background, as sent to a terminal of many colours."""
    red, green, blue = bytes.fromhex(ground.paper.removeprefix("#"))
    return f"48;2;{red};{green};{blue}".encode()


@pytest.mark.parametrize(("answer", "ground"), [(_WHITE, LIGHT), (_BLACK, DARK)])
def test_the_theme_goes_with_the_terminal(answer: str, ground: Ground, corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.until_sent(QUESTION.encode())
        terminal.press(answer, "sentence 1 of")
        terminal.until_sent(_paper(ground))
        terminal.press(")", "sentence 2 of")
        terminal.press("q")
        terminal.end()


def test_a_theme_that_was_chosen_is_not_asked_about(corpus: Path) -> None:
    folder = config_dir()
    folder.mkdir(parents=True)
    (folder / "postil.toml").write_text('theme = "light"\n', encoding="utf-8")
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("q")
        sent = terminal.end()
    assert QUESTION.encode() not in sent
    assert _paper(LIGHT) in sent
