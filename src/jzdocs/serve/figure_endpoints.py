"""Figures, findings and charts of the text in the editor: asked, and changed. Nothing here writes a file: the changed
text goes back to the editor, where it can be undone."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jzdocs.editing.figure_edits import FigureChange
from jzdocs.editing.fixes import AllowJob, FixJob, FoundAt
from jzdocs.editing.text_edits import TextJob
from jzdocs.errors import UsageError
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.charts import ChartJob, ProposalsJob
from jzdocs.serve.documents import body_of, field, text_field
from jzdocs.serve.server import Server, server_of, source_of


async def figures(request: Request) -> Response:
    """Answer with the figures of the text that was built last, else of the source."""
    server = server_of(request)
    job = await _current(server, request)
    return json_answer(await server.build("figures", job))


async def figures_of_text(request: Request) -> Response:
    """Answer with the figures of the text in the editor."""
    body = await body_of(request)
    return json_answer(await server_of(request).build("figures", _job(request, body)))


async def change_figure(request: Request) -> Response:
    """Answer with the text in which a figure is changed."""
    body = await body_of(request)
    if "text" not in body:
        job = await _current(server_of(request), request)
    else:
        job = _job(request, body)
    change = FigureChange(job, request.path_params["fid"], field(body, "action", str), field(body, "name", str, ""))
    return json_answer({"text": await server_of(request).do("change_figure", change)})


async def chart_proposals(request: Request) -> Response:
    """Answer with the charts that the text suits."""
    server = server_of(request)
    job = await _current(server, request)
    asked_for = ProposalsJob(job, language_of(request), request.query_params.get("figure", ""))
    return json_answer(await server.do("proposals", asked_for))


async def chart_preview(request: Request) -> Response:
    """Answer with the picture of a chart."""
    body = await body_of(request)
    job = ChartJob(_job(request, body), text_field(body, "block"))
    return Response(await server_of(request).do("preview_chart", job), media_type="image/png")


async def chart_insert(request: Request) -> Response:
    """Answer with the text that has a chart."""
    body = await body_of(request)
    job = ChartJob(_job(request, body), text_field(body, "block"), field(body, "line", int, 0))
    return json_answer(await server_of(request).do("insert_chart", job))


async def fix(request: Request) -> Response:
    """Answer with the text in which a finding is mended."""
    body = await body_of(request)
    job = FixJob(_job(request, body), _finding(body), field(body, "fix", str))
    return json_answer({"text": await server_of(request).do("fix", job)})


async def allow(request: Request) -> Response:
    """Answer with the text in which a finding is allowed."""
    body = await body_of(request)
    job = AllowJob(_job(request, body), _finding(body), text_field(body, "reason"))
    return json_answer({"text": await server_of(request).do("allow", job)})


def _job(request: Request, body: dict[str, Any]) -> TextJob:
    return TextJob(source_of(request), text_field(body))


def _finding(body: dict[str, Any]) -> FoundAt:
    found = field(body, "finding", dict)
    return FoundAt(
        field(found, "code", str),
        field(found, "line", int),
        field(found, "column", int),
        field(found, "variant", str, ""),
    )


async def _current(server: Server, request: Request) -> TextJob:
    """Return the text of a document that was built last; of one that was not built yet, its source."""
    path = source_of(request)
    document = server.workspace.document(path)
    built = server.sessions.built.get(document.id)
    if built and built.typed.text is not None:
        return TextJob(path, built.typed.text)
    if not document.editable:
        raise UsageError("X175.not_editable")
    return TextJob(path, server.workspace.source(path)[0])
