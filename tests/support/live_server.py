"""A real `jzdocs serve`, what talks to it, and a folder with documents whose server all tests of a module share. A test
module asks for the fixtures by `pytest_plugins`."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

SRC = Path(__file__).resolve().parents[2] / "src"


class LiveServer:
    """A running server, and a client that has its cookie."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        self.base = address.partition("/?")[0]
        self.token = address.partition("token=")[2]
        self.client = httpx.Client(
            base_url=self.base, timeout=60, headers={"origin": self.base, "accept-language": "zh-CN"}
        )
        self.events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.client.get(address, follow_redirects=False)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        time.sleep(0.2)

    def _listen(self) -> None:
        cookies = dict(self.client.cookies)
        try:
            with httpx.stream(
                "GET", f"{self.base}/api/events", cookies=cookies, timeout=None, headers={"accept-language": "zh-CN"}
            ) as answer:
                name = ""
                for line in answer.iter_lines():
                    if line.startswith("event: "):
                        name = line[7:]
                    elif line.startswith("data: "):
                        self.events.put((name, json.loads(line[6:])))
        except httpx.HTTPError:
            return

    def event(self, name: str, seconds: float = 60, **fields: Any) -> dict[str, Any]:
        """Return the next event of that name with these fields; others before it are dropped."""
        until = time.monotonic() + seconds
        while True:
            found, data = self.events.get(timeout=max(0.01, until - time.monotonic()))
            if found == name and all(data.get(key) == value for key, value in fields.items()):
                return data  # type: ignore[no-any-return]

    def document(self, name: str) -> dict[str, Any]:
        """Return the document of that name."""
        documents = self.client.get("/api/state").json()["documents"]
        return next(document for document in documents if document["name"] == name)

    def built(self, id_: str, text: str, seq: int) -> dict[str, Any]:
        """Build a text, and return what is known of it when all is done."""
        self.live(id_, text, seq)
        return self.event("built", id=id_, seq=seq, complete=True)

    def post(self, id_: str, address: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/api/docs/{id_}/{address}", json=body)

    def live(self, id_: str, text: str, seq: int) -> None:
        answer = self.client.post(f"/api/docs/{id_}/live", json={"text": text, "seq": seq})
        assert answer.status_code == 202, answer.text


@contextmanager
def serving(path: Path | None, home: Path, *options: str) -> Iterator[LiveServer]:
    """Run `jzdocs serve` on a folder."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(SRC),
        "LANG": "C.UTF-8",
    }
    environment.pop("JZDOCS_SELF_CHECK", None)
    command = [sys.executable, "-m", "jzdocs", "serve", *([str(path)] if path else []), "--no-browser", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=home
    )
    assert process.stdout
    address = ""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if match := re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line):
            address = match[0]
            break
    try:
        assert address, lines
        yield LiveServer(process, address)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


TEXT = """---
title: 供水简报
---

# 供水

全市公共供水普及率由[96.5%]{#rate.from}提高到[98.2%]{#rate.to}，提高1.7个百分点。新建管网120公里，其中市区80公里、县城40公里。。

供水能力达到50万吨，用水户35万户。详见@fact:rate.to。

各县都建成了调度中心。
"""


@pytest.fixture(scope="module")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(served_home: Path) -> Iterator[LiveServer]:
    folder = served_home / "served"
    folder.mkdir()
    (folder / "water.md").write_text(TEXT, encoding="utf-8")
    (folder / "county.md.j2").write_text(
        "---\ntitle: {{ 县区 }}简报\n---\n\n{{ 县区 }}供水{{ 供水 }}万吨。\n", encoding="utf-8"
    )
    with serving(folder, served_home) as running:
        yield running


@pytest.fixture
def water(server: LiveServer, served_home: Path) -> str:
    """The id of the document, whose source is as it was at first."""
    (served_home / "served" / "water.md").write_text(TEXT, encoding="utf-8")
    return str(server.document("water")["id"])
