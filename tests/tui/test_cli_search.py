"""`postil search` and `postil kwic`: what is found, for people, for programs and for pipes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.concordance import lines_of
from store.search.found import Found, Indexed
from store.search.language.forms import FORMS
from store.span import Span
from tests.tui.test_cli import START, Pseudoterminal, answer, complaint, run
from tui.reading.cells import width
from tui.shell.asking import pointed
from tui.shell.hits import print_articles, print_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BORDER = """\
Troops at the border

2022-06-10

The border was quiet. Whose troops they were, nobody at the border said: “It’s the border.”

On the other side of the border, troops came and went.
"""
SUMMIT = """\
Summit in November

2021-11-02

Leaders met. They spoke of the border for an hour, and of many other things besides: of trade, of
roads, of students, of the weather, of the year that was about to end and of the one to come.
"""
TALKS = """\
外交部会谈

双方就边界问题交换了意见，边界安全是会谈的重点。The border is 边界.
"""


@pytest.fixture(autouse=True)
def corpus(home: Path) -> Path:
    """Return a corpus of three articles, which is the one that commands are about."""
    folder = home / "work" / "corpus"
    (folder / "2021").mkdir(parents=True)
    (folder / "2021" / "summit.txt").write_text(SUMMIT, encoding="utf-8")
    (folder / "border.txt").write_text(BORDER, encoding="utf-8")
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8")
    return folder


@pytest.fixture
def terminal() -> Iterator[Pseudoterminal]:
    pseudoterminal = Pseudoterminal()
    yield pseudoterminal
    pseudoterminal.close()


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[str]]:
    """Run a command as in a pipe and return the fields of its lines."""
    assert run(*arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return [line.split("\t") for line in captured.out.splitlines()]


def text_of(capsys: pytest.CaptureFixture[str], path: str) -> str:
    text: str = answer(capsys, "show", path)["text"]
    return text


def test_search_gives_every_hit_with_what_stands_around_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = answer(capsys, "search", "border troops")
    (row,) = rows
    assert list(row) == ["id", "path", "title", "date", "score", "hits"]
    assert (row["path"], row["title"]) == ("border.txt", "Troops at the border")
    assert row["date"] == "2022-06-10"
    assert row["score"] > 0
    text = text_of(capsys, "border.txt")
    assert len(row["hits"]) == text.lower().count("border") + text.lower().count("troops")
    for hit in row["hits"]:
        assert list(hit) == ["start", "end", "before", "match", "after"]
        assert text[hit["start"] : hit["end"]] == hit["match"]
        around = text[hit["start"] - len(hit["before"]) : hit["end"] + len(hit["after"])]
        assert around == hit["before"] + hit["match"] + hit["after"]
        assert len(hit["before"]) == min(100, hit["start"])


def test_the_best_fit_comes_first_and_a_limit_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "search", "border")
    assert rows[0]["path"] == "border.txt"
    assert {row["path"] for row in rows} == {"border.txt", "talks.txt", "2021/summit.txt"}
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert answer(capsys, "search", "border", "--limit", "1") == rows[:1]
    assert answer(capsys, "search", "border", "--limit", "9") == rows


def test_more_articles_than_a_page_come_all_and_once(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(170):
        words = "border " * (number + 1)
        (corpus / f"{number:03}.txt").write_text(f"Title\n\n{words}\n", encoding="utf-8")
    paths = [row["path"] for row in answer(capsys, "search", "border")]
    assert len(paths) == len(set(paths)) == 173
    limited = [row["path"] for row in answer(capsys, "search", "border", "--limit", "60")]
    assert limited == paths[:60]


@pytest.mark.parametrize("query", ["is:unread", "/border/", "date:2022 OR -date:2022"])
def test_where_nothing_is_weighed_articles_come_in_the_order_of_the_corpus(
    query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = [row["path"] for row in answer(capsys, "list")]
    found = [row["path"] for row in answer(capsys, "search", query)]
    assert found == [path for path in listed if path in found]
    assert len(found) == 3


def test_kwic_gives_every_hit_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "kwic", "border")
    text = text_of(capsys, "border.txt")
    assert [row["path"] for row in rows] == ["border.txt"] * 5 + ["talks.txt", "2021/summit.txt"]
    for row in rows[:5]:
        assert list(row) == ["id", "path", "start", "end", "left", "match", "right"]
        assert text[row["start"] : row["end"]] == row["match"] == row["match"].strip()
        around = text[row["start"] - len(row["left"]) : row["end"] + len(row["right"])]
        assert around.replace("\n", " ") == row["left"] + row["match"] + row["right"]
        assert len(row["left"]) == min(40, row["start"])


@pytest.mark.parametrize("number", [0, 7, 100])
def test_the_width_of_the_context_is_what_was_asked_for(
    number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answer(capsys, "kwic", "border", "--width", str(number))
    text = text_of(capsys, "border.txt")
    assert [len(row["left"]) for row in rows[:5]] == [min(number, row["start"]) for row in rows[:5]]
    rest = [min(number, len(text) - row["end"]) for row in rows[:5]]
    assert [len(row["right"]) for row in rows[:5]] == rest


def test_lines_are_sorted_by_date_and_by_the_words_beside(
    capsys: pytest.CaptureFixture[str],
) -> None:
    by_date = [row["path"] for row in answer(capsys, "kwic", "border", "--sort", "date")]
    assert by_date == ["2021/summit.txt"] + ["border.txt"] * 5 + ["talks.txt"]
    by_right = answer(capsys, "kwic", "border", "--sort", "right")
    following = [re.findall(r"\w+", row["right"])[0] for row in by_right]
    assert following == ["2022", "for", "is", "On", "said", "troops", "was"]
    by_left = answer(capsys, "kwic", "troops", "--sort", "left")
    assert [row["left"].split()[-1:] for row in by_left] == [[], ["border,"], ["Whose"]]


@pytest.mark.parametrize("query", ["border", "the OR of", "边界", '"the border"', "/b.r/ -summit"])
def test_every_order_has_the_hits_that_search_has(
    query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    searched = {
        (row["path"], hit["start"], hit["end"], hit["match"])
        for row in answer(capsys, "search", query)
        for hit in row["hits"]
    }
    by_place = answer(capsys, "kwic", query)
    lines = [(row["path"], row["start"], row["end"], row["match"]) for row in by_place]
    assert len(lines) == len(searched)
    assert set(lines) == searched
    for sort in ("place", "date", "left", "right"):
        rows = answer(capsys, "kwic", query, "--sort", sort)
        assert sorted(rows, key=by_place.index) == by_place


def test_in_a_pipe_an_article_or_a_hit_is_one_line_of_fields(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = printed(capsys, "search", "border")
    assert {len(fields) for fields in rows} == {8}
    path, title, date, score, hits, before, match, after = rows[0]
    assert (path, title, date) == ("border.txt", "Troops at the border", "2022-06-10")
    assert float(score) > 0
    assert (hits, before, match) == ("5", "Troops at the", "border")
    assert after.startswith("2022-06-10 The border was quiet.")
    assert [len(fields) for fields in printed(capsys, "kwic", "border")] == [6] * 7
    lines = printed(capsys, "kwic", "quiet")
    assert [fields[0] for fields in lines] == ["border.txt"]
    assert lines[0][3:] == [
        "the border 2022-06-10 The border was",
        "quiet",
        ". Whose troops they were, nobody at the",
    ]


def test_an_article_found_by_its_title_or_notes_alone_has_no_hits(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("mark", "talks.txt", "--tag", "asia", "--note", "Translate.") == 0
    capsys.readouterr()
    for query in ("title:summit", "tag:asia", "note:translate"):
        (row,) = answer(capsys, "search", query)
        assert row["hits"] == []
        (fields,) = printed(capsys, "search", query)
        assert fields[4:] == ["0", "", "", ""]
        assert answer(capsys, "kwic", query, status=1) == []


def test_nothing_found_is_said_and_is_status_one(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("search", "kwic"):
        assert answer(capsys, command, "elephants", status=1) == []
    (line,) = complaint(capsys, "search", "elephants", status=1)
    assert line == "postil: Nothing found for elephants in corpus"


@pytest.mark.parametrize("command", [("search",), ("kwic",), ("tag", "--tag", "t")])
def test_where_nothing_is_found_a_misspelt_field_is_named(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (line,) = complaint(capsys, *command, "titel:summit", status=1)
    assert line.endswith(": no field “titel”; did you mean “title:”?")
    (line,) = complaint(capsys, "kwic", "title:summit", status=1)
    assert line == "postil: No hits for title:summit in the texts of corpus"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-troops border",),
        ("-troops border", "--limit", "9"),
        ("--limit", "9", "-troops border"),
        ("--limit", "9", "--", "-troops border"),
    ],
)
def test_a_query_may_begin_with_a_minus(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", "--json", *arguments) == 0
    rows = json.loads(capsys.readouterr().out)
    assert sorted(row["path"] for row in rows) == ["2021/summit.txt", "talks.txt"]


def test_what_belongs_to_an_option_is_no_query(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = complaint(capsys, "search", "border", "--limit", "-1")
    assert "--limit" in line
    (line,) = complaint(capsys, "search", "border", "--corpus", "-none")
    assert "-none" in line
    assert "option" in complaint(capsys, "search", "border", "--limt", "1")[0]
    assert run("kwic", "-h") == 0


@pytest.mark.parametrize("command", ["search", "kwic"])
@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("troops date:2022-13", "2022-13"),
        ("(border", "("),
        ("a /b(c/", "b(c/"),
        ("is:nice", "nice"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_caret_under_the_place(
    command: str, query: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words, shown, carets = complaint(capsys, command, query)
    assert words[len("postil: ")].isupper()
    assert shown == f"  {query}"
    start = carets.index("^")
    assert carets.strip() == "^" * (len(carets) - start)
    assert shown.index(place) <= start < len(carets) <= shown.index(place) + len(place)


@pytest.mark.parametrize("command", ["search", "kwic"])
def test_a_query_of_nothing_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("", "  "):
        (line,) = complaint(capsys, command, query)
        assert f"postil {command} --help" in line


@given(st.one_of(st.text(max_size=30), st.text(min_size=90, max_size=200)), st.data())
def test_carets_stand_under_the_place_however_long_and_strange_the_query_is(
    query: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(query)))
    span = Span(start, data.draw(st.integers(start, len(query))))
    shown, carets = pointed(query, span)
    assert shown.isprintable()
    assert max(width(shown), width(carets) - 1) <= 76
    before = len(carets) - len(carets.lstrip())
    assert carets.strip() == "^" * max(1, len(carets) - before)
    wanted = "".join(each if each.isprintable() else " " for each in query[start : start + 1])
    above = {shown[end : end + 1] for end in range(len(shown) + 1) if width(shown[:end]) == before}
    assert {wanted, "…"} & above


def test_the_help_of_both_shows_the_whole_query_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in ("search", "kwic", "tag"):
        assert run(command, "--help") == 0
        shown = capsys.readouterr().out
        for form in FORMS:
            assert form.example in shown


@pytest.mark.parametrize("columns", [30, 80, 160])
def test_on_a_terminal_hits_stand_in_one_column_and_nothing_is_wrapped(
    columns: int, terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert terminal.run("kwic", "border OR 边界") == 0
    rows = terminal.printed().splitlines()
    assert len(rows) == 10
    hit = "\x1b[1;4m"
    assert all(row.count(hit) == 1 for row in rows)
    assert len({width(plain(row.partition(hit)[0])) for row in rows}) == 1
    assert max(width(plain(row)) for row in rows) <= columns


def test_on_a_terminal_lines_sorted_by_date_show_it(
    terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert terminal.run("kwic", "border OR 边界", "--sort", "date") == 0
    rows = [plain(row) for row in terminal.printed().splitlines()]
    assert [row[:12] for row in rows] == [
        "2021-11-02  ",
        *["2022-06-10  "] * 5,
        *[" " * 12] * 4,
    ]
    assert max(map(width, rows)) <= 80


@pytest.mark.parametrize("columns", [16, 80, 160])
def test_on_a_terminal_articles_show_their_first_hits_and_how_many_more(
    columns: int,
    terminal: Pseudoterminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hits = sum(len(row["hits"]) for row in answer(capsys, "search", "the OR of"))
    monkeypatch.setenv("COLUMNS", str(columns))
    assert terminal.run("search", "the OR of") == 0
    rows = [plain(row) for row in terminal.printed().splitlines()]
    shown = {row.rstrip("…") for row in rows}
    assert "Summit in November"[: columns - 1] in shown
    assert "2021-11-02 · 2021/summit.txt"[: columns - 1] in shown
    assert any(row.endswith(" more hits") for row in rows)
    assert rows[-1] == f"3 articles, {hits} hits"
    assert max(map(width, rows[:-1])) <= min(columns, 110)


def test_without_colours_there_are_none(
    terminal: Pseudoterminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.run("search", "border") == 0
    assert "\x1b" not in terminal.printed()


def plain(row: str) -> str:
    """Return a line without its styles."""
    parts = row.split("\x1b[")
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])


def found(text: str) -> Found:
    """Return an article with a hit in its first two letters."""
    return Found(Indexed("1", "a.txt", "A", None, None, None, text, ""), (Span(0, 2),), 1.0)


def test_what_is_found_is_printed_before_the_rest_is_looked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def articles() -> Iterator[Found]:
        yield found("ab first")
        assert "first" in capsys.readouterr().out
        yield found("ab second")

    print_articles(articles())
    assert "second" in capsys.readouterr().out
    print_lines((lines_of(each) for each in articles()), 40)
    assert "second" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("search",), ("kwic",), ("kwic", "--json")])
def test_head_ends_both_quietly(arguments: tuple[str, ...], corpus: Path) -> None:
    for number in range(400):
        (corpus / f"{number}.txt").write_text("border " * 60, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", START, *arguments, "border"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_articles_that_a_regular_expression_takes_too_long_in_are_told(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "long.txt").write_text(f"Title\n\n{'a' * 5_000}!\n", encoding="utf-8")
    assert run("search", "/(a|a)+b|border/", "--json") == 0
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)) == 3
    assert "long.txt" in captured.err
    assert "Traceback" not in captured.err


def test_an_edit_is_found_at_the_next_search(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "search", "giraffes", status=1) == []
    (corpus / "talks.txt").write_text("Talks\n\nOf giraffes.\n", encoding="utf-8")
    (row,) = answer(capsys, "search", "giraffes")
    assert row["path"] == "talks.txt"


def test_notes_that_cannot_be_read_do_not_hinder_a_search(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus.parent / "corpus.notes.json").write_text('{"annotations": {"1": ', encoding="utf-8")
    assert run("search", "border", "--json") == 0
    captured = capsys.readouterr()
    rows: list[Any] = json.loads(captured.out)
    assert len(rows) == 3
    assert "corpus.notes.json" in captured.err
