"""What each block of an article may be among a web page's leftovers, and where those end."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from store.article import BlockKind, count_words
from store.furniture.phrases import Phrase, classify

if TYPE_CHECKING:
    from collections.abc import Container

    from store.article import Parsed

_LONGEST_LINE = 400
"""Code points from which a block is prose."""

_TOP_BLOCKS = 8
_LONGEST_BEFORE_HEADLINE = 200
"""What can stand before a headline: few blocks, and none of this many code points."""

_HEADLINE_WORDS = 25
_CUT_OFF_WORDS = 60
"""Most words of a teaser's headline, and of its first lines."""

_FARTHEST = 400
"""Blocks at the end of an article among which its furniture is looked for."""

_FEWEST_BUTTONS = 3
"""Buttons and likely lines at an article's end that need nothing known beside them."""

_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s?[»”\"’)]?$")
_ENDS_SENTENCE = re.compile(r"[.,;:։。,][\"”’»)\]]*$")
_ENDS_IN_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.){2,}[\"”’»)]*$")

_MAY_BE_FURNITURE = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM})


class Role(Enum):
    """What a block may be."""

    ADVERTISEMENT = auto()
    LEFTOVER = auto()
    OPENER = auto()
    MAYBE_OPENER = auto()
    BUTTON = auto()
    LIKELY = auto()
    POSSIBLE = auto()
    CUT_OFF = auto()
    HEADLINE = auto()
    RULE = auto()
    TEXT = auto()


KNOWN = frozenset({Role.ADVERTISEMENT, Role.LEFTOVER, Role.OPENER})
"""Roles that are furniture by themselves wherever a run of it can be."""

_SMALL = frozenset({Role.BUTTON, Role.LIKELY})
"""Roles that are furniture beside other furniture."""

_BY_PHRASE = {
    Phrase.ADVERTISEMENT: Role.ADVERTISEMENT,
    Phrase.LEFTOVER: Role.LEFTOVER,
    Phrase.TEASERS: Role.OPENER,
    Phrase.MAYBE_TEASERS: Role.MAYBE_OPENER,
    Phrase.BUTTON: Role.BUTTON,
    Phrase.LIKELY: Role.LIKELY,
    Phrase.POSSIBLE: Role.POSSIBLE,
}


def first_heading(parsed: Parsed) -> int:
    """Return the index of the block that is the article's headline, or -1 without one."""
    for index, block in enumerate(parsed.blocks[:_TOP_BLOCKS]):
        if block.kind is BlockKind.HEADING:
            return index
        if len(block.span) > _LONGEST_BEFORE_HEADLINE:
            return -1
    return -1


def role_of(parsed: Parsed, index: int, headline: int, repeated: Container[int] = ()) -> Role:
    """Return what a block may be, as far as its own words say.

    Args:
        parsed: The article.
        index: The block's.
        headline: Index of the article's headline, which is never furniture, or -1.
        repeated: Indices of blocks that stand in other articles too.
    """
    block = parsed.blocks[index]
    if block.kind is BlockKind.RULE:
        return Role.RULE
    if index == headline or block.kind not in _MAY_BE_FURNITURE:
        return Role.TEXT
    if index in repeated:
        return Role.LEFTOVER
    if block.end - block.start > _LONGEST_LINE:
        return Role.TEXT
    line = block.span.of(parsed.text)
    if "\n" in line:
        return Role.TEXT
    phrase = classify(line)
    return _BY_PHRASE[phrase] if phrase is not None else _teaser_role(line)


def _teaser_role(line: str) -> Role:
    """Return what a line without known words may be in a list of other articles."""
    words = count_words(line)
    if _CUT_OFF.search(line):
        return Role.CUT_OFF if words <= _CUT_OFF_WORDS else Role.TEXT
    if words > _HEADLINE_WORDS:
        return Role.TEXT
    if _ENDS_SENTENCE.search(line) and not _ENDS_IN_INITIALS.search(line):
        return Role.TEXT
    return Role.HEADLINE


def leading_end(parsed: Parsed, repeated: Container[int] = ()) -> int:
    """Return the index behind the last block of the furniture before an article's headline."""
    headline = first_heading(parsed)
    end = 0
    for index in range(headline):
        role = role_of(parsed, index, headline, repeated)
        if role in {Role.ADVERTISEMENT, Role.LEFTOVER} or (role in _SMALL and end):
            end = index + 1
        elif role not in {*_SMALL, Role.RULE}:
            break
    return end


def trailing_start(parsed: Parsed, repeated: Container[int] = ()) -> int:
    """Return the index of the first block of the furniture that an article ends with.

    Read from the end: teasers count once the words that open a list of them have been met, and
    the first block that can be prose ends the search.
    """
    headline = first_heading(parsed)
    start = count = len(parsed.blocks)
    teasers = cut_off = buttons = 0
    below: Role | None = None
    for index in range(count - 1, max(-1, count - 1 - _FARTHEST), -1):
        role, before = role_of(parsed, index, headline, repeated), below
        below = role if role is not Role.RULE else below
        if role is Role.TEXT or (role is Role.POSSIBLE and start == count):
            break
        if role is Role.HEADLINE and before is Role.POSSIBLE:
            # The heading of a box whose sentence has been met.
            continue
        if role in {Role.HEADLINE, Role.CUT_OFF}:
            teasers += 1
            cut_off += role is Role.CUT_OFF
        elif _opens_teasers(role, before, teasers, cut_off):
            start, teasers, cut_off = index, 0, 0
        elif teasers or role in {Role.RULE, Role.POSSIBLE}:
            continue
        elif role in KNOWN or start < count:
            start = index
        else:
            buttons += role in _SMALL
            if buttons == _FEWEST_BUTTONS:
                start = index
    return start


def _opens_teasers(role: Role, below: Role | None, teasers: int, cut_off: int) -> bool:
    """Tell whether a block is above all teasers met, and shows that they are such.

    An ambiguous heading does so where they break off, or where known furniture stands above it.
    """
    if role is Role.OPENER or (role is Role.MAYBE_OPENER and cut_off):
        return True
    return role in KNOWN and below is Role.MAYBE_OPENER and teasers > 1
