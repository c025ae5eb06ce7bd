"""TermsScreen: the words and names that are lit up in every article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import codebook
from store.annotation import Term
from store.haystack import haystack, needles
from store.sources.sanitize import clean_line
from tui.bindings import bindings_at
from tui.colours import following
from tui.command import Place
from tui.looks import looks_for
from tui.screens.ask import Ask
from tui.screens.list_screen import ListScreen
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment

    from store.notebook import Notebook


class TermList(RowList[Term]):
    """A line a term: colour and words, and how they are looked for."""

    def __init__(self) -> None:
        super().__init__(empty="no terms yet")

    def key_of(self, item: Term) -> str:
        """Return the term's text."""
        return item.text

    def row_lines(self, item: Term, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the term's line."""
        words = [("▎", looks_for(self.app).ink(item.colour)), (item.text, PLAIN)]
        return (spread(words, (_manner(item), self.quiet(here=here)), width),)


class TermsScreen(ListScreen[Term, None]):
    """The terms; each edit is one step that undo takes back.

    Args:
        notebook: Where the terms are.
    """

    BINDINGS = bindings_at(Place.TERMS)
    BEGIN = "+ adds one, ** in the text lights a word up"

    def __init__(self, notebook: Notebook) -> None:
        self._terms = TermList()
        super().__init__(notebook, "Terms", Place.TERMS, self._terms)

    def find_items(self, query: str) -> tuple[Sequence[Term], int]:
        """Return the terms that hold every word of the query."""
        found, words = self.notebook.book.terms(), needles(query)
        left = [each for each in found if all(word in haystack(each.text) for word in words)]
        return left, len(found)

    def action_tag_colour(self) -> None:
        """Give the next colour."""
        if (term := self._terms.item) is not None:
            step = codebook.recolour_term(self.notebook.book, term.text, following(term.colour))
            self.edit(step)

    def action_term_words(self) -> None:
        """Look for whole words, or for parts of words too."""
        if (term := self._terms.item) is not None:
            self._put(replace(term, whole_word=not term.whole_word))

    def action_term_case(self) -> None:
        """Mind capitals, or not."""
        if (term := self._terms.item) is not None:
            self._put(replace(term, match_case=not term.match_case))

    def action_entry_add(self) -> None:
        """Ask for a new term."""

        def add(text: str | None) -> None:
            if text is not None:
                self.edit_and_follow(codebook.add_term(self.notebook.book, text), text)

        question = Ask("Light up in every article", placeholder="word or name", check=_checked)
        self.app.push_screen(question, add)

    def action_entry_delete(self) -> None:
        """Stop lighting the term up."""
        if (term := self._terms.item) is not None:
            step = codebook.remove_term(self.notebook.book, term.text)
            self.edit(step, "Deleted · u undoes")

    def _put(self, term: Term) -> None:
        self.edit(
            codebook.add_term(
                self.notebook.book,
                term.text,
                colour=term.colour,
                whole_word=term.whole_word,
                match_case=term.match_case,
            )
        )


def _checked(text: str) -> str:
    """Return a term as it is kept."""
    words = clean_line(text)
    if not words:
        raise ValueError("A term needs at least one character.")
    return words


def _manner(term: Term) -> str:
    """Say how a term is looked for, where it is not as usual."""
    manners = ["parts of words too"] * (not term.whole_word) + ["capitals matter"] * term.match_case
    return " · ".join(manners)
