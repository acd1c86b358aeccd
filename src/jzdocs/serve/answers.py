"""Answers in JSON, and errors in the language of the browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from jzdocs.errors import NOWHERE, Diagnostic, JzdocsError, diagnostic, os_reason
from jzdocs.messages.message import LANGUAGES, Language

Endpoint = Callable[[Request], Awaitable[Response]]
_STATUS = {"X172": 404, "X173": 409, "X174": 413, "X175": 400, "X176": 503}


class NotThisRevisionError(Exception):
    """What was to be changed is no longer what the browser has; `text` and `revision` are those of now."""

    def __init__(self, text: str, revision: str) -> None:
        super().__init__(revision)
        self.text, self.revision = text, revision


def language_of(request: Request) -> Language:
    """Return the language in which a request wants its answer: the first that the browser names, Chinese where that
    is none of ours but Chinese is among them."""
    named = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return "zh" if next((name for name in named if name in LANGUAGES), "en") == "zh" else "en"


def json_answer(data: object, status: int = 200) -> Response:
    """Return an answer in JSON."""
    return Response(msgspec.json.encode(data), status, media_type="application/json")


def error_record(finding: Diagnostic, language: Language) -> dict[str, Any]:
    """Return an error as the browser gets it."""
    problem, hint = finding.worded(language)
    at = finding.location
    return {"code": finding.code, "message": problem, "hint": hint, "line": at.line, "column": at.column}


def error_answer(request: Request, finding: Diagnostic, status: int) -> Response:
    """Return the answer that tells of an error."""
    return json_answer(error_record(finding, language_of(request)), status)


def refusal(request: Request, status: int, key: str) -> Response:
    """Return the answer that refuses a request: as text where somebody opened an address, else as JSON."""
    finding = diagnostic(NOWHERE, key, "error", {})
    if "text/html" in request.headers.get("accept", ""):
        problem, hint = finding.worded(language_of(request))
        return Response(f"{problem}\n{hint}\n", status, media_type="text/plain; charset=utf-8")
    return error_answer(request, finding, status)


def answered(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint whose errors become answers."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except NotThisRevisionError as error:
            finding = diagnostic(NOWHERE, "X173", "error", {})
            record = error_record(finding, language_of(request))
            return json_answer({**record, "text": error.text, "revision": error.revision}, 409)
        except JzdocsError as error:
            return error_answer(request, error.diagnostic, _STATUS.get(error.diagnostic.code, 422))
        except OSError as error:
            finding = diagnostic(NOWHERE, "X118", "error", {"reason": os_reason(error)})
            return error_answer(request, finding, 500)
        except (HTTPException, ClientDisconnect):
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours must not look like a broken connection)
            finding = diagnostic(NOWHERE, "X000", "error", {"kind": type(error).__name__, "reason": error})
            return error_answer(request, finding, 500)

    return guarded
