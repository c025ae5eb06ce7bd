"""Articles with hits, for property tests."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from store import graphemes
from store.article import hash_text
from store.search.analysis import LONGEST, located
from store.search.found import Found, Indexed
from store.span import Span
from tests.strategies import LINES

PATHS = ("b.txt", "a.txt", "2022/c.txt", "2022/05/d.txt", "2022.txt", "á/b.txt")
FEW = st.lists(
    st.sampled_from(["a", "b", "c", "d", "the", "—", "e.g.", "\n\n", "安全"]), max_size=60
)
ANYTHING = st.one_of(FEW.map(" ".join), st.lists(LINES, min_size=1, max_size=6).map("\n\n".join))


def has_only_words(text: str) -> bool:
    """Tell whether no run of letters is so long that it is parted, which a hit would shift."""
    return all(len(each.span) < LONGEST for each in located(text))


TEXTS = ANYTHING.filter(has_only_words)


def indexed(text: str, path: str = "a.txt", date: str | None = None) -> Indexed:
    """Return an article with this text."""
    title = text.partition("\n")[0].strip() or path
    return Indexed(hash_text(path)[:12], path, title, date, None, None, text, hash_text(text))


def found(text: str, *matches: str, path: str = "a.txt", date: str | None = None) -> Found:
    """Return an article with a hit at each place of these words."""
    hits = []
    for match in matches:
        start = text.find(match)
        while start >= 0:
            hits.append(Span(start, start + len(match)))
            start = text.find(match, start + len(match))
    return Found(indexed(text, path, date), tuple(sorted(hits)))


@st.composite
def founds(draw: st.DrawFn, path: str = "a.txt") -> Found:
    """Draw an article with hits of whole graphemes, in order, not overlapping."""
    text = draw(TEXTS)
    edges = draw(st.lists(st.integers(0, len(text)), max_size=12))
    snapped = sorted({graphemes.floor(text, edge) for edge in edges})
    hits = [Span(*pair) for pair in pairwise(snapped)]
    kept = draw(st.lists(st.booleans(), min_size=len(hits), max_size=len(hits)))
    date = draw(st.sampled_from([None, "2021-05-12", "2022-06-10", "2022-09-13"]))
    chosen = tuple(hit for hit, is_kept in zip(hits, kept, strict=True) if is_kept)
    return Found(indexed(text, path, date), chosen)


@st.composite
def corpora(draw: st.DrawFn) -> list[Found]:
    """Draw a few such articles, each at a path of its own."""
    paths = draw(st.lists(st.sampled_from(PATHS), unique=True))
    return [draw(founds(path)) for path in paths]
