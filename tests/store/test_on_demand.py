"""What comes into being when it is first asked for comes once, and only then."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.on_demand import OnDemand

PATIENCE = 60.0


def test_it_is_made_when_it_is_first_asked_for_and_then_stays() -> None:
    made = []

    def make() -> list[str]:
        made.append("made")
        return made

    thing = OnDemand(make)
    before = thing.made
    assert before is None
    assert made == []
    assert thing.get() is thing.get() is thing.made
    assert made == ["made"]


def test_threads_that_ask_at_once_get_the_same_one() -> None:
    asked, go_on = threading.Event(), threading.Event()
    made = []

    def make() -> object:
        asked.set()
        assert go_on.wait(PATIENCE)
        made.append(object())
        return made[0]

    thing = OnDemand(make)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(thing.get)
        assert asked.wait(PATIENCE)
        second = threads.submit(thing.get)
        assert thing.made is None  # nobody gets it half made
        go_on.set()
        assert first.result(PATIENCE) is second.result(PATIENCE) is made[0]
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    trials = iter([OSError("no room"), None])

    def make() -> str:
        if error := next(trials):
            raise error
        return "made"

    thing = OnDemand(make)
    with pytest.raises(OSError, match="no room"):
        thing.get()
    assert thing.get() == "made"
