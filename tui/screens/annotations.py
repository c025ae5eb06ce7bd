"""AnnotationsScreen: the annotations of an article or of the corpus, to go to or to delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import edits
from store.annotation import Annotation
from tui.bindings import bindings_at
from tui.commands import Place
from tui.looks import looks_for
from tui.reading.cells import fit
from tui.reading.folding import haystack, needles
from tui.screens.list_screen import ListScreen
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, Piece, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.segment import Segment
    from rich.style import Style

    from store.notebook import Notebook

_ROW_HEIGHT = 3
_MOST_CELLS_SHOWN = 400
"""No line is longer; a passage can be, and is cut before it is measured."""


class AnnotationList(RowList[Annotation]):
    """Each annotation's passage, and under it tags, note and article.

    Args:
        notebook: Where colours come from.
        title_of: Gives the title of the article with an id.
    """

    def __init__(self, notebook: Notebook, title_of: Callable[[str], str]) -> None:
        super().__init__(row_height=_ROW_HEIGHT, empty="no annotations")
        self._notebook = notebook
        self._title_of = title_of
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
        first = pieces([bar, words], width)
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
        article_id: The article open; None for the corpus alone.
        across: Whether those of the whole corpus are shown at first.
    """

    BINDINGS = bindings_at(Place.ANNOTATIONS)

    def __init__(
        self,
        notebook: Notebook,
        title_of: Callable[[str], str],
        *,
        article_id: str | None = None,
        across: bool = False,
    ) -> None:
        self._annotations = AnnotationList(notebook, title_of)
        super().__init__(notebook, "", Place.ANNOTATIONS, self._annotations)
        self._title_of = title_of
        self._article_id = article_id
        self._across = across or article_id is None
        self._haystacks: dict[str, tuple[Annotation, str]] = {}

    def on_mount(self) -> None:
        """Name the list."""
        self._say_scope()

    def find_items(self, query: str) -> tuple[Sequence[Annotation], int]:
        """Return the annotations that hold every word of the query; `#` asks for a tag."""
        book, article_id = self.notebook.book, self._article_id
        wide = self._across or article_id is None
        found = book.annotations() if wide else book.of_article(article_id or "")
        left: Sequence[Annotation] = found
        for word in needles(query):
            left = [each for each in left if word in self._haystack(each)]
        return left, len(found)

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
            self.edit(step, "deleted · u brings it back")

    def _say_scope(self) -> None:
        self._annotations.across = self._across
        title = "the corpus" if self._across else self._title_of(self._article_id or "")
        self.retitle(f"Annotations · {title}")

    def _haystack(self, annotation: Annotation) -> str:
        kept = self._haystacks.get(annotation.uuid)
        if kept is not None and kept[0] is annotation:
            return kept[1]
        passage = annotation.anchor.exact if annotation.anchor else ""
        title = self._title_of(annotation.article)
        made = haystack(passage, annotation.note, title, *_tag_fields(annotation.tags))
        self._haystacks[annotation.uuid] = annotation, made
        return made


def _one_line(text: str) -> str:
    return " ".join(text[:_MOST_CELLS_SHOWN].split())


def _tag_fields(names: Sequence[str]) -> Iterator[str]:
    """Yield what `#` finds: each name from each of its levels on."""
    for name in names:
        levels = name.split("/")
        for first in range(len(levels)):
            yield "#" + "/".join(levels[first:])
