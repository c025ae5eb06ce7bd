"""Row 10: notes files that are empty, cut, flipped, conflict-marked or newer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from store.notes_json import FORMAT
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.faults.subjects import Subject

_BY_RULE = {"meta", "deleted"}
"""Tables that hold nothing the reader wrote: the format number, and deletions, which expire."""

NEW = 999
"""Number of the note that is added to what is there."""


def cuts(data: bytes, every: int = 1) -> Iterator[bytes]:
    """Yield a file cut at each byte, the empty one first."""
    return (data[:length] for length in range(0, len(data), every))


def flips(data: bytes, every: int = 1) -> Iterator[bytes]:
    """Yield a file with one bit flipped, at each place."""
    for place in range(0, 8 * len(data), every):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        yield bytes(flipped)


def strange(data: bytes) -> Iterator[bytes]:
    """Yield a file that is nearly empty, conflict-marked, newer, doubled, with a key twice."""
    yield b"\n"
    yield b"\x00" * len(data)
    yield data.replace(b"\n", b"\n<<<<<<< ours\n", 1)
    yield data.replace(b"\n", b"\n=======\n", 3).replace(b"=======", b">>>>>>> theirs", 1)
    number = f'"format": {FORMAT}'.encode()
    assert number in data
    yield data.replace(number, f'"format": {FORMAT + 1}'.encode())
    yield data + data
    yield data.replace(b'"annotations": {', b'"annotations": {}, "annotations": {')


def open_and_edit(subject: Subject, folder: Path, files: Iterable[bytes]) -> Tally:
    """Open each damaged file, add a note, close it, and look whether all that was there still is.

    Args:
        subject: Which program.
        folder: An empty one.
        files: What the files hold.
    """
    tally = Tally()
    for number, data in enumerate(files):
        path = folder / str(number) / "corpus.notes.json"
        path.parent.mkdir()
        path.write_bytes(data)
        _edit(subject, path)
        tally += Tally(1, lost=0 if is_preserved(data, path.read_bytes()) else 1)
    return tally


def is_preserved(before: bytes, after: bytes) -> bool:
    """Tell whether a file is as it was, or was sound and has all it had and a note more."""
    if before == after:
        return True
    try:
        old, new = json.loads(before, object_pairs_hook=_strict), json.loads(after)
    except ValueError:
        return False
    if not isinstance(old, dict) or _format(old) > FORMAT:
        return False
    return all(
        new.get(table, {}).get(key) == document
        for table, documents in old.items()
        if table not in _BY_RULE
        for key, document in documents.items()
    )


def _edit(subject: Subject, path: Path) -> None:
    """Open a file, try to add a note, and close it, whatever the program thinks of that."""
    program = subject.open(path)
    try:
        program.add(NEW)
    except Exception:  # noqa: BLE001, S110 - TinyDB fails as it likes; the file is what counts
        pass
    finally:
        program.close()


def _strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless it has a key twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _format(tables: dict[str, Any]) -> int:
    """Return the number of the file's format."""
    number = tables.get("meta", {}).get("1", {}).get("format", 0)
    return number if isinstance(number, int) else FORMAT + 1
