"""The server: tools and resources with their schemas, over standard input and output.

Each tool is the command of its name; what is wrong with a call is an error of the tool, with code and place.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Literal, ParamSpec, TypeVar, cast

from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

import jzdocs
from jzdocs.errors import JzdocsError, fault, finding_line
from jzdocs.mcp import resources
from jzdocs.mcp.confined import Confined
from jzdocs.mcp.results import (
    BuildResults,
    ChartResults,
    CheckResults,
    DiffResults,
    FactResults,
    OutlineResults,
    PullResults,
    TraceResults,
)
from jzdocs.mcp.tools import Tools
from jzdocs.messages.language import user_language
from jzdocs.project import boundary

P = ParamSpec("P")
R = TypeVar("R")
_INSTRUCTIONS = (
    "jzdocs turns Markdown with facts into Chinese briefings and official documents (PDF and Word). Paths count from "
    "the root folder. Read jzdocs://documentation/assistant first; check every draft with `check` and its `against`."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=True, idempotent_hint=True, open_world_hint=False)

Document = Annotated[str, Field(description="Document, as a path from the root: .md, .md.j2, .txt, .docx …")]
Template = Annotated[
    str | None,
    Field(description="Name of a template (briefing, report, gongwen …) or its folder; default: the document's"),
]


def serve(root: Path, *, write: bool) -> None:
    """Serve the files below a folder until the client goes."""
    confined = Confined(root.resolve(), write)
    os.chdir(confined.root)
    boundary.set(confined.root)
    logging.getLogger("mcp").setLevel(logging.ERROR)
    make_server(confined).run("stdio")


def make_server(confined: Confined) -> MCPServer[None]:
    """Return a server with all tools and resources."""
    server: MCPServer[None] = MCPServer(
        "jzdocs", instructions=_INSTRUCTIONS, version=jzdocs.__version__, log_level="ERROR"
    )
    tools = Tools(confined)
    _add_reading(server, tools)
    _add_comparing(server, tools)
    _add_writing(server, tools)
    _add_resources(server, confined)
    return server


def _with_findings(call: Callable[P, R]) -> Callable[P, R]:
    """Return a tool whose errors say code, place and what to do, in the user's language."""

    @wraps(call)
    def reported(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return call(*arguments, **named)
        except Exception as error:  # noqa: BLE001 (a client gets a finding and no traceback, whatever it is)
            raise ToolError(_lines(error)) from None

    return reported


def _lines(error: Exception) -> str:
    findings = getattr(error, "findings", None)
    errors = findings.errors if findings is not None else (fault(error)[0],)
    return "\n".join(finding_line(finding, user_language()) for finding in errors)


def _add_reading(server: MCPServer[None], tools: Tools) -> None:
    """Add the tools that read one document."""

    @server.tool(annotations=_READS)
    @_with_findings
    def check(
        path: Document,
        against: Annotated[
            list[str] | None,
            Field(description="Files or folders of data and sources; then each number that none has is reported"),
        ] = None,
        template: Template = None,
    ) -> CheckResults:
        """List what is wrong with a document: code, place, what to do. With `against`: only whether its numbers stand
        in, or follow from, the sources; each with the cell or sentence that it is from."""
        return cast(CheckResults, tools.check(path, against, template))

    @server.tool(annotations=_READS)
    @_with_findings
    def facts(
        path: Document, named: Annotated[bool, Field(description="Only those with a name")] = False
    ) -> FactResults:
        """List the numbers of a document with value, unit, subject, period and place."""
        return cast(FactResults, tools.facts(path, named=named))

    @server.tool(annotations=_READS)
    @_with_findings
    def outline(path: Document) -> OutlineResults:
        """Return the structure of a document as it was read."""
        return cast(OutlineResults, tools.outline(path))

    @server.tool(annotations=_READS)
    @_with_findings
    def charts(path: Document) -> ChartResults:
        """Propose charts for the numbers of a document."""
        return cast(ChartResults, tools.charts(path))

    @server.tool(annotations=_READS, structured_output=False)
    @_with_findings
    def page_picture(
        path: Annotated[str, Field(description="PDF or document, as a path from the root")],
        page: Annotated[int, Field(description="Number of the page, from 1", ge=1)] = 1,
        dpi: Annotated[int, Field(description="Dots per inch", ge=36, le=200)] = 96,
        template: Template = None,
    ) -> list[Image | str]:
        """Return a page as a picture: of a PDF, or of what a document looks like when it is built (no file is
        written)."""
        picture = tools.page_picture(path, page, dpi, template)
        return [Image(data=picture.png, format="png"), f"{picture.number}/{picture.pages}"]


def _add_comparing(server: MCPServer[None], tools: Tools) -> None:
    """Add the tools that compare built files with their sources, and with one another."""

    @server.tool(annotations=_READS)
    @_with_findings
    def trace(path: Annotated[str, Field(description="Built PDF, Word or OFD file")]) -> TraceResults:
        """List the named numbers of a built file with their sources, and whether they still agree."""
        return cast(TraceResults, tools.trace(path))

    @server.tool(annotations=_READS)
    @_with_findings
    def diff(
        old: Annotated[str, Field(description="Output folder or built file, the older one")],
        new: Annotated[str, Field(description="Output folder or built file, the newer one")],
    ) -> DiffResults:
        """List the numbers, paragraphs and values of charts that changed between two builds."""
        return cast(DiffResults, tools.diff(old, new))


def _add_writing(server: MCPServer[None], tools: Tools) -> None:
    """Add the tools that write where the server may."""

    @server.tool(annotations=_WRITES)
    @_with_findings
    def build(
        path: Document,
        out: Annotated[str | None, Field(description="Folder to write into; default: the project's")] = None,
        template: Template = None,
        to: Annotated[
            list[Literal["pdf", "docx", "ofd"]] | None, Field(description="Formats; default: the project's")
        ] = None,
    ) -> BuildResults:
        """Build a document and write its files, all or none; needs a server that may write (`jzdocs mcp --write`).
        Where the document has errors nothing is written."""
        return cast(BuildResults, tools.build(path, out, template, to))

    @server.tool(annotations=_WRITES)
    @_with_findings
    def pull(
        path: Annotated[str, Field(description="Word file that jzdocs built and people edited")],
        write: Annotated[bool, Field(description="Write the edits into the sources (needs --write)")] = False,
        changes: Annotated[
            Literal["accept", "reject", "keep"], Field(description="What becomes of tracked changes")
        ] = "accept",
    ) -> PullResults:
        """List the edits made in a Word file; with `write` bring them into the sources."""
        return cast(PullResults, tools.pull(path, write=write, changes=changes))


def _add_resources(server: MCPServer[None], confined: Confined) -> None:
    """Add the templates and the documentation."""

    for page in resources.page_names():
        read = _reader(resources.page, page)
        server.resource(f"jzdocs://documentation/{page}", name=page, mime_type="text/markdown")(read)
    for name in resources.template_names(confined.root):
        read = _reader(partial(resources.template, confined.root), name)
        server.resource(f"jzdocs://templates/{name}", name=name, mime_type="application/json")(read)


def _reader(read: Callable[[str], str], name: str) -> Callable[[], str]:
    """Return a function without parameters that reads the resource of a name."""

    def resource() -> str:
        try:
            return read(name)
        except (JzdocsError, OSError, ValueError) as error:
            raise ResourceError(_lines(error)) from None

    return resource
