"""Sentences run on over the lines of a wrapped text, whatever its program counted in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources import parse
from tests.store.parsing import check, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARAGRAPHS = (
    (
        "“The harbour of the old town has three piers,” she said, “and on most mornings the fog "
        "hides two of them until the first boat has come in.” Nobody’s bell was rung."
    ),
    (
        "Nobody remembers who paid for the third pier. The town’s books name a merchant, “Salt” "
        "Novák, yet his house stood at the other end of the bay, near Łukasz’s — or so it’s said."
    ),
    (
        "What is known is the year, because a mason cut it into the last stone, where the gulls "
        "sit and where Émile’s children dare each other to stand when the wind comes from Åland."
    ),
    (
        "He put the question to the council of the “Third Pier”, in whose books the answer was "
        "not to be found, and to Anna Đorđević, who knew the Harbour Office and Salt Street."
    ),
)
CYRILLIC = (
    (
        "Совет старой гавани после долгого вечера решил, что на третьем причале снова будет фонарь "
        "и что он будет гореть, пока не вернётся последняя лодка."
    ),
    (
        "Никто не помнит, кто заплатил за третий причал. В городских книгах назван купец, который "
        "торговал солью, но дом его стоял на другом конце залива, и у причала его не видели."
    ),
)


def read(text: str) -> list[str]:
    parsed = parse(text.encode(), "harbour.txt")
    check(parsed)
    return words(parsed)


def by_bytes(paragraph: str, width: int) -> str:
    """Wrap a paragraph as `fold -s` does, which counts bytes and the space behind a word."""
    return "\n".join(_by_bytes(paragraph, width))


def _by_bytes(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        if line and len(f"{line}{word} ".encode()) > width:
            yield line.rstrip()
            line = ""
        line += f"{word} "
    yield line.rstrip()


@pytest.mark.parametrize("width", range(48, 101, 4))
def test_a_text_wrapped_by_bytes_is_reflowed(width: int) -> None:
    wrapped = "\n\n".join(by_bytes(paragraph, width) for paragraph in PARAGRAPHS)
    assert read(wrapped) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_cyrillic_wrapped_by_bytes_is_reflowed(width: int) -> None:
    wrapped = "\n\n".join(by_bytes(paragraph, width) for paragraph in CYRILLIC)
    assert read(wrapped) == list(CYRILLIC)


letters = st.text(st.sampled_from("abcxyzéžдя’"), min_size=1, max_size=9)
sentences = st.lists(letters, min_size=60, max_size=100)


@settings(max_examples=60)
@given(st.lists(sentences, min_size=2, max_size=4), st.integers(60, 110))
def test_any_prose_wrapped_by_bytes_is_reflowed(texts: list[list[str]], width: int) -> None:
    paragraphs = [" ".join(text) + "." for text in texts]
    assert read("\n\n".join(by_bytes(text, width) for text in paragraphs)) == paragraphs


EVENED = (
    "Two of them stayed, and the lamp of the third one was lit,",
    "as it is said.",
    "",
    "“I know that just recently there were talks in",
    "Europe,” he said, clearly referring to last week’s",
    "Harbour-and-Piers summit in Prague. “Papers are full",
    "of various rumours and speculations.”",
    "",
    "He noted that the only thing that is required is the decision",
    "of the Harbour Council, which must be convened by the",
    "chairman of the town, he told Novák. Two of them stayed until",
    "the lamp was lit. It had been open since May",
    "2021, and by the time he spoke, it was not closed.",
    "",
    "The second lamp stands at the end of the oldest pier and",
    "burns on.",
)


def test_lines_that_a_program_evened_out_are_joined_inside_sentences() -> None:
    wrapped = "\n".join(EVENED)
    assert read(wrapped) == [block.replace("\n", " ") for block in wrapped.split("\n\n")]


VERSE = (
    "The bell goes out across the empty bay,\nA rope is loosed, a lamp is lit,\n"
    "And all that we had ever meant to say\nThe tide has made an end of it."
)
LONG_VERSE = (
    "O Harbour, whose Three Piers the Fog hid from the Gulls\n"
    "And from the Boats that Nobody paid for in the Town of Salt\n"
    "Remember Novák and the Mason, and Children of the Wind who\n"
    "Dare each Other there to stand."
)
LOWER_VERSE = (
    "and the bell goes out over the bay\na rope, a lamp\nand all we had meant\nis the tide’s."
)
ADDRESS = "Harbour Office of the Old Town\nAttn. Anna Đorđević\n3 Salt Street\nOld Town."
LIST = (
    "Lamps and lanterns for the third pier\nRopes and a new bell for the fish market\n"
    "Salt for the merchant and for the gulls"
)
HEADLINES = (
    "Third Pier Gets a Lamp After a Long Evening in the Council\n"
    "Novák Denies That He Ever Paid for the Pier or for the Lamp\n"
    "Fog Hides Two of Three Piers on Most Mornings of the Year…"
)
TABLE = (
    "lamps         12      14      2021 and later, by the books\n"
    "ropes and so  3       4       2022, by the merchant’s word\n"
    "bells         1       1       none that anybody knows of."
)
LETTER = "Dear Mr Novák,\nthank you for your kind letter of Monday."
SPEAKERS = (
    "Novák: Who paid for the third pier, then?\n"
    "Đorđević: The books say that it was you.\n"
    "Novák: So they do."
)


@pytest.mark.parametrize("width", [76, 80, 92])
@pytest.mark.parametrize("wrap", [by_bytes, textwrap.fill])
@pytest.mark.parametrize(
    "kept",
    [VERSE, LONG_VERSE, LOWER_VERSE, ADDRESS, LIST, HEADLINES, TABLE, LETTER, SPEAKERS],
)
def test_lines_that_are_meant_stay_inside_a_wrapped_text(
    kept: str, wrap: Callable[[str, int], str], width: int
) -> None:
    wrapped = [wrap(paragraph, width) for paragraph in PARAGRAPHS]
    lines = "\n".join(" ".join(line.split()) for line in kept.split("\n"))
    text = "\n\n".join([*wrapped[:2], kept, *wrapped[2:]])
    assert read(text) == [*PARAGRAPHS[:2], lines, *PARAGRAPHS[2:]]


def test_a_headline_right_above_evened_lines_stays_a_line() -> None:
    text = "\n".join(("Third pier gets a lamp after a very long evening", *EVENED))
    assert read(text)[0].split("\n")[0] == "Third pier gets a lamp after a very long evening"


def test_below_a_dateline_the_sentence_runs_on() -> None:
    first = (
        "OLD TOWN — A decision is still missing before lamps of the\n"
        "Harbour Council can be lit, by the account of Anna Novák,\nwho said so."
    )
    assert read("\n\n".join((first, "\n".join(EVENED))))[0] == first.replace("\n", " ")
