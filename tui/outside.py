"""Writing a text in the reader's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from store.sources.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Mapping


class EditorError(Exception):
    """The editor could not be used; the message says why in one line."""


def editor_command(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the editor's command and arguments from `VISUAL`, else from `EDITOR`, else vi.

    Args:
        environment: The environment variables.

    Raises:
        EditorError: If none is named and there is no vi, or the quotes don't match.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = tuple(shlex.split(named))
    except ValueError:
        raise EditorError(f"$EDITOR can't be understood: {named}") from None
    if words:
        return words
    fallback = shutil.which("vi", path=environment.get("PATH"))
    if fallback is None:
        raise EditorError("no editor is named, and there is no vi: set $EDITOR")
    return (fallback,)


def edit_outside(text: str, command: tuple[str, ...]) -> str:
    """Let the reader edit a text in an editor that takes the whole terminal; wait for its end.

    The text lies in a file that only its owner can read, and which is gone afterwards.

    Args:
        text: What the editor starts with.
        command: The editor and its arguments; the file's name is added.

    Returns:
        What the editor left, cleaned.

    Raises:
        EditorError: If it can't be started, fails, or leaves no text.
    """
    with tempfile.TemporaryDirectory(prefix="postil-") as folder:
        path = Path(folder) / "note.md"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        try:
            ended = subprocess.run(  # noqa: S603  # the reader's own editor
                [*command, str(path)], stderr=sys.__stderr__, check=False
            )
        except OSError as problem:
            raise EditorError(f"{command[0]} can't be started: {problem.strerror}") from None
        if ended.returncode:
            raise EditorError(f"{command[0]} ended with status {ended.returncode}: nothing changed")
        try:
            return clean(path.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError):
            raise EditorError(f"{command[0]} left no text: nothing changed") from None
