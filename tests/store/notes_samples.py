"""What the tests of notes are made of: articles, records, and random edits of a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from store import codebook, edits, saved
from store.annotation import (
    Anchor,
    Annotation,
    Colour,
    KnownArticle,
    Origin,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
    Width,
)
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.merge import Change, make_step
from store.sources.sanitize import clean, clean_line
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.book import Book
    from store.merge import Step

PROSE = (
    "The foreign ministers met in Yerevan and adopted a statement. Երևան is the capital. "
    "The question of troops on sovereign territory, open since May 2021, remained so. "
    "👩\u200d👩\u200d👧 \u1eb9\u0301"
)


def make_article(text: str = PROSE, name: str = "ministers") -> Article:
    block = Block(BlockKind.PARAGRAPH, 0, len(text))
    parsed = Parsed(name.title(), None, None, None, text, (block,))
    return Article(f"id-{name}", f"{name}.txt", parsed, hash_text(text))


ARTICLES = (make_article(), make_article("A short one. It ends here.", "short"))

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_notes = _text.map(clean)
_words = _text.map(clean_line)
_names = _words.filter(bool)
_levels = st.lists(_names.filter(lambda name: "/" not in name), min_size=1, max_size=3)
_tag_names = _levels.map("/".join)
_hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
_colours = st.sampled_from(Colour)
_queries = _words.filter(bool)
_origins = st.none() | st.builds(Origin, _words, _words)


@st.composite
def _anchors(draw: st.DrawFn) -> Anchor:
    start = draw(st.integers(0, 10_000))
    end = start + draw(st.integers(0, 99))
    return Anchor(start, end, draw(_words), draw(_words), draw(_words), draw(_hashes), 1)


def any_annotation() -> st.SearchStrategy[Annotation]:
    return st.builds(
        Annotation,
        uuid=st.uuids().map(str),
        article=_words,
        anchor=st.none() | _anchors(),
        tags=st.lists(_tag_names, max_size=4, unique=True).map(tuple),
        note=_notes,
        colour=_colours,
        creator=_words,
        created=_words,
        modified=_words,
        origin=_origins,
    )


def any_record() -> st.SearchStrategy[Record]:
    return st.one_of(
        any_annotation(),
        st.builds(Tag, _tag_names, _colours, st.sampled_from(["", *"123456789"]), _notes),
        st.builds(Term, _names, _colours, st.booleans(), st.booleans()),
        st.builds(KnownArticle, _names, _words, _hashes, _words),
        st.builds(SavedSearch, _names, _queries),
        st.builds(Rule, _names, _queries, _tag_names, st.sampled_from(Width)),
        st.builds(Rejection, _names, _names, _hashes),
    )


@dataclass(frozen=True)
class Deed:
    """An edit that fits any book: what to do, and numbers that choose to what."""

    kind: str
    which: int
    other: int
    tag: str
    new: str


TAGS = ("a", "a/b", "a/b/b", "a/b/c", "b", "b/c")
KINDS = (
    *("mark", "mark", "mark", "mark whole", "toggle", "toggle all", "set tags", "note", "colour"),
    *("delete", "move", "create", "rename", "merge", "recolour", "key", "describe", "delete tag"),
    *("add term", "remove term", "recolour term"),
    *("found", "save search", "rename search", "delete search"),
    *("save rule", "rename rule", "delete rule", "reject", "reject", "take back"),
)

deeds = st.builds(
    Deed,
    st.sampled_from(KINDS),
    st.integers(0, 200),
    st.integers(0, 200),
    st.sampled_from(TAGS),
    st.sampled_from(TAGS),
)


def time_at(second: int) -> str:
    """Return a time as the notes file has it."""
    return f"2026-07-30T10:{second // 60:02}:{second % 60:02}.000Z"


def step_of(deed: Deed, book: Book, clock: int) -> Step:
    """Return the step that a deed comes to on a book, at the given second."""
    stamp = edits.Stamp("reader", time_at(clock))
    steps = {
        **_annotation_steps(deed, book, stamp),
        **_codebook_steps(deed, book, stamp),
        **_saved_steps(deed, book, stamp),
    }
    return steps[deed.kind]()


def _annotation_steps(deed: Deed, book: Book, stamp: edits.Stamp) -> dict[str, Callable[[], Step]]:
    article = ARTICLES[deed.other % len(ARTICLES)]
    start = deed.which % len(article.text)
    span = Span(start, min(start + 1 + deed.other % 20, len(article.text)))
    tags = (deed.tag,) if deed.which % 2 else ()
    note = f"note {deed.other}" if deed.other % 3 else ""
    # A book that was read and one that was edited may hold the same in another order.
    uuids = sorted(annotation.uuid for annotation in book.annotations())
    chosen = uuids[deed.which % len(uuids)] if uuids else ""
    return {
        "mark": lambda: edits.mark(book, stamp, article, span, tags=tags, note=note),
        "mark whole": lambda: edits.mark(book, stamp, article, None, tags=tags, note=note),
        "toggle": lambda: edits.toggle_tag(book, stamp, [chosen], deed.tag),
        "toggle all": lambda: edits.toggle_tag(book, stamp, uuids, deed.tag),
        "set tags": lambda: edits.set_tags(
            book, stamp, [chosen], (deed.new, *tags)[deed.other % 2 :]
        ),
        "note": lambda: edits.set_note(book, stamp, chosen, note),
        "colour": lambda: edits.set_colour(book, stamp, uuids, list(Colour)[deed.other % 8]),
        "delete": lambda: edits.delete(book, [chosen]),
        "move": lambda: edits.move(book, stamp, chosen, article, span),
    }


def _codebook_steps(deed: Deed, book: Book, stamp: edits.Stamp) -> dict[str, Callable[[], Step]]:
    colour = list(Colour)[deed.which % 8]
    key = ("", "1", "2")[deed.other % 3]
    return {
        "create": lambda: codebook.create(book, deed.tag, description=deed.new),
        "rename": lambda: codebook.rename(book, stamp, deed.tag, deed.new),
        "merge": lambda: codebook.merge(book, stamp, deed.tag, deed.new),
        "recolour": lambda: codebook.recolour(book, deed.tag, colour),
        "key": lambda: codebook.give_key(book, deed.tag, key),
        "describe": lambda: codebook.describe(book, deed.tag, f"is {deed.other}"),
        "delete tag": lambda: codebook.delete(book, stamp, deed.tag),
        "add term": lambda: codebook.add_term(book, deed.tag, match_case=bool(key)),
        "remove term": lambda: codebook.remove_term(book, deed.tag),
        "recolour term": lambda: codebook.recolour_term(book, deed.tag, colour),
    }


def _saved_steps(deed: Deed, book: Book, stamp: edits.Stamp) -> dict[str, Callable[[], Step]]:
    article = ARTICLES[deed.other % len(ARTICLES)]
    span = Span(deed.which % len(article.text), len(article.text))
    origin = Origin(deed.new, stamp.time)
    width = list(Width)[deed.which % 3]
    free = deed.new if book.search(deed.new) is None else deed.tag
    unused = deed.new if book.rule(deed.new) is None else deed.tag
    rejection = Rejection(deed.tag, article.id, f"{deed.which % 3:016}")
    refused = rejection if rejection in book.rejections_of(deed.tag) else None
    return {
        "found": lambda: edits.mark(book, stamp, article, span, tags=[deed.tag], origin=origin),
        "save search": lambda: saved.save_search(book, deed.tag, deed.new),
        "rename search": lambda: saved.rename_search(book, deed.tag, free),
        "delete search": lambda: saved.delete_search(book, deed.tag),
        "save rule": lambda: saved.save_rule(book, deed.tag, deed.new, deed.new, width=width),
        "rename rule": lambda: saved.rename_rule(book, deed.tag, unused),
        "delete rule": lambda: saved.delete_rule(book, deed.tag),
        "reject": lambda: make_step(
            "reject",
            [
                Change(refused, rejection),
                Change(book.known_article(article.id), edits.known(article)),
            ],
        ),
        "take back": lambda: make_step("take back", [Change(refused, None)]),
    }
