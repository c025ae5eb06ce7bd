"""One backup of a notes file: why it is kept, what it is called, whether it is good."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from store.notes_json import NotesError
from store.records import ANNOTATIONS, parse_records

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX: Final = ".notes.json"
"""What the names of backups end in."""

GIVEN_UP: Final = "given-up"
"""For what the reader decided against."""

DISPLACED: Final = "latest"
"""For what a poorer state took the place of, without anybody's word."""


class Kind(StrEnum):
    """Why a backup is kept."""

    LATEST = "latest"
    PREVIOUS = "previous"
    DAY = "day"
    WEEK = "week"
    ASIDE = "aside"


_NAMES = {
    Kind.PREVIOUS: re.compile("previous"),
    Kind.DAY: re.compile(r"\d{4}-\d\d-\d\d"),
    Kind.WEEK: re.compile(r"\d{4}-W\d\d"),
    Kind.ASIDE: re.compile(r"\d{8}T\d{9}Z-[a-z-]+(-\d+)?"),
}


class Backup(Struct, frozen=True):
    """A state of the notes file that is kept.

    Args:
        path: Where it is.
        kind: Why it is kept.
        made: When, UTC, ISO 8601 to the second, ending in `Z`.
        size: Bytes.
        annotations: How many it holds; 0 if it is not good.
        problem: Why it is not good; empty if it is.
    """

    path: Path
    kind: Kind
    made: str
    size: int
    annotations: int
    problem: str

    @property
    def name(self) -> str:
        """What it is called in a list: `latest`, `2026-07-31`, `2026-W31`, a time and a word."""
        return f"{self.kind}" if self.kind is Kind.LATEST else name_of(self.path)


class Richer(Struct, frozen=True):
    """A backup that has what a state of the notes file lacks.

    Args:
        backup: The backup; good.
        missing: How many of its annotations are missing, without those that were deleted.
    """

    backup: Backup
    missing: int


def look(path: Path, kind: Kind) -> Backup | None:
    """Read a backup and say whether it is good; None if it vanished meanwhile."""
    try:
        status = path.stat()
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Backup(path, kind, "", 0, 0, error.strerror or str(error))
    annotations, problem = 0, ""
    try:
        annotations = len(parse_records(data).get(ANNOTATIONS, {}))
    except NotesError as error:
        problem = str(error)
    made = datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds")
    when = made.removesuffix("+00:00") + "Z"
    return Backup(path, kind, when, len(data), annotations, problem)


def rank(backup: Backup) -> tuple[str, bool, str]:
    """Return by what backups are ordered; of the same second, the last seen is the newest."""
    return backup.made, backup.kind is Kind.LATEST, backup.name


def name_of(path: Path) -> str:
    """Return what a backup is called in a list."""
    return path.name.removesuffix(SUFFIX)


def is_of(path: Path, kind: Kind) -> bool:
    """Tell, by its name, whether a file among the backups is one of a kind; not the last seen."""
    return bool(_NAMES[kind].fullmatch(name_of(path)))


def is_displaced(path: Path) -> bool:
    """Tell whether what was set aside is a state whose place a poorer one took."""
    return name_of(path).rstrip("0123456789-").endswith(f"-{DISPLACED}")


def modified(path: Path) -> int:
    """Return when a file was last written, in nanoseconds."""
    return path.stat().st_mtime_ns
