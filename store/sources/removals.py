"""What cleaning took out of a text: how often, where, and what it looked like."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from store import names
from store.sources.limits import refuse_many_removals

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_FORM = 60
_MOST_FORMS = 500
"""Different removals that are told apart; a hostile file can hold a million."""

MOST_LINES = 8
"""Lines that are told of each removal."""

_OTHERS = "…"


class Kind(StrEnum):
    """What was taken out; the values name one of it."""

    SEQUENCE = "escape sequence"
    CONTROL = "control character"
    DIRECTION = "direction override"
    INVISIBLE = "invisible character"
    HALF = "half a character"
    HINT = "typesetting hint"

    @property
    def is_harmless(self) -> bool:
        """Whether files that mean nothing by it hold it: soft hyphens, byte order marks."""
        return self is Kind.HINT


class Removal(Struct, frozen=True):
    r"""Something that was taken out of a text, once or several times.

    Args:
        kind: What it is.
        form: How it reads with `\x1b` and the like in place of what cannot be shown; long ones
            are cut, and `…` stands for all that were too many to be told apart.
        count: How often it was taken out.
        lines: The first lines it stood in, from 1, ascending; those inside Markdown entities,
            YAML escapes and notes are not known.
    """

    kind: Kind
    form: str
    count: int
    lines: tuple[int, ...] = ()


class Tally:
    """Counts what is taken out.

    Until `from_parts` is called, of a whole file, whose lines are those an editor shows.
    """

    def __init__(self) -> None:
        self._is_whole = True
        self._total = 0
        self._counts: dict[tuple[Kind, str], int] = {}
        self._lines: dict[tuple[Kind, str], list[int]] = {}

    def add(self, kind: Kind, taken: str, line: int) -> None:
        """Count one removal.

        Args:
            kind: What it is.
            taken: What was taken out.
            line: Where it stood in the text, from 1.

        Raises:
            Unreadable: If it is one more than is taken out of an article.
        """
        self._total += 1
        refuse_many_removals(self._total)
        key = self._count(kind, taken, 1)
        lines = self._lines.setdefault(key, [])
        if self._is_whole and len(lines) < MOST_LINES and line not in lines:
            lines.append(line)

    def add_many(self, kind: Kind, taken: str, number: int) -> None:
        """Count removals that were not made one by one, and whose lines are not known."""
        self._count(kind, taken, number)

    def _count(self, kind: Kind, taken: str, number: int) -> tuple[Kind, str]:
        """Add to how often something was taken out; return what stands for it."""
        key = kind, taken if len(taken) <= _LONGEST_FORM else taken[:_LONGEST_FORM] + _OTHERS
        if key not in self._counts and len(self._counts) >= _MOST_FORMS:
            key = kind, _OTHERS
        self._counts[key] = self._counts.get(key, 0) + number
        return key

    def from_parts(self) -> None:
        """From here on count what is taken out of parts whose place in the file is not known."""
        self._is_whole = False

    @property
    def removals(self) -> tuple[Removal, ...]:
        """What was counted, in the order in which it was first met."""
        return tuple(
            # Spelt out only here: of a flood each would be spelt out again.
            Removal(kind, names.shown(taken), count, tuple(self._lines.get((kind, taken), ())))
            for (kind, taken), count in self._counts.items()
        )


_TALLY: ContextVar[Tally | None] = ContextVar("tally", default=None)


@contextmanager
def counting() -> Iterator[Tally]:
    """Count what is taken out of any text within the block.

    A parser cleans in many places, each time after it decoded something; handing a tally down to
    all of them would put it into every signature of the sources.
    """
    tally = Tally()
    token = _TALLY.set(tally)
    try:
        yield tally
    finally:
        _TALLY.reset(token)


def current_tally() -> Tally | None:
    """Return what counts removals at the moment, if anything does."""
    return _TALLY.get()


def hidden(removals: tuple[Removal, ...]) -> int:
    """Return how many of the removals were more than harmless hints."""
    return sum(each.count for each in removals if not each.kind.is_harmless)
