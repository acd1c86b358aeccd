"""What is dropped on the page: several files at once, or a text; each becomes a document of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from jzdocs.errors import Diagnostic, JzdocsError, UsageError
from jzdocs.files import read_file
from jzdocs.limits import MIB
from jzdocs.project import lone, named_kind, stem
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.intake import TABLES, DroppedFile, TakenIn
from jzdocs.serve.records import finding_records
from jzdocs.serve.server import Server, server_of, source_of
from jzdocs.serve.templates import template_folders
from jzdocs.serve.workspace import Document, absent_files, safe_name

_MOST_FILES = 200
_MOST_NAME = 30  # characters of a pasted text's first line that name its file


class Upload(Struct, frozen=True):
    """A file as it was sent: its own name, and its bytes."""

    name: str
    data: bytes


async def form_of(request: Request) -> FormData:
    """Return the form of a request. Raises UsageError for none, or one that is too large."""
    most = server_of(request).upload
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise UsageError("X174", most=most // MIB)
    try:
        return await request.form(max_files=_MOST_FILES, max_fields=20, max_part_size=most)
    except (MultiPartException, HTTPException, ValueError, KeyError, AssertionError) as error:
        raise UsageError("X175") from error


async def uploads_of(form: FormData, name: str = "files") -> list[Upload]:
    """Return the files of a form under a name."""
    files = [entry for entry in form.getlist(name) if isinstance(entry, UploadFile)]
    return [Upload(Path((file.filename or "").replace("\\", "/")).name or "文稿", await file.read()) for file in files]


def text_of(form: FormData, name: str) -> str:
    """Return a text of a form; "" where there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def drop(request: Request) -> Response:
    """Make documents of what was dropped."""
    server = server_of(request)
    form = await form_of(request)
    template = text_of(form, "template")
    if template and template not in template_folders(server.workspace):
        raise UsageError("X172.item")
    uploads = await uploads_of(form)
    text = text_of(form, "text")
    if text.strip():
        uploads.append(Upload(f"{_name_of(text)}.txt", text.encode("utf-8", "replace")))
    if not uploads:
        raise UsageError("X175")
    documents: list[Document] = []
    findings: list[tuple[str, Sequence[Diagnostic]]] = []
    for upload in uploads:
        try:
            document, found = await _take(server, upload, template)
        except JzdocsError as error:
            findings.append((upload.name, (error.diagnostic,)))
            continue
        documents.append(document)
        findings.append((upload.name, found))
    if documents:
        server.hub.send("documents", lambda _: {})
    language = language_of(request)
    records = [
        {**record, "file": name} for name, found in findings for record in finding_records(found, language, Path(name))
    ]
    return json_answer({"documents": documents, "findings": records})


async def convert(request: Request) -> Response:
    """Make a Markdown source of a document of another kind."""
    server, path = server_of(request), source_of(request)
    if named_kind(path) in ("markdown", "template"):
        raise UsageError("X175")
    document, findings = await _take(server, Upload(path.name, read_file(path)), "")
    server.hub.send("documents", lambda _: {})
    records = finding_records(findings, language_of(request), path)
    return json_answer({"document": document, "findings": records})


async def _take(server: Server, upload: Upload, template: str) -> tuple[Document, Sequence[Diagnostic]]:
    """Make a document of a file; return it with what was found."""
    workspace = server.workspace
    folder, name = workspace.new_folder(stem(Path(upload.name)))
    suffix = Path(upload.name).suffix
    pictures = f"{name}.files"
    project = workspace.project
    above = "" if project is None else folder.relative_to(project.root).as_posix()
    file_name = safe_name(stem(Path(upload.name))) + (".md.j2" if upload.name.lower().endswith(".md.j2") else suffix)
    with tempfile.TemporaryDirectory(prefix="jzdocs-") as temporary:
        path = Path(temporary) / file_name
        path.write_bytes(upload.data)
        job = DroppedFile(path, f"{above}/{pictures}" if above else pictures, project or lone(path), template)
        taken: TakenIn = await server.do("drop", job)
    source = f"{name}.md.j2" if named_kind(path) == "template" else f"{name}.md"
    files: dict[Path, dict[str, bytes]] = {folder: {source: taken.text.encode("utf-8", "surrogatepass")}}
    root = project.root if project else folder
    for place, pictures_there in absent_files(root, taken.pictures).items():
        files.setdefault(place, {}).update(pictures_there)
    if suffix.lower() in TABLES:
        files[folder][file_name] = upload.data
    elif project is None and named_kind(path) != "markdown":
        files[folder / "original"] = {file_name: upload.data}
    workspace.add(files)
    return workspace.document(folder / source), taken.findings


def _name_of(text: str) -> str:
    """Return a name for a pasted text: its first line."""
    line = next((line.strip(" #　\t") for line in text.splitlines() if line.strip(" #　\t-")), "")
    return safe_name(line[:_MOST_NAME])
