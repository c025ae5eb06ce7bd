"""The peers that search is measured beside: ripgrep and SQLite FTS5, each doing what it can.

*ripgrep* scans the files, with all its threads, and counts the matches of every article. It knows
no tags and no dates: for what joins them to words it scans for the words, and is not charged for
sorting out the rest. What joins several words it does as people do, one scan after another, each
through the articles that the last one left.

*FTS5* keeps the texts and the words of titles and texts, without regard to accents, as Postil
does; dates and tags are in tables of their own with indexes. It ranks, and fetches titles and
texts of the best 50. It is not asked where in them the hits are. Its phrases reach over the ends
of paragraphs, so it may find an article more.
"""

from __future__ import annotations

import sqlite3
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from store.search.found import Indexed

PAGE = 50
"""Articles on a page of results."""

_ARGUMENTS = (
    "1900000"  # bytes of file names for one rg; more of them is fewer starts, in its favour
)


@dataclass(frozen=True, slots=True)
class Scan:
    """One run of ripgrep.

    Args:
        pattern: A regular expression.
        is_wanted: Whether the articles that have it are kept, or the others.
    """

    pattern: str
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What FTS5 is asked.

    Args:
        match: In its own language.
        first: The first day, as ISO 8601 calendar date; empty for any.
        last: The last one.
        tag: A tag, or one below it; empty for any.
    """

    match: str
    first: str = ""
    last: str = ""
    tag: str = ""


def ripgrep(folder: Path, scans: Sequence[Scan]) -> int:
    """Return how many bytes ripgrep has to say of a corpus.

    Args:
        folder: The corpus.
        scans: One after another, each through what the last one left.
    """
    command = ["rg", "--ignore-case", "--no-messages"]
    names: bytes | None = None
    for scan in scans[:-1]:
        chosen = "--files-with-matches" if scan.is_wanted else "--files-without-match"
        names = _run([*command, "--null", chosen, scan.pattern], folder, names)
    last = scans[-1]
    told = "--count-matches" if last.is_wanted else "--files-without-match"
    return len(_run([*command, told, last.pattern], folder, names))


def _run(command: list[str], folder: Path, names: bytes | None) -> bytes:
    if names is None:
        return subprocess.run([*command, str(folder)], stdout=subprocess.PIPE, check=False).stdout
    xargs = ["xargs", "--null", "--no-run-if-empty", "--max-chars", _ARGUMENTS, *command]
    return subprocess.run(xargs, input=names, stdout=subprocess.PIPE, check=False).stdout


class FullText:
    """A corpus in SQLite FTS5.

    Args:
        place: Its file.
        articles: What it is built of, if the file is not there yet.
    """

    def __init__(self, place: Path, articles: Iterable[Indexed] = ()) -> None:
        is_there = place.exists()
        self._database = sqlite3.connect(place, isolation_level=None)
        if not is_there:
            self._build(articles)

    def _build(self, articles: Iterable[Indexed]) -> None:
        run = self._database.execute
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = OFF")
        run("CREATE TABLE article (row INTEGER PRIMARY KEY, id TEXT UNIQUE, day TEXT)")
        run("CREATE TABLE tagged (tag TEXT, row INTEGER, PRIMARY KEY (tag, row)) WITHOUT ROWID")
        run(
            "CREATE VIRTUAL TABLE words USING fts5"
            "(title, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
        run("BEGIN")
        for row, each in enumerate(articles):
            run("INSERT INTO article VALUES (?, ?, ?)", (row, each.id, each.date))
            run(
                "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                (row, each.title, each.text),
            )
        run("CREATE INDEX days ON article (day)")
        run("COMMIT")

    def tag(self, name: str, ids: Iterable[str]) -> None:
        """Give articles a tag."""
        run = self._database.execute
        run("BEGIN")
        for each in ids:
            run("INSERT INTO tagged SELECT ?, row FROM article WHERE id = ?", (name, each))
        run("COMMIT")

    def page(self, asked: Row) -> int:
        """Fetch the best articles, and return how many those are."""
        query, values = "SELECT title, text FROM words WHERE words MATCH ?", [asked.match]
        if asked.first:
            query += " AND +rowid IN (SELECT row FROM article WHERE day BETWEEN ? AND ?)"
            values += [asked.first, asked.last]
        if asked.tag:
            query += " AND +rowid IN (SELECT row FROM tagged WHERE tag = ? OR tag GLOB ?)"
            values += [asked.tag, f"{asked.tag}/*"]
        query += f" ORDER BY rank LIMIT {PAGE}"
        return len(self._database.execute(query, values).fetchall())

    def close(self) -> None:
        """Close the file."""
        self._database.close()
