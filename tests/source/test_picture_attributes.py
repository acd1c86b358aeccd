"""What stands in braces behind a picture: id, width, notes; pictures side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from conftest import build_sample
from jzdocs.errors import Report
from jzdocs.layout.geometry import row_widths
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.project import lone
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole
from jzdocs.units import mm


def read(folder: Path, text: str) -> tuple[list[nodes.Block], list[str]]:
    if not (folder / "a.png").exists():
        Image.new("RGB", (300, 100), "#1F4E79").save(folder / "a.png")
    report = Report()
    document = MarkdownReader(whole("a.md", text), report, picture_loader(folder, report)).read()
    return list(document.blocks), [d.code for d in report]


def test_an_id_a_width_and_notes(tmp_path: Path) -> None:
    blocks, codes = read(tmp_path, '![甲](a.png "题"){#fig:a width=60% note="注*文*。" source=统计局}')
    assert codes == []
    (figure,) = blocks
    assert isinstance(figure, nodes.Figure) and isinstance(figure.content, nodes.Picture)
    assert (figure.id, figure.content.share, len(figure.notes)) == ("fig:a", 0.6, 2)


@pytest.mark.parametrize(
    ("width", "emu", "share"),
    [("80mm", mm(80), 0), ("4cm", mm(40), 0), ("96", 914_400, 0), ("half", 0, 0.5), ("100%", 0, 1)],
)
def test_widths(tmp_path: Path, width: str, emu: int, share: float) -> None:
    (figure,), codes = read(tmp_path, f"![甲](a.png){{width={width}}}")
    assert isinstance(figure, nodes.Figure) and isinstance(figure.content, nodes.Picture)
    assert (figure.content.width, figure.content.share, codes) == (emu, share, [])


@pytest.mark.parametrize("width", ["wide", "0%", "101%", "-3mm", "0.1mm", "NaN%"])
def test_a_wrong_width_is_told_and_the_picture_printed(tmp_path: Path, width: str) -> None:
    (figure,), codes = read(tmp_path, f"![甲](a.png){{width={width}}}")
    assert isinstance(figure, nodes.Figure) and codes == ["X100"]


def test_other_braces_are_text(tmp_path: Path) -> None:
    blocks, _ = read(tmp_path, "![甲](a.png){说明文字}")
    assert any(isinstance(block, nodes.Paragraph) for block in blocks)


def test_pictures_whose_widths_fit_stand_side_by_side(tmp_path: Path) -> None:
    (row,), codes = read(tmp_path, "![甲](a.png){width=60%} ![乙](a.png){width=40%}")
    assert isinstance(row, nodes.FigureRow) and codes == []
    first, second = row_widths(row, mm(156))
    assert first / second == pytest.approx(1.5, rel=1e-3)
    (three,), _ = read(tmp_path, " ".join(["![甲](a.png){width=33%}"] * 3))
    assert isinstance(three, nodes.FigureRow) and len(three.figures) == 3 and three.shares == ()
    below, _ = read(tmp_path, "![甲](a.png){width=60%} ![乙](a.png){width=60%}")
    assert [type(block) for block in below] == [nodes.Figure, nodes.Figure]


def test_both_documents_show_a_row(tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), "#1F4E79").save(tmp_path / "a.png")
    Image.new("RGB", (100, 300), "#C00000").save(tmp_path / "b.png")
    path = tmp_path / "p.md"
    path.write_text(
        '---\ntemplate: report\n---\n\n# 章\n\n![甲](a.png "左"){width=50%} ![乙](b.png "右"){width=50%}\n\n'
        '![丙](a.png "丙"){width=half}\n\n![丁](b.png "丁"){width=half}\n',
        encoding="utf-8",
    )
    sample = build_sample(path, lone(path), tmp_path)
    import docx
    import pypdfium2

    tables = docx.Document(str(sample.docx)).tables
    assert [[cell.text.strip() for cell in table.rows[0].cells] for table in tables] == [
        ["图1　左", "图2　右"],
        ["图3　丙", "图4　丁"],
    ]
    with pypdfium2.PdfDocument(sample.pdf) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf).replace(" ", "").replace("\u3000", "")
    assert "图1左" in text and "图4丁" in text


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="{}#=.%\"' w图a0-:", max_size=16))
def test_no_text_behind_a_picture_is_lost(tmp_path_factory: pytest.TempPathFactory, behind: str) -> None:
    """What is no attribute stays text; what is one does not."""
    folder = tmp_path_factory.getbasetemp()
    blocks, _ = read(folder, f"![甲](a.png){behind}图尾")
    paragraphs = [block for block in blocks if isinstance(block, nodes.Paragraph)]
    assert paragraphs and "图尾" in plain(paragraphs[-1].inlines)
