"""What the reader is asked about is the sentence that took a passage's place, and no more."""

from __future__ import annotations

import pytest

from store.anchor import State, describe, place
from store.anchoring.passage import from_anchor
from store.anchoring.tightening import tightened
from store.anchoring.version import Version
from store.article import hash_text
from store.span import Span

ASKED = (
    "“As soon as the council asked to hold a second sitting, it was held, and it was decided to "
    "send the clerk and the head of the works to the valley."
)
WENT = (
    "They went there and brought advice, and this advice has lain in our hands for more than a "
    "month."
)
QUOTE = (
    "They envisage sending a standing mission of council wardens to the floor of the valley, to "
    "the bank of the river,” the mayor said."
)
NOTED = (
    "He noted that all that is wanted is a word of the council, which must be called by its "
    "chairman, as he told the clerk."
)
OLD = f"The mayor met the clerk on Wednesday.\n\n{ASKED} {WENT} {QUOTE}\n\n{NOTED}\n"


def _candidates(quote: str, new: str) -> list[str]:
    start = OLD.index(quote)
    anchor = describe(OLD, hash_text(OLD), Span(start, start + len(quote)))
    placement = place(new, hash_text(new), anchor, OLD)
    assert placement.state is State.REVIEW
    assert placement.score == placement.candidates[0].score
    return [each.span.of(new) for each in placement.candidates]


@pytest.mark.parametrize(
    ("lost", "written"),
    [
        (
            "They envisage sending a standing mission of council wardens",
            "They now propose to send one standing mission of wardens",
        ),
        (
            QUOTE.partition(",”")[0],
            "They now propose to send one standing mission of wardens",
        ),
    ],
)
def test_a_sentence_rewritten_behind_one_that_is_gone_is_asked_about_alone(
    lost: str, written: str
) -> None:
    new = OLD.replace(f"{WENT} ", "").replace(lost, written)
    assert _candidates(QUOTE, new) == [QUOTE.replace(lost, written)]


def _tightened(quote: str, new: str, place: str) -> str:
    passage = from_anchor(describe(quote, hash_text(quote), Span(0, len(quote))))
    start = new.index(place)
    return tightened(passage, Version(new), Span(start, start + len(place))).of(new)


FIRST = "The wardens stood on the bank of the river."
SECOND = "Nobody had told them of the flood."
OTHER = "A lamp burned in the mill."


@pytest.mark.parametrize(
    ("quote", "place", "kept"),
    [
        (FIRST, f"{OTHER} {FIRST}", FIRST),
        (FIRST, f"{FIRST} {OTHER}", FIRST),
        (FIRST, f"{OTHER} {OTHER} {FIRST} {OTHER}", FIRST),
        (f"{FIRST} {SECOND}", f"{OTHER} {SECOND}", f"{OTHER} {SECOND}"),
        (f"{FIRST} {SECOND}", f"{FIRST} {OTHER} {SECOND}", f"{FIRST} {OTHER} {SECOND}"),
        (
            "The wardens stood on the bank of the river and nobody had told them of the flood.",
            f"{FIRST} {SECOND}",
            f"{FIRST} {SECOND}",
        ),
        ("bank of the river", "on the bank of the river", "on the bank of the river"),
    ],
)
def test_sentences_that_only_lie_beside_a_passage_are_left_out_and_no_others(
    quote: str, place: str, kept: str
) -> None:
    assert _tightened(quote, f"Before. {place} Behind.", place) == kept


def test_what_belongs_to_something_else_is_left_out_though_it_has_the_same_words() -> None:
    text = f"{FIRST} {FIRST}"
    new = Version(text)
    passage = from_anchor(describe(FIRST, hash_text(FIRST), Span(0, len(FIRST))))
    for number, kept in ((0, len(FIRST) + 1), (1, 0)):
        half = len(new) // 2
        taken = range(number * half, (number + 1) * half)
        found = tightened(
            passage,
            new,
            Span(0, len(text)),
            lambda words, taken=taken: float(words.start in taken),  # type: ignore[misc]  # a default
        )
        assert found == Span(kept, kept + len(FIRST))
