"""Greeting: asking the reader, one after the other, what waits for a word."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from store.not_saved import in_words
from store.notebook import ReadOnlyNotes, SaveState
from store.notes_json import NotesError
from tui import offers
from tui.commands import command
from tui.keys import keys_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.screen import Screen

    from store.drafts import Draft, DraftBox
    from store.events import Held
    from store.notebook import Notebook
    from tui.offers import Offer
    from tui.screens.offer import OfferDialog


class Greeting:
    """Puts offers to the reader and carries the answers out.

    Args:
        screen: Over which they are put.
        notebook: What they are about.
        drafts: Notes that were being written.
        go_on: Opens a draft in the note editor.
        say: Says what came of an answer.
    """

    def __init__(
        self,
        screen: Screen[None],
        notebook: Notebook,
        drafts: DraftBox,
        go_on: Callable[[Draft], str],
        say: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self._notebook = notebook
        self._drafts = drafts
        self._go_on = go_on
        self._say = say
        self._waiting: deque[Offer] = deque()
        self._dialog: OfferDialog | None = None
        self._is_busy = False
        self._has_asked_for_backup = False

    def greet(self, sentences: Sequence[str]) -> None:
        """Tell what the reader has to know, and ask what an earlier session left open.

        Args:
            sentences: What is to be told; empty ones are left out.
        """
        self._has_asked_for_backup = bool(self._notebook.read_only)
        self._waiting.extend(offers.of_broken_file(self._notebook))
        told = [each for each in sentences if each]
        if self._notebook.read_only and not self._waiting:
            told.insert(0, self._notebook.read_only)
        if told:
            from tui.screens.notice import Notice

            self._screen.app.push_screen(Notice("Before you begin", told))
        self.ask()
        self._screen.run_worker(self._look, thread=True, group="greeting")

    def follow(self, state: SaveState) -> None:
        """Ask once for the backup where the notes file breaks while it is open."""
        is_broken = state is SaveState.READ_ONLY
        if is_broken and not self._has_asked_for_backup:
            self._waiting.extend(offers.of_broken_file(self._notebook))
            self.ask()
        self._has_asked_for_backup = is_broken
        if not is_broken:
            self._withdraw()

    def _withdraw(self) -> None:
        """Ask no more what other hands have settled meanwhile, and say so."""
        self._waiting = deque(offer for offer in self._waiting if not offer.settled())
        dialog = self._dialog
        if dialog is not None and dialog.offer.settled():
            dialog.dismiss(None)

    def ask_again(self) -> None:
        """Ask what was put off, and what else waits by now."""
        self._waiting.clear()
        self._waiting.extend(offers.of_broken_file(self._notebook))
        self._screen.run_worker(partial(self._look, is_asked=True), thread=True, group="greeting")

    def ask_about(self, held: Held) -> None:
        """Ask what to make of a notes file that lost most of its annotations just now."""
        self._waiting.extend(offers.of_held(self._notebook, held))
        self.ask()

    def ask(self) -> None:
        """Put the next offer, once nothing else lies over the text: a note may be being typed."""
        if self._is_busy or not self._waiting or self._screen.app.screen is not self._screen:
            return
        from tui.screens.offer import OfferDialog

        offer = self._waiting.popleft()
        self._dialog = OfferDialog(offer)
        self._screen.app.push_screen(self._dialog, partial(self._answer, offer))

    def _look(self, *, is_asked: bool = False) -> None:
        """Look on the disk for what an earlier session left; on a worker's thread."""
        from store import other_copies

        drafts = self._drafts.found()
        copies = other_copies.find(self._notebook.path)
        self._screen.app.call_from_thread(self._offer_all, drafts, copies)
        if is_asked:
            self._screen.app.call_from_thread(self._say_if_nothing)

    def _say_if_nothing(self) -> None:
        if self._screen.app.screen is self._screen and not self._waiting:
            self._say("Nothing waits for an answer")

    def _offer_all(self, drafts: Sequence[Draft], copies: Sequence[Path]) -> None:
        if not self._notebook.read_only:
            self._waiting.extend(offers.of_held(self._notebook, self._notebook.held))
            self._waiting.extend(offers.of_rescues(self._notebook))
            self._waiting.extend(offers.of_copies(self._notebook.path, copies))
            self._waiting.extend(offers.of_drafts(drafts, self._go_on, self._discard))
        self.ask()

    def _discard(self, draft: Draft) -> str:
        self._drafts.discard(draft)
        return "Thrown away"

    def _answer(self, offer: Offer, yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
        self._dialog = None
        if yes is None:
            self._say(offer.settled() or self._later())
            return
        answer = offer.yes if yes else offer.no
        if answer is None:
            return
        if not offer.waits:
            self._say(_outcome(answer))
            return
        self._is_busy = True
        self._screen.run_worker(partial(self._carry_out, answer), thread=True, group="greeting")

    def _later(self) -> str:
        """Say how to come back to a question that was put off."""
        again, keys = command("questions"), keys_for(self._screen.app, command("palette"))
        return f"Put off · {keys[0] if keys else 'the palette'}, “{again.label}” asks again"

    def _carry_out(self, answer: Callable[[], str]) -> None:
        """Carry an answer out; on a worker's thread."""
        self._screen.app.call_from_thread(self._carried_out, _outcome(answer))

    def _carried_out(self, said: str) -> None:
        self._is_busy = False
        self._say(said)
        self.ask()


def _outcome(answer: Callable[[], str]) -> str:
    """Carry an answer out; return what to say of it, also where it failed."""
    try:
        return answer()
    except ReadOnlyNotes:
        return "Notes are read-only; nothing was changed"
    except (NotesError, OSError) as error:
        return f"Nothing was changed: {in_words(error)}"
