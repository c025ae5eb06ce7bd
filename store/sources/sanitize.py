"""Characters a terminal may be shown: what every text from a file or a name is made of.

An article can hold sequences that move the cursor, write to the clipboard or make the terminal
answer as if keys had been pressed. They are taken out here, whole, before anything else sees the
text.
"""

from __future__ import annotations

import re
import unicodedata

_TAB_WIDTH = 8

_SUSPECT = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

_SEQUENCE = re.compile(
    r"""
      (?:\x1b\]|\x9d) [^\x07\x1b\x9c\r\n]* (?:\x07|\x1b\\|\x9c)?      # OSC: clipboard, title, link
    | (?:\x1b[PX^_]|[\x90\x98\x9e\x9f]) [^\x1b\x9c\r\n]* (?:\x1b\\|\x9c)?  # DCS, SOS, PM, APC
    | (?:\x1b\[|\x9b) [0-?]* [ -/]* [@-~]?                            # CSI: colours, cursor
    | \x1b [ -/]* [0-~]?                                              # all other escapes
    """,
    re.VERBOSE,
)
"""Control sequences of ECMA-48, also unfinished ones.

A control string that never ends would swallow an article; it is taken to end with its line.
"""

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_UNWANTED = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def clean(text: str) -> str:
    """Return `text` in the characters that canonical text is made of.

    The result is in NFC, its lines end with LF and its tabs are spaces; control characters,
    whole escape sequences, bidi overrides, embeddings and isolates, byte order marks and lone
    surrogates are gone. Joiners and variation selectors stay. Cleaning twice changes nothing.
    """
    if _SUSPECT.search(text):
        text = _SEQUENCE.sub("", text)
        text = _LINE_BREAK.sub("\n", text)
        text = _UNWANTED.sub("", text).expandtabs(_TAB_WIDTH)
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, its white space collapsed, as names and titles are."""
    return " ".join(clean(text).split())
