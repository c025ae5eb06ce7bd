"""A note being typed survives the program."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import places
from store.anchor import describe
from store.annotation import Annotation
from store.drafts import Draft, DraftBox
from store.notes_json import NewerNotes
from store.sources.sanitize import clean
from store.span import Span
from store.steps_json import load_document
from tests.store.notes_samples import ARTICLES

ROOT = str(Path(__file__).parents[2])
ANCHOR = describe(ARTICLES[0].text, ARTICLES[0].text_hash, Span(4, 11))
MADE = "2026-11-22T08:00:00.000Z"
NEW = Annotation("", "a", ANCHOR)
DRAFT = Draft(NEW, "why only\nnow? Երևան", MADE)

TYPING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store.annotation import Annotation
from store.drafts import Draft, DraftBox
box = DraftBox(Path(sys.argv[1]))
for text in ("w", "wh", "why"):
    box.keep(Draft(Annotation("u", "a", None), text, "2026-11-22T08:00:00.000Z"))
print("typed", flush=True)
sys.stdin.read()
"""

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _files(path: Path) -> list[Path]:
    return sorted((places.state_dir() / "drafts" / places.key_of(path)).glob("*"))


def _left(path: Path, draft: Draft) -> DraftBox:
    """Leave a draft as a program does that ended; return the box of the next."""
    box = DraftBox(path)
    box.keep(draft)
    del box  # and with it the lock that said that its program lives
    return DraftBox(path)


_annotations = st.builds(
    Annotation,
    uuid=st.sampled_from(["", "u"]),
    article=st.just("a"),
    anchor=st.none() | st.just(ANCHOR),
    tags=st.sampled_from([(), ("a", "b/c")]),
    note=_text.map(clean),
)


@given(_annotations, _text)
def test_a_draft_is_found_as_it_was_kept(begun_on: Annotation, text: str) -> None:
    draft = Draft(begun_on, text, MADE)
    box = _left(Path("some.notes.json"), draft)
    (found,) = box.found()
    box.discard(found)
    assert found == draft


def test_what_is_typed_last_is_what_is_kept_and_nothing_once_it_is_saved(path: Path) -> None:
    box = DraftBox(path)
    box.clear()
    for end in range(len(DRAFT.text)):
        box.keep(Draft(NEW, DRAFT.text[:end], MADE))
    assert len([each for each in _files(path) if each.suffix == ".json"]) == 1
    box.clear()
    assert _files(path) == []


def test_a_draft_is_for_its_owner_alone(path: Path) -> None:
    box = DraftBox(path)
    box.keep(DRAFT)
    (file,) = [each for each in _files(path) if each.suffix == ".json"]
    modes = [oct(each.stat().st_mode & 0o777) for each in (file, *file.parents[:3])]
    assert modes == ["0o600", "0o700", "0o700", "0o700"]


def test_a_draft_of_a_living_program_is_found_only_after_its_end(path: Path) -> None:
    command = [sys.executable, "-c", TYPING, str(path), ROOT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "typed\n"
        box = DraftBox(path)
        assert box.found() == ()
        child.send_signal(signal.SIGKILL)
        child.wait()
    (draft,) = box.found()
    assert (draft.begun_on.uuid, draft.text) == ("u", "why")
    box.discard(draft)
    assert box.found() == ()
    assert _files(path) == []


def test_a_draft_of_an_earlier_version_is_found_as_it_was_kept(path: Path) -> None:
    box = _left(path, DRAFT)
    (file,) = [each for each in _files(path) if each.suffix == ".json"]
    written = orjson.loads(file.read_bytes())
    fields = {name: written[name] for name in ("article", "anchor", "text", "made")}
    file.write_bytes(orjson.dumps({**fields, "format": 1, "uuid": "u", "before": "why"}))
    begun_on = Annotation("u", "a", ANCHOR, note="why")
    assert box.found() == (Draft(begun_on, DRAFT.text, MADE, is_former=True),)


def test_an_earlier_version_knows_that_a_newer_one_made_a_draft(path: Path) -> None:
    box = DraftBox(path)
    box.keep(DRAFT)
    (file,) = [each for each in _files(path) if each.suffix == ".json"]
    with pytest.raises(NewerNotes, match="made by a newer Postil"):
        load_document(file.read_bytes(), known=1)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format":1}', b'{"format":99}'])
def test_a_damaged_draft_is_left_in_place_and_told(path: Path, damage: bytes) -> None:
    box = _left(path, DRAFT)
    (file,) = [each for each in _files(path) if each.suffix == ".json"]
    file.write_bytes(damage)
    assert box.found() == ()
    assert f"The draft {file} can't be read" in box.damaged[0]
    assert file.read_bytes() == damage


def test_a_draft_that_can_not_be_kept_is_an_error_to_be_told(path: Path, home: Path) -> None:
    (home / ".state").write_text("a file in the way")
    with pytest.raises(OSError, match="File exists"):
        DraftBox(path).keep(DRAFT)
