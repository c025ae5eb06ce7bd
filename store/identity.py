"""Which article is which: ids that stay with articles through edits and renames."""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from store.article import hash_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

_ID_DIGITS = 12
# An empty or unreadable file is like every other one, so its hash tells of no rename.
_SAYS_NOTHING = frozenset({"", hash_text("")})


class Identified(Protocol):
    """Whatever tells which id an article had, at which path, with which text."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def path(self) -> str:
        """Where it was last seen inside the corpus."""

    @property
    def text_hash(self) -> str:
        """SHA-256 of the canonical text last seen, in hex; empty where it could not be read."""


class Sighting(Struct, frozen=True):
    """An article as it was at some time.

    Args:
        id: Its id.
        path: Where it lay inside the corpus.
        text_hash: SHA-256 of its canonical text, in hex.
    """

    id: str
    path: str
    text_hash: str


def new_id(path: str, taken: Collection[str] = ()) -> str:
    """Return the id of an article seen for the first time: the start of its path's SHA-256.

    Args:
        path: Where it lies inside the corpus.
        taken: Ids that other articles have or had.
    """
    made = hashlib.sha256(path.encode()).hexdigest()[:_ID_DIGITS]
    attempt = 0
    while made in taken:
        attempt += 1
        made = hashlib.sha256(f"{path}\0{attempt}".encode()).hexdigest()[:_ID_DIGITS]
    return made


class Recogniser:
    """Gives ids to articles: while they are being found where that is sure, else afterwards.

    An article keeps the id known for its path and text; else the one known for its text, if
    the path known for that no longer holds it and no other file may as well be the renamed one;
    else the one known for its path (an edit); else it gets a new one, which is never one that is
    known already. A copy that was known beside an article is another one, also when that is gone.

    Args:
        known: Sightings from the notes file.
        earlier: Gives the sightings of earlier scans; asked only when a file is new or changed,
            since in a large corpus they are many.
    """

    def __init__(
        self,
        known: Sequence[Identified],
        earlier: Callable[[], Iterable[Identified]],
    ) -> None:
        self._known = _Index(known)
        self._earlier = earlier
        self._given: set[str] = set()

    def may_keep(self, sighting: Identified) -> bool:
        """Tell whether an article whose file did not change has its id undisputed."""
        claimed = self._known.exact(sighting.path, sighting.text_hash)
        if claimed is None:
            places = self._known.paths_of.get(sighting.id)
            undisputed = places is None or sighting.path in places
        else:
            undisputed = claimed == sighting.id
        return undisputed and self._give(sighting.id)

    def at_once(self, path: str, text_hash: str) -> str | None:
        """Return the id of a new or changed article, or None while it may still be a rename."""
        index = self._index
        exact = index.exact(path, text_hash)
        if exact is None and text_hash not in _SAYS_NOTHING and text_hash in index.by_hash:
            return None
        chosen = exact
        if chosen is None:
            here = index.by_path.get(path)
            chosen = here[0].id if here else new_id(path, index.paths_of)
        return chosen if self._give(chosen) else None

    def settle(self, found: Sequence[tuple[str, str]]) -> dict[str, str]:
        """Return the id of every article, now that all of them are found.

        Args:
            found: Path and text hash of each article, every path once.

        Returns:
            The id of each path, in their order; no two paths share one.
        """
        return _Assignment(found, self._index, self._known).made()

    @cached_property
    def _index(self) -> _Index:
        return _Index(chain(self._known.records, self._earlier()))

    def _give(self, article_id: str) -> bool:
        """Note that an id is given; tell whether it was free."""
        if article_id in self._given:
            return False
        self._given.add(article_id)
        return True


class _Index:
    """Sightings by path, by text and by id, the more trusted first."""

    def __init__(self, records: Iterable[Identified]) -> None:
        self.records = tuple(records)
        # Tuples, because most have one member and a large corpus has many of them.
        self.by_path: dict[str, tuple[Identified, ...]] = {}
        self.by_hash: dict[str, tuple[Identified, ...]] = {}
        self.paths_of: dict[str, tuple[str, ...]] = {}
        for record in self.records:
            self.by_path[record.path] = (*self.by_path.get(record.path, ()), record)
            self.by_hash[record.text_hash] = (*self.by_hash.get(record.text_hash, ()), record)
            self.paths_of[record.id] = (*self.paths_of.get(record.id, ()), record.path)

    def exact(self, path: str, text_hash: str) -> str | None:
        """Return the id known for this text at this path."""
        for record in self.by_path.get(path, ()):
            if record.text_hash == text_hash:
                return record.id
        return None


class _Assignment:
    """One giving of ids to a list of articles, the surest claims first.

    Args:
        found: Path and text hash of each article.
        index: All sightings.
        noted: Those of the notes file.
    """

    def __init__(self, found: Sequence[tuple[str, str]], index: _Index, noted: _Index) -> None:
        self._found = found
        self._texts = dict(found)
        self._index = index
        self._noted = noted
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()

    def made(self) -> dict[str, str]:
        """Return the id of each path, in the order of the articles found."""
        self._give_unchanged()
        self._give_renamed(same_name=True)
        self._give_renamed(same_name=False)
        self._give_edited()
        reserved = {*self._index.paths_of, *self._taken}
        for path, _ in self._left():
            self._ids[path] = new_id(path, reserved)
            reserved.add(self._ids[path])
        return {path: self._ids[path] for path, _ in self._found}

    def _give_unchanged(self) -> None:
        for path, text_hash in self._found:
            self._give_first(
                path,
                (r for r in self._index.by_path.get(path, ()) if r.text_hash == text_hash),
            )

    def _give_renamed(self, *, same_name: bool) -> None:
        """Follow texts that left their path, first to files of the same name elsewhere.

        Of several files that may be the renamed one none is taken.
        """
        places: dict[tuple[str, str], list[str]] = {}
        for path, text_hash in self._left():
            if text_hash not in _SAYS_NOTHING:
                name = _file_name(path) if same_name else ""
                places.setdefault((text_hash, name), []).append(path)
        for (text_hash, name), paths in places.items():
            moved = [
                each
                for each in self._moved(text_hash)
                if not same_name or _file_name(each.path) == name
            ]
            noted = {each.id for each in moved if each.id in self._noted.paths_of}
            if len(paths) == 1 and len(noted) <= 1:
                self._give_first(paths[0], moved)

    def _moved(self, text_hash: str) -> Iterator[Identified]:
        """Yield the sightings of a text, not yet followed, whose path no longer holds it."""
        for record in self._index.by_hash.get(text_hash, ()):
            if record.id not in self._taken and self._texts.get(record.path) != text_hash:
                yield record

    def _give_edited(self) -> None:
        for path, _ in self._left():
            self._give_first(path, self._index.by_path.get(path, ()))

    def _left(self) -> list[tuple[str, str]]:
        """Return the articles that have no id yet."""
        return [(path, text_hash) for path, text_hash in self._found if path not in self._ids]

    def _give_first(self, path: str, candidates: Iterable[Identified]) -> None:
        """Give `path` the first of the candidates' ids that is still free."""
        for record in candidates:
            if record.id not in self._taken:
                self._ids[path] = record.id
                self._taken.add(record.id)
                return


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
