"""The commands that look after the notes file: check, backups, restore, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from store.names import shown
from tui.shell.errands import DONE, NOTHING_FOUND, nothing
from tui.shell.options import PATH, json_option, with_corpus
from tui.shell.output import print_json

if TYPE_CHECKING:
    from pathlib import Path

_CHECK_EXAMPLES = """\b
Examples:
  postil check
  postil check --repair
  postil check --accept
  postil check --corpus corpus/ --json | jq '.problems[].problem'

Exit status: 0 for sound, or mended; 1 for problems; 2 for notes that cannot be read at all.
"""

_BACKUPS_EXAMPLES = """\b
Examples:
  postil backups
  postil backups --json | jq -r '.[] | select(.good) | .path'

Exit status: 0 for done, 1 for no backups.
"""

_RESTORE_EXAMPLES = """\b
Examples:
  postil restore --dry-run
  postil restore
  postil restore previous
  postil restore 2026-07-31 --yes

Exit status: 0 for done, 1 for no good backup or no as an answer, 2 for an input error.
"""

_MERGE_EXAMPLES = """\b
Examples:
  postil merge base.json corpus.notes.json theirs.json
  postil merge --conflicts

\b
For git, once per repository (with the full path of postil, unless it is on the PATH):
  echo '*.notes.json merge=postil' >> .gitattributes
  git config merge.postil.driver 'postil merge %O %A %B'

Exit status: 0 for merged, 1 for no conflict copies, 2 for a file that cannot be read; it and OURS
are then as they were.
"""


@click.command("check", epilog=_CHECK_EXAMPLES)
@click.option("--repair", is_flag=True, help="Mend what can be mended; keep what was there.")
@click.option("--accept", is_flag=True, help="Go on without annotations that it has lost.")
@with_corpus
@json_option
def check(
    *, repair: bool, accept: bool, corpus: Path | None, notes: Path | None, as_json: bool
) -> int:
    """Check the notes file, by itself and against the articles.

    It names each thing that is wrong with its line, its table and its document, and says what
    --repair makes of it. Passages that have moved or are gone are counted; that is no fault of the
    file. --repair keeps what was there among the backups, loses no word of a note, and checks
    again. What a backup has and the file lacks, without having deleted it, is told too.

    A file that lost most of its annotations by another program's doing is not written to before
    you say that you want it so: in the reader, or with --accept. What it lost is then set aside.
    """
    from tui.shell import checking

    if repair and accept:
        raise click.UsageError("Give --repair or --accept, not both.")
    place = checking.find_notes(corpus, notes, writing=repair or accept)
    if accept:
        checking.accept(place)
    checked = checking.repaired(place) if repair else checking.checked(place)
    if as_json:
        print_json(checking.as_json(checked))
    else:
        checking.tell(checked)
    return DONE if checked.is_sound else NOTHING_FOUND


@click.command("backups", epilog=_BACKUPS_EXAMPLES)
@with_corpus
@json_option
def list_backups(*, corpus: Path | None, notes: Path | None, as_json: bool) -> int:
    """List the backups of the notes file, the newest first.

    There is the state that Postil saw last (latest), the one before the last write (previous),
    one a day for a week, one a week for two months, and what was set aside when a backup was
    restored, a file repaired, a copy merged or the file had lost annotations.

    Piped, one a line, its fields parted by tabs: name, time, bytes, annotations, kind, what is
    wrong with it.
    """
    from tui.shell import restoring

    path = restoring.notes_path(corpus, notes, writing=False)
    rows = restoring.listing(path)
    if as_json:
        print_json([restoring.row(backup) for backup in rows])
    elif rows:
        restoring.print_listing(rows)
    return DONE if rows else nothing(f"There are no backups of {shown(str(path))} yet")


@click.command("restore", epilog=_RESTORE_EXAMPLES)
@click.argument("backup", required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask before annotations are lost from the file.")
@with_corpus
def restore(
    *, backup: str | None, dry_run: bool, yes: bool, corpus: Path | None, notes: Path | None
) -> int:
    """Put a backup in the place of the notes file.

    BACKUP is a name or a date as postil backups lists them; without one, the newest that is good
    is taken, which mostly is what Postil saw last (latest). What was there is kept among the
    backups, and it is said where. Where annotations would be lost that the file or a newer backup
    has, you are asked first; without a terminal that needs --yes.
    """
    from tui.shell import restoring

    path = restoring.notes_path(corpus, notes, writing=not dry_run)
    chosen = restoring.choose(path, backup) if backup else restoring.newest(path)
    if chosen is None:
        return nothing(f"There is no good backup of {shown(str(path))}; postil backups lists all")
    return restoring.restore(path, chosen, dry_run=dry_run, is_agreed=yes)


@click.command("merge", epilog=_MERGE_EXAMPLES)
@click.argument("files", metavar="[BASE OURS THEIRS]", nargs=-1, type=PATH)
@click.option("--conflicts", is_flag=True, help="Merge the conflict copies beside the notes.")
@with_corpus
def merge(
    *, files: tuple[Path, ...], conflicts: bool, corpus: Path | None, notes: Path | None
) -> int:
    """Merge two versions of a notes file into OURS, or conflict copies into the notes.

    BASE is what both started from; it may be empty or missing. A note that was changed on both
    sides is kept with both texts, tags are united, and a deletion gives way to a later edit.

    --conflicts merges what Syncthing, Dropbox, Nextcloud and the like have laid beside the notes
    file, and what you wrote elsewhere while it could not be written, and moves the copies to its
    backups.
    """
    from tui.shell import merging

    if conflicts == bool(files) or (files and len(files) != 3):
        raise click.UsageError("Name three files, BASE OURS THEIRS, or give --conflicts alone.")
    if files and (corpus or notes):
        raise click.UsageError("--corpus and --notes are for --conflicts.")
    if files:
        return merging.merge_files(*files)
    return merging.merge_conflicts(corpus, notes)
