"""Cases for measuring anchors: an article before and after an edit, and where its passage went."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from store.anchor import describe
from store.article import hash_text
from store.entry import parse_file
from tests.bench import edits, repeated_prose
from tests.bench.edits import Draft, Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from store.annotation import Anchor
    from store.span import Span

CORPUS = Path(__file__).parents[2] / "corpus"

_BOILERPLATE = (
    "Skip to content",
    "Home / News / Region. Subscribe to our newsletter and never miss a story.",
    "By our correspondent. Reading time: four minutes. Share this article with your friends.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A passage and an edit of its article.

    Args:
        kind: What was done.
        old: The text the passage was marked in.
        new: The text after the edit.
        anchor: The passage as it was described.
        truth: Where the passage is now; None where it is gone.
        twin: Where it is as truly: a copy made on the spot.
        is_ambiguous: Whether it was made so that nobody could always be sure.
    """

    kind: str
    old: str
    new: str
    anchor: Anchor
    truth: Span | None
    is_ambiguous: bool
    twin: Span | None = None

    @property
    def survival(self) -> float:
        """Share of the quote's words, by letters, that are left in their order; 0 if gone."""
        if self.truth is None:
            return 0.0
        old, new = self.anchor.exact.split(), self.truth.of(self.new).split()
        blocks = LCSseq.opcodes(old, new)
        kept = [
            word
            for block in blocks
            if block.tag == "equal"
            for word in old[block.src_start : block.src_end]
        ]
        return len("".join(kept)) / max(1, len("".join(old)))


@cache
def _parsed(folder: Path) -> tuple[str, ...]:
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"})
    return tuple(parse_file(folder, path.name).text for path in paths)


def article(random: Random, folder: Path) -> Draft:
    """Return an article of a folder, or a few of them joined."""
    return edits.draft("\n\n".join(random.sample(_parsed(folder), random.choice([1, 1, 1, 2, 3]))))


def _vocabulary(random: Random, folder: Path) -> list[str]:
    return re.findall(r"\w+", random.choice(_parsed(folder)))


class Maker:
    """Makes the cases of one article.

    Args:
        random: Where its choices come from.
        folder: Where its prose comes from.
    """

    def __init__(self, random: Random, folder: Path = CORPUS) -> None:
        self.random = random
        self.folder = folder
        self.vocabulary = _vocabulary(random, folder)

    def case(self, kind: str) -> Case:
        """Return a case of a kind."""
        while True:
            made = KINDS[kind](self)
            if made is not None:
                return made

    def _article(self) -> Draft:
        return edits.marked(article(self.random, self.folder), self.random)

    def _case(self, kind: str, old: Draft, new: Draft, **how: bool) -> Case | None:
        text, span = edits.written(old)
        changed, truth = edits.written(new)
        if span is None or text == changed:
            return None
        anchor = describe(text, hash_text(text), span)
        return Case(kind, text, changed, anchor, truth, how.get("is_ambiguous", False))

    def _noisy(self, made: Draft) -> Draft:
        if self.random.random() < 0.5:
            return made
        return edits.noisy(made, self.vocabulary, self.random)

    def untouched(self) -> Case | None:
        """Edit the article, not the passage."""
        old = self._article()
        return self._case("edited elsewhere", old, edits.noisy(old, self.vocabulary, self.random))

    def rewritten(self, low: float, high: float, kind: str, *, hard: bool = False) -> Case | None:
        """Replace a share of the passage's words."""
        old = self._article()
        share = self.random.uniform(low, high)
        words = edits.rewritten(edits.passage(old), share, self.vocabulary, self.random)
        new = self._noisy(edits.on_passage(old, words))
        return self._case(kind, old, new, is_ambiguous=hard)

    def misspelt(self) -> Case | None:
        """Change letters."""
        old = self._article()
        words = edits.passage(old)
        count = self.random.randint(1, max(1, len(words) // 8))
        new = edits.on_passage(old, edits.misspelt(words, count, self.random))
        return self._case("letters changed", old, self._noisy(new))

    def swapped(self) -> Case | None:
        """Let words change places."""
        old = self._article()
        words = edits.swapped(edits.passage(old), self.random.randint(1, 3), self.random)
        return self._case("words swapped", old, self._noisy(edits.on_passage(old, words)))

    def split(self) -> Case | None:
        """Insert words into the passage."""
        old = self._article()
        words = edits.passage(old).split()
        at = self.random.randint(1, len(words) - 1)
        added = self.random.choices(self.vocabulary, k=self.random.randint(1, len(words)))
        parts = " ".join(words[:at]), " ".join(added), " ".join(words[at:])
        return self._case("split by an insertion", old, self._noisy(edits.on_passage(old, *parts)))

    def moved(self) -> Case | None:
        """Move the passage's paragraph."""
        old = self._article()
        row = edits.row_of(old)
        rest = edits.put(old, row)
        at = self.random.randrange(len(rest) + 1)
        return self._case("paragraph moved", old, self._noisy((*rest[:at], old[row], *rest[at:])))

    def duplicated(self, *, beside: bool) -> Case | None:
        """Copy the passage's paragraph to another place."""
        old = self._article()
        row = edits.row_of(old)
        copy = tuple(Piece(piece.text) for piece in old[row])
        at = row + 1 if beside else self.random.randrange(len(old) + 1)
        if not beside and at in {row, row + 1}:
            return None
        kind = "paragraph doubled on the spot" if beside else "paragraph duplicated elsewhere"
        made = self._case(kind, old, (*old[:at], copy, *old[at:]), is_ambiguous=beside)
        if made is None or not beside:
            return made
        return replace(made, twin=edits.written((*old[:row], copy, *old[row:]))[1])

    def deleted(self) -> Case | None:
        """Delete the passage."""
        old = self._article()
        return self._case("deleted", old, self._noisy(edits.on_passage(old)))

    def replaced(self) -> Case | None:
        """Put a new sentence in the passage's place."""
        old = self._article()
        row = edits.row_of(old)
        new = next(iter(edits.on_passage(old)[row : row + 1]), ())
        added = [*new, Piece(edits.sentence(self.vocabulary, self.random))]
        kept = edits.on_passage(old)
        made = edits.put(kept, row, added) if len(kept) == len(old) else kept
        return self._case("deleted, another sentence written", old, made)

    def look_alike(self, *, deleted: bool, share: float, kind: str) -> Case | None:
        """Have a look-alike in the article, before and after; change or delete the passage."""
        plain = self._article()
        words = edits.passage(plain)
        alike = edits.rewritten(words, share, self.vocabulary, self.random) if share else words
        row = edits.row_of(plain)
        other = self.random.randrange(len(plain))
        if other == row:
            return None
        pieces = list(plain[other])
        pieces.insert(self.random.randint(0, len(pieces)), Piece(alike))
        old = edits.put(plain, other, pieces)
        if deleted:
            return self._case(kind, old, self._noisy(edits.on_passage(old)), is_ambiguous=True)
        degree = self.random.uniform(0.05, 0.3)
        changed = edits.rewritten(words, degree, self.vocabulary, self.random)
        return self._case(kind, old, self._noisy(edits.on_passage(old, changed)))

    def neighbours(self) -> Case | None:
        """Rewrite the sentences beside the passage, not the passage."""
        old = self._article()
        row = edits.row_of(old)
        pieces = [
            piece
            if piece.is_passage
            else Piece(edits.rewritten(piece.text, 0.7, self.vocabulary, self.random))
            for piece in old[row]
        ]
        return self._case("neighbours rewritten", old, self._noisy(edits.put(old, row, pieces)))

    def boilerplate(self) -> Case | None:
        """Add what web pages have before the text."""
        old = self._article()
        ahead = tuple((Piece(line),) for line in _BOILERPLATE)
        return self._case("boilerplate added before", old, (*ahead, *self._noisy(old)))

    def encoded(self) -> Case | None:
        """Write quotes and dashes otherwise."""
        old = self._article()
        new = tuple(
            tuple(Piece(edits.encoded(piece.text), piece.is_passage) for piece in paragraph)
            for paragraph in old
        )
        return self._case("quotes and dashes re-encoded", old, self._noisy(new))

    def wrapped(self) -> Case | None:
        """Break the whole article's lines elsewhere."""
        old = self._article()
        text, span = edits.written(old)
        new = edits.wrapped(text, self.random.randint(40, 90))
        if span is None:
            return None
        # Only white space differs, so the same letters by number are the same passage.
        place = _letters(new)
        start = len("".join(text[: span.start].split()))
        length = len("".join(span.of(text).split()))
        truth = type(span)(place[start], place[start + length - 1] + 1)
        anchor = describe(text, hash_text(text), span)
        return Case("re-wrapped", text, new, anchor, truth, is_ambiguous=False)

    def repeated(self) -> Case | None:
        """Edit a text that repeats itself."""
        kinds = (repeated_prose.litany, repeated_prose.statute, repeated_prose.song)
        maker = self.random.choice(kinds)
        old = edits.marked(edits.draft(maker(self.random)), self.random)
        new = old
        for _ in range(self.random.randint(1, 3)):
            new = self._one_more(new, edits.draft(maker(self.random)), old)
        return self._case("repeated: " + maker.__name__, old, new, is_ambiguous=True)

    def _one_more(self, made: Draft, other: Draft, old: Draft) -> Draft:
        """Drop, add, move or rewrite a paragraph, also the passage's own."""
        row = self.random.randrange(len(made))
        if len(made) < 2:
            return made
        known = [_words(paragraph) for paragraph in made]
        change = self.random.choice(["drop", "add", "move", "rewrite"])
        if change == "drop":
            return edits.put(made, row)
        # Of equal paragraphs nobody can say which is the new one, or the one that moved; nor
        # whether one that was dropped and written again is another.
        there = {*known, *map(_words, old)}
        if change == "add" and (new := [each for each in other if _words(each) not in there]):
            return (*made[:row], self.random.choice(new), *made[row:])
        if change == "move" and known.count(_words(made[row])) == 1:
            rest = edits.put(made, row)
            at = self.random.randrange(len(rest) + 1)
            return (*rest[:at], made[row], *rest[at:])
        pieces = [
            Piece(edits.rewritten(piece.text, 0.3, self.vocabulary, self.random), piece.is_passage)
            for piece in made[row]
        ]
        return edits.put(made, row, pieces)


def _words(paragraph: Paragraph) -> str:
    return " ".join(piece.text for piece in paragraph)


def _letters(text: str) -> list[int]:
    return [at for at, letter in enumerate(text) if not letter.isspace()]


KINDS: dict[str, Callable[[Maker], Case | None]] = {
    "edited elsewhere": Maker.untouched,
    "rewritten a little": lambda m: m.rewritten(0.05, 0.3, "rewritten a little"),
    "rewritten by half": lambda m: m.rewritten(0.3, 0.6, "rewritten by half", hard=True),
    "rewritten wholly": lambda m: m.rewritten(0.7, 1.0, "rewritten wholly", hard=True),
    "letters changed": Maker.misspelt,
    "words swapped": Maker.swapped,
    "split by an insertion": Maker.split,
    "neighbours rewritten": Maker.neighbours,
    "paragraph moved": Maker.moved,
    "paragraph duplicated elsewhere": lambda m: m.duplicated(beside=False),
    "paragraph doubled on the spot": lambda m: m.duplicated(beside=True),
    "deleted": Maker.deleted,
    "deleted, another sentence written": Maker.replaced,
    "deleted, the same words elsewhere": lambda m: m.look_alike(
        deleted=True, share=0.0, kind="deleted, the same words elsewhere"
    ),
    "deleted, a look-alike elsewhere": lambda m: m.look_alike(
        deleted=True, share=0.15, kind="deleted, a look-alike elsewhere"
    ),
    "rewritten, the same words elsewhere": lambda m: m.look_alike(
        deleted=False, share=0.0, kind="rewritten, the same words elsewhere"
    ),
    "rewritten, a look-alike elsewhere": lambda m: m.look_alike(
        deleted=False, share=0.1, kind="rewritten, a look-alike elsewhere"
    ),
    "re-wrapped": Maker.wrapped,
    "quotes and dashes re-encoded": Maker.encoded,
    "boilerplate added before": Maker.boilerplate,
    "repeated": Maker.repeated,
}
