"""What a corpus holds is told in an order that lets the reader begin at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus
from store.progress import Desk
from store.session import Session
from tui import precedence
from tui.first import FirstArticle
from tui.indexing import News
from tui.messages import FirstRead, Scanned
from tui.precedence import Precedence
from tui.scanning import keep_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.message import Message

    from store.scan import ScanUpdate
    from tests.tui.driver import Opened

MANY = 700


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a corpus of many articles."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.txt").write_text(f"Title {number}\n\nNo words.\n")
    return folder


async def test_what_was_read_last_is_opened_before_anything_else_is_looked_at(
    many: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(many) as reader:
        await reader.open("500.txt")
    before: list[list[str]] = []
    scan = Corpus.scan

    def watched(self: Corpus, between: Callable[[], object]) -> Iterator[ScanUpdate]:
        before.append([entry.path for entry in self.entries])
        yield from scan(self, between)

    monkeypatch.setattr(Corpus, "scan", watched)
    async with opened(many) as reader:
        assert reader.screen.reader.article is not None
        assert reader.screen.reader.article.path == "500.txt"
        await reader.until(lambda: len(reader.screen.sidebar.list.items) == MANY)
    assert before[0] == ["500.txt"]


class Taken(threading.Event):
    """What is taken over when somebody waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_awaited = False

    def wait(self, timeout: float | None = None) -> bool:
        self.is_awaited = True
        self.set()
        return super().wait(timeout)


class Screen:
    """What is told of a corpus, from first to last.

    Args:
        stop: Set when all is told.
    """

    def __init__(self, stop: threading.Event) -> None:
        self.told: list[int] = []
        self.taken: list[Taken] = []
        self._stop = stop

    def take(self, message: Message) -> None:
        if isinstance(message, FirstRead):
            self.told.append(1)
            return
        assert isinstance(message, Scanned)
        self.told.append(len(message.update.added))
        message.taken = Taken()
        self.taken.append(message.taken)
        if message.update.done:
            self._stop.set()


class Watched(Precedence):
    """Notes how much was told whenever somebody waits for the first article.

    Args:
        screen: Whom it is told.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.begin()
        self.waited: list[int] = []
        self.stood_back = 0
        self._screen = screen

    def wait_for_first(self) -> None:
        self.waited.append(len(self._screen.told))
        super().wait_for_first()

    def stand_back(self) -> None:
        self.stood_back += 1
        super().stand_back()


@pytest.mark.parametrize("is_seen", [False, True])
def test_behind_the_first_word_of_a_corpus_the_scan_waits_for_the_screen(
    many: Path, *, is_seen: bool
) -> None:
    session = Session.open(many, None, creator="reader")
    if is_seen:
        last = next(entry for update in session.corpus.scan() for entry in update.added)
        session.log.desk = Desk(last.id, last_path=last.path, last_text=last.text_hash)
        session.log.save()
        assert session.close()
        session = Session.open(many, None, creator="reader")
    stop = threading.Event()
    screen = Screen(stop)
    watched = Watched(screen)
    keep_up(session, News(), watched, stop, screen.take, first=FirstArticle(session))
    assert watched.waited[0] == 1
    assert watched.stood_back >= MANY, "behind a key before each article"
    assert screen.told[0] == (1 if is_seen else 32)
    assert sum(screen.told) == MANY
    assert session.close()


def test_articles_are_told_of_in_parts_that_the_screen_takes_in_between_two_keys(
    many: Path,
) -> None:
    session = Session.open(many, None, creator="reader")
    for _ in session.corpus.scan():
        pass
    assert session.close()
    session, stop = Session.open(many, None, creator="reader"), threading.Event()
    screen = Screen(stop)
    watched, first = Watched(screen), FirstArticle(session)
    keep_up(session, News(), watched, stop, screen.take, first=first)
    assert sum(screen.told) == MANY
    assert max(screen.told) <= 250
    assert all(taken.is_awaited for taken in screen.taken[1:-1]), "one after the other"
    assert session.close()


@pytest.mark.parametrize("is_gone", [False, True])
async def test_no_scan_waits_for_an_article_that_does_not_come(
    many: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, *, is_gone: bool
) -> None:
    async with opened(many) as reader:
        await reader.open("600.txt")
    if is_gone:
        (many / "600.txt").unlink()
    else:
        (many / "600.txt").write_text("Title\n\nOther words.\n")
    monkeypatch.setattr(precedence, "_PATIENCE", threading.TIMEOUT_MAX)
    async with opened(many) as reader:
        await reader.until(lambda: len(reader.screen.shelf) == MANY - is_gone)
