"""Giving and taking tags by typing a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import codebook, edits
from store.fold import fold
from store.notebook import Notebook, ReadOnlyNotes
from tests.tui.hosts import Host, annotate, drawn
from tui.screens.tag_choices import choices, likeness
from tui.screens.tags import TagPicker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TAGS = ("actors/secretary", "law", "law/treaty", "mediation", "priority", "security/border")


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    notebook = Notebook.open(tmp_path / "corpus.notes.json", "reader")
    for name in TAGS:
        notebook.edit(codebook.create(notebook.book, name))
    yield notebook
    assert notebook.close()


def names(notebook: Notebook, typed: str) -> list[str]:
    return [f"+{each.name}" if each.new else each.name for each in choices(notebook.book, typed)]


def test_with_nothing_typed_the_tags_given_last_come_first(notebook: Notebook) -> None:
    annotate(notebook, "Yerevan", tags=("priority",))
    annotate(notebook, "troops", tags=("law",))
    assert names(notebook, "") == ["law", "priority", *(x for x in TAGS if x not in "law priority")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("law", ["law", "law/treaty"]),
        ("border", ["security/border", "+border"]),
        ("BORD", ["security/border", "+BORD"]),
        ("sec bor", ["security/border", "+sec bor"]),
        ("mdn", ["+mdn", "mediation"]),
        ("xyz", ["+xyz"]),
        ("tre", ["law/treaty", "+tre"]),
    ],
)
def test_the_best_match_comes_first_and_a_new_name_before_mere_letters(
    notebook: Notebook, typed: str, expected: list[str]
) -> None:
    assert names(notebook, typed)[: len(expected)] == expected


@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_a_name_is_found_by_any_part_of_itself(part: str, before: str, after: str) -> None:
    assert likeness(fold(part.strip()), before + part + after)


def test_a_pattern_made_to_explode_costs_no_more_than_its_length() -> None:
    assert likeness("ab" * 5_000 + "c", "ab" * 50_000) == 0


class Toggles:
    """Does what a reading screen does: one annotation, its tags toggled at once."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.uuid = annotate(notebook, "Yerevan").uuid
        self.asked: list[str] = []

    def __call__(self, name: str) -> None:
        self.asked.append(name)
        book = self.notebook.book
        self.notebook.edit(edits.toggle_tag(book, self.notebook.stamp(), [self.uuid], name))

    @property
    def tags(self) -> tuple[str, ...]:
        annotation = self.notebook.book.annotation(self.uuid)
        assert annotation is not None
        return annotation.tags


@pytest.mark.parametrize(
    ("keys", "tags", "closed"),
    [
        ("p r i enter", ("priority",), True),
        ("p r i tab", ("priority",), False),
        ("p r i tab enter", ("priority",), True),
        ("p r i tab m e d enter", ("priority", "mediation"), True),
        ("p r i tab p r i tab escape", (), True),
        ("down down enter", ("law/treaty",), True),
        ("p r i tab down enter", ("priority", "actors/secretary"), True),
        ("enter", ("actors/secretary",), True),
        ("n e w slash o n e enter", ("new/one",), True),
        ("escape", (), True),
        ("p r i escape", (), True),
    ],
)
async def test_tags_are_given_at_once_by_the_keys_the_bottom_line_names(
    notebook: Notebook, keys: str, tags: tuple[str, ...], *, closed: bool
) -> None:
    toggle = Toggles(notebook)
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TagPicker(notebook, {}, toggle, passage="Yerevan"))
        assert "enter tag · tab tag, go on · escape close" in drawn(app)
        await pilot.press(*keys.split())
        assert toggle.tags == tags
        assert (app.results == [None]) is closed


@pytest.mark.parametrize("size", [(30, 8), (30, 12), (80, 17), (80, 18), (120, 35)])
async def test_the_line_of_keys_is_there_on_a_low_screen_too(
    notebook: Notebook, size: tuple[int, int]
) -> None:
    app = Host[None]()
    async with app.run_test(size=size) as pilot:
        for number in range(12):
            notebook.edit(codebook.create(notebook.book, f"tag {number}"))
        await app.over(pilot, TagPicker(notebook, {}, lambda _: None, passage="Yerevan"))
        assert "▎actors/" in drawn(app)
        assert "╰" in drawn(app)
        assert "enter tag" in drawn(app)


async def test_ticks_show_what_is_given_to_all_and_to_some(notebook: Notebook) -> None:
    app = Host[None]()
    async with app.run_test() as pilot:
        picker = TagPicker(notebook, {"law": 2, "priority": 1}, lambda _: None, total=2)
        await app.over(pilot, picker)
        assert "✓ ▎law " in drawn(app)
        assert "– ▎priority " in drawn(app)
        await pilot.press(*"pri", "tab")
        assert "✓ ▎priority " in drawn(app)
        assert "“priority” given" in drawn(app)
        await pilot.press(*"pri", "tab")
        assert "✓ ▎priority " not in drawn(app)
        assert "“priority” taken" in drawn(app)


async def test_counts_keys_and_parents_stand_in_the_row(notebook: Notebook) -> None:
    annotate(notebook, "Yerevan", tags=("security/border",))
    notebook.edit(codebook.give_key(notebook.book, "security/border", "7"))
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TagPicker(notebook, {}, lambda _: None))
        row = next(line for line in drawn(app).split("\n") if "border" in line)
        assert row.split() == ["│", "▎security/border", "1", "7", "│"]


async def test_a_name_that_cannot_be_says_why_and_gives_nothing(notebook: Notebook) -> None:
    toggle = Toggles(notebook)
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TagPicker(notebook, {}, toggle))
        await pilot.press(*"qq", "slash", "slash", "z", "enter")
        assert "A level of “qq//z” is empty" in drawn(app)
        assert (toggle.asked, app.results) == ([], [])
        await pilot.press("backspace")
        assert "enter tag" in drawn(app)


async def test_notes_that_are_read_only_say_so(notebook: Notebook) -> None:
    def refuse(_: str) -> None:
        raise ReadOnlyNotes("corpus.notes.json: line 3 is broken.")

    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TagPicker(notebook, {}, refuse))
        await pilot.press(*"law", "enter")
        assert "line 3 is broken." in drawn(app)
        assert app.results == []


async def test_names_are_shown_as_they_are_written(notebook: Notebook) -> None:
    notebook.edit(codebook.create(notebook.book, "[red]x[/red] :smile:"))
    app = Host[None]()
    async with app.run_test() as pilot:
        await app.over(pilot, TagPicker(notebook, {}, lambda _: None, passage="[b]q[/b]"))
        assert "Tag “[b]q[/b]”" in drawn(app)
        await pilot.press(*"smile")
        assert "[red]x[/" in drawn(app)
        assert "red] :smile:" in drawn(app)


async def test_a_codebook_of_many_tags_is_no_slower_to_draw(notebook: Notebook) -> None:
    for number in range(300):
        notebook.edit(codebook.create(notebook.book, f"theme/{number:03}"))
    app = Host[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        picker = TagPicker(notebook, {}, lambda _: None)
        await app.over(pilot, picker)
        assert sum("theme/" in line for line in drawn(app).split("\n")) < 20
        await pilot.press("pagedown", "pagedown")
        assert "theme/0" in drawn(app)
