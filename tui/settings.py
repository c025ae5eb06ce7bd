"""What a person may set: keys, theme, measure; read from a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tui.command import Command

FILE_NAME = "postil.toml"
THEMES = ("auto", "dark", "light", "terminal")
_MEASURES = range(30, 201)


class Settings(Struct, frozen=True):
    """What a person set.

    Args:
        theme: `auto`, `dark`, `light` or `terminal`; empty where none is named, so that what was
            chosen on the screen holds.
        measure: Width of the text in cells, 30 to 200.
        creator: Name under which annotations are made; empty for the user's.
        keys: Keys by command id, instead of the command's own; a comma is `comma` in them, so that
            commas can stand between keys.
        problems: What in the file could not be used, a sentence each.
    """

    theme: str = ""
    measure: int = 76
    creator: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of a command as they are set."""
        return self.keys.get(command.id, command.keys)


def load_settings(folder: Path) -> Settings:
    """Read the settings file in the user's config folder.

    What is wrong in it is reported in `Settings.problems` and left at its default; a missing file
    is no problem.

    Args:
        folder: The config folder.
    """
    path = folder / FILE_NAME
    try:
        read = _read(path)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML
        return Settings(problems=(f"{path}: {error}; the defaults hold",))
    problems: list[str] = []
    settings = Settings(
        theme=_choice(read, "theme", THEMES, "", problems),
        measure=_measure(read, problems),
        creator=_words(read, "creator", problems),
        keys=_keys(read, problems),
        problems=(),
    )
    unknown = sorted(set(read) - {"theme", "measure", "creator", "keys"})
    problems += [f"there is no setting called {name!r}" for name in unknown]
    return Settings(
        settings.theme,
        settings.measure,
        settings.creator,
        settings.keys,
        tuple(f"{path.name}: {problem}" for problem in problems),
    )


def _read(path: Path) -> dict[str, Any]:
    """Return what a settings file says."""
    text = path.read_text(encoding="utf-8")
    import tomllib  # most have no such file

    return tomllib.loads(text)


def _choice(
    read: Mapping[str, object],
    name: str,
    choices: tuple[str, ...],
    default: str,
    problems: list[str],
) -> str:
    if name not in read:
        return default
    value = read[name]
    if isinstance(value, str) and value in choices:
        return value
    problems.append(f"{name} is {value!r}, but can be {', '.join(choices)}")
    return default


def _measure(read: Mapping[str, object], problems: list[str]) -> int:
    value = read.get("measure", 76)
    if isinstance(value, int) and value in _MEASURES:
        return value
    problems.append(f"measure is {value!r}, but is a number of columns from 30 to 200")
    return 76


def _words(read: Mapping[str, object], name: str, problems: list[str]) -> str:
    value = read.get(name, "")
    if isinstance(value, str):
        return value
    problems.append(f"{name} is {value!r}, but is a text")
    return ""


def _keys(read: Mapping[str, object], problems: list[str]) -> Mapping[str, tuple[str, ...]]:
    if "keys" not in read:
        return {}
    from tui.keymap import keys_set

    return keys_set(read["keys"], problems)
