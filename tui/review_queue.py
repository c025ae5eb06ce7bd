"""The review queue: passages that may be elsewhere, orphans, moved ones, and missing articles."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from store.anchor import State, is_given_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from store.annotation import Annotation, KnownArticle
    from store.book import Book
    from tui.heirs import Heir, Missing
    from tui.placing import Choice, Found, Whereabouts


class Group(StrEnum):
    """The parts of the queue, in their order; the values are what the reader sees."""

    REVIEW = "to review"
    MISSING = "missing articles"
    ORPHAN = "orphans"
    MOVED = "moved"


_GROUP_OF = {State.REVIEW: Group.REVIEW, State.ORPHAN: Group.ORPHAN, State.MOVED: Group.MOVED}


class Passage(Struct, frozen=True):
    """A passage to decide on.

    Args:
        annotation: The annotation whose passage it is.
        article: Its article, with the hash of the text in which it was looked for.
        found: What came of that.
    """

    annotation: Annotation
    article: KnownArticle
    found: Found

    @property
    def key(self) -> str:
        """What tells it from the other items."""
        return self.annotation.uuid

    @property
    def group(self) -> Group:
        """The part of the queue it belongs to."""
        return _GROUP_OF[self.found.state]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The places it may be in."""
        return self.found.choices

    @property
    def waits(self) -> bool:
        """Whether the reader is asked about it."""
        return self.found.state is State.REVIEW

    @property
    def is_given_up(self) -> bool:
        """Whether the reader said that it is gone."""
        return is_given_up(self.annotation, self.article.text_hash, self.found.state)


class Absence(Struct, frozen=True):
    """An article that is missing, and those that may have taken its place.

    Args:
        missing: The article with its annotations.
        choices: The articles that resemble it, the likeliest first.
        is_refused: Whether the reader said that it is none of them.
    """

    missing: Missing
    choices: tuple[Heir, ...] = ()
    is_refused: bool = False

    @property
    def key(self) -> str:
        """What tells it from the other items."""
        return self.article.id

    @property
    def article(self) -> KnownArticle:
        """The article, as the notes file knows it."""
        return self.missing.article

    @property
    def group(self) -> Group:
        """The part of the queue it belongs to."""
        return Group.MISSING

    @property
    def waits(self) -> bool:
        """Whether the reader is asked about it."""
        return bool(self.choices) and not self.is_refused


class Heading(Struct, frozen=True):
    """The line over a part of the queue.

    Args:
        group: The part.
        count: How many items it has.
    """

    group: Group
    count: int

    @property
    def key(self) -> str:
        """What tells it from the items."""
        return f"heading {self.group}"


Item = Passage | Absence
"""What the reader decides on."""


class Tally(Struct, frozen=True):
    """How much waits in the queue.

    Args:
        here: Passages of the open article to review.
        elsewhere: The same of other articles, and missing articles to be asked about.
        orphans: Those of the open article, but for those that were given up.
        items: How many items the queue has in all.
    """

    here: int = 0
    elsewhere: int = 0
    orphans: int = 0
    items: int = 0

    @property
    def anything(self) -> bool:
        """Whether there is anything in the queue."""
        return self.items > 0


def passages(
    book: Book, whereabouts: Whereabouts, title_of: Callable[[str], str], open_id: str
) -> Iterator[Passage]:
    """Yield the passages to decide on, those of the open article first.

    Args:
        book: What the reader wrote.
        whereabouts: Where its passages are.
        title_of: Gives the title of the article with an id.
        open_id: Id of the open article.
    """

    def order(article: KnownArticle) -> tuple[bool, str]:
        return article.id != open_id, title_of(article.id)

    for article in sorted(whereabouts.doubtful(), key=order):
        for annotation in book.of_article(article.id):
            found = whereabouts.found(annotation)
            if found is not None and found.state is not State.EXACT:
                yield Passage(annotation, article, found)


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items by the parts of the queue; within a part their order stays."""
    parts = tuple(Group)
    return tuple(sorted(items, key=lambda item: parts.index(item.group)))


def with_headings(items: Sequence[Item]) -> Iterator[Item | Heading]:
    """Yield items in order, a heading over each part."""
    for group in Group:
        part = [item for item in items if item.group is group]
        if part:
            yield Heading(group, len(part))
            yield from part


def tally(items: Iterable[Item], open_id: str) -> Tally:
    """Return how much waits, as the bottom line says it."""
    every = tuple(items)
    here = sum(item.waits and item.article.id == open_id for item in every)
    orphans = sum(is_news(item) and item.article.id == open_id for item in every)
    waiting = sum(item.waits for item in every)
    return Tally(here, waiting - here, orphans, len(every))


def is_news(item: Item) -> bool:
    """Tell whether it is an orphan and the reader has not yet said that this is so."""
    return isinstance(item, Passage) and item.group is Group.ORPHAN and not item.is_given_up
