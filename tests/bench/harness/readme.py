"""The README's table of the benchmarks, which is renewed line by line as rows are measured."""

from __future__ import annotations

import re

_PART = re.compile(r"<!-- bench -->\n(.*?)<!-- /bench -->", re.DOTALL)


def renewed(text: str, on: str, table: str) -> str:
    """Return the README's text with what was measured now.

    Args:
        text: The README; its table stands between `<!-- bench -->` and `<!-- /bench -->`.
        on: Machine, versions and date.
        table: In Markdown; a line of it takes the place of the one that begins alike.

    Raises:
        ValueError: If the README has no place for a table.
    """
    found = _PART.search(text)
    if found is None:
        raise ValueError("the README has no <!-- bench --> … <!-- /bench -->")
    kept = [line for line in found[1].splitlines() if line.startswith("|")]
    lines = {_key(line): line for line in (*kept, *table.splitlines())}
    part = "\n".join(("<!-- bench -->", *lines.values(), "", f"{on}.", "<!-- /bench -->"))
    return text[: found.start()] + part + text[found.end() :]


def _key(line: str) -> tuple[str, ...]:
    """Return what tells a line from the others: what was measured, and against whom."""
    return tuple(line.split("|")[1:3])
