"""Literals: words that every match of a regular expression must contain.

The index narrows by them where an expression is looked for. They are read from the expression as
it was typed; what is not understood for certain ends the reading without any, and then all
articles are looked at.
"""

from __future__ import annotations

import unicodedata

import regex
from msgspec import Struct, field

from store.search.analysis import in_flat
from store.search.letters import UNSPACED, flatten, is_loose

LONGEST = 60
"""Code points of the longest literal; of a longer word its beginning is one."""

_MOST_ALTERNATIVES = 32

_ITEM = regex.compile(
    r"""
      (?P<comment> \(\?\#[^)]*\) )
    | (?P<flags> \(\?[imsu]+\) )
    | (?P<absent> \(\?<?! )
    | (?P<group> \( (?: \?: | \?> | \?<?= | \?P?<\w+> | \?[imsu]*(?:-[ims]+)?: | (?![?*]) ) )
    | (?P<close> \) )
    | (?P<or> \| )
    | (?P<times> (?: \? | \* | \+ | \{ (?: (?P<least>\d+) (?:,\d*)? | ,\d* ) \} ) [?+]? )
    | (?P<any> \. | \\[dDwWsSX] | \\[pP](?: \{[^}]*\} | \w )
             | \[ \^?\]? (?: \[:\^?\w+:\] | \\. | [^\]\\\[] )* \] )
    | (?P<edge> [$^] | \\[bBAZmM] )
    | \\(?P<quoted> [^\w\s] | [ ] )
    | (?P<line> \\n )
    | (?P<letter> [^][(){}|?*+.^$\\] )
    """,
    regex.VERBOSE | regex.DOTALL,
)

# Letters of which each capital is flattened to what the small one is. The iota is none of them:
# it may stand below another letter.
_STEADY = regex.compile(
    r"[[\p{Greek}--[\u0345ιΙ\u1fbe]]\p{Cyrillic}\p{Armenian}\p{Georgian}]", regex.V1
)
_UNSPACED = regex.compile(f"[{UNSPACED}]")
_EV_BEHIND = "ւ"  # half of a pair of letters that is spelled otherwise


class Literal(Struct, frozen=True):
    """A word or a piece of one, as the index spells it.

    Args:
        word: Its letters.
        is_open_left: Whether the word may begin before them.
        is_open_right: Whether it may go on behind them.
    """

    word: str
    is_open_left: bool
    is_open_right: bool


Clause = tuple[Literal, ...]
"""Literals of which at least one must occur."""


def literals(pattern: str) -> tuple[Clause, ...]:
    """Return what every text that an expression matches must contain, one clause beside the other.

    They hold for texts no run of which was parted, see `store.search.analysis.PARTED`.

    Args:
        pattern: An expression that compiles.
    """
    outer: list[_Alternatives] = []
    inner = _Alternatives()
    at = 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        if item is None or item.lastgroup is None:
            return ()
        at = item.end()
        match item.lastgroup:
            case "group" | "absent":
                outer.append(inner)
                inner = _Alternatives(is_absent=item.lastgroup == "absent")
            case "close":
                clauses, inner = inner.clauses(), outer.pop()
                inner.last.group(clauses)
            case "or":
                inner.begin()
            case "times" | "least":
                inner.last.repeat(is_optional=_is_optional(item))
            case "letter" | "quoted" | "line":
                inner.last.letter("\n" if item["line"] else item[0][-1])
            case "any" | "edge":
                inner.last.cut()
    return tuple(inner.clauses())


class _Sequence(Struct):
    """What stands one behind the other, as far as it was read."""

    clauses: list[Clause] = field(default_factory=list)
    _run: str = ""
    _of_group: list[Clause] = field(default_factory=list)
    """What a group must contain behind which a repetition may still make it optional."""

    def letter(self, letter: str) -> None:
        self._settle()
        if _is_steady(letter):
            self._run += letter
        else:
            self.cut()

    def group(self, clauses: list[Clause]) -> None:
        self.cut()
        self._of_group = clauses

    def repeat(self, *, is_optional: bool) -> None:
        """Take it that what was read last is repeated; one of it is part of what surrounds it."""
        last = self._run[-1:]
        if is_optional:
            self._of_group = []
            self._run, last = self._run[:-1], ""
        self.cut()
        self._run = last

    def cut(self) -> None:
        """Take it that anything may follow."""
        self._settle()
        self.clauses += [(piece,) for piece in _pieces(self._run)]
        self._run = ""

    def _settle(self) -> None:
        self.clauses += self._of_group
        self._of_group = []


class _Alternatives:
    """The sequences of a group, of which one is to match."""

    def __init__(self, *, is_absent: bool = False) -> None:
        self.last = _Sequence()
        self._all = [self.last]
        self._is_absent = is_absent

    def begin(self) -> None:
        self.last = _Sequence()
        self._all.append(self.last)

    def clauses(self) -> list[Clause]:
        """Return what any of them contains: all of the only one, or the best of each."""
        for each in self._all:
            each.cut()
        if self._is_absent or not all(each.clauses for each in self._all):
            return []
        if len(self._all) == 1:
            return self.last.clauses
        best = (max(each.clauses, key=_worth) for each in self._all)
        merged = tuple(dict.fromkeys(literal for clause in best for literal in clause))
        return [merged] if len(merged) <= _MOST_ALTERNATIVES else []


def _is_optional(times: regex.Match[str]) -> bool:
    return times["times"][0] != "+" and not int(times["least"] or 0)


def _worth(clause: Clause) -> int:
    return min(len(literal.word) for literal in clause)


def _is_steady(letter: str) -> bool:
    """Tell whether whatever the letter matches is flattened to the same."""
    if unicodedata.category(letter) == "Cn":  # regex may know more letters than Python does
        return False
    return (
        flatten(letter).isascii()
        or letter.lower() == letter.upper()
        or _STEADY.match(letter) is not None
    )


def _pieces(run: str) -> list[Literal]:
    """Return the words of letters that stand one behind the other."""
    loose = 0
    while loose < len(run) and _is_mark(run[loose]):
        loose += 1
    found: list[Literal] = []
    for word in in_flat(flatten(run[loose:])):
        is_unspaced = _UNSPACED.match(word.word) is not None
        is_open_left = word.start == 0 and not is_unspaced
        is_open_right = word.end == len(run) - loose or len(word.word) > LONGEST
        letters = word.word.lstrip(_EV_BEHIND) if is_open_left else word.word
        if len(letters) > 1 or is_unspaced or not (is_open_left or is_open_right or not letters):
            found.append(Literal(letters[:LONGEST], is_open_left, is_open_right))
    return found


def _is_mark(character: str) -> bool:
    return is_loose(character) or unicodedata.category(character)[0] == "M"
