"""What moves the cursor and selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command


def moving_commands() -> Iterator[Command]:
    """Yield the moves of the cursor."""
    text, rows = Place.READER, Place.ROWS
    group = Group.MOVE
    yield declare("line_down", "j down", "down", "Line down", group, text, rows)
    yield declare("line_up", "k up", "up", "Line up", group, text, rows)
    yield declare("left", "h left", "left", "Character left", group, text)
    yield declare("right", "l right", "right", "Character right", group, text)
    yield declare("word_next", "w", "word", "Next word", group, text)
    yield declare("word_previous", "b", "word back", "Back to the word's start", group, text)
    yield declare("word_end", "e", "word end", "On to the word's end", group, text)
    yield declare(
        "sentence_next", ")", "sentence", "Next sentence", group, text, applies=finding, footer=5
    )
    yield declare("sentence_previous", "(", "sentence back", "Previous sentence", group, text)
    yield declare("paragraph_next", "}", "paragraph", "Next paragraph", group, text)
    yield declare("paragraph_previous", "{", "paragraph back", "Previous paragraph", group, text)
    yield declare("top", "g home", "top", "To the top", group, text, rows)
    yield declare("bottom", "G end", "bottom", "To the bottom", group, text, rows)
    yield declare("page_down", "space pagedown", "page down", "Page down", group, text, rows)
    yield declare("page_up", "shift+space pageup", "page up", "Page up", group, text, rows)
    yield declare("half_down", "ctrl+d", "half page down", "Half a page down", group, text, rows)
    yield declare("half_up", "ctrl+u", "half page up", "Half a page up", group, text, rows)


def selecting_commands() -> Iterator[Command]:
    """Yield what selects."""
    group, text = Group.SELECT, Place.READER
    yield declare("select", "v", "select", "Select by character", group, text)
    yield declare("select_sentences", "V", "select sentences", "Select by sentence", group, text)
    yield declare("select_left", "shift+left", "select left", "Select to the left", group, text)
    yield declare("select_right", "shift+right", "select right", "Select to the right", group, text)
    yield declare("select_up", "shift+up", "select up", "Select a line up", group, text)
    yield declare("select_down", "shift+down", "select down", "Select a line down", group, text)
    yield declare("grow", "+", "grow", "Grow the selection: word, sentence, paragraph", group, text)
    yield declare("shrink", "-", "shrink", "Shrink the selection", group, text)
    yield declare(
        "other_end",
        "o",
        "other end",
        "Go to the selection's other end",
        group,
        text,
        applies=lambda now: now.selection,
    )
