"""The cursor goes from grapheme to grapheme inside blocks and reads only what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store import graphemes
from store.article import Article, Block, BlockKind, Parsed
from store.compiled import compiled
from store.sentences import sentences
from store.span import Span
from tests.strategies import SOME, article_from, article_of, boundaries, graphemes_in
from tui.reading import motions
from tui.reading.motions import (
    bottom,
    left,
    paragraph_next,
    paragraph_previous,
    right,
    sentence_next,
    sentence_previous,
    top,
    word_at,
    word_end,
    word_next,
    word_previous,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.reading.motions import Motion

FORWARD = (right, word_next, word_end, sentence_next, paragraph_next)
BACKWARD = (left, word_previous, sentence_previous, paragraph_previous)
PAIRS = (
    (right, left),
    (word_next, word_previous),
    (sentence_next, sentence_previous),
    (paragraph_next, paragraph_previous),
)
MOTIONS = (*FORWARD, *BACKWARD)

forward = pytest.mark.parametrize("motion", FORWARD)
backward = pytest.mark.parametrize("motion", BACKWARD)


def walk(article: Article, motion: Motion, start: int) -> list[int]:
    """Return where a motion leads, again and again, until it stays."""
    visited = [start]
    while (offset := motion(article, visited[-1])) != visited[-1]:
        assert offset not in visited
        visited.append(offset)
    return visited


@given(SOME, st.data())
def test_every_motion_lands_on_a_grapheme_inside_a_block(
    article: Article, data: st.DataObject
) -> None:
    inside = set(graphemes_in(article))
    for motion in MOTIONS:
        offset = data.draw(st.integers(0, len(article.text)))
        assert motion(article, offset) in inside, (motion.__name__, offset)


@forward
@given(SOME)
def test_forward_motions_go_on_to_the_last_grapheme(motion: Motion, article: Article) -> None:
    visited = walk(article, motion, top(article))
    assert visited == sorted(visited)
    assert visited[-1] == bottom(article)


@backward
@given(SOME)
def test_backward_motions_go_on_to_the_first_grapheme(motion: Motion, article: Article) -> None:
    visited = walk(article, motion, bottom(article))
    assert visited == sorted(visited, reverse=True)
    assert visited[-1] == top(article) == 0


@given(SOME)
def test_right_and_left_visit_every_grapheme(article: Article) -> None:
    everywhere = graphemes_in(article)
    assert walk(article, right, top(article)) == everywhere
    assert walk(article, left, bottom(article)) == everywhere[::-1]


@given(SOME)
def test_sentences_are_visited_each_at_its_start(article: Article) -> None:
    starts = [sentence.start for block in article.blocks for sentence in sentences(article, block)]
    ahead = walk(article, sentence_next, top(article))
    assert ahead == sorted({*starts, bottom(article)})
    assert walk(article, sentence_previous, bottom(article))[1:] in (
        starts[::-1],
        starts[-2::-1],  # from a sentence of one grapheme
    )


@given(SOME)
def test_paragraphs_are_visited_each_at_its_start(article: Article) -> None:
    starts = [block.start for block in article.blocks]
    assert walk(article, paragraph_next, 0) == sorted({*starts, bottom(article)})
    assert set(walk(article, paragraph_previous, bottom(article))) == {*starts, bottom(article)}


@pytest.mark.parametrize(("ahead", "back"), PAIRS)
@given(SOME, st.data())
def test_next_then_previous_is_not_beyond_where_one_was(
    ahead: Motion, back: Motion, article: Article, data: st.DataObject
) -> None:
    offset = data.draw(st.sampled_from(graphemes_in(article)))
    there = ahead(article, offset)
    returned = back(article, there)
    assert returned <= offset or there == bottom(article)
    if there != offset:
        assert returned < there


@given(SOME, st.data())
def test_a_word_is_made_of_whole_graphemes_and_lies_over_or_before_the_cursor(
    article: Article, data: st.DataObject
) -> None:
    offset = data.draw(st.sampled_from(graphemes_in(article)))
    word = word_at(article, offset)
    if word is None:
        assert not regex.match(r"\p{L}", article.text, pos=offset)
        return
    assert graphemes.snap(article.text, word) == word
    assert word.start <= offset <= word.end
    assert "\n" not in word.of(article.text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t, he said.", ["Don’t", "he", "said"]),
        ("the U.S. co-operation 3.5", ["the", "U.S", "co-operation", "3.5"]),
        ("Երևան, և այլն։", ["Երևան", "և", "այլն"]),
        ("он — ещё", ["он", "ещё"]),
        ("東京へ", ["東", "京", "へ"]),
        ("नमस्ते क्\u200dष", ["नमस्ते", "क्\u200dष"]),
        ("می\u200cخواهم شد", ["می\u200cخواهم", "شد"]),
        ("a 👩\u200d👧 b", ["a", "b"]),
        ("x\u0323y \u0301z", ["x\u0323y", "z"]),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text: str, words: list[str]) -> None:
    article = article_from(text)
    found = [word_at(article, offset) for offset in walk(article, word_next, 0)]
    assert list(dict.fromkeys(each.of(text) for each in found if each)) == words


def test_word_motions_stop_where_those_of_vim_do() -> None:
    article = article_from("One, two", "three.")
    assert walk(article, word_next, 0) == [0, 5, 10, 15]
    assert walk(article, word_end, 0) == [0, 2, 7, 14, 15]
    assert walk(article, word_previous, 15) == [15, 10, 5, 0]


def test_the_word_before_is_found_however_far_it_is() -> None:
    article = article_from("One two" + " — !" * 300)
    assert word_previous(article, bottom(article)) == 4
    emoji = article_from("Ministers" + "😀" * 196 + "!")
    assert word_previous(emoji, bottom(emoji)) == 0


def test_sentence_and_paragraph_motions_first_go_to_the_start_of_their_own() -> None:
    article = article_from("One is. Two is.", "Three is.")
    assert sentence_previous(article, 10) == 8
    assert sentence_previous(article, 8) == 0
    assert sentence_previous(article, 17) == 8
    assert paragraph_previous(article, 20) == 17
    assert paragraph_previous(article, 17) == 0


@pytest.mark.parametrize("motion", MOTIONS)
def test_an_article_without_text_keeps_the_cursor_at_its_start(motion: Motion) -> None:
    assert motion(article_of([]), 0) == 0
    assert top(article_of([])) == bottom(article_of([])) == 0


class Watched(str):  # noqa: SLOT000 - it has an attribute of its own
    """A text that remembers the longest stretch that was cut out of it."""

    longest = 0

    def __getitem__(self, key: Any) -> str:
        """Return a stretch of the text."""
        cut = super().__getitem__(key)
        self.longest = max(self.longest, len(cut))
        return cut


class WatchedPattern:
    """A pattern that remembers the longest stretch it was let loose on."""

    def __init__(self, pattern: Any) -> None:
        self.pattern = pattern
        self.longest = 0

    def finditer(self, text: str, start: int, end: int) -> Iterator[Any]:
        """Find all in a stretch."""
        self.longest = max(self.longest, end - start)
        return iter(self.pattern.finditer(text, start, end))

    def search(self, text: str, start: int) -> Any:
        """Find the next."""
        found = self.pattern.search(text, start)
        self.longest = max(self.longest, (found.end() if found else len(text)) - start)
        return found


@pytest.mark.parametrize("motion", MOTIONS)
def test_a_motion_in_ten_megabytes_reads_only_what_is_near(
    motion: Motion, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraph = "The ministers met in Yerevan. “Troops,” they said, “remain.” " * 8
    text = Watched((paragraph.strip() + "\n\n") * 20_000)
    each = len(paragraph) + 1
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, start, start + each - 2) for start in range(0, len(text), each)
    )
    article = Article("id", "a.txt", Parsed("Title", None, None, None, text, blocks), "hash")
    words = WatchedPattern(compiled(motions._WORD))
    monkeypatch.setattr(
        motions, "compiled", lambda each: words if each == motions._WORD else compiled(each)
    )
    offset = each * 10_000 + 100
    assert len(text) > 9_000_000
    assert 0 < abs(motion(article, offset) - offset) <= each
    assert text.longest < 10_000
    assert words.longest < 1_000


def test_the_word_at_an_offset_in_a_text_without_spaces_is_near() -> None:
    text = "中文" * 1000 + "x" * 5000
    article = article_from(text)
    assert word_at(article, 500) == Span(500, 501)
    word = word_at(article, 4000)
    assert word is not None
    assert word.holds(4000)


@given(SOME)
def test_the_top_and_the_bottom_are_the_first_and_the_last_grapheme(article: Article) -> None:
    assert top(article) == 0
    assert bottom(article) == boundaries(article.text)[-2]
