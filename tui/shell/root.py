"""The root of the command line: the reader, and all commands in the order of a day's work."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from store import __version__
from tui.shell.entry_point import ReaderGroup, has_terminal
from tui.shell.errands import INPUT_ERROR
from tui.shell.options import PATH

if TYPE_CHECKING:
    from pathlib import Path

    from tui.taken import Taken

_EXAMPLES = """\b
Examples:
  postil corpus/
  postil search 'troops -summit' --limit 5
  postil mark lavrov-observers-2022.txt --quote "was ready" --tag security
  postil notes --json | jq -r '.[].exact'
  postil export --format markdown -o notes.md

Every command has a page of its own: postil COMMAND --help. Exit status: 0 for done, 1 for nothing
found, 2 for a wrong usage or an input that cannot be read.
"""


@click.group(
    cls=ReaderGroup,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="postil", message="%(prog)s %(version)s")
def postil() -> None:
    """Read, mark, tag and annotate articles in the terminal.

    Without a command, DIR opens in the reader: a folder of articles (.txt, .md), or a single one.
    Unless you name it, that is the folder ./corpus if there is one, else what you opened last,
    else the sample articles. In the reader, ? shows the keys. A folder that is called like a
    command opens with postil ./list or postil -- list.

    A command is about --corpus DIR, else about ./corpus, else about the folder you are in, if it
    has notes or was opened last, else about the nearest above it that has notes. Where there is
    none, a command that only reads takes what the reader would open, and says so; one that writes
    notes refuses.

    Your articles are never changed. What you write is kept in one file beside them:
    corpus.notes.json for corpus/.
    """


@click.command(add_help_option=False)
@click.argument("folder", metavar="[DIR]", type=PATH, required=False)
@click.option("--notes", metavar="FILE", type=PATH, help="Keep your notes in FILE.")
def _reader(folder: Path | None, notes: Path | None) -> int:
    """Open the reader."""
    if folder is not None and folder.name == str(folder) and not os.path.lexists(folder):
        raise click.ClickException(postil.no_such(str(folder)))
    if sys.stderr is None:
        # Nor could it be said there.
        click.echo("postil: The standard error is closed; leave it open: the reader draws on it")
        return INPUT_ERROR
    if not has_terminal():
        raise click.ClickException(
            "The reader needs a terminal; postil list, show and notes work without one"
        )
    from tui.taken import taken

    # What is imported stays, and looking through it for garbage again and again takes a tenth of
    # the start; `Start` has the collector begin when the first article is shown.
    gc.disable()
    try:
        with taken() as terminal:
            return _read(folder, notes, terminal)
    finally:
        gc.enable()


def _read(folder: Path | None, notes: Path | None, terminal: Taken) -> int:
    from store.places import config_dir
    from store.session import Session
    from tui.settings import load_settings

    settings = load_settings(config_dir())
    session = Session.open(folder, notes, creator=settings.creator or None)
    from tui.app import run

    return run(session, settings, terminal)


postil.reader = _reader
postil.found_in = {
    "list": "articles.list_articles",
    "show": "articles.show",
    "search": "searching.search",
    "kwic": "searching.kwic",
    "notes": "annotations.list_notes",
    "mark": "annotations.mark",
    "export": "annotations.export",
    "tag": "tagging.tag",
    "index": "indexed.index",
    "check": "care.check",
    "backups": "care.list_backups",
    "restore": "care.restore",
    "merge": "care.merge",
}
