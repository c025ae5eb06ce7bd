"""A list of any length: cursor, keys, mouse, refills, and what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from textual import on
from textual.events import MouseScrollDown, MouseScrollUp

from store.progress import ReadState
from tests.tui.hosts import Host, drawn
from tui.reading.shelf import Row
from tui.settings import Settings
from tui.widgets.articles import ArticleList
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence


class Numbers(RowList[int]):
    def __init__(self, *, row_height: int = 1, empty: str = "") -> None:
        super().__init__(row_height=row_height, empty=empty)
        self.asked: list[int] = []

    def row_lines(self, item: int, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        self.asked.append(item)
        return [[Segment(f"{'>' if here else ' '}number {item}".ljust(width * 2, "."))]]


class Listener(Host[None]):
    def __init__(
        self, widget: RowList[int] | ArticleList, settings: Settings | None = None
    ) -> None:
        super().__init__(widget, settings=settings)
        self.said: list[str] = []

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        self.said.append(f"moved {event.index}")

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.said.append(f"chosen {event.index}")

    @on(ArticleList.Opened)
    def _opened(self, event: ArticleList.Opened) -> None:
        self.said.append(f"opened {event.article_id}")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("j j j k", 2),
        ("down down up", 1),
        ("G", 99_999),
        ("G k g", 0),
        ("end home j", 1),
        ("space", 9),
        ("space space pageup", 9),
        ("ctrl+d", 4),
        ("ctrl+d ctrl+d ctrl+u", 4),
        ("k", 0),
        ("G j", 99_999),
    ],
)
async def test_the_keys_of_every_list_move_the_cursor(keys: str, expected: int) -> None:
    rows = Numbers()
    app = Host[None](rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.fill(range(100_000))
        rows.focus()
        await pilot.press(*keys.split())
        assert rows.cursor == expected
        assert f">number {expected}" in drawn(app)


async def test_only_visible_rows_are_ever_asked_for() -> None:
    rows = Numbers()
    async with Host[None](rows).run_test(size=(40, 10)) as pilot:
        rows.fill(range(100_000))
        rows.focus()
        await pilot.press(*("j" * 12), "G", "space")
        near = {*range(60), *range(99_980, 100_000)}
        assert set(rows.asked) <= near


async def test_each_move_is_told_once_and_none_where_there_is_nowhere_to_go() -> None:
    rows = Numbers()
    app = Listener(rows)
    async with app.run_test() as pilot:
        rows.fill(range(3))
        await pilot.pause()
        app.said.clear()
        rows.focus()
        await pilot.press("k", "j", "j", "j")
        assert app.said == ["moved 1", "moved 2"]


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    rows = Numbers(row_height=2)
    app = Listener(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.fill(range(100))
        await pilot.click(rows, offset=(3, 5))
        assert rows.cursor == 2
        await pilot.double_click(rows, offset=(3, 3))
        assert app.said[-1] == "chosen 1"


async def test_a_click_below_the_last_row_does_nothing() -> None:
    rows = Numbers()
    app = Listener(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.fill(range(3))
        await pilot.double_click(rows, offset=(3, 8))
        assert rows.cursor == 0
        assert "chosen" not in " ".join(app.said)


async def test_a_refill_keeps_the_item_and_its_line_of_the_screen() -> None:
    rows = Numbers()
    app = Host[None](rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.fill(range(1_000))
        rows.move_to(500)
        await pilot.pause()
        line = drawn(app).split("\n").index(next(x for x in drawn(app).split("\n") if ">" in x))
        rows.fill(range(-300, 1_000))
        await pilot.pause()
        assert rows.item == 500
        assert ">number 500" in drawn(app).split("\n")[line]


async def test_where_the_item_is_gone_the_cursor_takes_the_next_one() -> None:
    rows = Numbers()
    app = Listener(rows)
    async with app.run_test() as pilot:
        rows.fill([1, 2, 3])
        rows.move_to(1)
        here = []
        for left in ([1, 3], [1], []):
            rows.fill(left)
            here.append(rows.item)
        assert here == [3, 1, None]
        rows.focus()
        await pilot.press("j", "k", "G", "g", "space")
        assert rows.cursor == 0


async def test_an_empty_list_says_so() -> None:
    app = Host[None](Numbers(empty="nothing here"))
    async with app.run_test():
        assert "nothing here" in drawn(app)


@pytest.mark.parametrize("cells", [12, 20, 36])
async def test_what_an_empty_list_says_stands_there_in_full(cells: int) -> None:
    words = "nothing to review: every passage is where it belongs"
    app = Host[None](Numbers(empty=words))
    async with app.run_test(size=(cells, 10)):
        said = [line for line in drawn(app).split("\n") if line]
        assert " ".join(line.strip() for line in said) == words
        assert all(line.startswith(" ") for line in said)


async def test_a_resize_keeps_the_cursor_in_sight() -> None:
    rows = Numbers()
    app = Host[None](rows)
    async with app.run_test(size=(40, 30)) as pilot:
        rows.fill(range(100))
        rows.move_to(28)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert ">number 28" in drawn(app)


async def test_a_line_never_reaches_over_the_list() -> None:
    rows = Numbers()
    app = Host[None](rows)
    async with app.run_test(size=(20, 5)) as pilot:
        rows.fill(range(100))
        await pilot.pause()
        assert all(strip.cell_length == 20 for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("height", [2, 3, 5])
@pytest.mark.parametrize("lines", [4, 7, 10, 11])
async def test_the_list_begins_with_a_whole_row_wherever_one_goes(height: int, lines: int) -> None:
    rows = Numbers(row_height=height)
    app = Host[None](rows)

    def first_line() -> str:
        return drawn(app).split("\n")[0].strip(" .>")

    async with app.run_test(size=(40, lines)) as pilot:
        rows.fill(range(20))
        rows.focus()
        for key in (*"jjjjjjjj", "space", "ctrl+d", *"kkkkkk", "G", "pageup", *"kkkkkkkkkk"):
            await pilot.press(key)
            assert first_line().startswith("number "), key
            assert f">number {rows.cursor}" in drawn(app), key
        rows.scroll_to(y=height + 1, animate=False)
        await pilot.pause()
        assert first_line().startswith("number ")


@pytest.mark.parametrize("height", [1, 2, 3, 5])
async def test_the_wheel_reaches_the_first_and_the_last_row(height: int) -> None:
    rows = Numbers(row_height=height)
    app = Host[None](rows)
    async with app.run_test(size=(40, 7)) as pilot:
        rows.fill(range(20))
        await pilot.pause()
        for _ in range(30):
            await pilot._post_mouse_events([MouseScrollDown], rows)
            assert "number " in drawn(app).split("\n")[0]
        assert "number 19." in drawn(app)
        for _ in range(30):
            await pilot._post_mouse_events([MouseScrollUp], rows)
        assert ">number 0." in drawn(app).split("\n")[0]


ARTICLES = (
    Row("u", "Ministers meet in Yerevan and agree", "u.txt", "2022-09-13", 512, annotations=3),
    Row("r", "信息安全与国际法的发展以及其他问题", "r.txt", None, 1, 16, ReadState.READING, 0.6),
    Row("d", "Done [bold]with[/]", "d.txt", words=12_345, state=ReadState.READ),
    Row("e", "broken.txt", "broken.txt", error="no text in it"),
)


async def test_an_article_shows_what_is_known_of_it_in_two_lines() -> None:
    rows = ArticleList()
    app = Host[None](rows)
    async with app.run_test(size=(30, 10)) as pilot:
        rows.fill(ARTICLES)
        await pilot.pause()
        lines = drawn(app).split("\n")
        assert lines[0] == " ● Ministers meet in Yerev… 3"
        assert lines[1] == "   2022-09-13 · 512 words"
        assert lines[2].startswith(" ○ 信息安全与国际法的发展")
        assert lines[2].endswith("…")
        assert lines[3].split() == ["16", "characters", "60%"]
        assert lines[4] == "   Done [bold]with[/]"
        assert lines[5] == "   12,345 words"
        assert lines[6:8] == ["   broken.txt", "   no text in it"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (40, "2022-09-13 · 1,200 characters"),
        (31, "2022-09-13 · 1,200 chars"),
        (24, "2022-09-13"),
    ],
)
async def test_no_number_stands_without_its_noun(cells: int, told: str) -> None:
    rows = ArticleList()
    app = Host[None](rows)
    async with app.run_test(size=(cells, 4)) as pilot:
        rows.fill([Row("c", "国际安全", "c.txt", "2022-09-13", 2, 1200)])
        await pilot.pause()
        assert drawn(app).split("\n")[1].strip() == told


@pytest.mark.parametrize(
    ("cells", "told"), [(31, "2022-09-13 · 523 words 41%"), (28, "2022-09-13 41%")]
)
async def test_a_length_beside_a_percentage_has_its_noun_too(cells: int, told: str) -> None:
    rows = ArticleList()
    app = Host[None](rows)
    async with app.run_test(size=(cells, 4)) as pilot:
        rows.fill([Row("w", "Words", "w.txt", "2022-09-13", 523, 0, ReadState.READING, 0.41)])
        await pilot.pause()
        assert " ".join(drawn(app).split("\n")[1].split()) == told


async def test_an_article_without_text_is_said_to_be_empty() -> None:
    rows = ArticleList()
    app = Host[None](rows)
    async with app.run_test(size=(30, 4)) as pilot:
        rows.fill([Row("e", "nothing", "e.txt", state=ReadState.READING, fraction=1.0)])
        await pilot.pause()
        assert drawn(app).split("\n")[1].strip() == "empty"


async def test_articles_are_opened_by_key_and_by_mouse() -> None:
    rows = ArticleList()
    app = Listener(rows)
    async with app.run_test() as pilot:
        rows.fill(ARTICLES)
        rows.focus()
        await pilot.press("j", "enter")
        await pilot.double_click(rows, offset=(3, 5))
        assert [each for each in app.said if "moved" not in each] == ["opened r", "opened d"]


async def test_keys_set_by_the_reader_replace_those_of_the_list() -> None:
    rows = Numbers()
    app = Host[None](rows, settings=Settings(keys={"line_down": ("x",)}))
    app.set_keymap({"line_down": "x"})
    async with app.run_test() as pilot:
        rows.fill(range(9))
        rows.focus()
        await pilot.press("x", "x", "j")
        assert rows.cursor == 2
