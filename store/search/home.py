"""Home: the folder that a corpus's index lies in, and who may write to it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy
from filelock import FileLock

from store import places
from store.search import building, schema

if TYPE_CHECKING:
    from collections.abc import Iterator


class Home:
    """The place of one corpus's index: in the cache, or where that fails in a temporary folder.

    Args:
        root: The corpus.
    """

    def __init__(self, root: Path) -> None:
        self._place = places.cache_dir() / "index" / places.key_of(root)
        self._temporary: Path | None = None

    @property
    def folder(self) -> Path:
        """Where the index lies; each version has a folder of its own."""
        return self._place / schema.VERSION

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep all others from writing.

        Raises:
            Timeout: If somebody else does.
            OSError: If the place cannot be written.
        """
        places.ensure(self._place)
        with FileLock(self._place / "lock", 0, 0o600, fallback_to_soft=False):
            yield

    def make(self) -> None:
        """Put an empty index there.

        Raises:
            OSError: If the disk is full, or the place cannot be written.
            BrokenIndex: If what lies there is in the way.
        """
        places.ensure(self.folder)
        with building.writing():
            tantivy.Index(schema.build_schema(), str(self.folder))

    def clear(self) -> None:
        """Remove the index, as far as it can be."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def clear_others(self) -> bool:
        """Remove the indexes of other versions; tell whether there were any."""
        others = [each for each in self._place.iterdir() if each.is_dir() and each != self.folder]
        for each in others:
            shutil.rmtree(each, ignore_errors=True)
        return bool(others)

    def make_private(self) -> None:
        """Take from others what tantivy, which knows only the umask, lets them do."""
        with suppress(OSError):
            for item in self.folder.iterdir():
                item.chmod(0o600)

    def move_out(self) -> None:
        """Go on in a folder that does not outlast the session.

        Raises:
            OSError: If there is none to be had.
        """
        self._temporary = Path(tempfile.mkdtemp(prefix="postil-index-"))
        self._place = self._temporary

    def leave(self) -> None:
        """Remove what does not outlast the session."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
