"""Passages are found in a changed article as the reader sees them, and looked for once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import anchor
from store.anchor import describe
from store.annotation import Annotation
from store.article import hash_text
from store.span import Span
from store.standing_passages import StandingPassages

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

OLD = "Talks began. The army crossed the river on Monday. Nobody spoke of the reasons for it."
CROSSED = "The army crossed the river on Monday."
REASONS = "Nobody spoke of the reasons for it."
NEW = f"Before all that came a long winter, and a thaw. {OLD.replace(REASONS, '')}"


def _on(words: str, text: str = OLD) -> Annotation:
    start = text.index(words)
    passage = describe(text, hash_text(text), Span(start, start + len(words)))
    return Annotation(words, "a", passage)


def _old_text(text_hash: str) -> str | None:
    return OLD if text_hash == hash_text(OLD) else None


def _standing(
    passages: StandingPassages, annotations: Sequence[Annotation], text: str = NEW
) -> list[str]:
    return [span.of(text) for span in passages.spans(text, hash_text(text), annotations)]


def test_a_passage_that_moved_is_where_it_is_now_and_a_lost_one_nowhere() -> None:
    passages = StandingPassages(_old_text)
    assert _standing(passages, [_on(CROSSED), _on(REASONS)]) == [CROSSED]


def test_one_that_the_reader_gave_up_comes_back_when_he_thinks_better_of_it() -> None:
    passages = StandingPassages(_old_text)
    assert _standing(passages, [replace(_on(CROSSED), lost_in=hash_text(NEW))]) == []
    assert _standing(passages, [_on(CROSSED)]) == [CROSSED]


def test_a_passage_is_looked_for_once_in_each_text_and_one_that_did_not_move_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[Sequence[Annotation]] = []

    def counted(
        text: str, text_hash: str, annotations: Sequence[Annotation], old_text_of: object
    ) -> tuple[anchor.Placement | None, ...]:
        assert old_text_of is _old_text
        looked.append(annotations)
        return anchor.place_all(text, text_hash, annotations, _old_text)

    monkeypatch.setattr("store.standing_passages.place_all", counted)
    passages = StandingPassages(_old_text)
    crossed, began = _on(CROSSED), _on("Talks began.")
    assert _standing(passages, [crossed], OLD) == [CROSSED]
    assert looked == []
    assert _standing(passages, [crossed]) == _standing(passages, [crossed]) == [CROSSED]
    assert looked == [[crossed]]
    assert _standing(passages, [crossed, began]) == [CROSSED, "Talks began."]
    assert looked == [[crossed], [began]]
    newer = f"Even earlier it was autumn. {NEW}"
    assert _standing(passages, [crossed], newer) == [CROSSED]
    assert looked == [[crossed], [began], [crossed]]
