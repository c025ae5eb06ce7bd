"""Histories of a notes file: what readers do to copies of it, each by a clock of their own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from store.book import Book
from store.documents import Scribe
from store.history import History
from store.notes_json import number_format
from store.records import TABLES, decode_all
from tests.store.notes_samples import KINDS, Deed, step_of

if TYPE_CHECKING:
    from store.merge import Step
    from store.notes_json import Tables


@dataclass(frozen=True)
class Hand:
    """What somebody does to the file by hand: a field or a table that Postil does not know."""

    kind: str
    which: int
    value: int


@dataclass(frozen=True)
class Act:
    """Something done at a time that need not be later than that of the act before."""

    what: Deed | Hand | str
    second: int


_TIMES = (0, 1, 1, 59, 600, 1800, 1801, 3599)
_TAGS = ("a", "a/b", "b")


def _pool() -> list[Act]:
    """Return many acts: drawing one of them is quicker than drawing its parts one by one."""
    chance = Random(7)  # noqa: S311 - the same acts in each run, no secret
    kinds = (*_OFTEN * 2, *KINDS)

    def deed() -> Deed:
        which, other = chance.randrange(2), chance.randrange(200)
        return Deed(chance.choice(kinds), which, other, chance.choice(_TAGS), chance.choice(_TAGS))

    def hand() -> Hand:
        return Hand(chance.choice(_BY_HAND), chance.randrange(4), chance.randrange(4))

    done = [deed() for _ in range(800)]
    turned = chance.choices(["undo", "redo"], [3, 1], k=100)
    whats: list[Deed | Hand | str] = [*done, *turned, *(hand() for _ in range(100))]
    return [Act(what, chance.choice(_TIMES)) for what in whats]


_OFTEN = (
    *("note", "note", "note", "colour", "toggle", "set tags", "move", "delete"),
    *("create", "key", "key", "describe", "recolour"),
)
_BY_HAND = ("field", "anchor field", "table", "remove row")
_POOL = _pool()
acts = st.lists(st.sampled_from(_POOL), min_size=2, max_size=8)
"""What is done to one copy."""

_MARKS = [
    Act(replace(act.what, kind="mark"), act.second) for act in _POOL if isinstance(act.what, Deed)
]
pasts = st.lists(st.sampled_from(_MARKS), min_size=1, max_size=2)
"""What was done before there were two copies: something that both can go on with."""


def after(tables: Tables, done: list[Act]) -> Tables:
    """Return what a file becomes by a history, as the program would write it."""
    tables = deepcopy(tables)
    book, history, scribe = Book(decode_all(tables)), History(), Scribe()
    for act in done:
        if isinstance(act.what, Hand):
            _by_hand(tables, act.what)
            scribe.forget_places()
            continue
        step = _step(act, book, history)
        if step is not None:
            book.apply(step)
            scribe.apply(tables, [step], now=time_of(act.second))
    number_format(tables)
    return tables


def time_of(second: int) -> str:
    """Return the time at a second of the hour in which all histories are made."""
    return f"2026-07-30T10:{second // 60:02}:{second % 60:02}.000Z"


def _step(act: Act, book: Book, history: History) -> Step | None:
    """Return the step that an act comes to."""
    if isinstance(act.what, Deed):
        step = step_of(act.what, book, act.second)
        if step.changes:
            history.add(step)
        return step
    return history.back(book) if act.what == "undo" else history.forward(book)


def _by_hand(tables: Tables, hand: Hand) -> None:
    """Change a file as a script or an editor would."""
    rows = tables.setdefault("bibliography", {})
    if hand.kind == "table":
        rows[str(1 + hand.which)] = {"year": hand.value}
    elif hand.kind == "remove row":
        rows.pop(str(1 + hand.which), None)
    for table in TABLES:
        for number in sorted(tables.get(table, {}))[: hand.which]:
            document = tables[table][number]
            if hand.kind == "field":
                document["x-mine"] = hand.value
            elif hand.kind == "anchor field" and document.get("anchor"):
                document["anchor"]["page"] = hand.value
