"""A path dates an article only in full and strict forms."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sources.path_dates import date_of_path


@pytest.mark.parametrize(
    "path",
    [
        "2022-05-05-e.txt",
        "2022-05-05.txt",
        "2022_05_05 e.md",
        "2022.05.05 e.md",
        "20220505_e.md",
        "20220505.md",
        "20220505T1015 e.md",
        "e 2022-05-05.txt",
        "e2022-05-05.txt",
        "e_20220505_101500.txt",
        "2022-05-05-1.txt",
        "2022-05-05 statement of 2020-11-09.txt",
        "north/2021/2022-05-05-e.txt",
        "2022/05/05/e.txt",
        "press/2022/05/05/north/e.txt",
        "2022-05-05/e.txt",
        "press/20220505/e.txt",
        "2021/01/01/2022-05-05-e.txt",
    ],
)
def test_a_path_that_names_a_day_dates_the_article(path: str) -> None:
    assert date_of_path(path) == "2022-05-05"


@pytest.mark.parametrize(
    "path",
    [
        "e.txt",
        "2022.txt",
        "2022-05.txt",
        "2022-13-05.txt",
        "2022-02-30.txt",
        "1799-05-05.txt",
        "2100-05-05.txt",
        "12022-05-05.txt",
        "2022-05-051.txt",
        "202205051.txt",
        "120220505.txt",
        "20220505101500.txt",
        "002_90c43afb5ff55b61.txt",
        "a20220505f.txt",
        "2022-05_05.txt",
        "05-05-2022.txt",
        "from 2022-05-05 to 2022-05-07.txt",
        "2022/05/e.txt",
        "2022/13/05/e.txt",
        "x2022/05/05/e.txt",
        "2022/05/05.txt",
        "exported 2022-05-05/e.txt",
    ],
)
def test_what_only_looks_like_a_day_does_not(path: str) -> None:
    assert date_of_path(path) is None


@given(st.dates(dt.date(1800, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    assert date_of_path(f"{day.isoformat()}.txt") == day.isoformat()
    assert date_of_path(f"{day:%Y%m%d} a.txt") == day.isoformat()
    assert date_of_path(f"a/{day:%Y/%m/%d}/a.txt") == day.isoformat()


@given(st.text(st.sampled_from("0129-_./T a"), max_size=30))
def test_any_path_names_a_day_or_none(path: str) -> None:
    date = date_of_path(path)
    assert date is None or 1800 <= dt.date.fromisoformat(date).year <= 2099
