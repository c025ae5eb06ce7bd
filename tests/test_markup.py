"""No text is taken for markup: what would do so is not used, or told not to."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.command import Group, Place
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "tui").rglob("*.py"))

# Textual's own widgets that are known to show text as it is, or can be told to.
KNOWN_WIDGETS = {"Input", "Static", "TextArea"}
TOLD = {"Static": {"markup"}, "Console": {"markup", "emoji", "highlight"}}
PARSING_CALLS = {"notify", "from_markup", "from_rich_markup", "render_markup", "render_str"}
PARSING_ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "sub_title"}


def faults(tree: ast.AST) -> Iterator[str]:
    """Yield what in a module would take text for markup."""
    told = {}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="textual.widgets"):
                unknown = {each.name for each in node.names} - KNOWN_WIDGETS
                yield from (f"{node.lineno}: imports {name}" for name in sorted(unknown))
            case ast.ImportFrom(module=str(module)) if module.endswith("markup"):
                yield f"{node.lineno}: imports from {module}"
            case ast.ClassDef():
                bases = {each.id for each in node.bases if isinstance(each, ast.Name)}
                for call in _own_inits(node):
                    told[call] = next(iter(bases & TOLD.keys()), "")
            case ast.Attribute(attr=name, ctx=ast.Store()) if name in PARSING_ATTRIBUTES:
                yield f"{node.lineno}: sets {name}"
            case ast.Call():
                yield from _faults_of(node, told.get(node, ""))


def _own_inits(node: ast.ClassDef) -> Iterator[ast.Call]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
            yield call


def _faults_of(call: ast.Call, base: str) -> Iterator[str]:
    name = base or ast.unparse(call.func).rpartition(".")[2]
    off = {
        each.arg
        for each in call.keywords
        if isinstance(each.value, ast.Constant) and each.value.value is False
    }
    for missing in sorted(TOLD.get(name, set()) - off):
        yield f"{call.lineno}: {name} without {missing}=False"
    if name in PARSING_CALLS:
        yield f"{call.lineno}: calls {name}"
    for each in call.keywords:
        if each.arg in PARSING_ATTRIBUTES:
            yield f"{call.lineno}: hands over {each.arg}"
        if each.arg == "placeholder" and "[" in ast.unparse(each.value):
            yield f"{call.lineno}: a placeholder that could be markup"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_on_the_screen_is_parsed_as_markup(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "from textual.widgets import Label",
        "from rich.markup import render",
        "Static('x')",
        "Static('x', markup=True)",
        "class A(Static):\n    def __init__(self):\n        super().__init__('x')",
        "self.app.notify('x')",
        "widget.border_title = 'x'",
        "Widget(tooltip='x')",
        "Content.from_markup('x')",
        "Console(markup=False)",
        "Line(placeholder='[x]')",
    ],
)
def test_the_audit_finds_each_way_in(code: str) -> None:
    assert list(faults(ast.parse(code)))


def test_the_words_of_commands_hold_nothing_that_textual_would_parse() -> None:
    """The palette shows their help through Textual, which parses it."""
    words = [each for command in COMMANDS for each in (command.label, command.help)]
    assert not [each for each in (*words, *map(str, Group), *map(str, Place)) if "[" in each]
