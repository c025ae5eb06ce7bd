"""Paragraphs that stand word for word at the edge of many articles of a corpus.

A site's footer recurs; so do the words a prayer ends with, an agency's background paragraph and
every paragraph of an article that was saved twice. Only articles that have nothing else in common
can show that a paragraph belongs to the page and not to the text.
"""

from __future__ import annotations

import heapq
import re
from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

from store.article import BlockKind
from store.furniture import shapes
from store.furniture.phrases import is_closing_formula
from store.furniture.roles import KNOWN, Role, first_heading, role_of, trailing_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.article import Parsed

_EDGE_BLOCKS = 8
"""Unknown paragraphs at an article's end that may be furniture."""

_LONGEST = 60
"""Most words of such a paragraph."""

_LONGEST_LINE = 2_000
"""Code points from which it is prose, and is not looked at, however few words it has."""

_SHORTEST = 8
"""Fewest words of one that nothing but its recurring speaks against."""

_MACHINE_MADE = re.compile(r"[@©®|•→]|https?:|www\.")
"""Signs of a page's footer, which may be shorter or be a sentence."""

_NUMBER = re.compile(r"\d{3}")
"""Another sign, but not in a sentence, where it is a year."""

_LONGEST_READ = 100_000
"""Code points of a paragraph that are compared."""

_BODY_BLOCKS = 64
_BODY_WORDS = 6
_SKETCH = 8
"""From the hashes of an article's first paragraphs the smallest are kept: what two articles share
of these sketches they share of their bodies (Broder, 1997)."""

_ALONE, _BESIDE_KNOWN, _BODY = 0, 1, 2
_KIND_BITS = 3
"""The lowest bits of a hash say what it was taken of."""

_PROOFS = {_ALONE: 3, _BESIDE_KNOWN: 2}
"""Articles without anything else in common that a paragraph must stand in."""

_LOOKED_AT = 64
"""Articles with the same paragraph that are compared until enough have nothing else in common."""


def edges(parsed: Parsed) -> bytes:
    """Return what of an article is to be compared with others to find furniture.

    Returns:
        64-bit hashes of paragraphs at its edges that may be furniture, and of some of its body;
        eight bytes each, as the machine has them, for as numbers they would take 36.
    """
    found = candidates(parsed)
    hashes = [hash_ for hashes in found.values() for hash_ in hashes]
    return array("Q", (*hashes, *heapq.nsmallest(_SKETCH, set(_body(parsed, found))))).tobytes()


def recurring(articles: Iterable[bytes]) -> frozenset[int]:
    """Return the hashes of paragraphs that recur at the edges of unrelated articles.

    Args:
        articles: What `edges` returned, for each article once; gone through twice.
    """
    once: set[int] = set()
    twice: set[int] = set()
    for packed in articles:
        hashes = [hash_ for hash_ in _unpacked(packed) if hash_ & _KIND_BITS != _BODY]
        twice.update(once.intersection(hashes))
        once.update(hashes)
    places: dict[int, list[bytes]] = {hash_: [] for hash_ in twice}
    for packed in articles:
        for hash_ in twice.intersection(_unpacked(packed)):
            if len(places[hash_]) < _LOOKED_AT:
                places[hash_].append(packed)
    return frozenset(
        hash_ for hash_, found in places.items() if _is_proof(found, _PROOFS[hash_ & _KIND_BITS])
    )


def shared(packed: bytes, recurring: frozenset[int]) -> frozenset[int]:
    """Return which hashes of an article recur, on which alone it depends what of it is furniture.

    Args:
        packed: What `edges` returned for it.
        recurring: What `recurring` found.
    """
    return recurring.intersection(_unpacked(packed))


def _unpacked(packed: bytes) -> memoryview[int]:
    return memoryview(packed).cast("Q")


def candidates(parsed: Parsed) -> dict[int, tuple[int, ...]]:
    """Return the hashes of the blocks that would be furniture if they recurred, by their index."""
    headline = first_heading(parsed)
    count = len(parsed.blocks)
    found: dict[int, tuple[int, ...]] = {}
    before = range(min(headline, _EDGE_BLOCKS))
    behind = range(count - 1, max(headline, count // 2 - 1), -1)
    for side in (before, behind):
        looked_at = 0
        for index in side:
            if looked_at == _EDGE_BLOCKS:
                break
            if role_of(parsed, index, headline) in {Role.RULE, Role.BUTTON, *KNOWN}:
                continue
            if len(parsed.blocks[index].span) > _LONGEST_LINE:
                break
            words = _words(parsed, index)
            if len(words) > _LONGEST:
                break
            looked_at += 1
            if hashes := _hashes(parsed, index, headline, words):
                found[index] = hashes
    return found


def _hashes(parsed: Parsed, index: int, headline: int, words: list[str]) -> tuple[int, ...]:
    """Return the hashes to look for a block by: none where it would not be furniture anyway."""
    block = parsed.blocks[index]
    line = block.span.of(parsed.text)
    if block.kind in {BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE} or is_closing_formula(line):
        return ()
    if parsed.text.count(line) > 1:
        # A refrain, or words that the text itself uses.
        return ()
    is_of_site = _MACHINE_MADE.search(line) is not None or shapes.speaks_for_site(line)
    if shapes.ENDS_SENTENCE.search(line) and not is_of_site:
        # As an agency's background sentence does, it may well tell something.
        return ()
    hashes: list[int] = []
    if len(words) >= _SHORTEST or is_of_site or _NUMBER.search(line):
        hashes.append(_hash(words, _ALONE))
    neighbours = (i for i in (index - 1, index + 1) if 0 <= i < len(parsed.blocks))
    if any(role_of(parsed, i, headline) in KNOWN for i in neighbours):
        hashes.append(_hash(words, _BESIDE_KNOWN))
    return tuple(hashes)


def _body(parsed: Parsed, edge: dict[int, tuple[int, ...]]) -> Iterator[int]:
    """Yield the hashes of paragraphs that are the article's own."""
    end = min(trailing_start(parsed), _BODY_BLOCKS)
    for index in range(first_heading(parsed) + 1, end):
        if index in edge:
            continue
        words = _words(parsed, index)
        if len(words) >= _BODY_WORDS:
            yield _hash(words, _BODY)


def _words(parsed: Parsed, index: int) -> list[str]:
    """Return a block's words, or just enough of them where it is long."""
    block = parsed.blocks[index]
    return parsed.text[block.start : min(block.end, block.start + _LONGEST_READ)].split(None, 1_000)


def _hash(words: list[str], kind: int) -> int:
    """Return a hash of words, whatever white space parted them."""
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & ~_KIND_BITS | kind


def _is_proof(articles: Sequence[bytes], enough: int) -> bool:
    """Tell whether enough of the articles have no paragraph of their bodies in common."""
    strangers: list[set[int]] = []
    for packed in articles:
        body = {hash_ for hash_ in _unpacked(packed) if hash_ & _KIND_BITS == _BODY}
        if all(body.isdisjoint(other) for other in strangers):
            strangers.append(body)
        if len(strangers) >= enough:
            return True
    return False
