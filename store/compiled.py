"""Patterns of `regex`: imported and compiled at first use, because that takes 10 ms together."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern compiled, the first time it is asked for.

    Args:
        pattern: For `regex`, flags inside it: `(?V1)`.
    """
    import regex

    return regex.compile(pattern)
