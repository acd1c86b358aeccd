"""`jzdocs new`: make a project to start from."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import say, text
from jzdocs.errors import Location, UsageError
from jzdocs.project import refuse_reserved
from jzdocs.resources import resource_root

_TOML = """# jzdocs build makes every document of seeds/ into output/
id = "{id}"  # by this, documents know their project
sources = "seeds"
output = "output"
template = "briefing"
to = ["pdf", "docx"]
"""
_STYLE = """# Looks of this project: everything not said here comes from the template it extends.
extends = "briefing"

[colors]
accent = "#1F4E79"
"""
_OFFICIAL_STYLE = """# 本单位的版式：这里没写的都取自 gongwen（GB/T 9704-2012）
extends = "gongwen"

[style.red_head]
color = "#FF3333"
"""
# the kinds of documents that a project may begin with, each with an example in templates/examples: official documents
# but for the first, in the form of their kind
EXAMPLES = (
    "briefing",
    "gongwen",
    "resolution",
    "decision",
    "order",
    "communique",
    "announcement",
    "proclamation",
    "opinion",
    "bulletin",
    "report",
    "request",
    "reply",
    "bill",
    "letter",
    "minutes",
)


@declare.command("new")
@declare.argument("folder", "folder", type=declare.PathType(file=False))
@declare.option("cli.new.template", "--template", value="template", type=declare.Choice(EXAMPLES), default="briefing")
@declare.option("cli.new.like", "--like", "sample", value="file", type=declare.PathType(folder=False, must_exist=True))
def command(folder: Path, template: str, sample: Path | None) -> int:
    """Write the files of a project into a new folder and return the exit status."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("X046", at=Location(str(folder)))
    refuse_reserved(folder)
    if sample is not None:
        return _like(folder, sample)
    example = resource_root() / "templates" / "examples" / f"{template}.md"
    name = "notice.md" if template == "gongwen" else f"{template}.md"
    style = _STYLE if template == "briefing" else _OFFICIAL_STYLE
    _publish(folder, {name: example.read_bytes()}, {"style.toml": style.encode()})
    say(text("cli.new.made", folder=folder))
    return 0


def _publish(folder: Path, sources: Mapping[str, bytes], template: Mapping[str, bytes]) -> None:
    """Write the files of a project: its settings, its sources, and those of its template."""
    toml = _TOML.replace("briefing", "house").replace("{id}", secrets.token_hex(8))
    publish_files(folder, {"jzdocs.toml": toml.encode(), ".gitignore": b"/output/\n/.cache/\n"})
    publish_files(folder / "seeds", sources)
    publish_files(folder / "templates" / "house", template)


def _like(folder: Path, sample: Path) -> int:
    """Write a project whose template is learned from a sample, with a source that has the sample's elements."""
    from jzdocs.cli.style import print_learned
    from jzdocs.learn.files import skeleton, template_files
    from jzdocs.learn.sample import read_sample
    from jzdocs.learn.template import learn

    learned = learn(read_sample(sample))
    files = template_files(learned)
    _publish(folder, {"draft.md": skeleton(learned, sample, "house").encode()}, files)
    print_learned(learned, folder / "templates" / "house")
    say(text("cli.new.made", folder=folder))
    return 0
