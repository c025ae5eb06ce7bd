"""Rows: how many bytes a key in the text makes Postil send to the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import KB, MB, told
from tests.bench.harness.opened import DOWN, PAGER, QUIET, in_pager, in_postil
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 15
_NARROW, _WIDE = 80, 120
_PLACE = re.compile(rb"\x1b\[(\d+);\d+H")


def _sent(plan: Plan) -> Iterator[Sample]:
    for columns in (_NARROW, _WIDE):
        for size in plan.sizes(10 * KB, MB, 10 * MB):
            yield from _per_line(plan, columns, size)
    for size in plan.sizes(10 * KB, MB, 10 * MB):
        yield from _per_step(plan, size)


def _per_line(plan: Plan, columns: int, size: int) -> Iterator[Sample]:
    target = Target(Measure.RATIO, 1.5)
    what = f"a line scrolled, {columns} columns"
    line = Line(what, told(size), PAGER, (target,), "bytes", size)
    with (
        in_postil(plan, size, annotations=0, columns=columns) as postil,
        in_pager(size, columns=columns) as pager,
    ):
        postil.key(DOWN)
        for _ in plan.rounds(_ROUNDS):
            yield line.postil(len(postil.key("j", QUIET).sent))
            yield line.peer(len(pager.key("j", QUIET).sent))


def _per_step(plan: Plan, size: int) -> Iterator[Sample]:
    """Yield what a step from line to line sends, at a width at which there is only the text."""
    line = Line(
        "a step of the cursor",
        told(size),
        "the two lines it touches, as text",
        (Target(Measure.RATIO, 4),),
        "bytes",
        size,
    )
    with in_postil(plan, size, annotations=0, columns=_NARROW) as postil:
        for _ in plan.rounds(_ROUNDS):
            sent = postil.key("j", QUIET).sent
            lines = postil.screen.text.splitlines()
            touched = {int(row) for row in _PLACE.findall(sent)} & set(range(2, len(lines)))
            yield line.postil(len(sent))
            yield line.peer(sum(len(lines[row - 1].strip().encode()) for row in touched))


ROWS = (Row("sent", "sent to the terminal", _sent),)
