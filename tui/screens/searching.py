"""Searching: going to the search of the corpus, and on from hit to hit across articles."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui import telling
from tui.finding import Finding
from tui.messages import Aim
from tui.reading.find import hit_beyond
from tui.screens.finding import FindingScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.search.found import Found
    from store.search.recent import RecentQueries
    from tui.answers import Alike, WalkGrown
    from tui.searching import Left, Searcher
    from tui.walk import Walk

_ALIKE = 50
"""Articles like another that are listed at most."""


class Searching(FindingScreen):
    """Turns keys into searches and their hits."""

    _searched_for = ""
    _searched_at = ""
    _aimed = 0

    @cached_property
    def searcher(self) -> Searcher:
        """Where one searches."""
        from tui.searching import Searcher

        return Searcher(self.session, self.index_news)

    @cached_property
    def recent(self) -> RecentQueries:
        """What was searched for before."""
        from store.search.recent import RecentQueries

        return RecentQueries.open(self.session.corpus.root)

    def begin_the_rest(self) -> None:
        """Read what was searched for before."""
        super().begin_the_rest()
        self.run_worker(self.recent.load, thread=True, group="recent")

    def action_search(self) -> None:
        """Open the search, the last query in its line, to be typed over."""
        self._search_again()

    def back_to_results(self) -> None:
        """Open the search, the keys with what the last query finds."""
        self._search_again(in_list=True)

    def _search_again(self, *, in_list: bool = False) -> None:
        """Open the search, the last query in its line, the cursor where one has got to."""
        from tui.screens.search import SearchScreen

        place = self.walk.results.place_of(self.open_id) if self.walk else None
        here = self._searched_at if place is None else self.open_id
        screen = SearchScreen(
            self.session,
            self.searcher,
            self.clothe,
            text=self._searched_for,
            here=here,
            place=place or 0,
            in_list=in_list,
            recent=self.recent.queries,
        )
        self.app.push_screen(screen, self._came_from_search)

    def search_for(self, text: str) -> None:
        """Open the search, a query in its line."""
        self._searched_for, self._searched_at = text, ""
        self.action_search()

    def show_found(self, found: Sequence[Found], title: str) -> None:
        """Open the search on articles that no query found.

        Args:
            found: The articles, in order.
            title: What they are.
        """
        from store.search.known import Known
        from store.search.query import Query
        from tui.screens.search import SearchScreen
        from tui.searching import Results

        articles = tuple(found)
        given = Results(Query("", None), Known(), found=articles, total=len(articles), title=title)
        screen = SearchScreen(
            self.session,
            self.searcher,
            self.clothe,
            given=given,
            in_list=bool(articles),
            recent=self.recent.queries,
        )
        self.app.push_screen(screen, self._came_from_given)

    def _came_from_given(self, left: Left | None) -> None:
        """Go to what was chosen; where nothing was searched for, the query before it stays."""
        if left is not None and not left.text.strip():
            left = replace(left, text=self._searched_for, here=self._searched_at)
        self._came_from_search(left)

    def _came_from_search(self, left: Left | None) -> None:
        """Keep the query, and go to the hit that was chosen."""
        from store.search.language import parse
        from tui.walk import Walk

        if left is None:
            return
        self._searched_for, self._searched_at = left.text, left.here
        if parse(left.text).problem is None:
            self.recent.add(left.text)
            self.run_worker(self.recent.save, thread=True, group="recent")
        self.dress()
        if left.chosen is not None:
            walk = Walk(left.chosen.results).at(left.chosen.article)
            self._go_to(walk, left.chosen.article, left.chosen.offset)

    def _go_to(self, walk: Walk, article_id: str, offset: int, *, by_step: bool = False) -> None:
        """Open an article at a hit, all hits lit.

        Args:
            walk: The walk, at the article.
            article_id: The article.
            offset: Of the hit.
            by_step: Whether one comes from another hit of the walk.
        """
        entry = self.session.corpus.entry(article_id)
        if entry is None:
            self.status.say(telling.not_there(entry))
            return
        if by_step and not self.is_awaiting:
            self._leave_by_step()
        elif not self.is_awaiting:
            self.leave_trail(self.reader.cursor)
        self.stop_seeking()
        self.walk, self._aimed = walk, offset
        self.reader.focus()
        self.open_entry(entry, Aim(offset=offset, hit=True))

    # From hit to hit

    def action_find_next(self) -> None:
        """Go to the next hit, of a search across articles."""
        if self.walk is None:
            super().action_find_next()
        else:
            self._walk_on(self.walk, 1)

    def action_find_previous(self) -> None:
        """Go to the previous hit, of a search across articles."""
        if self.walk is None:
            super().action_find_previous()
        else:
            self._walk_on(self.walk, -1)

    def _walk_on(self, walk: Walk, step: int) -> None:
        walk = walk.at(self.open_id)
        if self.is_awaiting:
            # Keys come faster than articles: on from the hit that is on its way.
            here = walk.here
            hit = hit_beyond(here.hits, self._aimed, step) if here else None
            if here is not None and hit is not None:
                self._go_to(walk, here.article, hit.start, by_step=True)
                return
        elif hit := hit_beyond(self.finding.hits, self.reader.cursor, step):
            self._leave_by_step()
            self._stand_on(self.finding.at(hit.start))
            return
        self._next_article(walk, step)

    def _next_article(self, walk: Walk, step: int) -> None:
        """Go to the next article that the search found, else fetch more of them."""
        following = walk.step(step)
        while following is not None and not self._is_readable(following):
            following = following.step(step)
        if following is not None and (there := following.here):
            at = 0 if step > 0 else -1
            offset = there.hits[at].start if there.hits else 0
            self._go_to(following, there.article, offset, by_step=True)
        elif step > 0 and walk.results.has_more:
            self._fetch(walk)
        else:
            self.status.say("This is the last hit" if step > 0 else "This is the first hit")

    def _is_readable(self, walk: Walk) -> bool:
        """Tell whether the article one would be at is still there."""
        entry = self.session.corpus.entry(walk.here.article) if walk.here else None
        return entry is not None and not entry.error

    def _leave_by_step(self) -> None:
        """Remember where one is, unless one has walked there: so one goes back in one go."""
        hit = self.finding.hit
        if self.reader.cursor != (self._aimed if hit is None else hit.start):
            self.leave_trail(self.reader.cursor)

    def _fetch(self, walk: Walk) -> None:
        from tui.answers import WalkGrown

        open_id = self.open_id

        def work() -> None:
            grown = replace(walk, results=walk.results.grown())
            self.post_message(WalkGrown(grown, walk.results, open_id))

        self.run_worker(work, thread=True, exclusive=True, group="walk")

    def on_walk_grown(self, message: WalkGrown) -> None:
        """Go on in what was fetched, unless one has gone elsewhere meanwhile."""
        if self.walk is None or self.walk.results is not message.before:
            return
        self.walk = message.walk
        if self.open_id == message.open_id:
            self._next_article(message.walk, 1)

    def stop_finding(self) -> None:
        """Look for nothing any more."""
        self.stop_seeking()
        self._stand_on(Finding())

    def action_like(self) -> None:
        """Show the articles that are most like the one in the list, else like the open one."""
        from store.search.broken import BrokenIndex
        from tui.answers import Alike

        row = self.sidebar.article if self.in_sidebar else None
        entry = self.session.corpus.entry(row.id if row else self.open_id)
        if entry is None or entry.error:
            self.status.say("No article to compare others with")
            return
        searcher, article, title = self.searcher, entry.id, entry.title

        def work() -> None:
            try:
                found = searcher.snapshot().like(article, _ALIKE)
            except BrokenIndex:
                searcher.mend()
                found = ()
            self.post_message(Alike(title, found))

        self.run_worker(work, thread=True, exclusive=True, group="like")

    def on_alike(self, message: Alike) -> None:
        """Show the articles found, or say that there are none."""
        if not message.found:
            title = telling.first_words(message.title)
            self.status.say(f"Nothing is like {title}, as far as it is indexed")
        elif self.app.screen is self:
            self.show_found(message.found, f"like “{message.title}”")
