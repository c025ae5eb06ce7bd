"""Anchors in songs, litanies and laws: where the text leaves it open, the reader is asked."""

from __future__ import annotations

import pytest

from store.anchor import State
from tests.store.test_anchor_edits import STEPS, after, anchor_of

FENCES = "My father built fences, my mother built fires"
HARVEST = "I left with the harvest still high in the field"
STATION = "The station was empty, the clock had run down"
SNOW = "There's snow on the pass and a light in the mill"
LETTER = "You wrote me a letter I never unsealed"
HALL = "They're tearing the dance hall apart for its wires"
FERRYMAN = "The ferryman asked me for more than I had"
AGAIN = "carry me down to the river again"
LONG = "where the water is wide and the evening is long"
LEAVE = "and leave me the rest of the song"
CHORUS = f"Oh, {AGAIN},\n{LONG},\n{AGAIN}\n{LEAVE}."
REWRITTEN = "Oh, its carry down to the river again, the water is He and the had is long, "
REWRITTEN += "carry me page to in river again and leave me the rest had the song."
CONVENED = "shall be convened at the request of two member states."
INFORM = "shall inform the depositary of any change without delay."
REPORT = "shall report to the member states within thirty days."
ADOPT = "shall adopt its rules of procedure by a simple majority."
WITHOUT = "This article is without prejudice to article 2."


def verse(*lines: str) -> str:
    return ",\n".join(lines) + "."


def law(*articles: str) -> str:
    numbered = enumerate(articles, 1)
    return blocks(*(f"Article {number}\n\n{rules} {WITHOUT}" for number, rules in numbered))


def blocks(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


ONE = verse(LETTER, HALL, FENCES, FERRYMAN)
TWO = verse(HALL, LETTER, FERRYMAN, HARVEST)
THREE = verse(FERRYMAN, HARVEST, FENCES, HALL)
SHORT = (
    verse(FENCES, LETTER, SNOW),
    verse(FENCES, HARVEST, SNOW),
    verse(LETTER, HALL, HARVEST),
    verse(HARVEST, LETTER, STATION),
)
DUTIES = f"The Committee {INFORM} The Secretariat {REPORT}"


@pytest.mark.parametrize(
    ("old", "quote", "new"),
    [
        pytest.param(
            blocks(ONE, CHORUS, TWO, CHORUS),
            f"{LONG},\n{AGAIN}",
            blocks(verse(SNOW, FENCES, STATION, FERRYMAN), ONE, CHORUS, REWRITTEN, TWO),
            id="a copy is put beside it, and one of the two rewritten",
        ),
        pytest.param(
            blocks(verse(HALL, FERRYMAN, STATION, FENCES), CHORUS, THREE, CHORUS),
            "the dance hall apart for its wires,",
            blocks(verse(FERRYMAN, SNOW, HALL, HARVEST), CHORUS, THREE),
            id="its verse goes, and another with its line comes",
        ),
        pytest.param(
            blocks(verse(FERRYMAN, HALL, STATION, FENCES), CHORUS, ONE, CHORUS),
            "the clock had",
            blocks(verse(FERRYMAN, HALL, STATION, LETTER), ONE, CHORUS),
            id="its verse goes, and one that begins alike comes",
        ),
        pytest.param(
            law(DUTIES, f"The Committee {CONVENED}", f"The Secretariat {ADOPT}"),
            f"{DUTIES} {WITHOUT}",
            law(
                f"The Secretariat {CONVENED} The Council {REPORT} The Assembly {CONVENED}",
                f"The Committee {CONVENED}",
                f"The Secretariat {ADOPT}",
            ),
            id="other formulas are put in its place",
        ),
        pytest.param(
            law(f"The Secretariat {INFORM}", f"The Council {ADOPT}", DUTIES),
            f"The Secretariat {REPORT}",
            law(
                f"The Secretariat {INFORM}",
                f"The Board {REPORT} The Council {CONVENED} The Secretariat {REPORT}",
                f"The Council {ADOPT}",
            ),
            id="it goes, and the same formula is written elsewhere",
        ),
    ],
)
def test_in_a_text_that_repeats_itself_the_reader_is_asked_where(
    old: str, quote: str, new: str
) -> None:
    assert after(old, new, anchor_of(old, quote)).span is None


def test_of_choruses_of_which_verses_moved_away_nobody_can_say_which_is_which() -> None:
    old = blocks(*(f"{each}\n\n{CHORUS}" for each in SHORT))
    new = blocks(
        *(SHORT[0], CHORUS, SHORT[1], SHORT[2], CHORUS, SHORT[3], CHORUS, CHORUS),
    )
    assert after(old, new, anchor_of(old, f"Oh, {AGAIN}", 2)).span is None


def test_a_line_twice_in_each_chorus_is_not_sure_where_a_chorus_went() -> None:
    old = blocks(ONE, CHORUS, TWO, CHORUS)
    new = blocks(ONE, CHORUS, TWO)
    for nth in range(2):
        assert after(old, new, anchor_of(old, "carry me down to the", nth)).state is State.REVIEW


def test_in_a_text_that_repeats_itself_an_edit_elsewhere_asks_nothing() -> None:
    old = blocks(ONE, CHORUS, TWO, CHORUS, THREE, CHORUS)
    new = blocks("A song.", old.replace("unsealed", "read through", 1))
    for quote in (FERRYMAN, TWO, THREE, "the water is wide"):
        anchor = anchor_of(old, quote, 1 if quote.startswith("the water") else 0)
        assert after(old, new, anchor).state is State.EXACT


def test_of_a_refrain_amid_prose_only_the_copies_next_to_it_matter() -> None:
    pieces = [f"{CHORUS}\n\n{step}" for step in STEPS]
    old = blocks(*pieces)
    far = blocks(*pieces[:4], STEPS[4])
    anchor = anchor_of(old, CHORUS)
    assert after(old, far, anchor).state is State.EXACT
    beside = blocks(pieces[0], STEPS[1], *pieces[2:])
    assert after(old, beside, anchor).span is None
