"""What the bottom lines and the list of keys name is what the keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.concordances import lines, search
from tests.tui.searches import searched
from tui.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")


@pytest.mark.parametrize(
    ("opener", "named"), [("f", "enter done"), ("slash", "enter find")], ids=["filter", "find"]
)
async def test_while_one_types_no_key_is_named_that_types_a_letter(
    corpus: Path, opened: Opened, opener: str, named: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press(opener, "b")
        assert named in reader.status
        assert "t tag" not in reader.status
        await reader.press("escape", "escape")
        assert "t tag" in reader.status


async def test_how_many_hits_there_are_is_said_once(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        await reader.press("slash", *"border")
        await reader.until(lambda: "1 of 2" in reader.text)
        assert reader.text.count("1 of 2") == 1
        assert "escape close" in reader.status
        await reader.press("enter")
        await reader.until(lambda: "“border” 1 of 2" in reader.status)
        assert reader.text.count("1 of 2") == 1


async def test_beneath_a_dialog_no_keys_are_named(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("a")
        assert "ctrl+s save" in reader.text
        assert "t tag" not in reader.text
        await reader.press("escape")
        assert "t tag" in reader.status


async def test_beneath_a_note_on_hits_no_keys_are_named(lined: Opened) -> None:
    async with lined("border") as reader:
        assert "x tick" in reader.text
        await reader.press("a")
        assert "x tick" not in reader.text
        await reader.press("escape")
        assert "x tick" in reader.text


async def test_without_hits_nothing_is_offered_that_needs_one(lined: Opened) -> None:
    async with lined("border") as reader:
        assert "t tag" in reader.status
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen.id != "")
        await search(reader, "nowhere")
        await reader.press("tab")
        assert "x tick" not in reader.status
        assert "t tag" not in reader.status


async def test_the_keys_of_the_place_come_first(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        await reader.press("question_mark")
        assert "Moving" in reader.text
        await reader.press("escape", "t", *"border", "enter", "T", "question_mark")
        assert "Rename; children follow" in reader.text
        assert "Back to where one came from" in reader.text
        assert "Line down" not in reader.text


async def test_the_codebook_names_its_digits(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        await reader.press("t", *"border", "enter", "T")
        assert "1…9 key" in reader.status


async def test_a_line_says_how_one_comes_there_only_while_one_is_elsewhere(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("A")
        assert "type to narrow" in reader.text
        await reader.press("down")
        assert "/ to narrow" in reader.text


async def test_typing_replaces_the_name_that_a_question_begins_with(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("t", *"old", "enter", "T", "r", *"new", "enter")
        assert [each.name for each in reader.screen.session.notebook.book.tags()] == ["new"]


async def test_of_an_empty_list_nothing_is_offered_that_needs_a_line(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        for opener, needs in (("A", "enter open"), ("T", "enter passages"), ("C", "enter run")):
            await reader.press(opener)
            assert "escape back" in reader.status
            assert needs not in reader.status
            assert "u undo" not in reader.status
            await reader.press("escape")
        await reader.open("ministers.txt")
        await reader.press("t", *"border", "enter", "T")
        assert "enter passages" in reader.status
        await reader.press("d", "y")
        assert "enter passages" not in reader.status
        assert "u undoes" in reader.status
        await reader.press("j")
        assert "u undo ·" in reader.status


async def test_a_list_that_is_empty_because_it_was_narrowed_says_so(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("T")
        assert "no tags yet" in reader.text
        await reader.press("escape", "t", *"border", "enter", "T", "slash", "x")
        assert "no tags yet" not in reader.text
        assert "nothing fits the filter" in reader.text


async def test_over_the_annotations_the_keys_do_what_is_said_of_them(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter", "A")
        assert reader.status.strip().split(" · ") == [
            "enter open",
            "tab corpus or article",
            "down list",
            "escape back",
        ]
        await reader.press("tab")
        assert "Annotations · the corpus" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_keys_of_the_line_over_a_list_are_listed_apart(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.press("T", "question_mark")
        assert reader.text.index("Lists") < reader.text.index("In the filter line")


async def test_on_a_wide_screen_the_keys_stay_where_they_are(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        before = _keys(reader.status)
        assert before.endswith("? keys")
        await reader.press("enter")
        assert _keys(reader.status) == before
        await reader.press("j", "j")
        await reader.saved()
        assert "1 annotation · saved" in reader.status
        assert _keys(reader.status) == before


async def test_of_a_list_that_is_filtered_to_nothing_no_article_is_offered(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("f", *"zzzz", "enter")
        assert reader.screen.in_sidebar
        assert "nothing fits the filter" in reader.text
        for hint in ("enter open", "t tag", "a note", "J next article"):
            assert hint not in reader.status
        assert "/ find" in reader.status, "the open article can be searched from here too"
        await reader.press("escape")
        for hint in ("enter open", "t tag", "a note"):
            assert hint in reader.status


async def test_a_list_that_is_folded_away_is_told_of(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        assert "tab 3 articles" in reader.status
        assert "enter mark" in reader.status
        await reader.press("enter")
        await reader.saved()
        await reader.until(lambda: "saved ✓" in reader.status)
        assert "tab 3 articles" in reader.status
        assert "enter mark" in reader.status
        await reader.press("tab")
        assert "3 articles" not in reader.status, "the list says itself how many there are"
        await reader.press("escape")
        assert "tab 3 articles" in reader.status


async def test_a_list_beside_the_text_needs_no_telling_of(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        assert "3 articles" not in reader.status
        await reader.press("z")
        await reader.until(lambda: "tab 3 articles" in reader.status)
        await reader.press("z")
        await reader.until(lambda: "3 articles" not in reader.status)


async def test_one_article_is_not_told_of_as_a_list(
    corpus: Path, summit: Path, opened: Opened
) -> None:
    summit.unlink()
    (corpus / "council.md").unlink()
    async with opened(corpus, size=(80, 24)) as reader:
        assert "articles" not in reader.status


async def test_ctrl_c_says_how_one_quits_and_does_not(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.press("ctrl+c")
        assert "q quits" in reader.status
        for opener in "fTAC!s":
            await reader.press(opener)
            await reader.press("ctrl+c")
            assert "escape leads back to the text, where q quits" in reader.text, opener
            await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


async def test_ctrl_c_copies_what_is_selected_in_a_line(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.press("slash", *"border", "shift+home", "ctrl+c")
        assert reader.app.clipboard == "border"
        assert "quits" not in reader.status


async def test_a_narrowed_list_says_how_it_becomes_whole(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.press("f", *"council", "enter")
        assert "escape whole list" in reader.status
        await reader.press("escape")
        assert "The list is whole again" in reader.status
        assert "escape whole list" not in reader.status


@pytest.mark.parametrize("size", [(80, 24), (120, 35), (160, 45)])
async def test_all_screens_begin_in_the_same_column(
    corpus: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(corpus, size=size) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter", "t", *"law", "enter", "escape")
        for keys in ("A", "T", "C", "!"):
            await reader.press(keys)
            assert _edges(reader.text) == (1, 1), keys
            await reader.press("escape", "escape")
        screen = await searched(reader, "border")
        assert _edges(reader.text) == (1, 1)
        await reader.press("tab")
        await reader.until(lambda: reader.app.screen is not screen)
        assert _edges(reader.text) == (1, 1)


@pytest.mark.parametrize("keys", ["T", "A", "C", "!"])
async def test_a_list_has_its_scrollbar_at_the_right_edge(
    corpus: Path, opened: Opened, keys: str
) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.press("enter", keys)
        assert isinstance(reader.app.screen, ListScreen)
        assert reader.app.screen.rows.region.right == 80


async def test_the_concordance_has_its_scrollbar_there_too(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        screen = await lines(reader, "border")
        assert screen.rows.region.right == 80


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
async def test_the_list_of_articles_begins_there_too(
    corpus: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(corpus, size=size) as reader:
        await reader.press("tab")
        await reader.until(lambda: reader.screen.in_sidebar)
        assert _edges(reader.text) == (1, 1)


def _edges(text: str) -> tuple[int, int]:
    """Return in which column the first line begins that is not blank, and the last one."""
    lines = [line for line in text.splitlines() if line.strip(" │")]
    first, last = (len(line) - len(line.lstrip()) for line in (lines[0], lines[-1]))
    return first, last


def _keys(line: str) -> str:
    """Return the keys on a bottom line."""
    return line[line.index("enter mark") :]
