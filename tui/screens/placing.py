"""Placing: passages are looked for in workers, and articles that took the place of missing ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from store.anchor import State, without_looking
from store.refusals import Refusals
from store.sources import Unreadable
from tui.messages import HeirsFound, Sighted
from tui.placing import look
from tui.review_queue import Absence, in_order, passages, tally
from tui.screens.opening import PAINTED, Opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.timer import Timer

    from store.annotation import Annotation
    from store.article import Article
    from store.entry import Entry
    from store.merge import Step
    from store.session import Session
    from tui.heirs import Heir, Missing
    from tui.review_queue import Item
    from tui.settings import Settings


_AT_ONCE = 20
# Missing articles for which heirs are looked for at a time: what is found shows meanwhile.


class Placing(Opening):
    """Knows where the passages of the corpus are, and which articles are missing.

    The event loop places no passage but those whose text has not changed; all others are looked
    for in workers, which answer with messages.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.refusals = Refusals(session.notebook.path)
        self._missing: dict[str, Missing] = {}
        self._heirs: dict[str, tuple[Heir, ...]] = {}
        self._unsought: dict[str, None] = {}
        self._sought: tuple[str, tuple[Annotation, ...]] = ("", ())
        self._unlooked: dict[str, None] = {}
        self._kept: set[str] = set()
        self._edited: set[str] = set()
        self._following: Timer | None = None
        self.is_missing_unknown = False

    # The open article

    def dress(self) -> None:
        """Lay over the text what is known, and have looked for what is not."""
        article = self.reader.article
        if article is not None:
            self._place(article)
            self._keep_text(article)
        super().dress()
        self.queue_changed()

    def _place(self, article: Article) -> None:
        """Look for the passages of the open article whose place is not known."""
        annotations, old_texts = self.marker.unplaced(article), self.session.old_texts
        before, self._sought = self._sought, (article.text_hash, annotations)
        if not annotations or before == self._sought:
            return

        def work() -> None:
            self.post_message(Sighted(look(article, annotations, old_texts.text)))

        self.run_worker(work, thread=True, exclusive=True, group="place")

    def _keep_text(self, article: Article) -> None:
        """Keep the text that annotations stand on, for the day it changes."""
        text, text_hash, old_texts = article.text, article.text_hash, self.session.old_texts
        annotations = self.session.notebook.book.of_article(article.id)
        anchors = (each.anchor for each in annotations)
        if text_hash in self._kept or all(not a or a.text_hash != text_hash for a in anchors):
            return
        self._kept.add(text_hash)

        def work() -> None:
            self.precedence.stand_back()
            old_texts.keep(text_hash, text)

        self.run_worker(work, thread=True, group="texts")

    def edited(self, step: Step) -> None:
        """Show what a step of this reader changed: in the text at once, in the list soon."""
        touched = [each for change in step.changes for each in (change.before, change.after)]
        self._edited |= {str(getattr(each, "article", "")) for each in touched} - {""}
        self.dress()
        if self.in_sidebar:
            self._follow_edits()
        elif self._following is None:
            self._following = self.set_timer(PAINTED, self._follow_edits)

    def _follow_edits(self) -> None:
        """Show in the list what was edited, and have looked for what an edit put elsewhere."""
        if self._following is not None:
            self._following.stop()
            self._following = None
        ids, self._edited = self._edited, set()
        self.shelf.renew(ids)
        self.look_at(ids)
        if any(self.session.corpus.entry(each) is None for each in ids):
            self.look_for_missing()
        self.fill_list()

    def drop_old_texts(self) -> None:
        """Drop the kept texts that nothing refers to, in a worker."""
        book, corpus = self.session.notebook.book, self.session.corpus
        anchors = (each.anchor for each in book.annotations())
        used = {anchor.text_hash for anchor in anchors if anchor is not None}
        for known in book.articles():
            if book.of_article(known.id):
                entry = corpus.entry(known.id)
                used |= {known.text_hash, entry.text_hash if entry else ""}
        if self.reader.article is not None:
            used.add(self.reader.article.text_hash)
        session = self.session
        self.run_worker(lambda: session.drop_old_texts(used), thread=True, group="texts")

    # The corpus

    def look_at(self, article_ids: Iterable[str]) -> None:
        """Look for the passages of articles that changed since they were annotated."""
        self._unlooked.update(dict.fromkeys(article_ids))
        self._unlooked.pop(self.open_id, None)
        wanted = [pair for each in self._unlooked if (pair := self._changed(each))]
        self._unlooked = dict.fromkeys(entry.id for entry, _ in wanted)
        if not wanted:
            return
        corpus, old_texts = self.session.corpus, self.session.old_texts

        def work() -> None:
            for entry, sought in wanted:
                if get_current_worker().is_cancelled:
                    return
                try:
                    article = corpus.load(entry)
                except Unreadable:
                    continue
                old_texts.keep(article.text_hash, article.text)
                self.post_message(Sighted(look(article, sought, old_texts.text)))

        self.run_worker(work, thread=True, exclusive=True, group="look")

    def look_at_all(self) -> None:
        """Look at every annotated article, and at those that are missing."""
        self.look_at([known.id for known in self.session.notebook.book.articles()])
        self.look_for_missing()

    def _changed(self, article_id: str) -> tuple[Entry, tuple[Annotation, ...]] | None:
        """Return an article with annotations whose place in it is not known."""
        entry = self.session.corpus.entry(article_id)
        if entry is None or entry.error:
            return None
        is_current = self.whereabouts.text_hash(article_id) == entry.text_hash
        unknown = tuple(
            each
            for each in self.session.notebook.book.of_article(article_id)
            if each.anchor is not None
            and without_looking(each, entry.text_hash) is not State.EXACT
            and not (is_current and self.whereabouts.found(each))
        )
        return (entry, unknown) if unknown else None

    def on_sighted(self, message: Sighted) -> None:
        """Take over where an article's passages are, unless it has changed meanwhile."""
        article_id = message.looked.article.id
        if message.looked.article.text_hash not in self._present_texts(article_id):
            return
        self.whereabouts.take(message.looked)
        self._unlooked.pop(article_id, None)
        if self.reader.article is not None and self.reader.article.id == article_id:
            self.dress()
        self.queue_changed()

    def _present_texts(self, article_id: str) -> set[str]:
        """Return the hashes of an article's text on disk, and on the screen where it is open."""
        entry, article = self.session.corpus.entry(article_id), self.reader.article
        texts = {entry.text_hash} if entry is not None else set()
        if article is not None and article.id == article_id:
            texts.add(article.text_hash)
        return texts

    # Missing articles

    def look_for_missing(self) -> None:
        """List the missing articles, and look for those that took their place."""
        from store.missing import missing_articles
        from tui.heirs import Missing

        self.is_missing_unknown = not self.is_scanned
        if self.is_missing_unknown:
            return
        book = self.session.notebook.book
        articles = missing_articles(book, self.session.corpus.ids)
        self._missing = {each.id: Missing(each, book.of_article(each.id)) for each in articles}
        self._unsought = dict.fromkeys(self._missing)
        self.shelf.take_missing(articles)
        for missing_id in self._missing:
            if missing_id != self.open_id:
                self.whereabouts.drop(missing_id)
        self.queue_changed()
        self._seek_heirs()

    def _seek_heirs(self) -> None:
        """Look for the heirs of the missing articles that were not looked for yet, some at once."""
        if not self._unsought:
            return
        missing = [self._missing[each] for each in self._unsought][:_AT_ONCE]
        session, book, refusals = self.session, self.session.notebook.book, self.refusals
        entries = session.corpus.entries
        annotated = {each.article for each in book.annotations()}

        def work() -> None:
            from tui.heirs import find_heirs

            worker = get_current_worker()
            refusals.load()
            heirs = find_heirs(session, missing, entries, annotated, lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                self.post_message(HeirsFound(heirs))

        self.run_worker(work, thread=True, exclusive=True, group="heirs")

    def on_heirs_found(self, message: HeirsFound) -> None:
        """Take over which articles resemble the missing ones."""
        self._heirs |= message.heirs
        for missing_id in message.heirs:
            self._unsought.pop(missing_id, None)
        self.queue_changed()
        self._seek_heirs()

    # The queue

    def review_items(self) -> tuple[Item, ...]:
        """Return the review queue as it is now."""
        book = self.session.notebook.book
        found = passages(book, self.whereabouts, self.title_of, self.open_id)
        return in_order([*found, *self._absences()])

    def _absences(self) -> Iterator[Absence]:
        if not self._missing and not self._heirs:
            return
        from tui.heirs import Missing

        book, refusals = self.session.notebook.book, self.refusals
        for missing_id in {**self._missing, **self._heirs}:
            article, annotations = book.known_article(missing_id), book.of_article(missing_id)
            if article is None or not annotations or self.session.corpus.entry(missing_id):
                continue
            heirs = tuple(each for each in self._heirs.get(missing_id, ()) if self._is_free(each))
            is_refused = all(refusals.holds(missing_id, heir.article.id) for heir in heirs)
            yield Absence(Missing(article, annotations), heirs, is_refused=is_refused)

    def _is_free(self, heir: Heir) -> bool:
        """Tell whether an article is still there and has no annotations of its own."""
        book, corpus = self.session.notebook.book, self.session.corpus
        return corpus.entry(heir.article.id) is not None and not book.of_article(heir.article.id)

    def _count_queue(self) -> None:
        self.tally = tally(self.review_items(), self.open_id)

    def queue_changed(self) -> None:
        """Say anew how much waits to be reviewed."""
        self._count_queue()
        self.tell()

    def title_of(self, article_id: str) -> str:
        """Return an article's title, and of a missing one that it is missing."""
        entry = self.session.corpus.entry(article_id)
        if entry is not None:
            return entry.title
        known = self.session.notebook.book.known_article(article_id)
        return f"{known.title} (missing)" if known else "an article that is missing"
