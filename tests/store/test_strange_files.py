"""Files from strangers are shown or listed with a reason, and the rest of the corpus works."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import sources
from store.article import count_characters, count_words, hash_text
from store.corpus import Corpus
from store.names import on_disk
from store.sources import Unreadable
from store.walk import read_bytes, walk
from tests.store.strange import (
    BYTES,
    MARKUP,
    NAMES,
    OUTSIDE,
    PROSE,
    refusal,
    strange_corpus,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article

_MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the strange corpus, scanned."""
    corpus = Corpus(strange_corpus(tmp_path_factory.mktemp("strange")), cache=False)
    for _ in corpus.scan():
        pass
    return corpus


@pytest.fixture(scope="module")
def articles(corpus: Corpus) -> dict[str, Article]:
    """Return all articles of the strange corpus that can be read, by path."""
    return {entry.path: corpus.load(entry) for entry in corpus.entries if not entry.error}


def test_every_strange_file_is_shown_or_listed_with_its_reason(
    corpus: Corpus, articles: dict[str, Article]
) -> None:
    reasons = {entry.path: entry.error for entry in corpus.entries if entry.error}
    assert reasons == {
        "binary.txt": "it holds binary data, not text",
        "large.txt": "it is too large (100 MB; the limit is 16 MB): split it into several files",
        "lines.txt": "it has too many lines (500,001; the limit is 400,000): "
        "split it into several files",
        "marks.txt": "it is no text: hundreds of marks or flags hang together in it",
        "picture.txt": "it is a PNG picture, not text",
    }
    for entry in corpus.entries:
        assert entry.error or articles[entry.path].text_hash == entry.text_hash
    others = {"good", "nul", "broken", "utf16", "empty", "deep"}
    assert len(articles) == len(NAMES) + len(MARKUP) + len(others)


def test_nothing_from_outside_the_corpus_is_listed_or_read(
    corpus: Corpus, articles: dict[str, Article]
) -> None:
    assert OUTSIDE not in repr(corpus.entries)
    assert not [path for path, article in articles.items() if OUTSIDE in article.text]
    assert not {"secret.txt", "relative.txt", "through.txt", "zero.txt"} & articles.keys()


def test_what_can_be_read_of_damaged_text_is_read(articles: dict[str, Article]) -> None:
    assert "Words with a zero between" in articles["nul.txt"].text
    assert "Café Café" in articles["broken.txt"].text
    assert articles["utf16.txt"].text == (PROSE * 3).strip()


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_leads_back_to_its_file(
    corpus: Corpus, articles: dict[str, Article], name: str
) -> None:
    (entry,) = (each for each in corpus.entries if on_disk(each.path) == name)
    assert entry.path.isprintable()
    assert corpus.find(entry.path) is entry
    assert corpus.find(str(corpus.root / name)) is entry
    assert corpus.find(entry.id) is entry
    assert f"number {NAMES.index(name)}." in articles[entry.path].text


@pytest.mark.parametrize("name", MARKUP)
def test_markup_made_to_keep_a_parser_busy_loses_no_word(
    articles: dict[str, Article], name: str
) -> None:
    assert "end" in articles[f"{name}.md"].text


# What happens between two system calls


def _at(monkeypatch: pytest.MonkeyPatch, call: str, change: Callable[[], object]) -> None:
    """Let `change` happen just before a system call, once."""
    real = getattr(os, call)
    done: list[bool] = []

    def changed(*arguments: object, **options: object) -> object:
        if not done:
            done.append(True)
            change()
        return real(*arguments, **options)

    monkeypatch.setattr(os, call, changed)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """Return a corpus of one file in a folder, with a secret of the same name outside."""
    (tmp_path / "outside" / "sub").mkdir(parents=True)
    (tmp_path / "outside" / "sub" / "a.txt").write_text(OUTSIDE)
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text("Ours.")
    return folder


def test_a_folder_that_becomes_a_link_while_its_file_is_opened_leads_nowhere(
    one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap() -> None:
        (one / "sub").rename(one / "was")
        (one / "sub").symlink_to(one.parent / "outside" / "sub")

    _at(monkeypatch, "open", swap)
    with pytest.raises(Unreadable, match="leaves the corpus"):
        read_bytes(one, "sub/a.txt")


def test_a_file_that_becomes_a_link_while_it_is_opened_leads_nowhere(
    one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap() -> None:
        (one / "sub" / "a.txt").unlink()
        (one / "sub" / "a.txt").symlink_to(one.parent / "outside" / "sub" / "a.txt")

    _at(monkeypatch, "open", swap)
    with pytest.raises(OSError, match="symbolic links"):
        read_bytes(one, "sub/a.txt")


@pytest.mark.parametrize("call", ["open", "scandir"])
def test_a_folder_that_becomes_a_link_while_it_is_listed_tells_no_name_from_outside(
    one: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    (one.parent / "outside" / "sub" / "secret name.txt").write_text(OUTSIDE)
    found = walk(one)
    (one / "b.txt").write_text("Ours.")
    assert next(found).path == "b.txt"

    def swap() -> None:
        (one / "sub").rename(one / "was")
        (one / "sub").symlink_to(one.parent / "outside" / "sub")

    _at(monkeypatch, call, swap)
    assert "secret name.txt" not in repr(list(found))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda file: file.write_text("Ours. More."), b"Ours. More."),
        (lambda file: os.truncate(file, 2), b"Ou"),
        (lambda file: file.unlink(), b"Ours."),
        (lambda file: file.with_name("b").rename(file), b"Ours."),
    ],
    ids=["grows", "shrinks", "vanishes", "is replaced"],
)
def test_a_file_that_changes_while_it_is_read_is_read_as_it_then_is(
    one: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    expected: bytes,
) -> None:
    file = one / "sub" / "a.txt"
    file.with_name("b").write_text("Theirs.")
    _at(monkeypatch, "read", lambda: change(file))
    assert read_bytes(one, "sub/a.txt") == expected


def test_a_file_that_grows_without_end_is_refused(
    one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = one / "sub" / "a.txt"
    real = os.read

    def read(descriptor: int, count: int) -> bytes:
        with file.open("ab") as more:
            more.write(bytes(1000))
        return real(descriptor, min(count, 500))

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(Unreadable, match="too large"):
        read_bytes(one, "sub/a.txt", limit=10_000)


_WITHOUT_PERMISSION = """
import os, sys
from pathlib import Path
from store.corpus import Corpus
root = Path(sys.argv[1])
def told():
    corpus = Corpus(root, cache=False)
    list(corpus.scan())
    return [(entry.path, entry.error) for entry in corpus.entries]
told()
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print(told())
"""


def test_what_must_not_be_read_is_listed_so_and_hides_nothing_else() -> None:
    with tempfile.TemporaryDirectory() as place:  # pytest's own is closed to others
        root = Path(place)
        root.chmod(0o755)
        (root / "shut").mkdir(mode=0)
        (root / "a.txt").write_text("Open.")
        (root / "b.txt").write_text("Shut.")
        (root / "b.txt").chmod(0)
        told = _child(_WITHOUT_PERMISSION, place)
        (root / "shut").chmod(0o700)
    refused = "no permission to read it"
    assert told == repr([("a.txt", ""), ("b.txt", refused), ("shut/", refused)])


def _child(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# Memory

_PEAK = """
import resource, sys
from pathlib import Path
from store.corpus import Corpus
from store.fold import fold
from tui import app  # what the reader has in memory anyway
from tui.reading.layout import lay_out
corpus = Corpus(Path(sys.argv[1]), cache=False)
list(corpus.scan())
shown = []
for entry in corpus.entries:
    if not entry.error:
        article = corpus.load(entry)  # while the one before is still on the screen
        shown[:] = [article, fold(article.text), lay_out(article, 76)]
status = Path("/proc/self/status")
if status.exists():  # on Linux, getrusage tells of the program that started this one too
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak // (1024 * 1024))
print([entry.path for entry in corpus.entries if not entry.error])
"""


def test_the_largest_files_are_read_in_bounded_memory(tmp_path: Path) -> None:
    page = PROSE * 5
    for name, data in {
        "emoji 1.txt": f"{page}😀\n\n".encode() * (10 * _MEGABYTE // len(page)),
        "emoji 2.txt": f"😀{page}\n\n".encode() * (10 * _MEGABYTE // len(page)),
        "prose.txt": f"{page}\n\n".encode() * (15 * _MEGABYTE // len(page)),
        "tabs.txt": b"a\t" * 5 * _MEGABYTE + "😀".encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(100 * _MEGABYTE)
    peak, shown = _child(_PEAK, str(tmp_path)).splitlines()
    assert int(peak) <= 300
    assert shown == repr(["emoji 1.txt", "emoji 2.txt", "prose.txt"])


# Any bytes, any length


@settings(max_examples=300)
@given(BYTES, st.sampled_from(sorted(sources.SUFFIXES)))
def test_any_bytes_make_a_sound_article_or_are_refused_in_words(data: bytes, suffix: str) -> None:
    assert refusal(data, f"name{suffix}")[:3] in {"", "it "}


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "\xe9",
        "1. ",
        "A. ",
        "“",
        "(",
        "։",
        "…",
        "— ",
        "By A ",
        "\u0301։",
        ".\u0600",
        "<a ",
        "-",
    ],
)
def test_a_million_of_anything_is_read_in_time(unit: str) -> None:
    """Each took minutes, or would, with one rule that looks back to the start of the line."""
    text = (unit * 1_000_000)[:1_000_000]
    for encoding in ("utf-8", "cp1252"):
        data = text.encode(encoding, errors="replace") + b"\n\nEnd."
        assert sources.parse(data, "a.txt").text.endswith("End.")
        assert sources.parse(data, "a.md").text.endswith("End.")


@given(st.text("a \n\u2003\u0301é", max_size=400))
def test_words_and_hashes_do_not_depend_on_the_steps_they_are_counted_in(text: str) -> None:
    long = text + "word" * 40_000 + text + " " * 70_000 + text
    assert count_words(long) == len(long.split())
    assert hash_text(long) == hashlib.sha256(long.encode()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "会议通过了一项关于国际安全的声明。" * 10,
        "外務大臣は今日エレバンで会談した。" * 10,
        "รัฐมนตรีว่าการกระทรวงการต่างประเทศประชุมกัน " * 10,
        "静夜思\n\n床前明月光，\n疑是地上霜。",
        "外长 Lavrov 在 2022 年会见了各成员国的代表。",
    ],
)
def test_a_text_without_blanks_between_words_is_counted_by_characters(text: str) -> None:
    marks = [each for each in text if unicodedata.category(each).startswith("M")]
    assert count_characters(text) == len("".join(text.split())) - len(marks)
    long = f"{text}\n" * 5000
    assert count_characters(long) == 5000 * count_characters(text)


def test_signs_that_stand_by_a_letter_are_no_characters() -> None:
    assert count_characters("ที่นี่") == 2
    assert count_characters("ကျွန်ုပ်") == 3
    assert count_characters("か\u309a") == 1


@pytest.mark.parametrize("letters", range(1, 9))
@pytest.mark.parametrize("length", [4000, 5000, 6007])
def test_a_pattern_that_comes_again_makes_no_difference_to_how_a_text_is_counted(
    letters: int, length: int
) -> None:
    text = "字" + "a" * letters
    expected = length * len(text) if letters <= 2 else 0
    assert count_characters(text * length) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The minister said 国际安全 twice in the talks.",
        "“Ministers” met – in Yerevan…",
        "Министры встретились в Ереване.",
        "장관들이 예레반에서 만났다.",
        "Հայաստանի նախարարը",
    ],
)
def test_a_text_with_blanks_between_words_is_counted_by_words(text: str) -> None:
    assert count_characters(text) == 0
