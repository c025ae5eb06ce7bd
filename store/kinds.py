"""The kinds of records: the fields of each as the notes file has them, and what it goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from store import door
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
    Width,
)
from store.annotation_json import decode_annotation, encode_annotation, sound_annotations
from store.fields import colour_of, is_plain, named
from store.keys import ANNOTATIONS, ARTICLES, REJECTIONS, RULES, SEARCHES, TAGS, TERMS
from store.notes_json import BrokenNotes, Document, quoted
from store.shape import Shape
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDTHS = {width.value: width for width in Width}
_KEYS = frozenset(["", *"123456789"])


def encode(record: Record) -> Document:
    """Return a record's fields as the notes file has them."""
    match record:
        case Annotation():
            return encode_annotation(record)
        case Tag():
            return {
                "name": record.name,
                "colour": record.colour.value,
                "key": record.key,
                "description": record.description,
            }
        case Term():
            return {
                "text": record.text,
                "colour": record.colour.value,
                "whole_word": record.whole_word,
                "match_case": record.match_case,
            }
        case KnownArticle() | SavedSearch() | Rejection():
            return {name: getattr(record, name) for name in record.__struct_fields__}
        case Rule():
            return {
                "name": record.name,
                "query": record.query,
                "tag": record.tag,
                "width": record.width.value,
            }


_TAG = Shape(
    dict.fromkeys(("name", "colour", "key", "description"), str),
    {"colour": Colour.YELLOW.value, "key": "", "description": ""},
)
_TERM = Shape(
    {"text": str, "colour": str, "whole_word": bool, "match_case": bool},
    {"colour": Colour.CYAN.value, "whole_word": True, "match_case": False},
)
_KNOWN_ARTICLE = Shape(
    dict.fromkeys(("id", "path", "text_hash", "title"), str),
    {"text_hash": "", "title": ""},
)
_SEARCH = Shape(dict.fromkeys(("name", "query"), str), {})
_RULE = Shape(dict.fromkeys(("name", "query", "tag", "width"), str), {"width": Width.MATCH.value})
_REJECTION = Shape(dict.fromkeys(("rule", "article", "mark"), str), {})


def _decode_tag(document: Document) -> Tag:
    """Return the tag that a document holds."""
    name, colour, key, description = _TAG.read(document)
    if key not in _KEYS:
        raise BrokenNotes(f"“{quoted(key)}” is no key for a tag; there are 1 to 9")
    return Tag(named(door.tag_name(name), "name"), colour_of(colour), key, clean(description))


def _decode_term(document: Document) -> Term:
    """Return the term that a document holds."""
    text, colour, whole_word, match_case = _TERM.read(document)
    return Term(named(clean_line(text), "text"), colour_of(colour), whole_word, match_case)


def _decode_known_article(document: Document) -> KnownArticle:
    """Return the known article that a document holds."""
    name, path, text_hash, title = _KNOWN_ARTICLE.read(document)
    return KnownArticle(
        named(door.identifier(name), "id"),
        door.path(path),
        door.identifier(text_hash),
        clean_line(title),
    )


def sound_articles(documents: Sequence[Document]) -> list[KnownArticle] | None:
    """Return the known articles that documents hold if nothing in any is refused or cleaned.

    As `sound_annotations` does.
    """
    try:
        articles = msgspec.convert(documents, list[KnownArticle])
    except msgspec.ValidationError:
        return None
    return articles if are_articles_sound(articles) else None


def are_articles_sound(articles: Sequence[KnownArticle]) -> bool:
    """Tell whether nothing is refused or cleaned in known articles as documents hold them."""
    return (
        is_plain("".join([f"{one.id}{one.path}{one.text_hash}" for one in articles]))
        and all(one.id for one in articles)
        and all(_is_title(one.title) for one in articles)
    )


def _is_title(text: str) -> bool:
    """Tell whether a title is one as it stands."""
    if text.isascii():
        return text.isprintable() and " ".join(text.split()) == text
    return clean_line(text) == text


def _decode_search(document: Document) -> SavedSearch:
    """Return the saved search that a document holds."""
    name, query = _SEARCH.read(document)
    return SavedSearch(
        named(clean_line(name), "name"), named(door.identifier(query).strip(), "query")
    )


def _decode_rule(document: Document) -> Rule:
    """Return the coding rule that a document holds."""
    name, query, tag, width = _RULE.read(document)
    if width not in _WIDTHS:
        raise BrokenNotes(f"“{quoted(width)}” is no width; there are {', '.join(_WIDTHS)}")
    return Rule(
        named(clean_line(name), "name"),
        named(door.identifier(query).strip(), "query"),
        named(door.tag_name(tag), "tag"),
        _WIDTHS[width],
    )


def _decode_rejection(document: Document) -> Rejection:
    """Return the rejection that a document holds."""
    rule, article, mark = _REJECTION.read(document)
    return Rejection(
        named(clean_line(rule), "rule"),
        named(door.identifier(article), "article"),
        named(door.identifier(mark), "mark"),
    )


DECODERS: dict[str, Callable[[Document], Record]] = {
    ANNOTATIONS: decode_annotation,
    TAGS: _decode_tag,
    TERMS: _decode_term,
    ARTICLES: _decode_known_article,
    SEARCHES: _decode_search,
    RULES: _decode_rule,
    REJECTIONS: _decode_rejection,
}
"""What makes a record of a document, by table."""

AT_ONCE: dict[str, Callable[[Sequence[Document]], Sequence[Record] | None]] = {
    ANNOTATIONS: sound_annotations,
    ARTICLES: sound_articles,
}
"""What makes the records of many documents at a fraction of the cost, or none of any."""

NAMES: dict[str, dict[str, Callable[[str], str]]] = {
    ANNOTATIONS: {"uuid": door.identifier},
    TAGS: {"name": clean_line},
    TERMS: {"text": clean_line},
    ARTICLES: {"id": door.identifier},
    SEARCHES: {"name": clean_line},
    RULES: {"name": clean_line},
    REJECTIONS: {"rule": clean_line, "article": door.identifier, "mark": door.identifier},
}
"""The fields that a record goes by, by table, each with how its text is read."""
