"""YAML front matter: title, date, author and source that a Markdown file states itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct

from store.sources.dates import parse_date
from store.sources.sanitize import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 32 * 1024
"""Code points from which front matter is taken for text; so many take PyYAML 0.3 s."""

_DEEPEST = 8
_LONGEST_VALUE = 1_000

_FENCED = re.compile(r"---[ ]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ ]*(?:\n|\Z)")

_TITLE_KEYS = ("title", "headline")
_DATE_KEYS = (
    "date",
    "published",
    "datepublished",
    "date_published",
    "published_at",
    "publish_date",
    "pubdate",
    "created",
)
_AUTHOR_KEYS = ("author", "authors", "byline", "creator", "by")
_SOURCE_KEYS = (
    "source",
    "publication",
    "publisher",
    "site",
    "website",
    "url",
    "link",
    "canonical_url",
)

_NOTHING = frozenset({"", "~", "null", "none"})
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)


class FrontMatter(Struct, frozen=True):
    """What front matter says about its article; None for what it does not say.

    Args:
        title: On one line.
        date: ISO 8601 calendar date, as written where a time stands with it.
        author: Several are parted by commas.
        source: Publication or address.
    """

    title: str | None = None
    date: str | None = None
    author: str | None = None
    source: str | None = None


class _StrictLoader(yaml.BaseLoader):
    """Keeps every value a string and refuses what makes small files large: aliases and depth."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, of a kind and at a depth that front matter needs."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # its stub names no types
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise yaml.YAMLError("front matter has no use for anchors")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise yaml.YAMLError("front matter is nested too deeply")
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def split(text: str) -> tuple[FrontMatter, str]:
    """Part front matter from the text behind it.

    Front matter that is not closed, not YAML, or more than titles and names stays in the text.

    Args:
        text: The whole file, in the characters of canonical text.
    """
    match = _FENCED.match(text, 0, _LONGEST)
    if match is None:
        return FrontMatter(), text
    try:
        loaded = yaml.load(match["yaml"], _StrictLoader)  # noqa: S506 - derived from BaseLoader
    except (yaml.YAMLError, ValueError):
        return FrontMatter(), text
    if loaded is not None and not isinstance(loaded, dict):
        return FrontMatter(), text
    fields = {str(key).casefold(): value for key, value in (loaded or {}).items()}
    return _read(fields), text[match.end() :]


def _read(fields: dict[str, object]) -> FrontMatter:
    """Return what the fields of front matter say."""
    dates = (parse_date(value) for value in _values(fields, _DATE_KEYS))
    author = next(_values(fields, _AUTHOR_KEYS), None)
    return FrontMatter(
        title=next(_values(fields, _TITLE_KEYS), None),
        date=next((date for date in dates if date), None),
        author=_BY.sub("", author, count=1) if author else None,
        source=next(_values(fields, _SOURCE_KEYS), None),
    )


def _values(fields: dict[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under the keys, in their order, as far as it is words."""
    for key in keys:
        if (value := _words(fields.get(key))) is not None:
            yield value


def _words(value: object) -> str | None:
    """Return a value on one line: text, a list of texts, or something with a name."""
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, list):
        parts = [part for part in map(_words, value) if part]
        return ", ".join(parts)[:_LONGEST_VALUE] or None
    if not isinstance(value, str):
        return None
    # An escape in a quoted YAML string brings control characters back.
    line = clean_line(value)[:_LONGEST_VALUE]
    return None if line.casefold() in _NOTHING else line
