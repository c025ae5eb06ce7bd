"""The last line of defence: what is drawn commands no terminal, whoever let it through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from store.session import Session
from tui.app import PostilApp
from tui.backstop import BACKSTOP, harmless, safe_link
from tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

COMMANDING = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
BLACK = Color(0, 0, 0)


class Careless(Widget):
    """Draws what it is given, as a widget that forgot to clean would."""

    def __init__(self, words: str, link: str) -> None:
        super().__init__()
        self._words = words
        self._link = link

    def render_line(self, _: int) -> Strip:
        return Strip([Segment(self._words, Style(link=self._link))])


@given(st.text(st.characters(codec=None)))
def test_a_line_commands_nothing_and_keeps_its_width(text: str) -> None:
    [drawn] = BACKSTOP.apply([Segment(text)], BLACK)
    assert not COMMANDING.search(drawn.text)
    assert cell_len(drawn.text) == cell_len(text)


def test_a_harmless_line_is_not_even_made_anew() -> None:
    line = [Segment("Ereván, Երևան 👩‍👩‍👧 می‌خواهم"), Segment("words", Style(bold=True))]
    assert BACKSTOP.apply(line, BLACK) is line


def test_what_takes_a_cell_leaves_one_that_can_be_seen() -> None:
    assert harmless("a\ud800b\x1b[31mc") == "a�b[31mc"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("HTTP://example.org/é", "HTTP://example.org/%C3%A9"),
        (
            "https://a/\x1b\\\x1b]52;c;AA==\x07\x9c",
            "https://a/%1B%5C%1B]52;c;AA==%07%C2%9C",
        ),
        ("https://a/\u202e\ud800 ", "https://a/%E2%80%AE?%20"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("\x1b]0;x\x07https://a/", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(address: str, safe: str) -> None:
    assert safe_link(address) == safe


@given(st.text(st.characters(codec=None)))
def test_no_address_carries_a_sequence(rest: str) -> None:
    assert re.fullmatch(r"[!-~]*", safe_link(f"https://{rest}"))


@pytest.mark.parametrize("theme", ["dark", "light", "terminal"])
async def test_the_app_draws_nothing_without_the_backstop(corpus: Path, theme: str) -> None:
    words = "before \x1b]52;c;c2VjcmV0\x07\x9b31m\u202e behind"
    app = PostilApp(Session.open(corpus, None, creator="reader"), Settings(theme=theme))
    async with app.run_test(size=(80, 10)) as pilot:
        await app.mount(Careless(words, "https://a/\x1b\\x"), Careless("no", "file:///x"))
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        segments = [segment for strip in strips for segment in strip]
        assert any(segment.text.startswith("before ]52;c;") for segment in segments)
        assert not any(COMMANDING.search(segment.text) for segment in segments)
        links = {segment.style.link for segment in segments if segment.style and segment.style.link}
        assert links == {"https://a/%1B%5Cx"}
    assert app.session.close()


async def test_the_page_is_drawn_through_the_backstop_too(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        article = reader.screen.reader.article
        assert article is not None
        text = article.text.replace("The", "\x1b]52;c;c2VjcmV0\x07\x9b31m\u202e")
        unclean = replace(article, parsed=replace(article.parsed, text=text))
        reader.screen.reader.show(unclean)
        await reader.until(lambda: "]52;c;" in reader.text)
        strips = reader.app.screen._compositor.render_strips()
        assert not any(COMMANDING.search(segment.text) for strip in strips for segment in strip)
