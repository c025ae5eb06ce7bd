"""Edits of saved searches and of coding rules; each is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import door
from store.annotation import Rule, SavedSearch, Width
from store.merge import Change, Step, make_step
from store.sources.sanitize import clean_line

if TYPE_CHECKING:
    from store.book import Book


def check_name(name: str) -> str:
    """Return the name of a search or rule as it is kept: on one line.

    Raises:
        ValueError: If it is empty, or longer than lists can bear; the message is for the reader.
    """
    tidy = clean_line(name)
    if not tidy:
        raise ValueError("A name needs at least one character.")
    if len(tidy) > door.MOST_LETTERS:
        raise ValueError(f"A name has at most {door.MOST_LETTERS} letters.")
    return tidy


def save_search(book: Book, name: str, query: str) -> Step:
    """Return the step that keeps a query under a name, in place of the one kept there before.

    Args:
        book: What there is already.
        name: As `check_name` returns it.
        query: As typed; white space at its ends is dropped.

    Raises:
        ValueError: If the query is empty; the message is for the reader.
    """
    search = SavedSearch(name, _kept(query))
    return make_step(f"save search “{name}”", [Change(book.search(name), search)])


def rename_search(book: Book, name: str, new: str) -> Step:
    """Return the step that gives a saved search another name.

    Raises:
        ValueError: If another search has that name; the message is for the reader.
    """
    search = book.search(name)
    if name != new and book.search(new) is not None:
        raise ValueError(f"There is a search “{new}” already.")
    changes = [] if search is None else [Change(search, replace(search, name=new))]
    return make_step(f"rename search “{name}”", changes)


def delete_search(book: Book, name: str) -> Step:
    """Return the step that forgets a saved search."""
    return make_step(f"delete search “{name}”", [Change(book.search(name), None)])


def save_rule(book: Book, name: str, query: str, tag: str, *, width: Width = Width.MATCH) -> Step:
    """Return the step that keeps a coding rule, in place of the one with its name before.

    What the reader refused stays refused.

    Args:
        book: What there is already.
        name: As `check_name` returns it.
        query: As typed; white space at its ends is dropped.
        tag: As `codebook.check_name` returns it.
        width: How much around each hit gets the tag.

    Raises:
        ValueError: If the query is empty; the message is for the reader.
    """
    rule = Rule(name, _kept(query), tag, width)
    return make_step(f"save rule “{name}”", [Change(book.rule(name), rule)])


def rename_rule(book: Book, name: str, new: str) -> Step:
    """Return the step that gives a coding rule another name; what was refused goes with it.

    Raises:
        ValueError: If another rule has that name; the message is for the reader.
    """
    rule = book.rule(name)
    if name != new and book.rule(new) is not None:
        raise ValueError(f"There is a rule “{new}” already.")
    if rule is None:
        return make_step(f"rename rule “{name}”", ())
    refused = (Change(one, replace(one, rule=new)) for one in book.rejections_of(name))
    changes = [Change(rule, replace(rule, name=new)), *refused]
    return make_step(f"rename rule “{name}”", changes)


def delete_rule(book: Book, name: str) -> Step:
    """Return the step that forgets a coding rule and what was refused of its proposals.

    The tags that it gave stay.
    """
    refused = (Change(one, None) for one in book.rejections_of(name))
    return make_step(f"delete rule “{name}”", [Change(book.rule(name), None), *refused])


def _kept(query: str) -> str:
    """Return a query as it is kept."""
    kept = door.identifier(query).strip()
    if not kept:
        raise ValueError("There is no query to save yet.")
    return kept
