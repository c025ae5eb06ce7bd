"""The start: one paint with the first article in it, and the rest behind it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.screen import Screen

from tui.start import Start

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


class Held(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.start = Start(self, self.begin)

    def on_mount(self) -> None:
        self.start.hold()

    def begin(self) -> None:
        self.begun += 1


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.held = Held()

    def get_default_screen(self) -> Screen[None]:
        return self.held


async def test_nothing_is_painted_until_there_is_something_to_show() -> None:
    app = Host()
    async with app.run_test() as pilot:
        assert app._batch_count == 1
        app.held.start.begin()
        assert app._batch_count == 0
        await pilot.pause()


async def test_the_rest_begins_once_however_often_an_article_is_shown() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.held.start.begin()
        app.held.start.begin()
        await pilot.pause()
        app.held.start.begin()
        await pilot.pause()
        assert app.held.begun == 1


async def test_the_rest_begins_also_where_no_article_is_ever_shown() -> None:
    app = Host()
    async with app.run_test() as pilot:
        while not app.held.begun:
            await pilot.pause(0.05)
        assert app._batch_count == 0


async def test_garbage_is_collected_again_once_the_start_is_over() -> None:
    app = Host()
    async with app.run_test() as pilot:
        gc.disable()
        app.held.start.begin()
        while not app.held.begun:
            await pilot.pause(0.05)
        assert gc.isenabled()
