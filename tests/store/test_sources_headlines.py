"""Title, date, author and source of a plain text come from its first lines, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.article import BlockKind, Parsed
from store.sources import parse
from store.sources.datelines import find_dateline
from store.sources.headlines import shorten

PROSE = (
    "The council of the old harbour has decided after a long evening that the third pier will "
    "have a lamp again, and that the lamp will burn until the last boat is in."
)


def read(*paragraphs: str) -> Parsed:
    return parse("\n\n".join(paragraphs).encode(), "harbour.txt")


def test_a_first_line_that_stands_alone_is_the_headline() -> None:
    parsed = read("Third pier gets a lamp", PROSE)
    assert parsed.title == "Third pier gets a lamp"
    assert (parsed.blocks[0].kind, parsed.blocks[0].level) == (BlockKind.HEADING, 1)


@pytest.mark.parametrize(
    "headline", ["Is the pier lost?", "“Never again!”", "Lamp oil from the U.S."]
)
def test_a_headline_may_ask_shout_and_end_in_initials(headline: str) -> None:
    assert read(headline, PROSE).title == headline


@pytest.mark.parametrize(
    "line",
    [
        "The lamp was lit at six.",
        "Dear members of the council,",
        "The council decided:",
        "“We go.”",
        "- lamp oil",
        "and so it went on",
        "* * *",
    ],
)
def test_a_sentence_an_address_or_an_item_is_no_headline(line: str) -> None:
    assert read(line, PROSE).blocks[0].kind is BlockKind.PARAGRAPH


def test_a_line_that_runs_on_below_is_no_headline() -> None:
    parsed = parse(b"The lamp on the pier\nwas lit at six and\nburned all night.", "a.txt")
    assert [block.kind for block in parsed.blocks] == [BlockKind.PARAGRAPH]


def test_a_line_by_itself_is_text() -> None:
    parsed = read("Third pier gets a lamp")
    assert (parsed.title, parsed.blocks[0].kind) == (parsed.text, BlockKind.PARAGRAPH)


def test_the_date_at_a_headline_s_end_is_the_article_s_and_stays_in_the_text() -> None:
    parsed = read("Harbour council meeting May, 16, 2022", PROSE)
    assert (parsed.title, parsed.date) == ("Harbour council meeting", "2022-05-16")
    assert parsed.text.startswith("Harbour council meeting May, 16, 2022\n\n")
    assert parsed.blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_date_that_a_headline_speaks_of_is_not_the_article_s(suffix: str) -> None:
    headline = "Harbour recalls the statement of 9 November 2020"
    mark = "# " if suffix == ".md" else ""
    parsed = parse(f"{mark}{headline}\n\n{PROSE}".encode(), f"harbour{suffix}")
    assert (parsed.title, parsed.date) == (headline, None)


@pytest.mark.parametrize(
    "top",
    [
        "Third pier gets a lamp\n\n01 December, 2020",
        "Third pier gets a lamp\n01 December, 2020",
        "01 December, 2020\n\nThird pier gets a lamp",
        "Third pier gets a lamp\n\nCouncil votes after a long evening\n\n1 декабря 2020, 14:05",
        "Third pier gets a lamp\n\nBy Jane Doe\n\nDecember 1, 2020",
        "Print this page\n\nThird pier gets a lamp\n\n2020-12-01",
    ],
)
def test_a_date_line_near_the_top_gives_the_date(top: str) -> None:
    parsed = read(top, PROSE)
    assert (parsed.title, parsed.date) == ("Third pier gets a lamp", "2020-12-01")


def test_a_date_in_the_prose_or_far_down_is_not_the_article_s() -> None:
    assert read("Third pier gets a lamp", f"On 1 December 2020 it rained. {PROSE}").date is None
    assert read("Third pier gets a lamp", *[PROSE] * 8, "1 December 2020").date is None
    assert read("Third pier gets a lamp", PROSE * 2, "1 December 2020").date is None


def test_author_and_source_are_taken_where_a_line_says_so() -> None:
    parsed = read(
        "Third pier gets a lamp", "By Jane Doe and John Roe", "Source: Harbour Post", PROSE
    )
    assert (parsed.author, parsed.source) == ("Jane Doe and John Roe", "Harbour Post")
    labelled = read("Third pier gets a lamp", "Author: Jane Doe", PROSE)
    assert labelled.author == "Jane Doe"


@pytest.mark.parametrize(
    "line", ["By the time it rained", "By Popular Demand", "By six it was dark."]
)
def test_a_line_that_only_begins_like_a_byline_names_no_author(line: str) -> None:
    assert read(line, PROSE).author is None


@pytest.mark.parametrize(
    ("dateline", "source"),
    [
        ("ASTANA — ", None),
        ("OLD TOWN—", None),
        ("WASHINGTON, DC — ", None),
        ("ASTANA (Reuters) - ", "Reuters"),
        ("Yerevan, Dec. 1 (Harbour News) – ", "Harbour News"),
        ("YEREVAN, 1 DECEMBER, HARBOURPRESS. ", "HARBOURPRESS"),
        ("ЕРЕВАН — ", None),
        ("YEREVAN (December 1, 2020) — ", None),
        ("YEREVAN (Dec 1) — ", None),
        ("MOSCOW, December 1. /TASS/. ", "TASS"),
        ("ST. PETERSBURG, December 1. /TASS/. ", "TASS"),
        ("MOSCOW, Dec. 1, 2020. ", None),
        ("Moscow. November 17. INTERFAX.COM - ", "INTERFAX.COM"),
        ("Москва. 17 ноября. INTERFAX.RU – ", "INTERFAX.RU"),
        ("ЕРЕВАН, 1 дек — Sputnik. ", "Sputnik"),
        ("МОСКВА, 1 дек — РИА Новости. ", "РИА Новости"),
    ],
)
def test_a_dateline_is_no_headline_and_no_part_of_the_title(
    dateline: str, source: str | None
) -> None:
    parsed = read(f"{dateline}{PROSE}", PROSE)
    assert parsed.title.startswith("The council of the old harbour")
    assert parsed.text.startswith(dateline)
    assert parsed.source == source
    assert parsed.blocks[0].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    "dateline",
    [
        "YEREVAN, 1 December 2020 — ",
        "YEREVAN (December 1, 2020) — ",
        "Yerevan (1 December 2020) — ",
        "MOSCOW, December 1, 2020. /TASS/. ",
        "Moscow. December 1, 2020. INTERFAX.COM - ",
    ],
)
def test_a_dateline_with_a_whole_day_gives_the_date(dateline: str) -> None:
    assert read(f"{dateline}{PROSE}").date == "2020-12-01"


@pytest.mark.parametrize("dateline", ["YEREVAN (Dec 1) — ", "MOSCOW, December 1. /TASS/. "])
def test_a_dateline_without_its_year_gives_no_date(dateline: str) -> None:
    assert read(f"{dateline}{PROSE}").date is None


@pytest.mark.parametrize(
    "line",
    [
        "Silence. It was 1 December. Nobody came to the pier.",
        "Moscow. November 17. Nobody came to the pier.",
        "LONDON. December 1 was a cold day. Nobody came to the pier.",
        "YEREVAN, where on December 1 the lamp was lit. Nobody came.",
    ],
)
def test_prose_that_names_a_day_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


def test_a_short_sentence_behind_a_dateline_is_no_agency() -> None:
    assert read(f"YEREVAN, 1 December — Silence. {PROSE}").source is None


@pytest.mark.parametrize(
    "line", ["ARMENIA — A HISTORY", "Boats — and who built them", "UN - a sketch"]
)
def test_a_headline_with_a_dash_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None
    assert read(line, PROSE).title == line


def test_without_a_headline_the_first_sentence_cut_at_a_word_is_the_title() -> None:
    title = read(PROSE, PROSE).title
    assert len(title) <= 80
    assert title.endswith("…")
    assert PROSE.startswith(title[:-1] + " ")
    assert (
        read("Mr. Salt left. The lamp burned on all through the night.").title == "Mr. Salt left."
    )


@given(st.text(max_size=300), st.integers(10, 100))
def test_a_shortened_line_is_never_too_long(text: str, length: int) -> None:
    line = shorten(text, length)
    assert len(line) <= length
    assert "\n" not in line
