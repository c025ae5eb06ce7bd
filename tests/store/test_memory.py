"""The collector stands still as long as anybody wants it to, and what is frozen stays so."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from store.memory import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator


class Something:
    """What the collector keeps track of."""


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    gc.unfreeze()
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


def test_the_collector_goes_on_with_the_last_of_pauses_that_overlap() -> None:
    first, second = ExitStack(), ExitStack()
    first.enter_context(collector_paused())
    second.enter_context(collector_paused())
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_a_pause_ends_by_no_more_than_it_began() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()


def test_the_collector_goes_on_after_pauses_of_which_one_began_before_it_did() -> None:
    gc.disable()
    first, second = ExitStack(), ExitStack()
    first.enter_context(collector_paused())
    gc.enable()
    second.enter_context(collector_paused())
    first.close()
    second.close()
    assert gc.isenabled()


def test_what_is_made_in_a_pause_counts_as_old_without_being_looked_at() -> None:
    with collector_paused():
        made = [Something() for _ in range(10)]
    young = [*gc.get_objects(generation=0), *gc.get_objects(generation=1)]
    assert not any(each is one for each in made for one in young)
    assert gc.get_freeze_count() == 0


def test_what_others_have_frozen_stays_so() -> None:
    gc.freeze()
    with collector_paused():
        pass
    assert gc.get_freeze_count()
