"""What is left of a damaged document: every field whose value is whole, and the rest as it is."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from store.mending.fault import UNREADABLE
from store.mending.lenient import Pairs, plain, put, read_value, written

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD = re.compile(r'(?<!\\)"((?:[^"\\]|\\.)*)"\s*:\s*', re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3}")
_MOST_FIELDS = 500
# No document has so many; what lies behind them is kept as it is.
_TORN_ESCAPE = 6
# An escape such as \u00e9 has six characters; a cut may leave any number of them.
_ANCHOR = ("start", "end", "exact", "prefix", "suffix", "text_hash", "normaliser")


def fields_of(fragment: str) -> dict[str, Any]:
    """Return the fields that can be read in the text of a damaged document.

    Where something of the text is not among them, the whole of it is kept as one more field.

    Args:
        fragment: From the document's brace to where the next one begins.
    """
    made: dict[str, Any] = {}
    rest, done = "", 0
    for start, end, name, value, is_whole in _fields(fragment):
        put(made, written(name), plain(value))
        rest += fragment[done:start]
        if not is_whole:
            rest += fragment[start:end]
        done = max(done, end)
    rest += fragment[done:]
    _gather_anchor(made)
    if has_words(rest):
        made[UNREADABLE] = written(fragment)
    return made


def has_words(text: str) -> bool:
    """Tell whether there is more in a text than marks and blanks."""
    return _WORD.search(text) is not None


def _fields(fragment: str) -> Iterator[tuple[int, int, str, Any, bool]]:
    """Yield start, end, name and value of each field, and whether it is surely all of it."""
    names = list(islice(_FIELD.finditer(fragment), _MOST_FIELDS))
    limits = [*(each.start() for each in names[1:]), len(fragment)]
    done = 0
    for found, limit in zip(names, limits, strict=False):
        if found.start() < done:
            continue
        value = _value(fragment, found.end())
        if value is not None and (value[1] <= limit or isinstance(value[0], (Pairs, list))):
            yield found.start(), value[1], found[1], value[0], True
            done = value[1]
        elif (torn := _torn_text(fragment[found.end() : limit])) is not None:
            yield found.start(), limit, found[1], torn, False


def _value(fragment: str, start: int) -> tuple[Any, int] | None:
    """Return the value at `start` and its end; None where none is whole."""
    try:
        return read_value(fragment, start)
    except RecursionError:
        return None


def _torn_text(text: str) -> str | None:
    """Return a text whose closing quote is missing; None where there is no opening one."""
    if not text.startswith('"'):
        return None
    body = text.rstrip().removesuffix(",")
    for shorter in range(_TORN_ESCAPE):
        found = read_value(f'{body[: len(body) - shorter]}"', 0)
        if found is not None:
            return str(found[0])
    return None


def _gather_anchor(made: dict[str, Any]) -> None:
    """Put the fields of an anchor whose own braces are damaged where they belong."""
    if not isinstance(made.get("anchor"), dict) and "exact" in made and "uuid" in made:
        made["anchor"] = {name: made.pop(name) for name in _ANCHOR if name in made}
