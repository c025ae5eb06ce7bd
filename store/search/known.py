"""Known: what the reader's notes and reading say about articles, at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from store.standing_passages import StandingPassages

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.annotation import Annotation


def _nothing() -> frozenset[str]:
    return frozenset()


class Known(Struct, frozen=True):
    """What a query may ask of notes and reading; safe to hand to another thread.

    Args:
        annotations: All of them.
        read: Ids of the articles that were read.
        orphaned: Returns the ids of the articles one of whose passages is gone; it may take its
            time and is called only by a query that asks.
        passages: Finds where passages stand; likewise.
    """

    annotations: tuple[Annotation, ...] = ()
    read: frozenset[str] = frozenset()
    orphaned: Callable[[], frozenset[str]] = _nothing
    passages: StandingPassages = field(default_factory=StandingPassages)
