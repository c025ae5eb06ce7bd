"""Early: which commands make no sense before there is an article, or a list of them."""

from __future__ import annotations

from msgspec.structs import replace

from tui.command import Command, Group, Place, Situation
from tui.commands import COMMANDS

_AT_BEST = Situation(
    selection=True,
    annotation=True,
    annotated=True,
    repeatable=True,
    undoable=True,
    redoable=True,
    finding=True,
    returnable=True,
    reviewable=True,
)
_WITHOUT = replace(_AT_BEST, article=False)
_IN_LISTS = frozenset({Place.ROWS, Place.ARTICLES})
_ON_THE_OPEN_ONE = frozenset({"article_previous", "annotations", "copy", "like", "mark_read"})
"""What works in other panes too, and is mostly about the article that is open."""


def _needs_article(command: Command) -> bool:
    if command.id in _ON_THE_OPEN_ONE:
        return True
    if Place.READING in command.places:
        return command.applies(_AT_BEST) and not command.applies(_WITHOUT)
    return Place.READER in command.places


ABOUT_ARTICLE: frozenset[str] = frozenset(each.id for each in COMMANDS if _needs_article(each))
"""Ids of what needs an article while the text has the keys."""

ABOUT_LIST: frozenset[str] = ABOUT_ARTICLE | {
    each.id for each in COMMANDS if each.places & _IN_LISTS
}
"""Ids of what needs a list of articles while it has the keys."""

MOVES: frozenset[str] = frozenset(
    each.id for each in COMMANDS if each.group in {Group.MOVE, Group.SELECT}
) | {"article_next", "article_previous"}
"""Ids of what leaves the keys as they are: behind it, a key still is the command that it was."""
