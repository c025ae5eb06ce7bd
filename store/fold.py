"""Text made comparable without moving an offset."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′ʼ՚", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\n\u00a0\u2002\u2003\u2009\u202f", " "),
    }
)


def fold(text: str, *, case: bool = True) -> str:
    """Return `text` with quotes, dashes and white space alike, accents and capitals gone.

    Each code point gives exactly one, so offsets in the result are offsets in `text`.

    Args:
        text: Canonical text, or what a person typed.
        case: Whether capitals are folded as well.
    """
    table = {
        ord(each): folded for each in set(text) if (folded := _fold_one(each, case=case)) != each
    }
    return text.translate(table) if table else text


def _fold_one(character: str, *, case: bool) -> str:
    alike = character.translate(_ALIKE)
    if not alike.isascii():
        alike = unicodedata.normalize("NFD", alike)[0]
    if not case:
        return alike
    lower = alike.lower()
    return lower if len(lower) == 1 else alike
