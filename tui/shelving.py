"""The shelf: the sidebar's rows, kept up with corpus, notes and reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.arrangement import Arrangement
from tui.reading.folder import Folder
from tui.reading.listed import Listed
from tui.reading.shelf import Row, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.annotation import KnownArticle, SavedSearch
    from store.entry import Entry
    from store.scan import ScanUpdate
    from store.search.query import Leaf, Node
    from store.session import Session
    from tui.reading.names import Names
    from tui.standing import Answers


class Shelf:
    """All articles of a corpus as rows, arranged and narrowed when asked.

    Args:
        session: Where they come from.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[str, Row] = {}
        self._missing: tuple[Row, ...] = ()
        self._left: Listed | None = None
        self._left_by: SavedSearch | None = None
        self._names: Names | None = None
        self._query = ""
        self._root: Node | None = None
        self._answers: Mapping[Node, frozenset[str]] = {}
        self._is_partial = False
        self._folder = ""
        self._counts: Mapping[Node, int] = {}
        desk = session.log.desk
        self.sort = Sort(desk.sort) if desk.sort in set(Sort) else Sort.DATE
        self._arranged = Arrangement(self.sort)

    def __len__(self) -> int:
        return len(self._rows)

    def take(self, update: ScanUpdate) -> None:
        """Take over what a scan found."""
        new = {entry.id: self._row(entry) for entry in (*update.added, *update.changed)}
        self._arranged.drop({*update.removed, *new} & self._rows.keys())
        self._arranged.put(new.values())
        for gone in update.removed:
            self._rows.pop(gone, None)
        self._rows |= new
        self._left = self._names = None

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
        self._missing = Arrangement(Sort.TITLE, rows).rows()

    def missing(self) -> tuple[Row, ...]:
        """Return the rows of missing articles that the query leaves, by title."""
        if not self._missing or not (self._root or self.folder):
            return self._missing
        from tui.reading.names import Names

        return tuple(self._missing[at] for at in self._narrowed(Names(self._missing)))

    def renew(self, article_ids: Iterable[str]) -> None:
        """Bring the rows of some articles up to date with notes and reading."""
        for article_id in article_ids:
            entry, row = self._session.corpus.entry(article_id), self._rows.get(article_id)
            if entry is None or row is None or self._is_current(row, entry):
                continue
            new = self._rows[article_id] = self._row(entry)
            keeps_place = self._arranged.replace(row, new)
            if not keeps_place or new.haystack != row.haystack:
                self._names = None
            self._left = None

    def arrange_by(self, sort: Sort) -> None:
        """Keep the rows in another order from now on."""
        self.sort = sort
        self._arranged = Arrangement(sort, self._rows.values())
        self._left = self._names = None

    def rows(self) -> Listed:
        """Return the rows that the open saved search and the query leave, in order."""
        search = self._session.notebook.book.search(self._folder)
        if self._left is None or search != self._left_by:
            every = self._arranged.rows()
            is_whole = search is None and self._root is None
            places = range(len(every)) if is_whole else self._narrowed(self.names())
            self._left, self._left_by = Listed(every, places, self._place_of), search
        return self._left

    def _place_of(self, article_id: str) -> int | None:
        """Return where among all rows that of an article is."""
        row = self._rows.get(article_id)
        return None if row is None else self._arranged.place_of(row)

    def row(self, article_id: str) -> Row | None:
        """Return the row of an article that is there."""
        return self._rows.get(article_id)

    # The query and the saved searches

    @property
    def query(self) -> str:
        """What the rows are narrowed to, as typed."""
        return self._query

    @query.setter
    def query(self, text: str) -> None:
        self._query = text
        self._root = _meant(text)
        self._left = None

    def names(self) -> Names:
        """Return what a query looks through; to be made ready in a worker before there is one."""
        from tui.reading.names import Names

        if self._names is None:
            self._names = Names(self._arranged.rows())
        return self._names

    def forget_names(self) -> None:
        """Keep nothing ready for a query, for none follows soon."""
        self._names = None

    @property
    def is_plain(self) -> bool:
        """Whether title, path and tags alone show what the query leaves, or nearly so."""
        if not self._leaves:
            return True
        from tui.reading.sieve import is_plain

        return all(map(is_plain, self._leaves))

    @property
    def asked(self) -> frozenset[Node]:
        """What index and notes are to be asked for query and saved searches."""
        roots = (_meant(each.query) for each in self._session.notebook.book.searches())
        return frozenset((*self._leaves, *(root for root in roots if root is not None)))

    def take_answers(self, answers: Answers, *, is_partial: bool) -> bool:
        """Take over what index and notes answered; tell whether that is anything new.

        Args:
            answers: To what was asked.
            is_partial: Whether not all articles are indexed yet.
        """
        before = self._answers, self._counts, self._is_partial
        self._answers, self._counts, self._is_partial = answers.ids, answers.counts, is_partial
        is_new = before != (self._answers, self._counts, self._is_partial)
        if is_new:
            self._left = None
        return is_new

    @property
    def is_partial(self) -> bool:
        """Whether there may be more that query and saved search leave, once it is indexed."""
        if not self._is_partial:
            return False
        from store.search.notes_leaves import asks_notes

        search = self._session.notebook.book.search(self._folder)
        asked = (*self._leaves, *_leaves_of(_meant(search.query) if search else None))
        return not all(map(asks_notes, asked))

    @property
    def folder(self) -> str:
        """Name of the saved search that is open; empty for none."""
        return self._folder if self._session.notebook.book.search(self._folder) else ""

    @folder.setter
    def folder(self, name: str) -> None:
        self._folder = name
        self._left = None
        if not name and self._root is None:
            self.forget_names()

    @property
    def narrowed_to(self) -> str:
        """What the rows are narrowed to, in words; empty where they are not."""
        return " · ".join(filter(None, (self.folder, self.query)))

    def folders(self) -> tuple[Folder, ...]:
        """Return the saved searches by name, each with how many articles it finds."""
        return tuple(self._folders())

    def _folders(self) -> Iterator[Folder]:
        for each in self._session.notebook.book.searches():
            root = _meant(each.query)
            count = 0 if root is None else self._counts.get(root)
            is_open = each.name == self.folder
            yield Folder(each.name, each.query, count, self._is_partial, is_open=is_open)

    def _found_by(self, query: str) -> frozenset[str] | None:
        """Return the ids of what a saved search finds; None where that is not known yet."""
        root = _meant(query)
        return frozenset() if root is None else self._answers.get(root)

    def _narrowed(self, names: Names) -> Sequence[int]:
        """Return the places of the rows that the open saved search and the query leave."""
        from tui.reading.sieve import sift

        search = self._session.notebook.book.search(self._folder)
        among = names.every
        if search is not None:
            among = names.of(self._found_by(search.query) or ())
        return sift(names, self._root, self._answers, among)

    @property
    def _leaves(self) -> tuple[Leaf, ...]:
        return _leaves_of(self._root)

    # Keeping up

    def _is_current(self, row: Row, entry: Entry) -> bool:
        """Tell whether a row would be made again as it is, without making it."""
        book = self._session.notebook.book
        progress = self._session.log.of(entry.id)
        return (
            (row.title, row.path, row.date) == (entry.title, entry.path, entry.date)
            and (row.words, row.characters) == (entry.words, entry.characters)
            and row.error == entry.error
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
            characters=entry.characters,
            state=progress.state,
            fraction=progress.fraction,
            annotations=len(book.of_article(entry.id)),
            tags=book.tags_of_article(entry.id),
            error=entry.error,
            last_read=progress.last_read,
        )


# What queries mean is imported where there is one: mostly the whole list is shown.


def _meant(query: str) -> Node | None:
    """Return what a query asks; None where it asks nothing."""
    if not query.strip():
        return None
    from store.search.language import parse

    return parse(query).root


def _leaves_of(root: Node | None) -> tuple[Leaf, ...]:
    """Return what a query asks of index and notes."""
    if root is None:
        return ()
    from tui.reading.sieve import leaves

    return tuple(leaves(root))
