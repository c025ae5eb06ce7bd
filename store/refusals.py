"""Which articles the reader said are not the ones that are gone, so that nobody asks again."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import orjson

from store import atomic, places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path


class Refusals:
    """Pairs of articles that are not one: a missing one, and one that resembles it.

    They lie in the user's state directory; where that can't be written they hold until the
    session ends. Any thread may ask and tell.

    Args:
        notes: The notes file that knows the missing articles.
    """

    def __init__(self, notes: Path) -> None:
        self._file = places.state_dir() / "refused" / f"{places.key_of(notes)}.json"
        self._pairs: frozenset[tuple[str, str]] = frozenset()
        self._lock = threading.Lock()

    def load(self) -> None:
        """Read what was noted earlier, here or by another Postil."""
        self._add(_read(self._file))

    def holds(self, missing: str, heir: str) -> bool:
        """Tell whether the reader said that two articles, by their ids, are not one."""
        return (missing, heir) in self._pairs

    def add(self, missing: str, heirs: Iterable[str]) -> None:
        """Note that none of some articles is the missing one; `save` makes it last."""
        self._add({(missing, heir) for heir in heirs})

    def save(self) -> None:
        """Write what was noted, with what another Postil noted meanwhile."""
        self.load()
        pairs = sorted(self._pairs)
        with contextlib.suppress(OSError):  # being asked once more does no harm
            places.ensure(self._file.parent)
            atomic.replace(self._file, orjson.dumps(pairs), durable=False)

    def _add(self, pairs: AbstractSet[tuple[str, str]]) -> None:
        with self._lock:
            self._pairs |= pairs


def _read(file: Path) -> frozenset[tuple[str, str]]:
    """Return the pairs in a file, as far as it makes sense."""
    read: object = None
    with contextlib.suppress(OSError, orjson.JSONDecodeError):
        read = orjson.loads(file.read_bytes())
    pairs = read if isinstance(read, list) else []
    return frozenset(pair for each in pairs if (pair := _pair(each)) is not None)


def _pair(value: object) -> tuple[str, str] | None:
    match value:
        case [str(missing), str(heir)]:
            return missing, heir
        case _:
            return None
