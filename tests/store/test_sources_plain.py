"""A plain text keeps every word; wraps vanish, meant line breaks stay."""

from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources import parse, plain
from store.sources.sanitize import clean
from tests.store.parsing import blocks, check, words

PIERS = (
    "The harbour of the old town has three piers, and on most mornings the fog hides two of "
    "them until the first boat has come in and the bell of the fish market has been rung."
)
MERCHANT = (
    "Nobody remembers who paid for the third pier. The town’s books name a merchant who dealt "
    "in salt, yet his house stood at the other end of the bay and he was never seen near it."
)
MASON = (
    "What is known is the year, because a mason cut it into the last stone, where the gulls "
    "sit and where children dare each other to stand when the wind comes from the north."
)
PARAGRAPHS = (PIERS, MERCHANT, MASON)


def read(text: str) -> list[str]:
    parsed = parse(text.encode(), "harbour.txt")
    check(parsed)
    return words(parsed)


def test_paragraphs_are_parted_at_empty_lines_however_many() -> None:
    assert read(" One. \n\n\n  \nTwo.\n\n") == ["One.", "Two."]


def test_a_hard_wrapped_file_is_reflowed() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS)
    assert read(wrapped) == list(PARAGRAPHS)


def test_a_file_wrapped_at_forty_columns_is_reflowed() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 40) for paragraph in PARAGRAPHS)
    assert read(wrapped) == list(PARAGRAPHS)


def test_an_address_longer_than_the_width_does_not_stop_the_reflow() -> None:
    link = "https://harbour.example/" + "piers/" * 30
    long = f"{PARAGRAPHS[0]} {link} {PARAGRAPHS[1]}"
    wrapped = textwrap.fill(long, 72, break_long_words=False, break_on_hyphens=False)
    assert read(f"{wrapped}\n\n{textwrap.fill(PARAGRAPHS[2], 72)}") == [long, PARAGRAPHS[2]]


def test_single_line_feeds_between_long_lines_part_paragraphs() -> None:
    assert read("\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


def test_verse_keeps_its_lines() -> None:
    verse = (
        "The bell goes out across the bay,\nA rope is loosed, a lamp is lit,\n"
        "And all that we had meant to say\nThe tide has made an end of it."
    )
    assert read(f"{verse}\n\n{verse}!") == [verse, f"{verse}!"]


def test_verse_inside_a_wrapped_file_keeps_its_lines() -> None:
    verse = "Loose the rope\nand light the lamp\nand go."
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    text = "\n\n".join([wrapped[0], verse, *wrapped[1:]])
    assert read(text) == [PARAGRAPHS[0], verse, *PARAGRAPHS[1:]]


def test_an_address_keeps_its_lines() -> None:
    address = "Harbour Office\n3 Salt Street\nOld Town"
    assert read(f"Letters go to the office below.\n\n{address}") == [
        "Letters go to the office below.",
        address,
    ]


def test_items_inside_a_wrapped_file_begin_their_own_lines() -> None:
    wrapped = [textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS]
    text = f"{wrapped[0]}\n- {PARAGRAPHS[1][:45]}\n- a lamp\n\n{wrapped[2]}"
    assert read(text)[0] == f"{PARAGRAPHS[0]}\n- {PARAGRAPHS[1][:45]}\n- a lamp"


def test_indented_first_lines_begin_paragraphs_in_a_wrapped_file() -> None:
    wrapped = [textwrap.fill("    " + paragraph, 72) for paragraph in PARAGRAPHS]
    assert read("\n".join(wrapped)) == list(PARAGRAPHS)


def test_wrapped_ideographs_are_joined_without_a_space() -> None:
    sentence = "連絡船は今日も来なかったので人々は桟橋で静かに海を見ていた"
    text = (sentence * 4)[:100]
    wrapped = "\n".join(text[i : i + 32] for i in range(0, 100, 32))
    assert read(f"{wrapped}。") == [f"{text}。"]


def test_runs_of_spaces_collapse_and_a_no_break_space_stays() -> None:
    assert read("A  ferry\t and   10\xa0000 gulls.\xa0\xa0 Gone.") == [
        "A ferry and 10\xa0000 gulls. Gone."
    ]


def test_a_headline_is_a_heading_and_a_date_line_a_paragraph_of_its_own() -> None:
    text = f"Third pier gets a lamp\n01 December, 2020\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert blocks(parse(text.encode(), "a.txt")) == [
        ("heading", "Third pier gets a lamp"),
        ("paragraph", "01 December, 2020"),
        ("paragraph", PARAGRAPHS[0]),
        ("paragraph", PARAGRAPHS[1]),
    ]


def test_a_file_without_words_has_its_name_for_a_title() -> None:
    parsed = parse(b" \n\n", "notes/empty \x1b[31mday.txt")
    assert (parsed.title, parsed.text, parsed.blocks) == ("empty day", "", ())


lines = st.text(st.sampled_from("abcAB .,-1\tдÉ。日"), max_size=90)


@settings(max_examples=150)
@given(st.lists(lines, max_size=12).map("\n".join) | st.text(max_size=200))
def test_no_word_is_lost_or_moved(text: str) -> None:
    cleaned = clean(text)
    parsed = plain.parse(cleaned, "harbour")
    check(parsed)
    assert "".join(parsed.text.split()) == "".join(cleaned.split())


word_lengths = st.lists(st.integers(1, 9), min_size=60, max_size=120)


@settings(max_examples=60)
@given(st.lists(word_lengths, min_size=2, max_size=4), st.integers(40, 100))
def test_any_wrapped_prose_is_reflowed(lengths: list[list[int]], width: int) -> None:
    paragraphs = [" ".join("x" * length for length in words) + "." for words in lengths]
    assert read("\n\n".join(textwrap.fill(text, width) for text in paragraphs)) == paragraphs
