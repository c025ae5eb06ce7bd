"""Rows: the index and queries of many kinds; `tests.bench.search` tells what each side does."""

from __future__ import annotations

import shutil
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from tests.bench.harness.places import KEPT, home
from tests.bench.harness.row import Line, PeerMissing, Plan, Row, Sample
from tests.bench.search import POSTIL, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 3


def _samples(plan: Plan) -> Iterator[Sample]:
    if shutil.which("rg") is None:
        raise PeerMissing("ripgrep (`rg`) is not installed")
    for count in plan.sizes(1_000, 10_000, 100_000):
        # Its own table would stand in the midst of this one; the corpora are those of all rows.
        with redirect_stdout(sys.stderr), home(plan.place / "home", KEPT.parent):
            rows = measured(count, len(plan.rounds(_ROUNDS)))
        for row in rows:
            what = "building the index" if row.name == "build" else f"search: {row.name}"
            for peer in sorted(set(row.times) - {POSTIL}, reverse=True):
                line = Line(what, f"{count:,} articles", peer, size=count)
                yield line.postil(*row.times[POSTIL])
                yield line.peer(*row.times[peer])


ROWS = (Row("search", _samples),)
