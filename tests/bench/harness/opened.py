"""One article of a given size open in Postil, and the same text in a bare pager."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from tests.bench.harness import inputs
from tests.bench.harness.inputs import KB
from tests.bench.harness.terminal import POSTIL, Watched, peer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness.row import Plan

PAGER = "a bare ScrollView on the line API"
"""What the pager is, in a table."""

QUIET = 0.1
"""Seconds without a byte after which a key in the text has been painted."""

DOWN = "j" * 40
"""Keys that bring Postil's cursor to where each further line scrolls, as in the pager."""

ANNOTATIONS = 1_000
"""How many an annotated article has."""

_APART = 2 * KB
"""Bytes from one annotation to the next, at the least: more than a screen has."""

_BEGINS = "A long account of the talks"

_AT_REST = 2.0
"""Seconds without a byte after which nothing goes on behind an article that was opened."""


@contextmanager
def in_postil(
    plan: Plan, size: int, annotations: int = ANNOTATIONS, *, columns: int = 120
) -> Iterator[Watched]:
    """Open an article of so many bytes in Postil.

    Args:
        plan: Where its folder is made.
        size: Of the article.
        annotations: How many there are all over it, unless it is too short for so many.
        columns: Width of the terminal.
    """
    # A folder of its own, so that it is opened at its beginning.
    folder = Path(mkdtemp(dir=plan.place)) / "articles"
    folder.mkdir()
    shutil.copy(inputs.article(size), folder / "article.txt")
    if annotations:
        notes = folder.with_name("articles.notes.json")
        inputs.notes(notes, folder, ["article.txt"], min(annotations, size // _APART))
    with Watched(*POSTIL, str(folder), columns=columns) as postil:
        postil.until(_BEGINS)
        postil.rest(_AT_REST)
        # The sentences of a long article are counted in silence, for seconds.
        postil.idle()
        yield postil
        postil.leave("q")


@contextmanager
def in_pager(size: int, *, columns: int = 120) -> Iterator[Watched]:
    """Open the same article in the pager."""
    with Watched(*peer("pager", str(inputs.article(size))), columns=columns) as pager:
        pager.until(_BEGINS)
        pager.rest()
        yield pager
