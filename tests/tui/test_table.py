"""Tables stand in columns where they fit, else as pairs of name and value."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store.article import Article, Block, BlockKind
from store.sources import parse
from tests.strategies import TABLES, article_of, brute_width, table_text
from tui.reading.layout import Layout, Place, lay_out
from tui.reading.row import Row, RowKind

HEADED = [["Name", "Seats"], ["Summit", "6"], ["東京", "12"]]


def table(rows: list[list[str]]) -> Article:
    """Return an article that is one table."""
    words = table_text(rows)
    return article_of([(Block(BlockKind.TABLE, 0, 0), words)], title=words.split("\n")[0])


def drawn(layout: Layout) -> list[str]:
    """Return the rows of a table as they stand on the screen."""
    rows = map(layout.row, range(len(layout)))
    return [
        "─" if row.kind is RowKind.LINE else drawn_row(layout.article.text, row)
        for row in rows
        if row.kind in (RowKind.LINE, RowKind.TEXT)
    ]


def drawn_row(text: str, row: Row) -> str:
    """Return one row as it stands on the screen."""
    line, start = row.lead, row.start
    for pad in row.pads:
        line += text[start : pad.offset] + " " * pad.cells
        start = pad.offset
    return line + text[start : row.shown_end]


def signs_in(text: str, row: Row) -> list[int]:
    """Return the offsets of the signs between cells in a row."""
    return [each for each in range(row.start, row.shown_end) if text[each] == "│"]


def columns_of_signs(line: str) -> list[int]:
    """Return the columns at which the signs between cells stand."""
    return [brute_width(line[: found.start()]) for found in regex.finditer("│", line)]


def test_columns_line_up_and_a_line_stands_below_the_names() -> None:
    assert drawn(lay_out(table(HEADED), 40)) == [
        "Name   │ Seats",
        "─",
        "Summit │ 6",
        "東京   │ 12",
    ]


@given(TABLES)
def test_the_signs_between_cells_stand_below_each_other(rows: list[list[str]]) -> None:
    lines = [line for line in drawn(lay_out(table(rows), 100_000)) if line != "─"]
    signs = {tuple(columns_of_signs(line)) for line in lines if line}
    assert len(signs) == 1
    assert len(signs.pop()) == len(rows[0]) - 1


@given(TABLES, st.integers(8, 60))
def test_every_cell_is_drawn_whole_and_in_order(rows: list[list[str]], cells: int) -> None:
    lines = "".join(drawn(lay_out(table(rows), cells))).replace("─", "")
    letters = iter(regex.sub(r"\s", "", lines))
    for cell in (cell for row in rows for cell in row):
        for letter in regex.sub(r"\s", "", cell):
            assert letter in letters  # consumes `letters` up to and with the letter


@given(TABLES)
def test_a_click_on_the_blanks_of_a_column_leads_to_what_stands_behind_them(
    rows: list[list[str]],
) -> None:
    layout = lay_out(table(rows), 100_000)
    text = layout.article.text
    for number in range(len(layout)):
        row = layout.row(number)
        for pad in row.pads:
            place = layout.place_of(pad.offset)
            for blank in range(pad.cells + 1):
                assert layout.offset_at(Place(number, place.column - blank)) == pad.offset
        shown = [place.column for place in map(layout.place_of, signs_in(text, row))]
        if row.kind is RowKind.TEXT:
            assert shown == columns_of_signs(drawn_row(text, row))


def test_a_table_too_wide_stands_as_names_and_values() -> None:
    rows = [["Country", "Position on the observers"], ["Armenia", "in favour of sending them now"]]
    assert drawn(lay_out(table(rows), 30)) == [
        "Country",
        "Position on the observers",
        "─",
        "Country       Armenia",
        "Position on…  in favour of",
        "              sending them now",
    ]


def test_wide_names_keep_their_values_within_the_measure() -> None:
    rows = [["国家", "关于观察员的立场"], ["亚美尼亚", "赞成现在派遣观察员"]]
    layout = lay_out(table(rows), 16)
    assert {row.indent for row in map(layout.row, range(len(layout)))} == {0, 7}
    assert drawn(layout) == [
        "国家",
        "关于观察员的立场",
        "─",
        "国家   亚美尼亚",
        "关于…  赞成现在",
        "       派遣观察",
        "       员",
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["", "Seats"], ["Summit", ""]], ["       │ Seats", "─", "Summit │"]),
        ([["a", "b", "c"], ["", "", ""]], ["a │ b │ c", "─", "  │   │"]),
        ([["a", "", "c"], ["", "b", ""]], ["a │   │ c", "─", "  │ b │"]),
    ],
)
def test_empty_cells_keep_their_column(rows: list[list[str]], lines: list[str]) -> None:
    assert drawn(lay_out(table(rows), 40)) == lines


def test_empty_cells_take_no_row_where_values_stand_below_each_other() -> None:
    rows = [["Name", "A rather long question"], ["Summit", ""], ["", ""], ["", "yes, by all means"]]
    assert drawn(lay_out(table(rows), 20)) == [
        "Name",
        "A rather long",
        "question",
        "─",
        "Name      Summit",
        "│",
        "A rathe…  yes, by",
        "          all means",
    ]


def test_a_table_of_markdown_is_laid_out_as_it_is_written_here() -> None:
    source = b"| Name | Seats |\n|---|---|\n| Summit | 6 |\n| \xe6\x9d\xb1\xe4\xba\xac | 12 |\n"
    parsed = parse(source, "a.md")
    assert parsed.text == table_text(HEADED)
    assert [block.kind for block in parsed.blocks] == [BlockKind.TABLE]
