"""Typed and pasted words are found, and never taken for others in silence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store import quotes
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.span import Span


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("one two three", "two", ["two"]),
        ("one two three", "  two\n", ["two"]),
        ("He said “no” – twice.", '"no" - twice', ["“no” – twice"]),
        ("It’s here", "It's here", ["It’s here"]),
        ("end of one.\n\nStart of two", "one. Start", ["one.\n\nStart"]),
        ("a few words", "a  few\twords", ["a few words"]),
        ("two and two", "two", ["two", "two"]),
        ("nothing", "Nothing", []),
        ("résumé", "resume", []),
        ("résumé", "re\u0301sume\u0301", ["résumé"]),
        ('“a” and "a"', '"a"', ['"a"']),
        ("a.c abc", "a.c", ["a.c"]),
        ("banana", "ana", ["ana", "ana"]),
        ("text", " ", []),
    ],
)
def test_a_quote_is_found_exactly_else_whatever_its_marks(
    text: str, quote: str, found: list[str]
) -> None:
    assert [span.of(text) for span in quotes.find(text, quote)] == found


def test_a_quote_that_ends_inside_a_character_takes_the_whole_of_it() -> None:
    assert quotes.find("x👩\u200d👧y", "👩") == (Span(1, 4),)


@given(st.text().map(lambda text: unicodedata.normalize("NFC", text)), st.data())
def test_any_stretch_of_a_text_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    # A stretch that starts inside a character may have another canonical form than the text.
    assume(quote.strip() == quote != "" and unicodedata.is_normalized("NFC", quote))
    found = quotes.find(text, quote)
    assert [span for span in found if span.hull(Span(start, end)) == span]


def test_similar_sentences_are_those_that_share_most_words() -> None:
    text = "The ministers met in Yerevan. The summit is over. Ministers left Yerevan."
    parsed = Parsed("T", None, None, None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    article = Article("id", "a.txt", parsed, hash_text(text))
    near = quotes.similar(article, "the MINISTERS met in yerevan yesterday")
    assert [span.of(text) for span in near] == ["The ministers met in Yerevan."]
    assert quotes.similar(article, "…") == ()
