"""What every test stands on: a home of its own, far from the machine's."""

from __future__ import annotations

import gc
import os
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

# How long an example takes is the machine's affair, not a promise; and the same commit gives the
# same verdict everywhere. HYPOTHESIS_PROFILE=search looks for new examples.
settings.register_profile("postil", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "postil"))

# The tests themselves are most of what lives in a worker: looking through them for garbage as often
# as Python would by itself takes a tenth of its time.
gc.set_threshold(20_000, 10, 10)

_NUMBERS = count()


def pytest_sessionfinish() -> None:
    """Look for garbage once at the end, where pytest would walk five times through all there is."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _prompt_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look more often whether the screen has come to rest: a key costs half as long then.

    Not within less than 1/120 s, for which Textual puts off what it draws. What happens in a
    worker is nothing to wait for in this way: `Driver.until` does that.
    """
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.01)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own home, XDG folders, time zone, terminal and working folder."""
    # By a number of its own: pytest would look through all that there are for the next one.
    home = tmp_path_factory.getbasetemp() / "homes" / f"{next(_NUMBERS)}"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / f".{kind.lower()}"))
    monkeypatch.setenv("TZ", "Asia/Yerevan")
    monkeypatch.setenv("USER", "reader")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    # Else the program, started in a process of its own, would be compiled each time.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for name in (
        *("NO_COLOR", "FORCE_COLOR", "COLORFGBG", "COLUMNS", "LINES"),
        *("ESCDELAY", "SSH_CONNECTION", "EDITOR", "VISUAL"),
    ):
        monkeypatch.delenv(name, raising=False)
    folder = home / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return home
