"""Setting an item of the review queue in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from rich.segment import Segment
from rich.style import Style

from store.anchor import State
from tui import telling
from tui.reading.difference import Part, compare, plain
from tui.reading.excerpt import surroundings
from tui.reading.parts import rows_of
from tui.reading.wrap import lines as wrapped
from tui.review_queue import Absence, Passage
from tui.widgets.segments import PLAIN, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.annotation import Annotation, Colour
    from store.book import Book
    from tui.heirs import Heir
    from tui.looks import Looks
    from tui.placing import Choice
    from tui.reading.excerpt import Excerpt
    from tui.review_queue import Item

_NOTE_LINES = 6
_QUOTES = 5
_INDENT = "  "
_TWO = 2

Line = list[Segment]

_GONE = Style(strike=True)
_NEW = Style(underline=True)
# Legible without colour too: what the other side lacks is struck out or underlined.


class Sheet(Struct):
    """An item's lines.

    Args:
        lines: The lines.
        starts: Where each place begins, by line.
        chosen: First line of the chosen place, and the one behind its last.
    """

    lines: list[Line] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    chosen: tuple[int, int] = (0, 0)

    def choice_at(self, line: int) -> int | None:
        """Return the number of the place that a line belongs to, None for none."""
        if line >= len(self.lines):
            return None
        at = [number for number, start in enumerate(self.starts) if start <= line]
        return at[-1] if at else None


def sheet_of(
    item: Item,
    book: Book,
    chosen: int,
    cells: int,
    looks: Looks,
    *,
    compact: bool = False,
    named: bool = True,
) -> Sheet:
    """Return an item in lines.

    Args:
        item: What is to be decided.
        book: Where names and colours of its tags come from.
        chosen: Number of the place that is shown whole, from 0.
        cells: Width of a line.
        looks: Theme and colour depth.
        compact: Whether there is little room.
        named: Whether the article's title stands above the rest.
    """
    setter = _Setter(book, cells, looks, compact=compact, named=named)
    if isinstance(item, Passage):
        setter.set_passage(item, chosen)
    else:
        setter.set_absence(item, chosen)
    return setter.sheet


class _Setter:
    """Sets one item.

    Args:
        book: Where names and colours of its tags come from.
        cells: Width of a line.
        looks: Theme and colour depth.
        compact: Whether there is little room.
        named: Whether the article's title stands above the rest.
    """

    def __init__(self, book: Book, cells: int, looks: Looks, *, compact: bool, named: bool) -> None:
        self.sheet = Sheet()
        self._book = book
        self._cells = cells
        self._looks = looks
        self._compact = compact
        self._named = named

    # Passages

    def set_passage(self, item: Passage, chosen: int) -> None:
        """Set a passage: how it was, what it carries, where it may be."""
        colour, choices = self._book.colour_of(item.annotation), item.choices
        self._title(item.article.title, _why(item))
        self._carried(item.annotation, colour)
        old = self._fitting(item.found.old) if item.found.old else None
        if old is not None:
            at = self._fitting(choices[chosen].excerpt) if choices else None
            parts = compare(old, at)[0] if at is not None else plain(old)
            self._heading("as it was")
            self._excerpt(old, parts, colour, _GONE)
            self._air()
        if choices:
            several = len(choices) > 1
            score = "" if several else telling.share(choices[0].score)
            self._heading("as it may be now" if item.waits else "as it is now", score)
        for number, choice in enumerate(choices):
            if number == chosen:
                self._chosen_choice(choice, number, len(choices), old, colour)
            else:
                self._other_choice(choice, number)

    def _chosen_choice(
        self, choice: Choice, number: int, count: int, old: Excerpt | None, colour: Colour
    ) -> None:
        """Set the place that is looked at, whole."""
        first = len(self.sheet.lines)
        self.sheet.starts.append(first)
        if count > 1:
            left = (f"▸ {number + 1} of {count}", self._looks.accent)
            score = (telling.share(choice.score), self._looks.quiet)
            self._add(spread([left], score, self._cells))
        new = self._fitting(choice.excerpt)
        self._excerpt(new, compare(old, new)[1] if old else plain(new), colour, _NEW)
        self.sheet.chosen = first, len(self.sheet.lines)
        self._air()

    def _other_choice(self, choice: Choice, number: int) -> None:
        """Set another place, in one line."""
        self.sheet.starts.append(len(self.sheet.lines))
        words = " ".join(choice.excerpt.passage.split())
        lead, tail = surroundings(choice.excerpt)
        faint = self._looks.faint
        left = [
            (f"{_INDENT}{number + 1}  {lead}", faint),
            (words, self._looks.quiet),
            ("" if lead else tail, faint),
        ]
        score = (telling.share(choice.score), self._looks.faint)
        self._add(spread(left, score, self._cells))

    def _fitting(self, excerpt: Excerpt) -> Excerpt:
        return excerpt.shortened() if self._compact else excerpt

    def _carried(self, annotation: Annotation, colour: Colour) -> None:
        """Set the tags and the note of an annotation."""
        bar = ("▎", self._looks.ink(colour))
        tags = [*self._tags(annotation)]
        if tags:
            self._add(pieces([bar, *tags], self._cells))
        note = wrapped(annotation.note, self._cells - 1)
        for number, line in enumerate(note[:_NOTE_LINES]):
            more = " …" if number == _NOTE_LINES - 1 and len(note) > _NOTE_LINES else ""
            self._add(pieces([bar, (line + more, PLAIN)], self._cells))
        if tags or note:
            self._air()

    def _tags(self, annotation: Annotation) -> Iterator[tuple[str, Style]]:
        for number, name in enumerate(annotation.tags):
            yield " · " if number else "", self._looks.faint
            yield name, self._looks.ink(self._book.tag(name).colour)

    def _excerpt(
        self, excerpt: Excerpt, parts: Sequence[Part], colour: Colour, differing: Style
    ) -> None:
        """Set an excerpt, the passage on the ground of its colour, what differs lit."""
        shown = [*parts]
        if excerpt.opens:
            shown.insert(0, Part("… "))
        if excerpt.closes:
            shown.append(Part(" …"))
        for row in rows_of(shown, self._cells - len(_INDENT)):
            styled = (Segment(part.words, self._style(part, colour, differing)) for part in row)
            self._add([Segment(_INDENT), *styled])

    def _style(self, part: Part, colour: Colour, differing: Style) -> Style:
        if not part.inside:
            # Around the passage a difference is said more quietly than in it.
            return differing if part.differs else self._looks.quiet
        wash = self._looks.wash(colour, strong=part.differs)
        return wash + differing + Style(bold=True) if part.differs else wash

    # Missing articles

    def set_absence(self, item: Absence, chosen: int) -> None:
        """Set a missing article: what stays of it, who may have taken its place."""
        self._title(item.article.title, f"{item.article.path} is gone from the corpus.")
        count = telling.count(len(item.missing.annotations), "annotation")
        self._heading(f"{count}, kept")
        for annotation in item.missing.annotations[:_QUOTES]:
            self._quote(annotation)
        if (more := len(item.missing.annotations) - _QUOTES) > 0:
            self._add(pieces([(f"{_INDENT}and {more:,} more", self._looks.faint)], self._cells))
        self._air()
        if not item.choices:
            self._told("No other article is much like it. Should it come back, so do they.")
            return
        self._heading("is it one of these?" if len(item.choices) > 1 else "is it this one?")
        for number, heir in enumerate(item.choices):
            self._heir(heir, is_chosen=number == chosen)
        if item.is_refused:
            self._air()
            self._told("You said that it is not; enter takes the annotations there all the same.")

    def _quote(self, annotation: Annotation) -> None:
        bar = (f"{_INDENT}▎", self._looks.ink(self._book.colour_of(annotation)))
        words = annotation.anchor.exact[:400] if annotation.anchor else ""
        shown = (
            (" ".join(words.split()), PLAIN) if words else ("the whole article", self._looks.quiet)
        )
        self._add(pieces([bar, shown], self._cells))

    def _heir(self, heir: Heir, *, is_chosen: bool) -> None:
        first = len(self.sheet.lines)
        self.sheet.starts.append(first)
        sign = ("▸ ", self._looks.accent) if is_chosen else (_INDENT, PLAIN)
        alike = f"{telling.share(heir.likeness)} alike"
        title = (heir.article.title, PLAIN if is_chosen else self._looks.quiet)
        about = f"{_INDENT}{heir.article.path} · {heir.length}"
        self._add(spread([sign, title], (alike, self._looks.quiet), self._cells))
        self._add(pieces([(about, self._looks.faint)], self._cells))
        if is_chosen:
            self.sheet.chosen = first, len(self.sheet.lines)

    # Lines

    def _title(self, title: str, told: str) -> None:
        if self._named:
            self._add(pieces([(title, Style(bold=True))], self._cells))
        self._told(told)
        self._air()

    def _told(self, words: str) -> None:
        for line in wrapped(words, self._cells):
            self._add([Segment(line, self._looks.quiet)])

    def _heading(self, words: str, beside: str = "") -> None:
        right = (beside, self._looks.quiet)
        self._add(spread([(words, self._looks.faint)], right, self._cells))

    def _air(self) -> None:
        self._add([])

    def _add(self, line: Iterable[Segment]) -> None:
        self.sheet.lines.append([*line])


def _why(item: Passage) -> str:
    """Say in a sentence why a passage is in the queue."""
    state, count = item.found.state, len(item.choices)
    if item.is_given_up:
        return "You said that it is no longer here. Should it come back, it is taken up again."
    if state is State.MOVED:
        return "Found again, though its words have changed."
    if state is State.REVIEW and count > 1:
        places = "either of 2" if count == _TWO else f"any of {count}"
        return f"It may be in {places} places. Which is it?"
    if state is State.REVIEW:
        return "It may be here, but too little speaks for it. Is it?"
    return "It is nowhere in the article as it is now. Should it come back, it is taken up again."
