"""CodebookScreen: every tag with its count, colour, key and description, to be put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import codebook
from store.haystack import haystack, needles
from tui import telling
from tui.bindings import bindings_at
from tui.colours import following
from tui.command import Place
from tui.screens.ask import Ask, Confirm
from tui.screens.list_screen import ListScreen
from tui.widgets.codebook_list import CodebookList, Entry, described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.screen import Screen
    from textual.widget import Widget

    from store.annotation import Tag
    from store.notebook import Notebook
    from tui.widgets.rows import RowList


class CodebookScreen(ListScreen[Entry, str]):
    """The codebook; each edit is one step that undo takes back.

    It gives back the uuid of the annotation to go to, chosen among the passages of a tag.

    Args:
        notebook: Where the tags are.
        passages_of: Returns the list of the passages that have a tag.
    """

    BINDINGS = bindings_at(Place.CODEBOOK)
    DEFAULT_CSS = """
    CodebookScreen CodebookList { margin-top: 0; }
    """
    BEGIN = "+ adds one, t in the text gives one"

    def __init__(
        self, notebook: Notebook, passages_of: Callable[[str], Screen[str | None]]
    ) -> None:
        self._tags = CodebookList()
        super().__init__(notebook, "Codebook", Place.CODEBOOK, self._tags)
        self._passages_of = passages_of

    def above(self) -> Iterable[Widget]:
        """Return the names of the columns."""
        return (self._tags.columns,)

    def find_items(self, query: str) -> tuple[Sequence[Entry], int]:
        """Return the tags whose name or description holds every word of the query."""
        counts = self.notebook.book.counts()
        found = [Entry(tag, counts.get(tag.name, 0)) for tag in self.notebook.book.tags()]
        words = needles(query)
        left = [each for each in found if _holds(each.tag, words)]
        return left, len(found)

    @property
    def _tag(self) -> Tag | None:
        return None if self._tags.item is None else self._tags.item.tag

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """List the passages of the tag that was clicked twice."""
        event.stop()
        self.action_tag_passages()

    def action_tag_passages(self) -> None:
        """List the tag's passages, from which one comes back here."""
        if self._tag is not None:
            self.app.push_screen(self._passages_of(self._tag.name), self._came_back)

    def _came_back(self, uuid: str | None) -> None:
        if uuid is None:
            self.refill()
        else:
            self.dismiss(uuid)

    def action_tag_rename(self) -> None:
        """Ask for another name."""
        tag = self._tag
        if tag is None:
            return

        def rename(new: str | None) -> None:
            if new is None or new == tag.name:
                return
            there = codebook.in_the_way(self.notebook.book, tag.name, new)
            if there is None:
                self._rename(tag.name, new)
            else:
                self._ask_to_merge(tag.name, new, there)

        question = Ask(f"Rename “{tag.name}”", value=tag.name, check=codebook.check_name)
        self.app.push_screen(question, rename)

    def _ask_to_merge(self, name: str, new: str, there: str) -> None:
        """Rename a tag if the reader agrees that two become one."""

        def merge(agreed: bool | None) -> None:  # noqa: FBT001  # what Textual hands to it
            if agreed:
                self._rename(name, new, f"Merged into {telling.first_words(new)} · u undoes")

        used = telling.count(self._annotations_under(name), "annotation")
        consequence = f"“{name}” goes, and what it is on, {used}, has “{new}”. Undo parts them."
        self.app.push_screen(Confirm(f"“{there}” is there already: merge?", consequence), merge)

    def _rename(self, name: str, new: str, said: str = "") -> None:
        step = codebook.rename(self.notebook.book, self.notebook.stamp(), name, new)
        self.edit_and_follow(step, new, said)

    def action_tag_merge(self) -> None:
        """Ask for the tag to merge this one into."""
        tag = self._tag
        if tag is None:
            return
        book = self.notebook.book

        def merge(into: str | None) -> None:
            if into is not None:
                step = codebook.merge(book, self.notebook.stamp(), tag.name, into)
                self.edit_and_follow(
                    step, into, f"Merged into {telling.first_words(into)} · u undoes"
                )

        def check(into: str) -> str:
            name = codebook.check_name(into)
            if name == tag.name or not book.has_tag(name):
                raise ValueError(f"There is no other tag “{name}”.")
            return name

        others = [other.name for other in book.tags() if other.name != tag.name]
        question = Ask(
            f"Merge “{tag.name}” into",
            placeholder="name of another tag",
            suggestions=others,
            check=check,
        )
        self.app.push_screen(question, merge)

    def action_tag_colour(self) -> None:
        """Give the next colour."""
        if self._tag is not None:
            colour = following(self._tag.colour)
            self.edit(codebook.recolour(self.notebook.book, self._tag.name, colour))

    def action_tag_key(self, key: str) -> None:
        """Give a key.

        Args:
            key: `1` to `9`.
        """
        if self._tag is not None:
            self.edit(codebook.give_key(self.notebook.book, self._tag.name, key))

    def action_tag_keyless(self) -> None:
        """Take the key away."""
        self.action_tag_key("")

    def action_tag_describe(self) -> None:
        """Ask what it stands for."""
        tag = self._tag
        if tag is None:
            return

        def describe(words: str | None) -> None:
            if words is not None:
                self.edit(codebook.describe(self.notebook.book, tag.name, words))

        question = Ask(f"What “{tag.name}” stands for", value=described(tag), typed_over=False)
        self.app.push_screen(question, describe)

    def action_entry_add(self) -> None:
        """Ask for the name of a new tag."""

        def add(name: str | None) -> None:
            if name is not None:
                self.edit_and_follow(codebook.create(self.notebook.book, name), name)

        question = Ask("New tag", placeholder="theme/part", check=codebook.check_name)
        self.app.push_screen(question, add)

    def action_entry_delete(self) -> None:
        """Delete the tag; ask first where it is used."""
        tag = self._tag
        if tag is None:
            return

        def delete(agreed: bool | None) -> None:  # noqa: FBT001  # what Textual hands to it
            if agreed:
                step = codebook.delete(self.notebook.book, self.notebook.stamp(), tag.name)
                self.edit(step, "Deleted · u undoes")

        used = self._annotations_under(tag.name)
        if not used:
            delete(agreed=True)
            return
        count = telling.count(used, "annotation")
        question = Confirm(
            f"Delete “{tag.name}”?", f"It is on {count}; they lose it. Undo brings it back."
        )
        self.app.push_screen(question, delete)

    def _annotations_under(self, name: str) -> int:
        """Return how many annotations have a tag or one of its children."""
        below = f"{name}/"
        return sum(
            any(given == name or given.startswith(below) for given in annotation.tags)
            for annotation in self.notebook.book.annotations()
        )


def _holds(tag: Tag, words: Sequence[str]) -> bool:
    """Tell whether every word occurs in a tag's name or description."""
    if not words:
        return True
    text = haystack(tag.name, tag.description)
    return all(word in text for word in words)
