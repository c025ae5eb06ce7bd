"""A check says in words what is wrong with a notes file, and what the articles say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from store.anchor import State, describe
from store.annotation import Annotation, KnownArticle
from store.article import hash_text
from store.check import Report, check
from store.corpus import Corpus
from store.notes_json import dump
from store.records import ANNOTATIONS, decode_all, document_id, encode, key_of
from store.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from store.annotation import Anchor, Record
    from store.article import Article
    from store.notes_json import Tables

WORDS = "The foreign ministers met on Friday. The question of troops remains. It is an old one.\n"
SHA = "0" * 64


def _nothing(_text_hash: str) -> None:
    """Say that no text is known any more."""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "ministers.txt").write_text(WORDS, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    corpus = Corpus(folder, cache=False)
    for _ in corpus.scan():
        pass
    return corpus


@pytest.fixture
def ministers(corpus: Corpus) -> Article:
    entry = corpus.find("ministers.txt")
    assert entry
    return corpus.load(entry)


def _on(article: Article, number: int, start: int = 4, end: int = 21) -> Annotation:
    anchor = describe(article.text, article.text_hash, Span(start, end))
    return Annotation(f"0190f000-0000-7000-8000-{number:012}", article.id, anchor)


def _moved(annotation: Annotation, **fields: object) -> Annotation:
    """Return an annotation with another anchor."""
    assert annotation.anchor
    anchor: Anchor = replace(annotation.anchor, **fields)
    return replace(annotation, anchor=anchor)


def _file(*records: Record) -> Tables:
    tables: Tables = {}
    for record in records:
        key = key_of(record)
        tables.setdefault(key.table, {})[str(document_id(key))] = encode(record)
    return tables


def _check(corpus: Corpus, *records: Record) -> Report:
    """Check a file of some records; the mended one must be sound."""
    report = check(dump(_file(*records)), corpus, _nothing)
    assert check(dump(report.tables), corpus, _nothing).faults == ()
    return report


def _known(article: Article, **fields: str) -> KnownArticle:
    known = {"path": article.path, "text_hash": article.text_hash, "title": article.title}
    return KnownArticle(article.id, **{**known, **fields})


def test_a_sound_file_is_counted(corpus: Corpus, ministers: Article) -> None:
    whole = Annotation("u", ministers.id, None)
    gone = KnownArticle("gone", "gone.txt", SHA, "Gone")
    lost = _moved(_on(ministers, 1), exact="x" * 17, prefix="", suffix="", text_hash=SHA)
    there = _on(ministers, 2)
    missing = replace(_on(ministers, 3), article="gone")
    report = _check(corpus, _known(ministers), gone, whole, lost, there, missing)
    assert report.faults == ()
    assert report.annotations == 4
    assert report.states == {State.EXACT: 1, State.ORPHAN: 1}
    assert report.missing == 1


def test_the_articles_are_not_needed_to_check_the_file(ministers: Article) -> None:
    wrong = _moved(_on(ministers, 1), start=0, end=99)
    report = check(dump(_file(_known(ministers), wrong)), None, _nothing)
    (fault,) = report.faults
    assert "does not fit its quote" in fault.problem
    assert report.states == {}


def test_an_anchor_that_its_own_text_contradicts_is_found_by_its_words(
    corpus: Corpus, ministers: Article
) -> None:
    wrong = _moved(_on(ministers, 1), start=30, end=47)
    report = _check(corpus, _known(ministers), wrong)
    (fault,) = report.faults
    assert "other words than the quote" in fault.problem
    assert fault.table == ANNOTATIONS
    assert fault.line > 1
    (mended,) = [one for one in decode_all(report.tables) if isinstance(one, Annotation)]
    assert mended.anchor == _on(ministers, 1).anchor
    assert report.states == {State.EXACT: 1}


def test_an_anchor_whose_words_are_nowhere_becomes_an_orphan_with_its_quote(
    corpus: Corpus, ministers: Article
) -> None:
    wrong = _moved(_on(ministers, 1), exact="quite other words", prefix="zzz", suffix="zzz")
    report = _check(corpus, _known(ministers), wrong)
    assert len(report.faults) == 1
    (mended,) = report.tables[ANNOTATIONS].values()
    assert mended["anchor"]["exact"] == "quite other words"
    assert mended["anchor"]["text_hash_kept"] == ministers.text_hash
    assert report.states == {State.ORPHAN: 1}


def test_an_annotation_on_an_unknown_article_goes_where_its_text_is(
    corpus: Corpus, ministers: Article
) -> None:
    strayed = replace(_on(ministers, 1), article="nobody")
    report = _check(corpus, strayed)
    (fault,) = report.faults
    assert "unknown" in fault.problem
    assert "ministers.txt" in fault.remedy
    (mended,) = report.tables[ANNOTATIONS].values()
    assert (mended["article"], mended["article_kept"]) == (ministers.id, "nobody")


def test_what_an_earlier_repair_kept_stays_beside_what_this_one_keeps(
    corpus: Corpus, ministers: Article
) -> None:
    tables = _file(replace(_on(ministers, 1), article="nobody"))
    (document,) = tables[ANNOTATIONS].values()
    document["article_kept"] = "somebody"
    (mended,) = check(dump(tables), corpus, _nothing).tables[ANNOTATIONS].values()
    assert mended["article"] == ministers.id
    assert (mended["article_kept"], mended["article_kept2"]) == ("somebody", "nobody")


def test_an_annotation_whose_article_nobody_knows_is_listed_as_missing(
    corpus: Corpus, ministers: Article
) -> None:
    strayed = _moved(replace(_on(ministers, 1), article="nobody"), text_hash=SHA)
    whole = Annotation("u", "nobody", None)
    report = _check(corpus, strayed, whole)
    (fault,) = report.faults
    assert "missing" in fault.remedy
    known = [one for one in decode_all(report.tables) if isinstance(one, KnownArticle)]
    assert [one.id for one in known] == ["nobody"]
    assert report.missing == 2


def test_an_id_with_hidden_characters_is_the_id_that_is_shown(
    corpus: Corpus, ministers: Article
) -> None:
    report = _check(corpus, _known(ministers), replace(_on(ministers, 1), article="no\x1bbody"))
    assert len(report.faults) == 1
    hidden = replace(_on(ministers, 2), article=f"{ministers.id}\x1b[0m")
    assert _check(corpus, _known(ministers), hidden).faults == ()


def test_an_article_that_the_notes_never_named_is_no_fault(
    corpus: Corpus, ministers: Article
) -> None:
    assert _check(corpus, _on(ministers, 1)).faults == ()


def test_articles_that_cannot_be_read_count_as_missing(corpus: Corpus) -> None:
    entry = corpus.find("broken.txt")
    assert entry
    report = _check(corpus, Annotation("u", entry.id, None))
    assert (report.faults, report.missing) == ((), 1)


def test_an_old_text_helps_to_find_a_passage(corpus: Corpus, ministers: Article) -> None:
    old = f"An older beginning. {ministers.text}"
    anchor = describe(old, hash_text(old), Span(24, 41))
    annotation = Annotation("u", ministers.id, anchor)
    asked: list[str] = []

    def old_text_of(text_hash: str) -> str:
        asked.append(text_hash)
        return old

    report = check(dump(_file(_known(ministers), annotation)), corpus, old_text_of)
    assert asked == [hash_text(old)]
    assert report.states == {State.EXACT: 1}
