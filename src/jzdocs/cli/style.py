"""`jzdocs style`: what a project's looks come from; `style learn` reads them out of a good Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jzdocs.cli import declare
from jzdocs.cli.terminal import joined, print_findings, say, text
from jzdocs.errors import Location, UsageError, shown_path

if TYPE_CHECKING:
    from jzdocs.learn.learned import Learned

ACTIONS = ("learn",)


class _Actions(declare.Group):
    """What can be done with looks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the actions."""
        return list(ACTIONS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of actions."""
        with formatter.section(text("cli.help.commands")):
            formatter.write_dl([(name, text(f"cli.style.{name}.summary")) for name in ACTIONS])


@click.group("style", cls=_Actions)
def command() -> None:
    """Hold the actions."""


command.help_key = "cli.style.help"


@declare.command("learn")
@declare.argument("sample", "file", type=declare.PathType(folder=False, must_exist=True))
@declare.option(
    "cli.style.learn.output",
    "-o",
    "--output",
    "folder",
    value="folder",
    required=True,
    type=declare.PathType(file=False),
)
def learn_command(sample: Path, folder: Path) -> int:
    """Write the template that a sample shows into a new folder, and return the exit status."""
    refuse_existing(folder)
    learned = write_template(sample, folder)
    print_learned(learned, folder)
    return 0


learn_command.help_key = "cli.style.learn.help"
command.add_command(learn_command)


def refuse_existing(folder: Path) -> None:
    """Raise UsageError where a folder is there already: nothing of a person's is written over."""
    if folder.exists() or folder.is_symlink():
        raise UsageError("T071", at=Location(shown_path(folder)), other=f"{folder.name}2")


def write_template(sample: Path, folder: Path) -> Learned:
    """Write the template that a sample shows into a folder, and return what was learned."""
    from jzdocs.build.publish import publish_files
    from jzdocs.learn.files import template_files
    from jzdocs.learn.sample import read_sample
    from jzdocs.learn.template import learn

    learned = learn(read_sample(sample))
    publish_files(folder, template_files(learned))
    return learned


def print_learned(learned: Learned, folder: Path) -> None:
    """Print what the template holds, what was taken out of the sample, and what differs from the standard."""
    from jzdocs.learn.standard import differences

    say(text("cli.style.learn.made", folder=shown_path(folder), base=learned.base.name, name=folder.name))
    if taken := learned.taken:
        say(text("cli.style.learn.taken", texts=joined(f"“{each}”" for each in taken)))
    else:
        say(text("cli.style.learn.nothing_taken"))
    found = differences(learned)
    say(text("cli.style.learn.differs" if found else "cli.style.learn.same"))
    for each in found:
        say("  " + text(each.worded))
    print_findings(learned.report, "text")
