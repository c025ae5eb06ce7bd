"""Measure Postil beside its peers, all rows or those that are named.

Run `python -m tests.bench [NAME ...] [--quick] [--json FILE] [--readme]`. Postil and its peer take
turns, round by round, and the table tells the medians, Postil's 95th percentile, how both compare,
what is to be reached, and with which power of the size the cost grows. Nothing fails where a target
is not reached. Generated inputs are kept in the user's cache directory (`postil-bench`), and Postil
itself is given folders of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.harness.machine import described
from tests.bench.harness.places import home, keep_bytecode
from tests.bench.harness.readme import renewed
from tests.bench.harness.row import PeerMissing, Plan
from tests.bench.harness.table import gathered, markdown, table
from tests.bench.rows import rows
from tests.readme import README

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.harness.row import Row, Sample
    from tests.bench.harness.table import Measured


def main() -> int:
    """Measure the rows named and print their table; return the exit status."""
    known = rows()
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--quick", action="store_true", help="small sizes, two rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where all samples go, besides")
    parser.add_argument("--readme", action="store_true", help="renew the README's table, too")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(known):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    chosen = [known[name] for name in arguments.names] or list(known.values())
    keep_bytecode()
    measured: list[Measured] = []
    for row in chosen:
        measured += measure(row, is_quick=arguments.quick)
    sys.stdout.write(f"{table(measured)}\n{described()}\n")
    if arguments.readme:
        text = README.read_text(encoding="utf-8")
        README.write_text(renewed(text, described(), markdown(measured)), encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(as_json(measured), encoding="utf-8")
    return 0


def measure(row: Row, *, is_quick: bool) -> tuple[Measured, ...]:
    """Measure a row in folders of its own."""
    sys.stderr.write(f"{row.name} …\n")
    gc.collect()
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as folder:
        place = Path(folder)
        with home(place / "home"):
            return gathered(_present(row, Plan(place, is_quick)))


def _present(row: Row, plan: Plan) -> Iterator[Sample]:
    """Yield the samples of a row, as far as its peers are installed."""
    try:
        yield from row.samples(plan)
    except PeerMissing as missing:
        sys.stderr.write(f"{row.name}: {missing}; the rest of it is passed over\n")


def as_json(measured: Sequence[Measured]) -> str:
    """Return all samples, with the machine they were taken on."""
    lines = [
        {
            "what": each.line.what,
            "case": each.line.case,
            "against": each.line.against,
            "unit": each.line.unit,
            "size": each.line.size,
            "postil": each.postil,
            "peer": each.peer,
        }
        for each in measured
    ]
    return json.dumps({"on": described(), "lines": lines}, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
