"""Rows show all of an article's text once, and every cell leads back to its offset."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex
from hypothesis import example, given, note
from hypothesis import strategies as st
from rich.cells import cell_len

from store.article import Article, Block, BlockKind
from store.sources.sanitize import clean
from store.span import Span
from tests.strategies import (
    FURNITURE,
    SOME,
    WIDTHS,
    article_from,
    article_of,
    articles,
    boundaries,
    brute_width,
    graphemes_in,
)
from tui.reading.layout import Layout, Place, lay_out
from tui.reading.row import Row, RowKind
from tui.reading.rows import leftovers

MINISTERS = article_from("Ministers meet in Yerevan", "The question remained so.")


def rows_of(layout: Layout) -> list[Row]:
    """Return all rows of a layout."""
    return [layout.row(number) for number in range(len(layout))]


def shown(article: Article, row: Row) -> str:
    """Return the words that a row draws."""
    return article.text[row.start : row.shown_end]


def drawn_width(article: Article, row: Row) -> int:
    """Return the cells that a text row takes, counted grapheme by grapheme."""
    return row.indent + brute_width(shown(article, row)) + sum(pad.cells for pad in row.pads)


@st.composite
def laid_out(draw: st.DrawFn) -> Layout:
    """Draw an article laid out, with some of its page leftovers opened."""
    article = draw(articles())
    runs = [article.blocks[first].start for first, _ in leftovers(article)]
    opened = draw(st.frozensets(st.sampled_from(runs))) if runs else frozenset()
    cells = draw(WIDTHS)
    note(f"{cells} cells for {article.blocks}: {article.text!a}")
    return lay_out(article, cells, opened)


@given(articles())
def test_the_articles_drawn_for_tests_are_canonical(article: Article) -> None:
    text = article.text
    assert clean(text) == text
    assert text == text.strip()
    covered = Counter(
        offset for block in article.blocks for offset in range(block.start, block.end)
    )
    assert set(covered.values()) <= {1}
    between = [each for offset, each in enumerate(text) if offset not in covered]
    assert set(between) <= {"\n"}
    assert all(block.span.of(text) == block.span.of(text).strip() != "" for block in article.blocks)


@given(laid_out())
def test_rows_partition_the_text(layout: Layout) -> None:
    rows, text = rows_of(layout), layout.article.text
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert all(row.end == following.start for row, following in pairwise(rows))
    assert rows[0].start == 0


@given(laid_out())
def test_no_row_breaks_a_grapheme(layout: Layout) -> None:
    whole = set(boundaries(layout.article.text))
    for row in rows_of(layout):
        assert {row.start, row.end, row.shown_end} <= whole
        assert {pad.offset for pad in row.pads} <= whole


@given(laid_out())
def test_no_row_is_wider_than_the_measure_unless_one_grapheme_is(layout: Layout) -> None:
    for row in rows_of(layout):
        if row.kind is RowKind.TEXT:
            alone = len(regex.findall(r"\X", shown(layout.article, row))) == 1
            assert drawn_width(layout.article, row) <= layout.cells or alone
            assert row.indent == brute_width(row.lead) <= layout.cells // 2
        if row.kind is RowKind.TITLE:
            assert (
                brute_width(row.label) <= layout.cells or len(regex.findall(r"\X", row.label)) == 1
            )


@given(laid_out())
def test_every_character_that_is_not_folded_is_drawn_by_one_row(layout: Layout) -> None:
    text = layout.article.text
    drawn = Counter(
        offset
        for row in rows_of(layout)
        if row.kind is RowKind.TEXT
        for offset in range(row.start, row.shown_end)
    )
    for block in layout.article.blocks:
        folded = layout.fold_at(block.start) is not None
        for offset in range(block.start, block.end):
            parts_cells = block.kind is BlockKind.TABLE and text[offset] == "│"
            if not text[offset].isspace() and not parts_cells:
                assert drawn[offset] == (0 if folded else 1)


@given(laid_out())
def test_a_row_belongs_to_the_block_that_holds_its_text(layout: Layout) -> None:
    for row in rows_of(layout):
        if row.kind is RowKind.TEXT:
            block = layout.article.blocks[row.block]
            assert block.start <= row.start <= row.shown_end <= block.end


@given(laid_out())
def test_a_cell_leads_back_to_the_grapheme_that_stands_on_it(layout: Layout) -> None:
    text = layout.article.text
    edges = boundaries(text)
    for start, end in pairwise(edges):
        number = layout.row_at(start)
        if layout.row(number).kind is not RowKind.TEXT or text[start] == "\n":
            continue
        place = layout.place_of(start)
        assert place.row == number
        # Where a grapheme takes no cell, its place is that of the next one.
        for cell in range(cell_len(text[start:end])):
            assert layout.offset_at(Place(place.row, place.column + cell)) == start


@given(SOME, WIDTHS, WIDTHS, st.data())
def test_an_offset_survives_another_width(
    article: Article, cells: int, others: int, data: st.DataObject
) -> None:
    offset = data.draw(st.sampled_from(graphemes_in(article)))
    before = lay_out(article, cells)
    back = before.offset_at(before.place_of(offset))
    after = lay_out(article, others)
    assert after.offset_at(after.place_of(back)) == back


@given(laid_out(), st.integers(-2, 400), st.integers(-2, 200))
def test_every_cell_gives_a_grapheme_inside_a_block(layout: Layout, row: int, column: int) -> None:
    offset = layout.offset_at(Place(row, column))
    if layout.article.blocks:
        assert offset in graphemes_in(layout.article)
    else:
        assert offset == 0


@given(laid_out())
def test_the_cursor_lands_on_text_and_folds_only(layout: Layout) -> None:
    takes_cursor = [
        number
        for number, row in enumerate(rows_of(layout))
        if row.kind in (RowKind.TEXT, RowKind.FOLD)
    ]
    for number in range(len(layout)):
        down, up = layout.landing(number), layout.landing(number, -1)
        if not takes_cursor:
            assert (down, up) == (0, 0)
            continue
        assert down == next((n for n in takes_cursor if n >= number), takes_cursor[-1])
        assert up == next((n for n in reversed(takes_cursor) if n <= number), takes_cursor[0])


@given(st.lists(FURNITURE, min_size=1, max_size=4), WIDTHS)
def test_leftovers_fold_to_one_row_and_open_again(
    drafts: list[tuple[Block, str]], cells: int
) -> None:
    story = (Block(BlockKind.PARAGRAPH, 0, 0), "The story.")
    article = article_of([story, *drafts])
    ((first, behind),) = leftovers(article)
    run = Span(article.blocks[first].start, article.blocks[behind - 1].end)
    assert run == Span(article.blocks[1].start, len(article.text))
    assert leftovers(article) == ((1, len(article.blocks)),)

    folded = lay_out(article, cells)
    fold_rows = [row for row in rows_of(folded) if row.kind is RowKind.FOLD]
    assert [(row.start, row.label) for row in fold_rows] == [
        (run.start, f"⋯ page leftovers, {len(drafts)} line{'s'[: len(drafts) > 1]} (Enter opens)")
    ]
    assert folded.folds == (run,)
    assert folded.fold_at(run.start) == folded.fold_at(run.end - 1) == run
    assert folded.fold_at(run.start - 1) is None
    assert folded.offset_at(folded.place_of(run.end - 1)) == run.start

    opened = lay_out(article, cells, frozenset({run.start}))
    assert not [row for row in rows_of(opened) if row.kind is RowKind.FOLD]
    assert opened.fold_at(run.start) is None


def test_a_title_that_the_text_lacks_stands_above_it() -> None:
    lacking = [row.label for row in rows_of(lay_out(MINISTERS, 30)) if row.kind is RowKind.TITLE]
    assert lacking == ["A title of its own"]
    narrow = [row.label for row in rows_of(lay_out(MINISTERS, 10)) if row.kind is RowKind.TITLE]
    assert narrow == ["A title of", "its own"]


def test_a_title_that_the_text_opens_with_stands_once() -> None:
    blocks = [
        (Block(BlockKind.HEADING, 0, 0, level=1), "Ministers meet in Yerevan"),
        (Block(BlockKind.PARAGRAPH, 0, 0), "They met."),
    ]
    for title in ("Ministers meet in Yerevan", "Ministers meet…"):
        kinds = [row.kind for row in rows_of(lay_out(article_of(blocks, title), 40))]
        assert kinds == [
            RowKind.GAP,
            RowKind.TEXT,
            RowKind.META,
            RowKind.GAP,
            RowKind.TEXT,
            RowKind.GAP,
        ]


def test_an_article_without_text_has_a_place_for_the_cursor() -> None:
    layout = lay_out(article_of([]), 40)
    assert layout.offset_at(layout.place_of(0)) == 0
    assert layout.offset_at(Place(99, 99)) == 0


def test_list_items_hang_and_quotes_carry_a_bar() -> None:
    article = article_of(
        [
            (Block(BlockKind.ITEM, 0, 0, level=1, marker="•"), "one two three"),
            (Block(BlockKind.ITEM, 0, 0, level=1), "still the first item"),
            (Block(BlockKind.ITEM, 0, 0, level=2, marker="10."), "four five"),
            (Block(BlockKind.QUOTE, 0, 0, quote=2), "six"),
        ]
    )
    leads = [
        (row.lead, shown(article, row))
        for row in rows_of(lay_out(article, 14))
        if row.kind is RowKind.TEXT
    ]
    assert leads == [
        ("• ", "one two"),
        ("  ", "three"),
        ("  ", "still the"),
        ("  ", "first item"),
        ("  10. ", "four"),
        ("      ", "five"),
        ("▏ ▏ ", "six"),
    ]


def test_list_items_stand_close_and_other_blocks_apart() -> None:
    items = [(Block(BlockKind.ITEM, 0, 0, level=1, marker="•"), word) for word in ("a", "b")]
    prose = [(Block(BlockKind.PARAGRAPH, 0, 0), word) for word in ("c", "d")]
    article = article_of([*items, *prose], title="a")
    kinds = [row.kind for row in rows_of(lay_out(article, 40))]
    text, gap = RowKind.TEXT, RowKind.GAP
    assert kinds == [gap, RowKind.META, gap, text, text, gap, text, gap, text, gap]


def test_a_rule_stands_in_the_middle() -> None:
    article = article_of([(Block(BlockKind.RULE, 0, 0), "* * *")])
    (row,) = (row for row in rows_of(lay_out(article, 25)) if row.kind is RowKind.TEXT)
    assert (row.indent, row.lead) == (10, " " * 10)


@example(10_000)
@given(st.integers(-5, 7))
def test_a_measure_too_small_to_read_is_widened(cells: int) -> None:
    assert lay_out(MINISTERS, cells).cells == max(8, cells)
