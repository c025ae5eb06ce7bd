"""Session: a corpus, its notes and its reading progress, opened and closed together."""

from __future__ import annotations

import contextlib
import os
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from store import places
from store.annotation import KnownArticle
from store.corpus import Corpus
from store.drafts import DraftBox
from store.last_seen import LastSeen
from store.notebook import Notebook
from store.notes_place import place_for_notes
from store.old_texts import OldTexts
from store.on_demand import OnDemand
from store.places import CorpusError
from store.progress import ReadingLog
from store.sources.sanitize import clean_line
from store.standing_passages import StandingPassages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from store.search.index import SearchIndex
    from store.search.known import Known

__all__ = ["CorpusError", "Session"]


class Session(Struct, frozen=True):
    """A corpus, its notes and its reading progress.

    Args:
        corpus: Not scanned yet when the session opens.
        notebook: What the reader wrote about it.
        log: How far its articles were read.
        old_texts: The texts that its anchors were made on.
        drafts: The notes being typed that sessions left which did not end well.
        index: Of its articles; most commands never ask for it.
        passages: Finds where those of its annotations stand.
        notice: What the reader should be told about where the notes are, and
            of rescue copies that can't be read; mostly empty.
    """

    corpus: Corpus
    notebook: Notebook
    log: ReadingLog
    old_texts: OldTexts
    drafts: DraftBox
    index: OnDemand[SearchIndex]
    passages: StandingPassages
    notice: str = ""

    @classmethod
    def open(
        cls,
        corpus: Path | None,
        notes: Path | None,
        *,
        creator: str | None = None,
        remember: bool = True,
        writing: bool = True,
        rescuing: bool = True,
    ) -> Session:
        """Open a corpus without reading its articles.

        Args:
            corpus: Folder or file; None for `./corpus`, the last one opened, or the sample.
            notes: Notes file; None for the place beside the corpus.
            creator: Who signs new annotations; None for the user's login name.
            remember: Whether this becomes the corpus last opened.
            writing: Whether notes are to be written; else they are read wherever they are.
            rescuing: Whether what can't be saved is kept for the next session.

        Raises:
            CorpusError: If the corpus, or the notes file named, cannot be one.
        """
        root = places.choose_corpus(corpus)
        place = place_for_notes(root, notes, writing=writing)
        notebook = Notebook.open(place.path, _creator(creator), writing=writing, rescuing=rescuing)
        if remember:
            places.remember_corpus(root)
        old_texts = OldTexts(root)
        return cls(
            Corpus(root, notebook.book.articles()),
            notebook,
            ReadingLog.open(root),
            old_texts,
            DraftBox(notebook.path),
            OnDemand(partial(_search_index, root)),
            StandingPassages(old_texts.text),
            ". ".join(filter(None, (place.notice, notebook.notice))),
        )

    @property
    def search(self) -> SearchIndex:
        """The index of its articles.

        Where it is asked for first, the libraries of the search are imported, which the event loop
        must not wait for.
        """
        return self.index.get()

    def known(self, orphaned: Callable[[], frozenset[str]] | None = None) -> Known:
        """Return what a query may ask of notes and reading, as they are now.

        To be called by the thread that makes the edits; what it returns may go to any other.

        Args:
            orphaned: Returns the ids of the articles one of whose passages is gone; None to look
                for them where a query asks, which reads the articles that have changed.
        """
        from store.search.known import Known

        annotations = self.notebook.book.annotations()
        if orphaned is None:
            from store import orphans

            # Plan and matcher both ask.
            orphaned = cache(partial(orphans.orphaned, self.corpus, annotations, self.old_texts))
        return Known(annotations, self.log.read(), orphaned, self.passages)

    def settle(self) -> None:
        """Bring corpus and notes to one word on which article lies where, after a scan.

        Writes the new paths of renamed articles to the notes, as a step that undo passes over.
        To be called by the thread that makes the edits.
        """
        renamed = tuple(self._renamed())
        if renamed and not self.notebook.read_only:
            from store import edits

            self.notebook.edit(edits.know(self.notebook.book, renamed), undoable=False)
        self.corpus.recognise(self.notebook.book.articles())

    def drop_old_texts(self, used: Collection[str]) -> None:
        """Drop the kept texts that neither these hashes nor the notes as last seen refer to.

        None is dropped while it is not certain what the notes hold. What was last seen is read
        for that, which the event loop must not wait for.

        Args:
            used: Hashes of the texts that the notebook's records are about.
        """
        if self.notebook.read_only or self.notebook.held:
            return
        seen = LastSeen(self.notebook.path).text_hashes()
        if seen is not None:
            self.old_texts.drop_others({*used, *seen})

    def close(self) -> bool:
        """Save what is unsaved; tell whether all notes are in their file."""
        with contextlib.suppress(OSError):  # a lost reading position is no lost note
            self.log.save()
        if (index := self.index.made) is not None:
            index.close()
        return self.notebook.close()

    def _renamed(self) -> Iterator[KnownArticle]:
        """Yield the annotated articles that lie elsewhere than the notes say."""
        for known in self.notebook.book.articles():
            entry = self.corpus.entry(known.id)
            if entry and entry.path != known.path and not entry.error:
                yield KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)


def _search_index(root: Path) -> SearchIndex:
    """Return the index of a corpus."""
    from store.search.index import SearchIndex

    return SearchIndex(root)


def _creator(name: str | None) -> str:
    """Return the name that signs annotations; empty where the system knows none."""
    if name is None:
        name = os.environ.get("USER")
    if not name:
        # KeyError before Python 3.13: a user id without an entry, as in containers.
        import getpass

        with contextlib.suppress(OSError, KeyError):
            name = getpass.getuser()
    return clean_line(name or "")
