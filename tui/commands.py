"""Every action of the user, declared once.

Key bindings, footer, command palette, help screen, keymap overrides and the README's key table
are derived from `COMMANDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Command, Group, Place, Situation, always

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


def _reading(now: Situation) -> bool:
    return now.article


def _writing(now: Situation) -> bool:
    return now.writable and now.article


def _command(
    id_: str,
    keys: str,
    label: str,
    help_: str,
    group: Group,
    *places: Place,
    applies: Callable[[Situation], bool] = always,
    footer: int = 0,
    each: bool = False,
) -> Command:
    return Command(
        id_, tuple(keys.split()), label, help_, group, frozenset(places), applies, footer, each
    )


def _moving() -> Iterator[Command]:
    text, rows = Place.READER, Place.ROWS
    group = Group.MOVE
    yield _command("line_down", "j down", "down", "Line down", group, text, rows)
    yield _command("line_up", "k up", "up", "Line up", group, text, rows)
    yield _command("left", "h left", "left", "Character left", group, text)
    yield _command("right", "l right", "right", "Character right", group, text)
    yield _command("word_next", "w", "word", "Next word", group, text)
    yield _command("word_previous", "b", "word back", "Back to the word's start", group, text)
    yield _command("word_end", "e", "word end", "On to the word's end", group, text)
    yield _command(
        "sentence_next", ")", "sentence", "Next sentence", group, text, applies=_reading, footer=5
    )
    yield _command("sentence_previous", "(", "sentence back", "Previous sentence", group, text)
    yield _command("paragraph_next", "}", "paragraph", "Next paragraph", group, text)
    yield _command("paragraph_previous", "{", "paragraph back", "Previous paragraph", group, text)
    yield _command("top", "g home", "top", "To the top", group, text, rows)
    yield _command("bottom", "G end", "bottom", "To the bottom", group, text, rows)
    yield _command("page_down", "space pagedown", "page down", "Page down", group, text, rows)
    yield _command("page_up", "shift+space pageup", "page up", "Page up", group, text, rows)
    yield _command("half_down", "ctrl+d", "half page down", "Half a page down", group, text, rows)
    yield _command("half_up", "ctrl+u", "half page up", "Half a page up", group, text, rows)


def _selecting() -> Iterator[Command]:
    group, text = Group.SELECT, Place.READER
    yield _command("select", "v", "select", "Select by character", group, text)
    yield _command("select_sentences", "V", "select sentences", "Select by sentence", group, text)
    yield _command("select_left", "shift+left", "select left", "Select to the left", group, text)
    yield _command(
        "select_right", "shift+right", "select right", "Select to the right", group, text
    )
    yield _command("select_up", "shift+up", "select up", "Select a line up", group, text)
    yield _command("select_down", "shift+down", "select down", "Select a line down", group, text)
    yield _command(
        "grow", "+", "grow", "Grow the selection: word, sentence, paragraph", group, text
    )
    yield _command("shrink", "-", "shrink", "Shrink the selection", group, text)
    yield _command(
        "other_end",
        "o",
        "other end",
        "Go to the selection's other end",
        group,
        text,
        applies=lambda now: now.selection,
    )


def _marking() -> Iterator[Command]:
    group, anywhere = Group.MARK, Place.READING
    yield _command(
        "highlight",
        "enter",
        "mark",
        "Highlight the selection, else the sentence; open page leftovers",
        group,
        Place.READER,
        applies=_writing,
        footer=1,
    )
    yield _command(
        "tag",
        "t",
        "tag",
        "Tag it: type to narrow, Enter to toggle; in the list, the article",
        group,
        anywhere,
        applies=_writing,
        footer=2,
    )
    yield _command(
        "tag_by_key",
        "1 2 3 4 5 6 7 8 9",
        "tag by key",
        "Give or take the tag with that key",
        group,
        anywhere,
        applies=_writing,
        each=True,
    )
    yield _command(
        "note",
        "a",
        "note",
        "Write a note on it; in the list, on the article",
        group,
        anywhere,
        applies=_writing,
        footer=3,
    )
    yield _command(
        "repeat",
        ".",
        "repeat",
        "Repeat the last annotation here",
        group,
        Place.READER,
        applies=lambda now: now.writable and now.repeatable,
    )
    yield _command(
        "colour",
        "c",
        "colour",
        "Change the colour of an untagged highlight",
        group,
        Place.READER,
        applies=lambda now: now.writable and now.annotation,
    )
    yield _command(
        "delete",
        "d",
        "delete",
        "Delete the annotation",
        group,
        anywhere,
        applies=lambda now: now.writable and now.annotated,
    )
    yield _command(
        "retake",
        "r",
        "retake",
        "Take the passage as the selection again; Enter keeps the new one",
        group,
        Place.READER,
        applies=lambda now: now.writable and now.annotation,
    )
    yield _command("undo", "u", "undo", "Undo", group, anywhere, applies=lambda now: now.undoable)
    yield _command(
        "redo", "ctrl+r", "redo", "Redo", group, anywhere, applies=lambda now: now.redoable
    )
    yield _command("copy", "y", "copy", "Copy the passage with its source", group, anywhere)


def _finding() -> Iterator[Command]:
    group, anywhere = Group.FIND, Place.READING
    yield _command(
        "find", "/", "find", "Find in the article", group, anywhere, applies=_reading, footer=4
    )
    yield _command(
        "find_next", "n", "next", "Next hit", group, anywhere, applies=lambda now: now.finding
    )
    yield _command(
        "find_previous",
        "N",
        "previous",
        "Previous hit",
        group,
        anywhere,
        applies=lambda now: now.finding,
    )
    yield _command(
        "find_word",
        "*",
        "this word",
        "Find the word under the cursor; once more lights it in every article",
        group,
        Place.READER,
    )
    yield _command("annotation_next", "]", "next note", "Next annotation", group, Place.READER)
    yield _command(
        "annotation_previous", "[", "previous note", "Previous annotation", group, Place.READER
    )
    yield _command("annotations", "A", "annotations", "List of annotations", group, anywhere)
    yield _command("codebook", "T", "codebook", "Codebook: all tags", group, anywhere)
    yield _command("terms", "", "terms", "Words lit up in every article", group, anywhere)


def _going() -> Iterator[Command]:
    group, anywhere = Group.GO, Place.READING
    yield _command("pane_next", "tab", "other pane", "Next pane", group, anywhere, footer=7)
    yield _command("pane_previous", "shift+tab", "pane back", "Previous pane", group, anywhere)
    yield _command(
        "article_next",
        "J",
        "next article",
        "Next article",
        group,
        anywhere,
        applies=_reading,
        footer=6,
    )
    yield _command("article_previous", "K", "previous article", "Previous article", group, anywhere)
    yield _command(
        "back",
        "backspace",
        "back",
        "Back to where one was before a jump",
        group,
        anywhere,
        applies=lambda now: now.returnable,
    )
    yield _command("mark_read", "R", "read", "Read, unread", group, anywhere)
    yield _command(
        "close", "escape", "close", "Drop the selection, close, go back", group, anywhere
    )
    yield _command("filter", "f", "filter", "Filter the list", group, anywhere, footer=8)
    yield _command("text_only", "z", "text only", "Only the text, and back", group, anywhere)
    yield _command("leftovers", "", "leftovers", "Open or fold the page leftovers", group, anywhere)


def _lists() -> Iterator[Command]:
    group = Group.LISTS
    articles, annotations = Place.ARTICLES, Place.ANNOTATIONS
    codebook, terms = Place.CODEBOOK, Place.TERMS
    yield _command(
        "choose",
        "enter",
        "open",
        "Open, or go there",
        group,
        articles,
        annotations,
        footer=1,
    )
    yield _command(
        "sort", "S", "sort", "Sort by date, title, name or last read", group, articles, footer=5
    )
    yield _command(
        "narrow",
        "/ f",
        "narrow",
        "Narrow the list by typing",
        group,
        annotations,
        codebook,
        terms,
        footer=2,
    )
    yield _command(
        "scope",
        "tab",
        "corpus or article",
        "This article, or the corpus",
        group,
        annotations,
        footer=3,
    )
    yield _command(
        "tag_passages", "enter", "passages", "List its passages", group, codebook, footer=1
    )
    yield _command(
        "tag_rename", "r", "rename", "Rename; children follow", group, codebook, footer=2
    )
    yield _command("tag_merge", "m", "merge", "Merge into another tag", group, codebook, footer=3)
    yield _command("tag_colour", "c", "colour", "Next colour", group, codebook, terms, footer=4)
    yield _command(
        "tag_key",
        "1 2 3 4 5 6 7 8 9",
        "key",
        "Give it that key",
        group,
        codebook,
        footer=5,
        each=True,
    )
    yield _command("tag_keyless", "0", "no key", "Take its key away", group, codebook)
    yield _command(
        "tag_describe", "a", "describe", "Say what it stands for", group, codebook, footer=6
    )
    yield _command(
        "entry_delete", "d", "delete", "Delete", group, annotations, codebook, terms, footer=7
    )
    yield _command("entry_add", "+", "add", "Add one", group, codebook, terms, footer=2)
    yield _command(
        "term_words", "w", "whole word", "Whole words, or parts too", group, terms, footer=2
    )
    yield _command("term_case", "m", "capitals", "Mind capitals, or not", group, terms, footer=3)
    yield _command("list_undo", "u", "undo", "Undo", group, annotations, codebook, terms, footer=8)
    yield _command("list_redo", "ctrl+r", "redo", "Redo", group, annotations, codebook, terms)
    yield _command(
        "leave",
        "escape q",
        "back",
        "Back to the text",
        group,
        annotations,
        codebook,
        terms,
        footer=9,
    )


def _typing() -> Iterator[Command]:
    group, picker, editor = Group.LISTS, Place.PICKER, Place.EDITOR
    unsaved, question = Place.UNSAVED, Place.QUESTION
    yield _command(
        "pick", "enter", "tag", "Give or take the tag and close", group, picker, footer=1
    )
    yield _command(
        "pick_more", "tab", "tag, go on", "Give or take the tag and go on", group, picker, footer=2
    )
    yield _command("pick_leave", "escape", "close", "Close", group, picker, footer=3)
    yield _command(
        "note_save", "ctrl+s ctrl+enter", "save", "Save the note", group, editor, footer=1
    )
    yield _command(
        "note_outside", "ctrl+e", "$EDITOR", "Write it in $EDITOR", group, editor, footer=2
    )
    yield _command(
        "note_leave", "escape", "close", "Close; asks if it is unsaved", group, editor, footer=3
    )
    yield _command("unsaved_save", "s", "saves", "Save the note", group, unsaved, footer=1)
    yield _command("unsaved_drop", "d", "throws away", "Throw it away", group, unsaved, footer=2)
    yield _command(
        "unsaved_return", "escape", "goes on writing", "Go on writing", group, unsaved, footer=3
    )
    yield _command("line_submit", "enter", "find", "Go to the hit", group, Place.FIND, footer=1)
    yield _command("line_close", "escape", "close", "Clear and close", group, Place.FIND, footer=2)
    yield _command(
        "filter_done",
        "enter",
        "done",
        "To the list, or to its chosen line",
        group,
        Place.FILTER,
        footer=1,
    )
    yield _command("filter_down", "down", "list", "To the list", group, Place.FILTER, footer=3)
    yield _command(
        "filter_clear", "escape", "clear", "Clear and leave the line", group, Place.FILTER, footer=2
    )
    yield _command("answer_give", "enter", "done", "Done", group, Place.ANSWER, footer=1)
    yield _command("answer_leave", "escape", "leave it", "Leave it", group, Place.ANSWER, footer=2)
    yield _command("answer_yes", "y", "yes", "Yes", group, question, footer=1)
    yield _command("answer_no", "n escape", "no", "No", group, question, footer=2)
    yield _command(
        "notice_leave", "enter escape q", "go on", "Go on", group, Place.NOTICE, footer=1
    )
    yield _command("keys_leave", "escape q ?", "close", "Close", group, Place.KEYS, footer=1)


def _house() -> Iterator[Command]:
    group, anywhere = Group.HOUSE, Place.READING
    yield _command(
        "keys",
        "?",
        "keys",
        "The keys that apply here",
        group,
        anywhere,
        Place.ANNOTATIONS,
        Place.CODEBOOK,
        Place.TERMS,
        footer=9,
    )
    yield _command("palette", "ctrl+p", "commands", "Command palette", group, anywhere)
    yield _command(
        "theme", "", "theme", "Next theme: dark, light, the terminal's own", group, anywhere
    )
    yield _command("quit", "q", "quit", "Quit", group, anywhere, footer=10)


COMMANDS: tuple[Command, ...] = (
    *_moving(),
    *_selecting(),
    *_marking(),
    *_finding(),
    *_going(),
    *_lists(),
    *_typing(),
    *_house(),
)
"""All of them, in the order of the help screen."""


def command(id_: str) -> Command:
    """Return the command with that id.

    Raises:
        KeyError: If there is none.
    """
    return _BY_ID[id_]


_BY_ID: Mapping[str, Command] = {each.id: each for each in COMMANDS}


def commands_at(*places: Place) -> Iterator[Command]:
    """Yield the commands that work at any of the places, in the order of the help."""
    wanted = frozenset(places)
    return (each for each in COMMANDS if each.places & wanted)


def footer_at(now: Situation, *places: Place) -> tuple[Command, ...]:
    """Return the commands the footer shows at the places, by rank."""
    shown: Iterable[Command] = (
        each for each in commands_at(*places) if each.footer and each.applies(now)
    )
    return tuple(sorted(shown, key=lambda each: each.footer))
