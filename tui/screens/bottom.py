"""What a desk stands on, and the line at its bottom that says where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import telling, telling_search
from tui.command import Situation
from tui.commands import command, footer_at
from tui.finding import Finder, Finding
from tui.keys import keys_for
from tui.marker import Marker
from tui.pace import Pace
from tui.placing import Whereabouts
from tui.review_queue import Tally
from tui.screens.panes import Panes
from tui.shelving import Shelf
from tui.trail import Stop, Trail
from tui.widgets.banner import Banner, Troubled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from store.annotation import Annotation
    from store.session import Session
    from tui.settings import Settings
    from tui.walk import Walk
    from tui.widgets.status import KeyHint


_KEYS_AT_LEAST = 11
"""Cells of the bottom line beside what it says: the key that lists the others, and air."""

_WITH_LIST = 45
"""The same where a list is folded away: a newcomer has to see that it is there, and how to mark."""

_WIDE_ENOUGH = 72
"""Columns beyond which there is room for this beside where one is."""

_OF_A_QUERY = 4
"""Which part of a bottom line the words take at most that one looks for, if that is enough to know
them by: keys come beside them."""


class BottomLine(Panes):
    """Holds what is known of a corpus and its open article, and says the main of it.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.whereabouts = Whereabouts()
        self.marker = Marker(session.notebook, self.whereabouts)
        self.shelf = Shelf(session)
        self.trail = Trail()
        self.finder = Finder()
        self.finding = Finding()
        self.walk: Walk | None = None
        self.pace = Pace(session.log)
        self.tally = Tally()
        self.retaking = ""
        self.picking = ""
        self.is_scanned = False
        self.index_state = ""
        self.sentence_starts: Sequence[int] = ()
        self._is_to_tell = False
        self._banner = Banner()

    def compose(self) -> ComposeResult:
        """Set above the panes what is wrong, if anything is."""
        if telling.trouble(self.session.notebook):
            yield self._banner
        yield from super().compose()

    @property
    def annotation_here(self) -> Annotation | None:
        """The innermost annotation under the cursor."""
        article = self.reader.article
        return self.marker.at(article, self.reader.cursor) if article else None

    @property
    def is_on_fold(self) -> bool:
        """Whether the cursor stands on folded leftovers, and nothing is selected."""
        return self.reader.passage is None and self.reader.fold_here is not None

    @property
    def is_to_fold(self) -> bool:
        """Whether to close means to fold the leftovers one stands in: nothing comes before them."""
        if self.in_sidebar or self.finding.query or self.walk is not None:
            return False
        return self.reader.selection is None and self.reader.opened_here is not None

    def leave_trail(self, offset: int) -> None:
        """Remember a place in the open article to come back to."""
        if self.reader.article is not None:
            self.trail.leave(Stop(self.reader.article.id, offset))

    @property
    def situation(self) -> Situation:
        """What holds at the moment."""
        notebook, article = self.session.notebook, self.reader.article
        row, has_text = self.sidebar.article, bool(article and article.text)
        folded, others = self.is_on_fold, len(self.shelf) > 1 or not self.is_scanned
        return Situation(
            articles=bool(len(self.shelf)) or not self.is_scanned,
            article=article is not None,
            neighbour=self._has_neighbour,
            unseen=self._unseen,
            searchable=others or has_text,
            text=has_text,
            folded=folded,
            target=bool(row and not row.missing) if self.in_sidebar else has_text and not folded,
            selection=self.reader.selection is not None,
            annotation=self.annotation_here is not None,
            annotated=bool(self.in_sidebar or (article and notebook.book.of_article(article.id))),
            repeatable=notebook.book.has_annotations,
            undoable=notebook.can_undo,
            redoable=notebook.can_redo,
            finding=bool(self.finding.hits or self.finding.is_awaited or self.walk),
            recallable=self.finds and self.find_bar.recalls,
            folders=self.sidebar.folders.has_focus,
            writable=not notebook.read_only,
            returnable=bool(self.trail),
            reviewable=self.tally.anything,
            picking=bool(self.picking),
            item=row is not None or not self.in_sidebar,
        )

    @property
    def _has_neighbour(self) -> bool:
        """Whether the list has an article beside the open one, or may soon."""
        if not self.is_scanned:
            return True  # Else the rows would be put in order for each part of a scan.
        article, rows = self.reader.article, self.shelf.rows()
        is_listed = article is not None and rows.index_of(article.id) is not None
        return len(rows) > is_listed

    @property
    def _unseen(self) -> int:
        """How many articles the list has, where nothing else shows that there are others."""
        if self.sidebar.display or not self.is_scanned:
            return 0
        number = len(self.shelf)
        return number if number > 1 else 0

    def on_screen_suspend(self) -> None:
        """Name no keys that another screen has now."""
        self.tell()

    def on_screen_resume(self) -> None:
        """Name the keys again."""
        self.tell()

    def tell(self) -> None:
        """Say where one is and which keys matter here, once for all that is under way."""
        if self.is_mounted and not self._is_to_tell:
            self._is_to_tell = self.call_later(self.tell_now)

    def tell_now(self) -> None:
        """Say it in the paint that comes."""
        self._is_to_tell = False
        if not self.is_attached:
            return  # The program has come to its end meanwhile, and nothing can be set on it.
        self.status.warning = telling.alarm(self.session.notebook)
        trouble = telling.trouble(self.session.notebook)
        if trouble and not self._banner.is_attached:
            self.mount(self._banner, before="#panes")
        if isinstance(self.app, Troubled):
            self.app.trouble = trouble
        cells = self.size.width
        taken = _WITH_LIST if self._unseen and cells > _WIDE_ENOUGH else _KEYS_AT_LEAST
        self.status.state = telling.fitted([*self._state_words()], cells - taken)
        review = () if self.picking or self.is_typing else self._review_hint()
        self.status.hints = (*review, *self._key_hints()) if self.app.screen is self else ()

    def _key_hints(self) -> Iterator[KeyHint]:
        if self.picking and not self.in_sidebar:
            yield from self._picking_hints()
            return
        if self.sidebar.is_filtering and not len(self.shelf):
            return  # There is nothing yet that a filter could leave.
        close = keys_for(self.app, command("close"))
        if close and self.in_sidebar and self.shelf.narrowed_to and not self.sidebar.is_filtering:
            yield close[0], "whole list", "close"
        if close and self.is_to_fold:
            yield close[0], "fold leftovers", "close"
        now = self.situation
        shown = footer_at(now, *self.places)
        if now.unseen and not self.is_to_fold:
            shown = tuple(sorted(shown, key=lambda each: each.id != "pane_next"))
        for each in shown:
            if keys := keys_for(self.app, each):
                yield keys[0], each.label, each.id

    def _picking_hints(self) -> Iterator[KeyHint]:
        """Yield the keys that matter while a passage is being picked, by what they do then."""
        what = "sentence" if self.reader.passage is None else "selection"
        meanings = (
            ("highlight", "open" if self.is_on_fold else f"keep {what}"),
            ("close", "leave"),
            ("select", "select"),
            ("keys", "keys"),
        )
        for id_, label in meanings:
            if keys := keys_for(self.app, command(id_)):
                yield keys[0], label, id_

    def _review_hint(self) -> Iterator[KeyHint]:
        """Yield how much waits to be reviewed, where the keys are: it can be clicked there."""
        review = command("review")
        keys, words = keys_for(self.app, review), telling.to_review(self.tally)
        if keys and words:
            yield keys[0], words, review.id

    def _state_words(self) -> Iterator[str]:
        article, notebook = self.reader.article, self.session.notebook
        if article is None:
            yield "no article" if self.is_scanned else "reading the folder…"
            return
        if self.picking:
            yield f"pick {telling.passage_of(notebook.book.annotation(self.picking))}"
            return
        if self.reader.passage is not None:
            yield telling.selected(self.reader.passage.of(article.text))
        elif self.sentence_starts:
            yield telling.sentence(self.sentence_starts, self.reader.cursor)
        if self.shelf.narrowed_to and not self.in_sidebar:
            yield f"list narrowed to {self._quoted(self.shelf.narrowed_to)}"
        if self.finding.query and not self.finds:  # Else the line says so that it stands in.
            yield f"{self._quoted(self.finding.query)} {self.finding.tally}".rstrip()
        if self.walk is not None:
            yield telling_search.walked(self.walk, article.id)
        count = len(notebook.book.of_article(article.id))
        if count:
            yield telling.count(count, "annotation")
        saved = telling.saved(notebook.status, anything=bool(count) or notebook.can_undo)
        yield from filter(None, (saved, self.index_state))

    def _quoted(self, query: str) -> str:
        """Return the beginning of a query, so that the number of its hits has room beside it."""
        return telling.first_words(query, max(telling.FIRST_WORDS, self.size.width // _OF_A_QUERY))
