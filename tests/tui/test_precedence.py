"""Background work stands back behind the first article and behind each key."""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import TYPE_CHECKING

import pytest

from tui import precedence as precedence_module
from tui.precedence import GivingWay, Precedence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.driver import Opened


class Loop(asyncio.SelectorEventLoop):
    """A loop whose time stands still; what it is to do later is done when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += seconds
        self.call_soon(self.stop)
        self.run_forever()


def is_free(precedence: Precedence) -> bool:
    return precedence._is_free.is_set()


def test_work_stands_back_from_a_key_until_it_is_painted() -> None:
    precedence, loop = Precedence(), Loop()
    assert is_free(precedence)
    precedence.claim(loop)
    loop.go_on(0.01)
    assert not is_free(precedence)
    precedence.claim(loop)
    loop.go_on(0.015)
    assert not is_free(precedence), "the second key counts from its own time"
    loop.go_on(0.01)
    assert is_free(precedence)
    precedence.stand_back()
    loop.close()


def test_between_the_keys_of_one_that_is_held_there_is_time_for_work() -> None:
    precedence, loop = Precedence(), Loop()
    free = 0
    for _ in range(10):
        precedence.claim(loop)
        loop.go_on(1 / 30)
        free += is_free(precedence)
    assert free == 10
    loop.close()


def test_work_goes_on_although_no_key_ever_comes_to_its_end() -> None:
    precedence, loop = Precedence(), Loop()
    precedence.claim(loop)
    worker = threading.Thread(target=precedence.stand_back)
    worker.start()
    worker.join(10)
    assert not worker.is_alive()
    loop.close()


async def test_each_key_takes_precedence(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus) as reader:
        claimed: list[bool] = []
        claim = Precedence.claim

        def watched(self: Precedence, loop: asyncio.AbstractEventLoop) -> None:
            claim(self, loop)
            claimed.append(self is reader.screen.precedence)

        monkeypatch.setattr(Precedence, "claim", watched)
        await reader.press("j", "s", "x")
        assert claimed == [True] * 3


class BusyLoop(asyncio.SelectorEventLoop):
    """A loop that keeps what it is asked to do until the test does it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()

    def call_soon_threadsafe(  # type: ignore[override]  # the test asks for nothing with arguments
        self, callback: Callable[[], object]
    ) -> None:
        self.asked.put(callback)


def working(way: GivingWay, seen: queue.SimpleQueue[str]) -> threading.Thread:
    """Return a thread that goes through three articles, begun."""

    def work() -> None:
        for each in way.between(["a", "b", "c"]):
            seen.put(each)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_between_articles_a_thread_waits_for_the_loop_to_come_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(precedence_module, "_TURN", 0.0)
    monkeypatch.setattr(precedence_module, "_LONGEST", 3600.0)
    loop, seen = BusyLoop(), queue.SimpleQueue[str]()
    thread = working(GivingWay(loop), seen)
    for article in "abc":
        come_round = loop.asked.get(timeout=10)
        assert seen.empty()
        come_round()
        assert seen.get(timeout=10) == article
    thread.join(10)
    assert not thread.is_alive()
    loop.close()


def test_for_a_while_it_works_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence_module, "_TURN", 3600.0)
    loop, seen = BusyLoop(), queue.SimpleQueue[str]()
    thread = working(GivingWay(loop), seen)
    loop.asked.get(timeout=10)()
    thread.join(10)
    assert not thread.is_alive()
    assert [seen.get() for _ in "abc"] == ["a", "b", "c"]
    assert loop.asked.empty()
    loop.close()


@pytest.mark.parametrize("is_closed", [True, False])
def test_no_work_waits_for_ever_for_a_loop_that_does_not_come_round(
    monkeypatch: pytest.MonkeyPatch,
    is_closed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    monkeypatch.setattr(precedence_module, "_LONGEST", 0.0)
    loop = asyncio.SelectorEventLoop()
    if is_closed:
        loop.close()
    seen = queue.SimpleQueue[str]()
    thread = working(GivingWay(loop), seen)
    thread.join(10)
    assert not thread.is_alive()
    assert [seen.get() for _ in "abc"] == ["a", "b", "c"]
    loop.close()
