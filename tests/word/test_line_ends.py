"""The Word file as word processors lay it out: as many pages as the PDF, and lines that end at the same characters;
with the shipped fonts, and with Latin as wide as that of the fonts that Windows has."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from conftest import ROOT, Sample, build_sample, libreoffice_pdf
from jzdocs.project import lone
from support.line_ends import Agreement, agreement, broken
from support.reading import paragraphs
from support.windows_fonts import stand_ins, widths

_TEXT = ("BodyText", "ListParagraph", "OfficialText", "Quote")


def prose() -> str:
    """The sample's headings and paragraphs, without its figures, marks and references."""
    source = (ROOT / "seeds" / "jinzhong.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    source = re.sub(r"```.*?\n```\n", "", source, flags=re.S)
    source = re.sub(r"\[([^\]^]+)\]\{#[^}]*\}", r"\1", source)
    source = re.sub(
        r"[（(][^（）()]*@(?:fig|tbl)[^（）()]*[)）]|\[\^[^\]]*\]|\s*\{#[^}]*\}|\*\*(?: (?=\S))?", "", source
    )
    lines = [line for line in source.splitlines() if not re.match(r"\||:|\[\^|- |\d+\. |<|.*@", line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


DOCUMENTS = {
    "briefing": ("template: briefing", 1),
    "report": ("template: report", 1),
    "gongwen": ("template: gongwen\nissuer: [晋中市人民政府]\nnumber: 市政发〔2025〕12号", 1),
    "long": ("template: report", 6),
}


def document(name: str, folder: Path) -> Sample:
    front, times = DOCUMENTS[name]
    path = folder / f"{name}.md"
    parts = "\n\n".join(prose() for _ in range(times))
    path.write_text(f"---\ntitle: 城市管理情况\ndate: 2025-11-20\n{front}\n---\n\n{parts}\n", encoding="utf-8")
    return build_sample(path, lone(path), folder)


def compared(ours: Sample, theirs: Path) -> tuple[Agreement, int, int]:
    """How far two PDFs break the text alike, and the number of pages of each."""
    texts = [text for style, text in paragraphs(ours.docx) if style in _TEXT]
    pages = [len(pypdfium2.PdfDocument(pdf)) for pdf in (ours.pdf, theirs)]
    return agreement(texts, ours.pdf, theirs), pages[0], pages[1]


@pytest.fixture(scope="module")
def latin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts") / "latin"
    stand_ins(folder)
    return folder


@pytest.mark.parametrize("name", ["sample", "raw"])
def test_four_of_five_lines_end_alike_with_the_shipped_fonts(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """What parts the two are numbers, which LibreOffice tears from their units."""
    made: Sample = request.getfixturevalue(name)
    found, ours, theirs = compared(made, libreoffice_pdf(made.docx, tmp_path))
    assert found.lines > 80 and abs(ours - theirs) <= 1
    assert found.share >= 0.8, found.different


@pytest.mark.parametrize("name", [*DOCUMENTS, "sample"])
def test_windows_fonts_keep_pages_and_seven_of_ten_line_ends(
    name: str, latin: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Digits of Times New Roman are a tenth narrower than those of our Song: lines with many of them hold more there."""
    made = request.getfixturevalue("sample") if name == "sample" else document(name, tmp_path)
    shown = libreoffice_pdf(made.docx, tmp_path, latin)
    found, ours, theirs = compared(made, shown)
    assert "TimesNewRoman" in _fonts(shown)
    assert found.lines >= 80 and ours == theirs
    assert found.share >= 0.7, found.different


def _fonts(pdf: Path) -> str:
    """The names of a PDF's fonts."""
    return " ".join(re.findall(r"/FontName\s*/(\S+)", pdf.read_bytes().decode("latin-1")))


def test_the_table_holds_the_widths_of_windows_fonts() -> None:
    """Digits are half an em in Times New Roman (1024 of 2048 units), 1139 units in Arial; both have the signs of
    Latin text."""
    tables = widths()
    for weight in ("regular", "bold"):
        assert {tables["Times New Roman"][weight][c] for c in "0123456789"} == {500}
        assert {tables["Arial"][weight][c] for c in "0123456789"} == {556}
        assert all(set(map(chr, range(32, 127))) <= set(tables[family][weight]) for family in tables)
    assert tables["Times New Roman"]["regular"]["%"] == 833 and tables["Arial"]["regular"]["W"] == 944


def test_lines_of_a_paragraph_are_found_across_pages() -> None:
    lines = ["页眉", "甲乙丙", "丁戊", "—1—", "页眉", "己庚。", "辛壬", "癸。"]
    assert broken(["甲乙丙丁戊己庚。", "辛壬癸。", "没有"], lines) == [
        ["甲乙丙", "丁戊", "己庚。"],
        ["辛壬", "癸。"],
        [],
    ]
