"""Checking, repairing, restoring and merging notes from the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from store import clock, places
from store.backup import Kind
from store.backups import Backups
from store.merging.notes import DIVIDER
from store.notebook import Notebook
from store.notes_json import FORMAT, dump, parse
from store.records import ANNOTATIONS
from tests.tui.test_cli import Pseudoterminal, answer, complaint, mark, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MINISTERS = """\
Ministers meet in Yerevan

The foreign ministers met on Friday. The question of troops remains.
The question of the border remains, too.
"""
DRIVER = f'"{sys.executable}" -c "import sys; from tui.cli import main; sys.exit(main())" merge'


@pytest.fixture
def corpus(home: Path) -> Path:
    folder = home / "work" / "corpus"
    (folder / "2022").mkdir(parents=True)
    (folder / "2022" / "ministers.txt").write_text(MINISTERS, encoding="utf-8")
    return folder


@pytest.fixture
def notes(corpus: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a notes file with three annotations, made one after the other."""
    for quote in ("question of troops", "foreign ministers", "on Friday"):
        mark(quote, "--note", f"on {quote}")
    capsys.readouterr()
    return corpus.parent / "corpus.notes.json"


@pytest.fixture
def terminal() -> Iterator[Pseudoterminal]:
    pseudoterminal = Pseudoterminal()
    yield pseudoterminal
    pseudoterminal.close()


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> list[str]:
    """Run a command and return what it printed, line by line."""
    assert run(*arguments) == status
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out.splitlines()


def change(notes: Path, edit: Callable[[Any], None]) -> None:
    """Change a notes file as another program would."""
    tables = json.loads(notes.read_bytes())
    edit(tables)
    notes.write_bytes(dump(tables))


def notes_in(path: Path) -> dict[str, str]:
    """Return the notes in a file by the quotes they are on."""
    documents = parse(path.read_bytes())[ANNOTATIONS].values()
    return {document["anchor"]["exact"]: document["note"] for document in documents}


def forget_backups(notes: Path) -> None:
    """Remove every earlier state of a notes file."""
    shutil.rmtree(Backups(notes).folder)
    Backups(notes).last_seen.forget()


def break_note(tables: Any) -> None:
    """Put a number where a note should be."""
    next(iter(tables[ANNOTATIONS].values()))["note"] = 7


def test_a_sound_file_is_called_sound(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "check") == [f"{notes} is sound: 3 annotations (3 exact)"]
    found = answer(capsys, "check")
    assert list(found) == [
        *("notes", "sound", "problems", "mended", "kept"),
        *("annotations", "anchors", "missing", "unreadable", "conflict_copies", "richer_backup"),
    ]
    assert (found["sound"], found["annotations"], found["anchors"]) == (True, 3, {"exact": 3})
    assert not (notes.parent / "corpus.notes.json.lock").exists()


def test_a_problem_is_told_with_its_place_and_what_repair_makes_of_it(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(notes, break_note)
    before = notes.read_bytes()
    lines = printed(capsys, "check", status=1)
    assert lines[0] == f"{notes}: 1 problem"
    assert "line 3, table “annotations”, document " in lines[1]
    assert "the field “note” must be text" in lines[1]
    assert "“note_kept”" in lines[2]
    assert "postil check --repair" in lines[3]
    (problem,) = answer(capsys, "check", status=1)["problems"]
    assert list(problem) == ["line", "table", "document", "problem", "remedy"]
    assert notes.read_bytes() == before


def test_repair_mends_keeps_what_was_there_and_checks_again(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(notes, break_note)
    before = notes.read_bytes()
    lines = printed(capsys, "check", "--repair")
    assert "mended 1 problem" in lines[0]
    assert "is sound" in lines[-1]
    (aside,) = [each for each in Backups(notes).listing() if "repair" in each.name]
    assert aside.path.read_bytes() == before
    assert str(aside.path) in lines[-2]
    assert answer(capsys, "check")["sound"]
    assert len(answer(capsys, "notes")) == 3
    assert answer(capsys, "check", "--repair")["kept"] is None


def test_a_torn_file_is_repaired_and_opens_again(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = notes.read_bytes()
    notes.write_bytes(data[: data.index(b'"articles"') - 60])
    assert Notebook.open(notes, "ani").read_only
    assert run("check") == 1
    assert run("check", "--repair", "--json") == 0
    capsys.readouterr()
    assert Notebook.open(notes, "ani").read_only == ""
    assert len(answer(capsys, "notes")) == 3


def test_notes_that_cannot_be_read_at_all_are_status_2(
    corpus: Path, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = dump({"meta": {"1": {"format": FORMAT + 1}}})
    notes.write_bytes(newer)
    for options in ((), ("--repair",)):
        assert "newer Postil" in complaint(capsys, "check", *options)[0]
    assert notes.read_bytes() == newer
    notes.unlink()
    assert "postil restore" in complaint(capsys, "check")[0]
    forget_backups(notes)
    assert "no notes file" in complaint(capsys, "check")[0]
    assert corpus.is_dir()


def test_an_empty_file_is_not_mended_to_nothing_while_there_is_a_backup(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes.write_bytes(b"")
    assert "the file is empty" in printed(capsys, "check", status=1)[1]
    assert "postil restore" in complaint(capsys, "check", "--repair")[0]
    assert notes.read_bytes() == b""
    forget_backups(notes)
    assert run("check", "--repair") == 0
    assert list(parse(notes.read_bytes())) == ["meta"]


def test_a_check_names_conflict_copies_and_merge_takes_them_in(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = notes.with_name("corpus.notes.sync-conflict-20260731-101500-ABCDEFG.json")
    copy.write_bytes(notes.read_bytes().replace(b"on foreign ministers", b"on two ministers"))
    broken = notes.with_name("corpus.notes (conflicted copy 2026-07-31).json")
    broken.write_bytes(b"{")
    told = "\n".join(printed(capsys, "check"))
    assert copy.name in told
    assert "postil merge --conflicts" in told
    assert answer(capsys, "check")["conflict_copies"] == [str(broken), str(copy)]
    assert run("merge", "--conflicts") == 2
    captured = capsys.readouterr()
    assert f"Merged {copy.name} into {notes}: 1 annotation changed." in captured.out
    assert f"{broken.name} is not merged" in captured.err
    assert not copy.exists()
    assert broken.exists()
    assert "on two ministers" in notes_in(notes)["foreign ministers"]
    broken.unlink()
    assert "no conflict copies" in complaint(capsys, "merge", "--conflicts", status=1)[0]


def test_notes_that_went_elsewhere_are_named_until_they_are_merged(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = corpus.parent / "gone" / "corpus.notes.json"
    mark("on Friday", "--notes", str(notes))
    spare = places.spare_notes_path(notes)
    notes.parent.mkdir()
    capsys.readouterr()
    told = "Notes made while"
    assert told in complaint(capsys, "check", "--notes", str(notes))[0]
    mark("foreign ministers", "--notes", str(notes))
    for command in (["notes"], ["list"], ["export"]):
        assert run(*command, "--notes", str(notes)) == 0
        captured = capsys.readouterr().err
        assert told in captured
        assert "postil merge --conflicts" in captured
    assert str(spare) in "\n".join(printed(capsys, "check", "--notes", str(notes)))
    assert run("merge", "--conflicts", "--notes", str(notes)) == 0
    assert not spare.exists()
    capsys.readouterr()
    assert run("notes", "--notes", str(notes)) == 0
    after = capsys.readouterr()
    assert after.err == ""
    assert len(after.out.splitlines()) == 2


def test_backups_are_listed_the_newest_first(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The moments in which they were made may be of one second, or of two.
    for backup in Backups(notes).listing():
        if backup.kind is not Kind.LATEST:
            hours = {Kind.PREVIOUS: 1, Kind.DAY: 2, Kind.WEEK: 3}[backup.kind]
            os.utime(backup.path, (time.time() - 3600 * hours,) * 2)
    rows = answer(capsys, "backups")
    assert [(row["kind"], row["annotations"], row["good"]) for row in rows] == [
        ("latest", 3, True),
        ("previous", 2, True),
        ("day", 1, True),
        ("week", 1, True),
    ]
    assert list(rows[0]) == [
        *("name", "path", "kind", "made", "bytes", "annotations", "good", "problem")
    ]
    lines = printed(capsys, "backups")
    assert [line.split("\t")[0] for line in lines] == [row["name"] for row in rows]
    assert {line.count("\t") for line in lines} == {5}
    forget_backups(notes)
    assert answer(capsys, "backups", status=1) == []
    assert "no backups" in complaint(capsys, "backups", status=1)[0]
    assert "no good backup" in complaint(capsys, "restore", status=1)[0]


def test_a_backup_is_not_restored_over_annotations_without_a_yes(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notes.read_bytes()
    assert run("restore", "previous") == 2
    captured = capsys.readouterr()
    assert captured.out.count("1 annotation fewer") == 1
    assert "--yes" in captured.err
    assert "1 annotation fewer" in printed(capsys, "restore", "previous", "--dry-run")[0]
    assert "holds the same" in printed(capsys, "restore", "--yes")[0]
    assert notes.read_bytes() == before


def test_a_backup_takes_the_files_place_and_what_was_there_stays(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notes.read_bytes()
    lines = printed(capsys, "restore", "previous", "--yes")
    assert lines[1] == f"Restored {notes}"
    (aside,) = [each for each in Backups(notes).listing() if "restore" in each.name]
    assert str(aside.path) in lines[2]
    assert aside.path.read_bytes() == before
    assert len(answer(capsys, "notes")) == 2
    assert Notebook.open(notes, "ani").held is None


def test_a_reader_who_restored_few_annotations_is_not_asked_again_at_the_next_start(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Notebook.open(notes, "ani").close()
    day = next(row["name"] for row in answer(capsys, "backups") if row["kind"] == "day")
    assert run("restore", day, "--yes") == 0
    notebook = Notebook.open(notes, "ani")
    assert (len(notebook.book.annotations()), notebook.held) == (1, None)


def test_a_broken_file_from_which_nothing_more_can_be_read_is_restored_without_a_question(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = notes.read_bytes()
    notes.write_bytes(b"{")
    assert "broken notes file" in printed(capsys, "restore")[0]
    assert len(answer(capsys, "notes")) == 3
    notes.write_bytes(whole[:-9])
    assert run("restore", "previous") == 2
    assert "postil check --repair mends it" in capsys.readouterr().out
    assert notes.read_bytes() == whole[:-9]


def test_a_cut_file_gets_back_its_newest_note_too(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = notes_in(notes)
    data = notes.read_bytes()
    for end in range(len(data) // 8, len(data) * 7 // 8, len(data) // 16):
        notes.write_bytes(data[:end])
        assert "fewer" not in printed(capsys, "restore")[0]
        assert notes_in(notes) == whole
    assert Notebook.open(notes, "ani").held is None


def test_a_torn_annotation_that_was_edited_since_counts_as_lost(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = notes.read_bytes()
    position = data.index(b'"note": "on ') + len(b'"note": "on ')
    for end in (6, 30):
        notes.write_bytes((data[:position] + b"words" + data[position:])[: position + end])
        assert run("restore") == 2
        assert "1 annotation fewer" in capsys.readouterr().out


def test_a_backup_that_lacks_what_a_newer_one_has_says_so_and_asks(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for present in (b"{", b"{}"):
        notes.write_bytes(present)
        assert run("restore", "previous") == 2
        told = capsys.readouterr()
        assert "2 annotations more" in told.out
        assert "compared with the backup latest of " in told.out
        assert ": 1 annotation fewer" in told.out
        assert "1 annotation would be lost" in told.err
        assert notes.read_bytes() == present


def lose(notes: Path, left: int = 1) -> None:
    """Leave so many annotations in a file, as `git checkout` of an older version would."""
    change(notes, lambda tables: tables.update(annotations=first(tables[ANNOTATIONS], left)))


def first(table: dict[str, Any], number: int) -> dict[str, Any]:
    return dict(list(table.items())[:number])


def rescues() -> list[Path]:
    return list((places.state_dir() / "rescue").rglob("*.json"))


@pytest.mark.parametrize(
    "arguments", [("notes", "--json"), ("show", "2022/ministers.txt", "--json"), ("export",)]
)
def test_what_is_read_is_what_is_in_the_file_with_a_word_on_what_it_lost(
    notes: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    whole = notes_in(notes)
    lose(notes)
    assert run(*arguments) == 0
    captured = capsys.readouterr()
    assert [words for words in whole.values() if words in captured.out] == [
        *notes_in(notes).values()
    ]
    (line,) = captured.err.splitlines()
    assert "has lost 2 of the 3 annotations" in line
    assert "postil backups" in line
    assert len(json.loads(notes.read_bytes())[ANNOTATIONS]) == 1


def test_nothing_is_marked_in_a_file_that_lost_most_before_somebody_decides(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lose(notes)
    before = notes.read_bytes()
    (line,) = complaint(capsys, "mark", "2022/ministers.txt", "--quote", "The question of the")
    for told in ("Nothing was written", "2 of the 3", "postil restore", "postil check --accept"):
        assert told in line
    assert (notes.read_bytes(), rescues()) == (before, [])
    assert "2 of them not in the file" in "\n".join(printed(capsys, "check"))
    (line,) = printed(capsys, "check", "--accept")
    assert line.endswith("is sound: 1 annotation (1 exact)"), "nothing is left to decide"
    assert "lost nothing" in complaint(capsys, "check", "--accept")[0]
    mark("The question of the")
    assert len(notes_in(notes)) == 2
    assert rescues() == []
    assert any("given-up" in backup.name for backup in Backups(notes).listing())


def test_a_mark_that_is_not_saved_leaves_nothing_for_the_reader_to_offer(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = notes.with_name(f".{notes.name}.lock")
    lock.unlink()
    lock.mkdir()
    complaint(capsys, "mark", "2022/ministers.txt", "--quote", "The question of the")
    lock.rmdir()
    assert rescues() == []
    assert Notebook.open(notes, "ani").rescues == ()


def test_a_repair_says_which_backup_has_more_and_is_no_reason_to_ask(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = notes_in(notes)
    data = notes.read_bytes()
    notes.write_bytes(data[: data.index(b"\n    }") + 3])
    for options in ((), ("--repair",), ()):
        run("check", *options)
        told = capsys.readouterr().out
        assert "The backup latest of " in told
        assert "has 3 annotations, 2 of them not in the file: postil restore latest" in told
    richer = answer(capsys, "check")["richer_backup"]
    assert (richer["name"], richer["annotations"], richer["missing"]) == ("latest", 3, 2)
    mark("The question of the")
    capsys.readouterr()
    name = answer(capsys, "check")["richer_backup"]["name"]
    assert run("restore", name, "--yes") == 0
    assert notes_in(notes) == whole


def test_what_a_restore_replaced_can_be_restored(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("restore", "previous", "--yes") == 0
    (aside,) = [each for each in Backups(notes).listing() if "restore" in each.name]
    capsys.readouterr()
    assert run("restore", aside.name) == 0
    capsys.readouterr()
    assert len(answer(capsys, "notes")) == 3
    assert "holds the same" in printed(capsys, "restore", aside.name)[0]


def test_a_lost_file_comes_back_without_a_question(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes.unlink()
    assert printed(capsys, "restore")[1] == f"Restored {notes}"
    assert len(answer(capsys, "notes")) == 3


def test_a_backup_is_named_by_its_name_its_date_or_its_path(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = next(row for row in answer(capsys, "backups") if row["kind"] == "day")
    for name in (day["name"], day["path"]):
        assert "1 annotation;" in printed(capsys, "restore", name, "--dry-run")[0]
    assert "previous" in complaint(capsys, "restore", "privious")[0]
    assert len(complaint(capsys, "restore", day["name"][:4])) == 3
    (Backups(notes).folder / "previous.notes.json").write_bytes(b"{")
    assert "not good" in complaint(capsys, "restore", "previous")[0]


@pytest.mark.parametrize(("typed", "status", "left"), [("y\n", 0, 2), ("n\n", 1, 3)])
def test_at_a_terminal_one_is_asked(
    notes: Path, terminal: Pseudoterminal, typed: str, status: int, left: int
) -> None:
    os.write(terminal._screen, typed.encode())
    assert terminal.run("restore", "previous") == status
    assert "Restore it?" in terminal.printed()
    assert len(parse(notes.read_bytes())[ANNOTATIONS]) == left


def test_two_versions_are_merged_into_ours(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, theirs = tmp_path / "base", tmp_path / "theirs"
    base.write_bytes(notes.read_bytes())
    theirs.write_bytes(notes.read_bytes().replace(b"on foreign ministers", b"on two ministers"))
    mark("The question of the", "--note", "new here")
    capsys.readouterr()
    assert printed(capsys, "merge", str(base), str(notes), str(theirs)) == []
    assert notes_in(notes) == {
        "question of troops": "on question of troops",
        "foreign ministers": "on two ministers",
        "on Friday": "on on Friday",
        "The question of the": "new here",
    }


def test_what_another_program_writes_to_ours_meanwhile_is_merged_too(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, real = tmp_path / "theirs", clock.now
    theirs.write_bytes(notes.read_bytes())
    pending = ["written meanwhile"]

    def write_now() -> str:
        if pending:
            words = pending.pop().encode()
            notes.write_bytes(notes.read_bytes().replace(b"on foreign ministers", words))
        return real()

    monkeypatch.setattr(clock, "now", write_now)
    assert run("merge", str(tmp_path / "none"), str(notes), str(theirs)) == 0
    assert "written meanwhile" in notes_in(notes)["foreign ministers"]


@pytest.mark.parametrize("base", [None, b"", b"\n"])
def test_a_base_may_be_empty_or_missing(notes: Path, tmp_path: Path, base: bytes | None) -> None:
    past, theirs = tmp_path / "base", tmp_path / "theirs"
    if base is not None:
        past.write_bytes(base)
    theirs.write_bytes(notes.read_bytes())
    assert run("merge", str(past), str(notes), str(theirs)) == 0
    assert len(notes_in(notes)) == 3


def test_ours_stays_as_it_is_when_a_side_is_broken(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, broken = tmp_path / "good", tmp_path / "broken"
    good.write_bytes(notes.read_bytes())
    broken.write_bytes(notes.read_bytes()[:-9])
    for files in ((good, good, broken), (broken, good, good), (good, broken, good)):
        before = [path.read_bytes() for path in files]
        (line,) = complaint(capsys, "merge", *map(str, files))
        assert str(broken) in line
        assert [path.read_bytes() for path in files] == before
    complaint(capsys, "merge", str(good), str(good), str(tmp_path / "none"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge",),
        ("merge", "one", "two"),
        ("merge", "--conflicts", "one", "two", "three"),
        ("merge", "one", "two", "three", "--notes", "four"),
        ("restore", "one", "two"),
        ("check", "one"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(complaint(capsys, *arguments)) == 1


@pytest.mark.parametrize("command", ["check", "backups", "restore", "merge"])
def test_every_command_has_a_page_with_examples_and_exit_statuses(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, "--help") == 0
    page = capsys.readouterr().out
    assert f"postil {command}" in page
    assert "Examples:" in page
    assert "Exit status: 0" in page


def test_what_stands_in_the_notes_file_gives_the_terminal_no_command(
    notes: Path, terminal: Pseudoterminal
) -> None:
    hostile = "\x1b]52;c;eA==\x07[bold]\x9b31m"
    change(notes, lambda tables: tables[ANNOTATIONS].update({hostile: {"uuid": 5}}))
    assert terminal.run("check") == 1
    assert terminal.run("backups") == 0
    told = terminal.printed()
    assert "[bold]" in told
    assert "]52" not in told
    assert "\x9b" not in told


@pytest.fixture
def repository(notes: Path) -> Path:
    """Return the folder of a repository in which git merges notes with Postil."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = notes.parent
    git(folder, "init", "-q", "-b", "main")
    for name, value in (
        ("user.name", "Ani"),
        ("user.email", "ani@example.org"),
        ("merge.postil.driver", f"{DRIVER} %O %A %B"),
    ):
        git(folder, "config", name, value)
    (folder / ".gitattributes").write_text("*.notes.json merge=postil\n", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    return folder


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git, far from the machine's own settings."""
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - whichever git the machine has is meant
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_git_merges_what_two_people_wrote_in_two_branches_at_the_same_time(
    repository: Path, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(branch: str, quote: str, words: str) -> None:
        git(repository, "checkout", "-q", "-B", branch, "main")
        change(notes, lambda tables: rewrite(tables, f"{words} of {branch}"))
        mark(quote, "--note", f"only in {branch}")
        git(repository, "commit", "-q", "-a", "-m", branch)

    def rewrite(tables: Any, words: str) -> None:
        for document in tables[ANNOTATIONS].values():
            if document["anchor"]["exact"] == "foreign ministers":
                document |= {"note": words, "modified": "2027-01-01T00:00:00.000Z"}

    write("hers", "question of the border", "words")
    write("his", "The question of the", "other words")
    capsys.readouterr()
    git(repository, "merge", "-q", "-m", "both", "hers")
    assert git(repository, "status", "--porcelain").stdout == ""
    merged = notes_in(notes)
    assert set(merged["foreign ministers"].split(f"\n\n{DIVIDER}\n\n")) == {
        "words of hers",
        "other words of his",
    }
    assert merged["question of the border"] == "only in hers"
    assert merged["The question of the"] == "only in his"
    assert len(merged) == 5
    assert answer(capsys, "check")["sound"]
    with TinyDB(notes, access_mode="r") as database:
        assert len(database.table(ANNOTATIONS).all()) == 5


def test_git_reports_a_conflict_when_a_side_is_broken_and_keeps_ours(
    repository: Path, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "checkout", "-q", "-b", "hers")
    notes.write_bytes(notes.read_bytes()[:-9])
    git(repository, "commit", "-q", "-a", "-m", "broken")
    git(repository, "checkout", "-q", "main")
    mark("The question of the")
    git(repository, "commit", "-q", "-a", "-m", "more")
    ours = notes.read_bytes()
    with pytest.raises(AssertionError, match="CONFLICT"):
        git(repository, "merge", "-q", "-m", "both", "hers")
    assert notes.read_bytes() == ours
    capsys.readouterr()
