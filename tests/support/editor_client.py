"""A small editor for tests: it starts `jzdocs lsp` and talks JSON-RPC with it, as any editor does.

Nothing here knows how the server is made: places are counted in UTF-16 by the encoder of Python, edits are applied to
the text as the protocol says.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

SECONDS = 60.0
Json = Any


class RefusedError(Exception):
    """The server answered with an error; `message` is what it shows."""

    def __init__(self, error: Mapping[str, Json]) -> None:
        super().__init__(error["message"])
        self.code, self.message = error["code"], str(error["message"])


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def at(text: str, part: str, *, skip: int = 0, inside: int = 0) -> dict[str, int]:
    """The place of the `skip`-th text `part`, and `inside` it so many characters on."""
    start = -1
    for _ in range(skip + 1):
        start = text.index(part, start + 1)
    before = text[: start + inside].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": units(line)}


def offset_of(text: str, place: Mapping[str, int]) -> int:
    """The offset of a place in a text that may have any line ends."""
    ends = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
    start = ends[place["line"]]
    encoded = text[start:].encode("utf-16-le")[: place["character"] * 2]
    return start + len(encoded.decode("utf-16-le"))


def part_of(text: str, range_: Mapping[str, Mapping[str, int]]) -> str:
    """What stands in a range."""
    return text[offset_of(text, range_["start"]) : offset_of(text, range_["end"])]


def applied(text: str, edits: Sequence[Mapping[str, Json]]) -> str:
    """The text with edits, from the last to the first."""
    places = [
        (offset_of(text, edit["range"]["start"]), offset_of(text, edit["range"]["end"]), edit["newText"])
        for edit in edits
    ]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class Editor:
    """An editor with one folder open."""

    def __init__(self, folder: Path, *, locale: str = "zh-cn", capabilities: Json = None) -> None:
        package = str(Path(__file__).parents[2] / "src")
        self.folder = folder
        self.notifications: list[dict[str, Json]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "jzdocs", "lsp", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": package},
        )
        self._answers: queue.Queue[dict[str, Json]] = queue.Queue()
        self._waiting: dict[int, dict[str, Json]] = {}
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()
        self.initialized = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": "folder"}],
                "capabilities": capabilities or {},
                "locale": locale,
            },
        )
        self.tell("initialized", {})

    def ask(self, method: str, params: Json, seconds: float = SECONDS) -> Json:
        """The answer to a request. Raises RefusedError."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        deadline = time.monotonic() + seconds
        while number not in self._waiting:
            self._take(deadline, method)
        answer = self._waiting.pop(number)
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer["result"]

    def tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def open(self, name: str, text: str) -> str:
        uri = (self.folder / name).as_uri() if ":" not in name else name
        self._versions[uri] = 1
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, text: str) -> None:
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def version(self, uri: str) -> int:
        return self._versions[uri]

    def findings(self, uri: str, seconds: float = SECONDS) -> list[dict[str, Json]]:
        """The findings of the text as it was sent last."""

        def is_it(found: Mapping[str, Json]) -> bool:
            params = found["params"]
            return bool(params["uri"] == uri and params.get("version") == self._versions[uri])

        diagnostics: list[dict[str, Json]] = self.notified("textDocument/publishDiagnostics", is_it, seconds)[
            "diagnostics"
        ]
        return diagnostics

    def notified(self, method: str, is_it: Callable[[Mapping[str, Json]], bool], seconds: float = SECONDS) -> Json:
        """What the server tells of itself; what is told again is waited for."""
        deadline = time.monotonic() + seconds
        while True:
            for index, found in enumerate(self.notifications):
                if found["method"] == method and is_it(found):
                    del self.notifications[index]
                    return found["params"]
            self._take(deadline, method)

    def at(self, method: str, uri: str, place: Mapping[str, int], **more: Json) -> Json:
        """The answer to a question about a place."""
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place, **more})

    def close(self) -> int:
        """End the server, and return its exit status."""
        try:
            if self._process.poll() is None:
                self.ask("shutdown", None, 20)
                self.tell("exit", None)
                return self._process.wait(20)
            return self._process.returncode
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _take(self, deadline: float, method: str) -> None:
        try:
            message = self._answers.get(timeout=max(deadline - time.monotonic(), 0.01))
        except queue.Empty:
            raise TimeoutError(f"no answer to {method} in time; exit status {self._process.poll()}") from None
        if "method" not in message:
            self._waiting[message["id"]] = message
        elif "id" in message:  # a request of the server's: nothing that this editor can do
            self._send({"id": message["id"], "result": None})
        else:
            self.notifications.append(message)

    def _send(self, message: Mapping[str, Json]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while True:
            length = 0
            while (header := stream.readline()).strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not header:
                return
            self._answers.put(json.loads(stream.read(length)))
