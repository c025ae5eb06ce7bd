"""Ten thousand files of any bytes, and the large ones that the test run has no time for.

Run `python -m pytest -n 0 tests/soak/test_sources.py`; it takes about two minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import sources
from store.article import Article, hash_text
from tests.store.strange import BYTES, PROSE, refusal
from tui.reading.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

_MEGABYTE = 1024 * 1024


@settings(max_examples=10_000)
@given(BYTES, st.sampled_from(sorted(sources.SUFFIXES)))
def test_any_bytes_make_a_sound_article_or_are_refused_in_words(data: bytes, suffix: str) -> None:
    assert refusal(data, f"name{suffix}")[:3] in {"", "it "}


@pytest.mark.parametrize(
    "make",
    [
        lambda: PROSE.encode() * (10 * _MEGABYTE // len(PROSE)),
        lambda: b"x" * 10 * _MEGABYTE,
        lambda: f"{PROSE}😀 ".encode() * (10 * _MEGABYTE // len(PROSE)),
        lambda: "विदेश मंत्रियों ने मुलाकात की। ".encode() * 100_000,
        lambda: b"\xff\xe9" * 8 * _MEGABYTE,
        lambda: b"a short line\n\n" * 195_000,
        lambda: b"\x1b[31mred\x1b[0m " * 700_000,
    ],
    ids=["one line", "one word", "emoji", "hindi", "broken", "lines", "colours"],
)
@pytest.mark.parametrize("suffix", sorted(sources.SUFFIXES))
def test_ten_megabytes_are_read_and_laid_out(make: Callable[[], bytes], suffix: str) -> None:
    parsed = sources.parse(make(), f"name{suffix}")
    article = Article("id", "path", parsed, hash_text(parsed.text))
    layout = lay_out(article, 76)
    assert layout.row(len(layout) - 2).end <= len(parsed.text)
