"""What the reader is told is told once, in the right number, and where it is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store import edits
from store.book import Book
from store.events import SaveState, SaveStatus
from store.merging.notes import DIVIDER, sections
from store.session import Session
from store.span import Span
from tui import telling
from tui.reading.excerpt import Excerpt, excerpt, surroundings
from tui.widgets.margin import _on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.merge import Step
    from store.notebook import Notebook
    from tests.tui.driver import Driver, Opened


def elsewhere(corpus: Path, act: Callable[[Notebook, str], Step]) -> None:
    """Do something to the only annotation, as another Postil does."""
    other = Session.open(corpus, None, creator="another")
    [one] = other.notebook.book.annotations()
    other.notebook.edit(act(other.notebook, one.uuid))
    assert other.close()


def rewrite(corpus: Path, note: str) -> None:
    """Write another note on the only annotation, as another Postil does."""
    elsewhere(corpus, lambda notes, uuid: edits.set_note(notes.book, notes.stamp(), uuid, note))


async def note_first(reader: Driver) -> None:
    """Write a note on the second paragraph, and wait until it is saved."""
    await reader.open("ministers.txt")
    await reader.press("}", "a", *"first", "ctrl+s")
    await reader.saved()


async def test_an_undo_that_finds_everything_changed_elsewhere_says_that_nothing_was_undone(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await note_first(reader)
        rewrite(corpus, "changed")
        await reader.until(lambda: "changed" in reader.text)
        await reader.press("u")
        assert "Nothing undone: changed elsewhere since" in reader.status
        [one] = reader.screen.session.notebook.book.annotations()
        assert one.note == "changed"


async def test_a_note_that_was_written_in_two_places_is_told_of_once(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await note_first(reader)
        both = f"first\n\n{DIVIDER}\n\nsecond"
        rewrite(corpus, both)
        await reader.until(
            lambda: "was written in two places; both texts are in it" in reader.status
        )
        assert "“The ministers met" in reader.status
        await reader.press("j")
        rewrite(corpus, f"{both} and third")
        await reader.until(
            lambda: "third" in reader.screen.session.notebook.book.annotations()[0].note
        )
        assert "two places" not in reader.status


async def test_a_note_changed_elsewhere_and_left_as_it_was_here_is_the_others(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await note_first(reader)
        await reader.press("a")
        rewrite(corpus, "first theirs")
        book = reader.screen.session.notebook
        await reader.until(lambda: book.book.annotations()[0].note == "first theirs")
        await reader.press("ctrl+s")
        assert "Changed elsewhere meanwhile: the note stays" in reader.status
        assert book.book.annotations()[0].note == "first theirs"


async def test_a_note_changed_elsewhere_while_it_is_being_written_keeps_both_texts(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await note_first(reader)
        await reader.press("a", "space", *"mine")
        rewrite(corpus, "first theirs")
        book = reader.screen.session.notebook
        await reader.until(lambda: book.book.annotations()[0].note == "first theirs")
        await reader.press("ctrl+s")
        assert "Changed elsewhere meanwhile: both texts are in the note" in reader.status
        await reader.saved()
        await reader.press("u")
        assert book.book.annotations()[0].note == "first theirs"
        await reader.press("ctrl+r")
        await reader.saved()
    [stored] = reader.stored(notes)
    assert sections(str(stored["note"])) == ("first mine", "first theirs")


async def test_an_annotation_deleted_elsewhere_while_its_note_is_being_written_comes_back_whole(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t", *"border", "enter", "escape", "a", *"first", "ctrl+s")
        await reader.saved()
        [before] = reader.stored(notes)
        await reader.press("a", "space", *"mine")
        elsewhere(corpus, lambda notes, uuid: edits.delete(notes.book, [uuid]))
        await reader.until(lambda: not reader.screen.session.notebook.book.annotations())
        await reader.press("ctrl+s")
        assert "Deleted elsewhere meanwhile: it is back" in reader.status
        await reader.saved()
    [after] = reader.stored(notes)
    assert {**before, "note": "first mine", "modified": after["modified"]} == after


async def test_a_passage_annotated_elsewhere_while_its_note_is_being_written_gets_no_second_one(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "a", *"mine")
        entry = reader.screen.session.corpus.find("ministers.txt")
        target = reader.screen.target
        assert entry is not None
        assert target is not None
        other = Session.open(corpus, None, creator="another")
        article, stamp = other.corpus.load(entry), other.notebook.stamp()
        other.notebook.edit(edits.mark(Book(), stamp, article, target.span, note="theirs"))
        assert other.close()
        await reader.until(lambda: bool(reader.screen.session.notebook.book.annotations()))
        await reader.press("ctrl+s")
        await reader.saved()
    [stored] = reader.stored(notes)
    assert sections(str(stored["note"])) == ("mine", "theirs")


async def test_what_is_told_while_a_note_is_being_written_waits_for_its_end(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "a")
        reader.screen.tell_aside("something happened")
        await reader.press("escape")
        await reader.until(lambda: "something happened" in reader.status)


async def test_the_palette_names_the_tags_of_keys_and_leaves_out_keys_without_one(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t", *"border", "enter", "T", "4", "escape")
        assert reader.screen.marker.tag_of_key("4") is not None
        await reader.press("ctrl+p", *"tag by key")
        await reader.until(lambda: "tag by key: border  4" in reader.text)
        assert reader.text.count("tag by key:") == 1


async def test_the_line_of_the_passage_is_empty_where_there_is_nothing_to_tell_of_it(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        assert reader.screen.annotation_here is not None
        assert reader.screen.peek.entry is None
        await reader.press("a", *"why", "ctrl+s")
        assert "why" in reader.text.splitlines()[-2]


async def test_a_long_title_keeps_away_from_the_count(corpus: Path, opened: Opened) -> None:
    title = "The ministers of all the member states meet in the old capital once again, at last"
    (corpus / "long.txt").write_text(f"{title}\n\nThey met.\n", encoding="utf-8")
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("long.txt")
        await reader.press("}", "enter", "A")
        assert re.search(r"…  +1$", reader.text.splitlines()[1])


class Unsaved:
    """A notebook of which so many changes are not saved."""

    read_only = ""
    status = SaveStatus(SaveState.FAILED, "no space left on device")

    def __init__(self, number: int) -> None:
        self.unsaved = (None,) * number


def test_what_is_not_saved_is_counted_as_people_count() -> None:
    def said(number: int) -> tuple[str, str]:
        notebook: Notebook = Unsaved(number)  # type: ignore[assignment]  # only what is asked of it
        return telling.alarm(notebook), telling.parting(notebook)

    assert said(0)[0] == ""
    assert said(0)[1].startswith("Notes not saved:")
    assert said(1)[0] == "1 change not saved"
    assert "offers it again" in said(1)[1]
    assert "offers them again" in said(2)[1]


def test_a_note_that_is_cut_is_set_like_running_text() -> None:
    lines = [("security", True), ("comment on her", False), ("proposal", False)]
    assert _on_one_line(lines[1:]) == "comment on her proposal"
    assert _on_one_line(lines) == "security  comment on her proposal"


def test_nothing_stands_around_a_passage_that_has_nothing_around_it() -> None:
    assert Excerpt("", "Wheat", "", opens=True).shortened() == Excerpt("", "Wheat", "", opens=True)


def test_two_places_with_the_same_words_are_told_apart_by_what_surrounds_them() -> None:
    text = f"In the morning it rained.{' It was late.' * 9} It rained. In the evening it rained."
    first, last = text.index("it rained"), text.rindex("it rained")
    before, _ = surroundings(excerpt(text, Span(first, first + 9)))
    assert before == "In the morning "
    before, behind = surroundings(excerpt(text, Span(last, last + 9)))
    assert before == "… rained. In the evening "
    assert behind == " ."


def test_what_is_said_first_is_shortened_before_anything_is_clipped() -> None:
    words = ["sentence 25 of 26", "“armenia” 4 of 4", "saved ✓"]
    assert telling.fitted(words, 80) == "sentence 25 of 26 · “armenia” 4 of 4 · saved ✓"
    assert telling.fitted(words, 40) == "25/26 · “armenia” 4 of 4 · saved ✓"
    assert telling.fitted(words, 30) == "“armenia” 4 of 4 · saved ✓"
    words = ["sentence 25 of 26", "“armenia” 4 of 4", "article 1 of 6", "3 annotations", "saved ✓"]
    assert telling.fitted(words, 46) == "“armenia” 4 of 4 · article 1 of 6 · saved ✓"
    assert telling.fitted(words, 30) == "“armenia” 4 of 4 · saved ✓"
    assert telling.fitted([], 30) == ""
    assert telling.fitted(["reading the folder…"], 5) == "reading the folder…"


def test_how_much_is_selected_is_told_of_blanks_too() -> None:
    assert telling.selected(" ") == "0 words selected"
    assert telling.selected("the border") == "2 words selected"
    assert telling.selected("中国边境") == "4 characters selected"
    assert telling.length(0, 0) == telling.EMPTY
