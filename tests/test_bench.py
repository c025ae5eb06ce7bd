"""What the benchmarks say is what was measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import readme
from tests.bench.harness.figures import exponent, percentile
from tests.bench.harness.readme import renewed
from tests.bench.harness.row import Line, Measure, Target
from tests.bench.harness.table import gathered, growth, markdown, table
from tests.bench.rows import rows

FASTER = Target(Measure.RATIO, 1.5)


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
    first, second = Line("open", "10 KB"), Line("open", "1 MB")
    told = gathered([first.postil(1, 2), second.postil(9), first.peer(4), first.postil(3)])
    assert [(each.line, each.postil, each.peer) for each in told] == [
        (first, (1, 2, 3), (4,)),
        (second, (9,), ()),
    ]


def test_a_line_that_only_the_peer_was_measured_on_is_left_out() -> None:
    assert gathered([Line("open").peer(1)]) == ()


@pytest.mark.parametrize(
    ("target", "cell"),
    [
        (Target(Measure.RATIO, 1.5), "| 1.5 × ✓ | ≤ 1.5 × |"),
        (Target(Measure.RATIO, 1.4), "| 1.5 × ✗ | ≤ 1.4 × |"),
        (Target(Measure.MORE, 1), "| +1 ms ✓ | ≤ +1 ms |"),
        (Target(Measure.MOST, 3), "| 4 ms at most ✗ | ≤ 3 ms at most |"),
        (Target(Measure.P99, 4), "| 4 ms in 99 % ✓ | ≤ 4 ms in 99 % |"),
    ],
)
def test_each_target_is_held_against_its_own_measure(target: Target, cell: str) -> None:
    line = Line("key", against="a peer", targets=(target,))
    assert cell in markdown(gathered([line.postil(4, 2, 3), line.peer(2, 1, 3)]))


def test_a_ratio_to_a_peer_that_is_not_there_is_not_measured() -> None:
    line = Line("key", against="a peer", targets=(FASTER,))
    assert "| not measured | ≤ 1.5 × |" in markdown(gathered([line.postil(4)]))


def test_growth_is_told_of_things_with_three_sizes() -> None:
    sized = [Line("open", f"{size}", size=size) for size in (10, 100, 1000)]
    others = [Line("page", f"{size}", size=size) for size in (10, 100)]
    measured = gathered([line.postil(line.size or 0) for line in (*sized, *others)])
    assert growth(measured) == {"open": pytest.approx(1.0)}
    assert table(measured).count("1.00") == 3


def test_the_columns_of_the_table_stand_below_one_another() -> None:
    lines = Line("a", unit="bytes"), Line("something longer")
    told = table(gathered([line.postil(1234) for line in lines])).splitlines()
    assert [line.index("Postil") + len("Postil") for line in told[:1]] == [
        line.index("1,234") + len("1,234 bytes") for line in told[1:2]
    ]


def test_the_rows_have_names_of_their_own() -> None:
    assert rows()
    assert all(name == row.name for name, row in rows().items())


def test_the_readme_names_every_row() -> None:
    text = readme.README.read_text(encoding="utf-8")
    assert [name for name in rows() if f"`{name}`" not in text] == []


AROUND = "before\n<!-- bench -->\n{}<!-- /bench -->\nbehind"


def test_the_readmes_table_takes_over_what_was_measured_and_keeps_the_rest() -> None:
    text = AROUND.format(
        "| what | against | Postil |\n|---|---|--:|\n| a | b | 1 |\n| c | d | 2 |\n"
    )
    table = "| what | against | Postil |\n|---|---|--:|\n| c | d | 3 |\n| e | f | 4 |"
    told = renewed(text, "On a machine", table)
    assert told == AROUND.format(
        "| what | against | Postil |\n|---|---|--:|\n| a | b | 1 |\n| c | d | 3 |\n| e | f | 4 |\n"
        "\nOn a machine.\n"
    )
    assert renewed(told, "On a machine", table) == told


def test_a_readme_without_a_place_for_the_table_is_told_of() -> None:
    with pytest.raises(ValueError, match="no <!-- bench -->"):
        renewed("nothing", "On a machine", "| a |")
