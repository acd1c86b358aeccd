"""Nothing that lies in the current or the user's folder changes how PDFs are written, or runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import run

TEXT = "---\ntitle: 题\ntemplate: report\n---\n\n# 甲\n\n文。\n"
TRAP = "open('ran', 'w')\n"


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "jzdocs", "build", "a.md", "--out", "out"),
        ("-c", "import jzdocs; assert jzdocs.build_document('a.md', to=['pdf']).files"),  # as notebooks do
    ],
)
def test_no_module_beside_a_document_runs(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    traps = ["reportlab_mods", "reportlab_settings"]
    if command[0] == "-m":
        traps += ["click", "msgspec", "docx", "matplotlib"]
    for name in traps:
        (tmp_path / f"{name}.py").write_text(TRAP, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, *command], cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("home", ["/dev/null", "/nonexistent", ""])
def test_no_home_is_needed(tmp_path: Path, home: str) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path, HOME=home)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/a.pdf").exists()
