"""What a fuzzed input is given to: for each surface a folder of sound files, the file that is damaged, the command."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from fuzz.mutators import Mutator, damaged_archive, damaged_binary, damaged_text

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "tests" / "fuzz" / "seed.md"
_SHEET = ROOT / "templates" / "report" / "style.toml"
_PROJECT = """sources = "."
output = "out"
template = "report"
to = ["pdf", "docx"]
[check]
allow = ["F105", "F101@a.md:3"]
"""
_TEMPLATE = (
    "---\ntitle: 模板\ntemplate: report\ndata: {t: d.xlsx}\n---\n\n"
    "{% for r in data.t %}\n- {{ r.名 }}{{ r.数 }}\n{% endfor %}\n"
)
_TEXT = (
    "关于供水工作的报告\n\n一、情况\n普及率由88%提高到97%，提高9个百分点。\n（一）任务\n1.完成投资12.5亿元，增长8%。\n"
)


@dataclass(frozen=True)
class Surface:
    """A command, the file among the sound ones that is damaged, and how."""

    file: str
    command: tuple[str, ...]
    damage: Mutator


def _build(file: str, damage: Mutator, *more: str) -> Surface:
    return Surface(file, ("build", file, "--out", "out", *more), damage)


SURFACES: dict[str, Surface] = {
    "markdown": _build("a.md", damaged_text),
    "check": Surface("a.md", ("check", "a.md"), damaged_text),
    "facts": Surface("a.md", ("facts", "a.md"), damaged_text),
    "text": _build("b.txt", damaged_text),
    "template": _build("c.md.j2", damaged_text),
    "workbook": Surface("d.xlsx", ("build", "a.md", "--out", "out"), damaged_archive),
    "rows": Surface("d.xlsx", ("build", "c.md.j2", "--each", "d.xlsx", "--out", "out"), damaged_archive),
    "word": _build("a.docx", damaged_archive),
    "pull": Surface("a.docx", ("pull", "a.docx"), damaged_archive),
    "trace": Surface("a.docx", ("trace", "a.docx"), damaged_archive),
    "diff": Surface("a.docx", ("diff", "a.docx", "a2.docx"), damaged_archive),
    "skin": Surface("templates/x/reference.docx", ("build", "e.md", "--out", "out", "--to", "docx"), damaged_archive),
    "pdf": Surface("a.pdf", ("import", "a.pdf"), damaged_binary),
    "pdf trace": Surface("a.pdf", ("trace", "a.pdf"), damaged_binary),
    "pdf diff": Surface("a.pdf", ("diff", "a.pdf", "a2.pdf"), damaged_binary),
    "picture": Surface("p.png", ("build", "f.md", "--out", "out"), damaged_binary),
    "photo": Surface("p.jpg", ("build", "f.md", "--out", "out"), damaged_binary),
    "project": Surface("jzdocs.toml", ("build", "f.md", "--out", "out"), damaged_text),
    "stylesheet": Surface("templates/x/style.toml", ("build", "e.md", "--out", "out"), damaged_text),
    "record": Surface("a.facts.json", ("trace", "a.facts.json"), damaged_text),
    "web": Surface("w.html", ("import", "w.html"), damaged_text),
}


def sound_files(folder: Path) -> None:
    """Write the sound files of all surfaces into a folder, those that jzdocs makes among them."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["名", "数", "率"], ["甲", 1234.5, 0.25], ["乙", 2, 0.5]):
        sheet.append(row)
    for cell, form in (("B2", "#,##0.00"), ("C2", "0.0%"), ("C3", "[>0.4]0.00E+00;# ?/?")):
        sheet[cell].number_format = form
    sheet.merge_cells("A4:B5")
    book.save(folder / "d.xlsx")
    Image.new("RGB", (40, 30), "red").save(folder / "p.png")
    Image.new("RGB", (40, 30), "red").save(folder / "p.jpg")
    seed = SEED.read_text(encoding="utf-8")
    front = "---\ntitle: 题\ntemplate: {}\n---\n\n"
    texts = {
        "a.md": seed,
        "a2.md": seed.replace("97%", "98%").replace("9个", "10个"),
        "b.txt": _TEXT,
        "c.md.j2": _TEMPLATE,
        "e.md": front.format("x") + "# 甲\n\n正文。\n",
        "f.md": front.format("report") + "![图](p.png)\n\n![图](p.jpg)\n",
        "w.html": "<html><body><article><h1>题</h1><p>正文。</p>"
        "<table><tr><td colspan='2'>甲</td></tr></table></article></body></html>",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "build", "a.md", "a2.md", "--out", "."]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "JZDOCS_CACHE": "", "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    template = folder / "templates" / "x"
    template.mkdir(parents=True)
    (template / "reference.docx").write_bytes((folder / "a.docx").read_bytes())
    (template / "style.toml").write_bytes(_SHEET.read_bytes())
    (folder / "jzdocs.toml").write_text(_PROJECT, encoding="utf-8")
