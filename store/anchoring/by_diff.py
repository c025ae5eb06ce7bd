"""Placing a passage when the text it was made on is still known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.anchoring import judge, refrain, search, window
from store.anchoring.alignment import common_ahead, common_behind
from store.anchoring.passage import Passage
from store.anchoring.placement import State
from store.anchoring.tightening import tightened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.anchoring.alignment import Alignment
    from store.anchoring.placement import Placement
    from store.anchoring.window import Window
    from store.span import Span

_FLOOR = 0.65
_FLOOR_OF_SAME_WORDS = 0.5
_HALF = 0.5
_FAR = 400
# Words of agreement behind which it makes no difference how many more there are.
_LEAD = 2
_CLEAR_LEAD = 4
_FEW_WORDS = 3
# Of fewer words a twin nearby is chance.
_NEARBY = 12
# Words by which a refrain may be longer than a passage in it.
_ROOT = 10
_ROOTED_QUOTE = 0.7
# So many old words on both sides, and so much of a passage, leave no doubt where it came from.
_TELLING = 60
# So many code points of a quote are evidence enough where it moved without its surroundings; a
# line of a song is shorter, and turns up anew in another verse.


def place(passage: Passage, alignment: Alignment) -> Placement:
    """Find a passage by where a diff says it went, and by its words elsewhere.

    Args:
        passage: What is looked for, in its old text.
        alignment: Of that text and the one as it is now.
    """
    return _Search(passage, alignment).placement()


class _Search:
    """One passage being looked for."""

    def __init__(self, passage: Passage, alignment: Alignment) -> None:
        self.passage = passage
        self.alignment = alignment
        self.old, self.new = alignment.old, alignment.new
        self.in_place = window.from_pairs(passage, self.new, alignment.pairs(passage.around))

    def placement(self) -> Placement:
        """Return where the passage is."""
        near = self.in_place.span.start if self.in_place else self.passage.span.start
        found = [
            window.measure(self.passage, self.new, span)
            for span in search.occurrences(self.new, self.passage, near)
        ]
        is_everywhere = len(found) >= search.FEW_PLACES
        if self.in_place is not None:
            found.append(self.in_place)
            if self.in_place.quote == 1.0:
                return self._decided(found)
        # Where the reader has to be asked anyway, what is less like the passage changes nothing,
        # and looking for it takes half of the time that a text of many copies takes.
        if is_everywhere and (asked := self._decided(found)).state is State.REVIEW:
            return asked
        return self._decided(found + window.resembling(self.passage, self.new))

    def _decided(self, found: Sequence[Window]) -> Placement:
        """Return the placement that some places come to."""
        placed = judge.distinct([self._placed(each) for each in found])
        return judge.decide(
            self.new.text, self.passage.anchor.exact, placed, self._is_sure, self._tightened
        )

    def _tightened(self, found: Window) -> Window:
        span = tightened(self.passage, self.new, found.span, self._taken)
        if span == found.span:
            return found
        return self._placed(window.measure(self.passage, self.new, span))

    def _placed(self, found: Window) -> Window:
        """Return a place with what the diff says of it."""
        words = self.new.words_in(found.span)
        origins = self.alignment.origins(words)
        kept = sum(len(self.new.words[word]) for word, old in origins if old in self.passage.words)
        old_total = sum(len(self.old.words[word]) for word in self.passage.words)
        support = min(1.0, kept / max(1, old_total))
        taken = self._taken(words)
        if self._is_in_place(found):
            return replace(found, place=(1 + support) / 2, taken=taken)
        return replace(found, place=max(support, (1 - taken) / 2), taken=taken)

    def _taken(self, words: range) -> float:
        """Return the share of some new words, by letters, that were others of the old text."""
        other = sum(
            len(self.new.words[word])
            for word, old in self.alignment.origins(words)
            if old not in self.passage.words
        )
        return other / max(1, sum(len(self.new.words[word]) for word in words))

    def _is_in_place(self, found: Window) -> bool:
        return self.in_place is not None and found.span.overlaps(self.in_place.span)

    def _is_sure(self, best: Window, others: Sequence[Window]) -> bool:
        """Tell whether the best place may be taken."""
        floor = _FLOOR if best.quote < 1.0 else _FLOOR_OF_SAME_WORDS
        if best.score < floor or best.quote < _HALF or best.taken > _HALF:
            return False
        if not self._is_in_place(best) and not self._is_telling(best):
            return False
        ours = self._agreement(self.passage.words, best.span)
        for other in others:
            is_alike = other.quote >= best.quote - judge.MARGIN
            if is_alike and not _leads(ours, self._agreement(self.passage.words, other.span)):
                return False
        if self._parts_at_a_twin(best):
            return False
        is_known = all(
            quote <= max(best.quote + judge.MARGIN / 2, (1 + best.quote) / 2)
            and _leads(ours, self._agreement(self.old.words_in(twin), best.span))
            for twin, quote in self._twins(best, ours)
        )
        return is_known and not self._is_in_doubt(best, ours)

    def _is_in_doubt(self, best: Window, ours: tuple[int, int]) -> bool:
        image = self.new.words_in(best.span)
        return refrain.is_in_doubt(self.alignment, self.passage, image, best.quote, ours)

    def _parts_at_a_twin(self, best: Window) -> bool:
        """Tell whether old and new text part where a run of refrains goes on in one of them.

        Of a refrain sung four times and now three times nobody can say which one was dropped.
        """
        old, new = self.passage.words, self.new.words_in(best.span)
        if len(old) < _FEW_WORDS:
            return False
        longest = len(old) + _NEARBY
        before = common_behind(self.old.words, old.start, self.new.words, new.start, _FAR)
        behind = common_ahead(self.old.words, old.stop, self.new.words, new.stop, _FAR)
        sides = []
        if not old.start == before == new.start:
            sides += [
                (version.words[max(0, words.start - before - longest) : words.stop][::-1], before)
                for version, words in ((self.old, old), (self.new, new))
            ]
        if not len(self.old) - old.stop == behind == len(self.new) - new.stop:
            sides += [
                (version.words[words.start : words.stop + behind + longest], behind)
                for version, words in ((self.old, old), (self.new, new))
            ]
        return any(_is_run(stretch, len(old), common) for stretch, common in sides)

    def _is_telling(self, best: Window) -> bool:
        """Tell whether words found elsewhere are surely those that were here."""
        context = max(best.prefix, best.suffix)
        if best.quote < 1.0:
            return best.quote >= 0.7 and context >= 0.7
        return len(self.passage.quote) >= _TELLING or context >= 0.7

    def _twins(self, best: Window, ours: tuple[int, int]) -> list[tuple[Span, float]]:
        """Return the other places of the old text that the place found might come from.

        Returns:
            Each with the similarity of its words to those of the place found.
        """
        claimed = _claimed(self, best)
        same = search.occurrences(self.old, claimed, self.passage.span.start)
        twins = [(span, 1.0) for span in same]
        if best.quote < 1.0 and not self._is_rooted(best, ours):
            twins += [
                (each.span, each.quote)
                for each in window.resembling(claimed, self.old)
                if each.quote >= best.quote - judge.MARGIN
            ]
        return [twin for twin in twins if not twin[0].overlaps(self.passage.span)]

    def _is_rooted(self, best: Window, ours: tuple[int, int]) -> bool:
        """Tell whether the words on both sides of a place are old ones, and stood nowhere else.

        A place that may come from elsewhere would have them from there as well; to look for all
        that resembles it takes most of the time that a changed passage takes.
        """
        if min(ours) < _ROOT or best.quote < _ROOTED_QUOTE:
            return False
        old, new = self.passage.words, self.new.words_in(best.span)
        before = self.new.words[max(0, new.start - _ROOT) : new.start]
        behind = self.new.words[new.stop : new.stop + _ROOT]
        if min(len(before), len(behind)) < _ROOT:
            return False
        ends = [at + _ROOT for at in search.runs_of(self.old, before, self.passage.span.start)]
        starts = search.runs_of(self.old, behind, self.passage.span.start)
        return ends == [old.start] and starts == [old.stop]

    def _agreement(self, old: range, span: Span) -> tuple[int, int]:
        """Count the words that stand unbroken before and behind a place in both texts."""
        new = self.new.words_in(span)
        before = common_behind(self.old.words, old.start, self.new.words, new.start, _FAR)
        behind = common_ahead(self.old.words, old.stop, self.new.words, new.stop, _FAR)
        # Standing at the same end of the text is agreement as well.
        if old.start == before and new.start == before:
            before = min(_FAR, before + _CLEAR_LEAD + 1)
        if len(self.old) - old.stop == behind == len(self.new) - new.stop:
            behind = min(_FAR, behind + _CLEAR_LEAD + 1)
        return before, behind


def _claimed(found: _Search, best: Window) -> Passage:
    """Return the place found as a passage of its own, to see where it may come from."""
    return Passage(found.passage.anchor, found.new, best.span)


def _leads(ours: tuple[int, int], rival: tuple[int, int]) -> bool:
    """Tell whether surroundings agree better than a rival's, and on neither side worse."""
    if any(other > own + _CLEAR_LEAD for own, other in zip(ours, rival, strict=True)):
        return False
    return any(own > other + _LEAD for own, other in zip(ours, rival, strict=True))


def _is_run(stretch: list[str], length: int, common: int) -> bool:
    """Tell whether a passage is repeated to the point where two texts part, or past it.

    Args:
        stretch: The passage and what follows it, in either direction.
        length: How many words the passage has.
        common: How many words behind it both texts have in common.
    """
    for period in range(length, length + _NEARBY + 1):
        # To the end of the last copy that begins before the texts part, or there.
        past = (length + common) // period * period + length
        for end in (length + common, past):
            has_copy = period + length <= end <= len(stretch)
            if has_copy and stretch[period:end] == stretch[: end - period]:
                return True
    return False
