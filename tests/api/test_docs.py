"""The examples of docs/python.md and docs/data.md: all of them run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jzdocs
from conftest import ROOT
from jzdocs.cli.main import main

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^(`{3,4})(\w+)\n(.*?)^\1$", re.M | re.S)


def blocks(name: str, language: str) -> list[tuple[str, str]]:
    """The blocks of a page with the last name of a file in backquotes above each."""
    text = (DOCS / name).read_text(encoding="utf-8")
    found = []
    for match in BLOCK.finditer(text):
        names = re.findall(r"`([\w.]+\.\w+)`", text[: match.start()])
        if match[2] == language:
            found.append((names[-1] if names else "", match[3]))
    return found


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JZDOCS_CACHE", "")


def test_the_examples_for_python_run(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    examples = blocks("python.md", "python")
    assert len(examples) == 4
    for _, code in examples:
        exec(compile(code, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert printed.startswith("1 [] 38.2\n") and "供水普及率 简报" in printed and "R001 5" in printed
    assert Path("output/talk.pdf").is_file() and Path("output/再生水简报.docx").is_file()


def project() -> None:
    for language in ("csv", "markdown"):
        for name, text in blocks("data.md", language):
            Path(name).write_text(text, encoding="utf-8")


def test_the_examples_of_data_are_built() -> None:
    project()
    built = jzdocs.build("month.md")
    assert [finding.code for finding in built.findings] == []
    texts = {fact["id"]: fact["text"] for fact in built.facts}
    assert (texts["yoy"], texts["mom"], texts["power"], texts["place"]) == ("10.0%", "1.5%", "-1.92%", "2")
    for command in (["build", "county.md.j2", "--set", "年份=2025"], ["build", "county.md.j2"]):
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert not ended.value.code
    assert [fact["text"] for fact in jzdocs.build("county.md.j2", data={"年份": "2025"}).facts][:1] == ["50.5亿元"]


def test_a_month_is_regenerated(tmp_path: Path) -> None:
    project()
    shutil.copy(DOCS / "recipes" / "monthly.sh", "monthly.sh")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "jzdocs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jzdocs "$@"\n', encoding="utf-8")
    (programs / "jzdocs").chmod(0o755)
    environment = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}

    def month() -> str:
        done = subprocess.run(
            ["sh", "monthly.sh", "month.md"], env=environment, capture_output=True, text=True, timeout=240
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "moved" not in month()
    data = Path("output.csv").read_text(encoding="utf-8").replace("112.2", "91.8")
    Path("output.csv").write_text(data, encoding="utf-8")
    moved = month()
    assert "112.2亿元" in moved and "91.8亿元" in moved and "-10.0%" in moved and "now" in moved
    assert Path("output/moved.md").read_text(encoding="utf-8") in moved
