"""Query: what a reader looks for, as a tree of plain data.

Words in it are as `store.search.analysis.words` returns them: folded, without punctuation, never
empty.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from store.span import Span


class Field(StrEnum):
    """Where words are looked for; the values are how a query names them."""

    TEXT = ""
    TITLE = "title"
    AUTHOR = "author"
    SOURCE = "source"
    PATH = "path"
    NOTE = "note"
    QUOTE = "quote"


NOTED_FIELDS = frozenset({Field.NOTE, Field.QUOTE})
"""Fields whose words are in the notes, not in the index."""


class State(StrEnum):
    """What an article can be; the values are how a query names them."""

    UNREAD = "unread"
    READ = "read"
    NOTED = "noted"
    TAGGED = "tagged"
    ORPHAN = "orphan"


class Word(Struct, frozen=True):
    """A whole word.

    Args:
        word: The word.
        field: Where it is looked for; of the text that is its title too.
    """

    word: str
    field: Field = Field.TEXT


class Prefix(Struct, frozen=True):
    """Every word that begins so.

    Args:
        word: Its beginning.
        field: Where it is looked for.
    """

    word: str
    field: Field = Field.TEXT


class Fuzzy(Struct, frozen=True):
    """Every word that differs by a few letters put in, left out, changed, or swapped side by side.

    Args:
        word: The word.
        edits: How many at most: 1 or 2.
        field: Where it is looked for.
    """

    word: str
    edits: int
    field: Field = Field.TEXT


class Phrase(Struct, frozen=True):
    """Words that follow one another, whatever punctuation stands between them.

    No phrase reaches over an empty line, which is where a paragraph ends.

    Args:
        words: Two or more.
        field: Where they are looked for.
        is_open: Whether the last word need only begin so.
    """

    words: tuple[str, ...]
    field: Field = Field.TEXT
    is_open: bool = False


class Near(Struct, frozen=True):
    """Words in any order within a stretch of so many words, punctuation and paragraphs apart.

    Args:
        words: Two or more; one that is there twice must occur twice.
        within: How many words the stretch has at most, the outermost two counted.
        field: Where they are looked for.
    """

    words: tuple[str, ...]
    within: int
    field: Field = Field.TEXT


class Regex(Struct, frozen=True):
    """A regular expression on the canonical text; capitals make no difference to it.

    Args:
        pattern: As typed, without the slashes; it compiles.
    """

    pattern: str


class Tagged(Struct, frozen=True):
    """A tag, or one below it, on the article or one of its passages.

    Args:
        name: Its name, folded.
        is_open: Whether the name need only begin so.
    """

    name: str
    is_open: bool = False


class Dated(Struct, frozen=True):
    """A stretch of days on one of which the article is dated.

    Args:
        first: ISO 8601 calendar date `YYYY-MM-DD`, itself included; None for no limit.
        last: The same.
    """

    first: str | None
    last: str | None


class Is(Struct, frozen=True):
    """What an article is.

    Args:
        state: Which.
    """

    state: State


class Not(Struct, frozen=True):
    """What must not hold.

    Args:
        part: Which.
    """

    part: Node


class And(Struct, frozen=True):
    """What must hold together.

    Args:
        parts: Two or more.
    """

    parts: tuple[Node, ...]


class Or(Struct, frozen=True):
    """Of which at least one must hold.

    Args:
        parts: Two or more.
    """

    parts: tuple[Node, ...]


Leaf = Word | Prefix | Fuzzy | Phrase | Near | Regex | Tagged | Dated | Is
"""What is looked for, without the words that join it."""

Node = Leaf | Not | And | Or
"""A query or a part of one."""


class Problem(Struct, frozen=True):
    """Why a finished query makes no sense.

    Args:
        words: What is wrong, and what to do, in a line.
        span: Where, in the query as typed; code points.
    """

    words: str
    span: Span


class Query(Struct, frozen=True):
    """What was typed, and what can be understood of it.

    Args:
        text: As typed.
        root: What to look for; None where there is nothing yet.
        strange: The stretches of `text` that were not understood, in order, not overlapping.
        problem: What is wrong if this is all there is to come; None for a query that makes sense.
        loss: Why `root` holds less than was typed; None where it does not, as with a quotation
            mark that is still to be closed.
    """

    text: str
    root: Node | None
    strange: tuple[Span, ...] = ()
    problem: Problem | None = None
    loss: Problem | None = None
