"""What came of the trials of one experiment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one experiment with one program; tallies add up.

    Args:
        trials: How often the fault was brought about.
        edits: How many edits were acknowledged as saved.
        torn: How often the file could not be read afterwards.
        lost: How many acknowledged edits, or foreign texts, were gone afterwards.
        litter: How many temporary files were left after the file was opened again.
    """

    trials: int = 0
    edits: int = 0
    torn: int = 0
    lost: int = 0
    litter: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was torn, lost or left lying about."""
        return not (self.torn or self.lost or self.litter)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.trials + other.trials,
            self.edits + other.edits,
            self.torn + other.torn,
            self.lost + other.lost,
            self.litter + other.litter,
        )
