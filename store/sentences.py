"""Sentences of an article: what one key press marks.

Boundaries come from sentencex, which knows the abbreviations of each language, and are repaired
by `store.sentence_rules` where press text showed them wrong. A line feed inside a block always
ends a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store import graphemes
from store.article import BlockKind
from store.compiled import compiled
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.article import Article, Block

_STRETCH = 4_096
"""Code points of one line that are segmented together; where a longer one parts, see `_cut`."""

_LONG_SENTENCE = 120
"""Code points from which a sentence is parted at the sentences quoted inside it."""

_QUOTING = str.maketrans(dict.fromkeys('“”„‟«»‹›「」『』"()[]', " "))

_LINEWISE = frozenset({BlockKind.CODE, BlockKind.TABLE})

_SURE_END = r"""[\p{Ll}\p{N}]{3}[.!?…։]["”’»)\]]*\s+(?=["“„«‘(\[]*\p{Lu})|[。！？][」』”’）]*"""


def sentences(article: Article, block: Block) -> tuple[Span, ...]:
    """Return the sentences of one block; of code and tables, its lines."""
    if block.kind in _LINEWISE:
        return tuple(_trimmed(article.text, line) for line in _lines(article.text, block.span))
    return split(article.text, block.span)


def split(text: str, within: Span) -> tuple[Span, ...]:
    """Return the sentences of a stretch of prose.

    Args:
        text: A canonical text.
        within: The stretch, usually a block; it begins and ends at grapheme boundaries.

    Returns:
        Spans in order, not overlapping, each without white space at its ends; together they
        cover everything in `within` but white space.
    """
    return tuple(
        sentence
        for line in _lines(text, within)
        for stretch in _stretches(text, line)
        for sentence in _segment(text, stretch)
    )


def sentence_at(article: Article, offset: int) -> Span:
    """Return the sentence under an offset; under white space, the one before it.

    Before the first block it is the article's first sentence; without any text it is empty. The
    cost does not grow with the article, nor with the length of its lines.
    """
    text, blocks = article.text, article.blocks
    if not blocks:
        return Span(0, 0)
    block = blocks[max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)]
    offset = max(block.start, min(offset, block.end - 1))
    while offset > block.start and text[offset].isspace():
        offset -= 1
    start = max(block.start, text.rfind("\n", block.start, offset) + 1)
    end = text.find("\n", offset, block.end)
    line = Span(start, block.end if end < 0 else end)
    if block.kind in _LINEWISE:
        return _trimmed(text, line)
    return next(
        sentence
        for sentence in _segment(text, _stretch_at(text, line, offset))
        if sentence.end > offset
    )


def _lines(text: str, within: Span) -> Iterator[Span]:
    """Yield the lines of a stretch that hold more than white space."""
    start = within.start
    while start < within.end:
        found = text.find("\n", start, within.end)
        end = within.end if found < 0 else found
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _stretches(text: str, line: Span) -> Iterator[Span]:
    """Yield the parts of a line that are segmented each on its own."""
    start = line.start
    for index in range(1, len(line) // _STRETCH + 2):
        end = _cut(text, line, index)
        if end > start:
            yield Span(start, end)
            start = end


def _stretch_at(text: str, line: Span, offset: int) -> Span:
    """Return the part of a line, as `_stretches` has it, that holds `offset`."""
    index = (offset - line.start) // _STRETCH
    while (start := _cut(text, line, index)) > offset:
        index -= 1
    while (end := _cut(text, line, index + 1)) <= offset:
        index += 1
        start = end
    return Span(start, end)


def _cut(text: str, line: Span, index: int) -> int:
    """Return where a line is parted for the `index`th time.

    Only the neighbourhood of that place decides, so that reading from the top and jumping into
    the middle agree.
    """
    if index == 0:
        return line.start
    nominal = line.start + index * _STRETCH
    if nominal >= line.end:
        return line.end
    near = Span(nominal, min(line.end, nominal + _STRETCH))
    return min(line.end, graphemes.ceil(text, _seam(text, line, near)))


def _seam(text: str, line: Span, near: Span) -> int:
    """Return the first sure end of a sentence in `near`, else behind its last space, else start."""
    from store import sentence_rules

    for found in compiled(_SURE_END).finditer(text, near.start, near.end):
        before = text[max(line.start, found.end() - _STRETCH) : found.end()]
        if not sentence_rules.joined(before, text[found.end() : near.end]):
            return int(found.end())
    space = text.rfind(" ", near.start, near.end)
    return near.start if space < 0 else space + 1


def _segment(text: str, stretch: Span) -> tuple[Span, ...]:
    """Return the sentences of a stretch without line feeds."""
    from store import sentence_rules

    words = stretch.of(text)
    language = sentence_rules.language(words, text)
    cuts = {*_boundaries(words, language), *sentence_rules.missed_cuts(words)}
    parts = _parts(words, cuts, language)
    if any(len(part) > _LONG_SENTENCE for part in parts):
        inside = _boundaries(words.translate(_QUOTING), language)
        cuts.update(
            cut for part in parts if len(part) > _LONG_SENTENCE for cut in inside if part.holds(cut)
        )
        parts = _parts(words, cuts, language)
    return tuple(
        _trimmed(text, Span(stretch.start + part.start, stretch.start + part.end)) for part in parts
    )


def _boundaries(words: str, language: str) -> tuple[int, ...]:
    """Return the offsets behind each sentence that sentencex sees."""
    import sentencex  # type: ignore[import-untyped]  # compiled, without stubs

    found = sentencex.get_sentence_boundaries(language, words)
    return tuple(boundary["end_index"] for boundary in found)


def _parts(words: str, cuts: Iterable[int], language: str) -> list[Span]:
    """Part `words` at those cuts that are right; each part holds more than white space."""
    from store import sentence_rules

    parts: list[Span] = []
    start = 0
    settled = {graphemes.ceil(words, sentence_rules.settled(words, cut)) for cut in cuts}
    for cut in sorted({*settled, len(words)}):
        left = words[start:cut]
        behind = words[cut : cut + _STRETCH]
        if not left.strip() or (behind and sentence_rules.joined(left, behind, language)):
            continue
        parts.append(Span(start, cut))
        start = cut
    return parts


def _trimmed(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends, on grapheme boundaries."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return graphemes.snap(text, Span(start, end))
