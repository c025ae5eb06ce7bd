"""What a state machine did, kept in a file where it failed.

Hypothesis prints the steps of a failure only if it can bring it about again.
"""

from __future__ import annotations

import functools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


class Trace:
    """The lines on one run of a machine."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def say(self, line: str) -> None:
        """Add a line."""
        self._lines.append(line)

    def keep(self) -> Path:
        """Add the run to the process's file of failed runs; return where that is."""
        path = Path(tempfile.gettempdir()) / f"postil-machine-{os.getpid()}.txt"
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join([*self._lines, "", ""]))
        return path


class Traced(Protocol):
    """A machine that has a trace."""

    trace: Trace


Machine = TypeVar("Machine", bound=Traced)
Given = ParamSpec("Given")
Result = TypeVar("Result")


def traced(
    step: Callable[Concatenate[Machine, Given], Result],
) -> Callable[Concatenate[Machine, Given], Result]:
    """Have a rule or an invariant leave its name and arguments in the trace, and keep a failure."""

    @functools.wraps(step)
    def traced_step(machine: Machine, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        given = ", ".join([*map(repr, args), *(f"{name}={kwargs[name]!r}" for name in kwargs)])
        machine.trace.say(f"{step.__name__}({given})")
        try:
            return step(machine, *args, **kwargs)
        except Exception as error:
            machine.trace.say(f"failed: {error!r}")
            error.add_note(f"What the machine did is in {machine.trace.keep()}")
            raise

    return traced_step
