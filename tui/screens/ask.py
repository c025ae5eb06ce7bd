"""Ask and Confirm: one question, answered by a line or by yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import SuggestFromList
from textual.widgets import Static

from tui.bindings import bindings_at
from tui.command import Place
from tui.screens.dialog import Dialog
from tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.widget import Widget


def _as_it_is(answer: str) -> str:
    return answer


class Ask(Dialog[str | None]):
    """A line to fill in; gives it back, or None where it is left.

    Args:
        question: The title.
        value: What stands in the line at first.
        placeholder: What stands there while it is empty.
        suggestions: What is offered to complete the line; `right` takes it.
        typed_over: Whether what stands in the line is selected, so that typing replaces it.
        check: Returns the answer as it is meant, or raises a ValueError whose sentence is shown.
    """

    BINDINGS = bindings_at(Place.ANSWER)

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        placeholder: str = "",
        suggestions: Sequence[str] = (),
        check: Callable[[str], str] = _as_it_is,
        typed_over: bool = True,
    ) -> None:
        super().__init__(question, Place.ANSWER)
        self._line = Line(value, placeholder=placeholder)
        self._line.suggester = SuggestFromList(suggestions, case_sensitive=False)
        self._suggestions = tuple(suggestions)
        self._check = check
        self._typed_over = typed_over

    def body(self) -> Iterable[Widget]:
        """Return the line."""
        return (self._line,)

    def on_mount(self) -> None:
        """Go to the line."""
        self._line.focus()
        self._line.action_end()
        if self._typed_over:
            self._line.action_select_all()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Take back what was said of an earlier answer."""
        event.stop()
        self.hints.show_keys()

    def action_answer_give(self) -> None:
        """Give the answer, if it makes sense."""
        try:
            answer = self._check(self._line.value)
        except ValueError as problem:
            completed = self._completed(self._line.value)
            if completed is None:
                self.hints.say(str(problem), alarm=True)
                return
            answer = completed
        self.dismiss(answer)

    def _completed(self, typed: str) -> str | None:
        """Return the suggestion that what was typed begins, the one that stands in the line."""
        if not typed.strip():
            return None
        begun = (each for each in self._suggestions if each.lower().startswith(typed.lower()))
        return next(begun, None)

    def action_answer_leave(self) -> None:
        """Leave it."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """A question of yes or no.

    Args:
        question: The title.
        consequence: What a yes does, in a sentence.
    """

    BINDINGS = bindings_at(Place.QUESTION)

    def __init__(self, question: str, consequence: str) -> None:
        super().__init__(question, Place.QUESTION)
        self._consequence = consequence

    def body(self) -> Iterable[Widget]:
        """Return the sentence."""
        return (Static(self._consequence, markup=False),)

    def action_answer_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)  # noqa: FBT003  # the screen's result, given by Textual's own method

    def action_answer_no(self) -> None:
        """Say no."""
        self.dismiss(False)  # noqa: FBT003  # the screen's result, given by Textual's own method
