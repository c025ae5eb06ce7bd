"""Coding rules: what a rule's query found and nobody has decided on yet."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import edits
from store.anchor import describe
from store.annotation import Annotation, Rejection
from store.clock import new_uuid
from store.merge import Change, Step, make_step
from store.search.standing import Standing
from store.search.widening import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.annotation import Anchor, KnownArticle, Origin, Rule
    from store.article import Article
    from store.book import Book
    from store.edits import Stamp
    from store.span import Span

_LENGTH = 16
"""Hex digits of a mark: 64 bits, so that no two passages of an article get the same."""


class Proposal(Struct, frozen=True):
    """A passage that a rule would tag, if the reader accepts it.

    Args:
        article: The article, as the notes file is to know it.
        anchor: The passage, as wide as the rule says; in the article's text as it was read.
        hits: What the query found in it.
    """

    article: KnownArticle
    anchor: Anchor
    hits: tuple[Span, ...]


class Proposer:
    """Proposes, article by article, what a rule would tag and nobody has decided on.

    It only reads the book; in a worker it needs one of its own, as `coding.Coder` does.

    Args:
        book: What there is already.
        rule: The rule.
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """

    def __init__(
        self, book: Book, rule: Rule, old_text_of: Callable[[str], str | None] = lambda _: None
    ) -> None:
        self._book = book
        self._rule = rule
        self._old_text_of = old_text_of
        self._refused = {(one.article, one.mark) for one in book.rejections_of(rule.name)}

    def propose(self, article: Article, hits: Iterable[Span]) -> tuple[Proposal, ...]:
        """Return the passages of an article that are neither tagged nor refused, in order.

        Args:
            article: As it is on disk now; if one is accepted, `OldTexts` should keep its text.
            hits: What the rule's query found in its text.
        """
        standing = Standing(article, self._book.of_article(article.id), self._old_text_of)
        found: list[Proposal] = []
        for passage, inside in grouped(article, hits, self._rule.width).items():
            if all(standing.carries(hit, self._rule.tag) for hit in inside):
                continue
            anchor = describe(article.text, article.text_hash, passage)
            if (article.id, mark_of(anchor)) not in self._refused:
                found.append(Proposal(edits.known(article), anchor, inside))
        return tuple(found)


def accept(book: Book, stamp: Stamp, rule: Rule, proposal: Proposal, origin: Origin) -> Step:
    """Return the step that gives a proposed passage the rule's tag.

    Args:
        book: What there is already.
        stamp: Who accepts, and when.
        rule: The rule.
        proposal: What it proposed.
        origin: The rule's query, and when it was asked.
    """
    article, anchor = proposal.article, proposal.anchor
    present = next((one for one in book.of_article(article.id) if _is_on(one, anchor)), None)
    if present is None:
        change = Change(None, _made(stamp, proposal, rule.tag, origin))
    else:
        tags = tuple(dict.fromkeys((*present.tags, rule.tag)))
        change = edits.amended(present, replace(present, tags=tags), stamp)
    known = Change(book.known_article(article.id), article)
    new_tags = edits.new_tags(book, [rule.tag])
    return make_step(f"accept for “{rule.tag}”", [change, *new_tags, known])


def reject(book: Book, rule: Rule, proposal: Proposal) -> Step:
    """Return the step by which a rule never proposes this passage again.

    The article is noted with it, so that it is known again under another path.
    """
    rejection = Rejection(rule.name, proposal.article.id, mark_of(proposal.anchor))
    known = Change(book.known_article(proposal.article.id), proposal.article)
    return make_step(f"reject for “{rule.tag}”", [Change(None, rejection), known])


def mark_of(anchor: Anchor) -> str:
    """Return what a passage is known by whatever else changes in its article.

    Its words and those around it make the mark. Of two passages that have all of them in common,
    as in a refrain, the reader's word on one counts for both.
    """
    words = f"{anchor.exact}\0{anchor.prefix}\0{anchor.suffix}"
    return sha256(words.encode()).hexdigest()[:_LENGTH]


def _is_on(annotation: Annotation, anchor: Anchor) -> bool:
    """Tell whether an annotation was made on exactly a passage, in the same text."""
    made_on = annotation.anchor
    return (
        made_on is not None
        and not annotation.lost_in
        and (made_on.text_hash, made_on.span) == (anchor.text_hash, anchor.span)
    )


def _made(stamp: Stamp, proposal: Proposal, tag: str, origin: Origin) -> Annotation:
    """Return the annotation that an accepted proposal becomes."""
    return Annotation(
        uuid=new_uuid(),
        article=proposal.article.id,
        anchor=proposal.anchor,
        tags=(tag,),
        creator=stamp.creator,
        created=stamp.time,
        modified=stamp.time,
        origin=origin,
    )
