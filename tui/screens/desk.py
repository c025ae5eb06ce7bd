"""The desk: a corpus, the article that lies open, and what the notebook knows of them."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from store.article import BlockKind
from store.identity import new_id
from store.notebook import Edited, Refreshed
from store.sentences import sentences
from store.sources import Unreadable
from tui import telling
from tui.command import Situation
from tui.commands import footer_at
from tui.finding import Finder, Finding
from tui.keys import keys_for
from tui.marker import Marker
from tui.messages import Aim, Counted, Loaded, NotesChanged, Scanned
from tui.pace import Pace
from tui.reading.moved import moved_offset, moved_span
from tui.scanning import keep_up, look_at_notes
from tui.screens.list_screen import ListScreen
from tui.screens.panes import Panes
from tui.shelving import Shelf
from tui.trail import Stop, Trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.dom import DOMNode
    from textual.timer import Timer

    from store.annotation import Annotation
    from store.article import Article
    from store.entry import Entry
    from store.notebook import NotebookEvent
    from store.session import Session
    from tui.settings import Settings
    from tui.widgets.sheet import Sheet

START = "start-here.md"
"""What is opened where nothing was read before."""


class Desk(Panes):
    """Shows a corpus and one of its articles, and keeps both up with disk and notebook.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.marker = Marker(session.notebook)
        self.shelf = Shelf(session)
        self.trail = Trail()
        self.finder = Finder()
        self.finding = Finding()
        self.retaking = ""
        self._stop = threading.Event()
        self.is_scanned = False
        self._wanted = ""
        self._has_opened = False
        self._has_news = False
        self._sentence_starts: tuple[int, ...] = ()
        self._asked = 0
        self._awaited: Entry | None = None
        self.pace = Pace(session.log)
        self._refill: Timer | None = None

    def on_mount(self) -> None:
        """Begin to read the corpus and to watch it and the notes."""
        self.reader.measure = self.settings.measure
        self.sidebar.display = False
        self.reader.focus()
        self.session.notebook.listen(self._hear)
        self.run_worker(
            partial(keep_up, self.session, self._stop, self.post_message), thread=True, group="scan"
        )
        self.run_worker(
            partial(look_at_notes, self.session, self._stop), thread=True, group="notes"
        )
        self.set_interval(5.0, self.save_log)
        self._want_first()
        self.arrange_panes()
        self.tell()

    def _hear(self, event: NotebookEvent) -> None:
        self.post_message(NotesChanged(event))

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._stop.set()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        """Show the list while it has the keys, and the keys that matter there."""
        if self.find_bar.has_class("-open") and self.find_bar not in self._focused_family():
            self.find_bar.remove_class("-open")
        self.arrange_panes()
        self.tell()

    def _focused_family(self) -> Sequence[DOMNode]:
        return self.focused.ancestors_with_self if self.focused is not None else ()

    # The corpus

    def on_scanned(self, message: Scanned) -> None:
        """Take what a scan found into the list."""
        update = message.update
        self.shelf.take(update)
        self._has_news |= bool(update.added or update.changed or update.removed)
        self.is_scanned = update.done
        self._open_wanted()
        self._keep_open_article(update.changed, update.removed)
        if update.done and not len(self.shelf):
            name = self.session.corpus.name
            self.reader.empty = f"No articles in {name}: Postil reads .txt, .md and .markdown"
        if update.done:
            self.session.settle()
            self._refill_now()
            if self._has_news:
                self._has_news = False
                self._look_again()
        elif self._refill is None:
            # Growing lists are shown less and less often, so that sorting never holds up a key.
            self._refill = self.set_timer(0.1 + len(self.shelf) / 20_000, self._refill_now)

    def _refill_now(self) -> None:
        if self._refill is not None:
            self._refill.stop()
            self._refill = None
        self.fill_list()

    def fill_list(self) -> None:
        """Show the articles that the filter leaves."""
        rows = self.shelf.rows()
        self.sidebar.show(rows, len(self.shelf), self.shelf.sort, scanning=not self.is_scanned)
        if self.reader.article is not None and not self.in_sidebar:
            self.sidebar.list.move_to_key(self.reader.article.id)
        self.tell()

    def _want_first(self) -> None:
        last = self.session.log.desk.last_article
        if last:
            self._wanted = last
        elif (self.session.corpus.folder / START).exists():
            self._wanted = new_id(START)

    def _open_wanted(self) -> None:
        """Open what was read last, else the tour, else the first article, when it turns up."""
        if self._has_opened or not len(self.shelf):
            return
        wanted = self.session.corpus.entry(self._wanted) if self._wanted else None
        if wanted is not None:
            self.open_entry(wanted)
        elif self.is_scanned or not self._wanted:
            first = next((row for row in self.shelf.rows() if not row.error), None)
            entry = self.session.corpus.entry(first.id) if first else None
            if entry is not None:
                self.open_entry(entry)

    def _look_again(self) -> None:
        """Read the open article again where its leftovers are known only now."""
        article = self.reader.article
        entry = self.session.corpus.entry(article.id) if article else None
        if entry is not None and self._awaited is None and not entry.error:
            self._load(entry, Aim())

    def _keep_open_article(self, changed: tuple[Entry, ...], removed: tuple[str, ...]) -> None:
        article = self.reader.article
        if article is None:
            return
        if article.id in removed:
            self.status.say(f"“{article.title}” is no longer on disk; it stays open")
        for entry in changed:
            if entry.id == article.id and (
                entry.text_hash != article.text_hash or entry.path != article.path
            ):
                self._load(entry, Aim())

    # The open article

    def open_entry(self, entry: Entry, aim: Aim | None = None) -> None:
        """Open an article, at an aim or where it was left."""
        self._has_opened = True
        if entry.error:
            self.status.say(f"{entry.path}: {entry.error}")
            return
        self._load(entry, aim or Aim())

    @property
    def open_id(self) -> str:
        """Id of the article that is open or on its way; empty for none."""
        if self._awaited is not None:
            return self._awaited.id
        return self.reader.article.id if self.reader.article else ""

    def _load(self, entry: Entry, aim: Aim) -> None:
        self._asked += 1
        self._awaited = entry
        asked = self._asked

        def work() -> None:
            try:
                article = self.session.corpus.load(entry)
            except Unreadable as error:
                self.post_message(Loaded(entry, None, aim, asked, str(error)))
            else:
                self.finder.prepare(article)
                self.post_message(Loaded(entry, article, aim, asked))

        self.run_worker(work, thread=True, exclusive=True, group="load")

    def on_loaded(self, message: Loaded) -> None:
        """Show the article that was read."""
        if message.asked != self._asked:
            return
        article, self._awaited = message.article, None
        if article is None:
            self.status.say(f"{message.entry.path}: {message.problem}")
            return
        before, passage = self.reader.article, self.reader.passage
        if article == before and message.aim == Aim():
            return
        offset = self._offset_of(message.aim, article)
        self.retaking = ""
        self.pace.opened()
        self._sentence_starts = ()
        self.finding = self.finder.find(article, self.finding.query)
        self.reader.show(article, min(offset, len(article.text)))
        if before is not None and before.id == article.id and passage is not None:
            kept = moved_span(before, article, passage)
            if kept is not None:
                self.reader.take(kept)
        self.sidebar.list.move_to_key(article.id)
        self._count_sentences(article)

    def _offset_of(self, aim: Aim, article: Article) -> int:
        before = self.reader.article
        if aim.offset is not None:
            return aim.offset
        placed = self.marker.placed(article) if aim.uuid else ()
        for each in placed:
            if each.annotation.uuid == aim.uuid and each.span is not None:
                return each.span.start
        if before is not None and before.id == article.id:
            return moved_offset(before, article, self.reader.cursor)
        return self.session.log.of(article.id).offset

    def on_sheet_shown(self) -> None:
        """Lay over the text what the notebook knows of it."""
        self.dress()

    def dress(self) -> None:
        """Lay highlights, terms and hits over the text, and fill the margin."""
        article = self.reader.article
        if article is None:
            return
        self.reader.wear(self.marker.highlights(article), self.session.notebook.book.terms())
        self.reader.wear_hits(self.finding.hits, self.finding.index)
        self.reader.meta = self._meta(article)
        self.margin.show(self.marker.entries(article))
        self._point()
        self.tell()

    def _meta(self, article: Article) -> str:
        parsed, row = article.parsed, self.shelf.row(article.id)
        whole = self.session.notebook.book.on_whole_article(article.id)
        told = (
            parsed.date,
            telling.count(row.words, "word") if row else "",
            parsed.source,
            parsed.author,
            ", ".join(whole.tags) if whole else "",
            "noted" if whole and whole.note else "",
            telling.taken_out(parsed.removed),
        )
        return " · ".join(part for part in told if part)

    def _count_sentences(self, article: Article) -> None:
        def work() -> None:
            starts = tuple(
                sentence.start
                for block in article.blocks
                if block.kind is not BlockKind.FURNITURE
                for sentence in sentences(article, block)
            )
            self.post_message(Counted(article.text_hash, starts))

        self.run_worker(work, thread=True, exclusive=True, group="count")

    def on_counted(self, message: Counted) -> None:
        """Know in which sentence one is."""
        if self.reader.article and self.reader.article.text_hash == message.text_hash:
            self._sentence_starts = message.starts
            self.tell()

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """Follow the cursor."""
        self._point()
        article, sheet = self.reader.article, self.reader
        if article and self.pace.note(
            article.id, sheet.cursor, sheet.fraction, by_hand=message.by_hand
        ):
            self.shelf.renew([article.id])
            self.fill_list()
        self.margin.follow()
        self.tell()

    def _point(self) -> None:
        here = self.annotation_here
        self.margin.point_at(here.uuid if here else "")
        hidden = here is not None and not self.margin.shows(here.uuid)
        self.peek.show(self.marker.entry(here, None) if here and hidden else None)

    def leave_trail(self, offset: int) -> None:
        """Remember a place in the open article to come back to."""
        if self.reader.article is not None:
            self.trail.leave(Stop(self.reader.article.id, offset))

    @property
    def annotation_here(self) -> Annotation | None:
        """The innermost annotation under the cursor."""
        article = self.reader.article
        return self.marker.at(article, self.reader.cursor) if article else None

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

    # The notebook

    def on_notes_changed(self, message: NotesChanged) -> None:
        """Repaint what an edit, a save or another hand changed."""
        match message.event:
            case Edited(step=step):
                touched = (change.before or change.after for change in step.changes)
                ids = {str(getattr(each, "article", "")) for each in touched}
                self.shelf.renew(ids - {""})
                self.fill_list()
                self.dress()
            case Refreshed() as refreshed:
                self.session.notebook.take(refreshed)
                self.session.corpus.recognise(self.session.notebook.book.articles())
                self.shelf.renew_all()
                self.fill_list()
                self.dress()
                if isinstance(self.app.screen, ListScreen):
                    self.app.screen.refill()
            case _:
                self.tell()

    # The bottom line

    @property
    def situation(self) -> Situation:
        """What holds at the moment."""
        notebook, article = self.session.notebook, self.reader.article
        return Situation(
            article=article is not None,
            selection=self.reader.selection is not None,
            annotation=self.annotation_here is not None,
            annotated=bool(self.in_sidebar or (article and notebook.book.of_article(article.id))),
            repeatable=notebook.book.has_annotations,
            undoable=notebook.can_undo,
            redoable=notebook.can_redo,
            finding=bool(self.finding.hits),
            writable=not notebook.read_only,
            returnable=bool(self.trail),
        )

    def tell(self) -> None:
        """Say where one is and which keys matter here."""
        if not self.is_mounted:
            return
        self.status.warning = telling.trouble(self.session.notebook)
        self.status.state = " · ".join(self._state_words())
        self.status.hints = tuple(
            (keys_for(self.app, each)[0], each.label, each.id)
            for each in footer_at(self.situation, *self.places)
            if keys_for(self.app, each)
        )

    def _state_words(self) -> Iterator[str]:
        article, notebook = self.reader.article, self.session.notebook
        if article is None:
            yield "no article" if self.is_scanned else "reading the folder…"
            return
        if self.reader.passage is not None:
            yield telling.selected(self.reader.passage.of(article.text))
        elif self._sentence_starts:
            yield telling.sentence(self._sentence_starts, self.reader.cursor)
        if self.shelf.query and not self.in_sidebar:
            yield f"list narrowed to “{self.shelf.query}”"
        if self.finding.query:
            yield f"“{self.finding.query}” {self.finding.tally}"
        count = len(notebook.book.of_article(article.id))
        if count:
            yield telling.count(count, "annotation")
        lost = sum(each.is_lost for each in self.marker.placed(article))
        if lost:
            yield f"{lost} not found in this version · A lists them"
        if saved := telling.saved(notebook.status, anything=bool(count) or notebook.can_undo):
            yield saved
