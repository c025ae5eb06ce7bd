"""The parts of the README that are made from the code: `python -m tests.readme` renews them."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from store.search.language.forms import FORMS
from tui.command import Group, Place
from tui.commands import COMMANDS, command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.command import Command

README = Path(__file__).parent.parent / "README.md"
_SHOWN = {Place.READING, Place.READER, Place.ROWS, Place.ARTICLES}
_PAIRS = (
    ("word_next", "word_previous", "word_end"),
    ("line_down", "line_up"),
    ("left", "right"),
    ("sentence_next", "sentence_previous"),
    ("paragraph_next", "paragraph_previous"),
    ("top", "bottom"),
    ("page_down", "page_up"),
    ("half_down", "half_up"),
    ("select_left", "select_right", "select_up", "select_down"),
    ("grow", "shrink"),
    ("undo", "redo"),
    ("find_next", "find_previous"),
    ("annotation_next", "annotation_previous"),
    ("pane_next", "pane_previous"),
    ("article_next", "article_previous"),
)


def key_table() -> str:
    """Return the table of keys, in Markdown."""
    lines = ["| keys | what they do |", "|---|---|"]
    for group, commands in groupby(_rows(), key=lambda row: row[0].group):
        lines.append(f"| **{group.value}** | |")
        for row in commands:
            keys = " ".join(f"`{key}`" for each in row for key in each.told_keys(each.keys))
            lines.append(f"| {keys} | {' · '.join(each.help for each in row)} |")
    return "\n".join(lines)


def _rows() -> Iterator[tuple[Command, ...]]:
    told: set[str] = set()
    for each in sorted(_told_commands(), key=lambda one: list(Group).index(one.group)):
        if each.id in told:
            continue
        ids = next((pair for pair in _PAIRS if each.id in pair), (each.id,))
        told.update(ids)
        yield tuple(command(id_) for id_ in ids)


def _told_commands() -> Iterable[Command]:
    return (each for each in COMMANDS if each.keys and each.places & _SHOWN)


def query_table() -> str:
    """Return the table of what can be written in a query, in Markdown."""
    lines = ["| written | what it finds |", "|---|---|"]
    lines.extend(f"| `{form.example}` | {form.help} |" for form in FORMS)
    return "\n".join(lines)


def renewed(text: str) -> str:
    """Return the README's text with its made parts made anew."""
    return _renew(_renew(text, "keys", key_table()), "queries", query_table())


def _renew(text: str, name: str, made: str) -> str:
    part = f"<!-- {name} -->\n{made}\n<!-- /{name} -->"
    return re.sub(f"<!-- {name} -->.*<!-- /{name} -->", lambda _: part, text, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
