"""Leftovers of a web page are told from the article, and in doubt it is the article's."""

from __future__ import annotations

import pytest

from store.article import BlockKind, Parsed
from store.furniture import edges, mark, recurring
from store.sources import parse

NOTHING: frozenset[int] = frozenset()

LAMP = """
The council of the old harbour has decided after a long evening that the third pier will have a \
lamp again, and that it will burn until the last boat is in.
Two members voted against it. They said that the oil was dear, that the fishermen knew the way, \
and that no lamp had ever kept a fog from coming.
The keeper has been chosen already: a woman who mended nets for thirty years and who, she says, \
sleeps badly anyway.
"""
PATH = """
A walking club has marked a path that leads along the river from the mill to the bridge, past \
the meadow where the storks have nested since the spring.
The yellow signs were painted by volunteers. It took them four Saturdays, and on the last of \
them it rained so hard that half the work had to be done again.
"""
LIBRARY = """
In the library the lamps of the second floor will stay lit until nine, because readers had \
asked for it in so many letters that the drawer would not close.
The director counted them, and then she counted the chairs; there are now eleven more.
"""
PROSE, OTHER_PROSE, THIRD_PROSE = (
    tuple(text.strip().splitlines()) for text in (LAMP, PATH, LIBRARY)
)
COMMENT_FORM = (
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
)
TEASERS = (
    "You May Also Like",
    "Museum of Clocks Winds Up Its Oldest Piece",
    "HARBOUR — After a winter of repairs the long hall is ticking again, and…",
    "Ferry Company Gains an Early Crossing From the U.S.",
    "Passengers who start work before seven can leave the car at home and…",
)


def article(*paragraphs: str, suffix: str = ".txt") -> Parsed:
    return parse("\n\n".join(paragraphs).encode(), f"harbour{suffix}")


def folded(parsed: Parsed, repeated: frozenset[int] = NOTHING) -> list[str]:
    marked = mark(parsed, repeated)
    assert marked.text == parsed.text
    assert [block.span for block in marked.blocks] == [block.span for block in parsed.blocks]
    return [
        block.span.of(marked.text) for block in marked.blocks if block.kind is BlockKind.FURNITURE
    ]


def folded_in_corpus(*articles: Parsed) -> list[list[str]]:
    repeated = recurring([edges(each) for each in articles])
    return [folded(parsed, repeated) for parsed in articles]


# Known furniture


@pytest.mark.parametrize(
    "line",
    [
        "Print the page",
        "Share this article",
        "Subscribe to our newsletter!",
        "Follow us on Facebook and Telegram",
        "© 2021 The Harbour Post. All rights reserved.",
        "3 Comments",
        "No comments yet",
        "This website uses cookies to make your visit better.",
        "Filed Under: piers, lamps",
        "Версия для печати",
        "Տպել էջը",
        "Artikel drucken",
        "Laisser un commentaire",
        "Todos los derechos reservados.",
    ],
)
def test_a_known_line_at_the_end_is_furniture(line: str) -> None:
    assert folded(article("Third pier gets a lamp", "01 December, 2020", *PROSE, line)) == [line]


def test_everything_from_the_comment_form_to_the_last_teaser_is_furniture() -> None:
    newsletter = ("Sign Up for Our Newsletters", "Get notified of the latest updates from us.")
    leftovers = [*COMMENT_FORM, *newsletter, *TEASERS]
    assert folded(article(f"ASTANA — {PROSE[0]}", *PROSE[1:], *leftovers)) == leftovers


def test_other_wordings_between_known_lines_are_furniture_too() -> None:
    leftovers = [
        "Leave a Reply",
        "We keep your e-mail address and never publish it. Required fields have a star: *",
        "Our Newsletter by Post",
        "Sign up for our newsletter and read on Sundays what others read on Mondays.",
        *TEASERS,
    ]
    assert folded(article(*PROSE, *leftovers)) == leftovers


def test_form_fields_and_buttons_are_furniture_beside_furniture() -> None:
    leftovers = ["Share", "Facebook", *COMMENT_FORM, "Name *", "Email *", "Website", "Post Comment"]
    assert folded(article(*PROSE, *leftovers)) == leftovers


@pytest.mark.parametrize(
    "sentence",
    [
        "Your e-mail stays with us. All fields marked with a star must be filled in.",
        "Nobody will see your e-mail address. Mandatory fields carry a *",
        "We will never share your email. Compulsory fields are marked.",
        "Fields with an asterisk have to be filled in.",
    ],
)
@pytest.mark.parametrize(
    ("heading", "offer"),
    [
        ("Sign Up for Our Newsletters", "Get notified of the latest updates from us."),
        ("Stay in the Know", "Receive our best stories in a letter that you subscribe to once."),
    ],
)
def test_a_comment_form_in_any_words_is_furniture(sentence: str, heading: str, offer: str) -> None:
    leftovers = ["Leave a Reply", sentence, heading, offer, *TEASERS]
    assert folded(article(*PROSE, *leftovers)) == leftovers
    assert folded(article(*PROSE, *leftovers[:2])) == leftovers[:2]


@pytest.mark.parametrize(
    "line",
    [
        "3 comments on A lamp for the third pier",
        "Follow us on Facebook for pictures of the lamp",
        "Copyright 2021 The Harbour Post",
        "Sign up for our newsletter and read on Sundays what others read on Mondays.",
    ],
)
def test_a_line_in_open_words_is_furniture_beside_known_furniture_only(line: str) -> None:
    assert folded(article(*PROSE, line)) == []
    assert folded(article(*PROSE, line, "Print the page")) == [line, "Print the page"]
    assert folded(article(*PROSE, "Print the page", line)) == ["Print the page", line]


@pytest.mark.parametrize(
    "prose",
    [
        "No comment on the matter came from the palace.",
        "Share this bread with those who have none, he said.",
        "Required fields of study are chemistry and physics.",
        "He founded a newsletter.",
        "“You will get your updates when the boats come in,” she said.",
    ],
)
def test_a_sentence_before_known_furniture_is_text(prose: str) -> None:
    assert folded(article(*PROSE, prose, "Print the page")) == ["Print the page"]


AMBIGUOUS = ["Recommended", "News", "Headlines", "Related topics", "Other news", "Latest news"]


@pytest.mark.parametrize("heading", AMBIGUOUS)
def test_a_list_behind_an_ambiguous_heading_is_text_unless_its_lines_break_off(
    heading: str,
) -> None:
    items = "- A wick of the longest kind\n- Oil for a winter\n- A ladder"
    ending = ("# A lamp", *PROSE, f"## {heading}", items)
    assert folded(article(*ending, suffix=".md")) == []
    cut_off = "- A new ferry sails from the third pier in the morning and…"
    assert folded(article(*ending, cut_off, suffix=".md"))[0] == heading


def test_an_ambiguous_heading_right_below_known_furniture_opens_a_list_of_teasers() -> None:
    leftovers = ["Leave a Reply", "Latest news", TEASERS[1], TEASERS[3]]
    assert folded(article(*PROSE, *leftovers)) == leftovers


@pytest.mark.parametrize("heading", ["Related", "Read more", "Читайте также", "Lesen Sie auch:"])
def test_a_heading_with_teasers_up_to_the_end_is_furniture(heading: str) -> None:
    assert folded(article(*PROSE, heading, *TEASERS[1:])) == [heading, *TEASERS[1:]]


def test_lines_before_the_headline_are_furniture() -> None:
    parsed = article("Skip to content", "Print this page", "Third pier gets a lamp", *PROSE)
    assert parsed.title == "Third pier gets a lamp"
    assert folded(parsed) == ["Skip to content", "Print this page"]


def test_an_advertisement_between_paragraphs_is_furniture() -> None:
    parsed = article("A lamp", PROSE[0], "ADVERTISEMENT", "Share this", PROSE[1], *COMMENT_FORM)
    assert folded(parsed) == ["ADVERTISEMENT", "Share this", *COMMENT_FORM]


def test_leftovers_of_a_markdown_page_are_furniture() -> None:
    parsed = article(
        "# A lamp",
        *PROSE,
        "***",
        "## Related Articles",
        "- A new ferry\n- Storks are back",
        suffix=".md",
    )
    assert folded(parsed) == ["Related Articles", "A new ferry", "Storks are back"]


# Text that only looks like it


def test_an_article_without_leftovers_has_no_furniture() -> None:
    parsed = parse("\n".join([*PROSE, *OTHER_PROSE]).encode(), "harbour.txt")
    assert len(parsed.blocks) == 5
    assert mark(parsed, NOTHING) is parsed


@pytest.mark.parametrize(
    "prose",
    [
        "Readers were asked to subscribe to our newsletter, and a few did; most wrote letters.",
        "Leave a reply, she had told him, or never write to me again. He left one on the table.",
        "It is related to the heron, the keeper says, though it is much smaller than one.",
        "All rights reserved for fishermen were taken from them when the pier was sold.",
        "Print the page twice, the clerk said, and bring me the copy that has no stain on it.",
        "The comments ran to three pages. Not one of them mentioned the advertisement.",
        "And so the lamp burns on, and the boats come in, and the fog does what fog does…",
        "Share what you have.",
        "No comment on the matter came from the palace.",
        "One comment on the bill was that nobody had read it",
        "Required fields of study are chemistry and physics.",
        "Share this bread with those who have none, he said.",
        "Get the latest news to the keeper of the light, he ordered his secretary.",
        "Copyright by its nature lasts longer than the author, the court held.",
        "Posted in: Old Town, where he served until the pier was built.",
        "We use cookies to decorate the tree, the keeper said.",
        "The heirs sold the film with all rights reserved.",
        "By using a site without a lock he let the cookies go stale.",
        "He founded a newsletter.",
    ],
)
def test_prose_that_mentions_such_words_is_text(prose: str) -> None:
    assert folded(article("Third pier gets a lamp", *PROSE, prose)) == []
    assert folded(article("Third pier gets a lamp", PROSE[0], prose, *PROSE[1:])) == []


@pytest.mark.parametrize("heading", ["Related", "Read more", "Related news", "More"])
def test_prose_behind_such_a_heading_in_the_middle_is_text(heading: str) -> None:
    assert folded(article("Third pier gets a lamp", PROSE[0], heading, *PROSE[1:])) == []


def test_prose_behind_teasers_stops_the_fold() -> None:
    assert folded(article(*PROSE[:2], *TEASERS, PROSE[2])) == []


@pytest.mark.parametrize("last", ["Related", "More", "Home", "Comments", "Jane Doe", "Old Town"])
def test_a_single_ambiguous_line_at_the_end_is_text(last: str) -> None:
    assert folded(article("Third pier gets a lamp", *PROSE, last)) == []


def test_short_lines_at_the_end_without_a_heading_of_teasers_are_text() -> None:
    lines = ["What the lamp needs", "Oil for a winter", "A wick of the longest kind"]
    assert folded(article(*PROSE, *lines)) == []


def test_an_article_of_nothing_but_furniture_is_text() -> None:
    assert folded(article("Share this", "Print the page")) == []
    assert folded(article("Leave a Reply", "Share this article")) == []


def test_a_headline_is_never_furniture() -> None:
    assert folded(article("Leave a Reply", *PROSE, "Print the page")) == ["Print the page"]
    assert article("Most Popular", *PROSE).blocks[0].kind is BlockKind.HEADING
    assert folded(article("Most Popular", *PROSE)) == []


def test_a_poem_with_a_refrain_is_text() -> None:
    refrain = "Share the light, keep the light,\nfollow us home to the pier"
    stanza = "The bell goes out across the bay\na rope is loosed a lamp is lit"
    poem = [stanza, refrain, stanza + "\nagain", refrain, "Home", refrain]
    assert folded(article("Lamp song", *poem)) == []


# What recurs across a corpus

FOOTER = "The Harbour Post appears on Tuesdays; your subscription keeps our lamp lit."


def test_a_short_closing_line_of_three_unrelated_articles_is_furniture() -> None:
    line = "Follow our channel for more stories"
    found = folded_in_corpus(
        article("A lamp", *PROSE, line),
        article("A path", *OTHER_PROSE, line),
        article("A library", *THIRD_PROSE, line),
    )
    assert found == [[line]] * 3


@pytest.mark.parametrize(
    "footer",
    [
        "If you value what you read here, support our journalism.",
        "Stories of the Harbour Post may be republished with a link to the first page.",
        "Write to the keeper at lamp@harbour.example.",
        "Подписывайтесь на наш канал и читайте новости гавани первыми.",
        "The Harbour Post | Third Pier 7 | Old Town",
    ],
)
def test_a_recurring_word_to_the_readers_is_furniture(footer: str) -> None:
    found = folded_in_corpus(
        article("A lamp", *PROSE, footer),
        article("A path", *OTHER_PROSE, footer),
        article("A library", *THIRD_PROSE, footer),
    )
    assert found == [[footer]] * 3


@pytest.mark.parametrize(
    "background",
    [
        "The CSTO is a military alliance of six former Soviet states founded in 1992.",
        "The pier was built in 1804. It has been repaired three times since the great storm.",
        "Both countries support the rights of those who read and follow the law.",
        "Lord, have mercy on us and on all who are at sea tonight.",
    ],
)
@pytest.mark.parametrize("last", [(), ("Print the page",)])
def test_an_agency_s_background_sentence_at_the_end_is_text(
    background: str, last: tuple[str, ...]
) -> None:
    found = folded_in_corpus(
        article("A lamp", *PROSE, background, *last),
        article("A path", *OTHER_PROSE, background, *last),
        article("A library", *THIRD_PROSE, background, *last),
        article("A bell", THIRD_PROSE[0][::-1], background, *last),
    )
    assert found == [list(last)] * 4


def test_a_footer_of_three_unrelated_articles_is_furniture() -> None:
    found = folded_in_corpus(
        article("A lamp", *PROSE, FOOTER),
        article("A path", *OTHER_PROSE, FOOTER),
        article("A library", *THIRD_PROSE, FOOTER),
    )
    assert found == [[FOOTER]] * 3


def test_a_footer_of_two_articles_is_furniture_only_beside_known_furniture() -> None:
    alone = folded_in_corpus(
        article("A lamp", *PROSE, FOOTER), article("A path", *OTHER_PROSE, FOOTER)
    )
    beside = folded_in_corpus(
        article("A lamp", *PROSE, FOOTER, "Print the page"),
        article("A path", *OTHER_PROSE, FOOTER, "Print the page"),
    )
    assert alone == [[], []]
    assert beside == [[FOOTER, "Print the page"]] * 2


def test_an_article_saved_three_times_is_text() -> None:
    saved = [article("A lamp", *PROSE, FOOTER, ending) for ending in ("Copy.", "Seen.", "Kept.")]
    assert folded_in_corpus(*saved) == [[]] * 3
    assert folded_in_corpus(*[article("A lamp", *PROSE)] * 4) == [[]] * 4


def test_two_copies_do_not_make_a_third_article_s_ending_furniture() -> None:
    copies = [article("A lamp", *PROSE, FOOTER)] * 2
    assert folded_in_corpus(*copies, article("A path", *OTHER_PROSE, FOOTER)) == [[]] * 3


def test_an_agency_s_background_paragraph_amid_the_text_is_text() -> None:
    background = "The pier was built in 1804 and has been repaired three times since the storm."
    found = folded_in_corpus(
        article("A lamp", PROSE[0], background, *PROSE[1:]),
        article("A path", OTHER_PROSE[0], background, OTHER_PROSE[1]),
        article("A library", THIRD_PROSE[0], background, THIRD_PROSE[1]),
    )
    assert found == [[]] * 3


def test_a_liturgy_is_text() -> None:
    opening = "In the morning we give thanks for the light that came over the water this day."
    answer = "And let the boats come home."
    closing = "As it was when the first stone was laid, so be it while the lamp is lit. Amen."
    found = folded_in_corpus(
        *(
            article(
                f"Prayer of the {day} day",
                opening,
                own,
                answer,
                own + " So we ask.",
                answer,
                closing,
            )
            for day, own in (("first", PROSE[0]), ("second", OTHER_PROSE[0]), ("third", PROSE[2]))
        )
    )
    assert found == [[]] * 3


@pytest.mark.parametrize(
    "ending",
    [
        "Amen.",
        "This we ask in the name of all who went out and came back again. Amen.",
        "And they lived happily ever after.",
        "Yours sincerely,\nJane Doe",
    ],
)
def test_an_ending_that_texts_share_by_custom_is_text(ending: str) -> None:
    found = folded_in_corpus(
        article("A lamp", *PROSE, ending),
        article("A path", *OTHER_PROSE, ending),
        article("A library", *THIRD_PROSE, ending),
    )
    assert found == [[]] * 3


def test_interviews_that_ask_the_same_questions_are_text() -> None:
    guide = (
        "How long have you lived beside the harbour, and what brought you here?",
        "What would you say has changed about the piers since you came?",
        "Thank you very much for taking the time to talk with me today.",
    )
    found = folded_in_corpus(
        *(
            article(f"Interview {number}", guide[0], answers[0], guide[1], answers[1], guide[2])
            for number, answers in enumerate((PROSE, OTHER_PROSE, THIRD_PROSE))
        )
    )
    assert found == [[]] * 3


def test_recurrence_never_folds_more_than_a_quarter_of_an_article() -> None:
    footers = [f"{FOOTER[:-1]}, edition number {number} of the year." for number in range(3)]
    short = article("A notice", "The pier is shut today.", *footers)
    found = folded_in_corpus(
        article("A lamp", *PROSE * 3, *footers),
        article("A path", *OTHER_PROSE, *footers),
        article("A library", *THIRD_PROSE * 4, *footers),
        short,
    )
    assert found == [footers, [], footers, []]


def test_a_long_recurring_paragraph_is_text() -> None:
    long = " ".join([FOOTER] * 6)
    found = folded_in_corpus(
        article("A lamp", *PROSE * 4, long),
        article("A path", *OTHER_PROSE * 4, long),
        article("A library", *THIRD_PROSE * 6, long),
    )
    assert found == [[]] * 3


def test_edges_are_few_and_take_eight_bytes_each() -> None:
    found = edges(article("A lamp", *PROSE * 200, FOOTER))
    assert 0 < len(found) <= 24 * 8
    assert len(found) % 8 == 0


def test_an_empty_article_has_neither_edges_nor_furniture() -> None:
    empty = parse(b"", "empty.txt")
    assert edges(empty) == b""
    assert mark(empty, NOTHING) is empty
