"""A date is a whole day that the article names as its own, and never a guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.dates import parse_date, split_dated_headline


@pytest.mark.parametrize(
    "line",
    [
        "01 December, 2020",
        "December 1, 2020",
        "1 Dec 2020",
        "Dec. 1, 2020",
        "2020-12-01",
        "01.12.2020",
        "1.12.2020",
        "2020/12/01",
        "2020.12.01",
        "2020-12-01T23:30:00+04:00",
        "2020-12-01 10:00:00",
        "2020-12-01T10:00Z",
        "Tuesday, December 1, 2020",
        "Tuesday, 1st of December 2020 at 10:32 am",
        "14:05, 1 December 2020",
        "1 December 2020 | 10:30 GMT+4",
        "Published: 2020-12-01",
        "Posted on December 1, 2020",
        "Yerevan, December 1, 2020",
        "1 декабря 2020 г.",
        "1 декабря 2020, 14:05",
        "դեկտեմբերի 1, 2020",
        "2020 թ. դեկտեմբերի 1",
        "1. Dezember 2020",
        "1er décembre 2020",
        "1 de diciembre de 2020",
        "2020年12月1日",
    ],
)
def test_dates_are_read_as_articles_write_them(line: str) -> None:
    assert parse_date(line) == "2020-12-01"


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2021",
        "31.02.2021",
        "January 32, 2020",
        "0000-01-01",
        "2021",
        "May 2022",
        "May 16",
        "16 May 22",
        "1 2 2020",
        "November 9, 2020 and January 11",
        "The ferry sank on 1 December 2020",
        "He was born there, December 1, 2020",
        "",
        "²",
    ],
)
def test_what_is_no_whole_and_certain_day_is_no_date(line: str) -> None:
    assert parse_date(line) is None


@pytest.mark.parametrize("line", ["13/04/2021", "04/13/2021", "13-04-2021"])
def test_numbers_that_allow_one_order_only_are_read(line: str) -> None:
    assert parse_date(line) == "2021-04-13"


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_is_read_back(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day} {day.strftime('%B')} {day.year}") == day.isoformat()
    assert parse_date(f"{day.day:02}.{day.month:02}.{day.year}") == day.isoformat()


@given(st.text(max_size=100))
def test_any_line_is_a_day_or_none(line: str) -> None:
    date = parse_date(line)
    assert date is None or dt.date.fromisoformat(date).isoformat() == date


@pytest.mark.parametrize(
    "line",
    [
        "Harbour council meeting May, 16, 2022",
        "Harbour council meeting, 16 May 2022",
        "Harbour council meeting — 2022-05-16",
        "Harbour council meeting (16.05.2022)",
        "Harbour council meeting | Monday, May 16, 2022",
        "Harbour council meeting - May 16, 2022",
        "Harbour council meeting 16th of May 2022",
    ],
)
def test_a_headline_is_parted_from_the_date_at_its_end(line: str) -> None:
    assert split_dated_headline(line) == ("Harbour council meeting", "2022-05-16")


@pytest.mark.parametrize(
    "line",
    [
        "Harbour council to meet on 16 May 2022",
        "No ferry since 24 February 2022",
        "Festival held 15–16 May 2022",
        "Budget for 2023",
        "May 16, 2022",
        "Plans for March 2022",
        "Harbour recalls the statement of 9 November 2020",
        "Remembering the storm of the 1 March 2008",
        "Harbour marks anniversary of September 27, 2020",
        "Harbour remembers the 27th of September 2020",
        "After the storm on 13 September 2022",
        "Letters between the storm and 13 September 2022",
        "Harbour recalls its statement (of 9 November 2020)",
        "Declaración de 9 de noviembre de 2020",
        "Déclaration du 9 novembre 2020",
        "Erklärung über den 9. November 2020",
        "Заявление от 9 ноября 2020 года",
    ],
)
def test_a_date_inside_a_headline_s_sentence_stays(line: str) -> None:
    assert split_dated_headline(line) == (line, None)
