"""Exporting: all annotations are written to a file while one goes on reading."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.names import shown
from tui import telling
from tui.screens.house import House

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.annotation import Record


class Exporting(House):
    """Asks where the annotations are to go, and has them written in a worker."""

    _export_path = ""
    """What was answered last, to begin with the next time."""

    def action_export(self) -> None:
        """Ask for the file that all annotations are to be written to."""
        from tui.screens.ask import Ask

        if not self.is_scanned:
            self.status.say("The folder is still being read; export when it is")
            return
        if not self.session.notebook.book.annotations():
            self.status.say("No annotations to export; mark some first")
            return
        question = "Write all annotations to (.md, .csv or .json)"
        value = self._export_path or str(self._usual_path)
        self.app.push_screen(Ask(question, value=value, check=_checked), self._export_to)

    @property
    def _usual_path(self) -> Path:
        """Where nothing else is said: in the working folder, unless that is of the corpus."""
        root = self.session.corpus.root
        try:
            folder = Path.cwd()
        except FileNotFoundError:  # another program has removed it
            folder = root
        if folder.is_relative_to(root):
            folder = root.parent
        return folder / f"{self.session.corpus.name}-annotations.md"

    def _export_to(self, typed: str | None) -> None:
        if typed is not None:
            self._export_path = typed
            self._begin_export(Path(typed).expanduser(), replacing=False)

    def _begin_export(self, path: Path, *, replacing: bool) -> None:
        """Have all that is annotated by now written; ask first where there is such a file."""
        records = self.session.notebook.book.records()
        work = partial(self._export, path, records, replacing=replacing)
        self.run_worker(work, thread=True, group="export")

    def _export(self, path: Path, records: Sequence[Record], *, replacing: bool) -> None:
        """Write records to a file; to be called on a worker's thread, which has a book of its own.

        Args:
            path: The file.
            records: What the notes hold.
            replacing: Whether it may be there already.
        """
        from store import atomic
        from store.book import Book
        from store.exchange.exported import (
            FORMS,
            NoPlaceForExport,
            check_place,
            check_plain,
            exported,
        )

        corpus, book = self.session.corpus, Book(records)
        try:
            check_place(path, corpus.root, self.session.notebook.path)
            check_plain(path)
            if path.exists() and not replacing:
                self.app.call_from_thread(self._ask_to_replace, path)
                return
            pieces = exported(FORMS[path.suffix.lower()], corpus, book)
            atomic.replace(path, "".join(pieces).encode())
        except NoPlaceForExport as refused:
            told = f"{telling.first_words(shown(path.name))} {refused}"
        except OSError as error:
            name = telling.first_words(shown(path.name))
            told = f"{name} cannot be written: {error.strerror or error}"
        else:
            number = len(book.annotations())
            told = f"Wrote {telling.count(number, 'annotation')} to {shown(str(path))}"
        self.app.call_from_thread(self.status.say, told)

    def _ask_to_replace(self, path: Path) -> None:
        from tui.screens.ask import Confirm

        name = telling.first_words(shown(path.name))
        if self.app.screen is not self:
            # A key that is typed elsewhere by now must not be taken for the answer.
            self.status.say(f"{name} is there already; nothing was exported")
            return

        def replace(sure: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if sure:
                self._begin_export(path, replacing=True)
            else:
                self.status.say(f"{name} stays as it was; nothing was exported")

        question = Confirm(
            "Replace the file?", f"There is a file {shown(str(path))}; what it holds is lost."
        )
        self.app.push_screen(question, replace)


def _checked(typed: str) -> str:
    """Return the name of a file as it was typed.

    Raises:
        ValueError: If it says no form that can be written, or names no file.
    """
    from store.exchange.exported import FORMS

    name = typed.strip()
    if Path(name).suffix.lower() not in FORMS:
        raise ValueError("What it ends in says what is written: .md, .csv or .json")
    try:
        Path(name).expanduser()
    except RuntimeError as error:
        raise ValueError(f"There is no such home folder; write the whole path: {name}") from error
    return name
