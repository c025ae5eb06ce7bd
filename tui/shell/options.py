"""Options that several commands of the command line take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = click.Path(path_type=Path)
"""A file or folder, which need not exist."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def with_corpus(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what it is about."""
    for option in (
        click.option(
            "--notes",
            metavar="FILE",
            type=PATH,
            help="Where the notes are; default: beside DIR.",
        ),
        click.option(
            "--corpus",
            metavar="DIR",
            type=PATH,
            help="Folder of articles, or one; default: the one here (see postil --help).",
        ),
    ):
        command = option(command)
    return command
