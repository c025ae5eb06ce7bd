"""Merge two versions of one record, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import structs
from msgspec.structs import astuple, fields, replace

from store.annotation import Annotation, Record, Tag
from store.merging.notes import merge_notes
from store.merging.values import UNKNOWN, merge_tags, three_way

if TYPE_CHECKING:
    from store.annotation import Anchor

_Plain = TypeVar("_Plain", bound=Record)


def merge_records(base: Record | None, ours: Record, theirs: Record) -> Record:
    """Return a record with what was changed on either side.

    What only one side changed is taken from it. Where both changed the same, tags are united,
    both notes are kept in one, and of all else the newer version counts, or the greater value
    where neither is newer.

    Args:
        base: The version that both started from; None where that is not known.
        ours: The version on one side.
        theirs: The version on the other, of the same kind.

    Raises:
        TypeError: If the versions are of different kinds.
    """
    if ours == theirs:
        return ours
    if len({type(one) for one in (base, ours, theirs) if one is not None}) > 1:
        raise TypeError("versions of one record must be of one kind")
    match base, ours, theirs:
        case ((Annotation() | None), Annotation(), Annotation()):
            return _merge_annotations(base, ours, theirs)
        case ((Tag() | None), Tag(), Tag()):
            return _merge_tags(base, ours, theirs)
    return _merge_plain(base, ours, theirs)


def same_content(one: Record | None, other: Record | None) -> bool:
    """Tell whether two versions say the same, whenever they were written."""
    if isinstance(one, Annotation) and isinstance(other, Annotation):
        if one.modified == other.modified:
            return one == other
        return one == structs.replace(other, modified=one.modified)
    return one == other


def newer_side(ours: Record, theirs: Record) -> int:
    """Return 1 if ours is the newer version, -1 if theirs is, 0 if neither is known to be."""
    if not isinstance(ours, Annotation) or not isinstance(theirs, Annotation):
        return 0
    return (ours.modified > theirs.modified) - (ours.modified < theirs.modified)


def _merge_annotations(base: Annotation | None, ours: Annotation, theirs: Annotation) -> Annotation:
    """Return an annotation with what was changed on either side."""
    newer = newer_side(ours, theirs)

    def choose(mine: Any, other: Any) -> Any:
        if newer:
            return mine if newer > 0 else other
        return max(mine, other, key=repr)

    # A passage means nothing without its article, nor “gone from it” or “there” without it.
    article, anchor, lost_in, confirmed = three_way(
        _place(base) if base else UNKNOWN, _place(ours), _place(theirs), choose
    )
    oldest = min(ours, theirs, key=_age)
    return Annotation(
        uuid=ours.uuid,
        article=article,
        anchor=anchor,
        tags=merge_tags(base.tags if base else None, ours.tags, theirs.tags),
        note=merge_notes(base.note if base else None, ours.note, theirs.note),
        colour=three_way(base.colour if base else UNKNOWN, ours.colour, theirs.colour, choose),
        creator=oldest.creator,
        created=oldest.created,
        modified=max(ours.modified, theirs.modified),
        lost_in=lost_in,
        origin=three_way(
            base.origin if base else UNKNOWN,
            ours.origin,
            theirs.origin,
            lambda mine, other: choose(mine, other) if mine and other else mine or other,
        ),
        confirmed=confirmed,
    )


def _merge_tags(base: Tag | None, ours: Tag, theirs: Tag) -> Tag:
    """Return a tag with what was changed on either side; both descriptions are kept."""
    return Tag(
        name=three_way(base.name if base else UNKNOWN, ours.name, theirs.name, max),
        colour=three_way(base.colour if base else UNKNOWN, ours.colour, theirs.colour, max),
        key=three_way(base.key if base else UNKNOWN, ours.key, theirs.key, _first_key),
        description=merge_notes(
            base.description if base else None, ours.description, theirs.description
        ),
    )


def _merge_plain(base: _Plain | None, ours: _Plain, theirs: _Plain) -> _Plain:
    """Return a record with the fields that were changed on either side, else the greater ones.

    Of two that were made on either side the greater one is taken whole: half of one rule's fields
    and half of another's make a third, which nobody wrote.
    """
    if base is None:
        return max(ours, theirs, key=astuple)
    merged = {
        field.name: three_way(
            getattr(base, field.name),
            getattr(ours, field.name),
            getattr(theirs, field.name),
            max,
        )
        for field in fields(ours)
    }
    return replace(ours, **merged)


def _place(annotation: Annotation) -> tuple[str, Anchor | None, str, bool]:
    """Return where an annotation belongs: what is taken from one side as a whole."""
    return annotation.article, annotation.anchor, annotation.lost_in, annotation.confirmed


def _age(annotation: Annotation) -> tuple[bool, str, str]:
    """Return the sort key by which the version made first is the least."""
    return not annotation.created, annotation.created, annotation.creator


def _first_key(mine: str, other: str) -> str:
    """Return the lower of two keys, or the one there is."""
    return min(mine or other, other or mine)
