"""Session: a corpus, its notes and its reading progress, opened and closed together."""

from __future__ import annotations

import contextlib
import getpass
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from store import atomic, edits, places
from store.annotation import KnownArticle
from store.corpus import Corpus
from store.names import shown
from store.notebook import Notebook
from store.places import CorpusError
from store.progress import ReadingLog
from store.sources.sanitize import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CorpusError", "Session"]


@dataclass(frozen=True, slots=True)
class Session:
    """A corpus, its notes and its reading progress.

    Args:
        corpus: Not scanned yet when the session opens.
        notebook: What the reader wrote about it.
        log: How far its articles were read.
        notice: What the reader should be told about where the notes go; mostly empty.
    """

    corpus: Corpus
    notebook: Notebook
    log: ReadingLog
    notice: str = ""

    @classmethod
    def open(
        cls,
        corpus: Path | None,
        notes: Path | None,
        *,
        creator: str | None = None,
        remember: bool = True,
    ) -> Session:
        """Open a corpus without reading its articles.

        Args:
            corpus: Folder or file; None for `./corpus`, the last one opened, or the sample.
            notes: Notes file; None for the place beside the corpus.
            creator: Who signs new annotations; None for the user's login name.
            remember: Whether this becomes the corpus last opened.

        Raises:
            CorpusError: If the corpus, or the notes file named, cannot be one.
        """
        root = places.choose_corpus(corpus)
        path, notice = _place_for_notes(root, notes)
        notebook = Notebook.open(path, _creator(creator))
        if remember:
            places.remember_corpus(root)
        return cls(
            Corpus(root, notebook.book.articles()),
            notebook,
            ReadingLog.open(root),
            notice,
        )

    def settle(self) -> None:
        """Bring corpus and notes to one word on which article lies where, after a scan.

        Writes the new paths of renamed articles to the notes, as a step that undo passes over.
        To be called by the thread that makes the edits.
        """
        renamed = tuple(self._renamed())
        if renamed and not self.notebook.read_only:
            self.notebook.edit(edits.know(self.notebook.book, renamed), undoable=False)
        self.corpus.recognise(self.notebook.book.articles())

    def close(self) -> bool:
        """Save what is unsaved; tell whether all notes are in their file."""
        with contextlib.suppress(OSError):  # a lost reading position is no lost note
            self.log.save()
        return self.notebook.close()

    def _renamed(self) -> Iterator[KnownArticle]:
        """Yield the annotated articles that lie elsewhere than the notes say."""
        for known in self.notebook.book.articles():
            entry = self.corpus.entry(known.id)
            if entry and entry.path != known.path and not entry.error:
                yield KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)


def _creator(name: str | None) -> str:
    """Return the name that signs annotations; empty where the system knows none."""
    if name is None:
        name = os.environ.get("USER")
    if not name:
        # KeyError before Python 3.13: a user id without an entry, as in containers.
        with contextlib.suppress(OSError, KeyError):
            name = getpass.getuser()
    return clean_line(name or "")


def _place_for_notes(root: Path, named: Path | None) -> tuple[Path, str]:
    """Return the notes file to use, and what to tell the reader if it is not the usual one."""
    wanted = Path(os.path.realpath(named or places.notes_path(root)))
    if wanted.exists() and not wanted.is_file():
        raise CorpusError(f"{shown(str(wanted))} is no file; name another with --notes FILE")
    trouble = _trouble_writing(wanted)
    if not trouble:
        return wanted, ""
    spare = places.spare_notes_path(root)
    try:
        copied = _begin_spare(spare, wanted)
    except OSError as error:
        raise CorpusError(
            f"Notes can be written neither to {shown(str(wanted))} nor to {shown(str(spare))} "
            f"({error.strerror}); name another place with --notes FILE",
        ) from error
    notice = f"{trouble}; your notes go to {shown(str(spare))}"
    if copied:
        notice += ", which begins as a copy of those already there"
    return spare, notice


def _trouble_writing(notes: Path) -> str:
    """Return why a notes file cannot be written, empty if it can."""
    folder = notes.parent
    if not folder.is_dir():
        return f"There is no folder {shown(str(folder))}"
    # A new file is made beside the old one at every save, so the folder must be writable too.
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"The folder {shown(str(folder))} cannot be written"
    if notes.exists() and not os.access(notes, os.W_OK):
        return f"{shown(str(notes))} cannot be written"
    return ""


def _begin_spare(spare: Path, wanted: Path) -> bool:
    """Make room for the spare notes file; tell whether it was begun from the wanted one."""
    places.ensure(spare.parent)
    if spare.exists() or not wanted.is_file() or not os.access(wanted, os.R_OK):
        return False
    atomic.replace(spare, wanted.read_bytes())
    return True
