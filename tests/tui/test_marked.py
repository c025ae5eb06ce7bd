"""The annotations on a hit are found as by looking at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.anchor import describe
from store.annotation import Annotation
from store.article import hash_text
from store.book import Book
from store.search.concordance import Line, Listed
from store.span import Span
from tui.marked import Marked

TEXT = "The border came up again, at length. In the evening the guests left."
HASH = hash_text(TEXT)
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 25)).map(lambda each: Span(each[0], sum(each)))


@given(st.lists(SPANS, max_size=12), SPANS, st.integers(0, 11))
def test_the_annotations_on_a_hit_are_those_that_share_a_sign_with_it(
    passages: list[Span], hit: Span, stale: int
) -> None:
    book = Book(
        Annotation(
            f"{number:032x}",
            "a",
            describe(TEXT, "0" * 64 if number == stale else HASH, passage),
        )
        for number, passage in enumerate(passages)
    )
    line = Line(Listed("a", "a.txt", "A", None, HASH, len(TEXT)), hit, "", "", "", (), ())
    expected = [
        each
        for each in book.of_article("a")
        if each.anchor and each.anchor.text_hash == HASH and each.anchor.span.overlaps(hit)
    ]
    marked = Marked()
    for _ in range(2):
        assert marked.on(line, book.of_article("a")) == expected
