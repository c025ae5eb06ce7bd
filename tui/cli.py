"""The way in: Ctrl+C is seen to before anything that takes time is imported."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
"""Exit status, as a shell reports a program that Ctrl+C ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; None in a process that does nothing else,
            for `sys.argv`.
    """
    # Python's own handler raises wherever it finds the program, with a traceback where nobody
    # catches that: while modules are imported, and while the interpreter ends. There the system's
    # way to end a program is left to it, unless whoever started it has Ctrl+C ignored.
    raising = signal.getsignal(signal.SIGINT)
    ending = signal.SIG_IGN if raising is signal.SIG_IGN else signal.SIG_DFL
    signal.signal(signal.SIGINT, ending)
    try:
        from tui.shell import running

        signal.signal(signal.SIGINT, raising)
        return running.run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, ending if arguments is None else raising)
