"""Build an index and ask it, beside ripgrep and SQLite FTS5, on a corpus that is made up.

Run `python -m tests.bench.search [COUNT ...] [--rounds N] [--json FILE]`; without a count, with
10,000 and 100,000 articles of 3 KB. The corpora are written once, into the user's cache directory.

*Building* starts from the same parsed articles in memory and ends with an index on disk that can
be asked. *A query* of Postil's is everything from what was typed to the first page: it is parsed,
the articles are found and ranked, the best 50 fetched and the hits in them located. What its peers
do is told in `tests.bench.search_peers`. All take turns within each round; the figures are the
median and the 95th percentile of all rounds of all queries of a row, in milliseconds, and how many
times as long the peers take as Postil.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import shutil
import sys
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, product
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import tantivy

from store import clock
from store.annotation import Annotation
from store.article import hash_text
from store.entry import parse_file
from store.identity import new_id
from store.search.found import Indexed
from store.search.known import Known
from store.search.language import parse
from store.search.schema import build_schema, document, writer
from store.search.snapshot import Snapshot
from tests.bench.search_cases import TAG_SHARES, Case, cases
from tests.bench.search_corpus import corpus
from tests.bench.search_peers import PAGE, FullText, ripgrep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POSTIL, RIPGREP, FTS5 = "Postil", "ripgrep", "FTS5"


@dataclass
class Row:
    """What was measured of one kind of query.

    Args:
        articles: How many the corpus has.
        name: Which kind.
        times: Of each peer, in milliseconds.
    """

    articles: int
    name: str
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def told(self) -> str:
        """Return the row as it is printed."""
        cells = [f"{self.articles:>8,}  {self.name:<12}"]
        for peer in (POSTIL, RIPGREP, FTS5):
            times = self.times.get(peer)
            cells.append(f"{median(times):>10.1f}{_high(times):>10.1f}" if times else f"{'–':>20}")
        cells += [f"{self._ratio(peer):>10}" for peer in (RIPGREP, FTS5)]
        return "".join(cells)

    @contextmanager
    def timing(self, peer: str) -> Iterator[None]:
        """Add how long a block takes."""
        start = perf_counter()
        yield
        self.times[peer].append((perf_counter() - start) * 1000)

    def _ratio(self, peer: str) -> str:
        times = self.times.get(peer)
        return f"{median(times) / median(self.times[POSTIL]):.1f}x" if times else "–"


@dataclass(frozen=True, slots=True)
class Peers:
    """Who is asked.

    Args:
        folder: The corpus, for ripgrep.
        snapshot: Postil's index of it.
        known: What the notes say of it.
        full_text: FTS5's index of it.
    """

    folder: Path
    snapshot: Snapshot
    known: Known
    full_text: FullText

    def postil(self, case: Case) -> int:
        """Find the first page with its hits, and return how many articles are on it."""
        return len(self.snapshot.ask(parse(case.typed), self.known).page(0, PAGE))


def main() -> None:
    """Measure, print and, where asked, write the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="where the figures go, besides")
    arguments = parser.parse_args()
    heads = "".join(f"{peer:>10}{'p95':>10}" for peer in (POSTIL, RIPGREP, FTS5))
    sys.stdout.write(f"{'articles':>8}  {'':<12}{heads}{'rg/P':>10}{'FTS5/P':>10}\n")
    rows = [row for count in arguments.counts for row in measured(count, arguments.rounds)]
    if arguments.json:
        told = [{"articles": row.articles, "row": row.name, **row.times} for row in rows]
        arguments.json.write_text(json.dumps(told), encoding="utf-8")


def measured(count: int, rounds: int) -> list[Row]:
    """Measure with a corpus, and print each row as it is there."""
    folder = corpus(count)
    articles = read(folder)
    tagged = tags(articles)
    with TemporaryDirectory() as made:
        place = Path(made)
        building = Row(count, "build")
        for number in range(1, rounds):
            built(place / str(number), articles, building).close()
            shutil.rmtree(place / str(number))
        full_text = built(place, articles, building)
        sys.stdout.write(building.told() + "\n")
        sys.stdout.flush()
        del articles
        for name, ids in tagged.items():
            full_text.tag(name, ids)
        snapshot = Snapshot(tantivy.Index.open(str(place / "index")))
        peers = Peers(folder, snapshot, known(tagged), full_text)
        rows = ask(peers, count, rounds)
        full_text.close()
    return [building, *rows]


def read(folder: Path) -> list[Indexed]:
    """Return the articles of a corpus as the index takes them."""
    made = []
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).as_posix()
        parsed = parse_file(folder, name)
        made.append(
            Indexed(
                new_id(name),
                name,
                parsed.title,
                parsed.date,
                parsed.author,
                parsed.source,
                parsed.text,
                hash_text(parsed.text),
            )
        )
    return made


def built(place: Path, articles: Sequence[Indexed], row: Row) -> FullText:
    """Build both indexes in a folder, and return the peer's."""
    place.mkdir(exist_ok=True)
    with row.timing(POSTIL):
        build(place / "index", articles)
    with row.timing(FTS5):
        return FullText(place / "fts5", articles)


def build(place: Path, articles: Sequence[Indexed]) -> None:
    """Build an index on disk."""
    place.mkdir()
    made = writer(tantivy.Index(build_schema(), path=str(place)))
    for stamp, each in enumerate(articles):
        made.add_document(document(each, stamp))
    made.commit()
    made.wait_merging_threads()


def tags(articles: Sequence[Indexed]) -> dict[str, list[str]]:
    """Return the ids of the articles that each tag is on."""
    random = Random(1)  # noqa: S311 - the same tags in every run
    return {
        tag: [each.id for each in articles if random.random() < share]
        for tag, share in TAG_SHARES.items()
    }


def known(tagged: dict[str, list[str]]) -> Known:
    """Return what notes say that have these tags."""
    time = clock.now()
    return Known(
        tuple(
            Annotation(clock.new_uuid(), each, None, (tag,), created=time, modified=time)
            for tag, ids in tagged.items()
            for each in ids
        )
    )


def ask(peers: Peers, count: int, rounds: int) -> list[Row]:
    """Ask every query of every peer in turn, and print each row as it is there.

    Args:
        peers: Who is asked.
        count: How many articles they know.
        rounds: How often each is asked.
    """
    rows: list[Row] = []
    for name, asked in groupby(cases(), key=lambda case: case.row):
        row = Row(count, name)
        for case, _ in product(asked, range(rounds)):
            ask_each(peers, case, row)
        sys.stdout.write(row.told() + "\n")
        sys.stdout.flush()
        rows.append(row)
    return rows


def ask_each(peers: Peers, case: Case, row: Row) -> None:
    """Ask every peer one query, and say where they do not find as many articles."""
    gc.collect()
    with row.timing(POSTIL):
        own = peers.postil(case)
    with row.timing(RIPGREP):
        ripgrep(peers.folder, case.scans)
    if case.asked is None:
        return
    with row.timing(FTS5):
        others = peers.full_text.page(case.asked)
    if own != others:
        sys.stderr.write(f"{case.typed}: Postil finds {own}, FTS5 {others}\n")


def _high(times: Sequence[float]) -> float:
    """Return the 95th percentile, by nearest rank."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


if __name__ == "__main__":
    main()
