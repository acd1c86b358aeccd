"""Documents: the list, their sources, live builds, the pictures of pages and the places on them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

import jzdocs
from jzdocs.errors import UsageError
from jzdocs.limits import MIB
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.pictures import SCALES
from jzdocs.serve.records import box_record
from jzdocs.serve.server import server_of, source_of
from jzdocs.serve.sessions import Typed
from jzdocs.serve.templates import template_records

_FOREVER = "private, max-age=31536000, immutable"


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request. Raises UsageError where it is none, or too large."""
    most = server_of(request).upload
    parts, length = [], 0
    async for part in request.stream():
        parts.append(part)
        length += len(part)
        if length > most:
            raise UsageError("X174", most=most // MIB)
    try:
        body = msgspec.json.decode(b"".join(parts) or b"{}")
    except (msgspec.DecodeError, RecursionError):
        raise UsageError("X175") from None
    if not isinstance(body, dict):
        raise UsageError("X175")
    return body


def field(body: dict[str, Any], name: str, kind: Any, default: Any = None) -> Any:
    """Return a field of a request's body; without a `default` it must be there. Raises UsageError (X175)."""
    value = body.get(name, default)
    if isinstance(value, bool) and kind is not bool:
        raise UsageError("X175")
    if not isinstance(value, kind):
        raise UsageError("X175")
    return value


def text_field(body: dict[str, Any], name: str = "text") -> str:
    """Return a text of a request's body; lone surrogates, which no file can hold, become 〓."""
    value: str = field(body, name, str)
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n")


async def state(request: Request) -> Response:
    """Answer with all that the page shows at first."""
    server = server_of(request)
    workspace = server.workspace
    language = language_of(request)
    return json_answer(
        {
            "version": jzdocs.__version__,
            "language": language,
            "folder": str(workspace.root),
            "project": workspace.project is not None,
            "documents": workspace.documents(),
            "templates": template_records(workspace, language),
            "limits": {"upload": server.upload},
        }
    )


async def source(request: Request) -> Response:
    """Answer with the source of a document; one that is no text as the Markdown that it is read as."""
    server, path = server_of(request), source_of(request)
    document = server.workspace.document(path)
    if document.editable:
        text, revision = server.workspace.source(path)
        return json_answer({"text": text, "revision": revision})
    text = await server.do("drop_text", path)
    return json_answer({"text": text, "revision": document.revision})


async def live(request: Request) -> Response:
    """Let a text be built; the result comes as an event."""
    server, path = server_of(request), source_of(request)
    body = await body_of(request)
    if "scale" in body:
        server.sessions.scale = _bounded_scale(float(field(body, "scale", int | float)))
    typed = Typed(
        server.workspace.id_of(path),
        path,
        text_field(body) if server.workspace.document(path).editable else None,
        field(body, "seq", int),
        field(body, "revision", str, ""),
        field(body, "client", str, ""),
        field(body, "template", str, "") or None,
    )
    server.sessions.submit(typed)
    return json_answer({}, 202)


async def events(request: Request) -> Response:
    """Answer with the events from now on."""
    stream = server_of(request).hub.stream(language_of(request))
    return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


async def picture(request: Request) -> Response:
    """Answer with the picture of a page."""
    server = server_of(request)
    scale = _scale(request)
    if scale >= 1:  # smaller ones are no pages to read
        server.sessions.scale = scale
    data = await server.shelf.picture(request.path_params["hash"], scale)
    return Response(data, media_type="image/png", headers={"cache-control": _FOREVER})


def _scale(request: Request) -> float:
    try:
        scale = float(request.query_params.get("scale", "2"))
    except ValueError:
        raise UsageError("X175") from None
    return _bounded_scale(scale)


def _bounded_scale(scale: float) -> float:
    if not math.isfinite(scale):
        raise UsageError("X175")
    return round(min(max(scale, SCALES[0]), SCALES[1]), 3)


async def places(request: Request) -> Response:
    """Answer with the places on a page of the newest build."""
    boxes = await server_of(request).sessions.boxes(request.path_params["id"], request.path_params["hash"])
    if boxes is None:
        raise UsageError("X172.page")
    return json_answer({"boxes": [box_record(box) for box in boxes]})


async def open_folder(request: Request) -> Response:
    """Show the folder of a document, else the served one, in the system's file manager."""
    import shutil
    import subprocess
    import sys

    server = server_of(request)
    body = await body_of(request)
    id_ = field(body, "id", str, "")
    folder: Path = server.workspace.path_of(id_).parent if id_ else server.workspace.root
    program = "open" if sys.platform == "darwin" else "explorer" if sys.platform == "win32" else "xdg-open"
    found = shutil.which(program)
    if found is None:
        raise UsageError("X177", folder=folder)
    null = subprocess.DEVNULL
    subprocess.Popen([found, str(folder)], stdin=null, stdout=null, stderr=null, start_new_session=True)
    return json_answer({})


async def leave(request: Request) -> Response:
    """End the server."""
    server_of(request).stop_serving()
    return json_answer({}, 202)
