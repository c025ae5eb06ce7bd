"""An article goes away: its annotations stay, and follow where it went, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.span import Span
from tui.screens.annotations import AnnotationsScreen
from tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

HOUR = "The council sat for an hour."
SENT = "It decided to send observers to the border."
BODY = f"""{HOUR} {SENT} The chairman thanked the clerk, and the clerk thanked the ministers.

Outside the hall a small crowd waited in the rain until the lamps were lit and the doors closed.

Nothing was said of money. The next sitting is in spring, when the roads are open once more.
"""


@pytest.fixture(autouse=True)
def council(corpus: Path) -> Path:
    """Give the corpus an article that is long enough to be known again."""
    path = corpus / "council.txt"
    path.write_text(f"The council decides\n\n{BODY}", encoding="utf-8")
    return path


async def mark(reader: Driver, *quotes: str) -> None:
    """Mark passages of the council's article."""
    await reader.open("council.txt")
    for quote in quotes:
        article = reader.screen.reader.article
        assert article is not None
        start = article.text.index(quote)
        reader.screen.reader.take(Span(start, start + len(quote)))
        await reader.press("enter")
    await reader.saved()


async def annotated(corpus: Path, opened: Opened, *quotes: str) -> None:
    """Mark passages in a session of its own, and stand in another article at its end."""
    async with opened(corpus) as reader:
        await mark(reader, *quotes)
        await reader.open("ministers.txt")


def edited(body: str = BODY) -> str:
    """Return the article as somebody saved it anew: Markdown, with two words changed."""
    changed = body.replace("a small crowd", "a large crowd").replace("in spring", "in summer")
    return f"# The council decides\n\n{changed}"


def lit(reader: Driver) -> list[str]:
    page = reader.screen.reader.page
    assert page is not None
    return [each.span.of(page.article.text) for each in page.highlights]


def rows(reader: Driver) -> list[str]:
    """Return the sidebar's titles, in order."""
    return [row.title for row in reader.screen.sidebar.list.items]


async def test_a_missing_article_is_listed_at_the_end_under_its_own_heading(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR, SENT)
    council.unlink()
    async with opened(corpus) as reader:
        await reader.until(lambda: "missing" in rows(reader))
        assert rows(reader)[-2:] == ["missing", "The council decides"]
        assert len(reader.screen.shelf) == 2
        assert "council.txt" in reader.text


async def test_opening_it_lists_its_annotations_with_a_clear_word(
    corpus: Path, council: Path, notes: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR, SENT)
    council.unlink()
    async with opened(corpus) as reader:
        await reader.until(lambda: "missing" in rows(reader))
        await reader.press("tab", "G", "enter")
        assert isinstance(reader.app.screen, AnnotationsScreen)
        gone = "council.txt is gone from the corpus; its annotations are kept"
        await reader.until(lambda: gone in reader.text)
        assert HOUR in reader.text
        assert SENT in reader.text
        await reader.press("enter")
        assert "its notes are kept" in reader.status
    assert len(reader.stored(notes)) == 2


async def test_the_cursor_passes_over_the_heading(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    council.unlink()
    async with opened(corpus) as reader:
        await reader.until(lambda: "missing" in rows(reader))
        here, stood = reader.screen.sidebar.list, []
        await reader.press("tab", "G")
        for key in ("k", "j"):
            stood.append(here.item.title if here.item else "")
            await reader.press(key)
        assert stood[0] == "The council decides"
        assert stood[1] == reader.screen.shelf.rows()[-1].title
        assert here.item == reader.screen.shelf.missing()[0]


async def test_next_article_never_goes_to_a_missing_one(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    council.unlink()
    async with opened(corpus) as reader:
        await reader.until(lambda: "missing" in rows(reader))
        for _ in range(4):
            await reader.press("J")
        assert "This is the last article" in reader.status


async def test_it_goes_missing_and_comes_back_while_the_corpus_is_open(
    corpus: Path, council: Path, opened: Opened
) -> None:
    text = council.read_text(encoding="utf-8")
    async with opened(corpus) as reader:
        await mark(reader, HOUR)
        await reader.open("ministers.txt")
        council.unlink()
        await reader.until(lambda: "missing" in rows(reader))
        council.write_text(text, encoding="utf-8")
        await reader.until(lambda: "missing" not in rows(reader))
        await reader.open("council.txt")
        assert lit(reader) == [HOUR]


async def test_copies_that_were_there_are_asked_about_and_a_file_that_is_back_has_its_notes(
    corpus: Path, council: Path, opened: Opened
) -> None:
    text = council.read_text(encoding="utf-8")
    for name in ("council-copy.txt", "minutes.txt"):
        (corpus / name).write_text(text, encoding="utf-8")
    async with opened(corpus) as reader:
        await mark(reader, HOUR)
        await reader.open("ministers.txt")
        (marked,) = reader.screen.session.notebook.book.annotations()
        council.unlink()
        await reader.until(lambda: "1 to review elsewhere" in reader.status)
        assert "missing" in rows(reader)
        await reader.press("!")
        for name in ("council-copy.txt", "minutes.txt"):
            assert name in reader.text
        await reader.press("escape")
        council.write_text(text, encoding="utf-8")
        await reader.until(lambda: "missing" not in rows(reader))
        entry = reader.screen.session.corpus.find("council.txt")
        assert entry is not None
        assert entry.id == marked.article
        await reader.open("council.txt")
        assert lit(reader) == [HOUR]


async def test_the_same_text_under_another_name_is_followed_without_a_question(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    council.rename(corpus / "sitting.txt")
    async with opened(corpus) as reader:
        await reader.open("sitting.txt")
        assert lit(reader) == [HOUR]
        assert "missing" not in rows(reader)
        assert reader.screen.tally.items == 0


async def test_an_edited_copy_of_another_name_and_format_is_asked_about_and_yes_takes_all_there(
    corpus: Path, council: Path, notes: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR, SENT)
    council.unlink()
    (corpus / "council-2.md").write_text(edited(), encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "1 to review elsewhere" in reader.status)
        await reader.press("!")
        assert isinstance(reader.app.screen, ReviewScreen)
        assert "council.txt is gone from the corpus." in reader.text
        assert "council-2.md" in reader.text
        assert "% alike" in reader.text
        assert HOUR in reader.text
        await reader.press("enter")
        assert "are on “The council decides” now" in reader.text
        await reader.press("escape")
        await reader.open("council-2.md")
        await reader.until(lambda: lit(reader) == [HOUR, SENT])
        assert "missing" not in rows(reader)
        await reader.saved()
        entry = reader.screen.session.corpus.find("council-2.md")
        assert entry is not None
    assert {each["article"] for each in reader.stored(notes)} == {entry.id}
    assert [each["path"] for each in reader.stored(notes, "articles")] == ["council-2.md"]


async def test_taking_them_there_is_one_step_that_undo_takes_back(
    corpus: Path, council: Path, notes: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR, SENT)
    council.unlink()
    (corpus / "council-2.md").write_text(edited(), encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "1 to review elsewhere" in reader.status)
        await reader.press("!", "enter", "u")
        assert "council.txt is gone from the corpus." in reader.text
        await reader.saved()
        await reader.until(lambda: "missing" in rows(reader))
        await reader.press("escape")
        assert "1 to review elsewhere" in reader.status
    assert [each["path"] for each in reader.stored(notes, "articles")] == ["council.txt"]


async def test_no_is_remembered_and_asks_no_more_but_can_be_thought_better_of(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    council.unlink()
    (corpus / "council-2.md").write_text(edited(), encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "1 to review elsewhere" in reader.status)
        await reader.press("!", "n")
        assert "Not asked again" in reader.text
        await reader.press("escape")
        assert "to review" not in reader.status
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.tally.items == 1)
        await reader.until(lambda: bool(next(iter(reader.screen.review_items())).choices))
        assert "to review" not in reader.status
        await reader.press("!")
        assert "You said that it is not" in reader.text
        await reader.press("enter", "escape")
        await reader.open("council-2.md")
        await reader.until(lambda: lit(reader) == [HOUR])


async def test_later_leaves_everything_as_it_is(
    corpus: Path, council: Path, notes: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    before = notes.read_bytes()
    council.unlink()
    (corpus / "council-2.md").write_text(edited(), encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: "1 to review elsewhere" in reader.status)
        await reader.press("!", "escape")
        assert "1 to review elsewhere" in reader.status
    assert notes.read_bytes() == before


async def test_an_article_that_says_something_else_is_not_asked_about(
    corpus: Path, council: Path, opened: Opened
) -> None:
    await annotated(corpus, opened, HOUR)
    council.unlink()
    other = " ".join(f"Line {number} tells of quite another matter." for number in range(12))
    (corpus / "council-2.md").write_text(other, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.tally.items == 1)
        await reader.press("!")
        assert "No other article is much like it." in reader.text
        await reader.press("enter", "n", "p", "d")
        assert isinstance(reader.app.screen, ReviewScreen)
        await reader.press("escape")
        assert "to review" not in reader.status


async def test_an_article_with_notes_of_its_own_is_nobodys_heir(
    corpus: Path, council: Path, opened: Opened
) -> None:
    (corpus / "council-2.md").write_text(edited(), encoding="utf-8")
    async with opened(corpus) as reader:
        await mark(reader, HOUR)
        await reader.open("council-2.md")
        await reader.press("enter")
        await reader.saved()
        await reader.open("ministers.txt")
    council.unlink()
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.tally.items == 1)
        assert "to review" not in reader.status
