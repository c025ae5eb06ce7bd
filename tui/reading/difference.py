"""Which words two excerpts do not have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex
from msgspec import Struct
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.excerpt import Excerpt

_TOKEN = regex.compile(r"\w+|\s+|[^\w\s]")
_SHORT = 3
_MOST_TOKENS = 4000
# Comparing is quadratic at worst; beyond this many words it is left out.


class Part(Struct, frozen=True):
    """A stretch of an excerpt.

    Args:
        words: Its characters.
        inside: Whether it belongs to the passage, and not to what stands around it.
        differs: Whether the other excerpt does not have it.
    """

    words: str
    inside: bool = False
    differs: bool = False


def compare(old: Excerpt, new: Excerpt) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return both excerpts in parts that tell where they differ.

    Around a passage only what lies between it and the farthest words they share is compared:
    beyond that an excerpt ends where it was cut, not where its article differs.
    """
    before = _compared(old.before, new.before)
    inside = _compared(old.passage, new.passage)
    behind = _compared(old.behind, new.behind)
    return (
        _joined(_unlit_start(before[0]), inside[0], _unlit_end(behind[0])),
        _joined(_unlit_start(before[1]), inside[1], _unlit_end(behind[1])),
    )


def plain(excerpt: Excerpt) -> tuple[Part, ...]:
    """Return an excerpt in parts, none of which differs from anything."""
    parts = Part(excerpt.before), Part(excerpt.passage, inside=True), Part(excerpt.behind)
    return tuple(part for part in parts if part.words)


_Compared = list[tuple[str, bool]]
# Tokens, each with whether the other side lacks it.


def _compared(old: str, new: str) -> tuple[_Compared, _Compared]:
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(left), len(right)) > _MOST_TOKENS:
        return [(old, False)], [(new, False)]
    words, others = ([word for word in side if not word.isspace()] for side in (left, right))
    gone: set[int] = set()
    come: set[int] = set()
    for step in Indel.opcodes(words, others):
        if step.tag != "equal":
            gone.update(range(step.src_start, step.src_end))
            come.update(range(step.dest_start, step.dest_end))
    gone, come = _without_islands(words, gone), _without_islands(others, come)
    return _lit(left, gone), _lit(right, come)


def _lit(tokens: Sequence[str], differing: set[int]) -> _Compared:
    """Return tokens with whether they differ; white space does where its neighbours do.

    Args:
        tokens: Words, signs and white space.
        differing: Which words and signs differ, by number.
    """
    lit: _Compared = []
    number = 0
    for token in tokens:
        if token.isspace():
            lit.append((token, {number - 1, number} <= differing))
            continue
        lit.append((token, number in differing))
        number += 1
    return lit


def _without_islands(words: Sequence[str], differing: set[int]) -> set[int]:
    """Return which words differ, with those that two sides have in common by chance.

    A comma or a short word between two stretches that differ says nothing, and breaks them up.
    """
    islands = {
        number
        for number, word in enumerate(words)
        if len(word) <= _SHORT and {number - 1, number + 1} <= differing
    }
    return differing | islands


def _unlit_start(compared: _Compared) -> _Compared:
    """Return the tokens before a passage, none lit before the first word that is shared."""
    first = _first_shared(compared)
    return [(token, lit and index >= first) for index, (token, lit) in enumerate(compared)]


def _unlit_end(compared: _Compared) -> _Compared:
    """Return the tokens behind a passage, none lit behind the last word that is shared."""
    return _unlit_start(compared[::-1])[::-1]


def _first_shared(compared: _Compared) -> int:
    words = (i for i, (token, lit) in enumerate(compared) if not lit and not token.isspace())
    return next(words, len(compared))


def _joined(before: _Compared, inside: _Compared, behind: _Compared) -> tuple[Part, ...]:
    """Return tokens as parts, neighbours that look the same made one."""
    parts: list[Part] = []
    for part in _parts(before, inside, behind):
        last = parts[-1] if parts else None
        if last and (last.inside, last.differs) == (part.inside, part.differs):
            parts[-1] = Part(last.words + part.words, part.inside, part.differs)
        else:
            parts.append(part)
    return tuple(parts)


def _parts(*pieces: Sequence[tuple[str, bool]]) -> Iterator[Part]:
    for number, piece in enumerate(pieces):
        for token, lit in piece:
            yield Part(token, inside=number == 1, differs=lit)
