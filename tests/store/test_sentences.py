"""Sentences end where a reader says they end, wherever one looks from."""

from __future__ import annotations

from pathlib import Path

import pytest
import sentencex  # type: ignore[import-untyped]  # compiled, without stubs
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import graphemes, sentences
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.span import Span

# Each line is a text; " | " stands where one sentence ends and the next begins.
CASES = Path(__file__).with_name("sentence_cases.txt").read_text(encoding="utf-8").splitlines()

WORDS = st.sampled_from(
    [
        *["He came", "the end", "U.S", "Mr", "No", "p", "А", "Он ушёл", "Նա", "他", "7", "3.5"],
        *[".", ". ", "! ", "? ", "… ", ".” ", " “", ' "', '" ', "’ ", " (", ") ", "。", "։ ", ": "],
        *[" ", "\n", " — ", "\u0301", "\u200d", "👩", "🇦🇲", "-", "「", "」", "«", "» ", "ok"],
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)


def article(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    """Return an article whose blocks are the paragraphs of `text`."""
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(kind, start, start + len(paragraph)))
        start += len(paragraph) + 2
    parsed = Parsed("Title", None, None, None, text, tuple(b for b in blocks if b.end > b.start))
    return Article("id", "a.txt", parsed, hash_text(text))


def words_of(text: str) -> list[str]:
    """Return the sentences of `text`, each as its words."""
    return [span.of(text) for span in sentences.split(text, Span(0, len(text)))]


@pytest.mark.parametrize("line", CASES)
def test_sentences_end_where_a_reader_says(line: str) -> None:
    cjk = "。" in line
    parts = line.split(" | ")
    text = ("" if cjk else " ").join(parts)
    assert words_of(text) == parts


def test_a_short_quotation_stays_whole_and_a_long_one_parts_at_its_sentences() -> None:
    short = "He said: “We came. We saw. We won.”"
    assert words_of(short) == [short]
    long = [
        "“Immediately after the request a summit took place and decided to send the head.",
        "They went there and brought recommendations.",
        "They envisage a mission to the border,” the minister said.",
        "He left.",
    ]
    assert words_of(" ".join(long)) == long


def test_a_line_feed_always_ends_a_sentence() -> None:
    assert words_of("Roses are red\nviolets are blue") == ["Roses are red", "violets are blue"]


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.TABLE])
def test_lines_of_code_and_tables_are_taken_whole(kind: BlockKind) -> None:
    text = "x. Y = 1\n\n    Z. Then A"
    page = Article(
        "id",
        "a.md",
        Parsed("T", None, None, None, text, (Block(kind, 0, len(text)),)),
        hash_text(text),
    )
    assert [s.of(text) for s in sentences.sentences(page, page.blocks[0])] == [
        "x. Y = 1",
        "Z. Then A",
    ]
    assert sentences.sentence_at(page, len(text)).of(text) == "Z. Then A"
    assert sentences.sentence_at(page, 9).of(text) == "x. Y = 1"


def test_between_two_sentences_the_one_before_is_meant() -> None:
    page = article("First one. Second one.\n\nThird one.")
    text = page.text
    assert sentences.sentence_at(page, 0).of(text) == "First one."
    assert sentences.sentence_at(page, 10).of(text) == "First one."
    assert sentences.sentence_at(page, 11).of(text) == "Second one."
    assert sentences.sentence_at(page, text.index("\n\n") + 1).of(text) == "Second one."
    assert sentences.sentence_at(page, len(text)).of(text) == "Third one."


def test_an_article_without_text_has_an_empty_sentence() -> None:
    assert sentences.sentence_at(article(""), 0) == Span(0, 0)


@given(TEXTS)
@example("»Ja.«")
@example("“")
@example("A. \u0301B")
@settings(max_examples=200, deadline=None)
def test_sentences_cover_every_word_in_order_on_grapheme_boundaries(text: str) -> None:
    found = sentences.split(text, Span(0, len(text)))
    end = 0
    for span in found:
        assert not text[end : span.start].strip()
        assert graphemes.snap(text, span) == span
        assert "\n" not in span.of(text).strip()
        end = span.end
    assert not text[end:].strip()


@given(st.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=3), st.integers(8, 40))
@example(["He cameHe came。\u0301"], 8)
@settings(max_examples=100, deadline=None)
def test_a_jump_into_the_text_finds_the_sentence_that_reading_finds(
    paragraphs: list[str], stretch: int
) -> None:
    page = article("\n\n".join(paragraph.replace("\n\n", "\n") for paragraph in paragraphs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_STRETCH", stretch)  # so that short texts are parted, too
        for block in page.blocks:
            for span in sentences.sentences(page, block):
                first = page.text[span.start : span.end].lstrip()
                offset = page.text.index(first, span.start) if first else span.start
                assert sentences.sentence_at(page, offset) == span
                assert sentences.sentence_at(page, span.end - 1) == span


def test_a_line_of_ten_megabytes_is_read_only_around_the_offset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sentence = "The ministers of the U.S. met Mr. Smith on Nov. 9. "
    page = article((sentence * 200_000).strip())
    read = 0

    def counted(language: str, words: str) -> object:
        nonlocal read
        read += len(words)
        return original(language, words)

    original = sentencex.get_sentence_boundaries
    monkeypatch.setattr(sentencex, "get_sentence_boundaries", counted)
    offset = 100_000 * len(sentence) + 30
    found = sentences.sentence_at(page, offset)
    assert found == Span(100_000 * len(sentence), 100_001 * len(sentence) - 1)
    assert 0 < read < 20_000
