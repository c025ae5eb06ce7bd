"""What the commands of the command line have in common: opening, finding, failing."""

from __future__ import annotations

import os
import shlex
from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING

import click

from store.names import shown
from tui.shell.entry_point import READER, discard_output, nearest, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.article import Article
    from store.corpus import Entry
    from store.notebook import Notebook
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
    from store.sources.sanitize import clean_line

    click.echo(f"postil: {clean_line(message)}", err=True)
    for detail in details:
        click.echo(f"  {clean_line(detail)}", err=True)
    return status


def why(error: OSError) -> str:
    """Return what an error of the system prevented, and why."""
    reason = error.strerror or str(error)
    if error.filename:
        return f"{shown(os.fsdecode(error.filename))}: {reason}"
    # What fails without a name is an open stream; reading from files tells of its own errors.
    discard_output()
    return f"The output cannot be written: {reason}"


def nothing(message: str) -> int:
    """Say on stderr that nothing was found; return the exit status."""
    return complain(message, status=NOTHING_FOUND)


def advice(context: click.Context | None) -> str:
    """Return where to read how a command is used."""
    if context is None or context.parent is None or context.info_name == READER:
        return "See: postil --help"
    return f"See: postil {context.info_name} --help"


def corpus_meant(error: click.UsageError) -> str:
    """Return how to name the folder that a command was given as if it were the reader's.

    Args:
        error: What the command has to say of it, with the words it has no use for at the end.
    """
    context = error.ctx
    if context is None or not any(each.name == "corpus" for each in context.command.params):
        return ""
    folders = (word for word in typed(context) if error.message.endswith(f"({word})"))
    # Path.is_dir would raise for a word that is too long for a name.
    folder = next((word for word in folders if os.path.isdir(word)), "")  # noqa: PTH112
    return f"; use --corpus {shlex.quote(folder)}." if folder else ""


@contextmanager
def opened(
    corpus: Path | None, notes: Path | None, *, needs: Needs = Needs.ARTICLES
) -> Iterator[Session]:
    """Open a session whose corpus has been scanned, and close it at the end.

    Args:
        corpus: Folder or file; None for the one here, or to read the one opened last.
        notes: Notes file; None for the place beside the corpus.
        needs: Without which it fails; broken notes are else only a word on stderr.

    Raises:
        click.ClickException: If notes that are needed cannot be read or written.
        CorpusError: If there is no such corpus.
    """
    from store import other_copies
    from store.places import config_dir
    from store.session import Session
    from tui.settings import load_settings
    from tui.shell import corpora

    creator = load_settings(config_dir()).creator or None
    writing = needs is Needs.WRITTEN_NOTES
    root = corpora.chosen(corpus, writing=writing)
    session = Session.open(
        root, notes, creator=creator, remember=False, writing=writing, rescuing=False
    )
    try:
        if session.notice:
            complain(session.notice)
        if session.notebook.read_only:
            if needs is not Needs.ARTICLES:
                raise click.ClickException(session.notebook.read_only)
            complain(session.notebook.read_only)
        if session.notebook.held:
            _tell_of_loss(session.notebook, writing=writing)
        for copy in other_copies.find(session.notebook.path):
            complain(told_of_copy(session.notebook.path, copy))
        for _ in session.corpus.scan():
            pass
        if writing:
            session.settle()
        yield session
    finally:
        saved = session.close()
    if writing and not saved:
        problem = session.notebook.status.problem
        raise click.ClickException(f"Nothing was saved: {problem}")


def _tell_of_loss(notebook: Notebook, *, writing: bool) -> None:
    """Say that the notes file lost most of what it had.

    Raises:
        click.ClickException: If it is to be written, which somebody has to decide on first.
    """
    held, name = notebook.held, shown(str(notebook.path))
    if held is None:
        return
    lost = f"{name} has lost {held.lost:,} of the {held.total:,} annotations that Postil saw in it"
    if not writing:
        complain(f"{lost}; postil backups lists earlier states, the reader asks what to do")
        return
    raise click.ClickException(
        f"Nothing was written: {lost}. Open the reader to decide, or use postil restore to bring "
        "them back, postil check --accept to go on without them"
    )


def told_of_copy(notes: Path, copy: Path) -> str:
    """Return what is to be said of a copy that `other_copies.find` found."""
    from store.other_copies import is_spare

    if not is_spare(notes, copy):
        return f"Conflict copy {shown(copy.name)}: postil merge --conflicts merges it"
    return (
        f"Notes made while {shown(str(notes))} could not be written are only in"
        f" {shown(str(copy))}: postil merge --conflicts brings them in"
    )


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
    if len(near) == 1:
        hint = f"it takes a whole path or id, as in: {_typed_with(article, near[0])}"
    raise click.ClickException(f"There is no article {article} in {session.corpus.name}; {hint}")


def _typed_with(word: str, other: str) -> str:
    """Return the command that was typed with another word in place of one."""
    words = typed(click.get_current_context(silent=True))
    if words.count(word) != 1:
        # Which of them is the article is not to be told.
        return other
    return shlex.join(("postil", *(other if each == word else each for each in words)))


def load(session: Session, entry: Entry) -> Article:
    """Read an article.

    Raises:
        click.ClickException: If its file cannot be read.
    """
    from store.sources import Unreadable

    try:
        return session.corpus.load(entry)
    except Unreadable as error:
        raise click.ClickException(
            f"{entry.path} cannot be read: {error}; save it as text that you may open"
        ) from error
