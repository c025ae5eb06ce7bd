"""Whether a regular expression compiles."""

from __future__ import annotations

import regex

from store.span import Span


class PatternError(ValueError):
    """Says what is wrong with a regular expression, and where."""

    def __init__(self, words: str, span: Span) -> None:
        super().__init__(words)
        self.words = words
        self.span = span


def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a regular expression ready to search with.

    Raises:
        PatternError: If it does not compile.
    """
    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE | regex.VERSION0)
    except regex.error as error:
        start: int = getattr(error, "pos", None) or 0  # the types of regex do not tell of it
        raise PatternError(str(error), Span(start, start + 1)) from None
