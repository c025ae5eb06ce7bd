"""Which corpus a command is about: the one named, else the one here; the last one only to read."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from store.names import shown

if TYPE_CHECKING:
    from pathlib import Path


def chosen(named: Path | None, *, writing: bool) -> Path:
    """Return the corpus that a command is about.

    Args:
        named: What the user named; None for the one here.
        writing: Whether its notes will be written: never those of one that is only remembered. A
            command that reads takes the last one opened, else the sample, and says so on stderr.

    Raises:
        click.ClickException: If none is named, there is none here, and it would be written.
        CorpusError: If what the user named is no corpus.
    """
    from store import places

    here = places.corpus_here() if named is None else places.choose_corpus(named)
    if here is not None:
        return here
    last = places.last_corpus()
    if writing:
        raise click.ClickException(_refused(last))
    return _guessed(last)


def _refused(last: Path | None) -> str:
    """Say that nothing was written, and how to name where it should be."""
    other = f"--corpus {shlex.quote(shown(str(last)))} for the one opened last" if last else ""
    return (
        "Nothing was written: there is no ./corpus, and this folder has no notes yet; "
        f"give --corpus . for this folder, or {other or '--corpus DIR'}"
    )


def _guessed(last: Path | None) -> Path:
    """Return the last one opened, else the sample, and say on stderr which it is."""
    from store import places
    from tui.shell.errands import complain

    guess = places.choose_corpus(last or places.sample_corpus())
    why = "opened last" if last else "the sample: none was opened yet"
    complain(f"There is no corpus here; this is about {shown(str(guess))} ({why})")
    return guess
