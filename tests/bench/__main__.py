"""Measure Postil beside its peers, all rows or those that are named.

Run `python -m tests.bench [NAME ...] [--quick] [--json FILE] [--readme]`. Postil and its peer take
turns, round by round. The table of a row is printed when the row is done: the medians, Postil's
95th percentile, what Postil's median is of its peer's, what is to be reached, and with which power
of the size the cost grows. Nothing fails where a target is not reached. Generated inputs are kept
in the user's cache directory (`postil-bench`), and Postil itself is given folders of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
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
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.harness.row import Row, Sample
    from tests.bench.harness.table import Measured


def main() -> int:
    """Measure the rows named and print their tables; return the exit status."""
    known = rows()
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=_told(known))
    parser.add_argument("--quick", action="store_true", help="small sizes, two rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where all samples go, besides")
    parser.add_argument("--readme", action="store_true", help="renew the README's tables, too")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(known):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    if arguments.quick and arguments.readme:
        parser.error("what is only tried out (--quick) is no figure for the README")
    keep_bytecode()
    done: dict[str, tuple[Measured, ...]] = {}
    for name in arguments.names or known:
        measured = measure(known[name], is_quick=arguments.quick)
        if not measured:
            continue
        done[name] = measured
        # At once, so that what comes later may be broken off.
        sys.stdout.write(f"{table(known[name], measured)}\n")
        sys.stdout.flush()
        if arguments.readme:
            renew(known[name], measured, known)
        if arguments.json:
            arguments.json.write_text(as_json(done), encoding="utf-8")
    sys.stdout.write(f"{described()}\n")
    return 0 if done else 1


def _told(known: Mapping[str, Row]) -> str:
    return "\n".join(f"{row.name:12}{row.about}" for row in known.values())


def measure(row: Row, *, is_quick: bool) -> tuple[Measured, ...]:
    """Measure a row in folders of its own."""
    sys.stderr.write(f"{row.name} …\n")
    gc.collect()
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as folder:
        place = Path(folder)
        with home(place / "home"):
            return gathered(_present(row, Plan(place, is_quick)))


def _present(row: Row, plan: Plan) -> Iterator[Sample]:
    """Yield the samples of a row, as far as its peers are installed and programs do their part."""
    try:
        yield from row.samples(plan)
    except PeerMissing as missing:
        sys.stderr.write(f"{row.name}: {missing}; the rest of it is passed over\n")
    except (EOFError, OSError, subprocess.SubprocessError) as error:
        # One that hangs or ends early is no reason to lose what else is measured in an hour.
        sys.stderr.write(f"{row.name}: broken off: {error}\n")


def renew(row: Row, measured: Sequence[Measured], known: Mapping[str, Row]) -> None:
    """Put a row's table into the README."""
    text = README.read_text(encoding="utf-8")
    text = renewed(text, row.name, markdown(row, measured), described(), known)
    README.write_text(text, encoding="utf-8")


def as_json(done: Mapping[str, Sequence[Measured]]) -> str:
    """Return all samples, with the machine they were taken on."""
    lines = [
        {
            "row": name,
            "what": each.line.what,
            "case": each.line.case,
            "against": each.line.against,
            "unit": each.line.unit,
            "size": each.line.size,
            "postil": each.postil,
            "peer": each.peer,
        }
        for name, measured in done.items()
        for each in measured
    ]
    return json.dumps({"on": described(), "lines": lines}, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
