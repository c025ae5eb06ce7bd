"""The query language: nothing that is typed makes it fail, and all of it has a meaning."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from store.search.language import Role, parse, pieces
from store.search.query import (
    Node,
    Word,
)
from tests.store.search.queries import trees, written

_SIGNS = (*'"()-~*/\\:|[]{}?+.&“»<>= \n\u0301', " ", "..", "8", "2022", "2022-05")
_WORDS = ("OR", "AND", "NOT", "title:", "tag:", "date:", "is:", "note:", "unread", "arm", "외교")
SCRAPS = st.lists(st.sampled_from((*_SIGNS, *_WORDS)), max_size=20).map("".join)


@given(SCRAPS | st.text(max_size=40))
@example('date:"')
@example("/[/")
@example("tag:*")
def test_whatever_is_typed_is_read_and_each_stretch_lies_in_it(text: str) -> None:
    query = parse(text)

    ends = [0]
    for span in query.strange:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    if query.problem is not None:
        assert query.problem.span.start < query.problem.span.end <= len(text)
    if query.root is None and text.strip():
        assert query.problem is not None


@given(trees())
def test_a_query_written_out_is_the_query_that_was_meant(tree: Node) -> None:
    query = parse(written(tree))

    assert query.root == tree
    assert query.problem is None
    assert not query.strange


@given(trees(), st.data())
def test_every_beginning_of_a_query_means_something_once_there_is_a_word(
    tree: Node, data: st.DataObject
) -> None:
    text = written(Word("first")) + " " + written(tree)
    query = parse(text[: data.draw(st.integers(len('"f'), len(text)))])

    assert query.root is not None


@given(SCRAPS | st.text(max_size=40))
def test_the_pieces_of_a_query_and_the_blanks_between_them_are_the_whole_of_it(text: str) -> None:
    end = 0
    for piece in pieces(text):
        assert not text[end : piece.span.start].strip()
        assert piece.span.start < piece.span.end
        end = piece.span.end
    assert not text[end:].strip()


def test_each_piece_is_told_for_what_it_is() -> None:
    text = 'title:"a b"~8 OR -(arm* tag:x date:2022) /re/'

    assert [(piece.span.of(text), piece.role) for piece in pieces(text)] == [
        ("title:", Role.FIELD),
        ('"a b"', Role.PHRASE),
        ("~8", Role.SIGN),
        ("OR", Role.OPERATOR),
        ("-", Role.OPERATOR),
        ("(", Role.OPERATOR),
        ("arm", Role.WORD),
        ("*", Role.SIGN),
        ("tag:", Role.FIELD),
        ("x", Role.VALUE),
        ("date:", Role.FIELD),
        ("2022", Role.VALUE),
        (")", Role.OPERATOR),
        ("/re/", Role.REGEX),
    ]
