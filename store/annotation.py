"""What a reader writes about a corpus, as plain data.

There may be fifty thousand annotations, each with an anchor. These two are structs: made from JSON
in half the time of a dataclass, and not walked through by the garbage collector, because what
refers to nothing but text and numbers is in no cycle.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from store.span import Span


class Colour(StrEnum):
    """The colours a tag, a term or a highlight can have; the screen decides their shade."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    MAGENTA = "magenta"
    CYAN = "cyan"
    ORANGE = "orange"
    RED = "red"
    VIOLET = "violet"


class Anchor(Struct, frozen=True, gc=False):
    """How a passage is found again after its article changed.

    Args:
        start: Offset of the passage's first code point in the text it was made on.
        end: Offset behind its last code point.
        exact: The passage's words.
        prefix: Up to 32 code points before it.
        suffix: Up to 32 code points behind it.
        text_hash: SHA-256 of the canonical text it was made on, in hex.
        normaliser: Version of the rules that made that text.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    text_hash: str
    normaliser: int

    @property
    def span(self) -> Span:
        """The passage's place in the text it was made on."""
        return Span(self.start, self.end)


class Width(StrEnum):
    """How much of the text around a hit is marked."""

    MATCH = "match"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Origin(Struct, frozen=True):
    """What an annotation was made by, where that was no hand.

    Args:
        query: The query that found the passage, as typed.
        time: When it was asked; UTC, ISO 8601, to the millisecond, ending in `Z`.
    """

    query: str
    time: str


class Annotation(Struct, frozen=True, gc=False):
    """A passage with any number of tags and at most one note.

    Args:
        uuid: A UUIDv7, its own for ever.
        article: Id of the article.
        anchor: The passage; None where the annotation is on the article as a whole.
        tags: Names, in the order they were given, each once; the first gives the colour.
        note: What the reader wrote; empty for none.
        colour: Of the highlight while it has no tag.
        creator: Who made it.
        created: UTC, ISO 8601, to the millisecond, ending in `Z`.
        modified: The same, of the last change.
        lost_in: Text hash of the version of its article in which the reader said that the
            passage is gone; empty where nobody said so.
        origin: The query that it was made by; None where somebody marked the passage itself.
        confirmed: Whether the reader said where the passage is, in a text other than the one that
            it was marked in.
    """

    uuid: str
    article: str
    anchor: Anchor | None
    tags: tuple[str, ...] = ()
    note: str = ""
    colour: Colour = Colour.YELLOW
    creator: str = ""
    created: str = ""
    modified: str = ""
    lost_in: str = ""
    origin: Origin | None = None
    confirmed: bool = False


class Tag(Struct, frozen=True):
    """An entry of the codebook.

    Args:
        name: Levels parted by `/`, none of them empty: `security/border`.
        colour: Of its passages.
        key: `1` to `9` if the reader gave it a key, else empty.
        description: What it stands for; may be empty.
    """

    name: str
    colour: Colour = Colour.YELLOW
    key: str = ""
    description: str = ""


class Term(Struct, frozen=True):
    """A word or name to light up in every article.

    Args:
        text: What to look for; never empty.
        colour: Of its occurrences.
        whole_word: Whether it must stand between word boundaries.
        match_case: Whether capitals matter.
    """

    text: str
    colour: Colour = Colour.CYAN
    whole_word: bool = True
    match_case: bool = False


class KnownArticle(Struct, frozen=True):
    """An article that carries annotations, as the notes file knows it.

    Args:
        id: The article's id.
        path: Where it was last seen inside the corpus.
        text_hash: SHA-256 of the canonical text last seen, in hex.
        title: Its title, so that a missing article can be named.
    """

    id: str
    path: str
    text_hash: str
    title: str


class SavedSearch(Struct, frozen=True):
    """A query that is kept under a name.

    Args:
        name: Its own; on one line, never empty.
        query: As typed; never empty.
    """

    name: str
    query: str


class Rule(Struct, frozen=True):
    """A coding rule: what a query finds is proposed for a tag.

    Args:
        name: Its own; on one line, never empty.
        query: As typed; never empty.
        tag: Name of the tag, as `codebook.check_name` returns it.
        width: How much around each hit gets the tag.
    """

    name: str
    query: str
    tag: str
    width: Width = Width.MATCH


class Rejection(Struct, frozen=True):
    """A passage that a rule proposed and the reader refused.

    Args:
        rule: Name of the rule.
        article: Id of the article.
        mark: What the passage is known by, as `store.search.rules.mark_of` gives it.
    """

    rule: str
    article: str
    mark: str


Record = Annotation | Tag | Term | KnownArticle | SavedSearch | Rule | Rejection
"""Whatever the notes file keeps."""
