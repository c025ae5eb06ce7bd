"""Which TinyDB id a document has after a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.records import free_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.notes_json import Document


class Numbered(Struct, frozen=True):
    """A document and the ids it has on either side.

    Args:
        document: The document.
        numbers: Its ids as the files have them, at least one.
    """

    document: Document
    numbers: frozenset[str]


def numbered(
    documents: Mapping[str, Numbered], own_number: Callable[[str], int]
) -> dict[str, Document]:
    """Return a table's documents by their ids.

    A document keeps the id that it has; of two ids its own, else the lower. Where other hands
    gave the same id to two records the first by name keeps it, the other gets its own or the next
    that is free.

    Args:
        documents: The documents by the names of their records.
        own_number: Returns the id that Postil gives to the record of that name.
    """
    homeless: list[str] = []
    chosen: dict[str, str] = {}
    for name in sorted(documents):
        number = _preferred(documents[name].numbers, str(own_number(name)))
        if number not in chosen:
            chosen[number] = name
        elif number == str(own_number(name)):
            homeless.append(chosen[number])
            chosen[number] = name
        else:
            homeless.append(name)
    placed = {number: documents[name].document for number, name in chosen.items()}
    for name in sorted(homeless):
        placed[free_id(placed, own_number(name))] = documents[name].document
    return placed


def _preferred(numbers: frozenset[str], own: str) -> str:
    """Return which of the ids a document would like to keep."""
    if len(numbers) > 1 and own in numbers:
        return own
    return min(numbers, key=lambda number: (len(number), number))
