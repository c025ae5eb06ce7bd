"""The words of raw HTML in Markdown: tags, comments, scripts and styles dropped."""

from __future__ import annotations

import html
import re

# Possessive, and never past the next `<`: linear however many tags are left open.
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|<[!?][^<>]*>")
_OPENING_OF_HIDDEN = re.compile(r"<(script|style|template)\b[^<>]*>|<!--", re.IGNORECASE)
_LINE_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)


def lines_of(raw: str) -> list[str]:
    """Return the lines of text in raw HTML, as its block elements and `<br>` part them.

    Args:
        raw: HTML of any quality; what is no tag stays as text.
    """
    source = " ".join(_without_hidden(raw).split())
    source = _LINE_TAG.sub("\n", source)
    text = html.unescape(_TAG.sub("", source))
    return [line for line in map(str.strip, text.split("\n")) if line]


def is_line_break(tag: str) -> bool:
    """Tell whether a single tag is a `<br>`."""
    return tag[:3].lower() == "<br" and tag[3:4] in {">", "/", " "}


def opens_hidden(tag: str) -> str:
    """Return the closing tag to look for where a tag hides what follows it, else nothing."""
    match = _OPENING_OF_HIDDEN.fullmatch(tag)
    return f"</{match[1].lower()}" if match and match[1] else ""


def _without_hidden(raw: str) -> str:
    """Drop comments, and scripts and styles with their contents, as far as they are closed."""
    kept: list[str] = []
    unclosed: set[str] = set()
    position = 0
    while (match := _OPENING_OF_HIDDEN.search(raw, position)) is not None:
        closing = f"</{match[1].lower()}" if match[1] else "-->"
        end = None if closing in unclosed else _closing_tag(closing).search(raw, match.end())
        if end is None:
            unclosed.add(closing)
            kept.append(raw[position : match.end()])
            position = match.end()
            continue
        kept.append(raw[position : match.start()])
        position = end.end()
    kept.append(raw[position:])
    return "".join(kept)


def _closing_tag(start: str) -> re.Pattern[str]:
    """Return what matches the end of something hidden, which begins with `start`."""
    return re.compile(start if start == "-->" else rf"{start}\b[^<>]*>?", re.IGNORECASE)
