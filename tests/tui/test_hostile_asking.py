"""What asks and what alarms, over texts and names that want to command the terminal."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.annotation import Annotation
from store.drafts import Draft, DraftBox
from tests.tui.hostile import ASKING, COMMANDING, NAME, POISON, write_dossier
from tests.tui.terminal import ENTER, ESCAPE, PALETTE, POSTIL, Terminal, commands

if TYPE_CHECKING:
    from pathlib import Path

_ASKED = "Somebody asked for observers at the border, and all the others listened to that."

# Keys, what of the program's own words they bring up, and what they take away.
_OFFERS = (
    ("n", "You were writing a note", "on two machines"),
    (ESCAPE, "sentence", "You were writing a note"),
    (PALETTE, "what to do", ""),
    ("put off", "put off", ""),
    (ENTER, "on two machines", "what to do"),
    ("y", "You were writing a note", "on two machines"),
    ("y", "$EDITOR", "You were writing a note"),
    (ESCAPE, "throws away", ""),
    ("\x04", "! 1 to review", "throws away"),
)
_QUEUE = (
    ("!", "in either of 2 places", ""),
    ("l", "2 of 2", ""),
    ("n", "Kept as an orphan", ""),
    ("u", "Undone", ""),
    ("j", "No other article", ""),
    ("j", "", "No other article"),
    ("q", "sentence", "1 to decide"),
)
_TAKEN_OUT = (
    (PALETTE, "what to do", ""),
    ("taken", "hidden signs", "what to do"),
    (ENTER, "aken out of this article", "hidden signs"),
    ("G", "", ""),
    (ESCAPE, "", "aken out of this article"),
)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A corpus with much to ask about, and its notes file in a folder of its own."""

    corpus: Path
    notes: Path


def unsettle(folder: Path, poison: str, name: str) -> Unsettled:
    """Write a dossier with a passage to review, a lost one, and a missing article.

    A draft and a conflict copy wait as well. All that can be hostile is where `poison` is not
    empty.
    """
    corpus = write_dossier(folder, poison, name)
    elsewhere = folder / f"elsewhere{name}"
    elsewhere.mkdir()
    notes = elsewhere / "dossier.notes.json"
    tables = json.loads((folder / "dossier.notes.json").read_text(encoding="utf-8"))
    annotations = tables["annotations"]
    first = next(each for each in annotations.values() if _is_passage_of_first(tables, each))
    # What is left of the poison stands in the article, where it would be found.
    hidden = ASKING + COMMANDING if poison else ""
    quote = f"Hundreds of farmers {hidden}drove their tractors through flooded valleys {hidden}"
    anchor = {**first["anchor"], "exact": quote, "prefix": hidden, "suffix": hidden}
    lost = {**first, "uuid": "lost", "anchor": anchor}
    first["anchor"] |= {"exact": _ASKED, "prefix": f"before {poison}", "suffix": poison}
    notes.write_text(json.dumps({**tables, "annotations": {**annotations, "7": lost}}))
    (folder / "dossier.notes.json").unlink()
    label = name.translate(dict.fromkeys(map(ord, "\r\n()")))
    shutil.copy(notes, elsewhere / f"dossier.notes ({label} conflicted copy).json")
    article = next(corpus.glob("1*"))
    article.write_text(
        f"The ministers {poison}met\n\nOn Monday {poison}it was quiet. {_ASKED} Then it "
        "\x1b[1mrained.\n\n"
        f"Weeks went by like this.\n\nThe heat was great. {_ASKED} Some had {poison}gone.\n",
        encoding="utf-8",
        newline="\n",
    )
    next(corpus.glob("2*")).unlink()
    _leave_draft(notes, Draft(Annotation("", first["article"], None), f"draft {poison}", poison))
    return Unsettled(corpus, notes)


def _is_passage_of_first(tables: dict[str, Any], annotation: dict[str, Any]) -> bool:
    articles = tables["articles"].values()
    [first] = (each["id"] for each in articles if each["path"].startswith("1"))
    return annotation["anchor"] is not None and annotation["article"] == first


def _leave_draft(notes: Path, draft: Draft) -> None:
    """Leave a draft as a program that ended does."""
    box = DraftBox(notes)
    box.keep(draft)
    box._files.release()


def asked(unsettled: Unsettled) -> bytes:
    """Answer what is asked and let a save fail; return what was sent to the terminal."""
    where = (str(unsettled.corpus), "--notes", str(unsettled.notes))
    with Terminal(*POSTIL, *where, rows=45) as terminal:
        terminal.wait("on two machines")
        for keys, shows, hides in (*_OFFERS, *_QUEUE, *_TAKEN_OUT):
            terminal.press(keys, shows, hides)
        folder = unsettled.notes.parent
        aside = folder.rename(folder.with_name("aside"))
        terminal.press(ENTER, "Not saved")
        aside.rename(folder)
        terminal.wait("sentence", "Not saved")
        terminal.press("q")
        sent = terminal.end()
        assert terminal.process.returncode == 0
    return sent


def test_nothing_that_asks_or_alarms_sends_a_sequence_the_program_alone_would_not(
    tmp_path: Path,
) -> None:
    own = commands(asked(unsettle(tmp_path / "harmless", "", "")))
    sent = asked(unsettle(tmp_path / "hostile", POISON, NAME))
    assert commands(sent) <= own
