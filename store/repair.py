"""Repair a notes file: mend what can be mended, and keep every word of what can't."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store import clock
from store.backups import Backups
from store.mending.conflict import Sides, sides
from store.mending.fault import Fault
from store.mending.lenient import Pairs, plain, read_text, read_whole
from store.mending.lines import Lines
from store.mending.pieces import Pieces
from store.mending.tables import Mender, meant_names
from store.mending.tombstones import mend_tombstones
from store.merging.tables import merge_tables
from store.notes_json import (
    BrokenNotes,
    NewerNotes,
    NotesError,
    dump,
    number_format,
    parse,
)
from store.records import decode_all
from store.storage import NotesStorage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.notes_json import Tables


@dataclass(frozen=True, slots=True)
class Mended:
    """A notes file that was put in order.

    Args:
        tables: What it holds now; sound.
        faults: What was wrong; empty where nothing was.
    """

    tables: Tables
    faults: tuple[Fault, ...]


def mend(data: bytes) -> Mended:
    """Return the sound tables that the bytes of a notes file come to, whatever befell them.

    Every document that is whole is among them. What can't be understood is, word by word, in the
    table `unreadable` or in a field of that name.

    Raises:
        NewerNotes: If the file was made by a newer Postil, which alone can tell what is right.
    """
    text = read_text(data)
    marked = sides(text)
    mended = _mend_sides(marked) if marked else _mend_text(text, _refusal(data))
    number_format(mended.tables)
    _make_sure(mended.tables)
    return mended


def _refusal(data: bytes) -> Fault | None:
    """Return why bytes are not read as they are; None if they are."""
    try:
        parse(data)
    except NewerNotes:
        raise
    except BrokenNotes as error:
        return Fault(error.reason, "read what can be read", line=error.line)
    return None


def _mend_text(text: str, refusal: Fault | None) -> Mended:
    """Return the tables of a text without conflict marks."""
    mender, lines = Mender(), Lines(text)
    root = read_whole(text)
    if isinstance(root, Pairs):
        _take_root(mender, root)
        found = [_with_line(fault, lines) for fault in mender.faults]
    else:
        found = _take_pieces(mender, text, lines)
    found += mend_tombstones(mender.tables)
    # A key that stands twice, a table that is none: told by those who mended it, and better.
    is_told = isinstance(root, Pairs) and bool(found)
    first = [refusal] if refusal and not is_told else []
    return Mended(mender.tables, (*first, *found))


def _take_root(mender: Mender, root: Pairs) -> None:
    """Take in the tables of a file that is JSON."""
    meant = meant_names(name for name, _ in root)
    for given, table in root:
        name = meant.get(given, given)
        if not isinstance(table, Pairs):
            mender.add(name, "", plain(table))
            continue
        if name != given:
            mender.faults.append(Fault(f"“{given}” must be “{name}”", "rename the table", given))
        mender.tables.setdefault(name, {})
        for number, document in table:
            mender.add(name, number, plain(document))


def _take_pieces(mender: Mender, text: str, lines: Lines) -> list[Fault]:
    """Take in what is left of a file that is no JSON; return what was wrong, with its lines."""
    pieces = list(Pieces(text))
    meant = meant_names({piece.table for piece in pieces if piece.table})
    found: list[Fault] = []
    for piece in pieces:
        before = len(mender.faults)
        mender.add_piece(replace(piece, table=meant.get(piece.table, piece.table)))
        line = lines.of_offset(piece.start)
        found += (replace(fault, line=line) for fault in mender.faults[before:])
    return found


def _mend_sides(marked: Sides) -> Mended:
    """Return both sides of a conflict, merged."""
    ours, theirs = _mend_side(marked.ours), _mend_side(marked.theirs)
    base = None if marked.base is None else _mend_side(marked.base).tables
    first = Fault("a merge left its conflict marks", "merge both sides")
    found = (replace(fault, line=0) for fault in (*ours.faults, *theirs.faults))
    merged = merge_tables(base, ours.tables, theirs.tables, clock.now())
    return Mended(merged, (first, *dict.fromkeys(found)))


def _mend_side(text: str) -> Mended:
    """Return one side of a conflict; one that is empty holds nothing."""
    return _mend_text(text, _refusal(text.encode()) if text.strip() else None)


def _with_line(fault: Fault, lines: Lines) -> Fault:
    """Return a fault with the line of its document."""
    return replace(fault, line=lines.of_document(fault.table, fault.document))


def _make_sure(tables: Tables) -> None:
    """Raise if the tables are not sound after all, so that they never reach the file."""
    try:
        for _ in decode_all(parse(dump(tables))):
            pass
    except NotesError as error:
        raise NotesError(f"this cannot be mended: {error}") from error


def lines_of(data: bytes) -> Lines:
    """Return on which lines the documents of a notes file begin."""
    return Lines(read_text(data))


def put_right(notes: Path, mended: Callable[[bytes], Tables | None]) -> Path | None:
    """Have a notes file hold its mended tables, and keep what was there.

    Args:
        notes: The notes file.
        mended: Called under the file's lock with its bytes; returns what they come to, None where
            they are sound. It may raise to leave the file as it is.

    Returns:
        Where the former bytes are; None where nothing was mended.

    Raises:
        NotesBusy: If another program keeps the lock.
        FileNotFoundError: If there is no such file.
        OSError: If a file can't be read or written; the notes file is then as it was.
    """
    asides: list[Path] = []

    def mend_present(present: bytes | None) -> bytes:
        if present is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(notes))
        tables = mended(present)
        if tables is None:
            return present
        asides.append(Backups(notes).keep_aside(present, "repair"))
        return dump(tables)

    NotesStorage(notes).rewrite(mend_present)
    return asides[-1] if asides else None
