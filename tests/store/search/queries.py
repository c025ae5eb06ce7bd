"""Queries for tests: trees as the parser makes them, and how each is typed."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from store.search.query import (
    And,
    Dated,
    Field,
    Fuzzy,
    Is,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Regex,
    State,
    Tagged,
    Word,
)

WORDS = st.sampled_from(("arm", "army", "border", "2022", "or", "հայ", "армия", "外", "title"))
_SEVERAL = st.lists(WORDS, min_size=2, max_size=4).map(tuple)
_DAYS = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
_FIELDS = st.sampled_from(Field)

LEAVES: st.SearchStrategy[Leaf] = st.one_of(
    st.builds(Word, WORDS, _FIELDS),
    st.builds(Prefix, WORDS, _FIELDS),
    st.builds(lambda word, field: Fuzzy(word, 1 if len(word) <= 5 else 2, field), WORDS, _FIELDS),
    st.builds(Phrase, _SEVERAL, _FIELDS, st.booleans()),
    st.builds(Near, _SEVERAL, st.integers(4, 1000), _FIELDS),
    st.sampled_from((Regex("a.b"), Regex(r"a/b c\/"), Regex(r"(x|y) z\\"), Regex("[)/] "))),
    st.builds(Tagged, st.sampled_from(("security", "a/b", "two words", "(x)")), st.booleans()),
    st.tuples(_DAYS, _DAYS).map(lambda days: Dated(min(days), max(days))),
    st.builds(Dated, _DAYS, st.none()),
    st.builds(Dated, st.none(), _DAYS),
    st.builds(Is, st.sampled_from(State)),
)


def trees() -> st.SearchStrategy[Node]:
    """Return queries as the parser makes them: no `Not` in a `Not`, no `And` in an `And`."""
    return st.recursive(LEAVES, _combined, max_leaves=8)


def _combined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        parts.filter(lambda part: not isinstance(part, Not)).map(Not),
        _several(parts, And).map(And),
        _several(parts, Or).map(Or),
    )


def _several(
    parts: st.SearchStrategy[Node], kind: type[And | Or]
) -> st.SearchStrategy[tuple[Node, ...]]:
    others = parts.filter(lambda part: not isinstance(part, kind))
    return st.lists(others, min_size=2, max_size=3).map(tuple)


def written(node: Node) -> str:
    """Return a query as it is typed."""
    match node:
        case Or(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case And(parts):
            return " ".join(_grouped(part) for part in parts)
        case Not(part):
            return f"-{_grouped(part)}"
        case _:
            return _written_leaf(node)


def _written_leaf(leaf: Leaf) -> str:
    match leaf:
        case Regex(pattern):
            return f"/{pattern}/"
        case Tagged(name, is_open):
            return f'tag:"{name}"{"*" * is_open}'
        case Dated(first, last):
            return f"date:{first or ''}..{last or ''}"
        case Is(state):
            return f"is:{state}"
        case _:
            return f"{leaf.field}{':' * bool(leaf.field)}{_words(leaf)}"


def _grouped(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, (And, Or)) else written(node)


def _words(leaf: Word | Prefix | Fuzzy | Phrase | Near) -> str:
    match leaf:
        case Word(word):
            return f'"{word}"'
        case Prefix(word):
            return f"{word}*"
        case Fuzzy(word):
            return f"~{word}"
        case Phrase(words, _, is_open):
            return f'"{" ".join(words)}"{"*" * is_open}'
        case Near(words, within):
            return f'"{" ".join(words)}"~{within}'
