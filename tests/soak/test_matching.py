"""Thousands of corpora and queries: what is found is what plain loops over the words find.

Run `python -m pytest -n 0 tests/soak/test_matching.py`; it takes about ten minutes. Each run
looks at other corpora and queries.
"""

from __future__ import annotations

from hypothesis import settings

from tests.store.search import test_analysis, test_literals, test_matching

THOUSANDS = settings(max_examples=5_000, derandomize=False, deadline=None)

test_every_operator = THOUSANDS(test_matching.test_every_operator_finds_what_brute_force_finds)
test_joined = THOUSANDS(test_matching.test_joined_queries_find_what_brute_force_finds)
test_articles = THOUSANDS(
    test_matching.test_an_article_shows_all_that_is_looked_for_whether_it_is_found_or_not
)
test_crowds = THOUSANDS(test_matching.test_where_much_overlaps_brute_force_finds_the_same)
test_typed = THOUSANDS(test_matching.test_whatever_is_typed_can_be_looked_for)
test_words = THOUSANDS(test_analysis.test_words_are_those_that_brute_force_finds)
test_pieces = THOUSANDS(test_analysis.test_a_piece_has_the_words_it_has_in_the_whole)
test_places = THOUSANDS(test_analysis.test_each_word_of_the_spelling_leads_back_to_where_it_stands)
test_stretches = THOUSANDS(test_literals.test_a_stretch_of_a_text_is_found_where_it_stands)
test_patterns = THOUSANDS(test_literals.test_no_text_that_matches_is_left_out)
test_signs = THOUSANDS(test_literals.test_what_is_hard_to_read_loses_nothing)
