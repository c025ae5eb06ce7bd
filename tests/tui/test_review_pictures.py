"""What the review queue looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import edits
from store.session import Session
from store.span import Span
from tests.tui.driver import Driver
from tui.app import PostilApp
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    Snapshot = Callable[..., bool]

BEFORE = """Ministers meet in Yerevan

The ministers met in the capital on Tuesday. Mr. Petrosyan spoke of the border first. He asked for observers, and the others listened.

A second round followed after lunch. The border came up again, at length.

In the evening the guests left, and the papers of the town were sold out. Nobody spoke to the press.
"""  # noqa: E501 - a paragraph of an article is one line
AFTER = """Ministers meet in Yerevan

The ministers met in the capital on Tuesday, two hours late. Mr. Petrosyan spoke of the border first. He then asked for observers, and the others only listened.

On Monday it was quiet in the hall. The border came up again, at length. Then it began to rain.

The heat was great that Friday. The border came up again, at length. Some clerks had gone to sleep.
"""  # noqa: E501 - a paragraph of an article is one line
MARKED = (
    ("The border came up again, at length.", ("security/border", "priority"), "Compare Astana."),
    ("He asked for observers, and the others listened.", (), "Who else was in the room?"),
    ("Nobody spoke to the press.", ("press",), ""),
)
GAZETTE = "\n\n".join(
    f"In the {nth} week the council sat in the old hall and heard the {who} speak of bread."
    for nth, who in (("first", "miller"), ("second", "baker"), ("third", "carter"))
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus in which one article changed and one went away since they were annotated."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "ministers.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "gazette.txt").write_text(f"The Gazette\n\n{GAZETTE}\n", encoding="utf-8")
    session = Session.open(folder, None, creator="reader")
    assert [*session.corpus.scan()]
    for quote, tags, note in MARKED:
        mark(session, "ministers.txt", quote, tags, note)
    mark(session, "gazette.txt", GAZETTE[:40], ("bread",), "")
    assert session.close()
    (folder / "ministers.txt").write_text(AFTER, encoding="utf-8")
    (folder / "gazette.txt").unlink()
    changed = GAZETTE.replace("speak of bread", "speak of flour", 1)
    (folder / "gazette-1911.md").write_text(f"# The Gazette\n\n{changed}\n", encoding="utf-8")
    return folder


def mark(session: Session, path: str, quote: str, tags: tuple[str, ...], note: str) -> None:
    entry, book = session.corpus.find(path), session.notebook.book
    assert entry is not None
    article = session.corpus.load(entry)
    start = article.text.index(quote)
    span = Span(start, start + len(quote))
    stamp = session.notebook.stamp()
    session.notebook.edit(edits.mark(book, stamp, article, span, tags=tags, note=note))
    session.old_texts.keep(article.text_hash, article.text)


def app_on(corpus: Path, theme: str = "dark") -> PostilApp:
    return PostilApp(Session.open(corpus, None, creator="reader"), Settings(theme=theme))


async def reading(pilot: Pilot[int]) -> Driver:
    """Open the changed article and wait until everything is known of it and of the missing one."""
    assert isinstance(pilot.app, PostilApp)
    reader = Driver(pilot.app, pilot)
    await reader.until(lambda: reader.screen.is_scanned)
    await reader.open("ministers.txt")
    await reader.until(lambda: (reader.screen.tally.here, reader.screen.tally.elsewhere) == (1, 1))
    await reader.settled()
    reader.screen.status.say("")
    return reader


def keys(*pressed: str) -> Callable[[Pilot[int]], object]:
    async def press(pilot: Pilot[int]) -> None:
        reader = await reading(pilot)
        await reader.press(*pressed)
        await reader.settled()

    return press


def test_a_passage_with_two_places(corpus: Path, snap_compare: Snapshot) -> None:
    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=keys("!"))


def test_a_missing_article_by_daylight(corpus: Path, snap_compare: Snapshot) -> None:
    app = app_on(corpus, "light")
    assert snap_compare(app, terminal_size=(160, 45), run_before=keys("!", "j"))


def test_a_passage_with_two_places_on_a_narrow_screen(corpus: Path, snap_compare: Snapshot) -> None:
    assert snap_compare(app_on(corpus), terminal_size=(80, 24), run_before=keys("!", "l"))


def test_a_moved_passage_without_colour(
    corpus: Path, snap_compare: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=keys("!", "G"))


def test_the_changed_article_and_the_missing_one_in_the_list(
    corpus: Path, snap_compare: Snapshot
) -> None:
    assert snap_compare(app_on(corpus), terminal_size=(120, 35), run_before=keys("g"))
