"""What two excerpts do not share is lit, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.anchor import describe
from store.span import Span
from tui.reading.difference import Part, compare, plain
from tui.reading.excerpt import Excerpt, excerpt, quoted
from tui.reading.parts import rows_of

WORDS = st.sampled_from(["border", "the", "council", "sat", "again", "…", "«Да»", "한국어", "\n\n"])
PARTS = st.builds(Part, WORDS, st.booleans(), st.booleans())
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


def lit(parts: tuple[Part, ...]) -> list[str]:
    return [part.words for part in parts if part.differs]


def test_words_that_came_and_went_are_lit_on_their_own_side() -> None:
    old = Excerpt("First it rained.", "He asked for observers, and left.", "Then it snowed.")
    new = Excerpt("First it rained.", "He then asked for observers; he left.", "Then it snowed.")
    before, after = compare(old, new)
    assert lit(before) == [", and"]
    assert lit(after) == ["then", "; he"]
    assert all(part.inside for part in (*before, *after) if part.differs)


def test_where_an_excerpt_was_cut_is_no_difference() -> None:
    old = Excerpt("border first.", "He left.", "Then it")
    new = Excerpt("spoke of the border first.", "He left.", "Then it snowed for days.")
    assert lit(compare(old, new)[0]) == []
    assert lit(compare(old, new)[1]) == []


def test_a_word_changed_beside_the_passage_is_lit() -> None:
    old = Excerpt("He spoke of the border first.", "He left.", "")
    new = Excerpt("He spoke of the river first.", "He left.", "")
    assert lit(compare(old, new)[0]) == ["border"]
    assert lit(compare(old, new)[1]) == ["river"]


def test_another_line_break_is_no_difference() -> None:
    old, new = Excerpt("", "He asked\nfor bread.", ""), Excerpt("", "He asked for bread.", "")
    assert lit(compare(old, new)[0]) == []


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_character_is_lost_or_moved(
    before: str, one: str, other: str, behind: str, elsewhere: str
) -> None:
    old, new = Excerpt(before, one, behind), Excerpt(elsewhere, other, behind)
    for parts, each in zip(compare(old, new), (old, new), strict=True):
        assert "".join(part.words for part in parts) == each.before + each.passage + each.behind
        assert "".join(part.words for part in parts if part.inside) == each.passage


@given(TEXTS, TEXTS)
def test_an_excerpt_does_not_differ_from_itself(before: str, passage: str) -> None:
    one = Excerpt(before, passage, before)
    assert lit(compare(one, one)[0]) == []
    assert "".join(part.words for part in plain(one)) == before + passage + before


@given(st.text("ab \n", max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_an_excerpt_holds_the_passage_and_whole_words_around_it(
    text: str, one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    cut = excerpt(text, Span(start, end))
    assert cut.passage == text[start:end]
    assert text[:start].endswith(cut.before)
    assert text[end:].startswith(cut.behind)
    rest = text[:start].removesuffix(cut.before)
    assert not cut.before or not rest or rest[-1].isspace() or " " not in cut.before
    assert quoted(describe(text, "hash", Span(start, end))).passage.startswith(text[start:end])


def test_a_shortened_excerpt_stands_in_one_piece_and_says_that_it_was_cut() -> None:
    text = "one two three four five. " * 20
    cut = excerpt(text, Span(250, 275)).shortened()
    assert "\n" not in cut.before + cut.passage + cut.behind
    assert cut.opens
    assert cut.closes
    assert len(cut.before) <= 72
    assert excerpt("a b c", Span(2, 3)).shortened() == Excerpt("a ", "b", " c")


@given(
    st.lists(st.builds(Part, WORDS, st.booleans(), st.booleans()), max_size=20), st.integers(1, 30)
)
def test_rows_hold_all_words_in_their_look(parts: list[Part], cells: int) -> None:
    rows = [*rows_of(parts, cells)]
    shown = "".join(part.words for row in rows for part in row)
    assert "".join(shown.split()) == "".join("".join(part.words for part in parts).split())
    looks = {(part.inside, part.differs) for part in parts}
    assert {(part.inside, part.differs) for row in rows for part in row} <= looks
