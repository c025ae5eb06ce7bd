"""Rows: an index is built and asked, beside ripgrep and SQLite FTS5.

*Building* starts from the same parsed articles in memory and ends with an index on disk that can
be asked. *A query* of Postil's is everything from what was typed to the first page: it is parsed,
the articles are found and ranked, the best 50 fetched and the hits in them located. What its peers
do is told in `tests.bench.search_peers`.
"""

from __future__ import annotations

import gc
import shutil
import sys
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

import tantivy

from store import clock
from store.annotation import Annotation
from store.article import Article, hash_text
from store.entry import parse_file
from store.identity import new_id
from store.search.found import Indexed
from store.search.known import Known
from store.search.language import parse
from store.search.schema import build_schema, document, writer
from store.search.snapshot import Snapshot
from tests.bench.harness.inputs import corpus
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.search_cases import TAG_SHARES, Case, cases
from tests.bench.search_peers import PAGE, FullText, ripgrep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_RIPGREP, _FTS5 = "ripgrep", "SQLite FTS5"
_ROUNDS = 3
_MANY = 100_000
"""Articles for which something is to be reached."""

_QUICK = (Target(Measure.RATIO, 0.1), Target(Measure.P95, 50))
_BUILT = (Target(Measure.RATIO, 0.333),)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked.

    Args:
        folder: The corpus, for ripgrep.
        count: How many articles it has.
        snapshot: Postil's index of it.
        known: What the notes say of it.
        full_text: FTS5's index of it.
    """

    folder: Path
    count: int
    snapshot: Snapshot
    known: Known
    full_text: FullText

    def postil(self, case: Case) -> int:
        """Find the first page with its hits, and return how many articles are on it."""
        return len(self.snapshot.ask(parse(case.typed), self.known).page(0, PAGE))


def _samples(plan: Plan) -> Iterator[Sample]:
    if shutil.which("rg") is None:
        sys.stderr.write("search: ripgrep (`rg`) is not installed and is passed over\n")
    for count in plan.sizes(1_000, 10_000, _MANY):
        yield from _measured(plan, count, plan.place / "made")


def _measured(plan: Plan, count: int, place: Path) -> Iterator[Sample]:
    folder = corpus(count)
    articles = read(folder)
    tagged = tags(articles)
    targets = _BUILT if count == _MANY else ()
    building = Line("the index built", f"{count:,}", _FTS5, targets, size=count)
    for _ in plan.rounds(_ROUNDS):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        began = perf_counter()
        build(place / "index", articles)
        yield building.postil(_since(began))
        began = perf_counter()
        full_text = FullText(place / "fts5", articles)
        yield building.peer(_since(began))
        full_text.close()
    del articles
    full_text = FullText(place / "fts5")
    for name, ids in tagged.items():
        full_text.tag(name, ids)
    snapshot = Snapshot(tantivy.Index.open(str(place / "index")))
    asked = _Asked(folder, count, snapshot, known(tagged), full_text)
    for case in cases():
        for _ in plan.rounds(_ROUNDS):
            yield from _ask_each(asked, case)
    full_text.close()


def _ask_each(asked: _Asked, case: Case) -> Iterator[Sample]:
    """Ask each one query, and say where not as many articles are found."""
    gc.collect()
    began = perf_counter()
    found = asked.postil(case)
    taken = _since(began)
    size, targets = asked.count, _QUICK if asked.count == _MANY and case.asked else ()
    line = Line(case.row, f"{size:,}", _RIPGREP, targets, size=size)
    yield line.postil(taken)
    if shutil.which("rg"):
        began = perf_counter()
        ripgrep(asked.folder, case.scans)
        yield line.peer(_since(began))
    if case.asked is None:
        return
    line = Line(case.row, f"{size:,}", _FTS5, size=size)
    yield line.postil(taken)
    began = perf_counter()
    others = asked.full_text.page(case.asked)
    yield line.peer(_since(began))
    if found != others:
        sys.stderr.write(f"{case.typed}: Postil finds {found}, FTS5 {others}\n")


def read(folder: Path) -> list[Indexed]:
    """Return the articles of a corpus as the index takes them."""
    made = []
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).as_posix()
        parsed = parse_file(folder, name)
        made.append(Indexed.of(Article(new_id(name), name, parsed, hash_text(parsed.text))))
    return made


def build(place: Path, articles: Sequence[Indexed]) -> None:
    """Build an index on disk."""
    place.mkdir()
    made = writer(tantivy.Index(build_schema(), path=str(place)))
    for stamp, each in enumerate(articles):
        made.add_document(document(each, stamp))
    made.commit()
    made.wait_merging_threads()


def tags(articles: Sequence[Indexed]) -> Mapping[str, Sequence[str]]:
    """Return the ids of the articles that each tag is on."""
    random = Random(1)  # noqa: S311 - the same tags in every run
    return {
        tag: [each.id for each in articles if random.random() < share]
        for tag, share in TAG_SHARES.items()
    }


def known(tagged: Mapping[str, Sequence[str]]) -> Known:
    """Return what notes say that have these tags."""
    time = clock.now()
    return Known(
        tuple(
            Annotation(clock.new_uuid(), each, None, (tag,), created=time, modified=time)
            for tag, ids in tagged.items()
            for each in ids
        )
    )


def _since(began: float) -> float:
    """Return how many milliseconds have passed."""
    return (perf_counter() - began) * 1000


ROWS = (Row("search", "articles indexed and asked, from a query to its first page", _samples),)
