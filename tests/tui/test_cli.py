"""The command line answers people, programs and pipes, and fails in one line."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from store.corpus import Corpus
from tui import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.article import Article
    from store.corpus import Entry

MINISTERS = """\
Ministers meet in Yerevan

2022-06-10

YEREVAN — The foreign ministers met on Friday. “The question of troops remains,” \
Mr. Mirzoyan said. The question of the border remains, too.
"""
SUMMIT = """---
title: Summit in November
author: A. Writer
---

Leaders will meet in November.
"""
_MARK = b"<all that was printed>"
START = "import sys; from tui.cli import main; sys.exit(main())"


@pytest.fixture
def corpus(home: Path) -> Path:
    """Return a corpus of two articles, with a third that cannot be read."""
    folder = home / "work" / "corpus"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022" / "ministers.txt").write_text(MINISTERS, encoding="utf-8")
    (folder / "summit.md").write_text(SUMMIT, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    return folder


class Terminal(io.StringIO):
    """Standard output as a person sees it."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str) -> int:
    """Run the command line in this process."""
    return cli.main(arguments)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    """Run a command with --json and return its answer."""
    assert run(*arguments, "--json") == status
    return json.loads(capsys.readouterr().out)


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 2) -> list[str]:
    """Run a command that fails, and return the lines of its complaint."""
    assert run(*arguments) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0].startswith("postil: ")
    assert "Traceback" not in captured.err
    return lines


def mark(quote: str, *options: str) -> None:
    """Mark a passage of the article on the ministers."""
    assert run("mark", "2022/ministers.txt", "--quote", quote, *options) == 0


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tui.cli import main; sys.exit(main())",
            *arguments,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.mark.usefixtures("corpus")
def test_list_has_exactly_the_documented_keys(capsys: pytest.CaptureFixture[str]) -> None:
    mark("question of troops", "--tag", "security/border")
    capsys.readouterr()
    rows = answer(capsys, "list")
    assert [row["path"] for row in rows] == ["broken.txt", "summit.md", "2022/ministers.txt"]
    broken, summit, ministers = rows
    assert list(ministers) == [
        *("id", "path", "title", "date", "words"),
        *("characters", "annotations", "tags", "read", "error"),
    ]
    assert ministers["title"] == "Ministers meet in Yerevan"
    assert ministers["date"] == "2022-06-10"
    assert (ministers["annotations"], ministers["tags"]) == (1, ["security/border"])
    assert (ministers["read"], ministers["error"]) == ("unread", None)
    assert broken["error"]
    assert broken["words"] == 0
    assert (summit["title"], summit["date"]) == ("Summit in November", None)


@pytest.mark.usefixtures("corpus")
def test_list_in_a_pipe_is_one_line_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "broken.txt",
        "summit.md",
        "2022/ministers.txt",
    ]
    assert {line.count("\t") for line in lines} == {7}


def test_an_empty_corpus_is_nothing_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "empty").mkdir()
    where = ("--corpus", str(home / "empty"))
    assert answer(capsys, "list", *where, status=1) == []
    assert complaint(capsys, "list", *where, status=1)[0].startswith("postil: No articles found")
    assert answer(capsys, "notes", *where, status=1) == []
    assert complaint(capsys, "export", *where, status=1)


@pytest.mark.usefixtures("corpus")
def test_show_gives_text_blocks_and_annotations(capsys: pytest.CaptureFixture[str]) -> None:
    mark("question of troops", "--tag", "t")
    capsys.readouterr()
    shown = answer(capsys, "show", "2022/ministers.txt")
    assert list(shown) == [
        *("id", "path", "title", "date", "author", "source", "text", "blocks", "annotations")
    ]
    for block in shown["blocks"]:
        assert list(block) == ["kind", "start", "end"]
        assert shown["text"][block["start"] : block["end"]].strip()
    made = shown["annotations"][0]
    assert shown["text"][made["start"] : made["end"]] == "question of troops" == made["exact"]
    assert answer(capsys, "show", shown["id"]) == shown


def test_show_marks_leftovers_of_the_web_page(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leftovers = "Leave a Reply\n\nYour email address will not be published.\n"
    (corpus / "2022" / "ministers.txt").write_text(f"{MINISTERS}\n{leftovers}", encoding="utf-8")
    shown = answer(capsys, "show", "2022/ministers.txt")
    furniture = [block for block in shown["blocks"] if block["kind"] == "furniture"]
    assert [shown["text"][block["start"] : block["end"]] for block in furniture] == [
        "Leave a Reply",
        "Your email address will not be published.",
    ]
    assert run("show", "2022/ministers.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "⋯ Leave a Reply" in lines
    assert lines[0] == "Ministers meet in Yerevan"


@pytest.mark.usefixtures("corpus")
def test_an_unknown_article_is_answered_with_names_near_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "2022/ministers.txt" in complaint(capsys, "show", "ministers")[0]
    assert "summit.md" in complaint(capsys, "mark", "sumit.md", "--quote", "x")[0]
    assert "postil list" in complaint(capsys, "show", "zzzzzz")[0]


@pytest.mark.usefixtures("corpus")
def test_an_article_that_cannot_be_read_is_an_input_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in (("show", "broken.txt"), ("mark", "broken.txt", "--tag", "t")):
        (line,) = complaint(capsys, *command)
        assert line.startswith("postil: broken.txt cannot be read: ")
        assert "save it as text" in line


@pytest.mark.usefixtures("corpus")
def test_show_reads_the_article_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mark("question of troops")
    capsys.readouterr()
    read: list[str] = []
    really = Corpus.load

    def load(corpus: Corpus, entry: Entry) -> Article:
        read.append(entry.path)
        return really(corpus, entry)

    monkeypatch.setattr(Corpus, "load", load)
    assert len(answer(capsys, "show", "2022/ministers.txt")["annotations"]) == 1
    assert read == ["2022/ministers.txt"]


def test_mark_makes_an_annotation_that_plain_tinydb_reads(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quote = '"The question of troops remains," Mr. Mirzoyan   said'
    arguments = ("mark", "2022/ministers.txt", "--quote", quote, "--tag", "security/border")
    made = answer(capsys, *arguments, "--tag", "priority", "--note", "Why now?")
    assert list(made) == [
        *("id", "article", "path", "start", "end", "exact"),
        *("tags", "note", "created", "modified", "state", "origin"),
    ]
    assert made["exact"] == "“The question of troops remains,” Mr. Mirzoyan said"
    assert made["tags"] == ["security/border", "priority"]
    with TinyDB(corpus.parent / "corpus.notes.json", access_mode="r") as database:
        (stored,) = database.table("annotations").all()
    assert stored["uuid"] == made["id"]
    assert stored["anchor"]["exact"] == made["exact"]
    assert stored["note"] == "Why now?"
    assert answer(capsys, "notes") == [made]


@pytest.mark.usefixtures("corpus")
def test_a_quote_that_stands_twice_is_not_marked_until_one_is_chosen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("mark", "2022/ministers.txt", "--quote", "question of")
    first, *candidates = complaint(capsys, *arguments)
    assert "2 times" in first
    assert "--nth" in first
    assert len(candidates) == 2
    assert "[question of] troops" in candidates[0]
    assert "[question of] the border" in candidates[1]
    assert answer(capsys, "notes", status=1) == []
    made = answer(capsys, *arguments, "--nth", "2")
    assert f"{made['start']}–{made['end']}" in candidates[1]
    assert len(complaint(capsys, *arguments, "--nth", "3")) == 3


@pytest.mark.usefixtures("corpus")
def test_a_quote_that_is_missing_is_answered_with_similar_sentences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("mark", "2022/ministers.txt", "--quote")
    lines = complaint(capsys, *arguments, "The foreign MINISTERS met on Monday")
    assert len(lines) == 2
    assert "[YEREVAN — The foreign ministers met on Friday.]" in lines[1]
    assert len(complaint(capsys, *arguments, "quite another thing")) == 1
    assert answer(capsys, "notes", status=1) == []


@pytest.mark.usefixtures("corpus")
def test_without_a_quote_the_article_as_a_whole_is_marked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = answer(capsys, "mark", "summit.md", "--tag", "later")
    assert (made["start"], made["end"], made["exact"]) == (None, None, "")
    assert (made["tags"], made["state"]) == (["later"], "exact")
    assert "--quote" in complaint(capsys, "mark", "summit.md")[0]


@pytest.mark.usefixtures("corpus")
def test_an_article_as_a_whole_has_one_annotation_that_grows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = answer(capsys, "mark", "summit.md", "--tag", "later")
    assert answer(capsys, "mark", "summit.md", "--tag", "later") == made
    grown = answer(capsys, "mark", "summit.md", "--tag", "later", "--tag", "d", "--note", "One.")
    assert (grown["id"], grown["tags"], grown["note"]) == (made["id"], ["later", "d"], "One.")
    for _ in range(2):
        grown = answer(capsys, "mark", "summit.md", "--note", "Two.")
    grown = answer(capsys, "mark", "summit.md", "--tag", "e")
    assert (grown["tags"], grown["note"]) == (["later", "d", "e"], "One.\n\nTwo.")
    assert answer(capsys, "notes") == [grown]


@pytest.mark.usefixtures("corpus")
def test_a_passage_that_is_marked_already_gets_no_second_annotation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ("mark", "2022/ministers.txt", "--quote")
    made = answer(capsys, *arguments, "foreign ministers", "--tag", "a", "--note", "One.")
    grown = answer(capsys, *arguments, "foreign ministers", "--tag", "b", "--note", "Two.")
    assert (grown["id"], grown["tags"], grown["note"]) == (made["id"], ["a", "b"], "One.\n\nTwo.")
    assert run(*arguments, "foreign ministers") == 0
    said = capsys.readouterr().out
    assert said.startswith("Marked already: 2022/ministers.txt")
    assert said.endswith(f"[a] [b] in {Path.cwd() / 'corpus'}\n")
    other = answer(capsys, *arguments, "foreign")
    assert {each["id"] for each in answer(capsys, "notes")} == {made["id"], other["id"]}


def test_a_passage_of_an_article_that_has_changed_since_is_marked_already(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("foreign ministers")
    article = corpus / "2022" / "ministers.txt"
    article.write_text(f"{article.read_text(encoding='utf-8')}\nMore.\n", encoding="utf-8")
    mark("foreign ministers")
    assert "Marked already" in capsys.readouterr().out


@pytest.mark.usefixtures("corpus")
def test_an_empty_quote_is_said_to_be_empty(capsys: pytest.CaptureFixture[str]) -> None:
    for quote in ("", " \n"):
        (line,) = complaint(capsys, "mark", "summit.md", "--quote", quote, "--tag", "t")
        assert line.startswith("postil: The quote is empty")
    assert answer(capsys, "notes", status=1) == []


@pytest.mark.usefixtures("corpus")
def test_a_tag_without_a_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    complaint(capsys, "mark", "summit.md", "--quote", "November", "--tag", "a//b")
    assert answer(capsys, "notes", status=1) == []


def test_an_annotation_that_cannot_be_saved_is_an_error(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = corpus.parent / "corpus.notes.json"
    notes.write_text('{"annotations": {"1": ', encoding="utf-8")
    before = notes.read_bytes()
    line = complaint(capsys, "mark", "summit.md", "--quote", "November")[0]
    assert "corpus.notes.json" in line
    assert notes.read_bytes() == before
    assert len(complaint(capsys, "notes")) == 1
    assert run("list") == 0  # the articles can still be listed
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 3
    assert "corpus.notes.json" in captured.err


def test_an_orphan_keeps_its_words_and_says_so(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops")
    (corpus / "2022" / "ministers.txt").write_text("Another text.\n", encoding="utf-8")
    capsys.readouterr()
    (row,) = answer(capsys, "notes")
    assert (row["exact"], row["state"], row["start"]) == ("question of troops", "orphan", None)


def test_notes_of_an_article_that_is_gone_are_still_printed(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops")
    (corpus / "2022" / "ministers.txt").unlink()
    capsys.readouterr()
    (row,) = answer(capsys, "notes")
    assert (row["path"], row["state"]) == ("2022/ministers.txt", "orphan")


def test_notes_wait_for_an_article_that_is_gone_and_do_not_go_to_its_copy(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops")
    original, copy = corpus / "2022" / "ministers.txt", corpus / "ministers.txt"
    copy.write_bytes(original.read_bytes())
    assert run("list") == 0
    original.unlink()
    capsys.readouterr()
    assert [row["annotations"] for row in answer(capsys, "list")] == [0, 0, 0]
    (row,) = answer(capsys, "notes")
    assert (row["path"], row["state"]) == ("2022/ministers.txt", "orphan")
    original.write_bytes(copy.read_bytes())
    (row,) = answer(capsys, "notes")
    assert (row["path"], row["state"]) == ("2022/ministers.txt", "exact")


def test_export_writes_what_was_asked_for(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark("question of troops", "--tag", "=cmd", "--note", "a*b")
    capsys.readouterr()
    assert run("export") == 0
    assert "## Ministers meet in Yerevan" in capsys.readouterr().out
    assert run("export", "--format", "csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["tags"], row["passage"]) == ("'=cmd", "question of troops")
    assert run("export", "--format", "json", "-o", "notes.json") == 0
    exported = json.loads(Path("notes.json").read_text(encoding="utf-8"))
    (listed,) = answer(capsys, "notes")
    assert [{key: row[key] for key in listed} for row in exported] == [listed]
    assert corpus.is_dir()


def test_export_never_writes_into_the_corpus_or_over_the_notes(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops")
    capsys.readouterr()
    notes = corpus.parent / "corpus.notes.json"
    before = notes.read_bytes()
    complaint(capsys, "export", "-o", str(corpus / "out.md"))
    complaint(capsys, "export", "-o", str(notes))
    complaint(capsys, "export", "-o", str(corpus.parent / "missing" / "out.md"))
    complaint(capsys, "export", "-o", "a" * 300)
    assert notes.read_bytes() == before
    assert not (corpus / "out.md").exists()


def test_export_never_takes_the_place_of_any_notes_file(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops", "--notes", "mine.json")
    others = corpus.parent / "others.Notes.json"
    others.write_text("{}", encoding="utf-8")
    link = corpus.parent / "link.md"
    link.symlink_to(others)
    usual = corpus.parent / "corpus.notes.json"
    capsys.readouterr()
    for target in (others, link, usual, corpus.parent / "new.notes.json", Path("mine.json")):
        lines = complaint(capsys, "export", "--notes", "mine.json", "-o", str(target))
        assert len(lines) == 1
        assert "notes file" in lines[0]
    assert others.read_text(encoding="utf-8") == "{}"
    assert not usual.exists()


@pytest.mark.usefixtures("corpus")
def test_export_writes_into_a_pipe_and_leaves_it_a_pipe(home: Path) -> None:
    mark("question of troops")
    pipe = home / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("export", "-o", str(pipe)) == 0
        assert "question of troops" in os.read(reader, 65536).decode()
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.usefixtures("corpus")
def test_export_to_the_standard_output_by_its_name_replaces_no_file(home: Path) -> None:
    mark("question of troops")
    log = home / "log.md"
    log.write_text("What was there.\n", encoding="utf-8")
    with log.open("ab") as output:
        done = subprocess.run(
            [sys.executable, "-c", START, "export", "-o", "/dev/stdout"], stdout=output, check=False
        )
    assert done.returncode == 0
    written = log.read_text(encoding="utf-8")
    assert written.startswith("What was there.\n")
    assert "question of troops" in written


@pytest.mark.usefixtures("corpus")
def test_a_new_export_is_private_and_a_replaced_one_keeps_its_permissions(home: Path) -> None:
    mark("question of troops")
    old = home / "old.md"
    old.touch()
    old.chmod(0o640)
    assert run("export", "-o", str(home / "new.md")) == 0
    assert run("export", "-o", str(old)) == 0
    assert stat.S_IMODE((home / "new.md").stat().st_mode) == 0o600
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_only_mark_writes_to_the_notes_file(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("question of troops")
    notes = corpus.parent / "corpus.notes.json"
    before = notes.read_bytes()
    renamed = corpus / "2022" / "renamed.txt"
    (corpus / "2022" / "ministers.txt").rename(renamed)
    capsys.readouterr()
    assert [row["annotations"] for row in answer(capsys, "list")] == [0, 0, 1]
    assert len(answer(capsys, "show", "2022/renamed.txt")["annotations"]) == 1
    (row,) = answer(capsys, "notes")
    assert (row["path"], row["state"]) == ("2022/renamed.txt", "exact")
    assert run("export") == 0
    assert notes.read_bytes() == before
    assert run("mark", "summit.md", "--quote", "Leaders") == 0
    assert "2022/renamed.txt" in notes.read_text(encoding="utf-8")


def test_notes_in_the_corpus_are_refused(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = complaint(capsys, "mark", "summit.md", "--tag", "t", "--notes", "corpus/n.txt")
    assert "never written to" in line
    assert not (corpus / "n.txt").exists()


def test_notes_can_lie_elsewhere(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark("question of troops", "--notes", "mine.json")
    capsys.readouterr()
    assert len(answer(capsys, "notes", "--notes", "mine.json")) == 1
    assert answer(capsys, "notes", status=1) == []
    assert not (corpus.parent / "corpus.notes.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bogus",),
        ("list", "--bogus"),
        ("list", "extra"),
        ("mark",),
        ("mark", "a", "--quote", "x", "--nth", "0"),
        ("export", "--format", "pdf"),
        ("list", "--corpus", "no/such/folder"),
        ("list", "--corpus", "a" * 300),
        ("list", "--corpus", ".", "--notes", "a" * 300),
        ("one", "two"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(complaint(capsys, *arguments)) == 1


def test_a_mistyped_command_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean postil list?" in complaint(capsys, "lits")[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serch", "x"), "command serch; did you mean postil search?"),
        (("serch", "--json", "x"), "command serch; did you mean postil search?"),
        (("xyzzy", "x"), "command xyzzy; postil --help lists the commands"),
        (("xyzzy",), "command xyzzy; postil --help lists the commands"),
    ],
)
def test_a_mistyped_command_is_recognised_whatever_follows_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert told in complaint(capsys, *arguments)[0]


def test_a_folder_behind_a_command_is_told_the_option_that_names_it(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("list", "notes", "check", "export"):
        told = complaint(capsys, command, str(corpus))[0]
        assert f"; use --corpus {corpus}. See: postil {command} --help" in told
    assert "--corpus" not in complaint(capsys, "list", "extra")[0]


def test_the_beginning_of_a_name_is_answered_with_the_whole_command(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corpus.is_dir()
    told = complaint(capsys, "mark", "2022/minis", "--quote", "the border", "--tag", "law")[0]
    assert told.endswith(
        "it takes a whole path or id, as in:"
        " postil mark 2022/ministers.txt --quote 'the border' --tag law"
    )
    told = complaint(capsys, "mark", "2022/minis", "--note", "2022/minis")[0]
    assert told.endswith("as in: 2022/ministers.txt")


def test_a_terminal_gets_tables_in_which_nothing_is_markup(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "[bold]Title[/] :smile: [@click=app.quit]x[/]\x1b]52;c;eA==\x07"
    (corpus / "hostile.txt").write_text(f"{hostile}\n\nThe text [/red] stays.\n", encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")
    quote = ("--quote", "[/red] stays", "--tag", "[b]", "--note", "[/] \x1b[31mred\x9b0m")
    assert run("mark", "hostile.txt", *quote) == 0
    assert run("list") == 0
    assert run("show", "hostile.txt") == 0
    assert run("notes") == 0
    printed = terminal.getvalue()
    assert "[bold]Title[/] :smile: [@click=app.quit]x[/]" in printed
    assert "[/red] stays" in printed
    assert "[b]" in printed
    assert "]52" not in printed
    assert "\x9b" not in printed
    assert "\x1b[31m" not in printed


class Opened:
    """A screen that only notes what it was given."""

    def __init__(self) -> None:
        self.corpora: list[Path] = []
        self.notes: list[Path] = []

    def run(self, session: Any, settings: Any, terminal: Any) -> int:
        assert terminal.before is not None
        assert settings.measure == 76
        self.corpora.append(session.corpus.root)
        self.notes.append(session.notebook.path)
        session.close()
        return 0


class Pseudoterminal:
    """A terminal at which the command line is run."""

    def __init__(self) -> None:
        self._screen, self._line = os.openpty()

    def run(self, *arguments: str, **instead: io.TextIOBase | None) -> int:
        """Run the command line; `stdin`, `stdout` or `stderr` can be something else."""
        modes = {"stdin": "r", "stdout": "w", "stderr": "w"}
        with contextlib.ExitStack() as stack:
            patches = stack.enter_context(pytest.MonkeyPatch.context())
            for name, mode in modes.items():
                stream = stack.enter_context(os.fdopen(os.dup(self._line), mode))
                patches.setattr(sys, name, instead.get(name, stream))
            return run(*arguments)

    def printed(self) -> str:
        """Return what was printed since the last time."""
        # A terminal hands on in order but not at once: what was printed is all before the mark.
        os.write(self._line, _MARK)
        seen = b""
        while _MARK not in seen:
            seen += os.read(self._screen, 65536)
        return seen.partition(_MARK)[0].decode()

    def close(self) -> None:
        """Take it away."""
        os.close(self._line)
        os.close(self._screen)


@pytest.fixture
def terminal() -> Iterator[Pseudoterminal]:
    pseudoterminal = Pseudoterminal()
    yield pseudoterminal
    pseudoterminal.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Put a screen without a screen in the reader's place."""
    screen = Opened()
    monkeypatch.setitem(sys.modules, "tui.app", screen)
    return screen


def test_a_bare_folder_opens_the_reader(
    corpus: Path, opened: Opened, terminal: Pseudoterminal
) -> None:
    assert terminal.run() == 0
    assert terminal.run("corpus") == 0
    assert terminal.run("corpus", "--notes", "mine.json") == 0
    assert terminal.run("--notes", "mine.json", "corpus") == 0
    assert terminal.run("corpus/summit.md") == 0
    assert opened.corpora == [*[corpus] * 4, corpus / "summit.md"]
    beside, mine = corpus.parent / "corpus.notes.json", corpus.parent / "mine.json"
    assert opened.notes == [beside, beside, mine, mine, corpus / "summit.md.notes.json"]


@pytest.mark.parametrize("name", ["no/such/folder", "a" * 300])
def test_the_reader_refuses_what_is_no_corpus_in_one_line(
    name: str, opened: Opened, terminal: Pseudoterminal
) -> None:
    assert terminal.run(name) == 2
    (line,) = terminal.printed().splitlines()
    assert line.startswith("postil: ")
    assert name in line
    assert opened.corpora == []


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_the_reader_needs_a_terminal(stream: str, opened: Opened, terminal: Pseudoterminal) -> None:
    for instead in (None, io.StringIO()):
        assert terminal.run("corpus", **{stream: instead}) == 2
    assert opened.corpora == []


@pytest.mark.usefixtures("corpus")
def test_with_the_standard_error_closed_the_reader_says_so_where_it_is_seen(
    opened: Opened, terminal: Pseudoterminal
) -> None:
    assert terminal.run("corpus", stderr=None) == 2
    (line,) = terminal.printed().splitlines()
    assert line.startswith("postil: The standard error is closed; ")
    assert opened.corpora == []


@pytest.mark.usefixtures("corpus")
def test_without_a_terminal_the_reader_says_so_and_ends() -> None:
    done = start("corpus")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("postil: The reader needs a terminal; ")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_called_like_a_command_can_be_opened(
    home: Path, opened: Opened, terminal: Pseudoterminal
) -> None:
    folder = home / "work" / "list"
    folder.mkdir()
    assert terminal.run("./list") == 0
    assert terminal.run("--", "list") == 0
    assert opened.corpora == [folder, folder]


def test_only_the_reader_changes_what_was_opened_last(
    home: Path, corpus: Path, opened: Opened, terminal: Pseudoterminal
) -> None:
    other = home / "other"
    other.mkdir()
    assert terminal.run(str(other)) == 0
    assert terminal.run("list", "--corpus", str(corpus)) == 0
    os.chdir(home)
    assert terminal.run() == 0
    assert opened.corpora == [other, other]


@pytest.mark.usefixtures("corpus")
def test_a_command_line_in_a_pipe_has_status_and_plain_text() -> None:
    listed = start("list", FORCE_COLOR="1")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "\x1b" not in listed.stdout
    failed = start("show", "nothing-like-it")
    assert (failed.returncode, failed.stdout) == (2, "")
    assert len(failed.stderr.splitlines()) == 1
    assert start("notes").returncode == 1


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("--help",)])
def test_output_that_finds_no_room_is_an_error_in_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", START, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "postil: The output cannot be written: No space left on device\n"


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("arguments", ["list", "corpus", "--version"])
def test_a_closed_output_is_an_error_in_one_line(arguments: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -c "$1" "$2" >&-', sys.executable, START, arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("postil: The standard output is closed")


def test_a_corpus_with_a_long_name_can_be_marked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / ("x" * 240)
    folder.mkdir()
    (folder / "a.txt").write_text("Ministers met in Yerevan.\n", encoding="utf-8")
    assert run("mark", "a.txt", "--quote", "Yerevan", "--corpus", str(folder)) == 0
    capsys.readouterr()
    assert len(answer(capsys, "notes", "--corpus", str(folder))) == 1
    assert (home / f"{folder.name}.notes.json").is_file()


def test_head_ends_the_output_quietly(corpus: Path) -> None:
    long = "A sentence of this article. " * 40_000
    (corpus / "long.txt").write_text(f"Title\n\n{long}\n", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", START, "show", "long.txt"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip() == b"Title"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
