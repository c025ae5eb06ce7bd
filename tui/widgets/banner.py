"""Banner: what is wrong with the notes and stays wrong, above everything else until it is over."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tui.widgets.sentences import Sentences


@runtime_checkable
class Troubled(Protocol):
    """An app that knows what is wrong with the notes."""

    trouble: str
    """What is wrong and stays wrong; empty for nothing."""


class Banner(Sentences):
    """Shows the app's trouble in words, and nothing where there is none."""

    DEFAULT_CSS = """
    Banner {
        dock: top;
        display: none;
        width: 100%;
        height: auto;
        max-height: 4;
        padding: 0 1;
        background: $panel;
        color: $error;
        &.-shown { display: block; }
    }
    """

    def on_mount(self) -> None:
        """Follow the app."""
        if isinstance(self.app, Troubled):
            self.watch(self.app, "trouble", self.show)

    def show(self, words: str) -> None:
        """Show what is wrong; an empty text hides the banner."""
        self.tell(words)
        self.set_class(bool(words), "-shown")
