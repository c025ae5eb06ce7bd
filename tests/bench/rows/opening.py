"""Rows: from the key that opens an article to its first words on the screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.bench.harness import inputs
from tests.bench.harness.inputs import KB, MB, told
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_MOST = {10 * KB: 0.7, MB: 0.4, 10 * MB: 0.2}
_ROUNDS = {10 * KB: 15, MB: 7, 10 * MB: 5}
_WORDS = 30
"""Code points of the article that are waited for, which every width has on one line."""

_AT_REST = 0.4
"""Seconds without a byte after which nothing goes on behind the article either; the cursor of a
TextArea blinks each half second."""

_BRIEF = "Nothing here but a line to leave"
_FIRST, _SECOND = "start-here.md", "then-this.txt"


def _samples(plan: Plan) -> Iterator[Sample]:
    for size in plan.sizes(*_AT_MOST):
        line = Line(
            "",
            told(size),
            "a read-only TextArea loading the same",
            (Target(Measure.RATIO, _AT_MOST[size]),),
            size=size,
        )
        folder = _folder(plan.place / str(size), size)
        yield from _opened(line, folder, plan.rounds(_ROUNDS[size]))


def _folder(folder: Path, size: int) -> Path:
    """Make a folder with a brief article before one of so many bytes."""
    folder.mkdir()
    (folder / _FIRST).write_text(f"A brief note\n\n{_BRIEF}.\n", encoding="utf-8")
    shutil.copy(inputs.article(size), folder / _SECOND)
    return folder


def _opened(line: Line, folder: Path, rounds: range) -> Iterator[Sample]:
    """Yield how many milliseconds it takes from the key to the long article, time and again."""
    first, second = folder / _FIRST, folder / _SECOND
    words = second.read_text(encoding="utf-8").split("\n\n")[1][:_WORDS]
    shown = [str(first), *(str(each) for _ in rounds for each in (second, first))]
    with Watched(*POSTIL, str(folder)) as postil, Watched(*peer("text_area", *shown)) as area:
        for terminal in (postil, area):
            terminal.until(_BRIEF)
            terminal.rest(_AT_REST)
        for _ in rounds:
            yield line.postil(postil.shown("J", words))
            postil.rest(_AT_REST)
            postil.shown("K", _BRIEF)
            postil.rest(_AT_REST)
            yield line.peer(area.shown("n", words))
            area.rest(_AT_REST)
            area.shown("n", _BRIEF)
        postil.leave("q")


ROWS = (Row("opening", "an article opened, from the key to its first words", _samples),)
