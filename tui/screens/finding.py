"""Finding: words in the article, annotations in the corpus."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from store.anchor import State, as_told, without_looking
from store.span import Span
from tui import telling
from tui.finding import Finding
from tui.messages import Aim
from tui.reading.motions import word_at
from tui.screens.marking import Marking

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.annotation import Annotation
    from store.article import Article
    from store.search.recent import RecentQueries
    from tui.screens.annotations import AnnotationsScreen
    from tui.widgets.find import FindBar


class FindingScreen(Marking):
    """Turns keys into hits, annotations and lists of them."""

    _starred = ""
    _found_from = 0

    @cached_property
    def looked_for(self) -> RecentQueries:
        """What was looked for in the articles before."""
        from store.search.recent import RecentQueries

        return RecentQueries.open(self.session.corpus.root, "finds")

    @property
    def _last_words(self) -> str:
        """What was looked for last, even where nothing is any more; empty for nothing yet."""
        return next(reversed(self.looked_for.queries), "")

    def begin_the_rest(self) -> None:
        """Read what was looked for before."""
        super().begin_the_rest()
        self.run_worker(self.looked_for.load, thread=True, group="recent")

    # Finding

    def action_find(self) -> None:
        """Open the find line."""
        article = self.reader.article
        if article is None:
            return
        self.prepare_to_find(article)
        self._found_from = self.reader.cursor
        words = "" if self.finding.is_search else self.finding.query
        self.find_bar.open(words, self.looked_for.queries)

    def on_find_bar_changed(self, message: FindBar.Changed) -> None:
        """Find while the reader types."""
        article = self.reader.article
        if article is None or not self.finds:
            return
        self._look_for(article, message.text, partial(self._find_typed, article, message.text))

    def _find_typed(self, article: Article, words: str) -> None:
        found = self.finder.find(article, words, self._found_from)
        self._stand_on(found.forward(self._found_from - 1))
        if self.finding.hit is None:
            self.reader.jump(Span(self._found_from, self._found_from), unfold=False)

    def on_find_bar_submitted(self, _: FindBar.Submitted) -> None:
        """Keep the hits and go on reading; without words go on looking for the last ones."""
        words = self.find_bar.text.strip()
        if self._last_words and not words:
            self._close_find()
            self._find_again(1)
            return
        self._remember(words)
        self.when_found(self._leave_for_hit)
        if not self.finding.is_awaited:
            self.stop_seeking()
        self._close_find()

    def _remember(self, words: str) -> None:
        self.looked_for.add(words)
        self.run_worker(self.looked_for.save, thread=True, group="recent")

    def _leave_for_hit(self) -> None:
        if self.finding.hit is not None:
            self.leave_trail(self._found_from)

    def on_find_bar_closed(self, _: FindBar.Closed) -> None:
        """Look for nothing and be where one was."""
        self.stop_seeking()
        self._stand_on(Finding())
        self.reader.jump(Span(self._found_from, self._found_from), unfold=False)
        self._close_find()

    def _close_find(self) -> None:
        self.find_bar.close()
        self.reader.focus()

    def _look_for(self, article: Article, words: str, do: Callable[[], None]) -> None:
        self.walk = None
        self.seek(article, words, do)

    def _stand_on(self, finding: Finding) -> None:
        if not finding.is_search:
            self.walk = None
        if finding.hit is not None:
            self.reader.jump(finding.hit)
        self.show_finding(finding)

    def stand_anew(self) -> None:
        """Say on which hit one stands where one came without looking for it."""
        self.finding = self.finding.standing(self.reader.cursor)
        self.reader.wear_hits(self.finding.hits, self.finding.index)
        self.tell()

    def action_find_next(self) -> None:
        """Go to the next hit."""
        self._find_again(1)

    def action_find_previous(self) -> None:
        """Go to the previous hit."""
        self._find_again(-1)

    def _find_again(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1) of what is or was looked for."""
        article, words = self.reader.article, self._last_words
        if article is not None and words and not self.finding.query:
            self._look_for(article, words, partial(self._find_words, article, words))
        self.when_found(lambda: self._next_hit(step))

    def _find_words(self, article: Article, words: str) -> None:
        self.show_finding(self.finder.find(article, words))

    def _next_hit(self, step: int) -> None:
        cursor, finding = self.reader.cursor, self.finding
        finding = finding.forward(cursor) if step > 0 else finding.backward(cursor)
        if finding.hit is None:
            self.status.say("Nothing is looked for · / finds" if not finding.query else "Not found")
            return
        self.leave_trail(cursor)
        self._stand_on(finding)
        if (finding.hit.start - cursor) * step <= 0:
            end = "top" if step > 0 else "end"
            words = telling.first_words(finding.query)
            self.status.say(f"{words} {finding.tally} · from the {end}")

    def action_find_word(self) -> None:
        """Find the word under the cursor; once more, light it in every article."""
        article = self.reader.article
        if article is None:
            return
        span = self.reader.passage or word_at(article, self.reader.cursor)
        if span is None:
            self.status.say("No word here")
            return
        words = " ".join(span.of(article.text).split())
        if self._starred == words and self.finding.query == words:
            self._light(words)
            return
        self._starred = words
        self._remember(words)
        self.reader.select(None)
        self.leave_trail(self.reader.cursor)
        self._look_for(article, words, partial(self._find_word, article, words, span.start))

    def _find_word(self, article: Article, words: str, start: int) -> None:
        self._stand_on(self.finder.find(article, words, start).forward(start))
        lit = self.session.notebook.book.term(words) is not None
        offer = "no longer lights it" if lit else "lights it in every article"
        self.status.say(f"{telling.first_words(words)} {self.finding.tally} · * again {offer}")

    def _light(self, words: str) -> None:
        from store import codebook

        notebook = self.session.notebook

        def light() -> str:
            if notebook.book.term(words) is None:
                notebook.edit(codebook.add_term(notebook.book, words))
                return f"{telling.first_words(words)} is lit in every article · u undoes"
            notebook.edit(codebook.remove_term(notebook.book, words))
            return f"{telling.first_words(words)} is no longer lit · u undoes"

        self._write(light)

    def action_annotation_next(self) -> None:
        """Go to the next annotation."""
        self._near(1)

    def action_annotation_previous(self) -> None:
        """Go to the previous annotation."""
        self._near(-1)

    def _near(self, step: int) -> None:
        article = self.reader.article
        found = self.marker.near(article, self.reader.cursor, step) if article else None
        if found is None:
            self.status.say("No annotation further on" if step > 0 else "No annotation before")
            return
        self.leave_trail(self.reader.cursor)
        self.reader.jump(found)

    # Lists of what was written

    def action_annotations(self) -> None:
        """List the annotations of the article, or of the corpus."""
        from tui.screens.annotations import AnnotationsScreen

        article = self.reader.article
        here = self.annotation_here
        screen = AnnotationsScreen(
            self.session.notebook,
            self.title_of,
            self.state_of,
            article_id=article.id if article else None,
            across=self.in_sidebar,
            here=here.uuid if here else "",
        )
        self.app.push_screen(screen, self.go_to_annotation)

    def state_of(self, annotation: Annotation) -> str:
        """Say how sure the place of a passage is; nothing of one that is where it was."""
        article = self.reader.article
        if article is not None and annotation.article == article.id:
            placed = self.marker.standing(article, annotation)
            return _told(annotation, placed.state, article.text_hash, placed.score)
        entry = self.session.corpus.entry(annotation.article)
        text_hash = entry.text_hash if entry is not None else ""
        if state := without_looking(annotation, text_hash):
            return _told(annotation, state, text_hash)
        found = self.whereabouts.found(annotation)
        return _told(annotation, found.state, text_hash, found.score) if found else ""

    def go_to_annotation(self, uuid: str | None) -> None:
        """Go to the passage of an annotation, as far as there is one."""
        annotation = self.session.notebook.book.annotation(uuid) if uuid else None
        if annotation is None:
            return
        article = self.reader.article
        if article is None or annotation.article != article.id:
            entry = self.session.corpus.entry(annotation.article)
            if entry is None:
                self.status.say("Its article is missing; its notes are kept")
                return
            self.leave_trail(self.reader.cursor)
            self.open_entry(entry, Aim(uuid=annotation.uuid))
        elif span := self.marker.span_of(article, annotation):
            self.leave_trail(self.reader.cursor)
            self.reader.jump(span)
        elif annotation.anchor is None:
            self.leave_trail(self.reader.cursor)
            self.reader.jump(Span(0, 0))
        else:
            self.status.say(self._why_not_there(annotation))
        self.reader.focus()

    def _why_not_there(self, annotation: Annotation) -> str:
        if self.state_of(annotation) == telling.place(State.REVIEW):
            return "It may be in several places · ! asks which"
        return "Its passage is not found in this version of the article · ! lists such"

    def action_codebook(self) -> None:
        """Open the codebook."""
        from tui.screens.codebook import CodebookScreen

        def came_back(uuid: str | None) -> None:
            self.dress()
            self.go_to_annotation(uuid)

        screen = CodebookScreen(self.session.notebook, self._passages_of)
        self.app.push_screen(screen, came_back)

    def _passages_of(self, tag: str) -> AnnotationsScreen:
        from tui.screens.annotations import AnnotationsScreen

        return AnnotationsScreen(
            self.session.notebook, self.title_of, self.state_of, across=True, query=f"#{tag} "
        )

    def action_terms(self) -> None:
        """Open the list of terms."""
        from tui.screens.terms import TermsScreen

        self.app.push_screen(TermsScreen(self.session.notebook), self._came_back)

    def _came_back(self, _: None) -> None:
        self.dress()


def _told(annotation: Annotation, state: State | None, text_hash: str, score: float = 0.0) -> str:
    """Say how sure a place is in the text with a hash; nothing while it is looked for."""
    return telling.place(state and as_told(annotation, state, text_hash), score)
