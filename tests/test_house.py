"""The house is in order: style, types, layers, and a README that tells the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme import README, renewed
from tui.commands import COMMANDS
from tui.keymap import clashes

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "tui",
    "store",
    "tests",
    "corpus",
    "LICENSE",
    "CHANGELOG.md",
}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "tool",
    [
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check", "--no-cache"),
        ("mypy",),
    ],
    ids=" ".join,
)
def test_style_and_types_hold(tool: tuple[str, ...]) -> None:
    done = run(sys.executable, "-m", *tool)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_layers_hold() -> None:
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("store.session", ("textual", "rich", "tui")), ("tui.cli", ("textual", "rich"))],
)
def test_importing_a_room_does_not_drag_the_screen_in(
    module: str, unwanted: tuple[str, ...]
) -> None:
    code = f"import sys, {module}; print(*(m for m in {unwanted!r} if m in sys.modules))"
    done = run(sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_nothing_lies_about_at_the_top() -> None:
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard").stdout
    if not listed:
        pytest.skip("no git checkout: an unpacked source archive")
    top = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_two_commands_share_an_id() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


def test_no_two_commands_share_a_key_at_one_place() -> None:
    assert list(clashes({})) == []


def test_the_readme_lists_the_keys_as_they_are() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text, "python -m tests.readme renews the table"


def test_the_continuous_check_runs_the_readmes_test_command() -> None:
    commands = [
        line for line in (ROOT / ".ci" / "run").read_text().splitlines() if "pytest" in line
    ]
    [command] = commands
    assert f"\n{command}\n" in README.read_text(encoding="utf-8")


def test_the_pictures_of_the_readme_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    pictures = [part.split(")")[0] for part in text.split("](")[1:] if ".svg" in part.split(")")[0]]
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture
