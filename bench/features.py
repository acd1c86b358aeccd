"""What jzdocs, Typst, Pandoc and docxtpl do with the same short text: each is run, and what comes out is looked at.

    python bench/features.py          (with the packages of the extra `bench`)

Prints the table of docs/comparison.md. A program that is not there is not measured.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
SENTENCE = "再生水利用率由24.6%提升至38.2%，提高12.6个百分点，"  # 13.6 would be right
PARAGRAPH = "全市供水能力稳步提高，管网改造持续推进，群众用水更加安全、便捷（含城区、乡镇）。" * 12
MARKDOWN = f"# 供水保障\n\n{SENTENCE}成效明显。\n\n{PARAGRAPH}\n\n| 县区 | 利用率 |\n|---|---|\n| 榆次区 | 38.2% |\n"
OURS = (
    f"---\ntitle: 供水简报\ntemplate: report\n---\n\n{MARKDOWN}"
    + """
```chart
kind: bar
title: 利用率
unit: "%"
rows: {榆次区: 38.2, 祁县: 33.1}
alt: 利用率
```
"""
)
TYPST = f"""#set page(paper: "a4")
#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")
= 供水保障
{SENTENCE}成效明显。

{PARAGRAPH}

#table(columns: 2, [县区], [利用率], [榆次区], [38.2%])
"""
COMPILE = "import sys, typst; typst.compile('a.typ', output=sys.argv[1], font_paths=[{fonts!r}])"
PANDOC = "import sys, pypandoc; pypandoc.convert_file('a.md', sys.argv[1], outputfile=sys.argv[2])"
FILLED = """import docxtpl
template = docxtpl.DocxTemplate("t.docx")
template.render({"text": open("text.txt", encoding="utf-8").read()})
template.save("d.docx")"""


# by which a file is what its name says
_STARTS = {".pdf": b"%PDF", ".docx": b"PK"}


class Run:
    """A program that was run: the least processor time of several runs, what it said, what it wrote."""

    def __init__(self, folder: Path, command: list[str], output: str) -> None:
        path = folder / output
        seconds = []
        for _ in range(RUNS):
            path.unlink(missing_ok=True)
            before = os.times()
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=ENVIRONMENT)
            after = os.times()
            spent = after.children_user - before.children_user + after.children_system - before.children_system
            seconds.append(spent)
        self.seconds, self.words = min(seconds), done.stdout + done.stderr
        data = path.read_bytes() if path.is_file() else b""
        self.data = data if data.startswith(_STARTS.get(path.suffix, b"")) else b""

    @property
    def time(self) -> str:
        """The seconds, or that nothing of the kind was written."""
        return f"{self.seconds:.2f} s" if self.data else "no"


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}


def is_tagged(pdf: bytes) -> str:
    """Say whether a PDF has a tree of tags."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return (
            "yes" if "/StructTreeRoot" in document.Root and document.Root.get("/MarkInfo", {}).get("/Marked") else "no"
        )


def has_native_chart(docx: bytes) -> str:
    """Say whether a Word file holds a chart of Word's own."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "yes" if any(re.match(r"word/charts/chart\d*\.xml", name) for name in archive.namelist()) else "no"


def told(words: str) -> str:
    """Say whether the wrong difference was told."""
    return "yes" if "13.6" in words else "no"


def main() -> None:
    """Run all and print the table."""
    python, fonts = sys.executable, str(ROOT / "fonts")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (("a.md", MARKDOWN), ("o.md", OURS), ("a.typ", TYPST), ("text.txt", SENTENCE + PARAGRAPH)):
            (folder / file).write_text(text, encoding="utf-8")
        (folder / "b.md").write_text(OURS.replace("12.6", "13.6"), encoding="utf-8")
        _template(folder / "t.docx")
        jz = [python, "-m", "jzdocs"]
        no_cache = ["--no-cache", "--out", "."]
        pdf = Run(folder, [*jz, "build", "b.md", "--to", "pdf", *no_cache], "b.pdf")
        word = Run(folder, [*jz, "build", "b.md", "--to", "docx", *no_cache], "b.docx")
        wrong = Run(folder, [*jz, "check", "o.md"], "none")
        typst = Run(folder, [python, "-c", COMPILE.format(fonts=fonts), "a.pdf"], "a.pdf")
        typst_word = Run(folder, [python, "-c", COMPILE.format(fonts=fonts), "a.docx"], "a.docx")
        pandoc = Run(folder, [python, "-c", PANDOC, "docx", "p.docx"], "p.docx")
        pandoc_pdf = Run(folder, [python, "-c", PANDOC, "pdf", "p.pdf"], "p.pdf")
        filled = Run(folder, [python, "-c", FILLED], "d.docx")
        rows: list[tuple[str, Callable[[], str], Callable[[], str], Callable[[], str], Callable[[], str]]] = [
            ("PDF", lambda: pdf.time, lambda: typst.time, lambda: pandoc_pdf.time, lambda: "no"),
            ("Word", lambda: word.time, lambda: typst_word.time, lambda: pandoc.time, lambda: filled.time),
            ("tagged PDF", lambda: is_tagged(pdf.data), lambda: is_tagged(typst.data), lambda: "–", lambda: "–"),
            (
                "native chart in Word",
                lambda: has_native_chart(word.data),
                lambda: "–",
                lambda: has_native_chart(pandoc.data),
                lambda: has_native_chart(filled.data),
            ),
            (
                "wrong difference told",
                lambda: told(wrong.words),
                lambda: told(typst.words),
                lambda: told(pandoc.words),
                lambda: told(filled.words),
            ),
        ]
        print("| | jzdocs | Typst | Pandoc | docxtpl |\n|---|---|---|---|---|")
        for title, *cells in rows:
            print(f"| {title} | {' | '.join(cell() for cell in cells)} |")
        print(
            f"\nQuarto: {'found, but not measured' if shutil.which('quarto') else 'not on this machine, not measured'}"
        )
    for package in ("typst", "pypandoc", "docxtpl"):
        print(f"{package}: {'measured' if importlib.util.find_spec(package) else 'not measured'}")


def _template(path: Path) -> None:
    """Write the Word template that docxtpl fills."""
    import docx

    document = docx.Document()
    document.add_heading("供水保障", 1)
    document.add_paragraph("{{ text }}")
    document.save(str(path))


if __name__ == "__main__":
    main()
