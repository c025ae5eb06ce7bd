"""What the commands of the command line have in common: opening, finding, printing, failing."""

from __future__ import annotations

from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import click

from store.sources.sanitize import clean_line
from tui.shell.entry_point import READER, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from store.corpus import Entry
    from store.session import Session

DONE, NOTHING_FOUND, INPUT_ERROR, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""


class Needs(Enum):
    """What a command cannot do without."""

    ARTICLES = auto()
    NOTES = auto()
    WRITTEN_NOTES = auto()


class Choices(click.ClickException):
    """The user has to choose.

    Args:
        message: What is to be chosen and how.
        choices: What there is to choose from, a line each.
    """

    def __init__(self, message: str, choices: Sequence[str]) -> None:
        super().__init__(message)
        self.choices = tuple(choices)


def complain(message: str, *details: str, status: int = INPUT_ERROR) -> int:
    """Print a line on stderr, and one for each detail; return the exit status given."""
    click.echo(f"postil: {clean_line(message)}", err=True)
    for detail in details:
        click.echo(f"  {clean_line(detail)}", err=True)
    return status


def nothing(message: str) -> int:
    """Say on stderr that nothing was found; return the exit status."""
    return complain(message, status=NOTHING_FOUND)


def advice(context: click.Context | None) -> str:
    """Return where to read how a command is used."""
    if context is None or context.parent is None or context.info_name == READER:
        return "See: postil --help"
    return f"See: postil {context.info_name} --help"


@contextmanager
def opened(
    corpus: Path | None, notes: Path | None, *, needs: Needs = Needs.ARTICLES
) -> Iterator[Session]:
    """Open a session whose corpus has been scanned, and close it at the end.

    Args:
        corpus: Folder or file; None for the one the reader would open.
        notes: Notes file; None for the place beside the corpus.
        needs: Without which it fails; broken notes are else only a word on stderr.

    Raises:
        click.ClickException: If notes that are needed cannot be read or written.
        CorpusError: If there is no such corpus.
    """
    from store.places import config_dir
    from store.session import Session
    from tui.settings import load_settings

    creator = load_settings(config_dir()).creator or None
    session = Session.open(corpus, notes, creator=creator, remember=False)
    try:
        if session.notice:
            complain(session.notice)
        if session.notebook.read_only:
            if needs is not Needs.ARTICLES:
                raise click.ClickException(session.notebook.read_only)
            complain(session.notebook.read_only)
        for _ in session.corpus.scan():
            pass
        session.settle()
        yield session
    finally:
        saved = session.close()
    if needs is Needs.WRITTEN_NOTES and not saved:
        problem = session.notebook.status.problem
        raise click.ClickException(f"Nothing was saved: {problem}; try again")


def find(session: Session, article: str) -> Entry:
    """Return the article that a path or an id means.

    Raises:
        click.ClickException: If there is none; the message names those that are near.
    """
    entry = session.corpus.find(article)
    if entry is not None:
        return entry
    near = nearest(article, [each.path for each in session.corpus.entries])
    hint = f"did you mean {' or '.join(near)}?" if near else "postil list names what there is"
    raise click.ClickException(f"There is no article {article} in {session.corpus.name}; {hint}")


def print_json(data: Any) -> None:
    """Print JSON, indented."""
    from store.exchange.plain_json import dumps

    click.echo(dumps(data, indent=True))


def print_pieces(pieces: Iterable[str]) -> None:
    """Print text piece by piece, as it comes."""
    for piece in pieces:
        click.echo(piece, nl=False)


def write(session: Session, output: Path, pieces: Iterable[str]) -> None:
    """Write text to a file, wholly or not at all.

    Raises:
        click.ClickException: If it cannot be written, or is a file that must not be overwritten.
    """
    from store import atomic

    target = output.resolve()
    if target.is_relative_to(session.corpus.root):
        raise click.ClickException(
            f"{output} is in the corpus, which is never written to; choose another place"
        )
    if target == session.notebook.path.resolve():
        raise click.ClickException(f"{output} is the notes file itself; choose another name")
    data = "".join(pieces).encode()
    try:
        atomic.replace(output, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"{output} cannot be written: {reason}") from error
