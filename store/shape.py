"""The shape of a document: which fields it has, and of which type."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from store.notes_json import BrokenNotes, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KINDS = {str: "text", int: "a whole number", bool: "true or false", list: "a list"}


class Shape:
    """The fields of a kind of document, read all at once.

    Args:
        kinds: Name and JSON type of each field, in the order in which they are wanted.
        defaults: What a field that is missing stands for; others must be there.
    """

    def __init__(self, kinds: Mapping[str, type], defaults: Document) -> None:
        self._kinds = kinds
        self._types = tuple(kinds.values())
        self._defaults = defaults
        self._values: Callable[[Document], tuple[Any, ...]] = itemgetter(*kinds)

    def read(self, document: Document) -> tuple[Any, ...]:
        """Return the fields' values in order.

        Raises:
            BrokenNotes: If one is missing or of another type.
        """
        try:
            values = self._values(document)
        except KeyError:
            document = {**self._defaults, **document}
            if missing := self._kinds.keys() - document.keys():
                raise BrokenNotes(f"the field “{min(missing)}” is missing") from None
            values = self._values(document)
        if tuple(map(type, values)) != self._types:
            self._complain(values)
        return values

    def _complain(self, values: tuple[Any, ...]) -> None:
        """Name the first field that is of the wrong type."""
        for (name, kind), value in zip(self._kinds.items(), values, strict=True):
            if type(value) is not kind:
                raise BrokenNotes(f"the field “{name}” must be {_KINDS[kind]}")
