"""What was taken out of an article can be seen by whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

HOSTILE = (
    "A quiet title\n\nThe first \x1b]52;c;c2VjcmV0\x07words of it.\n\n"
    "More \u202ewords\u202c, and \x1b[bold]\x1b[2Jmore \x1b[2Jthan that.\n"
)


async def test_an_article_says_what_was_taken_out_of_it(corpus: Path, opened: Opened) -> None:
    (corpus / "quiet.txt").write_text(HOSTILE, encoding="utf-8")
    async with opened(corpus) as driver:
        await driver.open("quiet.txt")
        assert "6 hidden sequences taken out" in driver.text
        await _ask(driver)
        assert "Taken out of this article" in driver.text
        assert "2 escape sequences · line 5" in driver.text
        assert r"\x1b[2J" in driver.text
        assert r"\x1b]52;c;c2VjcmV0\x07" in driver.text
        assert r"\u202e" in driver.text
        await driver.press("escape")
        assert "Taken out of this article" not in driver.text


async def test_an_article_that_hid_nothing_says_so_when_asked(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as driver:
        await driver.open("ministers.txt")
        assert "taken out" not in driver.text
        await _ask(driver)
        assert "Nothing was taken out of this article" in driver.status


async def test_a_long_list_of_what_was_taken_out_scrolls(corpus: Path, opened: Opened) -> None:
    text = "".join(f"word \x1b[{number}m\n\n" for number in range(90))
    (corpus / "quiet.txt").write_text(text, encoding="utf-8")
    async with opened(corpus) as driver:
        await driver.open("quiet.txt")
        await _ask(driver)
        assert r"\x1b[0m" in driver.text
        assert r"\x1b[89m" not in driver.text
        await driver.press("G")
        assert r"\x1b[89m" in driver.text


async def _ask(driver: Driver) -> None:
    """Choose the command from the palette, as it has no key."""
    await driver.press("ctrl+p")
    await driver.type("taken out")
    await driver.press("enter")
    await driver.pilot.pause()
