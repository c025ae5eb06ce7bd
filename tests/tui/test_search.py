"""Searching the corpus: results while one types, a preview, the article at the hit, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.searches import answered, indexed, lit, search_of, searched, stand_of, titles

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")


async def test_results_come_while_one_types_with_date_tags_and_the_hit_in_its_sentence(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await reader.press("t")
        await reader.type("talks")
        await reader.press("enter")
        screen = await searched(reader, "send obs*")
        lines = reader.text.splitlines()
        assert titles(screen) == ["The council decides"]
        assert any("The council decides" in line and " 2 " in line for line in lines)
        assert any("2022-11-23 · talks · Evening Paper" in line for line in lines)
        assert any("It decided to send observers to the border." in line for line in lines)
        assert "1 article" in lines[1]
        await reader.press(*["backspace"] * len("send obs*"))
        await reader.type("border")
        assert len(titles(await answered(reader, "border"))) == 3


async def test_the_preview_follows_the_cursor_and_is_lit(searching: Opened) -> None:
    async with searching("border", size=(120, 35)) as reader:
        screen = search_of(reader)
        await reader.press("down")
        for _ in range(3):
            item = screen.rows.item
            assert item is not None
            shown = item.article.id
            await reader.until(
                lambda shown=shown: (  # type: ignore[misc]  # mypy knows no defaults of lambdas
                    screen.pane.preview.article is not None
                    and screen.pane.preview.article.id == shown
                )
            )
            page = screen.pane.preview.page
            assert page is not None
            assert {hit.of(page.article.text) for hit in page.hits} == {"border"}
            assert page.hit == 0
            await reader.press("j")


async def test_nothing_is_drawn_of_a_preview_laid_out_before_there_was_room_for_it(
    searching: Opened,
) -> None:
    async with searching("border", size=(100, 35)) as reader:
        screen, article = search_of(reader), reader.screen.reader.article
        preview = screen.pane.preview
        assert article is not None
        assert not preview.size
        preview.show(article)
        screen.pane.add_class("-wide")
        screen._refresh_layout()
        left, _ = preview.region.offset
        drawn = [line[left + 1 :] for line in reader.text.splitlines()[4:-2]]
        assert preview.size
        assert not any(line.strip() for line in drawn)
        await reader.pilot.resize_terminal(120, 35)
        await reader.until(lambda: not preview.is_provisional)
        assert "The council sat for an hour. It" in reader.text


async def test_the_preview_of_a_query_begins_as_if_no_other_had_been_asked_before(
    corpus: Path, opened: Opened
) -> None:
    paragraphs = [f"Paragraph {number} says little.\n\n" for number in range(90)]
    paragraphs[40], paragraphs[43] = "An oak stands.\n\n", "An elm stands.\n\n"
    (corpus / "long.md").write_text(f"# A long way\n\n{''.join(paragraphs)}", encoding="utf-8")
    async with opened(corpus) as reader:
        screen = await searched(reader, "elm")
        assert screen.pane.preview.top_row > 0
        screen.line.value = "oak"
        await answered(reader, "oak")
        before = reader.text
        await reader.press("escape", "s", "ctrl+u")
        await reader.type("oak")
        await answered(reader, "oak")
        assert reader.text == before


async def test_enter_opens_the_article_at_the_hit_with_all_hits_lit(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await searched(reader, "border -council")
        await reader.press("down")
        while "Ministers" not in str(search_of(reader).rows.item):
            await reader.press("j")
        await reader.press("n", "enter")
        await reader.until(lambda: reader.under_cursor.startswith("border came up"))
        assert lit(reader) == ["border", "border"]
        assert "“border -council” 2 of 2 · article" in reader.status
        await reader.press("backspace")
        await reader.until(lambda: reader.under_cursor.startswith("The council sat"))


async def test_a_long_query_leaves_the_number_of_its_hits_on_a_narrow_screen(
    searching: Opened,
) -> None:
    query = '"the border came up again at length" OR "asked for observers" OR capital'
    async with searching(query, size=(80, 24)) as reader:
        await reader.press("enter")
        await reader.until(lambda: "article 1 of 1" in reader.status)
        assert " 1 of 3 · article 1 of 1" in reader.status
        assert "? keys" in reader.status


async def test_an_article_of_which_only_the_title_fits_is_opened_at_its_top(
    searching: Opened,
) -> None:
    async with searching("title:council") as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.under_cursor.startswith("The council sat"))
        assert lit(reader) == []
        assert "“title:council” · article 1 of 1" in reader.status


async def test_all_that_is_typed_in_one_burst_is_searched_and_opened(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await indexed(reader)
        await reader.burst("s", *"observers decided", "enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.until(lambda: "“observers decided”" in reader.status)
        assert reader.under_cursor.startswith("decided to send")
        assert not reader.screen.session.notebook.book.annotations()


async def test_escape_brings_back_exactly_where_one_was_and_keeps_the_query(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 12)) as reader:
        await reader.open("ministers.txt")
        await reader.press("slash", *"border", "enter", "j", "j", "v", "w")
        before = stand_of(reader)
        screen = await searched(reader, "observers")
        await reader.press("down", "j", "escape")
        assert stand_of(reader) == before
        await reader.press("s")
        assert search_of(reader) is not screen
        assert titles(await answered(reader, "observers")) == titles(screen)
        await reader.press("x")
        await answered(reader, "x")


async def test_the_search_comes_back_with_the_cursor_where_it_was(searching: Opened) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
        await reader.press("down", "j")
        chosen = screen.rows.item
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.press("s")
        assert (await answered(reader, "border")).rows.item == chosen


async def test_the_list_of_keys_names_what_can_be_done_with_results(searching: Opened) -> None:
    async with searching("border") as reader:
        await reader.press("down", "?")
        for named in ("Every hit on a line of its", "Save the search under a name"):
            assert named in reader.text
