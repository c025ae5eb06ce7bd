"""The query language: what is wrong with a query, half-typed or finished, and where."""

from __future__ import annotations

import pytest

from store.search import query as q
from store.search.language import last_word, misspelt, parse
from store.search.language.repeats import is_too_large
from store.search.language.tokens import FIELDS

A, B, C = q.Word("a"), q.Word("b"), q.Word("c")

# What is typed, what it means all the same, where the problem is, and a word the line must say.
PROBLEMS: tuple[tuple[str, q.Node | None, str, str], ...] = (
    ("date:2022-13", None, "13", "month"),
    ("a date:2022-00", A, "00", "month"),
    ("date:2022-02-30", None, "30", "February 2022"),
    ("date:0000", None, "0000", "year"),
    ("date:202", None, "202", "not a date"),
    ("date:2022-5", None, "2022-5", "not a date"),
    ("date:yesterday", None, "yesterday", "not a date"),
    ("date:2022..2022-1", q.Dated("2022-01-01", None), "2022-1", "not a date"),
    ("date:1..2022", q.Dated(None, "2022-12-31"), "1", "not a date"),
    ("date:..", None, "..", "a first one"),
    ("date:2022..2021", q.Dated("2022-01-01", "2021-12-31"), "2022..2021", "earlier"),
    ("date:>", None, ">", "not a date"),
    ("date:>9999", None, ">9999", "beyond"),
    ("date:<0001", None, "<0001", "beyond"),
    ('date:"', None, '"', "quotes"),
    ("date:~2022", q.Dated("2022-01-01", "2022-12-31"), "~", "leave ~ out"),
    ("date:2022*", q.Dated("2022-01-01", "2022-12-31"), "*", "leave it out"),
    ("is:nonsense", None, "nonsense", "is:unread"),
    ("is:", None, "is:", "“is:”"),
    ("tag:", None, "tag:", "“tag:”"),
    ("tag:/", None, "/", "name"),
    ('tag:"a b"~3', q.Tagged("a b"), "~3", "distance"),
    ("title:", None, "title:", "“title:”"),
    ("title: a", A, "title:", "“title:”"),
    ("title:/a/ b", q.And((q.Word("a", q.Field.TITLE), B)), "", ""),
    ("title:(/a/ b)", q.Word("b", q.Field.TITLE), "/a/", "text only"),
    ("(a b", q.And((A, B)), "(", "not closed"),
    ("a)", A, ")", "no group"),
    ("a ()", A, "()", "nothing"),
    ("(", None, "(", "not closed"),
    ('"a b', q.Phrase(("a", "b")), '"a b', "not closed"),
    ("/ab", q.Regex("ab"), "/ab", "not closed"),
    ("a //", A, "//", "nothing in"),
    ("/a(/", None, "", "missing"),
    ("/(a{1000}){1000}/", None, "/(a{1000}){1000}/", "repeat less"),
    ("a OR", A, "OR", "between"),
    ("OR a", A, "OR", "between"),
    ("(a OR) b", q.And((A, B)), "OR", "between"),
    ("a OR OR b", q.Or((A, B)), "OR", "between"),
    ("a AND", A, "AND", "between"),
    ("AND a", A, "AND", "between"),
    ("a AND OR b", q.Or((A, B)), "AND", "between"),
    ("a NOT", A, "NOT", "must not"),
    ("a NOT OR b", q.Or((A, B)), "NOT", "must not"),
    ("a - b", q.And((A, B)), "-", "right before"),
    ("-", None, "-", "right before"),
    ("~", None, "~", "right before a word"),
    ("~ a", A, "~", "right before a word"),
    ("~post-soviet", q.Phrase(("post", "soviet")), "~", "one misspelt word"),
    ("~arm*", q.Fuzzy("arm", 1), "*", "not both"),
    ("*", None, "*", "right behind"),
    ("* a", A, "*", "right behind"),
    ("so*n", q.Phrase(("so", "n")), "*", "last word"),
    ('"a* b"', q.Phrase(("a", "b")), "*", "last word"),
    ('"a b"~', q.Phrase(("a", "b")), "~", "like ~8"),
    ('"a b"~1', q.Phrase(("a", "b")), "~1", "do not fit"),
    ('"a b"~1001', q.Near(("a", "b"), 1000), "~1001", "at most"),
    ('"a b"~' + "9" * 5_000, q.Near(("a", "b"), 1000), "~" + "9" * 5_000, "at most"),
    ('"a b"~0', q.Phrase(("a", "b")), "~0", "like ~8"),
    ('"a"~8', A, "~8", "several"),
    ('"a b*"~8', q.Near(("a", "b"), 8), "*", "whole ones"),
    ("…", None, "…", "no letter or digit"),
)


@pytest.mark.parametrize(("text", "root", "where", "words"), PROBLEMS)
def test_a_finished_query_that_makes_no_sense_is_told_what_and_where(
    text: str, root: q.Node | None, where: str, words: str
) -> None:
    query = parse(text)

    assert query.root == root
    if not words:
        assert query.problem is None
        return
    assert query.problem is not None
    assert words in query.problem.words
    assert "\n" not in query.problem.words
    if where:
        assert query.problem.span.of(text) == where


_ROOM = 75
"""Cells that a screen of 80 columns has for what is wrong with a query."""


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _, _, words in PROBLEMS if words),
        "a" * 12_000,
        "(" * 200 + "a" + ")" * 200,
        *(f"{field}: a" for field in sorted(FIELDS)),
        *(f'{field}:"a b"~3' for field in sorted(FIELDS)),
    ],
)
def test_what_is_wrong_fits_on_a_narrow_screen(text: str) -> None:
    query = parse(text)

    for problem in (query.problem, query.loss):
        assert problem is None or len(problem.words) <= _ROOM


@pytest.mark.parametrize("text", ["(a", '"a', "/a"])
def test_what_is_not_closed_yet_means_what_is_there_so_far(text: str) -> None:
    query = parse(text)

    assert query.root in {A, q.Regex("a")}
    assert not query.strange


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", ""),
        ("(a", ""),
        ('"a', ""),
        ("a /b", ""),
        ("a & b", ""),
        ("(a date:2022-13", "no month 13"),
        ("a tag:", "right before"),
        ("a /[/", "no regular expression"),
        ("(", "not closed"),
        ('"', "not closed"),
        ("????", "no letter"),
    ],
)
def test_what_is_left_out_of_what_is_looked_for_is_told_half_typed_or_not(
    text: str, words: str
) -> None:
    loss = parse(text).loss

    assert (words in loss.words) if loss and words else loss is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel:summit", "no field “titel”; did you mean “title:”?"),
        ('border -(Autor:"a b" OR c)', "no field “Autor”; did you mean “author:”?"),
        ("si:unread", "no field “si”; did you mean “is:”?"),
        ("tga:security", "no field “tga”; did you mean “tag:”?"),
        ("Title:summit", None),
        ("titel summit", None),
        ("https://a.b", None),
        ("10:30", None),
        ("re:summit", "“re:” is no field"),
        ('foo:"a b"', "“foo:” is no field"),
        ("foo:bar titel:summit", "no field “titel”; did you mean “title:”?"),
        ("Armenia: summit", None),
        ('"titel:summit"', None),
        ("title:titel:summit", "no field “titel”; did you mean “title:”?"),
    ],
)
def test_a_field_that_is_misspelt_is_guessed(text: str, told: str | None) -> None:
    guessed = misspelt(text)

    assert (str(guessed) if guessed else None) == told


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("troo", "troo"),
        ("border troo ", "troo"),
        ("(border OR troo", "troo"),
        ("троо", "троо"),
        ("troo*", ""),
        ("border -troo", ""),
        ("border NOT troo", ""),
        ("~troo", ""),
        ("tag:troo", ""),
        ("title:troo", ""),
        ('"the troo"', ""),
        ("2022", ""),
        ("border OR", ""),
        ("", ""),
    ],
)
def test_only_a_plain_word_at_the_end_may_be_meant_otherwise(text: str, word: str) -> None:
    assert last_word(text) == word


def test_of_several_problems_the_first_one_in_the_query_is_told() -> None:
    query = parse("(date:2022-13 is:odd")

    assert query.problem is not None
    assert query.problem.span.start == 0
    assert [span.of(query.text) for span in query.strange] == ["13", "odd"]


@pytest.mark.parametrize(
    ("pattern", "is_large"),
    [
        ("a{20000}", False),
        ("a{20001}", True),
        ("a{0,99999999}b{,99999999}", False),
        ("(a{150}){150}", True),
        ("(a{100}){100}", False),
        ("(a|b(c{200})d){200}", True),
        ("a{200}b{200}c{200}", False),
        ("a)b{20001}", True),
        (r"a\({200}x\){200}", False),
        ("[({200}]{200}", False),
        ("[]({200}]{200}", False),
        ("(" * 50_000, False),
        ("a" * 20_001, True),
        ("a{" + "9" * 5_000 + "}", True),
        ("a{2", False),
    ],
)
def test_a_regular_expression_that_would_fill_the_memory_is_told_beforehand(
    pattern: str, *, is_large: bool
) -> None:
    assert is_too_large(pattern) is is_large
