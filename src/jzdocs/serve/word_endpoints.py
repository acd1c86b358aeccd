"""An edited Word file dropped on its document: its edits, accepted or declined one by one."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path
from typing import Any

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from jzdocs.errors import UsageError
from jzdocs.messages.catalogue import text as worded
from jzdocs.serve.answers import json_answer, language_of
from jzdocs.serve.documents import body_of, field, text_field
from jzdocs.serve.dropping import form_of, text_of, uploads_of
from jzdocs.serve.records import finding_records
from jzdocs.serve.returned import AcceptJob, Hunk, ReturnedEdits, ReturnedJob
from jzdocs.serve.server import Server, server_of, source_of
from jzdocs.serve.workspace import absent_files, safe_name

_MOST_SESSIONS = 12


class WordSession(Struct):
    """An edited Word file that came back to the source at `path`, and the edits that were accepted."""

    path: Path
    edits: ReturnedEdits
    accepted: frozenset[str] = frozenset()


async def returned(request: Request) -> Response:
    """Answer with the edits of a Word file; the form may hold the text in the editor."""
    server, path = server_of(request), source_of(request)
    form = await form_of(request)
    uploads = await uploads_of(form)
    if len(uploads) != 1:
        raise UsageError("X175")
    text = text_of(form, "text").replace("\r\n", "\n") or server.workspace.source(path)[0]
    with tempfile.TemporaryDirectory(prefix="jzdocs-") as temporary:
        file = Path(temporary) / f"{safe_name(Path(uploads[0].name).stem)}.docx"
        file.write_bytes(uploads[0].data)
        edits: ReturnedEdits = await server.do("bring_home", ReturnedJob(file, path, text))
    session = secrets.token_hex(8)
    sessions = _sessions(server)
    sessions[session] = WordSession(path, edits)
    while len(sessions) > _MOST_SESSIONS:
        sessions.pop(next(iter(sessions)))
    language = language_of(request)
    return json_answer(
        {
            "session": session,
            "name": uploads[0].name,
            "edits": [_hunk_record(hunk) for hunk in edits.hunks],
            "left": [
                {"line": left.line, "text": left.text, "reason": worded(left.reason, language)} for left in edits.left
            ],
            "missing": edits.missing,
            "still": edits.still,
            "findings": finding_records(edits.errors, language, path),
            "pictures": sorted(edits.pictures),
        }
    )


async def accept(request: Request) -> Response:
    """Answer with the text that has the accepted edits; pictures that came with them are put beside the source."""
    server, path = server_of(request), source_of(request)
    session = _sessions(server).get(request.path_params["session"])
    if session is None or session.path != path:
        raise UsageError("X172.item")
    body = await body_of(request)
    ids = {hunk.id for hunk in session.edits.hunks}
    chosen = field(body, "accept", list)
    if not all(isinstance(id_, str) and id_ in ids for id_ in chosen):
        raise UsageError("X172.item")
    text = text_field(body) if "text" in body else server.workspace.source(path)[0]
    session.accepted |= frozenset(chosen)
    job = AcceptJob(session.edits.base, session.edits.hunks, session.accepted, text)
    merged: dict[str, Any] = await server.do("accept", job)
    _put_pictures(server, session, merged["text"])
    remaining = [hunk.id for hunk in session.edits.hunks if hunk.id not in session.accepted]
    return json_answer({**merged, "remaining": remaining})


def _put_pictures(server: Server, session: WordSession, text: str) -> None:
    """Write the pictures that a text names now and that are not there yet, where it looks for them."""
    project = server.workspace.project
    root = project.root if project else session.path.parent
    named = {name: data for name, data in session.edits.pictures.items() if name in text}
    if folders := absent_files(root, named):
        server.workspace.add(folders)


def _hunk_record(hunk: Hunk) -> dict[str, Any]:
    return {
        "id": hunk.id,
        "line": hunk.line,
        "before": hunk.before,
        "after": hunk.after,
        "kind": hunk.kind,
        "follows": hunk.follows,
        "conflict": hunk.conflict,
        "ours": hunk.ours,
        "applied": hunk.applied,
    }


def _sessions(server: Server) -> dict[str, WordSession]:
    sessions: dict[str, WordSession] = server.memory.setdefault("word", {})
    return sessions
