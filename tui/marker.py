"""What happens to passages: from what the reader points at to a change in the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import edits
from store.anchor import State, describe, unmoved
from store.annotation import Colour
from store.sources.sanitize import clean
from tui import noting
from tui.colours import following
from tui.placed import ByPlace, Placed
from tui.telling import named
from tui.worn import Worn, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.annotation import Anchor, Annotation, KnownArticle, Tag
    from store.article import Article
    from store.book import Book
    from store.merge import Step
    from store.notebook import Notebook
    from store.span import Span
    from tui.placing import Whereabouts
    from tui.reading.margin import Entry
    from tui.reading.paint import Highlight
    from tui.worn import Garment


class Target(Struct, frozen=True):
    """What an action of the reader is about.

    Args:
        known: The article, as the notes file knows it.
        article: The article with its text; None where the whole of it is meant.
        span: The passage; None where the whole article is meant.
        annotation: The annotation that is there already, if any.
    """

    known: KnownArticle
    article: Article | None = None
    span: Span | None = None
    annotation: Annotation | None = None

    @property
    def words(self) -> str:
        """What it is about: the passage's words, else the title."""
        if self.article is None or self.span is None:
            return self.known.title
        return " ".join(self.span.of(self.article.text).split())


class Marker:
    """Carries out what the reader does to passages.

    Args:
        notebook: Where it is written.
    """

    def __init__(self, notebook: Notebook, whereabouts: Whereabouts) -> None:
        self.notebook = notebook
        self._whereabouts = whereabouts
        self._last = ""
        # Asked for at every key; the book hands out the same tuple until an edit changes it.
        self._placed_before: tuple[tuple[Annotation, ...], tuple[str, int], tuple[Placed, ...]]
        self._placed_before = ((), ("", 0), ())
        self._worn = Worn()
        self._passages_before: tuple[tuple[Placed, ...], ByPlace] = ((), ByPlace(()))

    # Looking

    def placed(self, article: Article) -> tuple[Placed, ...]:
        """Return the annotations of an article, each with its place, in reading order."""
        annotations = self.notebook.book.of_article(article.id)
        known_by = (article.text_hash, self._whereabouts.version)
        before, known_before, placed = self._placed_before
        if annotations is not before or known_before != known_by:
            # An edit changes one or a few of maybe a thousand.
            known = {each.annotation.uuid: each for each in placed if known_before == known_by}
            placed = tuple(
                self._placed(article, each, known.get(each.uuid)) for each in annotations
            )
            self._placed_before = (annotations, known_by, placed)
        return placed

    def unplaced(self, article: Article) -> tuple[Annotation, ...]:
        """Return the annotations whose passages a worker has to look for."""
        return tuple(each.annotation for each in self.placed(article) if each.state is None)

    def _placed(
        self, article: Article, annotation: Annotation, before: Placed | None = None
    ) -> Placed:
        """Return where a passage is, as far as that is known without looking for it.

        Args:
            article: The article.
            annotation: The annotation.
            before: Where one of its uuid was before an edit; None where nobody knows.
        """
        if before is not None and before.annotation is annotation:
            return before
        span = unmoved(annotation, article.text, article.text_hash)
        if span is not None or annotation.anchor is None:
            return Placed(annotation, span, State.EXACT)
        found = self._whereabouts.found(annotation)
        if found is None or self._whereabouts.text_hash(article.id) != article.text_hash:
            return Placed(annotation, None, None)
        return Placed(annotation, found.span, found.state, found.score)

    def highlights(self, article: Article) -> tuple[Highlight, ...]:
        """Return the passages to light up in an article."""
        return tuple(each.highlight for each in self._wears(article) if each.highlight)

    def entries(self, article: Article) -> tuple[Entry, ...]:
        """Return what the margin shows beside an article."""
        return tuple(each.entry for each in self._wears(article) if each.entry)

    def _wears(self, article: Article) -> list[Garment]:
        return self._worn.of(self.placed(article), self.notebook.book)

    def entry(self, placed: Placed) -> Entry:
        """Return what the margin shows of an annotation."""
        return entry_of(placed, self.notebook.book)

    def standing(self, article: Article, annotation: Annotation) -> Placed:
        """Return an annotation of an article with its place."""
        return self._placed(article, annotation)

    def at(self, article: Article, offset: int) -> Annotation | None:
        """Return the innermost annotation whose passage holds an offset."""
        return self._lookup(article).at(offset)

    def span_of(self, article: Article, annotation: Annotation) -> Span | None:
        """Return the passage of an annotation in an article; None where it has none there."""
        return self._placed(article, annotation).span

    def exactly(self, article: Article, span: Span) -> Annotation | None:
        """Return the annotation whose passage is exactly a span."""
        return next((each.annotation for each in self.placed(article) if each.span == span), None)

    def near(self, article: Article, offset: int, step: int) -> Span | None:
        """Return the next passage behind an offset, or with step -1 the last before it."""
        passages = self._lookup(article).passages
        return passages.after(offset) if step > 0 else passages.before(offset)

    def _lookup(self, article: Article) -> ByPlace:
        placed = self.placed(article)
        before, lookup = self._passages_before
        if placed is not before:
            lookup = ByPlace(placed)
            self._passages_before = (placed, lookup)
        return lookup

    # Writing; what comes back is what to say

    def fresh(self, target: Target) -> Target:
        """Return a target as it is by now: another hand may have deleted its annotation."""
        if target.annotation is None:
            return target
        return replace(target, annotation=self._book.annotation(target.annotation.uuid))

    def highlight(self, target: Target) -> str:
        """Highlight a passage."""
        if target.article is None:
            return "Only passages can be highlighted; t tags the whole article"
        if target.annotation is not None:
            return "Marked already · d delete"
        self._mark(target)
        return "Marked · u undoes"

    def toggle_tag(self, target: Target, name: str) -> Target:
        """Give a tag, or take it; the target comes back with the annotation it now has."""
        target = self.fresh(target)
        if target.annotation is None:
            uuid = self._mark(target, tags=(name,))
        else:
            uuid = target.annotation.uuid
            stamp = self.notebook.stamp()
            self.notebook.edit(edits.toggle_tag(self._book, stamp, [uuid], name))
            self._last = uuid
        return replace(target, annotation=self._book.annotation(uuid))

    def tag_of_key(self, key: str) -> Tag | None:
        """Return the tag that has a key."""
        return next((tag for tag in self._book.tags() if tag.key == key), None)

    def toggle(self, target: Target, tag: Tag) -> str:
        """Give a tag, or take it."""
        had = target.annotation is not None and tag.name in target.annotation.tags
        self.toggle_tag(target, tag.name)
        return f"{'Untagged' if had else 'Tagged'} “{tag.name}”"

    def set_note(self, target: Target, note: str) -> str:
        """Write a note, or with an empty one remove it."""
        words = clean(note) if note.strip() else ""
        begun_on = noting.begun_on(target)
        if not begun_on.created and self._book.annotation(begun_on.uuid) is None:
            begun_on = self._made_meanwhile(target, begun_on.anchor) or begun_on
        said = noting.keep(self.notebook, begun_on, words, target.known)
        if self._book.annotation(begun_on.uuid):
            self._last = begun_on.uuid
        return said

    def _made_meanwhile(self, target: Target, anchor: Anchor | None) -> Annotation | None:
        """Return the annotation that another hand made of a target, as it was without its note."""
        if anchor is None:
            made = self._book.on_whole_article(target.known.id)
        elif target.article is not None and target.span is not None:
            made = self.exactly(target.article, target.span)
        else:
            made = None
        return replace(made, note="") if made else None

    def repeat(self, target: Target) -> str:
        """Give a passage the tags and the colour of the last annotation."""
        last = self._book.annotation(self._last) or self._latest()
        if last is None:
            return "There is no annotation to repeat yet"
        if target.annotation is None:
            self._mark(target, tags=last.tags, colour=last.colour)
            return f"Tagged {named(last.tags)}" if last.tags else "Marked"
        tags, uuid = (*target.annotation.tags, *last.tags), target.annotation.uuid
        self.notebook.edit(edits.set_tags(self._book, self.notebook.stamp(), [uuid], tags))
        return f"Tagged {named(last.tags)}" if last.tags else "Marked already"

    def recolour(self, annotation: Annotation) -> str:
        """Give an untagged highlight the next colour."""
        if annotation.tags:
            return "It has the colour of its tag · T changes that"
        colour, stamp = following(annotation.colour), self.notebook.stamp()
        self.notebook.edit(edits.set_colour(self._book, stamp, [annotation.uuid], colour))
        return f"Coloured {colour}"

    def delete(self, annotation: Annotation) -> str:
        """Delete an annotation."""
        self.notebook.edit(edits.delete(self._book, [annotation.uuid]))
        return "Deleted · u undoes"

    def move(self, annotation: Annotation, article: Article, span: Span) -> str:
        """Give an annotation another passage."""
        anchor = describe(article.text, article.text_hash, span)
        self.keep_place(annotation.uuid, anchor, edits.known(article))
        return "Passage kept · u undoes"

    def keep_place(self, uuid: str, anchor: Anchor, article: KnownArticle) -> None:
        """Give an annotation the passage at an anchor."""
        from store import reviewing

        stamp = self.notebook.stamp()
        self.notebook.edit(reviewing.accept(self._book, stamp, uuid, anchor, article))

    @property
    def _book(self) -> Book:
        return self.notebook.book

    def _latest(self) -> Annotation | None:
        return max(self._book.annotations(), key=lambda each: each.created, default=None)

    def _mark(
        self, target: Target, *, tags: Iterable[str] = (), colour: Colour = Colour.YELLOW
    ) -> str:
        book, stamp, names = self._book, self.notebook.stamp(), tuple(tags)
        if target.article is None:
            step = edits.mark_whole(book, stamp, target.known, tags=names)
        else:
            step = edits.mark(book, stamp, target.article, target.span, tags=names, colour=colour)
        self.notebook.edit(step)
        self._last = _made_by(step)
        return self._last


def _made_by(step: Step) -> str:
    """Return the uuid of the annotation a step makes or changes first; empty for none."""
    uuids = (str(getattr(change.after, "uuid", "")) for change in step.changes)
    return next((uuid for uuid in uuids if uuid), "")
