"""Try for long what the test run tries for a moment: real faults, on Postil and on plain TinyDB.

Run `python -m tests.soak [NAME ...] [--quick]`. It takes about an hour and a half; a part is named
by its experiment: calls, kills, power, terminals, crowd, replaced, disk, damaged, machine, clock,
locks, and of the search lives, killed, index, engine, matching. `--quick` does a hundredth of it,
to see whether everything works. `calls` and `locks` need strace; `power` and `disk` need root and
the system's commands for disks; without, they say so.

It prints a table in Markdown: for each fault how often it was brought about, how many acknowledged
edits or foreign texts Postil lost (or answers of a search were wrong), and how many files it tore
(or left with litter beside them), and the same of TinyDB's JSONStorage. The exit status is 1 if
Postil lost or tore anything, or if TinyDB never did where it must: then the experiment proves
nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.soak import experiments, searching

if TYPE_CHECKING:
    from tests.soak.experiments import Experiment, Result

_EXPERIMENTS = (*experiments.EXPERIMENTS, *searching.EXPERIMENTS)
_HEAD = (
    "| row | fault | trials | saved edits | Postil: lost / torn | JSONStorage: lost / torn | |\n"
    "|---|---|---|---|---|---|---|\n"
)


def main() -> int:
    """Run the experiments named; return the exit status."""
    names = {each.name: each for each in _EXPERIMENTS}
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--quick", action="store_true", help="a hundredth of the trials")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(names):
        parser.error(f"there is no experiment {', '.join(sorted(unknown))}")
    chosen = [names[name] for name in arguments.names] or list(_EXPERIMENTS)
    sys.stdout.write(_HEAD)
    return max([_report(each, is_quick=arguments.quick) for each in chosen])


def _report(experiment: Experiment, *, is_quick: bool) -> int:
    """Run one experiment, print its line, and return 1 if it did not come out as it must."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="postil-soak-") as folder:
        _settle_in(Path(folder) / "home")
        place = Path(folder) / "work"
        place.mkdir()
        try:
            result = experiment.run(place, is_quick)
        except pytest.skip.Exception as reason:
            sys.stdout.write(f"| {experiment.row} | {experiment.fault} | not run: {reason} |\n")
            return 0
    sys.stdout.write(_line(experiment, result, time.monotonic() - start))
    sys.stdout.flush()
    is_proof = result.plain is None or result.plain.torn or result.plain.lost
    return 0 if result.postil.is_clean and is_proof else 1


def _settle_in(home: Path) -> None:
    """Give the experiment folders of its own, far from the user's."""
    home.mkdir()
    for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
        os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())
    os.environ["HOME"] = str(home)


def _line(experiment: Experiment, result: Result, seconds: float) -> str:
    """Return a line of the table."""
    postil, plain = result.postil, result.plain
    torn = f"{postil.torn}" + (f" ({postil.litter} left over)" if postil.litter else "")
    other = f"{plain.lost:,} / {plain.torn:,} in {plain.trials:,}" if plain else "–"
    return (
        f"| {experiment.row} | {experiment.fault} | {postil.trials:,} | {postil.edits:,}"
        f" | {postil.lost:,} / {torn} | {other} | {result.remark or f'{seconds:.0f} s'} |\n"
    )


if __name__ == "__main__":
    sys.exit(main())
