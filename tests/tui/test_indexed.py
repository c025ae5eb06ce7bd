"""The command line has the index ready before it searches, and says what is to be said of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pytest
from filelock import FileLock

from store.search.broken import BrokenIndex
from store.search.index import DAMAGED, SearchIndex
from tests.store.search.lives import files, indexed
from tests.tui.test_cli import Terminal, complaint, run
from tui.shell import indexed as shell
from tui.shell.indexed import opened_search

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(home: Path) -> Path:
    folder = home / "work" / "corpus"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"Article number {number}.")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    return folder


def test_the_index_is_made_and_then_found_ready(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("index") == 0
    assert capsys.readouterr() == ("40 articles are indexed\n", "")
    before = {file.name for file in files(SearchIndex(corpus))}
    assert run("index") == 0
    assert {file.name for file in files(SearchIndex(corpus))} == before
    assert run("index", "--rebuild") == 0
    assert {file.name for file in files(SearchIndex(corpus))} != before


def test_a_corpus_without_articles_is_said_to_have_none(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "work" / "corpus").mkdir()
    assert complaint(capsys, "index", status=1)[0].startswith("postil: No articles found")


def test_a_search_begins_with_everything_indexed(corpus: Path) -> None:
    with opened_search(None, None) as (session, snapshot):
        assert snapshot.size == 40
        assert session.corpus.root == corpus
    (corpus / "00.txt").unlink()
    with opened_search(None, None) as (_, snapshot):
        assert snapshot.size == 39


def test_a_damaged_index_is_made_anew_with_a_word_on_stderr(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(iter(files(indexed(corpus))))
    file.write_bytes(b"")
    assert run("index") == 0
    assert capsys.readouterr() == ("40 articles are indexed\n", f"postil: {DAMAGED}\n")


def test_an_index_that_proves_damaged_in_the_middle_is_removed(corpus: Path) -> None:
    def search() -> None:
        with opened_search(None, None):
            raise BrokenIndex("a block of it cannot be read")

    with pytest.raises(click.ClickException, match="run the command again"):
        search()
    assert not SearchIndex(corpus).folder.exists()


def test_another_postil_that_does_not_finish_is_not_waited_for_for_ever(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "_PATIENCE", 0.0)
    home = indexed(corpus).folder.parent
    (corpus / "new.txt").write_text("Nobody met.")
    with FileLock(home / "lock"):
        assert run("index") == 0
        captured = capsys.readouterr()
        assert captured.out == "40 articles are indexed\n"
        assert "partial: 40 of 41 articles" in captured.err
        assert "Another Postil" in complaint(capsys, "index", "--rebuild")[0]
    assert run("index") == 0
    assert capsys.readouterr().out == "41 articles are indexed\n"


def test_articles_none_of_which_can_be_read_are_not_called_none(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in corpus.iterdir():
        file.write_bytes(b"\x00\x01\x02\x00" * 64)
    assert run("index") == 1
    assert capsys.readouterr().err == (
        "postil: No article in corpus can be read; postil list says why\n"
    )


def test_what_changed_while_another_postil_is_writing_is_not_left_out_in_silence(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "_PATIENCE", 0.0)
    home = indexed(corpus).folder.parent
    next(corpus.glob("*.txt")).write_text("Apricots were dear.")
    with FileLock(home / "lock"):
        assert run("search", "apricots") == 1
    assert "the latest changes may be missing" in capsys.readouterr().err
    assert run("search", "apricots") == 0
    assert capsys.readouterr().err == ""


def test_a_person_sees_a_bar_where_it_takes_long_and_a_program_never_does(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "_UNTOLD", 0.0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert run("index", "--corpus", str(corpus)) == 0
    assert "Indexing" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
    program = Terminal()
    monkeypatch.setattr(program, "isatty", lambda: False)
    monkeypatch.setattr(sys, "stderr", program)
    assert run("index", "--corpus", str(corpus), "--rebuild") == 0
    assert program.getvalue() == ""
