"""A passage with the words around it, cut out of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from store.annotation import Anchor
    from store.span import Span

_AROUND = 140
# Code points of context on each side: about two lines, enough to know the place again.
_BESIDE = 24
# Of the same on one line with the passage, where it only tells one place from another.
_MOST = 4000
# Of a longer passage only the beginning is shown: nobody compares a chapter by eye.


class Excerpt(Struct, frozen=True):
    """A passage in its surroundings.

    Args:
        before: What stands before it, from the start of a word on; may be empty.
        passage: Its words.
        behind: What stands behind it, to the end of a word.
        opens: Whether the text goes on before it.
        closes: Whether it goes on behind it.
    """

    before: str
    passage: str
    behind: str
    opens: bool = False
    closes: bool = False

    def shortened(self) -> Excerpt:
        """Return it with half the surroundings and no breaks, for where there is little room."""
        before = " ".join(self.before[-_AROUND // 2 :].split())
        behind = " ".join(self.behind[: _AROUND // 2].split())
        if opens := len(self.before) > _AROUND // 2:
            before = before[_first_gap(before) :]
        if closes := len(self.behind) > _AROUND // 2:
            behind = behind[: len(behind) - _first_gap(behind[::-1])]
        return Excerpt(
            f"{before.strip()} " if before.strip() else "",
            " ".join(self.passage.split()),
            f" {behind.strip()}" if behind.strip() else "",
            opens=self.opens or opens,
            closes=self.closes or closes,
        )


def surroundings(excerpt: Excerpt) -> tuple[str, str]:
    """Return the last words before a passage and the first behind it, each to be set beside it."""
    before = " ".join(excerpt.before.split())
    behind = " ".join(excerpt.behind.split())
    lead, tail = before[-_BESIDE:], behind[:_BESIDE]
    if lead != before:
        lead = f"…{lead[_first_gap(lead) :]}"
    if tail != behind:
        tail = f"{tail[: len(tail) - _first_gap(tail[::-1])]}…"
    return f"{lead} " if lead else "", f" {tail}" if tail else ""


def excerpt(text: str, span: Span) -> Excerpt:
    """Return a passage of a text with up to 140 code points on each side.

    Args:
        text: The article's canonical text.
        span: The passage.
    """
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, behind = text[start : span.start], text[span.end : end]
    if start > 0:
        before = before[_first_gap(before) :]
    if end < len(text):
        behind = behind[: len(behind) - _first_gap(behind[::-1])]
    passage = span.of(text)
    if len(passage) > _MOST:
        passage, behind = passage[:_MOST], ""
    return Excerpt(before.lstrip(), passage, behind.rstrip(), start > 0, end < len(text))


def quoted(anchor: Anchor) -> Excerpt:
    """Return a passage with as much of its surroundings as its anchor remembers."""
    before, behind = anchor.prefix, anchor.suffix
    before = before[_first_gap(before) :]
    behind = behind[: len(behind) - _first_gap(behind[::-1])]
    passage = anchor.exact[:_MOST]
    return Excerpt(before.lstrip(), passage, behind.rstrip(), opens=True, closes=True)


def _first_gap(text: str) -> int:
    """Return the offset of the first white space; 0 where there is none."""
    return next((index for index, letter in enumerate(text) if letter.isspace()), 0)
