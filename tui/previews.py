"""Previews: the article under the cursor is read in a worker, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.sources import Unreadable
from tui.answers import Previewed
from tui.searching import offset_of

if TYPE_CHECKING:
    from textual.widget import Widget

    from store.corpus import Corpus
    from store.search.found import Found
    from tui.searching import Results


class Previews:
    """Reads articles; of several that are wanted, only the last one counts.

    Args:
        holder: Its workers read, and it gets `Previewed`.
        corpus: Where the articles are.
    """

    def __init__(self, holder: Widget, corpus: Corpus) -> None:
        self._holder = holder
        self._corpus = corpus
        self._number = 0

    def want(self, item: Found | None, hit: int, results: Results) -> None:
        """Have an article read, to be shown at one of its hits.

        Args:
            item: The article; None for none.
            hit: Number of the hit, from 0.
            results: Among which it is.
        """
        self._number += 1
        entry = self._corpus.entry(item.article.id) if item else None
        if item is None or entry is None or entry.error:
            return
        number, corpus, post = self._number, self._corpus, self._holder.post_message
        offset = offset_of(item, hit)

        def work() -> None:
            try:
                article = corpus.load(entry)
            except Unreadable:
                return
            post(Previewed(number, article, results.hits(article), offset))

        self._holder.run_worker(work, thread=True, exclusive=True, group="preview")

    def is_wanted(self, message: Previewed) -> bool:
        """Tell whether an article that was read is the last that was wanted."""
        return message.asked == self._number
