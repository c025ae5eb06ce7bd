"""Which corpus a command acts on: never one that is only remembered, where it writes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from store import places
from tests.tui.test_cli import complaint, run, start

if TYPE_CHECKING:
    from pathlib import Path

WRITING = (
    ("tag", "Lavrov", "--tag", "x"),
    ("mark", "a.txt", "--quote", "Lavrov spoke"),
    ("restore",),
    ("check", "--repair"),
    ("check", "--accept"),
    ("merge", "--conflicts"),
)
READING = (
    *(("list",), ("show", "a.txt"), ("search", "Lavrov"), ("kwic", "Lavrov"), ("index",)),
    *(("notes",), ("export",), ("check",), ("backups",), ("restore", "--dry-run")),
    ("tag", "Lavrov", "--tag", "x", "--dry-run"),
)


def folder_of_articles(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("On talks\n\nLavrov spoke. Nobody else did.\n", encoding="utf-8")
    return folder


@pytest.fixture
def last(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a corpus with notes that was opened last, and is not where one stands."""
    folder = folder_of_articles(home / "elsewhere" / "opened last")
    assert run("mark", "a.txt", "--quote", "Nobody", "--corpus", str(folder)) == 0
    places.remember_corpus(folder)
    capsys.readouterr()
    return folder


@pytest.fixture
def here(home: Path) -> Path:
    """Return the folder one stands in: articles on which there are no notes yet."""
    folder = folder_of_articles(home / "work" / "articles")
    os.chdir(folder)
    return folder


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_writes_leaves_a_corpus_alone_that_is_only_remembered(
    command: tuple[str, ...], last: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = places.notes_path(last).read_bytes()
    (said,) = complaint(capsys, *command)
    assert f"--corpus '{last}' for the one opened last" in said
    assert "--corpus ." in said
    assert places.notes_path(last).read_bytes() == before


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_writes_leaves_the_sample_alone_where_nothing_was_opened(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = complaint(capsys, *command)
    assert "--corpus DIR" in said
    assert not places.notes_path(places.sample_corpus()).exists()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_reads_says_apart_which_remembered_corpus_it_reads(
    command: tuple[str, ...], last: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "--corpus", str(last)) == 0
    asked = capsys.readouterr()
    assert run(*command) == 0
    guessed = capsys.readouterr()
    assert guessed.out == asked.out
    first, *others = guessed.err.splitlines()
    assert (str(last) in first, "opened last" in first) == (True, True)
    assert others == asked.err.splitlines()


@pytest.mark.usefixtures("here")
def test_the_sample_is_told_from_a_corpus_that_was_opened(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("list") == 0
    (said,) = capsys.readouterr().err.splitlines()
    assert "the sample" in said


@pytest.mark.usefixtures("last")
@pytest.mark.parametrize("below", ["", "2022/june"])
def test_a_folder_with_notes_is_the_corpus_of_those_who_stand_in_it(
    here: Path, below: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("mark", "a.txt", "--quote", "Nobody", "--corpus", ".") == 0
    (here / below).mkdir(parents=True, exist_ok=True)
    os.chdir(here / below)
    capsys.readouterr()
    assert run("tag", "Lavrov", "--tag", "x") == 0
    captured = capsys.readouterr()
    assert captured.out == f"Tagged 1 passage in 1 article of {here} [x]\n"
    assert captured.err == ""
    assert run("mark", "a.txt", "--quote", "Nobody else") == 0
    assert capsys.readouterr().out.endswith(f" in {here}\n")


def test_one_may_stand_in_what_was_opened_last(here: Path, home: Path) -> None:
    places.remember_corpus(here)
    assert run("mark", "a.txt", "--quote", "Nobody") == 0
    assert (home / "work" / "articles.notes.json").is_file()


@pytest.mark.usefixtures("last")
def test_a_folder_called_corpus_comes_before_the_one_that_one_stands_in(here: Path) -> None:
    assert run("mark", "a.txt", "--quote", "Nobody", "--corpus", ".") == 0
    folder_of_articles(here / "corpus")
    assert places.corpus_here() == here / "corpus"


@pytest.mark.usefixtures("here")
def test_a_notes_file_that_is_named_may_be_mended_wherever_one_stands(last: Path) -> None:
    notes = str(places.notes_path(last))
    assert run("restore", "--notes", notes) == 0
    assert run("check", "--repair", "--notes", notes) == 0


def test_above_one_only_notes_make_a_corpus_to_write_to(
    here: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places.remember_corpus(home)
    (said,) = complaint(capsys, "mark", "a.txt", "--quote", "Nobody")
    assert f"--corpus {home} for the one opened last" in said
    assert not places.notes_path(home).exists()
    assert not places.notes_path(here).exists()


def test_notes_that_had_to_go_elsewhere_count_too(here: Path) -> None:
    spare = places.spare_notes_path(places.notes_path(here))
    places.ensure(spare.parent)
    spare.touch()
    assert places.corpus_here() == here


@pytest.mark.usefixtures("here")
def test_a_place_for_notes_does_not_say_which_articles_are_meant(
    last: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = complaint(capsys, "tag", "Lavrov", "--tag", "x", "--notes", str(home / "n.json"))
    assert str(last) in said
    assert not (home / "n.json").exists()


@pytest.mark.usefixtures("last")
def test_a_folder_that_is_gone_is_no_corpus(here: Path) -> None:
    for each in here.iterdir():
        each.unlink()
    here.rmdir()
    assert places.corpus_here() is None
    assert start("list").returncode == 0
