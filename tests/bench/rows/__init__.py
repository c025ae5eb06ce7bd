"""The rows of the benchmarks, in the order in which they are measured and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.rows import (
    cli,
    concordance,
    keys,
    leaving,
    lists,
    memory,
    notes,
    opening,
    reopening,
    search,
    sent,
    stalls,
    start,
)

if TYPE_CHECKING:
    from tests.bench.harness.row import Row

_MODULES = (
    *(start, leaving, cli, opening, keys, sent, notes),
    *(lists, search, concordance, reopening, stalls, memory),
)


def rows() -> dict[str, Row]:
    """Return all rows by name."""
    return {row.name: row for module in _MODULES for row in module.ROWS}
