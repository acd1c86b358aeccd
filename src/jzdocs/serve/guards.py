"""What keeps others out: who asks must know the token, name this server, and come from its own page.

Other pages in the same browser can send requests to this machine, and names of other hosts can be made to lead here
(DNS rebinding); so the token alone is not enough. Nothing here allows another origin (CORS).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from msgspec import Struct
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jzdocs.serve.answers import refusal

TOKEN_HEADER = "x-jzdocs-token"  # noqa: S105 (the name of a header)
_WRITING = frozenset(("POST", "PUT", "DELETE", "PATCH"))
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Access(Struct, frozen=True):
    """What lets in: the secret `token`, and the port on which the server listens."""

    token: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """The names of this server, as the header Host has them."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies are shared by all ports of a host."""
        return f"jzdocs-{self.port}"

    def knows(self, token: str) -> bool:
        """Return whether a token is the right one."""
        return secrets.compare_digest(token.encode(), self.token.encode())


class Guard:
    """Lets through what may pass, and adds the headers that bind the browser; `scope["state"]["nonce"]` is that of
    the answer's policy."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is no request of HTTP (but for the server's own start) ends at once."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _bind(MutableHeaders(scope=message), nonce)
            await send(message)

        answer = self._refusal(Request(scope))
        await (answer or self.app)(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        """Return the answer to a request that may not pass, or that lets its sender in; None for one that may."""
        if request.headers.get("host", "").lower() not in self.access.hosts:
            return refusal(request, 421, "X170")
        origin = request.headers.get("origin")
        if not self._is_ours(origin) or request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            if not _is_arrival(request):
                return refusal(request, 403, "X170.origin")
        if _is_arrival(request):
            return self._arrival(request)
        token = request.headers.get(TOKEN_HEADER)
        if token is not None:
            return None if self.access.knows(token) else refusal(request, 401, "X171")
        if not self.access.knows(_cookies(request.headers).get(self.access.cookie, "")):
            return refusal(request, 401, "X171")
        if request.method in _WRITING and origin is None:
            return refusal(request, 403, "X170.origin")
        return None

    def _is_ours(self, origin: str | None) -> bool:
        return origin is None or origin.lower().removeprefix("http://") in self.access.hosts

    def _arrival(self, request: Request) -> Response:
        """Return the answer to the address that the command opens: a cookie, and the address without the token."""
        if not self.access.knows(request.query_params["token"]):
            return refusal(request, 401, "X171")
        rest = {name: values for name, values in parse_qs(request.url.query).items() if name != "token"}
        answer = RedirectResponse(f"/?{urlencode(rest, doseq=True)}" if rest else "/", 303)
        answer.set_cookie(self.access.cookie, self.access.token, httponly=True, samesite="strict", path="/")
        return answer


def _is_arrival(request: Request) -> bool:
    """Return whether a request is that of the address with the token, which a terminal or another program opens."""
    return request.method == "GET" and request.url.path == "/" and "token" in request.query_params


def _bind(headers: MutableHeaders, nonce: str) -> None:
    """Add what binds the browser; an answer that brings a policy of its own keeps it."""
    headers.setdefault("content-security-policy", _POLICY.format(nonce=nonce))
    headers.setdefault("cache-control", "no-store")
    for name, value in _HEADERS.items():
        headers[name] = value


def _cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the cookies of a request; none where they cannot be read."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in cookies.items()}
