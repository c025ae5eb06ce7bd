"""Tens of thousands of queries: the index finds what plain loops over the words find.

Run `python -m pytest -n 0 tests/soak/test_engine.py`; it takes about ten minutes. Each run looks
at other corpora and queries.
"""

from __future__ import annotations

from hypothesis import settings

from tests.store.search import test_engine

THOUSANDS = settings(max_examples=3_000, derandomize=False, deadline=None)

test_leaves = THOUSANDS(test_engine.test_each_leaf_finds_what_a_scan_finds)
test_joined = THOUSANDS(test_engine.test_leaves_joined_in_any_way_find_what_a_scan_finds)
