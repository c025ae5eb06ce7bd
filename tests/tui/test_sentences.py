"""Sentences are broken between words, long paths behind their slashes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.hosts import Host, drawn
from tui.reading.cells import width
from tui.screens.notice import Notice
from tui.widgets.sentences import in_lines

PATH = "/home/somebody/research/dossiers/2026/the-council-and-its-members/corpus.notes.json"


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
async def test_a_path_is_broken_behind_a_slash(columns: int) -> None:
    app = Host[None]()
    async with app.run_test(size=(columns, 24)) as pilot:
        await app.over(pilot, Notice("Before you begin", [f"{PATH}: line 3 is broken.", "Why?"]))
        lines = [line.strip(" │") for line in drawn(app).split("\n") if "│" in line]
        text = "\n".join(lines)
        assert "\ncorpus.notes.json: line 3" in text or "/corpus.notes.json: line 3" in text
        assert PATH in text.replace("/\n", "/")
        assert "\n\nWhy?" in text


@given(st.text(alphabet="ab/ \n漢", max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, cells: int) -> None:
    lines = in_lines(text, cells)
    assert all(width(line) <= cells for line in lines if line.strip())
    assert "".join("".join(lines).split()) == "".join(text.split())
