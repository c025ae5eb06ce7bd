"""Row 26 of the faults: a file system that refuses to lock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.faults import strace
from tests.faults.no_locks import REFUSALS, save_without_lock
from tests.faults.subjects import Postil

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("refusal", REFUSALS)
def test_notes_are_saved_with_a_word_where_locks_are_refused(tmp_path: Path, refusal: str) -> None:
    strace.required()
    path = tmp_path / "corpus.notes.json"
    answers = save_without_lock(path, refusal, count=2)
    assert [answer.is_saved for answer in answers] == [True, True]
    assert all("no locks" in answer.word for answer in answers)
    assert Postil().numbers(path) == set(range(3))


def test_two_postils_without_locks_lose_nothing_that_was_saved(tmp_path: Path) -> None:
    strace.required()
    path = tmp_path / "corpus.notes.json"
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(save_without_lock, path, "ENOLCK", 15, first) for first in (0, 100)]
        answers = [answer for run in runs for answer in run.result()]
    assert [answer.is_saved for answer in answers] == [True] * 30, answers
    assert Postil().numbers(path) == {*range(16), *range(100, 116)}
