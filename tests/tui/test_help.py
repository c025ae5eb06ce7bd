"""The keys that apply here, and the palette with every command that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.tui.hosts import Host, drawn
from tui.bindings import bindings_at
from tui.command import Group, Place, Situation
from tui.commands import commands_at
from tui.palette import CommandProvider, open_palette
from tui.screens.help import HelpScreen
from tui.settings import Settings
from tui.widgets.filter import FilterLine
from tui.widgets.find import FindBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from tui.widgets.line import Line

READER = (Place.READING, Place.READER)


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (160, 45)])
async def test_every_key_that_applies_is_listed_and_can_be_scrolled_to(
    size: tuple[int, int],
) -> None:
    app = Host[None]()
    async with app.run_test(size=size) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        seen = drawn(app)
        for _ in range(6):
            await pilot.press("space")
            seen += drawn(app)
        for command in commands_at(*READER):
            if command.keys and command.applies(Situation()):
                assert " ".join(command.told_keys(command.keys)) in seen
                assert command.help.split()[0] in seen


async def test_what_would_do_nothing_now_is_left_out() -> None:
    app = Host[None]()
    async with app.run_test(size=(160, 80)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        assert "Undo" not in drawn(app)
        await pilot.press("escape")
        await app.over(pilot, HelpScreen(READER, Situation(undoable=True)))
        assert "Undo" in drawn(app)


async def test_it_shows_the_keys_as_they_are_set() -> None:
    app = Host[None](settings=Settings(keys={"find": ("x", "f9")}))
    async with app.run_test(size=(160, 80)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        line = next(line for line in drawn(app).split("\n") if "Find in the article" in line)
        assert "x f9 " in line


async def test_two_columns_on_a_wide_terminal_one_on_a_narrow_one() -> None:
    app = Host[None]()
    async with app.run_test(size=(130, 50)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        line = next(line for line in drawn(app).split("\n") if "Moving" in line)
        assert line.split("│")[1].strip() != "Moving", "another group stands beside it"
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        line = next(line for line in drawn(app).split("\n") if "Moving" in line)
        assert line.split("│")[1].strip() == "Moving"


@pytest.mark.parametrize("size", [(80, 24), (80, 12), (160, 45)])
async def test_what_is_typed_leaves_the_keys_that_it_is_about(size: tuple[int, int]) -> None:
    app = Host[None]()
    async with app.run_test(size=size) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        lines = drawn(app).split("\n")
        assert "/ narrow · escape close" in drawn(app)
        await pilot.press("slash", *"Tag it", "enter")
        shown = drawn(app)
        assert "Marking" in shown
        assert "Tag it: type to narrow" in shown
        assert "Moving" not in shown
        assert "/ narrow · escape close" in shown
        frames = [n for n, line in enumerate(shown.split("\n")) if "╭" in line or "╰" in line]
        assert frames == [n for n, line in enumerate(lines) if "╭" in line or "╰" in line]


@pytest.mark.parametrize("typed", ["codebook", "CÓDEbook", "T all tags", "signs page", "shift+up"])
async def test_keys_are_found_by_name_words_heading_and_key(typed: str) -> None:
    app = Host[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        await pilot.press("slash", *typed)
        shown = drawn(app)
        assert len([line for line in shown.split("\n") if line.strip("│ ")]) < 12
        assert "nothing fits" not in shown
        await pilot.press(*"zz")
        assert "nothing fits the filter" in drawn(app)


async def test_escape_in_its_line_shows_all_keys_again_and_the_next_one_closes() -> None:
    app = Host[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        before = drawn(app)
        await pilot.press("f", *"q?", "escape")
        await pilot.pause()
        assert drawn(app) == before
        assert not app.results
        await pilot.press("j")
        assert drawn(app) != before, "the keys are with the list"
        await pilot.press("escape")
        assert app.results == [None]


@pytest.mark.parametrize("narrowed", [(), ("slash", *"tag", "enter")])
@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_it_closes(key: str, narrowed: tuple[str, ...]) -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        await pilot.press(*narrowed, key)
        assert app.results == [None]


async def test_two_columns_are_as_high_as_each_other_as_far_as_whole_groups_allow() -> None:
    app = Host[None]()
    async with app.run_test(size=(120, 120)) as pilot:
        await app.over(pilot, HelpScreen(READER, Situation()))
        columns = [line.strip("│ ").rstrip() for line in drawn(app).split("\n") if "│" in line]
        left = max(n for n, line in enumerate(columns[:-2]) if line and line[:20].strip())
        right = max(n for n, line in enumerate(columns[:-2]) if line[60:].strip())
        assert abs(left - right) <= 12


class Desk(Screen[None]):
    """A screen that knows which commands apply, and does two of them."""

    BINDINGS: ClassVar = bindings_at()
    places = READER
    situation = Situation(writable=True)

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input()

    def action_find(self) -> None:
        self.done.append("find")

    def action_tag_by_key(self, key: str) -> None:
        self.done.append(f"tag {key}")


async def _offered(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_palette_runs_a_command_by_its_name() -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        desk = Desk()
        await app.push_screen(desk)
        open_palette(app)
        await pilot.pause()
        await pilot.press(*"find in")
        await _offered(pilot)
        assert "Find in the article" in drawn(app)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.done == ["find"]


async def test_the_palette_says_at_once_that_nothing_fits_and_offers_again_what_does() -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        desk = Desk()
        await app.push_screen(desk)
        open_palette(app)
        await pilot.pause()
        await pilot.press(*"find inq")
        await _offered(pilot)
        assert "nothing fits" in drawn(app)
        await pilot.press("enter", "backspace")
        await _offered(pilot)
        assert "nothing fits" not in drawn(app)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.done == ["find"]


async def test_the_palette_offers_every_command_that_applies_with_its_key() -> None:
    app = Host[None]()
    async with app.run_test():
        desk = Desk()
        await app.push_screen(desk)
        provider = CommandProvider(desk)
        offered = [str(hit.prompt) async for hit in provider.discover()]
        applying = [
            command
            for command in commands_at(*READER)
            if command.applies(desk.situation) and command.id != "palette" and not command.each
        ]
        moving = [each for each in applying if each.group in {Group.MOVE, Group.SELECT}]
        expected = [each.label for each in applying if each not in moving]
        expected += [each.label for each in moving]
        assert [each.split("  ")[0] for each in offered if "tag by key" not in each] == expected
        assert "find  /" in offered
        assert [each for each in offered if each.startswith("tag by key")] == [
            f"tag by key  {key}" for key in "123456789"
        ]


async def test_the_palette_hands_a_digit_to_the_command_that_wants_it() -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        desk = Desk()
        await app.push_screen(desk)
        hits = [hit async for hit in CommandProvider(desk).search("tag by key")]
        await hits[3].command()
        await pilot.pause()
        assert desk.done == ["tag 4"]


async def test_the_palette_has_nothing_for_a_screen_without_commands() -> None:
    app = Host[None]()
    async with app.run_test():
        assert [hit async for hit in CommandProvider(app.screen).discover()] == []


class Lines(Host[None]):
    """Hears what lines say."""

    def __init__(self, widget: FindBar | FilterLine) -> None:
        super().__init__(widget)
        self.said: list[str] = []

    def on_find_bar_changed(self, event: FindBar.Changed) -> None:
        self.said.append(f"changed {event.text}")

    def on_find_bar_submitted(self) -> None:
        self.said.append("submitted")

    def on_find_bar_closed(self) -> None:
        self.said.append("closed")

    def on_input_changed(self, event: Line.Changed) -> None:
        self.said.append(f"changed {event.value}")

    def on_line_done(self) -> None:
        self.said.append("done")

    def on_line_down(self) -> None:
        self.said.append("down")

    def on_line_closed(self) -> None:
        self.said.append("left")


async def test_the_find_bar_tells_what_is_typed_and_shows_how_many_hits_there_are() -> None:
    bar = FindBar()
    app = Lines(bar)
    async with app.run_test() as pilot:
        bar.open()
        await pilot.press(*"ab", "enter")
        bar.tell("3 of 12")
        await pilot.pause()
        assert drawn(app).split("\n")[0].split() == ["/", "ab", "3", "of", "12"]
        await pilot.press("escape")
        assert app.said == ["changed a", "changed ab", "submitted", "changed ", "closed"]


async def test_words_the_find_bar_opens_with_are_typed_over() -> None:
    bar = FindBar()
    app = Lines(bar)
    async with app.run_test() as pilot:
        bar.open("old")
        await pilot.press("x")
        assert bar.text == "x"


@pytest.mark.parametrize(("key", "said"), [("enter", "done"), ("down", "down")])
async def test_from_the_filter_one_goes_on_with_the_filter_kept(key: str, said: str) -> None:
    line = FilterLine()
    app = Lines(line)
    async with app.run_test() as pilot:
        assert "type to narrow" in drawn(app)
        await pilot.press(*"jq", key)
        assert app.said == ["changed j", "changed jq", said]
        assert line.value == "jq"


async def test_escape_clears_the_filter_and_leaves_it() -> None:
    line = FilterLine()
    app = Lines(line)
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        assert app.said == ["changed x", "changed ", "left"]
