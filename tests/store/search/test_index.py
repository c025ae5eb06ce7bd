"""The index is in line with the articles, is derived from them, and is never needed."""

from __future__ import annotations

import os
import stat
import tempfile
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import places
from store.corpus import Corpus
from store.search import building, listing, schema
from store.search.index import DAMAGED, OLDER, SearchIndex
from store.sources import Unreadable
from tests.store.search.lives import (
    EVERYTHING,
    agrees,
    answers,
    files,
    found,
    fresh,
    indexed,
    paths,
    scanned,
    update,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from store.article import Parsed
    from store.entry import Entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "dossier", "a.txt", "Ministers met at the border.")
    write(tmp_path / "dossier", "b.txt", "The council met online.")
    write(tmp_path / "dossier", "sub/c.md", "---\nauthor: A. Writer\n---\nThe border, again.")
    (tmp_path / "dossier" / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    return tmp_path / "dossier"


class Reader:
    """Reads articles and remembers which."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self.read: list[str] = []

    def __call__(self, entry: Entry) -> Parsed:
        self.read.append(entry.path)
        return self._corpus.parse(entry)


def _reads(index: SearchIndex, corpus: Corpus, *, whole: bool = True) -> list[str]:
    reader = Reader(corpus)
    list(index.update(corpus.entries, reader, whole=whole))
    return reader.read


def test_every_article_that_can_be_read_is_indexed_with_its_facts(folder: Path) -> None:
    index = indexed(folder)
    assert paths(index.snapshot()) == ["a.txt", "b.txt", "sub/c.md"]
    article = found(index.snapshot(), EVERYTHING)[2].article
    assert (article.author, article.text) == ("A. Writer", "The border, again.")
    assert index.notice == ""


def test_there_is_an_empty_index_before_there_is_any(folder: Path) -> None:
    index = SearchIndex(folder)
    assert index.snapshot().size == 0
    assert index.verify()
    assert not index.folder.exists()


def test_an_unchanged_corpus_is_not_read_again_and_nothing_is_written(folder: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in files(indexed(folder))}
    index = SearchIndex(folder)
    assert _reads(index, scanned(folder)) == []
    assert {file: file.stat().st_mtime_ns for file in files(index)} == before
    assert index.snapshot().size == 3


def test_only_what_changed_is_read(folder: Path) -> None:
    indexed(folder)
    write(folder, "b.txt", "The council met at the border.", seconds=1)
    write(folder, "d.txt", "A new one.")
    index = SearchIndex(folder)
    assert _reads(index, scanned(folder)) == ["b.txt", "d.txt"]
    assert agrees(index, scanned(folder))


def test_a_corpus_in_the_state_that_was_indexed_is_not_even_compared(folder: Path) -> None:
    index = indexed(folder)
    state = scanned(folder).state
    assert state
    assert list(index.update((), Corpus(folder).parse, whole=True, state=state)) == []
    assert index.snapshot().size == 3
    list(index.update((), Corpus(folder).parse, whole=True, state="another"))
    assert index.snapshot().size == 0
    update(index, scanned(folder))
    assert index.snapshot().size == 3


def test_an_index_that_lacks_an_article_is_not_taken_for_the_whole(folder: Path) -> None:
    index, corpus = SearchIndex(folder), scanned(folder)

    def parse(entry: Entry) -> Parsed:
        if entry.path == "a.txt":
            raise Unreadable("its disk is slow")
        return corpus.parse(entry)

    list(index.update(corpus.entries, parse, whole=True, state=corpus.state))
    assert index.snapshot().size == 2
    update(index, corpus)
    assert index.snapshot().size == 3


def test_a_seal_that_is_cut_or_of_another_index_is_not_believed(folder: Path) -> None:
    index, corpus = indexed(folder), scanned(folder)
    file = index.folder / ".postil-seal.json"
    sealed = file.read_bytes()
    write(folder, "a.txt", "Nobody met.", seconds=1)
    update(index, scanned(folder))
    for data in (sealed, b"", b"{}", sealed[:-9], b'{"files": {"meta.json": [1]}, "corpus": ""}'):
        file.write_bytes(data)
        assert _reads(SearchIndex(folder), corpus) == ["a.txt"]
        assert agrees(SearchIndex(folder), corpus)


def test_an_index_without_a_seal_is_read_and_not_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (indexed(folder).folder / ".postil-seal.json").unlink()
    assert _reads(SearchIndex(folder), scanned(folder)) == []
    (SearchIndex(folder).folder / ".postil-seal.json").unlink()
    # Not even where there is no room to see what an index is to look like.
    listing._expected.cache_clear()
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "gone"))
    index = SearchIndex(folder)
    assert _reads(index, scanned(folder)) == []
    assert index.notice == ""
    listing._expected.cache_clear()


def test_a_renamed_article_is_found_at_its_new_path_only(folder: Path) -> None:
    indexed(folder)
    (folder / "a.txt").rename(folder / "z.txt")
    index = SearchIndex(folder)
    assert _reads(index, scanned(folder)) == ["z.txt"]
    assert paths(index.snapshot()) == ["b.txt", "sub/c.md", "z.txt"]


def test_articles_go_only_when_all_are_known(folder: Path) -> None:
    indexed(folder)
    (folder / "a.txt").unlink()
    index = SearchIndex(folder)
    corpus = scanned(folder)
    assert _reads(index, corpus, whole=False) == []
    assert index.snapshot().size == 3
    assert _reads(index, corpus) == []
    assert paths(index.snapshot()) == ["b.txt", "sub/c.md"]


def test_an_article_that_becomes_unreadable_goes(folder: Path) -> None:
    index = indexed(folder)
    corpus = scanned(folder)

    def parse(_: Entry) -> Parsed:
        raise Unreadable("it is gone")

    write(folder, "a.txt", "Changed meanwhile.", seconds=1)
    list(index.update(scanned(folder).entries, parse, whole=True))
    assert paths(index.snapshot()) == ["b.txt", "sub/c.md"]
    update(index, corpus)
    assert paths(index.snapshot()) == ["a.txt", "b.txt", "sub/c.md"]


def test_an_article_that_changed_since_it_was_listed_is_indexed_as_it_is_and_looked_at_again(
    folder: Path,
) -> None:
    listed = scanned(folder)
    write(folder, "a.txt", "Nobody met.", seconds=1)
    index = SearchIndex(folder)
    update(index, listed)
    assert found(index.snapshot(), EVERYTHING)[0].article.text == "Nobody met."
    assert _reads(index, scanned(folder)) == []
    assert _reads(index, listed) == ["a.txt"]


def test_a_snapshot_is_the_same_while_nothing_changes_and_stays_as_it_was(folder: Path) -> None:
    index = indexed(folder)
    before = index.snapshot()
    assert index.snapshot() is before
    write(folder, "d.txt", "A new one.")
    update(index, scanned(folder))
    assert index.snapshot() is not before
    assert (before.size, index.snapshot().size) == (3, 4)


def test_one_index_reads_what_another_has_written(folder: Path) -> None:
    one, other = indexed(folder), SearchIndex(folder)
    assert other.snapshot().size == 3
    write(folder, "d.txt", "A new one.")
    update(one, scanned(folder))
    assert other.snapshot().size == 4


def test_what_was_done_before_it_was_told_to_stop_stays_done(folder: Path) -> None:
    for number in range(100):
        write(folder, f"{number}.txt", f"Article number {number}.")
    index, corpus, stop = SearchIndex(folder), scanned(folder), threading.Event()
    for progress in index.update(corpus.entries, corpus.parse, whole=True, stop=stop):
        if progress.done:
            stop.set()
    done = index.snapshot().size
    assert 0 < done < 103
    assert len(_reads(SearchIndex(folder), corpus)) == 103 - done
    assert agrees(index, corpus)


def test_an_update_that_is_abandoned_does_no_harm(folder: Path) -> None:
    for number in range(100):
        write(folder, f"{number}.txt", f"Article number {number}.")
    index, corpus = SearchIndex(folder), scanned(folder)
    progress = index.update(corpus.entries, corpus.parse, whole=True)
    while next(progress).done == 0:
        pass
    progress.close()  # type: ignore[attr-defined]  # a generator; callers need only iterate
    update(index, corpus)
    assert agrees(index, corpus)
    assert index.notice == ""


def test_it_is_private_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        index = indexed(folder)
    finally:
        os.umask(before)
    for place in (index.folder, index.folder.parent, index.folder.parent.parent):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    for file in index.folder.parent.rglob("*"):
        assert file.is_dir() or stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_each_corpus_has_its_own(folder: Path, tmp_path: Path) -> None:
    indexed(folder)
    write(tmp_path / "other", "z.txt", "Something else.")
    assert paths(indexed(tmp_path / "other").snapshot()) == ["z.txt"]


def test_a_dropped_index_is_gone_and_is_made_again(folder: Path) -> None:
    index = indexed(folder)
    index.drop()
    assert not index.folder.exists()
    assert index.snapshot().size == 0
    update(index, scanned(folder))
    assert index.snapshot().size == 3
    SearchIndex(folder.parent).drop()  # one that was never made


def test_that_of_another_version_gives_way_with_a_word(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as past:
        past.setattr(schema, "VERSION", "earlier")
        earlier = indexed(folder).folder
    index = indexed(folder)
    assert index.notice == OLDER
    assert agrees(index, scanned(folder))
    assert not earlier.exists()
    assert indexed(folder).notice == ""


def test_one_that_gave_a_senseless_answer_is_made_anew_with_a_word(folder: Path) -> None:
    index = indexed(folder)
    index.distrust()
    assert index.snapshot().size == 0
    assert index.notice == DAMAGED
    assert _reads(index, scanned(folder)) == ["a.txt", "b.txt", "sub/c.md"]
    assert agrees(index, scanned(folder))


def test_damage_that_no_time_tells_of_is_seen_by_reading_it_all(folder: Path) -> None:
    index = indexed(folder)
    assert index.verify()
    file = next(file for file in files(index) if file.suffix == ".store")
    status, data = file.stat(), bytearray(file.read_bytes())
    data[10] ^= 1
    with file.open("r+b") as stream:
        stream.write(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = SearchIndex(folder)
    assert again.snapshot().size == 3
    assert not again.verify()
    update(again, scanned(folder))
    assert again.notice == DAMAGED
    assert again.verify()
    assert agrees(again, scanned(folder))


def test_where_the_cache_cannot_be_written_the_index_lasts_for_the_session(
    home: Path, folder: Path
) -> None:
    (home / ".cache").write_text("a file in the way")
    index = SearchIndex(folder)
    update(index, scanned(folder, cache=False))
    assert index.snapshot().size == 3
    assert "cannot be kept" in index.notice
    place = index.folder
    assert not place.is_relative_to(places.cache_dir())
    index.close()
    assert not place.exists()


_PATHS = st.sampled_from(["a.txt", "b.txt", "sub/c.md", "sub/d.txt"])
_TEXTS = st.sampled_from(
    [
        "Ministers met at the border.",
        "The council met.\n\nThe border, again.",
        "---\nauthor: A. Writer\ndate: 2022-05-13\n---\nNobody met at the border.",
        "---\nauthor: B. Writer\n---\nNobody met at the border.",
        "\x00\x01\x02\x00" * 64,
    ]
)
DEEDS = st.one_of(
    st.tuples(st.just("write"), _PATHS, _TEXTS),
    st.tuples(st.just("rename"), _PATHS, _PATHS),
    st.tuples(st.just("delete"), _PATHS, st.none()),
    st.tuples(st.sampled_from(["update", "part", "stop", "abandon", "reopen"]), _PATHS, st.none()),
)
Deed = tuple[str, str, str | None]


def live(root: Path, deeds: list[Deed]) -> None:
    """Let a corpus and its index go through changes; at the end they agree."""
    corpus, index = scanned(root), SearchIndex(root)
    for number, (deed, path, other) in enumerate(deeds):
        if deed == "write":
            write(root, path, other or "", seconds=number)
        elif deed == "rename" and (root / path).exists():
            (root / (other or path)).parent.mkdir(exist_ok=True)
            (root / path).rename(root / (other or path))
        elif deed == "delete":
            (root / path).unlink(missing_ok=True)
        elif deed == "reopen":
            corpus, index = Corpus(root), SearchIndex(root)
        else:
            for _ in corpus.scan():
                pass
            _partly(index, corpus, deed)
    for _ in corpus.scan():
        pass
    update(index, corpus)
    assert answers(index.snapshot()) == answers(fresh(corpus))
    assert index.notice == ""


def _partly(index: SearchIndex, corpus: Corpus, how: str) -> None:
    """Bring an index up to date, wholly or not."""
    stop = threading.Event()
    entries = corpus.entries[::2] if how == "part" else corpus.entries
    state = "" if how == "part" else corpus.state
    for progress in index.update(
        entries, corpus.parse, whole=how != "part", state=state, stop=stop
    ):
        if how == "stop":
            stop.set()
        if how == "abandon" and progress.done:
            return


def test_large_articles_are_read_a_few_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = update(SearchIndex(folder), scanned(folder))
    SearchIndex(folder).drop()
    monkeypatch.setattr(building, "_LARGE_BATCH", 1)
    index = SearchIndex(folder)
    assert update(index, scanned(folder)) == whole + 2
    assert agrees(index, scanned(folder))


def test_one_that_another_postil_removed_is_made_anew_without_a_word_of_damage(
    folder: Path,
) -> None:
    index = indexed(folder)
    SearchIndex(folder).drop()
    assert index.snapshot().size == 0
    update(index, scanned(folder))
    assert agrees(index, scanned(folder))
    assert index.notice == ""


@settings(max_examples=25)
@given(st.lists(DEEDS, max_size=12))
def test_after_any_changes_it_answers_like_one_that_was_never_another(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[Deed]
) -> None:
    root = tmp_path_factory.mktemp("life") / "dossier"
    root.mkdir()
    live(root, deeds)
