"""What workers tell the screen.

Most are no dataclasses: each of these takes 0.2 ms of every start.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.article import Article
    from store.entry import Entry
    from store.notebook import NotebookEvent
    from store.scan import ScanUpdate
    from store.search.building import IndexProgress
    from store.span import Span
    from tui.heirs import Heir
    from tui.placing import Looked
    from tui.reading.moved import Stand


class Aim(Struct, frozen=True):
    """Where in an article one wants to go; by default where it was left.

    Args:
        uuid: To the passage of an annotation; empty for none.
        offset: To an offset; None for none.
        pick: Uuid of the annotation whose passage is to be picked there; empty for none.
        hit: Whether there is a hit of a search at the offset, on which to stand.
        unfold: Whether leftovers that begin there are opened.
    """

    uuid: str = ""
    offset: int | None = None
    pick: str = ""
    hit: bool = False
    unfold: bool = True


@dataclass
class Loaded(Message, bubble=False):
    """An article was read from disk, or could not be.

    Args:
        entry: The article.
        article: None where it could not be read.
        aim: Where in it the reader wants to go.
        asked: Which question this answers; only the last one counts.
        problem: Why it could not be read.
        looked: Where the passages of its annotations are; None where it could not be read.
        stand: Where the reader's place went, where the article was open already.
        hits: Where in it the words of the search are; None where nothing is searched.
    """

    entry: Entry
    article: Article | None
    aim: Aim
    asked: int
    problem: str = ""
    looked: Looked | None = None
    stand: Stand | None = None
    hits: tuple[Span, ...] | None = None


class Sighted(Message):
    """The passages of an article were looked for.

    Args:
        looked: What came of it.
    """

    def __init__(self, looked: Looked) -> None:
        super().__init__()
        self.looked = looked


class HeirsFound(Message):
    """Articles were found that may have taken the place of missing ones.

    Args:
        heirs: By the missing article's id, the likeliest first.
    """

    def __init__(self, heirs: Mapping[str, tuple[Heir, ...]]) -> None:
        super().__init__()
        self.heirs = heirs


class Counted(Message):
    """The sentences of an article were counted.

    Args:
        text_hash: Of the article's text.
        starts: Where they begin.
    """

    def __init__(self, text_hash: str, starts: Sequence[int]) -> None:
        super().__init__()
        self.text_hash = text_hash
        self.starts = starts


class Prepared(Message):
    """An article was folded, so that words are found in it at once.

    Args:
        text_hash: Of the article's text.
    """

    def __init__(self, text_hash: str) -> None:
        super().__init__()
        self.text_hash = text_hash


class FirstRead(Message):
    """What was read last is read again; the screen may have it already."""


class Scanned(Message):
    """A scan found something, or ended.

    Args:
        update: What is new, changed and gone.
    """

    def __init__(self, update: ScanUpdate) -> None:
        super().__init__()
        self.update = update
        self.taken = threading.Event()
        """Set when the screen has taken it over; the scan goes on then."""


@dataclass
class Indexed(Message):
    """The index has come further, or is as far as it can come; every screen gets one.

    Args:
        progress: How far.
        notice: What the reader should be told of it; empty for nothing.
        is_settled: Whether it will not come further before something changes.
        is_new: Whether it answers otherwise than before, though it may have as many articles.
    """

    progress: IndexProgress
    notice: str = ""
    is_settled: bool = False
    is_new: bool = False


class NotesChanged(Message):
    """The notebook tells of an edit, a save or another hand.

    Args:
        event: What it tells.
    """

    def __init__(self, event: NotebookEvent) -> None:
        super().__init__()
        self.event = event
