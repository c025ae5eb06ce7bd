"""Figures that sum up samples: median, percentile, and how cost grows with size."""

from __future__ import annotations

import math
from statistics import linear_regression, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["exponent", "median", "percentile"]

_SIZES = 3
"""Sizes that it takes to speak of growth; through two there is always a line."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of all values does not exceed, by nearest rank.

    Args:
        values: At least one.
        share: From 0, exclusive, to 1.
    """
    return sorted(values)[math.ceil(len(values) * share) - 1]


def exponent(costs: Mapping[int, float]) -> float | None:
    """Return the power of the size with which a cost grows: 0 for none, 1 for in proportion.

    It is the slope of the straight line that lies nearest to the logarithms, by least squares.

    Args:
        costs: By size.

    Returns:
        None where there are fewer than three sizes, or a cost is nothing.
    """
    if len(costs) < _SIZES or min(costs.values()) <= 0:
        return None
    sizes = [math.log(size) for size in costs]
    return linear_regression(sizes, [math.log(cost) for cost in costs.values()]).slope
