"""What the concordance and the proposals of a coding rule look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import saved
from store.annotation import Width
from store.session import Session
from tests.tui.concordances import lines, shown
from tests.tui.driver import Driver
from tui.app import PostilApp
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.screens.hits import HitsScreen

    Snapshot = Callable[..., bool]

ARTICLES = {
    "2021/council.md": (
        "The council decides",
        "2021-11-23",
        (
            "The council sat for an hour. It decided to send observers to the border of the "
            "republic, and to ask for troops only if the observers ask for them. No "
            "troops were named."
        ),
    ),
    "2021/exercises.md": (
        "Exercises in the north",
        "2021-09-02",
        (
            "Peacekeeping troops crossed the river at dawn. The troops of four members took "
            "part, and the troops of two stayed at home. By noon all troops were "
            "back in their camps."
        ),
    ),
    "2022/envoys.md": (
        "Envoys at the border",
        "2022-05-13",
        (
            "The envoys asked when the troops would leave the border. They were told that no "
            "troops stood there. Both sides count their own troops, and each the other's."
        ),
    ),
    "2022/ministers.md": (
        "Ministers meet in Yerevan",
        "2022-11-16",
        (
            "The ministers met in the capital. The question of troops on sovereign territory, open "
            "since May, remained so. In the evening the guests left, and foreign troops stayed."
        ),
    ),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small dossier in which one word comes up again and again."""
    folder = tmp_path / "dossier"
    for path, (title, date, text) in ARTICLES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"---\ntitle: {title}\ndate: {date}\n---\n{text}\n")
    return folder


WITHDRAWAL = """---
title: The withdrawal
date: 2022-12-02
---

The foreign troops left the valley on Friday. Foreign troops had held its only bridge for a year.

The shops opened again, children went back to their school, and buses ran from the station to the
market as they had before. Nobody could say where the foreign troops would spend the winter, nor
who would mend the road and pay for the houses that were burnt along the river in the autumn.
"""
"""An article that has a word stand out beside the hits."""


def app_on(corpus: Path, theme: str = "dark") -> PostilApp:
    return PostilApp(Session.open(corpus, None, creator="reader"), Settings(theme=theme))


async def reading(pilot: Pilot[int]) -> Driver:
    """Wait until the corpus is read."""
    assert isinstance(pilot.app, PostilApp)
    reader = Driver(pilot.app, pilot)
    await reader.until(lambda: reader.screen.is_scanned)
    await reader.until(lambda: reader.screen.reader.article is not None)
    return reader


def concordance(*pressed: str) -> Callable[[Pilot[int]], object]:
    async def press(pilot: Pilot[int]) -> None:
        reader = await reading(pilot)
        screen = await lines(reader, "troops")
        for tag in ("security/border", "law"):
            before = len(screen.notebook.book.annotations())
            await reader.press("j", "t")
            await reader.type(tag)
            await reader.press("enter")
            await reader.until(lambda: len(screen.notebook.book.annotations()) > before)  # noqa: B023 - used at once
        await reader.press(*pressed)
        await settled(reader, screen)

    return press


async def settled(reader: Driver, screen: HitsScreen) -> None:
    """Wait until the lines stand in order and all that is beside them was counted."""
    await reader.until(lambda: screen.found.sort is screen.wanted)
    groups = {"count", "arrange"}
    await reader.until(lambda: not any(each.group in groups for each in reader.app.workers))
    await reader.pilot.pause()


def test_ticked_lines_by_the_word_to_the_right(corpus: Path, snap_compare: Snapshot) -> None:
    (corpus / "2022" / "withdrawal.md").write_text(WITHDRAWAL, encoding="utf-8")
    press = concordance("l", "g", "j", "j", "x", "x", "+")
    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=press)


def test_lines_by_date_by_daylight(corpus: Path, snap_compare: Snapshot) -> None:
    press = concordance("p", "j", "x", "k")
    assert snap_compare(app_on(corpus, "light"), terminal_size=(160, 45), run_before=press)


def test_lines_on_a_narrow_screen(corpus: Path, snap_compare: Snapshot) -> None:
    press = concordance("j", "x", "x", "k")
    assert snap_compare(app_on(corpus), terminal_size=(80, 24), run_before=press)


def test_lines_without_colour(
    corpus: Path, snap_compare: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    press = concordance("j", "x", "k")
    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=press)


def test_the_proposals_of_a_rule_half_decided(corpus: Path, snap_compare: Snapshot) -> None:
    async def press(pilot: Pilot[int]) -> None:
        reader = await reading(pilot)
        notebook, index = reader.screen.session.notebook, reader.screen.session.search
        step = saved.save_rule(
            notebook.book, "Troops anywhere", "troops", "security", width=Width.SENTENCE
        )
        notebook.edit(step)
        await reader.until(lambda: index.snapshot().size == len(ARTICLES))
        await reader.press("C", "enter")
        screen = await shown(reader)
        await reader.press("y", "n", "y")
        await settled(reader, screen)
        screen.hints.show_keys()

    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=press)


def test_the_list_of_rules(corpus: Path, snap_compare: Snapshot) -> None:
    async def press(pilot: Pilot[int]) -> None:
        reader = await reading(pilot)
        notebook = reader.screen.session.notebook
        for name, query, tag in (
            ("Observers asked for", '"observers ask"~8', "security/observers"),
            ("Troops anywhere", "troops OR peacekeep*", "security"),
        ):
            notebook.edit(saved.save_rule(notebook.book, name, query, tag, width=Width.SENTENCE))
        await reader.press("C", "j")

    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=press)
