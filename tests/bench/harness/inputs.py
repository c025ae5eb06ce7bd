"""Generated inputs: corpora, single articles of a given size, and notes files."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from store import clock
from store.anchor import describe
from store.annotation import Annotation, KnownArticle
from store.article import hash_text
from store.documents import Scribe
from store.entry import parse_file
from store.identity import new_id
from store.merge import Change, Step
from store.span import Span
from store.storage import NotesFile
from tests.bench import search_corpus
from tests.bench.harness.places import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.notes_json import Tables

KB, MB = 1_000, 1_000_000


def told(size: int) -> str:
    """Return a size in bytes as it is told."""
    return f"{size // MB} MB" if size >= MB else f"{size // KB} KB"


_PASSAGE = 80
"""Code points of a passage, about a sentence."""

_TITLE = "A long account of the talks"


def corpus(count: int) -> Path:
    """Return the folder of a corpus of 3 KB articles, which is made when it is first asked for."""
    return search_corpus.corpus(count, KEPT)


def article(size: int) -> Path:
    """Return the file of an article of so many bytes, alone in its folder.

    It is made when it is first asked for; a longer one begins as a shorter does.
    """
    path = KEPT / f"article-{search_corpus.SEED}-{size}" / "article.txt"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".making")
        made.write_bytes(_long(size))
        made.rename(path)
    return path


def _long(size: int) -> bytes:
    told = bytearray(f"{_TITLE}\n\n".encode())
    for made in search_corpus.articles(size // KB + 1):
        told += f"{made.text}\n\n".encode()
        if len(told) >= size:
            break
    # Not in the middle of a character.
    return bytes(told[:size]).decode(errors="ignore").rstrip().encode() + b"\n"


def notes(path: Path, folder: Path, names: Sequence[str], count: int) -> None:
    """Write a notes file with so many annotations, evenly spread over articles.

    Args:
        path: The notes file.
        folder: The corpus.
        names: The articles' paths in it.
        count: How many annotations; every third has a note, two of three have tags.
    """
    share = -(-count // len(names))
    step = Step("highlight", tuple(chain(*(_annotated(folder, name, share) for name in names))))

    def change(tables: Tables) -> None:
        Scribe().apply(tables, [step])

    NotesFile(path).update(change)


def _annotated(folder: Path, name: str, count: int) -> Iterator[Change]:
    """Yield what annotates one article."""
    parsed = parse_file(folder, name)
    text, text_hash = parsed.text, hash_text(parsed.text)
    known = KnownArticle(new_id(name), name, text_hash, parsed.title)
    yield Change(None, known)
    time = clock.now()
    for number in range(count):
        start = number * max(0, len(text) - _PASSAGE) // count
        anchor = describe(text, text_hash, Span(start, start + _PASSAGE))
        note = "why only now, and who asked for it?" if number % 3 == 0 else ""
        tags = ("security/border", "people")[: number % 3]
        yield Change(
            None,
            Annotation(clock.new_uuid(), known.id, anchor, tags, note, created=time, modified=time),
        )
