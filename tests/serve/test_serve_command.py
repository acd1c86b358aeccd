"""`jzdocs serve` itself: what it serves, where it listens, how it ends."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from jzdocs.cli import main, serve
from jzdocs.errors import SurroundingsError, UsageError
from live_server import LiveServer, serving

pytest_plugins = ["live_server"]


def test_without_a_path_it_has_the_project_around_else_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    project = tmp_path / "project" / "seeds"
    project.mkdir(parents=True)
    monkeypatch.chdir(project)
    assert serve._served(None) == (tmp_path / "jzdocs", None)
    (project.parent / "jzdocs.toml").write_text("", encoding="utf-8")
    assert serve._served(None) == (project.parent, None)
    (project / "a.md").write_text("文。\n", encoding="utf-8")
    assert serve._served(Path("a.md")) == (project, project / "a.md")
    with pytest.raises(UsageError, match="X043"):
        serve._served(Path("none.md"))


def test_a_project_opens_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_text('sources = "texts"\n', encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("# 一\n\n文。\n", encoding="utf-8")
    (tmp_path / "templates" / "house").mkdir(parents=True)
    (tmp_path / "templates" / "house" / "style.toml").write_text('extends = "report"\n', encoding="utf-8")
    with serving(tmp_path, tmp_path) as running:
        state = running.client.get("/api/state").json()
        assert state["project"] and [document["name"] for document in state["documents"]] == ["a"]
        assert {"name": "house", "kind": "own"}.items() <= state["templates"][-1].items() or "house" in {
            template["name"] for template in state["templates"] if template["kind"] == "own"
        }
        dropped = running.client.post("/api/drop", data={"text": "新的一篇\n\n正文。\n"}).json()["documents"][0]
        assert (tmp_path / "texts" / dropped["file"]).is_file() and dropped["folder"] == "texts"


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "jzdocs", "serve", str(tmp_path), "--no-browser", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3 and "X178" in done.stderr and port in done.stderr


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "uvicorn" else object())
    with pytest.raises(SurroundingsError, match="X179"):
        serve.open_page(tmp_path)


def test_ctrl_c_ends_it_and_all_that_it_started(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("文。\n", encoding="utf-8")
    with serving(tmp_path, tmp_path) as running:
        running.built(running.document("a")["id"], "文字。\n", 1)
        children = _children(running)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(15) == 0
    until = time.monotonic() + 5
    while any(_is_alive(child) for child in children):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_it_ends_when_it_is_asked(tmp_path: Path) -> None:
    with serving(tmp_path, tmp_path) as running:
        assert running.client.post("/api/quit", json={}).status_code == 202
        assert running.process.wait(15) == 0


def _children(running: LiveServer) -> list[int]:
    done = subprocess.run(["pgrep", "-P", str(running.process.pid)], capture_output=True, text=True)
    return [int(child) for child in done.stdout.split()]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("arguments", "display", "terminal", "meant"),
    [
        ([], ":0", False, ["serve"]),
        ([], "", False, []),
        ([], ":0", True, []),
        (["build"], ":0", False, ["build"]),
    ],
)
def test_from_a_desktop_it_opens_without_arguments(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], display: str, terminal: bool, meant: list[str]
) -> None:
    stream = SimpleNamespace(isatty=lambda: terminal)
    monkeypatch.setattr(main, "sys", SimpleNamespace(stdin=stream, stdout=stream, stderr=None, platform="linux"))
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main._meant(arguments) == meant
