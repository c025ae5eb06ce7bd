"""Which notes file a session uses: the one wanted, or a spare where that cannot be written."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from store import atomic, places
from store.last_seen import LastSeen
from store.names import shown
from store.places import CorpusError


class NotesPlace(Struct, frozen=True):
    """Where the notes are.

    Args:
        path: The notes file, which need not exist.
        notice: What to tell the reader if it is not the one wanted; else empty.
    """

    path: Path
    notice: str = ""


def place_for_notes(root: Path, named: Path | None, *, writing: bool) -> NotesPlace:
    """Return the notes file to use.

    A wanted file that cannot be written gives way to a spare in the user's own folders, which
    begins as a copy of it. None is begun merely to read; of a spare there is already, the newer
    of the two is read.

    Args:
        root: The corpus, without links.
        named: The notes file that the user named, if any.
        writing: Whether notes are to be written.

    Raises:
        CorpusError: If what is named cannot be a notes file, or there is no place to write to.
    """
    wanted = Path(os.path.realpath(named or places.notes_path(root)))
    if named is not None and wanted.is_relative_to(root):
        raise CorpusError(
            f"{shown(str(wanted))} is in the corpus, which is never written to; "
            "name another place with --notes FILE",
        )
    trouble = _trouble_writing(wanted, named)
    if not trouble:
        return NotesPlace(wanted)
    spare = places.spare_notes_path(wanted)
    return _to_write(wanted, spare, trouble) if writing else _to_read(wanted, spare, trouble)


def spare_left(wanted: Path) -> Path | None:
    """Return the spare notes file where there is one though the wanted file can be written again.

    Args:
        wanted: The notes file, which need not exist.
    """
    spare = places.spare_notes_path(wanted)
    return spare if os.access(spare, os.R_OK) and not _trouble_writing(wanted, None) else None


def _to_write(wanted: Path, spare: Path, trouble: str) -> NotesPlace:
    """Return the spare notes file, begun as a copy of the wanted one if it is new."""
    try:
        is_new = _begin(spare, wanted)
    except OSError as error:
        raise CorpusError(
            f"Notes can be written neither to {shown(str(wanted))} nor to {shown(str(spare))} "
            f"({error.strerror}); name another place with --notes FILE",
        ) from error
    notice = f"{trouble}; your notes go to {shown(str(spare))}"
    if is_new:
        return NotesPlace(spare, f"{notice}, which begins as a copy of those already there")
    if _is_newer(wanted, spare):
        notice += f"; {shown(str(wanted))} has changed since and holds what is not shown here"
    return NotesPlace(spare, notice)


def _to_read(wanted: Path, spare: Path, trouble: str) -> NotesPlace:
    """Return whichever of the wanted and the spare notes file was written last."""
    if not spare.is_file():
        # Of a file that is there but cannot be read, the notebook says why.
        return NotesPlace(wanted if os.access(wanted, os.F_OK) else spare)
    if _is_newer(wanted, spare):
        return NotesPlace(
            wanted,
            f"{shown(str(wanted))} has changed since you wrote notes to {shown(str(spare))}; "
            "these are not shown, --notes FILE shows them",
        )
    return NotesPlace(spare, f"{trouble}; your notes are in {shown(str(spare))}")


def _trouble_writing(wanted: Path, named: Path | None) -> str:
    """Return why a notes file cannot be written, empty if it can."""
    folder = wanted.parent
    try:
        if wanted.exists() and not wanted.is_file():
            raise CorpusError(f"{shown(str(wanted))} is no file; name another with --notes FILE")
        if not folder.is_dir():
            return f"There is no folder {shown(str(folder))}"
    except OSError as error:
        trouble = f"{shown(str(wanted))} cannot be opened ({error.strerror})"
        if named is not None:
            raise CorpusError(f"{trouble}; name another with --notes FILE") from error
        return trouble
    # A new file is made beside the old one at every save, so the folder must be writable too.
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"The folder {shown(str(folder))} cannot be written"
    if wanted.exists() and not os.access(wanted, os.W_OK):
        return f"{shown(str(wanted))} cannot be written"
    return ""


def _begin(spare: Path, wanted: Path) -> bool:
    """Make room for the spare notes file; tell whether it was begun from the wanted one."""
    places.ensure(spare.parent)
    if spare.exists() or not os.access(wanted, os.R_OK):
        return False
    atomic.replace(spare, wanted.read_bytes())
    # An earlier spare may have been merged and moved away; what it held is not lost from this one.
    LastSeen(spare).accept()
    return True


def _is_newer(wanted: Path, spare: Path) -> bool:
    """Tell whether the wanted notes file changed after the spare one, and differs from it."""
    try:
        is_later = wanted.stat().st_mtime_ns > spare.stat().st_mtime_ns
        return is_later and wanted.read_bytes() != spare.read_bytes()
    except OSError:
        return False
