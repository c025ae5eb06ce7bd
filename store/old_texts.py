"""The canonical texts that anchors were made on, kept while there are annotations on them.

A diff of the old and the new text says better than anything else where a passage went. What is
kept here is derived and may be missing at any time.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from typing import TYPE_CHECKING

from store import atomic, places
from store.article import hash_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_HASH = re.compile("[0-9a-f]{64}")
_LONGEST = 256 * 1024 * 1024
# Bytes of text above which a file is no text of ours: a few kilobytes can unpack to gigabytes.


class OldTexts:
    """The texts of one corpus, each under its hash, in the user's cache folder.

    Args:
        root: The corpus; never written to.
    """

    def __init__(self, root: Path) -> None:
        self._folder = places.cache_dir() / "texts" / places.key_of(root)

    def keep(self, text_hash: str, text: str) -> None:
        """Keep a text, unless it is kept already; a cache that is full is no error.

        It is read to see that: a damaged one gives way.

        Args:
            text_hash: SHA-256 of the text, in hex.
            text: The canonical text of an article that is being annotated.
        """
        path = self._path(text_hash)
        if path is None or self.text(text_hash) is not None:
            return
        with contextlib.suppress(OSError):
            places.ensure(self._folder)
            atomic.replace(path, zlib.compress(text.encode()), durable=False)

    def text(self, text_hash: str) -> str | None:
        """Return the text with that hash; None where it is not kept or was damaged.

        Args:
            text_hash: SHA-256 of the text, in hex.
        """
        path = self._path(text_hash)
        if path is None:
            return None
        try:
            text = _unpacked(path.read_bytes())
        except (OSError, ValueError, zlib.error):
            return None
        return text if text is not None and hash_text(text) == text_hash else None

    def drop_others(self, hashes: Collection[str]) -> None:
        """Remove every text whose hash is not among `hashes`."""
        for path in self._kept():
            if path.name not in hashes:
                with contextlib.suppress(OSError):  # a text too many does no harm
                    path.unlink()

    def _kept(self) -> Iterator[Path]:
        """Yield the files of all texts kept."""
        with contextlib.suppress(OSError):
            yield from list(self._folder.iterdir())

    def _path(self, text_hash: str) -> Path | None:
        """Return the file of a text; None for what is no hash, since notes files name them."""
        return self._folder / text_hash if _HASH.fullmatch(text_hash) else None


def _unpacked(data: bytes) -> str | None:
    """Return a text as it was before it was compressed; None if it is longer than any."""
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(data, _LONGEST)
    return text.decode() if unpacker.eof else None
