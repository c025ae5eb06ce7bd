"""Edits of annotations: what each key of the reader does to the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import edits
from store.annotation import Annotation, Colour, KnownArticle, Tag
from store.book import Book
from store.edits import Stamp
from store.history import as_settled
from store.merging.notes import sections
from store.span import Span
from tests.store.notes_samples import ARTICLES, PROSE

if TYPE_CHECKING:
    from store.merge import Step

ARTICLE = ARTICLES[0]
KNOWN = edits.known(ARTICLE)
PASSAGE = Span(4, 21)
NOW = Stamp("reader", "2026-07-30T10:00:00.000Z")
LATER = Stamp("another", "2026-07-30T11:00:00.000Z")


def _book(*steps: Step) -> Book:
    book = Book()
    for step in steps:
        book.apply(step)
    return book


def _marked(span: Span | None = PASSAGE, tags: tuple[str, ...] = (), note: str = "") -> Book:
    return _book(edits.mark(Book(), NOW, ARTICLE, span, tags=tags, note=note))


def _only(book: Book) -> Annotation:
    (annotation,) = book.annotations()
    return annotation


def test_a_mark_is_anchored_stamped_and_makes_its_article_and_tags_known() -> None:
    book = _marked(tags=("people", "people", "office"), note="who?\r\nwhen?\x1b[31m")
    annotation = _only(book)
    assert annotation.anchor is not None
    assert annotation.anchor.exact == "foreign ministers"
    assert annotation.tags == ("people", "office")
    assert annotation.note == "who?\nwhen?"
    assert (annotation.creator, annotation.created, annotation.modified) == (
        "reader",
        NOW.time,
        NOW.time,
    )
    assert [tag.name for tag in book.stored_tags()] == ["office", "people"]
    assert book.articles() == (
        KnownArticle(ARTICLE.id, ARTICLE.path, ARTICLE.text_hash, ARTICLE.title),
    )


def test_a_mark_inside_a_grapheme_takes_the_whole_of_it() -> None:
    family = PROSE.index("👩")
    annotation = _only(_marked(Span(family + 1, family + 2)))
    assert annotation.anchor is not None
    assert annotation.anchor.exact == "👩\u200d👩\u200d👧"


def test_marks_of_one_moment_have_different_uuids() -> None:
    steps = [edits.mark(Book(), NOW, ARTICLE, Span(0, 3)) for _ in range(1000)]
    assert len({_only(_book(step)).uuid for step in steps}) == 1000


def test_each_new_tag_gets_the_colour_used_least_and_that_of_bare_highlights_last() -> None:
    names = tuple(f"tag {number}" for number in range(8))
    colours = [tag.colour for tag in _marked(tags=names).stored_tags()]
    assert colours == [*list(Colour)[1:], Colour.YELLOW]


def test_a_tag_that_only_annotations_know_is_entered_in_the_colour_it_was_seen_in() -> None:
    by_hand = Annotation("1", ARTICLE.id, None, ("by hand",))
    book = Book([by_hand])
    seen = book.tag("by hand").colour
    book.apply(edits.mark(book, NOW, ARTICLE, Span(0, 3), tags=("by hand",)))
    assert book.stored_tag("by hand") == Tag("by hand", seen)


def test_a_tag_that_all_have_is_removed_and_else_given_to_those_that_lack_it() -> None:
    book = _marked(tags=("a",))
    book.apply(edits.mark(book, NOW, ARTICLE, Span(0, 3)))
    uuids = [annotation.uuid for annotation in book.annotations()]
    book.apply(edits.toggle_tag(book, LATER, uuids, "a"))
    assert [annotation.tags for annotation in book.annotations()] == [("a",), ("a",)]
    times = [annotation.modified for annotation in book.annotations()]
    assert sorted(times) == [NOW.time, LATER.time], "who had the tag already was not touched"
    book.apply(edits.toggle_tag(book, LATER, uuids, "a"))
    assert [annotation.tags for annotation in book.annotations()] == [(), ()]


def test_setting_tags_replaces_them_and_enters_new_ones() -> None:
    book = _marked(tags=("a", "b"))
    book.apply(edits.set_tags(book, LATER, [_only(book).uuid], ("c", "b")))
    assert _only(book).tags == ("c", "b")
    assert book.stored_tag("c") is not None


def test_a_note_is_replaced_and_removed() -> None:
    book = _marked(note="first")
    uuid = _only(book).uuid
    book.apply(edits.set_note(book, LATER, uuid, "second\ud800"))
    assert _only(book).note == "second"
    step = edits.set_note(book, LATER, uuid, "")
    assert step.label == "remove note"
    book.apply(step)
    assert _only(book).note == ""


@pytest.mark.parametrize("how", ["untag", "retag", "unnote"])
def test_an_annotation_on_a_whole_article_goes_with_its_last_tag_and_note(how: str) -> None:
    book = _marked(None, note="x") if how == "unnote" else _marked(None, tags=("a",))
    uuid = _only(book).uuid
    step = {
        "untag": lambda: edits.toggle_tag(book, LATER, [uuid], "a"),
        "retag": lambda: edits.set_tags(book, LATER, [uuid], ()),
        "unnote": lambda: edits.set_note(book, LATER, uuid, ""),
    }[how]()
    book.apply(step)
    assert book.annotations() == ()


def test_an_untagged_passage_stays_a_highlight() -> None:
    book = _marked(tags=("a",))
    book.apply(edits.toggle_tag(book, LATER, [_only(book).uuid], "a"))
    assert _only(book).anchor is not None


def test_nothing_to_say_about_a_whole_article_is_no_edit() -> None:
    assert edits.mark(Book(), NOW, ARTICLE, None).changes == ()


def test_an_edit_that_changes_nothing_is_empty_and_stamps_nothing() -> None:
    book = _marked(tags=("a",), note="same")
    uuid = _only(book).uuid
    for step in (
        edits.set_note(book, LATER, uuid, "same"),
        edits.set_tags(book, LATER, [uuid], ("a",)),
        edits.set_colour(book, LATER, [uuid], _only(book).colour),
        edits.toggle_tag(book, LATER, [], "a"),
        edits.set_note(book, LATER, "gone", "x"),
        edits.delete(book, ["gone"]),
        edits.know(book, [edits.known(ARTICLE)]),
    ):
        assert step.changes == (), step.label


def test_a_clock_put_back_does_not_make_the_later_edit_look_earlier() -> None:
    book = _marked()
    earlier = Stamp("reader", "2026-07-30T09:00:00.000Z")
    book.apply(edits.set_note(book, earlier, _only(book).uuid, "after all"))
    assert _only(book).modified == "2026-07-30T10:00:00.001Z"
    book.apply(edits.set_note(book, earlier, _only(book).uuid, "and again"))
    assert _only(book).modified == "2026-07-30T10:00:00.002Z"


def test_undo_is_later_than_what_it_takes_back() -> None:
    book = _marked(note="first")
    step = edits.set_note(book, LATER, _only(book).uuid, "second")
    book.apply(step)
    book.apply(step.inverse())
    assert _only(book).note == "first"
    assert _only(book).modified > LATER.time


def test_a_moved_annotation_keeps_everything_but_its_passage() -> None:
    book = _marked(tags=("a",), note="x")
    before = _only(book)
    book.apply(edits.move(book, LATER, before.uuid, ARTICLE, Span(0, 3)))
    after = _only(book)
    assert after.anchor is not None
    assert after.anchor.exact == "The"
    assert (after.uuid, after.tags, after.note) == (before.uuid, before.tags, before.note)
    assert (after.created, after.modified) == (NOW.time, LATER.time)


def test_deleting_many_is_one_step() -> None:
    book = _marked()
    book.apply(edits.mark(book, NOW, ARTICLE, Span(0, 3)))
    step = edits.delete(book, [annotation.uuid for annotation in book.annotations()])
    assert step.label == "delete 2 annotations"
    book.apply(step)
    assert book.annotations() == ()


def test_a_renamed_article_is_known_by_its_new_path_if_it_has_annotations() -> None:
    book = _marked()
    moved = KnownArticle(ARTICLE.id, "2022/new.txt", ARTICLE.text_hash, "New title")
    other = KnownArticle("other", "other.txt", "0", "Other")
    book.apply(edits.know(book, [moved, other]))
    assert book.articles() == (moved,)


def test_a_note_that_took_its_time_keeps_what_was_written_meanwhile() -> None:
    book = _marked(note="first")
    begun_on = _only(book)
    book.apply(edits.set_note(book, LATER, begun_on.uuid, "first, theirs"))
    book.apply(edits.write_note(book, LATER, begun_on, "first, mine", KNOWN))
    assert sections(_only(book).note) == ("first, mine", "first, theirs")
    book.apply(edits.write_note(book, LATER, _only(book), "one", KNOWN))
    assert _only(book).note == "one"


def test_a_note_removed_on_one_side_stays_where_it_was_changed_on_the_other() -> None:
    book = _marked(note="first")
    begun_on = _only(book)
    book.apply(edits.set_note(book, LATER, begun_on.uuid, "theirs"))
    book.apply(edits.write_note(book, LATER, begun_on, "", KNOWN))
    assert _only(book).note == "theirs"


@pytest.mark.parametrize("last", ["mine", "theirs"])
def test_what_two_programs_make_of_one_draft_is_one_annotation_with_both_texts(
    last: str,
) -> None:
    begun_on = Annotation(_only(_marked()).uuid, ARTICLE.id, None)
    book = _book()
    ours, theirs = (
        as_settled(edits.write_note(book, stamp, begun_on, note, KNOWN), book)
        for stamp, note in ((LATER, "mine"), (NOW, "theirs"))
    )
    for step in (theirs, ours) if last == "mine" else (ours, theirs):
        book.apply(step)
    both = _only(book)
    assert (set(sections(both.note)), both.created) == ({"mine", "theirs"}, NOW.time)
    for again in (theirs, ours):  # as where nobody knows whether they were written
        book.apply(again)
        assert _only(book) == both


def test_an_unchanged_note_enters_nothing_where_its_annotation_is_not() -> None:
    begun_on = _only(_marked(tags=("a",), note="first"))
    assert edits.write_note(_book(), LATER, begun_on, "first", KNOWN).changes == ()


def test_a_note_brings_an_annotation_back_whole_that_was_deleted_meanwhile() -> None:
    book = _marked(tags=("a",), note="first")
    begun_on = _only(book)
    book.apply(edits.delete(book, [begun_on.uuid]))
    assert edits.write_note(book, LATER, begun_on, "", KNOWN).changes == ()
    assert edits.write_note(book, LATER, begun_on, "first", KNOWN).changes == ()
    book.apply(edits.write_note(book, LATER, begun_on, "second", KNOWN))
    back = _only(book)
    assert (back.uuid, back.tags, back.note) == (begun_on.uuid, ("a",), "second")
    assert back.anchor == begun_on.anchor
    assert back.modified > begun_on.modified
