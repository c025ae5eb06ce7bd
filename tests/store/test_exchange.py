"""What leaves Postil renders as it was written and is data wherever it is opened."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs
from msgspec.structs import replace

from store.anchor import State, describe
from store.annotation import Annotation, Colour, Origin
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.exchange import markdown, passages, plain_json, spreadsheet
from store.exchange.passages import Citation, Passage
from store.span import Span

TEXT = "The question of troops on sovereign territory remained. It stayed open.\n\nThe end."
ARTICLE = Article(
    "a1",
    "2022/ministers.txt",
    Parsed(
        "Ministers meet",
        "2022-05-01",
        None,
        "Wire",
        TEXT,
        (Block(BlockKind.PARAGRAPH, 0, 71), Block(BlockKind.PARAGRAPH, 73, 81)),
    ),
    hash_text(TEXT),
)
CITATION = Citation("a1", ARTICLE.path, "Ministers meet", "2022-05-01", None, "Wire")
OTHER = Citation("a2", "other.txt", "Another")

SPECIAL = st.lists(
    st.sampled_from([*"ab1. \n\\`*_{}[]()<>#+-!|~&=:;$^\"'/@", "é", "http://a.b/"]), max_size=40
).map("".join)


def passage(
    words: str = "troops", *, tags: tuple[str, ...] = (), note: str = "", article: Article = ARTICLE
) -> Passage:
    """Return the passage with those words, or one on the whole article if there are none."""
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    annotation = Annotation(
        "0190-uuid",
        "a1",
        describe(TEXT, hash_text(TEXT), span) if words else None,
        tags,
        note,
        creator="reader",
        created="2026-01-02T03:04:05.678Z",
        modified="2026-01-03T03:04:05.678Z",
    )
    return passages.describe(annotation, CITATION, article, Colour.BLUE)


def plain(source: str) -> str:
    """Return what Markdown renders, as text: paragraphs apart, line breaks kept."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    paragraphs = []
    for token in tokens:
        words = ""
        for child in token.children or ():
            assert child.type in {"text", "text_special", "hardbreak", "link_open", "link_close"}
            assert child.type != "link_open" or child.markup == "autolink"
            words += "\n" if child.type == "hardbreak" else child.content
        if token.type == "inline":
            paragraphs.append(words)
    return "\n\n".join(paragraphs)


@given(SPECIAL)
@example("1. no list\n- nor this\n+ nor that\n12) or that")
@example("Title\n===\nand\n---\nmore")
@example("| a | b |\n|---|---|\n| c | d |")
@example("    not code\n```\nnor this\n```")
@example("<b>bold</b> &amp; [link](http://x) ![image](y) ~~gone~~ **strong**")
@example("see http://a.b/c_d*e, (https://x.y/z). Then")
@example(":--\n:-:|")
@example("a\\\nb\\")
def test_escaped_text_renders_as_it_was_written(text: str) -> None:
    lines = (line.strip() for line in text.strip().splitlines())
    paragraphs = "\n".join(lines).split("\n\n")
    expected = "\n\n".join(part.strip("\n") for part in paragraphs if part.strip())
    assert plain(markdown.escape(text)) == expected


def test_markdown_has_a_section_an_article_and_a_quote_a_passage() -> None:
    rows = [
        passage("", tags=("priority",), note="Read *again*."),
        passage("troops", tags=("security/border", "x_y"), note="Why now?\n\nSecond thought."),
        passage("It stayed open."),
        replace(passage("The end."), article=OTHER, state=State.ORPHAN, sentence=""),
    ]
    assert "".join(markdown.export(rows)) == (
        "## Ministers meet\n\n2022-05-01 · Wire · 2022/ministers.txt\n\n"
        "*Tags:* priority\n\n*Note:* Read \\*again\\*.\n\n"
        "> troops\n\n"
        "*Sentence:* The question of troops on sovereign territory remained.\n\n"
        "*Tags:* security/border, x\\_y\n\n*Note:* Why now?\n\nSecond thought.\n\n"
        "> It stayed open.\n\n"
        "## Another\n\nother.txt\n\n"
        "> The end.\n\n*No longer in the article.*\n"
    )


def test_a_passage_of_several_paragraphs_stays_one_quote() -> None:
    exported = "".join(markdown.export([passage("It stayed open.\n\nThe end.")]))
    assert exported.endswith("> It stayed open.\n>\n> The end.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("troops", "The question of troops on sovereign territory remained."),
        ("remained. It", TEXT[:71]),
        ("It stayed open.", ""),
        ("It stayed open.\n\nThe end.", ""),
        ("open.\n\nThe", "It stayed open.\n\nThe end."),
    ],
)
def test_a_passage_has_its_sentence_unless_it_is_whole_sentences(words: str, sentence: str) -> None:
    assert passage(words).sentence == sentence


def test_a_passage_that_is_gone_keeps_its_words_and_has_no_place() -> None:
    changed = "Quite another text."
    parsed = replace(ARTICLE.parsed, text=changed, blocks=(Block(BlockKind.PARAGRAPH, 0, 19),))
    article = replace(ARTICLE, parsed=parsed, text_hash=hash_text(changed))
    row = plain_json.row(passage("troops", article=article))
    assert (row["exact"], row["start"], row["end"], row["state"]) == (
        "troops",
        None,
        None,
        "orphan",
    )


def test_json_rows_have_exactly_the_documented_keys() -> None:
    exported = json.loads("".join(plain_json.export([passage("troops", tags=("a",), note="n")])))
    assert exported == [
        {
            "id": "0190-uuid",
            "article": "a1",
            "path": "2022/ministers.txt",
            "start": 16,
            "end": 22,
            "exact": "troops",
            "tags": ["a"],
            "note": "n",
            "created": "2026-01-02T03:04:05.678Z",
            "modified": "2026-01-03T03:04:05.678Z",
            "state": "exact",
            "origin": None,
            "title": "Ministers meet",
            "date": "2022-05-01",
            "author": None,
            "source": "Wire",
            "sentence": "The question of troops on sovereign territory remained.",
            "colour": "blue",
            "creator": "reader",
        }
    ]


def test_json_and_csv_say_which_query_found_a_passage() -> None:
    found = passage("troops")
    origin = Origin("-border", "2026-01-02T03:04:05.678Z")
    found = replace(found, annotation=structs.replace(found.annotation, origin=origin))
    assert plain_json.row(found)["origin"] == {"query": "-border", "time": origin.time}
    header, cells = csv.reader(io.StringIO("".join(spreadsheet.export([found])), newline=""))
    assert dict(zip(header, cells, strict=True))["query"] == "'-border"


def test_json_and_csv_tell_the_same() -> None:
    found = passage("troops", tags=("a", "b; c"), note="n")
    origin = Origin("border", "2026-01-02T03:04:05.678Z")
    found = replace(found, annotation=structs.replace(found.annotation, origin=origin))
    [data] = json.loads("".join(plain_json.export([found])))
    header, cells = csv.reader(io.StringIO("".join(spreadsheet.export([found])), newline=""))
    row = dict(zip(header, cells, strict=True))
    names = {"title": "article", "article": "article_id", "exact": "passage"}
    told = {names.get(key, key): value for key, value in data.items()}
    told |= {"tags": 'a; "b; c"', "start": str(data["start"]), "end": str(data["end"])}
    told |= {"author": "", "query": origin.query, "query_time": origin.time}
    del told["origin"]
    assert row == told


tag_names = st.lists(st.text(st.sampled_from('ab;" /'), min_size=1).map(str.strip), max_size=4)


@given(tag_names.map(lambda tags: tuple(filter(None, tags))))
def test_each_tag_of_a_cell_can_be_told_from_the_next(tags: tuple[str, ...]) -> None:
    exported = "".join(spreadsheet.export([passage("troops", tags=tags)]))
    header, cells = csv.reader(io.StringIO(exported, newline=""))
    cell = dict(zip(header, cells, strict=True))["tags"]
    back = next(csv.reader([cell.replace("; ", ";")], delimiter=";"), [])
    assert back == [tag.replace("; ", ";") for tag in tags]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array_whatever_its_length(count: int) -> None:
    assert len(json.loads("".join(plain_json.export([passage()] * count)))) == count


@given(st.text())
def test_json_holds_no_character_that_commands_a_terminal(note: str) -> None:
    text = plain_json.dumps({"note": note})
    assert json.loads(text) == {"note": note}
    assert not [each for each in text if ord(each) < 32 or 0x7F <= ord(each) < 0xA0]
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_csv_has_a_header_and_survives_commas_quotes_and_line_feeds() -> None:
    note = 'He said, "no".\nThen left;'
    exported = "".join(spreadsheet.export([passage("troops", tags=("a", "b/c"), note=note)]))
    assert exported.endswith("\r\n")
    header, cells = csv.reader(io.StringIO(exported, newline=""))
    row = dict(zip(header, cells, strict=True))
    assert tuple(header) == spreadsheet.HEADER
    assert row["note"] == note
    assert row["tags"] == "a; b/c"
    assert (row["start"], row["end"], row["colour"]) == ("16", "22", "blue")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\n@"])
def test_no_cell_of_a_csv_is_a_formula(start: str) -> None:
    row = passage("troops", tags=(f"{start}tag",), note=f"{start}cmd|' /C calc'!A0")
    exported = "".join(spreadsheet.export([row]))
    _, cells = csv.reader(io.StringIO(exported, newline=""))
    assert f"'{start}cmd|' /C calc'!A0" in cells
    assert f"'{start}tag" in cells
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
