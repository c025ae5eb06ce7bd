"""The table of the benchmarks: for a terminal, and in Markdown for the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.harness.figures import exponent, median, percentile
from tests.bench.harness.row import Measure, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.bench.harness.row import Line, Sample, Target

_HEADS = ("what", "against", "Postil", "p95", "peer", "measured", "to reach", "growth")
_LEFT = 2
"""Columns that hold words; the others hold figures."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A line with all that was measured of it.

    Args:
        line: The line.
        postil: What Postil took; at least one.
        peer: What its peer took; empty where it has none.
    """

    line: Line
    postil: tuple[float, ...]
    peer: tuple[float, ...]

    def reached(self, target: Target) -> float | None:
        """Return what is held against a target; None where the peer is not there to say."""
        match target.measure:
            case Measure.MOST:
                return max(self.postil)
            case Measure.P99:
                return percentile(self.postil, 0.99)
        if not self.peer:
            return None
        own, other = median(self.postil), median(self.peer)
        if target.measure is Measure.MORE:
            return own - other
        return own / other if other else None


def gathered(samples: Iterable[Sample]) -> tuple[Measured, ...]:
    """Return the samples by line, in the order in which the lines came up first."""
    values: dict[Line, dict[Side, list[float]]] = {}
    for sample in samples:
        sides = values.setdefault(sample.line, {side: [] for side in Side})
        sides[sample.side] += sample.values
    return tuple(
        Measured(line, tuple(sides[Side.POSTIL]), tuple(sides[Side.PEER]))
        for line, sides in values.items()
        if sides[Side.POSTIL]
    )


def growth(measured: Iterable[Measured]) -> Mapping[str, float]:
    """Return with which power of the size the cost of each thing grows, where that can be said."""
    costs: dict[str, dict[int, float]] = {}
    for each in measured:
        if each.line.size is not None:
            costs.setdefault(each.line.what, {})[each.line.size] = median(each.postil)
    powers = {what: exponent(by_size) for what, by_size in costs.items()}
    return {what: power for what, power in powers.items() if power is not None}


def table(measured: Sequence[Measured]) -> str:
    """Return the table for a terminal."""
    rows = [_HEADS, *_cells(measured)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(_in_columns(row, widths) for row in rows)


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> str:
    placed = [
        cell.ljust(width) if number < _LEFT else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(placed).rstrip() + "\n"


def markdown(measured: Sequence[Measured]) -> str:
    """Return the table in Markdown."""
    rule = ["---"] * _LEFT + ["--:"] * (len(_HEADS) - _LEFT)
    return "\n".join(f"| {' | '.join(row)} |" for row in (_HEADS, rule, *_cells(measured)))


def _cells(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    powers = growth(measured)
    return [_row(each, powers) for each in measured]


def _row(each: Measured, powers: Mapping[str, float]) -> tuple[str, ...]:
    line, power = each.line, powers.get(each.line.what)
    return (
        ": ".join(filter(None, (line.what, line.case))),
        line.against,
        f"{_figure(median(each.postil))} {line.unit}",
        _figure(percentile(each.postil, 0.95)),
        _figure(median(each.peer)) if each.peer else "",
        ", ".join(_measured(each, target) for target in line.targets),
        ", ".join(_wanted(line, target) for target in line.targets),
        f"{power:.2f}" if power is not None and line.size is not None else "",
    )


def _measured(each: Measured, target: Target) -> str:
    value = each.reached(target)
    if value is None:
        return "not measured"
    return f"{_valued(each.line, target, value)} {'✓' if value <= target.at_most else '✗'}"


def _wanted(line: Line, target: Target) -> str:
    return f"≤ {_valued(line, target, target.at_most)}"


def _valued(line: Line, target: Target, value: float) -> str:
    match target.measure:
        case Measure.RATIO:
            return f"{value:.3g} ×"
        case Measure.MORE:
            return f"{value:+.3g} {line.unit}"
        case Measure.MOST:
            return f"{value:.3g} {line.unit} at most"
    return f"{value:.3g} {line.unit} in 99 %"


def _figure(value: float) -> str:
    """Return a figure with three digits that count, and no more of them than it has."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
