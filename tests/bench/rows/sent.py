"""Rows: how many bytes a key in the text makes Postil send to the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import MB
from tests.bench.harness.opened import DOWN, PAGER, QUIET, in_pager, in_postil
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 15
_NARROW, _WIDE = 80, 120
_PLACE = re.compile(rb"\x1b\[(\d+);\d+H")


def _sent(plan: Plan) -> Iterator[Sample]:
    for columns in (_NARROW, _WIDE):
        yield from _per_line(plan, columns)
    yield from _per_step(plan)


def _per_line(plan: Plan, columns: int) -> Iterator[Sample]:
    target = Target(Measure.RATIO, 1.5)
    line = Line("sent per line scrolled", f"{columns} columns", PAGER, (target,), "bytes")
    with (
        in_postil(plan, MB, annotated=False, columns=columns) as postil,
        in_pager(MB, columns=columns) as pager,
    ):
        postil.key(DOWN)
        for _ in plan.rounds(_ROUNDS):
            yield line.postil(len(postil.key("j", QUIET).sent))
            yield line.peer(len(pager.key("j", QUIET).sent))


def _per_step(plan: Plan) -> Iterator[Sample]:
    """Yield what a step from line to line sends, at a width at which there is only the text."""
    line = Line(
        "sent per step of the cursor",
        f"{_NARROW} columns",
        "the two lines it touches, as text",
        (Target(Measure.RATIO, 4),),
        "bytes",
    )
    with in_postil(plan, MB, annotated=False, columns=_NARROW) as postil:
        for _ in plan.rounds(_ROUNDS):
            sent = postil.key("j", QUIET).sent
            lines = postil.screen.text.splitlines()
            touched = {int(row) for row in _PLACE.findall(sent)} & set(range(2, len(lines)))
            yield line.postil(len(sent))
            yield line.peer(sum(len(lines[row - 1].strip().encode()) for row in touched))


ROWS = (Row("sent", _sent),)
