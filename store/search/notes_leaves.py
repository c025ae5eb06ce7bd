"""What a query asks of the notes: which articles, and which annotations on them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct, field

from store.fold import fold
from store.search.analysed import Analysed
from store.search.finders import finder
from store.search.known import Known
from store.search.query import (
    NOTED_FIELDS,
    Field,
    Fuzzy,
    Is,
    Near,
    Phrase,
    Prefix,
    State,
    Tagged,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.annotation import Annotation
    from store.search.finders import Wording
    from store.search.query import Leaf, Node

_APART = "\n\n"


def asks_notes(node: Node) -> bool:
    """Tell whether a node is a leaf that the notes answer."""
    if isinstance(node, Word | Prefix | Fuzzy | Phrase | Near):
        return node.field in NOTED_FIELDS
    return isinstance(node, Tagged | Is)


class Noted(Struct, frozen=True):
    """What a leaf holds for, by the notes.

    Args:
        articles: Ids of the articles.
        annotations: The annotations, by the id of their article; none where it asks what was read
            or is gone, which no annotation says.
    """

    articles: frozenset[str]
    annotations: Mapping[str, Sequence[Annotation]] = field(default_factory=dict)


class _Memory:
    """What the notes said last, while they say the same: index and matcher ask for it both."""

    def __init__(self) -> None:
        self._kept: tuple[Known, dict[Leaf, Noted]] = (Known(), {})

    def noted(self, leaf: Leaf, known: Known) -> Noted:
        kept, answers = self._kept
        if kept is not known:
            answers = {}
            self._kept = known, answers
        if leaf not in answers:
            answers[leaf] = _asked(leaf, known)
        return answers[leaf]


_memory = _Memory()


def noted(leaf: Leaf, known: Known) -> Noted:
    """Return what a leaf holds for.

    Raises:
        ValueError: If the notes do not answer it. What is unread nobody can list from them: it
            is all but what is read.
    """
    return _memory.noted(leaf, known)


def _asked(leaf: Leaf, known: Known) -> Noted:
    match leaf:
        case Is(State.READ):
            return Noted(known.read)
        case Is(State.ORPHAN):
            return Noted(known.orphaned())
        case Tagged():
            names = _names(leaf, known)
            return _by_article(
                each for each in known.annotations if not names.isdisjoint(each.tags)
            )
        case Is(State.NOTED):
            return _by_article(each for each in known.annotations if each.note)
        case Is(State.TAGGED):
            return _by_article(each for each in known.annotations if each.tags)
        case Word() | Prefix() | Fuzzy() | Phrase() | Near():
            return _by_article(_with_words(leaf, known))
        case _:
            raise ValueError(f"the notes do not say for which articles it holds: {leaf}")


def _by_article(annotations: Iterable[Annotation]) -> Noted:
    groups: defaultdict[str, list[Annotation]] = defaultdict(list)
    for each in annotations:
        groups[each.article].append(each)
    return Noted(frozenset(groups), groups)


def _names(leaf: Tagged, known: Known) -> frozenset[str]:
    """Return the tags that a leaf asks for, as they are written."""
    tags = {tag for annotation in known.annotations for tag in annotation.tags}
    return frozenset(tag for tag in tags if _is_named(fold(tag), leaf))


def _is_named(tag: str, leaf: Tagged) -> bool:
    if leaf.is_open:
        return tag.startswith(leaf.name)
    return tag == leaf.name or tag.startswith(f"{leaf.name}/")


def _with_words(leaf: Wording, known: Known) -> list[Annotation]:
    """Return the annotations in whose note or quote a leaf finds its words."""
    looks = finder(leaf)
    told = [(each, words) for each in known.annotations if (words := _words(each, leaf))]
    if isinstance(leaf, Near):
        return [each for each, words in told if looks.in_text(Analysed(words))]
    # One text of all is looked through at a fourth of the cost; no phrase reaches over the empty
    # lines between them.
    starts = list(accumulate((len(words) + len(_APART) for _, words in told), initial=0))
    whole = Analysed(_APART.join(words for _, words in told))
    found = {bisect_right(starts, start) - 1 for start, _ in looks.in_text(whole)}
    return [told[number][0] for number in sorted(found)]


def _words(annotation: Annotation, leaf: Wording) -> str:
    if leaf.field is Field.NOTE:
        return annotation.note
    return annotation.anchor.exact if annotation.anchor else ""
