"""Running a command: however it ends, the user is told in a line and the caller by a status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui.shell.errands import DONE, INTERRUPTED, Choices, advice, complain, corpus_meant, why
from tui.shell.root import postil

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str] | None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; None for `sys.argv`.
    """
    if sys.stdout is None:
        return complain("The standard output is closed; leave it open, or send it to a file")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = postil.main(arguments, prog_name="postil", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except (click.ClickException, OSError) as error:
        return _tell(error)
    except Exception as error:  # noqa: BLE001 - Python's own traceback may quote what was written
        return complain(str(error)) if _is_for_the_user(error) else _report(error)
    return status if isinstance(status, int) else DONE


def _tell(error: click.ClickException | OSError) -> int:
    """Say in a line what went wrong; return the exit status."""
    from tui.shell.asking import Misread

    match error:
        case click.UsageError():
            message = f"{error.format_message()}{corpus_meant(error)}"
            return complain(f"{message} {advice(error.ctx)}")
        case Choices():
            return complain(error.format_message(), *error.choices)
        case Misread():
            return error.tell()
        case click.ClickException():
            return complain(error.format_message())
        case OSError():
            return complain(why(error))


def _is_for_the_user(error: Exception) -> bool:
    """Tell whether an error of the store says to the user what is wrong and what to do."""
    from store.notes_json import NotesError
    from store.places import CorpusError
    from store.sources import Unreadable

    return isinstance(error, CorpusError | NotesError | Unreadable)


def _report(error: Exception) -> int:
    """Report an error that nobody expected; return the exit status."""
    from tui import crash

    path = crash.report(error)
    kind = crash.name_of(error)
    return complain(f"An error of its own ({kind}); {crash.in_words(path)}", status=crash.CRASHED)
