"""Where one is, on terminals that show few colours or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.searches import indexed

if TYPE_CHECKING:
    from pathlib import Path

    from textual.strip import Strip

    from tests.tui.driver import Driver, Opened


@pytest.fixture(params=["none", "sixteen"], autouse=True)
def terminal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal have no colours, or few."""
    if request.param == "none":
        monkeypatch.setenv("NO_COLOR", "1")
        return
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv("TERM", "xterm")


async def test_the_chosen_command_of_the_palette_differs_in_more_than_colour(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("ctrl+p")
        await reader.until(lambda: "Write a note on it" in reader.text)
        chosen, other = _line(reader, "Highlight the"), _line(reader, "Write a note on it")
        assert _marked(chosen, "Highlight the")
        assert not _marked(other, "Write a note on it")
        grounds = {each.style.bgcolor for each in chosen if each.style and each.text.strip(" │")}
        assert len(grounds) == 1, "some letters would be lost on a ground of another colour"


@pytest.mark.parametrize("key", ["s", "/", "f", "t", "ctrl+p"])
async def test_the_cursor_of_every_line_to_type_in_is_reversed(
    corpus: Path, opened: Opened, key: str
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press(key)
        await reader.type("yere")
        await reader.until(lambda: any(_has_cursor(each) for each in _strips(reader)))


def _strips(reader: Driver) -> list[Strip]:
    return reader.app.screen._compositor.render_strips()


def _line(reader: Driver, words: str) -> Strip:
    return next(each for each in _strips(reader) if words in each.text)


def _marked(strip: Strip, words: str) -> bool:
    styles = [each.style for each in strip if words in each.text]
    return all(style and style.bold and style.underline for style in styles)


def _has_cursor(strip: Strip) -> bool:
    """Tell whether a lone reversed cell stands behind what was typed."""
    pairs = zip(strip, [*strip][1:], strict=False)
    return any(
        before.text.endswith("yere")
        and cursor.text == " "
        and cursor.style
        and cursor.style.reverse
        for before, cursor in pairs
    )
