"""Merging two versions of one record: each field by its own rule, and the same from either side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store.annotation import (
    Anchor,
    Annotation,
    Colour,
    KnownArticle,
    Origin,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
    Width,
)
from store.merge import Change, Step, settle
from store.merging.keys import assign, claims
from store.merging.notes import DIVIDER, merge_notes, sections
from store.merging.records import merge_records
from store.records import key_of

TIME = "2026-07-30T10:00:0{}.000Z".format
BASE = Annotation(
    "1",
    "one",
    Anchor(0, 3, "The", "", " min", "a" * 64, 1),
    ("a", "b"),
    "first",
    created=TIME(0),
    modified=TIME(0),
)
some = settings(max_examples=400, deadline=None)

_notes = st.lists(st.sampled_from(["a", "a b", "b", "c\n\nd"]), max_size=3, unique=True).map(
    f"\n\n{DIVIDER}\n\n".join
)
_annotations = st.builds(
    Annotation,
    uuid=st.just("1"),
    article=st.sampled_from(["one", "two"]),
    anchor=st.none()
    | st.builds(Anchor, *map(st.just, (0, 1, "x", "", "")), st.just("h"), st.just(1)),
    tags=st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple),
    note=_notes,
    colour=st.sampled_from(list(Colour)[:3]),
    creator=st.sampled_from(["", "x", "y"]),
    created=st.sampled_from(["", TIME(0), TIME(1)]),
    modified=st.sampled_from([TIME(0), TIME(1), TIME(2)]),
    lost_in=st.sampled_from(["", "h"]),
    origin=st.sampled_from([None, Origin("x", TIME(0)), Origin("y", TIME(1))]),
    confirmed=st.booleans(),
)
_keys = st.sampled_from(["", "1", "2"])
_tags = st.builds(Tag, st.just("a"), st.sampled_from(list(Colour)[:3]), _keys, _notes)
_terms = st.builds(Term, st.just("t"), st.sampled_from(list(Colour)[:3]))
_paths = st.sampled_from(["a.txt", "b.txt", "c.txt"])
_articles = st.builds(KnownArticle, st.just("id"), _paths, st.sampled_from("xyz"), _paths)
_searches = st.builds(SavedSearch, st.just("s"), st.sampled_from("xyz"))
_rules = st.builds(
    Rule, st.just("r"), st.sampled_from("xyz"), st.sampled_from("abc"), st.sampled_from(Width)
)
_rejections = st.just(Rejection("r", "id", "m"))


def _trio(
    one: st.SearchStrategy[Record],
) -> st.SearchStrategy[tuple[Record | None, Record, Record]]:
    return st.tuples(st.none() | one, one, one)


_plain = st.one_of(
    _trio(_terms), _trio(_articles), _trio(_searches), _trio(_rules), _trio(_rejections)
)


@given(st.one_of(_trio(_annotations), _trio(_tags), _plain))
@some
def test_merging_is_commutative_and_idempotent(
    versions: tuple[Record | None, Record, Record],
) -> None:
    base, ours, theirs = versions
    merged = merge_records(base, ours, theirs)
    assert merge_records(base, theirs, ours) == merged
    assert merge_records(base, merged, theirs) == merged
    assert merge_records(base, ours, merged) == merged
    assert merge_records(base, ours, ours) == ours


def test_each_side_brings_what_it_changed() -> None:
    ours = structs.replace(BASE, tags=("a", "b", "mine"), modified=TIME(1))
    theirs = structs.replace(BASE, note="second", colour=Colour.RED, modified=TIME(2))
    merged = merge_records(BASE, ours, theirs)
    assert merged == structs.replace(
        BASE, tags=("a", "b", "mine"), note="second", colour=Colour.RED, modified=TIME(2)
    )


def test_a_tag_given_on_one_side_and_one_taken_on_the_other_are_both_heeded() -> None:
    ours = structs.replace(BASE, tags=("b", "z", "mine"))
    theirs = structs.replace(BASE, tags=("a", "b", "theirs"))
    merged = merge_records(BASE, ours, theirs)
    assert isinstance(merged, Annotation)
    assert merged.tags == ("b", "mine", "theirs", "z")


def test_both_versions_of_a_note_are_kept_and_merging_again_adds_nothing() -> None:
    merged = merge_notes("first", "first, ours", "theirs")
    assert merged == f"first, ours\n\n{DIVIDER}\n\ntheirs"
    assert merge_notes("first", merged, "theirs") == merged
    assert merge_notes(None, merged, "theirs") == merged


def test_of_two_versions_the_longer_is_enough_if_the_other_stands_in_it_word_for_word() -> None:
    assert merge_notes(None, "why now", "why now, of all times") == "why now, of all times"
    assert merge_notes(None, "no", "nothing new") == f"no\n\n{DIVIDER}\n\nnothing new"
    assert merge_notes("x", "", "x, and more") == "x, and more"


@pytest.mark.parametrize("base", ["", "draft"])
def test_of_two_versions_of_a_known_note_neither_is_taken_for_the_other(base: str) -> None:
    merged = merge_notes(base, "guilty", "not guilty")
    assert merged == f"guilty\n\n{DIVIDER}\n\nnot guilty"
    assert merge_notes(None, merged, "not guilty") == merged, "nor by who merges next"


_sections = st.lists(st.sampled_from(["a", "a b", "a b c", "b", "b c", "c"]), max_size=4)


@given(st.none() | _sections, _sections, _sections)
@some
def test_notes_of_sections_that_stand_in_one_another_come_together_the_same_way(
    base: list[str] | None, ours: list[str], theirs: list[str]
) -> None:
    past, mine, other = (
        f"\n\n{DIVIDER}\n\n".join(dict.fromkeys(each or ())) for each in (base, ours, theirs)
    )
    former = None if base is None else past
    merged = merge_notes(former, mine, other)
    assert merge_notes(former, other, mine) == merged
    assert merge_notes(former, merged, other) == merged
    assert merge_notes(former, mine, merged) == merged


def test_a_note_of_a_hundred_thousand_sections_is_merged_all_the_same() -> None:
    many = [str(number) for number in range(100_000)]
    ours, theirs = (f"\n\n{DIVIDER}\n\n".join(half) for half in (many[::2], many[1::2]))
    assert set(sections(merge_notes(None, ours, theirs))) == set(many)


def test_passage_and_loss_are_decided_together_by_the_newer_side() -> None:
    assert BASE.anchor is not None
    moved = structs.replace(
        BASE, anchor=structs.replace(BASE.anchor, start=1, end=4), modified=TIME(2)
    )
    lost = structs.replace(BASE, lost_in="b" * 64, modified=TIME(1))
    assert merge_records(BASE, moved, lost) == moved


def test_the_older_side_says_who_made_it_and_when() -> None:
    ours = structs.replace(BASE, creator="later", created=TIME(3))
    merged = merge_records(None, ours, structs.replace(BASE, creator="first"))
    assert isinstance(merged, Annotation)
    assert (merged.creator, merged.created) == ("first", TIME(0))
    known = merge_records(None, structs.replace(ours, created=""), ours)
    assert isinstance(known, Annotation)
    assert known.created == TIME(3)


def test_a_tag_described_on_both_sides_keeps_both_and_the_lower_key() -> None:
    ours, theirs = Tag("a", Colour.RED, "2", "mine"), Tag("a", Colour.BLUE, "1", "theirs")
    merged = merge_records(Tag("a"), ours, theirs)
    assert isinstance(merged, Tag)
    assert merged.description == f"mine\n\n{DIVIDER}\n\ntheirs"
    assert merged.key == "1"


def test_records_of_two_kinds_are_no_versions_of_one() -> None:
    with pytest.raises(TypeError, match="kind"):
        merge_records(None, Tag("a"), Term("a"))


_name_keys = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "1", "2", "3"]))


@given(_name_keys, _name_keys, _name_keys)
@some
def test_no_key_is_given_to_two_tags_and_merging_again_changes_none(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    ours, theirs = ({name: side.get(name, "") for name in "abcd"} for side in (ours, theirs))

    def merged(mine: dict[str, str], other: dict[str, str]) -> dict[str, str]:
        wanted = {n: claims(base.get(n), mine.get(n), other.get(n)) for n in "abcd"}
        given_keys = assign(wanted)
        assert len(set(given_keys.values())) == len(given_keys)
        assert assign(dict(reversed(wanted.items()))) == given_keys
        return {name: given_keys.get(name, "") for name in "abcd"}

    result = merged(ours, theirs)
    assert merged(theirs, ours) == result
    assert merged(result, theirs) == result
    assert merged(ours, result) == result


def test_an_edit_of_a_note_that_changed_meanwhile_keeps_both_in_one() -> None:
    after = structs.replace(BASE, note="mine", modified=TIME(1))
    present = structs.replace(BASE, note="theirs", tags=("a",), modified=TIME(5))
    (outcome,) = settle(Step("note", (Change(BASE, after),)), lambda _: present)
    assert isinstance(outcome.record, Annotation)
    assert outcome.record.note == f"mine\n\n{DIVIDER}\n\ntheirs"
    assert outcome.record.tags == ("a",)
    assert outcome.record.modified > present.modified, "a merge is a version of its own"


def test_an_edit_that_is_there_already_changes_nothing() -> None:
    after = structs.replace(BASE, note="mine", modified=TIME(1))
    for present in (after, structs.replace(after, modified=TIME(4))):
        (outcome,) = settle(Step("note", (Change(BASE, after),)), {key_of(BASE): present}.get)
        assert outcome.record == present


def test_a_removal_heeds_what_is_said_and_not_when() -> None:
    removal = Step("delete", (Change(BASE, None),))
    (outcome,) = settle(removal, lambda _: structs.replace(BASE, modified=TIME(9)))
    assert outcome.leaving is not None
    (outcome,) = settle(removal, lambda _: structs.replace(BASE, note="changed"))
    assert outcome.leaving is None
