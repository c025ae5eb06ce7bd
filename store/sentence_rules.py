"""What a sentence segmenter gets wrong in press text, as small rules.

Each was found by reading what sentencex made of real articles and of known hard cases. A rule
says either that two parts are one sentence, or that a boundary was missed.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOK: Final = 64
"""Code points on each side of a boundary that can decide about it."""

_MISSED: Final = regex.compile(
    r"""
      (?: … | \.{3} ) ["”’»)\]]* \s+ (?= ["“„‘«(\[]* \p{Lu} )    # Yes… No.
    | (?<! [\w.] ) [Nn]o\. \s+ (?= ["“„‘«(\[]* \p{Lu} )           # He said no. I left.
    | (?<= ^ | [.!?…] \s ) [(\[] [^()\[\]]+ [.!?…] ["”’»]? [)\]]  # (See there.) Done.
      \s+ (?= ["“„‘«(\[]* \p{Lu} )
    | (?<= \p{Armenian} ) [:։] \s+ (?= ["“«(]* \p{Lu} )          # a colon typed as verjaket
    """,
    regex.VERBOSE,
)

_BEFORE_NUMBER: Final = regex.compile(
    r"""(?<! \w ) (?: nos? | nrs? | n° | vols? | pp? | figs? | arts? | ch | chap | secs? | para
        | pt | eq | tab | núm | pág | сс? | стр | рис | гл | т | ст | пп? | табл | էջ ) \. $""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NUMBER: Final = regex.compile(r"[(\[]? (?: \p{N} | (?: [IVXLC]{2,} | [VXLC] ) \b )", regex.VERBOSE)

_NEVER_LAST: Final = regex.compile(
    r"""(?<! \w ) (?: e\.\s?g | i\.\s?e | [Cc]f | approx | vs | ca | viz | Mme | Mlle
        | [Тт]\.\s?е | ул | [Гг]ен | [Аа]кад | [Пп]роф ) \. $""",
    regex.VERBOSE,
)

_INITIAL: Final = regex.compile(r"(?<! [\w.] ) \p{Lu} \. $", regex.VERBOSE)
_INITIALS: Final = regex.compile(r"(?<! \w ) \p{Lu} \. [\s-]* \p{Lu} \. $", regex.VERBOSE)
_NON_LATIN_INITIAL: Final = regex.compile(
    r"(?<! [\w.] ) [\p{Lu}--\p{Latin}] \. $", regex.VERBOSE | regex.VERSION1
)
_STARTS_WITH_INITIAL: Final = regex.compile(r"\p{Lu} \.", regex.VERBOSE)
_STARTS_HIGH: Final = regex.compile(r"\p{Lu}")
_STARTS_LOW: Final = regex.compile(r"[^\p{L}\p{N}]* \p{Ll}", regex.VERBOSE)
_MAY_GO_ON: Final = regex.compile(r"""(?: [.…] | [!?] ["”’»)]+ ) $""", regex.VERBOSE)
_COUNTER: Final = regex.compile(r"\s* [(\[]? (?: \d{1,3} | \p{L} ) [.)] \s*", regex.VERBOSE)
_DASH_AND_LOW: Final = regex.compile(r"[—–-] \s* \p{Ll}", regex.VERBOSE)
_DATELINE: Final = regex.compile(r"[\p{Lu}\p{N}\s.,/()-]+")
_CLOCK: Final = regex.compile(r"(?<! \w ) [ap]\.m\. $", regex.VERBOSE)
_DAY: Final = regex.compile(r"(?: Mon|Tues|Wednes|Thurs|Fri|Satur|Sun ) day\b", regex.VERBOSE)

_CLOSERS: Final = regex.compile(r"[”’»›」』）)\]]+\s*")
_OPENERS_BEFORE: Final = regex.compile(r"""(?<! \S ) [“„‘«»‹「『(\["']+ $""", regex.VERBOSE)
_WORD: Final = regex.compile(r"\w")
_CYRILLIC: Final = regex.compile(r"\p{Cyrillic}")
_LATIN: Final = regex.compile(r"\p{Latin}")

_ENOUGH_WORDS: Final = 3
"""Function words seen before a language other than English is believed."""

_FUNCTION_WORDS: Final = {
    "en": "the of and to in that is was for with he on",
    "de": "der die und das den von zu mit ist des nicht sich ein",
    "fr": "le la les et des du une est dans que pour qui",
    "es": "el la los y las del que en una por con para",
    "it": "il di che e la per una del della con sono gli",
    "pt": "o a os que do da em um uma para com não",
    "nl": "de het een van en dat niet zijn op te met voor",
    "pl": "w i na z się do nie że jest od po przez",
}


def language(words: str, text: str) -> str:
    """Return the language by whose abbreviations to read `words`.

    Args:
        words: The stretch to be segmented; its script decides first.
        text: The whole text; its opening tells apart languages in Latin script.

    Returns:
        An ISO 639-1 code; `en` when in doubt.
    """
    opening = words[:400]
    if len(_CYRILLIC.findall(opening)) > len(_LATIN.findall(opening)):
        return "ru"
    return _latin_language(text[:4_000])


@lru_cache(maxsize=16)
def _latin_language(opening: str) -> str:
    """Return the language whose function words are the most frequent."""
    seen = Counter(opening.lower().split())
    counts = {
        code: sum(seen[word] for word in words.split()) for code, words in _FUNCTION_WORDS.items()
    }
    likeliest = max(counts, key=lambda code: counts[code])
    return likeliest if counts[likeliest] >= _ENOUGH_WORDS else "en"


def missed_cuts(words: str) -> Iterator[int]:
    """Yield boundaries that the segmenter does not see, as offsets in `words`."""
    return (found.end() for found in _MISSED.finditer(words))


def settled(words: str, cut: int) -> int:
    """Move a boundary so that quotation marks and brackets stay with their sentence."""
    openers = _OPENERS_BEFORE.search(words, max(0, cut - _LOOK), cut)
    if openers:
        return int(openers.start())
    if cut > 0 and words[cut - 1].isspace():
        return cut
    closers = _CLOSERS.match(words, cut)
    return int(closers.end()) if closers else cut


def joined(left: str, right: str, code: str = "en") -> bool:
    """Tell whether a boundary is none.

    Args:
        left: The sentence before it, as far as it has been read.
        right: What follows.
        code: ISO 639-1 code of the language.
    """
    tail, head = left[-_LOOK:].rstrip(), right[:_LOOK].lstrip()
    if not head or not _WORD.search(left) or _COUNTER.fullmatch(left):
        return True
    if not left[-1].isspace() and _goes_on_without_space(tail, head):
        return True
    if _DASH_AND_LOW.match(head) or (head[0] in "—–" and _DATELINE.fullmatch(left)):
        return True
    if _STARTS_LOW.match(head) and _MAY_GO_ON.search(tail):
        return not _STARTS_LOW.match(left)
    return _ends_in_abbreviation(tail, head, code)


def _goes_on_without_space(tail: str, head: str) -> bool:
    """Tell whether what stands directly behind a boundary belongs to what is before it."""
    if tail[-1] in "」』":
        return head.startswith(("と", "って"))
    return head[0] in "-‐" or head[0].isdigit()


def _ends_in_abbreviation(tail: str, head: str, code: str) -> bool:
    """Tell whether the full stop before a boundary is that of an abbreviation."""
    if _NEVER_LAST.search(tail):
        return True
    if _BEFORE_NUMBER.search(tail) and _NUMBER.match(head):
        return True
    if _CLOCK.search(tail) and _DAY.match(head):
        return True
    if not (_INITIAL.search(tail) and _STARTS_HIGH.match(head)):
        return False
    return (
        code != "en"  # sentencex weighs a lone initial by the next word in English only
        or bool(_INITIALS.search(tail))
        or bool(_NON_LATIN_INITIAL.search(tail))
        or bool(_STARTS_WITH_INITIAL.match(head))
    )
