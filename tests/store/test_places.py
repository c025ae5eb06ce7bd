"""Where things lie: folders, notes file, the corpus to open."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import places
from store.names import on_disk, shown
from store.places import CorpusError


def _dossier(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("One.")
    return folder


def test_every_folder_lies_in_the_users_home_and_none_is_made_by_asking(home: Path) -> None:
    folders = [places.config_dir(), places.state_dir(), places.cache_dir(), places.data_dir()]
    assert len(set(folders)) == 4
    assert all(folder.is_relative_to(home) for folder in folders)
    assert not any(folder.exists() for folder in folders)


def test_folders_are_made_for_their_owner_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        made = places.ensure(home / "one" / "two")
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert places.ensure(made) == made


def test_notes_lie_beside_a_folder_and_beside_a_single_file(tmp_path: Path) -> None:
    folder = _dossier(tmp_path / "dossier")
    assert places.notes_path(folder) == tmp_path / "dossier.notes.json"
    assert places.notes_path(folder / "a.txt") == folder / "a.txt.notes.json"


def test_the_working_folder_as_a_corpus_has_its_notes_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_dossier(tmp_path / "dossier"))
    assert places.notes_path(Path()) == tmp_path / "dossier.notes.json"
    assert places.choose_corpus(Path()) == tmp_path / "dossier"


def test_a_corpus_has_the_same_notes_by_whatever_link_it_is_opened(tmp_path: Path) -> None:
    folder = _dossier(tmp_path / "dossier")
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert places.choose_corpus(link) == folder
    assert places.notes_path(link) == places.notes_path(folder)
    assert places.key_of(link) == places.key_of(folder)


def test_notes_files_of_one_name_have_different_spare_places(tmp_path: Path) -> None:
    one = places.spare_notes_path(tmp_path / "one" / "dossier.notes.json")
    two = places.spare_notes_path(tmp_path / "two" / "dossier.notes.json")
    assert one != two
    assert one.name.startswith("dossier-")
    assert one.name.endswith(".notes.json")


def test_a_spare_place_has_the_leftovers_of_the_file_it_stands_in_for(tmp_path: Path) -> None:
    wanted = tmp_path / "one" / "dossier.notes.json"
    spare = places.spare_notes_path(wanted)
    key = places.key_of_leftovers(wanted)
    assert places.key_of_leftovers(spare) == key == places.key_of(wanted)
    for other in (spare.with_name("dossier-two.notes.json"), tmp_path / spare.name):
        assert places.key_of_leftovers(other) == places.key_of(other)


def test_so_it_is_whatever_its_name(tmp_path: Path) -> None:
    wanted = tmp_path / "two\nlines.notes.json"
    spare = places.spare_notes_path(wanted)
    assert places.key_of_leftovers(spare) == places.key_of_leftovers(wanted)


def test_a_spare_place_has_room_for_a_lock_whatever_the_script_of_its_name(tmp_path: Path) -> None:
    spare = places.spare_notes_path(tmp_path / f"{'東' * 80}.notes.json")
    assert spare.name.startswith("東")
    assert len(os.fsencode(spare.name)) < 200


def test_what_is_named_is_opened_before_anything_else(tmp_path: Path) -> None:
    Path("corpus").mkdir()
    assert places.choose_corpus(_dossier(tmp_path / "named")) == tmp_path / "named"


def test_without_a_name_the_folder_called_corpus_is_opened(tmp_path: Path) -> None:
    places.remember_corpus(_dossier(tmp_path / "last"))
    here = _dossier(Path.cwd() / "corpus")
    assert places.choose_corpus(None) == here


def test_without_that_the_corpus_last_opened_is_opened(tmp_path: Path) -> None:
    last = _dossier(tmp_path / "a name\nof two lines")
    places.remember_corpus(last)
    assert places.choose_corpus(None) == last


def test_a_corpus_last_opened_that_is_gone_gives_way_to_the_sample(tmp_path: Path) -> None:
    last = _dossier(tmp_path / "last")
    places.remember_corpus(last)
    (last / "a.txt").unlink()
    last.rmdir()
    assert places.last_corpus() is None
    assert places.choose_corpus(None) == places.sample_corpus()
    assert (places.sample_corpus() / "start-here.md").is_file()


@pytest.mark.parametrize("damage", [b"", b"\0\0", b"\xff\xfe", b"x" * 10_000])
def test_a_damaged_memory_of_the_last_corpus_is_none(damage: bytes) -> None:
    (places.ensure(places.state_dir()) / "last-corpus").write_bytes(damage)
    assert places.last_corpus() is None


def test_remembering_is_no_error_where_the_state_cannot_be_written(home: Path) -> None:
    (home / ".state").write_text("a file in the way")
    places.remember_corpus(home)
    assert places.last_corpus() is None


@pytest.mark.parametrize("suffix", [".txt", ".md", ".markdown", ".TXT"])
def test_a_single_file_of_a_known_format_is_a_corpus(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"article{suffix}"
    file.write_text("One.")
    assert places.choose_corpus(file) == file


def test_what_cannot_be_a_corpus_is_refused_with_what_to_do(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "scan.pdf").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("missing", "pipe.txt", "scan.pdf", "loop", "nul\0byte", "x" * 300):
        with pytest.raises(CorpusError, match=r"name (one|another)") as caught:
            places.choose_corpus(tmp_path / name)
        assert "\n" not in str(caught.value)
        assert "\0" not in str(caught.value)


def test_a_hostile_name_is_shown_clean_in_the_refusal(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        places.choose_corpus(tmp_path / "a\x1b]52;c;eA==\x07\u202etxt\udcff")
    assert str(caught.value).isprintable()


class _Installed:
    """A stand-in for an installation from a wheel: the store's folder with its sample."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "site-packages" / "store"
        (self.store / "sample_corpus").mkdir(parents=True)
        (self.store / "sample_corpus" / "start-here.md").write_text("# Start\n")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Installed:
    installed = _Installed(tmp_path)
    monkeypatch.setattr(places, "_STORE", installed.store)
    return installed


@pytest.mark.usefixtures("installed")
def test_an_installed_sample_is_copied_to_the_user_once(home: Path) -> None:
    copy = places.sample_corpus()
    assert copy.is_relative_to(home)
    (copy / "start-here.md").write_text("changed by the reader")
    assert places.sample_corpus() == copy
    assert (copy / "start-here.md").read_text() == "changed by the reader"
    assert [path.name for path in copy.parent.iterdir()] == ["corpus"]


def test_an_installation_without_a_sample_says_what_to_do(installed: _Installed) -> None:
    (installed.store / "sample_corpus" / "start-here.md").unlink()
    (installed.store / "sample_corpus").rmdir()
    with pytest.raises(CorpusError, match="postil DIR"):
        places.sample_corpus()


@pytest.mark.usefixtures("installed")
def test_a_sample_that_cannot_be_copied_says_why_and_what_to_do(home: Path) -> None:
    (home / ".data").write_text("a file in the way")
    with pytest.raises(CorpusError, match=r"cannot be copied .* postil DIR"):
        places.sample_corpus()


_BYTES = st.binary(min_size=1, max_size=20).filter(lambda name: not {0, ord("/")} & set(name))


@given(_BYTES)
def test_any_name_on_disk_survives_being_shown(name: bytes) -> None:
    decoded = os.fsdecode(name)
    assert on_disk(shown(decoded)) == decoded
    assert "\n" not in shown(decoded)
    shown(decoded).encode()


@given(st.text(st.sampled_from("\\x1bu202e\x1b\u202e\udcff\x85é"), max_size=12))
def test_a_name_that_looks_escaped_is_not_taken_for_another(name: str) -> None:
    assert on_disk(shown(name)) == name


def test_ordinary_names_of_any_script_are_shown_as_they_are() -> None:
    for name in ("a b.txt", "Հայաստան.md", "новости.txt", "نیم‌فاصله.txt", "👩‍👩‍👧.txt"):
        assert shown(name) == name
