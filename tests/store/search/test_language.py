"""The query language: every form, every problem, and that nothing typed makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.search.language import Role, misspelt, parse, pieces
from store.search.language.forms import FORMS
from store.search.language.repeats import is_too_large
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
from tests.store.search.queries import trees, written

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


@pytest.mark.parametrize("text", [each for form in FORMS for each in form.examples])
def test_every_example_of_the_help_is_a_query_that_makes_sense(text: str) -> None:
    query = parse(text)

    assert query.root is not None
    assert query.problem is None
    assert not query.strange


# What is typed, what it means all the same, where the problem is, and a word the line must say.
PROBLEMS: tuple[tuple[str, Node | None, str, str], ...] = (
    ("date:2022-13", None, "13", "month"),
    ("a date:2022-00", A, "00", "month"),
    ("date:2022-02-30", None, "30", "February 2022"),
    ("date:0000", None, "0000", "year"),
    ("date:202", None, "202", "not a date"),
    ("date:2022-5", None, "2022-5", "not a date"),
    ("date:yesterday", None, "yesterday", "not a date"),
    ("date:2022..2022-1", Dated("2022-01-01", None), "2022-1", "not a date"),
    ("date:1..2022", Dated(None, "2022-12-31"), "1", "not a date"),
    ("date:..", None, "..", "a first one"),
    ("date:2022..2021", Dated("2022-01-01", "2021-12-31"), "2022..2021", "earlier"),
    ("date:>", None, ">", "not a date"),
    ("date:>9999", None, ">9999", "beyond"),
    ("date:<0001", None, "<0001", "beyond"),
    ('date:"', None, '"', "quotes"),
    ("date:~2022", Dated("2022-01-01", "2022-12-31"), "~", "leave ~ out"),
    ("date:2022*", Dated("2022-01-01", "2022-12-31"), "*", "leave it out"),
    ("is:nonsense", None, "nonsense", "is:unread"),
    ("is:", None, "is:", "“is:”"),
    ("tag:", None, "tag:", "“tag:”"),
    ("tag:/", None, "/", "name"),
    ('tag:"a b"~3', Tagged("a b"), "~3", "distance"),
    ("title:", None, "title:", "“title:”"),
    ("title: a", A, "title:", "“title:”"),
    ("title:/a/ b", And((Word("a", Field.TITLE), B)), "", ""),
    ("title:(/a/ b)", Word("b", Field.TITLE), "/a/", "text only"),
    ("(a b", And((A, B)), "(", "not closed"),
    ("a)", A, ")", "no group"),
    ("a ()", A, "()", "nothing"),
    ("(", None, "(", "not closed"),
    ('"a b', Phrase(("a", "b")), '"a b', "not closed"),
    ("/ab", Regex("ab"), "/ab", "not closed"),
    ("a //", A, "//", "nothing in"),
    ("/a(/", None, "", "missing"),
    ("/(a{1000}){1000}/", None, "/(a{1000}){1000}/", "repeat less"),
    ("a OR", A, "OR", "between"),
    ("OR a", A, "OR", "between"),
    ("(a OR) b", And((A, B)), "OR", "between"),
    ("a OR OR b", Or((A, B)), "OR", "between"),
    ("a AND", A, "AND", "between"),
    ("AND a", A, "AND", "between"),
    ("a AND OR b", Or((A, B)), "AND", "between"),
    ("a NOT", A, "NOT", "must not"),
    ("a NOT OR b", Or((A, B)), "NOT", "must not"),
    ("a - b", And((A, B)), "-", "right before"),
    ("-", None, "-", "right before"),
    ("~", None, "~", "right before a word"),
    ("~ a", A, "~", "right before a word"),
    ("~post-soviet", Phrase(("post", "soviet")), "~", "one misspelt word"),
    ("~arm*", Fuzzy("arm", 1), "*", "not both"),
    ("*", None, "*", "right behind"),
    ("* a", A, "*", "right behind"),
    ("so*n", Phrase(("so", "n")), "*", "last word"),
    ('"a* b"', Phrase(("a", "b")), "*", "last word"),
    ('"a b"~', Phrase(("a", "b")), "~", "like ~8"),
    ('"a b"~1', Phrase(("a", "b")), "~1", "do not fit"),
    ('"a b"~1001', Near(("a", "b"), 1000), "~1001", "at most"),
    ('"a b"~' + "9" * 5_000, Near(("a", "b"), 1000), "~" + "9" * 5_000, "at most"),
    ('"a b"~0', Phrase(("a", "b")), "~0", "like ~8"),
    ('"a"~8', A, "~8", "several"),
    ('"a b*"~8', Near(("a", "b"), 8), "*", "whole ones"),
    ("…", None, "…", "no letter or digit"),
)


@pytest.mark.parametrize(("text", "root", "where", "words"), PROBLEMS)
def test_a_finished_query_that_makes_no_sense_is_told_what_and_where(
    text: str, root: Node | None, where: str, words: str
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


@pytest.mark.parametrize("text", ["(a", '"a', "/a"])
def test_what_is_not_closed_yet_means_what_is_there_so_far(text: str) -> None:
    query = parse(text)

    assert query.root in {A, Regex("a")}
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
        ("re:summit", None),
        ('"titel:summit"', None),
        ("title:titel:summit", "no field “titel”; did you mean “title:”?"),
    ],
)
def test_a_field_that_is_misspelt_is_guessed(text: str, told: str | None) -> None:
    guessed = misspelt(text)

    assert (str(guessed) if guessed else None) == told


def test_of_several_problems_the_first_one_in_the_query_is_told() -> None:
    query = parse("(date:2022-13 is:odd")

    assert query.problem is not None
    assert query.problem.span.start == 0
    assert [span.of(query.text) for span in query.strange] == ["13", "odd"]


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


_SIGNS = (*'"()-~*/\\:|[]{}?+.&“»<>= \n\u0301', " ", "..", "8", "2022", "2022-05")
_WORDS = ("OR", "AND", "NOT", "title:", "tag:", "date:", "is:", "note:", "unread", "arm", "외교")


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


SCRAPS = st.lists(st.sampled_from((*_SIGNS, *_WORDS)), max_size=20).map("".join)


@given(SCRAPS | st.text(max_size=40))
@example('date:"')
@example("/[/")
@example("tag:*")
def test_whatever_is_typed_is_read_and_each_stretch_lies_in_it(text: str) -> None:
    query = parse(text)

    ends = [0]
    for span in query.strange:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    if query.problem is not None:
        assert query.problem.span.start < query.problem.span.end <= len(text)
    if query.root is None and text.strip():
        assert query.problem is not None


@given(trees())
def test_a_query_written_out_is_the_query_that_was_meant(tree: Node) -> None:
    query = parse(written(tree))

    assert query.root == tree
    assert query.problem is None
    assert not query.strange


@given(trees(), st.data())
def test_every_beginning_of_a_query_means_something_once_there_is_a_word(
    tree: Node, data: st.DataObject
) -> None:
    text = written(Word("first")) + " " + written(tree)
    query = parse(text[: data.draw(st.integers(len('"f'), len(text)))])

    assert query.root is not None


@given(SCRAPS | st.text(max_size=40))
def test_the_pieces_of_a_query_and_the_blanks_between_them_are_the_whole_of_it(text: str) -> None:
    end = 0
    for piece in pieces(text):
        assert not text[end : piece.span.start].strip()
        assert piece.span.start < piece.span.end
        end = piece.span.end
    assert not text[end:].strip()


def test_each_piece_is_told_for_what_it_is() -> None:
    text = 'title:"a b"~8 OR -(arm* tag:x date:2022) /re/'

    assert [(piece.span.of(text), piece.role) for piece in pieces(text)] == [
        ("title:", Role.FIELD),
        ('"a b"', Role.PHRASE),
        ("~8", Role.SIGN),
        ("OR", Role.OPERATOR),
        ("-", Role.OPERATOR),
        ("(", Role.OPERATOR),
        ("arm", Role.WORD),
        ("*", Role.SIGN),
        ("tag:", Role.FIELD),
        ("x", Role.VALUE),
        ("date:", Role.FIELD),
        ("2022", Role.VALUE),
        (")", Role.OPERATOR),
        ("/re/", Role.REGEX),
    ]
