"""The article that was read last: the next session begins with it as it was parsed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import last_article, places
from store.corpus import Corpus
from store.last_article import LastArticle
from store.walk import find

if TYPE_CHECKING:
    from pathlib import Path

    from store.article import Article
    from store.entry import Entry

MARKDOWN = """---
title: The council
date: 2022-11-23
---
## Part one

- first *item* with a [link](https://example.org)
- second\x1b[31m item

> A quote.

| a | b |
|---|---|
| 1 | 2 |
"""
LONG_AGO = 1_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "council.md", MARKDOWN)
    write(folder / "plain.txt", "Ministers meet\n\nThey met on Tuesday.\n")
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


def read(corpus: Corpus, path: str) -> tuple[Entry, Article]:
    for _ in corpus.scan():
        pass
    entry = corpus.find(path)
    assert entry is not None
    article = corpus.load(entry)
    corpus.keep(entry, article)
    return entry, article


def kept(folder: Path, path: str) -> tuple[Entry, Article] | None:
    found = find(folder, path)
    assert found is not None
    return LastArticle(folder.resolve()).read(found)


@pytest.mark.parametrize("path", ["council.md", "plain.txt"])
def test_it_is_as_it_was(folder: Path, path: str) -> None:
    entry, article = read(Corpus(folder), path)
    assert kept(folder, path) == (entry, article)
    assert bool(article.parsed.removed) == (path == "council.md")


def test_the_next_session_begins_with_it_without_reading_its_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, article = read(Corpus(folder), "council.md")
    monkeypatch.setattr("store.corpus.parse_file", None)
    monkeypatch.setattr("store.corpus.read_entry", None)
    corpus = Corpus(folder)
    assert corpus.glimpse(entry) == entry
    assert corpus.load(entry) == article


def test_a_file_that_changed_is_read_anew(folder: Path) -> None:
    read(Corpus(folder), "council.md")
    write(folder / "council.md", MARKDOWN.replace("first", "last"))
    assert kept(folder, "council.md") is None
    write(folder / "council.md", MARKDOWN)
    os.utime(folder / "council.md", (LONG_AGO + 1, LONG_AGO + 1))
    assert kept(folder, "council.md") is None


def test_another_article_takes_its_place(folder: Path) -> None:
    corpus = Corpus(folder)
    read(corpus, "council.md")
    read(corpus, "plain.txt")
    assert kept(folder, "council.md") is None
    assert kept(folder, "plain.txt") is not None


def test_a_file_so_young_that_its_time_tells_nothing_is_not_kept(folder: Path) -> None:
    (folder / "new.txt").write_text("Just written\n\nA moment ago.\n", encoding="utf-8")
    read(Corpus(folder), "new.txt")
    assert kept(folder, "new.txt") is None


def test_a_very_long_article_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_article, "_LONGEST", 10)
    read(Corpus(folder), "council.md")
    assert kept(folder, "council.md") is None


def test_a_corpus_that_keeps_nothing_keeps_no_article(folder: Path) -> None:
    read(Corpus(folder, cache=False), "council.md")
    assert not (places.cache_dir() / "last").exists()


@given(at=st.integers(0), value=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_one_is_as_good_as_none(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int, *, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("articles")
    write(folder / "council.md", MARKDOWN)
    read(Corpus(folder), "council.md")
    file = places.cache_dir() / "last" / places.key_of(folder.resolve())
    data = bytearray(file.read_bytes())
    data[at % len(data)] ^= value
    file.write_bytes(data[: at % len(data)] if cut else data)
    assert kept(folder, "council.md") is None


def test_what_another_version_kept_is_not_taken_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(Corpus(folder), "council.md")
    monkeypatch.setattr(last_article, "_VERSION", "another")
    assert kept(folder, "council.md") is None
