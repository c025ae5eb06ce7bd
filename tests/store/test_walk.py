"""Which files a corpus has, and reading them without harm."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.names import shown
from store.sources import Unreadable
from store.walk import Found, read_bytes, walk

if TYPE_CHECKING:
    from collections.abc import Iterator


def _write(path: Path, text: str = "One.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def _paths(root: Path) -> list[str]:
    return [found.path for found in walk(root)]


def test_folders_are_walked_in_order_files_before_folders(corpus: Path) -> None:
    for path in ("b.txt", "a.md", "sub/c.markdown", "sub/deeper/d.TXT", "another/e.txt"):
        _write(corpus / path)
    assert _paths(corpus) == [
        "a.md",
        "b.txt",
        "another/e.txt",
        "sub/c.markdown",
        "sub/deeper/d.TXT",
    ]


def test_what_is_found_tells_size_time_and_inode(corpus: Path) -> None:
    status = _write(corpus / "a.txt", "four").stat()
    assert list(walk(corpus)) == [Found("a.txt", 4, status.st_mtime_ns, status.st_ino)]


def test_a_single_file_is_found_alone(corpus: Path) -> None:
    _write(corpus / "b.txt")
    assert _paths(_write(corpus / "a.txt")) == ["a.txt"]


def test_hidden_things_and_the_notes_are_passed_over(corpus: Path) -> None:
    for path in (
        ".hidden.txt",
        ".git/notes.txt",
        "a.txt.notes.json",
        ".a.txt.notes.json.lock",
        ".a.txt.0123456789abcdef.tmp",
        "a.txt.notes.sync-conflict-20240101-120000-ABCDEFG.json",
        "a.txt~",
        "scan.pdf",
        "txt",
    ):
        _write(corpus / path)
    assert _paths(corpus) == []


def test_fifos_sockets_and_devices_are_passed_over(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "zero.txt").symlink_to("/dev/zero")
    (corpus / "folder.txt").mkdir()
    monkeypatch.chdir(corpus)  # a socket's name may have 107 bytes only
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert _paths(corpus) == []


def test_links_that_leave_the_corpus_are_passed_over(corpus: Path, tmp_path: Path) -> None:
    secret = _write(tmp_path / "secret" / "a.txt")
    _write(tmp_path / "corpus-not" / "a.txt")
    (corpus / "file.txt").symlink_to(secret)
    (corpus / "folder").symlink_to(secret.parent)
    (corpus / "sibling.txt").symlink_to(tmp_path / "corpus-not" / "a.txt")
    (corpus / "nowhere.txt").symlink_to(tmp_path / "missing.txt")
    assert _paths(corpus) == []


def test_a_link_to_a_file_of_the_corpus_is_taken(corpus: Path) -> None:
    _write(corpus / "texts" / "a.txt")
    (corpus / "link.txt").symlink_to(Path("texts") / "a.txt")
    assert _paths(corpus) == ["link.txt", "texts/a.txt"]
    assert read_bytes(corpus, "link.txt") == b"One."


def test_loops_of_links_end(corpus: Path) -> None:
    _write(corpus / "sub" / "a.txt")
    (corpus / "sub" / "up").symlink_to("..")
    (corpus / "sub" / "self").symlink_to(".")
    (corpus / "round.txt").symlink_to("round.txt")
    assert _paths(corpus) == ["sub/a.txt"]


def test_a_corpus_that_is_itself_a_link_is_walked(corpus: Path, tmp_path: Path) -> None:
    _write(corpus / "a.txt")
    (tmp_path / "link").symlink_to(corpus)
    assert _paths(tmp_path / "link") == ["a.txt"]
    assert read_bytes(tmp_path / "link", "a.txt") == b"One."


@contextmanager
def _nested(folder: Path, name: str, depth: int) -> Iterator[None]:
    """Nest folders deeper than a path can say, with an article in the last; take them away."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        here = _step(here, name)
    os.close(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here))
    try:
        yield
    finally:
        os.unlink("a.txt", dir_fd=here)
        for _ in range(depth):
            here = _step(here, "..")
            os.rmdir(name, dir_fd=here)
        os.close(here)


def _step(here: int, name: str) -> int:
    there = os.open(name, os.O_RDONLY, dir_fd=here)
    os.close(here)
    return there


def test_folders_nested_deeper_than_any_recursion_are_walked(corpus: Path) -> None:
    depth = sys.getrecursionlimit() + 200
    with _nested(corpus, "d", depth):
        assert _paths(corpus) == ["d/" * depth + "a.txt"]


def test_a_folder_that_cannot_be_listed_stands_there_with_its_reason(corpus: Path) -> None:
    _write(corpus / "z.txt")
    with _nested(corpus, "d" * 250, 20):  # a path may have 4096 bytes
        found = list(walk(corpus))
    assert found[0].path == "z.txt"
    assert [entry.path[-2:] for entry in found[1:]] == ["d/"]
    assert "too long" in found[1].problem


def test_a_corpus_that_cannot_be_listed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(walk(tmp_path / "gone"))


@pytest.mark.parametrize(
    "name",
    [
        "line\nfeed.txt",
        "esc\x1b]0;title\x07.txt",
        "bytes\udcff\udcfe.txt",
        "n" * 251 + ".txt",
        "back\\slash.txt",
        "right\u202eleft.txt",
        "[bold]markup[/].txt",
    ],
)
def test_hostile_names_survive_the_round_trip(corpus: Path, name: str) -> None:
    _write(corpus / name / name)
    (path,) = _paths(corpus)
    assert path == f"{shown(name)}/{shown(name)}"
    assert path.isprintable()
    path.encode()
    assert read_bytes(corpus, path) == b"One."


def test_two_names_that_differ_in_broken_bytes_only_stay_two(corpus: Path) -> None:
    for name in ("\udcff.txt", "\udcfe.txt", "\\xff.txt"):
        _write(corpus / name, name.encode("utf-8", "backslashreplace").decode())
    assert len({read_bytes(corpus, path) for path in _paths(corpus)}) == 3


def test_a_file_becomes_a_fifo_after_the_walk_and_is_refused(corpus: Path) -> None:
    os.mkfifo(corpus / "a.txt")
    with pytest.raises(Unreadable, match="no plain file"):
        read_bytes(corpus, "a.txt")


def test_a_file_becomes_a_link_out_after_the_walk_and_is_refused(
    corpus: Path, tmp_path: Path
) -> None:
    _write(tmp_path / "secret.txt")
    (corpus / "a.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "sub").symlink_to(tmp_path)
    for path in ("a.txt", "sub/secret.txt", "../secret.txt"):
        with pytest.raises(Unreadable, match="leaves the corpus"):
            read_bytes(corpus, path)


def test_a_file_that_is_too_large_is_refused_without_being_read(corpus: Path) -> None:
    with (corpus / "a.txt").open("wb") as file:
        file.truncate(1 << 40)  # a hole; nobody has that much memory
    with pytest.raises(Unreadable, match=r"too large .* limit is 16 MB"):
        read_bytes(corpus, "a.txt")


@pytest.mark.parametrize("size", [0, 1, 4096, 100_000])
def test_files_up_to_the_limit_are_read_whole(corpus: Path, size: int) -> None:
    (corpus / "a.txt").write_bytes(bytes(size))
    assert read_bytes(corpus, "a.txt", limit=size) == bytes(size)


def test_a_file_that_tells_no_size_is_read_to_its_end_or_the_limit() -> None:
    proc = Path("/proc/self")
    if not (proc / "status").exists():
        pytest.skip("needs a file whose size is given as 0")
    assert read_bytes(proc, "status").startswith(b"Name:")
    with pytest.raises(Unreadable, match="too large"):
        read_bytes(proc, "status", limit=10)
