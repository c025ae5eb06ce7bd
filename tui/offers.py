"""Offers: what waits for the reader's word when the notes are opened, or when they change."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from store.annotation import Annotation
from store.names import shown
from tui import telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from store.drafts import Draft
    from store.events import Held
    from store.notebook import Notebook
    from store.rescue import Rescue

_MOST_SHOWN = 240
_MOST_NOTES = 3
# Of an offer, which must fit on a small screen; all of them are there once it is taken up.


def _not_settled() -> str:
    return ""


class Offer(Struct, frozen=True):
    """A question that can wait.

    Args:
        question: In a few words.
        told: What there is to know, a paragraph each; the last says what yes and no do.
        yes: Carries it out, and returns what to say.
        no: The same for a no; None where a no changes nothing.
        waits: Whether carrying it out waits for a disk, so that it must not hold up the keys.
        settled: Returns what to say where it needs no answer any more; empty where it does.
    """

    question: str
    told: tuple[str, ...]
    yes: Callable[[], str]
    no: Callable[[], str] | None = None
    waits: bool = False
    settled: Callable[[], str] = _not_settled


def of_broken_file(notebook: Notebook) -> Iterator[Offer]:
    """Yield the offer to put a backup in the place of a notes file that can't be read."""
    if not notebook.read_only or notebook.backup is None:
        return

    def restore() -> str:
        return f"Restored; what was there is now {shown(notebook.restore().name)}"

    yield Offer(
        "The notes file is broken. Put the newest good backup in its place?",
        (notebook.read_only, "What is in the file now would be kept beside it."),
        restore,
        waits=True,
        settled=lambda: "" if notebook.read_only else "The notes file has been mended elsewhere",
    )


def of_held(notebook: Notebook, held: Held | None) -> Iterator[Offer]:
    """Yield the question what to make of a notes file that lost most of its annotations."""
    if held is None:
        return

    def take() -> str:
        notebook.answer_held(take=True)
        return "Taken over as it is"

    def put_back() -> str:
        notebook.answer_held(take=False)
        return "What was missing is being put back"

    yield Offer(
        "Another program removed most of the notes. Is that what you want?",
        (
            (
                f"{held.lost:,} of {telling.count(held.total, 'annotation')} are gone from"
                f" {shown(str(notebook.path))}."
            ),
            (
                "Yes takes the file as it is now. No puts the missing ones back. Until you decide,"
                " nothing is written."
            ),
        ),
        take,
        put_back,
    )


def of_rescues(notebook: Notebook) -> Iterator[Offer]:
    """Yield the offer of each rescue copy."""
    for rescue in notebook.rescues:
        yield _of_rescue(notebook, rescue)


def _of_rescue(notebook: Notebook, rescue: Rescue) -> Offer:
    def take() -> str:
        notebook.take_rescue(rescue)
        return f"{telling.count(len(rescue.steps), 'change')} made again"

    def discard() -> str:
        notebook.discard_rescue(rescue)
        return "Thrown away"

    labels = "; ".join(dict.fromkeys(step.label for step in rescue.steps))
    is_one = len(rescue.steps) == 1
    them, these = ("it", "this change") if is_one else ("them", "these changes")
    return Offer(
        f"{telling.count(len(rescue.steps), 'change')} could not be saved. Make {them} now?",
        (
            (
                f"When Postil ended on {_moment(rescue.made)}, the notes could not be written:"
                f" {_short(labels)}."
            ),
            *_noted(rescue),
            f"Yes makes {these} in your notes. No throws {them} away.",
        ),
        take,
        discard,
    )


def _noted(rescue: Rescue) -> Iterator[str]:
    """Yield the beginnings of the notes that a rescue copy holds, each as it was written last."""
    notes: dict[str, str] = {}
    for change in (change for step in rescue.steps for change in step.changes):
        before, after = change.before, change.after
        if not isinstance(after, Annotation):
            continue
        if not isinstance(before, Annotation) or before.note != after.note:
            notes[after.uuid] = after.note
    written = [note for note in notes.values() if note.strip()]
    for note in written[:_MOST_NOTES]:
        yield f"A note: “{_short(note)}”"
    if (more := len(written) - _MOST_NOTES) > 0:
        yield f"And {telling.count(more, 'note')} more."


def of_drafts(
    drafts: Sequence[Draft],
    go_on: Callable[[Draft], str],
    discard: Callable[[Draft], str],
) -> Iterator[Offer]:
    """Yield the offer to go on with each note that was being written when Postil ended.

    Args:
        drafts: The notes.
        go_on: Opens one in the editor.
        discard: Removes one.
    """
    for draft in drafts:
        yield Offer(
            "You were writing a note when Postil ended. Go on with it?",
            (
                f"On {_moment(draft.made)} it read: “{_short(draft.text)}”",
                "Yes opens it in the note editor. No throws it away.",
            ),
            partial(go_on, draft),
            partial(discard, draft),
        )


def of_copies(notes: Path, copies: Sequence[Path]) -> Iterator[Offer]:
    """Yield the offer to merge each copy in that holds what was written at another place.

    Args:
        notes: The notes file.
        copies: As `other_copies.find` returned them.
    """
    from store.other_copies import is_spare

    answers = (
        "Yes brings both together, record by record, and moves the copy to the backups."
        " No leaves it where it is."
    )
    for copy in copies:
        question = "Your notes were changed on two machines. Merge the other copy in?"
        why = f"A sync service keeps it as {shown(copy.name)}, beside {shown(notes.name)}."
        if is_spare(notes, copy):
            question = "You made notes while their file could not be written. Bring them in?"
            why = f"They went to {shown(str(copy))} and are not in {shown(notes.name)} yet."
        yield Offer(question, (why, answers), partial(_merge, notes, copy), waits=True)


def _merge(notes: Path, copy: Path) -> str:
    from store import other_copies

    merged = other_copies.merge_in(notes, copy)
    return f"Merged; the copy is kept as {shown(merged.aside.name)}"


def _moment(time: str) -> str:
    """Return a time of the notes file as the reader's clock shows it."""
    try:
        moment = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return shown(time)
    return f"{moment:%Y-%m-%d %H:%M}"


def _short(text: str) -> str:
    words = " ".join(text[: 2 * _MOST_SHOWN].split())
    return words if len(words) <= _MOST_SHOWN else f"{words[:_MOST_SHOWN].rstrip()}…"
