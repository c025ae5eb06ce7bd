"""What is done in the review queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command


def review_commands() -> Iterator[Command]:
    """Yield what decides where a passage is, or an article."""
    group, review = Group.LISTS, Place.REVIEW
    yield declare(
        "place_keep",
        "enter y",
        "this one",
        "It is here: keep this place, or take the annotations to this article",
        group,
        review,
        applies=lambda now: now.keepable,
        footer=1,
    )
    yield declare(
        "place_refuse",
        "n",
        "none",
        "It is in none of these places, or nowhere: keep it as an orphan",
        group,
        review,
        applies=lambda now: now.refusable,
        footer=2,
        label_now=lambda now: "none" if now.keepable else "keep as orphan",
    )
    yield declare(
        "place_next",
        "l right",
        "next place",
        "Next place",
        group,
        review,
        applies=lambda now: now.several,
        footer=3,
    )
    yield declare(
        "place_previous",
        "h left",
        "place back",
        "Previous place",
        group,
        review,
        applies=lambda now: now.several,
    )
    yield declare(
        "place_pick",
        "p",
        "pick",
        "Pick the passage by hand in the text",
        group,
        review,
        applies=lambda now: now.passage,
        footer=4,
    )
