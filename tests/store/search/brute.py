"""Brute force: what a query finds, worked out as plainly and as slowly as can be.

It shares nothing with the search but `store.fold` and the module that runs regular expressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.anchor import place_all
from store.fold import fold
from store.search import query as q
from tests.store.search.brute_words import brute_places, brute_standing
from tests.strategies import boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.annotation import Annotation
    from store.search.found import Indexed
    from store.search.known import Known
    from tests.store.search.brute_words import Place


def brute(root: q.Node, articles: Iterable[Indexed], known: Known) -> dict[str, list[Place]]:
    """Return the hits in each article for which a query holds, by the article's id."""
    return {
        article.id: brute_hits(root, article, known)
        for article in articles
        if _holds(root, article, known)
    }


def brute_hits(root: q.Node, article: Indexed, known: Known) -> list[Place]:
    """Return where in an article stands what a query looks for.

    That is words; only for a query that looks for none, it is what the reader wrote on.
    """
    wanted, text = list(_wanted(root)), article.text
    words = [leaf for leaf in wanted if _is_in_text(leaf)]
    found = [place for leaf in words for place in brute_places(leaf, text)]
    if not words:
        meant = [
            each for each in _own(article, known) if any(_is_said(leaf, each) for leaf in wanted)
        ]
        found = [place for each in meant for place in _passage(each, article)]
    whole = sorted({_snapped(text, place) for place in found}, key=lambda each: (each[0], -each[1]))
    kept: list[Place] = []
    for start, end in whole:
        if not any(start < other_end and other_start < end for other_start, other_end in kept):
            kept.append((start, end))
    return kept


def _holds(node: q.Node, article: Indexed, known: Known) -> bool:  # noqa: PLR0911 - one a kind
    match node:
        case q.Not(part):
            return not _holds(part, article, known)
        case q.And(parts):
            return all(_holds(part, article, known) for part in parts)
        case q.Or(parts):
            return any(_holds(part, article, known) for part in parts)
        case q.Dated(first, last):
            if article.date is None:
                return False
            return (not first or first <= article.date) and (not last or article.date <= last)
        case q.Regex():
            return bool(brute_places(node, article.text))
        case q.Is() | q.Tagged():
            return _is(node, article, known)
        case _:
            own = any(_is_said(node, each) for each in _own(article, known))
            return own or any(_has(node, value) for value in _values(node.field, article))


def _is(leaf: q.Is | q.Tagged, article: Indexed, known: Known) -> bool:
    match leaf:
        case q.Is(q.State.READ):
            return article.id in known.read
        case q.Is(q.State.UNREAD):
            return article.id not in known.read
        case q.Is(q.State.ORPHAN):
            return article.id in known.orphaned()
        case _:
            return any(_is_said(leaf, each) for each in _own(article, known))


def _own(article: Indexed, known: Known) -> list[Annotation]:
    return [each for each in known.annotations if each.article == article.id]


def _is_said(leaf: q.Node, annotation: Annotation) -> bool:
    """Tell whether an annotation by itself says what a leaf asks for."""
    match leaf:
        case q.Tagged():
            return any(_is_below(fold(tag), leaf) for tag in annotation.tags)
        case q.Is(q.State.TAGGED):
            return bool(annotation.tags)
        case q.Is(q.State.NOTED):
            return bool(annotation.note)
        case _ if _field(leaf) is q.Field.NOTE:
            return bool(brute_places(leaf, annotation.note))
        case _ if _field(leaf) is q.Field.QUOTE:
            return bool(annotation.anchor and brute_places(leaf, annotation.anchor.exact))
        case _:
            return False


def _passage(annotation: Annotation, article: Indexed) -> list[Place]:
    """Return where an annotation's passage surely is, by itself."""
    [placement] = place_all(article.text, article.text_hash, [annotation], lambda _: None)
    span = placement.span if placement else None
    return [(span.start, span.end)] if span else []


def _values(field: q.Field, article: Indexed) -> list[tuple[str, bool]]:
    """Return the texts of a field, each with whether words broken by a wrap count in it."""
    if field is q.Field.TEXT:
        return [(article.text, True), (article.title, False)]
    return [(getattr(article, field.value, None) or "", False)]


def _has(leaf: q.Node, value: tuple[str, bool]) -> bool:
    text, has_broken = value
    return bool(brute_places(leaf, text) if has_broken else brute_standing(leaf, text))


def _is_below(tag: str, leaf: q.Tagged) -> bool:
    return tag == leaf.name or tag.startswith(leaf.name + ("" if leaf.is_open else "/"))


def _wanted(node: q.Node, *, is_left_out: bool = False) -> Iterator[q.Node]:
    """Yield the leaves that are not only to be left out."""
    match node:
        case q.Not(part):
            yield from _wanted(part, is_left_out=not is_left_out)
        case q.And(parts) | q.Or(parts):
            for part in parts:
                yield from _wanted(part, is_left_out=is_left_out)
        case _:
            yield from [] if is_left_out else [node]


def _is_in_text(leaf: q.Node) -> bool:
    return isinstance(leaf, q.Regex) or _field(leaf) is q.Field.TEXT


def _field(leaf: q.Node) -> q.Field | None:
    """Return the field in which words are looked for; None where it is not for words."""
    field = getattr(leaf, "field", None)
    return field if isinstance(field, q.Field) else None


def _snapped(text: str, place: Place) -> Place:
    edges = boundaries(text)
    start, end = place
    return max(edge for edge in edges if edge <= start), min(edge for edge in edges if edge >= end)
