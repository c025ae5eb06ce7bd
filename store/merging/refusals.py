"""What was refused of a rule's proposals, when the rule has another name after a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.annotation import Rejection, Rule
from store.merging.state import renamed
from store.records import REJECTIONS, RULES, decode, key_of

if TYPE_CHECKING:
    from store.merging.state import Found, State


def follow_renames(base: State, ours: State, theirs: State, rules: Found) -> None:
    """Let what was refused follow a rule that has another name after the merge.

    Nothing says that a rule was renamed: it is gone by its name, and there by another with the
    same query, tag and width. Its rejections are those of the same proposals, so they go over,
    also those of a side that has the rule by its old name yet; else the passages would be proposed
    again. Where no such rule is there it was deleted, or renamed and changed. What was refused then
    stays as it is: no list shows it, and it counts again when somebody takes the deletion back.

    Args:
        base: What both started from; changed in place, as both sides are.
        ours: The state on one side.
        theirs: The state on the other.
        rules: The rules that there are after the merge.
    """
    states = base, ours, theirs
    moves = [
        (state, rule)
        for state in states
        for name in sorted(_refusing(state).difference(rules))
        if (rule := _rule(state, name)) is not None
    ]
    if not moves:
        return
    heirs: dict[Rule, str] = {}
    for name in sorted(rules):
        heir = decode(RULES, rules[name].document)
        if isinstance(heir, Rule):
            heirs.setdefault(replace(heir, name=""), name)
    for state, rule in moves:
        new = heirs.get(replace(rule, name=""))
        if new is not None:
            move_refusals(state, rule.name, new)


def move_refusals(state: State, rule: str, new: str) -> None:
    """Let what was refused under one rule's name go by another's, in place."""
    found = state.found[REJECTIONS]
    for name in [name for name in found if name.startswith(f"{rule}\n")]:
        one = found.pop(name)
        rejection = decode(REJECTIONS, one.document)
        if isinstance(rejection, Rejection):
            moved = replace(rejection, rule=new)
            found.setdefault(key_of(moved).name, renamed(one, moved))


def _refusing(state: State) -> set[str]:
    """Return the names of rules of which something was refused."""
    return {name.partition("\n")[0] for name in state.found[REJECTIONS]}


def _rule(state: State, name: str) -> Rule | None:
    """Return the rule of that name, None where there is none."""
    one = state.found[RULES].get(name)
    rule = None if one is None else decode(RULES, one.document)
    return rule if isinstance(rule, Rule) else None
