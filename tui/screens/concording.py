"""Concording: going from the hits of a concordance into the text, and back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.searching import Searching

if TYPE_CHECKING:
    from tui.concordance import Going
    from tui.searching import Left


class Concording(Searching):
    """Turns keys into lists of hits, of rules, and into hits in their articles."""

    @property
    def going(self) -> Going | None:
        """The hit that the reader came to the text for; None where it was for nothing such."""
        if self.walk is None:
            return None
        from tui.walk import LineWalk

        return self.walk.going if isinstance(self.walk, LineWalk) else None

    def _came_from_search(self, left: Left | None) -> None:
        """Keep the query, and go to the hit that was chosen."""
        super()._came_from_search(left)
        if left is not None and left.going is not None:
            self._go_to_line(left.going)

    def action_rules(self) -> None:
        """List the coding rules."""
        from tui.screens.rules import RulesScreen

        self.app.push_screen(RulesScreen(self.session, self.searcher), self._came_from_rules)

    def _came_from_rules(self, going: Going | None) -> None:
        self.dress()
        if going is not None:
            self._go_to_line(going)

    def _go_to_line(self, going: Going) -> None:
        """Open the article at a hit of a concordance, all its hits lit."""
        from tui.searching import Results
        from tui.walk import LineWalk

        results = Results(going.found.query, self.searcher.known(), total=going.found.articles)
        article = going.line.article.id
        walk = LineWalk(results, going=going).at(article)
        self._go_to(walk, article, going.line.span.start)

    # Back to the lines

    def stop_finding(self) -> None:
        """Go back to the concordance one came from, else look for nothing any more."""
        if not self.back_to_lines():
            super().stop_finding()

    def back_to_lines(self, *, only_from_hit: bool = False) -> bool:
        """Go back to the concordance one came from; tell whether one came from any.

        Args:
            only_from_hit: Only where the cursor is still on the hit one went to.
        """
        from tui.proposals import Proposed
        from tui.screens.concordance import ConcordanceScreen
        from tui.screens.proposals import ProposalsScreen

        going = self.going
        if going is None:
            return False
        at = self.open_id, self.reader.cursor
        if only_from_hit and at != (going.line.article.id, going.line.span.start):
            return False
        super().stop_finding()
        if isinstance(going.found, Proposed):
            proposals = ProposalsScreen(self.session, self.searcher, going.found)
            self.app.push_screen(proposals, self._came_from_proposals)
        else:
            lines = ConcordanceScreen(self.session, self.searcher, going.found)
            self.app.push_screen(lines, self._came_from_lines)
        return True

    def _came_from_lines(self, going: Going | None) -> None:
        if going is None:
            self.back_to_results()
        else:
            self._go_to_line(going)

    def _came_from_proposals(self, going: Going | None) -> None:
        if going is None:
            self.action_rules()
        else:
            self._go_to_line(going)
