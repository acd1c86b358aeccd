"""Files whose names are no UTF-8: archives that were packed in Chinese on Windows leave them on other systems."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from jzdocs.file_names import readable_name
from projects import TEXT, project
from support.command import run

NEEDS_BYTES = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")


def named(folder: Path, name: bytes) -> Path:
    return folder / os.fsdecode(name)


@NEEDS_BYTES
def test_a_source_with_a_name_of_gb18030_is_built_under_that_name(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "seeds" / "a.md").unlink()
    named(folder / "seeds", "报告.md".encode("gb18030")).write_text(TEXT, encoding="utf-8")
    done = run("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    names = {p.name for p in (folder / "output").iterdir()}
    assert names == {"报告.pdf", "报告.docx", "报告.facts.json", "build.json"}
    (document,) = json.loads((folder / "output/build.json").read_text(encoding="utf-8"))["documents"]
    assert set(document["outputs"]) == names - {"build.json"}
    back = run("import", "output/报告.docx", "-o", "back.md", cwd=folder)
    assert back.returncode == 0 and "投入" in (folder / "back.md").read_text(encoding="utf-8"), back.stderr


@NEEDS_BYTES
def test_folders_with_any_bytes_in_their_names_can_be_worked_in(tmp_path: Path) -> None:
    folder = project(named(tmp_path, b"\xff\xfe"))
    done = run("build", "seeds/a.md", "--out", named(folder, b"o\xff").name, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (named(folder, b"o\xff") / "a.pdf").exists()


def test_names_are_read_as_what_they_are() -> None:
    assert readable_name("报告/a.md") == "报告/a.md"
    assert readable_name(os.fsdecode("报告".encode("gbk")) if sys.platform == "linux" else "报告") == "报告"
    if sys.platform == "linux":
        assert readable_name(os.fsdecode(b"\xff.md")) == "\ufffd.md"
