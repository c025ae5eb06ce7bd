"""FoundPane: what a query found, and beside it the article under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from store.search.prepared import has_hits
from store.span import Span
from tui.previews import Previews
from tui.reading.find import hit_at
from tui.widgets.preview import Preview
from tui.widgets.results import WITHOUT_HITS, ResultList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from store.annotation import Tag
    from store.article import Article
    from store.progress import ReadState
    from store.session import Session
    from tui.answers import Previewed
    from tui.searching import Results
    from tui.widgets.rows import RowList
    from tui.widgets.sheet import Sheet

_WIDE = 110
"""Columns from which there is room for a preview beside the results."""

_TALL = 30
"""Lines of the screen from which each article shows two of its hits."""


class FoundPane(Horizontal):
    """The results and, as long as there is room for it, the article as it will be opened.

    Args:
        session: The corpus, its notes and its reading progress.
        clothe: Lays over an article on a sheet what the notebook knows of it.
        results: What is shown at first.
    """

    DEFAULT_CSS = """
    FoundPane {
        width: 100%;
        height: 1fr;
        & ResultList { width: 1fr; height: 1fr; }
        & Preview { width: 1fr; border-left: solid $line; display: none; }
        &.-wide Preview { display: block; }
        &.-wide ResultList { width: 43%; max-width: 66; margin-top: 1; scrollbar-size-vertical: 0; }
    }
    """

    def __init__(
        self, session: Session, clothe: Callable[[Sheet, Article], None], results: Results
    ) -> None:
        super().__init__()
        self.list = ResultList(self._tags_of, self._state_of)
        self.preview = Preview()
        self._session = session
        self._clothe = clothe
        self._previews = Previews(self, session.corpus)
        self._results = results
        self._is_other = True

    def compose(self) -> ComposeResult:
        """Set the preview beside the results."""
        yield self.list
        yield self.preview

    # What was found

    def show(self, results: Results, *, is_same: bool) -> None:
        """Show what a query found.

        Args:
            results: What it found.
            is_same: Whether the same query was asked before, so that the cursor stays.
        """
        self._results = results
        self.list.has_more = results.has_more
        self._is_other |= not is_same
        self.list.fill(results.found, keep=is_same)
        self._arrange()
        item = self.list.item
        last = max(0, len(item.hits) - 1) if item else 0
        self.list.stand_on(min(self.list.hit, last) if is_same else 0)
        self.follow()

    def add(self, results: Results) -> None:
        """Show more of what the query found."""
        self._results = results
        self.list.has_more = results.has_more
        self.list.fill(results.found)

    def on_resize(self, _: Resize) -> None:
        """Show as much as there is room for."""
        self._arrange()
        self.follow()

    def _arrange(self) -> None:
        """Show the preview, and several hits of an article, where there is room and any to show."""
        size, results = self.app.size, self._results
        self.set_class(size.width >= _WIDE and bool(results.found), "-wide")
        hits = (2 if size.height >= _TALL else 1) if lists_hits(results) else 0
        self.list.row_height = WITHOUT_HITS + hits

    # The article under the cursor

    def follow(self) -> None:
        """Show the article under the cursor at its hit."""
        item = self.list.item if self.has_class("-wide") else None
        self._previews.want(item, self.list.hit, self._results)

    def on_row_list_moved(self, _: RowList.Moved) -> None:
        """Follow the cursor."""
        self.follow()

    def step_hit(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1), across articles."""
        self.list.step_hit(step)

    def on_previewed(self, message: Previewed) -> None:
        """Show an article, its hits lit, unless the cursor is elsewhere by now."""
        message.stop()
        if not self._previews.is_wanted(message):
            return
        at = hit_at(message.hits, message.offset)
        span = message.hits[at] if at is not None else Span(0, 0)
        if self.preview.article == message.article and not self._is_other:
            self.preview.jump(span, unfold=at is not None)
        else:
            # What other queries led to has no part in how much of the article is seen above a hit.
            self.preview.show(message.article, span.start, unfold=at is not None)
        self._is_other = False
        self._clothe(self.preview, message.article)
        self.preview.wear_hits(message.hits, at)

    # What is known of an article

    def _tags_of(self, article_id: str) -> Sequence[Tag]:
        book = self._session.notebook.book
        return [book.tag(name) for name in book.tags_of_article(article_id)]

    def _state_of(self, article_id: str) -> ReadState:
        return self._session.log.of(article_id).state


def lists_hits(results: Results) -> bool:
    """Tell whether articles are found by words, which can be shown where they stand."""
    return results.query.root is not None and has_hits(results.query.root)
