"""A changed article is there to be read while its passages are still being looked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from store import edits
from store.anchor import place_all
from store.session import Session
from store.span import Span
from tui import placing

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.tui.driver import Opened

_LINES = [f"The {n}th minister spoke of border {n} at some length." for n in range(80)]


async def test_an_article_with_many_strange_passages_is_shown_before_they_are_found(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "dossier"
    corpus.mkdir()
    (corpus / "a.txt").write_text("\n\n".join(_LINES))
    session = Session.open(corpus, None)
    list(session.corpus.scan())
    [entry] = session.corpus.entries
    article = session.corpus.load(entry)
    session.old_texts.keep(article.text_hash, article.text)
    for line in _LINES:
        start = article.text.index(line)
        stamp = session.notebook.stamp()
        span = Span(start, start + len(line))
        session.notebook.edit(edits.mark(session.notebook.book, stamp, article, span))
    assert session.close()
    (corpus / "a.txt").write_text("\n\n".join(["A new paragraph.", *_LINES]))
    may_look = threading.Event()

    def wait_and_place(*arguments: Any) -> object:
        assert may_look.wait(30)
        return place_all(*arguments)

    monkeypatch.setattr(placing, "place_all", wait_and_place)
    async with opened(corpus) as reader:
        assert "A new paragraph." in reader.text
        page = reader.screen.reader.page
        assert page is not None
        assert not page.highlights
        await reader.press("j")
        may_look.set()
        await reader.until(
            lambda: (
                (now := reader.screen.reader.page) is not None
                and len(now.highlights) == len(_LINES)
            )
        )
