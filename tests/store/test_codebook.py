"""The codebook: every edit is one step, and children go where their parent goes."""

from __future__ import annotations

import pytest

from store import codebook, edits
from store.annotation import Annotation, Colour, Tag, Term
from store.book import Book
from store.edits import Stamp
from store.span import Span
from tests.store.notes_samples import ARTICLES

ARTICLE = ARTICLES[0]
NOW = Stamp("reader", "2026-07-30T10:00:00.000Z")


def _book(*tag_lists: tuple[str, ...], tags: tuple[Tag, ...] = ()) -> Book:
    """Return a book with a passage for each list of tags, after one another."""
    book = Book(tags)
    for number, names in enumerate(tag_lists):
        book.apply(edits.mark(book, NOW, ARTICLE, Span(number * 2, number * 2 + 1), tags=names))
    return book


def _tags(book: Book) -> list[tuple[str, ...]]:
    return [annotation.tags for annotation in book.annotations()]


def _names(book: Book) -> list[str]:
    return [tag.name for tag in book.tags()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("security", "security"), (" security / border ", "security/border"), ("a  b\n/c", "a b/c")],
)
def test_a_name_is_kept_tidy(typed: str, kept: str) -> None:
    assert codebook.check_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "/", "a//b", "/a", "a/", "a/ /b", "\x1b[31m"])
def test_a_name_with_an_empty_level_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        codebook.check_name(typed)


def test_a_created_tag_is_there_and_one_that_exists_stays_as_it_is() -> None:
    book = _book()
    book.apply(codebook.create(book, "a", description="what it means"))
    assert book.tags() == (Tag("a", Colour.GREEN, description="what it means"),)
    assert codebook.create(book, "a", colour=Colour.RED).changes == ()


def test_children_follow_a_renamed_tag_in_codebook_and_annotations() -> None:
    book = _book(("a",), ("x", "a/b"), ("ab",))
    colours = [book.tag(name).colour for name in ("a", "a/b")]
    book.apply(codebook.rename(book, NOW, "a", "z/y"))
    assert _tags(book) == [("z/y",), ("x", "z/y/b"), ("ab",)]
    assert _names(book) == ["ab", "x", "z/y", "z/y/b"]
    assert [book.tag(name).colour for name in ("z/y", "z/y/b")] == colours


def test_renaming_a_tag_below_itself_moves_its_children_one_level_down() -> None:
    book = _book(("a",), ("a/b",))
    book.apply(codebook.rename(book, NOW, "a", "a/x"))
    assert _names(book) == ["a/x", "a/x/b"]
    book = _book(("a",), ("a/b",), ("a/b/c",))
    book.apply(codebook.rename(book, NOW, "a/b", "a"))
    assert _tags(book) == [("a",), ("a",), ("a/c",)]


def test_a_tag_may_take_the_place_that_its_parent_leaves_in_the_same_step() -> None:
    tags = (Tag("a/b", Colour.RED, "1"), Tag("a/b/b", Colour.BLUE, "2"))
    book = _book(("a/b",), ("a/b/b",), tags=tags)
    book.apply(codebook.rename(book, NOW, "a/b", "a"))
    assert _tags(book) == [("a",), ("a/b",)]
    assert book.tags() == (Tag("a", Colour.RED, "1"), Tag("a/b", Colour.BLUE, "2"))


def test_renaming_into_a_name_that_exists_makes_the_two_one() -> None:
    first = Tag("a", Colour.RED, "1", "first")
    second = Tag("b", Colour.BLUE, "", "second")
    book = _book(("a", "b"), ("a/x",), ("b/x",), tags=(first, second))
    book.apply(codebook.rename(book, NOW, "a", "b"))
    assert _tags(book) == [("b",), ("b/x",), ("b/x",)]
    assert book.tag("b") == Tag("b", Colour.BLUE, "1", "second\nfirst")
    assert _names(book) == ["b", "b/x"]


def test_merging_a_tag_into_its_own_child_leaves_the_other_children() -> None:
    book = _book(("a",), ("a/b",), ("a/c",))
    book.apply(codebook.merge(book, NOW, "a", "a/b"))
    assert _tags(book) == [("a/b",), ("a/b",), ("a/c",)]
    assert _names(book) == ["a/b", "a/c"]


def test_a_key_is_taken_from_whoever_had_it() -> None:
    book = _book(tags=(Tag("a", key="1"), Tag("b", key="2"), Tag("c")))
    book.apply(codebook.give_key(book, "c", "1"))
    assert [tag.key for tag in book.tags()] == ["", "2", "1"]
    book.apply(codebook.give_key(book, "c", ""))
    assert [tag.key for tag in book.tags()] == ["", "2", ""]
    with pytest.raises(ValueError, match="1 to 9"):
        codebook.give_key(book, "c", "0")


def test_deleting_a_tag_used_forty_times_is_one_step_and_takes_its_children() -> None:
    book = _book(*[("a", "b")] * 20, *[("a/x",)] * 20)
    step = codebook.delete(book, NOW, "a")
    book.apply(step)
    assert _tags(book) == [("b",)] * 20 + [()] * 20
    assert _names(book) == ["b"]
    book.apply(step.inverse())
    assert _tags(book) == [("a", "b")] * 20 + [("a/x",)] * 20
    assert _names(book) == ["a", "a/x", "b"]


def test_deleting_the_only_tag_of_a_whole_article_deletes_that_annotation() -> None:
    book = Book([Annotation("1", ARTICLE.id, None, ("a",))])
    book.apply(codebook.delete(book, NOW, "a"))
    assert book.annotations() == ()


def test_a_tag_known_only_from_annotations_can_be_edited_like_any_other() -> None:
    book = Book([Annotation("1", ARTICLE.id, None, ("a",))])
    book.apply(codebook.recolour(book, "a", Colour.RED))
    book.apply(codebook.describe(book, "a", "by hand"))
    book.apply(codebook.rename(book, NOW, "a", "b"))
    assert book.stored_tags() == (Tag("b", Colour.RED, "", "by hand"),)
    assert codebook.recolour(book, "never seen", Colour.RED).changes == ()


def test_terms_are_added_changed_recoloured_and_removed() -> None:
    book = Book()
    book.apply(codebook.add_term(book, "  Collective\nSecurity Council "))
    assert book.terms() == (Term("Collective Security Council", Colour.CYAN),)
    book.apply(codebook.add_term(book, "Mirzoyan"))
    assert book.terms()[1].colour is not Colour.CYAN
    book.apply(codebook.recolour_term(book, "Mirzoyan", Colour.RED))
    book.apply(codebook.add_term(book, "Mirzoyan", match_case=True))
    assert book.term("Mirzoyan") == Term("Mirzoyan", Colour.RED, match_case=True)
    book.apply(codebook.remove_term(book, "Mirzoyan"))
    assert book.term("Mirzoyan") is None
    assert codebook.remove_term(book, "Mirzoyan").changes == ()
    with pytest.raises(ValueError, match="at least one"):
        codebook.add_term(book, " ")
