"""Decisions about passages and articles are steps that undo takes back whole."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from store import edits, missing, places, reviewing
from store.anchor import State, as_told, describe, place_all
from store.annotation import Annotation, KnownArticle, Record
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.book import Book
from store.edits import Stamp
from store.entry import Entry
from store.exchange import passages
from store.refusals import Refusals
from store.span import Span

if TYPE_CHECKING:
    from pathlib import Path

NOW = Stamp("reader", "2024-05-01T10:00:00.000Z")
LATER = Stamp("reader", "2024-05-02T10:00:00.000Z")
TEXT = "The council sat for an hour. It decided to send observers."
NEW = "The council sat all day. It decided nothing."


def article(text: str = TEXT, article_id: str = "a", path: str = "council.txt") -> Article:
    parsed = Parsed("Council", None, None, None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    return Article(article_id, path, parsed, hash_text(text))


@pytest.fixture
def book() -> Book:
    book = Book()
    book.apply(edits.mark(book, NOW, article(), Span(0, 28), tags=("law",), note="why"))
    book.apply(edits.mark(book, NOW, article(), None, note="the whole of it"))
    return book


def passage(book: Book) -> Annotation:
    return next(each for each in book.annotations() if each.anchor is not None)


def said(book: Book) -> set[Record]:
    """Return what a book says, whenever it was said: taking back is later than what it undoes."""
    return {
        structs.replace(each, modified="") if isinstance(each, Annotation) else each
        for each in book.records()
    }


def entry(path: str, text: str, title: str = "Council", words: int | None = None) -> Entry:
    count = len(text.split()) if words is None else words
    return Entry.of(path, path, title, words=count, text_hash=hash_text(text))


def test_an_accepted_place_is_the_anchor_from_now_on_and_nothing_is_said_to_be_lost(
    book: Book,
) -> None:
    one = passage(book)
    book.apply(reviewing.keep_orphan(book, LATER, one.uuid, hash_text(NEW)))
    before, new = said(book), article(NEW)
    anchor = describe(NEW, new.text_hash, Span(0, 24))
    step = reviewing.accept(book, LATER, one.uuid, anchor, edits.known(new))
    book.apply(step)
    after = passage(book)
    assert (after.anchor, after.lost_in) == (anchor, "")
    assert (after.tags, after.note, after.created) == (one.tags, one.note, one.created)
    assert after.modified > one.modified
    known = book.known_article("a")
    assert known is not None
    assert known.text_hash == new.text_hash
    book.apply(step.inverse())
    assert said(book) == before


def test_a_place_that_the_reader_gave_in_another_text_is_confirmed_and_one_in_the_same_is_not(
    book: Book,
) -> None:
    one, new = passage(book), article(NEW)
    shorter = describe(TEXT, hash_text(TEXT), Span(0, 11))
    book.apply(reviewing.accept(book, LATER, one.uuid, shorter, edits.known(article())))
    assert not passage(book).confirmed
    assert as_told(passage(book), State.EXACT, hash_text(TEXT)) is State.EXACT
    anchor = describe(NEW, new.text_hash, Span(0, 24))
    book.apply(reviewing.accept(book, LATER, one.uuid, anchor, edits.known(new)))
    assert passage(book).confirmed
    assert as_told(passage(book), State.EXACT, new.text_hash) is State.CONFIRMED
    assert as_told(passage(book), State.MOVED, new.text_hash) is State.MOVED
    longer = describe(NEW, new.text_hash, Span(0, len(NEW)))
    book.apply(reviewing.accept(book, LATER, one.uuid, longer, edits.known(new)))
    assert passage(book).confirmed


def confirmed(book: Book) -> Annotation:
    """Return the passage after the reader said where it is in a changed text."""
    anchor = describe(NEW, hash_text(NEW), Span(0, 24))
    known = edits.known(article(NEW))
    book.apply(reviewing.accept(book, LATER, passage(book).uuid, anchor, known))
    assert passage(book).confirmed
    return passage(book)


def test_a_place_is_not_confirmed_in_a_later_text_of_which_the_reader_said_nothing(
    book: Book,
) -> None:
    later = f"{NEW} Then it rose."
    one = confirmed(book)
    [placement] = place_all(later, hash_text(later), [one], lambda _: None)
    assert placement is not None
    assert placement.state is State.EXACT
    assert as_told(one, placement.state, hash_text(later)) is State.EXACT
    cited = passages.Citation("a", "council.txt", "Council")
    found = passages.describe(one, cited, article(later), one.colour)
    assert found.state is State.EXACT


def test_what_goes_to_another_article_is_not_confirmed_there_until_the_reader_says_where(
    book: Book,
) -> None:
    before = confirmed(book)
    other = f"{NEW} Then it rose."
    heir = article(other, "b", "council.md")
    step = reviewing.adopt(book, LATER, "a", edits.known(heir))
    book.apply(step)
    assert not passage(book).confirmed
    anchor = describe(other, heir.text_hash, Span(0, 24))
    accepted = reviewing.accept(book, LATER, before.uuid, anchor, edits.known(heir))
    book.apply(accepted)
    assert passage(book).confirmed
    book.apply(accepted.inverse())
    book.apply(step.inverse())
    assert passage(book).confirmed


def test_an_orphan_keeps_its_passage_tags_and_note(book: Book) -> None:
    one, before = passage(book), said(book)
    step = reviewing.keep_orphan(book, LATER, one.uuid, hash_text(NEW))
    book.apply(step)
    after = passage(book)
    assert after.lost_in == hash_text(NEW)
    assert structs.replace(after, lost_in="", modified=one.modified) == one
    book.apply(step.inverse())
    assert said(book) == before


def test_all_annotations_of_a_missing_article_go_to_its_heir_and_back(book: Book) -> None:
    before, anchor = said(book), passage(book).anchor
    heir = KnownArticle("b", "council.md", hash_text(NEW), "The Council")
    step = reviewing.adopt(book, LATER, "a", heir)
    book.apply(step)
    assert len(book.of_article("b")) == 2
    assert book.of_article("a") == ()
    assert book.articles() == (heir,)
    assert passage(book).anchor == anchor
    assert "The Council" in step.label
    book.apply(step.inverse())
    assert said(book) == before


def test_a_decision_about_an_annotation_that_is_gone_changes_nothing(book: Book) -> None:
    anchor, known = describe(NEW, hash_text(NEW), Span(0, 3)), edits.known(article(NEW))
    assert reviewing.accept(book, LATER, "gone", anchor, known).changes == ()
    assert reviewing.keep_orphan(book, LATER, "gone", hash_text(NEW)).changes == ()


def test_missing_are_annotated_articles_that_are_not_listed(book: Book) -> None:
    assert missing.missing_articles(book, {"a"}) == ()
    [known] = missing.missing_articles(book, {"b"})
    assert known.id == "a"
    book.apply(edits.delete(book, [each.uuid for each in book.annotations()]))
    assert missing.missing_articles(book, {"b"}) == ()


def test_compared_are_articles_without_notes_the_one_of_a_like_name_first() -> None:
    gone = KnownArticle("a", "press/council.txt", hash_text(TEXT), "Council")
    free = entry("council.md", TEXT)
    others = [entry("weather.txt", TEXT, "Weather"), entry("noted.txt", TEXT), free]
    broken = structs.replace(entry("council-x.md", TEXT), error="it is binary")
    found = missing.worth_comparing(gone, [*others, broken], {"noted.txt"})
    assert [each.path for each in found] == ["council.md", "weather.txt"]


def test_articles_of_quite_another_length_are_not_compared() -> None:
    gone = KnownArticle("a", "council.txt", hash_text(TEXT), "Council")
    entries = [entry(f"{words}.txt", TEXT, words=words) for words in (5, 40, 100, 299, 301)]
    found = missing.worth_comparing(gone, entries, set(), words=100)
    assert {each.words for each in found} == {40, 100, 299}


def test_at_most_a_hundred_are_compared() -> None:
    gone = KnownArticle("a", "council.txt", hash_text(TEXT), "Council")
    entries = [entry(f"{number}.txt", TEXT) for number in range(300)]
    assert len(missing.worth_comparing(gone, entries, set())) == 100


def test_without_the_old_text_the_quotes_tell_who_is_alike(book: Book) -> None:
    annotations = book.annotations()
    assert missing.alike(annotations, None, f"Before. {TEXT} After.") == 1.0
    assert missing.alike(annotations, None, NEW) == 0.0
    assert missing.alike((), None, TEXT) == 0.0


def test_with_the_old_text_a_few_changed_words_leave_it_alike(book: Book) -> None:
    old = " ".join(f"word{number}" for number in range(300))
    new = old.replace("word7 ", "other ").replace("word150 ", "another ")
    assert missing.alike(book.annotations(), old, new) >= missing.ALIKE
    assert missing.alike(book.annotations(), old, NEW) < missing.ALIKE


def test_what_was_refused_is_remembered_by_the_next_session(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    refusals, other = Refusals(notes), Refusals(notes)
    refusals.add("a", ["b", "c"])
    other.add("a", ["d"])
    refusals.save()
    other.save()
    again = Refusals(notes)
    again.load()
    assert all(again.holds("a", heir) for heir in "bcd")
    assert not again.holds("b", "a")
    elsewhere = Refusals(tmp_path / "other.notes.json")
    elsewhere.load()
    assert not elsewhere.holds("a", "b")


def test_what_was_refused_is_not_read_before_somebody_asks_for_it(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    folder = places.ensure(places.state_dir() / "refused")
    os.mkfifo(folder / f"{places.key_of(notes)}.json")  # a disk that never answers
    making = threading.Thread(target=Refusals, args=(notes,), daemon=True)
    making.start()
    making.join(10)
    assert not making.is_alive()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"a": 1}', b'[["a"], [1, 2], "ab"]'])
def test_a_damaged_list_of_refusals_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    notes = tmp_path / "corpus.notes.json"
    refusals = Refusals(notes)
    refusals.add("a", ["b"])
    refusals.save()
    [file] = (places.state_dir() / "refused").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_bytes(damage)
    again = Refusals(notes)
    again.load()
    assert not again.holds("a", "b")
