"""Annotations as Markdown: a section an article, each passage a block quote."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from store.anchor import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.exchange.passages import Citation, Passage

_ADDRESS = re.compile(r"""(https?://[^\s<>"“”«»]*[^\s<>"“”«»'’.,;:!?)\]*_])""")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#]")
_SPECIAL_AT_START = re.compile(r"^(?:\d+(?=[.)])|(?=[-+=:]))")

_PLACES = {
    State.REVIEW: "The article has changed; the place is to be checked.",
    State.ORPHAN: "No longer in the article.",
}


def export(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the sections of a Markdown text.

    Args:
        passages: Those of one article next to each other.
    """
    parting = ""
    for article, of_article in groupby(passages, key=lambda passage: passage.article):
        yield parting + _heading(article)
        for passage in of_article:
            yield f"\n{_entry(passage)}"
        parting = "\n"


def escape(text: str) -> str:
    """Return Markdown that renders as `text`, line by line and paragraph by paragraph."""
    paragraphs = re.split(r"\n\s*\n", "\n".join(text.splitlines()).strip())
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs)


def _paragraph(text: str) -> str:
    """Return the Markdown of one paragraph; a line break in it stays one."""
    return "\\\n".join(_line(line) for line in text.split("\n") if line.strip())


def _line(text: str) -> str:
    """Return the Markdown of words that stand on one line."""
    # Between angle brackets an address stands as it is; escaped, it would lead elsewhere.
    parts = _ADDRESS.split(text.strip())
    parts[::2] = [_SPECIAL.sub(r"\\\g<0>", words) for words in parts[::2]]
    parts[1::2] = [f"<{address}>" for address in parts[1::2]]
    return _SPECIAL_AT_START.sub(r"\g<0>\\", "".join(parts))


def _one_line(text: str) -> str:
    """Return the Markdown of words that must not break the line they stand in."""
    return _line(" ".join(text.split()))


def _heading(article: Citation) -> str:
    """Return an article's heading and the line that says where it is from."""
    known = (article.date, article.author, article.source, article.path)
    origin = " · ".join(_one_line(each) for each in known if each)
    return f"## {_one_line(article.title)}\n\n{origin}\n"


def _entry(passage: Passage) -> str:
    """Return one annotation: the passage, its sentence, tags and note."""
    annotation = passage.annotation
    parts = []
    if passage.exact:
        parts.append("\n".join(f"> {line}".rstrip() for line in escape(passage.exact).split("\n")))
    if passage.state in _PLACES:
        parts.append(f"*{_PLACES[passage.state]}*")
    if passage.sentence:
        parts.append(f"*Sentence:* {escape(passage.sentence)}")
    if annotation.tags:
        parts.append(f"*Tags:* {', '.join(_one_line(tag) for tag in annotation.tags)}")
    if annotation.note.strip():
        parts.append(f"*Note:* {escape(annotation.note)}")
    return "\n\n".join(parts) + "\n"
