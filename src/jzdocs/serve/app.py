"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from jzdocs.messages.catalogue import text
from jzdocs.messages.message import message
from jzdocs.serve import (
    documents,
    dropping,
    figure_endpoints,
    handing_out,
    many_endpoints,
    template_endpoints,
    word_endpoints,
)
from jzdocs.serve.answers import Endpoint, answered, language_of, refusal
from jzdocs.serve.guards import Guard
from jzdocs.serve.server import Server

STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def application(server: Server) -> Starlette:
    """Return the application of a server."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await server.start()
        yield
        await server.end()

    app = Starlette(routes=_routes(), middleware=[Middleware(Guard, access=server.access)], lifespan=lifespan)
    app.state.server = server
    return app


def _routes() -> list[Route]:
    document = "/api/docs/{id}"
    table: list[tuple[str, str, Endpoint]] = [
        ("GET", "/api/state", documents.state),
        ("GET", "/api/events", documents.events),
        ("POST", "/api/drop", dropping.drop),
        ("POST", "/api/open-folder", documents.open_folder),
        ("POST", "/api/quit", documents.leave),
        ("GET", f"{document}/source", documents.source),
        ("PUT", f"{document}/source", handing_out.save),
        ("POST", f"{document}/live", documents.live),
        ("GET", document + "/pages/{hash}.png", documents.picture),
        ("GET", document + "/map/{hash}", documents.places),
        ("GET", f"{document}/figures", figure_endpoints.figures),
        ("POST", f"{document}/figures", figure_endpoints.figures_of_text),
        ("POST", document + "/figures/{fid}", figure_endpoints.change_figure),
        ("GET", f"{document}/charts/proposals", figure_endpoints.chart_proposals),
        ("POST", f"{document}/charts/preview", figure_endpoints.chart_preview),
        ("POST", f"{document}/charts/insert", figure_endpoints.chart_insert),
        ("GET", document + "/download/{name}", handing_out.download),
        ("GET", f"{document}/history", handing_out.history),
        ("POST", f"{document}/restore", handing_out.restore),
        ("GET", f"{document}/compare", handing_out.compare),
        ("POST", f"{document}/compare", handing_out.compare_file),
        ("GET", document + "/compared/{number}", handing_out.compared),
        ("POST", f"{document}/convert", dropping.convert),
        ("POST", f"{document}/word", word_endpoints.returned),
        ("POST", document + "/word/{session}", word_endpoints.accept),
        ("POST", "/api/many", many_endpoints.begin),
        ("GET", "/api/many/{job}.zip", many_endpoints.archive),
        ("GET", "/api/many/{job}", many_endpoints.status),
        ("GET", "/api/many/{job}/row/{n:int}", many_endpoints.row),
        ("POST", "/api/many/{job}/build", many_endpoints.build),
        ("GET", "/api/templates/{name}/{n:int}.png", template_endpoints.picture),
        ("POST", f"{document}/fix", figure_endpoints.fix),
        ("POST", f"{document}/allow", figure_endpoints.allow),
    ]
    routes = [Route(path, answered(endpoint), methods=[method]) for method, path, endpoint in table]
    return [*routes, Route("/", answered(_index)), Route("/{path:path}", answered(_static))]


async def _index(request: Request) -> Response:
    """Answer with the page; where it was not made, with what to run."""
    page = STATIC / "index.html"
    if not page.is_file():
        problem = text(message("serve.no_page"), language_of(request))
        return Response(problem, 503, media_type="text/plain; charset=utf-8")
    nonce: str = request.scope["state"]["nonce"]
    content = page.read_text(encoding="utf-8").replace("{{nonce}}", nonce)
    return Response(content, media_type="text/html; charset=utf-8")


async def _static(request: Request) -> Response:
    """Answer with a file of the page: one of those that are there, so that no address leads anywhere else."""
    files = {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}
    path = files.get(request.path_params["path"])
    if path is None or path.name == "index.html":
        return refusal(request, 404, "X172.address")
    return FileResponse(path, media_type=_TYPES.get(path.suffix), headers={"cache-control": "no-cache"})
