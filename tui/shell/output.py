"""Where the answers of the command line go: to the standard output, or to a file."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from tui.shell.interrupts import interruptible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from store.session import Session

_STDOUT = 1


def print_json(data: Any) -> None:
    """Print JSON, indented."""
    from store.exchange.plain_json import dumps

    _print(dumps(data, indent=True) + "\n")


def print_array(rows: Iterable[Any]) -> None:
    """Print a JSON array, an element a line, as they come."""
    from store.exchange.plain_json import array

    print_pieces(array(rows))


def print_pieces(pieces: Iterable[str]) -> None:
    """Print text piece by piece, as it comes."""
    for piece in pieces:
        _print(piece)


def _print(text: str) -> None:
    """Print text as it is, but nothing that a terminal would act on to a terminal."""
    if sys.stdout.isatty():
        from store.sources.sanitize import clean

        text = clean(text)
    click.echo(text, nl=False)


def write(session: Session, output: Path, pieces: Iterable[str]) -> None:
    """Write text to a file, wholly or not at all; into a device or pipe as it comes.

    A new file is its owner's alone, as the notes are; one that is replaced keeps its permissions.

    Args:
        session: Whose articles and notes are not written over.
        output: A file that is new or replaced; or what is no plain file and stays in its place.
        pieces: The text.

    Raises:
        click.ClickException: If it cannot be written, or is a file that must not be replaced.
    """
    from store import atomic

    if _is_stdout(output):
        print_pieces(pieces)
        return
    _refuse_to_replace(session, output)
    try:
        if output.exists() and not output.is_file():
            with output.open("wb") as stream:
                stream.writelines(piece.encode() for piece in pieces)
        else:
            data = "".join(pieces).encode()
            with interruptible():  # or a temporary file may be left
                atomic.replace(output, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"{output} cannot be written: {reason}") from error


def _is_stdout(output: Path) -> bool:
    """Tell whether a path leads to the standard output, as /dev/stdout does."""
    with contextlib.suppress(OSError):
        return os.path.samestat(output.stat(), os.fstat(_STDOUT))
    return False


def _refuse_to_replace(session: Session, output: Path) -> None:
    """Raise where an export would replace an article, or notes of whatever corpus."""
    from store.exchange.exported import NoPlaceForExport, check_place

    try:
        check_place(output, session.corpus.root, session.notebook.path)
    except NoPlaceForExport as refused:
        raise click.ClickException(f"{output} {refused}") from refused
