"""Typed: what was typed, dealt with in order, one key after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual.app import ScreenStackError
from textual.events import Key
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from textual.app import App
    from textual.events import Paste
    from textual.screen import Screen
    from textual.widget import Widget

_LOOK = 0.05
"""Seconds between two looks whether what is waited for can still come."""

_PATIENCE = 2.0
"""Seconds after which no key waits any longer for the one before it."""


class Passed(Message):
    """Goes the way that a key went, behind it; where it arrives, the key has done its work.

    Args:
        arrived: Set when it has reached the app.
    """

    def __init__(self, arrived: asyncio.Event) -> None:
        super().__init__()
        self.arrived = arrived


class Typed:
    """Keys and pasted text that wait until what came before them has done its work.

    Keys that come in one burst would otherwise all be sent at once to what has the keys when
    the first arrives: letters into a line that the first key leaves, and past the line's own
    bindings, which are carried out only when a key has come back from it.

    A key that only moves about in what has the keys leaves nothing to wait for. Such keys are taken
    all at once, and what came of them is painted once: a key that is held down never runs on.
    Where such keys lead to something that has to come first, those of another kind are held.

    Args:
        app: Whose keys they are.
        deal: Hands a key to what has the keys now, which it returns.
        step: Carries a key out at once if it only moves about, and tells whether it did.
        is_early: Tells whether a key needs something that is still on its way; then it waits, and
            all behind it, until somebody has it looked at again.
        leaves: Tells whether a key is to end the program although others wait, which are forgotten.
    """

    def __init__(
        self,
        app: App[int],
        deal: Callable[[Key | Paste], Coroutine[None, None, Widget]],
        step: Callable[[Key | Paste], bool],
        is_early: Callable[[Key | Paste], bool],
        leaves: Callable[[Key | Paste, Iterable[Key | Paste]], bool],
    ) -> None:
        self._app = app
        self._deal = deal
        self._step = step
        self._is_early = is_early
        self._leaves = leaves
        self._waiting: deque[Key | Paste] = deque()
        self._is_busy = False
        self._is_held = False
        self._is_stopped = False
        self._work: asyncio.Task[None] | None = None

    @property
    def is_held(self) -> bool:
        """Whether what is typed waits for a longer work."""
        return self._is_held

    @property
    def is_at_rest(self) -> bool:
        """Whether every key has done its work, but those that wait for a longer one."""
        return self._is_stopped or not self._is_busy

    async def take(self, event: Key | Paste) -> None:
        """Deal with a key now, else when all before it have done their work."""
        waits = self._is_held or self._is_stopped
        if waits and isinstance(event, Key) and event.key == "escape":
            self._waiting.clear()
            self.release()
        self._waiting.append(event)
        if not self._is_busy:
            await self._next()

    def hold(self) -> None:
        """Have what is typed wait for a longer work; escape forgets it, and goes on.

        Steps of the screen (`Stepping`) do not wait: they may change what is waited for.
        """
        self._is_held = True

    def release(self) -> None:
        """Go on with what was typed meanwhile."""
        self._is_held = False
        if self._is_stopped:
            # Busy until the first of them is dealt with: what is typed by then waits behind them.
            self._is_stopped, self._is_busy = False, True
            self._work = asyncio.create_task(self._go_on())

    def look_again(self) -> None:
        """Go on with what was typed too early, if it no longer is."""
        if not self._is_held:
            self.release()

    async def _next(self) -> None:
        is_early = False
        while self._waiting:
            is_early = self._comes_too_early()
            if is_early or not self._step(self._waiting[0]):
                break
            self._waiting.popleft()
        self._is_stopped = self._is_held or is_early
        self._is_busy = bool(self._waiting) and not self._is_stopped
        if self._is_busy:
            target = await self._deal(self._waiting.popleft())
            self._work = asyncio.create_task(self._go_on(target, target))

    def _comes_too_early(self) -> bool:
        """Tell whether the first key has to wait; if the last is to end the program, none does."""
        if not self._is_early(self._waiting[0]):
            return False
        *before, last = self._waiting
        if not self._leaves(last, before):
            return True
        self._waiting = deque((last,))
        return False

    async def _go_on(self, *targets: Widget) -> None:
        """Wait for a key, for what it told others, and for the screen that it opened."""
        for target in targets:
            await _settle(target)
        try:
            await _settle(self._app.focused or self._app.screen)
        except ScreenStackError:
            self._is_busy = False
            return  # The key ended the program.
        await _laid_out(self._app.screen)
        # Behind all that is under way in the app, as the focus that somebody asked for.
        if not self._app.call_later(self._next):
            self._is_busy = False  # So it did; nothing is taken any more.


def hold_keys(app: object) -> None:
    """Have what is typed in Postil wait, as `Typed.hold` does."""
    if typed := _typed_in(app):
        typed.hold()


def release_keys(app: object) -> None:
    """Go on with what was typed in Postil meanwhile."""
    if typed := _typed_in(app):
        typed.release()


def look_at_keys_again(app: object) -> None:
    """Go on with what was typed in Postil too early, as `Typed.look_again` does."""
    if typed := _typed_in(app):
        typed.look_again()


def _typed_in(app: object) -> Typed | None:
    found = getattr(app, "typed", None)
    return found if isinstance(found, Typed) else None


async def _settle(node: Widget) -> None:
    """Wait until a node and all above it have dealt with what waits for them."""
    passed = Passed(arrived := asyncio.Event())
    # What the app itself sends would stop on its way to it.
    passed.set_sender(node)
    if not _is_there(node) or not node.post_message(passed):
        return
    waiting = asyncio.create_task(arrived.wait())
    for _ in range(round(_PATIENCE / _LOOK)):
        await asyncio.wait((waiting,), timeout=_LOOK)
        # A node that is taken away meanwhile takes its messages with it.
        if arrived.is_set() or not _is_there(node):
            break
    waiting.cancel()


async def _laid_out(screen: Screen[object]) -> None:
    """Wait until panes that get other room by a key have it: by it the next one may scroll."""
    if not screen._layout_required:  # noqa: SLF001 - Textual tells it nowhere else
        return
    is_done = asyncio.Event()
    if screen.call_after_refresh(is_done.set):
        waiting = asyncio.create_task(is_done.wait())
        # Not for ever: while nothing is painted, nothing is laid out either.
        await asyncio.wait((waiting,), timeout=_LOOK)
        waiting.cancel()


def _is_there(node: Widget) -> bool:
    return node.is_attached
