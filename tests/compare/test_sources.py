"""The source of a built file is that of the project which built it, not another of the same name."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from command import run
from jzdocs.compare.sources import find_source

SOURCE = "---\ntitle: 简报\ntemplate: report\n---\n\n# 章\n\n投入[2亿元]{#money}，全市推进。\n\n第二段。\n\n第三段。\n"
OTHER = "---\ntitle: 另一份\ntemplate: report\n---\n\n# 别的\n\n投入[9亿元]{#money}，毫不相干。\n"


def project(folder: Path, text: str) -> Path:
    """A project with one document, as `jzdocs new` names it."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "jzdocs.toml").write_text("", encoding="utf-8")
    (folder / "seeds" / "briefing.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def projects(tmp_path: Path) -> tuple[Path, Path]:
    """Two projects; the second is built."""
    first, second = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    done = run("build", "seeds/briefing.md", "--to", "docx,pdf", cwd=second)
    assert done.returncode == 0, done.stderr
    return first, second


def retype(path: Path, old: str, new: str) -> None:
    """Type over a text in a Word file."""
    document = docx.Document(str(path))
    piece = next(r for p in document.paragraphs for r in p.runs if old in r.text)
    piece.text = piece.text.replace(old, new)
    document.save(str(path))


def test_pull_edits_the_project_that_built_the_file(projects: tuple[Path, Path]) -> None:
    first, second = projects
    retype(second / "output" / "briefing.docx", "全市推进", "全市稳步推进")
    done = run("pull", "../B/output/briefing.docx", "--write", cwd=first)
    assert done.returncode == 0, done.stderr
    assert (first / "seeds" / "briefing.md").read_text(encoding="utf-8") == OTHER
    assert (second / "seeds" / "briefing.md").read_text(encoding="utf-8") == SOURCE.replace("全市", "全市稳步")


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_trace_compares_with_the_project_that_built_the_file(projects: tuple[Path, Path], suffix: str) -> None:
    done = run("trace", f"../B/output/briefing.{suffix}", "--format", "json", cwd=projects[0])
    assert done.returncode == 0
    assert [f["state"] for f in json.loads(done.stdout)["figures"]] == ["agrees"]


def test_a_file_that_was_copied_elsewhere_finds_its_source_from_the_current_folder(
    projects: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "mail").mkdir()
    copy = tmp_path / "mail" / "briefing.docx"
    copy.write_bytes((projects[1] / "output" / "briefing.docx").read_bytes())
    done = run("trace", str(copy), "--format", "json", cwd=projects[1])
    assert [f["state"] for f in json.loads(done.stdout)["figures"]] == ["agrees"]


def test_the_text_that_it_was_built_from_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, current = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    built = beside / "output" / "briefing.docx"
    monkeypatch.chdir(current)
    name = "seeds/briefing.md"
    assert find_source(built, name, SOURCE) == current / name
    assert find_source(built, name, SOURCE.replace("第二段。", "第二段，改过。")) == current / name
    assert find_source(built, name, OTHER) == beside / name
    assert find_source(built, name) == beside / name  # a PDF does not hold the text
    assert find_source(built, "seeds/none.md", SOURCE) is None


def test_of_two_copies_the_one_beside_the_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    november, december = project(tmp_path / "11月", SOURCE), project(tmp_path / "12月", SOURCE)
    monkeypatch.chdir(december)
    assert find_source(november / "output" / "briefing.docx", "seeds/briefing.md", SOURCE) == (
        november / "seeds" / "briefing.md"
    )


def test_a_file_that_cannot_be_read_is_the_last_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, current = project(tmp_path / "A", OTHER), project(tmp_path / "B", SOURCE)
    (beside / "seeds" / "briefing.md").write_bytes(b"\xff\xff\xff\xff")
    monkeypatch.chdir(current)
    assert find_source(beside / "briefing.docx", "seeds/briefing.md", SOURCE + "!") == current / "seeds/briefing.md"
