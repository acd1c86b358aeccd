"""A template and a table: its rows, a preview of any, all documents as one file."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct, field as struct_field
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from jzdocs.errors import Diagnostic, JzdocsError, UsageError
from jzdocs.messages.message import Language
from jzdocs.options import DEFAULT_FORMATS, FORMATS
from jzdocs.project import named_kind, stem
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.documents import body_of, field
from jzdocs.serve.dropping import form_of, text_of, uploads_of
from jzdocs.serve.many import RowBuilt, RowsJob, TableJob, TableRows
from jzdocs.serve.records import finding_records
from jzdocs.serve.server import Server, server_of
from jzdocs.serve.sessions import Typed
from jzdocs.serve.workspace import safe_name

_MOST_JOBS = 4
_SECONDS = 3600.0
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".json", ".parquet")


class ManyJob(Struct):
    """A template (at `path`, with its text) and its rows; `folder` holds the table and what is made; `failures` are the
    rows that failed with their names and reasons."""

    id: str
    path: Path
    text: str
    table: TableRows
    folder: Path
    done: int = 0
    state: str = "new"
    failures: list[tuple[int, str, tuple[Diagnostic, ...]]] = struct_field(default_factory=list)

    @property
    def target(self) -> Path:
        """The file with all documents."""
        return self.folder / "documents.zip"


async def begin(request: Request) -> Response:
    """Answer with the rows of a table for a template: of its name, or of a file that is sent along."""
    server = server_of(request)
    form = await form_of(request)
    path = server.workspace.path_of(text_of(form, "id"))
    if named_kind(path) != "template":
        raise UsageError("X040.each")
    uploads = await uploads_of(form, "table") or await uploads_of(form)
    if len(uploads) != 1 or Path(uploads[0].name).suffix.lower() not in _TABLES:
        raise UsageError("X188")
    text = text_of(form, "text").replace("\r\n", "\n") or server.workspace.source(path)[0]
    folder = Path(tempfile.mkdtemp(prefix="jzdocs-"))
    server.temporary.append(folder)
    table = folder / f"{safe_name(stem(Path(uploads[0].name)))}{Path(uploads[0].name).suffix.lower()}"
    table.write_bytes(uploads[0].data)
    try:
        rows: TableRows = await server.do("table_rows", TableJob(path, table, text, text_of(form, "pattern")))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    job = ManyJob(secrets.token_hex(8), path, text, rows, folder)
    _keep(server, job)
    return json_answer(
        {
            "job": job.id,
            "columns": rows.columns,
            "rows": [
                {"n": number, "name": row.name, "line": row.at.line, "values": _values(row.values)}
                for number, row in enumerate(rows.rows)
            ],
            "findings": finding_records(rows.findings, language_of(request), path),
        }
    )


def _values(values: tuple[Any, ...]) -> list[str]:
    return [value.text for value in values if value.given is None]


async def row(request: Request) -> Response:
    """Let the document of a row be built; its pages come as an event of the id `JOB-N`."""
    server = server_of(request)
    job = _job(server, request)
    number = int(request.path_params["n"])
    if not 0 <= number < len(job.table.rows):
        raise UsageError("X172.item")
    chosen = job.table.rows[number]
    id_ = f"{job.id}-{number}"
    server.sessions.submit(Typed(id_, job.path, job.text, number, row=chosen.values))
    return json_answer({"id": id_, "name": chosen.name}, 202)


async def build(request: Request) -> Response:
    """Build all rows in the background; events `progress` tell how far they are."""
    server = server_of(request)
    job = _job(server, request)
    body = await body_of(request)
    formats = tuple(name for name in FORMATS if name in field(body, "formats", list, list(DEFAULT_FORMATS)))
    if job.state == "building":
        raise UsageError("X188.busy")
    job.state, job.done, job.failures = "building", 0, []
    server.spawn(_build(server, job, formats or DEFAULT_FORMATS))
    return json_answer({}, 202)


async def _build(server: Server, job: ManyJob, formats: tuple[str, ...]) -> None:
    def tell(built: RowBuilt) -> None:
        job.done = built.done
        if built.errors:
            job.failures.append((built.done - 1, built.name, built.errors))
        server.hub.send("progress", _progress(job))

    rows = RowsJob(job.path, job.text, job.table.rows, job.target, formats)
    try:
        await server.many.call("build_rows", rows, tell, _SECONDS)
        job.state = "done"
    except JzdocsError as error:
        job.failures.append((job.done, "", (error.diagnostic,)))
        job.state = "failed"
    server.hub.send("progress", _progress(job))


def _progress(job: ManyJob) -> Callable[[Language], dict[str, Any]]:
    done, state, failures = job.done, job.state, list(job.failures)

    def wording(language: Language) -> dict[str, Any]:
        return {
            "job": job.id,
            "done": done,
            "total": len(job.table.rows),
            "state": state,
            "failures": [
                {"n": number, "name": name, "message": errors[0].worded(language)[0]}
                for number, name, errors in failures
            ],
        }

    return wording


async def status(request: Request) -> Response:
    """Answer with how far the rows are."""
    return json_answer(_progress(_job(server_of(request), request))(language_of(request)))


async def archive(request: Request) -> Response:
    """Answer with all documents as a zip file."""
    job = _job(server_of(request), request)
    if job.state != "done":
        raise UsageError("X172.item")
    return FileResponse(job.target, media_type="application/zip", filename=f"{stem(job.path)}.zip")


def _job(server: Server, request: Request) -> ManyJob:
    job = _jobs(server).get(request.path_params["job"])
    if job is None:
        raise UsageError("X172.item")
    return job


def _jobs(server: Server) -> dict[str, ManyJob]:
    jobs: dict[str, ManyJob] = server.memory.setdefault("many", {})
    return jobs


def _keep(server: Server, job: ManyJob) -> None:
    """Keep a job; of the oldest that is not at work nothing is left."""
    jobs = _jobs(server)
    jobs[job.id] = job
    for old in [old for old in jobs.values() if old.state != "building"][: max(0, len(jobs) - _MOST_JOBS)]:
        if old is not job:
            shutil.rmtree(jobs.pop(old.id).folder, ignore_errors=True)
