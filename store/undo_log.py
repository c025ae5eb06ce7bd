"""The undo log: what can be undone, kept from one session to the next."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import orjson

from store import atomic, places
from store.notes_json import BrokenNotes
from store.steps_json import decode_step, encode_step, load_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.merge import Step

STEPS = 100
"""How many steps outlive a session."""

_FORMAT = 1
# A step can be of thousands of annotations; what is read at the start must stay a matter of
# milliseconds.
_MOST_BYTES = 8_000_000


class UndoLog:
    """The last steps made on one notes file.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self._file = places.state_dir() / "undo" / f"{places.key_of(notes)}.json"
        # Each step is encoded once, though the log is written after each save.
        self._encoded: dict[int, tuple[Step, bytes]] = {}
        self._kept: tuple[Step, ...] = ()

    def load(self) -> tuple[Step, ...]:
        """Return the steps kept, the last made last; none where the log is damaged."""
        try:
            document = load_document(self._file.read_bytes(), _FORMAT)
            steps = document["steps"] if isinstance(document.get("steps"), list) else []
            self._kept = tuple(map(decode_step, steps))
        except (OSError, BrokenNotes):
            self._kept = ()
        return self._kept

    def keep(self, steps: Sequence[Step]) -> None:
        """Keep the last of these steps in place of those kept before.

        A state folder that can't be written is no error: no note is lost by it.

        Args:
            steps: The last made last.
        """
        last = tuple(steps[-STEPS:])
        if last == self._kept:
            return
        encoded = self._encode(last)
        data = b'{"format":%d,"steps":[%s]}' % (_FORMAT, b",\n".join(encoded))
        with contextlib.suppress(OSError):
            places.ensure(self._file.parent)
            atomic.replace(self._file, data, durable=False)
            atomic.sweep(self._file, older_than=atomic.STALE_SECONDS)
            self._kept = last

    def _encode(self, steps: tuple[Step, ...]) -> list[bytes]:
        """Return the JSON of the last steps, as many as there is room for."""
        former, self._encoded = self._encoded, {}
        room = _MOST_BYTES
        encoded: list[bytes] = []
        for step in reversed(steps):
            _, data = former.get(id(step)) or (step, orjson.dumps(encode_step(step)))
            room -= len(data)
            if room < 0:
                break
            # The step is kept too, so that its id stays its own.
            self._encoded[id(step)] = (step, data)
            encoded.append(data)
        return encoded[::-1]
