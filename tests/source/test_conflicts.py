"""Two versions of one text, left in a source by a merge, are an error of the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import run

CLEAN = "---\ntitle: 简报\n---\n\n# 章\n\n第一段。\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (CLEAN + "\n<<<<<<< 源文件\n甲说。\n=======\n乙说。\n>>>>>>> Word\n", 9),
        ("---\n<<<<<<< HEAD\ntitle: 甲\n=======\ntitle: 乙\n>>>>>>> main\n---\n\n# 章\n", 2),
        (CLEAN + "\n标题\n=======\n\n正文。\n", 0),
        (CLEAN + "\n<<<<<<< 与\n\n甲\n\n>>>>>>> 无关\n", 0),
    ],
)
def test_marks_of_a_conflict_are_an_error_with_their_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = run("build", "a.md", cwd=tmp_path)
    assert ("S101" in done.stderr) == bool(line)
    if line:
        assert done.returncode == 1 and f"a.md:{line}" in done.stderr
        assert not (tmp_path / "output" / "a.pdf").exists()
