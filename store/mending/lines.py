"""On which line of a notes file a document begins."""

from __future__ import annotations

import re
from bisect import bisect_right

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?|[{}]', re.DOTALL)
_BREAK = re.compile("\n")


class Lines:
    """The lines of a text.

    Args:
        text: The text of a notes file, broken or not.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [found.start() for found in _BREAK.finditer(text)]
        self._documents: dict[tuple[str, str], int] | None = None

    def of_offset(self, offset: int) -> int:
        """Return the number, from 1, of the line that holds an offset."""
        return bisect_right(self._breaks, offset - 1) + 1

    def of_document(self, table: str, number: str) -> int:
        """Return the line on which the last document of that id begins; 0 for none."""
        if self._documents is None:
            self._documents = {
                place: self.of_offset(offset) for place, offset in _documents(self._text)
            }
        return self._documents.get((table, number), 0)


def _documents(text: str) -> list[tuple[tuple[str, str], int]]:
    """Return table, id and offset of all documents of a text whose braces are in order."""
    found: list[tuple[tuple[str, str], int]] = []
    depth, table = 0, ""
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
        elif token[2] and depth == 1:
            table = token[1]
        elif token[2] and depth == 2:
            found.append(((table, token[1]), token.start()))
    return found
