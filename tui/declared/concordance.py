"""What is done in the concordance, and with coding rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command, Situation


def _found(now: Situation) -> bool:
    return now.finding


def _markable(now: Situation) -> bool:
    return now.finding and now.writable


def _chosen(now: Situation) -> bool:
    return now.item


def _editable(now: Situation) -> bool:
    return now.item and now.writable


def _decidable(now: Situation) -> bool:
    return now.undecided and now.writable


def concordance_commands() -> Iterator[Command]:
    """Yield what is done with the hits of a concordance, and in what order they stand."""
    yield from _choosing_commands()
    yield from _coding_commands()
    yield from _arranging_commands()


def _choosing_commands() -> Iterator[Command]:
    group, hits = Group.LISTS, Place.CONCORDANCE
    yield declare(
        "hit_tick",
        "x",
        "tick",
        "Tick the hit, or untick it, and go on to the next",
        group,
        hits,
        applies=_found,
        footer=2,
    )
    yield declare(
        "hit_tick_all",
        "X",
        "tick all",
        "Tick all hits, or none",
        group,
        hits,
        applies=_found,
        footer=6,
    )
    yield declare(
        "hit_open",
        "enter o",
        "open",
        "Open the article at the hit; escape comes back",
        group,
        hits,
        Place.PROPOSALS,
        applies=_found,
        footer=1,
    )


def _coding_commands() -> Iterator[Command]:
    """Yield what writes on the ticked hits, or on the one under the cursor."""
    group, hits = Group.LISTS, Place.CONCORDANCE
    yield declare(
        "hits_highlight",
        "M",
        "mark",
        "Highlight the ticked hits, else this one",
        group,
        hits,
        applies=_markable,
        footer=8,
    )
    yield declare(
        "hits_tag",
        "t",
        "tag",
        "Tag the ticked hits, else this one",
        group,
        hits,
        applies=_markable,
        footer=1,
    )
    yield declare(
        "hits_tag_by_key",
        "1 2 3 4 5 6 7 8 9",
        "tag by key",
        "Give them the tag with that key",
        group,
        hits,
        applies=_markable,
        each=True,
    )
    yield declare(
        "hits_note",
        "a",
        "note",
        "Write the same note on them",
        group,
        hits,
        applies=_markable,
        footer=7,
    )
    yield declare(
        "rule_save",
        "r",
        "rule",
        "Keep query, tag and width as a coding rule, to be run again",
        group,
        hits,
        applies=_markable,
        footer=8,
    )


def _arranging_commands() -> Iterator[Command]:
    group, hits = Group.LISTS, (Place.CONCORDANCE, Place.PROPOSALS)
    yield declare(
        "hits_wider",
        "+",
        "widen",
        "Mark more than the hit: its sentence, its paragraph",
        group,
        Place.CONCORDANCE,
        applies=_found,
        footer=4,
    )
    yield declare("hits_narrower", "-", "narrow", "Mark less again", group, Place.CONCORDANCE)
    yield declare(
        "hits_sort",
        "S",
        "sort",
        "Next order: place, date, words beside",
        group,
        *hits,
        applies=_found,
        footer=3,
    )
    yield declare(
        "hits_by_left",
        "h left",
        "by the left",
        "Sort by the first, second, third word to the left",
        group,
        *hits,
    )
    yield declare(
        "hits_by_right",
        "l right",
        "by the right",
        "Sort by the first, second, third word to the right",
        group,
        *hits,
    )
    yield declare(
        "hits_by_place", "p", "by place", "Sort by article and place, or by date", group, *hits
    )
    yield declare(
        "hits_renew", "R", "new hits", "Show the hits found since it was opened", group, *hits
    )
    yield declare("hits_alone", "z", "lines only", "Only the lines, and back", group, *hits)


def rule_commands() -> Iterator[Command]:
    """Yield what is done with coding rules and with what they propose."""
    group, proposals, rules = Group.LISTS, Place.PROPOSALS, Place.RULES
    yield declare(
        "hit_accept",
        "y",
        "accept",
        "Accept the hit: it gets the rule's tag",
        group,
        proposals,
        applies=_decidable,
        footer=1,
    )
    yield declare(
        "hit_reject",
        "n",
        "reject",
        "Reject the hit: it is not proposed again",
        group,
        proposals,
        applies=_decidable,
        footer=1,
    )
    yield declare(
        "rule_run",
        "enter",
        "run",
        "Show the hits that are not decided yet",
        group,
        rules,
        applies=_chosen,
        footer=1,
    )
    yield declare(
        "rule_rename", "r", "rename", "Rename the rule", group, rules, applies=_editable, footer=3
    )
