"""Coding rules: they propose what nobody decided on yet, and remember what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from store import edits, reviewing, saved
from store.annotation import Origin, Rule, Tag, Width
from store.book import Book
from store.edits import Stamp
from store.history import History
from store.merge import Change, make_step
from store.search.rules import Proposal, Proposer, accept, mark_of, reject
from store.span import Span
from tests.strategies import article_from

if TYPE_CHECKING:
    from store.article import Article

STAMP = Stamp("reader", "2026-11-22T10:00:00.000Z")
ORIGIN = Origin("troops", STAMP.time)
TEXT = (
    "The question of troops remained. Other troops came, and troops went.",
    "Nobody knew whose troops they were.",
)
ARTICLE = article_from(*TEXT)
RULE = Rule("whose troops", "troops", "a", Width.SENTENCE)


def hits_in(article: Article) -> list[Span]:
    starts = [at for at in range(len(article.text)) if article.text.startswith("troops", at)]
    return [Span(at, at + 6) for at in starts]


def proposed(book: Book, article: Article = ARTICLE, rule: Rule = RULE) -> list[Proposal]:
    return list(Proposer(book, rule).propose(article, hits_in(article)))


def words(proposals: list[Proposal]) -> list[str]:
    return [one.anchor.exact for one in proposals]


@pytest.fixture
def book() -> Book:
    made = Book([Tag("a")])
    made.apply(saved.save_rule(made, RULE.name, RULE.query, RULE.tag, width=RULE.width))
    return made


def test_a_rule_proposes_each_passage_once_with_the_hits_in_it(book: Book) -> None:
    first, second, third = proposed(book)
    assert words([first, second, third]) == [
        "The question of troops remained.",
        "Other troops came, and troops went.",
        "Nobody knew whose troops they were.",
    ]
    assert [len(one.hits) for one in (first, second, third)] == [1, 2, 1]
    assert first.anchor.text_hash == ARTICLE.text_hash


def test_what_was_accepted_or_rejected_is_not_proposed_again(book: Book) -> None:
    first, second, third = proposed(book)
    book.apply(accept(book, STAMP, RULE, first, ORIGIN))
    book.apply(reject(book, RULE, second))
    assert words(proposed(book)) == words([third])
    (made,) = book.annotations()
    assert (made.anchor, made.tags, made.origin) == (first.anchor, ("a",), ORIGIN)
    assert [one.id for one in book.articles()] == [ARTICLE.id]


def test_undo_brings_a_proposal_back_and_redo_takes_it_again(book: Book) -> None:
    history = History()
    first, *others = proposed(book)
    for step in (reject(book, RULE, first), accept(book, STAMP, RULE, others[0], ORIGIN)):
        history.add(step)
        book.apply(step)
    for _ in range(2):
        undone = history.back(book)
        assert undone is not None
        book.apply(undone)
    assert words(proposed(book)) == words([first, *others])
    again = history.forward(book)
    assert again is not None
    book.apply(again)
    assert words(proposed(book)) == words(others)


def test_a_rejection_is_remembered_when_other_parts_of_the_article_change(book: Book) -> None:
    first, refused, third = proposed(book)
    book.apply(reject(book, RULE, refused))
    changed = article_from("News, and new troops.", *TEXT, "And more of them: troops.")
    assert words(proposed(book, changed)) == [
        "News, and new troops.",
        *words([first, third]),
        "And more of them: troops.",
    ]
    rewritten = article_from(TEXT[0].replace("came", "had come"), TEXT[1])
    assert "Other troops had come, and troops went." in words(proposed(book, rewritten))


def test_an_article_with_a_rejection_stays_known_until_the_last_is_taken_back(book: Book) -> None:
    first, second, _ = proposed(book)
    step = reject(book, RULE, first)
    others = reject(book, RULE, second)
    book.apply(step)
    book.apply(others)
    undone = History([step]).back(book)
    assert undone is not None
    book.apply(undone)
    assert [one.id for one in book.articles()] == [ARTICLE.id]
    undone = History([step, others]).back(book)
    assert undone is not None
    book.apply(undone)
    assert not book.articles()
    assert len(proposed(book)) == 3


def test_an_article_with_a_rejection_is_known_by_its_new_path(book: Book) -> None:
    moved = replace(edits.known(ARTICLE), path="elsewhere.md")
    assert not edits.know(book, [moved]).changes
    book.apply(reject(book, RULE, proposed(book)[0]))
    book.apply(edits.know(book, [moved, replace(moved, id="other")]))
    assert book.articles() == (moved,)


def test_what_was_rejected_goes_with_an_article_to_the_one_that_takes_its_place(book: Book) -> None:
    book.apply(reject(book, RULE, proposed(book)[0]))
    heir = replace(ARTICLE, id="heir")
    book.apply(reviewing.adopt(book, STAMP, ARTICLE.id, edits.known(heir)))
    assert words(proposed(book, heir)) == words(proposed(book))[1:]
    assert [one.id for one in book.articles()] == ["heir"]


def test_a_rejection_is_the_rules_own_and_the_articles(book: Book) -> None:
    book.apply(reject(book, RULE, proposed(book)[0]))
    assert len(proposed(book, rule=replace(RULE, name="another"))) == 3
    assert len(proposed(book, replace(ARTICLE, id="copy"))) == 3


def test_a_passage_that_has_the_tag_by_hand_is_not_proposed(book: Book) -> None:
    book.apply(edits.mark(book, STAMP, ARTICLE, hits_in(ARTICLE)[0], tags=("a",)))
    assert words(proposed(book)) == words(proposed(Book()))[1:]


def test_accepting_gives_the_tag_to_the_annotation_that_is_there(book: Book) -> None:
    first = proposed(book)[0]
    book.apply(edits.mark(book, STAMP, ARTICLE, first.anchor.span, note="whose?"))
    book.apply(accept(book, STAMP, RULE, first, ORIGIN))
    (one,) = book.annotations()
    assert (one.tags, one.note, one.origin) == (("a",), "whose?", None)


def test_accepting_makes_one_where_the_reader_gave_the_passage_of_another_up(book: Book) -> None:
    first = proposed(book)[0]
    book.apply(edits.mark(book, STAMP, ARTICLE, first.anchor.span))
    (orphan,) = book.annotations()
    lost = structs.replace(orphan, lost_in=ARTICLE.text_hash)
    book.apply(make_step("lost", [Change(orphan, lost)]))
    book.apply(accept(book, STAMP, RULE, first, ORIGIN))
    kept, made = sorted(book.annotations(), key=lambda one: one.tags)
    assert (kept.uuid, kept.tags, kept.lost_in) == (orphan.uuid, (), ARTICLE.text_hash)
    assert (made.tags, made.lost_in) == (("a",), "")
    assert words(proposed(book)) == words(proposed(Book()))[1:]


def test_what_was_rejected_goes_with_a_rule_that_is_renamed_and_ends_with_it(book: Book) -> None:
    book.apply(reject(book, RULE, proposed(book)[0]))
    book.apply(saved.rename_rule(book, RULE.name, "new"))
    renamed = book.rule("new")
    assert renamed == replace(RULE, name="new")
    assert book.rule(RULE.name) is None
    assert len(proposed(book, rule=renamed)) == 2
    delete = saved.delete_rule(book, "new")
    book.apply(delete)
    assert not book.rejections_of("new")
    book.apply(delete.inverse())
    assert len(proposed(book, rule=renamed)) == 2


@given(st.lists(st.sampled_from(["accept", "reject", "undo", "redo", "look"]), max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_passage_is_proposed_tagged_or_rejected_whatever_is_decided(acts: list[str]) -> None:
    book, history = Book([RULE]), History()
    for act in acts:
        open_ones = proposed(book)
        if act in ("undo", "redo"):
            turned = history.back(book) if act == "undo" else history.forward(book)
            if turned is not None:
                book.apply(turned)
        elif act != "look" and open_ones:
            chosen = open_ones[0]
            step = (
                accept(book, STAMP, RULE, chosen, ORIGIN)
                if act == "accept"
                else reject(book, RULE, chosen)
            )
            history.add(step)
            book.apply(step)
        left = {mark_of(one.anchor) for one in proposed(book)}
        refused = {one.mark for one in book.rejections_of(RULE.name)}
        tagged = {mark_of(one.anchor) for one in book.annotations() if one.anchor is not None}
        assert len(left) + len(refused) + len(tagged) == 3
        assert len(left | refused | tagged) == 3
