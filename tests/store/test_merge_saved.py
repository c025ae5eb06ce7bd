"""Merging saved searches, rules and what they were refused: both sides' stay, from either side."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import saved
from store.annotation import Record, Rejection, Rule, SavedSearch, Width
from store.book import Book
from store.documents import Scribe
from store.merge import Change, make_step
from store.merging.namesakes import other_name
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notes_json import dump
from store.records import decode_all
from tests.store.histories import Act, after
from tests.store.notes_samples import Deed

if TYPE_CHECKING:
    from store.merge import Step
    from store.notes_json import Tables

NOW = "2026-07-31T00:00:00.000Z"
SEARCH, OTHER = SavedSearch("war", "troops border"), SavedSearch("war", "peace")
RULE = Rule("war", "troops", "security", Width.SENTENCE)
REFUSED, ALSO = Rejection("war", "a1", "0123456789abcdef"), Rejection("war", "a2", "f" * 16)
some = settings(max_examples=150, deadline=None, phases=set(Phase) - {Phase.explain})


def _acts(*kinds: str, least: int = 0) -> st.SearchStrategy[list[Act]]:
    few = st.sampled_from("abc")
    deed = st.builds(Deed, st.sampled_from(kinds), st.integers(0, 5), st.integers(0, 5), few, few)
    return st.lists(st.builds(Act, deed, st.integers(0, 9)), min_size=least, max_size=8)


_SAVING = ("save search", "save rule", "save rule", "reject", "reject")
_savings = _acts(*_SAVING, least=1)
_anything = _acts(
    *_SAVING, *("rename search", "delete search", "rename rule", "delete rule", "take back")
)


def _file(*records: Record, past: Tables | None = None) -> Tables:
    return _changed(past or {}, make_step("", (Change(None, one) for one in records)))


def _changed(tables: Tables, *steps: Step) -> Tables:
    changed = {name: dict(documents) for name, documents in tables.items()}
    Scribe().apply(changed, steps, NOW)
    return changed


def _without_stray_refusals(tables: Tables) -> Tables:
    """Return tables in which only what a rule proposed is refused, as a reader can do it."""
    book = Book(decode_all(tables))
    names = {rule.name for rule in book.rules()}
    kept = {number: one for number, one in tables["rejections"].items() if one["rule"] in names}
    return {**tables, "rejections": kept}


def _merged(base: Tables | None, ours: Tables, theirs: Tables) -> Tables:
    """Return the merge, the same from either side and with either side once more."""
    merged = merge_tables(base, ours, theirs, NOW)
    assert dump(merge_tables(base, theirs, ours, NOW)) == dump(merged)
    assert merge_tables(base, merged, theirs, NOW) == merged
    assert merge_tables(base, ours, merged, NOW) == merged
    assert merge_tables(base, merged, merged, NOW) == merged
    return merged


def _records(tables: Tables) -> set[Record]:
    return set(decode_all(tables))


def _said(tables: Tables) -> set[Record]:
    """Return the searches and rules without their names."""
    return {
        replace(one, name="-") for one in decode_all(tables) if isinstance(one, SavedSearch | Rule)
    }


@pytest.mark.parametrize("is_base_known", [True, False])
@given(before=_savings, mine=_anything, others=_anything)
@some
def test_merging_is_commutative_and_idempotent(
    *, is_base_known: bool, before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    ours, theirs = after(base, mine), after(base, others)
    merged = _merged(base if is_base_known else None, ours, theirs)
    assert merge_tables(base, base, theirs, NOW) == theirs
    if is_base_known:
        assert merge_tables(ours, ours, merged, NOW) == merged
        assert merge_tables(theirs, merged, theirs, NOW) == merged


@given(_savings, _savings)
@some
def test_whatever_two_strangers_saved_is_there_once(mine: list[Act], others: list[Act]) -> None:
    ours, theirs = after({}, mine), after({}, others)
    merged = _merged(None, ours, theirs)
    assert _said(merged) == _said(ours) | _said(theirs)
    assert (
        Book(decode_all(ours)).searches() == Book(decode_all(_merged(None, ours, ours))).searches()
    )


@given(_savings, _anything, _anything)
@some
def test_what_either_side_saved_since_is_there_unless_the_other_deleted_it(
    before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    sides = after(base, mine), after(base, others)
    merged = _said(_merged(base, *sides))
    queries = {(type(one), one.query) for one in merged if isinstance(one, SavedSearch | Rule)}
    for this, that in (sides, sides[::-1]):
        deleted = {stone.key.name for stone in Tombstones(that)}
        for one in _records(this) - _records(base):
            if isinstance(one, SavedSearch | Rule) and one.name not in deleted:
                former = Book(decode_all(base)).rule(one.name)
                if isinstance(one, SavedSearch) or former is None or former.query != one.query:
                    assert (type(one), one.query) in queries


@given(st.tuples(_savings, _savings, _savings))
@some
def test_three_strangers_end_with_the_same_in_any_order(done: tuple[list[Act], ...]) -> None:
    files = [_without_stray_refusals(after({}, each)) for each in done]
    results = [
        _records(_merged(None, _merged(None, one, two), three))
        for one, two, three in permutations(files)
    ]
    assert all(each == results[0] for each in results)


def test_of_two_searches_made_under_one_name_both_stay() -> None:
    merged = _records(_merged(None, _file(SEARCH), _file(OTHER)))
    assert merged == {SEARCH, replace(OTHER, name=other_name(OTHER))}
    assert other_name(OTHER) == "war (dd41)"


def test_of_two_rules_made_under_one_name_both_stay_and_none_that_nobody_wrote() -> None:
    one, two = replace(RULE, query="a", tag="b"), replace(RULE, query="b", tag="a")
    merged = _records(_merged(None, _file(one), _file(two)))
    assert merged == {two, replace(one, name=other_name(one))}


def test_a_search_edited_on_one_side_is_edited_and_on_both_sides_is_two() -> None:
    base, ours = _file(SEARCH), _file(OTHER)
    assert _records(_merged(base, ours, base)) == {OTHER}
    theirs = _file(replace(SEARCH, query="truce"))
    assert _said(_merged(base, ours, theirs)) == _said(ours) | _said(theirs)


def test_the_other_name_goes_to_nobody_elses_search() -> None:
    taken = SavedSearch(other_name(OTHER), "mine already")
    for ours, theirs in (((SEARCH,), (OTHER, taken)), ((SEARCH, taken), (OTHER,))):
        merged = _merged(None, _file(*ours), _file(*theirs))
        assert _said(merged) == {replace(one, name="-") for one in (SEARCH, OTHER, taken)}


def test_one_that_got_another_name_and_was_deleted_stays_so_when_it_comes_once_more() -> None:
    stale = _file(OTHER)
    merged = _merged(None, _file(SEARCH), stale)
    ours = _changed(merged, saved.delete_search(Book(decode_all(merged)), other_name(OTHER)))
    assert _records(_merged(None, ours, stale)) == {SEARCH}


def test_a_version_that_was_deleted_does_not_come_back_beside_the_one_that_stayed() -> None:
    base, edited = _file(SEARCH), _file(OTHER)
    deleted = _changed(base, saved.delete_search(Book([SEARCH]), "war"))
    ours = _merged(base, deleted, edited)
    assert _records(_merged(None, ours, base)) == _records(ours) == {OTHER}


def test_what_was_refused_stays_with_the_rule_that_proposed_it() -> None:
    one, two = replace(RULE, query="a"), replace(RULE, query="b")
    base = _file(RULE, REFUSED)
    for past, known in ((None, ()), (base, (REFUSED,))):
        mine = _file(one, *known, ALSO)
        other = _file(two, *known)
        merged = Book(decode_all(_merged(past, mine, other)))
        assert merged.rejections_of("war") == {*known}
        aside = other_name(one)
        assert merged.rejections_of(aside) == {replace(each, rule=aside) for each in (*known, ALSO)}


@pytest.mark.parametrize("is_base_known", [True, False])
def test_what_was_refused_under_the_old_name_of_a_rule_follows_it(*, is_base_known: bool) -> None:
    base = _file(RULE, REFUSED)
    ours = _changed(base, saved.rename_rule(Book(decode_all(base)), "war", "peace"))
    theirs = _file(ALSO, past=base)
    new = {replace(one, rule="peace") for one in (REFUSED, ALSO)}
    merged = _merged(base if is_base_known else None, ours, theirs)
    assert _records(merged) == {replace(RULE, name="peace"), *new}
    ours = _changed(merged, make_step("", [Change(replace(ALSO, rule="peace"), None)]))
    assert Book(decode_all(_merged(None, ours, theirs))).rejections_of("peace") == {
        replace(REFUSED, rule="peace")
    }


def test_a_refusal_taken_back_under_the_old_name_is_taken_back_under_the_new_one() -> None:
    base = _file(RULE, REFUSED)
    ours = _changed(base, saved.rename_rule(Book(decode_all(base)), "war", "peace"))
    theirs = _changed(base, make_step("", [Change(REFUSED, None)]))
    assert _records(_merged(base, ours, theirs)) == {replace(RULE, name="peace")}


def test_what_was_refused_of_a_deleted_rule_counts_again_when_the_rule_is_back() -> None:
    base = _file(RULE)
    deletion = saved.delete_rule(Book([RULE]), "war")
    theirs = _file(REFUSED, past=base)
    merged = _merged(base, _changed(base, deletion), theirs)
    assert _records(merged) == {REFUSED}
    assert Book(decode_all(merged)).rules() == ()
    assert _records(_changed(merged, deletion.inverse())) == {RULE, REFUSED}


@given(_savings, st.sampled_from(["x", "y"]), _acts("reject", "take back"))
@some
def test_no_refusal_is_left_behind_by_a_rename(
    before: list[Act], new: str, others: list[Act]
) -> None:
    base = _file(Rule("a", "troops", "b"), past=after({}, before))
    book = Book(decode_all(base))
    ours = _changed(base, saved.rename_rule(book, "a", new))
    theirs = after(base, others)
    expected = Book(decode_all(theirs)).rejections_of("a")
    if book.rule("a") is not None:
        merged = Book(decode_all(_merged(base, ours, theirs)))
        assert merged.rejections_of(new) == {replace(one, rule=new) for one in expected}
        assert not merged.rejections_of("a")
