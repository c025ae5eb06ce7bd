"""QueryGuide: what one can type in the search line, shown while it is empty."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

_GUIDE = (
    ("troops border", "both words"),
    ('"collective security"', "these words in a row"),
    ("arm*", "words that begin so"),
    ("~mirzoyan", "words spelled nearly so"),
    ('"troops border"~8', "within eight words of each other"),
    ("troops OR army", "either; NOT or - leaves out; ( ) keeps together"),
    ("/osce|csto/", "a regular expression"),
    ("", ""),
    ("title:summit", "in the title; also author: source: path:"),
    ("note:why quote:border", "in what you wrote, in what you marked"),
    ("tag:security", "tagged so, or below it"),
    ("date:2022-05..2022-12", "from May to December; also date:2022 date:>2022-09"),
    ("is:unread", "also is:read is:noted is:tagged is:orphan"),
)


class QueryGuide(Static):
    """Examples of queries, and what they find."""

    DEFAULT_CSS = """
    QueryGuide { height: 1fr; margin: 0 2 0 3; color: $quiet; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__(_content(), markup=False)


def _content() -> Content:
    widest = max(len(example) for example, _ in _GUIDE)
    return Content("\n").join(
        Content.assemble((example.ljust(widest + 3), "$foreground"), words)
        for example, words in _GUIDE
    )
