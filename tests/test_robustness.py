"""Bad input: no traceback, no loss in silence, linear time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from command import run
from conftest import ROOT
from growth import processor_seconds
from jzdocs.build import pipeline
from jzdocs.build.publish import publish_files
from jzdocs.errors import DocumentError, JzdocsError
from jzdocs.project import lone


def load(path: Path) -> pipeline.Loaded:
    return pipeline.load(path, lone(path), "report")


@pytest.mark.parametrize("char", ["\U0002a700", "\ue000", "\u05d0"])
def test_a_glyph_that_no_face_has_is_a_warning_with_its_place(tmp_path: Path, char: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: 甲\n---\n\n正文{char}。\n", encoding="utf-8")
    done = run("build", "a.md", cwd=tmp_path)
    assert done.returncode == 0 and "a.md:5:3: warning[G001]" in done.stderr
    assert (tmp_path / "output" / "a.pdf").exists()


@pytest.mark.parametrize("kind", ["zwj", "combining"])
def test_marks_without_width_do_not_crash(tmp_path: Path, kind: str) -> None:
    text = "甲\u200d乙\u200b丙" if kind == "zwj" else "e\u0301"
    (tmp_path / "a.md").write_text(f"{text}\n", encoding="utf-8")
    assert "Traceback" not in run("build", "a.md", "--template", "report", cwd=tmp_path).stderr


def test_file_names_with_spaces_and_chinese(tmp_path: Path) -> None:
    (tmp_path / "发言 稿.txt").write_text("标题\n\n正文。\n", encoding="utf-8")
    assert run("build", "发言 稿.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "output" / "发言 稿.pdf").is_file()


def test_an_empty_file_builds_or_says_why(tmp_path: Path) -> None:
    for name in ("a.md", "b.txt"):
        (tmp_path / name).write_bytes(b"")
        done = run("build", name, cwd=tmp_path)
        assert "Traceback" not in done.stderr and done.returncode in (0, 1)


LONG = {
    "headings.md": lambda n: "# 题\n\n" + "\n\n".join(f"## 第{i}节\n\n" + "汉字，标点。" * 40 for i in range(60 * n)),
    "line.md": lambda n: "汉字，标点。" * 3000 * n,
    "figures.txt": lambda n: "这是一行很长的文字，共12个。" * 300 * n,
    "named.md": lambda n: "".join(f"再生水利用率[{i}%]{{#f{i}}}，" for i in range(200 * n)),
    "lines.txt": lambda n: "\n".join(f"第{i}行文字。" for i in range(300 * n)),
}


@pytest.mark.parametrize("name", LONG)
def test_long_lines_and_many_headings_take_linear_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    times = {}
    for size in (2, 8):
        path.write_text(LONG[name](size), encoding="utf-8")
        times[size] = processor_seconds(lambda: _lay_out(path), runs=2)
    assert times[8] < 4 * max(times[2], 0.05) * 2.2


def _lay_out(path: Path) -> None:
    loaded = load(path)
    pipeline.lay_out(loaded.document, loaded.sheet, loaded.faces, {})


def test_put_files_restores_the_folder_when_a_name_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "a.txt").write_bytes(b"old")
    with pytest.raises(JzdocsError):
        publish_files(tmp_path, {"a.txt": b"new", "b.txt": b"new"})
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("#*_[]{}`@->|!~:汉字，。12.5%\n \"'", max_size=120))
def test_any_markdown_is_read_without_a_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    if not loaded.report.errors:
        plans = pipeline.plan_charts(loaded)
        pipeline.lay_out(loaded.document, loaded.sheet, loaded.faces, {k: pipeline.Size(1, 1) for k in plans})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("一二、（）市局第章节。，——1.25%万元\n汉字", max_size=200))
def test_any_plain_text_is_read_without_a_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    load(path)


def test_the_repository_speaks_of_itself_alone() -> None:
    for path in [*ROOT.glob("*.md"), ROOT / "pyproject.toml", ROOT / "Makefile"]:
        if path.is_file():
            assert "https://pypi" not in path.read_text(encoding="utf-8")


def test_a_chart_that_no_page_can_hold_is_an_error(tmp_path: Path) -> None:
    facts = "、".join(f"[{i}个]{{#a{i}}}" for i in range(900))
    rows = "\n".join(f"  项{i}: a{i}" for i in range(900))
    (tmp_path / "a.md").write_text(
        f"{facts}\n\n```chart #fig:x\nkind: bar\ntitle: 图\nalt: 图\nunit: 个\nrows:\n{rows}\n```\n", encoding="utf-8"
    )
    done = run("build", "a.md", "--template", "report", cwd=tmp_path)
    assert done.returncode == 1 and "a.md:3:1: error[C007]" in done.stderr and not (tmp_path / "output").exists()


def test_a_footnote_longer_than_a_page_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("正文[^1]。\n\n[^1]: " + "很长的注文。" * 500, encoding="utf-8")
    done = run("build", "a.md", "--template", "report", cwd=tmp_path)
    assert done.returncode == 1 and "a.md:3:1: error[T011]" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "",
        "[" * 5000,
        "**a" * 5000,
        "`a" * 5000,
        "<div>" * 2000,
        ">" * 300 + " a",
        "[^1]: a[^1]\n\n正文[^1]。",
        "- " * 300 + "a",
    ],
)
def test_odd_markdown_is_read_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")

    def read() -> None:
        try:
            load(path)
        except DocumentError as error:
            assert error.diagnostic.code == "X115"

    assert processor_seconds(read, runs=1) < 10


@pytest.mark.parametrize("text", ["rows: " + "[" * 2000 + "]" * 2000, "{a: " * 1000, "a: &a [b]\nc: [*a, *a]"])
def test_odd_yaml_is_an_error_not_a_crash(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"```chart\n{text}\n```\n", encoding="utf-8")
    try:
        assert load(path).report.errors
    except DocumentError as error:
        assert error.diagnostic.code == "X115" and error.diagnostic.location.line == 2


def test_two_hundred_columns_are_set(tmp_path: Path) -> None:
    cells = ", ".join(f'"{i}"' for i in range(200))
    (tmp_path / "a.md").write_text(
        f"```table\ntitle: 宽\ncolumns: [{cells}]\nrows: [[{cells}]]\n```\n", encoding="utf-8"
    )
    loaded = load(tmp_path / "a.md")
    assert not loaded.report.errors
    pipeline.lay_out(loaded.document, loaded.sheet, loaded.faces, {})


def test_builds_at_the_same_time_leave_whole_files(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "a.md").write_text("---\ntitle: 甲\ntemplate: report\n---\n\n正文。\n", encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "build", "a.md"]
    running = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(4)
    ]
    assert [p.wait(60) for p in running] == [0, 0, 0, 0]
    assert sorted(p.name for p in (tmp_path / "output").iterdir()) == ["a.docx", "a.facts.json", "a.pdf", "build.json"]


def test_a_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘密", encoding="utf-8")
    (tmp_path / "p" / "seeds").mkdir(parents=True)
    (tmp_path / "p" / "jzdocs.toml").write_text('sources = "seeds"\n', encoding="utf-8")
    (tmp_path / "p" / "seeds" / "a.md").symlink_to(tmp_path / "secret.md")
    done = run("build", cwd=tmp_path / "p")
    assert done.returncode == 2 and "X047" in done.stderr and not (tmp_path / "p" / "output").exists()
