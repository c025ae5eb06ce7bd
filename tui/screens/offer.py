"""OfferDialog: a question that can wait until the next start."""

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

    from tui.offers import Offer


class OfferDialog(Dialog[bool | None]):
    """An offer; gives back yes, no, or None for later.

    Args:
        offer: What is offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.OFFER)

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.question, Place.OFFER)
        self.offer = offer

    def body(self) -> Iterable[Widget]:
        """Return the sentences."""
        return (Sentences("\n\n".join(self.offer.told)),)

    def action_offer_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)  # noqa: FBT003  # the screen's result, given by Textual's own method

    def action_offer_no(self) -> None:
        """Say no."""
        self.dismiss(False)  # noqa: FBT003  # the screen's result, given by Textual's own method

    def action_offer_later(self) -> None:
        """Leave it for the next start."""
        self.dismiss(None)
