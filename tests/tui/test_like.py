"""Articles like another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.searches import indexed
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


async def test_m_lists_the_articles_that_are_like_the_one_in_the_list(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.open("council.md")
        before = reader.screen.reader.cursor
        await reader.press("s")
        await reader.type("observers")
        await reader.press("escape", "m")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        await reader.until(lambda: "Ministers meet in Yerevan" in reader.text)
        assert "like “The council decides”" in reader.text
        assert "1 article" in reader.text
        assert "next hit" not in reader.text
        await reader.press("tab")
        assert "These articles were found by no query" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        await reader.press("s")
        await reader.until(lambda: "observers" in reader.text)
        await reader.press("escape")
        article = reader.screen.reader.article
        assert article is not None
        assert (article.path, reader.screen.reader.cursor) == ("council.md", before)


async def test_where_nothing_is_alike_that_is_said(corpus: Path, opened: Opened) -> None:
    (corpus / "odd.txt").write_text("Zzz\n\nQqq xxx.\n", encoding="utf-8")
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.open("odd.txt")
        await reader.press("m")
        await reader.until(lambda: "Nothing is like “Zzz”" in reader.status)


async def test_a_long_title_does_not_push_away_what_is_said_of_it(
    corpus: Path, opened: Opened
) -> None:
    odd = corpus / "odd.txt"
    odd.write_text(f"{'Zzz yyy xxx vvv qqq kkk ' * 6}\n\nQqq xxx.\n", encoding="utf-8")
    async with opened(corpus, size=(100, 30)) as reader:
        await indexed(reader)
        await reader.open("odd.txt")
        await reader.press("m")
        nothing = "Nothing is like “Zzz yyy xxx vvv qqq…”, as far as it is indexed"
        await reader.until(lambda: nothing in reader.text)
        odd.unlink()
        gone = "“Zzz yyy xxx vvv qqq…” is no longer on disk; it stays open"
        await reader.until(lambda: gone in reader.text)
