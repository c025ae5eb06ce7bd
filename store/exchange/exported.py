"""Exported: everything annotated as one text, and the places that it must not take."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from store import places
from store.exchange import markdown, passages, plain_json, spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from store.book import Book
    from store.corpus import Corpus
    from store.exchange.passages import Passage

_WRITERS: Mapping[str, Callable[[Iterable[Passage]], Iterator[str]]] = {
    "markdown": markdown.export,
    "csv": spreadsheet.export,
    "json": plain_json.export,
}

FORMS = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".json": "json"}
"""What is written into files of these suffixes."""


class NoPlaceForExport(ValueError):  # noqa: N818 - named as what it tells, like Unreadable
    """An export must not go where it was to go; the message goes on from its name, with why."""


def exported(form: str, corpus: Corpus, book: Book) -> Iterable[str]:
    """Yield all annotations in a form, piece by piece.

    Args:
        form: `markdown`, `csv` or `json`.
        corpus: A corpus that has been scanned.
        book: What the reader wrote about it.
    """
    return _WRITERS[form](passages.gather(corpus, book))


def check_place(output: Path, root: Path, notes: Path) -> None:
    """Make sure that an export replaces no article, nor notes of whatever corpus.

    Args:
        output: Where it is to go.
        root: The corpus.
        notes: The notes file that is open.

    Raises:
        NoPlaceForExport: If it would.
    """
    target = Path(os.path.realpath(output))
    if target.is_relative_to(root):
        raise NoPlaceForExport("is in the corpus, which is never written to; choose another place")
    is_notes = target in {places.notes_path(root), notes}
    if is_notes or any(name.lower().endswith(".notes.json") for name in (output.name, target.name)):
        raise NoPlaceForExport(
            "is the place of a notes file, which no export may take; choose another name"
        )


def check_plain(output: Path) -> None:
    """Make sure that a file which an export may replace is one.

    Raises:
        NoPlaceForExport: If it is a folder, a device or a pipe.
        OSError: If nobody can tell.
    """
    if output.exists() and not output.is_file():
        raise NoPlaceForExport("is no plain file; choose another name")
