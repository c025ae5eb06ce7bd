"""Edits of annotations, as steps that a notebook can carry out, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import clock
from store.anchor import describe
from store.annotation import Annotation, Colour, KnownArticle, Tag
from store.clock import new_uuid
from store.merge import Change, Step, make_step
from store.sources.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.annotation import Anchor, Origin
    from store.article import Article
    from store.book import Book
    from store.span import Span


class Stamp(Struct, frozen=True):
    """Who makes an edit, and when.

    Args:
        creator: The reader's name.
        time: UTC, ISO 8601, to the millisecond, ending in `Z`.
    """

    creator: str
    time: str


def mark(
    book: Book,
    stamp: Stamp,
    article: Article,
    span: Span | None,
    *,
    tags: Sequence[str] = (),
    note: str = "",
    colour: Colour = Colour.YELLOW,
    origin: Origin | None = None,
) -> Step:
    """Return the step that makes an annotation, and the codebook entries it needs.

    Args:
        book: What there is already.
        stamp: Who and when.
        article: The article.
        span: The passage, widened to whole graphemes; None for the article as a whole, which
            needs tags or a note.
        tags: Names as `codebook.check_name` returns them.
        note: What the reader wrote.
        colour: Of the highlight while it has no tag.
        origin: The query that found the passage; None where the reader marked it.
    """
    anchor = None if span is None else describe(article.text, article.text_hash, span)
    content = _Content(tuple(tags), note, colour, origin)
    return _annotate(book, stamp, known(article), anchor, content)


def mark_whole(
    book: Book, stamp: Stamp, article: KnownArticle, *, tags: Sequence[str] = (), note: str = ""
) -> Step:
    """Return the step that annotates an article as a whole, whose text need not be at hand.

    Args:
        book: What there is already.
        stamp: Who and when.
        article: The article.
        tags: Names as `codebook.check_name` returns them.
        note: What the reader wrote; without it and without tags nothing is made.
    """
    return _annotate(book, stamp, article, None, _Content(tuple(tags), note, Colour.YELLOW))


class _Content(Struct, frozen=True):
    """What a new annotation says."""

    tags: tuple[str, ...]
    note: str
    colour: Colour
    origin: Origin | None = None


def _annotate(
    book: Book, stamp: Stamp, article: KnownArticle, anchor: Anchor | None, content: _Content
) -> Step:
    annotation = Annotation(
        uuid=new_uuid(),
        article=article.id,
        anchor=anchor,
        tags=tuple(dict.fromkeys(content.tags)),
        note=clean(content.note),
        colour=content.colour,
        creator=stamp.creator,
        created=stamp.time,
        modified=stamp.time,
        origin=content.origin,
    )
    is_noted, is_tagged = bool(content.note), bool(content.tags)
    label = "note" if is_noted else _tag_label(annotation.tags) if is_tagged else "highlight"
    if _is_bare(annotation):
        return make_step(label, ())
    changes = [Change(None, annotation), *new_tags(book, annotation.tags)]
    return make_step(label, [*changes, *_know(book, [article])])


def toggle_tag(book: Book, stamp: Stamp, uuids: Iterable[str], name: str) -> Step:
    """Return the step that takes a tag from annotations that all have it, else gives it to all.

    An annotation on a whole article that is left without tags and note is deleted.
    """
    annotations = _chosen(book, uuids)
    if annotations and all(name in one.tags for one in annotations):
        kept = ((one, tuple(other for other in one.tags if other != name)) for one in annotations)
        return make_step(
            f"remove {_tag_label([name])}", [retag(stamp, one, tags) for one, tags in kept]
        )
    lacking = [one for one in annotations if name not in one.tags]
    changes = [retag(stamp, one, (*one.tags, name)) for one in lacking]
    return make_step(_tag_label([name]), [*changes, *(new_tags(book, [name]) if lacking else ())])


def set_tags(book: Book, stamp: Stamp, uuids: Iterable[str], tags: Sequence[str]) -> Step:
    """Return the step that gives annotations these tags and no others."""
    names = tuple(dict.fromkeys(tags))
    changes = [retag(stamp, one, names) for one in _chosen(book, uuids)]
    return make_step(_tag_label(names), [*changes, *(new_tags(book, names) if changes else ())])


def set_note(book: Book, stamp: Stamp, uuid: str, note: str) -> Step:
    """Return the step that replaces an annotation's note; an empty one removes it."""
    words = clean(note)
    changes = (amended(one, replace(one, note=words), stamp) for one in _chosen(book, [uuid]))
    return make_step("note" if words else "remove note", changes)


def write_note(
    book: Book, stamp: Stamp, begun_on: Annotation, note: str, article: KnownArticle
) -> Step:
    """Return the step that gives an annotation a note which took some time to be written.

    A note that was changed meanwhile stays too, as two sides of a merge do. An annotation that was
    deleted meanwhile comes back whole, unless the note was to be removed; one that nobody has
    `created` is made.

    Args:
        book: What there is by now.
        stamp: Who and when.
        begun_on: The annotation as it was when the writing began.
        note: What was written in the place of its note; an empty one removes it.
        article: Its article, of which a notes file knows nothing that never had the annotation.
    """
    words = clean(note)
    label = "note" if words else "remove note"
    is_there = book.annotation(begun_on.uuid) is not None
    if not is_there and words in {"", begun_on.note}:
        return make_step(label, ())
    after = replace(begun_on, note=words)
    if not (is_there or begun_on.created):
        after = replace(after, creator=stamp.creator, created=stamp.time)
    change = amended(begun_on, after, stamp)
    known_anew = [] if is_there else _know(book, [article])
    return make_step(label, [change, *new_tags(book, begun_on.tags), *known_anew])


def set_colour(book: Book, stamp: Stamp, uuids: Iterable[str], colour: Colour) -> Step:
    """Return the step that gives highlights another colour, seen while they have no tag."""
    changes = (amended(one, replace(one, colour=colour), stamp) for one in _chosen(book, uuids))
    return make_step(f"colour {colour}", changes)


def delete(book: Book, uuids: Iterable[str]) -> Step:
    """Return the step that deletes annotations."""
    changes = [Change(one, None) for one in _chosen(book, uuids)]
    label = "delete annotation" if len(changes) == 1 else f"delete {len(changes)} annotations"
    return make_step(label, changes)


def move(book: Book, stamp: Stamp, uuid: str, article: Article, span: Span) -> Step:
    """Return the step that gives an annotation another passage of its article."""
    anchor = describe(article.text, article.text_hash, span)
    changes = [
        amended(one, replace(one, article=article.id, anchor=anchor), stamp)
        for one in _chosen(book, [uuid])
    ]
    return make_step("move annotation", [*changes, *_know(book, [known(article)])])


def know(book: Book, articles: Iterable[KnownArticle]) -> Step:
    """Return the step that notes the present path, text and title of articles with annotations.

    Articles without annotations and rejections are left out; a notebook takes it with
    `undoable=False`.
    """
    decided_on = (
        article
        for article in articles
        if book.of_article(article.id) or book.rejections_in(article.id)
    )
    return make_step("articles", _know(book, decided_on))


def known(article: Article) -> KnownArticle:
    """Return what the notes file keeps about an article."""
    return KnownArticle(article.id, article.path, article.text_hash, article.title)


def retag(stamp: Stamp, annotation: Annotation, tags: tuple[str, ...]) -> Change:
    """Return the change that gives an annotation these tags, stamped if it changes anything."""
    return amended(annotation, replace(annotation, tags=tags), stamp)


def new_tags(book: Book, names: Iterable[str]) -> Iterator[Change]:
    """Yield the changes that enter tags into the codebook which it lacks, each in a new colour."""
    used = [tag.colour for tag in book.tags()]
    for name in names:
        if book.stored_tag(name) is not None:
            continue
        # In use without an entry it already has a colour, which must not change under the reader.
        colour = book.tag(name).colour if book.has_tag(name) else next_colour(used)
        used.append(colour)
        yield Change(None, Tag(name, colour))


def next_colour(used: Sequence[Colour]) -> Colour:
    """Return the colour that is used least, the first of the palette among equals.

    Untagged highlights are yellow, so a tag gets yellow only when it has been the others' turn.
    """
    return min(Colour, key=lambda colour: used.count(colour) + (colour is Colour.YELLOW))


def _know(book: Book, articles: Iterable[KnownArticle]) -> list[Change]:
    """Return the changes that bring the known articles up to date."""
    return [Change(book.known_article(article.id), article) for article in articles]


def _chosen(book: Book, uuids: Iterable[str]) -> list[Annotation]:
    """Return the annotations with those uuids that there still are, each once."""
    found = (book.annotation(uuid) for uuid in dict.fromkeys(uuids))
    return [annotation for annotation in found if annotation is not None]


def amended(before: Annotation, after: Annotation, stamp: Stamp) -> Change:
    """Return the change to `after`, stamped if it changes anything.

    Left without tags and note, an annotation on a whole article is deleted: nothing of it could
    be seen, while a passage is still a highlight.
    """
    if after == before:
        return Change(before, before)
    if _is_bare(after):
        return Change(before, None)
    # However the clock was put, the later of two edits must look like it.
    return Change(before, replace(after, modified=clock.later(stamp.time, before.modified)))


def _is_bare(annotation: Annotation) -> bool:
    """Tell whether nothing of an annotation can be seen."""
    return annotation.anchor is None and not annotation.tags and not annotation.note


def _tag_label(names: Sequence[str]) -> str:
    """Return what the status line says of tags that were given or taken."""
    quoted = ", ".join(f"“{name}”" for name in names)
    return f"{'tag' if len(names) == 1 else 'tags'} {quoted}".strip()
