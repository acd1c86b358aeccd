"""Commands, options and arguments whose texts are keys of the catalogue, worded when they are shown.

So a command can be imported without any text, and its help page is in the user's language. What click itself would
say in English (headings, the lines of `--help` and `--version`, errors of usage) is worded here too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

import jzdocs
from jzdocs import settings
from jzdocs.cli.help_pages import HelpFormatter
from jzdocs.cli.terminal import joined, say, text

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_LAST_PORT = 65535
HELP_NAMES = ("-h", "--help")


class Context(click.Context):
    """The state of a running command; it writes help pages that measure Chinese text rightly."""

    formatter_class = HelpFormatter


class Option(click.Option):
    """An option whose help is the text of `help_key`; `value_key` names the text that stands for its value."""

    def __init__(self, *names: Any, help_key: str, value_key: str = "", **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.help_key, self.value_key = help_key, value_key

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help, in the user's language."""
        record = super().get_help_record(ctx)
        return record and (record[0], text(self.help_key))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the option's value: choices as they are written, else a word."""
        return text(self.value_key) if self.value_key else super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument that help pages and errors call by the text of `value_key`."""

    def __init__(self, name: Any, *, value_key: str, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.value_key = value_key

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the argument as a usage line shows it: in brackets where it may be left out."""
        name = text(self.value_key)
        return (name if self.required else f"[{name}]") + ("..." if self.nargs != 1 else "")


class _Worded(click.Command):
    """What commands and the group of commands have in common: pages in the user's language."""

    context_class = Context
    help_key = ""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help page."""
        if self._help_option is None:
            self._help_option = Option(
                [*HELP_NAMES],
                help_key="cli.help.help",
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
            )
        return self._help_option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line behind the command's name."""
        pieces = [piece for parameter in self.get_params(ctx) for piece in parameter.get_usage_pieces(ctx)]
        return [text("cli.help.any_options"), *pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), text("cli.help.usage"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text(self.help_key))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options."""
        records = [record for parameter in self.get_params(ctx) if (record := parameter.get_help_record(ctx))]
        with formatter.section(text("cli.help.options")):
            formatter.write_dl([record for record in records if record[0].startswith("-")])


class Command(_Worded):
    """A command; it refuses arguments that it does not know."""

    allow_extra_args = True  # so that the error is worded here

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises click.UsageError where there are more than the command takes."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx  # the parser does not know it
            raise
        if rest:
            raise click.UsageError(text("cli.usage.too_many_arguments", names=" ".join(rest)), ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises UsageError, before it does anything, for a wrong environment variable."""
        settings.current()
        return super().invoke(ctx)


class Group(_Worded, click.Group):
    """A group of commands; without one it shows its help page."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line behind the program's name."""
        return [text("cli.help.any_options"), text("cli.help.any_command")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of options, then the list of commands."""
        _Worded.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command's name; without a name, show the help page and exit with status 2."""
        if not [argument for argument in args if argument != "--"]:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named. Raises click.UsageError where there is none."""
        if args[0] in self.list_commands(ctx):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        names = get_close_matches(args[0], self.list_commands(ctx))
        raise click.UsageError(_with_proposal(text("cli.usage.no_command", name=args[0]), names), ctx)


class Choice(click.Choice):  # type: ignore[type-arg, unused-ignore]
    """One of several words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word. Raises click.BadParameter for another one."""
        if value not in self.choices:
            self.fail(text("cli.usage.not_a_choice", value=value, names=joined(map(str, self.choices))), param, ctx)
        return value


class Count(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A whole number from `least` on."""

    name = "count"

    def __init__(self, least: int = 1) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises click.BadParameter for what is none, or less than `least`."""
        try:
            number = int(value)
        except ValueError:
            self.fail(text("cli.usage.not_a_number", value=value), param, ctx)
        if number < self.least:
            self.fail(text("cli.usage.too_small", value=number, least=self.least), param, ctx)
        return number


class Port(Count):
    """The number of a port; 0 stands for any that is free."""

    name = "port"

    def __init__(self) -> None:
        super().__init__(0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises click.BadParameter for what is no port."""
        number = super().convert(value, param, ctx)
        if number > _LAST_PORT:
            self.fail(text("cli.usage.no_port", value=number), param, ctx)
        return number


class PathType(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A path: of a file or a folder, which need not exist unless it `must_exist`."""

    name = "path"

    def __init__(self, *, file: bool = True, folder: bool = True, must_exist: bool = False) -> None:
        self.file, self.folder, self.must_exist = file, folder, must_exist

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. Raises click.BadParameter for one of the other kind."""
        path = Path(os.fsdecode(value))
        if self.must_exist and not path.exists():
            self.fail(text("cli.usage.no_file", value=value), param, ctx)
        if not self.folder and path.is_dir():
            self.fail(text("cli.usage.is_folder", value=value), param, ctx)
        if not self.file and path.is_file():
            self.fail(text("cli.usage.is_file", value=value), param, ctx)
        return path


def command(name: str) -> Callable[[Callable[..., Any]], Command]:
    """Return a decorator that makes a function the command `name`, with the help `cli.NAME.help`."""

    def decorate(function: Callable[..., Any]) -> Command:
        declared: Command = click.command(name, cls=Command)(function)
        declared.help_key = f"cli.{name}.help"
        return declared

    return decorate


def option(help_key: str, *names: str, value: str = "", **attributes: Any) -> Decorator:
    """Return a decorator that gives a command an option; `value` names the text that stands for its value."""
    value_key = f"cli.value.{value}" if value else ""
    return click.option(*names, cls=Option, help_key=help_key, value_key=value_key, **attributes)


def argument(name: str, value: str, **attributes: Any) -> Decorator:
    """Return a decorator that gives a command an argument, which help pages call by the text of `value`."""
    return click.argument(name, cls=Argument, value_key=f"cli.value.{value}", **attributes)


def format_option(*formats: str) -> Decorator:
    """Return a decorator that gives a command the option `--format` (default: text, json, github)."""
    choices = formats or ("text", "json", "github")
    return option("cli.option.format", "--format", "form", type=Choice(choices), default=choices[0])


def print_usage_error(error: click.ClickException) -> None:
    """Print an error of usage on standard error: the usage line, where to find help, and what is wrong."""
    context = getattr(error, "ctx", None)
    if context is not None:
        say(context.get_usage(), err=True)
        say(text("cli.usage.try", command=context.command_path) + "\n", err=True)
    say(text("cli.usage.error", problem=_problem(error, context)), err=True)


def _problem(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.NoSuchOption():
            problem = text("cli.usage.no_option", name=error.option_name)
            return _with_proposal(problem, error.possibilities or ())
        case click.BadOptionUsage():
            option = next((o for o in context.command.params if error.option_name in o.opts), None) if context else None
            flag = isinstance(option, click.Option) and option.is_flag
            key = "cli.usage.takes_no_value" if flag else "cli.usage.needs_value"
            return text(key, name=error.option_name)
        case click.MissingParameter():
            key = "cli.usage.missing_argument" if isinstance(error.param, Argument) else "cli.usage.missing_option"
            return text(key, name=_name(error.param))
        case click.BadParameter() if error.param is not None:
            return text("cli.usage.bad_value", name=_name(error.param), problem=error.message)
        case _:  # raised above, worded already
            return error.message


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, Argument):
        return text(parameter.value_key)
    return max(parameter.opts, key=len) if parameter else ""


def _with_proposal(problem: str, names: Sequence[str]) -> str:
    return text("cli.usage.did_you_mean", problem=problem, names=joined(names)) if names else problem


def _show_help(context: click.Context, _: click.Parameter, asked_for: bool) -> None:
    if asked_for and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


def show_version(context: click.Context, _: click.Parameter, asked_for: bool) -> None:
    """Print the version and exit, where `--version` was given."""
    if asked_for and not context.resilient_parsing:
        click.echo(text("cli.help.version_line", version=jzdocs.__version__))
        context.exit()
