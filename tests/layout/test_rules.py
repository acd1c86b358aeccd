"""The rules of composition over a corpus at ten measures, decided on where glyphs stand; and hand-made lines that must fail them."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from jzdocs.frames import TextRun
from jzdocs.layout.breaks import break_lines, torn
from jzdocs.layout.hyphens import has_long_words, hyphenated
from jzdocs.layout.prepare import Span, prepare
from jzdocs.layout.setting import line_runs, set_line
from jzdocs.style.faces import Faces
from jzdocs.units import pt

sys.path.insert(0, str(Path(__file__).parent))
from corpus import PARAGRAPHS, WIDTHS
from rules import URL, Cell, Measured, violations

SIZE = pt(12)
NEVER = ("L1", "L1c", "L2", "L2c", "L3", "L4", "L5", "L5u", "W1", "W2", "W3", "W6", "M1", "M2", "J2", "J3", "J4", "J5", "J8", "P1", "P2")


def measure(faces: Faces, text: str, width: float, indent: float = 2.0) -> Measured:
    p = prepare([Span(text, "song", SIZE, "000000")], SIZE, faces)
    first, full = round((width - indent) * 1000), round(width * 1000)
    ends = break_lines(p, first, full)
    if torn(p, ends, first, full) and has_long_words(text):
        p = hyphenated(p, faces)
        ends = break_lines(p, first, full)
    lines, start = [], 0
    for number, end in enumerate(ends):
        avail = first if number == 0 else full
        setting = set_line(p, start, end, avail, justify=number < len(ends) - 1)
        runs = [r for r in line_runs(p, setting, round((indent if number == 0 else 0) * SIZE), 0, 0, faces) if isinstance(r, TextRun)]
        lines.append([cell for run in runs for cell in cells(faces, run)])
        while lines[-1] and lines[-1][-1].text == " ":
            lines[-1].pop()
        start = end
    return Measured(lines, width, indent, text)


def cells(faces: Faces, run: TextRun) -> list[Cell]:
    out, x, adjust = [], run.x / SIZE, dict(run.adjust)
    x += adjust.get(-1, 0.0) / 1000
    for index, char in enumerate(run.text):
        advance = faces[run.face].advance[char] * run.stretch / 1000
        out.append(Cell(char, x, x + advance))
        x += advance + (run.spacing + adjust.get(index, 0.0)) / 1000
    return out


def test_the_corpus_keeps_the_rules(faces: Faces) -> None:
    found: Counter[str] = Counter()
    ragged: Counter[bool] = Counter()
    lines = 0
    for text in PARAGRAPHS:
        for width in WIDTHS:
            made = measure(faces, text, width)
            lines += len(made.lines)
            for rule, _ in violations(made):
                found[rule] += 1
                if rule == "J1":
                    ragged[bool(URL.search(text))] += 1
    assert lines > 600
    assert {rule: found[rule] for rule in NEVER if found[rule]} == {}
    assert found["L4s"] <= 10 * lines / 1000
    # a line is left ragged where nothing can fill it: long addresses in narrow columns, seldom anything else
    assert ragged[False] <= 12 * lines / 1000, ragged


def line(text: str, edges: list[float] | None = None) -> list[Cell]:
    return [Cell(c, edges[i] if edges else i, (edges[i] if edges else i) + 1) for i, c in enumerate(text)]


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ([line("汉字"), line("，行首")], "L1"),
        ([line("汉字"), line("％行首".replace("％", "%"))], "L1c"),
        ([line("汉字（"), line("行")], "L2"),
        ([line("汉…"), line("…字")], "L3"),
        ([line("汉1"), line("2字")], "L4"),
        ([line("汉9"), line("个字")], "L4s"),
        ([line("汉ab"), line("cd字")], "L5"),
        ([line("汉字汉"), line("字")], "P2"),
        ([line("汉字", [0, 0.9]), line("汉字")], "W6"),
        ([line("汉，“", [0, 1, 2.2]), line("汉字")], "W1"),
        ([line("汉a", [0, 1.0]), line("汉字")], "M1"),
        ([line("汉字汉", [0, 1, 2.3]), line("汉字")], "J3"),
        ([line("汉字汉", [0, 1.4, 2.8]), line("汉字")], "J4"),
        ([line("汉字"), line("汉字", [0, 1.2])], "J8"),
        ([line("汉字", [0.5, 1.5]), line("汉字")], "P1"),
    ],
)
def test_the_checker_sees_what_is_wrong(lines: list[list[Cell]], rule: str) -> None:
    text = "".join(c.text for row in lines for c in row)
    made = Measured(lines, max(c.right for c in lines[0]), 0.0, text)
    assert rule in {r for r, _ in violations(made)}
