"""Looking for the articles that took the place of missing ones; to be run in a worker."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from store.annotation import KnownArticle
from store.article import count_words
from store.missing import ALIKE, alike, worth_comparing
from store.sources import Unreadable
from tui import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from store.annotation import Annotation
    from store.entry import Entry
    from store.session import Session

_MOST_HEIRS = 3
_SURE = 0.95
# An article as much alike as this makes it needless to look at others, but for its very copies.
_KEPT_TEXTS = 32


class Heir(Struct, frozen=True):
    """An article that may have taken the place of a missing one.

    Args:
        article: The article.
        length: How long it is, in words or characters.
        likeness: How much of the texts is the same, 0 to 1.
    """

    article: KnownArticle
    length: str
    likeness: float


class Missing(Struct, frozen=True):
    """An annotated article that the corpus no longer has.

    Args:
        article: As the notes file knows it.
        annotations: Those on it.
    """

    article: KnownArticle
    annotations: tuple[Annotation, ...]

    def old_text(self, old_text_of: Callable[[str], str | None]) -> str | None:
        """Return its text as it was, None where it is no longer known."""
        anchors = [each.anchor for each in self.annotations if each.anchor is not None]
        hashes = (self.article.text_hash, *(anchor.text_hash for anchor in reversed(anchors)))
        texts = (old_text_of(text_hash) for text_hash in dict.fromkeys(hashes))
        return next((text for text in texts if text is not None), None)


def find_heirs(
    session: Session,
    missing: Sequence[Missing],
    entries: Sequence[Entry],
    annotated: AbstractSet[str],
    is_stopped: Callable[[], bool],
) -> dict[str, tuple[Heir, ...]]:
    """Return the articles that may be the missing ones, by the missing one's id.

    Args:
        session: Whose corpus and old texts are read.
        missing: The articles that are gone.
        entries: The articles there are.
        annotated: Ids of those that carry annotations, which are nobody's heirs.
        is_stopped: Tells whether the answer is no longer wanted.
    """

    @lru_cache(maxsize=_KEPT_TEXTS)
    def text_of(entry: Entry) -> str:
        try:
            return session.corpus.load(entry).text
        except Unreadable:
            return ""

    found: dict[str, tuple[Heir, ...]] = {}
    for each in missing:
        if is_stopped():
            break
        old_text = each.old_text(session.old_texts.text)
        words = count_words(old_text) if old_text is not None else None
        compared = worth_comparing(each.article, entries, annotated, words=words)
        found[each.article.id] = _alike(each, old_text, compared, text_of)
    return found


def _alike(
    missing: Missing,
    old_text: str | None,
    entries: Sequence[Entry],
    text_of: Callable[[Entry], str],
) -> tuple[Heir, ...]:
    heirs: list[Heir] = []
    sure = ""
    for entry in entries:
        if len(heirs) >= _MOST_HEIRS and sure:
            break
        if sure not in {"", entry.text_hash}:
            continue
        likeness = alike(missing.annotations, old_text, text_of(entry))
        if likeness >= ALIKE:
            length = telling.length(entry.words, entry.characters)
            heirs.append(Heir(_known(entry), length, likeness))
        if likeness >= _SURE:
            sure = entry.text_hash
    return tuple(sorted(heirs, key=lambda heir: -heir.likeness)[:_MOST_HEIRS])


def _known(entry: Entry) -> KnownArticle:
    return KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)
