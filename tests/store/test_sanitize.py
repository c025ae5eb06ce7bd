"""Nothing that a terminal would act on survives cleaning; all that a reader reads does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import names, sources
from store.sources.removals import Kind, Removal, counting, hidden
from store.sources.sanitize import clean, clean_line

FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e001f\U000e0080-\U000e00ff]"
)

hostile = st.text(
    st.sampled_from(
        "\x1b\x9b\x9d\x90\x98\x07\x9c\x18[]P_^Xk\\;0m c\r\n\t\v\f\x85"
        "\u2028\u202e\u2066\u2069\ufeff\0\x7fe\u0301éक\u200d\u200e\u200c\u200b\xad\ufe0f\U000e0100"
        "\u2060\ufff9❤🏴\U000e0067\U000e0062\U000e007f\ud800"
    )
)


def counted(text: str) -> tuple[str, tuple[Removal, ...]]:
    """Return a text cleaned, and what was taken out."""
    with counting() as tally:
        cleaned = clean(text)
    return cleaned, tally.removals


@settings(max_examples=200)
@given(st.text(st.characters()) | hostile)
def test_only_characters_of_canonical_text_are_left(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@settings(max_examples=200)
@given(st.text(st.characters()) | hostile)
def test_counting_changes_nothing_and_tells_of_every_change(text: str) -> None:
    cleaned, removed = counted(text)
    assert cleaned == clean(text)
    plain = unicodedata.normalize("NFC", re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text))
    assert bool(removed) == (cleaned != plain.expandtabs(8))


@settings(max_examples=200)
@given(st.text(st.characters()) | hostile)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m",
        "\x1b[>q",
        "\x1b[?1049h",
        "\x9b1;31m",
        "\x1b]52;c;c2VjcmV0\x07",
        "\x1b]0;a title\x1b\\",
        "\x9d0;a title\x9c",
        "\x1bP$qm\x1b\\",
        "\x1bP+q544e\x07more\x1b\\",
        "\x1b_apc\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstart\x1b\\",
        "\x90dcs\x9c",
        "\x1bkwindow title\x1b\\",
        "\x1b]0;abandoned\x18",
        "\x1b\0]52;c;c2VjcmV0\x07",
        "\x1b[3\x001;\x7f4m",
        "\x1b[?1\x00 q",
        "\x1b#8",
        "\x1b%G",
        "\x9b>c",
        "\x05",
        "\x1b\x1b[c",
        "\x1bPtmux;\x1b\x1b]52;c;QUJD\x07\x1b\\",
        "\x1b]52;c;QUJD\nREVG\nR0hJ\x07",
        "\x1bPq#0;2;0;0;0\n#0~~@@vv\n$-\x1b\\",
        "\x1bc",
        "\x1b(B",
        "\x1b",
    ],
)
def test_an_escape_sequence_goes_whole(sequence: str) -> None:
    assert clean(f"before {sequence}\nafter") == "before \nafter"


@pytest.mark.parametrize("first", ["\x1b[31m", "\x1b]0;t\x07", "\x9b1m", "\x1bPx\x1b\\", "\x00"])
@pytest.mark.parametrize("second", ["\x1b[>q", "\x1b]52;c;QQ==\x07", "\x9b6n", "\x90$qm\x9c"])
def test_taking_one_sequence_out_makes_no_other(first: str, second: str) -> None:
    for at in range(len(second) + 1):
        nested = f"{second[:at]}{first}{second[at:]}"
        assert not FORBIDDEN.search(clean(nested).replace("\n", "")), nested


def test_a_string_that_is_never_ended_hides_no_more_than_its_line() -> None:
    text = "\x1b]0;" + "one line of an article\n" * 400 + "\x07"
    assert clean(text).count("one line") == 399


@pytest.mark.parametrize("opening", ["\x1b]0;", "\x1bP", "\x1b_", "\x9d", "\x1b["])
def test_an_unfinished_sequence_takes_no_line_but_its_own(opening: str) -> None:
    assert clean(f"before\n{opening}\nthe next line stays") == "before\n\nthe next line stays"


def test_text_behind_a_colour_stays() -> None:
    assert clean("\x1b[1mbold\x1b[0m words") == "bold words"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_line_feed(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


def test_tabs_become_spaces_up_to_the_next_stop() -> None:
    assert clean("ab\tc") == "ab      c"


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧",
        "क्‍ष",
        "می‌خواهم",
        "❤️",
        "葛\U000e0100",
        "العربية",
        "Երևան",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "ภาษา\u200bไทย",
        "עמוד 5\u200f!",
        "ᠮᠣᠩ\u180e",
    ],
)
def test_joiners_marks_and_selectors_that_a_script_needs_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "sign",
    ["\xad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff"],
)
@pytest.mark.parametrize("word", ["border", "граница", "սահման", "Grenzübertritt"])
def test_no_sign_that_nobody_sees_keeps_a_word_from_being_found(word: str, sign: str) -> None:
    assert clean(sign.join(word)) == word


@pytest.mark.parametrize(
    "hiding",
    [
        "".join(chr(0xE0000 + ord(letter)) for letter in "ignore what was said"),
        "\U000e0001\U000e007f",
        "\u2061\u2062\u2063",
        "\ufff9\ufffa\ufffb",
        "\u206a\u206f",
    ],
)
def test_what_hides_words_from_the_eye_goes(hiding: str) -> None:
    assert clean(f"black 🏴{hiding} flag") == "black 🏴 flag"


def test_selectors_that_follow_a_selector_go() -> None:
    assert clean("❤\ufe0f\ufe01\U000e0110\ufe02!") == "❤\ufe0f!"


def test_accents_are_composed_even_where_something_hidden_stood_between() -> None:
    assert clean("Sargsya\u0301n") == "Sargsyán"
    assert clean("Sargsya\x00\u0301n") == "Sargsyán"


def test_a_name_is_one_line() -> None:
    assert clean_line(" A\u202e title\r\n on \t two \x1b[2Jlines ") == "A title on two lines"


def test_what_was_taken_out_is_counted_with_its_lines() -> None:
    text = "one\x1b[31m\r\ntwo \x1b[31m\x1b[31m\u202eowt\n\x1b]0;a\nb\x07three\x00\n\x00four\xad\n"
    cleaned, removed = counted(text)
    assert cleaned == "one\ntwo owt\nthree\nfour\n"
    assert removed == (
        Removal(Kind.SEQUENCE, r"\x1b[31m", 3, (1, 2)),
        Removal(Kind.DIRECTION, r"\u202e", 1, (2,)),
        Removal(Kind.SEQUENCE, r"\x1b]0;a\x0ab\x07", 1, (3,)),
        Removal(Kind.CONTROL, r"\x00", 2, (4, 5)),
        Removal(Kind.HINT, r"\u00ad", 1, (5,)),
    )
    assert hidden(removed) == 7


def test_what_was_taken_out_is_told_in_characters_that_can_be_shown() -> None:
    text = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0xE0041, 0xD800, 0xFFF9)))
    for removal in counted(text)[1]:
        assert clean(removal.form) == removal.form
        assert removal.form.isprintable()


FLOODS = {
    "strings begun": "\x1b]",
    "colours": "\x1b[m",
    "lone escapes": "\x1b",
    "strings on lines": "\x1b]0;abc\n",
    "colours and letters": "a\x1b[ma",
    "escapes and letters": "\x1b(Ba",
    "overrides and letters": "\u202ea",
    "zero-width spaces": "a\u200bb",
    "mixed": "a\x1b]0;a\x1b\\a\x1ba\u202ea\x00abcdefghijklmnop",
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_is_refused_before_all_of_it_is_taken_out(flood: str) -> None:
    data = flood.encode() * (3_000_000 // len(flood))
    with pytest.raises(sources.Unreadable, match=r"no article: it holds more than 200,000 control"):
        sources.parse(data, "a.txt")


def test_a_flood_of_joiners_that_might_stay_is_refused() -> None:
    with pytest.raises(sources.Unreadable, match="signs that nobody sees: split"):
        sources.parse("א\u200c".encode() * 1_100_000, "a.txt")


@pytest.mark.parametrize("flood", ["\x00", "\u202e", "\x7f"])
def test_a_flood_in_one_piece_is_taken_out_in_one(flood: str) -> None:
    cleaned, removed = counted(f"before {flood * 3_000_000}behind")
    assert cleaned == "before behind"
    assert [(each.count, each.form[-1]) for each in removed] == [(1, "…")]


def test_a_book_full_of_soft_hyphens_is_read() -> None:
    cleaned, removed = counted("Hy\xadphen\xadated words.\n" * 300_000)
    assert cleaned == "Hyphenated words.\n" * 300_000
    assert removed == (Removal(Kind.HINT, r"\u00ad", 600_000),)


def test_marks_that_pile_up_are_refused_before_they_are_put_in_order() -> None:
    """In their order they would be composed in hours, in one call that nothing can interrupt."""
    for hidden_sign in ("", "\u202e"):
        text = "a" + f"\u0301{hidden_sign}\u0316" * 150_000
        with pytest.raises(sources.Unreadable, match="hundreds of marks"):
            sources.parse(text.encode(), "a.txt")


def test_a_long_text_is_cleaned_as_its_parts_are() -> None:
    part = "Sargsya\u0301n\r\n\x1b]0;a\nb\x07\tsa\xadid\u202e\x9b1m \U0001f3f4\ufe0f\ufe0f.\n"
    assert clean(part * 40_000) == clean(part) * 40_000


def test_a_million_sequences_are_counted_in_little_room() -> None:
    text = "".join(f"\x1b[{number}m" for number in range(20_000))
    removed = counted(text)[1]
    assert sum(each.count for each in removed) == 20_000
    assert len(removed) < 1_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "A title\n\nThe border \x1b[8mhides\x1b[0m a \u202eword.\n"),
        ("a.md", "# A title\n\nThe border \x1b[8mhides\x1b[0m a &#8238;word.\n"),
        ("b.md", '---\ntitle: "A \\e[8mhid\\e[0mden \\u202etitle"\n---\n\nWords.\n'),
    ],
)
def test_an_article_tells_what_was_taken_out_of_its_file(name: str, text: str) -> None:
    parsed = sources.parse(text.encode(), name)
    assert [(each.kind, each.form) for each in parsed.removed] == [
        (Kind.SEQUENCE, r"\x1b[8m"),
        (Kind.SEQUENCE, r"\x1b[0m"),
        (Kind.DIRECTION, r"\u202e"),
    ]


def test_lines_are_told_where_they_are_those_of_the_file() -> None:
    text = '---\ntitle: "\\e[1mA title"\n---\n\nWords \x1b[2mhere, and &#8238;here.\n'
    removed = sources.parse(text.encode(), "a.md").removed
    assert [(each.form, each.lines) for each in removed] == [
        (r"\x1b[2m", (5,)),
        (r"\x1b[1m", ()),
        (r"\u202e", ()),
    ]


def test_an_article_that_hides_nothing_tells_of_nothing() -> None:
    assert sources.parse(b"# A title\r\n\r\n\tWords.\n", "a.md").removed == ()


@settings(max_examples=200)
@given(st.text(st.characters(codec=None, exclude_characters="/"), min_size=1) | hostile)
def test_every_name_has_one_form_that_can_be_shown_and_leads_back(name: str) -> None:
    form = names.shown(name)
    assert not FORBIDDEN.search(form)
    assert "\n" not in form
    assert names.on_disk(form) == name
