"""Opening: an article is read in a worker and shown, and the reader's place in it is kept."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from store.article import BlockKind
from store.at_hand import AtHand
from store.sentences import sentences
from store.sources import Unreadable
from tui import telling
from tui.finding import searched
from tui.messages import Aim, Counted, Loaded
from tui.placing import look, look_at_once
from tui.precedence import Precedence
from tui.screens.dressing import Dressing

if TYPE_CHECKING:
    from store.article import Article
    from store.corpus import Corpus
    from store.entry import Entry
    from store.session import Session
    from tui.finding import Finding
    from tui.first import First
    from tui.reading.moved import Stand
    from tui.settings import Settings
    from tui.widgets.sheet import Sheet

PAINTED = 0.05
"""Seconds after which what is shown has been painted, mostly after a third of them."""


class Opening(Dressing):
    """Shows one article of a corpus, and keeps the reader's place in it.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.has_opened = False
        self.precedence = Precedence()
        self.at_hand = AtHand(session.corpus)
        self._asked = 0
        self._awaited: Entry | None = None
        self._fresh: Loaded | None = None
        self._cursor_then = 0

    @property
    def open_id(self) -> str:
        """Id of the article that is open or on its way; empty for none."""
        if self._awaited is not None:
            return self._awaited.id
        return self.reader.article.id if self.reader.article else ""

    @property
    def is_awaiting(self) -> bool:
        """Whether an article is on its way."""
        return self._awaited is not None

    @property
    def is_under_way(self) -> bool:
        """Whether an article is on its way, or is being laid out because it is long."""
        return self._awaited is not None or self._fresh is not None

    def is_awaited(self, message: Loaded) -> bool:
        """Tell whether it answers the last question; what answers an earlier one is not shown."""
        return message.asked == self._asked

    def open_entry(self, entry: Entry, aim: Aim | None = None) -> None:
        """Open an article, at an aim or where it was left."""
        self.has_opened = True
        if entry.error:
            self.status.say(telling.unreadable(entry.path, entry.error))
            return
        self.load(entry, aim or Aim())

    def load(self, entry: Entry, aim: Aim) -> None:
        """Read an article and look for its passages, in a worker; `Loaded` follows."""
        self._asked += 1
        self._awaited = entry
        asked, session = self._asked, self.session
        annotations = session.notebook.book.of_article(entry.id)
        stand = self._stand() if self._is_open(entry) else None
        self._cursor_then = self.reader.cursor
        walk, is_finding = self.walk, bool(self.finding.query)
        corpus, at_hand = session.corpus, self.at_hand

        def work() -> None:
            if asked != self._asked:
                return  # Another article is wanted by now.
            try:
                article = _again(stand, corpus) or at_hand.find(entry) or corpus.load(entry)
            except Unreadable as error:
                self.post_message(Loaded(entry, None, aim, asked, str(error)))
                return
            if is_finding:
                self.finder.prepare_ahead(article)
            look_for = look if aim.uuid else look_at_once
            looked = look_for(article, annotations, session.old_texts.text)
            after = stand.moved_to(article) if stand else None
            hits = walk.results.hits(article) if walk else None
            self.post_message(
                Loaded(entry, article, aim, asked, looked=looked, stand=after, hits=hits)
            )

        self.run_worker(work, thread=True, exclusive=True, group="load")

    def open_first(self, first: First) -> None:
        """Open an article that is read already, where it was left, in the paint that comes."""
        entry, article = first.entry, first.article
        self.has_opened = True
        self._show(Loaded(entry, article, Aim(), self._asked, looked=first.looked), article)
        self.dress()
        self.tell_now()

    def _is_open(self, entry: Entry) -> bool:
        return self.reader.article is not None and self.reader.article.id == entry.id

    def _stand(self) -> Stand | None:
        """Return where the reader is."""
        from tui.reading.moved import Stand

        article = self.reader.article
        return Stand(article, self.reader.cursor, self.reader.passage) if article else None

    def on_loaded(self, message: Loaded) -> None:
        """Show the article that was read."""
        if not self.is_awaited(message):
            return
        article, self._awaited = message.article, None
        if article is None:
            self.status.say(telling.unreadable(message.entry.path, message.problem))
            return
        self._show(message, article)

    def _show(self, message: Loaded, article: Article) -> None:
        """Show an article where the reader wants to be in it."""
        if message.looked is not None:
            self.whereabouts.take(message.looked)
        if article == self.reader.article and message.aim == Aim():
            self.dress()
            return
        aimed = self._aimed_at(message.aim, article)
        offset = self._left_at(message, article) if aimed is None else aimed
        if message.stand is None or message.aim != Aim():
            self._leave_picking(message.aim.pick)
            self.retaking, self.picking = "", message.aim.pick
        elif message.stand.passage is None:
            self.retaking = ""
        self.pace.opened()
        self.sentence_starts = ()
        self.finding = self._finding_in(article, message, offset)
        if message.aim.hit and self.finding.hit is not None:
            offset = self.finding.hit.start
        is_passage = aimed is not None and message.aim.unfold and not message.aim.hit
        unfold = is_passage or self.finding.hit is not None
        row = self._row_in(message, article) if aimed is None else None
        self.reader.show(article, min(offset, len(article.text)), row, unfold=unfold)
        if message.stand is not None and message.stand.passage is not None:
            self.reader.take(message.stand.passage)
        self.sidebar.list.move_to_key(article.id)
        self._fresh = message

    def _finding_in(self, article: Article, message: Loaded, offset: int) -> Finding:
        """Return where in an article is what one looks for, standing on the hit at an offset."""
        words = self.finding.query
        self.stop_seeking()
        if self.walk is None or message.hits is None:
            return self.seek_anew(article, words)
        finding = searched(self.walk.results.query.text, message.hits)
        return finding.at(offset) if message.aim.hit else finding.standing(offset)

    def _leave_picking(self, pick: str) -> None:
        """Say that a passage is not picked where another article is opened meanwhile."""
        if self.picking and not pick:
            passage = telling.passage_of(self.session.notebook.book.annotation(self.picking))
            self.status.say(f"{passage} stays as it was")

    def _aimed_at(self, aim: Aim, article: Article) -> int | None:
        """Return the offset of what one wants to go to; None where that is nowhere in the text."""
        if aim.offset is not None:
            return aim.offset
        placed = self.marker.placed(article) if aim.uuid else ()
        for each in placed:
            if each.annotation.uuid == aim.uuid and each.span is not None:
                return each.span.start
        return None

    def _left_at(self, message: Loaded, article: Article) -> int:
        """Return the offset where the reader was in an article."""
        if message.stand is not None:
            # In the tenths of a second that reading took, the reader may have gone on.
            return max(0, message.stand.offset + self.reader.cursor - self._cursor_then)
        return self.session.log.of(article.id).offset

    def _row_in(self, message: Loaded, article: Article) -> int | None:
        """Return the row of the screen on which the reader was in an article; None for none."""
        if message.stand is not None:
            return self.reader.cursor_row
        return self.session.log.of(article.id).row

    def on_sheet_shown(self) -> None:
        """Lay over the text what the notebook knows of it."""
        self.dress()
        # Not after the refresh, which comes before the paint: beside that a thread with a lot to
        # do takes half of the time.
        self.set_timer(PAINTED, self._follow_up)

    def _follow_up(self) -> None:
        """See in a worker to what the reader of an article does not wait for."""
        message, self._fresh = self._fresh, None
        if message is None or message.article is None:
            return
        entry, article, session = message.entry, message.article, self.session
        is_annotated = bool(session.notebook.book.of_article(entry.id))

        def work() -> None:
            self.precedence.wait_for_first()
            self.finder.prepare_ahead(article)
            if is_annotated:
                session.old_texts.keep(article.text_hash, article.text)
            session.corpus.keep(entry, article)
            self._count_sentences(article)

        self.run_worker(work, thread=True, exclusive=True, group="follow")

    def _count_sentences(self, article: Article) -> None:
        """Count the sentences of an article unless it is left meanwhile; to be run in a worker."""
        worker, starts = get_current_worker(), array("I")
        for block in article.blocks:
            if worker.is_cancelled:
                return
            self.precedence.stand_back()
            if block.kind is not BlockKind.FURNITURE:
                starts.extend(sentence.start for sentence in sentences(article, block))
        self.post_message(Counted(article.text_hash, starts))

    def on_counted(self, message: Counted) -> None:
        """Know in which sentence one is."""
        if self.reader.article and self.reader.article.text_hash == message.text_hash:
            self.sentence_starts = message.starts
            self.tell()

    def on_sheet_moved(self, message: Sheet.Moved) -> None:
        """Follow the cursor."""
        self.point()
        article, sheet = self.reader.article, self.reader
        if article and self.pace.note(
            article, sheet.cursor, sheet.fraction, by_hand=message.by_hand, row=sheet.cursor_row
        ):
            self.shelf.renew([article.id])
            self.fill_list()
        self.tell()

    def fill_list(self) -> None:
        """Show the articles that the filter leaves."""
        self.sidebar.show(
            self.shelf.rows(),
            self.shelf.missing(),
            of=len(self.shelf),
            order=self.shelf.sort,
            scanning=not self.is_scanned,
            partial=self.shelf.is_partial,
        )
        if self.reader.article is not None and not self.in_sidebar:
            self.sidebar.list.move_to_key(self.reader.article.id)
        self.tell()


def _again(stand: Stand | None, corpus: Corpus) -> Article | None:
    """Return the article that is open where reading it again would give the same."""
    return stand.article if stand is not None and corpus.is_current(stand.article) else None
