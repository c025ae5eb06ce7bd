"""The terminal itself, as the system sees it."""

from __future__ import annotations

import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def has_hung_up(stream: TextIO | None) -> bool:
    """Tell whether the terminal behind a stream is gone."""
    if stream is None or stream.closed:
        return True
    poll = select.poll()
    poll.register(stream, select.POLLHUP)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))
