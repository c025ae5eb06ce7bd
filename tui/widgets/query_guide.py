"""QueryGuide: what one can type in the search line, shown while it is empty."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from store.search.language.forms import FORMS


class QueryGuide(Static):
    """Examples of queries, and what they find."""

    DEFAULT_CSS = """
    QueryGuide { height: 1fr; margin: 0 2 0 3; color: $quiet; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__(_content(), markup=False)


def _content() -> Content:
    widest = max(len(form.example) for form in FORMS)
    return Content("\n").join(
        Content.assemble((form.example.ljust(widest + 3), "$foreground"), form.help)
        for form in FORMS
    )
