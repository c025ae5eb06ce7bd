"""Edits of articles whose effect on a marked passage is known.

An article is paragraphs of pieces of text, some of them marked as the passage. Edits move, change
and drop pieces; where the marked ones are afterwards is the truth, whatever the text looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.span import Span

if TYPE_CHECKING:
    from random import Random

_SENTENCE = re.compile(r"(?<=[.!?:;”’])\s+(?=[“‘\"'(]?[A-ZԱ-Ֆ])|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text.

    Args:
        text: Mostly a sentence.
        is_passage: Whether it belongs to the marked passage.
    """

    text: str
    is_passage: bool = False


Paragraph = tuple[Piece, ...]
Draft = tuple[Paragraph, ...]
"""An article in the making."""


def draft(text: str) -> Draft:
    """Return an article of sentences, none of them marked."""
    return tuple(
        tuple(Piece(sentence) for sentence in _SENTENCE.split(block) if sentence.strip())
        for block in re.split(r"\n\n+", text)
        if block.strip()
    )


def written(made: Draft) -> tuple[str, Span | None]:
    """Return the text of a draft and the hull of its marked pieces."""
    text = ""
    start = end = -1
    for paragraph in made:
        text += "\n\n" if text else ""
        for number, piece in enumerate(paragraph):
            text += " " if number else ""
            if piece.is_passage:
                start = len(text) if start < 0 else start
                end = len(text) + len(piece.text)
            text += piece.text
    return text, Span(start, end) if start >= 0 else None


def places(made: Draft) -> list[tuple[int, int]]:
    """Return paragraph and number of every piece that is long enough to be marked."""
    return [
        (row, column)
        for row, paragraph in enumerate(made)
        for column, piece in enumerate(paragraph)
        if len(piece.text.split()) >= 4
    ]


def marked(made: Draft, random: Random) -> Draft:
    """Mark a passage: a sentence, two of them, some words of one, or a paragraph."""
    row, column = random.choice(places(made))
    pieces = list(made[row])
    kind = random.random()
    if kind < 0.25:
        pieces[column : column + 1] = _some_words(pieces[column].text, random)
    elif kind < 0.35:
        pieces = [replace(piece, is_passage=True) for piece in pieces]
    else:
        width = 2 if kind < 0.45 else 1
        pieces[column : column + width] = [
            replace(piece, is_passage=True) for piece in pieces[column : column + width]
        ]
    return put(made, row, pieces)


def _some_words(sentence: str, random: Random) -> list[Piece]:
    words = sentence.split()
    count = random.randint(3, max(3, len(words) - 1))
    start = random.randint(0, len(words) - count)
    parts = words[:start], words[start : start + count], words[start + count :]
    return [
        Piece(" ".join(part), is_passage=number == 1) for number, part in enumerate(parts) if part
    ]


def put(made: Draft, row: int, *paragraphs: list[Piece]) -> Draft:
    """Return a draft with other paragraphs in the place of one; empty ones go."""
    new = tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)
    return (*made[:row], *new, *made[row + 1 :])


def row_of(made: Draft) -> int:
    """Return the paragraph in which the passage is."""
    return next(
        row for row, paragraph in enumerate(made) if any(piece.is_passage for piece in paragraph)
    )


def passage(made: Draft) -> str:
    """Return the words of the passage."""
    text, span = written(made)
    return span.of(text) if span else ""


def on_passage(made: Draft, *texts: str) -> Draft:
    """Return a draft whose passage is made of other texts; none deletes it."""
    rows = [row for row, pieces in enumerate(made) if any(piece.is_passage for piece in pieces)]
    row = rows[0]
    before = [piece for piece in made[row] if not piece.is_passage]
    at = next(number for number, piece in enumerate(made[row]) if piece.is_passage)
    new = [Piece(text, is_passage=True) for text in texts if text]
    return put(made, row, [*before[:at], *new, *before[at:]])


def rewritten(text: str, share: float, vocabulary: list[str], random: Random) -> str:
    """Return a text of which a share of the words is replaced, dropped or followed by new ones."""
    words = text.split()
    for at in random.sample(range(len(words)), round(share * len(words))):
        other = random.choice(vocabulary)
        words[at] = random.choice([other, other, "", f"{words[at]} {other}"])
    return " ".join(" ".join(words).split()) or text


def misspelt(text: str, edits: int, random: Random) -> str:
    """Return a text with so many letters replaced, dropped or doubled."""
    letters = list(text)
    for at in random.sample(range(len(letters)), min(edits, len(letters))):
        if letters[at].isalpha():
            letters[at] = random.choice([random.choice("aeinorst"), "", letters[at] * 2])
    return "".join(letters).strip() or text


def swapped(text: str, times: int, random: Random) -> str:
    """Return a text in which neighbouring words changed places."""
    words = text.split()
    for _ in range(times):
        at = random.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def noisy(made: Draft, vocabulary: list[str], random: Random) -> Draft:
    """Edit an article here and there, but not the passage's own paragraph."""
    for _ in range(random.randint(0, 3)):
        rows = [
            row for row, pieces in enumerate(made) if not any(piece.is_passage for piece in pieces)
        ]
        if not rows:
            return made
        row = random.choice(rows)
        pieces = list(made[row])
        at = random.randrange(len(pieces))
        change = random.random()
        if change < 0.5:
            share = random.uniform(0.1, 0.9)
            pieces[at] = Piece(rewritten(pieces[at].text, share, vocabulary, random))
        elif change < 0.75:
            pieces.insert(at, Piece(sentence(vocabulary, random)))
        else:
            del pieces[at]
        made = put(made, row, pieces)
    return made


def sentence(vocabulary: list[str], random: Random) -> str:
    """Return a new sentence of words from the article."""
    words = random.choices(vocabulary, k=random.randint(6, 18))
    return f"{' '.join(words).capitalize()}."


def encoded(text: str) -> str:
    """Return a text with other quotes, dashes and ellipses."""
    table = {"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "…": "..."}
    table |= {"'": "’", '"': "“"} if "’" not in text else {}
    return "".join(table.get(letter, letter) for letter in text)


def wrapped(text: str, width: int) -> str:
    """Return a text with other line breaks."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)
