"""Formulas of a document: in the PDF, in Word, back from Word, and among its figures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import docx
import page as validation
import pikepdf
import pytest
from lxml import etree

from builds import build
from command import run
from conftest import ROOT, validator
from jzdocs.formula.plain import plain_formula
from jzdocs.pull.pull import Pulled, pull
from latex import FORMULAS
from reading import glyphs, part, pdf_text, word_text

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
HEAD = "---\ntitle: 公式\ndate: 2025-11-20\ntemplate: report\n---\n\n# 章 $x^2$\n\n"
LINES = "".join(f"按${latex}$计算。\n\n$$\n{latex}\n$$\n\n" for latex in FORMULAS)
OTHERS = """- 列项$a_1$

  $$ b_2 $$

[链接$y_1$](https://example.org)。

| 甲 | 乙 |
|---|---|
| $\\alpha_1$ | $\\frac{1}{2}$ |

注[^1]，见@eq:line。

$$ y = kx + b $$ {#eq:line}

```math
z = 1 \\tag{3.2}
```

\\[
u = 2
\\]

$$ w = 7 $$ (5)

[^1]: 注文$z^2$。
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("formulas") / "a", HEAD + LINES + OTHERS) / "a.pdf"


def formulas_of(docx_file: Path) -> list[etree._Element]:
    return list(part(docx_file, "word/document.xml").iter(f"{M}oMath"))


def test_every_formula_is_in_both_documents(built: Path) -> None:
    count = 2 * len(FORMULAS) + 1 + 3 + 2 + 4
    assert len(formulas_of(built.with_suffix(".docx"))) == count
    with pikepdf.open(built) as pdf:
        alternatives = [
            str(e.Alt) for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Formula"
        ]
    assert len(alternatives) == count  # and the note's, without the link's
    assert {plain_formula(latex) for latex in FORMULAS} <= set(alternatives)


@pytest.mark.parametrize("profile", ["pdfa-2a", "pdfua-1"])
def test_page_validation_passes_formulas(built: Path, profile: str) -> None:
    report = validation.validate_pdf(built, profile=profile)
    assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


def test_the_validator_is_silent_on_formulas(built: Path) -> None:
    command = [str(validator()), str(built.with_suffix(".docx"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout


def test_numbers_and_references(built: Path) -> None:
    for text in (pdf_text(built), word_text(built.with_suffix(".docx"))):
        flat = re.sub(r"\s", "", text)
        assert "见式(1)" in flat and "(3.2)" in flat and "(5)" in flat and "@eq" not in flat and "$" not in flat


def test_top_and_bottom_of_a_fraction_stand_above_each_other(tmp_path: Path) -> None:
    pdf = build(tmp_path / "a", HEAD + "$$\n\\frac{p}{q} \\le \\sum_{i=1}^{n} k\n$$\n") / "a.pdf"
    at = {glyph.text: glyph for page in glyphs(pdf) for glyph in page}
    top, bottom, sign = at["𝑝"], at["𝑞"], at["≤"]
    assert top.y > sign.y > bottom.y and abs(top.x0 + top.x1 - bottom.x0 - bottom.x1) < 3
    assert at["𝑛"].y > at["∑"].y > at["𝑖"].y and at["𝑛"].size < top.size


def test_latex_that_is_not_understood_is_printed_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD + "价格$5，坏的$\\foo{x}$。\n\n$$\n\\bar\n$$\n", encoding="utf-8")
    done = run("build", "a.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "a.md:9:8: warning[S081]" in done.stderr and "a.md:11:1: warning[S081]" in done.stderr
    text = pdf_text(tmp_path / "output" / "a.pdf") + word_text(tmp_path / "output" / "a.docx")
    assert text.count("$\\foo{x}$") == 2 and text.count("\\bar") == 2 and text.count("价格$5") == 2


def test_numbers_in_formulas_are_no_figures(tmp_path: Path) -> None:
    body = "由$24.6\\%$提升至38.2%，提高12个百分点，按$r = \\frac{120-100}{100}$计算，增长20%。\n"
    (tmp_path / "a.md").write_text(HEAD + body, encoding="utf-8")
    done = run("facts", "a.md", cwd=tmp_path)
    assert "F101" not in done.stderr and "38.2%" in done.stdout
    assert not re.search(r"24\.6|\b120\b|\b100\b", done.stdout)


def test_a_document_without_formulas_imports_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD.replace(" $x^2$", "") + "正文$5。\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from jzdocs.build import pipeline; from jzdocs.project import lone\n"
        "p = Path('a.md'); pipeline.build(p, lone(p))\n"
        "import json; print(json.dumps([m for m in sys.modules if 'formula.' in m or m.endswith(('.formula', '.formula_font'))]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout)) <= {"jzdocs.formula", "jzdocs.formula.recognise"}


SOURCE = HEAD + "增长率按 \\(r = \\frac{x_1}{x_0}\\) 计算,很重要。\n\n第二段$a+b$。\n\n$$\ny = k\n$$\n"


def edited(folder: Path, old: str, new: str, tag: str) -> tuple[str, Pulled]:
    """The source after `old` became `new` in the text of a Word file, and all edits."""
    built = build(folder / "p", SOURCE)
    document = docx.Document(str(built / "a.docx"))
    node = next(n for n in document.element.body.iter(tag) if n.text and old in n.text)
    node.text = node.text.replace(old, new)
    document.save(str(folder / "edited.docx"))
    found = pull(folder / "edited.docx", {})
    return next((f.merged for f in found.files), SOURCE), found


W_T, M_T = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t", f"{M}t"


def test_an_unedited_file_gives_no_edits(tmp_path: Path) -> None:
    merged, found = edited(tmp_path, "计算", "计算", W_T)
    assert merged == SOURCE and not found.edits and not found.unapplied


def test_an_edit_beside_a_formula_leaves_it_as_it_was_written(tmp_path: Path) -> None:
    merged, found = edited(tmp_path, "很重要", "十分重要", W_T)
    assert merged == SOURCE.replace("很重要", "十分重要") and not found.unapplied


def test_an_edited_formula_comes_back_as_latex(tmp_path: Path) -> None:
    merged, found = edited(tmp_path, "b", "c", M_T)
    assert merged == SOURCE.replace("$a+b$", "$a+c$") and not found.unapplied


def test_an_edit_of_a_formula_on_lines_of_its_own_is_told(tmp_path: Path) -> None:
    merged, found = edited(tmp_path, "k", "n", M_T)
    assert merged == SOURCE and [e.text for e in found.unapplied] == ["$y=n$"]


def test_text_with_a_dollar_sign_stays_text(tmp_path: Path) -> None:
    merged, _ = edited(tmp_path, "很重要", "价格$x$", W_T)
    assert "价格\\$x\\$。" in merged
