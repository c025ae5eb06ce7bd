"""Notice: something the reader has to know before going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.bindings import bindings_at
from tui.command import Place
from tui.screens.dialog import Dialog
from tui.widgets.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget


class Notice(Dialog[None]):
    """A few sentences, and a key to go on.

    Args:
        title: What it is about.
        sentences: What there is to know, a paragraph each.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.NOTICE)

    def __init__(self, title: str, sentences: Iterable[str]) -> None:
        super().__init__(title, Place.NOTICE)
        self._sentences = tuple(sentences)

    def body(self) -> Iterable[Widget]:
        """Return the sentences."""
        return (Sentences("\n\n".join(self._sentences)),)

    def action_notice_leave(self) -> None:
        """Go on."""
        self.dismiss(None)
