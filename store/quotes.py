"""Find words that someone typed or pasted in an article's text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

from store import graphemes
from store.fold import LOOKALIKES, fold
from store.sentences import sentences
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.article import Article

_LONGEST_TO_COMPARE = 1_000_000
"""Code points of an article beyond which similar sentences are not looked for."""


def find(text: str, quote: str) -> tuple[Span, ...]:
    """Return where `quote` stands in `text`.

    Only where it does not stand exactly so are white space, the shape of quotes and the length
    of dashes overlooked.

    Args:
        text: A canonical text.
        quote: What to look for; nothing but white space finds nothing.

    Returns:
        Spans of whole graphemes, in order; they overlap where the occurrences do.
    """
    wanted = unicodedata.normalize("NFC", quote.strip())
    if not wanted:
        return ()
    exact = _occurrences(text, regex.escape(wanted, literal_spaces=True))
    return exact or _occurrences(text, _loose(wanted))


def similar(article: Article, quote: str, limit: int = 3) -> tuple[Span, ...]:
    """Return the sentences of an article that share most words with `quote`.

    Args:
        article: The article.
        quote: Words that do not stand in it.
        limit: How many sentences at most.

    Returns:
        Sentences with at least half of the words, the most similar first.
    """
    wanted = _words(quote)
    if not wanted or len(article.text) > _LONGEST_TO_COMPARE:
        return ()
    shared = {
        span: len(wanted & _words(span.of(article.text)))
        for block in article.blocks
        for span in sentences(article, block)
    }
    likely = [span for span, count in shared.items() if 2 * count >= len(wanted)]
    return tuple(sorted(likely, key=lambda span: -shared[span])[:limit])


def _occurrences(text: str, pattern: str) -> tuple[Span, ...]:
    """Return the matches of `pattern`, widened to whole graphemes, each once."""
    found = regex.finditer(pattern, text, overlapped=True)
    spans = (graphemes.snap(text, Span(*match.span())) for match in found)
    return tuple(dict.fromkeys(spans))


def _loose(quote: str) -> str:
    """Return a pattern for `quote` whatever its white space, quotes and dashes look like."""
    return r"\s+".join("".join(_marks(word)) for word in quote.split())


def _marks(word: str) -> Iterator[str]:
    """Yield a pattern for each character of `word`."""
    for character in word:
        alike = next((marks for marks in LOOKALIKES if character in marks), None)
        yield f"[{regex.escape(alike)}]" if alike else regex.escape(character)


def _words(text: str) -> frozenset[str]:
    """Return the words of `text`, without regard to capitals and accents."""
    return frozenset(regex.findall(r"\w+", fold(text)))
