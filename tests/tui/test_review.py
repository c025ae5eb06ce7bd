"""An article changes under its annotations: they follow, or the reader is asked, never guessed."""

from __future__ import annotations

import shutil
import threading
from typing import TYPE_CHECKING, Any

import pytest

import tui.placing
import tui.reading.moved
from store import anchor as anchoring
from store import places
from store.old_texts import OldTexts
from store.span import Span
from tui import telling
from tui.messages import Sighted
from tui.placing import look
from tui.review_queue import Tally
from tui.screens.annotations import AnnotationsScreen
from tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.anchor import Placement
    from store.annotation import Annotation
    from tests.tui.driver import Driver, Opened

BORDER = "The border came up again, at length."
OBSERVERS = "He asked for observers, and the others listened."
PRESS = "Nobody spoke to the press."
MINISTERS = f"""Ministers meet in Yerevan

The ministers met in the capital on Tuesday. Mr. Petrosyan spoke of the border first. {OBSERVERS}

A second round followed after lunch. {BORDER}

In the evening the guests left. {PRESS}
"""
TWICE = f"""Ministers meet in Yerevan

On Monday it was quiet in the hall. {BORDER} Then it began to rain in the hills.

Weeks went by like this, and no one wrote of it. At the end of June they sat down once more.

The heat was great that Friday. {BORDER} Some of the clerks had gone to sleep.
"""


@pytest.fixture(autouse=True)
def unwrapped(corpus: Path) -> None:
    """Give each paragraph of the article a line of its own, so that it can be edited by words."""
    (corpus / "ministers.txt").write_text(MINISTERS, encoding="utf-8")


def annotations_of(reader: Driver) -> tuple[Annotation, ...]:
    return reader.screen.session.notebook.book.annotations()


async def mark(reader: Driver, path: str, *quotes: str) -> None:
    """Mark passages of an article as a reader does, and wait until they are on disk."""
    await reader.open(path)
    for quote in quotes:
        article = reader.screen.reader.article
        assert article is not None
        start = article.text.index(quote)
        reader.screen.reader.take(Span(start, start + len(quote)))
        await reader.press("enter")
    await reader.saved()


async def change(reader: Driver, path: Path, text: str) -> None:
    """Write an article anew and wait until the reader shows it."""
    path.write_text(text, encoding="utf-8")

    def is_shown() -> bool:
        article = reader.screen.reader.article
        return article is not None and article.text.split() == text.split()

    await reader.until(is_shown)
    await reader.until(lambda: not unplaced(reader))


def unplaced(reader: Driver) -> Sequence[Annotation]:
    article = reader.screen.reader.article
    return reader.screen.marker.unplaced(article) if article else ()


def lit(reader: Driver) -> list[str]:
    """Return the words of the passages that are lit in the open article."""
    page = reader.screen.reader.page
    assert page is not None
    return [each.span.of(page.article.text) for each in page.highlights]


def in_queue(reader: Driver) -> bool:
    return isinstance(reader.app.screen, ReviewScreen)


async def review(reader: Driver) -> ReviewScreen:
    await reader.press("!")
    screen = reader.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def anchors(reader: Driver, notes: Path) -> list[dict[str, object]]:
    stored = (each["anchor"] for each in reader.stored(notes))
    return [anchor for anchor in stored if isinstance(anchor, dict)]


# While the article is open


async def test_a_passage_whose_surroundings_change_stays_lit_without_a_word(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", OBSERVERS)
        await change(reader, path, MINISTERS.replace("on Tuesday", "on a cold and windy Tuesday"))
        assert lit(reader) == [OBSERVERS]
        assert "review" not in reader.status
        assert "≈" not in reader.text


async def test_a_passage_whose_words_change_is_lit_and_says_so_in_margin_and_list(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", OBSERVERS)
        changed = MINISTERS.replace("the others listened", "all listened")
        await change(reader, path, changed)
        assert lit(reader) == ["He asked for observers, and all listened."]
        assert "≈ moved · " in reader.text
        await reader.press("A")
        assert "moved · " in reader.text
        assert OBSERVERS in reader.text


async def test_the_sign_of_a_moved_passage_is_seen_without_a_margin_too(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus, size=(80, 24)) as reader:
        await mark(reader, "ministers.txt", OBSERVERS)
        text = MINISTERS.replace("the others listened", "all listened")
        await change(reader, path, text)
        await reader.press("g", "]")
        assert "≈ moved · " in reader.text


async def test_no_passage_is_looked_for_on_the_event_loop(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()

    def spy_all(*args: object) -> tuple[Placement | None, ...]:
        threads.add(threading.get_ident())
        return anchoring.place_all(*args)  # type: ignore[arg-type]  # handed on as they came

    def spy(*args: object) -> Placement:
        threads.add(threading.get_ident())
        return anchoring.place(*args)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(tui.placing, "place_all", spy_all)
    monkeypatch.setattr(tui.reading.moved, "place", spy)
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", OBSERVERS, BORDER)
        await change(reader, corpus / "ministers.txt", TWICE)
        await reader.until(lambda: "to review" in reader.status)
        await review(reader)
        await reader.press("l", "enter", "u", "n", "u", "escape")
    assert threads
    assert threading.get_ident() not in threads


# The queue


async def ask(reader: Driver, corpus: Path) -> ReviewScreen:
    """Bring about a passage that stands in two places, and open the queue on it."""
    await mark(reader, "ministers.txt", BORDER)
    await change(reader, corpus / "ministers.txt", TWICE)
    await reader.until(lambda: "! 1 to review" in reader.status)
    return await review(reader)


async def test_what_stands_in_two_places_is_asked_and_lit_in_neither(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        assert lit(reader) == []
        assert "It may be in either of 2 places. Which is it?" in reader.text
        assert "A second round followed after lunch." in reader.text, "as it was"
        assert "1 of 2" in reader.text
        assert reader.text.splitlines()[1].split("│")[0].split() == ["Review", "1", "to", "review"]
    [anchor] = anchors(reader, notes)
    assert anchor["exact"] == BORDER


async def test_where_the_queue_shows_one_item_it_says_how_many_there_are(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await mark(reader, "ministers.txt", BORDER, PRESS)
        await change(reader, corpus / "ministers.txt", TWICE)
        await reader.until(lambda: "! 2 to review" in reader.status)
        await review(reader)
        assert "1 of 2 · 2 to review" in reader.text
        await reader.press("j")
        assert "2 of 2 · 2 to review" in reader.text


@pytest.mark.parametrize(("keys", "nth"), [(("enter",), 0), (("l", "enter"), 1)])
async def test_enter_keeps_the_place_that_is_looked_at_and_u_takes_that_back(
    corpus: Path, notes: Path, opened: Opened, keys: tuple[str, ...], nth: int
) -> None:
    async with opened(corpus) as reader:
        screen = await ask(reader, corpus)
        [passage] = screen._items_of()
        starts = [choice.anchor.start for choice in passage.choices]  # type: ignore[union-attr]  # a passage
        await reader.press(*keys)
        assert "Kept there" in reader.text
        assert "nothing to review" in reader.text
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["start"] == starts[nth]
        assert [each.get("confirmed") for each in reader.stored(notes)] == [True]
        await reader.press("u")
        assert "It may be in either of 2 places" in reader.text
        assert "Undone: move annotation" in reader.text
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["start"] not in starts
        assert not any("confirmed" in each for each in reader.stored(notes))
        await reader.press("ctrl+r", "escape")
        assert lit(reader) == [BORDER]
        assert "to review" not in reader.status


async def test_what_was_done_stays_in_the_last_line_when_workers_renew_the_queue(
    corpus: Path, opened: Opened
) -> None:
    text = TWICE.replace("Then it began", f"{PRESS} Then it began").replace(
        "Weeks went", f"{PRESS} Weeks went"
    )
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", BORDER, PRESS)
        await change(reader, corpus / "ministers.txt", text)
        await reader.until(lambda: "! 2 to review" in reader.status)
        await review(reader)
        for key, said in (
            ("n", "Kept as an orphan: “"),
            ("u", "Undone: "),
            ("ctrl+r", "Redone: "),
            ("u", "Undone: "),
            ("enter", "Kept there: “"),
            ("d", "Deleted: “"),
        ):
            await reader.press(key)
            reader.screen.queue_changed()
            await reader.pilot.pause()
            assert said in reader.status, key
        await reader.press("l")
        assert "? keys" in reader.status


async def test_the_queue_names_only_the_keys_that_apply_to_the_item(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        for hint in ("enter this one", "n none", "l next place", "p pick"):
            assert hint in reader.status
        await reader.press("n")
        await reader.press("l")
        await change(reader, corpus / "ministers.txt", "Another text altogether.\n")
        await reader.until(lambda: "enter this one" not in reader.status)
        for hint in ("n none", "next place"):
            assert hint not in reader.status
        assert "p pick" in reader.status


@pytest.mark.parametrize("size", [(120, 35), (80, 24)])
async def test_the_key_that_lists_the_keys_is_never_left_out(
    corpus: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(corpus, size=size) as reader:
        assert "? keys" in reader.status
        await mark(reader, "ministers.txt", OBSERVERS)
        assert "? keys" in reader.status
        await ask(reader, corpus)
        assert "escape back" in reader.status
        assert "? keys" in reader.status
        await reader.press("escape", "v", "}", "}")
        await reader.until(lambda: not reader.screen.status.said)
        assert "! 1 to review" in reader.status
        assert "? keys" in reader.status


@pytest.mark.parametrize(("size", "times"), [((120, 35), 2), ((80, 24), 1), ((80, 45), 1)])
async def test_the_article_is_named_beside_the_queue_and_not_again_right_below_it(
    corpus: Path, opened: Opened, size: tuple[int, int], times: int
) -> None:
    async with opened(corpus, size=size) as reader:
        await ask(reader, corpus)
        assert reader.text.count("Ministers meet in Yerevan") == times
        await reader.pilot.resize_terminal(200 - size[0], 35)
        await reader.pilot.pause()
        assert reader.text.count("Ministers meet in Yerevan") == 3 - times


@pytest.mark.parametrize("opener", ["f", "slash"])
async def test_while_one_types_nothing_is_said_of_the_queue_whose_key_types_a_sign(
    corpus: Path, opened: Opened, opener: str
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("escape")
        assert "! 1 to review" in reader.status
        await reader.press(opener)
        assert "to review" not in reader.status
        await reader.press("escape")
        await reader.until(lambda: "! 1 to review" in reader.status)


async def test_a_click_on_another_place_looks_at_it(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        lines = reader.text.splitlines()
        row = next(n for n, line in enumerate(lines) if line.lstrip("│ ").startswith("2  …"))
        await reader.pilot.click(offset=(60, row))
        await reader.pilot.pause()
        assert "2 of 2" in reader.text


async def test_a_click_on_the_count_opens_the_queue(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", BORDER)
        await change(reader, corpus / "ministers.txt", TWICE)
        await reader.until(lambda: "! 1 to review" in reader.status)
        column = reader.status.index("1 to review")
        await reader.pilot.click("#status", offset=(column, 0))
        await reader.pilot.pause()
        assert in_queue(reader)


async def test_n_keeps_it_as_an_orphan_with_all_it_carries_and_that_can_be_undone(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("n")
        assert "Kept as an orphan" in reader.text
        assert "You said that it is no longer here" in reader.text
        await reader.saved()
        [one] = reader.stored(notes)
        article = reader.screen.reader.article
        assert article is not None
        assert one["lost_in"] == article.text_hash
        await reader.press("escape")
        assert "orphan" not in reader.status, "it was given up, and is no news"
        assert "to review" not in reader.status
        await reader.press("u")
        assert "! 1 to review" in reader.status
        await reader.saved()
        [one] = reader.stored(notes)
        assert not one.get("lost_in")


async def test_a_passage_said_to_be_lost_is_taken_up_again_when_it_is_back(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("n", "escape")
        assert lit(reader) == []
        await change(reader, path, MINISTERS.replace("on Tuesday", "on Wednesday"))
        assert lit(reader) == [BORDER]
        assert "orphan" not in reader.status


async def test_a_place_refused_once_is_not_taken_again_when_the_article_changes_elsewhere(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", OBSERVERS)
        text = MINISTERS.replace("the others listened", "all listened")
        await change(reader, path, text)
        await review(reader)
        await reader.press("n", "escape")
        assert lit(reader) == []
        await change(reader, path, text.replace("after lunch", "after supper"))
        assert lit(reader) == []
        assert "orphan" not in reader.status, "it was given up, and is no news"


async def test_a_passage_picked_by_hand_is_kept_and_the_queue_goes_on(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("p")
        assert not in_queue(reader)
        assert "pick “The border came up" in reader.status
        assert reader.under_cursor.startswith("The border came up"), "the likeliest place"
        await reader.press("G", "enter")
        assert in_queue(reader)
        await reader.until(lambda: "Passage kept" in reader.text)
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["exact"] == "Some of the clerks had gone to sleep."
        await reader.press("u")
        assert "It may be in either of 2 places" in reader.text


async def test_picking_takes_a_selection_before_the_sentence_and_escape_leaves_it(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("p", "v", "e", "escape")
        assert "pick “The border came up" in reader.status, "escape drops the selection first"
        await reader.press("escape")
        assert in_queue(reader)
        await reader.until(lambda: "Left as it was" in reader.text)
        await reader.press("p", "v", "e", "enter")
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["exact"] == "The"


async def test_picking_goes_on_where_the_article_changes_meanwhile(
    corpus: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("p")
        await change(reader, path, TWICE.replace("Weeks", "Months"))
        assert "pick “The border came up" in reader.status
        await reader.press("enter")
        [one] = annotations_of(reader)
        assert one.anchor is not None
        assert one.anchor.exact == BORDER
        assert in_queue(reader)


@pytest.mark.parametrize("size", [(120, 35), (80, 24)])
async def test_picking_names_the_passage_and_only_the_keys_that_apply(
    corpus: Path, opened: Opened, size: tuple[int, int]
) -> None:
    async with opened(corpus, size=size) as reader:
        await ask(reader, corpus)
        await reader.press("p")
        assert "pick “The border came up" in reader.status
        for hint in ("enter keep sentence", "escape leave", "? keys"):
            assert hint in reader.status
        for hint in ("mark", "t tag", "a note", "review"):
            assert hint not in reader.status
        await reader.press("v", "e")
        assert "enter keep selection" in reader.status


async def test_while_picking_nothing_else_is_written_and_every_key_says_so(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        before = annotations_of(reader)
        await reader.press("p")
        for key in ("d", "t", "a", ".", "c", "r", "u", "ctrl+r"):
            await reader.press(key)
            assert "First the passage" in reader.status, key
            assert "escape leave" in reader.status, key
        assert annotations_of(reader) == before
        await reader.press("escape")
        assert in_queue(reader)


async def test_going_to_another_article_ends_the_picking_with_a_word(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("p")
        await reader.press("K")
        await reader.until(lambda: "“The border came up" in reader.status)
        assert "stays as it was" in reader.status
        assert "enter mark" in reader.status
        await reader.press("!")
        await reader.press("p")
        await reader.until(lambda: "pick “" in reader.status)
        await reader.press("!")
        assert in_queue(reader)
        await reader.until(lambda: "Left as it was" in reader.text)


async def test_a_lost_passage_is_listed_with_its_words_and_picked_by_hand(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", PRESS)
        await reader.press("t")
        await reader.type("press")
        await reader.press("enter", "a")
        await reader.type("why not")
        await reader.press("ctrl+s")
        await change(reader, path, MINISTERS.replace(f" {PRESS}", " It was late."))
        await reader.until(lambda: "! 1 orphan" in reader.status)
        await review(reader)
        assert reader.text.splitlines()[1].split("│")[0].split() == ["Review", "1", "orphan"]
        assert "n keep as orphan" in reader.status
        assert "n none" not in reader.status, "there is no place that it could be none of"
        for words in (PRESS, "press", "why not", "nowhere in the article"):
            assert words in reader.text
        await reader.press("enter")
        assert "p picks it by hand" in reader.text
        await reader.press("p", "G", "enter")
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["exact"] == "It was late."


async def test_a_moved_passage_can_be_confirmed_or_refused_but_asks_for_nothing(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", OBSERVERS)
        text = MINISTERS.replace("the others listened", "all listened")
        await change(reader, path, text)
        assert "to review" not in reader.status
        await review(reader)
        assert "Found again, though its words have changed." in reader.text
        assert "to review" not in reader.text.splitlines()[1]
        await reader.press("n", "u", "enter")
        await reader.saved()
        [anchor] = anchors(reader, notes)
        assert anchor["exact"] == "He asked for observers, and all listened."
        await reader.press("escape")
        assert "≈" not in reader.text


async def test_the_queue_too_says_that_decisions_cannot_be_saved(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        reader.app.trouble = "Not saved: no space left on device; still trying"
        await reader.pilot.pause()
        assert reader.text.strip().startswith("Not saved: no space left")


async def test_a_decision_is_undone_from_the_text_too(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("enter", "escape")
        assert lit(reader) == [BORDER]
        await reader.press("u")
        assert "Undone: move annotation" in reader.status
        assert lit(reader) == []
        assert "! 1 to review" in reader.text or reader.screen.tally.here == 1


async def test_d_deletes_what_is_not_wanted_any_more(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("d")
        assert annotations_of(reader) == ()
        await reader.press("u")
        assert len(annotations_of(reader)) == 1
        assert "It may be in either of 2 places" in reader.text


async def test_read_only_notes_answer_every_decision_with_a_word(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        before = annotations_of(reader)
        reader.screen.session.notebook._saving.read_only = "line 3: no JSON"
        for key in ("enter", "n", "d", "u"):
            await reader.press(key)
            assert "line 3: no JSON" in reader.text
        assert annotations_of(reader) == before
        reader.screen.session.notebook._saving.read_only = ""


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (Tally(here=1, elsewhere=1, orphans=1), "2 to review, 1 orphan"),
        (Tally(elsewhere=1, orphans=2), "1 to review, 2 orphans"),
        (Tally(elsewhere=1), "1 to review elsewhere"),
        (Tally(here=1), "1 to review"),
        (Tally(items=3), ""),
    ],
)
def test_what_waits_for_the_reader_is_told_in_few_words(tally: Tally, told: str) -> None:
    assert telling.to_review(tally) == told


# Between sessions


async def test_what_changed_between_sessions_is_told_for_the_whole_corpus(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", BORDER, OBSERVERS)
        await reader.open("council.md")
    (corpus / "ministers.txt").write_text(TWICE, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "! 1 to review elsewhere" in reader.status)
        assert reader.screen.reader.article is not None
        assert reader.screen.reader.article.path == "council.md"
        await review(reader)
        assert "A second round followed after lunch." in reader.text, "its old text was kept"
        await reader.press("enter", "escape")
        await reader.open("ministers.txt")
        assert lit(reader) == [BORDER]


async def test_an_answer_about_an_older_text_changes_nothing(corpus: Path, opened: Opened) -> None:
    path = corpus / "ministers.txt"
    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("escape")
        screen = reader.screen
        article = screen.reader.article
        assert article is not None
        annotations = screen.session.notebook.book.of_article(article.id)
        late = look(article, annotations, screen.session.old_texts.text)
        await change(reader, path, MINISTERS.replace("on Tuesday", "on Friday"))
        await reader.open("council.md")
        assert "to review" not in reader.status
        screen.post_message(Sighted(late))
        await reader.pilot.pause()
        assert "to review" not in reader.status


async def test_without_its_old_text_a_passage_is_shown_with_what_its_anchor_remembers(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", BORDER)
    shutil.rmtree(places.cache_dir() / "texts")
    (corpus / "ministers.txt").write_text(TWICE, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "to review" in reader.status)
        await review(reader)
        assert "followed after lunch." in reader.text


async def test_the_queue_begins_with_the_open_article(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", PRESS)
        await mark(reader, "council.md", "The council sat for an hour.")
    for name in ("ministers.txt", "council.md"):
        (corpus / name).write_text("Another text altogether.\n", encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.until(lambda: reader.screen.tally.items == 2)
        await review(reader)
        assert reader.text.index(PRESS) < reader.text.index("The council sat")


async def test_texts_are_kept_while_annotations_stand_on_them_and_dropped_afterwards(
    corpus: Path, opened: Opened
) -> None:
    texts = OldTexts(corpus)
    async with opened(corpus) as reader:
        await mark(reader, "ministers.txt", BORDER)
        article = reader.screen.reader.article
        assert article is not None
        await reader.until(lambda: texts.text(article.text_hash) is not None)
        await reader.press("d")
        await reader.open("council.md")
        await reader.saved()
    (corpus / "ministers.txt").write_text(TWICE, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: texts.text(article.text_hash) is None)


async def test_the_list_of_annotations_says_how_sure_each_place_is(
    corpus: Path, opened: Opened
) -> None:
    def told() -> str:
        return next(line for line in reader.text.splitlines() if BORDER in line).split()[-1]

    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("escape", "A")
        assert isinstance(reader.app.screen, AnnotationsScreen)
        assert told() == "review"
        await reader.press("escape", "!", "n", "escape", "A")
        assert told() == "orphan"
        await reader.press("escape", "!", "enter", "escape", "A")
        assert told() == "confirmed"
        await reader.press("escape", "u", "A")
        assert told() == "orphan"


async def test_a_place_confirmed_elsewhere_is_so_only_until_its_article_changes_again(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_all, may_look = anchoring.place_all, threading.Event()

    def wait_and_place(*arguments: Any) -> object:
        assert may_look.wait(30)
        return place_all(*arguments)

    async with opened(corpus) as reader:
        await ask(reader, corpus)
        await reader.press("enter", "escape")
        await reader.open("council.md")
        [one] = annotations_of(reader)
        assert one.confirmed
        screen, listed = reader.screen, reader.screen.session.corpus
        assert screen.state_of(one) == "confirmed"
        monkeypatch.setattr(tui.placing, "place_all", wait_and_place)
        before = listed.entry(one.article)
        (corpus / "ministers.txt").write_text(TWICE.replace("clerks", "guests"), encoding="utf-8")
        await reader.until(lambda: listed.entry(one.article) != before)
        assert screen.whereabouts.found(one) is None
        assert screen.state_of(one) == ""
        may_look.set()
        await reader.until(lambda: screen.whereabouts.found(one) is not None)
        assert screen.state_of(one) == ""
        (corpus / "ministers.txt").write_text(TWICE, encoding="utf-8")
        await reader.until(lambda: screen.state_of(one) == "confirmed")


@pytest.mark.parametrize("columns", [80, 100, 160])
async def test_that_nothing_is_to_review_stands_there_in_full(
    corpus: Path, opened: Opened, columns: int
) -> None:
    async with opened(corpus, size=(columns, 30)) as reader:
        await reader.press("!")
        assert isinstance(reader.app.screen, ReviewScreen)
        said = " ".join(reader.text.replace("│", " ").split())
        assert "nothing to review: every passage is where it belongs" in said
