"""Previewing: the article under the cursor, read in a worker and shown beside what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sources import Unreadable
from store.span import Span
from tui.messages import Previewed
from tui.reading.find import hit_at
from tui.screens.asking import Asking
from tui.screens.list_screen import Result
from tui.widgets.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article
    from store.search.found import Found
    from store.session import Session
    from tui.command import Place
    from tui.searching import Results, Searcher
    from tui.widgets.query_line import QueryLine
    from tui.widgets.rows import RowList
    from tui.widgets.sheet import Sheet


class Previewing(Asking[Result]):
    """Shows an article as it will be when it is opened, as long as there is room for it.

    Args:
        session: The corpus, its notes and its reading progress.
        searcher: Where one searches.
        clothe: Lays over an article on a sheet what the notebook knows of it.
        place: Whose keys the last line names.
        rows: The list of what was found.
        line: The query line.
        given: Articles to show as long as the line is empty.
    """

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        clothe: Callable[[Sheet, Article], None],
        place: Place,
        rows: RowList[Found],
        *,
        line: QueryLine,
        given: Results | None = None,
    ) -> None:
        super().__init__(session, searcher, place, rows, line=line, given=given)
        self.preview = Preview()
        self._clothe = clothe
        self._previewed = 0

    def show_preview(self, item: Found | None, hit: int) -> None:
        """Have an article read, to be shown at one of its hits.

        Args:
            item: The article; None for none.
            hit: Number of the hit, from 0.
        """
        self._previewed += 1
        entry = self.session.corpus.entry(item.article.id) if item else None
        if item is None or entry is None or entry.error or not self.preview.display:
            return
        asked, results, corpus = self._previewed, self.results, self.session.corpus
        offset = offset_of(item, hit)

        def work() -> None:
            try:
                article = corpus.load(entry)
            except Unreadable:
                return
            self.post_message(Previewed(asked, article, results.hits(article), offset))

        self.run_worker(work, thread=True, exclusive=True, group="preview")

    def on_previewed(self, message: Previewed) -> None:
        """Show an article, its hits lit, unless the cursor is elsewhere by now."""
        if message.asked != self._previewed:
            return
        at = hit_at(message.hits, message.offset)
        span = message.hits[at] if at is not None else Span(0, 0)
        if self.preview.article == message.article:
            self.preview.jump(span)
        else:
            self.preview.show(message.article, span.start)
        self._clothe(self.preview, message.article)
        self.preview.wear_hits(message.hits, at)


def offset_of(item: Found, hit: int) -> int:
    """Return where a hit is, by its number from 0, else the last; 0 in an article without any."""
    return item.hits[min(hit, len(item.hits) - 1)].start if item.hits else 0
