"""Plain text: paragraphs, meant line breaks, and a headline where there is one."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from store.article import Block, BlockKind, Parsed
from store.sources import headlines, wrapping
from store.sources.datelines import find_dateline
from store.sources.limits import refuse_many_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.sources.headlines import Opening
    from store.sources.wrapping import Width

_OPENING_LINES = 40
"""Lines at the top, empty ones included, that an article's opening lies in."""

_STRETCH = 1024 * 1024
"""Code points whose spaces are evened out at a time."""

_INK = re.compile(r"\S")
_SPACES = re.compile(r"[^\S\n]{2,}")
_WIDE_SPACES = (
    "  ",
    "\xa0",
    *map(chr, range(0x2000, 0x200B)),
    "\u1680",
    "\u202f",
    "\u205f",
    "\u3000",
)
"""Where none of these is in a text, it has no run of white space to look for."""


def parse(text: str, name: str) -> Parsed:
    """Return the article that a plain text holds.

    Every word of the file is in the canonical text, in its order.

    Args:
        text: The text in the characters of canonical text.
        name: Title of last resort, where the text has no word.

    Raises:
        Unreadable: If it has too many lines.
    """
    refuse_many_lines(text)
    opening = headlines.read_opening(
        [line.strip() for line in islice(_lines(text), _OPENING_LINES)]
    )
    width = wrapping.wrap_width(group for _, group in _groups(_lines(text), opening))
    is_ragged = any(space in text for space in _WIDE_SPACES)
    pieces: list[str] = []
    blocks: list[Block] = []
    end = -2
    for first, group in _groups(_lines(text), opening):
        level = int(first == opening.headline)
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        may_be_headed = not pieces and find_dateline(group[0]) is None
        for paragraph in _paragraphs(group, width, may_be_headed=may_be_headed):
            piece = _evened(paragraph) if is_ragged else paragraph
            start, end = end + 2, end + 2 + len(piece)
            pieces.append(piece)
            blocks.append(Block(kind, start, end, level))
    del text  # the pieces have all of it, and there is to be no third copy
    title = opening.title or _title(pieces) or name
    return Parsed(
        headlines.shorten(title, headlines.LONGEST_TITLE),
        opening.date,
        opening.author,
        opening.source,
        "\n\n".join(pieces),
        tuple(blocks),
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text without white space at their ends.

    One by one, since all of them together take several times the text's memory.
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end].rstrip()
        start = end + 1
    yield text[start:].rstrip()


def _evened(paragraph: str) -> str:
    """Return a paragraph whose runs of white space are single spaces.

    In stretches, because no other thread runs while a pattern is replaced.
    """
    if len(paragraph) <= _STRETCH:
        return _SPACES.sub(" ", paragraph)
    stretches: list[str] = []
    start = 0
    while start < len(paragraph):
        word = _INK.search(paragraph, start + _STRETCH)
        end = word.start() if word else len(paragraph)
        stretches.append(_SPACES.sub(" ", paragraph[start:end]))
        start = end
    return "".join(stretches)


def _title(pieces: Sequence[str]) -> str:
    """Make a title from the first paragraph that is neither a date line nor a leftover."""
    for piece in pieces[:_OPENING_LINES]:
        if not headlines.is_aside(piece):
            return headlines.title_of(piece)
    return headlines.title_of(pieces[0]) if pieces else ""


def _groups(lines: Iterable[str], opening: Opening) -> Iterator[tuple[int, Sequence[str]]]:
    """Part lines at the empty ones and around those of the opening.

    Yields:
        The index of the first line, and the lines.
    """
    start = 0
    group: list[str] = []
    for index, line in enumerate(lines):
        if line and index not in opening.parted:
            group.append(line)
            continue
        if group:
            yield start, group
        if line:
            yield index, [line]
        start, group = index + 1, []
    if group:
        yield start, group


def _paragraphs(
    group: Sequence[str], width: Width, *, may_be_headed: bool = False
) -> Iterator[str]:
    """Make paragraphs of lines that no empty line parts.

    Where lines are too long to be wrapped ones each is a paragraph. In all other groups wraps
    become spaces and meant breaks stay.

    Args:
        group: The lines, without white space behind them.
        width: What the text was wrapped at.
        may_be_headed: Whether the first line may be a headline above the others.
    """
    if len(group) == 1:
        yield group[0].strip()
        return
    if _has_long_lines(group, width):
        yield from (line.strip() for line in group)
        return
    runs_on = cache(lambda: wrapping.runs_on(group, width))
    first_run_on = 2 if may_be_headed else 1
    parts = [group[0].strip()]
    for index in range(1, len(group)):
        line, following = group[index - 1], group[index]
        after = group[index + 1] if index + 1 < len(group) else ""
        if wrapping.starts_paragraph(line, following, after, width):
            yield "".join(parts)
            parts = []
        elif wrapping.is_wrap(line, following, width, runs_on if index >= first_run_on else None):
            parts.append(wrapping.joint(line, following.lstrip()))
        else:
            parts.append("\n")
        parts.append(following.strip())
    yield "".join(parts)


def _has_long_lines(group: Sequence[str], width: Width) -> bool:
    """Tell whether a group's lines are paragraphs, each as long as it came."""
    if not width:
        return max(map(len, group)) > wrapping.WIDEST
    long = sum(len(line) > wrapping.WIDEST for line in group)
    return long * 2 > len(group)
