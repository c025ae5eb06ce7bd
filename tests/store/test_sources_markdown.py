"""Markdown loses its markup and nothing else; no file takes the reader down or for ever."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.article import InlineStyle, Parsed
from store.sources import markdown, parse
from store.sources.sanitize import clean
from tests.store.parsing import blocks, check, words


def read(text: str) -> Parsed:
    parsed = parse(text.encode(), "harbour.md")
    check(parsed)
    return parsed


def test_blocks_are_what_the_markup_says() -> None:
    parsed = read(
        "# The pier\n\nA first\nparagraph.\n\n> A quote\n>\n> > inside another\n\n***\n\n"
        "```\ndef lamp():\n    burn()\n```\n\n## After\n"
    )
    assert blocks(parsed) == [
        ("heading", "The pier"),
        ("paragraph", "A first paragraph."),
        ("quote", "A quote"),
        ("quote", "inside another"),
        ("rule", "* * *"),
        ("code", "def lamp():\n    burn()"),
        ("heading", "After"),
    ]
    assert [block.quote for block in parsed.blocks] == [0, 0, 1, 2, 0, 0, 0]
    assert [block.level for block in parsed.blocks] == [1, 0, 0, 0, 0, 0, 2]


def test_items_have_their_markers_and_depths_and_one_line_feed_between_them() -> None:
    parsed = read(
        "Before\n\n- rope\n- lamp\n\n  still lamp\n\n  1. oil\n  2. wick\n3. boat\n\nAfter\n"
    )
    assert parsed.text == "Before\n\nrope\nlamp\nstill lamp\noil\nwick\nboat\n\nAfter"
    items = [(block.marker, block.level) for block in parsed.blocks[1:-1]]
    assert items == [("•", 1), ("•", 1), ("", 1), ("1.", 2), ("2.", 2), ("3.", 1)]


def test_a_table_has_a_line_to_a_row_and_no_separator_row() -> None:
    parsed = read("| pier | lamp |\n|---|:-:|\n| *first* | yes |\n|  | a\\|b |\n")
    assert blocks(parsed) == [("table", "pier │ lamp\nfirst │ yes\n│ a|b")]


def test_inline_styles_lie_on_their_words() -> None:
    parsed = read("It *was **very** late*, ~~not~~ `so` [early](https://pier.example).")
    assert parsed.text == "It was very late, not so early."
    assert [(i.style, parsed.text[i.start : i.end]) for i in parsed.inlines] == [
        (InlineStyle.EMPHASIS, "was very late"),
        (InlineStyle.STRONG, "very"),
        (InlineStyle.STRIKE, "not"),
        (InlineStyle.CODE, "so"),
        (InlineStyle.LINK, "early"),
    ]


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        ("[pier](https://example.org/ä)", "https://example.org/%C3%A4"),
        ("[pier](mailto:a@example.org)", "mailto:a@example.org"),
        ("<http://pier>", "http://pier"),
        ("[pier](ftp://example.org)", None),
        ("[pier](relative/path.md)", None),
        ("[pier](<https://e.org/\x1b]8;;>)", None),
    ],
)
def test_only_web_and_mail_addresses_are_links(markup: str, target: str | None) -> None:
    parsed = read(f"See the {markup} here.")
    targets = [i.target for i in parsed.inlines if i.style is InlineStyle.LINK]
    if target is None:
        assert all(link.isascii() and link.isprintable() for link in targets)
        assert not any(link.startswith(("ftp", "relative")) for link in targets)
    else:
        assert targets == [target]


def test_line_breaks_that_are_meant_stay() -> None:
    assert read("rope  \nlamp\\\nboat<br>pier\nend").text == "rope\nlamp\nboat\npier end"


def test_html_is_dropped_and_its_words_are_kept() -> None:
    text = (
        "A <b>bold</b> word<!-- hidden -->.\n\n"
        "<div><p>One &amp; two</p><script>evil()</script><style>p{}</style><p>three</p></div>\n\n"
        "Last <script>evil()</script>line <a title='x > y' href=z>here</a>"
    )
    assert words(read(text)) == ["A bold word.", "One & two", "three", "Last line here"]


def test_html_that_is_never_closed_hides_nothing() -> None:
    assert words(read("<script>\nThe words behind it.\n")) == ["The words behind it."]
    assert "The words" in read("<!-- The words behind it.").text


def test_entities_cannot_bring_back_what_was_cleaned_away() -> None:
    text = read("a&#8238;b &#x2066;c &#x9b;31m d&#xfeff;e f&#10;g &NewLine;h\n\n`&#8238;`").text
    assert text == "ab c \ufffd31m de f g h\n\n&#8238;"


def test_an_accent_set_apart_by_markup_is_composed() -> None:
    assert read("Sargsya**\u0301**n").text == "Sargsyán"
    assert read("Sargsya<b></b>\u0301n").text == "Sargsyán"


def test_pictures_leave_their_description() -> None:
    assert read("See ![a lamp *at night*](lamp.png).").text == "See a lamp at night."


def test_the_title_is_the_first_heading_of_level_one_else_the_first() -> None:
    assert read("## Notes\n\n# The *pier*\n\nText.").title == "The pier"
    assert read("Text.\n\n## Notes\n\n### More").title == "Notes"
    assert read("The lamp burns. It burns all night.").title == "The lamp burns."


def test_front_matter_is_what_the_file_says_of_itself_and_no_text() -> None:
    parsed = read(
        "---\ntitle: 'Pier: a lamp'\ndate: 2022-05-16T23:30:00-07:00\n"
        "author: [Jane Doe, {name: John Roe}]\nsource: Harbour Post\n---\n# The pier\n\nText.\n"
    )
    assert (parsed.title, parsed.date) == ("Pier: a lamp", "2022-05-16")
    assert (parsed.author, parsed.source) == ("Jane Doe, John Roe", "Harbour Post")
    assert parsed.text == "The pier\n\nText."


def test_front_matter_goes_by_other_names_too() -> None:
    parsed = read(
        "---\nHeadline: The pier\npublished: May 16, 2022\nbyline: By Jane Doe\n"
        "url: https://example.org\n---\nText."
    )
    assert (parsed.title, parsed.date) == ("The pier", "2022-05-16")
    assert (parsed.author, parsed.source) == ("Jane Doe", "https://example.org")


@pytest.mark.parametrize(
    "date", ["2022", "2022-05", "May 2022", "03/04/2022", "2022-02-31", "soon"]
)
def test_a_front_matter_date_that_is_no_whole_day_is_none(date: str) -> None:
    assert read(f"---\ntitle: The pier\ndate: {date}\n---\nText.").date is None


def test_values_of_front_matter_stay_the_words_they_are() -> None:
    assert read("---\ntitle: no\n---\nText.").title == "no"
    assert read("---\ntitle: 012\n---\nText.").title == "012"
    assert read('---\ntitle: "a\\e[31m\\u202Eb"\n---\nText.').title == "ab"


@pytest.mark.parametrize(
    "front",
    [
        "title: [unclosed",
        "a: &x 1\nb: *x",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        'title: !!python/object/apply:os.system ["x"]\n: :',
        "a: " + "[" * 5_000,
        "Only a sentence between two rules.",
        "- a\n- list",
        "title: 'x'\n" + "k: v\n" * 20_000,
    ],
    ids=["unclosed", "alias", "bomb", "python", "deep", "prose", "list", "huge"],
)
def test_front_matter_that_is_none_stays_in_the_text(front: str) -> None:
    parsed = read(f"---\n{front}\n---\nThe words behind.")
    assert "The words behind." in parsed.text
    for word in ("unclosed", "x", "sentence", "list"):
        assert (word in front) <= (word in parsed.text)


def test_front_matter_that_is_not_closed_is_text() -> None:
    assert "title: The pier" in read("---\ntitle: The pier\n\nText.").text


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " deep words",
        "- " * 10_000 + "deep words",
        "".join("  " * depth + "- deep words\n" for depth in range(200)),
        "[" * 200_000 + " deep words",
        "![" * 100_000 + " deep words",
        "*a **b " * 100_000 + " deep words",
        "a <![CDATA[" * 50_000 + " deep words",
        "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|deep words\n" * 2_000,
    ],
    ids=["quotes", "items", "list", "brackets", "pictures", "stars", "cdata", "table"],
)
def test_markup_meant_to_hang_or_crash_a_reader_is_shown_as_text(text: str) -> None:
    assert "deep words" in read(text).text


@pytest.mark.parametrize("prose", ["", "Words without any markup stand around those with it. " * 3])
def test_a_book_of_ordinary_markdown_is_not_taken_for_an_attack(prose: str) -> None:
    paragraph = f"Some *plain* words, **bold** ones, a [link](http://pier.example). {prose}\n\n"
    parsed = read(f"{paragraph * 150}> Quote\n\n- rope\n- lamp\n\n## Pier\n\n" * 50)
    assert len(parsed.text) < len(paragraph) * 150 * 50
    assert len(parsed.blocks) == 154 * 50


def test_deep_markup_is_parsed_in_a_thread_too() -> None:
    found: list[Parsed] = []
    text = "> " * 55 + "deep *words*"
    thread = threading.Thread(target=lambda: found.append(read(text)))
    thread.start()
    thread.join()
    assert found[0].blocks[0].quote == 55


markup = st.text(st.sampled_from("ab *_`~[]()<>!#|-\n&;\\1.\u0301日\u202e\x1b\t\"'/"), max_size=120)
PIECES = (
    "---\n|> |- |1. |```\n|<br>|<b>|</b>|&#8238;|&nbsp;|**|[x](http://y)|<script>|</script>|"
    "\n\n|e|\u0301|word |<!--|-->|<p>|~~|    "
)
pieces = st.sampled_from(PIECES.split("|"))
table = st.just("| a | b |\n|---|---|\n| c |\n")


@settings(max_examples=200)
@given(markup | st.lists(pieces | table, max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_makes_a_sound_article(text: str) -> None:
    check(markdown.parse(clean(text), "harbour"))


@settings(max_examples=100)
@given(st.lists(st.from_regex(r"[a-zäф日]{1,8}", fullmatch=True), min_size=1, max_size=40))
def test_no_word_is_lost(parts: list[str]) -> None:
    shapes = ["{}", "*{}*", "> {}", "- {}", "# {}", "`{}`", "[{}](http://x)", "{}  "]
    lines = [shapes[i % len(shapes)].format(word) for i, word in enumerate(parts)]
    assert "".join(read("\n\n".join(lines)).text.split()) == "".join(parts)
