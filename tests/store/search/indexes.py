"""Indexes in memory for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from store.search.schema import build_schema, document, writer
from store.search.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.search.found import Indexed


def indexed(*batches: Iterable[Indexed]) -> Snapshot:
    """Return an index of articles, each batch of them committed for itself."""
    index = tantivy.Index(build_schema())
    if not batches:
        return Snapshot(index)
    with writer(index) as made:
        for batch in batches:
            for stamp, article in enumerate(batch):
                made.add_document(document(article, stamp))
            made.commit()
        made.wait_merging_threads()
    index.reload()
    return Snapshot(index)
