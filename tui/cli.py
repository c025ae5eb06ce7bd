"""The way in: Ctrl+C is seen to before anything that takes long is imported."""

from __future__ import annotations

import gc
import signal


def main(arguments: list[str] | tuple[str, ...] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; None in a process that does nothing else,
            for `sys.argv`.
    """
    if arguments is None:
        _end_at_interrupts()
    from store.memory import collector_paused

    # What is imported stays: looking through it for garbage takes a tenth of the time.
    with collector_paused():
        from tui.shell import running

    status = running.run(arguments)
    if arguments is None:
        _end_at_interrupts()  # the reader's event loop leaves Python's own handler behind
        # Python would look through all there is for garbage, 0.3 s at 100,000 articles.
        gc.freeze()
    return status


def _end_at_interrupts() -> None:
    """Leave Ctrl+C to the system, unless it is ignored, as by a program in the background.

    Python would raise wherever Ctrl+C finds it, which is mostly amid an import: there an exception
    is at best printed and at worst the end of a C extension. The system ends a program without a
    word, and what is written is safe from that at any moment.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
