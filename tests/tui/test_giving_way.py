"""What goes through many articles lets the event loop have its turn between them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.tui.concordances import lines
from tests.tui.test_rules import have_rule, run_rule
from tui import gathering
from tui.precedence import GivingWay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

pytestmark = pytest.mark.usefixtures("summit")

NARROW, ROOMY = (100, 35), (120, 35)
"""Without room for collocates beside the hits, and with it."""


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often the loop had its turn before each article."""
    counted: Counter[str] = Counter()
    between = GivingWay.between

    def counting(self: GivingWay, articles: Iterable[str]) -> Iterator[str]:
        for each in between(self, articles):
            counted[each] += 1
            yield each

    monkeypatch.setattr(GivingWay, "between", counting)
    # Else these few articles would be the first, which are shown at once.
    monkeypatch.setattr(gathering, "_FIRST_LOOK", 0)
    return counted


def each_article(reader: Driver, times: int) -> Counter[str]:
    """Return what is counted where all articles were gone through so many times."""
    return Counter({entry.id: times for entry in reader.screen.session.corpus.entries})


async def test_while_hits_are_gathered(corpus: Path, opened: Opened, passed: Counter[str]) -> None:
    async with opened(corpus, NARROW) as reader:
        await lines(reader, "border")
        assert passed == each_article(reader, 1)


async def test_while_collocates_are_counted(
    corpus: Path, opened: Opened, passed: Counter[str]
) -> None:
    async with opened(corpus, ROOMY) as reader:
        screen = await lines(reader, "border")
        await reader.until(lambda: not any(each.group == "count" for each in screen.workers))
        assert passed == each_article(reader, 2)


async def test_while_proposals_are_gathered(
    corpus: Path, opened: Opened, passed: Counter[str]
) -> None:
    async with opened(corpus, NARROW) as reader:
        have_rule(reader, "border", "law")
        await run_rule(reader)
        assert passed == each_article(reader, 1)
