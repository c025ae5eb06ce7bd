"""Putting the codebook and the terms in order; each edit one step that undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store import codebook
from store.annotation import Colour, Term
from store.notebook import Notebook
from tests.tui.hosts import Host, annotate, codebook_of, drawn
from tui.screens.codebook import CodebookScreen
from tui.screens.terms import TermsScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.screen import Screen

    from tests.tui.driver import Opened


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    notebook = Notebook.open(tmp_path / "corpus.notes.json", "reader")
    for name in ("law", "law/treaty", "media", "security/border"):
        notebook.edit(codebook.create(notebook.book, name))
    annotate(notebook, "Yerevan", tags=("law/treaty", "media"))
    annotate(notebook, "troops", tags=("media",))
    yield notebook
    assert notebook.close()


def tags(notebook: Notebook) -> list[str]:
    return [tag.name for tag in notebook.book.tags()]


async def test_every_tag_stands_there_with_key_count_and_description(notebook: Notebook) -> None:
    notebook.edit(codebook.give_key(notebook.book, "media", "3"))
    notebook.edit(codebook.describe(notebook.book, "media", "Press,\nradio [b]and[/b] so on"))
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        row = next(line for line in drawn(app).split("\n") if "▎media" in line)
        assert row.split() == ["▎media", "3", "2", *["Press,", "radio", "[b]and[/b]", "so", "on"]]
        assert drawn(app).split("\n")[1].split() == ["Codebook", "4"]
        assert "r rename" in drawn(app)
        assert "? keys" in drawn(app)


@pytest.mark.parametrize("cells", [60, 80, 100])
async def test_a_long_name_has_all_the_room_that_nothing_else_has_a_use_for(
    notebook: Notebook, cells: int
) -> None:
    name = "a tag with quite a long name/" + "0123456789" * 10
    notebook.edit(codebook.create(notebook.book, name))
    app = Host[str | None]()
    async with app.run_test(size=(cells, 24)) as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        row = next(line for line in drawn(app).split("\n") if "▎a tag" in line)
        assert len(row.partition("…")[0]) >= cells - 14
        notebook.edit(codebook.describe(notebook.book, name, "a theme " * 20))
        listed.refill()
        await pilot.pause()
        row = next(line for line in drawn(app).split("\n") if "▎a tag" in line)
        assert cells // 4 <= len(row.split("…")[1].strip()) <= cells // 3


@pytest.mark.parametrize("length", [8, 100])
@pytest.mark.parametrize("count", [1, 60])
async def test_the_names_of_the_columns_stand_where_the_columns_do(
    notebook: Notebook, count: int, length: int
) -> None:
    for number in range(count):
        name = f"{number:02} " + "x" * length
        notebook.edit(codebook.create(notebook.book, name))
    notebook.edit(codebook.describe(notebook.book, "00 " + "x" * length, "What it stands for"))
    app = Host[str | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.over(pilot, codebook_of(notebook))
        lines = drawn(app).split("\n")
        heads = next(line for line in lines if "key count" in line)
        row = next(line for line in lines if "What it" in line)
        assert heads.index("description") == row.index("What it")


async def test_the_columns_are_named_above_them(notebook: Notebook) -> None:
    notebook.edit(codebook.give_key(notebook.book, "media", "3"))
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        lines = drawn(app).split("\n")
        heads = next(line for line in lines if "key" in line and "count" in line)
        row = next(line for line in lines if "▎media" in line)
        assert heads.split() == ["tag", "key", "count"]
        assert heads.index("key") + 2 == row.index("3")
        assert heads.index("count") + 4 == row.index("2")
        assert heads.index("tag") == row.index("▎")
        await pilot.press("/", *"zzz")
        assert "key count" not in drawn(app)


async def test_a_rename_takes_the_children_along_and_the_cursor(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("r", *("backspace",) * 3, *"rule", "enter")
        assert tags(notebook) == ["media", "rule", "rule/treaty", "security/border"]
        assert listed.rows.item is not None
        assert listed.rows.item.tag.name == "rule"
        await pilot.press("u")
        assert tags(notebook) == ["law", "law/treaty", "media", "security/border"]


async def test_a_rename_to_another_tag_s_name_merges_once_one_agrees(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        before = tags(notebook)
        await pilot.press("G", "r", "ctrl+u", *"media", "enter")
        assert "“media” is there already: merge?" in drawn(app)
        await pilot.press("n")
        assert tags(notebook) == before
        await pilot.press("r", "ctrl+u", *"media", "enter", "y")
        assert tags(notebook) == ["law", "law/treaty", "media"]
        assert "Merged into “media” · u undoes" in drawn(app)


async def test_a_rename_asks_also_where_only_a_child_meets_a_namesake(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("+", *"rule/treaty", "enter", "g", "r", "ctrl+u", *"rule", "enter")
        assert "“rule/treaty” is there already: merge?" in drawn(app)
        await pilot.press("y")
        assert tags(notebook) == ["media", "rule", "rule/treaty", "security/border"]


async def test_a_name_that_cannot_be_is_refused_with_a_reason(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("r", "ctrl+u", "enter")
        assert "A tag needs a name." in drawn(app)
        await pilot.press("escape")
        assert tags(notebook)[0] == "law"


async def test_a_merge_offers_the_other_tags_and_takes_no_unknown_one(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("j", "m", *"xx", "enter")
        assert "There is no other tag “xx”." in drawn(app)
        await pilot.press("ctrl+u", *"me")
        await pilot.pause()
        await pilot.press("right", "enter")
        assert tags(notebook) == ["law", "media", "security/border"]
        assert notebook.book.counts()["media"] == 2
        await pilot.press("u")
        assert notebook.book.counts()["law/treaty"] == 1


async def test_colour_key_and_description_change_by_one_key_each(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        first = notebook.book.tag("law").colour
        await pilot.press("c")
        assert notebook.book.tag("law").colour is not first
        await pilot.press("5", "j", "5")
        assert [notebook.book.tag(name).key for name in ("law", "law/treaty")] == ["", "5"]
        await pilot.press("0")
        assert notebook.book.tag("law/treaty").key == ""
        await pilot.press("a", *"pacts", "enter")
        assert notebook.book.tag("law/treaty").description == "pacts"
        await pilot.press(*"uuuuu")
        assert notebook.book.tag("law").colour is first
        await pilot.press("ctrl+r")
        assert notebook.book.tag("law").colour is not first


async def test_colours_go_round_and_none_is_left_out(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        seen = set()
        for _ in Colour:
            await pilot.press("c")
            seen.add(notebook.book.tag("law").colour)
        assert seen == set(Colour)


async def test_deleting_a_used_tag_asks_and_is_one_step(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("j", "j", "d")
        assert "It is on 2 annotations; they lose it." in drawn(app)
        await pilot.press("n")
        assert "media" in tags(notebook)
        await pilot.press("d", "y")
        assert "media" not in tags(notebook)
        await pilot.press("u")
        assert notebook.book.counts()["media"] == 2


async def test_the_question_counts_the_children_s_annotations_too(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("d")
        assert "It is on 1 annotation; they" in drawn(app)


async def test_an_unused_tag_goes_without_a_question(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("G", "d")
        assert tags(notebook) == ["law", "law/treaty", "media"]


async def test_a_new_tag_comes_under_the_cursor(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("+", *"new", "enter", "7")
        assert notebook.book.tag("new").key == "7"


async def test_typing_narrows_by_name_and_description(notebook: Notebook) -> None:
    notebook.edit(codebook.describe(notebook.book, "media", "who says it"))
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("slash", *"WHO")
        assert "▎media" in drawn(app)
        assert "1 of 4" in drawn(app)
        assert "▎law" not in drawn(app)


async def test_an_empty_codebook_says_how_to_begin(tmp_path: Path) -> None:
    notebook = Notebook.open(tmp_path / "new.notes.json", "reader")
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        assert "no tags yet: + adds one, t in the text gives one" in drawn(app)
        await pilot.press("r", "m", "c", "1", "0", "a", "d")
        assert app.screen_stack[-1].query("CodebookList")
    assert notebook.close()


@pytest.mark.parametrize("listed", [codebook_of, TermsScreen])
async def test_a_list_that_cannot_be_written_says_no_more_than_that_it_is_empty(
    tmp_path: Path, listed: Callable[[Notebook], Screen[Any]]
) -> None:
    path = tmp_path / "broken.notes.json"
    path.write_text("{", encoding="utf-8")
    notebook = Notebook.open(path, "reader")
    app = Host[Any]()
    async with app.run_test() as pilot:
        await app.over(pilot, listed(notebook))
        assert " yet" in drawn(app)
        assert "adds one" not in drawn(app)
        assert "+ add" not in drawn(app)
    assert notebook.close()


async def test_terms_are_added_changed_and_removed(notebook: Notebook) -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TermsScreen(notebook))
        await pilot.press("+", "enter")
        assert "A term needs at least one character." in drawn(app)
        await pilot.press(*"Mirzoyan", "enter")
        assert notebook.book.terms() == (Term("Mirzoyan"),)
        await pilot.press("w", "m", "c")
        (term,) = notebook.book.terms()
        assert (term.whole_word, term.match_case) == (False, True)
        assert term.colour is not Colour.CYAN
        assert "parts of words too · capitals matter" in drawn(app)
        await pilot.press("d")
        assert notebook.book.terms() == ()
        await pilot.press(*"uuuu")
        assert notebook.book.terms() == (Term("Mirzoyan"),)


async def test_the_cursor_stands_on_the_first_tag_that_fits(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("G", "slash", *"e")
        assert [each.tag.name for each in listed.rows.items] == [
            "law/treaty",
            "media",
            "security/border",
        ]
        assert listed.rows.cursor == 0


async def test_from_the_passages_of_a_tag_one_comes_back_to_the_tag(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("slash", *"e", "enter", "j", "enter")
        assert "Annotations · the corpus" in drawn(app)
        await pilot.press("escape")
        assert app.screen is listed
        assert listed.filter.value == "e"
        assert listed.rows.item is not None
        assert listed.rows.item.tag.name == "media"
        assert app.results == []


async def test_what_is_typed_behind_the_tag_is_taken_back_first(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("j", "j", "enter", *"troops")
        assert "1 of 2" in drawn(app)
        await pilot.press("escape")
        assert "Yerevan" in drawn(app)
        await pilot.press("down", "escape")
        assert app.screen is listed


async def test_what_was_deleted_among_the_passages_counts_no_more(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = codebook_of(notebook)
        await app.over(pilot, listed)
        await pilot.press("j", "j", "enter", "down", "d", "escape")
        assert listed.rows.item is not None
        assert listed.rows.item.count == 1


async def test_a_passage_of_a_tag_is_gone_to(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, codebook_of(notebook))
        await pilot.press("j", "j", "enter", "enter")
        assert app.results == [notebook.book.annotations()[0].uuid]


async def test_the_passages_of_a_tag_lead_back_to_the_codebook(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("t", *"law", "enter", "t", *"media", "enter")
        await reader.press("T", "G", "enter")
        assert "Annotations · the corpus" in reader.text
        await reader.press("escape")
        listed = reader.app.screen
        assert isinstance(listed, CodebookScreen)
        assert listed.rows.cursor == 1
        await reader.press("enter", "enter")
        assert reader.app.screen is reader.screen
