"""The forms of the query language, each declared once for help, README and command line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One thing that can be written in a query.

    Args:
        examples: How it is written; each is a query by itself.
        help: What it finds, in a line.
    """

    examples: tuple[str, ...]
    help: str

    @property
    def shown(self) -> str:
        """The examples in a line."""
        return "  ".join(self.examples)


FORMS: tuple[Form, ...] = (
    Form(("troops border",), "both words; capitals and accents make no difference"),
    Form(('"exact phrase"',), "words that follow one another"),
    Form(("arm*", '"armed forc*"'), "words that begin so"),
    Form(("~mirzoyan",), "a misspelt word: one letter off, or two if it has more than five"),
    Form(('"troops border"~8',), "words in any order within eight words"),
    Form(("troops OR soldiers",), "either"),
    Form(("border -customs", "border NOT customs"), "the one without the other"),
    Form(("(troops OR soldiers) border",), "what belongs together"),
    Form(("/sover.{0,3}eign/",), "a regular expression; it ends at a slash before a blank"),
    Form(("title:summit", "author:petrosyan", "source:press", "path:2022"), "in the title, …"),
    Form(("title:(summit OR talks)",), "several in one field"),
    Form(("tag:security", 'tag:"two words"', "tag:sec*"), "a tag, or one below it"),
    Form(("note:why", 'quote:"the border"'), "in a note, in a marked passage"),
    Form(("date:2022", "date:2022-05", "date:2022-05-13"), "a year, a month, a day"),
    Form(("date:2022-05..2022-12", "date:..2022"), "from one to another; either may be left out"),
    Form(("date:>2022-09-13", "date:<=2022"), "after, from (>=), before, up to (<=)"),
    Form(("is:unread", "is:read"), "what is still to be read, what was"),
    Form(("is:noted", "is:tagged"), "what carries a note, a tag"),
    Form(("is:orphan",), "what has a passage that is gone"),
)
"""All of them, the plain ones first."""
