"""Inputs that once ended in an internal error, or took the square of their length: each ends with a finding of ours."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from command import run
from conftest import ROOT
from growth import processor_seconds
from jzdocs import limits
from jzdocs.compare.returned import bring_home
from jzdocs.errors import DocumentError
from jzdocs.facts.cells import Cells
from jzdocs.source.nesting import refuse_deep
from jzdocs.source.source_map import whole
from jzdocs.style.quotes import latin_quotes

CHART = "```chart #fig:q\nkind: {}\ntitle: 图\nunit: 个\nrows:\n  甲: {}\n  乙: [5, 7]\nalt: 图。\n```"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"><rect width="9" height="9"/>{1}</svg>'


def document(folder: Path, text: str, front: str = "") -> None:
    (folder / "a.md").write_text(f"---\ntitle: 题\ntemplate: report\n{front}---\n\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "front", "code"),
    [
        ("[" * 1200, "", "a.md:6:1001: error[X115]"),
        ("<!--" * 1200, "", "a.md:6:4001: error[X115]"),
        ("**甲 " * 1200, "", "error[X115]"),
        ("$" + "{" * 1200 + "}" * 1200 + "$", "", "error[X115]"),
        ("甲[^1]\n\n" + "\n".join(f"[^{i}]: 注[^{i + 1}]" for i in range(1, 400)), "", "a.md:37:9: error[S030]"),
        (CHART.format("progress", "[1, 1e-99999999]"), "", "error[C034]"),
        (CHART.format("waterfall", "[1e-320, 2]"), "", "error[C034]"),
        ("甲。", "derived:\n  c: " + "(" * 900 + "1" + ")" * 900 + "\n", "a.md:5:3: error[F004]"),
        ("![图](p.svg)", "", "error[X012]"),
        ("甲。", "data:\n  t: " + "x" * 5000 + ".csv\n", "a.md:5:6: error[X016]"),
        ("甲。", "data:\n  t: " + "a/" * 3000 + "d.csv\n", "a.md:5:6: error[X016]"),
    ],
)
def test_what_is_too_much_is_told_at_its_place(tmp_path: Path, text: str, front: str, code: str) -> None:
    (tmp_path / "p.svg").write_text(SVG.format("1e-300", ""), encoding="utf-8")
    document(tmp_path, text, front)
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1 and code in done.stderr and "Traceback" not in done.stderr


def test_scripts_in_scripts_of_a_formula_take_linear_time(tmp_path: Path) -> None:
    document(tmp_path, "$" + "a" + "^{a" * 30 + "}" * 30 + "$")
    assert processor_seconds(lambda: run("check", "a.md", cwd=tmp_path)) < 15
    assert run("check", "a.md", cwd=tmp_path).returncode == 0


def test_brackets_are_counted_in_paragraphs_and_not_in_blocks_of_code() -> None:
    with limits.applied(limits.Limits(brackets=10)):
        refuse_deep(whole("a.md", "[[[[[ [[[[[\n\n[[[[[ [[[[["))
        refuse_deep(whole("a.md", "```\n[[[[[\n[[[[[\n[[[[[\n```"))
        refuse_deep(whole("a.md", r"\[" * 30 + "[a](b) " * 30))
        with pytest.raises(DocumentError, match="more than 10 brackets"):
            refuse_deep(whole("a.md", "[[[[[\n[[[[[ ["))


def test_a_number_in_powers_of_ten_is_a_number_of_data(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("名,数\n甲,5.00E-01\n乙,2\n", encoding="utf-8")
    chart = "```chart #fig:q\nkind: column\ntitle: 图\nfrom: t\nalt: 图。\n```"
    document(tmp_path, chart, "data:\n  t: d.csv\n")
    done = run("check", "a.md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert Cells({}).fact("t.B2") is None


def test_opened_quotation_marks_take_linear_time() -> None:
    seconds = [processor_seconds(lambda n=n: latin_quotes("“" * n + "a" + "”" * n)) for n in (2000, 8000)]
    assert seconds[1] < 8 * max(seconds[0], 0.005)


def test_a_damaged_font_is_told_by_name(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "x"
    template.mkdir(parents=True)
    font = (ROOT / "fonts" / "NotoSansSC-Regular.ttf").read_bytes()
    entry = next(at for at in range(12, 400, 16) if font[at : at + 4] == b"head")
    start = int.from_bytes(font[entry + 8 : entry + 12], "big")
    (template / "f.ttf").write_bytes(font[:start] + bytes(54) + font[start + 54 :])
    (template / "style.toml").write_text('extends = "report"\n[fonts.song]\nfile = "f.ttf"\n', encoding="utf-8")
    (tmp_path / "jzdocs.toml").write_text('sources = "."\ntemplate = "x"\n', encoding="utf-8")
    (tmp_path / "a.md").write_text("---\ntitle: 题\n---\n\n正文。\n", encoding="utf-8")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode == 3 and "error[G002]" in done.stderr and "f.ttf" in done.stderr


def test_a_damaged_reference_document_is_told(tmp_path: Path) -> None:
    document(tmp_path, "正文。")
    assert run("build", "a.md", "--out", "out", "--to", "docx", cwd=tmp_path).returncode == 0
    template = tmp_path / "templates" / "x"
    template.mkdir(parents=True)
    packed = io.BytesIO((tmp_path / "out" / "a.docx").read_bytes())
    with zipfile.ZipFile(packed) as sound, zipfile.ZipFile(template / "reference.docx", "w") as damaged:
        for name in sound.namelist():
            damaged.writestr(name, b"<a" if "/header" in name or "/footer" in name else sound.read(name))
    shutil.copy(ROOT / "templates" / "report" / "style.toml", template / "style.toml")
    (tmp_path / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    done = run("build", "a.md", "--template", "x", "--out", "other", cwd=tmp_path)
    assert done.returncode == 1 and "reference.docx: error[X150]" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", [("facts", "a.md"), ("--help",)])
def test_a_full_output_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    document(tmp_path, "投资5亿元。")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        jzdocs = [sys.executable, "-m", "jzdocs", *command]
        done = subprocess.run(jzdocs, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 3 and "error[X118]" in done.stderr and "Traceback" not in done.stderr
        done = subprocess.run(jzdocs, cwd=tmp_path, stdout=full, stderr=full, text=True, check=False)
        assert done.returncode == 3


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    document(tmp_path, "投资5亿元。\n\n" * 3000)
    jzdocs = [sys.executable, "-m", "jzdocs", "facts", "a.md"]
    with subprocess.Popen(jzdocs, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()
    assert process.returncode == 0 and b"Traceback" not in said and b"BrokenPipe" not in said


def test_a_script_that_takes_all_memory_is_ended_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_text('sources = "."\n[charts]\nscripts = true\n', encoding="utf-8")
    (tmp_path / "s.py").write_text("def draw(axes, facts, data):\n    x = bytearray(3_000_000_000)\n", encoding="utf-8")
    document(tmp_path, "```chart #fig:q\nkind: python\ntitle: 图\nscript: s.py\nalt: 图。\n```")
    done = run("build", "a.md", "--out", "out", cwd=tmp_path)
    assert done.returncode == 1 and "s.py:2:1: error[C072]" in done.stderr


def test_paragraphs_put_in_among_the_front_matter_take_linear_time(tmp_path: Path) -> None:
    document(tmp_path, "正文。")
    assert run("build", "a.md", "--out", "out", "--to", "docx", cwd=tmp_path).returncode == 0
    sound = (tmp_path / "out" / "a.docx").read_bytes()

    def seconds(count: int) -> float:
        file = tmp_path / "a.docx"
        with zipfile.ZipFile(io.BytesIO(sound)) as archive, zipfile.ZipFile(file, "w") as edited:
            for name in archive.namelist():
                added = b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * count
                data = archive.read(name)
                edited.writestr(name, data.replace(b"<w:body>", added, 1) if name == "word/document.xml" else data)
        return processor_seconds(lambda: bring_home(file))

    seconds(10)
    assert seconds(8000) < 8 * max(seconds(2000), 0.05)
