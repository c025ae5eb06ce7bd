"""A light terminal gets the light theme, and what it answers is never taken for keys."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.places import config_dir
from tests.tui.terminal import POSTIL, Terminal
from tui.background import QUESTION, Answer, Background, is_light
from tui.chosen import CHOICES
from tui.settings import Settings
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.tui.driver import Opened
    from tui.themes import Ground

_WHITE, _BLACK = "\x1b]11;rgb:ffff/ffff/f0f0\x1b\\", "\x1b]11;rgb:00/00/10\x07"


def expecting(told: list[bool]) -> Answer:
    answer = Answer(told.append)
    answer.expect()
    return answer


def sifted(answer: Answer, text: str, cuts: Iterable[int]) -> str:
    """Return what is left of a text that comes in parts."""
    ends = [*sorted(cuts), len(text)]
    return "".join(
        answer.sift(text[start:end]) for start, end in zip([0, *ends], ends, strict=False)
    )


@given(
    st.lists(st.sampled_from(["j", "é", "\x1b[B", "\x1b", "\x1b]x", "]11"])),
    st.sampled_from([_WHITE, _BLACK]),
    st.lists(st.sampled_from(["j", "\x1b[B", "\x1b", _WHITE])),
    st.lists(st.integers(0, 120)),
)
@example([], _WHITE, [], list(range(30)))
@example(["\x1b"], _BLACK, ["q", _WHITE], [])
def test_the_first_answer_is_taken_out_however_the_bytes_come(
    before: list[str], first: str, behind: list[str], cuts: list[int]
) -> None:
    told: list[bool] = []
    answer = expecting(told)
    rest = sifted(answer, "".join([*before, first, *behind]), cuts) + answer.release()
    assert rest == "".join([*before, *behind])
    assert told == [first == _WHITE]


@pytest.mark.parametrize("form", ["#ffffff", "rgb:ffff/ffff", "", "unknown"])
def test_an_answer_that_says_nothing_is_no_key_either(form: str) -> None:
    told: list[bool] = []
    assert expecting(told).sift(f"j\x1b]11;{form}\x07k") == "jk"
    assert not told


def test_an_answer_that_breaks_off_is_never_a_key() -> None:
    told: list[bool] = []
    answer = expecting(told)
    assert answer.sift("j" + _WHITE[:12]) == "j"
    assert answer.release() == ""
    assert answer.sift(_WHITE[12:] + "k") == "k"
    assert told == [True]


def test_what_only_begins_like_an_answer_was_typed() -> None:
    answer = expecting([])
    assert answer.sift("\x1b]1") == ""
    assert answer.release() == "\x1b]1"
    endless = "\x1b]11;" + "x" * 60
    assert answer.sift(endless) == endless


def test_where_none_is_expected_nothing_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []
    assert Answer(told.append).sift(f"pasted {_WHITE}") == f"pasted {_WHITE}"
    answer = expecting(told)
    assert answer.sift(_WHITE[:12]) == ""
    monkeypatch.setattr(time, "monotonic", lambda: float("inf"))
    assert answer.sift("j") == "j"
    assert not told


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


@pytest.mark.parametrize("theme", CHOICES)
async def test_what_was_chosen_before_the_terminal_answers_stays_whatever_was_guessed(
    corpus: Path, opened: Opened, theme: str
) -> None:
    async with opened(corpus, settings=Settings()) as reader:
        await reader.app.run_action(f"screen.theme_{theme}")
        reader.app.post_message(Background(is_light=theme != "light"))
        await reader.press("j")
        assert reader.app.theme == theme


async def test_the_first_answer_counts(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, settings=Settings()) as reader:
        reader.app.post_message(Background(is_light=True))
        await reader.until(lambda: reader.app.theme == "light")
        reader.app.theme = "dark"
        reader.app.post_message(Background(is_light=True))
        await reader.press("j")
        assert reader.app.theme == "dark"
