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
from jzdocs.serve import documents, dropping
from jzdocs.serve.answers import Endpoint, language_of, refusal, told
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
        ("PUT", f"{document}/source", documents.save),
        ("POST", f"{document}/live", documents.live),
        ("GET", document + "/pages/{hash}.png", documents.picture),
        ("GET", document + "/map/{hash}", documents.places),
    ]
    routes = [Route(path, told(endpoint), methods=[method]) for method, path, endpoint in table]
    return [*routes, Route("/", told(_index)), Route("/{path:path}", told(_static))]


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
    """Answer with a file of the page."""
    path = (STATIC / request.path_params["path"]).resolve()
    if request.path_params["path"].startswith("api/") or not path.is_relative_to(STATIC.resolve()):
        return refusal(request, 404, "X172.address")
    if not path.is_file() or path.name == "index.html":
        return refusal(request, 404, "X172.address")
    return FileResponse(path, media_type=_TYPES.get(path.suffix), headers={"cache-control": "no-cache"})
