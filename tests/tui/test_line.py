"""A field of one line, whatever is typed or pasted into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.tui.hosts import Host
from tui.widgets.line import Line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("a phrase that\nwraps over two lines", "a phrase that wraps over two lines"),
        ("one \r\n\t two\n\n  \nthree", "one two three"),
        ("\n  first\nlast\n", "first last"),
        (" blanks  of one line stay ", " blanks  of one line stay "),
        ("with its end\n", "with its end"),
        ("\n \n", ""),
    ],
)
async def test_what_is_pasted_over_several_lines_stands_in_one(pasted: str, value: str) -> None:
    line = Line()
    app = Host[None](line)
    async with app.run_test() as pilot:
        line.focus()
        app.post_message(Paste(pasted))
        await pilot.pause()
        assert line.value == value


@pytest.mark.parametrize("keys", ["/", "s", "t", "f", "A"])
async def test_lines_are_pasted_whole_wherever_one_types_into_a_line(
    corpus: Path, opened: Opened, keys: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press(keys)
        reader.app.post_message(Paste("the border\ncame up"))
        await reader.press("end")
        await reader.until(
            lambda: (
                isinstance(line := reader.app.focused, Line) and line.value == "the border came up"
            )
        )
