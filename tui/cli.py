"""The way in: Ctrl+C is seen to before anything that takes long is imported."""

from __future__ import annotations

import signal


def main(arguments: list[str] | tuple[str, ...] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; None in a process that does nothing else,
            for `sys.argv`.
    """
    # Python raises wherever Ctrl+C finds it, which is mostly amid an import: there an exception is
    # at best printed and at worst the end of a C extension. The system's way has neither, and what
    # is written is safe from being killed at any moment anyway. A program in the background, which
    # ignores it, goes on to.
    if arguments is None and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from tui.shell import running

    return running.run(arguments)
