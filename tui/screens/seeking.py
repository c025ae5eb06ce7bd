"""Seeking: words are looked for at once, in a long article as soon as its text is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from tui.finding import Finding
from tui.messages import Prepared
from tui.screens.bottom import BottomLine
from tui.typed import hold_keys, release_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article
    from store.session import Session
    from tui.settings import Settings


class Seeking(BottomLine):
    """Has a long article folded in a worker, and answers when it is.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._preparing = ""
        """Hash of the text that is being folded; empty for none."""
        self._to_do: list[Callable[[], None]] = []
        """What waits for it, in order."""

    def seek(self, article: Article, words: str, do: Callable[[], None]) -> None:
        """Have words looked for in an article, and no others any more.

        Args:
            article: The article.
            words: The words.
            do: Looks for them; called when that takes no time.
        """
        self._to_do.clear()
        if self.finder.answers_at_once(article, words):
            do()
            return
        self._to_do.append(do)
        self.show_finding(Finding(words, is_awaited=True))
        self.prepare_to_find(article)

    def seek_anew(self, article: Article, words: str) -> Finding:
        """Return where words are in an article that comes, standing on none of them.

        A long one comes without its hits, which follow.

        Args:
            article: The article.
            words: The words.
        """
        if self.finder.answers_at_once(article, words):
            return self.finder.find(article, words)
        self._to_do.append(lambda: self.show_finding(self.finder.find(article, words)))
        self.prepare_to_find(article)
        return Finding(words, is_awaited=True)

    def when_found(self, do: Callable[[], None]) -> None:
        """Do something as soon as what is looked for is found; what is typed meanwhile waits."""
        if not self.finding.is_awaited:
            do()
            return
        self._to_do.append(do)
        hold_keys(self.app)

    def prepare_to_find(self, article: Article) -> None:
        """Have an article folded in a worker if it is a long one; `Prepared` follows."""
        if self.finder.is_prepared(article) or self._preparing == article.text_hash:
            return
        self._preparing = article.text_hash

        def work() -> None:
            worker = get_current_worker()
            self.finder.prepare_unless(article, lambda: worker.is_cancelled)
            self.post_message(Prepared(article.text_hash))

        self.run_worker(work, thread=True, exclusive=True, group="find")

    def on_prepared(self, message: Prepared) -> None:
        """Look for what was typed meanwhile."""
        if message.text_hash != self._preparing:
            return
        self._preparing = ""
        to_do, self._to_do = self._to_do, []
        for do in to_do:
            do()
        self.release_typed()

    def stop_seeking(self) -> None:
        """Fold nothing any more, and forget what waits for it."""
        if not self._preparing:
            return
        self.workers.cancel_group(self, "find")
        self._preparing = ""
        self._to_do.clear()
        if self.finding.is_awaited:
            self.finding = Finding()
        self.release_typed()

    def release_typed(self) -> None:
        """Go on with what was typed while something was awaited."""
        release_keys(self.app)

    def show_finding(self, finding: Finding) -> None:
        """Light the hits, and say how many there are."""
        self.finding = finding
        self.reader.wear_hits(finding.hits, finding.index)
        if self.finds:
            self.find_bar.tell(finding.tally)
        self.tell()
