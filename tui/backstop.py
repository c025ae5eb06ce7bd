"""The backstop: whatever a widget draws, no character of it commands the terminal.

Texts are cleaned where they come in. This is for what slips through: a message of the system, a
library's own words, a mistake to come.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from rich.segment import Segment
from textual.filter import LineFilter

from tui.reading.cells import width

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

_COMMANDING = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LINK_SIGNS = ":/?#[]@!$&'()*+,;=%~"
"""What an address may hold besides letters, digits and `-._` (RFC 3986); no terminal acts on it."""


class Backstop(LineFilter):
    """Takes out of every line what a terminal would act on, before it is sent."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the signature is Textual's
        """Return the segments with harmless characters and addresses, of the same widths.

        Args:
            segments: A line.
            background: Not used.
        """
        if all(_is_harmless(text, style) for text, style, _ in segments):
            return segments
        return [
            Segment(harmless(text), _with_safe_link(style), control)
            for text, style, control in segments
        ]


BACKSTOP = Backstop()
"""One for all lines, so that strips know what it made of them."""


def harmless(text: str) -> str:
    """Return a text that commands no terminal, as wide as before.

    What takes a cell becomes `�`; most controls take none, and nothing is left of them.
    """
    return _COMMANDING.sub(lambda hit: "�" * width(hit[0]), text)


def safe_link(address: str) -> str:
    """Return an address fit for a hyperlink of the terminal; empty if it has none to offer."""
    if not _SAFE_LINK.match(address):
        return ""
    return quote(address, safe=_LINK_SIGNS, errors="replace")


def _is_harmless(text: str, style: Style | None) -> bool:
    # Nothing that a terminal acts on counts as printable; that is told ten times quicker than a
    # search, and true of nearly every line.
    is_clean = text.isprintable() or not _COMMANDING.search(text)
    return is_clean and (style is None or style.link is None)


def _with_safe_link(style: Style | None) -> Style | None:
    if style is None or style.link is None:
        return style
    return style.update_link(safe_link(style.link) or None)
