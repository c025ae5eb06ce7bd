"""On what the figures were taken: machine, versions, date."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def described() -> str:
    """Return machine, versions and date in a line."""
    textual, tinydb = version("textual"), version("tinydb")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}, Textual {textual}, TinyDB {tinydb}, "
        f"SQLite {sqlite3.sqlite_version}{_ripgrep()}; {datetime.now(UTC):%Y-%m-%d}"
    )


def _ripgrep() -> str:
    program = shutil.which("rg")
    if program is None:
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return f", {' '.join(told.stdout.split()[:2])}"


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2] for line in told.splitlines() if line.startswith("model name")]
    return " ".join(names[0].split()) if names else platform.machine()
