"""Repair, for long: every cut and every bit of a file, and much damage at once.

`python -m pytest -n 0 -s tests/soak/test_repair.py` takes a few minutes and prints its figures.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from store.notes_json import NewerNotes, dump
from tests.store.notes_samples import Deed
from tests.store.test_repair import check_cut, check_flip, compact, made, mended

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.notes_json import Tables

DEEDS = [
    Deed(kind, which, other, "a/b", "c")
    for which, other in ((3, 7), (90, 8))
    for kind in (
        *("mark", "note", "mark whole", "create", "delete", "add term"),
        *("found", "save search", "save rule", "reject", "rename search"),
    )
]
LAYOUTS = pytest.mark.parametrize("write", [dump, compact])
MUCH = 10_000


@LAYOUTS
def test_every_cut(write: Callable[[Tables], bytes]) -> None:
    data = write(made(DEEDS))
    for cut in range(len(data) - 1):
        check_cut(data, cut)
    print(f"{len(data) - 1:,} cuts: 0 whole documents lost, 0 words lost, all sound")  # noqa: T201 - its figures


@LAYOUTS
def test_every_flipped_bit(write: Callable[[Tables], bytes]) -> None:
    data = write(made(DEEDS))
    for place in range(len(data)):
        for bit in range(8):
            check_flip(data, place, bit)
    print(f"{8 * len(data):,} flipped bits: 0 other documents lost, 0 words lost, all sound")  # noqa: T201 - its figures


@LAYOUTS
def test_much_damage_at_once(write: Callable[[Tables], bytes]) -> None:
    data, chance = write(made(DEEDS)), random.Random(1)  # noqa: S311 - no secret, but repeatable
    newer = 0
    for _ in range(MUCH):
        try:
            mended(damaged(data, chance))
        except NewerNotes:
            newer += 1
    print(f"{MUCH:,} files damaged several times: all sound, {newer} left to a newer Postil")  # noqa: T201 - its figures


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes in which one to four pieces were zeroed, dropped, doubled, moved or garbled."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(made) + 1)
        end = min(len(made), start + chance.randint(1, 300))
        piece = bytes(made[start:end])
        target = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[start:end] = bytes(len(piece))
            case 1:
                del made[start:end]
            case 2:
                made[target:target] = piece
            case 3:
                made[start:end] = chance.randbytes(len(piece))
            case _:
                made[start : start + 1] = chance.choice(b'{}[]",:\\').to_bytes()
    return bytes(made)
