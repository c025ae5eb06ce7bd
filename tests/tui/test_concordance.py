"""The concordance: every hit on a line of its own, ticked, tagged, undone, and found again."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from store import codebook
from store.corpus import Corpus
from store.search.answer import Answer
from store.search.broken import BrokenIndex
from store.search.concordance import Sort
from tests.tui.concordances import annotations_of, coded, hits_of, lines, order, rows, search, shown
from tests.tui.driver import MINISTERS
from tui.screens.hits import HitsScreen
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.article import Article
    from store.entry import Entry
    from store.search.found import Found
    from tests.tui.driver import Driver, Opened


# As the reader joins the lines of a paragraph.
TEXT = "\n\n".join(" ".join(each.split()) for each in MINISTERS.split("\n\n"))


async def test_every_hit_stands_on_a_line_of_its_own_aligned(lined: Opened) -> None:
    async with lined("border") as reader:
        screen = hits_of(reader)
        paths = [each.article.path for each in order(screen)]
        assert paths == ["council.md", "ministers.txt", "ministers.txt"]
        assert len(rows(reader)) == 3
        assert len({each.index("border") for each in rows(reader)}) == 1
        assert "3 hits in 2 articles" in reader.text


async def test_ticked_hits_are_tagged_as_one_step_that_is_undone_and_redone(
    lined: Opened, notes: Path
) -> None:
    async with lined("border") as reader:
        await reader.press("x", "j", "x")
        assert [each.strip()[0] == "✓" for each in rows(reader)] == [True, False, True]
        assert "2 ticked" in reader.text
        await reader.press("t")
        await reader.type("security/border")
        await reader.press("enter")
        await coded(reader, 2)
        assert "2 hits tagged “security/border” · u undoes" in reader.text
        assert "2 ticked" in reader.text
        await reader.saved()
        for each in reader.stored(notes):
            assert each["tags"] == ["security/border"]
            assert '"exact": "border"' in json.dumps(each["anchor"])
            assert '"query": "border"' in json.dumps(each["origin"])
        assert len(reader.stored(notes)) == 2
        await reader.press("u")
        assert annotations_of(reader) == ()
        assert "2 ticked" in reader.text
        await reader.saved()
        assert reader.stored(notes) == []
        await reader.press("ctrl+r")
        assert len(annotations_of(reader)) == 2
        assert "2 ticked" in reader.text
        await reader.saved()
        assert len(reader.stored(notes)) == 2


async def test_ticks_stay_for_the_next_key_until_escape(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("X", "t", *"law", "enter")
        await coded(reader, 3)
        await reader.press("a")
        await reader.type("why now?")
        await reader.press("ctrl+s")
        await reader.until(lambda: "3 hits noted" in reader.text)
        told = {(each.tags, each.note) for each in annotations_of(reader)}
        assert told == {(("law",), "why now?")}
        assert "u undoes · escape unticks" in reader.text
        assert "3 ticked" in reader.text
        await reader.press("escape")
        assert hits_of(reader).found.ticked == set()
        assert "✓" not in "".join(rows(reader))
        await reader.press("escape")
        assert isinstance(reader.app.screen, SearchScreen)


async def test_the_tag_that_several_hits_are_about_to_get_stands_ticked_in_the_picker(
    lined: Opened,
) -> None:
    async with lined("border") as reader:
        await reader.press("X", "t", *"energy", "tab")
        assert "✓ ▎energy" in reader.text
        assert "“energy” given · enter or escape closes and keeps it so" in reader.text
        await reader.press(*"law", "tab")
        assert "✓ ▎energy" in reader.text
        assert "✓ ▎law" in reader.text
        await reader.press("escape")
        await coded(reader, 3)
        assert {each.tags for each in annotations_of(reader)} == {("energy", "law")}


async def test_what_will_be_marked_is_said_where_it_is_tagged_and_noted(lined: Opened) -> None:
    async with lined("border") as reader:
        titles = ("“border”", "the sentence with “border”", "the paragraph with “border”")
        for title in titles:
            for key, asked in (("t", "Tag"), ("a", "Note on")):
                await reader.press(key)
                assert f" {asked} {title} " in reader.text
                await reader.press("escape")
            await reader.press("+")
        await reader.press("-", "X", "t")
        assert " Tag the sentences with 3 hits " in reader.text
        await reader.press("escape", "a")
        assert " Note on the sentences with 3 hits " in reader.text


async def test_a_tag_that_hits_have_stands_ticked_with_how_many_of_them(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("j", "t", *"law", "enter")
        await coded(reader, 1)
        await reader.press("t")
        assert "✓ ▎law" in reader.text
        await reader.press("escape", "X", "t")
        assert "– ▎law  on 1 of 3" in reader.text
        await reader.press("tab")
        assert "✓ ▎law" in reader.text
        await reader.press("down", "tab")
        assert "– ▎law  on 1 of 3" in reader.text
        assert "“law” stays as it was" in reader.text
        await reader.press("down", "tab", "escape")
        await coded(reader, 3)
        await reader.press("t", "tab")
        assert "✓ ▎law" in reader.text
        assert "“law” stays as it was" in reader.text


async def test_without_a_tick_it_is_the_hit_under_the_cursor(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("j", "M")
        await coded(reader, 1)
        [annotation] = annotations_of(reader)
        assert annotation.anchor is not None
        assert (annotation.anchor.exact, annotation.anchor.start) == (
            "border",
            TEXT.index("border"),
        )
        await reader.press("a")
        await reader.type("again")
        await reader.press("ctrl+s")
        await reader.until(lambda: annotations_of(reader)[0].note == "again")
        assert len(annotations_of(reader)) == 1


async def test_widened_to_the_sentence_two_hits_in_one_are_one_passage(lined: Opened) -> None:
    async with lined("ministers OR border") as reader:
        await reader.press("+")
        assert "marks the sentence" in reader.text
        await reader.press("X", "M")
        await coded(reader, 5)
        sentences = {each.anchor.exact for each in annotations_of(reader) if each.anchor}
        assert "Mr. Petrosyan spoke of the border first." in sentences
        await reader.press("+", "+", "+")
        assert "The paragraph is the most that can be marked" in reader.text


async def test_hits_that_carry_the_tag_are_passed_over_and_counted(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("t", *"law", "enter")
        await coded(reader, 1)
        await reader.press("X", "t", *"law", "enter")
        await coded(reader, 3)
        assert "2 hits tagged “law” · 1 had “law” already · u undoes" in reader.text
        await reader.press("t", *"law", "enter")
        await reader.until(lambda: "3 had “law” already" in reader.text)
        assert "3 ticked" in reader.text
        await reader.press("escape", "M")
        await reader.until(lambda: "1 was so already" in reader.text)


async def test_the_key_of_a_tag_gives_it(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        notebook = reader.screen.session.notebook
        notebook.edit(codebook.create(notebook.book, "law"))
        notebook.edit(codebook.give_key(notebook.book, "law", "3"))
        await lines(reader, "border")
        await reader.press("X", "3")
        await coded(reader, 3)
        assert {each.tags for each in annotations_of(reader)} == {("law",)}
        await reader.press("4")
        assert "No tag has the key 4" in reader.text


@pytest.mark.parametrize("key", ["enter", "o"])
async def test_enter_or_o_opens_the_article_at_the_hit_and_escape_comes_back_to_the_line(
    lined: Opened, key: str
) -> None:
    async with lined("border") as reader:
        await reader.press("j", "x", key)
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.under_cursor.startswith("border"))
        assert reader.screen.finding.hits
        for back in ("escape", "backspace"):
            await reader.press(back)
            screen = await shown(reader)
            await reader.until(lambda: screen.hits.cursor == 2)  # noqa: B023  # used at once
            assert "1 ticked" in reader.text
            await reader.press(key)
            await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
            await reader.until(lambda: reader.screen.finding.hit is not None)
        assert annotations_of(reader) == ()
        await reader.press("escape", "escape", "escape")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        assert "border" in reader.text


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
async def test_the_bottom_line_names_the_key_that_opens_first(
    corpus: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(corpus, size) as reader:
        await lines(reader, "border")
        assert reader.text.split("\n")[-1].strip().startswith("enter open · ")


async def test_escape_leads_from_the_lines_to_the_search(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("escape")
        assert isinstance(reader.app.screen, SearchScreen)


async def test_lines_are_sorted_by_the_words_beside_the_hit(lined: Opened) -> None:
    async with lined("border") as reader:
        screen = hits_of(reader)

        def behind() -> list[str]:
            return [each.right.split()[0] if each.right.split() else "" for each in order(screen)]

        await reader.press("l")
        await reader.until(lambda: behind() == sorted(behind()))
        assert "by the first word to the right" in reader.text
        await reader.press("h")
        await reader.until(lambda: screen.found.sort is Sort.LEFT_1)
        assert {each.left_words[0] for each in order(screen)} == {"the"}
        await reader.press("p", "p")
        await reader.until(lambda: screen.found.sort is Sort.DATE)
        assert [each.article.date for each in order(screen)] == ["2022-11-23", None, None]


async def test_lines_by_date_show_the_date_where_there_is_little_room_too(lined: Opened) -> None:
    async with lined("border", size=(80, 24)) as reader:
        await reader.press("p")
        screen = hits_of(reader)
        await reader.until(lambda: screen.found.sort is Sort.DATE)
        dates = [line.article.date or "" for line in order(screen)]
        assert any(dates)
        assert [date for date in dates if date] == [
            row.split()[0] for row in rows(reader) if row.split()[0] in dates
        ]


@pytest.mark.usefixtures("summit")
async def test_a_broader_screen_is_room_for_the_lines(lined: Opened) -> None:
    widths = []
    for size in ((120, 35), (160, 45)):
        async with lined("border", size) as reader:
            await reader.press("z")
            await reader.until(lambda: hits_of(reader).beside.display)
            widths.append(hits_of(reader).hits.size.width)
    assert widths[1] == widths[0] + 40


async def test_hits_are_looked_up_in_the_article_as_it_is_on_disk(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await lines(reader, "border")
        article = corpus / "ministers.txt"
        changed = article.read_text(encoding="utf-8").replace(
            "The border came up again", "Nothing came up"
        )
        article.write_text(changed.replace("The ministers met", "On a Tuesday the ministers met"))
        await reader.press("X", "t", *"law", "enter")
        await coded(reader, 2)
        assert "1 no longer in the article" in reader.text
        entry = reader.screen.session.corpus.find("ministers.txt")
        assert entry is not None
        text = reader.screen.session.corpus.load(entry).text
        anchors = [each.anchor for each in annotations_of(reader) if each.article == entry.id]
        assert [each.span.of(text) for each in anchors if each] == ["border"]


async def test_passages_of_an_article_that_changed_stand_on_lines_where_they_are_now(
    opened: Opened, corpus: Path
) -> None:
    file = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("right_parenthesis", "enter")
        await reader.saved()
        (marked,) = annotations_of(reader)
    changed = file.read_text(encoding="utf-8").replace("\n\n", "\n\nSnow fell.\n\n", 1)
    file.write_text(changed, encoding="utf-8")
    async with opened(corpus) as reader:
        (line,) = order(await lines(reader, "quote:tuesday"))
        assert marked.anchor is not None
        assert line.match == marked.anchor.exact
        assert line.span.start == marked.anchor.start + len("Snow fell.\n\n")


async def test_read_only_notes_stay_and_the_reason_is_said(lined: Opened) -> None:
    async with lined("border") as reader:
        reader.screen.session.notebook._saving.read_only = "line 3: no JSON"
        await reader.press("j")
        screen = hits_of(reader)
        screen.show_facts()
        await reader.pilot.pause()
        assert "x tick" in reader.status
        for hint in ("t tag", "a note", "M mark", "r rule"):
            assert hint not in reader.status
        for key in ("M", "t", "a", "r"):
            await reader.press(key)
            assert "Notes are read-only; nothing was changed" in reader.text
        assert annotations_of(reader) == ()


async def test_escape_stops_the_marking_with_nothing_done(
    lined: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with lined("border") as reader:
        gate, load = threading.Event(), Corpus.load

        def slowly(self: Corpus, entry: Entry) -> Article:
            assert gate.wait(20)
            return load(self, entry)

        monkeypatch.setattr(Corpus, "load", slowly)
        await reader.press("X", "M", "escape")
        assert "as soon as the hits are marked · escape stops" in reader.text
        await reader.press("escape")
        gate.set()
        await reader.until(lambda: "Stopped; nothing was marked" in reader.text)
        assert annotations_of(reader) == ()
        assert "3 ticked" in reader.text
        await reader.press("M")
        await coded(reader, 3)


async def test_a_marked_hit_wears_the_bar_of_its_tag(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("j", "t", *"law", "enter")
        await coded(reader, 1)
        assert ["▎" in each for each in rows(reader)] == [False, True, False]
        await reader.press("u")
        assert not any("▎" in each for each in rows(reader))


async def test_a_query_that_finds_nothing_says_so(lined: Opened) -> None:
    async with lined("nowhere") as reader:
        assert "no hits" in reader.text
        await reader.press("x", "X", "t", "enter", "o", "l", "G")
        assert "0 hits in 0 articles" in reader.text


async def test_a_damaged_index_is_made_anew_with_a_word(
    opened: Opened, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(corpus) as reader:
        await search(reader, "border")
        await reader.until(lambda: "2 articles" in reader.text)

        def torn(*_: object) -> Iterator[Found]:
            raise BrokenIndex("a file is cut off")

        with monkeypatch.context() as patch:
            patch.setattr(Answer, "found", torn)
            await reader.press("tab")
            await reader.until(lambda: "was damaged and is made anew" in reader.text)
        await reader.press("escape")
        index = reader.screen.session.search
        await reader.until(lambda: index.snapshot().size == 2)
        await reader.press("tab")
        await shown(reader)
        assert len(rows(reader)) == 3


async def test_what_has_no_room_beside_the_lines_is_not_put_away_unseen(lined: Opened) -> None:
    async with lined("border", size=(80, 24)) as reader:
        await reader.press("z")
        assert "The lines stand alone on less than 120 columns" in reader.text
        assert not reader.app.screen.has_class("-alone")


async def test_where_no_word_stands_out_the_lines_get_the_room_until_a_key_brings_the_rest_back(
    lined: Opened,
) -> None:
    async with lined("border", size=(120, 40)) as reader:
        await reader.until(lambda: hits_of(reader).hits.size.width >= 115)
        assert "Collocates" not in reader.text
        for _ in range(2):
            await reader.press("z")
            await reader.until(lambda: "Dispersion" in beside(reader))
            assert "no word stands out around the hits" in beside(reader)
            assert "Ministers" in beside(reader)
            hits_of(reader).renewed()
            await reader.settled()
            assert "Dispersion" in beside(reader)
            await reader.press("z")
            assert "Collocates" not in reader.text


async def test_beside_the_lines_stand_collocates_and_where_the_hits_lie(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus, size=(140, 40)) as reader:
        for number in range(4):
            (corpus / f"talks{number}.txt").write_text(
                "Talks\n\nThe observers came to the border early, and much was said of it then.\n"
            )
        await reader.until(lambda: len(reader.screen.session.corpus.entries) == 6)
        await lines(reader, "border")
        for told in ("observers", "Dispersion", "Ministers"):
            await reader.until(lambda told=told: told in beside(reader))  # type: ignore[misc]  # mypy knows no defaults of lambdas
        await reader.press("z")
        assert "Collocates" not in reader.text


def beside(reader: Driver) -> str:
    """Return what stands beside the lines."""
    screen = reader.app.screen
    assert isinstance(screen, HitsScreen)
    region = screen.beside.region
    return "\n".join(each[region.x :] for each in reader.text.split("\n"))
