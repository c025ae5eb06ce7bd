"""Steps to JSON documents and back, for what a session leaves to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from store.merge import Change, Step
from store.notes_json import BrokenNotes, NewerNotes
from store.records import TABLES, decode, encode, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.annotation import Record
    from store.notes_json import Document


def encode_record(record: Record | None) -> Document | None:
    """Return a record with the name of its table, as JSON has it."""
    if record is None:
        return None
    return {"table": key_of(record).table, "fields": encode(record)}


def decode_record(document: object) -> Record | None:
    """Return the record that a document of `encode_record` holds.

    Raises:
        BrokenNotes: If it holds none.
    """
    match document:
        case None:
            return None
        case {"table": str(table), "fields": dict(fields), **others}:
            if not others and table in TABLES:
                return decode(table, fields)
    raise BrokenNotes("a step holds something that is no record")


def encode_step(
    step: Step, encode_after: Callable[[Record | None], Document | None] = encode_record
) -> Document:
    """Return a step as JSON has it.

    Args:
        step: The step.
        encode_after: How the records are written that it leaves.
    """
    return {
        "label": step.label,
        "skipped": step.skipped,
        "changes": [
            {"before": encode_record(change.before), "after": encode_after(change.after)}
            for change in step.changes
        ],
    }


def decode_step(
    document: object, decode_after: Callable[[object], Record | None] = decode_record
) -> Step:
    """Return the step that a document holds.

    Args:
        document: What `encode_step` made.
        decode_after: How the records are read that the step leaves.

    Raises:
        BrokenNotes: If it holds none; the reason says what is wrong.
    """
    match document:
        case {"label": str(label), "skipped": int(skipped), "changes": list(changes), **others}:
            if not others and not isinstance(skipped, bool) and skipped >= 0:
                read = (_decode_change(change, decode_after) for change in changes)
                return Step(label, tuple(read), skipped)
    raise BrokenNotes("this is no step")


def load_document(data: bytes, known: int) -> Document:
    """Return the object that JSON bytes hold.

    Args:
        data: The bytes.
        known: The newest format number that its field “format” may have.

    Raises:
        BrokenNotes: If there is none, or of a format that is not known.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BrokenNotes(f"this is no JSON: {error.msg}") from error
    number = document.get("format") if isinstance(document, dict) else None
    if type(number) is int and number > known:
        raise NewerNotes(f"it has format {number}, made by a newer Postil")
    if type(number) is not int or number < 1:
        raise BrokenNotes("this is nothing that Postil keeps")
    return document  # type: ignore[no-any-return]  # an object has a format


def _decode_change(document: object, decode_after: Callable[[object], Record | None]) -> Change:
    """Return the change that a document holds."""
    match document:
        case {"before": before, "after": after, **others} if not others:
            change = Change(decode_record(before), decode_after(after))
            if change.before is not None or change.after is not None:
                return change
    raise BrokenNotes("a step holds something that is no change")
