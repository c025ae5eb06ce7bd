"""Repair a notes file: mend what can be mended, and keep every word of what can't."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

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
from store.records import parse_records
from store.storage import NotesFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.notes_json import Tables


class Mended(Struct, frozen=True):
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
    mended = _mend(data)
    if mended.faults:
        number_format(mended.tables)
        make_sure(mended.tables)
    return mended


def _mend(data: bytes) -> Mended:
    """Return what bytes come to, without making sure."""
    try:
        tables = parse(data)
    except NewerNotes:
        raise
    except BrokenNotes as error:
        text = read_text(data)
        if marked := sides(text):
            return _mend_sides(marked)
        return _mend_text(text, Fault(error.reason, "read what can be read", line=error.line))
    mender = Mender()
    _take_root(mender, Pairs((name, Pairs(table.items())) for name, table in tables.items()))
    return _finished(mender, mender.faults, data)


def _mend_text(text: str, refusal: Fault) -> Mended:
    """Return the tables of a text that is not read as it is."""
    mender = Mender()
    root = read_whole(text)
    if not isinstance(root, Pairs):
        found = _take_pieces(mender, text)
        return _finished(mender, [refusal, *found], text.encode())
    _take_root(mender, root)
    # A key that stands twice, a table that is none: told by those who mended it, and better.
    return _finished(mender, mender.faults or [refusal], text.encode())


def _finished(mender: Mender, faults: list[Fault], data: bytes) -> Mended:
    """Return what a mender collected, its faults with their lines."""
    found = [*faults, *mend_tombstones(mender.tables)]
    if found:
        lines = lines_of(data)
        found = [one if one.line else _with_line(one, lines) for one in found]
    return Mended(mender.tables, tuple(found))


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


def _take_pieces(mender: Mender, text: str) -> list[Fault]:
    """Take in what is left of a file that is no JSON; return what was wrong, with its lines."""
    lines = Lines(text)
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
    return _mend(text.encode()) if text.strip() else Mended({}, ())


def _with_line(fault: Fault, lines: Lines) -> Fault:
    """Return a fault with the line of its document."""
    return replace(fault, line=lines.of_document(fault.table, fault.document))


def make_sure(tables: Tables) -> None:
    """Look whether mended tables are sound, before they take the place of anything.

    Raises:
        NotesError: If they are not.
    """
    try:
        parse_records(dump(tables))
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

    NotesFile(notes).rewrite(mend_present)
    if asides:
        Backups(notes).accept()
    return asides[-1] if asides else None
