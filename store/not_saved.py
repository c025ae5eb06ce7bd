"""What kept notes from being saved, in words."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from store.names import shown

if TYPE_CHECKING:
    from store.notes_json import NotesError

_NO_RIGHT = "see that you may write to it and to its folder"
_NO_ROOM = "make room on its disk"
_ADVICE = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "make its disk writable",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.ENOENT: "see that its folder is there",
    errno.EIO: "its disk or its connection fails",
}
"""What can be done when the notes file can't be written."""


def in_words(error: NotesError | OSError) -> str:
    """Return what went wrong with the notes file, without the machine's numbers."""
    if isinstance(error, OSError) and error.strerror:
        place = f": {shown(str(error.filename))}" if error.filename else ""
        return f"{error.strerror}{place}"
    return str(error)


def why_not_saved(error: NotesError | OSError) -> str:
    """Return what kept notes from being saved, and what can be done about it."""
    advice = _ADVICE.get(error.errno or 0) if isinstance(error, OSError) else None
    return f"{in_words(error)}; {advice}" if advice else in_words(error)
