"""The experiments with searches: what an index lives through, and what it finds beside a scan."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.indexes import Spare, cuts, fill, flips, kill_while_building
from tests.faults.tally import Tally
from tests.soak.experiments import Experiment, Result
from tests.store.search import test_analysis, test_engine, test_literals, test_matching
from tests.store.search.lives import answers, fresh
from tests.store.search.test_index import DEEDS, Deed, live

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ENGINE = (
    test_engine.test_each_leaf_finds_what_a_scan_finds,
    test_engine.test_leaves_joined_in_any_way_find_what_a_scan_finds,
    test_engine.test_the_passages_of_notes_are_found_as_a_scan_finds_them,
    test_engine.test_what_notes_say_of_many_articles_finds_what_a_scan_finds,
)
_MATCHING = (
    test_matching.test_every_operator_finds_what_brute_force_finds,
    test_matching.test_joined_queries_find_what_brute_force_finds,
    test_matching.test_an_article_shows_all_that_is_looked_for_whether_it_is_found_or_not,
    test_matching.test_where_much_overlaps_brute_force_finds_the_same,
    test_matching.test_whatever_is_typed_can_be_looked_for,
    test_analysis.test_words_are_those_that_brute_force_finds,
    test_analysis.test_a_piece_has_the_words_it_has_in_the_whole,
    test_analysis.test_each_word_of_the_spelling_leads_back_to_where_it_stands,
    test_literals.test_a_stretch_of_a_text_is_found_where_it_stands,
    test_literals.test_no_text_that_matches_is_left_out,
    test_literals.test_what_is_hard_to_read_loses_nothing,
)


def _lives(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001 - one of Experiment.run
    count = 20 if is_quick else 2000

    @_for_long(count)
    @given(st.lists(DEEDS, max_size=40))
    def lead(deeds: list[Deed]) -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            root = Path(place) / "dossier"
            root.mkdir()
            live(root, deeds)

    lead()
    return Result(Tally(count), remark="up to 40 changes each; it answers like a new one")


def _killed(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    count = 6 if is_quick else 500
    return Result(Tally(count, lost=kill_while_building(folder, count)))


def _damaged(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    each = 3 if is_quick else 300
    root = folder / "dossier"
    fill(root, 12)
    spare = Spare(root, folder / "aside")
    expected = answers(fresh(spare.corpus))
    seen = trials = wrong = 0
    for file, data in (*cuts(spare.files, each), *flips(spare.files, each)):
        damaged = spare.with_fault(file, data)
        before = damaged.snapshot()
        is_seen = bool(damaged.notice)
        is_right = is_seen or answers(before) == expected
        wrong += not (is_right and spare.recovers(damaged))
        seen, trials = seen + is_seen, trials + 1
    remark = f"{seen:,} seen, the others harmless; always mended"
    return Result(Tally(trials, lost=wrong), remark="" if wrong else remark)


def _engine(_: Path, is_quick: bool) -> Result:  # noqa: FBT001
    return _examined(_ENGINE, 30 if is_quick else 3000)


def _matching(_: Path, is_quick: bool) -> Result:  # noqa: FBT001
    return _examined(_MATCHING, 50 if is_quick else 5000)


def _examined(tests: Sequence[Callable[[], None]], count: int) -> Result:
    """Have properties of the test run hold for many more examples, other ones each time."""
    for test in tests:
        _for_long(count)(test)()
    return Result(Tally(count * len(tests)), remark=f"{len(tests)} properties")


def _for_long(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=[HealthCheck.too_slow],
    )


EXPERIMENTS = (
    Experiment("lives", "20", "articles and index changed in any order", _lives),
    Experiment("killed", "20", "random `kill -9` while indexing", _killed),
    Experiment("index", "20", "files of the index cut, bits of them flipped", _damaged),
    Experiment("engine", "–", "any corpus and query, the index beside a scan", _engine),
    Experiment("matching", "–", "any corpus and query, the matcher beside a scan", _matching),
)
"""All of them, in the order of the table."""
