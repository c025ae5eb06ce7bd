"""Edits of the codebook and of the terms; each is one step, however many annotations it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import door
from store.annotation import Annotation, Colour, Tag, Term
from store.edits import new_tags, next_colour, retag
from store.merge import Change, Step, make_step
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from store.book import Book
    from store.edits import Stamp

KEYS = "123456789"
"""The keys that a tag can have."""


def check_name(name: str) -> str:
    """Return a tag's name as it is kept: on one line, no white space around its levels.

    Raises:
        ValueError: If it is empty or one of its levels is, or if it is longer than lists can bear;
            the message is for the reader.
    """
    levels = [clean_line(level) for level in name.split("/")]
    if not any(levels):
        raise ValueError("A tag needs a name.")
    if not all(levels):
        raise ValueError(f"A level of “{clean_line(name)}” is empty; write it like “theme/part”.")
    tidy = "/".join(levels)
    if not door.fits(tidy):
        raise ValueError(
            f"A tag's name has at most {door.MOST_LEVELS} levels and {door.MOST_LETTERS} letters."
        )
    return tidy


def create(book: Book, name: str, *, colour: Colour | None = None, description: str = "") -> Step:
    """Return the step that enters a tag into the codebook; one that it has stays as it is.

    Args:
        book: What there is already.
        name: As `check_name` returns it.
        colour: The least used one if None.
        description: What it stands for.
    """
    if book.stored_tag(name) is not None:
        return make_step(_label("create", name), ())
    chosen = colour or _free_colour(book, name)
    tag = Tag(name, chosen, description=clean(description))
    return make_step(_label("create", name), [Change(None, tag)])


def rename(book: Book, stamp: Stamp, name: str, new: str) -> Step:
    """Return the step that renames a tag, its children with it, also in coding rules.

    Where there is a tag with the new name already the two become one, as in `merge`.
    """
    return _replace(book, stamp, f"rename tag “{name}”", _renamings(book, name, new))


def in_the_way(book: Book, name: str, new: str) -> str | None:
    """Return a tag that a renamed one, or a child of it, would become one with.

    Args:
        book: Where the tags are.
        name: The tag that is to be renamed.
        new: Its new name.
    """
    names = _renamings(book, name, new)
    others = (each for each in names.values() if each and each not in names)
    return next(filter(book.has_tag, others), None)


def merge(book: Book, stamp: Stamp, name: str, into: str) -> Step:
    """Return the step that makes two tags one, their children likewise.

    The one that stays keeps its colour; it takes over a key and a description that it lacks, and
    a second description is added to its own.
    """
    return _replace(book, stamp, f"merge tag “{name}”", _renamings(book, name, into))


def recolour(book: Book, name: str, colour: Colour) -> Step:
    """Return the step that gives a tag another colour."""
    return _amend(book, "recolour", name, lambda tag: replace(tag, colour=colour))


def describe(book: Book, name: str, description: str) -> Step:
    """Return the step that says what a tag stands for."""
    words = clean(description)
    return _amend(book, "describe", name, lambda tag: replace(tag, description=words))


def give_key(book: Book, name: str, key: str) -> Step:
    """Return the step that gives a tag a key, taken from whichever tag had it.

    Args:
        book: What there is already.
        name: The tag.
        key: `1` to `9`; empty to leave the tag without one.
    """
    if key and (len(key) != 1 or key not in KEYS):
        raise ValueError(f"A tag's key is one of {KEYS[0]} to {KEYS[-1]}.")
    former = [tag for tag in book.stored_tags() if key and tag.key == key and tag.name != name]
    given = _amend(book, "key of", name, lambda tag: replace(tag, key=key))
    return make_step(given.label, [*_without_key(former), *given.changes])


def delete(book: Book, stamp: Stamp, name: str) -> Step:
    """Return the step that deletes a tag and its children, from the codebook and everywhere.

    Passages stay as highlights; an annotation on a whole article with nothing else on it goes.
    """
    return _replace(book, stamp, f"delete tag “{name}”", dict.fromkeys(_family(book, name)))


def add_term(
    book: Book,
    text: str,
    *,
    colour: Colour | None = None,
    whole_word: bool = True,
    match_case: bool = False,
) -> Step:
    """Return the step that lights up a term, or changes how it is lit up.

    Args:
        book: What there is already.
        text: What to look for.
        colour: The one that terms use least if None.
        whole_word: Whether it must stand between word boundaries.
        match_case: Whether capitals matter.

    Raises:
        ValueError: If the text is empty; the message is for the reader.
    """
    words = clean_line(text)
    if not words:
        raise ValueError("A term needs at least one character.")
    present = book.term(words)
    colour = colour or (present.colour if present else _free_term_colour(book))
    return make_step(
        f"term “{words}”", [Change(present, Term(words, colour, whole_word, match_case))]
    )


def remove_term(book: Book, text: str) -> Step:
    """Return the step that no longer lights a term up."""
    return make_step(f"remove term “{text}”", [Change(book.term(text), None)])


def recolour_term(book: Book, text: str, colour: Colour) -> Step:
    """Return the step that lights a term up in another colour."""
    present = book.term(text)
    changes = [] if present is None else [Change(present, replace(present, colour=colour))]
    return make_step(f"recolour term “{text}”", changes)


def _label(verb: str, name: str) -> str:
    """Return what the status line says of an edit of a tag."""
    return f"{verb} tag “{name}”"


def _amend(book: Book, verb: str, name: str, amend: Callable[[Tag], Tag]) -> Step:
    """Return the step that changes one tag, entering it first if only annotations know it."""
    if not book.has_tag(name):
        return make_step(_label(verb, name), ())
    change = Change(book.stored_tag(name), amend(book.tag(name)))
    return make_step(_label(verb, name), [change])


def _family(book: Book, name: str) -> list[str]:
    """Return the names of a tag and all its children, as far as they are there."""
    return [tag.name for tag in book.tags() if tag.name == name or tag.name.startswith(f"{name}/")]


def _renamings(book: Book, name: str, new: str) -> dict[str, str | None]:
    """Return old and new name of a tag and its children.

    A tag that is merged into one of its own children leaves the other children where they are,
    and children whose names would become too long stay.
    """
    if name == new:
        return {}
    if new.startswith(f"{name}/") and book.has_tag(new):
        return {name: new}
    renamed = {old: new + old.removeprefix(name) for old in _family(book, name)}
    return {old: each for old, each in renamed.items() if door.fits(each)}


def _replace(book: Book, stamp: Stamp, label: str, names: dict[str, str | None]) -> Step:
    """Return the step that replaces tags everywhere: by the name given, or by nothing for None."""
    annotations = (one for one in book.annotations() if not names.keys().isdisjoint(one.tags))
    changes: list[Change] = [_retagged(stamp, one, names) for one in annotations]
    return make_step(label, [*changes, *_replaced_entries(book, names), *_retargeted(book, names)])


def _retargeted(book: Book, names: dict[str, str | None]) -> Iterator[Change]:
    """Yield the changes that have coding rules give the tags under their new names.

    A rule whose tag is deleted stays as it is: it would make the tag anew.
    """
    for rule in book.rules():
        if new := names.get(rule.tag):
            yield Change(rule, replace(rule, tag=new))


def _retagged(stamp: Stamp, annotation: Annotation, names: dict[str, str | None]) -> Change:
    """Return the change that replaces tags on one annotation."""
    replaced = (names.get(tag, tag) for tag in annotation.tags)
    return retag(stamp, annotation, tuple(dict.fromkeys(tag for tag in replaced if tag)))


def _replaced_entries(book: Book, names: dict[str, str | None]) -> Iterator[Change]:
    """Yield the changes that replace tags in the codebook."""
    for old, new in names.items():
        tag = book.stored_tag(old)
        target = None if new is None or new in names else book.stored_tag(new)
        if new is None:
            yield Change(tag, None)
        elif target is None:
            # Used without an entry, the tag has the colour it was seen in.
            yield Change(tag, replace(book.tag(old), name=new))
        else:
            yield Change(tag, None)
            yield Change(target, _united(target, book.tag(old)))


def _united(target: Tag, other: Tag) -> Tag:
    """Return `target` with what only `other` has."""
    descriptions = dict.fromkeys(
        words for words in (target.description, other.description) if words
    )
    return replace(target, key=target.key or other.key, description="\n".join(descriptions))


def _without_key(tags: Iterable[Tag]) -> list[Change]:
    """Return the changes that take the key from tags."""
    return [Change(tag, replace(tag, key="")) for tag in tags]


def _free_colour(book: Book, name: str) -> Colour:
    """Return the colour that a new codebook entry gets."""
    return next(
        change.after.colour for change in new_tags(book, [name]) if isinstance(change.after, Tag)
    )


def _free_term_colour(book: Book) -> Colour:
    """Return the colour that terms use least, cyan first."""
    used = [term.colour for term in book.terms()]
    return Colour.CYAN if Colour.CYAN not in used else next_colour(used)
