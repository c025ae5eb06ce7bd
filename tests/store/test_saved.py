"""Saved searches and coding rules: kept under names, renamed and forgotten, each as one step."""

from __future__ import annotations

import pytest

from store import codebook, saved
from store.annotation import Rule, SavedSearch, Tag, Width
from store.book import Book
from store.edits import Stamp

STAMP = Stamp("reader", "2026-11-22T10:00:00.000Z")


def test_a_search_is_kept_under_its_name_and_a_second_takes_its_place() -> None:
    book = Book()
    book.apply(saved.save_search(book, "war", " troops border "))
    book.apply(saved.save_search(book, "war", '"no  war"'))
    book.apply(saved.save_search(book, "peace", "treaty"))
    assert book.searches() == (
        SavedSearch("peace", "treaty"),
        SavedSearch("war", '"no  war"'),
    )
    assert book.search("war") == SavedSearch("war", '"no  war"')


def test_a_search_is_renamed_but_never_over_another() -> None:
    book = Book([SavedSearch("war", "troops"), SavedSearch("peace", "treaty")])
    with pytest.raises(ValueError, match="“peace” already"):
        saved.rename_search(book, "war", "peace")
    assert not saved.rename_search(book, "war", "war").changes
    assert not saved.rename_search(book, "gone", "new").changes
    book.apply(saved.rename_search(book, "war", "unrest"))
    assert [one.name for one in book.searches()] == ["peace", "unrest"]


def test_a_search_is_forgotten_and_undo_brings_it_back() -> None:
    book = Book([SavedSearch("war", "troops")])
    step = saved.delete_search(book, "war")
    book.apply(step)
    assert not book.searches()
    book.apply(step.inverse())
    assert book.searches() == (SavedSearch("war", "troops"),)


def test_a_rule_is_changed_under_its_name_and_never_renamed_over_another() -> None:
    book = Book()
    book.apply(saved.save_rule(book, "war", "troops", "security"))
    book.apply(saved.save_rule(book, "war", "troops", "security", width=Width.SENTENCE))
    book.apply(saved.save_rule(book, "peace", "treaty", "security"))
    assert book.rule("war") == Rule("war", "troops", "security", Width.SENTENCE)
    with pytest.raises(ValueError, match="“peace” already"):
        saved.rename_rule(book, "war", "peace")


def test_a_rule_follows_its_tag_when_that_is_renamed_and_outlives_it() -> None:
    book = Book([Tag("security/border"), Rule("war", "troops", "security/border")])
    book.apply(codebook.rename(book, STAMP, "security", "defence"))
    assert book.rule("war") == Rule("war", "troops", "defence/border")
    book.apply(codebook.delete(book, STAMP, "defence"))
    assert book.rule("war") == Rule("war", "troops", "defence/border")


@pytest.mark.parametrize("query", ["", "  ", "\x07", "\n"])
def test_nothing_is_no_query_to_save(query: str) -> None:
    with pytest.raises(ValueError, match="no query"):
        saved.save_search(Book(), "war", query)


@pytest.mark.parametrize("name", ["", " \n", "\x1b"])
def test_nothing_is_no_name(name: str) -> None:
    with pytest.raises(ValueError, match="at least one"):
        saved.check_name(name)


def test_a_name_is_kept_on_one_line_and_short_enough_for_a_list() -> None:
    assert saved.check_name(" the \n war\x1b ") == "the war"
    with pytest.raises(ValueError, match="at most"):
        saved.check_name("x" * 1001)
