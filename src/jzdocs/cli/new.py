"""`jzdocs new`: make a project to start from."""

from __future__ import annotations

import secrets
from pathlib import Path

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.terminal import say, text
from jzdocs.errors import Location, UsageError
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
def command(folder: Path, template: str) -> int:
    """Write the files of a project into a new folder and return the exit status."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("X046", at=Location(str(folder)))
    toml = _TOML.replace("briefing", "house").replace("{id}", secrets.token_hex(8))
    publish_files(folder, {"jzdocs.toml": toml.encode(), ".gitignore": b"/output/\n/.cache/\n"})
    example = resource_root() / "templates" / "examples" / f"{template}.md"
    name = "notice.md" if template == "gongwen" else f"{template}.md"
    publish_files(folder / "seeds", {name: example.read_bytes()})
    style = _STYLE if template == "briefing" else _OFFICIAL_STYLE
    publish_files(folder / "templates" / "house", {"style.toml": style.encode()})
    say(text("cli.new.made", folder=folder))
    return 0
