"""AnnotationsScreen: the annotations of an article or of the corpus, to go to or to delete."""

from __future__ import annotations

from asyncio import sleep
from typing import TYPE_CHECKING

from store import edits
from store.annotation import Annotation
from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import looks_for
from tui.reading.annotation_filter import AnnotationFilter
from tui.reading.cells import fit
from tui.screens.list_screen import ListScreen
from tui.widgets.filter import NarrowingLine
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, Piece, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.segment import Segment
    from rich.style import Style
    from textual.widget import Widget

    from store.notebook import Notebook
    from tui.widgets.line import Line

_ROW_HEIGHT = 3
_BATCH = 256
_MOST_CELLS_SHOWN = 400
"""No line is longer; a passage can be, and is cut before it is measured."""


class AnnotationList(RowList[Annotation]):
    """Each annotation's passage, and under it tags, note and article.

    Args:
        notebook: Where colours come from.
        title_of: Gives the title of the article with an id.
        state_of: Says how sure the place of a passage is; nothing of one that is where it was.
    """

    def __init__(
        self,
        notebook: Notebook,
        title_of: Callable[[str], str],
        state_of: Callable[[Annotation], str],
    ) -> None:
        super().__init__(row_height=_ROW_HEIGHT, empty="no annotations yet")
        self._notebook = notebook
        self._title_of = title_of
        self._state_of = state_of
        self.across = False

    def key_of(self, item: Annotation) -> str:
        """Return the annotation's uuid."""
        return item.uuid

    def row_lines(self, item: Annotation, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the passage's line, the quiet line under it, and air."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        bar = ("▎", looks.ink(self._notebook.book.colour_of(item)))
        title = self._title_of(item.article)
        passage = _one_line(item.anchor.exact) if item.anchor else ""
        words = (passage, PLAIN) if passage else ("the whole article", quiet)
        where = fit(title, width // 3) if self.across else ""
        about = [*self._about(item, quiet)]
        first = spread([bar, words], (self._state_of(item), quiet), width)
        if not about and not where:
            return (first,)
        return first, spread([bar, *about], (where, quiet), width)

    def _about(self, annotation: Annotation, quiet: Style) -> Iterator[Piece]:
        """Yield tags and note, dots between them."""
        looks = looks_for(self.app)
        dot = ""
        for name in annotation.tags:
            yield dot, quiet
            yield name, looks.ink(self._notebook.book.tag(name).colour)
            dot = " · "
        if annotation.note:
            yield dot, quiet
            yield _one_line(annotation.note), PLAIN


class AnnotationsScreen(ListScreen[Annotation, str]):
    """The annotations; gives back the uuid of the one to go to.

    Args:
        notebook: Where they are.
        title_of: Gives the title of the article with an id.
        state_of: Says how sure the place of a passage is; nothing of one that is where it was.
        article_id: The article open; None for the corpus alone.
        across: Whether those of the whole corpus are shown at first.
        query: What they are narrowed by at first, and again by the key that shows them all.
        here: Uuid of the one on which the cursor stands at first.
        said: What the last line says at first; the keys by default.
    """

    BINDINGS = bindings_at(Place.ANNOTATIONS)
    BEGIN = "enter in the text marks a sentence"
    LINE_PLACE = Place.NARROWING

    def __init__(
        self,
        notebook: Notebook,
        title_of: Callable[[str], str],
        state_of: Callable[[Annotation], str],
        *,
        article_id: str | None = None,
        across: bool = False,
        query: str = "",
        here: str = "",
        said: str = "",
    ) -> None:
        self._annotations = AnnotationList(notebook, title_of, state_of)
        line = NarrowingLine()
        super().__init__(notebook, "", Place.ANNOTATIONS, self._annotations, line=line)
        self._title_of = title_of
        self._article_id = article_id
        self._across = across or article_id is None
        self._narrowing = AnnotationFilter(title_of)
        self._query = query
        self._here = here
        self._said = said

    def on_mount(self) -> None:
        """Name the list and put the cursors where they belong."""
        self._say_scope()
        self.filter.value = self._query
        self.filter.action_end()
        self.call_after_refresh(self._begin)
        self.run_worker(self._prepare(self.notebook.book.annotations()))

    def _begin(self) -> None:
        self.rows.move_to_key(self._here)
        if self._said:
            self.hints.say(self._said)

    def find_items(self, query: str) -> tuple[Sequence[Annotation], int]:
        """Return the annotations that a query leaves, as `AnnotationFilter.narrow` does."""
        book, article_id = self.notebook.book, self._article_id
        wide = self._across or article_id is None
        found = book.annotations() if wide else book.of_article(article_id or "")
        return self._narrowing.narrow(found, query), len(found)

    @property
    def first(self) -> Widget:
        """The filter line: what is typed narrows the list from the first letter on."""
        return self.filter

    def on_line_done(self, event: Line.Done) -> None:
        """Go to the annotation under the list's cursor."""
        event.stop()
        self.action_choose()

    def on_line_closed(self, event: Line.Closed) -> None:
        """Show again what was listed at first, or go back where it is shown."""
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Show again what was listed at first, or go back where it is shown."""
        if self.filter.value.strip() in {"", self._query.strip()}:
            self.dismiss(None)
            return
        self.filter.value = self._query
        self.filter.action_end()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to the annotation that was clicked twice."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Go to the annotation under the cursor."""
        if self._annotations.item is not None:
            self.dismiss(self._annotations.item.uuid)

    def action_scope(self) -> None:
        """Change between this article and the corpus."""
        if self._article_id is not None:
            self._across = not self._across
            self._say_scope()
            self.refill()

    def action_entry_delete(self) -> None:
        """Delete the annotation under the cursor."""
        if self._annotations.item is not None:
            step = edits.delete(self.notebook.book, [self._annotations.item.uuid])
            self.edit(step, "Deleted · u undoes")

    async def _prepare(self, annotations: Sequence[Annotation]) -> None:
        """Get ready for narrowing, a few milliseconds at a time between what the reader does."""
        for first in range(0, len(annotations), _BATCH):
            await sleep(0)
            self._narrowing.prepare(annotations[first : first + _BATCH])

    def _say_scope(self) -> None:
        self._annotations.across = self._across
        title = "the corpus" if self._across else self._title_of(self._article_id or "")
        self.retitle(f"Annotations · {title}")


def _one_line(text: str) -> str:
    return " ".join(text[:_MOST_CELLS_SHOWN].split())
