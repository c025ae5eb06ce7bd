"""ReviewScreen: passages that may be elsewhere, one by one, each with the places it may be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from textual.containers import Horizontal, Vertical

from store import edits, reviewing
from tui.bindings import bindings_at
from tui.command import Place, Situation
from tui.review_queue import Absence, Heading, Item, Passage, Tally, is_news, with_headings
from tui.screens.help import HelpScreen
from tui.screens.list_screen import ListScreen
from tui.telling import first_words, passage_of, to_review
from tui.widgets.banner import Banner
from tui.widgets.case import CaseView
from tui.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from store.annotation import Annotation, Colour
    from store.merge import Step
    from store.notebook import Notebook
    from tui.widgets.rows import RowList

_ROOMY = 100
"""Columns from which the queue stands beside the item; below it stands over it."""


class Pick(Struct, frozen=True):
    """A passage that the reader wants to pick by hand.

    Args:
        uuid: Of its annotation.
        article: Id of the article.
        offset: Where in the article to begin.
    """

    uuid: str
    article: str
    offset: int


class ReviewScreen(ListScreen[Item | Heading, Pick]):
    """The review queue; each decision is one step that undo takes back.

    It gives back the passage that is to be picked by hand, else None.

    Args:
        notebook: Where the annotations are.
        items_of: Returns the queue as it is now, in order.
        refuse: Notes that a missing article is none of those that resemble it.
        here: Key of the item on which the cursor stands at first.
        said: What the last line says at first; the keys by default.
    """

    BINDINGS = bindings_at(Place.REVIEW)
    DEFAULT_CSS = """
    ReviewScreen {
        & .queue { width: 36; padding: 1 0 0 0; border-right: solid $line; }
        & .queue RowList { margin-top: 0; }
        & CaseView { width: 1fr; height: 1fr; margin: 1 1 0 3; }
        & #case-and-queue { width: 100%; height: 1fr; }
        & Hints { margin: 0 1; }
        &.-narrow #case-and-queue { layout: vertical; }
        &.-narrow .queue { width: 100%; height: 5; border: none; border-bottom: solid $line; }
        &.-narrow .queue RowList { scrollbar-size-vertical: 0; }
        &.-narrow CaseView { margin: 0 1; }
    }
    """

    def __init__(
        self,
        notebook: Notebook,
        items_of: Callable[[], Sequence[Item]],
        refuse: Callable[[Absence], None],
        *,
        here: str = "",
        said: str = "",
    ) -> None:
        self._queue = QueueList(self._colour_of)
        super().__init__(notebook, "Review", Place.REVIEW, self._queue)
        self._items_of = items_of
        self._refuse = refuse
        self._here = here
        self._said = said
        self._chosen = 0
        self._shown = ""
        self._waiting = ""
        self._case = CaseView()

    def _colour_of(self, annotation: Annotation) -> Colour:
        return self.notebook.book.colour_of(annotation)

    def compose(self) -> ComposeResult:
        """Set the queue and the item side by side, the keys below them."""
        yield Banner()
        with Horizontal(id="case-and-queue"):
            with Vertical(classes="queue"):
                with Horizontal(classes="head"):
                    yield self._heading
                    yield self._tally
                yield self._queue
            yield self._case
        yield self.hints

    def on_mount(self) -> None:
        """Put the cursor where it belongs, and say what is to be said."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._queue.move_to_key(self._here)
        if self._said:
            self.hints.say(self._said)

    def on_resize(self, event: Resize) -> None:
        """Set the queue beside the item where there is room."""
        is_narrow = event.size.width < _ROOMY
        self.set_class(is_narrow, "-narrow")
        self._case.name_article(is_named=not is_narrow)
        self._tell()

    def refill(self) -> None:
        """Show the queue as it is now."""
        items = self._items_of()
        self._queue.fill([*with_headings(items)])
        counted = Tally(sum(item.waits for item in items), orphans=sum(map(is_news, items)))
        self._waiting = to_review(counted)
        self._show_case()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the item under the cursor."""
        event.stop()
        self._show_case()

    def _tell(self) -> None:
        """Say how much there is; where the queue shows few items, also at which one stands."""
        keys = self._keys()
        is_to_count = self.has_class("-narrow") and len(keys) > 1 and self._shown in keys
        at = f"{keys.index(self._shown) + 1:,} of {len(keys):,}" if is_to_count else ""
        self._tally.update(" · ".join(filter(None, (at, self._waiting))))

    def _show_case(self) -> None:
        case = self._queue.case
        key = case.key if case else ""
        if key != self._shown:
            self._shown, self._chosen = key, 0
        self._chosen = max(0, min(self._chosen, len(case.choices) - 1)) if case else 0
        self._case.show(case, self.notebook.book, self._chosen)
        # What was said of a decision stays while workers bring the queue up to date.
        self.hints.now = self.situated(_situation(case))
        self.hints.renew_keys()
        self._tell()

    # Places

    def action_place_next(self) -> None:
        """Look at the next place."""
        self._choose(self._chosen + 1)

    def action_place_previous(self) -> None:
        """Look at the place before."""
        self._choose(self._chosen - 1)

    def on_case_view_pointed(self, event: CaseView.Pointed) -> None:
        """Look at the place that was clicked."""
        event.stop()
        self._choose(event.number)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._show_case()

    # Decisions

    def action_place_keep(self) -> None:
        """Keep the place, or take a missing article's annotations to the article."""
        case, book = self._queue.case, self.notebook.book
        if case is None:
            return
        if not case.choices:
            self.hints.say(_nothing_to_keep(case))
        elif isinstance(case, Absence):
            heir = case.choices[self._chosen].article
            step = reviewing.adopt(book, self.notebook.stamp(), case.key, heir)
            self._decide(step, f"Its annotations are on {first_words(heir.title)} now · u undoes")
        else:
            anchor = case.choices[self._chosen].anchor
            step = reviewing.accept(book, self.notebook.stamp(), case.key, anchor, case.article)
            self._decide(step, f"Kept there: {passage_of(case.annotation)} · u undoes")

    def action_place_refuse(self) -> None:
        """Say that the passage is gone, or that a missing article is none of those."""
        case = self._queue.case
        if isinstance(case, Absence):
            self._refuse_heirs(case)
        elif case is not None and case.is_given_up:
            self.hints.say("It is kept as an orphan already")
        elif case is not None:
            book, stamp = self.notebook.book, self.notebook.stamp()
            step = reviewing.keep_orphan(book, stamp, case.key, case.article.text_hash)
            self._decide(step, f"Kept as an orphan: {passage_of(case.annotation)} · u undoes")

    def _refuse_heirs(self, case: Absence) -> None:
        if not case.waits:
            self.hints.say("Nobody asks about it")
            return
        following = self._following_key()
        self._refuse(case)
        self.refill()
        self._queue.move_to_key(following)
        self.hints.say("Not asked again; enter takes them there all the same")

    def action_place_pick(self) -> None:
        """Leave for the text, to pick the passage by hand."""
        case = self._queue.case
        if isinstance(case, Passage):
            self.dismiss(Pick(case.key, case.article.id, _offset(case, self._chosen)))
        elif case is not None:
            self.hints.say("Its article is missing: there is no text to pick from")

    def action_entry_delete(self) -> None:
        """Delete the annotation."""
        case = self._queue.case
        if isinstance(case, Passage):
            said = f"Deleted: {passage_of(case.annotation)} · u undoes"
            self._decide(edits.delete(self.notebook.book, [case.key]), said)
        elif case is not None:
            self.hints.say("Its annotations are kept; A in the text lists and deletes them")

    def _decide(self, step: Step, said: str) -> None:
        """Carry a decision out and go on to the next item."""
        following = self._following_key()
        if self.edit(step):
            self._queue.move_to_key(following)
            self.hints.say(said)

    def _following_key(self) -> str:
        """Return the key of the item that comes next, else of the one before."""
        keys = self._keys()
        at = keys.index(self._shown) if self._shown in keys else 0
        return (keys[at + 1 :] + keys[:at][::-1] + [""])[0]

    def _keys(self) -> list[str]:
        return [each.key for each in self._queue.items if self._queue.holds_cursor(each)]

    def follow(self, step: Step) -> None:
        """Go to the item that undo or redo brought back."""
        for change in step.changes:
            for record in (change.after, change.before):
                key = getattr(record, "uuid", "") or getattr(record, "id", "")
                if key and self._queue.move_to_key(key):
                    return

    def action_keys(self) -> None:
        """List the keys that apply here."""
        self.app.push_screen(HelpScreen((Place.REVIEW, Place.ROWS), self.hints.now))


def _situation(case: Item | None) -> Situation:
    """Return what can be done with an item."""
    is_passage = isinstance(case, Passage)
    return Situation(
        keepable=case is not None and bool(case.choices),
        several=case is not None and len(case.choices) > 1,
        refusable=not case.is_given_up if isinstance(case, Passage) else bool(case and case.waits),
        passage=is_passage,
    )


def _nothing_to_keep(case: Item) -> str:
    if isinstance(case, Absence):
        return "No article is like it"
    return "It is nowhere to be found · p picks it by hand"


def _offset(case: Passage, chosen: int) -> int:
    """Return where in the article a passage is likeliest to be."""
    if case.choices:
        return case.choices[chosen].anchor.start
    return case.annotation.anchor.start if case.annotation.anchor else 0
