"""Orphans: which articles have an annotation whose passage is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.anchor import State, place_all, without_looking
from store.sources import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.annotation import Annotation
    from store.corpus import Corpus
    from store.old_texts import OldTexts


def orphaned(
    corpus: Corpus, annotations: Iterable[Annotation], old_texts: OldTexts
) -> frozenset[str]:
    """Return the ids of the listed articles one of whose passages is gone.

    Reads the articles that changed since they were annotated; not for the event loop.

    Args:
        corpus: A corpus that has been scanned.
        annotations: All of them.
        old_texts: The texts that their anchors were made on.
    """
    doubtful: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        entry = corpus.entry(annotation.article)
        if entry is None or entry.error or annotation.anchor is None:
            continue
        if without_looking(annotation, entry.text_hash) is not State.EXACT:
            doubtful.setdefault(entry.id, []).append(annotation)
    return frozenset(
        article_id
        for article_id, sought in doubtful.items()
        if _has_orphan(corpus, article_id, sought, old_texts)
    )


def _has_orphan(
    corpus: Corpus, article_id: str, sought: Sequence[Annotation], old_texts: OldTexts
) -> bool:
    entry = corpus.entry(article_id)
    if entry is None:
        return False
    try:
        article = corpus.load(entry)
    except Unreadable:
        return False
    placements = place_all(article.text, article.text_hash, sought, old_texts.text)
    return any(place is not None and place.state is State.ORPHAN for place in placements)
