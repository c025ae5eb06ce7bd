"""Characters a terminal may be shown: what every text from a file or a name is made of.

An article can hold sequences that move the cursor, write to the clipboard or make the terminal
answer as if keys had been pressed; and characters that nobody sees, but which turn lines round or
keep a word from being found. They are taken out here, whole, before anything else sees the text.

What goes, and why:

- Control characters but LF, and escape sequences: a terminal obeys them.
- Embeddings, overrides and isolates of direction, closed or not: lines are cut to the screen's
  width, and a pair whose halves stand on two lines is open on both.
- Tag characters outside the flags of England, Scotland and Wales, repeated variation selectors,
  interlinear annotation signs, invisible operators, deprecated format characters: they hide
  words from the eye, and no script is written with them.
- Soft hyphens and byte order marks: hints for typesetters, of which terminals make different
  widths. Joiners, zero-width spaces and direction marks go from inside words that have no use for
  them, where they only keep the word from being found.

Joiners of emoji, Persian and the scripts of India stay, zero-width spaces between words of Thai
or Khmer, direction marks beside numbers and punctuation, variation selectors.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from store import graphemes
from store.sources.limits import refuse_many_signs
from store.sources.removals import Kind, current_tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.sources.removals import Tally

_TAB_WIDTH = 8

_STRETCH = 1024 * 1024
"""Code points that are looked at in one call; no other thread runs meanwhile."""

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_REMOVABLE = (
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"{_SELECTORS}\U0001f3f4\U000e0000-\U000e0fff\ud800-\udfff]"
)
_LINE_BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_TO_LOOK_AT = re.compile(f"[\t\r\x0b\x0c\u2028\u2029]|{_REMOVABLE}")
_ASCII = re.compile(r"[\0-\x7f]")

_HINTS = "\xad\ufeff"
_MANY_HINTS = 50_000
"""Hints that are still taken out one by one; a book may be full of them, and is an article."""

# A terminal carries these out, or drops them, without leaving the sequence they stand in.
_SKIPPED = r"[\0-\x08\x0e-\x17\x19\x1c-\x1f\x7f]*+"
# A control string that has its end may hold line breaks before it; one without ends with its line.
_SEQUENCE = rf"""
    (?: (?: \x1b {_SKIPPED} \] | \x9d )                                 # OSC: clipboard, title
        (?: [\x08-\x0d\x20-\x7e]{{0,4096}}+ (?: \x07 | \x1b\\ | \x9c )
          | [^\x07\x18\x1a\x1b\x9c\n]*+ (?: \x07 | \x1b\\ | [\x18\x1a\x9c] )? )
      | (?: \x1b {_SKIPPED} [PX^_k] | [\x90\x98\x9e\x9f] )              # DCS, SOS, PM, APC, title
        (?: [\x07-\x0d\x20-\x7e]{{0,4096}}+ (?: \x1b\\ | \x9c )
          | [^\x18\x1a\x1b\x9c\n]*+ (?: \x1b\\ | [\x18\x1a\x9c] )? )
      | (?: \x1b {_SKIPPED} \[ | \x9b )                                 # CSI: colours, cursor
        (?: {_SKIPPED} [0-?] )*+ (?: {_SKIPPED} [ -/] )*+ (?: {_SKIPPED} [@-~] )?
      | \x1b (?: {_SKIPPED} [ -/] )*+ (?: {_SKIPPED} [0-~] )? )         # all other escapes
"""
"""Control sequences of ECMA-48 and the title string of screen and tmux, also unfinished ones.

A control string that never ends would swallow an article, hence the line, and the limit in code
points for one over several lines.
"""

# Letters that are never joined or parted by a sign nobody sees: Latin, Greek, Cyrillic, Armenian,
# Georgian, with their accents.
_APART = "[A-Za-z\xc0-\u058f\u10a0-\u10ff\u1c80-\u1cbf\u1d00-\u1fff]"
_LETTER = r"[^\W\d_]"
_UNWANTED = rf"""
      (?P<flag> \U0001f3f4 [\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}} \U000e007f )
    | (?P<sequence> {_SEQUENCE} )
    | (?P<control> [\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x8f\x91-\x97\x99\x9a\x9c]+ )
    | (?P<direction> [\u202a-\u202e\u2066-\u2069]+ )
    | (?P<invisible>
          [\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]+
        | (?<= [{_SELECTORS}] ) [{_SELECTORS}]+
        | (?<= {_APART} ) [\u061c\u200b-\u200f]+ (?= {_APART} )
        | (?<= {_LETTER} ) [\u061c\u200e\u200f]+ (?= {_LETTER} ) )
    | (?P<half> [\ud800-\udfff]+ )
    | (?P<hint> [\xad\ufeff]+ )
    """
_KINDS = {kind.name.lower(): kind for kind in Kind}


def clean(text: str) -> str:
    """Return `text` in the characters that canonical text is made of.

    The result is in NFC, its lines end with LF and its tabs are spaces; of what is said above
    nothing is left, however it was nested. Cleaning twice changes nothing. A text in which marks
    pile up as no writing has them is not composed: that would take hours, and no file is read
    that has one.

    Raises:
        Unreadable: If removals are being counted and there are more of them, or of signs that
            might have to go, than an article has.
    """
    if len(text) <= _STRETCH and not _TO_LOOK_AT.search(text):
        return _composed(text)
    for line_break in _LINE_BREAKS:
        text = text.replace(line_break, "\n")
    text = _without_many_hints(text, current_tally())
    # What stood apart can stand together now, and be another character: again, till all is well.
    while (cleaned := _composed(_without_unwanted(text, current_tally()))) != text:
        text = cleaned
    return text.expandtabs(_TAB_WIDTH)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, its white space collapsed, as names and titles are."""
    return " ".join(clean(text).split())


def _composed(text: str) -> str:
    """Return a text in NFC, composed in stretches; what is ASCII joins nothing before it."""
    if text.isascii() or graphemes.piles_up(text):
        return text
    if all(unicodedata.is_normalized("NFC", part) for part in _apart(text)):
        return text  # as nearly all are, and no second copy of it was made
    return "".join(unicodedata.normalize("NFC", part) for part in _apart(text))


def _apart(text: str) -> Iterator[str]:
    """Yield a text in stretches that can be composed one by one."""
    start = 0
    while start < len(text):
        cut = _ASCII.search(text, start + _STRETCH)
        end = cut.start() if cut else len(text)
        yield text[start:end]
        start = end


def _without_many_hints(text: str, tally: Tally | None) -> str:
    """Return a text without its typesetting hints, where they are too many to go one by one."""
    for hint in _HINTS:
        number = text.count(hint)
        if number > _MANY_HINTS:
            text = text.replace(hint, "")
            if tally is not None:
                tally.add_many(Kind.HINT, hint, number)
    return text


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what may have to go, and what does, by its kinds; few texts are looked at so closely.

    One class finds the places many times quicker than the alternatives would at each.
    """
    return re.compile(_REMOVABLE), re.compile(_UNWANTED, re.VERBOSE)


def _without_unwanted(text: str, tally: Tally | None) -> str:
    """Return a text whose line breaks are LF without what is unwanted in it, counted."""
    removable, unwanted = _patterns()
    kept: list[str] = []
    end, at, counted, line, left = 0, 0, 0, 1, 0
    while at < len(text):
        place = removable.search(text, at, at + _STRETCH)
        if place is None:
            at += _STRETCH
            continue
        found = unwanted.match(text, place.start())
        at = (found or place).end()
        if found is None or (kind := _KINDS.get(found.lastgroup or "")) is None:
            left += 1
            if tally is not None:
                refuse_many_signs(left)
            continue
        kept.append(text[end : found.start()])
        if tally is not None:
            line += text.count("\n", counted, found.start())
            counted = found.start()
            tally.add(kind, found[0], line)
        end = at
    kept.append(text[end:])
    return "".join(kept) if end else text
