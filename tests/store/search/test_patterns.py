"""Regular expressions find what they say, and none of them can hang the reader."""

from __future__ import annotations

from threading import Thread

import pytest

from store.search import patterns
from store.search.found import Indexed
from store.search.known import Known
from store.search.matching import Matcher
from store.search.patterns import PatternError, Timed, TooSlow, compiled
from store.search.query import And, Node, Not, Or, Regex, Word
from store.span import Span

_DESPERATE = "a" * 5_000 + "!"
_NEVER_ENDING = Regex("(a|aa)+$")


def _article(text: str) -> Indexed:
    return Indexed("id", "folder/a.txt", "A title", None, None, None, text, "")


@pytest.fixture
def is_hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let patterns have less time than a reader would give them, since here all of it is spent."""
    monkeypatch.setattr(patterns, "LIMIT", 0.05)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("TROOPS", "Troops, troops", ["Troops", "troops"]),
        ("^the", "the end\nThe end", ["the", "The"]),
        (r"e\nt", "one\ntwo", ["e\nt"]),
        ("e.t", "one\ntwo", []),
        ("x*", "axxb", ["xx"]),
        ("$|^", "a", []),
        (r"\p{Han}+", "in 東京 met", ["東京"]),
        ("(?r)troops", "troops troops", ["troops", "troops"]),
        ("á", "a\u0301 á a", ["á"]),
    ],
)
def test_an_expression_runs_on_the_text_as_it_stands(
    pattern: str, text: str, found: list[str]
) -> None:
    assert [hit.of(text) for hit in Matcher(Regex(pattern), Known()).hits(_article(text))] == found


@pytest.mark.usefixtures("is_hasty")
@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*$",
        "(a|aa)+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(?:(?:a{1,100}){1,100}){1,100}b",
        "(?b)(?:xyzzyxyzzy){e<=8}",
    ],
)
def test_an_expression_that_never_ends_is_ended(pattern: str) -> None:
    with pytest.raises(TooSlow):
        Timed(pattern).places(_DESPERATE)


@pytest.mark.usefixtures("is_hasty")
def test_more_occurrences_than_anyone_looks_at_are_too_slow_as_well() -> None:
    with pytest.raises(TooSlow):
        Timed(".").places("a" * 1_000_000)


def test_other_threads_run_while_an_expression_does() -> None:
    matcher = Matcher(_NEVER_ENDING, Known())
    thread = Thread(target=matcher.hits, args=(_article(_DESPERATE),))
    thread.start()
    rounds = 0
    while thread.is_alive():
        rounds += 1
    thread.join()
    assert rounds > 100


@pytest.mark.usefixtures("is_hasty")
@pytest.mark.parametrize(
    ("root", "holds"),
    [
        (_NEVER_ENDING, False),
        (Not(_NEVER_ENDING), False),
        (Or((_NEVER_ENDING, Word("title"))), True),
        (And((_NEVER_ENDING, Word("title"))), False),
        (Not(And((_NEVER_ENDING, Word("nothing")))), True),
        (Not(Or((_NEVER_ENDING, Word("nothing")))), False),
    ],
)
def test_what_is_not_known_of_an_article_is_not_guessed(root: Node, *, holds: bool) -> None:
    matcher = Matcher(root, Known())
    assert (matcher.match(_article(_DESPERATE)) is not None) is holds


@pytest.mark.usefixtures("is_hasty")
def test_the_articles_that_took_too_long_are_named() -> None:
    matcher = Matcher(_NEVER_ENDING, Known())
    assert matcher.match(_article(_DESPERATE)) is None
    assert matcher.match(_article("aaa"))
    assert matcher.too_slow == ["folder/a.txt"]


def test_an_expression_that_was_slow_for_long_has_less_time_from_then_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patterns, "PATIENCE", 0.0)
    monkeypatch.setattr(patterns, "LIMIT", 600.0)
    timed = Timed("(a|aa)+$")
    for _ in range(2):
        with pytest.raises(TooSlow):
            timed.places(_DESPERATE)
    assert timed.places("aaa") == [(0, 3)]


@pytest.mark.parametrize(
    ("pattern", "words", "span"),
    [
        ("a(", "missing )", Span(2, 2)),
        ("a**", "multiple repeat", Span(2, 3)),
        (r"\p{nonsense}", "unknown property", Span(12, 12)),
        ("a[z-b]", "bad character range", Span(5, 6)),
        (r"\L<names>", "undefined named list", Span(9, 9)),
        ("a{99999999999999999999}", "repeat count too big", Span(2, 3)),
        ("(" * 5_000 + ")" * 5_000, "nested too deeply", Span(0, 1)),
    ],
)
def test_an_expression_that_makes_no_sense_says_what_and_where(
    pattern: str, words: str, span: Span
) -> None:
    with pytest.raises(PatternError, match=words.replace(")", r"\)")) as caught:
        compiled(pattern)
    assert caught.value.span == span
