"""Where the cursor goes: pure functions from an article and an offset to an offset.

Every motion keeps to graphemes inside blocks: it never stands on the line feeds between them.
Its cost follows the distance it goes, not the length of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.compiled import compiled
from store.graphemes import floor, next_offset, previous_offset, snap
from store.sentences import sentence_at
from store.span import Span
from tui.reading.blocks import block_index, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article

    Motion = Callable[[Article, int], int]

# Letters and numbers with their marks and joiners, held together by an apostrophe, a hyphen or a
# point inside; each Chinese character by itself, since nothing but a dictionary parts them.
_LETTER = r"[\p{L}\p{N}_--\p{Han}]"
_LETTERS = rf"{_LETTER}[\p{{L}}\p{{M}}\p{{N}}_\u200c\u200d--\p{{Han}}]*"
_WORD = rf"(?V1)\p{{Han}}\p{{M}}*|{_LETTERS}(?:['’.\-‑]{_LETTERS})*"
_GAP_BEFORE = r"(?r)[^\p{L}\p{M}\p{N}_\u200c\u200d'’.\-‑]"
_LOOK_BACK = 200


def right(article: Article, offset: int) -> int:
    """Return the next grapheme."""
    return settle(article, next_offset(article.text, offset), 1)


def left(article: Article, offset: int) -> int:
    """Return the grapheme before."""
    return settle(article, previous_offset(article.text, offset), -1)


def word_at(article: Article, offset: int) -> Span | None:
    """Return the word over or directly before `offset`, None where there is none."""
    near = _words_near(article, offset)
    over = (word for word in near if word.holds(offset))
    before = (word for word in near if word.end == offset)
    return next(over, None) or next(before, None)


def word_next(article: Article, offset: int) -> int:
    """Return the start of the next word; the last grapheme where there is none."""
    here = word_at(article, offset)
    behind = here.end if here and here.holds(offset) else next_offset(article.text, offset)
    found = compiled(_WORD).search(article.text, behind)
    return floor(article.text, found.start()) if found else bottom(article)


def word_previous(article: Article, offset: int) -> int:
    """Return the start of this word, or of the word before when on it."""
    here = word_at(article, offset)
    if here and here.start < offset:
        return here.start
    before = offset
    while before > 0:
        words = [word for word in _words_near(article, before) if word.start < offset]
        if words:
            return words[-1].start
        before -= _LOOK_BACK
    return top(article)


def word_end(article: Article, offset: int) -> int:
    """Return the last grapheme of this word, or of the next when on it."""
    found = compiled(_WORD).search(article.text, _start_of_word(article, offset))
    while found and floor(article.text, found.end() - 1) <= offset:
        found = compiled(_WORD).search(article.text, found.end())
    return floor(article.text, found.end() - 1) if found else bottom(article)


def sentence_next(article: Article, offset: int) -> int:
    """Return the start of the next sentence; the last grapheme where there is none."""
    behind = settle(article, sentence_at(article, offset).end, 1)
    following = _past_space(article, behind, right)
    return following if following > offset else bottom(article)


def sentence_previous(article: Article, offset: int) -> int:
    """Return the start of this sentence, or of the one before when on it."""
    start = sentence_at(article, offset).start
    if start < offset:
        return start
    return sentence_at(article, _past_space(article, left(article, start), left)).start


def _past_space(article: Article, offset: int, step: Motion) -> int:
    """Return the nearest grapheme from `offset` on that is no white space, going by `step`."""
    while article.text[offset : offset + 1].isspace():
        following = step(article, offset)
        if following == offset:
            return offset
        offset = following
    return offset


def paragraph_next(article: Article, offset: int) -> int:
    """Return the start of the next block; the last grapheme where there is none."""
    index = block_index(article, offset) + 1
    return article.blocks[index].start if index < len(article.blocks) else bottom(article)


def paragraph_previous(article: Article, offset: int) -> int:
    """Return the start of this block, or of the one before when on it."""
    if not article.blocks:
        return 0
    index = block_index(article, offset)
    if article.blocks[index].start < offset:
        return article.blocks[index].start
    return article.blocks[max(0, index - 1)].start


def top(article: Article) -> int:
    """Return the first grapheme."""
    return settle(article, 0, 1)


def bottom(article: Article) -> int:
    """Return the last grapheme."""
    return settle(article, len(article.text), -1)


def _start_of_word(article: Article, offset: int) -> int:
    here = word_at(article, offset)
    return here.start if here else offset


def _words_near(article: Article, offset: int) -> list[Span]:
    """Return the words of a window around `offset`, those longer than the window in parts."""
    text = article.text
    start = max(0, offset - _LOOK_BACK)
    gap = compiled(_GAP_BEFORE).search(text, max(0, start - _LOOK_BACK), start)
    if gap:
        start = gap.start()
    elif start <= _LOOK_BACK:
        start = 0
    end = min(len(text), offset + _LOOK_BACK)
    return [snap(text, Span(*found.span())) for found in compiled(_WORD).finditer(text, start, end)]
