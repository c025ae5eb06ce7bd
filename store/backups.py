"""Backups of a notes file: the generation before each write, and one a day for a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import atomic, clock, places
from store.notes_json import BrokenNotes, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIX = ".notes.json"
_PREVIOUS = f"previous{_SUFFIX}"
_DAYS = 7


class Backups:
    """Copies of one notes file in the user's state directory.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self.folder = places.state_dir() / "backups" / places.key_of(notes)
        self.problem = ""

    def keep(self, data: bytes) -> None:
        """Keep the bytes of a notes file that are about to be replaced, and which parse.

        A backup that can't be made must not keep the notes from being saved: `problem` says so.
        """
        self.problem = ""
        try:
            places.ensure(self.folder)
            self._write(self.folder / _PREVIOUS, data, durable=False)
            daily = self.folder / f"{clock.today()}{_SUFFIX}"
            if not daily.exists():
                self._write(daily, data, durable=True)
                self._thin_out()
        except OSError as error:
            self.problem = f"no backup could be made in {self.folder}: {error.strerror}"

    def newest_good(self) -> Path | None:
        """Return the newest backup that parses, None where there is none."""
        return next((path for path in self._newest_first() if _is_good(path)), None)

    def _write(self, path: Path, data: bytes, *, durable: bool) -> None:
        """Write one backup and look whether it arrived."""
        atomic.replace(path, data, durable=durable)
        if path.read_bytes() != data:
            self.problem = f"the backup {path} is not what was written"

    def _newest_first(self) -> Iterator[Path]:
        """Yield the backups by age; the previous generation is never older than a daily one."""
        yield self.folder / _PREVIOUS
        yield from reversed(self._dailies())

    def _dailies(self) -> list[Path]:
        """Return the daily backups, the oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(self.folder.glob(f"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]{_SUFFIX}"))

    def _thin_out(self) -> None:
        """Remove the daily backups but those of the last days on which there was one."""
        for path in self._dailies()[:-_DAYS]:
            path.unlink(missing_ok=True)


def _is_good(path: Path) -> bool:
    """Tell whether a backup is there and parses."""
    try:
        parse(path.read_bytes())
    except (OSError, BrokenNotes):
        return False
    return True
