"""Mend an anchor: one that contradicts itself no longer claims a place, only its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from store.mending.lenient import spare_name

if TYPE_CHECKING:
    from store.notes_json import Document

_TEXTS = ("exact", "prefix", "suffix", "text_hash")
_FARTHEST = 2**40
# Offsets beyond any text; JSON of other programs keeps 53 bits of a number.


def mend_anchor(anchor: object) -> tuple[Document, list[str]]:
    """Return an anchor that can be looked for, and why it is not the one given.

    What was wrong stays in fields beside. Without `text_hash` the offsets are only a hint, so that
    the passage is found by its words or is an orphan.

    Args:
        anchor: The field `anchor` of an annotation, not null.
    """
    if not isinstance(anchor, dict):
        words = anchor if isinstance(anchor, str) else ""
        made: Document = {"start": 0, "end": len(words), "exact": words}
        return made, ["the field “anchor” must be an object or null"]
    made, reasons = dict(anchor), []
    for field in _TEXTS:
        if field in made or field == "exact":
            reasons += _mend_text(made, field)
    if "normaliser" in made and type(made["normaliser"]) is not int:
        made[spare_name(made, "normaliser")] = made.pop("normaliser")
        reasons.append("the anchor's field “normaliser” must be a whole number")
    if reason := _contradiction(made):
        _give_up_place(made)
        reasons.append(reason)
    return made, reasons


def disown(anchor: Document) -> Document:
    """Return an anchor that no longer says which version of the article it was made on."""
    made = dict(anchor)
    made[spare_name(made, "text_hash")] = made.pop("text_hash")
    return made


def _mend_text(made: Document, field: str) -> list[str]:
    """Put a field of text right in place; return what was wrong with it."""
    if isinstance(made.get(field), str):
        return []
    if field in made:
        made[spare_name(made, field)] = made.pop(field)
    if field == "exact":
        made[field] = ""
    return [f"the anchor's field “{field}” must be text"]


def _contradiction(anchor: Document) -> str:
    """Return why an anchor's range is not that of its quote; empty if it is."""
    start, end, length = anchor.get("start"), anchor.get("end"), len(anchor["exact"])
    if not (_is_offset(start) and _is_offset(end) and start <= end):
        return f"the anchor's range {start!r} to {end!r} is none"
    if end - start != length:
        return f"the anchor's range {start} to {end} does not fit its quote of {length} characters"
    return ""


def _give_up_place(made: Document) -> None:
    """Make the range one of the quote's length, and no more than a hint."""
    start = made.get("start")
    for field in ("start", "end", "text_hash"):
        if field in made:
            made[spare_name(made, field)] = made.pop(field)
    made["start"] = start if _is_offset(start) else 0
    made["end"] = made["start"] + len(made["exact"])


def _is_offset(value: Any) -> TypeGuard[int]:
    """Tell whether a value can be an offset in a text."""
    return type(value) is int and 0 <= value <= _FARTHEST
