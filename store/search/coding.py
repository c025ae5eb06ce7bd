"""Coding by query: give many hits a tag or a note at once, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, structs
from msgspec.structs import replace

from store import door, edits
from store.anchor import describe
from store.annotation import Annotation, Colour, Width
from store.clock import new_uuid
from store.merge import Change, Step, make_step
from store.search.standing import Standing
from store.search.widening import grouped
from store.sources.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.annotation import Origin
    from store.article import Article
    from store.book import Book
    from store.edits import Stamp
    from store.span import Span


class Coding(Struct, frozen=True):
    """What passages are given; without tags and note they are highlighted.

    Args:
        tags: Names as `codebook.check_name` returns them.
        note: What to write on each; below what is there.
        colour: Of the highlights while they have no tag.
        width: How much around each hit.
        origin: The query that found them, and when.
    """

    tags: tuple[str, ...] = ()
    note: str = ""
    colour: Colour = Colour.YELLOW
    width: Width = Width.MATCH
    origin: Origin | None = None


class Coded(Struct, frozen=True):
    """What coding came to in one article, or in all.

    Args:
        made: The annotations that are new.
        amended: Those that were on exactly such a passage, with what they got.
        skipped: How many passages had it all already.
    """

    made: tuple[Annotation, ...] = ()
    amended: tuple[Annotation, ...] = ()
    skipped: int = 0

    @property
    def passages(self) -> int:
        """How many passages got something."""
        return len(self.made) + len(self.amended)


class Coder:
    """Codes hits article by article, and puts all of it into one step.

    It only reads the book, but a book belongs to one thread: in a worker, hand it one of your
    own, `Book(notebook.book.records())`. The notebook fits the step to what holds by then.

    Args:
        book: What there is already.
        stamp: Who codes, and when.
        coding: What the passages are given.
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """

    def __init__(
        self,
        book: Book,
        stamp: Stamp,
        coding: Coding,
        old_text_of: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._book = book
        self._stamp = stamp
        self._coding = replace(
            coding,
            tags=tuple(dict.fromkeys(coding.tags)),
            note=clean(coding.note).strip(),
            origin=coding.origin and _readable(coding.origin),
        )
        self._old_text_of = old_text_of
        self._changes: list[Change] = []
        self._passages = 0

    def code(self, article: Article, hits: Iterable[Span]) -> Coded:
        """Code the hits in one article; an article is given once.

        A hit inside a passage that has the tags already is skipped. An annotation on exactly the
        hit's passage gets what it lacks; where there is none, one is made. Hits that come to the
        same passage are one.

        Args:
            article: As it is on disk now; if something is made, `OldTexts` should keep its text.
            hits: Where in its text.
        """
        standing = Standing(article, self._book.of_article(article.id), self._old_text_of)
        changes: list[Change] = []
        skipped = 0
        for passage, found in grouped(article, hits, self._coding.width).items():
            change = self._change(article, standing, passage, found)
            if change is None:
                skipped += 1
            else:
                changes.append(change)
        if changes:
            known = edits.known(article)
            self._changes += (*changes, Change(self._book.known_article(article.id), known))
            self._passages += len(changes)
        return _coded(changes, skipped)

    def step(self) -> Step:
        """Return the step that all coded articles come to."""
        new_tags = edits.new_tags(self._book, self._coding.tags) if self._passages else ()
        return make_step(_label(self._coding, self._passages), [*self._changes, *new_tags])

    def _change(
        self, article: Article, standing: Standing, passage: Span, hits: Sequence[Span]
    ) -> Change | None:
        """Return the change that gives a passage what it lacks; None where it lacks nothing."""
        coding = self._coding
        lacking = tuple(
            tag for tag in coding.tags if not all(standing.carries(hit, tag) for hit in hits)
        )
        if coding.tags and not lacking and not coding.note:
            return None
        present = standing.exactly(passage)
        if present is None:
            return Change(None, self._made(article, passage, lacking))
        tags = tuple(dict.fromkeys((*present.tags, *lacking)))
        note = _joined(present.note, coding.note)
        change = edits.amended(present, structs.replace(present, tags=tags, note=note), self._stamp)
        return None if change.after == present else change

    def _made(self, article: Article, passage: Span, tags: tuple[str, ...]) -> Annotation:
        """Return a new annotation on a passage."""
        return Annotation(
            uuid=new_uuid(),
            article=article.id,
            anchor=describe(article.text, article.text_hash, passage),
            tags=tags,
            note=self._coding.note,
            colour=self._coding.colour,
            creator=self._stamp.creator,
            created=self._stamp.time,
            modified=self._stamp.time,
            origin=self._coding.origin,
        )


def _readable(origin: Origin) -> Origin:
    """Return an origin as it is read again; what is read otherwise could not be undone then."""
    return replace(origin, query=door.identifier(origin.query))


def _joined(note: str, words: str) -> str:
    """Return a note with words below it, unless they stand there already."""
    if not words or f"\n\n{words}\n\n" in f"\n\n{note}\n\n":
        return note
    return f"{note}\n\n{words}" if note else words


def _coded(changes: Iterable[Change], skipped: int) -> Coded:
    """Return what changes of annotations come to."""
    made: list[Annotation] = []
    amended: list[Annotation] = []
    for change in changes:
        if isinstance(change.after, Annotation):
            (made if change.before is None else amended).append(change.after)
    return Coded(tuple(made), tuple(amended), skipped)


def _label(coding: Coding, passages: int) -> str:
    """Return what the status line says of a batch."""
    quoted = ", ".join(f"“{tag}”" for tag in coding.tags)
    what = f"tag {quoted}" if quoted else "note" if coding.note else "highlight"
    return f"{what} on {passages:,} {'passage' if passages == 1 else 'passages'}"
