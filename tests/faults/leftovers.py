"""What must not lie beside a notes file once it was opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def litter(path: Path) -> list[str]:
    """Return the names of all files beside the notes file that are neither it nor its lock."""
    wanted = {path.name, f".{path.name}.lock"}
    return sorted(one.name for one in path.parent.iterdir() if one.name not in wanted)
