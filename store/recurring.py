"""Recurring: the furniture of a corpus's articles, by what recurs in those listed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.article import Parsed
    from store.entry import Entry


class Recurring:
    """Marks furniture, and knows by what it did.

    What tells it is imported with the first article that needs it: one that was read last and is
    kept has its furniture already.

    Args:
        listed: Returns the articles listed so far.
    """

    def __init__(self, listed: Callable[[], Sequence[Entry]]) -> None:
        self._listed = listed
        self._list = 0
        self._gathered: tuple[int, int, frozenset[int]] = 0, 0, frozenset()
        self._used: dict[str, frozenset[int]] = {}

    def mark(self, entry: Entry, parsed: Parsed) -> Parsed:
        """Return an article with its furniture marked."""
        from store import furniture

        edges = self._recurring_edges()
        self._used[entry.id] = furniture.shared(entry.edges, edges)
        return furniture.mark(parsed, edges)

    def holds(self, entry: Entry) -> bool:
        """Tell whether an article would have the same furniture as when it was marked."""
        from store import furniture

        used = self._used.get(entry.id)
        return used is not None and used == furniture.shared(entry.edges, self._recurring_edges())

    def gather_anew(self) -> None:
        """Take note that the list is another now."""
        self._list += 1

    def _recurring_edges(self) -> frozenset[int]:
        """Return the paragraphs that recur in the articles listed so far.

        While the list grows they are gathered anew only when it has doubled, so that all the
        gathering together costs no more than twice the last.
        """
        from store import furniture

        # Asked before the list is read: a scan may end while its paragraphs are gathered.
        number = self._list
        gathered_from, length, edges = self._gathered
        listed = self._listed()
        if gathered_from != number or len(listed) >= max(2 * length, 1):
            edges = furniture.recurring(_Edges(listed))
            self._gathered = number, len(listed), edges
        return edges


class _Edges:
    """The edges of some articles, unpacked one after the other, as often as they are gone through.

    Args:
        entries: Of the articles.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[bytes]:
        return (entry.edges for entry in self._entries)
