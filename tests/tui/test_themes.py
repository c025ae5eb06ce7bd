"""The theme: chosen by its name, and worn again the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.command import CommandList

from store.places import ensure, state_dir
from tui.chosen import CHOICES, keep_theme, kept_theme
from tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


def _first(found: CommandList) -> str:
    """Return what the palette offers first, in words."""
    return str(found.get_option_at_index(0).prompt)


async def choose(reader: Driver, words: str) -> None:
    """Run the command that the palette offers first for some words."""
    await reader.press("ctrl+p")
    await reader.type(words)
    palette = reader.app.screen
    found = palette.query_one(CommandList)
    await reader.until(lambda: bool(found.option_count) and f"{words} theme" in _first(found))
    await reader.press("enter")
    await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize(
    ("words", "theme"), [("light", "light"), ("dark", "dark"), ("terminal", "terminal")]
)
async def test_a_theme_is_found_by_its_name_and_worn_again_the_next_time(
    corpus: Path, opened: Opened, words: str, theme: str
) -> None:
    keep_theme(state_dir(), "dark" if theme == "light" else "light")
    async with opened(corpus, settings=Settings()) as reader:
        await choose(reader, words)
        assert reader.app.theme == theme
    async with opened(corpus, settings=Settings()) as reader:
        assert reader.app.theme == theme


async def test_a_theme_that_the_settings_name_comes_back_which_is_said(
    corpus: Path, opened: Opened
) -> None:
    settings = Settings(theme="dark")
    async with opened(corpus, settings=settings) as reader:
        await choose(reader, "light")
        assert reader.app.theme == "light"
        assert "settings file names the theme dark" in reader.status
    async with opened(corpus, settings=settings) as reader:
        assert reader.app.theme == "dark"


async def test_what_was_chosen_gives_way_to_auto_in_the_settings(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", "15;0")
    keep_theme(state_dir(), "light")
    async with opened(corpus, settings=Settings(theme="auto")) as reader:
        assert reader.app.theme == "dark"


def test_what_is_kept_is_a_theme_or_nothing(home: Path) -> None:
    folder = home / "kept"
    assert kept_theme(folder) == ""
    for name in CHOICES:
        keep_theme(folder, name)
        assert kept_theme(folder) == name
    for strange in (b"", b"auto", b"\xff", b"dark\n", b"dark" * 99):
        (ensure(folder) / "theme").write_bytes(strange)
        assert kept_theme(folder) == ""


def test_a_folder_that_cannot_be_written_is_no_error(home: Path) -> None:
    (home / "file").write_text("")
    keep_theme(home / "file" / "folder", "dark")
    assert kept_theme(home / "file" / "folder") == ""
