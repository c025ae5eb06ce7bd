"""On what the figures were taken: machine, versions, date."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def described() -> str:
    """Return machine, versions and date in a line."""
    textual, tinydb = version("textual"), version("tinydb")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}, Textual {textual}, TinyDB {tinydb}; "
        f"{datetime.now(UTC):%Y-%m-%d}"
    )


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2] for line in told.splitlines() if line.startswith("model name")]
    return " ".join(names[0].split()) if names else platform.machine()
