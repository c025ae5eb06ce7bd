"""The query language: every form, and how far what is typed is followed."""

from __future__ import annotations

import pytest

from store.search.language import parse, pieces
from store.search.language.forms import FORMS
from store.search.query import (
    And,
    Dated,
    Field,
    Fuzzy,
    Is,
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
from store.span import Span

A, B, C = Word("a"), Word("b"), Word("c")

UNDERSTOOD: dict[str, Node] = {
    "troops border": And((Word("troops"), Word("border"))),
    "Sargsyán ARMY": And((Word("sargsyan"), Word("army"))),
    '"exact phrase"': Phrase(("exact", "phrase")),
    "“exact phrase”": Phrase(("exact", "phrase")),
    "«exact phrase»": Phrase(("exact", "phrase")),
    '"exact"': Word("exact"),
    "arm*": Prefix("arm"),
    '"armed forc*"': Phrase(("armed", "forc"), is_open=True),
    '"armed forc"*': Phrase(("armed", "forc"), is_open=True),
    '"arm"*': Prefix("arm"),
    "post-sov*": Phrase(("post", "sov"), is_open=True),
    "~mirzoyan": Fuzzy("mirzoyan", 2),
    "~troop": Fuzzy("troop", 1),
    "~troops": Fuzzy("troops", 2),
    '~"troops"': Fuzzy("troops", 2),
    '"troops border"~8': Near(("troops", "border"), 8),
    '"a b"~008': Near(("a", "b"), 8),
    '"a b a"~3': Near(("a", "b", "a"), 3),
    "post-soviet": Phrase(("post", "soviet")),
    "don't": Phrase(("don", "t")),
    "外交": Phrase(("外", "交")),
    "외교": Phrase(("외", "교")),
    "a OR b": Or((A, B)),
    "a OR b OR c": Or((A, B, C)),
    "a b OR c": Or((And((A, B)), C)),
    "a AND b": And((A, B)),
    "a or b": And((A, Word("or"), B)),
    "a not b": And((A, Word("not"), B)),
    "ORder": Word("order"),
    '"OR"': Word("or"),
    "title:OR": Word("or", Field.TITLE),
    "NOT a": Not(A),
    "-a": Not(A),
    "a NOT b": And((A, Not(B))),
    "a -b": And((A, Not(B))),
    "a OR -b": Or((A, Not(B))),
    "NOT NOT a": A,
    "NOT -a": A,
    "(a OR b) c": And((Or((A, B)), C)),
    "((a OR b))c": And((Or((A, B)), C)),
    "-(a b)": Not(And((A, B))),
    "(a b) c": And((A, B, C)),
    "a(b)": And((A, B)),
    "/reg(ular)? exp/": Regex("reg(ular)? exp"),
    "/a/b/ c": And((Regex("a/b"), C)),
    "(/a/ OR b)": Or((Regex("a"), B)),
    r"/a\/ b/": Regex(r"a\/ b"),
    "/Ab/": Regex("Ab"),
    "title:a": Word("a", Field.TITLE),
    "Title:a": Word("a", Field.TITLE),
    "author:arm*": Prefix("arm", Field.AUTHOR),
    "source:~press": Fuzzy("press", 1, Field.SOURCE),
    'path:"a b"': Phrase(("a", "b"), Field.PATH),
    "path:/a/b.txt": Phrase(("a", "b", "txt"), Field.PATH),
    "source:https://a.b": Phrase(("https", "a", "b"), Field.SOURCE),
    'note:"a b"~4': Near(("a", "b"), 4, Field.NOTE),
    "quote:(a OR b)": Or((Word("a", Field.QUOTE), Word("b", Field.QUOTE))),
    "title:(a author:b)": And((Word("a", Field.TITLE), Word("b", Field.AUTHOR))),
    "-title:a": Not(Word("a", Field.TITLE)),
    "title:-a": Not(Word("a", Field.TITLE)),
    "tag:security": Tagged("security"),
    "TAG:Sécurité/Border": Tagged("securite/border"),
    "tag:security/": Tagged("security"),
    'tag:"two words"': Tagged("two words"),
    "tag:sec*": Tagged("sec", is_open=True),
    "tag:security/*": Tagged("security/", is_open=True),
    'tag:"two wor"*': Tagged("two wor", is_open=True),
    "tag:(a OR b)": Or((Tagged("a"), Tagged("b"))),
    "date:2022": Dated("2022-01-01", "2022-12-31"),
    "date:2024-02": Dated("2024-02-01", "2024-02-29"),
    "date:2022-05-13": Dated("2022-05-13", "2022-05-13"),
    "date:2022-05..2022-12": Dated("2022-05-01", "2022-12-31"),
    "date:2022..": Dated("2022-01-01", None),
    "date:..2022": Dated(None, "2022-12-31"),
    "date:>2022-09-13": Dated("2022-09-14", None),
    "date:>2022": Dated("2023-01-01", None),
    "date:>=2022": Dated("2022-01-01", None),
    "date:<2022-03": Dated(None, "2022-02-28"),
    "date:<=2022-02": Dated(None, "2022-02-28"),
    "-date:2022": Not(Dated("2022-01-01", "2022-12-31")),
    "is:unread": Is(State.UNREAD),
    "IS:Read": Is(State.READ),
    "is:noted": Is(State.NOTED),
    "is:tagged": Is(State.TAGGED),
    "is:orphan": Is(State.ORPHAN),
    "https://a.b/c": Phrase(("https", "a", "b", "c")),
    "10:30": Phrase(("10", "30")),
    "foo:a": Phrase(("foo", "a")),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_every_form_means_what_the_help_says(text: str) -> None:
    query = parse(text)

    assert query.root == UNDERSTOOD[text]
    assert query.problem is None
    assert not query.strange


def test_blanks_of_any_kind_and_number_part_what_is_typed() -> None:
    assert parse("\u3000 a \t\u00a0\n b ").root == And((A, B))


@pytest.mark.parametrize("text", ["", "  \n "])
def test_where_nothing_is_typed_nothing_is_looked_for_and_nothing_is_wrong(text: str) -> None:
    query = parse(text)

    assert (query.root, query.strange, query.problem) == (None, (), None)


@pytest.mark.parametrize("text", [form.example for form in FORMS])
def test_every_example_of_the_help_is_a_query_that_makes_sense(text: str) -> None:
    query = parse(text)

    assert query.root is not None
    assert query.problem is None
    assert not query.strange


def test_punctuation_among_words_is_left_out_and_does_no_harm() -> None:
    query = parse("smith & sons / …")

    assert query.root == And((Word("smith"), Word("sons")))
    assert [span.of(query.text) for span in query.strange] == ["&", "/", "…"]
    assert query.problem is None


def test_what_is_too_long_to_be_a_query_is_refused_at_once() -> None:
    query = parse("ab " * 4_000)
    assert query.root is None
    assert query.problem is not None
    assert query.problem.words == "a query has 10,000 characters at most; this one has 12,000"
    assert query.problem.span == Span(10_000, 12_000)
    assert not list(pieces("ab " * 4_000))
    assert parse("ab " * 3_333).problem is None


def test_groups_in_groups_are_followed_only_so_deep() -> None:
    depth = 4_900
    query = parse("(" * depth + "a" + ")" * depth)

    assert query.root == A
    assert query.problem is not None
    assert "deep" in query.problem.words


def test_any_number_of_signs_before_a_word_is_understood() -> None:
    assert parse("-" * 5_001 + "a").root == Not(A)
    assert parse("title:" * 1_600 + "a").root == Word("a", Field.TITLE)
