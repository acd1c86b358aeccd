"""The pages that show commands: they are run in their order, in a folder that begins empty, with the files that the
pages show. Each command must do what the page says, and leave nothing to be asked."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

_BLOCK = re.compile(
    r"^(?:[^\n]*`(?P<name>[\w./-]+)`[^\n`]*\n\n)?(?P<fence>`{3,})(?P<kind>\w+)\n(?P<text>.*?)^(?P=fence)$", re.M | re.S
)
_FOUND = 1  # `check --rules` ends so where the document has errors


class Machine:
    """A folder, and a shell in which `jzdocs` and `python` are ours; it stays where `cd` leads."""

    def __init__(self, folder: Path) -> None:
        programs = folder / "bin"
        programs.mkdir(parents=True)
        for name, command in (("jzdocs", f"{sys.executable} -m jzdocs"), ("python", sys.executable)):
            (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        self.folder = folder / "work"
        self.folder.mkdir()
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "LANG": "C.UTF-8",
        }

    def run(self, line: str) -> str:
        if line.startswith("cd "):
            self.folder /= line.removeprefix("cd ")
            return ""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        is_judging = " --rules " in line and "--fix" not in line
        assert done.returncode == 0 or (is_judging and done.returncode == _FOUND), (
            f"{line}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout


def steps(page: str) -> Iterator[tuple[str, str, str]]:
    for match in _BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        yield match["name"] or "", match["kind"], match["text"]


def follow(page: str, folder: Path) -> tuple[Machine, dict[str, str]]:
    """Do what a page says; return the machine, and what each command printed."""
    machine, printed = Machine(folder), {}
    for name, kind, text in steps(page):
        if kind == "sh":
            for line in filter(None, text.splitlines()):
                printed[line] = machine.run(line)
        elif kind == "python":
            printed["python"] = machine.run(f"python -c {shlex.quote(text)}")
        elif name and kind in ("text", "csv", "markdown"):
            (machine.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (machine.folder / name).write_text(text, encoding="utf-8")
    return machine, printed


@pytest.mark.parametrize("page, name", [("tutorial-clerk.md", "talk"), ("zh/tutorial-clerk.md", "发言稿")])
def test_a_clerk(page: str, name: str, tmp_path: Path) -> None:
    machine, printed = follow(page, tmp_path)
    assert (machine.folder / "output" / "notice.docx").is_file()
    machine.folder = machine.folder.parent
    assert {f"{name}.pdf", f"{name}.docx"} <= {path.name for path in (machine.folder / "output").iterdir()}
    assert "21万吨" in printed[f"jzdocs trace output/{name}.docx"]
    assert "{#" in (machine.folder / f"{name}.md").read_text(encoding="utf-8")
    assert len(printed) >= 8


@pytest.mark.parametrize("page", ["tutorial-engineer.md", "zh/tutorial-engineer.md"])
def test_an_engineer(page: str, tmp_path: Path) -> None:
    machine, printed = follow(page, tmp_path)
    counties = {path.stem for path in machine.folder.glob("*/*县.pdf")} | {
        path.stem for path in machine.folder.glob("*/*区.pdf")
    }
    assert counties == {"榆次区", "太谷区", "祁县"}
    (moved,) = [text for line, text in printed.items() if line.startswith("jzdocs diff")]
    assert "50.5" in moved and "52.3" in moved
    assert "50.5" in next(text for line, text in printed.items() if "--format json" in line)
    names = {
        fact["id"]
        for path in (machine.folder / "output").glob("*.facts.json")
        for fact in json.loads(path.read_text(encoding="utf-8"))["facts"]
    }
    assert {"part", "counties.B2"} <= names
    assert printed["python"].startswith("1 ")


@pytest.mark.parametrize("page", ["editors.md", "zh/editors.md"])
def test_schemas_for_editors(page: str, tmp_path: Path) -> None:
    machine, _ = follow(page, tmp_path)
    for name in ("style", "project", "front-matter", "chart"):
        assert json.loads((machine.folder / ".schemas" / f"{name}.json").read_text(encoding="utf-8"))["$schema"]


@pytest.mark.parametrize("page", ["zh/python.md"])  # docs/python.md has a test of its own
def test_python(page: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    code = "\n".join(text for _, kind, text in steps(page) if kind == "python")
    assert "38.2" in machine.run(f"python -c {shlex.quote(code)}")
    assert (machine.folder / "output" / "再生水简报.docx").is_file()
