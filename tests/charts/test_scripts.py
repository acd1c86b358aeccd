"""Charts that a script of the project draws: with the document's numbers, fonts and colours, in a process of its own, and
only where the project allows it."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import page as validation
import pypdfium2
import pytest
from PIL import Image

from jzdocs.build import pipeline
from jzdocs.build.pipeline import Helpers
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import Store
from jzdocs.charts.scripts.job import Cell, TableOfCells
from jzdocs.charts.scripts.values import Figure, Named, Table, UnnamedError
from jzdocs.project import find_project

TREND = """
import helper

def draw(axes, facts, data):
    table = data["reuse"]
    axes.plot(table.names, table["利用率"], marker="o")
    axes.fill_between(table.names, table["利用率"], alpha=0.2)
    gain = facts["to"] - facts["reuse.from"] if "reuse.from" in facts else facts["to"]
    axes.set_title(f"{helper.WORD}{facts['to'].text}，{len(data['rows'])}行", fontweight="bold")
"""
SOURCE = """---
title: 题
template: report
data:
  reuse: data/reuse.csv
---

# 章

利用率升至[38.2%]{#reuse.to}（见@fig:a）。

```chart #fig:a
kind: python
script: figures/trend.py
title: 利用率
facts: {to: reuse.to}
from: reuse
rows: {甲: reuse.to}
height: 50mm
alt: 利用率升至38.2%。
```
"""


def project_in(folder: Path, script: str = TREND, *, allowed: bool = True, source: str = SOURCE) -> Path:
    for name in ("seeds", "figures", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "jzdocs.toml").write_text(f"[charts]\nscripts = {str(allowed).lower()}\n", encoding="utf-8")
    (folder / "data" / "reuse.csv").write_text("年份,利用率（%）\n2023,24.6\n2024,—\n2025,38.2\n", encoding="utf-8")
    (folder / "figures" / "trend.py").write_text(script, encoding="utf-8")
    (folder / "figures" / "helper.py").write_text('WORD = "升至"\n', encoding="utf-8")
    path = folder / "seeds" / "a.md"
    path.write_text(source, encoding="utf-8")
    return path


def build(path: Path, store: Store | None = None) -> BuildResult:
    project = find_project(path)
    assert project is not None
    return pipeline.build(path, project, helpers=Helpers(store or Store(None)))


def findings(path: Path) -> list[tuple[str, str, str, int]]:
    return [(d.code, d.severity, Path(d.location.path).name, d.location.line) for d in build(path).report]


def bare(body: str, imports: str = "") -> str:
    return f"{imports}\ndef draw(axes, facts, data):\n    {body}\n"


def test_a_script_draws_lines_and_text_in_the_pdf_and_svg_with_png_in_word(tmp_path: Path) -> None:
    made = build(project_in(tmp_path))
    assert list(made.report) == [] and not list(tmp_path.rglob("*.pyc"))
    for profile in ("pdfa-2a", "pdfua-1"):
        assert validation.validate_pdf_bytes(made.files["a.pdf"], profile=profile).is_compliant
    with pypdfium2.PdfDocument(made.files["a.pdf"]) as pdf:
        text = pdf[0].get_textpage().get_text_range()
        kinds = {item.type for item in pdf[0].get_objects()}
    assert "升至38.2%，1行" in text and "2023" in text
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    with zipfile.ZipFile(io.BytesIO(made.files["a.docx"])) as package:
        svg, png = (package.read(f"word/media/chart1.{form}") for form in ("svg", "png"))
        assert 'descr="利用率升至38.2%。"' in package.read("word/document.xml").decode()
    assert b"fill-opacity" in svg
    with Image.open(io.BytesIO(png)) as image:
        assert image.height == pytest.approx(50 / 25.4 * 300, abs=2)


def test_the_documents_colours_and_fonts_are_taken(tmp_path: Path) -> None:
    checks = "assert matplotlib.rcParams['font.family'] == ['hei'] and axes.plot([1, 2])[0].get_color() == '#1F4E79'"
    assert findings(project_in(tmp_path, bare(checks, "import matplotlib"))) == []


def test_a_script_is_not_run_without_leave(tmp_path: Path) -> None:
    path = project_in(tmp_path, bare("open('ran', 'w')"), allowed=False)
    assert findings(path) == [("C070", "error", "a.md", 14)]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("script", ["../outside.py", "figures/link.py"])
def test_a_script_outside_the_project_is_not_run(script: str, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text(bare("open('ran', 'w')"), encoding="utf-8")
    path = project_in(tmp_path / "p", source=SOURCE.replace("figures/trend.py", script))
    (tmp_path / "p" / "figures" / "link.py").symlink_to(tmp_path / "outside.py")
    assert findings(path) == [("C070", "error", "a.md", 14)]
    assert not list(tmp_path.rglob("ran"))


FAULTS = {
    "raises": (bare("1 / 0"), [("C071", "error", 3)]),
    "exits": (bare("sys.exit(1)", "import sys"), [("C071", "error", 3)]),
    "dies": (bare("os._exit(3)", "import os"), [("C071", "error", 1)]),
    "is no Python": ("def draw(\n", [("C071", "error", 1)]),
    "has no draw": ("x = 1\n", [("C071", "error", 1)]),
    "wants what it is not given": (bare("axes.plot([facts['no.such']])"), [("C071", "error", 3)]),
    "goes to the network": (
        bare("socket.create_connection(('127.0.0.1', 9))", "import socket"),
        [("C071", "error", 3)],
    ),
    "draws nothing": (bare("pass"), [("C075", "error", 1)]),
    "prints": (bare("axes.plot([1, 2]); print('x')"), [("C074", "warning", 3)]),
    "shows": (bare("axes.plot([1, 2]); plt.show()", "import matplotlib.pyplot as plt"), [("C073", "warning", 3)]),
    "has a figure of its own": (
        bare("plt.plot([1, 2])", "import matplotlib.pyplot as plt"),
        [("C073", "warning", 3), ("C075", "error", 1)],
    ),
    "saves": (bare("axes.plot([1, 2]); axes.figure.savefig('x.png')"), [("C073", "warning", 3)]),
    "names a font that is not there": (
        bare("axes.text(0.5, 0.5, '字', fontfamily='SimSun')"),
        [("C076", "warning", 3)],
    ),
    "has a character no font has": (bare("axes.text(0.5, 0.5, chr(0xF0000))"), [("C076", "warning", 3)]),
    "writes over the edge": (
        bare("axes.text(2, 0.5, '字', transform=axes.transAxes, in_layout=False)"),
        [("C077", "error", 3)],
    ),
    "reads data itself": (bare("axes.plot([len(open('data/reuse.csv').read()), 1])"), [("C078", "warning", 3)]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_script_does_wrong_is_a_finding_at_its_line(name: str, tmp_path: Path) -> None:
    script, expected = FAULTS[name]
    found = findings(project_in(tmp_path, script))
    assert sorted((code, severity, line) for code, severity, _, line in found) == sorted(expected)
    assert {file for _, _, file, _ in found} == {"trend.py"}
    assert not (tmp_path / "x.png").exists()


def test_a_script_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JZDOCS_SCRIPT_SECONDS", "2")
    path = project_in(tmp_path, bare("while True: pass"))
    assert findings(path) == [("C072", "error", "trend.py", 3)]


def test_without_alternative_text_one_is_asked_for(tmp_path: Path) -> None:
    path = project_in(tmp_path, source=SOURCE.replace("alt: 利用率升至38.2%。\n", ""))
    assert [code for code, *_ in findings(path)] == ["C040"]


def test_same_input_same_bytes(tmp_path: Path) -> None:
    script = bare("axes.scatter(numpy.random.rand(9), [random.random() for _ in range(9)])", "import numpy, random")
    path = project_in(tmp_path, script)
    assert build(path).files["a.pdf"] == build(path).files["a.pdf"]


def test_a_drawing_is_remembered_until_what_it_was_made_from_changes(tmp_path: Path) -> None:
    path = project_in(tmp_path)
    store = Store(tmp_path / "cache")
    first = build(path, store)
    watched = {Path(name).name for name in first.watched.files}
    assert {"trend.py", "helper.py", "reuse.csv"} <= watched
    assert {"figures/trend.py", "figures/helper.py"} <= set(first.inputs)
    assert build(path, store).files["a.pdf"] == first.files["a.pdf"]
    helper = tmp_path / "figures" / "helper.py"
    helper.write_text('WORD = "已达"\n', encoding="utf-8")
    os.utime(helper, ns=(1, 1))  # its content counts, not its date
    with pypdfium2.PdfDocument(build(path, store).files["a.pdf"]) as pdf:
        assert "已达38.2%" in pdf[0].get_textpage().get_text_range()


def test_the_files_of_a_failing_script_are_watched(tmp_path: Path) -> None:
    made = build(project_in(tmp_path, bare("1 / 0")))
    assert made.report.errors and "trend.py" in {Path(name).name for name in made.watched.files}


def test_numbers_know_how_they_are_printed() -> None:
    figure = Figure(Cell("约1.2亿元", "1.2", "亿元"))
    assert (figure + 1, figure.text, figure.unit) == (2.2, "约1.2亿元", "亿元")
    rows = ((Cell("甲"), Cell("3", "3")), (Cell("乙"), Cell("—")))
    table = Table(TableOfCells(("年", "值"), rows, ("年", "值（%）")))
    assert table["值（%）"][0] == table.rows[0]["值（%）"] == table.rows[0]["值"] == 3
    assert table.names == ["甲", "乙"] and table["值"][0] == 3 and table["值"][1] != table["值"][1]
    assert [row["年"] for row in table] == ["甲", "乙"] and len(table) == 2
    with pytest.raises(UnnamedError, match="无"):
        table["无"]
    with pytest.raises(UnnamedError):
        Named({"a": 1})["b"]
