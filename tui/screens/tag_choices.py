"""Which tags the picker offers for what was typed, and in what order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from store.annotation import Tag
from store.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.book import Book

_SUBSTRING = 3
_SCATTERED = 4


class Choice(Struct, frozen=True):
    """One line of the picker.

    Args:
        tag: The tag; of a new one only the name counts.
        count: How many annotations have it.
        new: Whether it is to be created.
    """

    tag: Tag
    count: int = 0
    new: bool = False

    @property
    def name(self) -> str:
        """The tag's name."""
        return self.tag.name


def choices(book: Book, typed: str, given: Iterable[str] = ()) -> tuple[Choice, ...]:
    """Return the tags that match what was typed, the best match first.

    Equal matches stand in the order in which they were last given, then by name. The name itself
    is offered for creation where no tag has it: first if it is the parent of one, else behind the
    tags that hold what was typed and before those that hold its letters only.

    Args:
        book: Where the tags are.
        typed: Any text; with nothing in it all tags are offered.
        given: Tags that are offered too, since they are about to be given for the first time.
    """
    counts = book.counts()
    order = dict.fromkeys((*given, *book.recent_tags(), *counts))
    offered = [Choice(book.tag(name), counts.get(name, 0)) for name in order]
    typed = typed.strip()
    if not typed:
        return tuple(offered)
    wanted = fold(typed)
    ranked = [(rank, choice) for choice in offered if (rank := likeness(wanted, choice.name))]
    # The sort is stable: equal ones keep the order in which they were last given.
    ranked.sort(key=lambda pair: pair[0])
    near = [choice for rank, choice in ranked if rank <= _SUBSTRING]
    far = [choice for rank, choice in ranked if rank > _SUBSTRING]
    if typed in order:
        return (*near, *far)
    created = Choice(Tag(typed), new=True)
    if any(name.startswith(f"{typed}/") for name in order):
        return (created, *near, *far)
    return (*near, created, *far)


def likeness(wanted: str, name: str) -> int:
    """Return how well a name matches what was typed.

    Args:
        wanted: What was typed, folded.
        name: The name of a tag.

    Returns:
        1 for the name itself or its last level, 2 where a word of it begins so, 3 where all that
        was typed occurs in it, 4 where its letters do in order, 0 for no match.
    """
    candidate = fold(name)
    if wanted in {candidate, candidate.rpartition("/")[2]}:
        return 1
    if re.search(rf"(?<!\w){re.escape(wanted)}", candidate):
        return 2
    if all(word in candidate for word in wanted.split()):
        return _SUBSTRING
    return _SCATTERED if _occurs_scattered(wanted, candidate) else 0


def _occurs_scattered(letters: str, candidate: str) -> bool:
    """Tell whether the letters occur in order; each is looked for once, so it stays linear."""
    position = 0
    for letter in letters:
        if letter == " ":
            continue
        position = candidate.find(letter, position) + 1
        if not position:
            return False
    return True
