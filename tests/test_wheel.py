"""A wheel installed elsewhere works, with fonts and templates inside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_a_wheel_installed_elsewhere_builds(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
        timeout=180,
    )
    work = tmp_path / "work"
    work.mkdir()
    (work / "talk.txt").write_text("标题\n\n再生水利用率由24.6%提升至38.2%，成效明显。\n\n完。\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(target)}
    where = subprocess.run(
        [sys.executable, "-c", "import jzdocs.resources as s; print(s.resource_root())"],
        cwd=work,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.strip() == str(target / "jzdocs" / "_data")
    subprocess.run(
        [sys.executable, "-m", "jzdocs", "build", "talk.txt"],
        cwd=work,
        env=env,
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert (work / "output" / "talk.pdf").stat().st_size > 10_000
