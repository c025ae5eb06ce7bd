"""Merge two versions of one record, field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.annotation import Annotation, KnownArticle, Record, Tag, Term
from store.merging.notes import merge_notes
from store.merging.values import UNKNOWN, merge_tags, three_way

if TYPE_CHECKING:
    from store.annotation import Anchor


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
    match base, ours, theirs:
        case ((Annotation() | None), Annotation(), Annotation()):
            return _merge_annotations(base, ours, theirs)
        case ((Tag() | None), Tag(), Tag()):
            return _merge_tags(base, ours, theirs)
        case ((Term() | None), Term(), Term()):
            return _merge_terms(base, ours, theirs)
        case ((KnownArticle() | None), KnownArticle(), KnownArticle()):
            return _merge_articles(base, ours, theirs)
    raise TypeError("versions of one record must be of one kind")


def same_content(one: Record | None, other: Record | None) -> bool:
    """Tell whether two versions say the same, whenever they were written."""
    if isinstance(one, Annotation) and isinstance(other, Annotation):
        return one == replace(other, modified=one.modified)
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

    # A passage means nothing without its article, nor “gone from it” without the passage.
    article, anchor, lost_in = three_way(
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


def _merge_terms(base: Term | None, ours: Term, theirs: Term) -> Term:
    """Return a term with what was changed on either side."""
    return Term(
        text=three_way(base.text if base else UNKNOWN, ours.text, theirs.text, max),
        colour=three_way(base.colour if base else UNKNOWN, ours.colour, theirs.colour, max),
        whole_word=three_way(
            base.whole_word if base else UNKNOWN, ours.whole_word, theirs.whole_word, max
        ),
        match_case=three_way(
            base.match_case if base else UNKNOWN, ours.match_case, theirs.match_case, max
        ),
    )


def _merge_articles(
    base: KnownArticle | None, ours: KnownArticle, theirs: KnownArticle
) -> KnownArticle:
    """Return a known article with what was changed on either side."""
    return KnownArticle(
        id=three_way(base.id if base else UNKNOWN, ours.id, theirs.id, max),
        path=three_way(base.path if base else UNKNOWN, ours.path, theirs.path, max),
        text_hash=three_way(
            base.text_hash if base else UNKNOWN, ours.text_hash, theirs.text_hash, max
        ),
        title=three_way(base.title if base else UNKNOWN, ours.title, theirs.title, max),
    )


def _place(annotation: Annotation) -> tuple[str, Anchor | None, str]:
    """Return where an annotation belongs: what is taken from one side as a whole."""
    return annotation.article, annotation.anchor, annotation.lost_in


def _age(annotation: Annotation) -> tuple[bool, str, str]:
    """Return the sort key by which the version made first is the least."""
    return not annotation.created, annotation.created, annotation.creator


def _first_key(mine: str, other: str) -> str:
    """Return the lower of two keys, or the one there is."""
    return min(mine or other, other or mine)
