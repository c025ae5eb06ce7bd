"""RecallingLine: a line that brings back what was typed in it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


class RecallingLine(Line):
    """A line that brings back what was typed in it before.

    Args:
        value: What stands in it at first.
        placeholder: What stands there while it is empty.
        recent: What was typed before, the newest last.
    """

    def __init__(
        self, value: str = "", *, placeholder: str = "", recent: Sequence[str] = ()
    ) -> None:
        super().__init__(value, placeholder=placeholder)
        self.remember(recent)

    def remember(self, recent: Sequence[str]) -> None:
        """Take over what was typed before, the newest last."""
        self._recent, self._typed = tuple(recent), ""
        self._recalled = len(self._recent)

    @property
    def recalls(self) -> bool:
        """Whether anything else was typed before."""
        return any(words != self.value for words in self._recent)

    def recall(self, step: int) -> bool:
        """Put in the line what was typed earlier (-1), or later (1), at last what stood there.

        Returns:
            Whether there is any.
        """
        if self.value != (*self._recent, self._typed)[self._recalled]:
            self._typed, self._recalled = self.value, len(self._recent)
        words = (*self._recent, self._typed)
        place = self._recalled + step
        while 0 <= place < len(words) and words[place] == self.value:
            place += step
        if not 0 <= place < len(words):
            return False
        self._recalled = place
        self.value = words[place]
        self.action_end()
        return True
