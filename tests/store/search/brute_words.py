"""Where words stand in a text, worked out as plainly and as slowly as can be.

A text is a list of words with their places, and every leaf is a loop over it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from store.fold import fold
from store.search.query import Fuzzy, Near, Node, Phrase, Prefix, Regex, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
"""Where something starts and ends in a text."""

_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\p{Tibetan}]|(?=[\p{L}\p{Nl}])[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Hangul}]--\p{scx=Bopomofo}]",
    regex.V1,
)
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d"}
_IN_FULL = (
    dict(zip("ßæœþևŉẚ", ("ss", "ae", "oe", "th", "եվ", "n", "aʾ"), strict=True))
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
    | dict(zip("ﬓﬔﬕﬖﬗ", ("մն", "մե", "մի", "վն", "մխ"), strict=True))
)


@dataclass(frozen=True)
class _Word:
    """A word, where it stands, and how many empty lines precede it."""

    word: str
    start: int
    end: int
    paragraph: int


def brute_words(text: str) -> list[str]:
    """Return the words of a text."""
    return [each.word for each in _words(text)]


def brute_places(leaf: Node, text: str) -> list[Place]:
    """Return every place of a leaf in a text."""
    if isinstance(leaf, Regex):
        found = regex.finditer(leaf.pattern, text, regex.I | regex.M | regex.V0)
        return [each.span() for each in found if each.end() > each.start()]
    words = _words(text)
    whole = [each for each in _broken(text, words) if _accepts(leaf, each.word)]
    return _standing(leaf, words) + [(each.start, each.end) for each in whole]


def brute_standing(leaf: Node, text: str) -> list[Place]:
    """Return every place of a leaf among the words of a text as they stand."""
    return _standing(leaf, _words(text))


def _standing(leaf: Node, words: list[_Word]) -> list[Place]:
    match leaf:
        case Phrase(wanted, is_open=is_open):
            return _phrases(words, wanted, is_open=is_open)
        case Near(wanted, within):
            return _near(words, wanted, within)
        case _:
            return [(each.start, each.end) for each in words if _accepts(leaf, each.word)]


def _accepts(leaf: Node, word: str) -> bool:
    match leaf:
        case Word(wanted):
            return word == wanted
        case Prefix(wanted):
            return word.startswith(wanted)
        case Fuzzy(wanted, edits):
            return _edits(wanted, word) <= edits
        case _:
            return False


def _phrases(words: list[_Word], wanted: tuple[str, ...], *, is_open: bool) -> list[Place]:
    found: list[Place] = []
    for first in range(len(words) - len(wanted) + 1):
        run = words[first : first + len(wanted)]
        *whole, last = run
        if len({each.paragraph for each in run}) > 1:
            continue
        is_end = last.word.startswith(wanted[-1]) if is_open else last.word == wanted[-1]
        if is_end and tuple(each.word for each in whole) == wanted[:-1]:
            found.append((run[0].start, last.end))
    return found


def _near(words: list[_Word], wanted: tuple[str, ...], within: int) -> list[Place]:
    def holds(first: int, last: int) -> bool:
        return Counter(each.word for each in words[first : last + 1]) >= Counter(wanted)

    return [
        (words[first].start, words[last].end)
        for first in range(len(words))
        for last in range(first, min(first + within, len(words)))
        if holds(first, last) and not holds(first + 1, last) and not holds(first, last - 1)
    ]


def _edits(one: str, other: str) -> int:
    """Return the edits between two words, a swap of neighbours being one of them."""
    rows = [[max(row, column) for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            is_other = one[row - 1] != other[column - 1]
            ways = [
                rows[row - 1][column] + 1,
                rows[row][column - 1] + 1,
                rows[row - 1][column - 1] + is_other,
            ]
            if one[row - 2 : row] == other[column - 2 : column][::-1] and row > 1 < column:
                ways.append(rows[row - 2][column - 2] + 1)
            rows[row][column] = min(ways)
    return rows[-1][-1]


@lru_cache(maxsize=64)
def _words(text: str) -> list[_Word]:
    """Return the words of a text, code point by code point."""
    found: list[_Word] = []
    paragraph, offset = 0, 0
    while offset < len(text):
        if text.startswith("\n\n", offset):
            paragraph += 1
        start = offset
        while offset < len(text) and _goes_on(text[start:offset], text[offset]):
            offset += 1
        if word := _spelled(text[start:offset]):
            found.append(_Word(word, start, offset, paragraph))
        offset = max(offset, start + 1)
    return found


def _goes_on(run: str, following: str) -> bool:
    """Tell whether a code point belongs to the word that begins with `run`."""
    if not _is_in_words(following) or len(run) == 255:
        return False
    if not run:
        return True
    if _UNSPACED.match(run[0]):
        return unicodedata.category(following)[0] == "M" or following == "\u200d"
    return not _UNSPACED.match(following)


def _is_in_words(character: str) -> bool:
    if _is_loose(character) or unicodedata.category(character)[0] == "M":
        return True
    return fold(character).isalnum()


def _spelled(run: str) -> str:
    letters = [fold(_narrow(each)) for each in run if not _is_loose(each)]
    whole = "".join(_IN_FULL.get(each, _PLAIN.get(each, each)) for each in letters)
    return whole.replace("եւ", "եվ")


def _narrow(character: str) -> str:
    is_wide = "\uff01" <= character <= "\uff9d"
    return unicodedata.normalize("NFKC", character) if is_wide else character


def _is_loose(character: str) -> bool:
    """Tell whether a code point leaves no trace in how a word is spelled."""
    if character in "\u055b\u055c\u055e\u0640\u034f\u200d\u180b\u180c\u180d\u180f":
        return True
    if regex.match(r"[\p{Variation_Selector}\p{Me}]", character):
        return True
    kind = unicodedata.combining(character)
    return kind == 1 or 10 <= kind <= 36 or 200 <= kind <= 240


def _broken(text: str, words: list[_Word]) -> Iterator[_Word]:
    """Yield the words that a hard wrap has broken, whole."""
    for before in words:
        for behind in words:
            gap = text[before.end : behind.start]
            if gap not in ("- ", "‐ ", "-\n", "‐\n") or before.start > behind.start:
                continue
            if _UNSPACED.search(before.word + behind.word):
                continue
            if _is_letter(text[before.end - 1], "LM") and _is_letter(text[behind.start], "L"):
                word = before.word + behind.word
                yield _Word(word, before.start, behind.end, before.paragraph)


def _is_letter(character: str, kinds: str) -> bool:
    return unicodedata.category(character)[0] in kinds
