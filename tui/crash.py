"""What is left of an error that nobody expected: a report without a word of notes or articles.

Messages and values of errors may quote what the reader wrote, so only the kinds of errors and the
places in the program are written down.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import store
from store import atomic, clock, places
from store.names import shown

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

CRASHED = 70
"""Exit status after an unexpected error; EX_SOFTWARE of sysexits.h."""

_KEPT = 20
_PROGRAM = Path(__file__).resolve().parent.parent
_OF_INTEREST = ("textual", "rich", "tinydb", "orjson")


def folder() -> Path:
    """Return the folder of the reports."""
    return places.state_dir() / "reports"


def unwrapped(error: BaseException) -> BaseException:
    """Return the error itself where Textual tells of it in a wrapper, as for workers."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error


def name_of(error: BaseException) -> str:
    """Return the kind of an error."""
    return type(unwrapped(error)).__name__


def describe(error: BaseException) -> str:
    """Return the report on an error: its kind, causes and places, and no text but the program's."""
    lines = [*_heading(), ""]
    seen: set[int] = set()
    for each in _chain(error):
        if id(each) in seen:
            break
        seen.add(id(each))
        lines += [f"{type(each).__module__}.{type(each).__qualname__}", *_frames(each), ""]
    return "\n".join(lines)


def report(error: BaseException) -> Path | None:
    """Write the report on an error into the state directory, for its owner alone.

    Returns:
        Where it is; None where it could not be written.
    """
    path = folder() / f"{clock.in_a_name()}.txt"
    try:
        places.ensure(path.parent)
        atomic.replace(path, describe(error).encode("utf-8", "replace"), durable=False)
        for old in sorted(path.parent.glob("*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def in_words(path: Path | None) -> str:
    """Say where the report is."""
    if path is None:
        return "no report could be written"
    return f"the report, which holds nothing of your notes and articles, is {shown(str(path))}"


def catch_strays() -> None:
    """Have errors outside the main thread reported instead of printed with all they quote."""
    sys.excepthook = lambda _kind, error, _trace: _stray(error)
    sys.unraisablehook = lambda event: _stray(event.exc_value)
    threading.excepthook = lambda event: _stray(event.exc_value)


def catch_loop_strays(loop: asyncio.AbstractEventLoop) -> None:
    """Do the same for tasks of an event loop that nobody waits for."""

    def handle(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        _stray(context.get("exception"))

    loop.set_exception_handler(handle)


def _stray(error: BaseException | None) -> None:
    if isinstance(error, Exception):
        report(error)


def _heading() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    yield f"Postil {store.__version__}, {clock.now()}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()}"
    for name in _OF_INTEREST:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(error: BaseException) -> Iterator[str]:
    """Yield where an error passed, the outermost first."""
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"  {_module_path(code.co_filename)}:{line} in {code.co_qualname}"


def _module_path(file: str) -> str:
    """Return a source file's path without the folders above, which may name user and dossier."""
    path = Path(file)
    if path.is_relative_to(_PROGRAM):
        return path.relative_to(_PROGRAM).as_posix()
    parts = path.parts
    at = parts.index("site-packages") + 1 if "site-packages" in parts else len(parts) - 2
    return "/".join(parts[max(0, at) :])
