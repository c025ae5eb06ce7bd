"""A snapshot answers for one state of the index, and says so where the index is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tantivy
from hypothesis import given

from store.article import hash_text
from store.search import analysis
from store.search.broken import BrokenIndex, telling
from store.search.building import remove
from store.search.found import Indexed
from store.search.known import Known
from store.search.numbers import number_of
from store.search.query import And, Is, Not, Phrase, Query, State, Word
from store.search.schema import build_schema, document, writer
from store.search.snapshot import Snapshot
from tests.store.search.indexes import indexed
from tests.store.search.strategies import CORPORA, KNOWNS, NODES

if TYPE_CHECKING:
    from pathlib import Path

    from store.search.query import Node

_PROSE = (
    "The ministers spoke of troops at the border.\n\nThey will meet again in Yerevan, they said.",
    "Troops left the border, said the ministers in Yerevan.\n\nNobody spoke of it again.",
    "The harvest of apricots was good.\n\nThe price of apricots fell at the markets.",
    "Apricots are dear this year.\n\nThe markets had hardly an apricot to sell.",
)


def article(number: int, text: str, title: str = "untitled") -> Indexed:
    path = f"{number:03}.txt"
    return Indexed(f"{number:012x}", path, title, None, None, None, text, hash_text(text))


@given(CORPORA)
def test_an_article_comes_back_as_it_was_indexed(corpus: tuple[Indexed, ...]) -> None:
    snapshot = indexed(corpus)
    assert [snapshot.article(each.id) for each in corpus] == list(corpus)
    assert snapshot.article("nobody's") is None


@given(CORPORA, NODES, KNOWNS)
def test_an_article_that_is_indexed_in_parts_is_found_as_in_one(
    corpus: tuple[Indexed, ...], node: Node, known: Known
) -> None:
    whole = indexed(corpus).ask(Query("", node), known)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "STRETCH", 1)
        parted = indexed(corpus).ask(Query("", node), known)
    assert parted.candidates() == whole.candidates()


@pytest.mark.parametrize("apart", ["border closed", "closed untitled"])
def test_no_phrase_reaches_from_part_to_part_or_into_the_title(
    apart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "STRETCH", 1)
    snapshot = indexed([article(1, "troops at the border\n\nclosed")])
    for words, found in ((("the", "border"), 1), (tuple(apart.split()), 0)):
        assert len(snapshot.ask(Query("", Phrase(words)), Known()).candidates()) == found


@given(NODES, KNOWNS)
def test_nothing_is_found_where_nothing_was_indexed(node: Node, known: Known) -> None:
    snapshot = Snapshot()
    answer = snapshot.ask(Query("", node), known)
    assert snapshot.size == answer.total() == 0
    assert answer.page(0, 50) == ()
    assert answer.candidates() == ()
    assert answer.ids() == frozenset()


def test_a_query_without_a_root_finds_nothing() -> None:
    answer = indexed([article(1, "troops")]).ask(Query("-", None), Known())
    assert answer.is_exact
    assert (answer.total(), answer.page(0, 50), answer.ids()) == (0, (), frozenset())


def test_a_snapshot_stays_as_it_is_while_the_index_goes_on() -> None:
    index = tantivy.Index(build_schema())
    before = Snapshot(index)
    with writer(index) as made:
        made.add_document(document(article(1, "troops"), 1))
        made.commit()
        made.wait_merging_threads()
    index.reload()
    query = Query("", Word("troops"))
    assert before.ask(query, Known()).total() == 0
    assert Snapshot(index).ask(query, Known()).total() == 1


def test_what_is_read_meanwhile_is_asked_of_the_same_snapshot() -> None:
    snapshot = indexed([article(1, "troops"), article(2, "troops")])
    query = Query("", And((Word("troops"), Not(Word("weather")))))
    assert snapshot.ask(query, Known()).total() == 2
    first = f"{1:012x}"
    for read in (frozenset({first}), frozenset[str]()):
        from_notes = snapshot.ask(Query("", Is(State.READ)), Known(read=read))
        assert from_notes.ids() == read


def test_articles_that_share_their_telling_words_are_alike() -> None:
    corpus = [article(number, text) for number, text in enumerate(_PROSE)]
    snapshot = indexed(corpus)
    assert [each.article for each in snapshot.like(corpus[0].id, 1)] == [corpus[1]]
    assert [each.article for each in snapshot.like(corpus[2].id, 1)] == [corpus[3]]


def test_an_article_that_was_indexed_anew_is_as_like_to_others_as_before() -> None:
    index = tantivy.Index(build_schema())
    corpus = [article(number, text) for number, text in enumerate(_PROSE)]
    with index.writer(num_threads=1) as made:  # all in one segment, which no deletion empties
        for number, each in enumerate(corpus):
            made.add_document(document(each, number))
        made.commit()
        remove(made, [number_of(corpus[0].id)])
        made.add_document(document(article(0, f"Zyxwv.\n\n{_PROSE[0]}"), 4))
        made.commit()
    index.reload()
    snapshot = Snapshot(index)
    assert snapshot.size == len(corpus)
    assert [each.article for each in snapshot.like(corpus[0].id, 1)] == [corpus[1]]
    assert [each.article.id for each in snapshot.like(corpus[1].id, 1)] == [corpus[0].id]


def test_no_article_is_like_itself_nor_like_one_that_is_gone() -> None:
    others = (article(number, "weather") for number in range(3, 9))
    snapshot = indexed([*(article(number, _PROSE[0]) for number in range(3)), *others])
    found = {each.article.id for each in snapshot.like(f"{2:012x}", 50)}
    assert found == {f"{0:012x}", f"{1:012x}"}
    assert snapshot.like(f"{9:012x}", 50) == ()


def test_articles_are_not_alike_because_both_have_paragraphs() -> None:
    snapshot = indexed(
        [article(1, "Troops left.\n\nOn foot."), article(2, "Apricots.\n\nAre dear.")]
    )
    assert snapshot.like(f"{1:012x}", 5) == snapshot.like(f"{2:012x}", 5) == ()


@pytest.mark.parametrize("kind", ["store", "idx", "term", "fast"])
def test_damage_is_told_as_a_broken_index_and_as_nothing_else(tmp_path: Path, kind: str) -> None:
    index = tantivy.Index(build_schema(), path=str(tmp_path))
    with writer(index) as made:
        for number in range(200):
            made.add_document(document(article(number, f"{_PROSE[number % 4]} {number}"), number))
        made.commit()
        made.wait_merging_threads()
    for file in tmp_path.glob(f"*.{kind}"):
        held = file.read_bytes()
        quarter = len(held) // 4
        # The end stays: what is missing there is noticed when the file is opened.
        file.write_bytes(held[:quarter] + b"\xa5" * quarter + held[2 * quarter :])
    with pytest.raises(BrokenIndex):
        _ask_everything(tmp_path)


def _ask_everything(place: Path) -> None:
    with telling():
        index = tantivy.Index.open(str(place))
    snapshot = Snapshot(index)
    for node in (Word("troops"), Word("sold"), Phrase(("the", "border")), Not(Word("troops"))):
        answer = snapshot.ask(Query("", node), Known())
        answer.total()
        answer.ids()
        answer.page(0, 200)
    snapshot.like(f"{1:012x}", 5)


def test_an_interrupt_is_no_damage() -> None:
    with pytest.raises(KeyboardInterrupt), telling():
        raise KeyboardInterrupt
