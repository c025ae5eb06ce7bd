"""Which article is which, through edits and renames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from store.annotation import KnownArticle
from store.article import hash_text
from store.identity import Recogniser, new_id

if TYPE_CHECKING:
    from collections.abc import Sequence


def _known(article_id: str, path: str, text: str) -> KnownArticle:
    return KnownArticle(article_id, path, text, title=path)


def assign(
    found: Sequence[tuple[str, str]],
    known: Sequence[KnownArticle],
    earlier: Sequence[KnownArticle] = (),
) -> dict[str, str]:
    """Return the ids of articles, going by the notes file and by earlier scans."""
    return Recogniser(known, lambda: earlier).settle(found)


def test_an_article_seen_for_the_first_time_is_named_after_its_path() -> None:
    assert assign([("a.txt", "h1")], []) == {"a.txt": new_id("a.txt")}
    assert len(new_id("a.txt")) == 12


def test_an_unchanged_article_keeps_its_id() -> None:
    assert assign([("a.txt", "h1")], [_known("A", "a.txt", "h1")]) == {"a.txt": "A"}


def test_an_edited_article_keeps_its_id() -> None:
    assert assign([("a.txt", "h2")], [_known("A", "a.txt", "h1")]) == {"a.txt": "A"}


def test_a_renamed_article_keeps_its_id() -> None:
    assert assign([("sub/b.txt", "h1")], [_known("A", "a.txt", "h1")]) == {"sub/b.txt": "A"}


def test_a_copy_is_another_article() -> None:
    ids = assign([("a.txt", "h1"), ("b.txt", "h1")], [_known("A", "a.txt", "h1")])
    assert ids == {"a.txt": "A", "b.txt": new_id("b.txt")}


def test_two_articles_that_swap_names_swap_paths_and_keep_their_ids() -> None:
    known = [_known("A", "a.txt", "h1"), _known("B", "b.txt", "h2")]
    assert assign([("a.txt", "h2"), ("b.txt", "h1")], known) == {"a.txt": "B", "b.txt": "A"}


def test_the_text_takes_the_id_along_when_another_takes_its_path() -> None:
    first = new_id("a.txt")
    ids = assign([("a.txt", "h2"), ("b.txt", "h1")], [_known(first, "a.txt", "h1")])
    assert ids["b.txt"] == first
    assert ids["a.txt"] != first


def test_an_edit_that_makes_an_article_like_another_is_an_edit() -> None:
    known = [_known("A", "a.txt", "h1"), _known("B", "b.txt", "h2")]
    assert assign([("a.txt", "h2"), ("b.txt", "h2")], known) == {"a.txt": "A", "b.txt": "B"}


def test_of_several_copies_the_one_with_the_old_name_is_the_renamed_one() -> None:
    found = [("a/other.txt", "h1"), ("b/news.txt", "h1")]
    ids = assign(found, [_known("A", "news.txt", "h1")])
    assert ids == {"a/other.txt": new_id("a/other.txt"), "b/news.txt": "A"}


def test_a_new_article_never_takes_the_id_of_a_missing_one() -> None:
    missing = _known(new_id("a.txt"), "moved-to.txt", "h1")
    ids = assign([("a.txt", "h2")], [missing])
    assert ids["a.txt"] != missing.id
    assert assign([("a.txt", "h2")], [missing]) == ids


def test_empty_and_unreadable_files_are_never_taken_for_renamed_ones() -> None:
    for nothing in ("", hash_text("")):
        ids = assign([("b.txt", nothing)], [_known("A", "a.txt", nothing)])
        assert ids == {"b.txt": new_id("b.txt")}
        assert assign([("a.txt", nothing)], [_known("A", "a.txt", nothing)]) == {"a.txt": "A"}


def test_the_more_trusted_sighting_wins() -> None:
    known = [_known("FROM-NOTES", "a.txt", "h1"), _known("FROM-CACHE", "a.txt", "h1")]
    assert assign([("a.txt", "h1")], known) == {"a.txt": "FROM-NOTES"}


def test_notes_on_a_file_that_is_gone_wait_for_it_and_never_go_to_a_copy_known_beside_it() -> None:
    noted, copy = _known("A", "a.txt", "h1"), _known("S", "s/a.txt", "h1")
    assert assign([("s/a.txt", "h1")], [noted], [noted, copy]) == {"s/a.txt": "S"}
    back = assign([("a.txt", "h1"), ("s/a.txt", "h1")], [noted], [copy])
    assert back == {"a.txt": "A", "s/a.txt": "S"}
    touched = Recogniser([noted], lambda: [copy])
    assert touched.at_once("s/a.txt", "h1") == "S"


def test_where_several_new_files_may_be_the_renamed_one_none_is() -> None:
    noted = _known("A", "a.txt", "h1")
    for paths in (("b.txt", "c.txt"), ("b/a.txt", "c/a.txt"), ("b/a.txt", "c/a.txt", "d.txt")):
        found = [(path, "h1") for path in paths]
        assert assign(found, [noted]) == {path: new_id(path) for path in paths}
    assert assign([("b.txt", "h1")], [noted]) == {"b.txt": "A"}


def test_where_the_new_file_may_be_either_of_two_with_notes_it_is_none_of_them() -> None:
    first, second = _known("A", "a.txt", "h1"), _known("B", "b.txt", "h1")
    assert assign([("c.txt", "h1")], [first, second]) == {"c.txt": new_id("c.txt")}
    assert assign([("c.txt", "h1")], [second], [first, second]) == {"c.txt": "B"}
    moved = assign([("new/a.txt", "h1"), ("new/b.txt", "h1")], [first, second])
    assert moved == {"new/a.txt": "A", "new/b.txt": "B"}


def test_a_copy_with_notes_of_its_own_keeps_them() -> None:
    known = [_known("A", "a.txt", "h1"), _known("S", "s/a.txt", "h1")]
    assert assign([("s/a.txt", "h1")], known) == {"s/a.txt": "S"}


def test_notes_stay_with_an_edited_file_and_not_with_a_copy_of_what_it_was() -> None:
    noted, copy = _known("A", "a.txt", "h1"), _known("S", "s/a.txt", "h1")
    ids = assign([("a.txt", "h2"), ("s/a.txt", "h1")], [noted], [noted, copy])
    assert ids == {"a.txt": "A", "s/a.txt": "S"}


_PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt", "sub/a.txt"])
_HASHES = st.sampled_from(["h1", "h2", "h3", ""])
_IDS = st.one_of(st.sampled_from(["A", "B", "C"]), _PATHS.map(new_id))
_FOUND = st.dictionaries(_PATHS, _HASHES).map(lambda found: list(found.items()))
_KNOWN = st.lists(st.builds(_known, _IDS, _PATHS, _HASHES), max_size=6)


@given(_FOUND, _KNOWN, _KNOWN)
def test_every_path_gets_an_id_of_its_own(
    found: list[tuple[str, str]], known: list[KnownArticle], earlier: list[KnownArticle]
) -> None:
    ids = assign(found, known, earlier)
    assert list(ids) == [path for path, _ in found]
    assert len(set(ids.values())) == len(ids)


@given(_FOUND, _KNOWN, _KNOWN)
def test_ids_once_given_stay_when_nothing_changes(
    found: list[tuple[str, str]], known: list[KnownArticle], earlier: list[KnownArticle]
) -> None:
    ids = assign(found, known, earlier)
    given_before = [_known(ids[path], path, text) for path, text in found]
    assert assign(found, given_before) == ids
    assert assign(found, [], given_before) == ids


@given(st.permutations(["h1", "h2", "h3", "h4"]))
def test_any_shuffle_of_names_takes_the_ids_along(texts: list[str]) -> None:
    paths = ["a.txt", "b.txt", "c.txt", "sub/a.txt"]
    known = [_known(f"of {text}", path, text) for path, text in zip(paths, texts, strict=True)]
    ids = assign(list(zip(paths, sorted(texts), strict=True)), known)
    assert ids == {path: f"of {text}" for path, text in zip(paths, sorted(texts), strict=True)}


@given(_FOUND, _KNOWN)
def test_ids_given_at_once_are_final_when_none_had_to_wait(
    found: list[tuple[str, str]], known: list[KnownArticle]
) -> None:
    recogniser = Recogniser([], lambda: known)
    early = {path: recogniser.at_once(path, text) for path, text in found}
    final = recogniser.settle(found)
    if None not in early.values():
        assert early == final


def test_a_possible_rename_is_not_named_before_all_files_are_seen() -> None:
    known = [_known("A", "z.txt", "h1")]
    recogniser = Recogniser(known, list)
    assert recogniser.at_once("b.txt", "h1") is None
    assert recogniser.at_once("c.txt", "h2") == new_id("c.txt")
    assert recogniser.settle([("b.txt", "h1"), ("c.txt", "h2")])["b.txt"] == "A"


def test_notes_have_the_last_word_on_an_unchanged_file() -> None:
    recogniser = Recogniser([_known("A", "a.txt", "h1")], list)
    assert not recogniser.may_keep(_known("X", "a.txt", "h1"))
    assert recogniser.may_keep(_known("A", "a.txt", "h1"))
    assert not recogniser.may_keep(_known("A", "a.txt", "h1")), "an id is given once"
