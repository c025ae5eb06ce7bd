"""A text translated by an alphabet comes out as it does letter by letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.fold import fold
from store.search.alphabet import Alphabets
from tests.store.search.strategies import TEXTS


class _Folded(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return fold(chr(code))


_ALPHABETS = Alphabets(_Folded())

# Scripts that fit into an alphabet together, or beside no other, or into none.
CROWDS = [
    "".join(map(chr, range(first, first + count)))
    for first, count in ((0x400, 60), (0x370, 60), (0x5D0, 60), (0x400, 200), (0x4E00, 300))
] + ["\ufffe", "\uffff", "\U0001f469", "\0", "東 а"]


@given(st.lists(st.one_of(TEXTS, st.text(max_size=40), st.sampled_from(CROWDS)), max_size=8))
def test_whatever_came_before_a_text_is_translated_letter_by_letter(texts: list[str]) -> None:
    for text in texts:
        assert _ALPHABETS.translate(text) == "".join(map(fold, text))
