"""Files to hand out, and the history of builds: downloads, comparing, going back."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from jzdocs.errors import JzdocsError, UsageError
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message
from jzdocs.project import stem
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.documents import body_of, field, text_field
from jzdocs.serve.dropping import form_of, uploads_of
from jzdocs.serve.history import CompareJob, History, KeptBuild, about_records
from jzdocs.serve.outputs import Outputs, OutputsJob
from jzdocs.serve.server import Server, server_of, source_of
from jzdocs.serve.workspace import safe_name

_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".ofd": "application/ofd",
    ".zip": "application/zip",
}
# the page has styles and pictures of its own, and no script; it stands in a frame of ours
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
# viewers of PDF inside browsers are pages with styles of their own
_SHOWN_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_QUIET = 2.0  # seconds after the last save until a build is kept
_MOST_PAGES = 8  # of what changed
_COMPARABLE = (".docx", ".pdf", ".json")


def file_answer(name: str, data: bytes, *, shown: bool = False) -> Response:
    """Return a file as an answer: to be saved, or to be `shown` by the browser."""
    way = "inline" if shown else "attachment"
    headers = {"content-disposition": f"{way}; filename*=UTF-8''{quote(name, safe='')}"}
    if shown:
        headers["content-security-policy"] = _SHOWN_POLICY
    return Response(data, media_type=_TYPES.get(Path(name).suffix, "application/octet-stream"), headers=headers)


async def download(request: Request) -> Response:
    """Answer with a file of a document, built from its source as it is saved; the build is kept."""
    server, path = server_of(request), source_of(request)
    outputs = await build_and_keep(server, path)
    name = request.path_params["name"]
    ending = next((ending for ending in (".facts.json", ".pdf", ".docx", ".ofd") if name.endswith(ending)), None)
    if ending == ".ofd":  # for archives and exchange: made only for whoever asks, and not kept
        outputs = await server.do("outputs", OutputsJob(path, formats=("ofd",)))
    found = next((file for file in outputs.files if ending and file.endswith(ending)), None)
    if found is None:
        raise UsageError("X172.item")
    return file_answer(found, outputs.files[found], shown="show" in request.query_params)


async def build_and_keep(server: Server, path: Path, note: str = "") -> Outputs:
    """Return the files of a document, and keep them in its history."""
    document = server.workspace.document(path)
    text, revision = server.workspace.source(path) if document.editable else ("", document.revision)
    outputs: Outputs = await server.do("outputs", OutputsJob(path))
    await asyncio.to_thread(History(path).keep, outputs, text, revision, note)
    return outputs


def keep_later(server: Server, path: Path) -> None:
    """Keep a build of a document once nothing was saved for a while."""
    revision = server.workspace.document(path).revision

    async def keep() -> None:
        await asyncio.sleep(_QUIET)
        try:
            if server.workspace.document(path).revision == revision:
                await build_and_keep(server, path)
        except (JzdocsError, OSError):  # a document with errors has no build
            return

    server.spawn(keep())


async def save(request: Request) -> Response:
    """Write the source of a document; a build of it is kept in its history."""
    server, path = server_of(request), source_of(request)
    body = await body_of(request)
    revision = server.workspace.save(path, text_field(body), field(body, "base", str))
    id_ = server.workspace.id_of(path)
    server.hub.send("changed", lambda _: {"id": id_, "revision": revision})
    keep_later(server, path)
    return json_answer({"revision": revision})


async def history(request: Request) -> Response:
    """Answer with the builds of a document, the newest first."""
    builds = await asyncio.to_thread(History(source_of(request)).builds)
    return json_answer(about_records(builds))


async def restore(request: Request) -> Response:
    """Answer with the source of a build; the editor takes it, nothing is written."""
    path = source_of(request)
    body = await body_of(request)
    return json_answer({"text": History(path).source(field(body, "id", str))})


async def compare(request: Request) -> Response:
    """Answer with the page of what changed between two builds; `now` stands for the text in the editor."""
    server, path = server_of(request), source_of(request)
    language = language_of(request)
    builds = {build.id: build for build in await asyncio.to_thread(History(path).builds)}
    sides = []
    for name, default in (("old", ""), ("new", "now")):
        id_ = request.query_params.get(name, default)
        place = _now(server, path) if id_ == "now" else History(path).place(id_)
        sides.append((place, _title(path, builds.get(id_), language)))
    (old, before), (new, after) = sides
    page = await server.do("compare", CompareJob(old, new, (before, after), language))
    return _page(page)


async def compare_file(request: Request) -> Response:
    """Answer with the page of what changed since a built file that was dropped."""
    server, path = server_of(request), source_of(request)
    language = language_of(request)
    uploads = await uploads_of(await form_of(request))
    if len(uploads) != 1 or Path(uploads[0].name).suffix.lower() not in _COMPARABLE:
        raise UsageError("X175")
    with tempfile.TemporaryDirectory(prefix="jzdocs-") as temporary:
        name = uploads[0].name
        ending = ".facts.json" if name.lower().endswith(".json") else Path(name).suffix.lower()
        old = Path(temporary) / f"{safe_name(stem(Path(name)).split('.')[0])}{ending}"
        old.write_bytes(uploads[0].data)
        names = (uploads[0].name, _title(path, None, language))
        page = await server.do("compare", CompareJob(old, _now(server, path), names, language))
    pages: dict[str, str] = server.memory.setdefault("compared", {})
    number = secrets.token_hex(8)
    pages[number] = page
    while len(pages) > _MOST_PAGES:
        pages.pop(next(iter(pages)))
    return json_answer({"page": f"/api/docs/{request.path_params['id']}/compared/{number}"})


async def compared(request: Request) -> Response:
    """Answer with a page of what changed that was made before."""
    page = server_of(request).memory.get("compared", {}).get(request.path_params["number"])
    if page is None:
        raise UsageError("X172.item")
    return _page(page)


def _page(page: str) -> Response:
    headers = {"content-security-policy": PAGE_POLICY}
    return Response(page, media_type="text/html; charset=utf-8", headers=headers)


def _now(server: Server, path: Path) -> OutputsJob:
    """Return the document as it is in the editor, or in its file where that is newer than what was built."""
    built = server.sessions.built.get(server.workspace.id_of(path))
    return OutputsJob(path, built.typed.text if built else None)


def _title(path: Path, build: KeptBuild | None, language: Language) -> str:
    """Return what the page calls a build."""
    if build is None:
        return worded(message("serve.now", name=stem(path)), language)
    return worded(message("serve.build_of", name=stem(path), time=build.time.replace("T", " ")[:16]), language)
