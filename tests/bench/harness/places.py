"""Where the benchmarks keep what they make, and folders of its own for the Postil they measure."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = user_cache_path("postil-bench")
"""The generated inputs, which are made once; settled before Postil is given other folders."""

_BYTECODE = KEPT / "bytecode"
_KINDS = ("CONFIG", "STATE", "CACHE", "DATA")


@contextmanager
def home(place: Path, cache: Path | None = None) -> Iterator[None]:
    """Have Postil and its child processes keep their files in a folder, not in the user's.

    Args:
        place: The folder.
        cache: Where catalogue and index lie, if elsewhere.
    """
    before = {f"XDG_{kind}_HOME": os.environ.get(f"XDG_{kind}_HOME") for kind in _KINDS}
    for kind in _KINDS:
        os.environ[f"XDG_{kind}_HOME"] = str(place / kind.lower())
    if cache is not None:
        os.environ["XDG_CACHE_HOME"] = str(cache)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def keep_bytecode() -> None:
    """Have child processes find their modules compiled, as those of an installed program are."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(_BYTECODE)
