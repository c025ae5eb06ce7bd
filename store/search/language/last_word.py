"""The last word of a query, which may not be typed to its end, or not be spelt right."""

from __future__ import annotations

from store.search.language.lexer import tokens
from store.search.language.tokens import Kind

_OTHERWISE = frozenset({Kind.FIELD, Kind.TILDE, Kind.MINUS, Kind.NOT})
"""Behind these a word is a value, has another sign already, or is not what was looked for."""


def last_word(text: str) -> str:
    """Return the word that a query ends in.

    A query takes its words as they are, so that it finds the same however it was typed. This is
    worth asking where nothing was found.

    Args:
        text: The query as typed.

    Returns:
        The word; empty where the query does not end in a plain one.
    """
    found = tuple(tokens(text))
    if not found or found[-1].kind is not Kind.BARE or not found[-1].text.isalpha():
        return ""
    if any(each.kind in _OTHERWISE for each in found[-2:-1]):
        return ""
    return found[-1].text
