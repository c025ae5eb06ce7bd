"""Check a notes file: what is wrong in it, by itself and against the articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs
from msgspec.structs import replace

from store import repair
from store.anchor import State, describe, place_all
from store.annotation import Annotation, KnownArticle
from store.mending.anchor import disown
from store.mending.fault import UNREADABLE, Fault
from store.mending.lenient import spare_name
from store.records import (
    ANNOTATIONS,
    ARTICLES,
    decode,
    document_id,
    encode,
    free_id,
    key_of,
    name_in,
)
from store.sources import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.article import Article
    from store.corpus import Corpus, Entry
    from store.notes_json import Document, Tables

_Numbered = tuple[str, Annotation]
"""An annotation with the TinyDB id of its document."""


class Report(Struct, frozen=True):
    """What a check found.

    Args:
        tables: The notes as they are once mended.
        faults: What was wrong; empty for a sound file.
        annotations: How many there are.
        unreadable: How many pieces an earlier repair could make nothing of.
        states: How many passages are where; without those of articles that are gone.
        missing: How many annotations are on articles that the corpus lacks or that can't be read.
    """

    tables: Tables
    faults: tuple[Fault, ...]
    annotations: int
    unreadable: int
    states: Mapping[State, int] = field(default_factory=dict)
    missing: int = 0


def check(data: bytes, corpus: Corpus | None, old_text_of: Callable[[str], str | None]) -> Report:
    """Look through the bytes of a notes file.

    Args:
        data: The bytes.
        corpus: The articles, scanned; None to look at the file alone.
        old_text_of: Returns the text with a hash, None where it is no longer known.

    Raises:
        NewerNotes: If the file was made by a newer Postil.
    """
    mended = repair.mend(data)
    report = Report(
        mended.tables,
        mended.faults,
        len(mended.tables.get(ANNOTATIONS, {})),
        len(mended.tables.get(UNREADABLE, {})),
    )
    if corpus is None:
        return report
    against = _AgainstArticles(mended.tables, corpus, old_text_of)
    against.look()
    if against.faults:
        repair.make_sure(mended.tables)
    faults = (*report.faults, *_with_lines(data, against.faults))
    return replace(report, faults=faults, states=against.states, missing=against.missing)


class _AgainstArticles:
    """Compares annotations with the articles they are on, and mends them in place."""

    def __init__(
        self, tables: Tables, corpus: Corpus, old_text_of: Callable[[str], str | None]
    ) -> None:
        self.faults: list[Fault] = []
        self.states: Counter[State] = Counter()
        self.missing = 0
        self._tables = tables
        self._documents = tables.get(ANNOTATIONS, {})
        self._corpus = corpus
        self._old_text_of = old_text_of

    def look(self) -> None:
        """Look at the annotations article by article, one text in memory at a time."""
        self._find_homes()
        by_article: dict[str, list[_Numbered]] = defaultdict(list)
        for number, document in self._documents.items():
            annotation = _annotation(document)
            by_article[annotation.article].append((number, annotation))
        for identity, numbered in by_article.items():
            article = self._load(identity)
            if article is None:
                self.missing += len(numbered)
            else:
                self._look_at(article, numbered)

    def _find_homes(self) -> None:
        """Mend the annotations that are on an article of which nobody knows anything."""
        articles = self._tables.get(ARTICLES, {}).values()
        known = {name_in(ARTICLES, document) for document in articles}
        by_text = {entry.text_hash: entry for entry in self._corpus.entries if entry.text_hash}
        for number, document in self._documents.items():
            identity = _annotation(document).article
            if identity in known or self._corpus.entry(identity) is not None:
                continue
            home = by_text.get((document.get("anchor") or {}).get("text_hash", ""))
            if home is None:
                remedy = "list it under the missing articles"
                self._know(identity, document)
                known.add(identity)
            else:
                remedy = f"put it on {home.path}, whose text it was made on"
                self._move(number, document, home)
            problem = f"it is on an article “{identity}” that is unknown"
            self.faults.append(Fault(problem, remedy, ANNOTATIONS, number))

    def _move(self, number: str, document: Document, home: Entry) -> None:
        """Put an annotation on another article."""
        kept = {spare_name(document, "article"): document["article"]}
        self._documents[number] = {**document, **kept, "article": home.id}

    def _know(self, identity: str, document: Document) -> None:
        """Enter an article of which no more than its id and one annotation is known."""
        anchor = document.get("anchor") or {}
        article = KnownArticle(identity, identity, anchor.get("text_hash", ""), "")
        articles = self._tables.setdefault(ARTICLES, {})
        articles[free_id(articles, document_id(key_of(article)))] = encode(article)

    def _look_at(self, article: Article, numbered: list[_Numbered]) -> None:
        """Count how the passages of one article are found, and mend what contradicts its text."""
        for index, (number, annotation) in enumerate(numbered):
            if (problem := _contradiction(article, annotation)) is not None:
                remedy = "look for the passage by its words"
                self.faults.append(Fault(problem, remedy, ANNOTATIONS, number))
                numbered[index] = (number, self._disown(number))
        placed = place_all(
            article.text, article.text_hash, [one for _, one in numbered], self._old_text_of
        )
        for (number, annotation), placement in zip(numbered, placed, strict=True):
            if placement is None:
                continue
            self.states[placement.state] += 1
            anchor = annotation.anchor
            if (
                placement.state is State.EXACT
                and placement.span
                and anchor
                and not anchor.text_hash
            ):
                found = describe(article.text, article.text_hash, placement.span)
                fields = encode(structs.replace(annotation, anchor=found))["anchor"]
                self._documents[number]["anchor"].update(fields)

    def _disown(self, number: str) -> Annotation:
        """Have an annotation's anchor claim no place in this version of its article."""
        document = self._documents[number]
        self._documents[number] = {**document, "anchor": disown(document["anchor"])}
        return _annotation(self._documents[number])

    def _load(self, identity: str) -> Article | None:
        """Return an article, None where it is gone or can't be read."""
        entry = self._corpus.entry(identity)
        if entry is None or entry.error:
            return None
        try:
            return self._corpus.load(entry)
        except Unreadable:
            return None


def _contradiction(article: Article, annotation: Annotation) -> str | None:
    """Return why an anchor can't be true; None if it can."""
    anchor = annotation.anchor
    if anchor is None or anchor.text_hash != article.text_hash:
        return None
    if anchor.span.of(article.text) == anchor.exact:
        return None
    place = f"{anchor.start} to {anchor.end} of {article.path}"
    return f"at {place} stand other words than the quote, though the text is the same"


def _annotation(document: Document) -> Annotation:
    """Return the annotation that a sound document holds."""
    record = decode(ANNOTATIONS, document)
    assert isinstance(record, Annotation)  # noqa: S101 - the decoder of that table makes no other
    return record


def _with_lines(data: bytes, faults: list[Fault]) -> list[Fault]:
    """Return faults with the lines of their documents."""
    if not faults:
        return []
    lines = repair.lines_of(data)
    return [replace(one, line=lines.of_document(one.table, one.document)) for one in faults]
