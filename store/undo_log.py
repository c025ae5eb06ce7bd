"""The undo log: what can be undone, kept from one session to the next.

Of an annotation that a step left behind it has only the name and a hash: what it says stands in the
notes file, or in the step after, and if it stands there no more, the step can't be undone anyway.
"""

from __future__ import annotations

import contextlib
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson

from store import atomic, places
from store.annotation import Annotation
from store.history import still_fitting
from store.merging.values import as_json
from store.notes_json import BrokenNotes
from store.records import ANNOTATIONS, Key, encode
from store.steps_json import (
    decode_record,
    decode_step,
    encode_record,
    encode_step,
    load_document,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.annotation import Record
    from store.book import Book
    from store.history import Find
    from store.merge import Step
    from store.notes_json import Document

STEPS = 100
"""How many steps outlive a session."""

_FORMAT = 2
# 1 had annotations in full wherever 2 has hashes, and can be read the same way.
# A step can be of thousands of annotations; what is read at the start must stay a matter of
# milliseconds.
_MOST_BYTES = 8_000_000


class UndoLog:
    """The last steps made on one notes file.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self._file = places.state_dir() / "undo" / f"{places.key_of(notes)}.json"
        # Each step is encoded once, though the log is written after each save.
        self._encoded: dict[int, tuple[Step, bytes]] = {}
        self._kept: tuple[Step, ...] = ()

    def load(self, book: Book) -> tuple[Step, ...]:
        """Return the steps kept that can be undone, the last made last.

        Args:
            book: What the notes file holds.
        """
        try:
            document = load_document(self._file.read_bytes(), _FORMAT)
        except (OSError, BrokenNotes):
            return ()
        steps = document["steps"] if isinstance(document.get("steps"), list) else []
        return still_fitting([partial(_read, step) for step in steps], book)

    def keep(self, steps: Sequence[Step]) -> None:
        """Keep the last of these steps in place of those kept before.

        A state folder that can't be written is no error: no note is lost by it.

        Args:
            steps: The last made last.
        """
        last = tuple(steps[-STEPS:])
        if last == self._kept:
            return
        encoded = self._encode(last)
        data = b'{"format":%d,"steps":[%s]}' % (_FORMAT, b",\n".join(encoded))
        with contextlib.suppress(OSError):
            places.ensure(self._file.parent)
            atomic.replace(self._file, data, durable=False)
            atomic.sweep(self._file, older_than=atomic.STALE_SECONDS)
            self._kept = last

    def _encode(self, steps: tuple[Step, ...]) -> list[bytes]:
        """Return the JSON of the last steps, as many as there is room for."""
        former, self._encoded = self._encoded, {}
        room = _MOST_BYTES
        encoded: list[bytes] = []
        for step in reversed(steps):
            _, data = former.get(id(step)) or (step, orjson.dumps(encode_step(step, _abridged)))
            room -= len(data)
            if room < 0:
                break
            # The step is kept too, so that its id stays its own.
            self._encoded[id(step)] = (step, data)
            encoded.append(data)
        return encoded[::-1]


def _abridged(record: Record | None) -> Document | None:
    """Return what the log has of a record that a step left."""
    if not isinstance(record, Annotation):
        return encode_record(record)
    return {"annotation": record.uuid, "content": _hash(record)}


def _read(step: object, find: Find) -> Step:
    """Return the step that a document of the log holds.

    Raises:
        BrokenNotes: If it holds none, or what it left is no longer there.
    """

    def unabridged(document: object) -> Record | None:
        match document:
            case {"annotation": str(uuid), "content": content, **others} if not others:
                record = find(Key(ANNOTATIONS, uuid))
                if isinstance(record, Annotation) and _hash(record) == content:
                    return record
                raise BrokenNotes("an annotation is not as the step left it")
        return decode_record(document)

    return decode_step(step, unabridged)


def _hash(annotation: Annotation) -> str:
    """Return a hash of what an annotation says, whenever it was written."""
    return sha256(as_json({**encode(annotation), "modified": ""})).hexdigest()[:32]
