"""How far the reader is in each article: what counts as read, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.clock import now
from store.progress import Progress, ReadState

if TYPE_CHECKING:
    from store.article import Article
    from store.progress import ReadingLog


class Pace:
    """Notes in the log how far each article was read.

    Args:
        log: Where it is noted.
    """

    def __init__(self, log: ReadingLog) -> None:
        self._log = log
        self._kept_unread = ""
        self._led_to: float | None = None

    def opened(self) -> None:
        """Take note that an article was opened, maybe one that was marked as unread."""
        self._kept_unread = ""
        self._led_to = None

    def led(self, fraction: float) -> None:
        """Take note that the reader was led somewhere to be shown something, and has not read.

        What is on the screen there counts once it is scrolled.

        Args:
            fraction: How much of the prose has passed the screen there, 0 to 1.
        """
        self._led_to = fraction

    def note(
        self,
        article: Article,
        offset: int,
        fraction: float,
        *,
        by_hand: bool,
        row: int | None = None,
    ) -> bool:
        """Note where the reader is; tell whether the article's state changed by it.

        Args:
            article: The article.
            offset: Of the cursor.
            fraction: How much of the prose has passed the screen, 0 to 1.
            by_hand: Whether the reader moved; an article is not read because it was opened.
            row: Of the screen, from 0, on which the cursor stands; None where it is on none.
        """
        if article.id == self._kept_unread:
            return False
        before = self._log.of(article.id)
        if fraction != self._led_to:
            self._led_to = None
        seen = before.fraction if self._led_to is not None else max(before.fraction, fraction)
        state = before.state
        if state is not ReadState.READ:
            state = ReadState.READ if by_hand and seen >= 1.0 else ReadState.READING
        self._log.set(article.id, Progress(offset, seen, state, now(), row))
        self._log.desk = replace(
            self._log.desk,
            last_article=article.id,
            last_path=article.path,
            last_text=article.text_hash,
        )
        return state is not before.state

    def turn(self, article_id: str) -> bool:
        """Mark an article as read, or as unread; tell which of the two.

        One marked as unread stays so until it is opened again.
        """
        before = self._log.of(article_id)
        is_read = before.state is not ReadState.READ
        state = ReadState.READ if is_read else ReadState.UNREAD
        self._log.set(article_id, replace(before, state=state, fraction=float(is_read)))
        self._kept_unread = "" if is_read else article_id
        return is_read
