"""Which corpus a command is about: the one named, else the one here; the last one only to read."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from store.names import shown

if TYPE_CHECKING:
    from pathlib import Path


def to_read(named: Path | None) -> Path:
    """Return the corpus that a command reads, and say on stderr which, where that is a guess.

    Args:
        named: What the user named; None for the one here, else the last one opened or the sample.

    Raises:
        CorpusError: If what the user named is no corpus.
    """
    from store import places
    from tui.shell.errands import complain

    if named is not None:
        return places.choose_corpus(named)
    here = places.corpus_here()
    if here is not None:
        return here
    last = places.last_corpus()
    chosen = places.choose_corpus(last or places.sample_corpus())
    why = "opened last" if last else "the sample: none was opened yet"
    complain(f"There is no corpus here; this is about {shown(str(chosen))} ({why})")
    return chosen


def to_write(named: Path | None) -> Path:
    """Return the corpus whose notes a command writes: never one that is only remembered.

    Args:
        named: What the user named; None for the one here.

    Raises:
        click.ClickException: If none is named and there is none here.
        CorpusError: If what the user named is no corpus.
    """
    from store import places

    if named is not None:
        return places.choose_corpus(named)
    here = places.corpus_here()
    if here is not None:
        return here
    last = places.last_corpus()
    other = f"--corpus {shlex.quote(shown(str(last)))} for the one opened last" if last else ""
    raise click.ClickException(
        "Nothing was written: there is no ./corpus, and this folder has no notes yet; "
        f"give --corpus . for this folder, or {other or '--corpus DIR'}"
    )
