"""ProposalsScreen: what a coding rule proposes, accepted or rejected one by one."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.style import Style

from store.annotation import Origin
from store.search.rules import accept, reject
from tui import telling
from tui.bindings import bindings_at
from tui.coding import load
from tui.command import Place
from tui.concordance import NOUNS, key_of
from tui.looks import looks_for
from tui.proposals import Decision, Proposed, gather_proposals
from tui.screens.hits import HitsScreen

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

    from store.annotation import KnownArticle
    from store.merge import Step
    from store.search.answer import Answer
    from store.search.concordance import Line
    from store.session import Session
    from tui.command import Situation
    from tui.concordance import Concordance
    from tui.gathering import Gathered, Post
    from tui.searching import Searcher
    from tui.widgets.rows import RowList
    from tui.widgets.segments import Piece


class ProposalsScreen(HitsScreen):
    """What a rule proposes; each decision is one step that undo takes back.

    Args:
        session: The corpus and its notes.
        searcher: Where one searches.
        proposed: The rule, and what was gathered of its proposals already.
    """

    BINDINGS = bindings_at(Place.PROPOSALS)
    NOTHING = "nothing to decide: every hit is tagged or rejected"
    NOTHING_YET = "nothing to decide so far: not all articles could be searched yet"

    def __init__(self, session: Session, searcher: Searcher, proposed: Proposed) -> None:
        self.proposed = proposed
        self._records = session.notebook.book.records()
        super().__init__(session, searcher, proposed, Place.PROPOSALS)

    def let_go(self) -> None:
        """Refer to no proposals any more."""
        super().let_go()
        self.proposed = Proposed(self.proposed.rule)

    def heading(self, found: Concordance) -> str:
        """Return what the list is of."""
        names = dict.fromkeys((self.proposed.rule.name, found.query.text))
        return " · ".join(("Coding rule", *names))

    def prepare(self) -> None:
        """Take note of what the notes say now, before the proposals are gathered again."""
        super().prepare()
        self._records = self.notebook.book.records()

    def gather(self, ask: Callable[[], Answer], stop: threading.Event, post: Post) -> None:
        """Gather the proposals; on a worker's thread."""
        gather_proposals(
            ask=ask,
            find=self.find_hits,
            rule=self.proposed.rule,
            session=self.session,
            records=self._records,
            stop=stop,
            post=post,
            between=self.way.between,
        )

    def take_over(self, found: Concordance, event: Gathered) -> None:
        """Have a concordance take over what was gathered."""
        if isinstance(found, Proposed):
            found.propose(event.lines, event.proposals)
        super().take_over(found, event)

    def tick_of(self, line: Line) -> Piece:
        """Return the sign of what was decided on a hit."""
        looks, book = looks_for(self.app), self.notebook.book
        match self.proposed.decision(line, book):
            case Decision.ACCEPTED:
                return "✓", looks.ink(book.tag(self.proposed.rule.tag).colour) + Style(bold=True)
            case Decision.REJECTED:
                return "✗", looks.quiet
            case Decision.OPEN:
                return "", looks.quiet

    def tally(self) -> str:
        """Say how many proposals are left."""
        number = f"{len(self.found.lines) - self._done:,}"
        return self.of_all(f"{number} to decide") if self.found.is_whole else f"{number} so far…"

    @property
    def _done(self) -> int:
        """How many were decided here, and still are."""
        book = self.notebook.book
        lines = [line for line, _ in self.proposed.decided.values()]
        return sum(self.proposed.decision(line, book) is not Decision.OPEN for line in lines)

    def facts(self) -> Iterable[str]:
        """Yield what holds for all lines."""
        rule = self.proposed.rule
        yield f"tags the {NOUNS[rule.width]} “{rule.tag}”"
        yield from super().facts()

    def situated(self, now: Situation) -> Situation:
        """Return what holds with what the notebook says of it, and whether a hit waits."""
        line, book = self.hits.item, self.notebook.book
        waits = line is not None and self.proposed.decision(line, book) is Decision.OPEN
        return replace(super().situated(now), undecided=waits)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Name the keys that do something to the hit under the cursor."""
        event.stop()
        self.hints.now = self.situated(self.hints.now)
        self.hints.renew_keys()

    # Decisions

    def action_hit_accept(self) -> None:
        """Give the hit under the cursor the rule's tag."""
        line = self._open_line()
        if line is None:
            return
        rule, proposal = self.proposed.rule, self.proposed.proposal(line)
        stamp = self.notebook.stamp()
        origin = Origin(rule.query, stamp.time)
        step = accept(self.notebook.book, stamp, rule, proposal, origin)
        if self._decide(line, step, f"Accepted, tagged {telling.first_words(rule.tag)} · u undoes"):
            keep = partial(_keep_text, self.session, proposal.article)
            self.run_worker(keep, thread=True, group="texts")

    def action_hit_reject(self) -> None:
        """Reject the hit under the cursor for good."""
        line = self._open_line()
        if line is not None:
            rule, proposal = self.proposed.rule, self.proposed.proposal(line)
            step = reject(self.notebook.book, rule, proposal)
            self._decide(line, step, "Rejected, not proposed again · u undoes")

    def _open_line(self) -> Line | None:
        """Return the hit under the cursor; None where it is decided, and say so."""
        line = self.hits.item
        if line is None:
            return None
        decision = self.proposed.decision(line, self.notebook.book)
        if decision is Decision.OPEN:
            return line
        self.hints.say(f"{decision.value.capitalize()} already")
        return None

    def _decide(self, line: Line, step: Step, said: str) -> bool:
        """Carry a decision out and go on to the next hit that waits."""
        if not self.edit(step):
            return False
        book = self.notebook.book
        self.proposed.decided[key_of(line)] = line, self.proposed.decision(line, book)
        following = self._following()
        if following is not None:
            self.hits.move_to(following)
        self.show_facts()
        left = len(self.found.lines) - self._done
        is_last = self.found.is_whole and not (left or self.lacking or self.news)
        self.hints.say(f"{said} · all decided" if is_last else said)
        return True

    def _following(self) -> int | None:
        """Return the index of the next hit that waits, else of the one before; None for none."""
        lines, at, book = self.found.lines, self.hits.cursor, self.notebook.book
        for index in chain(range(at + 1, len(lines)), range(at - 1, -1, -1)):
            if self.proposed.decision(lines[index], book) is Decision.OPEN:
                return index
        return None

    def follow(self, step: Step) -> None:
        """Go to the hit whose decision undo or redo changed."""
        del step  # what it changed is seen in the notes
        book = self.notebook.book
        for key, (line, before) in self.proposed.decided.items():
            now = self.proposed.decision(line, book)
            if now is not before:
                self.proposed.decided[key] = line, now
                self.hits.move_to_key(key)
        self.show_facts()


def _keep_text(session: Session, known: KnownArticle) -> None:
    """Keep the text that an accepted passage stands on, for the day it changes."""
    article = load(session, known.id)
    if article is not None and article.text_hash == known.text_hash:
        session.old_texts.keep(article.text_hash, article.text)
