"""Patterns: regular expressions on canonical text that cannot hang the reader.

The module `regex` runs them, in this process: it has a time limit of its own, which a helper
process could only give by being killed, and it lets other threads run meanwhile.
"""

from __future__ import annotations

import time
from functools import lru_cache

import regex

from store.span import Span

LIMIT = 0.25
"""Seconds that a pattern may take on an article."""

LIMIT_PER_CODE_POINT = 0.1 / 1_000_000
"""Seconds more for each code point of a long article."""

PATIENCE = 5.0
"""Seconds that a pattern may spend in vain; from then on it has but `IMPATIENT` an article."""

IMPATIENT = 0.01
"""Seconds that suffice a sound pattern for most articles, so that these are still found."""

_FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.VERSION0


class PatternError(Exception):
    """A pattern makes no sense.

    Args:
        words: What is wrong with it, in a few words.
        span: Where in the pattern; code points.
    """

    def __init__(self, words: str, span: Span) -> None:
        super().__init__(words)
        self.words = words
        self.span = span


class TooSlow(Exception):  # noqa: N818 - it tells of a limit, not of an error
    """A pattern took longer on an article than it may."""


@lru_cache(maxsize=64)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern made ready.

    Raises:
        PatternError: If it makes no sense.
    """
    try:
        return regex.compile(pattern, _FLAGS, cache_pattern=False)
    except regex.error as error:
        # The stubs of regex do not know what its errors carry.
        words = str(getattr(error, "msg", error))
        at = min(getattr(error, "pos", None) or 0, len(pattern))
    except (RecursionError, OverflowError, MemoryError):
        at, words = 0, "it is nested too deeply, or too large"
    except ValueError as error:
        at, words = 0, str(error)
    raise PatternError(words, Span(at, min(at + 1, len(pattern))))


class Timed:
    """A pattern that is looked for in one text after the other, and does not take for ever.

    Args:
        pattern: As typed.

    Raises:
        PatternError: If it makes no sense.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = compiled(pattern)
        self._spent_in_vain = 0.0

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where it occurs in a text, empty occurrences apart.

        Raises:
            TooSlow: If that took longer, or more memory, than it may.
        """
        begun = time.monotonic()
        limit = LIMIT if self._spent_in_vain < PATIENCE else IMPATIENT
        limit += len(text) * LIMIT_PER_CODE_POINT
        try:
            found = self._pattern.finditer(text, timeout=limit, concurrent=True)
            return [match.span() for match in found if match.end() > match.start()]
        except (TimeoutError, MemoryError):
            self._spent_in_vain += time.monotonic() - begun
            raise TooSlow from None
