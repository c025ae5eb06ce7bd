"""What the reader decides about passages and articles that are not where they were.

Each decision is a step, so undo takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from msgspec.structs import replace

from store.edits import amended
from store.merge import Change, make_step

if TYPE_CHECKING:
    from store.annotation import Anchor, Annotation, KnownArticle
    from store.book import Book
    from store.edits import Stamp
    from store.merge import Step


def accept(book: Book, stamp: Stamp, uuid: str, anchor: Anchor, article: KnownArticle) -> Step:
    """Return the step that gives an annotation another passage of its article.

    Whatever was said of the passage being lost is taken back.

    Args:
        book: What there is already.
        stamp: Who and when.
        uuid: The annotation's; one that is gone changes nothing.
        anchor: The passage, as `anchor.describe` returns it.
        article: The article that it is in.
    """
    annotation = book.annotation(uuid)
    if annotation is None:
        return make_step("move annotation", ())
    is_elsewhere = annotation.anchor is None or annotation.anchor.text_hash != anchor.text_hash
    placed = structs.replace(
        annotation,
        article=article.id,
        anchor=anchor,
        lost_in="",
        confirmed=annotation.confirmed or is_elsewhere,
    )
    known = Change(book.known_article(article.id), article)
    return make_step("move annotation", [amended(annotation, placed, stamp), known])


def keep_orphan(book: Book, stamp: Stamp, uuid: str, text_hash: str) -> Step:
    """Return the step that notes that a passage is gone from its article.

    The annotation stays. A later version of the article in which the passage is back takes it up.

    Args:
        book: What there is already.
        stamp: Who and when.
        uuid: The annotation's; one that is gone changes nothing.
        text_hash: SHA-256 of the article's text in which the passage is not, in hex.
    """
    annotation = book.annotation(uuid)
    if annotation is None:
        return make_step("keep as orphan", ())
    lost = structs.replace(annotation, lost_in=text_hash)
    return make_step("keep as orphan", [amended(annotation, lost, stamp)])


def adopt(book: Book, stamp: Stamp, missing: str, heir: KnownArticle) -> Step:
    """Return the step that takes all annotations and rejections of an article to another one.

    Their anchors stay as they are, so that their passages are looked for in the other's text.

    Args:
        book: What there is already.
        stamp: Who and when.
        missing: Id of the article that is gone.
        heir: The article that takes its place.
    """
    annotations = book.of_article(missing)
    changes = [amended(one, _taken_to(one, heir), stamp) for one in annotations]
    changes += [
        Change(one, replace(one, article=heir.id))
        for rule in book.rules()
        for one in book.rejections_of(rule.name)
        if one.article == missing
    ]
    known = [Change(book.known_article(heir.id), heir)]
    if book.known_article(missing) is not None:
        known.append(Change(book.known_article(missing), None))
    return make_step(f"take annotations to “{heir.title}”", [*changes, *known])


def _taken_to(annotation: Annotation, heir: KnownArticle) -> Annotation:
    """Return an annotation as one of another article, in which nobody has said where it is."""
    return structs.replace(annotation, article=heir.id, confirmed=False)
