"""The rules of composition over a corpus at ten measures, decided on where glyphs stand; and hand-made lines that
must fail them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import build_sample
from corpus import PARAGRAPHS, WIDTHS
from jzdocs.project import find_project
from reading import Glyph, glyphs, lines, squeeze
from rules import HYPHEN, Cell, Measured, violations

SIZE = 12
NEVER = (
    "L1",
    "L1c",
    "L2",
    "L2c",
    "L3",
    "L4",
    "L5",
    "L5u",
    "W1",
    "W2",
    "W3",
    "W4",
    "W5",
    "W6",
    "M1",
    "M2",
    "J2",
    "J3",
    "J4",
    "J5",
    "J8",
    "P1",
    "P2",
)


def measured(folder: Path, width: float, texts: Sequence[str] = PARAGRAPHS) -> list[Measured]:
    """The texts set in a column `width` ems wide by the whole pipeline, and read back from the finished PDF."""
    style = folder / "templates" / "column"
    style.mkdir(parents=True)
    margin = 'margin = { top = "30pt", bottom = "30pt", inner = "30pt", outer = "30pt" }'
    page = f'size = ["{width * SIZE + 60}pt", "1300pt"]\n{margin}\nheader = false\nfooter = false'
    (style / "style.toml").write_text(f'extends = "report"\n[page]\n{page}\n', encoding="utf-8")
    (style / "document.md.j2").write_text("{{ body }}", encoding="utf-8")
    (folder / "jzdocs.toml").write_text("", encoding="utf-8")
    path = folder / "text.md"
    path.write_text("---\ntitle: 列\ntemplate: column\n---\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
    project = find_project(folder)
    assert project is not None
    document = build_sample(path, project, folder)
    rows = [row for page_glyphs in glyphs(document.pdf) for row in lines(page_glyphs)]
    return list(paragraphs(rows, width, texts))


def paragraphs(rows: list[list[Glyph]], width: float, texts: Sequence[str]) -> Iterator[Measured]:
    """The rows shared out to the texts that they spell."""
    position = 0
    for text in texts:
        taken: list[list[Cell]] = []
        spelled, expected = "", squeeze(text)
        while len(spelled) < len(expected):
            row = [cell(g) for g in rows[position]]
            while row[-1].text == " ":
                row.pop()
            line_text = squeeze("".join(c.text.replace("⸺", "——") for c in row))
            if line_text.endswith("-") and not expected.startswith(spelled + line_text):
                row[-1] = row[-1]._replace(text=HYPHEN)
                line_text = line_text[:-1]
            spelled += line_text
            taken.append(row)
            position += 1
        assert spelled == expected  # T4: no text is lost or changed
        yield Measured(taken, width, 2.0, text)
    assert position == len(rows)


def cell(glyph: Glyph) -> Cell:
    text = "⸺" if glyph.text == "——" else glyph.text
    return Cell(text, (glyph.x0 - 30) / SIZE, (glyph.x1 - 30) / SIZE)


def test_the_corpus_keeps_the_rules(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    torn: list[str] = []
    count = 0
    for width in WIDTHS:
        for paragraph in measured(tmp_path / str(width), width):
            count += len(paragraph.lines)
            for rule, offence in violations(paragraph):
                found[rule] += 1
                if rule == "J1":
                    torn.append(f"{width}: {offence}")
    assert count > 600
    assert {rule: found[rule] for rule in NEVER if found[rule]} == {}
    assert found["L4s"] <= 5 * count / 1000
    # a line is left ragged where nothing can fill it: addresses, which are not letter-spaced, and (by less than half an
    # em) before long numbers with their units
    rest = [entry for entry in torn if not re.search(r"[A-Za-z0-9][/.?&=\-_#:%] -", entry)]
    assert len(torn) <= 10 and len(rest) <= 3, torn
    assert all(float(entry.rsplit(" ", 1)[1]) > -0.5 for entry in rest), torn


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
    paragraph = Measured(lines, max(c.right for c in lines[0]), 0.0, text)
    assert rule in {r for r, _ in violations(paragraph)}
