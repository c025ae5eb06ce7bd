"""What the benchmarks say is what was measured."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import readme
from tests.bench.harness.figures import exponent, percentile
from tests.bench.harness.readme import renewed
from tests.bench.harness.row import Line, Measure, Row, Target
from tests.bench.harness.table import gathered, growth, markdown, table
from tests.bench.rows import rows

FASTER = Target(Measure.RATIO, 1.5)
PEER = "a peer"
ROW = Row("open", "an article opened", lambda _: iter(()))


@pytest.mark.parametrize(
    ("share", "value"), [(0.01, 1), (0.5, 50), (0.95, 95), (0.951, 96), (0.99, 99), (1.0, 100)]
)
def test_a_percentile_is_a_value_by_its_rank(share: float, value: float) -> None:
    assert percentile([*range(100, 0, -1)], share) == value


def test_of_one_value_every_percentile_is_that_value() -> None:
    assert percentile([7.0], 0.5) == percentile([7.0], 0.99) == 7.0


@given(st.floats(-1, 3), st.floats(0.01, 100))
def test_the_exponent_of_a_power_is_that_power(power: float, factor: float) -> None:
    costs = {size: factor * size**power for size in (10, 1_000, 20_000)}
    assert exponent(costs) == pytest.approx(power, abs=1e-9)


def test_two_sizes_or_a_cost_of_nothing_say_nothing_of_growth() -> None:
    assert exponent({1: 1.0, 10: 10.0}) is None
    assert exponent({1: 0.0, 10: 1.0, 100: 2.0}) is None


def test_samples_are_gathered_by_line_and_side() -> None:
    first, second = Line("open", "10 KB", PEER), Line("open", "1 MB", PEER)
    told = gathered([first.postil(1, 2), second.postil(9), first.peer(4), first.postil(3)])
    assert [(each.line, each.postil, each.peer) for each in told] == [
        (first, (1, 2, 3), (4,)),
        (second, (9,), ()),
    ]


def test_a_line_that_only_the_peer_was_measured_on_is_left_out() -> None:
    assert gathered([Line("open", "", PEER).peer(1)]) == ()


@pytest.mark.parametrize(
    ("target", "cell"),
    [
        (Target(Measure.RATIO, 1.5), "| 1.5 × | ≤ 1.5 × ✓ |"),
        (Target(Measure.RATIO, 1.4), "| 1.5 × | ≤ 1.4 × ✗ |"),
        (Target(Measure.MORE, 1), "| +1 of ≤ +1 ms ✓ |"),
        (Target(Measure.MOST, 3), "| at most 4 of ≤ 3 ms ✗ |"),
        (Target(Measure.P95, 4), "| 95%: 4 of ≤ 4 ms ✓ |"),
        (Target(Measure.P99, 4), "| 99%: 4 of ≤ 4 ms ✓ |"),
    ],
)
def test_each_target_is_held_against_its_own_measure(target: Target, cell: str) -> None:
    line = Line("key", "", PEER, targets=(target,))
    assert cell in markdown(ROW, gathered([line.postil(4, 2, 3), line.peer(2, 1, 3)]))


def test_a_ratio_to_a_peer_that_is_not_there_is_not_measured() -> None:
    line = Line("key", "", PEER, targets=(FASTER,))
    assert "|  |  | ≤ 1.5 × (not measured) |" in markdown(ROW, gathered([line.postil(4)]))


def test_growth_is_told_of_things_with_three_sizes_beside_the_same_peer() -> None:
    sized = [Line("open", f"{size}", PEER, size=size) for size in (10, 100, 1000)]
    others = [Line("page", f"{size}", PEER, size=size) for size in (10, 100)]
    other = Line("open", "10000", "another peer", size=10_000)
    measured = gathered([line.postil(line.size or 0) for line in (*sized, *others, other)])
    assert growth(measured) == {("open", PEER): pytest.approx(1.0)}
    assert table(ROW, measured).count("1.00") == 3


def test_where_few_long_ones_are_meant_their_growth_is_told() -> None:
    targets = (Target(Measure.MOST, 50), Target(Measure.P99, 16))
    sized = [Line("turn", f"{size}", PEER, targets, size=size) for size in (10, 100, 1000)]
    measured = gathered([line.postil(1.0, 1.0, float(line.size or 0)) for line in sized])
    assert growth(measured) == {("turn", PEER): pytest.approx(1.0)}


def test_the_columns_of_the_table_stand_below_one_another() -> None:
    lines = Line("a", "", PEER, unit="bytes"), Line("something longer", "", PEER)
    told = table(ROW, gathered([line.postil(1234) for line in lines])).splitlines()
    assert told[0] == f"open, beside {PEER}"
    assert told[1].index("Postil") + len("Postil") == told[2].index("1,234") + len("1,234 bytes")


def test_a_peer_other_than_the_rows_is_named() -> None:
    lines = (
        Line("a page", "10 KB", PEER, (FASTER,)),
        Line("a page", "1 MB", "the same in 10 KB", (FASTER,)),
    )
    told = markdown(ROW, gathered([line.postil(1) for line in lines]))
    assert told.startswith(f"**`open`**, beside {PEER}\n\n| an article opened | Postil |")
    assert "\n| a page: 10 KB |" in told
    assert "\n| a page: 1 MB, beside the same in 10 KB |" in told


def test_the_readme_tells_the_largest_size_of_what_has_no_target() -> None:
    sizes = [Line("open", f"{size} KB", PEER, size=size) for size in (10, 100, 1000)]
    aimed = Line("page", "10 KB", PEER, targets=(FASTER,), size=10)
    told = markdown(ROW, gathered([line.postil(1) for line in (*sizes, aimed)]))
    assert re.findall(r"^\| (\w+: .*?) \|", told, re.MULTILINE) == ["open: 1000 KB", "page: 10 KB"]


def test_the_rows_have_names_of_their_own() -> None:
    assert rows()
    assert all(name == row.name for name, row in rows().items())


def test_the_readme_names_every_row() -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert [name for name in rows() if f"`{name}`" not in text] == []


def told(figure: int, name: str = "open") -> str:
    return f"**`{name}`**, beside {PEER}\n\n| a | b |\n| --- | --: |\n| x | {figure} |"


def test_the_readme_takes_over_what_was_measured_and_keeps_the_rest() -> None:
    order = ("page", "open", "close")
    text = "before\n<!-- bench -->\n<!-- /bench -->\nbehind"
    for name, figure, on in (("open", 1, "One"), ("page", 2, "One"), ("open", 3, "Another")):
        text = renewed(text, name, told(figure, name), on, order)
    assert text == (
        f"before\n<!-- bench -->\n{told(2, 'page')}\n\n{told(3)}\n\n"
        "`page`: One.\n\n`open`: Another.\n<!-- /bench -->\nbehind"
    )
    assert renewed(text, "open", told(3), "Another", order) == text
    assert "`page` `open`: Another.\n<" in renewed(text, "page", told(2, "page"), "Another", order)


def test_rows_that_are_no_more_leave_the_readme() -> None:
    text = renewed("<!-- bench -->\n<!-- /bench -->", "old", told(1, "old"), "One", ("old",))
    assert "old" not in renewed(text, "open", told(1), "One", ("open",))


def test_a_readme_without_a_place_for_the_tables_is_told_of() -> None:
    with pytest.raises(ValueError, match="no <!-- bench -->"):
        renewed("nothing", "open", told(1), "On a machine", ("open",))
