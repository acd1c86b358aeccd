"""The types of the API as a program sees them from outside: mypy (strict) and pyright agree, and find what is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PROGRAM = """from pathlib import Path

import jzdocs

doc = jzdocs.Document(title="题", template="report", date="2025-11-20", issuer=["甲", "乙"])
doc.markdown("水价为[3元]{#price}。")
doc.data("counties", [{"县区": "甲", "值": 1}])
doc.chart("bar", "counties", x="县区", y=["值"], unit="元", title="题", id="fig:a", sort=False, width="half")
doc.table({"a": [1]}, title="题", decimals=1)
doc.figure(object(), title="题", alt="图", width="60%")
built: jzdocs.Built = doc.build(to=["pdf"])
pdf: bytes = built.pdf
paths: list[Path] = built.save("output", force=True)
value: str | None = built.facts["price"]["value"]
for finding in built.findings:
    place: jzdocs.Location = finding.location
    code: str = finding.code
for fact in jzdocs.facts("水价为[3元]{#price}。"):
    name: str = fact["id"]
sections: list[jzdocs.Section] = jzdocs.outline("a.md")["sections"]
merged: str = jzdocs.pull("a.docx").files[0].merged
before: str = jzdocs.diff("old", built).figures[0].before
try:
    jzdocs.build("a.md", data={"t": [{"a": 1}]}, run=False)
except jzdocs.FindingsError as error:
    errors: tuple[jzdocs.Finding, ...] = error.findings.errors
"""
WRONG = """import jzdocs

jzdocs.build(42)
jzdocs.Document().chart("bar", [], colour="red")
text: int = jzdocs.build("a.md").name
"""


def checked(tmp_path: Path, command: list[str], program: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    environment = os.environ | {"MYPYPATH": str(ROOT / "src"), "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)


MYPY = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--follow-imports=silent", "program.py"]


def test_mypy_agrees(tmp_path: Path) -> None:
    done = checked(tmp_path, MYPY, PROGRAM)
    assert done.returncode == 0, done.stdout
    wrong = checked(tmp_path, MYPY, WRONG).stdout
    assert [f"program.py:{line}:" in wrong for line in (3, 4, 5)] == [True] * 3, wrong


def test_pyright_agrees(tmp_path: Path) -> None:
    pyright = shutil.which("pyright", path=str(Path(sys.executable).parent))
    if pyright is None or shutil.which("node") is None:
        pytest.skip("pyright needs node")
    config = f'{{"extraPaths": ["{ROOT / "src"}"], "typeCheckingMode": "strict", "include": ["program.py"]}}'
    (tmp_path / "pyrightconfig.json").write_text(config, encoding="utf-8")
    done = checked(tmp_path, [pyright, "--pythonpath", sys.executable], PROGRAM)
    if "0 errors" not in done.stdout and "error:" not in done.stdout:
        pytest.skip("pyright is not on this machine yet")  # its first run fetches it
    assert done.returncode == 0, done.stdout
    wrong = checked(tmp_path, [pyright, "--pythonpath", sys.executable], WRONG).stdout
    assert [f"program.py:{line}:" in wrong for line in (3, 4, 5)] == [True] * 3, wrong
