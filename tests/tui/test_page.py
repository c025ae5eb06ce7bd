"""A row is drawn where the layout says, with all that lies on it, at exactly its width."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import regex
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.annotation import Colour, Term
from store.article import Article, Block, BlockKind, Inline, InlineStyle, Parsed
from store.graphemes import next_offset
from store.span import Span
from tests.strategies import SOME, WIDTHS, article_from, article_of, graphemes_in
from tui.looks import Looks
from tui.reading.layout import lay_out
from tui.reading.page import Page, Sign, prose_end
from tui.reading.paint import Highlight, Hit
from tui.reading.row import RowKind
from tui.widgets.strips import GUTTER, Frame, Here, draw

if TYPE_CHECKING:
    from tui.reading.row import Row

TEXT = "The ministers met in Yerevan. The question remained so."
PAGE = Page(lay_out(article_from(TEXT), 20))
FRAME = Frame(40, GUTTER, active=True, looks=Looks())
SPANS = st.tuples(st.integers(0, 200), st.integers(1, 60))


def text_rows(page: Page) -> list[tuple[int, Row]]:
    """Return the rows of text with their numbers."""
    rows = ((number, page.layout.row(number)) for number in range(len(page.layout)))
    return [(number, row) for number, row in rows if row.kind is RowKind.TEXT]


def drawn(page: Page, number: int, here: Here | None = None) -> str:
    """Return a row as it stands on the screen, without blanks at its end."""
    return draw(page, number, FRAME, here or Here()).text.rstrip()


def on_screen(line: str) -> list[tuple[int, str]]:
    """Return the graphemes of a line, each with its column."""
    graphemes = regex.findall(r"\X", line)
    columns = accumulate(map(cell_len, graphemes), initial=0)
    return list(zip(columns, graphemes, strict=False))


@given(SOME, WIDTHS, st.lists(SPANS, max_size=3), st.data())
def test_every_row_fills_its_width_and_shows_each_grapheme_at_its_place(
    article: Article, cells: int, spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    # Rich leaves out what follows a joiner that joins nothing, the terminal does not.
    assume(not regex.search(r"(?<!\p{ExtPict}\p{M}*)\u200d", article.text))
    layout = lay_out(article, cells)
    end = len(article.text)
    highlights = [
        Highlight(Span(min(start, end - 1), min(start + length, end)), Colour.RED)
        for start, length in spans
        if start < end
    ]
    page = Page(layout, tuple(highlights), (Term("the"),))
    frame = Frame(cells + GUTTER + 2, GUTTER, active=True, looks=Looks())
    for number in range(-1, len(layout) + 1):
        assert draw(page, number, frame, Here()).cell_length == frame.cells
    offset = data.draw(st.sampled_from(graphemes_in(article)))
    place = layout.place_of(offset)
    row = layout.row(place.row)
    if row.start <= offset < row.shown_end:
        grapheme = article.text[offset : next_offset(article.text, offset)]
        shown = on_screen(draw(page, place.row, frame, Here()).text)
        assert (GUTTER + place.column, grapheme) in shown


def test_runs_carry_all_that_lies_on_a_row() -> None:
    article = article_from(TEXT)
    parsed = article.parsed
    inline = Inline(InlineStyle.STRONG, 4, 13)
    styled = Article(
        "id",
        "a.md",
        Parsed(parsed.title, None, None, None, parsed.text, parsed.blocks, (inline,)),
        "",
    )
    page = Page(
        lay_out(styled, 60),
        (Highlight(Span(0, 29), Colour.RED, noted=True), Highlight(Span(21, 28), Colour.BLUE)),
        (Term("question", Colour.GREEN),),
        (Span(4, 8), Span(30, 33)),
        1,
    )
    ((_, row),) = text_rows(page)
    runs = page.runs(row, Span(0, 1), Span(0, 3))
    assert "".join(TEXT[run.start : run.end] for run in runs) == TEXT
    looks = {TEXT[run.start : run.end]: run.look for run in runs}
    assert looks["T"].cursor
    assert looks["T"].selected
    assert looks["he"].selected
    assert not looks["he"].cursor
    assert looks["mini"].hit is Hit.OTHER
    assert looks["mini"].inline == {InlineStyle.STRONG}
    assert looks["Yerevan"].highlights == (Colour.RED, Colour.BLUE)
    assert looks["Yerevan"].noted
    assert looks["The"].hit is Hit.CURRENT
    assert looks["question"].term is Colour.GREEN


def test_inline_styles_lie_where_their_words_are_in_every_block() -> None:
    plain = article_from("One two", "Three four").parsed
    inlines = (Inline(InlineStyle.CODE, 0, 3), Inline(InlineStyle.STRONG, 9, 14))
    parsed = Parsed("Title", None, None, None, plain.text, plain.blocks, inlines)
    page = Page(lay_out(Article("id", "a.md", parsed, ""), 40))
    styled = [
        (plain.text[run.start : run.end], set(run.look.inline))
        for _, row in text_rows(page)
        for run in page.runs(row, None, None)
    ]
    assert styled == [
        ("One", {InlineStyle.CODE}),
        (" two", set()),
        ("Three", {InlineStyle.STRONG}),
        (" four", set()),
    ]


def test_the_columns_of_a_table_are_drawn_in_line() -> None:
    words = "Name │ Seats\n東 │ 12"
    page = Page(lay_out(article_of([(Block(BlockKind.TABLE, 0, 0), words)], "Name"), 40))
    shown = [drawn(page, number) for number, _ in text_rows(page)]
    assert shown == ["   Name │ Seats", "   東   │ 12"]


def test_a_sign_stands_beside_every_row_of_a_passage_and_a_note_beside_its_first() -> None:
    rows = text_rows(PAGE)
    assert [TEXT[row.start : row.shown_end] for _, row in rows] == [
        "The ministers met in",
        "Yerevan. The",
        "question remained",
        "so.",
    ]
    page = Page(
        PAGE.layout,
        (
            Highlight(Span(18, 29), Colour.RED, noted=True),
            Highlight(Span(21, 28), Colour.BLUE),
            Highlight(Span(34, 52), Colour.GREEN),  # up to the very end of its row
        ),
    )
    signs = [page.sign(number) for number, _ in rows]
    assert signs == [
        Sign(Colour.RED, noted=True),
        Sign(Colour.RED, noted=False),
        Sign(Colour.GREEN, noted=False),
        None,
    ]
    assert [drawn(page, number)[:3] for number, _ in rows] == [" ✎ ", " ▎ ", " ▎ ", "   "]


def test_the_space_at_the_end_of_a_row_shows_only_under_the_cursor() -> None:
    (_, row), *_ = text_rows(PAGE)
    assert PAGE.runs(row, None, None)[-1].end == row.shown_end == 20
    (*_, last) = PAGE.runs(row, Span(20, 21), None)
    assert (last.start, last.end, last.look.cursor) == (20, 21, True)


def test_of_hits_only_those_on_the_row_are_drawn() -> None:
    hits = tuple(Span(start, start + 1) for start in range(0, len(TEXT), 2))
    page = Page(PAGE.layout, hits=hits)
    for _, row in text_rows(page):
        found = [
            offset
            for run in page.runs(row, None, None)
            for offset in range(run.start, run.end)
            if run.look.hit is not Hit.NONE
        ]
        assert found == [each for each in range(row.start, row.shown_end) if each % 2 == 0]


def test_a_hit_across_two_rows_is_drawn_on_both() -> None:
    page = Page(PAGE.layout, hits=(Span(18, 28),), hit=0)
    (_, first), (_, second), *_ = text_rows(page)
    assert page.runs(first, None, None)[-1].look.hit is Hit.CURRENT
    assert page.runs(second, None, None)[0].look.hit is Hit.CURRENT


def test_rows_without_text_show_what_they_are_for() -> None:
    article = article_of(
        [
            (Block(BlockKind.PARAGRAPH, 0, 0), TEXT),
            (Block(BlockKind.FURNITURE, 0, 0), "Subscribe now"),
        ]
    )
    page = Page(lay_out(article, 30))
    shown = [drawn(page, number, Here(meta="2022 · 9 words")) for number in range(len(page.layout))]
    assert shown == [
        "",
        "   A title of its own",
        "   2022 · 9 words",
        "",
        "   The ministers met in Yerevan.",
        "   The question remained so.",
        "",
        "   ⋯ page leftovers, 1 line (Ent…",
        "",
    ]


def test_prose_ends_with_the_last_block_that_is_no_leftover() -> None:
    leftover = (Block(BlockKind.FURNITURE, 0, 0), "Subscribe")
    prose = (Block(BlockKind.PARAGRAPH, 0, 0), "One.")
    assert prose_end(article_of([prose, leftover, leftover])) == 4
    assert prose_end(article_of([leftover, prose])) == len("Subscribe\n\nOne.")
    assert prose_end(article_of([leftover])) == 0
    assert prose_end(article_of([])) == 0
