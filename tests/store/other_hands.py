"""What other programs and the disk do to a notes file."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tinydb import TinyDB, where

from tests.store.notes_samples import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def put_in_place(path: Path, data: bytes) -> None:
    """Put bytes in the file's place, as a sync service does."""
    fresh = path.with_name("synced")
    fresh.write_bytes(data)
    fresh.replace(path)


def write_plainly(path: Path, what: str, uuid: str, number: int) -> None:
    """Insert, update or remove an annotation with plain TinyDB.

    Args:
        path: The notes file.
        what: Which of the three, by its name.
        uuid: Of the annotation to update or remove; empty to insert one in any case.
        number: Tells what is written from what was written before.
    """
    before = path.stat().st_mtime_ns
    words = f"by hand {number}"
    with TinyDB(path) as plain:
        table = plain.table("annotations")
        if what == "insert" or not uuid:
            new = {"uuid": words, "article": ARTICLES[0].id, "anchor": None, "note": "x", "page": 7}
            table.insert(new)
        elif what == "update":
            table.update({"note": words}, where("uuid") == uuid)
        else:
            table.remove(where("uuid") == uuid)
    # Two writes within one tick of a coarse clock that leave the size as it was are one to
    # whoever glances at the file.
    os.utime(path, ns=(before, max(before + 1, path.stat().st_mtime_ns)))


@contextmanager
def no_disk(folder: Path, *, blocked: bool) -> Iterator[None]:
    """Take a folder away, and put a file in its place if it is to be blocked."""
    away = folder.rename(folder.with_name("away"))
    if blocked:
        folder.write_text("a file in the way")
    yield
    folder.unlink(missing_ok=True)
    away.rename(folder)
