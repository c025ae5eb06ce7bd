"""Merging notes files from the command line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.names import shown
from store.not_saved import in_words
from store.notes_json import BrokenNotes, NotesError, dump, parse
from tui.shell.errands import DONE, complain, nothing

if TYPE_CHECKING:
    from store.notes_json import Tables

_ROUNDS = 10


def merge_files(base: Path, ours: Path, theirs: Path) -> int:
    """Merge two files into the one that is ours, as git wants it of a merge driver.

    Args:
        base: What both started from; an empty or missing file where that is not known.
        ours: The version on this side, which is replaced.
        theirs: The version on the other side.

    Raises:
        click.ClickException: If a file can't be read; the message names it. `ours` is then as it
            was.
    """
    from store import clock, swap
    from store.backups import Backups
    from store.merging.tables import merge_tables

    past = _base(base)
    other = _parsed(theirs, theirs.read_bytes())
    target = Path(os.path.realpath(ours))
    for _ in range(_ROUNDS):
        data = target.read_bytes()
        try:
            merged = merge_tables(past, _parsed(ours, data), other, clock.now())
        except BrokenNotes as error:
            raise click.ClickException(f"These notes can't be merged: {error}") from error
        if swap.put(target, dump(merged), data) is not None:
            Backups(target).accept()
            return DONE
    raise click.ClickException(f"{shown(str(ours))} is being changed by another program; try again")


def merge_conflicts(corpus: Path | None, notes: Path | None) -> int:
    """Merge the conflict copies of a notes file; return the exit status."""
    from store import other_copies
    from tui.shell.restoring import notes_path

    path = notes_path(corpus, notes, writing=True)
    copies = other_copies.find(path)
    if not copies:
        return nothing(f"There are no conflict copies beside {shown(str(path))}")
    status = DONE
    for copy in copies:
        try:
            merged = other_copies.merge_in(path, copy)
        except (NotesError, OSError) as error:
            status = complain(f"{shown(copy.name)} is not merged: {in_words(error)}")
        else:
            click.echo(f"Merged {shown(copy.name)} into {shown(str(path))}: {merged.difference}.")
            click.echo(f"The copy is now {shown(str(merged.aside))}")
    return status


def _base(path: Path) -> Tables | None:
    """Return the tables that both sides started from; None of the empty file git makes for none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return _parsed(path, data) if data.strip() else None


def _parsed(path: Path, data: bytes) -> Tables:
    """Return the tables of a file to be merged."""
    try:
        return parse(data)
    except BrokenNotes as error:
        raise click.ClickException(
            f"{shown(str(path))} cannot be merged: {error}; nothing was changed"
        ) from error
