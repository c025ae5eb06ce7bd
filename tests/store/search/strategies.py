"""Corpora, notes and queries for property tests of the search.

Words come from a small vocabulary of things that are hard to find, so that queries find something.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from store.annotation import Anchor, Annotation
from store.article import hash_text
from store.fold import fold
from store.search import query as q
from store.search.analysis import words
from store.search.found import Indexed
from store.search.known import Known
from tests.strategies import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON = ("the", "The", "of", "and", "troops", "Troops", "border", "borders", "boarder", "army")
ALIKE = (
    *("Sargsyan", "Sargsyán", "SARGSYAN", "Straße", "STRASSE", "strasse", "ﬁnal", "final", "Łódź"),
    *("İstanbul", "istanbul", "ısı", "ΟΔΟΣ", "οδός", "Ærø", "ＮＡＴＯ", "nato", "naïve", "ſo"),
    *("армия", "а\u0301рмия", "Ещё", "еще", "Երևան", "ԵՐԵՎԱՆ", "Երեւան", "ինչ", "ի՞նչ", "և"),
    *("שָׁלוֹם", "שלום", "كَتَبَ", "كتب", "كـتب"),
)
PARTED = (
    *("don't", "don’t", "dont", "it's", "U.S.", "post-soviet", "post-", "3,500", "3500", "3.5"),
    *("2022", "2022–2023", "2022-05-13", "rock'n'roll", "a_b", "C++", "@x", "50%"),
    *("sover- eign", "sover-\neign", "sovereign", "sover", "eign", "na\u0131ve‐ ly", "po- 東"),
)
UNSPACED = (
    *(
        "東京",
        "東",
        "京都",
        "外交部",
        "カタカナ",
        "ガス",
        "カ\u3099ス",
        "カス",
        "タワー",
        "ｶﾀ",
        "서울",
        "시",
    ),
    *("ไทยดี", "ที่", "ດີ", "ភាសា", "မြန်မာ", "བོད་", "nato東京", "東a京"),
)
ODD = (
    *("नमस्ते", "क्\u200dष", "க\u0bbf", "می\u200cخواهم", "x\u0323", "q\u0303ua", "\u0301", "\u0301a"),
    *(
        "👩\u200d👩\u200d👧",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
        "葛\U000e0100",
        "\u200d",
        "\u200b",
        "…",
        "—",
        "½",
        "②",
    ),
)
LONG = (
    "x" * 300,
    "x" * 255 + "y",
    "東" * 20,
    "\u0301" * 300,
    "a" + "\u0301" * 300,
    "か" + "\u3099" * 300,
)
VOCABULARY = (*COMMON * 4, *ALIKE, *PARTED, *UNSPACED, *ODD)
GAPS = (*(" ",) * 12, "", "", "\n", "\n\n", "\n\n\n", ", ", "-", "- ", "\u3000", " — ")

_PIECES = [piece + gap for piece, gap in product((*VOCABULARY, *LONG[:3]), GAPS)]
_RARE_PIECES = [piece + gap for piece, gap in product(LONG, GAPS)]


def _texts(most: int) -> st.SearchStrategy[str]:
    pieces = st.sampled_from(_PIECES)
    return st.lists(pieces, max_size=most).map(lambda drawn: canonical("".join(drawn)))


TEXTS = st.one_of(
    _texts(20),
    _texts(8),
    st.lists(st.sampled_from([*_PIECES[:400], *_RARE_PIECES]), max_size=4).map(
        lambda drawn: canonical("".join(drawn))
    ),
    st.text(max_size=20).map(canonical),
)
"""Canonical texts."""

LINES = _texts(4).map(lambda text: " ".join(text.split()))
"""Titles, names and paths."""

DATES = st.sampled_from(("2020-12-01", "2021-05-12", "2022-01-01", "2022-05-13", "2022-12-31"))
IDS = ("00000000000a", "ffffffffffff", "0123456789ab", "no hex", "ABCDEF012345", "1")


@st.composite
def _articles(draw: st.DrawFn, identity: str) -> Indexed:
    text = draw(TEXTS)
    return Indexed(
        id=identity,
        path=draw(LINES) or "a.txt",
        title=draw(LINES) or "untitled",
        date=draw(st.none() | DATES),
        author=draw(st.none() | LINES),
        source=draw(st.none() | LINES),
        text=text,
        text_hash=hash_text(text),
    )


CORPORA = st.integers(1, 4).flatmap(lambda count: st.tuples(*map(_articles, IDS[:count])))
"""A few articles, whose ids are the first of `IDS`."""

TAGS = ("security", "Security/Border", "security/border/crossing", "securities", "été", "東京")


_TAGS_OF_ONE = st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple)


@st.composite
def _anchors(draw: st.DrawFn, article: Indexed) -> Anchor:
    """Draw an anchor on any code points of an article, as it is or as it once was."""
    length = len(article.text)
    start = draw(st.integers(0, max(0, length - 1)))
    end = draw(st.integers(min(start + 1, length), length))
    exact = draw(st.sampled_from((*(article.text[start:end],) * 3, "once")))
    text_hash = draw(st.sampled_from((*(article.text_hash,) * 3, "0" * 64)))
    return Anchor(start, end, exact, "", "", text_hash, 0)


def _strange_anchor(exact: str) -> Anchor | None:
    """Return an anchor on words that stand in no article, None for none."""
    return Anchor(0, len(exact), exact, "", "", "", 0) if exact else None


@st.composite
def _annotations(draw: st.DrawFn, corpus: Sequence[Indexed]) -> Annotation:
    identity = draw(st.sampled_from((*[each.id for each in corpus] * 4, *IDS)))
    strange = LINES.map(_strange_anchor)
    own = [_anchors(each) for each in corpus if each.id == identity] * 4
    return Annotation(
        "u",
        identity,
        draw(st.one_of(*own, strange)),
        draw(_TAGS_OF_ONE),
        draw(st.just("") | LINES),
        lost_in=draw(
            st.sampled_from(("", *(each.text_hash for each in corpus if each.id == identity)))
        ),
    )


@st.composite
def _knowns(draw: st.DrawFn, corpus: Sequence[Indexed] = ()) -> Known:
    orphaned = draw(st.frozensets(st.sampled_from(IDS), max_size=2))
    return Known(
        annotations=tuple(draw(st.lists(_annotations(corpus), max_size=6))),
        read=draw(st.frozensets(st.sampled_from(IDS), max_size=2)),
        orphaned=lambda: orphaned,
    )


KNOWNS = _knowns()
"""What notes say, of no corpus in particular."""

NotedCorpus = tuple[tuple[Indexed, ...], Known]

NOTED_CORPORA: st.SearchStrategy[NotedCorpus] = CORPORA.flatmap(
    lambda corpus: st.tuples(st.just(corpus), _knowns(corpus))
)
"""Corpora, each with what notes say of its articles and passages."""

_RUNS: list[tuple[str, ...]] = [found for each in (*VOCABULARY, *LONG) if (found := words(each))]
_WORDS = sorted({word for run in _RUNS for word in run if len(word) < 200} | {"nothing", "post"})
_LONG_RUNS = [run for run in _RUNS if len(run) > 1]

_ANY_WORD = st.sampled_from(_WORDS)
_FIELDS = st.sampled_from((*(q.Field.TEXT,) * 8, *q.Field))
_BEGINNINGS = sorted({word[:end] for word in _WORDS for end in (1, 2, 3, 5) if word[:end]})


def _mistyped(word: str) -> Sequence[str]:
    """Return a word, and how it comes out under quick fingers."""
    half = len(word) // 2
    swapped = word[:half] + word[half : half + 2][::-1] + word[half + 2 :]
    return [each for each in (word, word[1:], word[:-1], word + "x", "q" + word, swapped) if each]


_MISTYPED = sorted({typed for word in _WORDS if len(word) < 40 for typed in _mistyped(word)})

PATTERNS = (
    *("troops", "borders?", r"\bthe\b", r"\d{4}", r"\w+-\w+", "(?:post|sover)-", "^the", "n$"),
    *("京", "o", r"r\s+\w", r"\n", "$", "x*", "ß", "ss", "é", "e", "army|troops", "[a-c]rmy", "."),
    *("istanbul", "ſ", r"\bt\w*s\b", "(the|of) .{0,9}and", "3,500", "(?s)the.*army", r"\p{Han}+"),
    *("(?=troops)t", "(?<=the )troops", "(?:tro){1,2}ops", "b(o)(?:a)?rder", "x{3,}y", "(?i:NATO)"),
    *(
        "խ|ե",
        "ու",
        "ев",
        "[[:alpha:]]x",
        "(?r)troops",
        r"(t)\1",
        r"\.",
        "東京|京都",
        "東.?京",
        "nat",
    ),
)
"""Patterns that are quick on every text."""

_WORDS_OF_NOTES = st.sampled_from((q.Field.NOTE, q.Field.QUOTE))

NOTES_LEAVES: st.SearchStrategy[q.Node] = st.one_of(
    st.builds(q.Tagged, st.sampled_from((*map(fold, TAGS), "sec", "nothing")), st.booleans()),
    st.builds(q.Is, st.sampled_from((*(q.State.TAGGED, q.State.NOTED) * 3, *q.State))),
    st.builds(q.Tagged, st.sampled_from(("sec", "ete")), st.just(value=True)),
    st.builds(q.Prefix, st.sampled_from(_BEGINNINGS), _WORDS_OF_NOTES),
    st.builds(q.Near, st.tuples(_ANY_WORD, _ANY_WORD), st.integers(1, 12), _WORDS_OF_NOTES),
)
"""Leaves that look for nothing in texts."""

WORDINGS = st.one_of(
    st.builds(q.Word, _ANY_WORD, _FIELDS),
    st.builds(q.Prefix, st.sampled_from(_BEGINNINGS), _FIELDS),
    st.builds(q.Fuzzy, st.sampled_from(_MISTYPED), st.integers(1, 2), _FIELDS),
    st.builds(q.Phrase, st.sampled_from(_LONG_RUNS), _FIELDS, st.booleans()),
    st.builds(q.Phrase, st.tuples(_ANY_WORD, _ANY_WORD), _FIELDS, st.booleans()),
    st.builds(
        q.Near,
        st.lists(_ANY_WORD, min_size=2, max_size=3).map(tuple),
        st.integers(1, 12),
        _FIELDS,
    ),
    st.builds(
        q.Near,
        st.lists(st.sampled_from(("the", "of", "troops")), min_size=2, max_size=4).map(tuple),
        st.integers(2, 12),
        _FIELDS,
    ),
)
"""Leaves that look for words."""

_DAYS = st.none() | DATES | st.sampled_from(("2021-01-01", "2022-05-31"))

LEAVES: st.SearchStrategy[q.Node] = st.one_of(
    WORDINGS,
    WORDINGS,
    st.builds(q.Regex, st.sampled_from(PATTERNS)),
    NOTES_LEAVES,
    NOTES_LEAVES,
    st.builds(q.Dated, _DAYS, _DAYS),
)
"""Leaves of every kind."""


def _parents(parts: st.SearchStrategy[q.Node]) -> st.SearchStrategy[q.Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(q.Not, parts), st.builds(q.And, several), st.builds(q.Or, several))


NODES = st.recursive(LEAVES, _parents, max_leaves=6)
"""Queries of every shape."""

NOTES_NODES = st.recursive(NOTES_LEAVES, _parents, max_leaves=4)
"""Queries of every shape that look for nothing in texts."""
