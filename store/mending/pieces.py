"""Find the documents in the text of a notes file that is no JSON any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from store.mending.fields import has_words
from store.mending.lenient import Pairs, plain, read_value
from store.notes_json import META
from store.records import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECT = re.compile(r'(?:"((?:[^"\\]|\\.)*)"\s*:\s*)?\{', re.DOTALL)
_FIRST_DOCUMENT = re.compile(r'\s*(?:"\d+"\s*:\s*\{|\})')
_KNOWN_TABLES = frozenset({META, *TABLES, "deleted"})
_MOST_FAILURES = 5000
_TOO_DEEP = 250
# So many braces in a row that nothing whole begins with are no notes file: what follows is kept as
# it is. Each look down a thousand levels counts for many; a megabyte of braces would take minutes.
_SIGNS = ("uuid", "exact", "name", "text", "path", "format", "seen", "mark")
# Fields of which every document of Postil has one, and no object inside a document but an anchor.


class Piece(Struct, frozen=True):
    """A document, or what is left of one.

    Args:
        table: The table it seems to be in; empty where that can't be told.
        number: Its TinyDB id; empty where that can't be told.
        start: Offset of its first code point in the text.
        value: What it holds; None if it is damaged.
        fragment: The text of a damaged one; else empty.
    """

    table: str
    number: str
    start: int
    value: dict[str, Any] | None
    fragment: str = ""


class _Open(Struct):
    """A damaged document whose end is not known yet."""

    table: str
    number: str
    start: int


class Pieces:
    """Reads a broken text from its beginning, object by object.

    What is whole is taken as it is, from the outermost brace inward; what is not belongs to the
    damaged document before it, up to where the next document or table surely begins.

    Args:
        text: The text of a notes file.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._table = ""
        self._open: _Open | None = None
        self._done = 0
        self._first = len(text) - len(text.lstrip())

    def __iter__(self) -> Iterator[Piece]:
        """Yield the documents in their order."""
        position, failures = 0, 0
        while failures < _MOST_FAILURES and (found := _OBJECT.search(self._text, position)):
            position = found.end()
            brace = found.end() - 1
            try:
                value = read_value(self._text, brace)
                failures = failures + 1 if value is None else 0
            except RecursionError:
                value, failures = None, failures + _TOO_DEEP
            if value is not None and self._is_own(found[1], value[0]):
                yield from self._close(found.start())
                yield from self._whole(found, value[0])
                position = self._done = value[1]
            elif value is not None:
                position = value[1]
            elif self._begins_table(found):
                yield from self._close(found.start())
                self._table, self._done = found[1], found.end()
            elif self._begins_document(found):
                yield from self._close(found.start())
                self._open = _Open(self._table, found[1] or "", brace)
        yield from self._close(len(self._text))

    def _close(self, end: int) -> Iterator[Piece]:
        """Yield the damaged document, or the stray text, that ends where something else begins."""
        opened, self._open = self._open, None
        if opened is None:
            opened = _Open(self._table, "", self._done)
        fragment = self._text[opened.start : end]
        if has_words(fragment):
            yield Piece(opened.table, opened.number, opened.start, None, fragment)

    def _whole(self, found: re.Match[str], value: Pairs) -> Iterator[Piece]:
        """Yield a whole document, or those of a whole table or file."""
        start, key = found.start(), found[1] or ""
        if key.isdecimal() or not _is_table(value):
            number = key if key.isdecimal() else ""
            yield Piece(self._table, number, start, plain(value))
            return
        is_file = not key and all(_is_table(table) for _, table in value)
        for table, documents in value if is_file else [(key, value)]:
            self._table = table
            yield from (Piece(table, name, start, plain(one)) for name, one in documents)

    def _is_own(self, key: str | None, value: Pairs) -> bool:
        """Tell whether a whole object is a document or more, not a part of a damaged document."""
        if key is not None and (key.isdecimal() or key in _KNOWN_TABLES):
            return True
        if value and _is_table(value):
            return True
        names = {name for name, _ in value}
        is_record = not names.isdisjoint(_SIGNS) and key != "anchor"
        return is_record if self._open else is_record or key is None

    def _begins_table(self, found: re.Match[str]) -> bool:
        """Tell whether a brace that is not closed as it should be opens a table."""
        if not found[1] or found[1].isdecimal():
            return False
        is_first = _FIRST_DOCUMENT.match(self._text, found.end()) is not None
        return found[1] in _KNOWN_TABLES or is_first

    def _begins_document(self, found: re.Match[str]) -> bool:
        """Tell whether a brace that is not closed as it should be opens a document."""
        if found[1]:
            return found[1].isdecimal()
        # The file's own brace has nothing before it.
        return self._open is None and found.start() > self._first


def _is_table(value: object) -> bool:
    """Tell whether a value is an object of objects, as tables are."""
    return isinstance(value, Pairs) and all(isinstance(inner, Pairs) for _, inner in value)
