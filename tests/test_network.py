"""Postil talks to nobody: no command, no screen and no import opens a connection."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.terminal import ENTER, PALETTE, POSTIL, Terminal

ROOT = Path(__file__).parent.parent

_CALLS = "trace=socket,connect,bind,sendto,sendmsg,sendmmsg"
_INTERNET = re.compile(r"AF_INET6?|AF_PACKET|AF_NETLINK")

# Tells of each event, and lets nothing out.
_GUARD = """
import sys
def guard(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"} or (
        event.startswith("socket.get") and event != "socket.gethostname"
    ) or event == "urllib.Request" or event.startswith(("ftplib.", "http.", "smtplib.")):
        print("NETWORK", event, file=sys.stderr)
        raise RuntimeError(event)
sys.addaudithook(guard)
"""

_IMPORT_ALL = """
import importlib, pkgutil
import store, tui
for package in (store, tui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
print(len(sys.modules))
"""

_CONNECT = """
import socket
with socket.socket() as one:
    one.settimeout(1)
    try:
        one.connect(("127.0.0.1", 9))
    except OSError:
        pass
"""


@pytest.fixture
def corpus() -> Path:
    corpus = Path("dossier").resolve()
    corpus.mkdir()
    (corpus / "ministers.txt").write_text("Ministers meet\n\nThe border came up again.\n")
    (corpus / "linked.md").write_text(
        "---\nurl: https://example.org/\n---\n# A page\n\n![picture](https://example.org/a.png)\n"
        '<img src="http://example.org/b.png"> and [a link](https://example.org/).\n'
    )
    return corpus


COMMANDS = (
    ("list",),
    ("show", "linked.md"),
    ("mark", "linked.md", "--tag", "https://example.org/", "--note", "http://example.org/"),
    ("notes", "--json"),
    ("export",),
    ("check",),
    ("backups",),
    ("restore", "--yes"),
)


def guarded(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _GUARD + script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_guard_sees_a_connection() -> None:
    assert "NETWORK socket.connect" in guarded(_CONNECT).stderr


def test_no_command_and_no_import_asks_for_a_connection(corpus: Path) -> None:
    script = "from tui.cli import main\n" + "\n".join(
        f"main({[*command, '--corpus', str(corpus)]!r})" for command in COMMANDS
    )
    done = guarded(script + _IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
    assert int(done.stdout.split()[-1]) > 300


def test_the_reader_asks_for_no_connection(corpus: Path) -> None:
    script = "from tui.cli import main\nsys.exit(main(sys.argv[1:]))"
    with Terminal(sys.executable, "-c", _GUARD + script, str(corpus)) as terminal:
        walk(terminal)
        assert b"NETWORK" not in terminal.end()
        assert terminal.process.returncode == 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_system_sees_no_connection_either(corpus: Path, tmp_path: Path) -> None:
    seen = tmp_path / "calls"
    strace = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", _CALLS, "-o", str(seen))
    known = subprocess.run(
        [*strace, sys.executable, "-c", _CONNECT], capture_output=True, text=True, check=False
    )
    if known.returncode:
        pytest.skip(f"strace cannot look here: {known.stderr.strip()[:200]}")
    assert _INTERNET.search(seen.read_text())
    with Terminal(*strace, *POSTIL, str(corpus)) as terminal:
        walk(terminal)
        terminal.end()
        assert terminal.process.returncode == 0
    assert not _INTERNET.search(seen.read_text())


def walk(terminal: Terminal) -> None:
    """Open what there is, mark something, and leave."""
    terminal.wait("sentence 1")
    terminal.press(ENTER, "1 annotation")
    terminal.press(PALETTE, "what to do")
    terminal.press("\x1b[27u", "sentence", "what to do")
    terminal.press("q")


def test_nothing_that_talks_to_the_network_is_among_what_is_needed() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = text.partition("dependencies = [")[2].partition("]")[0]
    assert not re.search(r'"(?:httpx|requests|aiohttp|urllib3|websockets?)\b', needed)
