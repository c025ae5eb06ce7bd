"""The state in which this machine last saw a notes file.

It tells what is missing in the next one, and is a backup: the one that has the last edits too.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from store import atomic, places
from store.notes_json import BrokenNotes, Tables, parse
from store.records import ANNOTATIONS, ARTICLES

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
        self._accepted = self.path.with_suffix(".accepted")

    @property
    def exists(self) -> bool:
        """Whether there is a copy, which one that is out of reach is not."""
        return self._modified_ns is not None

    @property
    def is_of_a_file(self) -> bool:
        """Whether the copy is one of a file, and not the word that there was none."""
        return bool(self._modified_ns)

    def is_current(self) -> bool:
        """Tell, without reading it, whether the notes file is as it was left, or accepted."""
        return self.is_copy() or self._is_accepted()

    def is_copy(self) -> bool:
        """Tell, without reading either, whether the copy is one of the notes file as it is."""
        try:
            return _identity(self._notes) == _identity(self.path)
        except OSError:
            return False

    def accept(self) -> None:
        """Have the notes file count as seen as it is, because Postil itself made it so.

        The copy stays: it may hold more than what a repair could save.
        """
        with contextlib.suppress(OSError):
            places.ensure(self._accepted.parent)
            atomic.replace(self._accepted, _identity(self._notes), durable=False)

    def forget(self) -> None:
        """Remove the copy: the reader decided against what it holds."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def tables(self) -> Tables | None:
        """Return the tables of the copy, None where there is none that can be read."""
        try:
            return parse(self.path.read_bytes())
        except (OSError, BrokenNotes):
            return None

    def text_hashes(self) -> set[str] | None:
        """Return the hashes of the texts that its annotations are on; None if that is not known."""
        tables = self.tables()
        if tables is None:
            return None if self.exists else set()
        annotations = tables.get(ANNOTATIONS, {}).values()
        annotated = {one.get("article") for one in annotations}
        anchors = (one.get("anchor") or {} for one in annotations)
        known = tables.get(ARTICLES, {}).values()
        articles = (one for one in known if one.get("id") in annotated)
        return {str(one.get("text_hash", "")) for one in (*anchors, *articles)}

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
            self._accepted.unlink(missing_ok=True)

    @property
    def _modified_ns(self) -> int | None:
        """When the notes file was last written that the copy is of; None where there is none."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return None

    def _is_accepted(self) -> bool:
        """Tell whether the notes file is as it was when it was accepted."""
        try:
            return _identity(self._notes) == self._accepted.read_bytes()
        except OSError:
            return False


def _identity(path: Path) -> bytes:
    """Return what tells one state of a file from another without reading it."""
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}".encode()
