"""Conflict copies: what sync services lay beside a file that was changed at two places."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = re.compile(
    r"""
      \.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?          # Syncthing
    | \ \((?:.*\ )?conflicted\ copy(?:\ [^()]*)?\)          # Dropbox, Nextcloud, ownCloud
    | _conflict-\d{8}-\d{6}                                 # ownCloud before 2.5
    | \ \(SFConflict\ [^()]+\)                              # Seafile
    | _conf\(\d+\)                                          # Google Drive
    | -(?:DESKTOP|LAPTOP)-[A-Z0-9]{7}(?:-\d+)?              # OneDrive, by Windows' computer names
    """,
    re.VERBOSE,
)
"""What stands before the last suffix in the names of copies.

OneDrive and Google Drive write other forms too, which a reader may have written as well.
"""


def beside(notes: Path) -> tuple[Path, ...]:
    """Return the conflict copies that lie beside a notes file, by name.

    Args:
        notes: The notes file, which need not exist, but is no link.
    """
    try:
        with os.scandir(notes.parent) as listing:
            found = [item.name for item in listing if _is_copy(item, notes)]
    except OSError:
        return ()
    return tuple(notes.with_name(name) for name in sorted(found))


def _is_copy(item: os.DirEntry[str], notes: Path) -> bool:
    """Tell whether a file is called like a conflict copy of the notes file."""
    name = item.name
    if not (name.startswith(notes.stem) and name.endswith(notes.suffix)):
        return False
    mark = name[len(notes.stem) : len(name) - len(notes.suffix)]
    return _MARKS.fullmatch(mark) is not None and item.is_file(follow_symlinks=False)
