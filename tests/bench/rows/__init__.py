"""The rows of the benchmarks; each module here that has `ROWS` adds to them."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.harness.row import Row


def rows() -> dict[str, Row]:
    """Return all rows by name."""
    names = sorted(each.name for each in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return {row.name: row for module in modules for row in module.ROWS}
