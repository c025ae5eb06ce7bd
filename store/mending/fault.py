"""Fault: something that is wrong in a notes file, and what mending it comes to."""

from __future__ import annotations

from msgspec import Struct

UNREADABLE = "unreadable"
"""Name of the table, and of the field, that keep what can't be understood."""


class Fault(Struct, frozen=True):
    """Something that is wrong in a notes file.

    Args:
        problem: What is wrong, without a full stop.
        remedy: What mending does about it: `keep both in one note`.
        table: Name of the table; empty where none is meant.
        document: TinyDB id as the file has it; empty where no single document is meant.
        line: Number of the line from 1; 0 where it is not known.
    """

    problem: str
    remedy: str
    table: str = ""
    document: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Return the fault with its place."""
        place = f"line {self.line}" if self.line else ""
        if self.table:
            place += f"{', ' if place else ''}table “{self.table}”"
        if self.document:
            place += f", document {self.document}"
        return f"{place}: {self.problem}" if place else self.problem
