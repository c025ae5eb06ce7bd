"""Seal: what an index's files looked like when they were sound, and which corpus they hold.

It spares reading all of an index, and comparing it with each article, where nothing has changed.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec
import orjson
from msgspec import Struct, field

from store import atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_NAME = ".postil-seal.json"

Look = tuple[int, int, int]
"""A file's size in bytes, its time in nanoseconds since 1970, and its number."""


class Seal(Struct, frozen=True):
    """What is known of an index without reading it.

    Args:
        files: What its files looked like when they were sound, by name.
        corpus: The state of the corpus that it holds all of; empty where nobody knows.
    """

    files: Mapping[str, Look] = field(default_factory=dict)
    corpus: str = ""

    @classmethod
    def load(cls, folder: Path) -> Seal:
        """Return the seal of the index in a folder; an empty one where there is no sound one."""
        with contextlib.suppress(OSError, ValueError):
            match orjson.loads((folder / _NAME).read_bytes()):
                case {"files": dict(files), "corpus": str(corpus)}:
                    return cls({str(name): _look(each) for name, each in files.items()}, corpus)
        return cls()

    @classmethod
    def of(cls, folder: Path, names: Iterable[str], corpus: str) -> Seal:
        """Return the seal of an index whose files are sound.

        Raises:
            OSError: If one of them is gone.
        """
        return cls({name: look_at(folder / name) for name in names}, corpus)

    def vouches(self, file: Path) -> bool:
        """Tell whether a file looks as it did when it was sound.

        Raises:
            OSError: If it is gone.
        """
        return self.files.get(file.name) == look_at(file)

    def save(self, folder: Path) -> None:
        """Put it beside the files, unless it is there; no room for it is no error."""
        if Seal.load(folder) != self:
            with contextlib.suppress(OSError):
                atomic.replace(folder / _NAME, msgspec.json.encode(self), durable=False)


def look_at(file: Path) -> Look:
    """Return what a file looks like.

    Raises:
        OSError: If it is gone.
    """
    status = file.stat(follow_symlinks=False)
    return status.st_size, status.st_mtime_ns, status.st_ino


def _look(value: object) -> Look:
    """Return a look from its JSON.

    Raises:
        ValueError: If it is none.
    """
    match value:
        case [int(size), int(mtime_ns), int(number)]:
            return size, mtime_ns, number
    raise ValueError
