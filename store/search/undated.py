"""Articles without a date: whether a query passes them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.query import And, Dated, Not, Or

if TYPE_CHECKING:
    from store.search.query import Node


def is_passed_over(root: Node) -> bool:
    """Tell whether a query finds no article without a date, whatever words are in it.

    Args:
        root: What is looked for.
    """
    return _holds(root) is False


def _holds(node: Node) -> bool | None:
    """Return what dates alone say of an article without one; None where other parts decide."""
    match node:
        case Dated():
            return False
        case Not(part):
            holds = _holds(part)
            return None if holds is None else not holds
        case And(parts):
            return _joined([_holds(part) for part in parts], decisive=False)
        case Or(parts):
            return _joined([_holds(part) for part in parts], decisive=True)
        case _:
            return None


def _joined(parts: list[bool | None], *, decisive: bool) -> bool | None:
    """Return what parts say together, of which a single one decides if it says `decisive`."""
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive
