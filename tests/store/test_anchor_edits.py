"""Anchors after edits: what is told by the old text, what is not, and what readers said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from store.anchor import State, describe, place, place_all
from store.anchoring.likeness import likeness
from store.annotation import Anchor, Annotation
from store.article import NORMALISER, hash_text
from store.span import Span
from tests.bench import published_rules
from tests.bench.anchor_cases import Case
from tests.bench.anchors import (
    SURVIVING,
    Outcome,
    cases,
    judged,
    with_old_text,
    without_old_text,
)

if TYPE_CHECKING:
    from store.anchor import Placement

STEPS = (
    "The delegates arrived late because of the snow on the pass.",
    "The committee shall report to the council before the end of March.",
    "Nobody spoke of the border during the first day.",
    "On the second day the chair read out a letter from the widows of the town.",
    "It was agreed that the road would be opened in April.",
)
PLAIN = " ".join(STEPS)
QUOTE = STEPS[1]


def anchor_of(text: str, quote: str, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return describe(text, hash_text(text), Span(start, start + len(quote)))


def after(old: str, new: str, anchor: Anchor, *, knows_old: bool = True) -> Placement:
    return place(new, hash_text(new), anchor, old if knows_old else None)


def words(placement: Placement, text: str) -> str:
    return placement.span.of(text) if placement.span else ""


def by_rules(anchor: Anchor, text: str) -> tuple[str, float]:
    found = published_rules.place(text, anchor.start, anchor.exact, anchor.prefix, anchor.suffix)
    assert found is not None
    return found[0].of(text), found[1]


@pytest.mark.parametrize("knows_old", [True, False])
def test_a_look_alike_is_not_taken_for_a_deleted_quote_as_the_published_rules_do(
    *, knows_old: bool
) -> None:
    alike = "The commission shall report to the council after the end of May."
    old = f"{PLAIN}\n\n{alike} So it stood in the first draft."
    new = old.replace(QUOTE + " ", "")
    anchor = anchor_of(old, QUOTE)
    taken, score = by_rules(anchor, new)
    assert taken in alike
    assert 0.5 < score < 0.75
    placement = after(old, new, anchor, knows_old=knows_old)
    assert placement.span is None


@pytest.mark.parametrize("knows_old", [True, False])
def test_many_edits_at_the_place_beat_few_elsewhere_as_they_do_not_by_the_published_rules(
    *, knows_old: bool
) -> None:
    genuine = "The committee will now report to the full council well before the end of next March."
    alike = "The committee shall report to a council before an end of Mars."
    old = f"{PLAIN}\n\nThe first draft was read again. {alike} So it stood there."
    new = old.replace(QUOTE, genuine)
    anchor = anchor_of(old, QUOTE)
    assert by_rules(anchor, new)[0] in alike
    placement = after(old, new, anchor, knows_old=knows_old)
    assert placement.state is State.MOVED
    assert words(placement, new) == genuine
    assert placement.score > placement.margin > 0.1


def test_words_kept_elsewhere_are_not_taken_for_a_sentence_rewritten_in_place() -> None:
    old = f"{PLAIN}\n\nThe minutes say it again. {QUOTE} That is all."
    changed = "The committee shall report to the assembly before the end of May."
    new = old.replace(QUOTE, changed, 1)
    placement = after(old, new, anchor_of(old, QUOTE))
    assert (placement.state, words(placement, new)) == (State.MOVED, changed)


def test_a_twin_is_not_taken_for_a_deleted_passage_however_alike_its_surroundings() -> None:
    block = f"{STEPS[0]} {QUOTE} {STEPS[2]}"
    old = f"Of the first day.\n\n{block}\n\nOf the second day.\n\n{block}"
    new = old.replace(f"{block}\n\n", "", 1)
    gone = after(old, new, anchor_of(old, QUOTE, 0))
    assert gone.state in {State.REVIEW, State.ORPHAN}
    kept = after(old, new, anchor_of(old, QUOTE, 1))
    assert kept.state in {State.EXACT, State.REVIEW}


def test_of_a_copy_put_elsewhere_and_the_original_the_original_is_taken() -> None:
    old = "\n\n".join(STEPS)
    new = f"{old}\n\nFrom the archive:\n\n{QUOTE}"
    for nth_quote, text in ((QUOTE, new), (QUOTE, f"{QUOTE}\n\nAs told below.\n\n{old}")):
        placement = after(old, text, anchor_of(old, nth_quote))
        assert placement.state is State.EXACT
        assert placement.span is not None
        assert text[: placement.span.start].endswith(f"{STEPS[0]}\n\n")


def test_of_a_copy_put_beside_the_original_nobody_can_say_which_it_is() -> None:
    old = "\n\n".join(STEPS)
    new = old.replace(QUOTE, f"{QUOTE}\n\n{QUOTE}")
    placement = after(old, new, anchor_of(old, QUOTE))
    assert placement.state is State.REVIEW
    assert [each.span.of(new) for each in placement.candidates] == [QUOTE, QUOTE]


def test_a_line_that_turns_up_in_a_new_verse_is_not_the_one_of_a_verse_dropped() -> None:
    line = "The ferryman asked me for more than I had,"
    chorus = "Oh, carry me down to the river again and leave me the rest of the song."
    dropped = f"I left with the harvest still high in the field, {line} the clock had run down."
    added = f"You wrote me a letter I never unsealed, {line} my mother built fires."
    last = "They're tearing the dance hall apart for its wires, there's a light in the mill."
    old = f"{dropped}\n\n{chorus}\n\n{last}\n\n{chorus}"
    new = f"{chorus}\n\n{added}\n\n{last}\n\n{chorus}"
    assert after(old, new, anchor_of(old, line)).state is State.REVIEW


def test_a_refrain_sung_once_less_is_asked_about() -> None:
    refrain = "Hear us, O Lord of the quiet house."
    old = "\n\n".join(["For the judges.", *[refrain] * 4, "For the widows."])
    new = old.replace(f"{refrain}\n\n", "", 1)
    for nth in range(4):
        assert after(old, new, anchor_of(old, refrain, nth)).state is State.REVIEW


def test_a_moved_paragraph_takes_its_passage_along() -> None:
    old = "\n\n".join(STEPS)
    new = "\n\n".join([*STEPS[2:], *STEPS[:2]])
    placement = after(old, new, anchor_of(old, QUOTE))
    assert (placement.state, words(placement, new)) == (State.EXACT, QUOTE)


def test_other_quotes_dashes_and_line_breaks_are_a_small_change() -> None:
    old = f"{STEPS[0]} “It’s late – too late,” said the chair of it all. {STEPS[2]}"
    new = old.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    new = new.replace("late, ", "late,\n")
    anchor = anchor_of(old, "“It’s late – too late,” said the chair")
    for knows_old in (True, False):
        placement = after(old, new, anchor, knows_old=knows_old)
        assert placement.state is State.MOVED
        assert "".join(words(placement, new).split()) == '"It\'slate-toolate,"saidthechair'


@pytest.mark.parametrize("knows_old", [True, False])
def test_a_passage_is_found_where_newer_rules_join_the_lines_it_lies_on(knows_old: bool) -> None:  # noqa: FBT001 - parametrized
    words_of_lines = QUOTE.split()
    lines = f"{' '.join(words_of_lines[:6])}\n{' '.join(words_of_lines[6:])}"
    old = PLAIN.replace(QUOTE, lines)
    for quote in (lines, lines.split("\n")[1]):
        placement = after(old, PLAIN, anchor_of(old, quote), knows_old=knows_old)
        assert placement.state in {State.EXACT, State.MOVED}
        assert words(placement, PLAIN) == quote.replace("\n", " ")


def test_a_passage_keeps_the_letters_it_began_and_ended_with() -> None:
    old = f"{PLAIN} An uninhabitable island."
    anchor = anchor_of(old, "inhabit")
    new = f"Preface. {old}"
    placement = after(old, new, anchor)
    assert (placement.state, words(placement, new)) == (State.EXACT, "inhabit")


def test_a_moved_passage_ends_with_whole_words() -> None:
    new = PLAIN.replace("shall report to the council", "shall then write to the councillors")
    placement = after(PLAIN, new, anchor_of(PLAIN, "report to the council"))
    assert placement.state is State.MOVED
    assert words(placement, new) == "then write to the councillors"


def test_a_later_version_with_the_passage_back_has_it_again() -> None:
    anchor = anchor_of(PLAIN, QUOTE)
    gone = PLAIN.replace(QUOTE, "")
    assert after(PLAIN, gone, anchor).state is State.ORPHAN
    assert after(PLAIN, f"Once more. {PLAIN}", anchor).state is State.EXACT


def test_an_old_text_that_does_not_hold_the_passage_is_not_believed() -> None:
    anchor = anchor_of(PLAIN, QUOTE)
    new = f"Preface. {PLAIN}"
    assert after("Quite another text.", new, anchor) == after("", new, anchor, knows_old=False)


def annotation(anchor: Anchor | None, lost_in: str = "") -> Annotation:
    return Annotation("u", "a", anchor, lost_in=lost_in)


def test_all_annotations_of_an_article_are_placed_as_each_by_itself_asking_for_a_text_once() -> (
    None
):
    new = f"Preface. {PLAIN.replace('snow', 'ice')}"
    marked = [annotation(anchor_of(PLAIN, quote)) for quote in (*STEPS, "snow on the pass")]
    asked: list[str] = []

    def old_text_of(text_hash: str) -> str:
        asked.append(text_hash)
        return PLAIN

    placed = place_all(new, hash_text(new), [*marked, annotation(None)], old_text_of)
    assert asked == [hash_text(PLAIN)]
    alone = [after(PLAIN, new, each.anchor) for each in marked if each.anchor]
    assert list(placed) == [*alone, None]


def test_a_passage_said_to_be_gone_is_not_asked_about_again_but_found_when_it_is_back() -> None:
    refrain = "Hear us, O Lord of the quiet house."
    old = f"For the judges.\n\n{refrain}\n\n{refrain}\n\nFor the widows."
    new = old.replace(f"{refrain}\n\n", "", 1)
    marked = annotation(anchor_of(old, refrain))

    def state(text: str, annotation: Annotation) -> State:
        [placed] = place_all(text, hash_text(text), [annotation], lambda _: old)
        assert placed is not None
        return placed.state

    assert state(new, marked) is State.REVIEW
    assert state(new, replace(marked, lost_in=hash_text(new))) is State.ORPHAN
    assert state(new, replace(marked, lost_in="an earlier version")) is State.ORPHAN
    assert state(f"Preface.\n\n{old}", replace(marked, lost_in="an earlier one")) is State.EXACT
    assert state(old, replace(marked, lost_in=hash_text(old))) is State.ORPHAN


def test_a_place_refused_once_is_refused_in_later_versions_until_the_words_are_back() -> None:
    marked = annotation(anchor_of(PLAIN, QUOTE))
    refused = PLAIN.replace("the council before the end", "the assembly before the middle")
    later = refused.replace("April", "June")
    marked = replace(marked, lost_in=hash_text(refused))
    for text, state in ((refused, State.ORPHAN), (later, State.ORPHAN), (PLAIN, State.EXACT)):
        [placed] = place_all(text, hash_text(text), [marked], lambda _: PLAIN)
        assert placed is not None
        assert placed.state is state


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 4_000, "b a " * 3_000 + "c"),
        ("a" * 100_000, "a" * 90_001),
        ("Amen. " * 5_000, "Amen. " * 2_000 + "Alleluia. " + "Amen. " * 2_500),
        (". " * 10_000, ", " * 10_000),
        ("東京。" * 5_000, "京東。" * 5_000),
    ],
    ids=["two words", "one letter", "one refrain", "marks", "no spaces"],
)
def test_a_hostile_text_costs_no_more_than_it_helps(old: str, new: str) -> None:
    anchor = describe(old, hash_text(old), Span(1_000, 1_040))
    for knows_old in (True, False):
        placement = after(old, new, anchor, knows_old=knows_old)
        assert placement.state in {State.REVIEW, State.ORPHAN}


@pytest.fixture(scope="module")
def some_cases() -> list[Case]:
    return list(cases(420, seed=77))


def test_of_some_hundred_edits_none_is_wrong_in_silence(some_cases: list[Case]) -> None:
    outcomes = [(case, with_old_text(case)) for case in some_cases]
    assert [case for case, outcome in outcomes if outcome is Outcome.WRONG] == []
    clear = [(case, outcome) for case, outcome in outcomes if not case.is_ambiguous]
    kept = [outcome for case, outcome in clear if case.survival >= SURVIVING]
    assert len(kept) > 200
    assert kept.count(Outcome.RIGHT) >= 0.98 * len(kept)
    assert [outcome for _, outcome in clear].count(Outcome.REVIEW) <= 0.03 * len(clear)


def test_without_the_old_text_none_is_wrong_in_silence_either(some_cases: list[Case]) -> None:
    wrong = [case for case in some_cases if without_old_text(case) is Outcome.WRONG]
    assert wrong == []


def test_a_word_put_behind_a_passage_is_counted_to_it_or_not_though_the_quote_has_it_too() -> None:
    old = "Imangali Tasmagambetov is also the chair."
    new = "Imangali Tasmagambetov was also Tasmagambetov the chair."
    anchor = describe(old, hash_text(old), Span(0, 30))
    case = Case("", old, new, anchor, truth=Span(0, 45), is_ambiguous=False)
    assert judged(case, Span(0, 31), State.MOVED) is Outcome.RIGHT
    assert judged(case, Span(9, 31), State.MOVED) is Outcome.WRONG


def test_an_article_edited_here_and_there_is_like_itself_and_not_like_another() -> None:
    edited = PLAIN.replace("snow", "ice").replace("April", "May")
    other = "Gardeners swapped seeds at the spring market. The museum set its clocks again."
    assert likeness(PLAIN, PLAIN) == 1.0
    assert likeness(PLAIN, edited) == likeness(edited, PLAIN) > 0.6
    assert likeness(PLAIN, other) < 0.1
    assert likeness(PLAIN, "") == likeness("", "") == 0.0


def test_a_copy_of_the_description_is_placed_without_the_text_hash() -> None:
    anchor = replace(anchor_of(PLAIN, QUOTE), text_hash="", normaliser=NORMALISER)
    placement = place(PLAIN, hash_text(PLAIN), anchor)
    assert (placement.state, placement.span) == (State.EXACT, anchor.span)
