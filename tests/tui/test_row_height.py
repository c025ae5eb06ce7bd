"""Rows of a list that become higher or lower while it is shown."""

from __future__ import annotations

from tests.tui.hosts import Host, drawn
from tests.tui.test_rows import Numbers


def cursor_line(app: Host[None]) -> int:
    """Return on which line of the screen the cursor's row begins."""
    return next(at for at, line in enumerate(drawn(app).split("\n")) if ">" in line)


async def test_rows_that_become_higher_or_lower_leave_the_cursor_on_its_line() -> None:
    rows = Numbers(row_height=2)
    app = Host[None](rows)
    async with app.run_test(size=(40, 12)) as pilot:
        rows.fill(range(100))
        rows.move_to(50)
        rows.move_to(48)
        for height in (3, 1, 2):
            await pilot.pause()
            assert cursor_line(app) == 6, "which is where a row of any of these heights can begin"
            rows.row_height = height
        assert rows.item == 48


async def test_rows_that_become_higher_leave_the_cursor_where_it_is_seen() -> None:
    rows = Numbers(row_height=2)
    app = Host[None](rows)
    async with app.run_test(size=(40, 11)) as pilot:
        rows.fill(range(20))
        rows.move_to(9)
        for height in (5, 3, 4, 2):
            rows.row_height = height
            await pilot.pause()
            assert drawn(app).split("\n")[0].strip(" .>").startswith("number ")
            assert ">number 9" in drawn(app)
