"""`jzdocs`: the group of commands. A command is imported when it is called, so that `--help` imports none."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from jzdocs import patterns
from jzdocs.cli.declare import Group, option, print_usage_error, show_version
from jzdocs.cli.interrupts import Terminated, interruptible
from jzdocs.cli.memory import rare_collections
from jzdocs.cli.terminal import print_error, text
from jzdocs.errors import JzdocsError

COMMANDS = (
    "build",
    "serve",
    "watch",
    "check",
    "facts",
    "data",
    "outline",
    "import",
    "charts",
    "trace",
    "pull",
    "diff",
    "fonts",
    "style",
    "lsp",
    "schema",
    "new",
    "mcp",
    "doctor",
)
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")


class _OutputClosedError(Exception):
    """Whoever read our output has enough of it; click would say that the documents have errors."""


@contextmanager
def _closed_output_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _OutputClosedError from error


class _Commands(Group):
    """The commands, each in a module of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, those used most first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and return it; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"jzdocs.cli.{cmd_name.replace('import', 'import_')}")
        command: click.Command = module.command
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments; they may ask for a page of help."""
        with _closed_output_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that the arguments name."""
        with _closed_output_told():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section(text("cli.help.commands")):
            formatter.write_dl([(name, text(f"cli.{name}.summary")) for name in COMMANDS])


@click.group(cls=_Commands)
@option("cli.help.version", "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version)
@option("cli.help.debug", "--debug", is_flag=True, expose_value=False)
def group() -> None:
    """Hold the commands; `main` reads `--debug`, which may stand anywhere."""


group.help_key = "cli.jzdocs.help"


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 the documents have errors, 2 wrong usage, 3 the surroundings failed."""
    arguments = sys.argv[1:] if argv is None else argv
    status = 130
    try:
        with rare_collections(), interruptible():
            status = _run(_meant([a for a in arguments if a != "--debug"]), debug="--debug" in arguments)
            patterns.save()
    except KeyboardInterrupt:  # between the end of the command and that of the process
        pass
    sys.exit(_flushed(status))


def _meant(arguments: list[str]) -> list[str]:
    """Return the arguments; where there are none and nobody sits at a terminal, but before a desktop, those that open
    the page in the browser."""
    has_terminal = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    has_desktop = sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in _DISPLAYS)
    return ["serve"] if not arguments and has_desktop and not has_terminal else arguments


def _flushed(status: int) -> int:
    """Write what is left of the output; return the status, or that of an output that takes nothing more."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)  # Python would fail at it once more when it ends
            if not isinstance(error, BrokenPipeError):
                status = _print_fault(error)
    return status


def _print_fault(error: Exception) -> int:
    """Print the error that ended a run, where that can be done, and return the exit status."""
    try:
        return print_error(error)
    except OSError:
        return JzdocsError.exit_code


def _run(arguments: list[str], *, debug: bool) -> int:
    """Run a command and return its exit status; with `debug`, let errors through."""
    try:
        status: Any = group.main(arguments, prog_name="jzdocs", standalone_mode=False)
        return status or 0
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        print_usage_error(error)
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Terminated as error:
        return error.status
    except _OutputClosedError:
        return 0
    except Exception as error:
        if debug:
            raise
        return _print_fault(error)
