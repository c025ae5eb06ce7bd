"""How the command line is read: a group of commands whose default is to open the reader."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

READER = "(reader)"
"""Name of the reader among the commands, which nobody types."""

_TYPED = "postil.typed"

_FOR_THE_GROUP = frozenset({"-h", "--help", "--version"})


class ReaderGroup(click.Group):
    """Commands beside which a bare folder opens the reader.

    What is neither a command's name nor `--help` or `--version` is for the reader; behind `--`
    everything is, so that a folder may have a command's name.
    """

    reader: click.Command
    found_in: dict[str, str]
    """Where in `tui.shell` each command is; imported when it is called, for the reader has no use
    for any of them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the reader's name before arguments that no command's name begins."""
        ctx.meta[_TYPED] = tuple(args)
        if not args or (args[0] not in self.found_in and args[0] not in _FOR_THE_GROUP):
            if len(args) > 1 and not ctx.resilient_parsing:
                self._refuse_misspelt(*args[:2])
            args = [READER, *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, word: str, following: str) -> None:
        """Say that a word is no command, where the reader could only refuse what follows it."""
        if word.startswith("-") or following.startswith("--notes"):
            return
        if not Path(word).exists():
            raise click.ClickException(self.no_such(word))

    def no_such(self, word: str) -> str:
        """Say that `word` is no command, nor anything to open."""
        near = self.near(word)
        advice = f"did you mean postil {near}?" if near else "postil --help lists the commands"
        return f"There is no folder, file or command {word}; {advice}"

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, the reader by a name that nobody types."""
        if cmd_name == READER:
            return self.reader
        if cmd_name not in self.found_in:
            return super().get_command(ctx, cmd_name)
        module, name = self.found_in[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"tui.shell.{module}"), name)
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of a day's work, not of the alphabet."""
        del ctx
        return list(self.found_in)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whoever stops reading its output, as `head` does, ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            discard_output()
            return 0
        return result

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to start."""
        formatter.write(f"Usage: {ctx.command_path} [DIR] [--notes FILE]\n")
        formatter.write(f"       {ctx.command_path} COMMAND [OPTIONS] ...\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the reader's options with the group's, then the commands."""
        own = [param for param in self.reader.params if isinstance(param, click.Option)]
        records = (param.get_help_record(ctx) for param in (*own, *self.get_params(ctx)))
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with room enough for what each does."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, command.get_short_help_str(80)) for name, command in commands if command]
            )

    def near(self, word: str) -> str:
        """Return the command that `word` may have been meant for; empty if there is none."""
        import difflib

        return next(iter(difflib.get_close_matches(word, self.found_in, n=1)), "")


def typed(ctx: click.Context | None) -> Sequence[str]:
    """Return what was typed behind the program's name."""
    words: Sequence[str] = ctx.meta.get(_TYPED, ()) if ctx else ()
    return words


def nearest(word: str, names: Sequence[str], count: int = 3) -> list[str]:
    """Return the names most like `word`, parts of them counted, too."""
    import difflib

    lower = word.lower()
    inside = [name for name in names if lower and lower in name.lower()]
    close = difflib.get_close_matches(word, names, n=count, cutoff=0.5)
    return list(dict.fromkeys([*inside, *close]))[:count]


def has_terminal() -> bool:
    """Tell whether a person is at the keyboard and sees the output."""
    # Textual reads from the first and draws on the last.
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def discard_output() -> None:
    """Throw away what could not be printed: the interpreter would try, and fail, at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
