"""Where a query looks for nothing in texts, the hits are the passages that it is about."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.anchor import describe
from store.annotation import Anchor, Annotation
from store.article import hash_text
from store.search.found import Indexed
from store.search.known import Known
from store.search.language import parse
from store.search.matching import Matcher
from store.search.prepared import has_hits
from store.span import Span

TEXT = "Troops came. Why only now? The observers left, and the troops stayed."
ARTICLE = Indexed("a", "a.txt", "Summit", "2022-05-13", None, None, TEXT, hash_text(TEXT))


def _on(words: str, *tags: str, note: str = "", article: str = "a") -> Annotation:
    start = TEXT.index(words)
    anchor = describe(TEXT, ARTICLE.text_hash, Span(start, start + len(words)))
    return Annotation(words, article, anchor, tags, note)


KNOWN = Known(
    (
        _on("the troops stayed", "later"),
        _on("Troops", "conflict/border"),
        _on("only now", note="why"),
        _on("The observers", "conflict"),
        _on("observers left, and", "conflict"),
        _on("came", article="b"),
        Annotation("whole", "a", None, ("conflict", "later"), "why"),
    ),
    read=frozenset({"a"}),
    orphaned=lambda: frozenset({"a"}),
)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("tag:conflict", ["Troops", "The observers"]),
        ("tag:conflict/border", ["Troops"]),
        ("tag:con*", ["Troops", "The observers"]),
        ("note:why", ["only now"]),
        ("quote:observers", ["The observers"]),
        ("is:tagged", ["Troops", "The observers", "the troops stayed"]),
        ("is:noted", ["only now"]),
        ("tag:later OR note:why", ["only now", "the troops stayed"]),
        ("tag:later note:why", ["only now", "the troops stayed"]),
        ("tag:conflict -tag:later", ["Troops", "The observers"]),
        ("tag:later date:2022 title:summit is:read", ["the troops stayed"]),
        ("tag:later -border", ["the troops stayed"]),
        ("tag:conflict now", ["now"]),
        ("tag:conflict nowhere", []),
        ("tag:conflict OR /s?t?ayed/", ["stayed"]),
        ("-tag:later", []),
        ("is:read", []),
        ("is:orphan", []),
        ("date:2022 title:summit", []),
    ],
)
def test_hits_are_words_and_where_there_are_none_to_look_for_passages(
    typed: str, hits: list[str]
) -> None:
    root = parse(typed).root
    assert root is not None
    assert [hit.of(TEXT) for hit in Matcher(root, KNOWN).hits(ARTICLE)] == hits
    assert has_hits(root) == (bool(hits) or "nowhere" in typed)


@pytest.mark.parametrize(
    ("changes", "lost_in", "is_hit"),
    [
        ({}, "", True),
        ({}, "of another text", True),
        ({}, ARTICLE.text_hash, False),
        ({"text_hash": "of another text"}, "", False),
        ({"exact": "troops"}, "", False),
        ({"start": -6, "end": 0}, "", False),
        ({"start": 6, "end": 0}, "", False),
        ({"start": 3, "end": 3, "exact": ""}, "", False),
    ],
)
def test_a_passage_is_a_hit_only_where_it_surely_stands(
    changes: dict[str, str | int], lost_in: str, *, is_hit: bool
) -> None:
    given = {"start": 0, "end": 6, "exact": "Troops", "text_hash": ARTICLE.text_hash} | changes
    anchor = Anchor(**given, prefix="", suffix="", normaliser=1)  # type: ignore[arg-type]  # of several types
    marked = replace(_on("Troops", "x"), anchor=anchor, lost_in=lost_in)
    root = parse("tag:x").root
    assert root is not None
    assert Matcher(root, Known((marked,))).hits(ARTICLE) == ((Span(0, 6),) if is_hit else ())
