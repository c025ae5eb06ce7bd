"""The state in which this machine last saw a notes file, to notice what is missing in the next."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from store import atomic, places
from store.notes_json import BrokenNotes, Tables, parse

if TYPE_CHECKING:
    from pathlib import Path


class LastSeen:
    """A copy of one notes file as it was when a session ended.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        self.path = places.state_dir() / "seen" / f"{places.key_of(notes)}.notes.json"

    @property
    def exists(self) -> bool:
        """Whether there is a copy."""
        return self.path.exists()

    def is_current(self) -> bool:
        """Tell, without reading either, whether the notes file is as it was left."""
        try:
            notes, copy = self._notes.stat(), self.path.stat()
        except OSError:
            return False
        return (notes.st_size, notes.st_mtime_ns) == (copy.st_size, copy.st_mtime_ns)

    def tables(self) -> Tables | None:
        """Return the tables of the copy, None where there is none that can be read."""
        try:
            return parse(self.path.read_bytes())
        except (OSError, BrokenNotes):
            return None

    def keep(self, data: bytes, modified_ns: int) -> None:
        """Keep the bytes of the notes file; a state folder that can't be written is no error.

        Args:
            data: The bytes.
            modified_ns: When the notes file was last written, in nanoseconds.
        """
        with contextlib.suppress(OSError):
            places.ensure(self.path.parent)
            atomic.replace(self.path, data, durable=False)
            os.utime(self.path, ns=(modified_ns, modified_ns))
