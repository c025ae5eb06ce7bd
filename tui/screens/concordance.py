"""ConcordanceScreen: every hit of a query on a line of its own, to be ticked and coded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import saved
from store.annotation import Origin, Width
from store.search.coding import Coding
from tui import telling
from tui.batches import Batches
from tui.bindings import bindings_at
from tui.command import Place
from tui.concordance import NOUNS
from tui.screens.ask import Ask
from tui.screens.dialog import in_title
from tui.screens.hits import HitsScreen
from tui.screens.note import NoteEditor
from tui.screens.rules import RulesScreen
from tui.screens.tags import TagPicker
from tui.screens.targeting import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.merge import Step
    from store.search.concordance import Line
    from store.session import Session
    from tui.coding import Coded, Progressed
    from tui.command import Situation
    from tui.concordance import Concordance, Going
    from tui.searching import Searcher


class ConcordanceScreen(HitsScreen):
    """The hits of a query; what is done to the ticked ones is one step that undo takes back."""

    BINDINGS = bindings_at(Place.CONCORDANCE)

    def __init__(self, session: Session, searcher: Searcher, found: Concordance) -> None:
        super().__init__(session, searcher, found, Place.CONCORDANCE)
        self._batches = Batches(self)
        self._turned: Callable[[Step], None] = self._batches.undone

    def facts(self) -> Iterable[str]:
        """Yield what holds for all lines."""
        order, *rest = super().facts()
        yield order
        yield f"marks the {NOUNS[self.found.width]}"
        yield from rest

    def situated(self, now: Situation) -> Situation:
        """Return what holds with what the notebook says of it, and whether hits are ticked."""
        is_ticked = bool(self.found.ticked) and not self._batches.is_busy
        return replace(super().situated(now), ticked=is_ticked)

    # Width

    def action_hits_wider(self) -> None:
        """Mark more than the hit."""
        self._widen(1)

    def action_hits_narrower(self) -> None:
        """Mark less."""
        self._widen(-1)

    def _widen(self, step: int) -> None:
        if self.found.widen(step):
            self.show_facts()
            return
        end = "most" if step > 0 else "least"
        self.hints.say(f"The {NOUNS[self.found.width]} is the {end} that can be marked")

    # Marking

    def action_hits_highlight(self) -> None:
        """Highlight the ticked hits, else the one under the cursor."""
        self._mark()

    def action_hits_tag(self) -> None:
        """Open the tag picker on them."""
        chosen = self._writable()
        if not chosen:
            return
        names: dict[str, None] = {}

        def turn(name: str) -> None:
            names.pop(name) if name in names else names.setdefault(name)

        def close(_: None) -> None:
            if names:
                self._mark(tuple(names))

        picker = TagPicker(
            self.notebook,
            self.tags_on(chosen),
            turn,
            total=len(chosen),
            title=f"Tag {self._in_words(chosen)}",
            only_gives=True,
        )
        self.app.push_screen(picker, close)

    def action_hits_tag_by_key(self, key: str) -> None:
        """Give them the tag that has the key."""
        tag = next((each for each in self.notebook.book.tags() if each.key == key), None)
        if tag is None:
            self.hints.say(f"No tag has the key {key} · T in the text gives one")
        else:
            self._mark((tag.name,))

    def action_hits_note(self) -> None:
        """Open the note editor on them."""
        chosen = self._writable()
        if not chosen:
            return

        def close(note: str | None) -> None:
            if note:
                self._mark(note=note)

        self.app.push_screen(NoteEditor("", title=f"Note on {self._in_words(chosen)}"), close)

    # Coding rules

    def action_rule_save(self) -> None:
        """Ask for a tag, and keep it with query and width as a coding rule."""
        if self.notebook.read_only:
            self.hints.say(READ_ONLY, alarm=True)
            return
        names: list[str] = []

        def close(_: None) -> None:
            if names:
                self._name_rule(names[-1])

        query = self.found.query.text
        picker = TagPicker(
            self.notebook, {}, names.append, title=f"Tag for what is found by “{query}”"
        )
        self.app.push_screen(picker, close)

    def _name_rule(self, tag: str) -> None:
        book, query, width = self.notebook.book, self.found.query.text, self.found.width

        def check(name: str) -> str:
            tidy = saved.check_name(name)
            if book.rule(tidy) is not None:
                raise ValueError(f"There is a rule “{tidy}” already.")
            return tidy

        def keep(name: str | None) -> None:
            if name is not None:
                step = saved.save_rule(self.notebook.book, name, query, tag, width=width)
                kept = telling.first_words(name)
                self.edit(step, f"Kept as the rule {kept} · C lists the rules · u undoes")

        question = Ask(f"Name of the rule that gives “{tag}”", value=query.strip(), check=check)
        self.app.push_screen(question, keep)

    def action_rules(self) -> None:
        """List the coding rules."""
        screen = RulesScreen(self.session, self.searcher)
        self.app.push_screen(screen, self._came_from_rules)

    def _came_from_rules(self, going: Going | None) -> None:
        if going is None:
            self.refill()
        else:
            self.leave_for(going)

    # Writing

    def _writable(self) -> tuple[Line, ...]:
        """Return the hits that are to be written on; none where that can't be, and say why."""
        if self.notebook.read_only:
            self.hints.say(READ_ONLY, alarm=True)
            return ()
        return self.found.chosen(self.hits.item)

    def _in_words(self, chosen: tuple[Line, ...]) -> str:
        """Say what is written on."""
        is_hit, noun = self.found.width is Width.MATCH, NOUNS[self.found.width]
        if len(chosen) == 1:
            return in_title(chosen[0].match, "" if is_hit else f"the {noun} with ")
        hits = self.of_all(telling.count(len(chosen), "hit"))
        # How many sentences they come to is known once their articles are read.
        return hits if is_hit else f"the {noun}s with {hits}"

    def _mark(self, tags: tuple[str, ...] = (), note: str = "") -> None:
        """Give them tags or a note, or else highlight them; the step is made in a worker."""
        chosen = self._writable()
        if not chosen:
            return
        stamp = self.notebook.stamp()
        origin = Origin(self.found.query.text, stamp.time)
        coding = Coding(tags, note, width=self.found.width, origin=origin)
        self._batches.add(chosen, coding, stamp)

    def on_progressed(self, event: Progressed) -> None:
        """Say how far the marking has come."""
        event.stop()
        self._batches.come_to(event)

    def on_coded(self, event: Coded) -> None:
        """Carry out the step that was made."""
        event.stop()
        self._batches.end(event)

    # In turn with the marking

    def leave_for(self, going: Going) -> None:
        """Leave for an article, once all is marked."""
        self._batches.then(partial(self.dismiss, going))

    def action_hits_renew(self) -> None:
        """Show the hits that the index has found since, once all is marked."""
        self._batches.then(super().action_hits_renew)

    def action_leave(self) -> None:
        """Take the ticks away, or else go back to the search once all is marked.

        Where the marking takes long, stop it instead.
        """
        if not self._batches.is_busy and self.found.untick():
            self.show_ticks()
            self.hints.say("No hit is ticked any more · escape goes back")
            return
        self._batches.leave(super().action_leave)

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._batches.stop()

    # Undo

    def action_list_undo(self) -> None:
        """Take the last step back, once it is made; its hits are ticked again."""
        undo = super().action_list_undo
        self._batches.then(partial(self._turn_batch, undo, self._batches.undone))

    def action_list_redo(self) -> None:
        """Do the last undone step again, once all is marked."""
        redo = super().action_list_redo
        self._batches.then(partial(self._turn_batch, redo, self._batches.redone))

    def _turn_batch(self, turn: Callable[[], None], turned: Callable[[Step], None]) -> None:
        self._turned = turned
        turn()

    def follow(self, step: Step) -> None:
        """Tick what was ticked before the step was made, or before it was undone."""
        self._turned(step)
