"""What writes on passages and articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import annotating, declare, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command


def marking_commands() -> Iterator[Command]:
    """Yield what writes on a passage or an article."""
    group, anywhere = Group.MARK, Place.READING
    yield declare(
        "highlight",
        "enter",
        "mark",
        "Highlight the selection, else the sentence; open page leftovers",
        group,
        Place.READER,
        applies=lambda now: now.folded or writing(now),
        footer=1,
        label_now=lambda now: "open" if now.folded else "mark",
    )
    yield declare(
        "tag",
        "t",
        "tag",
        "Tag it: type to narrow, Enter to toggle; in the list, the article",
        group,
        anywhere,
        applies=annotating,
        footer=2,
    )
    yield declare(
        "tag_by_key",
        "1 2 3 4 5 6 7 8 9",
        "tag by key",
        "Give or take the tag with that key",
        group,
        anywhere,
        applies=annotating,
        each=True,
    )
    yield declare(
        "note",
        "a",
        "note",
        "Write a note on it; in the list, on the article",
        group,
        anywhere,
        applies=annotating,
        footer=3,
    )
    yield declare(
        "repeat",
        ".",
        "repeat",
        "Repeat the last annotation here",
        group,
        Place.READER,
        applies=lambda now: annotating(now) and now.repeatable,
    )
    yield declare(
        "colour",
        "c",
        "colour",
        "Change the colour of an untagged highlight",
        group,
        Place.READER,
        applies=lambda now: annotating(now) and now.annotation,
    )
    yield declare(
        "delete",
        "d",
        "delete",
        "Delete the annotation",
        group,
        anywhere,
        applies=lambda now: annotating(now) and now.annotated,
    )
    yield declare(
        "retake",
        "r",
        "retake",
        "Take the passage as the selection again; Enter keeps the new one",
        group,
        Place.READER,
        applies=lambda now: annotating(now) and now.annotation,
    )
    yield declare(
        "undo",
        "u",
        "undo",
        "Undo",
        group,
        anywhere,
        applies=lambda now: now.undoable and not now.picking,
    )
    yield declare(
        "redo",
        "ctrl+r",
        "redo",
        "Redo",
        group,
        anywhere,
        applies=lambda now: now.redoable and not now.picking,
    )
    yield declare("copy", "y", "copy", "Copy the passage with its source", group, anywhere)
