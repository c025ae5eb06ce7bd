"""The book: quick answers that always agree with what it holds; undo as the exact inverse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from store import edits
from store.annotation import Anchor, Annotation, Colour, KnownArticle, Record, Tag
from store.book import Book, derived_tag
from store.history import History, possible
from store.merge import Change, Step
from tests.store.notes_samples import ARTICLES, Deed, deeds, step_of

ARTICLE = ARTICLES[0]


def _annotation(
    uuid: str, start: int = 0, end: int = 5, tags: tuple[str, ...] = (), time: str = "1"
) -> Annotation:
    anchor = Anchor(start, end, "", "", "", "", 1)
    return Annotation(uuid, "one", anchor, tags, created=time, modified=time)


def _edited(book: Book, steps: list[Deed]) -> None:
    for second, deed in enumerate(steps):
        book.apply(step_of(deed, book, second))


def _content(book: Book) -> list[Record]:
    """Return what a book says, without the times at which it was said."""
    records = (
        structs.replace(one, modified="") if isinstance(one, Annotation) else one
        for one in book.records()
    )
    return sorted(records, key=repr)


def _assert_indexes_agree(book: Book) -> None:
    anew = Book(book.records())
    assert book == anew
    assert sorted(a.uuid for a in book.annotations()) == sorted(a.uuid for a in anew.annotations())
    assert book.tags() == anew.tags()
    assert book.counts() == anew.counts()
    for article in ARTICLES:
        assert book.of_article(article.id) == anew.of_article(article.id)
        assert book.tags_of_article(article.id) == anew.tags_of_article(article.id)
    assert set(book.recent_tags()) >= set(anew.recent_tags())


@given(st.lists(deeds, max_size=15))
@settings(max_examples=150, deadline=None)
def test_the_indexes_agree_with_the_records_after_any_edits(steps: list[Deed]) -> None:
    book = Book()
    for second, deed in enumerate(steps):
        book.apply(step_of(deed, book, second))
        _assert_indexes_agree(book)


@given(st.lists(deeds, max_size=12), deeds)
@settings(max_examples=300, deadline=None)
def test_every_edit_is_taken_back_exactly_by_its_inverse(steps: list[Deed], last: Deed) -> None:
    book = Book()
    _edited(book, steps)
    before = _content(book)
    step = step_of(last, book, 99)
    book.apply(step)
    after = _content(book)
    book.apply(step.inverse())
    assert _content(book) == before
    _assert_indexes_agree(book)
    book.apply(step)
    assert _content(book) == after


@given(st.lists(deeds | st.sampled_from(["undo", "redo"]), max_size=25))
@settings(max_examples=150, deadline=None)
def test_undo_and_redo_walk_through_the_same_books_back_and_forth(
    acts: list[Deed | str],
) -> None:
    book, history = Book(), History()
    books, place = [_content(Book())], 0
    for second, act in enumerate(acts):
        if isinstance(act, Deed):
            step = step_of(act, book, second)
            if not step.changes:
                continue
            history.add(step)
            book.apply(step)
            place += 1
            books[place:] = [_content(book)]
            continue
        turned = history.back(book) if act == "undo" else history.forward(book)
        if turned is not None:
            assert turned.skipped == 0
            book.apply(turned)
            place += -1 if act == "undo" else 1
        assert _content(book) == books[place]
    assert history.can_undo == (place > 0)
    assert history.can_redo == (place < len(books) - 1)


def test_an_article_lists_whole_ones_first_then_by_start_the_longer_first() -> None:
    whole = structs.replace(_annotation("w"), anchor=None)
    inner, outer, later = _annotation("i", 5, 8), _annotation("o", 5, 20), _annotation("l", 9, 10)
    book = Book([later, inner, whole, outer])
    assert book.of_article("one") == (whole, outer, inner, later)
    assert book.on_whole_article("one") == whole
    assert book.of_article("another") == ()
    assert book.on_whole_article("another") is None


def test_a_tag_without_an_entry_is_there_all_the_same_in_a_lasting_colour() -> None:
    book = Book([_annotation("1", tags=("by/hand",))])
    (tag,) = book.tags()
    assert tag == book.tag("by/hand") == derived_tag("by/hand")
    assert book.colour_of(book.annotations()[0]) is tag.colour
    assert book.counts() == {"by/hand": 1}
    assert book.stored_tag("by/hand") is None
    book.apply(
        edits.toggle_tag(book, edits.Stamp("r", "2"), ["1"], "other"),
    )
    assert book.tag("by/hand").colour is tag.colour


def test_a_highlight_has_its_first_tags_colour_else_its_own() -> None:
    book = Book([Tag("a", Colour.RED), Tag("b", Colour.BLUE)])
    assert book.colour_of(_annotation("1", tags=("b", "a"))) is Colour.BLUE
    assert book.colour_of(structs.replace(_annotation("1"), colour=Colour.GREEN)) is Colour.GREEN


def test_recent_tags_are_those_given_last_even_when_the_clock_was_put_back() -> None:
    book = Book(
        [_annotation("1", tags=("old",), time="1"), _annotation("2", tags=("new",), time="2")]
    )
    assert book.recent_tags() == ("new", "old")
    book.apply(edits.toggle_tag(book, edits.Stamp("r", "0"), ["1"], "newest"))
    assert book.recent_tags() == ("newest", "new", "old")
    book.apply(edits.toggle_tag(book, edits.Stamp("r", "0"), ["2"], "old"))
    assert book.recent_tags()[0] == "old"


def test_an_edit_changes_only_the_fields_that_it_was_about() -> None:
    seen = _annotation("1", tags=("a",))
    book = Book([structs.replace(seen, note="their note", modified="5")])
    book.apply(Step("tag", (Change(seen, structs.replace(seen, tags=("a", "b"), modified="6")),)))
    assert book.annotation("1") == structs.replace(
        seen, note="their note", tags=("a", "b"), modified="6"
    )


def test_a_removal_gives_way_to_a_change_that_it_did_not_know_of() -> None:
    seen = _annotation("1")
    changed = structs.replace(seen, note="kept")
    book = Book([changed])
    book.apply(Step("delete", (Change(seen, None),)))
    assert book.annotation("1") == changed


def test_an_edit_brings_back_what_somebody_else_removed() -> None:
    seen = _annotation("1")
    book = Book()
    book.apply(Step("note", (Change(seen, structs.replace(seen, note="kept")),)))
    assert book.annotation("1") == structs.replace(seen, note="kept")


def test_a_new_tag_gives_way_to_the_one_that_is_already_there() -> None:
    theirs = Tag("a", Colour.RED, "1", "what it means")
    book = Book([theirs])
    book.apply(Step("create", (Change(None, Tag("a", Colour.BLUE)),)))
    assert book.tag("a") == theirs


def test_a_rename_onto_a_name_that_somebody_else_made_meanwhile_keeps_theirs() -> None:
    mine, theirs = Tag("a", Colour.BLUE), Tag("b", Colour.RED, "1")
    book = Book([mine, theirs])
    book.apply(Step("rename", (Change(mine, replace(mine, name="b")),)))
    assert book.tags() == (theirs,)


def test_undo_leaves_alone_what_somebody_else_changed_and_says_so() -> None:
    book, history = Book([_annotation("1"), _annotation("2")]), History()
    step = edits.toggle_tag(book, edits.Stamp("r", "9"), ["1", "2"], "a")
    book.apply(step)
    history.add(step)
    theirs = structs.replace(book.annotations()[0], note="theirs", modified="95")
    book.apply(Step("note", (Change(book.annotations()[0], theirs),)))
    undone = history.back(book)
    assert undone is not None
    assert undone.skipped == 1
    book.apply(undone)
    assert [one.tags for one in book.annotations() if one.uuid != theirs.uuid] == [()]
    assert book.annotation(theirs.uuid) == theirs
    assert book.stored_tag("a") is not None, "their annotation still has it"
    redone = history.forward(book)
    assert redone is not None
    book.apply(redone)
    assert [one.tags for one in book.annotations()] == [("a",), ("a",)]


def test_undoing_the_first_mark_keeps_the_article_known_while_others_mark_it_too() -> None:
    book = Book()
    step = edits.mark(book, edits.Stamp("r", "1"), ARTICLE, None, note="mine")
    book.apply(step)
    others = structs.replace(book.annotations()[0], uuid="theirs", creator="somebody")
    book.apply(Step("note", (Change(None, others),)))
    undone = possible(step.inverse(), book)
    book.apply(undone)
    assert book.annotations() == (others,)
    assert isinstance(book.known_article(ARTICLE.id), KnownArticle)
    assert undone.skipped == 0
