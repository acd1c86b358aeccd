"""The server itself: a port of this machine only, a token, and an end in order."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable

import uvicorn

from jzdocs.errors import SurroundingsError, os_reason
from jzdocs.serve.app import application
from jzdocs.serve.guards import Access
from jzdocs.serve.server import Server
from jzdocs.serve.workspace import Workspace

_HOST = "127.0.0.1"


def serve(workspace: Workspace, port: int, ready: Callable[[str], None]) -> None:
    """Serve a folder until the user interrupts or leaves; `port` 0 takes any that is free. `ready` gets the address,
    with the token in it, once the server listens.

    Raises SurroundingsError (X178) where the port is taken.
    """
    listener = _listener(port)
    access = Access(secrets.token_urlsafe(32), listener.getsockname()[1])

    def stop() -> None:
        runner.should_exit = True

    server = Server(workspace, access, stop)
    config = uvicorn.Config(
        application(server),
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
        ws="none",
        lifespan="on",
    )
    runner = _Runner(config, lambda: ready(f"http://{_HOST}:{access.port}/?token={access.token}"), server)
    with listener:
        runner.run(sockets=[listener])


class _Runner(uvicorn.Server):
    """Tells when it listens, and ends streams of events before it waits for open connections."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], server: Server) -> None:
        super().__init__(config)
        self._ready, self._server = ready, server

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in order."""
        self._server.hub.close()
        await super().shutdown(sockets)


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = os_reason(error) if isinstance(error, OSError) else str(error)
        raise SurroundingsError("X178", port=port, reason=reason) from error
    return listener
