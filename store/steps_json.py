"""Steps to JSON documents and back, for what a session leaves to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from store.merge import Change, Step
from store.notes_json import BrokenNotes, NewerNotes
from store.records import TABLES, decode, encode, key_of

if TYPE_CHECKING:
    from store.annotation import Record
    from store.notes_json import Document


def encode_step(step: Step) -> Document:
    """Return a step as JSON has it."""
    return {
        "label": step.label,
        "skipped": step.skipped,
        "changes": [
            {"before": _encode(change.before), "after": _encode(change.after)}
            for change in step.changes
        ],
    }


def decode_step(document: object) -> Step:
    """Return the step that a document holds.

    Raises:
        BrokenNotes: If it holds none; the reason says what is wrong.
    """
    match document:
        case {"label": str(label), "skipped": int(skipped), "changes": list(changes), **others}:
            if not others and not isinstance(skipped, bool) and skipped >= 0:
                return Step(label, tuple(map(_decode_change, changes)), skipped)
    raise BrokenNotes("this is no step")


def load_document(data: bytes, known: int) -> Document:
    """Return the object that JSON bytes hold.

    Args:
        data: The bytes.
        known: The format number that its field “format” must have.

    Raises:
        BrokenNotes: If there is none, or of another format.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BrokenNotes(f"this is no JSON: {error.msg}") from error
    number = document.get("format") if isinstance(document, dict) else None
    if type(number) is int and number > known:
        raise NewerNotes(f"it has format {number}, made by a newer Postil")
    if type(number) is not int or number != known:
        raise BrokenNotes("this is nothing that Postil keeps")
    return document  # type: ignore[no-any-return]  # an object has a format


def _encode(record: Record | None) -> Document | None:
    """Return a record with the name of its table, as JSON has it."""
    if record is None:
        return None
    return {"table": key_of(record).table, "fields": encode(record)}


def _decode_change(document: object) -> Change:
    """Return the change that a document holds."""
    match document:
        case {"before": before, "after": after, **others} if not others:
            change = Change(_decode(before), _decode(after))
            if change.before is not None or change.after is not None:
                return change
    raise BrokenNotes("a step holds something that is no change")


def _decode(document: object) -> Record | None:
    """Return the record that a document holds."""
    match document:
        case None:
            return None
        case {"table": str(table), "fields": dict(fields), **others}:
            if not others and table in TABLES:
                return decode(table, fields)
    raise BrokenNotes("a step holds something that is no record")
