"""A corpus: its list of articles as it grows, changes and comes back."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from typing import TYPE_CHECKING, Any
from weakref import ReferenceType, ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import catalogue, furniture, places, scan, sources, walk
from store.annotation import KnownArticle
from store.article import Article, BlockKind, hash_text
from store.corpus import Corpus, Entry, ScanUpdate
from store.held import Held
from store.identity import Sighting, new_id
from store.sources import Unreadable
from store.sources.limits import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_LONG_AGO = 1_000_000_000


def _write(path: Path, text: str, when: int = _LONG_AGO) -> Path:
    """Write an article whose time is long past, so that it is known again by its time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (when, when))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "abc":
        _write(tmp_path / "dossier" / f"{name}.txt", f"Words of {name}.")
    return tmp_path / "dossier"


def _scan(corpus: Corpus) -> ScanUpdate:
    """Scan, and return all updates as one."""
    updates = list(corpus.scan())
    assert [update.done for update in updates] == [False] * (len(updates) - 1) + [True]
    return ScanUpdate(
        tuple(one for update in updates for one in update.added),
        tuple(one for update in updates for one in update.changed),
        tuple(one for update in updates for one in update.removed),
        done=True,
        total=updates[-1].total,
    )


def _ids(corpus: Corpus) -> dict[str, str]:
    return {one.path: one.id for one in corpus.entries}


def _entry(corpus: Corpus, path: str) -> Entry:
    found = corpus.find(path)
    assert found is not None
    return found


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were really read, in order; reading goes on as ever."""
    paths: list[str] = []
    really = walk.read_bytes

    def read(folder: Path, path: str, limit: int = LARGEST) -> bytes:
        paths.append(path)
        return really(folder, path, limit)

    monkeypatch.setattr(walk, "read_bytes", read)
    return paths


def test_making_a_corpus_reads_nothing(folder: Path, reads: list[str]) -> None:
    corpus = Corpus(folder)
    assert (corpus.entries, corpus.entry("x"), corpus.find("a.txt"), reads) == ((), None, None, [])
    assert corpus.name == "dossier"
    assert corpus.root == folder


def test_a_scan_lists_every_article(folder: Path) -> None:
    corpus = Corpus(folder)
    update = _scan(corpus)
    assert update.added == corpus.entries
    assert update.total == 3
    assert _ids(corpus) == {name: new_id(name) for name in ("a.txt", "b.txt", "c.txt")}
    first = corpus.entries[0]
    assert first.words == 3
    assert first.text_hash == hash_text("Words of a.")
    assert (first.error, first.date, first.author, first.source) == ("", None, None, None)
    assert corpus.entry(first.id) is first


def test_an_empty_folder_is_a_corpus_that_can_grow(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    assert _scan(corpus) == ScanUpdate((), (), (), done=True, total=0)
    _write(tmp_path / "a.txt", "One.")
    assert [one.path for one in _scan(corpus).added] == ["a.txt"]


def test_a_single_file_is_a_corpus_of_one(folder: Path) -> None:
    corpus = Corpus(folder / "b.txt")
    _scan(corpus)
    assert _ids(corpus) == {"b.txt": new_id("b.txt")}
    assert corpus.load(corpus.entries[0]).text == "Words of b."
    _write(folder / "b.txt", "Other words.", when=_LONG_AGO + 1)
    assert [one.words for one in _scan(corpus).changed] == [2]


def test_a_second_scan_reads_nothing_and_tells_nothing(folder: Path, reads: list[str]) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    reads.clear()
    assert _scan(corpus) == ScanUpdate((), (), (), done=True, total=3)
    assert reads == []


def test_the_next_session_lists_from_the_catalogue_without_reading(
    folder: Path, reads: list[str]
) -> None:
    before = Corpus(folder)
    _scan(before)
    reads.clear()
    after = Corpus(folder)
    assert _scan(after).added == before.entries
    assert reads == []


def test_without_a_cache_nothing_is_written_and_everything_is_read(
    folder: Path, home: Path, reads: list[str]
) -> None:
    _scan(Corpus(folder, cache=False))
    _scan(Corpus(folder, cache=False))
    assert len(reads) == 6
    assert not (home / ".cache").exists()


def test_a_damaged_catalogue_costs_reading_only(folder: Path, home: Path) -> None:
    before = Corpus(folder)
    _scan(before)
    (file,) = (path for path in (home / ".cache").rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    after = Corpus(folder)
    _scan(after)
    assert after.entries == before.entries


def test_an_unchanged_catalogue_is_not_written_again(folder: Path, home: Path) -> None:
    _scan(Corpus(folder))
    (file,) = (path for path in (home / ".cache").rglob("*") if path.is_file())
    before = file.stat().st_ino
    _scan(Corpus(folder))
    assert file.stat().st_ino == before


def test_an_article_changed_within_the_same_tick_of_the_clock_is_read_again(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old words")
    status = file.stat()
    corpus = Corpus(tmp_path)
    _scan(corpus)
    file.write_text("new words")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert [one.text_hash for one in _scan(corpus).changed] == [hash_text("new words")]


def test_a_new_article_is_added(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    _write(folder / "sub" / "d.txt", "More.")
    update = _scan(corpus)
    assert ([one.path for one in update.added], update.changed, update.removed) == (
        ["sub/d.txt"],
        (),
        (),
    )


def test_an_edited_article_is_changed_and_keeps_its_id(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    before = _ids(corpus)
    _write(folder / "b.txt", "Wholly other words now.", when=_LONG_AGO + 1)
    update = _scan(corpus)
    assert ([one.words for one in update.changed], update.added, update.removed) == ([4], (), ())
    assert _ids(corpus) == before


def test_an_article_touched_but_not_edited_is_no_news(folder: Path, reads: list[str]) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    os.utime(folder / "b.txt", (_LONG_AGO + 1, _LONG_AGO + 1))
    reads.clear()
    for _ in range(2):
        assert _scan(corpus) == ScanUpdate((), (), (), done=True, total=3)
    assert reads == ["b.txt"]


def test_a_renamed_article_keeps_its_id_and_is_told_as_changed(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    before = _ids(corpus)["b.txt"]
    (folder / "sub").mkdir()
    (folder / "b.txt").rename(folder / "sub" / "renamed.txt")
    update = _scan(corpus)
    assert [(one.id, one.path) for one in update.changed] == [(before, "sub/renamed.txt")]
    assert (update.added, update.removed) == ((), ())
    assert _scan(corpus) == ScanUpdate((), (), (), done=True, total=3)
    after = Corpus(folder)
    _scan(after)
    assert _ids(after) == _ids(corpus)


def test_the_path_dates_an_article_that_names_no_date_itself(tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    _write(root / "2022-05-05-e.txt", "Words without a day.")
    _write(root / "2022-05-06-f.txt", "Words with a day\n\n1 May 2022\n\nAnd more.")
    _write(root / "2022-05-07-g.md", "---\ndate: 2022-05-02\n---\nWords.")
    corpus = Corpus(root)
    _scan(corpus)
    assert [entry.date for entry in corpus.entries] == ["2022-05-05", "2022-05-01", "2022-05-02"]
    assert corpus.load(corpus.entries[0]).parsed.date == "2022-05-05"


def test_a_rename_dates_an_article_anew_also_while_somebody_has_it_open(tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    _write(root / "2022-05-05-e.txt", "Words without a day.")
    corpus = Corpus(root)
    _scan(corpus)
    opened = corpus.load(corpus.entries[0])
    (root / "2022-05-05-e.txt").rename(root / "2022-05-06-e.txt")
    _scan(corpus)
    entry = corpus.entries[0]
    assert (entry.id, entry.date) == (opened.id, "2022-05-06")
    assert corpus.parse(entry).date == "2022-05-06"


@pytest.mark.parametrize("fact", ["title", "date", "author", "source"])
def test_what_a_file_says_of_the_same_text_by_now_is_what_is_read_while_it_is_open(
    tmp_path: Path, fact: str
) -> None:
    def written(value: str) -> Path:
        return _write(file, f"---\n{fact}: {value}\n---\nWords of a.", when=int(value[:4]))

    file = tmp_path / "dossier" / "a.md"
    written("2022-05-05")
    corpus = Corpus(file.parent)
    _scan(corpus)
    opened = corpus.load(_entry(corpus, "a.md"))
    written("2023-06-06")
    _scan(corpus)
    entry = _entry(corpus, "a.md")
    assert entry.text_hash == opened.text_hash
    assert not corpus.is_current(opened)
    assert getattr(corpus.parse(entry), fact) == getattr(entry, fact) == "2023-06-06"
    assert corpus.is_current(corpus.load(entry))


def test_what_was_read_first_is_read_again_where_its_file_names_another_author(
    tmp_path: Path,
) -> None:
    file = _write(tmp_path / "dossier" / "a.md", "---\nauthor: Ann\n---\nWords of a.")
    corpus = Corpus(file.parent)
    _scan(corpus)
    _write(file, "---\nauthor: Bob\n---\nWords of a.", when=_LONG_AGO + 1)
    _scan(corpus)
    assert corpus.load(_entry(corpus, "a.md")).parsed.author == "Bob"


def test_a_removed_article_is_removed_and_has_its_id_again_when_it_is_back(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    before = _ids(corpus)
    text = (folder / "b.txt").read_text()
    (folder / "b.txt").rename(folder / "renamed.txt")
    _scan(corpus)
    (folder / "renamed.txt").unlink()
    assert _scan(corpus).removed == (before["b.txt"],)
    assert corpus.entry(before["b.txt"]) is None
    _write(folder / "back.txt", text)
    assert [(one.id, one.path) for one in _scan(corpus).added] == [(before["b.txt"], "back.txt")]


def test_articles_that_swap_names_take_their_ids_along(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    before = _ids(corpus)
    for old, new in (("a.txt", "x"), ("b.txt", "a.txt"), ("x", "b.txt")):
        (folder / old).rename(folder / new)
    update = _scan(corpus)
    assert {one.path: one.id for one in update.changed} == {
        "a.txt": before["b.txt"],
        "b.txt": before["a.txt"],
    }
    assert (update.added, update.removed) == ((), ())


def test_an_annotated_article_renamed_between_sessions_is_recognised(
    folder: Path, home: Path
) -> None:
    known = [KnownArticle("ANNOTATED", "old.txt", hash_text("Words of b."), "Words")]
    for cached in (False, True):
        if cached:
            _scan(Corpus(folder))
            assert (home / ".cache").exists()
        corpus = Corpus(folder, known)
        update = _scan(corpus)
        assert _ids(corpus)["b.txt"] == "ANNOTATED"
        assert {one.id for one in update.added} == set(_ids(corpus).values())


def test_the_notes_word_on_an_id_is_taken_from_the_next_scan_on(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    corpus.recognise([KnownArticle("ANNOTATED", "b.txt", hash_text("Words of b."), "Words")])
    update = _scan(corpus)
    assert [one.id for one in update.added] == ["ANNOTATED"]
    assert update.removed == (new_id("b.txt"),)


def test_a_folder_that_vanishes_takes_its_articles_and_brings_them_back(
    folder: Path, tmp_path: Path, reads: list[str]
) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    before = corpus.entries
    folder.rename(tmp_path / "away")
    assert set(_scan(corpus).removed) == {one.id for one in before}
    assert corpus.entries == ()
    (tmp_path / "away").rename(folder)
    reads.clear()
    assert _scan(corpus).added == before
    assert reads == []
    after = Corpus(folder)
    _scan(after)
    assert reads == [], "the catalogue outlived the folder's absence"


def test_a_file_that_cannot_be_read_is_listed_with_its_reason(folder: Path) -> None:
    (folder / "b.txt").write_bytes(bytes(range(256)) * 40)
    with (folder / "large.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    corpus = Corpus(folder)
    _scan(corpus)
    for path in ("b.txt", "large.txt"):
        broken = _entry(corpus, path)
        assert broken.title == path
        assert broken.error
        assert (broken.words, broken.text_hash) == (0, "")
        with pytest.raises(Unreadable):
            corpus.load(broken)
    assert _entry(corpus, "c.txt").error == ""
    assert _scan(corpus) == ScanUpdate((), (), (), done=True, total=4)


def test_a_file_is_listed_anew_once_it_can_be_read(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"\0" * 400)
    os.utime(folder / "b.txt", (_LONG_AGO, _LONG_AGO))
    corpus = Corpus(folder)
    _scan(corpus)
    broken = _entry(corpus, "b.txt")
    _write(folder / "b.txt", "Words of b, mended.", when=_LONG_AGO + 1)
    assert [(one.id, one.error) for one in _scan(corpus).changed] == [(broken.id, "")]


def test_a_slip_of_a_parser_takes_no_other_article_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = sources.parse_read

    def parse(read: Callable[[], bytes], name: str) -> object:
        if name == "b.txt":
            raise RecursionError
        return really(read, name)

    monkeypatch.setattr(sources, "parse_read", parse)
    corpus = Corpus(folder)
    _scan(corpus)
    assert [bool(one.error) for one in corpus.entries] == [False, True, False]


def test_what_is_read_first_is_not_read_again_when_it_is_opened_first(
    folder: Path, reads: list[str]
) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    reads.clear()
    assert corpus.load(_entry(corpus, "a.txt")) == corpus.load(_entry(corpus, "a.txt"))
    assert reads == ["a.txt"]


def test_what_is_read_first_is_let_go_when_another_is_opened(
    folder: Path, reads: list[str]
) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    reads.clear()
    for path in ("b.txt", "a.txt"):
        corpus.load(_entry(corpus, path))
    assert reads == ["b.txt", "a.txt"]


def test_what_is_read_first_is_not_held_when_another_is_opened_at_that_moment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ReferenceType[Article]] = []
    corpus = Corpus(folder)
    _scan(corpus)
    held, entry = Held(), _entry(corpus, "a.txt")

    def made_while_another_is_opened(*fields: Any) -> Article:
        held.take_first(_entry(corpus, "b.txt"))
        article = Article(*fields)
        made.append(ref(article))
        return article

    monkeypatch.setattr("store.held.Article", made_while_another_is_opened)
    held.read(entry, corpus.parse(entry))
    gc.collect()
    assert [each() for each in made] == [None]


def test_what_is_read_first_and_has_changed_by_now_is_read_again(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    _write(folder / "a.txt", "Other words.", when=_LONG_AGO + 1)
    _scan(corpus)
    assert corpus.load(_entry(corpus, "a.txt")).text == "Other words."


def test_an_article_is_not_read_for_the_index_while_somebody_has_it_open_as_it_is_listed(
    folder: Path, reads: list[str]
) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    article = corpus.load(_entry(corpus, "a.txt"))
    reads.clear()
    assert corpus.parse(_entry(corpus, "a.txt")) is article.parsed
    assert reads == []
    _write(folder / "a.txt", "Other words.", when=_LONG_AGO + 1)
    _scan(corpus)
    assert corpus.parse(_entry(corpus, "a.txt")).text == "Other words."
    del article
    reads.clear()
    corpus.parse(_entry(corpus, "a.txt"))
    assert reads == ["a.txt"]


def test_an_article_gone_since_the_scan_says_so(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    (folder / "b.txt").unlink()
    with pytest.raises(Unreadable, match="gone"):
        corpus.load(_entry(corpus, "b.txt"))


def test_a_loaded_article_is_the_entrys(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    listed = corpus.entries[0]
    article = corpus.load(listed)
    assert (article.id, article.path, article.text_hash, article.title) == (
        listed.id,
        listed.path,
        listed.text_hash,
        listed.title,
    )


def _write_boxed(folder: Path, *words: str) -> None:
    """Write articles that end in the same paragraph."""
    box = "Our correspondents write for you every day of the week."
    for word in words:
        prose = f"The {word} lay quiet in the morning, and nobody spoke of it. " * 8
        _write(folder / f"{word}.txt", f"On the {word}\n\n{prose}\n\nMore {prose}\n\n{box}\n")


def test_a_paragraph_that_recurs_in_the_corpus_is_furniture_once_all_are_known(
    tmp_path: Path,
) -> None:
    _write_boxed(tmp_path, "field", "mountain", "river", "valley")
    corpus = Corpus(tmp_path)
    _scan(corpus)
    for listed in corpus.entries:
        article = corpus.load(listed)
        assert article.blocks[-1].kind is BlockKind.FURNITURE
        assert corpus.is_current(article)
    first = corpus.load(corpus.entries[0])
    for word in ("mountain", "river", "valley"):
        (tmp_path / f"{word}.txt").unlink()
    _scan(corpus)
    assert not corpus.is_current(first)
    again = corpus.load(corpus.entries[0])
    assert again.blocks[-1].kind is BlockKind.PARAGRAPH
    assert corpus.is_current(again)
    _write(tmp_path / "field.txt", "Other words.", _LONG_AGO + 1)
    _scan(corpus)
    assert not corpus.is_current(again)


def test_what_recurs_is_counted_again_when_the_list_became_another_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_boxed(tmp_path, "field", "mountain")
    corpus = Corpus(tmp_path)
    _scan(corpus)
    _write_boxed(tmp_path, "river")
    count = furniture.recurring

    def counted_while_a_scan_ends(articles: Iterable[bytes]) -> frozenset[int]:
        monkeypatch.setattr(furniture, "recurring", count)
        counted = count(articles)
        _scan(corpus)
        return counted

    monkeypatch.setattr(furniture, "recurring", counted_while_a_scan_ends)
    early = corpus.load(corpus.entries[0])
    assert early.blocks[-1].kind is BlockKind.PARAGRAPH
    assert not corpus.is_current(early)
    assert corpus.load(corpus.entries[0]).blocks[-1].kind is BlockKind.FURNITURE


def test_an_article_is_found_by_id_by_path_and_by_where_it_lies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(folder / "sub" / "e\u0301.txt", "Decomposed, as macOS has it.")
    _write(folder / "broken\udcff.txt", "One.")
    corpus = Corpus(folder)
    _scan(corpus)
    monkeypatch.chdir(folder.parent)
    accented = _entry(corpus, "sub/é.txt")
    assert accented.path == "sub/e\u0301.txt"
    for name in (accented.id, accented.path, "dossier/sub/é.txt", str(folder / accented.path)):
        assert corpus.find(name) is accented
    assert _entry(corpus, "broken\udcff.txt").path == "broken\\xff.txt"
    assert _entry(corpus, "broken\\xff.txt").words == 1
    for missing in ("", "missing.txt", "sub", "../outside.txt", "x\0y"):
        assert corpus.find(missing) is None


def test_the_first_batch_comes_after_tens_of_files_and_the_list_grows(tmp_path: Path) -> None:
    for number in range(300):
        _write(tmp_path / f"{number:03}.txt", f"Words of {number}.")
    corpus = Corpus(tmp_path)
    updates = corpus.scan()
    first = next(updates)
    assert 0 < len(first.added) <= 50
    assert not first.done
    assert corpus.entries == first.added
    rest = list(updates)
    assert len(first.added) + sum(len(update.added) for update in rest) == 300
    assert len(corpus.entries) == 300
    totals = [first.total, *(update.total for update in rest)]
    assert totals == sorted(totals)
    assert totals[-1] == 300


def test_a_scan_cut_short_keeps_what_it_read(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_SECONDS_BETWEEN_BATCHES", 3600.0)
    for number in range(100):
        _write(tmp_path / f"{number:03}.txt", f"Words of {number}.")
    cut = Corpus(tmp_path).scan()
    next(cut)
    cut.close()
    assert len(reads) == 32
    after = Corpus(tmp_path)
    _scan(after)
    assert len(reads) == 100
    assert len(after.entries) == 100


def test_a_scan_cut_short_forgets_nothing_of_the_catalogue(
    tmp_path: Path, reads: list[str]
) -> None:
    for number in range(100):
        _write(tmp_path / f"{number:03}.txt", f"Words of {number}.")
    _scan(Corpus(tmp_path))
    _write(tmp_path / "000.txt", "Edited.", when=_LONG_AGO + 1)
    cut = Corpus(tmp_path).scan()
    next(cut)
    cut.close()
    reads.clear()
    _scan(Corpus(tmp_path))
    assert reads == []


def test_a_list_can_be_asked_while_another_thread_scans(tmp_path: Path) -> None:
    for number in range(200):
        _write(tmp_path / f"{number:03}.txt", f"Words of {number}.")
    corpus = Corpus(tmp_path)
    scanning = threading.Thread(target=lambda: [list(corpus.scan()) for _ in range(3)])
    scanning.start()
    lengths = []
    while scanning.is_alive():
        lengths.append(len(corpus.entries))
        for listed in corpus.entries[-1:]:
            assert corpus.load(listed).text.startswith("Words of")
    scanning.join()
    assert lengths == sorted(lengths)
    assert len(corpus.entries) == 200


def test_a_second_scan_waits_for_the_first(folder: Path) -> None:
    corpus = Corpus(folder)
    first = corpus.scan()
    next(first)
    second = threading.Thread(target=lambda: list(corpus.scan()))
    second.start()
    assert second.is_alive()
    first.close()
    second.join(10)
    assert not second.is_alive()


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "remove", "rename", "copy"]),
        st.sampled_from(["a.txt", "b.txt", "sub/c.txt"]),
        st.sampled_from(["a.txt", "b.txt", "sub/c.txt"]),
        st.sampled_from(["One.", "Two.", "", "Three."]),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_STEPS)
def test_the_list_told_by_updates_is_the_list_after_any_changes_on_disk(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, str, str, str, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("dossier")
    corpus = Corpus(folder)
    told: dict[str, Entry] = {}
    for kind, path, other, text, look in [*steps, ("none", "", "", "", True)]:
        _change(kind, folder / path, folder / other, text)
        if look:
            _follow(told, corpus)
            on_disk = {str(file.relative_to(folder)) for file in folder.rglob("*.txt")}
            assert {one.path for one in told.values()} == on_disk
            assert told == {one.id: one for one in corpus.entries}
            fresh = Corpus(folder, cache=False)
            _scan(fresh)
            assert [one.text_hash for one in fresh.entries] == [
                one.text_hash for one in corpus.entries
            ]


def _change(kind: str, file: Path, other: Path, text: str) -> None:
    if kind == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    elif kind == "remove":
        file.unlink(missing_ok=True)
    elif kind in {"rename", "copy"} and file.exists() and file != other:
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(file.read_bytes())
        if kind == "rename":
            file.unlink()


def _follow(told: dict[str, Entry], corpus: Corpus) -> None:
    """Do what a list on the screen does with the updates of a scan."""
    for update in corpus.scan():
        assert len({one.id for one in (*update.added, *update.changed)}) == len(
            (*update.added, *update.changed)
        )
        for one in update.added:
            assert one.id not in told
            told[one.id] = one
        for one in update.changed:
            assert one.id in told
            told[one.id] = one
        for article_id in update.removed:
            del told[article_id]


def test_the_catalogue_and_the_scan_agree_on_what_an_entry_is(folder: Path) -> None:
    corpus = Corpus(folder)
    _scan(corpus)
    kept = list(catalogue.Catalogue.load(folder))
    assert [(one, one.size, one.mtime_ns, one.inode) for one in kept] == [
        (one, one.size, one.mtime_ns, one.inode) for one in corpus.entries
    ]


def _state(corpus: Corpus) -> str:
    for _ in corpus.scan():
        pass
    return corpus.state


def test_its_state_tells_one_list_from_any_other_and_lasts(folder: Path) -> None:
    corpus = Corpus(folder)
    assert corpus.state == ""
    first = _state(corpus)
    assert first
    assert _state(corpus) == _state(Corpus(folder)) == first
    _write(folder / "a.txt", "Other words.", _LONG_AGO + 1)
    second = _state(corpus)
    assert second not in {"", first}
    assert _state(Corpus(folder)) == second
    (folder / "b.txt").unlink()
    assert _state(corpus) not in {"", first, second}


def test_what_goes_between_two_sessions_changes_its_state(folder: Path) -> None:
    first = _state(Corpus(folder))
    (folder / "b.txt").unlink()
    second = _state(Corpus(folder))
    assert second not in {"", first}
    assert _state(Corpus(folder)) == second


def test_a_list_that_was_not_finished_or_is_not_kept_has_no_state(folder: Path) -> None:
    for number in range(40):
        _write(folder / f"{number}.txt", f"Article number {number}.")
    corpus = Corpus(folder)
    updates = corpus.scan()
    assert not next(updates).done
    updates.close()
    assert corpus.state == ""
    assert _state(corpus)
    assert _state(Corpus(folder, cache=False)) == ""


def _sighting(corpus: Corpus, path: str) -> Sighting:
    """Scan, and return what is remembered of an article."""
    _scan(corpus)
    entry = _entry(corpus, path)
    return Sighting(entry.id, entry.path, entry.text_hash)


def test_what_was_read_last_is_listed_by_reading_nothing_else(
    folder: Path, reads: list[str]
) -> None:
    last = _sighting(Corpus(folder), "c.txt")
    reads.clear()
    corpus = Corpus(folder)
    entry = corpus.glimpse(last)
    assert entry is not None
    assert reads == ["c.txt"]
    assert corpus.entries == (entry,) == (corpus.entry(last.id),)
    assert corpus.load(entry).text == "Words of c."


def test_a_scan_after_a_glimpse_tells_only_of_the_others_and_lists_as_ever(folder: Path) -> None:
    last = _sighting(Corpus(folder, cache=False), "c.txt")
    corpus = Corpus(folder)
    corpus.glimpse(last)
    update = _scan(corpus)
    assert [one.path for one in update.added] == ["a.txt", "b.txt"]
    assert (update.changed, update.removed) == ((), ())
    assert [one.path for one in corpus.entries] == ["a.txt", "b.txt", "c.txt"]
    assert _ids(corpus) == _ids_of_fresh(folder)
    assert len(catalogue.Catalogue.load(folder)) == 3


def _ids_of_fresh(folder: Path) -> dict[str, str]:
    fresh = Corpus(folder, cache=False)
    _scan(fresh)
    return _ids(fresh)


def test_a_glimpse_leaves_nothing_out_of_the_catalogue(folder: Path) -> None:
    _scan(Corpus(folder))
    _write(folder / "c.txt", "Other words of c.", _LONG_AGO + 5)
    last = _sighting(Corpus(folder, cache=False), "c.txt")
    corpus = Corpus(folder)
    assert corpus.glimpse(last) is not None
    _scan(corpus)
    kept = catalogue.Catalogue.load(folder).at("c.txt")
    assert kept is not None
    assert kept.text_hash == last.text_hash


@pytest.mark.parametrize(
    "path", ["", "../out.txt", "/etc/hosts.txt", ".c.txt", "link.txt", "sub", "\0.txt", r"\x00.txt"]
)
def test_nothing_is_glimpsed_that_a_scan_might_not_list_there(folder: Path, path: str) -> None:
    for name in ("../out.txt", ".c.txt"):
        _write(folder / name, "Words of c.")
    (folder / "link.txt").symlink_to(folder / "c.txt")
    (folder / "sub").mkdir()
    corpus = Corpus(folder)
    assert corpus.glimpse(Sighting("x" * 12, path, hash_text("Words of c."))) is None
    assert corpus.entries == ()


def test_an_article_that_may_be_another_by_now_is_not_glimpsed(folder: Path) -> None:
    last = _sighting(Corpus(folder), "c.txt")
    claimed = KnownArticle("f" * 12, "c.txt", last.text_hash, "Claimed by the notes")
    elsewhere = KnownArticle(last.id, "z.txt", last.text_hash, "Where the notes have it")
    for known in (claimed, elsewhere):
        assert Corpus(folder, [known]).glimpse(last) is None
    _write(folder / "c.txt", "Other words.", _LONG_AGO + 5)
    assert Corpus(folder).glimpse(last) is None
    (folder / "c.txt").unlink()
    assert Corpus(folder).glimpse(last) is None


def test_a_glimpsed_article_stays_the_same_without_the_catalogue_that_knew_it_renamed(
    folder: Path,
) -> None:
    corpus = Corpus(folder)
    before = _sighting(corpus, "c.txt")
    (folder / "c.txt").rename(folder / "renamed.txt")
    last = _sighting(corpus, "renamed.txt")
    assert last.id == before.id
    shutil.rmtree(places.cache_dir())
    fresh = Corpus(folder)
    assert fresh.glimpse(last) is not None
    assert _scan(fresh).removed == ()
    assert _ids(fresh)["renamed.txt"] == last.id
    assert len(catalogue.Catalogue.load(folder)) == 3


def test_a_glimpse_that_comes_too_late_changes_nothing(folder: Path) -> None:
    corpus = Corpus(folder)
    last = _sighting(corpus, "c.txt")
    before = corpus.entries
    assert corpus.glimpse(last) is None
    assert corpus.entries == before


def test_a_scan_leaves_nothing_behind_that_only_the_collector_would_find(folder: Path) -> None:
    corpus = Corpus(folder)
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            _scan(corpus)
        left = [type(one) for one in gc.get_objects() if isinstance(one, scan.Scan | scan.Earlier)]
    finally:
        gc.enable()
    assert left == []


@pytest.mark.parametrize("when", [2**34, -(2**34)])
def test_a_file_that_bears_a_time_centuries_away_is_an_article_like_any_other(
    folder: Path, when: int
) -> None:
    _write(folder / "b.txt", "Words of another time.", when)
    for _ in range(2):
        corpus = Corpus(folder)
        _scan(corpus)
        assert set(_ids(corpus)) == {"a.txt", "b.txt", "c.txt"}
