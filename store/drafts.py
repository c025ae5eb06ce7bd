"""Drafts: the note being typed, kept from one second to the next in case the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from msgspec import Struct
from msgspec.structs import replace

from store import places
from store.annotation import Annotation
from store.leftovers import Leftovers
from store.notes_json import BrokenNotes
from store.records import ANNOTATIONS, decode, encode
from store.steps_json import load_document

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 2
_ANY = "draft"


class Draft(Struct, frozen=True):
    """A note that is being written.

    Args:
        begun_on: The annotation as it was when the writing began; nobody has `created` it where
            the note is to make it, and an earlier version left its uuid empty then.
        text: The note as it is by now.
        made: When; UTC, ISO 8601, ending in `Z`.
        is_former: Whether an earlier version made it, which kept of the annotation no more than
            uuid, article, anchor and note.
    """

    begun_on: Annotation
    text: str
    made: str
    is_former: bool = False


class DraftBox:
    """The drafts for one notes file: one of this program, and those that ended ones left.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self._files = Leftovers(places.state_dir() / "drafts" / places.key_of_leftovers(notes))
        self._paths: dict[Draft, Path] = {}
        self.damaged: tuple[str, ...] = ()
        """A sentence on each draft that `found` could not read; all are left where they are."""

    def keep(self, draft: Draft) -> None:
        """Keep a draft in place of the one kept before; it survives the program, not the power.

        Raises:
            OSError: If it can't be kept.
        """
        self._files.write(orjson.dumps(_encode(draft)), durable=False)

    def clear(self) -> None:
        """Remove the draft that this box keeps: the note was saved or thrown away.

        Raises:
            OSError: If it can't be removed.
        """
        self._files.remove()

    def found(self) -> tuple[Draft, ...]:
        """Return the drafts of programs that have ended, the oldest first."""
        found = self._files.read(_decode, "draft")
        self._paths = {draft: path for path, draft in found.kept.items()}
        self.damaged = found.damaged
        return tuple(sorted(self._paths, key=lambda draft: draft.made))

    def discard(self, draft: Draft) -> None:
        """Remove a draft that `found` returned.

        Raises:
            OSError: If it can't be removed.
        """
        if path := self._paths.pop(draft, None):
            self._files.discard(path)


def _encode(draft: Draft) -> dict[str, object]:
    """Return a draft as JSON has it."""
    written = {"format": _FORMAT, "text": draft.text, "made": draft.made}
    return {**encode(draft.begun_on), **written}


def _decode(data: bytes) -> Draft:
    """Return the draft in a file's bytes."""
    match load_document(data, _FORMAT):
        case {"uuid": str(uuid), "text": str(text), "made": str(made), **fields}:
            written = {"note": fields.get("before"), **fields, "uuid": uuid or _ANY}
            begun_on = decode(ANNOTATIONS, written)
            if isinstance(begun_on, Annotation):
                return Draft(replace(begun_on, uuid=uuid), text, made, "before" in fields)
    raise BrokenNotes("this is no draft")
