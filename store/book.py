"""Book: everything that the notes file holds, in memory and quickly found."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from store import records
from store.annotation import (
    Annotation,
    Colour,
    KnownArticle,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
)
from store.merge import Change, Outcome, Step, settle
from store.merging.tombstones import newer_than, version_of
from store.records import key_of
from store.tag_use import TagUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.records import Key

__all__ = ["Book", "Change", "Step", "derived_tag"]


class Book:
    """The annotations, tags, terms, known articles, saved searches and rules of one notes file.

    It belongs to one thread: whoever reads it is the one who applies steps to it.

    Args:
        content: What it holds at first; no two have the same key.
    """

    def __init__(self, content: Iterable[Record] = ()) -> None:
        self._annotations: dict[str, Annotation] = {}
        self._tags: dict[str, Tag] = {}
        self._terms: dict[str, Term] = {}
        self._articles: dict[str, KnownArticle] = {}
        self._searches: dict[str, SavedSearch] = {}
        self._rules: dict[str, Rule] = {}
        self._rejections: dict[str, Rejection] = {}
        self._rejected_in: Counter[str] = Counter()
        self._tables: dict[str, dict[str, Any]] = {
            records.ANNOTATIONS: self._annotations,
            records.TAGS: self._tags,
            records.TERMS: self._terms,
            records.ARTICLES: self._articles,
            records.SEARCHES: self._searches,
            records.RULES: self._rules,
            records.REJECTIONS: self._rejections,
        }
        self._by_article: defaultdict[str, dict[str, Annotation]] = defaultdict(dict)
        self._in_order: dict[str, tuple[Annotation, ...]] = {}
        self._all: tuple[Annotation, ...] | None = None
        self._use = TagUse(self._annotations)
        self._deleted: dict[Key, str] = {}
        # Nothing has to give way: a third of the time to load fifty thousand.
        annotations, by_article = self._annotations, self._by_article
        for record in content:
            if isinstance(record, Annotation):
                uuid = record.uuid
                annotations[uuid] = by_article[record.article][uuid] = record
            else:
                self._put(record)
        self._use.add_all(annotations.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Book):
            return NotImplemented
        return self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]  # a book changes

    def apply(self, step: Step) -> None:
        """Carry a step out, by the rules of `merge.settle`."""
        self._use.note(step)
        outcomes = settle(step, self.find)
        for outcome in outcomes:
            if outcome.leaving is not None:
                self._note_deleted(outcome)
                self._remove(outcome.leaving)
        for outcome in outcomes:
            if (record := outcome.record) is not None:
                seen = self._deleted.pop(key_of(record), None)
                self._put(record if seen is None else newer_than(record, seen))

    def find(self, key: Key) -> Record | None:
        """Return the record with that key, None where there is none."""
        return self._tables[key.table].get(key.name)

    def records(self) -> tuple[Record, ...]:
        """Return everything, by kind."""
        return (
            *self._annotations.values(),
            *self.stored_tags(),
            *self.terms(),
            *self.articles(),
            *self.searches(),
            *self.rules(),
            *self._rejections.values(),
        )

    def annotation(self, uuid: str) -> Annotation | None:
        """Return the annotation with that uuid, None where there is none."""
        return self._annotations.get(uuid)

    def annotations(self) -> tuple[Annotation, ...]:
        """Return all annotations, article by article in the order of `of_article`."""
        # The screen asks at every key of a query.
        if self._all is None:
            self._all = tuple(chain.from_iterable(map(self.of_article, self._by_article)))
        return self._all

    @property
    def has_annotations(self) -> bool:
        """Whether there is any annotation."""
        return bool(self._annotations)

    def of_article(self, article_id: str) -> tuple[Annotation, ...]:
        """Return an article's annotations.

        Those on the whole article come first, the others by start, the longer before the shorter.
        """
        if article_id not in self._by_article:
            return ()
        if article_id not in self._in_order:
            annotations = self._by_article[article_id].values()
            self._in_order[article_id] = tuple(sorted(annotations, key=_reading_order))
        return self._in_order[article_id]

    def on_whole_article(self, article_id: str) -> Annotation | None:
        """Return the first annotation on an article as a whole, None where there is none."""
        first = next(iter(self.of_article(article_id)), None)
        return first if first is not None and first.anchor is None else None

    def tags(self) -> tuple[Tag, ...]:
        """Return the codebook by name, with the tags in use that the file has no entry for."""
        return tuple(self.tag(name) for name in self._tag_names())

    def tag(self, name: str) -> Tag:
        """Return the tag with that name; one that the codebook lacks gets a lasting colour."""
        return self._tags.get(name) or derived_tag(name)

    def stored_tag(self, name: str) -> Tag | None:
        """Return the codebook's own entry for a name, None where the file has none."""
        return self._tags.get(name)

    def stored_tags(self) -> tuple[Tag, ...]:
        """Return the codebook's own entries by name."""
        return tuple(sorted(self._tags.values(), key=lambda tag: tag.name))

    def has_tag(self, name: str) -> bool:
        """Tell whether a tag is in the codebook or on any annotation."""
        return name in self._tags or self._use.count(name) > 0

    def colour_of(self, annotation: Annotation) -> Colour:
        """Return the colour of a highlight: its first tag's, else its own."""
        return self.tag(annotation.tags[0]).colour if annotation.tags else annotation.colour

    def counts(self) -> dict[str, int]:
        """Return how many annotations each tag of `tags` has, not counting its children's."""
        return {name: self._use.count(name) for name in self._tag_names()}

    def tags_of_article(self, article_id: str) -> tuple[str, ...]:
        """Return the names of the tags on an article and its passages, in order of appearance."""
        annotations = self.of_article(article_id)
        return tuple(dict.fromkeys(name for one in annotations for name in one.tags))

    def recent_tags(self) -> tuple[str, ...]:
        """Return the tags that were ever given, the last given first."""
        return tuple(name for name in reversed(self._use.given()) if self.has_tag(name))

    def terms(self) -> tuple[Term, ...]:
        """Return the terms by their text."""
        return tuple(sorted(self._terms.values(), key=lambda term: term.text))

    def term(self, text: str) -> Term | None:
        """Return the term with that text, None where there is none."""
        return self._terms.get(text)

    def articles(self) -> tuple[KnownArticle, ...]:
        """Return the articles that carry annotations, by path."""
        return tuple(sorted(self._articles.values(), key=lambda article: article.path))

    def known_article(self, article_id: str) -> KnownArticle | None:
        """Return what the notes file knows of an article, None where it knows nothing."""
        return self._articles.get(article_id)

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches by name."""
        return tuple(sorted(self._searches.values(), key=lambda search: search.name))

    def search(self, name: str) -> SavedSearch | None:
        """Return the saved search with that name, None where there is none."""
        return self._searches.get(name)

    def rules(self) -> tuple[Rule, ...]:
        """Return the coding rules by name."""
        return tuple(sorted(self._rules.values(), key=lambda rule: rule.name))

    def rule(self, name: str) -> Rule | None:
        """Return the coding rule with that name, None where there is none."""
        return self._rules.get(name)

    def rejections_of(self, rule: str) -> frozenset[Rejection]:
        """Return what the reader refused of a rule's proposals."""
        return frozenset(one for one in self._rejections.values() if one.rule == rule)

    def rejections_in(self, article_id: str) -> int:
        """Return how many proposals in an article the reader refused, of whatever rule."""
        return self._rejected_in[article_id]

    def _tag_names(self) -> list[str]:
        """Return the names of the tags in the codebook and on any annotation, in their order."""
        return sorted(self._tags.keys() | self._use.names())

    def _note_deleted(self, outcome: Outcome) -> None:
        """Remember which version of an annotation is taken away and not put back at once."""
        key = outcome.leaving
        present = None if key is None or outcome.record is not None else self.find(key)
        if key is not None and isinstance(present, Annotation):
            self._deleted[key] = version_of(present)

    def _put(self, record: Record) -> None:
        """Take a record in, in place of the one with its key."""
        if isinstance(record, Annotation):
            self._put_annotation(record)
            return
        key = key_of(record)
        self._remove(key)
        self._tables[key.table][key.name] = record
        if isinstance(record, Rejection):
            self._rejected_in[record.article] += 1

    def _put_annotation(self, annotation: Annotation) -> None:
        """Take an annotation in, in place of the one with its uuid."""
        if annotation.uuid in self._annotations:
            self._remove_annotation(annotation.uuid)
        self._annotations[annotation.uuid] = annotation
        self._by_article[annotation.article][annotation.uuid] = annotation
        self._in_order.pop(annotation.article, None)
        self._all = None
        self._use.add(annotation)

    def _remove(self, key: Key) -> None:
        """Take the record with that key out, if it is there."""
        if key.table == records.ANNOTATIONS:
            self._remove_annotation(key.name)
            return
        removed = self._tables[key.table].pop(key.name, None)
        if isinstance(removed, Rejection):
            self._rejected_in[removed.article] -= 1

    def _remove_annotation(self, uuid: str) -> None:
        """Take an annotation out, if it is there."""
        annotation = self._annotations.pop(uuid, None)
        if annotation is None:
            return
        siblings = self._by_article[annotation.article]
        del siblings[uuid]
        if not siblings:
            del self._by_article[annotation.article]
        self._in_order.pop(annotation.article, None)
        self._all = None
        self._use.remove(annotation)


@lru_cache(maxsize=4096)  # asked for every annotation of an article, at each edit
def derived_tag(name: str) -> Tag:
    """Return a tag for a name that the codebook lacks, in a colour that follows from the name."""
    colours = tuple(Colour)
    return Tag(name, colours[sha256(name.encode()).digest()[0] % len(colours)])


def _reading_order(annotation: Annotation) -> tuple[int, int, str]:
    """Return the sort key for `Book.of_article`."""
    if annotation.anchor is None:
        return (-1, 0, annotation.created)
    return (annotation.anchor.start, -annotation.anchor.end, annotation.created)
