"""Letters: which characters make words, and how each is spelled in them.

A reader finds a word however it was written: in capitals, with accents or without, in the wide
letters of Japanese, with the ligatures of a typesetter. What `store.fold` cannot take away
without moving an offset is left out of a word's spelling, or spelled in two letters, here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from store.fold import fold
from store.search.alphabet import Alphabets

if TYPE_CHECKING:
    from collections.abc import Callable

BREAK = "\n"
"""What stands for an empty line in a flattened text."""

_EMPTY_LINE = "\v"  # no canonical text holds it

STRETCH = 64 * 1024
"""Code points that are worked on in one call; no other thread runs meanwhile."""


UNSPACED = (
    "\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u302e-\u302f"
    "\u3031-\u3098\u309b-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00016fe2-\U00016fe3\U00016ff0-\U00016ff1\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Ranges of letters that each are a word: no blank parts words, or none has to.

Thai, Lao, Tibetan, Myanmar; Hangul; Khmer; kana and ideographs with their signs and extensions.
"""

# Letters without an accent that could be taken away, typed as the plain ones that look like them.
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d"}

# The capitals of the Armenian ligature are other letters than those of Unicode's case folding;
# spellings from before the reform part it.
_IN_FULL = {"և": "եվ", "æ": "ae", "œ": "oe", "þ": "th", "ŉ": "n"}
_OLD_EV = ("եւ", "եվ")

# Signs of intonation that Armenian puts inside a word, the tie of Arabic, what changes a sign's
# shape only. The joiner is one: it stays inside the words of India it is written in.
_SHAPING = frozenset("\u055b\u055c\u055e\u0640\u034f\u200d\u180b\u180c\u180d\u180f")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_POINTS = range(10, 37)  # combining classes of the vowel points of Hebrew, Arabic and Syriac
_ACCENTS = range(200, 241)  # of what is set around a letter, and is no letter itself
_OVERLAY = 1


class _Table(dict[int, str]):
    """What becomes of each code point; worked out when a text first has it."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = letter = self._becomes(chr(code))
        return letter


def is_loose(character: str) -> bool:
    """Tell whether a character is left out of the spelling of the word it stands in."""
    code = ord(character)
    if character in _SHAPING or any(code in selectors for selectors in _SELECTORS):
        return True
    if unicodedata.category(character) == "Me":
        return True
    kind = unicodedata.combining(character)
    return kind == _OVERLAY or kind in _POINTS or kind in _ACCENTS


def flatten(text: str) -> str:
    """Return a text with its words made comparable and everything else blank.

    Each code point gives exactly one, so offsets in the result are offsets in `text`. An empty
    line gives a line feed and a blank; there is no other line feed.
    """
    parted = text.replace("\n\n", f"{_EMPTY_LINE} ")
    if len(parted) <= STRETCH:
        return _FLAT.translate(parted)
    starts = range(0, len(parted), STRETCH)
    return "".join(_FLAT.translate(parted[start : start + STRETCH]) for start in starts)


def spelled(words: str) -> str:
    """Return how words of a flattened text are spelled; empty where there are only loose marks.

    Args:
        words: One that begins and ends where words do.
    """
    return words.translate(_SPELLED).replace(*_OLD_EV)


def _flat(character: str) -> str:
    if character == _EMPTY_LINE:
        return BREAK
    if is_loose(character):
        return character
    if "\uff01" <= character <= "\uff9d":  # wide and narrow forms, of which each has one other
        character = unicodedata.normalize("NFKC", character)
    folded = fold(character)
    folded = _PLAIN.get(folded, folded)
    return folded if folded.isalnum() or unicodedata.category(folded)[0] == "M" else " "


def _spelling(character: str) -> str:
    if is_loose(character):
        return ""
    whole = _IN_FULL.get(character) or character.casefold()
    return whole if whole.isalnum() else character


_FLAT = Alphabets(_Table(_flat))
_SPELLED = _Table(_spelling)

# Nearly all that is read: scripts that part their words by blanks, without what is spelled
# otherwise.
IS_PLAIN = re.compile(
    "[ \n0-9a-z\u0111-\u0148\u0250-\u02ff\u0370-\u0482\u048a-\u0531\u0560-\u0581\u0583-\u0586"
    "\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0660-\u0669\u10d0-\u10fa]*"
)
"""Matches the whole of a flattened text whose words are spelled as they stand."""
