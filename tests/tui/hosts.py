"""A small app for one widget or one screen at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import App

from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.edits import mark
from store.span import Span
from tui.looks import Depth, Looks, looks
from tui.screens.annotations import AnnotationsScreen
from tui.screens.codebook import CodebookScreen
from tui.settings import Settings
from tui.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.pilot import Pilot
    from textual.screen import Screen
    from textual.widget import Widget

    from store.annotation import Annotation
    from store.notebook import Notebook

Result = TypeVar("Result")

TEXT = (
    "The foreign ministers of the member states met in Yerevan. "
    "The question of troops on sovereign territory remained open."
)


class Host(App[None], Generic[Result]):
    """Holds widgets, or screens one over another, and remembers what came of them."""

    CSS = "Screen { background: $background; color: $foreground; }"

    def __init__(self, *widgets: Widget, settings: Settings | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.settings = settings or Settings()
        self.widgets = widgets
        self.results: list[Result | None] = []

    @property
    def looks(self) -> Looks:
        return looks(self.theme, Depth.FULL)

    def compose(self) -> Iterable[Widget]:
        return self.widgets

    async def over(self, pilot: Pilot[None], screen: Screen[Result]) -> None:
        """Push a screen, and wait until it stands still: a dialog finds its size in two steps."""
        self.push_screen(screen, self.results.append)
        await pilot.pause()
        before = ""
        while (now := drawn(self)) != before:
            before = now
            await pilot.pause()


def drawn(app: App[None]) -> str:
    """Return what the screen on top shows, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def article(article_id: str = "a1", title: str = "Ministers meet") -> Article:
    block = Block(BlockKind.PARAGRAPH, 0, len(TEXT))
    parsed = Parsed(title, None, None, None, TEXT, (block,))
    return Article(article_id, f"{article_id}.txt", parsed, hash_text(TEXT))


def codebook_of(notebook: Notebook) -> CodebookScreen:
    """Return the codebook, from which one goes to the passages of a tag."""

    def passages_of(tag: str) -> AnnotationsScreen:
        return AnnotationsScreen(notebook, str, lambda _: "", across=True, query=f"#{tag} ")

    return CodebookScreen(notebook, passages_of)


def annotate(
    notebook: Notebook,
    words: str,
    *,
    of: Article | None = None,
    tags: tuple[str, ...] = (),
    note: str = "",
) -> Annotation:
    """Mark the words in the article; return the annotation."""
    known = {each.uuid for each in notebook.book.annotations()}
    start = TEXT.index(words)
    span = Span(start, start + len(words)) if words else None
    step = mark(notebook.book, notebook.stamp(), of or article(), span, tags=tags, note=note)
    notebook.edit(step)
    return next(each for each in notebook.book.annotations() if each.uuid not in known)
