"""What a fuzzed input is given to: for each surface a folder of sound files, the file that is damaged, the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from fuzz.mutators import Mutator, damaged_archive, damaged_binary, damaged_json, damaged_text

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
_RULES = ("check", "--rules", "gongwen")
_ROWS = [{"县区": "甲县", "月份": "2026-01", "数": 1.5}, {"县区": "乙县", "月份": "2026-02", "数": 2}]


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
    "notebook": _build("n.ipynb", damaged_json),
    "notebook import": Surface("n.ipynb", ("import", "n.ipynb"), damaged_json),
    "ofd trace": Surface("a.ofd", ("trace", "a.ofd"), damaged_archive),
    "ofd diff": Surface("a.ofd", ("diff", "a.ofd", "a2.ofd"), damaged_archive),
    "ofd output": _build("a.md", damaged_text, "--to", "ofd"),
    "rules": Surface("a.docx", (*_RULES, "a.docx", "--fix", "-o", "mended.docx"), damaged_archive),
    "rules of text": Surface("b.txt", (*_RULES, "b.txt"), damaged_text),
    "data workbook": Surface("d.xlsx", ("data", "d.xlsx"), damaged_archive),
    "data csv": Surface("d.csv", ("data", "d.csv"), damaged_text),
    "data json": Surface("d.json", ("data", "d.json"), damaged_json),
    "learn": Surface("a.docx", ("style", "learn", "a.docx", "-o", "learned"), damaged_archive),
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
        "d.csv": '县区,月份,投资（万元）,占比\n甲县,2026-01,"1,234.5",12.5%\n乙县,2026-02,—,8%\n',
        "w.html": "<html><body><article><h1>题</h1><p>正文。</p>"
        "<table><tr><td colspan='2'>甲</td></tr></table></article></body></html>",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "d.json").write_text(json.dumps(_ROWS, ensure_ascii=False), encoding="utf-8")
    (folder / "n.ipynb").write_text(json.dumps(_notebook(folder / "p.png"), ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "build", "a.md", "a2.md", "--out", ".", "--to", "pdf,docx,ofd"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "JZDOCS_CACHE": "", "SOURCE_DATE_EPOCH": "0"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    template = folder / "templates" / "x"
    template.mkdir(parents=True)
    (template / "reference.docx").write_bytes((folder / "a.docx").read_bytes())
    (template / "style.toml").write_bytes(_SHEET.read_bytes())
    (folder / "jzdocs.toml").write_text(_PROJECT, encoding="utf-8")


def _notebook(picture: Path) -> dict[str, Any]:
    """Return a notebook with a text, a picture, a frame of pandas, printed lines and an attachment."""
    png = b64encode(picture.read_bytes()).decode()
    frame = (
        '<div><table border="1" class="dataframe"><thead><tr><th></th><th>县区</th><th>数</th></tr></thead><tbody>'
        "<tr><th>0</th><td>甲县</td><td>1.5</td></tr><tr><th>1</th><td>乙县</td><td>2.0</td></tr></tbody></table></div>"
    )
    outputs: list[dict[str, Any]] = [
        {"output_type": "display_data", "data": {"image/png": png, "text/plain": "<Figure>"}, "metadata": {}},
        {"output_type": "execute_result", "data": {"text/html": [frame], "text/plain": ["x"]}, "execution_count": 1},
        {"output_type": "stream", "name": "stdout", "text": ["12\n", "13\n"]},
        {"output_type": "display_data", "data": {"text/latex": "$x^2$", "text/markdown": "**甲**"}},
    ]
    options = "#| label: fig-a\n#| fig-cap: 图的题\n#| fig-alt: 说明\n#| width: half\nprint(12)"
    cells = [
        {"cell_type": "raw", "source": "---\ntitle: 题\ntemplate: report\n---", "metadata": {}},
        {
            "cell_type": "markdown",
            "source": ["# 甲\n", "\n", "正文[8%]{#a.b}，见![图](attachment:p.png)。"],
            "metadata": {"tags": ["a"]},
            "attachments": {"p.png": {"image/png": png}},
        },
        {"cell_type": "code", "source": options, "metadata": {}, "execution_count": 1, "outputs": outputs},
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3"}}, "cells": cells}
