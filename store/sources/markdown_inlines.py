"""From the inline tokens of one paragraph to its words and styles."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from store.article import InlineStyle
from store.sources import htmltext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from store.sources.lines import LineBuilder

_STYLES = {
    "em": InlineStyle.EMPHASIS,
    "strong": InlineStyle.STRONG,
    "s": InlineStyle.STRIKE,
}

_SCHEMES = frozenset({"http", "https", "mailto"})
_KEPT_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._"


def collect(tokens: Sequence[Token], builder: LineBuilder) -> None:
    """Add the words and styles of inline tokens to a builder."""
    hidden_until = ""
    closings = _last_closings(tokens)
    for index, token in enumerate(tokens):
        if token.type == "html_inline":
            if htmltext.is_line_break(token.content):
                builder.break_line()
            if hidden_until:
                is_end = token.content.lower().startswith(hidden_until)
                hidden_until = "" if is_end else hidden_until
                continue
            closing = htmltext.opens_hidden(token.content)
            hidden_until = closing if closings.get(closing, -1) > index else ""
        elif not hidden_until:
            _add(token, builder)


def _last_closings(tokens: Sequence[Token]) -> dict[str, int]:
    """Return where each closing tag stands last, by how it begins."""
    return {
        token.content.lower().rstrip("> "): index
        for index, token in enumerate(tokens)
        if token.type == "html_inline" and token.content.startswith("</")
    }


def _add(token: Token, builder: LineBuilder) -> None:
    """Add what one token stands for."""
    if token.type in {"text", "code_inline"}:
        _add_words(token, builder)
    elif token.type == "softbreak":
        builder.wrap()
    elif token.type == "hardbreak":
        builder.break_line()
    elif token.type == "image":
        _add_description(token, builder)
    else:
        _open_or_close(token, builder)


def web_address(href: str) -> str:
    """Return an address as it may be handed to a terminal, or nothing for other schemes."""
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return ""
    if scheme.lower() not in _SCHEMES:
        return ""
    return quote(href, safe=_KEPT_IN_ADDRESSES, errors="ignore")


def _add_words(token: Token, builder: LineBuilder) -> None:
    """Add plain words or words set as code."""
    if token.type == "text":
        builder.add(token.content)
        return
    builder.open(InlineStyle.CODE)
    builder.add(token.content)
    builder.close(InlineStyle.CODE)


def _add_description(token: Token, builder: LineBuilder) -> None:
    """Add the words that stand for a picture."""
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            builder.add(child.content)
        elif child.type == "image":
            _add_description(child, builder)
        elif child.type in {"softbreak", "hardbreak"}:
            builder.add(" ")


def _open_or_close(token: Token, builder: LineBuilder) -> None:
    """Begin or end a style."""
    name, _, edge = token.type.rpartition("_")
    if name == "link":
        target = web_address(str(token.attrGet("href") or "")) if edge == "open" else ""
        if edge == "open":
            builder.open(InlineStyle.LINK, target)
        else:
            builder.close(InlineStyle.LINK)
    elif name in _STYLES:
        (builder.open if edge == "open" else builder.close)(_STYLES[name])
