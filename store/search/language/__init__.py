"""The query language: from what is typed to what is looked for."""

from __future__ import annotations

from store.search.language.fields import Misspelt, misspelt
from store.search.language.last_word import last_word
from store.search.language.parser import parse
from store.search.language.pieces import Piece, Role, pieces

__all__ = ["Misspelt", "Piece", "Role", "last_word", "misspelt", "parse", "pieces"]
