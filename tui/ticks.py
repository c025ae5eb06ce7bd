"""Ticks: what was ticked before each batch of hits that was coded, for when it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.annotation import Annotation

if TYPE_CHECKING:
    from store.merge import Step
    from tui.concordance import Key

Ticked = frozenset["Key"]
"""The hits that are ticked at a time."""


class _Batch(Struct, frozen=True):
    """A step that coded hits.

    Args:
        annotations: Uuids of those that it made or changed.
        ticked: What is to be ticked when it is turned.
    """

    annotations: frozenset[str]
    ticked: Ticked


class Ticks:
    """The batches that were made and undone, each with what is ticked when it is turned.

    A batch is known by its annotations: what is undone is no longer equal to what was done, and
    two batches may well say the same of themselves.
    """

    def __init__(self) -> None:
        self._done: list[_Batch] = []
        self._undone: list[_Batch] = []

    def add(self, step: Step, ticked: Ticked) -> None:
        """Remember what was ticked before a step."""
        self._done.append(_Batch(_annotations(step), ticked))
        self._undone.clear()

    def undo(self, step: Step, now: Ticked) -> Ticked | None:
        """Return what was ticked before an undone step; None where it coded no hits here.

        Args:
            step: What was undone.
            now: What is ticked, for when it is redone.
        """
        return _turn(self._done, self._undone, step, now)

    def redo(self, step: Step, now: Ticked) -> Ticked | None:
        """Return what was ticked before a step was undone; None where it coded no hits here.

        Args:
            step: What was redone.
            now: What is ticked, for when it is undone.
        """
        return _turn(self._undone, self._done, step, now)


def _turn(source: list[_Batch], target: list[_Batch], step: Step, now: Ticked) -> Ticked | None:
    turned = _annotations(step)
    for batch in reversed(source):
        # Of what somebody else has changed meanwhile, less is turned.
        if turned and turned <= batch.annotations:
            source.remove(batch)
            target.append(_Batch(batch.annotations, now))
            return batch.ticked
    return None


def _annotations(step: Step) -> frozenset[str]:
    records = (change.after or change.before for change in step.changes)
    return frozenset(each.uuid for each in records if isinstance(each, Annotation))
