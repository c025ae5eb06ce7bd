"""Drafts: the note being typed, kept from one second to the next in case the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from msgspec import Struct

from store import places
from store.annotation import Annotation
from store.leftovers import Leftovers
from store.notes_json import BrokenNotes
from store.records import ANNOTATIONS, decode, encode
from store.steps_json import load_document

if TYPE_CHECKING:
    from pathlib import Path

    from store.annotation import Anchor

_FORMAT = 1
_ANY = "draft"


class Draft(Struct, frozen=True):
    """A note that is being written.

    Args:
        article: Id of the article.
        uuid: Of the annotation; empty for one that is not made yet.
        anchor: The passage; None for the article as a whole.
        before: The note as it was.
        text: The note as it is by now.
        made: When; UTC, ISO 8601, ending in `Z`.
    """

    article: str
    uuid: str
    anchor: Anchor | None
    before: str
    text: str
    made: str


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
    anchor = encode(Annotation(_ANY, draft.article, draft.anchor))["anchor"]
    return {
        "format": _FORMAT,
        "article": draft.article,
        "uuid": draft.uuid,
        "anchor": anchor,
        "before": draft.before,
        "text": draft.text,
        "made": draft.made,
    }


def _decode(data: bytes) -> Draft:
    """Return the draft in a file's bytes."""
    match load_document(data, _FORMAT):
        case {
            "article": str(article),
            "uuid": str(uuid),
            "anchor": anchor,
            "before": str(before),
            "text": str(text),
            "made": str(made),
        }:
            holder = decode(ANNOTATIONS, {"uuid": _ANY, "article": article, "anchor": anchor})
            if isinstance(holder, Annotation):
                return Draft(article, uuid, holder.anchor, before, text, made)
    raise BrokenNotes("this is no draft")
