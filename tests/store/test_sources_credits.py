"""Who wrote an article and when is read from the lines below its headline, however they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources import parse
from store.sources.credits import read_credits

if TYPE_CHECKING:
    from store.article import Parsed

HEADLINE = "Third pier gets a lamp"
PROSE = (
    "The council of the old harbour has decided after a long evening that the third pier will "
    "have a lamp again, and that the lamp will burn until the last boat is in."
)
BOTH = pytest.mark.parametrize("suffix", [".txt", ".md"])


def read(top: str, suffix: str = ".txt") -> Parsed:
    return parse(f"{top}\n\n{PROSE}".encode(), f"harbour{suffix}")


@BOTH
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "credit",
    [
        "By Novák\n2022-05-05",
        "By Novák\n\n2022-05-05",
        "2022-05-05\nBy Novák",
        "2022-05-05\n\nBy Novák",
        "By Novák, 5 May 2022",
        "By Novák | 5 May 2022",
        "5 May 2022 · By Novák",
        "By Novák\nPublished: 5 May 2022",
        "Published: 5 May 2022\nBy Novák",
        "Published 5 May 2022 by Novák",
        "By Novák\nYerevan, 5 May 2022",
        "Author: Novák\nDate: 2022-05-05",
        "Date: 2022-05-05\nAuthor: Novák",
        "By Novák\nPublished: 2022-05-05\nUpdated: 2022-05-07",
    ],
)
def test_author_and_date_are_read_in_any_order(credit: str, gap: str, suffix: str) -> None:
    parsed = read(f"{HEADLINE}{gap}{credit}", suffix)
    assert (parsed.title, parsed.date, parsed.author) == (HEADLINE, "2022-05-05", "Novák")


@BOTH
@pytest.mark.parametrize(
    "credit",
    [
        "Jane Doe\n2022-05-05",
        "2022-05-05\nJane Doe",
        "Jane Doe, 5 May 2022",
        "Jane Doe — 2022-05-05",
        "Harbour Post | 5 May 2022",
        "By Novák in Yerevan\n2022-05-05",
        "Council votes late\nBy Novák\n2022-05-05",
        "First published: 5 May 2022",
        "Publication date: 5 May 2022",
        "Published: 2022-05-05\nUpdated: 2022-05-07",
        "Updated: 2022-05-07\nPublished: 2022-05-05",
        "Published 5 May 2022, updated 7 May 2022",
        "Updated: 5 May 2022",
        "Last updated on 5 May 2022",
        "Обновлено: 5 мая 2022",
        "Mis à jour le 5 mai 2022",
    ],
)
def test_the_day_it_came_out_counts_or_else_the_day_it_was_changed(
    credit: str, suffix: str
) -> None:
    parsed = read(f"{HEADLINE}\n\n{credit}", suffix)
    assert (parsed.title, parsed.date) == (HEADLINE, "2022-05-05")


def test_lines_that_credit_stay_in_the_text_each_by_itself() -> None:
    parsed = read(f"{HEADLINE}\nBy Novák\n2022-05-05")
    assert parsed.text == f"{HEADLINE}\n\nBy Novák\n\n2022-05-05\n\n{PROSE}"


@pytest.mark.parametrize(
    "line",
    [
        "The lamp was first lit on\n5 May 2022\nand burned all night.",
        "the lamp\n5 May 2022",
        "It rained.\n5 May 2022",
        "By six — 5 May 2022 — it was dark",
        "The council met | it was 5 May 2022",
        "Statement of the council; updated by six",
    ],
)
def test_a_day_that_prose_speaks_of_is_not_the_article_s(line: str) -> None:
    assert read(f"{HEADLINE}\n\n{line}").date is None


@BOTH
def test_a_name_without_a_date_or_a_headline_names_no_author(suffix: str) -> None:
    assert read("By Monday\nthe lamp was lit", suffix).author is None
    assert read(f"{HEADLINE}\n\nBy Monday\nthe lamp was lit", suffix).author is None


@BOTH
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "line", ["By Monday", "By Design", "By Tuesday", "By Novák", "By Monday and Tuesday"]
)
def test_a_single_word_with_no_date_beside_it_names_no_author(
    line: str, gap: str, suffix: str
) -> None:
    parsed = read(f"{HEADLINE}{gap}{line}", suffix)
    assert parsed.author is None
    assert read(f"{HEADLINE}{gap}{line}\n\n{PROSE}\n\n2022-05-05", suffix).author is None


def test_a_line_that_names_no_author_is_not_parted_from_the_one_above() -> None:
    assert read(f"{HEADLINE}\nBy Design").text == f"{HEADLINE}\nBy Design\n\n{PROSE}"


@pytest.mark.parametrize("day", ["Monday", "Tues", "April", "Dezember"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_day_or_a_month_is_nobody_s_name_beside_a_date_either(day: str, gap: str) -> None:
    parsed = read(f"{HEADLINE}\n\nBy {day}{gap}5 May 2022")
    assert parsed.author is None
    assert read(f"{HEADLINE}\n\n5 May 2022{gap}By {day}").author is None
    assert read(f"{HEADLINE}\n\n5 May 2022 | By {day}").author is None
    assert read(f"{HEADLINE}\n\nBy {day} Novák{gap}5 May 2022").author == f"{day} Novák"


@given(st.text(max_size=130), st.booleans(), st.booleans())
def test_any_line_is_credits_or_none(line: str, is_headed: bool, is_certain: bool) -> None:  # noqa: FBT001 - drawn
    for credit in read_credits(line.strip(), is_headed=is_headed, is_certain=is_certain):
        assert credit.date or credit.revised or credit.author or credit.source
