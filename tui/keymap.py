"""Keys as a person may set them: which there are, and which would mean two things."""

from __future__ import annotations

import string
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from tui.command import Place
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def keys_set(table: object, problems: list[str]) -> Mapping[str, tuple[str, ...]]:
    """Return keys by command id, as a table of the settings file has them.

    Args:
        table: The table.
        problems: Takes a sentence on each thing in it that cannot be used.
    """
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
