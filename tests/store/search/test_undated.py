"""Whether a query passes over the articles without a date."""

from __future__ import annotations

import pytest

from store.search.language import parse
from store.search.undated import is_passed_over


@pytest.mark.parametrize(
    ("text", "is_decided"),
    [
        ("date:2022", True),
        ("border date:2022", True),
        ("border (date:2022 OR date:2023)", True),
        ("border -(summit -date:2022)", False),
        ("-(-date:2022 OR summit)", True),
        ("border OR date:2022", False),
        ("-date:2022", False),
        ("-(date:2022 border)", False),
        ("border", False),
        ('"date:2022"', False),
    ],
)
def test_dates_pass_them_over_where_no_word_can_bring_them_back(
    text: str, *, is_decided: bool
) -> None:
    root = parse(text).root

    assert root is not None
    assert is_passed_over(root) is is_decided
