"""Anchoring by the rules that Hypothesis has published, to compare with.

The offsets if the quote stands there; else the places with the fewest errors, at most half the
quote's length and at most 256, of which the best by quote (50), prefix (20), suffix (20) and
nearness (2) is taken, however little speaks for it. Written from that description; the matching
is the bit-parallel method of Myers (1999).
"""

from __future__ import annotations

from store.span import Span

_MOST_ERRORS = 256
_QUOTE, _PREFIX, _SUFFIX, _NEARNESS = 50, 20, 20, 2


def place(text: str, start: int, exact: str, prefix: str, suffix: str) -> tuple[Span, float] | None:
    """Return where a quote is by those rules, and its score from 0 to 1; None where nowhere.

    Args:
        text: The text as it is now.
        start: Where the quote stood.
        exact: The quote.
        prefix: What stood before it.
        suffix: What stood behind it.
    """
    if text[start : start + len(exact)] == exact:
        return Span(start, start + len(exact)), 1.0

    def score(match: tuple[Span, int]) -> float:
        span, errors = match
        before = text[max(0, span.start - len(prefix)) : span.start]
        behind = text[span.end : span.end + len(suffix)]
        total = (
            _QUOTE * (1 - errors / len(exact))
            + _PREFIX * (_likeness(before, prefix) if prefix else 1)
            + _SUFFIX * (_likeness(behind, suffix) if suffix else 1)
            + _NEARNESS * (1 - abs(span.start - start) / len(text))
        )
        return total / (_QUOTE + _PREFIX + _SUFFIX + _NEARNESS)

    matches = _matches(text, exact, min(_MOST_ERRORS, len(exact) // 2))
    best = max(matches, key=score, default=None)
    return None if best is None else (best[0], score(best))


def _likeness(text: str, wanted: str) -> float:
    if not text:
        return 0.0
    return 1 - min([*_distances(text, wanted), len(wanted)]) / len(wanted)


def _matches(text: str, wanted: str, most: int) -> list[tuple[Span, int]]:
    """Return the places with the fewest errors, all of them."""
    starts = [at for at in range(len(text)) if text.startswith(wanted, at)]
    if starts:
        return [(Span(at, at + len(wanted)), 0) for at in starts]
    errors = _distances(text, wanted)
    fewest = min(errors, default=most + 1)
    if fewest > most:
        return []
    return [
        (Span(_start(text, end, wanted, fewest), end), fewest)
        for end, count in enumerate(errors, 1)
        if count == fewest
    ]


def _start(text: str, end: int, wanted: str, errors: int) -> int:
    """Return where the match that ends at `end` begins."""
    low = max(0, end - len(wanted) - errors)
    backwards = _distances(text[low:end][::-1], wanted[::-1], is_anchored=True)
    length = min(range(len(backwards)), key=lambda at: backwards[at]) + 1
    return end - length


def _distances(text: str, wanted: str, *, is_anchored: bool = False) -> list[int]:
    """Return, for each end, the fewest edits that make `wanted` of what ends there.

    Args:
        text: What is searched.
        wanted: What is looked for; not empty.
        is_anchored: Whether a match must begin where the text does.
    """
    all_ones = (1 << len(wanted)) - 1
    top = 1 << (len(wanted) - 1)
    masks: dict[str, int] = {}
    for at, letter in enumerate(wanted):
        masks[letter] = masks.get(letter, 0) | 1 << at
    rising, falling, errors = all_ones, 0, len(wanted)
    found = []
    for letter in text:
        mask = masks.get(letter, 0)
        vertical = mask | falling
        equal = (((mask & rising) + rising) ^ rising) | mask
        more = falling | ~(equal | rising) & all_ones
        fewer = rising & equal
        errors += bool(more & top) - bool(fewer & top)
        more = (more << 1 | is_anchored) & all_ones
        fewer = fewer << 1 & all_ones
        rising = fewer | ~(vertical | more) & all_ones
        falling = more & vertical
        found.append(errors)
    return found
