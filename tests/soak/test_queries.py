"""Ten thousand queries of any text.

Run `python -m pytest -n 0 tests/soak/test_queries.py`; it takes about a minute.
"""

from __future__ import annotations

from hypothesis import given, settings

from store.haystack import haystack, needles
from store.search.language import parse
from tests.tui.hosts import article
from tests.tui.test_strange_files import QUERIES
from tui.finding import Finder
from tui.reading.names import Names
from tui.reading.shelf import Row
from tui.reading.sieve import sift


@settings(max_examples=10_000)
@given(QUERIES)
def test_any_text_can_be_looked_for(query: str) -> None:
    text = article()
    finding = Finder().find(text, query)
    assert all(hit.end <= len(text.text) for hit in finding.hits)
    row = Row("a", "Ministers met", "path.txt")
    assert set(sift(Names([row]), parse(query).root, {})) <= {0}
    assert all(word in haystack(query) for word in needles(query))
