"""What is done in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command, Situation


def _chosen(now: Situation) -> bool:
    return now.item


def _editable(now: Situation) -> bool:
    return now.item and now.writable


def list_commands() -> Iterator[Command]:
    """Yield what is done in lists."""
    group = Group.LISTS
    articles, annotations = Place.ARTICLES, Place.ANNOTATIONS
    codebook, terms = Place.CODEBOOK, Place.TERMS
    edited = (annotations, codebook, terms, Place.REVIEW)
    hits = (Place.CONCORDANCE, Place.PROPOSALS)
    rules = Place.RULES
    yield declare(
        "choose",
        "enter",
        "open",
        "Open, or go there",
        group,
        articles,
        annotations,
        Place.SEARCH,
        applies=_chosen,
        footer=1,
    )
    yield declare(
        "narrow",
        "/ f",
        "narrow",
        "Narrow the list by typing",
        group,
        annotations,
        codebook,
        terms,
        rules,
        Place.KEYS,
        footer=6,
    )
    yield declare(
        "scope",
        "tab",
        "corpus or article",
        "This article, or the corpus",
        group,
        annotations,
        Place.NARROWING,
        footer=3,
    )
    yield declare(
        "tag_passages",
        "enter",
        "passages",
        "List its passages",
        group,
        codebook,
        applies=_chosen,
        footer=1,
    )
    yield declare(
        "tag_rename",
        "r",
        "rename",
        "Rename; children follow",
        group,
        codebook,
        applies=_editable,
        footer=2,
    )
    yield declare(
        "tag_merge",
        "m",
        "merge",
        "Merge into another tag",
        group,
        codebook,
        applies=_editable,
        footer=3,
    )
    yield declare(
        "tag_colour",
        "c",
        "colour",
        "Next colour",
        group,
        codebook,
        terms,
        applies=_editable,
        footer=4,
    )
    yield declare(
        "tag_key",
        "1 2 3 4 5 6 7 8 9",
        "key",
        "Give it that key",
        group,
        codebook,
        applies=_editable,
        footer=2,
        each=True,
    )
    yield declare(
        "tag_keyless", "0", "no key", "Take its key away", group, codebook, applies=_editable
    )
    yield declare(
        "tag_describe",
        "a",
        "describe",
        "Say what it stands for",
        group,
        codebook,
        applies=_editable,
        footer=6,
    )
    yield declare(
        "entry_delete",
        "d",
        "delete",
        "Delete",
        group,
        *edited,
        rules,
        applies=lambda now: now.passage and _editable(now),
        footer=7,
    )
    yield declare(
        "entry_add",
        "+",
        "add",
        "Add one",
        group,
        codebook,
        terms,
        applies=lambda now: now.writable,
        footer=2,
    )
    yield declare(
        "term_words",
        "w",
        "whole word",
        "Whole words, or parts too",
        group,
        terms,
        applies=_editable,
        footer=2,
    )
    yield declare(
        "term_case",
        "m",
        "capitals",
        "Mind capitals, or not",
        group,
        terms,
        applies=_editable,
        footer=3,
    )
    yield declare(
        "list_undo",
        "u",
        "undo",
        "Undo",
        group,
        *edited,
        *hits,
        rules,
        applies=lambda now: now.undoable,
        footer=8,
    )
    yield declare(
        "list_redo",
        "ctrl+r",
        "redo",
        "Redo",
        group,
        *edited,
        *hits,
        rules,
        applies=lambda now: now.redoable,
    )
    yield declare(
        "leave",
        "escape q",
        "back",
        "Back to where one came from",
        group,
        *edited,
        Place.SEARCH,
        *hits,
        rules,
        footer=9,
        label_now=lambda now: "untick" if now.ticked else "back",
    )
