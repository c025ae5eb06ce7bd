"""What is read before anybody asks for it is never given out once it has changed."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from store import at_hand
from store.article import BlockKind
from store.at_hand import AtHand
from store.corpus import Corpus
from store.sources import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.article import Article
    from store.entry import Entry

_LONG_AGO = 1_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    for name in "abc":
        _write(folder / f"{name}.txt", f"Words of {name}.")
    return folder


def _write(path: Path, text: str, when: int = _LONG_AGO) -> None:
    path.write_text(text)
    os.utime(path, (when, when))


def _scanned(folder: Path) -> Corpus:
    corpus = Corpus(folder)
    list(corpus.scan())
    return corpus


def _never() -> bool:
    return False


def _entry(corpus: Corpus, name: str) -> Entry:
    found = corpus.find(name)
    assert found is not None
    return found


def _kept(corpus: Corpus, *names: str) -> AtHand:
    ahead = AtHand(corpus)
    ahead.keep([_entry(corpus, name) for name in names], _never)
    return ahead


def test_an_article_at_hand_is_the_one_that_would_be_read(folder: Path) -> None:
    corpus = _scanned(folder)
    entry = _entry(corpus, "a.txt")
    assert _kept(corpus, "a.txt").find(entry) == corpus.load(entry)


def test_what_was_not_wanted_is_not_at_hand(folder: Path) -> None:
    corpus = _scanned(folder)
    assert _kept(corpus, "a.txt").find(_entry(corpus, "b.txt")) is None


def test_what_is_at_hand_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, reads = _scanned(folder), _reads(monkeypatch)
    ahead = _kept(corpus, "a.txt", "b.txt")
    ahead.keep([_entry(corpus, "b.txt"), _entry(corpus, "c.txt")], _never)
    assert reads == ["a.txt", "b.txt", "c.txt"]
    assert ahead.find(_entry(corpus, "a.txt")) is None


def _reads(patch: pytest.MonkeyPatch) -> list[str]:
    paths, load = [], Corpus.load

    def noted(self: Corpus, entry: Entry) -> Article:
        paths.append(entry.path)
        return load(self, entry)

    patch.setattr(Corpus, "load", noted)
    return paths


def _edited(path: Path) -> None:
    path.write_text("Other words.")


def _of_the_same_size(path: Path) -> None:
    path.write_text(path.read_text().swapcase())


def _put_in_its_place(path: Path) -> None:
    _write(path.with_name("new"), path.read_text().swapcase())
    path.with_name("new").rename(path)


def _made_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("b.txt")


@pytest.mark.parametrize(
    "change", [_edited, _of_the_same_size, _put_in_its_place, _made_a_link, os.unlink]
)
def test_what_has_changed_since_is_not_at_hand(
    folder: Path, change: Callable[[Path], None]
) -> None:
    corpus = _scanned(folder)
    ahead = _kept(corpus, "a.txt")
    change(folder / "a.txt")
    assert ahead.find(_entry(corpus, "a.txt")) is None


def test_what_changed_after_the_scan_is_not_at_hand(folder: Path) -> None:
    corpus = _scanned(folder)
    _write(folder / "a.txt", "Other words.", _LONG_AGO + 60)
    assert _kept(corpus, "a.txt").find(_entry(corpus, "a.txt")) is None


def test_what_is_so_young_that_its_time_may_not_tell_is_not_at_hand(folder: Path) -> None:
    # It stays as young as that, however long the scan takes.
    in_an_hour = time.time() + 3600
    os.utime(folder / "a.txt", (in_an_hour, in_an_hour))
    corpus = _scanned(folder)
    assert _kept(corpus, "a.txt").find(_entry(corpus, "a.txt")) is None


def test_what_the_corpus_lists_elsewhere_by_now_is_not_at_hand(folder: Path) -> None:
    corpus = _scanned(folder)
    ahead = _kept(corpus, "a.txt")
    (folder / "a.txt").rename(folder / "z.txt")
    list(corpus.scan())
    assert ahead.find(_entry(corpus, "z.txt")) is None


def test_an_article_whose_leftovers_are_known_only_now_is_read_again(folder: Path) -> None:
    _recurring(folder, "a")
    corpus = _scanned(folder)
    ahead = _kept(corpus, "a.txt")
    _recurring(folder, "bcde")
    list(corpus.scan())
    entry = _entry(corpus, "a.txt")
    assert ahead.find(entry) is None
    assert corpus.load(entry).blocks[-1].kind is BlockKind.FURNITURE


def _recurring(folder: Path, names: str) -> None:
    """Write articles that end in the same paragraph."""
    box = "Our correspondents write for you every day of the week."
    for name in names:
        prose = f"The {name} lay quiet in the morning, and nobody spoke of it. " * 8
        _write(folder / f"{name}.txt", f"On the {name}\n\n{prose}\n\nMore {prose}\n\n{box}\n")


def test_no_long_article_is_kept_and_none_that_cannot_be_read(folder: Path) -> None:
    _write(folder / "a.txt", "Words. " * (at_hand.LONGEST // 7 + 1))
    _write(folder / "b.txt", "\0\1\2\0\0")
    corpus = _scanned(folder)
    ahead = _kept(corpus, "a.txt", "b.txt")
    assert [ahead.find(_entry(corpus, name)) for name in ("a.txt", "b.txt")] == [None, None]
    with pytest.raises(Unreadable):
        corpus.load(_entry(corpus, "b.txt"))


def test_what_comes_too_late_reads_no_further(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, reads = _scanned(folder), _reads(monkeypatch)
    late = iter([False, True])
    AtHand(corpus).keep([_entry(corpus, name) for name in ("a.txt", "b.txt")], lambda: next(late))
    assert reads == ["a.txt"]
