"""Pictures of the pages that templates make."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jzdocs.errors import UsageError
from jzdocs.serve.live import RenderJob
from jzdocs.serve.server import Server, server_of
from jzdocs.serve.templates import ExampleJob, ExamplePages, example_of, template_folders

_SCALE = 0.8  # pixels a point: a small picture, on a dense screen too
_HOUR = "private, max-age=3600"


async def picture(request: Request) -> Response:
    """Answer with the picture of a page (from 1) of a template's example."""
    server = server_of(request)
    name, number = request.path_params["name"], request.path_params["n"]
    if name not in template_folders(server.workspace):
        raise UsageError("X172.item")
    pages = await _pages(server, name)
    if not 1 <= number <= pages.count:
        raise UsageError("X172.page")
    data = await server.renderer.call("render", RenderJob(pages.pdf, number - 1, _SCALE), seconds=60)
    return Response(data, media_type="image/png", headers={"cache-control": _HOUR})


async def _pages(server: Server, name: str) -> ExamplePages:
    """Return the pages of a template's example, made when they are first asked for."""
    examples: dict[str, ExamplePages] = server.memory.setdefault("examples", {})
    if name not in examples:
        job = ExampleJob(name, example_of(name), server.workspace.root)
        examples[name] = await server.do("template_pages", job)
    return examples[name]
