"""SearchScreen: search the corpus while one types, every hit in its sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store import saved
from store.search.language import parse
from store.search.prepared import has_hits
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place
from tui.concordance import Concordance
from tui.screens.asking import Asking
from tui.screens.concordance import ConcordanceScreen
from tui.screens.save_search import SaveSearch
from tui.searching import Chosen, Left, offset_of
from tui.typed import hold_keys, release_keys

if TYPE_CHECKING:
    from store.search.query import Query
    from tui.concordance import Going
    from tui.widgets.rows import RowList

_PAUSE = 0.06
"""Seconds without a key after which a query is asked: less than anybody notices."""

FORMER = "-former"
"""Class of the screen while it shows what was found before: what is typed makes no sense."""

_HIT_STEPS = frozenset({"hit_next", "hit_previous"})

_GIVEN = "These articles were found by no query; type one first"
"""What is said of articles that are listed as another one is open, not for words in a line."""


class SearchScreen(Asking):
    """Search of the corpus; it gives back how it was left."""

    BINDINGS = bindings_at(Place.SEARCH)

    _opening: str | None = None
    """The query whose first article is to be opened as soon as it is found."""

    # The line

    def action_query(self) -> None:
        """Go back to the line."""
        self.set_focus(self.line)

    def action_query_down(self) -> None:
        """Go to a later query, else to the results."""
        if not self.line.recall(1) and self.rows.items:
            self.set_focus(self.rows)

    def action_query_earlier(self) -> None:
        """Put an earlier query in the line."""
        self.line.recall(-1)

    def action_query_leave(self) -> None:
        """Go back to where one was."""
        self.action_leave()

    def action_query_open(self) -> None:
        """Open the article under the cursor, or say what is wrong with the query.

        Where the query is not answered yet, the article that it finds is opened as soon as it is,
        and what is typed behind this key waits for that.
        """
        query = parse(self.line.value)
        if query.problem is not None:
            self.complaint.complain(query.problem)
        elif self.questions.is_awaiting or query.text != self.results.query.text:
            self._opening = query.text
            self.hints.say("Opens what is found as soon as it is there · escape goes back")
            hold_keys(self.app)
        else:
            self.action_choose()

    def shown(self) -> None:
        """Open what was to be opened as soon as it is found."""
        opening, self._opening = self._opening, None
        if opening is None:
            return
        self.hints.show_keys()
        if opening == self.results.query.text:
            self.action_choose()
        release_keys(self.app)

    def _finished(self) -> Query | None:
        """Return the query in the line; None where it makes no sense or is empty, which is said."""
        query = parse(self.line.value)
        if query.problem is not None:
            self.complaint.complain(query.problem)
            return None
        if query.root is None:
            is_given = not query.text.strip() and bool(self.given.found)
            self.hints.say(_GIVEN if is_given else "Nothing is looked for yet")
            return None
        return query

    def action_search_save(self) -> None:
        """Save the search under a name."""
        query = self._finished()
        if query is not None:
            text = query.text.strip()
            self.app.push_screen(SaveSearch(self.notebook.book, text), partial(self._save, text))

    def _save(self, text: str, name: str | None) -> None:
        if name is not None:
            book = self.notebook.book
            done = "replaced" if book.search(name) else "saved; it stands below the articles"
            step = saved.save_search(book, name, text)
            self.edit(step, f"{telling.first_words(name)} {done} · u in the text undoes")

    # The results

    def is_step(self, action: str) -> bool:
        """Tell whether an action only goes from hit to hit now."""
        return action in _HIT_STEPS and self._opening is None and self.rows.is_step("line_down")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the article that was clicked twice."""
        event.stop()
        self.action_choose()

    def action_hit_next(self) -> None:
        """Go to the next hit, across articles."""
        self.pane.step_hit(1)

    def action_hit_previous(self) -> None:
        """Go to the hit before, across articles."""
        self.pane.step_hit(-1)

    # Leaving

    def action_choose(self) -> None:
        """Open the article under the cursor at its hit."""
        item = self.rows.item
        if item is None and self.questions.is_awaiting:
            self.action_query_open()
        elif item is None:
            self.hints.say("Nothing found")
        elif missing := telling.not_there(self.session.corpus.entry(item.article.id)):
            self.hints.say(missing)
        else:
            offset = offset_of(item, self.pane.list.hit)
            self._leave(chosen=Chosen(self.results, item.article.id, offset))

    def action_concordance(self) -> None:
        """Show every hit on a line of its own."""
        query = self._finished()
        if query is None:
            return
        if query.root is None or not has_hits(query.root):
            self.hints.say(
                "this finds articles by no word of their text: there are no hits to list"
            )
        else:
            if self.rows.items or self.questions.is_awaiting:
                self.set_focus(self.rows)  # Where the next key is no text, once one is back.
            screen = ConcordanceScreen(self.session, self.searcher, Concordance(query))
            self.app.push_screen(screen, self._came_from_lines)

    def _came_from_lines(self, going: Going | None) -> None:
        if going is not None:
            self._leave(going=going)

    def action_leave(self) -> None:
        """Go back to where one was."""
        self._leave()

    def _leave(self, *, chosen: Chosen | None = None, going: Going | None = None) -> None:
        here = self.rows.item.article.id if self.rows.item else ""
        self.dismiss(Left(self.line.value, here, chosen, going))
