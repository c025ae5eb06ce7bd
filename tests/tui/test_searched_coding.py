"""Searching for what one tagged and noted: its passages are the hits, wherever hits are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.concordances import coded, rows, shown
from tests.tui.searches import answered, lit, searched, titles

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

COUNCIL_PASSAGE = "The council sat for an hour."
MINISTERS_PASSAGE = "A second round followed after lunch."


async def tag(reader: Driver, path: str, *keys: str) -> None:
    """Give the sentence to which keys lead in an article the tag `why`."""
    await reader.open(path)
    await reader.press(*keys, "t")
    await reader.type("why")
    await reader.press("enter")


async def tag_in_both(reader: Driver) -> None:
    """Tag a sentence in each of two articles, none of them where its article begins."""
    await tag(reader, "council.md")
    await tag(reader, "ministers.txt", "}", "}")
    found = reader.screen.session.notebook.book.annotations()
    passages = {each.anchor.exact for each in found if each.anchor}
    assert passages == {COUNCIL_PASSAGE, MINISTERS_PASSAGE}


async def test_enter_leads_to_a_tagged_passage_and_n_to_that_in_the_next_article(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await tag_in_both(reader)
        screen = await searched(reader, "tag:why")
        assert len(titles(screen)) == 2
        assert COUNCIL_PASSAGE in reader.text
        assert MINISTERS_PASSAGE in reader.text
        first, second = (found.hits[0].of(found.article.text) for found in screen.results.found)
        page = screen.pane.preview.page
        assert page is not None
        assert [hit.of(page.article.text) for hit in page.hits] == [first]
        await reader.press("enter")
        await reader.until(lambda: reader.under_cursor.startswith(first))
        assert lit(reader) == [first]
        await reader.press("n")
        await reader.until(lambda: reader.under_cursor.startswith(second))
        assert lit(reader) == [second]
        await reader.press("N")
        await reader.until(lambda: reader.under_cursor.startswith(first))


async def test_what_is_undone_is_found_no_more(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await tag_in_both(reader)
        await searched(reader, "tag:why")
        await reader.press("escape", "u", "s")
        assert len(titles(await answered(reader, "tag:why"))) == 1
        assert COUNCIL_PASSAGE in reader.text
        assert MINISTERS_PASSAGE not in reader.text


async def test_the_lines_of_a_tag_are_its_passages_and_all_get_another_tag_at_once(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await tag_in_both(reader)
        await searched(reader, "tag:why")
        await reader.press("tab")
        await shown(reader)
        told = rows(reader)
        assert len(told) == 2
        assert COUNCIL_PASSAGE in told[0]
        assert MINISTERS_PASSAGE in told[1]
        await reader.press("X", "t")
        await reader.type("later")
        await reader.press("enter")
        book = reader.screen.session.notebook.book
        await reader.until(lambda: {each.tags for each in book.annotations()} == {("why", "later")})
        await coded(reader, 2)
        await reader.press("u")
        assert {each.tags for each in book.annotations()} == {("why",)}
