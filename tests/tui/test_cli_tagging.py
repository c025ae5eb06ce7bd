"""`postil tag`: everything that a query finds gets a tag, as one step, and says why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from store.notebook import Notebook
from store.span import Span
from tui import cli
from tui.shell.asking import pointed

if TYPE_CHECKING:
    from pathlib import Path

BORDER = """\
At the border

2022-06-10

The troops stayed. Whose troops they were nobody said.

No troops came later.
"""
SUMMIT = """\
Summit in November

2022-11-02

Leaders met. They spoke of troops, and of the border.
"""


@pytest.fixture(autouse=True)
def corpus(home: Path) -> Path:
    """Return a corpus of two articles, which is the one that commands are about."""
    folder = home / "work" / "corpus"
    folder.mkdir(parents=True)
    (folder / "border.txt").write_text(BORDER, encoding="utf-8")
    (folder / "summit.txt").write_text(SUMMIT, encoding="utf-8")
    return folder


def run(*arguments: str) -> int:
    return cli.main(arguments)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    """Run a command with --json and return its answer."""
    assert run(*arguments, "--json") == status
    return json.loads(capsys.readouterr().out)


def exacts(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["path"], row["exact"]) for row in rows]


def notes_of(corpus: Path) -> Path:
    return corpus.parent / "corpus.notes.json"


def test_every_hit_in_every_article_gets_the_tag_and_tells_which_query_found_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = answer(capsys, "tag", "troops", "--tag", "security/border")
    assert exacts(rows) == [("border.txt", "troops")] * 3 + [("summit.txt", "troops")]
    assert {tuple(row["tags"]) for row in rows} == {("security/border",)}
    assert {row["origin"]["query"] for row in rows} == {"troops"}
    assert rows == answer(capsys, "notes")


@pytest.mark.parametrize(
    ("width", "passages"),
    [
        (
            "sentence",
            ["The troops stayed.", "Whose troops they were nobody said.", "No troops came later."],
        ),
        (
            "paragraph",
            ["The troops stayed. Whose troops they were nobody said.", "No troops came later."],
        ),
    ],
)
def test_hits_are_widened_to_the_sentences_or_paragraphs_they_are_in(
    capsys: pytest.CaptureFixture[str], width: str, passages: list[str]
) -> None:
    rows = answer(capsys, "tag", "troops -summit", "--tag", "a", "--width", width)
    assert exacts(rows) == [("border.txt", passage) for passage in passages]


def test_what_has_the_tag_already_is_left_alone(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tag", "later", "--tag", "a", "--width", "sentence") == 0
    assert capsys.readouterr().out == f"Tagged 1 passage in 1 article of {corpus} [a]\n"
    assert run("tag", "troops", "--tag", "a") == 0
    told = f"Tagged 3 passages in 2 articles of {corpus} [a]; 1 had it already\n"
    assert capsys.readouterr().out == told
    assert run("tag", "troops", "--tag", "a", "--width", "paragraph") == 0
    assert capsys.readouterr().out == f"Nothing to tag in {corpus} [a]; 3 had it already\n"
    assert answer(capsys, "tag", "troops", "--tag", "a") == []


def test_one_undo_in_the_next_session_takes_all_of_it_back(corpus: Path) -> None:
    assert run("mark", "summit.txt", "--quote", "border", "--tag", "mine") == 0
    assert run("tag", "troops OR border", "--tag", "a") == 0
    notebook = Notebook.open(notes_of(corpus), "reader")
    assert len(notebook.book.annotations()) == 6
    notebook.undo()
    (left,) = notebook.book.annotations()
    assert left.tags == ("mine",)
    assert notebook.book.stored_tag("a") is None
    assert notebook.close()


@pytest.mark.parametrize(
    "query", ["leaders\nOR later", "leaders\u00a0later OR met", "met OR \udcff"]
)
def test_a_query_of_several_lines_or_odd_blanks_is_taken_back_likewise(
    corpus: Path, query: str
) -> None:
    assert run("tag", query, "--tag", "a") == 0
    notebook = Notebook.open(notes_of(corpus), "reader")
    assert notebook.book.annotations()
    notebook.undo()
    assert notebook.book.annotations() == ()
    assert notebook.close()


def test_a_dry_run_lists_what_would_be_tagged_and_writes_nothing(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tag", "leaders", "--tag", "a", "--dry-run") == 0
    captured = capsys.readouterr()
    fields = [line.split("\t") for line in captured.out.splitlines()]
    assert [(line[0], line[4], line[5]) for line in fields] == [("summit.txt", "a", "Leaders")]
    assert captured.err == f"Would tag 1 passage in 1 article of {corpus} [a]\n"
    (row,) = answer(capsys, "tag", "leaders", "--tag", "a", "--dry-run")
    assert row["id"] is None
    assert not notes_of(corpus).exists()


def test_an_annotation_on_exactly_the_hit_gets_the_tag_as_one_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = answer(capsys, "mark", "summit.txt", "--quote", "troops", "--note", "whose?")
    for options in (["--dry-run"], []):
        (row,) = answer(capsys, "tag", "troops path:summit", "--tag", "a", *options)
        assert (row["id"], row["tags"], row["note"]) == (made["id"], ["a"], "whose?")
        assert row["origin"] is None


def test_passages_with_a_tag_are_found_listed_and_given_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = answer(capsys, "mark", "summit.txt", "--quote", "of troops", "--tag", "a/b")
    (found,) = answer(capsys, "search", "tag:a")
    assert [hit["match"] for hit in found["hits"]] == ["of troops"]
    (line,) = answer(capsys, "kwic", "tag:a")
    assert (line["match"], line["start"]) == ("of troops", found["hits"][0]["start"])
    (row,) = answer(capsys, "tag", "tag:a", "--tag", "c")
    assert (row["id"], row["tags"]) == (made["id"], ["a/b", "c"])


def test_passages_of_an_article_that_changed_are_found_and_tagged_where_they_are_now(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(capsys, "mark", "summit.txt", "--quote", "They spoke of troops", "--tag", "a")
    longer = SUMMIT.replace("Leaders met.", "Snow fell on the town.\n\nLeaders met.")
    (corpus / "summit.txt").write_text(longer, encoding="utf-8")
    (known,) = answer(capsys, "notes")
    for query in ("tag:a", "quote:troops", "is:tagged"):
        (line,) = answer(capsys, "kwic", query)
        assert (line["match"], line["start"]) == (known["exact"], known["start"])
        (found,) = answer(capsys, "search", query)
        assert [hit["start"] for hit in found["hits"]] == [known["start"]]
    (row,) = answer(capsys, "tag", "tag:a", "--tag", "c")
    assert (row["id"], row["tags"]) == (known["id"], ["a", "c"])


def test_an_article_that_changed_since_it_was_indexed_is_tagged_as_it_is_now(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("index") == 0
    capsys.readouterr()
    (corpus / "summit.txt").write_text(SUMMIT.replace("Leaders met.", "Old news: leaders met."))
    (row,) = answer(capsys, "tag", "spoke", "--tag", "a", "--width", "sentence")
    assert row["exact"] == "They spoke of troops, and of the border."
    assert row["state"] == "exact"


def test_json_of_no_hit_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "tag", "nowhere", "--tag", "a", status=1) == []


@pytest.mark.parametrize("query", ["nowhere", "date:2023", "is:unread", "-troops"])
def test_where_no_hit_is_found_the_status_is_1_and_nothing_is_written(
    corpus: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    assert run("tag", "--tag", "a", "--", query) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "postil: Nothing found in the text of the articles; nothing was tagged\n"
    )
    assert not notes_of(corpus).exists()


def test_a_query_that_makes_no_sense_is_refused_with_its_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("tag", "troops (border", "--tag", "a") == 2
    _, shown, caret = capsys.readouterr().err.splitlines()
    assert shown == "  troops (border"
    assert caret.startswith("         ^")
    assert run("tag", " ", "--tag", "a") == 2
    assert "nothing to look for" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "a//b", "/"])
def test_what_is_no_name_for_a_tag_is_refused_before_anything_is_searched(
    corpus: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("tag", "troops", "--tag", name) == 2
    assert capsys.readouterr().err.startswith("postil: ")
    assert not notes_of(corpus).exists()


def test_notes_that_cannot_be_read_are_left_as_they_are_and_nothing_is_tagged(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes_of(corpus).write_bytes(b'{"annotations": {')
    assert run("tag", "troops", "--tag", "a") == 2
    assert "corpus.notes.json" in capsys.readouterr().err
    assert notes_of(corpus).read_bytes() == b'{"annotations": {'


def test_the_caret_stands_below_wide_and_hidden_characters() -> None:
    shown, caret = pointed("外交\x1b (x\u0301", Span(4, 7))
    assert shown == "外交  (x\u0301"
    assert caret == "      ^^"
