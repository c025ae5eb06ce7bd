"""Coding by query: every hit gets the tag once, as wide as wished, and undo takes all back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from store import edits
from store.annotation import Annotation, Origin, Tag, Width
from store.article import Article, hash_text
from store.book import Book
from store.edits import Stamp
from store.search.coding import Coding
from store.search.widening import Widener, grouped
from store.sentences import sentences
from store.span import Span
from tests.store.search.batches import batch
from tests.strategies import SOME, article_from, boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.merge import Step

STAMP = Stamp("reader", "2026-11-22T10:00:00.000Z")
ORIGIN = Origin("troops", "2026-11-22T09:59:00.000Z")
ARTICLE = article_from(
    "The ministers met. The question of troops remained. It stayed open.",
    "Troops left. Other troops came, and troops went.",
)


def hits_of(words: str, article: Article = ARTICLE) -> list[Span]:
    """Return where words stand in an article."""
    starts = [at for at in range(len(article.text)) if article.text.startswith(words, at)]
    return [Span(at, at + len(words)) for at in starts]


def words_of(annotations: Iterable[Annotation]) -> list[str]:
    """Return the passages of annotations."""
    return [one.anchor.exact for one in annotations if one.anchor is not None]


def coded(book: Book, coding: Coding, words: str = "troops", article: Article = ARTICLE) -> Step:
    """Code the places where words stand, in the book; return the step."""
    step = batch(book, STAMP, [(article, hits_of(words, article))], coding).step
    book.apply(step)
    return step


def timeless(book: Book) -> Book:
    """Return a book without the times at which its annotations were last changed."""
    records = book.records()
    return Book(
        structs.replace(one, modified="") if isinstance(one, Annotation) else one for one in records
    )


@st.composite
def articles_with_hits(draw: st.DrawFn) -> tuple[Article, list[Span]]:
    """Draw an article and stretches of it, whole graphemes."""
    article = draw(SOME)
    edges = boundaries(article.text)
    pairs = st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True).map(sorted)
    return article, [Span(*pair) for pair in draw(st.lists(pairs, min_size=1, max_size=6))]


@given(articles_with_hits(), st.sampled_from(Width))
@settings(max_examples=60, deadline=None)
def test_a_widened_hit_is_whole_sentences_or_paragraphs_and_holds_the_hit(
    drawn: tuple[Article, list[Span]], width: Width
) -> None:
    article, hits = drawn
    wholes = [block.span for block in article.blocks]
    if width is Width.SENTENCE:
        wholes = [one for block in article.blocks for one in sentences(article, block)]
    widener = Widener(article, width)
    for hit in hits:
        passage = Widener(article, width).widened(hit)
        assert widener.widened(hit) == passage, "whatever was widened before"
        assert passage.hull(hit) == passage
        assert widener.widened(passage) == passage
        if width is Width.MATCH:
            assert passage == hit
            continue
        # What a hit has of white space between sentences belongs to none.
        blank = " \n\u00a0\u3000"
        assert hit.of(article.text)[0] in blank or passage.start in {one.start for one in wholes}
        assert hit.of(article.text)[-1] in blank or passage.end in {one.end for one in wholes}


@given(articles_with_hits(), articles_with_hits(), st.sampled_from(Width), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_every_hit_carries_the_tag_afterwards_coding_again_adds_nothing_and_undo_takes_all_back(
    drawn: tuple[Article, list[Span]],
    other: tuple[Article, list[Span]],
    width: Width,
    tagged_before: int,
) -> None:
    chosen = [drawn, (replace(other[0], id="other"), other[1])]
    book = Book()
    for number, hit in enumerate(drawn[1][:tagged_before]):
        tags = ("a",) if number % 2 else ("b",)
        book.apply(edits.mark(book, STAMP, drawn[0], hit, tags=tags))
    before, coding = Book(book.records()), Coding(("a",), width=width)
    made = batch(book, STAMP, chosen, coding)
    book.apply(made.step)
    for article, hits in chosen:
        spans = [
            one.anchor.span
            for one in book.of_article(article.id)
            if one.anchor is not None and "a" in one.tags
        ]
        for hit in hits:
            assert any(span.hull(hit) == span for span in spans)
    again = batch(book, STAMP, chosen, coding)
    assert not again.step.changes
    assert again.coded.passages == 0
    assert made.coded.passages + made.coded.skipped == sum(
        len(grouped(article, hits, width)) for article, hits in chosen
    )
    book.apply(made.step.inverse())
    assert timeless(book) == timeless(before)


@pytest.mark.parametrize(
    ("width", "passages"),
    [
        (Width.MATCH, ["troops", "troops", "troops"]),
        (
            Width.SENTENCE,
            ["The question of troops remained.", "Other troops came, and troops went."],
        ),
        (Width.PARAGRAPH, ARTICLE.text.split("\n\n")),
    ],
)
def test_hits_are_widened_and_those_that_come_to_the_same_are_one(
    width: Width, passages: list[str]
) -> None:
    book = Book()
    step = coded(book, Coding(("a",), width=width, origin=ORIGIN))
    assert words_of(book.annotations()) == passages
    assert {one.tags for one in book.annotations()} == {("a",)}
    assert {one.origin for one in book.annotations()} == {ORIGIN}
    assert book.stored_tag("a") is not None
    assert [one.id for one in book.articles()] == [ARTICLE.id]
    assert step.label == f"tag “a” on {len(passages)} passages"


def test_a_hit_inside_a_passage_with_the_tag_is_skipped_and_its_children_count_for_nothing() -> (
    None
):
    book = Book()
    (sentence,) = hits_of("Other troops came, and troops went.")
    (question,) = hits_of("The question of troops remained.")
    book.apply(edits.mark(book, STAMP, ARTICLE, sentence, tags=("a",)))
    book.apply(edits.mark(book, STAMP, ARTICLE, question, tags=("a/b",)))
    made = batch(book, STAMP, [(ARTICLE, hits_of("troops"))], Coding(("a",)))
    assert (words_of(made.coded.made), made.coded.skipped) == (["troops"], 2)
    assert made.coded.made[0].anchor is not None
    assert made.coded.made[0].anchor.span == hits_of("troops")[0]


def test_a_wide_passage_counts_for_all_that_is_in_it_however_many_begin_later() -> None:
    book = Book()
    (paragraph,) = hits_of(ARTICLE.text.split("\n\n")[1])
    for hit in (paragraph, *hits_of("Troops left."), *hits_of("Other")):
        book.apply(edits.mark(book, STAMP, ARTICLE, hit, tags=("a",)))
    made = batch(book, STAMP, [(ARTICLE, hits_of("troops"))], Coding(("a",)))
    assert (made.coded.passages, made.coded.skipped) == (1, 2)


def test_an_annotation_on_exactly_the_passage_gets_the_tag_and_stays_what_it_is() -> None:
    book = Book([Tag("b")])
    first = hits_of("troops")[0]
    book.apply(edits.mark(book, STAMP, ARTICLE, first, tags=("b",), note="why?"))
    (mine,) = book.annotations()
    made = batch(book, replace(STAMP, time="2026-11-23"), [(ARTICLE, [first])], Coding(("a",)))
    (amended,) = made.coded.amended
    assert amended == structs.replace(mine, tags=("b", "a"), modified="2026-11-23")
    assert not made.coded.made


def test_a_note_is_written_below_the_one_that_is_there_and_only_once() -> None:
    book = Book()
    first = hits_of("troops")[0]
    book.apply(edits.mark(book, STAMP, ARTICLE, first, note="why?"))
    coded(book, Coding(note=" whose? "))
    coded(book, Coding(note="whose?"))
    notes = [one.note for one in book.annotations()]
    assert notes == ["why?\n\nwhose?", "whose?", "whose?"]


def test_a_highlight_is_made_only_where_there_is_no_annotation_yet() -> None:
    book = Book()
    book.apply(edits.mark(book, STAMP, ARTICLE, hits_of("troops")[0], note="why?"))
    made = batch(book, STAMP, [(ARTICLE, hits_of("troops"))], Coding())
    assert (made.coded.passages, made.coded.skipped) == (2, 1)
    assert made.step.label == "highlight on 2 passages"


def test_a_passage_that_moved_is_known_by_its_old_text_and_one_to_be_checked_counts_for_none() -> (
    None
):
    book = Book()
    coded(book, Coding(("a",)))
    longer = article_from("News from the border.", *ARTICLE.text.split("\n\n"))
    texts = {hash_text(ARTICLE.text): ARTICLE.text}
    chosen = [(longer, hits_of("troops", longer))]
    assert not batch(book, STAMP, chosen, Coding(("a",)), texts.get).step.changes
    gone = article_from("Nothing of it, but troops.")
    hits = hits_of("troops", gone)
    assert batch(book, STAMP, [(gone, hits)], Coding(("a",)), texts.get).coded.passages == 1


def test_a_passage_whose_words_changed_a_little_still_has_its_tag() -> None:
    book = Book()
    coded(book, Coding(("a",), width=Width.SENTENCE))
    edited = ARTICLE.text.replace("The question", "This question")
    article = article_from(*edited.split("\n\n"))
    texts = {ARTICLE.text_hash: ARTICLE.text}
    chosen = [(article, hits_of("troops", article))]
    assert not batch(book, STAMP, chosen, Coding(("a",)), texts.get).step.changes


def test_what_another_hand_did_meanwhile_stays_when_a_batch_arrives_late() -> None:
    book = Book()
    late = batch(book, STAMP, [(ARTICLE, hits_of("troops"))], Coding(("a",))).step
    book.apply(edits.mark(book, STAMP, ARTICLE, hits_of("open")[0], note="mine"))
    book.apply(late)
    assert sorted(words_of(book.annotations())) == ["open", "troops", "troops", "troops"]
