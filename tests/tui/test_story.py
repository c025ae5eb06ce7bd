"""One reader's afternoon: read, mark, tag, note, find, leave, come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.driver import MINISTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


async def test_one_key_marks_the_sentence_under_the_cursor(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", ")", "enter")
        await reader.saved()
        assert "Marked" in reader.status
    [annotation] = reader.stored(notes)
    anchor = annotation["anchor"]
    assert isinstance(anchor, dict)
    assert anchor["exact"] == "Mr. Petrosyan spoke of the border first."
    assert annotation["tags"] == []
    assert annotation["creator"] == "reader"


async def test_a_new_tag_is_created_in_passing_and_given_to_the_sentence(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t")
        await reader.type("security/border")
        await reader.press("enter")
        await reader.saved()
        assert "security/border" in reader.text
    [annotation] = reader.stored(notes)
    assert annotation["tags"] == ["security/border"]
    [tag] = reader.stored(notes, "tags")
    assert tag["name"] == "security/border"


async def test_a_note_is_saved_and_stands_level_with_its_passage(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "a")
        await reader.type("why Tuesday")
        await reader.press("ctrl+s")
        await reader.saved()
        lines = reader.text.splitlines()
        [line] = [line for line in lines if "why Tuesday" in line]
        assert "The ministers met in the capital" in line
    [annotation] = reader.stored(notes)
    assert annotation["note"] == "why Tuesday"


async def test_selection_widened_to_a_paragraph_is_what_gets_marked(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "}", "+", "+", "+", "enter")
        await reader.saved()
    [annotation] = reader.stored(notes)
    assert annotation["anchor"]["exact"] == (  # type: ignore[index]  # JSON, as it lies on disk
        "A second round followed after lunch. The border came up again, at length."
    )


async def test_repeat_gives_the_next_sentence_the_same_tags(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t")
        await reader.type("talks")
        await reader.press("enter", ")", ".")
        await reader.saved()
    stored = reader.stored(notes)
    assert [each["tags"] for each in stored] == [["talks"], ["talks"]]


async def test_undo_takes_back_step_by_step_and_redo_makes_again(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter", ")", "enter", ")", "enter")
        await reader.press("u", "u")
        await reader.saved()
        assert len(reader.stored(notes)) == 1
        await reader.press("ctrl+r")
        await reader.saved()
        assert len(reader.stored(notes)) == 2


async def test_delete_takes_the_annotation_under_the_cursor(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter", ")", "enter", "d")
        await reader.saved()
    [annotation] = reader.stored(notes)
    assert annotation["anchor"]["exact"].startswith("The ministers met")  # type: ignore[index]


async def test_a_passage_taken_again_keeps_its_tags_in_its_new_place(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t")
        await reader.type("talks")
        await reader.press("enter", "r", "b", "b", "enter")
        await reader.saved()
    [annotation] = reader.stored(notes)
    assert annotation["anchor"]["exact"] == "The ministers met in the capital o"  # type: ignore[index]
    assert annotation["tags"] == ["talks"]


async def test_find_goes_from_hit_to_hit_and_escape_brings_back(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("/")
        await reader.type("border")
        assert "1 of 2" in reader.text
        await reader.press("enter")
        assert reader.under_cursor.startswith("border first")
        await reader.press("n")
        assert reader.under_cursor.startswith("border came up")
        await reader.press("n")
        assert reader.under_cursor.startswith("border first")
        await reader.press("backspace", "backspace", "backspace")
        assert reader.under_cursor.startswith("Ministers meet")


async def test_a_word_starred_twice_is_lit_in_every_article(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("/")
        await reader.type("observers")
        await reader.press("enter", "*", "*")
        await reader.saved()
        [term] = reader.stored(notes, "terms")
        assert term["text"] == "observers"
        await reader.open("council.md")
        page = reader.screen.reader.page
        assert page is not None
        assert [term.text for term in page.terms] == ["observers"]


async def test_tags_on_a_whole_article_are_given_from_the_list(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("tab", "g", "t")
        await reader.type("dossier")
        await reader.press("enter")
        await reader.saved()
    [annotation] = reader.stored(notes)
    assert annotation["anchor"] is None
    assert annotation["tags"] == ["dossier"]


async def test_everything_is_as_it_was_on_coming_back(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", ")", "enter", ")", "a")
        await reader.type("remember this")
        await reader.press("ctrl+s")
        await reader.saved()
        where = reader.screen.reader.cursor
    async with opened(corpus) as reader:
        assert reader.screen.reader.article is not None
        assert reader.screen.reader.article.path == "ministers.txt"
        assert reader.screen.reader.cursor == where
        assert "remember this" in reader.text
        assert "2 annotations" in reader.status
    assert len(reader.stored(notes)) == 2


async def test_the_filter_narrows_the_list_by_title_path_and_tag(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t")
        await reader.type("talks")
        await reader.press("enter", "f")
        await reader.type("talks")
        rows = reader.screen.sidebar.list.items
        assert [row.path for row in rows] == ["ministers.txt"]
        await reader.press("escape")
        assert len(reader.screen.sidebar.list.items) == 2


async def test_an_article_edited_on_disk_shows_up_and_keeps_its_annotation(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", ")", "enter")
        await reader.saved()
        changed = MINISTERS.replace(
            "Ministers meet in Yerevan\n", "Ministers meet in Yerevan\n\nNew."
        )
        (corpus / "ministers.txt").write_text(changed, encoding="utf-8")
        await reader.until(
            lambda: (article := reader.screen.reader.article) is not None and "New." in article.text
        )
        page = reader.screen.reader.page
        assert page is not None
        [highlight] = page.highlights
        assert highlight.span.of(page.article.text) == "Mr. Petrosyan spoke of the border first."


async def test_a_new_article_appears_and_a_removed_one_goes_without_a_restart(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        (corpus / "late.txt").write_text("Late edition\n\nIt came late.\n", encoding="utf-8")
        await reader.until(lambda: len(reader.screen.sidebar.list.items) == 3)
        (corpus / "council.md").unlink()
        await reader.until(lambda: len(reader.screen.sidebar.list.items) == 2)
        assert "Late edition" in reader.text


async def test_a_renamed_article_keeps_its_notes(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        await reader.saved()
    (corpus / "ministers.txt").rename(corpus / "yerevan.txt")
    async with opened(corpus) as reader:
        await reader.open("yerevan.txt")
        assert "1 annotation" in reader.status


async def test_copying_takes_the_source_along(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await reader.press("y")
        assert reader.app.clipboard == (
            "“The council sat for an hour.”\n"
            "— The council decides, Evening Paper, 2022-11-23 (council.md)"
        )
