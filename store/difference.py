"""How two states of a notes file differ, in numbers that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.merging.tombstones import Tombstones
from store.records import ANNOTATIONS, TABLES, Key, names_in

if TYPE_CHECKING:
    from store.notes_json import Document, Tables


class Difference(Struct, frozen=True):
    """What becomes of the annotations when one state takes another's place.

    Args:
        added: Annotations that only the new state has.
        changed: Annotations that both have, but not the same; when they were changed last is no
            difference.
        removed: Annotations that only the old state has.
        others: Tags, terms, saved searches, rules, rejections and articles that are not the same in
            both.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    others: int = 0

    @property
    def loses(self) -> bool:
        """Whether something of the old state is not in the new one."""
        return bool(self.changed or self.removed)

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.changed or self.removed or self.others)

    def __str__(self) -> str:
        """Return the numbers in words: `2 annotations more, 1 changed`."""
        annotations = {"more": self.added, "changed": self.changed, "fewer": self.removed}
        parts = [
            f"{counted(count, 'annotation')} {how}" for how, count in annotations.items() if count
        ]
        if self.others:
            entries = "other entry" if self.others == 1 else "other entries"
            parts.append(f"{self.others:,} {entries} changed")
        return ", ".join(parts) or "no difference"


def compare(old: Tables, new: Tables) -> Difference:
    """Return how the annotations and all else differ between two states."""
    before, after = by_name(old, ANNOTATIONS), by_name(new, ANNOTATIONS)
    shared = before.keys() & after.keys()
    others = 0
    for table in TABLES:
        if table != ANNOTATIONS:
            one, two = by_name(old, table), by_name(new, table)
            others += sum(one.get(name) != two.get(name) for name in one.keys() | two.keys())
    return Difference(
        added=len(after) - len(shared),
        changed=sum(_content(before[name]) != _content(after[name]) for name in shared),
        removed=len(before) - len(shared),
        others=others,
    )


def missing(known: Tables, tables: Tables) -> int:
    """Return how many annotations of a known state others lack, without having deleted them."""
    tombstones = Tombstones(tables)
    gone = by_name(known, ANNOTATIONS).keys() - by_name(tables, ANNOTATIONS).keys()
    found = (tombstones.of(Key(ANNOTATIONS, name)) for name in gone)
    return sum(tombstone is None or not tombstone.in_force for tombstone in found)


def by_name(tables: Tables, table: str) -> dict[str, Document]:
    """Return the documents of a table by what they go by."""
    documents = tables.get(table, {}).values()
    return dict(zip(names_in(table, documents), documents, strict=True))


def _content(document: Document) -> Document:
    """Return what an annotation's document says, whenever it was written."""
    return {name: value for name, value in document.items() if name != "modified"}


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 annotation`, `2 annotations`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
