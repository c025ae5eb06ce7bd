"""Saying in a few words what holds."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store.anchor import State
from store.annotation import KnownArticle
from store.article import count_characters
from store.notebook import SaveState
from store.sources.removals import Kind, hidden
from tui.reading.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.annotation import Annotation
    from store.entry import Entry
    from store.events import PutBack
    from store.merge import Step
    from store.notebook import Notebook, SaveStatus
    from store.sources.removals import Removal
    from tui.messages import Indexed
    from tui.review_queue import Tally


def count(number: int, what: str) -> str:
    """Return a number with its noun: `1 word`, `1,200 words`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


FIRST_WORDS = 24
"""Cells that name a passage beside other words: enough to know it by."""


def first_words(text: str, cells: int = FIRST_WORDS) -> str:
    """Return the beginning of a text in quotation marks, cut between words where it is long."""
    words = " ".join(text[: 4 * cells].split())
    shown = fit(words, cells)
    if shown != words:
        start, space, _ = shown.rpartition(" ")
        shown = f"{start.rstrip(' ,;:')}…" if space else shown
    return f"“{shown}”"


def named(tags: Iterable[str]) -> str:
    """Return the names of tags in quotation marks."""
    return ", ".join(f"“{name}”" for name in tags)


def passage_of(annotation: Annotation | None) -> str:
    """Return what tells an annotation's passage from others, in a few words."""
    if annotation is None:
        return "the passage"
    return first_words(annotation.anchor.exact) if annotation.anchor else "the whole article"


NOTHING_FITS = "nothing fits the filter"

EMPTY, NO_TEXT = "empty", "there is no text in its file"
"""In the list, and where the text would stand."""

UNDONE, REDONE = "Undone", "Redone"


def turned(step: Step | None, done: str, where: str = "") -> str:
    """Say what became of a step that was to be undone or done again.

    Args:
        step: What was really done; None where there was nothing to do.
        done: `Undone` or `Redone`.
        where: The articles it changed; empty where that can be seen.
    """
    if step is None:
        return f"Nothing to {'undo' if done == UNDONE else 'redo'}"
    made = [change.after or change.before for change in step.changes]
    if step.skipped and all(isinstance(record, KnownArticle) for record in made):
        return f"Nothing {done.lower()}: changed elsewhere since"
    left = f"; {step.skipped:,} left, changed elsewhere since" if step.skipped else ""
    place = f" in {where}" if where else ""
    return f"{done}: {step.label}{place}{left}"


_LONGEST_PATH = 40
"""Code points of a path beside a reason; its end tells more than its beginning."""


def unreadable(path: str, reason: str) -> str:
    """Say why an article cannot be read, so that a long name does not push the reason away."""
    end = path if len(path) <= _LONGEST_PATH else f"…{path[1 - _LONGEST_PATH :]}"
    return f"{end}: {reason}"


def nothing_to_read(corpus: str, entries: Sequence[Entry]) -> str:
    """Say why nothing of a corpus with that name can be read; nothing where something can."""
    if not entries:
        return f"No articles in {corpus}: Postil reads .txt, .md and .markdown"
    if not all(each.error for each in entries):
        return ""
    if len(entries) == 1:
        return unreadable(entries[0].path, entries[0].error)
    return f"None of the {len(entries):,} articles in {corpus} can be read; the list says why"


def not_there(entry: Entry | None) -> str:
    """Say why an article that was found cannot be opened; nothing where it can."""
    if entry is None:
        return "The article is no longer on disk"
    return unreadable(entry.path, entry.error) if entry.error else ""


def length(words: int, characters: int) -> str:
    """Say how long a text is, in words where its script parts them.

    Args:
        words: How many it has.
        characters: As `count_characters` gives them.
    """
    return _counted(words, characters) if words or characters else EMPTY


def selected(text: str) -> str:
    """Say how much is selected."""
    return f"{_counted(len(text.split()), count_characters(text))} selected"


def _counted(words: int, characters: int) -> str:
    return count(characters, "character") if characters else count(words, "word")


_SENTENCE = "sentence "


def fitted(words: Sequence[str], cells: int) -> str:
    """Return what holds on one line, shortened and left out as far as there is no room for it.

    Args:
        words: What holds: where one is, what one looks for, the last the most important.
        cells: How many there are.
    """
    left = [*words]
    if _too_long(left, cells) and left[0].startswith(_SENTENCE):
        left[0] = left[0].removeprefix(_SENTENCE).replace(" of ", "/")
        left = left[1:] if _too_long(left, cells) else left
    while _too_long(left, cells) and len(left) > _LEAST_TOLD:
        left.pop(-2)
    return " · ".join(left)


_LEAST_TOLD = 2
"""What one looks for, and the most important."""


def _too_long(words: Sequence[str], cells: int) -> bool:
    return width(" · ".join(words)) > cells


def sentence(starts: Sequence[int], offset: int) -> str:
    """Say in which sentence an offset lies.

    Args:
        starts: Offsets at which the article's sentences begin, ascending.
        offset: Where the cursor is.
    """
    return f"{_SENTENCE}{max(1, bisect_right(starts, offset))} of {len(starts)}"


def taken_out(removals: tuple[Removal, ...]) -> str:
    """Say how much was hidden in an article's file; nothing where nothing was."""
    number = hidden(removals)
    return f"{count(number, 'hidden sequence')} taken out" if number else ""


def removal(taken: Removal) -> str:
    """Say what was taken out, and how often."""
    if taken.kind is Kind.HALF and taken.count > 1:
        return f"{taken.count:,} halves of characters"
    return count(taken.count, taken.kind)


def saved(status: SaveStatus, *, anything: bool) -> str:
    """Say whether the notes are on disk; nothing where there is nothing to save."""
    if status.state is SaveState.SAVING:
        return "saving…"
    return "saved ✓" if status.state is SaveState.SAVED and anything else ""


_WORTH_TELLING = 500
"""Articles that are indexed before anybody has read a word about it."""


def indexing(indexed: Indexed) -> str:
    """Say how far the index has come; nothing where it is up to date, or soon will be."""
    progress = indexed.progress
    if progress.is_waiting:
        return "another Postil is indexing"
    if indexed.is_settled or progress.total - progress.done < _WORTH_TELLING:
        return ""
    return f"indexing {progress.done:,} of {progress.total:,}"


def trouble(notebook: Notebook) -> str:
    """Say what keeps notes from being saved; empty where nothing does."""
    if notebook.read_only:
        return f"Notes are read-only: {notebook.read_only}"
    status = notebook.status
    if status.state is SaveState.FAILED:
        return f"Not saved: {status.problem}; still trying"
    return ""


def alarm(notebook: Notebook) -> str:
    """Say in a word what `trouble` says in full; empty where nothing is wrong."""
    if notebook.read_only:
        return "Notes are read-only"
    number = len(notebook.unsaved)
    if number and notebook.status.state is SaveState.FAILED:
        return f"{count(number, 'change')} not saved"
    return ""


def put_back(event: PutBack) -> str:
    """Say what was put back that another program had dropped."""
    parts = (
        count(event.annotations, "annotation") if event.annotations else "",
        _entries(event.others) if event.others else "",
    )
    return f"Put back what another program had dropped: {', '.join(filter(None, parts))}"


def _entries(number: int) -> str:
    return "1 other entry" if number == 1 else f"{number:,} other entries"


def both_kept(annotations: Sequence[Annotation]) -> str:
    """Say whose notes were written in two places, and that nothing of them is lost."""
    if len(annotations) == 1:
        whose = passage_of(annotations[0])
        return f"The note on {whose} was written in two places; both texts are in it"
    notes = count(len(annotations), "note")
    return f"{notes} were written in two places; both texts are in them"


def parting(notebook: Notebook) -> str:
    """Say what leaving means while notes are not saved."""
    number = len(notebook.unsaved)
    unsaved, them = count(number, "change") if number else "Notes", "it" if number == 1 else "them"
    return (
        f"{unsaved} not saved: {notebook.status.problem}. Postil goes on trying while you stay,"
        f" and offers {them} again at the next start."
    )


def share(fraction: float) -> str:
    """Return a share as the reader sees it: 100% only of all, nothing below a percent."""
    percent = int(fraction * 100)
    return f"{percent}%" if percent else ""


def place(state: State | None, score: float = 0.0) -> str:
    """Say how sure the place of a passage is; nothing of one that is where it was.

    Args:
        state: How sure it is; None while it is being looked for.
        score: How much speaks for it, 0 to 1.
    """
    match state:
        case State.MOVED:
            return " · ".join(part for part in ("moved", share(score)) if part)
        case State.REVIEW:
            return "to review"
        case State.ORPHAN:
            return "orphan"
        case State.CONFIRMED:
            return "confirmed"
        case _:
            return ""


def to_review(tally: Tally) -> str:
    """Say how much waits in the review queue; nothing where nothing does.

    It stands beside much else, so that only what all of it has in common is said: that it is
    elsewhere, where nothing is here.
    """
    waiting, is_elsewhere = tally.here + tally.elsewhere, not (tally.here or tally.orphans)
    parts = (
        f"{waiting:,} to review{' elsewhere' if is_elsewhere else ''}" if waiting else "",
        count(tally.orphans, "orphan") if tally.orphans else "",
    )
    return ", ".join(filter(None, parts))
