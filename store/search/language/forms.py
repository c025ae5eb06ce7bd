"""The forms of the query language, each declared once for help, README and command line."""

from __future__ import annotations

from msgspec import Struct


class Form(Struct, frozen=True):
    """One thing that can be written in a query.

    Args:
        example: How it is written; a query by itself.
        help: What it finds, in a line.
    """

    example: str
    help: str


FORMS: tuple[Form, ...] = (
    Form("troops border", "both words, whatever capitals and accents"),
    Form('"exact phrase"', "words that follow one another"),
    Form("arm*", "words that begin so; in quotes the last one"),
    Form("~mirzoyan", "spelled nearly so, by a letter or two"),
    Form('"troops border"~8', "in any order within eight words"),
    Form("troops OR soldiers", "either"),
    Form("border -customs", "the one without the other, as with NOT"),
    Form("(troops OR soldiers) border", "what belongs together"),
    Form("/sover.{0,3}eign/", "a regular expression"),
    Form("title:summit", "in the title; so also author: source: path:"),
    Form("title:(summit OR talks)", "several in one field"),
    Form("note:why", "in your notes"),
    Form('quote:"the border"', "in what you marked"),
    Form("tag:security", "tagged so, or below it"),
    Form("date:2022", "in that year; so also a month or a day"),
    Form("date:2022-05..2022-12", "from May to December"),
    Form("date:>2022-09-13", "after that day; so also >= < <="),
    Form("is:unread", "not read; also read, noted, tagged, orphan"),
)
"""All of them, the plain ones first."""
