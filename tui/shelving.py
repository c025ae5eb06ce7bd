"""The shelf: the sidebar's rows, kept up with corpus, notes and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.shelf import Row, Sort, arrange, narrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.annotation import KnownArticle
    from store.entry import Entry
    from store.scan import ScanUpdate
    from store.session import Session


class Shelf:
    """All articles of a corpus as rows, arranged and narrowed when asked.

    Args:
        session: Where they come from.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[str, Row] = {}
        self._arranged: list[Row] | None = None
        self._places: dict[str, int] = {}
        self._missing: tuple[Row, ...] = ()
        desk = session.log.desk
        self.sort = Sort(desk.sort) if desk.sort in set(Sort) else Sort.DATE
        self.query = ""

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, update: ScanUpdate) -> None:
        """Take over what a scan found."""
        for gone in update.removed:
            self._rows.pop(gone, None)
        for entry in (*update.added, *update.changed):
            self._rows[entry.id] = self._row(entry)
        self._arranged = None

    def take_missing(self, articles: Iterable[KnownArticle]) -> None:
        """Take over which annotated articles the corpus no longer has."""
        book = self._session.notebook.book
        rows = (
            Row(
                id=each.id,
                title=each.title,
                path=each.path,
                annotations=len(book.of_article(each.id)),
                tags=book.tags_of_article(each.id),
                missing=True,
            )
            for each in articles
        )
        self._missing = arrange(rows, Sort.TITLE)

    def missing(self) -> tuple[Row, ...]:
        """Return the rows of missing articles that the query leaves, by title."""
        return narrow(self._missing, self.query)

    def renew(self, article_ids: Iterable[str]) -> None:
        """Bring the rows of some articles up to date with notes and reading."""
        for article_id in article_ids:
            entry, row = self._session.corpus.entry(article_id), self._rows.get(article_id)
            if entry is not None and row is not None and not self._is_current(row, entry):
                self._replace(self._row(entry))

    def renew_all(self) -> None:
        """Bring the rows of all articles up to date with notes and reading."""
        self.renew(tuple(self._rows))

    def arrange_by(self, sort: Sort) -> None:
        """Keep the rows in another order from now on."""
        self.sort = sort
        self._arranged = None

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that the query leaves, in order."""
        if self._arranged is None:
            self._arranged = list(arrange(self._rows.values(), self.sort))
            self._places = {row.id: place for place, row in enumerate(self._arranged)}
        return narrow(self._arranged, self.query)

    def row(self, article_id: str) -> Row | None:
        """Return the row of an article that is there."""
        return self._rows.get(article_id)

    def _replace(self, row: Row) -> None:
        """Put a row where its older self stands, as long as it belongs there."""
        self._rows[row.id] = row
        if self._arranged is None:
            return
        place = self._places[row.id]
        self._arranged[place] = row
        # Between neighbours that are in order with it, it is in order with all the others.
        around = tuple(self._arranged[max(0, place - 1) : place + 2])
        if arrange(around, self.sort) != around:
            self._arranged = None

    def _is_current(self, row: Row, entry: Entry) -> bool:
        """Tell whether a row would be made again as it is, without making it."""
        book = self._session.notebook.book
        progress = self._session.log.of(entry.id)
        return (
            (row.title, row.path, row.date) == (entry.title, entry.path, entry.date)
            and (row.words, row.error) == (entry.words, entry.error)
            and (row.state, row.fraction) == (progress.state, progress.fraction)
            and row.last_read == progress.last_read
            and row.annotations == len(book.of_article(entry.id))
            and row.tags == book.tags_of_article(entry.id)
        )

    def _row(self, entry: Entry) -> Row:
        book = self._session.notebook.book
        progress = self._session.log.of(entry.id)
        return Row(
            id=entry.id,
            title=entry.title,
            path=entry.path,
            date=entry.date,
            words=entry.words,
            state=progress.state,
            fraction=progress.fraction,
            annotations=len(book.of_article(entry.id)),
            tags=book.tags_of_article(entry.id),
            error=entry.error,
            last_read=progress.last_read,
        )
