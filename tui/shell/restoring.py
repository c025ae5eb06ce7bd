"""Listing and restoring backups from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from store.backups import Backup, Backups
from store.difference import Difference, compare, counted
from store.names import shown
from store.notes_json import parse
from tui.shell.entry_point import has_terminal, nearest
from tui.shell.errands import DONE, Choices, nothing

if TYPE_CHECKING:
    from pathlib import Path

    from store.restore import Prospect


def notes_path(corpus: Path | None, notes: Path | None, *, writing: bool) -> Path:
    """Return the notes file that a command is about, which need not exist.

    Args:
        corpus: The corpus that the user named, if any.
        notes: The notes file that the user named, if any: then the corpus does not matter.
        writing: Whether the file may be replaced.

    Raises:
        click.ClickException: If it may be, and neither is named nor a corpus here.
        CorpusError: If there is no such corpus.
    """
    from store.notes_place import place_for_notes
    from store.places import choose_corpus
    from tui.shell import corpora

    root = choose_corpus(corpus) if notes else corpora.chosen(corpus, writing=writing)
    return place_for_notes(root, notes, writing=False).path


def listing(notes: Path) -> tuple[Backup, ...]:
    """Return the backups of a notes file, the newest first."""
    return Backups(notes).listing()


def row(backup: Backup) -> dict[str, Any]:
    """Return a backup as JSON data."""
    return {
        "name": backup.name,
        "path": str(backup.path),
        "kind": str(backup.kind),
        "made": backup.made,
        "bytes": backup.size,
        "annotations": backup.annotations,
        "good": not backup.problem,
        "problem": backup.problem or None,
    }


def print_listing(backups: tuple[Backup, ...]) -> None:
    """Print backups as a table on a terminal, else a line each."""
    from tui.shell import tables

    rows = (
        (each.name, each.made, each.size, each.annotations, str(each.kind), each.problem)
        for each in backups
    )
    columns = ("Name", "Made", "Bytes", "Annotations", "Kind", "Problem")
    tables.print_rows(columns, rows, right=(2, 3))


def newest(notes: Path) -> Backup | None:
    """Return the newest good backup of a notes file; None where there is none."""
    path = Backups(notes).newest_good()
    return next((backup for backup in listing(notes) if backup.path == path), None)


def choose(notes: Path, name: str) -> Backup:
    """Return the backup of that name or date.

    Raises:
        click.ClickException: If there is none, or more than one, or it is not good.
    """
    backups = listing(notes)
    hits = [each for each in backups if name in {each.name, each.path.name, str(each.path)}]
    hits = hits or [each for each in backups if each.name.startswith(name)]
    hits = hits or [each for each in backups if each.made.startswith(name)]
    if not hits:
        near = nearest(name, [backup.name for backup in backups])
        hint = f"did you mean {' or '.join(near)}?" if near else "see: postil backups"
        raise click.ClickException(f"There is no backup {name} of {shown(str(notes))}; {hint}")
    if len(hits) > 1:
        raise Choices(f"{name} may be any of these; name one", [backup.name for backup in hits])
    if hits[0].problem:
        raise click.ClickException(
            f"The backup {hits[0].name} is not good: {hits[0].problem}; choose another"
        )
    return hits[0]


def restore(notes: Path, backup: Backup, *, dry_run: bool, is_agreed: bool) -> int:
    """Put a backup in the place of the notes file, if the user agrees; return the exit status.

    Raises:
        click.ClickException: If the user would have to be asked and there is no terminal.
    """
    from store import restore as restoring

    present = notes.read_bytes() if notes.exists() else None
    expected = restoring.prospect(present, backup.path.read_bytes())
    best = newest(notes)
    beyond = _beyond(best, backup)
    click.echo(_told(backup, expected, best, beyond))
    if not expected.difference and not expected.is_broken and present is not None:
        return DONE
    if dry_run:
        return DONE
    lost = max(_lost(expected.difference), _lost(beyond))
    if lost and not is_agreed and not _asked(lost):
        return nothing("Nothing was restored")
    aside = restoring.restore(notes, backup.path, expected)
    click.echo(f"Restored {shown(str(notes))}")
    if aside is not None:
        click.echo(f"What was there is kept as {shown(str(aside))}")
    return DONE


def _beyond(best: Backup | None, chosen: Backup) -> Difference:
    """Return how a chosen backup differs from the newest state that is known besides the file."""
    if best is None or best.path == chosen.path:
        return Difference()
    return compare(parse(best.path.read_bytes()), parse(chosen.path.read_bytes()))


def _lost(difference: Difference) -> int:
    """Return how many annotations a state loses or sets back."""
    return difference.changed + difference.removed


def _told(backup: Backup, expected: Prospect, best: Backup | None, beyond: Difference) -> str:
    """Return what restoring a backup comes to."""
    first = f"The backup {backup.name} of {backup.made} holds {_many(backup.annotations)}"
    if not expected.difference and not expected.is_broken:
        return f"{first}; the notes file holds the same; postil backups lists earlier ones."
    of_what = "what can be read of the broken notes file" if expected.is_broken else "now"
    told = f"{first}; compared with {of_what}: {expected.difference}"
    if best is not None and beyond.loses and beyond != expected.difference:
        told += f"; compared with the backup {best.name} of {best.made}: {beyond}"
    if expected.is_broken and expected.difference.loses:
        told += "; postil check --repair mends it instead"
    return f"{told}."


def _asked(lost: int) -> bool:
    """Ask whether to go on; tell what the answer is."""
    if not has_terminal():
        raise click.ClickException(
            f"{_many(lost)} would be lost from the notes file or set back; "
            "give --yes to restore all the same"
        )
    return click.confirm("Restore it? What is there now is kept among the backups", err=True)


def _many(number: int) -> str:
    """Return a number of annotations in words."""
    return counted(number, "annotation")
