"""Breaking a block of text into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.cells import is_narrow, narrow_end, units

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# What must not begin a row, and what must not end one, in Chinese and Japanese setting.
_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〉》」』】〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…%”’,.:;?!)]}"
)
_NOT_LAST = frozenset("（［｛〈《「『【〔“‘([{")


def wrap(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Yield the offsets at which the rows of a block begin.

    A row holds at most `width` cells, not counting one space at its end, which hangs over. Rows
    break behind spaces, between wide characters, and inside a word only where it is longer than
    a row. A line feed always ends a row.

    Args:
        text: The canonical text.
        start: Where the block begins.
        end: Where it ends; an empty block yields nothing.
        width: Cells in a row; at least 1.
    """
    line = start
    while line < end:
        stop = text.find("\n", line, end)
        stop = end if stop < 0 else stop
        yield line
        yield from _wrap_line(text, line, stop, width)
        line = stop + 1


def lines(text: str, cells: int) -> list[str]:
    """Return a short text broken into lines of at most `cells` cells; none for an empty one."""
    return [text[start:end].strip() for start, end in row_spans(text, 0, len(text), cells)]


def row_spans(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of a block as pairs of offsets; the arguments are those of `wrap`."""
    starts = [*wrap(text, start, end, width)]
    return zip(starts, [*starts[1:], end][: len(starts)], strict=True)


def _wrap_line(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Yield where the second row of a line begins, and those that follow."""
    row = start
    while row < end:
        row = yield from _wrap_narrow(text, row, end, width)
        for row in _wrap_units(text, row, end, width):  # noqa: B020 - on from where it got to
            yield row
            if is_narrow(text, row, min(end, row + width + 2)):
                break
        else:
            return


def _wrap_narrow(text: str, start: int, end: int, width: int) -> Generator[int, None, int]:
    """Yield the rows behind a first one while offsets count cells; a fiftieth of the other's cost.

    Returns:
        Where the first row begins that needs `_wrap_units`; `end` where none does.
    """
    find = text.rfind
    sure = narrow_end(text, start, end)
    row = start
    # A row depends on the space that hangs over its end, too, and on what that may carry.
    while row + width + 2 <= sure or sure == end:
        if end - row <= width:
            return end
        space = find(" ", row, row + width + 1)
        row = row + width if space <= row else space + 1
        if row >= end:
            return end
        yield row
    return row


def _wrap_units(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Yield the rows behind a first one, by the cells of each grapheme."""
    row, used = start, 0
    chance, used_at_chance = start, 0
    for first, behind, cells in units(text, start, end):
        is_space = text[first:behind] == " "
        while used + cells > width and first > row and not is_space:
            if chance > row:
                row, used = chance, used - used_at_chance
            else:
                row, used = first, 0
            yield row
        used += cells
        if is_space or _may_break(text, first, behind, end, cells):
            chance, used_at_chance = behind, used


def _may_break(text: str, first: int, behind: int, end: int, cells: int) -> bool:
    if behind >= end:
        return False
    here, following = text[first], text[behind]
    if following == " " or following in _NOT_FIRST or here in _NOT_LAST:
        return False
    return cells > 1 or following >= "\u2e80"
