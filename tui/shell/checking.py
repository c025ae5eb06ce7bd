"""Checking and repairing the notes file from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from store.difference import counted
from store.names import shown
from store.notes_json import NotesError
from store.sources.sanitize import clean_line
from tui.shell.errands import complain, told_of_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.backups import Richer
    from store.check import Report
    from store.corpus import Corpus
    from store.mending.fault import Fault
    from store.notes_json import Tables

_MOST_TOLD = 50
_PATIENCE = 10.0
"""Seconds to wait for a look at the notes file."""


class NotesAt(Struct, frozen=True):
    """The notes file to be checked, and the corpus it is about.

    Args:
        root: The corpus.
        path: The notes file, which is there.
        copies: Conflict copies of it.
    """

    root: Path
    path: Path
    copies: tuple[Path, ...]


class Checked(Struct, frozen=True):
    """What a check, and maybe a repair, came to.

    Args:
        at: The notes file.
        report: What was found last.
        mended: What was wrong and has been mended.
        aside: Where the file's former bytes are, if it was mended.
        richer: The newest backup with annotations that the file lacks.
    """

    at: NotesAt
    report: Report
    mended: tuple[Fault, ...] = ()
    aside: Path | None = None
    richer: Richer | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with the file now."""
        return not self.report.faults


def find_notes(corpus: Path | None, notes: Path | None, *, writing: bool) -> NotesAt:
    """Return the notes file to check.

    Args:
        corpus: The corpus that the user named, if any.
        notes: The notes file that the user named, if any.
        writing: Whether it may be replaced.

    Raises:
        CorpusError: If there is no such corpus.
        click.ClickException: If there is no notes file; the message says what to do.
    """
    from store import other_copies
    from store.backups import Backups
    from store.notes_place import place_for_notes
    from tui.shell import corpora

    # Of a file that is named, the corpus only tells how many passages are where they were.
    root = corpora.chosen(corpus, writing=writing and notes is None)
    path = place_for_notes(root, notes, writing=False).path
    copies = other_copies.find(path)
    if not path.exists():
        for copy in copies:
            complain(told_of_copy(path, copy))
        has_backup = Backups(path).newest_good() is not None
        advice = "postil restore puts the newest backup there" if has_backup else "mark some first"
        raise click.ClickException(f"There is no notes file {shown(str(path))}; {advice}")
    return NotesAt(root, path, copies)


def checked(at: NotesAt) -> Checked:
    """Check a notes file.

    Raises:
        NewerNotes: If it was made by a newer Postil.
        OSError: If it can't be read.
    """
    from store.backups import Backups

    report = _examiner(at)(at.path.read_bytes())
    return Checked(at, report, richer=Backups(at.path).richer(report.tables))


def accept(at: NotesAt) -> None:
    """Take a notes file as it is, though it lost most of its annotations.

    Raises:
        click.ClickException: If it cannot be read or did not lose them, or what it lost cannot be
            set aside.
    """
    from store.notebook import Notebook

    notebook = Notebook.open(at.path, "", rescuing=False)
    if notebook.read_only:
        raise click.ClickException(notebook.read_only)
    if notebook.held is None:
        raise click.ClickException(f"{shown(str(at.path))} has lost nothing that asks for a word")
    notebook.answer_held(take=True)
    notebook.flush(_PATIENCE)
    if not notebook.close() or notebook.held is not None:
        raise click.ClickException(f"It was not taken: {notebook.status.problem}")


def repaired(at: NotesAt) -> Checked:
    """Mend a notes file, and check it again.

    Raises:
        NotesError: If nothing could be recovered of it while there is a backup.
        OSError: If it can't be read or written.
    """
    from store.repair import put_right

    examine = _examiner(at)
    reports: list[Report] = []

    def mended(data: bytes) -> Tables | None:
        reports.append(examine(data))
        if not reports[-1].faults:
            return None
        _refuse_to_empty(at.path, reports[-1])
        return reports[-1].tables

    aside = put_right(at.path, mended)
    again = checked(at)
    return replace(again, mended=reports[-1].faults, aside=aside)


def as_json(found: Checked) -> dict[str, Any]:
    """Return what a check found as JSON data."""
    report = found.report
    return {
        "notes": str(found.at.path),
        "sound": found.is_sound,
        "problems": [_row(fault) for fault in report.faults],
        "mended": [_row(fault) for fault in found.mended],
        "kept": str(found.aside) if found.aside else None,
        "annotations": report.annotations,
        "anchors": {str(state): number for state, number in sorted(report.states.items())},
        "missing": report.missing,
        "unreadable": report.unreadable,
        "conflict_copies": [str(path) for path in found.at.copies],
        "richer_backup": _richer_row(found.richer),
    }


def tell(found: Checked) -> None:
    """Print what a check found, in words."""
    if found.mended:
        click.echo(f"{shown(str(found.at.path))}: mended {counted(len(found.mended), 'problem')}")
        _tell_faults(found.mended)
        click.echo(f"What was there is kept as {shown(str(found.aside))}")
    if found.is_sound:
        click.echo(f"{shown(str(found.at.path))} is sound: {_contents(found.report)}")
    else:
        click.echo(f"{shown(str(found.at.path))}: {counted(len(found.report.faults), 'problem')}")
        _tell_faults(found.report.faults)
        click.echo("postil check --repair does what the arrows say, and keeps what was there")
    if found.report.unreadable:
        pieces = counted(found.report.unreadable, "piece")
        click.echo(f"{pieces} that nothing could be made of: in the table “unreadable”")
    if found.richer:
        backup = found.richer.backup
        click.echo(
            f"The backup {backup.name} of {backup.made} has "
            f"{counted(backup.annotations, 'annotation')}, {found.richer.missing:,} of them not in "
            f"the file: postil restore {backup.name}"
        )
    for path in found.at.copies:
        click.echo(told_of_copy(found.at.path, path))


def _tell_faults(faults: tuple[Fault, ...]) -> None:
    """Print a line for each fault, and below it what mending does about it."""
    for fault in faults[:_MOST_TOLD]:
        click.echo(f"  {clean_line(str(fault))}")
        click.echo(f"    → {clean_line(fault.remedy)}")
    if len(faults) > _MOST_TOLD:
        click.echo(f"  and {len(faults) - _MOST_TOLD:,} more; --json names all")


def _contents(report: Report) -> str:
    """Return how many annotations there are, and how their passages are found."""
    parts = [f"{number:,} {state}" for state, number in sorted(report.states.items())]
    if report.missing:
        parts.append(f"{report.missing:,} on missing articles")
    told = f" ({', '.join(parts)})" if parts else ""
    return f"{counted(report.annotations, 'annotation')}{told}"


def _richer_row(richer: Richer | None) -> dict[str, Any] | None:
    """Return a backup that has more than the file as JSON data."""
    if richer is None:
        return None
    backup = richer.backup
    return {
        "name": backup.name,
        "made": backup.made,
        "annotations": backup.annotations,
        "missing": richer.missing,
    }


def _row(fault: Fault) -> dict[str, Any]:
    """Return a fault as JSON data."""
    return {
        "line": fault.line or None,
        "table": fault.table or None,
        "document": fault.document or None,
        "problem": fault.problem,
        "remedy": fault.remedy,
    }


def _examiner(at: NotesAt) -> Callable[[bytes], Report]:
    """Return what checks bytes of a notes file against a corpus, which is scanned once."""
    from store.check import check
    from store.old_texts import OldTexts

    old_texts = OldTexts(at.root)
    corpora: list[Corpus] = []

    def examine(data: bytes) -> Report:
        if not corpora:
            corpora.append(_scanned(at.root, check(data, None, old_texts.text).tables))
        return check(data, corpora[0], old_texts.text)

    return examine


def _scanned(root: Path, tables: Tables) -> Corpus:
    """Return a corpus that knows the articles of a notes file."""
    from store.annotation import KnownArticle
    from store.corpus import Corpus
    from store.records import decode_all

    known = [record for record in decode_all(tables) if isinstance(record, KnownArticle)]
    corpus = Corpus(root, known)
    for _ in corpus.scan():
        pass
    return corpus


def _refuse_to_empty(path: Path, report: Report) -> None:
    """Raise where mending would leave no annotation while a backup has some."""
    from store.backups import Backups

    if report.annotations or report.unreadable:
        return
    newest = Backups(path).newest_good()
    held = [each for each in Backups(path).listing() if each.path == newest and each.annotations]
    if held:
        raise NotesError(
            f"There is no annotation left in {shown(str(path))}, but the backup {held[0].name} has "
            f"{held[0].annotations:,}; bring it back with: postil restore {held[0].name}"
        )
