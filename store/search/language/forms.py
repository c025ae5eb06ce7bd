"""The forms of the query language, each declared once for help, README and command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One thing that can be written in a query.

    Args:
        examples: How it is written, the main one first; each is a query by itself.
        help: What it finds, in a line.
    """

    examples: tuple[str, ...]
    help: str

    @property
    def shown(self) -> str:
        """The examples in a line."""
        return "  ".join(self.examples)


FORMS: tuple[Form, ...] = (
    Form(("troops border",), "both words, whatever capitals and accents"),
    Form(('"exact phrase"',), "words that follow one another"),
    Form(("arm*", '"armed forc*"'), "words that begin so"),
    Form(("~mirzoyan",), "spelled nearly so, by a letter or two"),
    Form(('"troops border"~8',), "in any order within eight words"),
    Form(("troops OR soldiers",), "either"),
    Form(("border -customs", "border NOT customs"), "the one without the other"),
    Form(("(troops OR soldiers) border",), "what belongs together"),
    Form(("/sover.{0,3}eign/",), "a regular expression"),
    Form(
        ("title:summit", "author:petrosyan", "source:press", "path:2022"),
        "in the title; also author: source: path:",
    ),
    Form(("title:(summit OR talks)",), "several in one field"),
    Form(("note:why", 'quote:"the border"'), "in your notes; quote: in what you marked"),
    Form(("tag:security", 'tag:"two words"', "tag:sec*"), "tagged so, or below it"),
    Form(
        ("date:2022-05..2022-12", "date:2022", "date:2022-05-13", "date:..2022"),
        "from May to December; also date:2022",
    ),
    Form(("date:>2022-09-13", "date:<=2022"), "after that day; also >= < <="),
    Form(
        ("is:unread", "is:read", "is:noted", "is:tagged", "is:orphan"),
        "also is:read is:noted is:tagged is:orphan",
    ),
)
"""All of them, the plain ones first."""
