"""The README's tables of the benchmarks, of which those are renewed whose rows were measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = re.compile(r"<!-- bench -->\n(.*?)<!-- /bench -->", re.DOTALL)
_TABLE = re.compile(r"^\*\*`(\w+)`\*\*.*\n\n(?:\|.*\n)+", re.MULTILINE)
_ON = re.compile(r"^((?:`\w+` ?)+): (.+)\.$", re.MULTILINE)


def renewed(text: str, name: str, table: str, on: str, order: Iterable[str]) -> str:
    """Return the README's text with what was measured now of a row.

    Args:
        text: The README; its tables stand between `<!-- bench -->` and `<!-- /bench -->`, and
            after them on which machine the rows were measured, and when.
        name: The row.
        table: What was measured, in Markdown.
        on: Machine, versions and date.
        order: All rows; what was told of any other goes.

    Raises:
        ValueError: If the README has no place for the tables.
    """
    found = _PART.search(text)
    if found is None:
        raise ValueError("the README has no <!-- bench --> … <!-- /bench -->")
    tables = {each[1]: each[0] for each in _TABLE.finditer(found[1])}
    tables[name] = f"{table}\n"
    places = {row: each[2] for each in _ON.finditer(found[1]) for row in _names(each[1])}
    places[name] = on
    told = [each for each in order if each in tables]
    rows: dict[str, list[str]] = {}
    for each in told:
        rows.setdefault(places[each], []).append(f"`{each}`")
    ends = [f"{' '.join(names)}: {place}.\n" for place, names in rows.items()]
    part = "\n".join((*(tables[each] for each in told), *ends))
    return f"{text[: found.start()]}<!-- bench -->\n{part}<!-- /bench -->{text[found.end() :]}"


def _names(told: str) -> list[str]:
    return re.findall(r"\w+", told)
