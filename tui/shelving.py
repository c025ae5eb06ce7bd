"""The shelf: the sidebar's rows, kept up with corpus, notes and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.language import parse
from store.search.notes_leaves import asks_notes
from tui.reading.folder import Folder
from tui.reading.shelf import Row, Sort, arrange
from tui.reading.sieve import is_plain, leaves, sift

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.annotation import KnownArticle, SavedSearch
    from store.entry import Entry
    from store.scan import ScanUpdate
    from store.search.query import Leaf, Node
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
        self._left: tuple[Row, ...] | None = None
        self._left_by: SavedSearch | None = None
        self._query = parse("")
        self._answers: Mapping[Node, frozenset[str]] = {}
        self._is_partial = False
        self._folder = ""
        # The list is filled at every step of the reader: a count of 100,000 ids is kept for that.
        self._counts: dict[str, int | None] = {}
        desk = session.log.desk
        self.sort = Sort(desk.sort) if desk.sort in set(Sort) else Sort.DATE

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, update: ScanUpdate) -> None:
        """Take over what a scan found."""
        for gone in update.removed:
            self._rows.pop(gone, None)
        for entry in (*update.added, *update.changed):
            self._rows[entry.id] = self._row(entry)
        self._unsettle()
        self._counts.clear()

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
        return self._narrowed(self._missing)

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
        self._unsettle()

    def rows(self) -> tuple[Row, ...]:
        """Return the rows that the open saved search and the query leave, in order."""
        if self._arranged is None:
            self._arranged = list(arrange(self._rows.values(), self.sort))
            self._places = {row.id: place for place, row in enumerate(self._arranged)}
        search = self._session.notebook.book.search(self._folder)
        if self._left is None or search != self._left_by:
            self._left, self._left_by = self._narrowed(self._arranged), search
        return self._left

    def row(self, article_id: str) -> Row | None:
        """Return the row of an article that is there."""
        return self._rows.get(article_id)

    # The query and the saved searches

    @property
    def query(self) -> str:
        """What the rows are narrowed to, as typed."""
        return self._query.text

    @query.setter
    def query(self, text: str) -> None:
        self._query = parse(text)
        self._left = None

    @property
    def is_plain(self) -> bool:
        """Whether title, path and tags alone show what the query leaves, or nearly so."""
        return all(is_plain(leaf) for leaf in self._leaves)

    @property
    def is_answered(self) -> bool:
        """Whether nothing more is to be known of query and saved searches."""
        return self.asked <= self._answers.keys()

    @property
    def asked(self) -> frozenset[Node]:
        """What index and notes are to be asked for query and saved searches."""
        roots = (parse(each.query).root for each in self._session.notebook.book.searches())
        return frozenset((*self._leaves, *(root for root in roots if root is not None)))

    def take_answers(self, answers: Mapping[Node, frozenset[str]], *, is_partial: bool) -> bool:
        """Take over what index and notes answered; tell whether that is anything new.

        Args:
            answers: For what was asked, the ids of the articles that it finds.
            is_partial: Whether not all articles are indexed yet.
        """
        is_new = (answers, is_partial) != (self._answers, self._is_partial)
        self._answers, self._is_partial = answers, is_partial
        if is_new:
            self._left = None
            self._counts.clear()
        return is_new

    @property
    def is_partial(self) -> bool:
        """Whether there may be more that query and saved search leave, once it is indexed."""
        search = self._session.notebook.book.search(self._folder)
        root = parse(search.query).root if search else None
        asked = (*self._leaves, *(leaves(root) if root else ()))
        return self._is_partial and not all(map(asks_notes, asked))

    @property
    def folder(self) -> str:
        """Name of the saved search that is open; empty for none."""
        return self._folder if self._session.notebook.book.search(self._folder) else ""

    @folder.setter
    def folder(self, name: str) -> None:
        self._folder = name
        self._left = None

    @property
    def narrowed_to(self) -> str:
        """What the rows are narrowed to, in words; empty where they are not."""
        return " · ".join(filter(None, (self.folder, self.query)))

    def folders(self) -> tuple[Folder, ...]:
        """Return the saved searches by name, each with how many articles it finds."""
        return tuple(self._folders())

    def _folders(self) -> Iterator[Folder]:
        for each in self._session.notebook.book.searches():
            if each.query not in self._counts:
                ids = self._found_by(each.query)
                listed = self._rows.__contains__
                self._counts[each.query] = None if ids is None else sum(map(listed, ids))
            count, is_open = self._counts[each.query], each.name == self.folder
            yield Folder(each.name, each.query, count, self._is_partial, is_open=is_open)

    def _found_by(self, query: str) -> frozenset[str] | None:
        """Return the ids of what a saved search finds; None where that is not known yet."""
        root = parse(query).root
        return frozenset() if root is None else self._answers.get(root)

    def _narrowed(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows that the open saved search and the query leave."""
        search = self._session.notebook.book.search(self._folder)
        if search is not None:
            ids = self._found_by(search.query) or frozenset()
            rows = [row for row in rows if row.id in ids]
        return sift(rows, self._query.root, self._answers)

    @property
    def _leaves(self) -> tuple[Leaf, ...]:
        return tuple(leaves(self._query.root)) if self._query.root else ()

    # Keeping up

    def _unsettle(self) -> None:
        """Have the rows arranged anew."""
        self._arranged = self._left = None

    def _replace(self, row: Row) -> None:
        """Put a row where its older self stands, as long as it belongs there."""
        self._rows[row.id] = row
        self._left = None
        if self._arranged is None:
            return
        place = self._places[row.id]
        self._arranged[place] = row
        # Between neighbours that are in order with it, it is in order with all the others.
        around = tuple(self._arranged[max(0, place - 1) : place + 2])
        if arrange(around, self.sort) != around:
            self._unsettle()

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
