"""The index on the command line: made ready for a search, or made anew."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import click

from tui.shell.errands import DONE, Needs, complain, nothing, opened
from tui.shell.interrupts import interruptible
from tui.shell.options import with_corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from store.search.building import IndexProgress
    from store.search.snapshot import Snapshot
    from store.session import Session

_UNTOLD = 0.5
"""Seconds of indexing that nobody needs to be told of."""

_PATIENCE = 5.0
"""Seconds that another Postil is waited for, which is writing to the index."""


@contextmanager
def opened_search(
    corpus: Path | None, notes: Path | None, *, needs: Needs = Needs.ARTICLES
) -> Iterator[tuple[Session, Snapshot]]:
    """Open a session whose articles have been scanned and indexed, and close it at the end.

    Args:
        corpus: Folder or file; None for the one here, or to read the one opened last.
        notes: Notes file; None for the place beside the corpus.
        needs: Without which it fails.

    Raises:
        click.ClickException: If notes that are needed cannot be read or written, or if the index
            turns out to be damaged.
        CorpusError: If there is no such corpus.
    """
    with opened(corpus, notes, needs=needs) as session:
        from store.search.broken import BrokenIndex

        bring_up_to_date(session)
        try:
            yield session, session.search.snapshot()
        except BrokenIndex as error:
            with suppress(OSError):  # somebody else is making it anew
                session.search.drop()
            raise click.ClickException(
                "The search index was damaged and has been removed; run the command again"
            ) from error


def bring_up_to_date(session: Session) -> None:
    """Index what is new or changed, with a progress bar where that takes its time.

    What is in the way is said on stderr; a search then finds what there is.
    """
    stop = threading.Event()
    corpus, search = session.corpus, session.search
    updating = search.update(
        corpus.entries, corpus.parse, whole=True, state=corpus.state, stop=stop
    )
    show(_bounded(updating, stop))
    if stop.is_set():
        complain("Another Postil is writing to the search index; the latest changes may be missing")
    if search.notice:
        complain(search.notice)
    total = sum(not entry.error for entry in corpus.entries)
    size = search.snapshot().size
    if size < total:
        complain(f"The search is partial: {size:,} of {total:,} articles are indexed")


def show(progress: Iterable[IndexProgress]) -> None:
    """Go through the work; on a terminal a bar says how far it has come."""
    began = time.monotonic()
    done = 0
    with ExitStack() as stack:
        bar = None
        for each in progress:
            if bar is None and time.monotonic() - began > _UNTOLD and sys.stderr.isatty():
                stack.enter_context(interruptible())  # the bar hides the cursor
                bar = stack.enter_context(
                    click.progressbar(length=each.total, label="Indexing", file=sys.stderr)
                )
            if bar is not None:
                bar.update(each.done - done)
                done = each.done


def _bounded(progress: Iterable[IndexProgress], stop: threading.Event) -> Iterator[IndexProgress]:
    """Give up when another Postil, which may be stopped, keeps the index for too long."""
    since = time.monotonic()
    for each in progress:
        if not each.is_waiting:
            since = time.monotonic()
            yield each
        elif time.monotonic() - since > _PATIENCE:
            stop.set()


@click.command()
@click.option("--rebuild", is_flag=True, help="Remove the index first and make it anew.")
@with_corpus
def index(*, rebuild: bool, corpus: Path | None, notes: Path | None) -> int:
    """Bring the search index up to date.

    The reader and every search do so themselves; this is for a corpus so large that you would
    rather have it done beforehand. The index lies in your cache folder and can be deleted at any
    time. Only new and changed articles are read.
    """
    with opened(corpus, notes) as session:
        if rebuild:
            _drop(session)
        bring_up_to_date(session)
        size = session.search.snapshot().size
        if size:
            articles = "article is" if size == 1 else "articles are"
            click.echo(f"{size:,} {articles} indexed")
            return DONE
        name = session.corpus.name
        if session.corpus.entries:
            return nothing(f"No article in {name} can be read; postil list says why")
        return nothing(f"No articles found in {name}; Postil reads .txt and .md")


def _drop(session: Session) -> None:
    """Remove the index.

    Raises:
        click.ClickException: If another Postil is writing to it.
    """
    try:
        session.search.drop()
    except TimeoutError as error:
        raise click.ClickException(
            "Another Postil is writing to the index; leave it to finish, and try again"
        ) from error
