"""The desk: a corpus, the article that lies open, and what the notebook knows of them."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from store.scan import ScanUpdate
from tui import telling
from tui.first import FirstArticle
from tui.indexing import News, keep_indexed
from tui.messages import Aim, Scanned
from tui.scanning import keep_up, look_at_notes
from tui.screens.hearing import Hearing
from tui.start import Start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.dom import DOMNode
    from textual.timer import Timer

    from store.entry import Entry
    from store.session import Session
    from tui.messages import Indexed, Loaded
    from tui.settings import Settings

_GROWING = 0.1
"""Seconds after which a list is shown that still grows."""

_REOPENED = 0.5
"""The same where the open article stands there already: mostly all others are known by then, and
come at once."""


class Desk(Hearing):
    """Shows a corpus and one of its articles, and keeps both up with disk and notebook.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._first = FirstArticle(session)
        self._has_first = False
        self._stop = threading.Event()
        self.start = Start(self, self.begin_the_rest)
        self.index_news = News()
        self._notice = ""
        self._has_news = False
        self.was_scanned = False
        """Whether the whole corpus was listed once."""
        self._refill: Timer | None = None
        self._is_painted = False

    def on_mount(self) -> None:
        """Begin to read the corpus and to watch it and the notes."""
        self.reader.measure = self.settings.measure
        self.sidebar.display = False
        self.start.hold()
        told = self.index_news, self.precedence, self._stop, self.post_message
        scan = partial(keep_up, self.session, *told, first=self._first)
        self.run_worker(scan, thread=True, group="scan")
        self.arrange_panes()
        self.tell()

    def on_resize(self, event: events.Resize) -> None:
        """Show the first article now that it is known how much room there is.

        No paint is held back of a screen whose size is not settled.
        """
        self.start.resized(event.size)
        self._open_first()

    def begin_the_rest(self) -> None:
        """Begin what could wait until the first article was on the screen."""
        from tui.ahead import import_ahead

        self.precedence.begin()
        told = self.index_news, self.precedence, self._stop, self.post_message
        self.run_worker(partial(keep_indexed, self.session, *told), thread=True, group="index")
        self.run_worker(
            partial(look_at_notes, self.session, self._stop), thread=True, group="notes"
        )
        self.run_worker(
            partial(import_ahead, self.precedence, self._stop), thread=True, group="imports"
        )
        self.set_interval(5.0, self.save_log)

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._stop.set()
        self.precedence.begin()
        self.index_news.tell()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Show the list while it has the keys, and the keys that matter there."""
        if self.finds and self.find_bar not in self._focused_family():
            self.find_bar.close()
            self.stop_seeking()
        self.arrange_panes()
        self.tell()

    def _focused_family(self) -> Sequence[DOMNode]:
        return self.focused.ancestors_with_self if self.focused is not None else ()

    # The corpus

    def on_first_read(self) -> None:
        """Show what was read last where the screen had its size before."""
        self._open_first()

    def on_scanned(self, message: Scanned) -> None:
        """Take what a scan found into the list."""
        update = message.update
        self.shelf.take(update)
        self._has_news |= bool(update.added or update.changed or update.removed)
        self.is_scanned = update.done
        self._open_wanted()
        if not self.is_awaiting and not self._is_first_coming:
            self.start.begin()
        self._keep_open_article(update.changed, update.removed)
        if update.done:
            self._scanned()
        elif self._refill is None:
            # Growing lists are shown less and less often, so that sorting never holds up a key.
            soon = _REOPENED if self._first.read and not self.was_scanned else _GROWING
            self._refill = self.set_timer(soon + len(self.shelf) / 20_000, self._refill_now)
        message.taken.set()

    def _scanned(self) -> None:
        """Settle what only a whole scan can tell."""
        if self.reader.article is None:
            corpus = self.session.corpus
            self.reader.empty = telling.nothing_to_read(corpus.name, corpus.entries)
        self.session.settle()
        if self._has_news or not self.was_scanned:
            self.look_at_all()
        elif self.is_missing_unknown:
            self.look_for_missing()
        self._refill_now()
        if self._has_news:
            self._has_news = False
            self._look_again()
        if not self.was_scanned:
            self.was_scanned = True
            self.drop_old_texts()

    def on_indexed(self, message: Indexed) -> None:
        """Say how far the index has come, here and on every screen that lies above."""
        self.index_state = telling.indexing(message)
        if message.notice != self._notice:
            self._notice = message.notice
            if message.notice:
                self.tell_aside(message.notice)
        self.tell()
        for screen in self.app.screen_stack:
            if screen is not self:
                screen.post_message(replace(message))

    def _refill_now(self) -> None:
        if self._refill is not None:
            self._refill.stop()
            self._refill = None
        self.fill_list()

    def on_sheet_shown(self) -> None:
        """Paint the first article, and let the rest begin."""
        if self.start.is_holding:
            self.call_later(self._paint)
        self.start.begin()

    def _paint(self) -> None:
        """Paint what has waited and what is said of it, without waiting for the next frame."""
        self.tell_now()
        self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        """Draw nothing while nothing is painted, which Textual would throw away."""
        if self.start.is_holding:
            return
        super()._compositor_refresh()
        if not self._is_painted and self.is_current:
            self._is_painted = True
            self._forget_repaints()

    def _forget_repaints(self) -> None:
        """Ask for nothing anew that was asked for before the first paint, which shows it all.

        Each widget asks for several while it is set up, and the whole screen would be sent three
        times more.
        """
        for widget in self._compositor.visible_widgets:
            widget._exchange_repaint_regions()  # noqa: SLF001 - hands them out and keeps none

    def on_loaded(self, message: Loaded) -> None:
        """Let it go on also where there is nothing to be shown."""
        if message.article is None:
            self.start.begin()

    def _open_first(self) -> None:
        """List what was read last as soon as it is read, and open it."""
        first = self._first.read
        if first is None or self._has_first:
            return
        self._has_first = True
        self.shelf.take(ScanUpdate((first.entry,), (), (), done=False, total=1))
        # Alone for now; the others come around it, and it keeps its line where it can.
        self.sidebar.list.fill(self.shelf.rows())
        if not self.has_opened:
            self.open_first(first)
        if self.reader.article is not None:
            self.start.begin()

    @property
    def _is_first_coming(self) -> bool:
        """Whether what was read last is still being laid out, because it is long."""
        return self._first.read is not None and self.reader.article is None

    def _open_wanted(self) -> None:
        """Open what was read last, else the tour, else the first article, when it turns up."""
        if self.has_opened or not len(self.shelf):
            return
        wanted = self.session.corpus.entry(self._first.wanted) if self._first.wanted else None
        if wanted is not None:
            self.open_entry(wanted)
        elif self.is_scanned or not self._first.wanted:
            first = next((row for row in self.shelf.rows() if not row.error), None)
            entry = self.session.corpus.entry(first.id) if first else None
            if entry is not None:
                self.open_entry(entry)

    def _look_again(self) -> None:
        """Read the open article again where its leftovers are known only now."""
        article = self.reader.article
        entry = self.session.corpus.entry(article.id) if article else None
        if entry is not None and not self.is_awaiting and not entry.error:
            self.load(entry, Aim())

    def _keep_open_article(self, changed: tuple[Entry, ...], removed: tuple[str, ...]) -> None:
        article = self.reader.article
        if article is None:
            return
        if article.id in removed:
            self.status.say(
                f"{telling.first_words(article.title)} is no longer on disk; it stays open"
            )
        for entry in changed:
            if entry.id == article.id and (
                entry.text_hash != article.text_hash or entry.path != article.path
            ):
                self.load(entry, Aim())

    def save_log(self) -> None:
        """Keep reading progress on disk, off the event loop."""
        self.run_worker(self._save_log, thread=True, group="log")

    def _save_log(self) -> None:
        try:
            self.session.log.save()
        except OSError as error:
            self.app.call_from_thread(
                self.status.say, f"Reading progress is not saved: {error.strerror or error}"
            )
