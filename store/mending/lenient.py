"""JSON values read as they were meant: nothing that stands in the text is dropped or rounded."""

from __future__ import annotations

import json
import math
import re
from typing import Any

_MOST_DIGITS = 20
_HELD = range(-(2**63), 2**64)
# Integers that the notes file's JSON holds; nobody else's program keeps larger ones either.
_MOST_LEVELS = 200
# The library that writes the notes file gives up at 254.
_SURROGATE = re.compile("[\ud800-\udfff]")


class Pairs(list[tuple[str, Any]]):
    """An object's keys and values as they stand in the text; a key may be there twice."""


def _whole_number(digits: str) -> int | str:
    number = int(digits) if len(digits) <= _MOST_DIGITS else None
    return digits if number is None or number not in _HELD else number


def _number(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


_DECODER = json.JSONDecoder(
    object_pairs_hook=Pairs,
    parse_int=_whole_number,
    parse_float=_number,
    parse_constant=str,
    strict=False,
)


def read_text(data: bytes) -> str:
    r"""Return the text of bytes, in which `\xff` stands for a byte that is not UTF-8."""
    text = data.decode(errors="surrogateescape").removeprefix("\ufeff")
    # Two backslashes, because that is one inside a JSON string.
    return _SURROGATE.sub(lambda found: f"\\\\x{ord(found[0]) & 0xFF:02x}", text)


def read_value(text: str, start: int) -> tuple[Any, int] | None:
    """Return the value that stands at `start` with its end; None where none is whole.

    Raises:
        RecursionError: If it is nested too deeply to be kept as it is.
    """
    try:
        value, end = _DECODER.raw_decode(text, start)
    except ValueError:
        return None
    if _is_too_deep(value):
        raise RecursionError
    return value, end


def read_whole(text: str) -> Any:
    """Return the value that a whole text is; None where it is none, or nested too deeply."""
    try:
        found = read_value(text, len(text) - len(text.lstrip()))
    except RecursionError:
        return None
    return None if found is None or text[found[1] :].strip() else found[0]


def _is_too_deep(value: Any) -> bool:
    """Tell whether a value is nested more deeply than the notes file can hold it."""
    level = [value]
    for _ in range(_MOST_LEVELS):
        level = [each for outer in level for each in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    """Return the objects and lists directly inside a value."""
    if isinstance(value, Pairs):
        return [inner for _, inner in value if isinstance(inner, list)]
    if isinstance(value, list):
        return [inner for inner in value if isinstance(inner, list)]
    return []


def plain(value: Any) -> Any:
    """Return a value as the notes file can hold it; of a key that is there twice both stay."""
    if isinstance(value, Pairs):
        made: dict[str, Any] = {}
        for name, inner in value:
            put(made, written(name), plain(inner))
        return made
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return written(value) if isinstance(value, str) else value


def put(document: dict[str, Any], name: str, value: Any) -> None:
    """Put a value under a name; what stood there moves to a name that is free.

    JSON readers take the last of two, so that is what the name goes on meaning.
    """
    if name in document and document[name] != value:
        document[spare_name(document, name)] = document[name]
    document[name] = value


def spare_name(document: dict[str, Any], name: str) -> str:
    """Return a name like `name_kept` that a document has not given yet."""
    spare, number = f"{name}_kept", 1
    while spare in document:
        number += 1
        spare = f"{name}_kept{number}"
    return spare


def written(text: str) -> str:
    r"""Return a text in which halves of a surrogate pair, which no file can hold, are `\ud800`."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
