"""Rescue copies: what could not be saved, kept in the user's state folder for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from msgspec import Struct

from store import clock, places
from store.leftovers import Leftovers
from store.names import shown
from store.notes_json import BrokenNotes, NotesError
from store.steps_json import decode_step, encode_step, load_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.merge import Step

_FORMAT = 1


class Rescue(Struct, frozen=True):
    """What a session could not save.

    Args:
        path: The file it is kept in.
        made: When it was last renewed; UTC, ISO 8601, ending in `Z`.
        steps: The unsaved steps, in the order in which they were made.
    """

    path: Path
    made: str
    steps: tuple[Step, ...]


class RescueBox:
    """The rescue copies of one notes file.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        self._files = Leftovers(places.state_dir() / "rescue" / places.key_of_leftovers(notes))
        self.damaged: tuple[str, ...] = ()
        """A sentence on each copy that `found` could not read; all are left where they are."""

    def keep(self, steps: Sequence[Step]) -> None:
        """Keep the steps that are not saved, in place of those kept before by this box.

        Raises:
            NotesError: If something in them has no place in JSON.
            OSError: If they can't be kept.
        """
        document = {
            "format": _FORMAT,
            "notes": shown(str(self._notes)),
            "made": clock.now(),
            "steps": [encode_step(step) for step in steps],
        }
        try:
            data = orjson.dumps(document, option=orjson.OPT_INDENT_2)
        except orjson.JSONEncodeError as error:
            raise NotesError(f"this can't be written as JSON: {error}") from error
        self._files.write(data, durable=True)

    def clear(self) -> None:
        """Remove what this box keeps: it is saved.

        Raises:
            OSError: If it can't be removed.
        """
        self._files.remove()

    def leave(self) -> None:
        """Leave what this box keeps to the next session."""
        self._files.release()

    def found(self) -> tuple[Rescue, ...]:
        """Return what sessions that have ended could not save, the oldest first."""
        found = self._files.read(_parse, "rescue copy")
        self.damaged = found.damaged
        rescues = (Rescue(path, made, steps) for path, (made, steps) in found.kept.items())
        return tuple(sorted(rescues, key=lambda rescue: rescue.made))

    def discard(self, rescue: Rescue) -> None:
        """Remove a rescue copy that is saved by now, or not wanted.

        Raises:
            OSError: If it can't be removed.
        """
        self._files.discard(rescue.path)


def _parse(data: bytes) -> tuple[str, tuple[Step, ...]]:
    """Return when the rescue copy in a file's bytes was made, and its steps."""
    match load_document(data, _FORMAT):
        case {"made": str(made), "steps": list(steps)}:
            return made, tuple(map(decode_step, steps))
        case _:
            raise BrokenNotes("this is no rescue copy")
