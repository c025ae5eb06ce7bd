"""What a command is: an action of the user, where it works, and when it applies."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable


class Place(StrEnum):
    """Where on the screen a command works; the values name the place in the help."""

    READING = "Reading, in every pane"
    READER = "In the text"
    ROWS = "In every list"
    ARTICLES = "In the list of articles"
    FOLDERS = "In the saved searches"
    PICKER = "In the tag picker"
    EDITOR = "In the note editor"
    UNSAVED = "On leaving an unsaved note"
    FIND = "In the find line"
    FILTER = "In the filter line"
    NARROWING = "In the line over the annotations"
    QUESTION = "At a question of yes or no"
    OFFER = "At a question that can wait"
    ANSWER = "In a line to fill in"
    NOTICE = "At a notice"
    KEYS = "In the list of keys"
    ANNOTATIONS = "In the list of annotations"
    CODEBOOK = "In the codebook"
    TERMS = "In the list of terms"
    REVIEW = "In the review queue"
    QUERY = "In the search line"
    SEARCH = "In the results of a search"
    CONCORDANCE = "In the concordance"
    PROPOSALS = "At what a coding rule proposes"
    RULES = "In the list of coding rules"


class Group(StrEnum):
    """What a command is about; the order is that of the help and of the README."""

    MOVE = "Moving"
    SELECT = "Selecting"
    MARK = "Marking"
    FIND = "Finding"
    GO = "Going about"
    LISTS = "Lists"
    HOUSE = "Postil"


class Situation(Struct, frozen=True):
    """What holds at the moment, as far as it decides which commands apply.

    Args:
        articles: There are articles, or may be soon.
        article: One is open.
        neighbour: The list has another one to go on to, or may soon.
        unseen: How many articles a list has that is folded away; 0 where one is all there is.
        searchable: There is more to be searched and listed than one article without text.
        text: The open article has any text.
        folded: The cursor stands on folded page leftovers, and nothing is selected.
        target: There is something to write on: text, or in the list an article.
        selection: A stretch of text is selected.
        annotation: The cursor stands on an annotation.
        annotated: The open article has annotations; in the list, which is about any, always.
        repeatable: There is an annotation to repeat.
        undoable: There is a change to undo.
        redoable: There is a change to make again.
        finding: There are words being looked for.
        recallable: Words were looked for before, and can be brought back into the find line.
        searching: There is a query on the corpus that found something.
        listing: It has hits in texts, which can be listed.
        broken: The query in the line makes no sense as it stands.
        folders: The keys are with the saved searches.
        writable: Notes can be written.
        returnable: There is a place to go back to.
        reviewable: There is a passage or an article in the review queue.
        picking: A passage of the review queue is being picked by hand.
        keepable: The item of the review queue has a place or an article to keep.
        several: It has more than one of them.
        refusable: It can be said that it is none of them.
        passage: It is a passage, and no article.
        ticked: Hits of the concordance are ticked.
        item: The list has something under its cursor.
        undecided: It is a proposal on which the reader has not decided.
    """

    articles: bool = True
    article: bool = True
    neighbour: bool = True
    unseen: int = 0
    searchable: bool = True
    text: bool = True
    folded: bool = False
    target: bool = True
    selection: bool = False
    annotation: bool = False
    annotated: bool = False
    repeatable: bool = False
    undoable: bool = False
    redoable: bool = False
    finding: bool = False
    recallable: bool = False
    searching: bool = False
    listing: bool = False
    broken: bool = False
    folders: bool = False
    writable: bool = True
    returnable: bool = False
    reviewable: bool = False
    picking: bool = False
    keepable: bool = True
    several: bool = True
    refusable: bool = True
    passage: bool = True
    ticked: bool = False
    item: bool = True
    undecided: bool = False


def always(_: Situation) -> bool:
    """Say that a command applies whatever holds."""
    return True


class Command(Struct, frozen=True):
    """One action of the user.

    Args:
        id: Names the action, its binding and its entry in a keymap.
        keys: As a person writes them (`G`, `)`, `ctrl+d`); empty where only the palette has it.
        label: One to three words, for footer and palette.
        help: One line for the help screen and the README.
        group: What it is about.
        places: Where it works.
        applies: Whether it does anything now.
        footer: Its rank in the footer, lower first; 0 keeps it out.
        each: Whether the key itself is handed to the action (`1` to `9`).
        label_now: What the footer calls it where that depends on what holds.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    places: frozenset[Place]
    applies: Callable[[Situation], bool] = always
    footer: int = 0
    each: bool = False
    label_now: Callable[[Situation], str] | None = None

    def told_keys(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return how its keys are told; those that are handed to it as the first to the last.

        Args:
            keys: Its keys as they are set.
        """
        return (f"{keys[0]}…{keys[-1]}",) if self.each and keys else keys
