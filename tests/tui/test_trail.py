"""The way back leads through the places left, the last one first."""

from __future__ import annotations

from tui.trail import Stop, Trail


def test_places_come_back_the_last_one_first() -> None:
    trail = Trail()
    assert not trail
    for offset in (3, 9, 5):
        trail.leave(Stop("a", offset))
    assert trail
    assert [trail.back() for _ in range(4)] == [Stop("a", 5), Stop("a", 9), Stop("a", 3), None]
    assert not trail


def test_a_place_left_twice_in_a_row_comes_back_once() -> None:
    trail = Trail()
    for stop in (Stop("a", 3), Stop("a", 3), Stop("b", 3), Stop("a", 3)):
        trail.leave(stop)
    assert [trail.back() for _ in range(4)] == [Stop("a", 3), Stop("b", 3), Stop("a", 3), None]


def test_only_the_latest_places_are_kept() -> None:
    trail = Trail()
    for offset in range(1000):
        trail.leave(Stop("a", offset))
    kept = []
    while stop := trail.back():
        kept.append(stop.offset)
    assert kept == list(range(999, 999 - len(kept), -1))
    assert 50 <= len(kept) <= 200
