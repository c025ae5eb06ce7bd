"""Proposals: what a coding rule would tag and nobody has decided on yet."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from store.annotation import Rejection
from store.book import Book
from store.records import key_of as record_key_of
from store.search.concordance import lines_of
from store.search.found import Found, Indexed
from store.search.language import parse
from store.search.rules import Proposer, mark_of
from tui.coding import load
from tui.concordance import Concordance, key_of
from tui.gathering import Gathered, in_order
from tui.marked import Marked

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Sequence

    from store.annotation import Record, Rule
    from store.article import Article
    from store.search.answer import Answer
    from store.search.concordance import Line
    from store.search.rules import Proposal
    from store.session import Session
    from store.span import Span
    from tui.concordance import Key
    from tui.gathering import Between, Post


class Decision(Enum):
    """What the reader said of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Proposed(Concordance):
    """What a rule proposes, a line each: the first hit in the passage that it would tag.

    Args:
        rule: The rule.
    """

    def __init__(self, rule: Rule) -> None:
        super().__init__(parse(rule.query))
        self.rule = rule
        self.width = rule.width
        self.decided: dict[Key, tuple[Line, Decision]] = {}
        """The hits on which the reader decided here, and how it stood when it was last looked."""
        self._proposals: dict[Key, Proposal] = {}
        self._marks = Marked()

    def propose(self, lines: Iterable[Line], proposals: Iterable[Proposal]) -> None:
        """Take over proposals as they are gathered, with their lines."""
        self._proposals.update(
            (key_of(line), each) for line, each in zip(lines, proposals, strict=True)
        )

    def blank(self) -> Proposed:
        """Return one for the same rule, with nothing proposed yet."""
        return Proposed(self.rule)

    def renew(self, coming: Concordance) -> int:
        """Take over proposals that were gathered again; return how many ticks go."""
        if isinstance(coming, Proposed):
            self._proposals = {key_of(each): coming.proposal(each) for each in coming.lines}
        lost = super().renew(coming)
        self.decided = {key: each for key, each in self.decided.items() if key in self.keys}
        return lost

    def proposal(self, line: Line) -> Proposal:
        """Return what a line proposes."""
        return self._proposals[key_of(line)]

    def decision(self, line: Line, book: Book) -> Decision:
        """Return what the notes say of a proposal now."""
        anchor, article = self.proposal(line).anchor, line.article.id
        if any(
            self.rule.tag in each.tags
            and each.anchor is not None
            and each.anchor.start <= line.span.start
            and line.span.end <= each.anchor.end
            for each in self._marks.on(line, book.of_article(article))
        ):
            return Decision.ACCEPTED
        rejection = Rejection(self.rule.name, article, mark_of(anchor))
        is_rejected = book.find(record_key_of(rejection)) is not None
        return Decision.REJECTED if is_rejected else Decision.OPEN


def gather_proposals(
    *,
    ask: Callable[[], Answer],
    find: Callable[[Article], Sequence[Span]],
    rule: Rule,
    session: Session,
    records: Sequence[Record],
    stop: threading.Event,
    post: Post,
    between: Between,
) -> None:
    """Find what a rule proposes, in the order of the corpus; on a worker's thread.

    The articles are read from disk, so that what is accepted stands in the present text.

    Args:
        ask: Puts the rule's query to the index.
        find: Returns the hits of the query in an article.
        rule: The rule.
        session: Where the articles are read.
        records: What the notebook holds.
        stop: Ends it.
        post: Takes `Gathered` messages.
        between: Lets others have their turn between two articles.
    """
    answer = ask()
    proposer = Proposer(Book(records), rule, session.old_texts.text)
    candidates = in_order(answer.candidates(), session.corpus.entries)
    for found in answer.found(between(candidates), stop):
        article = load(session, found.article.id)
        if article is None:
            continue
        is_same = article.text_hash == found.article.text_hash
        proposals = proposer.propose(article, found.hits if is_same else find(article))
        if proposals:
            post(Gathered(_lines(article, proposals), proposals))
    if not stop.is_set():
        post(Gathered(done=True, too_slow=tuple(answer.too_slow)))


def _lines(article: Article, proposals: Iterable[Proposal]) -> tuple[Line, ...]:
    """Return a line for each proposal."""
    return lines_of(Found(Indexed.of(article), tuple(each.hits[0] for each in proposals)))
