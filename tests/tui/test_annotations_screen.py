"""The list of annotations: narrowing, going there, deleting, undoing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store.notebook import Notebook
from tests.tui.hosts import Host, annotate, article, drawn
from tui.screens.annotations import AnnotationsScreen
from tui.widgets.filter import FilterLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tui.driver import Opened

TITLES = {"a1": "Ministers meet", "a2": "Observers [b]at[/b] the border"}


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    notebook = Notebook.open(tmp_path / "corpus.notes.json", "reader")
    annotate(notebook, "", note="Read again")
    annotate(notebook, "Yerevan", tags=("security/border", "priority"), note="why only\nnow")
    annotate(notebook, "question of troops")
    annotate(notebook, "remained open", of=article("a2", TITLES["a2"]), tags=("law",), note="Ձայն")
    yield notebook
    assert notebook.close()


def screen(notebook: Notebook, *, across: bool = False, of: str | None = "a1") -> AnnotationsScreen:
    return AnnotationsScreen(
        notebook, TITLES.__getitem__, lambda _: "", article_id=of, across=across
    )


def shown(app: Host[str | None]) -> list[str]:
    """Return the passages listed."""
    words = ("the whole article", "Yerevan", "question of troops", "remained open")
    return [line.strip(" ▎") for line in drawn(app).split("\n") if line.strip(" ▎") in words]


async def test_it_lists_the_article_s_annotations_with_tags_and_note(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.over(pilot, screen(notebook))
        assert shown(app) == ["the whole article", "Yerevan", "question of troops"]
        assert "▎security/border · priority · why only now" in drawn(app)
        heading = drawn(app).split("\n")[1].split()
        assert heading == ["Annotations", "·", "Ministers", "meet", "3"]


async def test_tab_widens_it_to_the_corpus_and_names_the_articles(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test(size=(120, 24)) as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("tab")
        assert shown(app)[-1] == "remained open"
        assert "Observers [b]at[/b] the border" in drawn(app)
        await pilot.press("tab")
        assert "remained open" not in shown(app)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yere", ["Yerevan"]),
        ("#bord", ["Yerevan"]),
        ("#sec", ["Yerevan"]),
        ("#secborder", []),
        ("#yerevan", []),
        ("WHY #prio", ["Yerevan"]),
        ("ձայն", ["remained open"]),
        ("again", ["the whole article"]),
        ("observers", ["remained open"]),
    ],
)
async def test_typing_narrows_by_tag_and_by_text(
    notebook: Notebook, typed: str, expected: list[str]
) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook, across=True))
        app.screen.query_one(FilterLine).value = typed
        await pilot.pause()
        assert shown(app) == expected
        assert f"{len(expected)} of 4" in drawn(app)


async def test_enter_gives_back_the_annotation_under_the_cursor(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("down", "j", "enter")
        assert app.results == [notebook.book.of_article("a1")[1].uuid]


async def test_what_is_typed_narrows_at_once_and_enter_goes_there(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press(*"troops")
        assert shown(app) == ["question of troops"]
        assert len(notebook.book.of_article("a1")) == 3
        await pilot.press("enter")
        assert app.results == [notebook.book.of_article("a1")[2].uuid]


async def test_escape_shows_the_whole_list_before_it_leaves(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press(*"troops", "down", "escape")
        assert len(shown(app)) == 3
        assert app.results == []
        await pilot.press("q")
        assert app.results == [None]


async def test_escape_in_the_empty_filter_leaves(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("x", "escape")
        assert app.results == []
        await pilot.press("escape", "escape")
        assert app.results == [None]


async def test_d_deletes_and_u_brings_back_in_the_file_too(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("down", "j", "d")
        assert shown(app) == ["the whole article", "question of troops"]
        assert "Deleted · u undoes" in drawn(app)
        assert notebook.flush(5)
        assert "Yerevan" not in [
            each["anchor"]["exact"]
            for each in json.loads(notebook.path.read_text())["annotations"].values()
            if each["anchor"]
        ]
        await pilot.press("u")
        assert shown(app) == ["the whole article", "Yerevan", "question of troops"]
        assert "Undone: delete annotation" in drawn(app)
        await pilot.press("ctrl+r", "d", "d", "d")
        assert shown(app) == []
        assert "no annotations" in drawn(app)
        await pilot.press("u", "u")
        assert len(shown(app)) == 2


async def test_notes_that_are_read_only_stay_and_the_reason_is_said(tmp_path: Path) -> None:
    path = tmp_path / "corpus.notes.json"
    with_one = Notebook.open(path, "reader")
    annotate(with_one, "Yerevan")
    assert with_one.close()
    notebook = Notebook.open(path, "reader")
    notebook._saving.read_only = "corpus.notes.json: line 3: no JSON. The notes are read-only."
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("down", "d")
        assert "line 3: no JSON" in drawn(app)
        assert shown(app) == ["Yerevan"]
        await pilot.press("u")
        assert "line 3: no JSON" in drawn(app)


async def test_without_an_open_article_it_is_about_the_corpus(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook, of=None))
        await pilot.press("tab")
        assert len(shown(app)) == 4


async def test_it_shows_what_other_hands_did(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        listed = screen(notebook)
        await app.over(pilot, listed)
        annotate(notebook, "question")
        listed.refill()
        await pilot.pause()
        assert " 4" in drawn(app).split("\n")[1]


async def test_question_mark_lists_the_keys_of_the_list(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("down", "question_mark")
        assert "This article, or the corpus" in drawn(app)
        await pilot.press("q")
        assert len(shown(app)) == 3


async def test_enter_goes_to_the_first_of_those_that_fit(notebook: Notebook) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press("down", "G", "slash", *"on")
        assert shown(app) == ["Yerevan", "question of troops"]
        await pilot.press("enter")
        assert app.results == [notebook.book.of_article("a1")[1].uuid]


async def test_who_shows_the_whole_list_again_stays_where_the_filter_led(
    notebook: Notebook,
) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, screen(notebook))
        await pilot.press(*"on", "down", "j", "escape", "enter")
        assert app.results == [notebook.book.of_article("a1")[2].uuid]


@pytest.mark.parametrize("times", range(3))
async def test_words_typed_at_once_lead_to_the_first_that_fits(
    corpus: Path, opened: Opened, times: int
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press(")", "enter", ")", "enter", ")", "enter")
        await reader.press(*["["] * times)
        await reader.burst("A", "tab", *"he")
        await reader.pilot.pause()
        listed = reader.app.screen
        assert isinstance(listed, AnnotationsScreen)
        assert listed.filter.value == "he"
        assert listed.rows.cursor == 0
