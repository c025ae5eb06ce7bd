"""What a person may set: keys, theme, measure; read from a TOML file."""

from __future__ import annotations

import string
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.command import Place
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui.command import Command

FILE_NAME = "postil.toml"
THEMES = ("auto", "dark", "light", "terminal")
_MEASURES = range(30, 201)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person set.

    Args:
        theme: `auto`, `dark`, `light` or `terminal`.
        measure: Width of the text in cells, 30 to 200.
        creator: Name under which annotations are made; empty for the user's.
        keys: Keys by command id, instead of the command's own; a comma is `comma` in them, so that
            commas can stand between keys.
        problems: What in the file could not be used, a sentence each.
    """

    theme: str = "auto"
    measure: int = 76
    creator: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command as they are set."""
        return self.keys.get(command.id, command.keys)


def load_settings(folder: Path) -> Settings:
    """Read the settings file in the user's config folder.

    What is wrong in it is reported in `Settings.problems` and left at its default; a missing file
    is no problem.

    Args:
        folder: The config folder.
    """
    path = folder / FILE_NAME
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML
        return Settings(problems=(f"{path}: {error}; the defaults hold",))
    problems: list[str] = []
    settings = Settings(
        theme=_choice(read, "theme", THEMES, "auto", problems),
        measure=_measure(read, problems),
        creator=_words(read, "creator", problems),
        keys=_keys(read, problems),
        problems=(),
    )
    unknown = sorted(set(read) - {"theme", "measure", "creator", "keys"})
    problems += [f"there is no setting called {name!r}" for name in unknown]
    return Settings(
        settings.theme,
        settings.measure,
        settings.creator,
        settings.keys,
        tuple(f"{path.name}: {problem}" for problem in problems),
    )


def _choice(
    read: Mapping[str, object],
    name: str,
    choices: tuple[str, ...],
    default: str,
    problems: list[str],
) -> str:
    value = read.get(name, default)
    if isinstance(value, str) and value in choices:
        return value
    problems.append(f"{name} is {value!r}, but can be {', '.join(choices)}")
    return default


def _measure(read: Mapping[str, object], problems: list[str]) -> int:
    value = read.get("measure", 76)
    if isinstance(value, int) and value in _MEASURES:
        return value
    problems.append(f"measure is {value!r}, but is a number of columns from 30 to 200")
    return 76


def _words(read: Mapping[str, object], name: str, problems: list[str]) -> str:
    value = read.get(name, "")
    if isinstance(value, str):
        return value
    problems.append(f"{name} is {value!r}, but is a text")
    return ""


def _keys(read: Mapping[str, object], problems: list[str]) -> Mapping[str, tuple[str, ...]]:
    table = read.get("keys", {})
    if not isinstance(table, dict):
        problems.append("keys is no table; it begins with the line [keys]")
        return {}
    settable = {command.id for command in COMMANDS if not command.each}
    keys: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        if name not in settable:
            problems.append(f"keys: there is no command called {name!r}")
        elif not isinstance(value, str):
            problems.append(f"keys: {name} is {value!r}, but is keys with spaces between them")
        elif unknown := [key for key in _written(value) if _known_key(key) is None]:
            problems.append(f"keys: {name} is {value!r}, but {_no_key(unknown[0])}")
        else:
            known = (_known_key(key) for key in _written(value))
            keys[name] = tuple(dict.fromkeys(key for key in known if key))
    clash = next(clashes(keys), None)
    if clash is None:
        return keys
    problems.append(f"keys: {clash}; the keys are left as they were")
    return {}


# What a terminal calls a sign where Unicode's name for it is another.
_COMMON_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_MODIFIERS = frozenset({"alt", "ctrl", "shift"})
NAMED_KEYS = frozenset(
    {
        *("backspace", "delete", "down", "end", "enter", "escape", "home", "insert", "left"),
        *("pagedown", "pageup", "right", "space", "tab", "up"),
        *(f"f{number}" for number in range(1, 25)),
    }
)
"""The keys that are not called by the sign they type."""


def sign_name(sign: str) -> str:
    """Return what a terminal calls a sign that is no letter and no digit: `full_stop` for `.`."""
    name = unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    return _COMMON_NAMES.get(name, name)


_SIGNS = {sign_name(sign): sign for sign in string.punctuation}


def _written(value: str) -> list[str]:
    return unicodedata.normalize("NFC", value).split()


def _known_key(written: str) -> str | None:
    """Return a key by the name it is bound by, None for one that no terminal sends."""
    *modifiers, base = written[:-1].split("+")
    base += written[-1:]
    if len(set(modifiers)) < len(modifiers) or not _MODIFIERS.issuperset(modifiers):
        return None
    base = _SIGNS.get(base, base)
    if not modifiers:
        return _plain_key(base)
    if modifiers == ["shift"] and len(base) == 1:
        capital = base.upper()
        return capital if base.isalpha() and len(capital) == 1 else None
    if len(base) == 1 and base.isascii():
        base = base.lower() if base.isalnum() else sign_name(base)
    elif base not in NAMED_KEYS:
        return None
    return "+".join((*sorted(modifiers), base))


def _plain_key(base: str) -> str | None:
    if base == ",":
        return sign_name(base)
    is_sign = len(base) == 1 and base.isprintable() and not unicodedata.combining(base)
    return base if is_sign or base in NAMED_KEYS else None


def _no_key(written: str) -> str:
    return (
        f"{written!r} is no key; keys are single characters, "
        f"{', '.join(sorted(NAMED_KEYS - _NUMBERED))}, f1 to f24, "
        "with ctrl+, alt+ or shift+ before them"
    )


_NUMBERED = frozenset(key for key in NAMED_KEYS if key[-1].isdigit())


# Places that take keys at the same time; each place is together with itself.
_TOGETHER = (
    frozenset({Place.READING, Place.READER}),
    frozenset({Place.READING, Place.ROWS, Place.ARTICLES}),
    frozenset({Place.ROWS, Place.ANNOTATIONS}),
    frozenset({Place.ROWS, Place.CODEBOOK}),
    frozenset({Place.ROWS, Place.TERMS}),
    frozenset({Place.ROWS, Place.SEARCH}),
    frozenset({Place.ROWS, Place.CONCORDANCE}),
    frozenset({Place.ROWS, Place.PROPOSALS}),
    frozenset({Place.ROWS, Place.RULES}),
    *(frozenset({place}) for place in Place),
)


def clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a sentence for each key that would mean two things at one place.

    Args:
        keys: Keys by command id, instead of the commands' own.
    """
    sentences = (sentence for places in _TOGETHER for sentence in _clashes_at(places, keys))
    yield from dict.fromkeys(sentences)


def _clashes_at(places: frozenset[Place], keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    users: dict[str, list[str]] = defaultdict(list)
    for command in COMMANDS:
        if command.places & places:
            for key in keys.get(command.id, command.keys):
                users[_TWIN.get(key, key)].append(command.id)
    for key, ids in users.items():
        if len(ids) > 1:
            yield f"{key} is the key of {' and of '.join(ids)}"


# Most terminals send the same for both of each pair.
_TWIN = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+h": "backspace",
}
