"""Annotations gathered for those who read them outside Postil."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from store.anchor import Placement, State, as_told, place_all
from store.old_texts import OldTexts
from store.sentences import sentence_at
from store.sources import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.annotation import Annotation, Colour
    from store.article import Article
    from store.book import Book
    from store.corpus import Corpus, Entry
    from store.span import Span


class Citation(Struct, frozen=True):
    """What is said of an article where it is cited.

    Args:
        id: The article's id.
        path: Place inside the corpus, with `/` between folders; where it was last seen if it is
            gone.
        title: The title; never empty.
        date: ISO 8601 calendar date, or None.
        author: Who wrote it, or None.
        source: Publication or address, or None.
    """

    id: str
    path: str
    title: str
    date: str | None = None
    author: str | None = None
    source: str | None = None


class Passage(Struct, frozen=True):
    """An annotation together with what it is about.

    Args:
        article: The article it belongs to.
        annotation: Tags, note, creator and times.
        colour: The colour it is shown in.
        state: How surely the passage was found; of a whole article, whether the article was.
        span: Where the passage is now; None for a whole article, or where it was not found.
        exact: The passage's words, as it was marked if it was not found; empty for a whole article.
        sentence: The sentences the passage lies in; empty where it is itself whole sentences.
    """

    article: Citation
    annotation: Annotation
    colour: Colour
    state: State
    span: Span | None
    exact: str
    sentence: str


def gather(corpus: Corpus, book: Book) -> Iterator[Passage]:
    """Yield every annotation with its passage, article by article.

    The articles come in the order of the corpus, those that are gone last; within an article
    those on the whole of it come first, then by place. One article is in memory at a time.

    Args:
        corpus: A corpus that has been scanned.
        book: What the reader wrote about it.
    """
    by_article: dict[str, list[Annotation]] = defaultdict(list)
    for annotation in book.annotations():
        by_article[annotation.article].append(annotation)
    old_texts = OldTexts(corpus.root)
    present = [entry.id for entry in corpus.entries if entry.id in by_article]
    for identity in (*present, *sorted(by_article.keys() - set(present))):
        yield from of_article(book, *_look_up(corpus, book, identity), old_texts.text)


def of_article(
    book: Book,
    citation: Citation,
    article: Article | None,
    old_text_of: Callable[[str], str | None] = lambda _: None,
) -> Iterator[Passage]:
    """Yield the annotations of one article, each with its passage.

    Args:
        book: What the reader wrote.
        citation: What is said of the article.
        article: The article itself, None if it cannot be read.
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """
    annotations = book.of_article(citation.id)
    for annotation, placement in zip(
        annotations, _placed(annotations, article, old_text_of), strict=True
    ):
        colour = book.colour_of(annotation)
        yield _described(annotation, citation, article, colour, placement)


def cite(entry: Entry) -> Citation:
    """Return what is said of an article that the corpus lists."""
    return Citation(entry.id, entry.path, entry.title, entry.date, entry.author, entry.source)


def describe(
    annotation: Annotation,
    citation: Citation,
    article: Article | None,
    colour: Colour,
    old_text_of: Callable[[str], str | None] = lambda _: None,
) -> Passage:
    """Return an annotation with its passage, found in `article` or given up if there is none."""
    [placement] = _placed([annotation], article, old_text_of)
    return _described(annotation, citation, article, colour, placement)


def _placed(
    annotations: Sequence[Annotation],
    article: Article | None,
    old_text_of: Callable[[str], str | None],
) -> tuple[Placement | None, ...]:
    """Return where the passages are; None for an annotation on the whole article."""
    if article is not None:
        return place_all(article.text, article.text_hash, annotations, old_text_of)
    gone = Placement(State.ORPHAN, score=0.0, margin=0.0)
    return tuple(None if each.anchor is None else gone for each in annotations)


def _described(
    annotation: Annotation,
    citation: Citation,
    article: Article | None,
    colour: Colour,
    placement: Placement | None,
) -> Passage:
    if annotation.anchor is None or placement is None:
        state = State.ORPHAN if article is None else State.EXACT
        return Passage(citation, annotation, colour, state, None, "", "")
    if article is None or placement.span is None:
        words = annotation.anchor.exact
        return Passage(citation, annotation, colour, placement.state, None, words, "")
    span, state = placement.span, as_told(annotation, placement.state, article.text_hash)
    exact, sentence = span.of(article.text), sentence_around(article, span)
    return Passage(citation, annotation, colour, state, span, exact, sentence)


def sentence_around(article: Article, span: Span) -> str:
    """Return the sentences that a passage lies in; nothing if it is itself whole sentences."""
    first = sentence_at(article, span.start)
    last = sentence_at(article, max(span.start, span.end - 1))
    around = span.hull(first).hull(last)
    words = around.of(article.text).strip()
    return "" if words == span.of(article.text).strip() else words


def _look_up(corpus: Corpus, book: Book, identity: str) -> tuple[Citation, Article | None]:
    """Return what is known of an article, and the article itself if it can be read."""
    entry = corpus.entry(identity)
    if entry is None:
        known = book.known_article(identity)
        if known is None:
            return Citation(identity, "", identity), None
        return Citation(identity, known.path, known.title or known.path), None
    try:
        return cite(entry), corpus.load(entry)
    except Unreadable:
        return cite(entry), None
