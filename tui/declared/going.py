"""What finds, goes about and is about Postil itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare, finding, listing, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command

_LISTS = (
    *(Place.ANNOTATIONS, Place.CODEBOOK, Place.TERMS, Place.REVIEW),
    *(Place.SEARCH, Place.CONCORDANCE, Place.PROPOSALS, Place.RULES),
)
"""Lists that are screens of their own."""


def finding_commands() -> Iterator[Command]:
    """Yield what finds words, annotations, tags and terms."""
    group, anywhere = Group.FIND, Place.READING
    yield declare(
        "find", "/", "find", "Find in the article", group, anywhere, applies=finding, footer=4
    )
    yield declare(
        "find_next", "n", "next", "Next hit", group, anywhere, applies=lambda now: now.finding
    )
    yield declare(
        "find_previous",
        "N",
        "previous",
        "Previous hit",
        group,
        anywhere,
        applies=lambda now: now.finding,
    )
    yield declare(
        "find_word",
        "*",
        "this word",
        "Find the word under the cursor; once more lights it in every article",
        group,
        Place.READER,
    )
    yield declare("annotation_next", "]", "next annotation", "Next annotation", group, Place.READER)
    yield declare(
        "annotation_previous",
        "[",
        "previous annotation",
        "Previous annotation",
        group,
        Place.READER,
    )
    yield declare(
        "search", "s", "search", "Search the corpus", group, anywhere, applies=listing, footer=4
    )
    yield declare("like", "m", "more like it", "Articles like this one", group, anywhere)
    yield declare("annotations", "A", "annotations", "List of annotations", group, anywhere)
    yield declare(
        "review",
        "!",
        "review",
        "Review queue: passages that may be elsewhere, orphans, missing articles",
        group,
        anywhere,
        applies=lambda now: now.reviewable,
    )
    yield declare("codebook", "T", "codebook", "Codebook: all tags", group, anywhere)
    yield declare(
        "rules",
        "C",
        "coding rules",
        "Coding rules: what was searched and tagged, to be run again",
        group,
        anywhere,
        Place.CONCORDANCE,
    )
    yield declare("terms", "", "terms", "Words lit up in every article", group, anywhere)


def going_commands() -> Iterator[Command]:
    """Yield what goes from place to place."""
    group, anywhere = Group.GO, Place.READING
    yield declare(
        "pane_next",
        "tab",
        "other pane",
        "Next pane",
        group,
        anywhere,
        applies=lambda now: now.articles,
        footer=7,
        label_now=lambda now: f"{now.unseen:,} articles" if now.unseen else "other pane",
    )
    yield declare("pane_previous", "shift+tab", "pane back", "Previous pane", group, anywhere)
    yield declare(
        "article_next",
        "J",
        "next article",
        "Next article",
        group,
        anywhere,
        applies=lambda now: now.article and now.neighbour,
        footer=6,
    )
    yield declare("article_previous", "K", "previous article", "Previous article", group, anywhere)
    yield declare(
        "back",
        "backspace",
        "back",
        "Back to where one was before a jump",
        group,
        anywhere,
        applies=lambda now: now.returnable,
    )
    yield declare("mark_read", "R", "read", "Read, unread", group, anywhere)
    yield declare(
        "close",
        "escape",
        "close",
        "Drop the selection, fold leftovers, close, go back",
        group,
        anywhere,
    )
    yield declare(
        "filter", "f", "filter", "Filter the list", group, anywhere, applies=listing, footer=8
    )
    by = "Sort the list by date, title, name or last read"
    yield declare("sort", "S", "sort", by, group, anywhere, applies=listing, footer=8)
    yield declare("text_only", "z", "text only", "Only the text, and back", group, anywhere)
    yield declare("leftovers", "", "leftovers", "Open or fold the page leftovers", group, anywhere)
    yield declare(
        "removed",
        "",
        "taken out",
        "What was taken out of the article: hidden signs and commands to terminals",
        group,
        anywhere,
        applies=reading,
    )


def house_commands() -> Iterator[Command]:
    """Yield what is about Postil itself."""
    group, anywhere = Group.HOUSE, Place.READING
    yield declare(
        "keys",
        "?",
        "keys",
        "The keys that apply here",
        group,
        anywhere,
        *_LISTS,
        footer=9,
    )
    yield declare("palette", "ctrl+p", "commands", "Command palette", group, anywhere)
    yield declare(
        "theme", "", "theme", "Next theme: dark, light, the terminal's own", group, anywhere
    )
    yield declare("theme_dark", "", "dark theme", "Light text on a dark ground", group, anywhere)
    yield declare("theme_light", "", "light theme", "Dark text on a light ground", group, anywhere)
    yield declare(
        "theme_terminal",
        "",
        "terminal theme",
        "The colours that the terminal has been given",
        group,
        anywhere,
    )
    yield declare(
        "export",
        "",
        "export",
        "Write all annotations to a file: Markdown, CSV or JSON",
        group,
        anywhere,
    )
    yield declare(
        "questions",
        "",
        "questions put off",
        "What waits for an answer: a broken file, removed notes, unsaved changes, copies, drafts",
        group,
        anywhere,
    )
    yield declare(
        "suspend",
        "ctrl+z",
        "suspend",
        "Back to the shell for a while; its `fg` goes on",
        group,
        anywhere,
        *_LISTS,
    )
    yield declare("redraw", "ctrl+l", "redraw", "Draw the screen anew", group, anywhere, *_LISTS)
    yield declare("quit", "q", "quit", "Quit", group, anywhere, footer=10)
    yield declare(
        "way_out",
        "ctrl+c",
        "how to quit",
        "How one quits; copies what is selected in a line",
        group,
        anywhere,
        *_LISTS,
    )
