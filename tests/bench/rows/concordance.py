"""Rows: a large concordance, beside ripgrep that prints all lines with the word."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.concordance import STANDSTILL, word_for
from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.rows.start import seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ROUNDS = 3
_ARTICLES = 100_000
_LINES = (700, 7_000, 70_000)
_TARGETS = {
    "the first screen": (Target(Measure.MOST, 150),),
    "sorted anew": (Target(Measure.MOST, 500),),
    STANDSTILL: (Target(Measure.MOST, 50),),
}
_PRINTED = ("the first screen", "the others")
"""What ripgrep does too."""

_AGAINST = "ripgrep that prints all lines with the word"


def _samples(plan: Plan) -> Iterator[Sample]:
    if shutil.which("rg") is None:
        sys.stderr.write("concordance: ripgrep (`rg`) is not installed and is passed over\n")
    articles = 1_000 if plan.is_quick else _ARTICLES
    root = corpus(articles)
    with home(plan.place / "home", seen(root)):
        for lines in plan.sizes(*_LINES):
            for _ in plan.rounds(_ROUNDS):
                yield from _one_round(plan, root, lines, word_for(articles, lines))


def _one_round(plan: Plan, root: Path, lines: int, word: str) -> Iterator[Sample]:
    taken = plan.place / "taken.json"
    module = (sys.executable, "-m", "tests.bench.concordance")
    subprocess.run([*module, root, word, "--json", taken], check=True, stdout=subprocess.DEVNULL)
    began = perf_counter()
    if is_there := shutil.which("rg") is not None:
        command = ["rg", "--ignore-case", rf"\b{word}\b", str(root)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    printed = (perf_counter() - began) * 1000
    for what, values in json.loads(taken.read_text(encoding="utf-8")).items():
        targets = _TARGETS.get(what, ()) if lines == max(_LINES) else ()
        line = Line(what, f"{lines:,} lines", _AGAINST, targets, size=lines)
        yield line.postil(*values)
        if is_there and what in _PRINTED:
            yield line.peer(printed)


ROWS = (Row("concordance", "a concordance, from the key to what it brings about", _samples),)
