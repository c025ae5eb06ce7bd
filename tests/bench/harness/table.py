"""The table of a row: for a terminal, and in Markdown for the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.harness.figures import exponent, median, percentile
from tests.bench.harness.row import Measure, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.bench.harness.row import Line, Row, Sample, Target

_HEADS = ("Postil", "p95", "peer", "ratio", "to reach", "growth")
_NAMES = {Measure.MORE: "", Measure.P95: "95%: ", Measure.P99: "99%: ", Measure.MOST: "at most "}
_SHARES = {Measure.P95: 0.95, Measure.P99: 0.99, Measure.MOST: 1.0}


@dataclass(frozen=True, slots=True)
class Measured:
    """A line with all that was measured of it.

    Args:
        line: The line.
        postil: What Postil took; at least one.
        peer: What its peer took; empty where it was not there.
    """

    line: Line
    postil: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ratio(self) -> float | None:
        """Postil's median in multiples of its peer's; None where the peer has nothing to say."""
        other = median(self.peer) if self.peer else 0.0
        return median(self.postil) / other if other else None

    @property
    def cost(self) -> float:
        """What is looked at as it grows: the median, or what few exceed where those are meant."""
        if {target.measure for target in self.line.targets} & {Measure.MOST, Measure.P99}:
            return percentile(self.postil, 0.99)
        return median(self.postil)

    def reached(self, target: Target) -> float | None:
        """Return what is held against a target; None where the peer is not there to say."""
        match target.measure:
            case Measure.RATIO:
                return self.ratio
            case Measure.MORE:
                return median(self.postil) - median(self.peer) if self.peer else None
        return percentile(self.postil, _SHARES[target.measure])


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


def growth(measured: Iterable[Measured]) -> Mapping[tuple[str, str], float]:
    """Return with which power of the size the cost of each thing grows, where that can be said.

    Returns:
        By what is measured, and against whom.
    """
    costs: dict[tuple[str, str], dict[int, float]] = {}
    for each in measured:
        if each.line.size is not None:
            costs.setdefault(_thing(each.line), {})[each.line.size] = each.cost
    powers = {thing: exponent(by_size) for thing, by_size in costs.items()}
    return {thing: power for thing, power in powers.items() if power is not None}


def _thing(line: Line) -> tuple[str, str]:
    return line.what, line.against


def table(row: Row, measured: Sequence[Measured]) -> str:
    """Return a row's table for a terminal."""
    cells = [(row.about, *_HEADS), *_cells(measured, measured)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (_in_columns(each, widths) for each in cells)
    return f"{row.name}, beside {_peer(measured)}\n{''.join(lines)}"


def _in_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = [
        cell.rjust(width) if number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(placed).rstrip() + "\n"


def markdown(row: Row, measured: Sequence[Measured]) -> str:
    """Return a row's table in Markdown, without the smaller sizes of what has no target there."""
    told = [each for each in measured if each.line.targets or _is_largest(each, measured)]
    rule = ["---", *["--:"] * len(_HEADS)]
    cells = [(row.about, *_HEADS), rule, *_cells(told, measured)]
    lines = (f"| {' | '.join(each)} |" for each in cells)
    return "\n".join((f"**`{row.name}`**, beside {_peer(measured)}", "", *lines))


def _is_largest(one: Measured, measured: Iterable[Measured]) -> bool:
    """Tell whether nothing larger was measured of the same thing."""
    sizes = (each.line.size for each in measured if _thing(each.line) == _thing(one.line))
    return one.line.size == max((size for size in sizes if size is not None), default=None)


def _peer(measured: Sequence[Measured]) -> str:
    """Return the peer of all lines that do not name their own."""
    return measured[0].line.against


def _cells(told: Iterable[Measured], measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Return the cells of the lines that are told, of all that were measured."""
    powers, usual = growth(measured), _peer(measured)
    return [_line(each, powers, usual) for each in told]


def _line(each: Measured, powers: Mapping[tuple[str, str], float], usual: str) -> tuple[str, ...]:
    line = each.line
    power = powers.get(_thing(line)) if line.size is not None else None
    name = ": ".join(filter(None, (line.what, line.case)))
    return (
        name if line.against == usual else f"{name}, beside {line.against}",
        f"{_figure(median(each.postil))} {line.unit}",
        _figure(percentile(each.postil, 0.95)),
        _figure(median(each.peer)) if each.peer else "",
        f"{each.ratio:.3g} ×" if each.ratio is not None else "",
        ", ".join(_held_against(each, target) for target in line.targets),
        f"{power:z.2f}" if power is not None else "",
    )


def _held_against(each: Measured, target: Target) -> str:
    """Return what is to be reached, whether it is, and what was measured if no column has it."""
    value = each.reached(target)
    sign = "+" if target.measure is Measure.MORE else ""
    unit = "×" if target.measure is Measure.RATIO else each.line.unit
    wanted = f"≤ {target.at_most:{sign}.3g} {unit}"
    if value is None:
        return f"{wanted} (not measured)"
    wanted += " ✓" if value <= target.at_most else " ✗"
    if target.measure is Measure.RATIO:
        return wanted
    return f"{_NAMES[target.measure]}{value:{sign}.3g} of {wanted}"


def _figure(value: float) -> str:
    """Return a figure with three digits that count, and no more of them than it has."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
