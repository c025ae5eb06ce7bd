"""Reading ahead: what the next key may open is read once the reader has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.rest import Rest
from tui.screens.beginning import NEIGHBOURS, Beginning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.entry import Entry
    from store.session import Session
    from tui.settings import Settings
    from tui.widgets.rows import RowList

_AT_REST = 0.1
"""Seconds without a move in the list; a key that is held down repeats sooner."""


class ReadingAhead(Beginning):
    """Has the neighbours of the open article at hand, and the one under the list's cursor.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._ahead = Rest(self, self._read_ahead, _AT_REST)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Read ahead from another place; so it is also when another article was opened."""
        del message  # wherever it is
        self._ahead.begin()
        self.tell()

    def fill_list(self) -> None:
        """Show the articles that are left, and read ahead among them."""
        super().fill_list()
        if self.was_scanned:
            self._ahead.begin()

    def _read_ahead(self) -> None:
        """Read in a worker what is next."""
        if not self.was_scanned or self.reader.article is None:
            return  # What is next is not known before.
        entries = tuple(self._next())

        def work() -> None:
            worker = get_current_worker()

            def is_late() -> bool:
                self.precedence.stand_back()
                return worker.is_cancelled

            self.at_hand.keep(entries, is_late)

        self.run_worker(work, thread=True, exclusive=True, group="ahead")

    def _next(self) -> Iterator[Entry]:
        rows, listed = self.shelf.rows(), self.sidebar.list.item
        ids = [rows[at].id for step in NEIGHBOURS.values() if (at := self.toward(step)) is not None]
        if listed is not None:
            ids.append(listed.id)
        for each in ids:
            entry = self.session.corpus.entry(each)
            if entry is not None and each != self.open_id:
                yield entry
