"""What is done in lines to fill in, editors and dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command


def typing_commands() -> Iterator[Command]:
    """Yield what is done in lines, editors and dialogs."""
    group, picker, editor = Group.LISTS, Place.PICKER, Place.EDITOR
    unsaved, question = Place.UNSAVED, Place.QUESTION
    yield declare("pick", "enter", "tag", "Give or take the tag and close", group, picker, footer=1)
    yield declare(
        "pick_more", "tab", "tag, go on", "Give or take the tag and go on", group, picker, footer=2
    )
    yield declare("pick_leave", "escape", "close", "Close", group, picker, footer=3)
    yield declare(
        "note_save", "ctrl+s ctrl+enter", "save", "Save the note", group, editor, footer=1
    )
    yield declare(
        "note_outside", "ctrl+e", "$EDITOR", "Write it in $EDITOR", group, editor, footer=2
    )
    yield declare(
        "note_leave", "escape", "close", "Close; asks if it is unsaved", group, editor, footer=3
    )
    yield declare("unsaved_save", "ctrl+s", "saves", "Save the note", group, unsaved, footer=1)
    # Letters may still be meant for the note.
    yield declare(
        "unsaved_drop", "ctrl+d", "throws away", "Throw it away", group, unsaved, footer=2
    )
    yield declare(
        "unsaved_return", "escape", "goes on writing", "Go on writing", group, unsaved, footer=3
    )
    yield declare("line_submit", "enter", "find", "Go to the hit", group, Place.FIND, footer=1)
    yield declare("line_close", "escape", "close", "Clear and close", group, Place.FIND, footer=2)
    yield declare(
        "line_earlier",
        "up",
        "earlier",
        "What was looked for before",
        group,
        Place.FIND,
        applies=lambda now: now.recallable,
        footer=3,
    )
    yield declare(
        "line_later",
        "down",
        "later",
        "What was looked for after it; at last what was typed",
        group,
        Place.FIND,
        applies=lambda now: now.recallable,
    )
    yield declare(
        "filter_done",
        "enter",
        "done",
        "To the list, or to its chosen line",
        group,
        Place.FILTER,
        footer=1,
    )
    narrowing = Place.NARROWING
    yield declare(
        "filter_down", "down", "list", "To the list", group, Place.FILTER, narrowing, footer=3
    )
    yield declare(
        "filter_clear", "escape", "clear", "Clear and leave the line", group, Place.FILTER, footer=2
    )
    yield declare(
        "narrowing_open",
        "enter",
        "open",
        "Go to the chosen annotation",
        group,
        narrowing,
        applies=lambda now: now.item,
        footer=1,
    )
    yield declare(
        "narrowing_leave",
        "escape",
        "back",
        "All of them again; then back",
        group,
        narrowing,
        footer=9,
    )
    yield declare("answer_give", "enter", "done", "Done", group, Place.ANSWER, footer=1)
    yield declare("answer_leave", "escape", "leave it", "Leave it", group, Place.ANSWER, footer=2)
    yield declare("answer_yes", "y", "yes", "Yes", group, question, footer=1)
    yield declare("answer_no", "n escape", "no", "No", group, question, footer=2)
    offer = Place.OFFER
    yield declare("offer_yes", "y", "yes", "Yes", group, offer, footer=1)
    yield declare("offer_no", "n", "no", "No", group, offer, footer=2)
    yield declare("offer_later", "escape", "later", "Ask again later", group, offer, footer=3)
    yield declare("notice_leave", "enter escape q", "go on", "Go on", group, Place.NOTICE, footer=1)
    yield declare("keys_leave", "escape q ?", "close", "Close", group, Place.KEYS, footer=9)
