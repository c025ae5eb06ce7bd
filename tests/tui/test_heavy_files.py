"""Files that keep a parser busy, or are too large: the list comes, and the keys are answered."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from tests.store.strange import MARKUP, PROSE
from tests.tui.driver import MINISTERS
from tests.tui.terminal import POSTIL, Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.tui.driver import Opened

_MEGABYTE = 1024 * 1024
_LONGEST_GAP = 0.5
"""Seconds after which the event loop comes round at the latest, on a slow machine too."""

BUSY = {
    "sequences.txt": b"\x1b]a" * (3 * _MEGABYTE),
    "marks.txt": b"a" + "\u0301\u0316".encode() * (3 * _MEGABYTE),
    "yaml.md": MARKUP["many yaml"].encode(),
    "prose.md": PROSE.encode() * 40_000,
}
"""Files that are a tenth of a second's work to read or more, whatever comes of it."""


@contextlib.asynccontextmanager
async def watched_loop() -> AsyncIterator[list[float]]:
    """Note how long the event loop takes, in seconds, each time that it comes round."""
    gaps: list[float] = []

    async def watch() -> None:
        time = asyncio.get_running_loop().time
        last = time()
        while True:
            await asyncio.sleep(0.005)
            gaps.append(time() - last)
            last = time()

    watch_task = asyncio.create_task(watch())
    try:
        yield gaps
    finally:
        watch_task.cancel()


@pytest.mark.parametrize("name", BUSY)
async def test_keys_are_answered_while_a_heavy_article_is_read(
    corpus: Path, opened: Opened, name: str
) -> None:
    (corpus / name).write_text("A few words.", encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        entry = reader.screen.session.corpus.find(name)
        assert entry is not None
        (corpus / name).write_bytes(BUSY[name])
        cursors = [reader.screen.reader.cursor]
        async with watched_loop() as gaps:
            reader.screen.open_entry(entry)
            while reader.screen.is_awaiting:
                # As the terminal delivers it; Pilot would wait for an idle processor.
                reader.app.post_message(Key("j" if len(cursors) % 2 else "k", None))
                await asyncio.sleep(0.01)
                if reader.screen.is_awaiting:
                    cursors.append(reader.screen.reader.cursor)
        assert len(set(cursors)) > 1, "no key moved the cursor before the article was there"
        assert max(gaps) < _LONGEST_GAP


def test_a_corpus_with_files_beyond_all_measure_shows_its_list_and_what_it_refuses(
    tmp_path: Path,
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "ministers.txt").write_text(MINISTERS, encoding="utf-8")
    with (corpus / "beyond.txt").open("wb") as beyond:
        beyond.write(PROSE.encode() * (100 * _MEGABYTE // len(PROSE)))
    (corpus / "line.txt").write_text(f"Line {PROSE * (10 * _MEGABYTE // len(PROSE))}", "utf-8")
    with Terminal(*POSTIL, str(corpus), columns=160) as terminal:
        terminal.wait("Ministers meet")
        terminal.wait("it is too large (100 MB")
        terminal.wait("Line The foreign")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
