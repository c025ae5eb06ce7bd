"""Analysis: the words of a text, as the index keeps them and as the matcher finds them.

A word is a run of letters, digits and the marks on them. Apostrophes, hyphens and the separators
of numbers part words, so `don't` is two and `3,500` is two. A letter of a script without blanks is
a word of its own, so that any stretch of such a text is a phrase. A run too long for a word is
parted.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import regex

from store.search.letters import BREAK, IS_PLAIN, STRETCH, UNSPACED, flatten, spelled
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 255
"""Code points of the longest word; a longer run is parted behind every so many."""

PARAGRAPH_END = "..."
"""The word that the index has where an empty line stands, so that no phrase reaches over it.

It is so long that no word of letters can be taken for it by two edits.
"""

PARTED = "………"
"""The word that the index has among the joined ones of a text some run of which was parted."""

_LETTER = rf"[{UNSPACED}][\p{{M}}\u200d]"
_LETTERS = regex.compile(rf"{_LETTER}*")
_RUN = regex.compile(rf"{_LETTER}{{0,{LONGEST - 1}}}|[^\s{UNSPACED}]{{1,{LONGEST}}}")
_LONG_RUN = regex.compile(rf"{_LETTER}{{{LONGEST}}}|[^\s{UNSPACED}]{{{LONGEST + 1}}}")
_BROKEN = regex.compile(r"(?<=[\p{L}\p{M}])[-‐][ \n](?=\p{L})")
_UNSPACED = regex.compile(f"[{UNSPACED}]")


class Located(NamedTuple):
    """A word and where it stands.

    Args:
        word: As it is spelled in the index.
        start: Offset of its first code point.
        end: Offset behind its last one.
    """

    word: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands; it may begin or end inside a grapheme."""
        return Span(self.start, self.end)


def words(typed: str) -> tuple[str, ...]:
    """Return the words of what a person typed, in order; none where it has only punctuation."""
    return tuple(spelling(unicodedata.normalize("NFC", typed)).split())


def located(text: str) -> Iterator[Located]:
    """Yield the words of a text, in order, each with where it stands in it."""
    return in_flat(flatten(text))


def in_flat(flat: str) -> Iterator[Located]:
    """Yield what `located` yields, of a text that was flattened."""
    for run in _RUN.finditer(flat):
        if word := spelled(run[0]):
            yield Located(word, *run.span())


def spelling(text: str) -> str:
    """Return the words of a text parted by blanks, with a line feed where an empty line stands."""
    flat = flatten(text)
    return flat if is_plain(flat) else respelled(flat)


def indexable(text: str) -> str:
    """Return the words of a text as the index takes them: parted by white space.

    Where an empty line stands is a word `PARAGRAPH_END`.
    """
    return spelling(text).replace(BREAK, f" {PARAGRAPH_END} ")


def parts(text: str) -> Iterator[str]:
    """Yield a text in parts, without the empty lines between them; a short one has one."""
    start = 0
    while (end := text.find("\n\n", start + STRETCH)) >= 0:
        yield text[start:end]
        start = end + 2
    yield text[start:]


def broken(text: str) -> tuple[Located, ...]:
    """Return the words that a hard wrap has broken, whole: `sovereign` where `sover- eign` stands.

    Nobody can tell such a word from two that a hyphen parts (`pre- and post-war`), so its halves
    are words as well.
    """
    if not _has_gap(text):
        return ()
    flat = flatten(text)
    found = (_around(flat, gap.start(), gap.end()) for gap in _BROKEN.finditer(text))
    return tuple(each for each in found if each)


def joined(text: str) -> tuple[str, ...]:
    """Return the words of a text that the index keeps apart from those that stand in it.

    They are those that a hard wrap has broken, and `PARTED` where a run was parted.
    """
    # What has no long run as it stands has none when it is flattened, which takes longer.
    is_parted = _has_long_run(text) and _LONG_RUN.search(flatten(text))
    return (*(each.word for each in broken(text)), *((PARTED,) if is_parted else ()))


def is_plain(flat: str) -> bool:
    """Tell whether the words of a flattened text are its runs without blanks, as they stand."""
    return (flat.isascii() or bool(IS_PLAIN.fullmatch(flat))) and not _has_long_run(flat)


def respelled(flat: str) -> str:
    """Return the words of a flattened text, parted by blanks, its line feeds among them."""
    return "".join(_respelled(stretch) for stretch in _stretches(flat))


def _respelled(flat: str) -> str:
    if _has_long_run(flat) and _LONG_RUN.search(flat):
        parts = (" ".join(each.word for each in in_flat(part)) for part in flat.split(BREAK))
        return f"{f' {BREAK} '.join(parts)} "
    return spelled(_LETTERS.sub(r" \g<0> ", flat))


def _stretches(flat: str) -> Iterator[str]:
    """Yield a flattened text in stretches that end behind a blank."""
    start = 0
    while start < len(flat):
        end = flat.find(" ", start + STRETCH) + 1 or len(flat)
        yield flat[start:end]
        start = end


def _around(flat: str, end: int, start: int) -> Located | None:
    """Return the word whose halves end and start at two offsets."""
    blank = flat.rfind(" ", 0, end)
    before = flat[max(blank, flat.rfind(BREAK, blank + 1, end)) + 1 : end]
    behind = next(in_flat(flat[start : start + 2 * LONGEST]), None)
    first = list(in_flat(before))
    if not first or not behind:
        return None
    word = first[-1].word + behind.word
    if _UNSPACED.search(word):
        return None
    return Located(word, end - len(before) + first[-1].start, start + behind.end)


def _has_gap(text: str) -> bool:
    """Tell whether a text may have a word that a hard wrap has broken.

    One letter is found in a hundredth of the time that two in a row take.
    """
    if "‐" in text:
        return True
    hyphen = text.find("-")
    while hyphen >= 0:
        if text[hyphen + 1 : hyphen + 2] in {" ", "\n"}:
            return True
        hyphen = text.find("-", hyphen + 1)
    return False


def _has_long_run(flat: str) -> bool:
    """Tell whether some run without blanks is too long for a word."""
    start, end = 0, len(flat)
    while start + LONGEST < end:
        blank = flat.rfind(" ", start, start + LONGEST + 1)
        if blank < 0:
            return True
        start = blank + 1
    return False
