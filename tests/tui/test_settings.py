"""What a person set is taken over; what is wrong in it is said in a sentence, and not fatal."""

from __future__ import annotations

import string
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from textual.app import App
from textual.keys import Keys, _character_to_key

from tui.bindings import bindings_at
from tui.command import Place, Situation
from tui.commands import COMMANDS, command, commands_at, footer_at
from tui.keymap import NAMED_KEYS, clashes, sign_name
from tui.settings import FILE_NAME, Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from textual.binding import BindingType

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("theme", "measure", "creator", "keys", "quit", "undo", "tag_key", "a.b", '"\\u001b"'),
            *("=", "\n", "[keys]\n", "[[keys]]\n", '"dark"', '"x y"', "40", "1e9", "true", "[]"),
            *("{}", "''", '"', "'", "#", "2022-01-01", "\x00", "é", ".", ",", "[", "]", "nan"),
        ]
    ),
    max_size=12,
).map(" ".join)


@pytest.fixture
def folder(home: Path) -> Path:
    """Return an empty config folder."""
    folder = home / "config"
    folder.mkdir()
    return folder


def read(folder: Path, text: str) -> Settings:
    """Return what is set by a settings file of those words."""
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert load_settings(folder) == Settings()
    assert load_settings(folder / "missing") == Settings()


def test_everything_can_be_set(folder: Path) -> None:
    text = (
        'theme = "light"\nmeasure = 60\ncreator = "A. W."\n[keys]\nquit = "Q ctrl+q"\nnote = ""\n'
    )
    found = read(folder, text)
    assert found == Settings("light", 60, "A. W.", {"quit": ("Q", "ctrl+q"), "note": ()})
    assert found.keys_of(command("quit")) == ("Q", "ctrl+q")
    assert found.keys_of(command("note")) == ()
    assert found.keys_of(command("undo")) == command("undo").keys


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "pink"', ["theme is 'pink'", "dark"]),
        ("theme = 3", ["theme is 3"]),
        ("measure = 29", ["measure is 29", "30 to 200"]),
        ("measure = 201", ["measure is 201"]),
        ('measure = "76"', ["measure is '76'"]),
        ("measure = true", ["measure is True"]),
        ("measure = 76.0", ["measure is 76.0"]),
        ("creator = 1", ["creator is 1"]),
        ("keys = 1", ["keys is no table", "[keys]"]),
        ("[keys]\nfly = 'x'", ["no command called 'fly'"]),
        ("[keys]\nquit = 3", ["quit is 3"]),
        ("[keys]\nquit = ['Q']", ["quit is ['Q']"]),
        ("[keys]\nquit = 'a'", ["a is the key of", "quit", "note"]),
        ("[keys]\nquit = 'ctrl+m'", ["enter is the key of", "quit"]),
        ("[keys]\nquit = 'strg+q'", ["quit is 'strg+q'", "'strg+q' is no key", "pagedown", "f24"]),
        ("[keys]\nquit = 'Q esc'", ["'esc' is no key"]),
        ("[keys]\nquit = 'Q,W'", ["'Q,W' is no key"]),
        ("[keys]\nquit = 'ctrl+'", ["'ctrl+' is no key"]),
        ("[keys]\nquit = 'ctrl+ctrl+q'", ["'ctrl+ctrl+q' is no key"]),
        ("[keys]\nquit = 'shift+.'", ["'shift+.' is no key"]),
        ("[keys]\nquit = '\u0301'", ["is no key"]),
        ("[keys]\nquit = 'question_mark'", ["? is the key of", "quit"]),
        ("[keys]\nquit = 'ctrl+H'", ["backspace is the key of", "quit"]),
        ("colour = 'red'", ["no setting called 'colour'"]),
    ],
)
def test_what_cannot_be_used_is_said_and_left_at_its_default(
    folder: Path, text: str, told: list[str]
) -> None:
    found = read(folder, text)
    (problem,) = found.problems
    assert problem.startswith(f"{FILE_NAME}: ")
    assert all(words in problem for words in told)
    assert (found.theme, found.measure, found.creator, found.keys) == ("", 76, "", {})


def test_an_unknown_key_leaves_only_its_own_command_as_it_was(folder: Path) -> None:
    found = read(folder, '[keys]\nquit = "esc"\nundo = "X"')
    assert found.keys == {"undo": ("X",)}
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        (",", "comma"),
        ("comma", "comma"),
        ("Q", "Q"),
        ("shift+q", "Q"),
        (";", ";"),
        ("semicolon", ";"),
        ("é", "é"),
        ("e\u0301", "é"),
        ("ք", "ք"),
        ("f5", "f5"),
        ("ctrl+,", "ctrl+comma"),
        ("ctrl++", "ctrl+plus"),
        ("ctrl+]", "ctrl+right_square_bracket"),
        ("ctrl+backslash", "ctrl+backslash"),
        ("ctrl+X", "ctrl+x"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("alt+enter", "alt+enter"),
    ],
)
def test_a_key_is_bound_by_the_name_a_terminal_gives_it(
    folder: Path, written: str, bound: str
) -> None:
    found = read(folder, f'[keys]\nquit = "{written}"')
    assert found == Settings(keys={"quit": (bound,)})


def test_every_key_of_the_commands_can_be_set(folder: Path) -> None:
    for each in COMMANDS:
        if not each.each:
            found = read(folder, f"[keys]\n{each.id} = '{' '.join(each.keys)}'")
            assert found == Settings(keys={each.id: each.keys})


@pytest.mark.parametrize("sign", string.punctuation)
def test_signs_are_called_what_textual_calls_them(sign: str) -> None:
    assert _character_to_key(sign) == sign_name(sign)


def test_textual_knows_the_named_keys() -> None:
    assert {key.value for key in Keys} >= NAMED_KEYS


async def test_the_comma_can_be_a_key(folder: Path) -> None:
    class Asked(App[None]):
        BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.READING)

        def action_find(self) -> None:
            self.exit(return_code=7)

    app = Asked()
    settings = read(folder, '[keys]\nfind = ", F"')
    app.set_keymap({name: ",".join(keys) for name, keys in settings.keys.items()})
    async with app.run_test() as pilot:
        await pilot.press("comma")
    assert app.return_code == 7


def test_each_mistake_is_told_and_the_rest_is_taken_over(folder: Path) -> None:
    found = read(
        folder, 'theme = "pink"\nmeasure = 5\ncreator = "A"\ncolour = 1\n[keys]\nfly = "x"'
    )
    assert found.creator == "A"
    assert len(found.problems) == 4


@pytest.mark.parametrize(
    "data",
    [
        b"theme = ",
        b'theme = "light"\ntheme = "dark"',
        b"\xff\xfet\x00",
        b"\x00",
        b"measure = " + b"9" * 5000,
        b"keys = " + b"[" * 5000,
        b"keys = " + b"{a=" * 5000,
    ],
    ids=["cut off", "twice", "UTF-16", "NUL", "endless number", "deep list", "deep table"],
)
def test_a_file_that_is_no_toml_is_told_by_its_path(folder: Path, data: bytes) -> None:
    (folder / FILE_NAME).write_bytes(data)
    found = load_settings(folder)
    (problem,) = found.problems
    assert str(folder / FILE_NAME) in problem
    assert problem.endswith("the defaults hold")
    assert "\n" not in problem
    assert found == Settings(problems=found.problems)


def test_a_folder_in_the_place_of_the_file_is_told(folder: Path) -> None:
    (folder / FILE_NAME).mkdir()
    (problem,) = load_settings(folder).problems
    assert problem.endswith("the defaults hold")


@given(FRAGMENTS)
@example("theme = 'dark'\nmeasure = 40")
@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_stops_the_reader_from_opening(folder: Path, text: str) -> None:
    found = read(folder, text)
    assert found.theme in {"", "auto", "dark", "light", "terminal"}
    assert 30 <= found.measure <= 200
    assert all(problem.isprintable() for problem in found.problems)
    assert not list(clashes(found.keys))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"quit": ("u",)}, "u is the key of undo and of quit"),
        ({"quit": ("ctrl+i",)}, "tab is the key of"),
        ({"quit": ("ctrl+left_square_bracket",)}, "escape is the key of"),
        ({"undo": ("x",), "redo": ("x",)}, "x is the key of undo and of redo"),
    ],
)
def test_a_key_that_would_mean_two_things_is_named_with_both(
    keys: dict[str, tuple[str, ...]], told: str
) -> None:
    assert any(told in sentence for sentence in clashes(keys))


def test_keys_may_change_places_and_as_they_come_none_clash() -> None:
    assert list(clashes({})) == []
    assert list(clashes({"undo": ("q",), "quit": ("u",)})) == []


def test_every_command_is_found_by_its_id() -> None:
    assert all(command(each.id) is each for each in COMMANDS)
    assert all(each.id.isidentifier() for each in COMMANDS)


def test_no_command_names_one_key_twice() -> None:
    for each in COMMANDS:
        assert len(set(each.keys)) == len(each.keys), each.id


def test_every_command_says_in_few_words_what_it_does() -> None:
    for each in COMMANDS:
        assert 1 <= len(each.label.split()) <= 3, each.id
        assert each.help.strip() == each.help != "", each.id
        assert "\n" not in each.help, each.id
        assert each.places, each.id


def test_every_place_has_commands_and_a_footer() -> None:
    for place in Place:
        there = list(commands_at(place))
        assert there, place
        assert all(place in each.places for each in there)


def test_the_footer_shows_only_what_applies_by_rank() -> None:
    reading = footer_at(Situation(), Place.READING, Place.READER)
    assert [each.footer for each in reading] == sorted(each.footer for each in reading)
    assert all(each.footer and each.applies(Situation()) for each in reading)
    locked = footer_at(Situation(writable=False), Place.READING, Place.READER)
    assert set(locked) < set(reading)
    assert "tag" not in {each.id for each in locked}


@pytest.mark.parametrize("place", list(Place))
def test_a_clash_is_seen_at_every_place(place: Place) -> None:
    there = [each.id for each in commands_at(place) if not each.each]
    for one, other in pairwise(there):
        (sentence,) = clashes({one: ("f12",), other: ("f12",)})
        assert sentence.startswith("f12 is the key of ")
        assert {one, other} <= set(sentence.split())
