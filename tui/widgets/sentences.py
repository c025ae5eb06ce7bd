"""Sentences: a few of them, in which a long path is broken behind its slashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from tui.reading import wrap
from tui.reading.cells import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.geometry import Size

_PART = re.compile(r"[^/]*/+|[^/]+")


class Sentences(Widget):
    """Text as high as it is at its width.

    Args:
        text: What it says.
    """

    DEFAULT_CSS = """
    Sentences { width: 100%; height: auto; }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text

    def tell(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines there are room for."""
        return Content("\n".join(in_lines(self._text, self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes."""
        del container, viewport
        return len(in_lines(self._text, width))


def in_lines(text: str, cells: int) -> Sequence[str]:
    """Return a text broken into lines of at most `cells` cells.

    Lines end between words; within one that is longer than a line, behind a `/` where it has any.
    """
    room = max(1, cells)
    return [line for each in text.split("\n") for line in _filled(each, room)]


def _filled(paragraph: str, cells: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        gap = " " if line else ""
        for part in _parts(word, cells):
            if line and width(line + gap + part) > cells:
                yield line
                line = part
            else:
                line += gap + part
            gap = ""
    yield line


def _parts(word: str, cells: int) -> Sequence[str]:
    """Return what of a word stays together."""
    if width(word) <= cells:
        return (word,)
    return [line for part in _PART.findall(word) for line in wrap.lines(part, cells)]
