"""The JSON of a notes file: bytes to tables and back, strict about everything that is unclear."""

from __future__ import annotations

import re
from typing import Any

import orjson

from store import notes_layout
from store.names import shown

Document = dict[str, Any]
"""One document of a table, as JSON has it; fields that Postil does not know stay in it."""

Tables = dict[str, dict[str, Document]]
"""The whole file: table name to document id to document."""

FORMAT = 3
"""Number of the file format that this version writes; it reads this one and all before it.

1 had no tombstones: a Postil that knows only it would bring back what was deleted. 2 had no saved
searches and coding rules: one that knows only it would keep them, but in a merge make two of what
was changed on both sides, and take the tombstone of one for damage.
"""

META = "meta"
"""The table that carries the format number."""

_CONFLICT = re.compile(rb"^(?:<<<<<<<|>>>>>>>|=======)", re.MULTILINE)
_QUOTED = 40
_LONG_NUMBER = 19
_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]')


class NotesError(Exception):
    """Something about the notes file that the reader of the articles has to know."""


class BrokenNotes(NotesError):  # noqa: N818 - says what is broken, as NotesBusy says what is busy
    """The notes file holds something that must not be written over.

    Args:
        reason: What is wrong, without a full stop.
        line: Number of the line from 1; 0 where no single line is at fault.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


class NewerNotes(BrokenNotes):
    """The notes file is sound, but of a format that only a newer Postil knows."""


def dump(tables: Tables) -> bytes:
    """Return the bytes of a notes file.

    Raises:
        NotesError: If something in the tables has no place in JSON.
    """
    try:
        return notes_layout.encode(tables)
    except orjson.JSONEncodeError as error:
        raise unwritable(error) from error


def parse(data: bytes) -> Tables:
    """Return the tables that the bytes of a notes file hold.

    Raises:
        BrokenNotes: If the bytes are empty, no JSON, ambiguous, or of a newer format.
    """
    if (tables := notes_layout.decode(data)) is None:
        return _from_other_hands(data)
    check_format(tables)
    return tables


def number_format(tables: Tables) -> None:
    """Make sure that the tables carry the number of the present format.

    That is all that older ones lack: what is new in later formats may be missing.
    """
    meta = tables.setdefault(META, {})
    if not meta:
        meta["1"] = {"format": FORMAT, "made_by": "postil"}
    for number, document in meta.items():
        if document.get("format") != FORMAT:
            meta[number] = {**document, "format": FORMAT}


def check_format(tables: Tables) -> None:
    """Refuse a file whose format is newer than this version of Postil.

    Raises:
        BrokenNotes: If it is, or its number is none.
    """
    for document in tables.get(META, {}).values():
        number = document.get("format", FORMAT)
        if type(number) is not int or number < 1:
            raise BrokenNotes("the format number in the table “meta” is no whole number from 1 on")
        if number > FORMAT:
            raise NewerNotes(
                f"the file has format {number}, made by a newer Postil; this one knows {FORMAT}"
            )


def unwritable(error: orjson.JSONEncodeError) -> NotesError:
    """Return what to raise where something in the tables has no place in JSON."""
    return NotesError(f"this can't be written as JSON: {error}")


def quoted(text: str) -> str:
    """Return as much of a text as fits into a message, in a form that can be shown."""
    visible = shown(text[:_QUOTED])
    return visible if len(text) <= _QUOTED else f"{visible}…"


def _from_other_hands(data: bytes) -> Tables:
    """Return the tables in bytes that may be anything, or say what is wrong with them."""
    if not data.strip():
        raise BrokenNotes("the file is empty", 1)
    try:
        tables = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _syntax_error(data, error) from error
    _check_shape(tables)
    check_format(tables)
    try:
        dump(tables)
    except NotesError as error:
        raise BrokenNotes("it is nested too deeply to be written again") from error
    _check_ambiguous(data.decode())
    return tables  # type: ignore[no-any-return]  # its shape was checked


def _syntax_error(data: bytes, error: orjson.JSONDecodeError) -> BrokenNotes:
    """Say in words why bytes are no JSON, and on which line."""
    if conflict := _CONFLICT.search(data):
        return BrokenNotes("a merge left its conflict marks", _line(data, conflict.start()))
    try:
        data.decode()
    except UnicodeDecodeError as encoding:
        return BrokenNotes("this is not UTF-8", _line(data, encoding.start))
    return BrokenNotes(error.msg, error.lineno)


def _line(data: bytes, offset: int) -> int:
    """Return the number of the line that holds the byte at `offset`."""
    return data.count(b"\n", 0, offset) + 1


def _check_shape(tables: object) -> None:
    """Refuse what TinyDB would not take for tables of documents."""
    if not isinstance(tables, dict):
        raise BrokenNotes("these are no notes: the file must hold a JSON object", 1)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise BrokenNotes(f"these are no notes: “{quoted(name)}” is no table")
        if not set(map(type, table.values())) <= {dict}:
            raise BrokenNotes(f"the table “{quoted(name)}” holds something that is no document")


def _check_ambiguous(text: str) -> None:
    """Refuse what would not come back: keys that are there twice, and numbers of too many digits.

    JSON readers keep only one of the keys, and of the number only its first 15 digits or so.
    """
    import json

    def pairs(items: list[tuple[str, object]]) -> None:
        if len({key for key, _ in items}) != len(items):
            raise _repeated_key(text)

    try:
        json.loads(text, object_pairs_hook=pairs, parse_int=_check_size, parse_float=str)
    except RecursionError as error:
        raise BrokenNotes("it is nested too deeply") from error


def _check_size(digits: str) -> str:
    """Refuse a whole number that is not read as one."""
    if len(digits) >= _LONG_NUMBER and not -(2**63) <= int(digits) < 2**64:
        raise BrokenNotes(f"the number {quoted(digits)} has too many digits to be kept as it is")
    return digits


def _repeated_key(text: str) -> BrokenNotes:
    """Return the refusal of a key that stands twice in an object, with its line."""
    open_objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            open_objects.append(set())
        elif token[0] == "}":
            open_objects.pop()
        elif token[2]:
            key = orjson.loads(token[1])
            if key in open_objects[-1]:
                line = text.count("\n", 0, token.start()) + 1
                return BrokenNotes(f"the key “{quoted(key)}” stands twice in one object", line)
            open_objects[-1].add(key)
    return BrokenNotes("a key stands twice in one object")
