"""RulesScreen: the coding rules, to be run again, renamed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import saved
from store.haystack import haystack, needles
from tui.bindings import bindings_at
from tui.command import Place
from tui.concordance import NOUNS, Going
from tui.looks import looks_for
from tui.proposals import Proposed
from tui.screens.ask import Ask
from tui.screens.list_screen import ListScreen
from tui.screens.proposals import ProposalsScreen
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, name_pieces, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment

    from store.annotation import Rule
    from store.notebook import Notebook
    from store.session import Session
    from tui.searching import Searcher

_ROW_HEIGHT = 3


class RuleList(RowList["Rule"]):
    """A rule's name, and under it its tag, how much it marks, and its query.

    Args:
        notebook: Where the colours of tags come from.
    """

    def __init__(self, notebook: Notebook) -> None:
        super().__init__(
            row_height=_ROW_HEIGHT,
            empty="no coding rules yet",
        )
        self._notebook = notebook

    def key_of(self, item: Rule) -> str:
        """Return the rule's name."""
        return item.name

    def row_lines(self, item: Rule, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the rule's two lines."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        tag = name_pieces(item.tag, looks.ink(self._notebook.book.tag(item.tag).colour), quiet)
        return (
            spread([(item.name, PLAIN)], (f"marks the {NOUNS[item.width]}", quiet), width),
            pieces([*tag, ("  ", quiet), (" ".join(item.query.split()), quiet)], width),
        )


class RulesScreen(ListScreen["Rule", Going]):
    """The coding rules; gives back the hit of a proposal to which the reader goes, else None.

    Args:
        session: The corpus and its notes.
        searcher: Where one searches.
    """

    BINDINGS = bindings_at(Place.RULES)
    BEGIN = "r in a concordance keeps one"

    def __init__(self, session: Session, searcher: Searcher) -> None:
        self._rules = RuleList(session.notebook)
        super().__init__(session.notebook, "Coding rules", Place.RULES, self._rules)
        self._session = session
        self._searcher = searcher

    def find_items(self, query: str) -> tuple[Sequence[Rule], int]:
        """Return the rules whose name, tag or query holds every word of what was typed."""
        rules, words = self.notebook.book.rules(), needles(query)
        left = [each for each in rules if _holds(each, words)]
        return left, len(rules)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Run the rule that was clicked twice."""
        event.stop()
        self.action_rule_run()

    def action_rule_run(self) -> None:
        """Show what the rule proposes."""
        rule = self._rules.item
        if rule is None:
            return
        proposed = Proposed(rule)
        if proposed.query.problem is not None:
            self.hints.say(f"Its query: {proposed.query.problem.words}", alarm=True)
            return
        screen = ProposalsScreen(self._session, self._searcher, proposed)
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, going: Going | None) -> None:
        if going is None:
            self.refill()
        else:
            self.dismiss(going)

    def action_rule_rename(self) -> None:
        """Ask for another name."""
        rule = self._rules.item
        if rule is None:
            return
        book = self.notebook.book

        def check(name: str) -> str:
            new = saved.check_name(name)
            saved.rename_rule(book, rule.name, new)
            return new

        def rename(new: str | None) -> None:
            if new is not None and new != rule.name:
                self.edit_and_follow(saved.rename_rule(self.notebook.book, rule.name, new), new)

        self.app.push_screen(Ask(f"Rename “{rule.name}”", value=rule.name, check=check), rename)

    def action_entry_delete(self) -> None:
        """Delete the rule, and what it remembers of the rejected; its tags stay."""
        rule = self._rules.item
        if rule is not None:
            step = saved.delete_rule(self.notebook.book, rule.name)
            self.edit(step, "Deleted, the tags it gave stay · u undoes")


def _holds(rule: Rule, words: Sequence[str]) -> bool:
    """Tell whether every word occurs in a rule's name, tag or query."""
    stack = haystack(rule.name, rule.tag, rule.query)
    return all(word in stack for word in words)
