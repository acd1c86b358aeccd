"""Heads, feet, logos, page numbers, watermarks and seals in the finished files: where they stand in the PDF, what tag
they have, and what Word gets."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import page as validation
import pikepdf
import pytest
from lxml import etree
from msgspec import Struct
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from PIL import Image

from conftest import Sample, build_sample, libreoffice_pdf, validator
from jzdocs.build import pipeline
from jzdocs.errors import UsageError
from jzdocs.layout.furniture import rooms
from jzdocs.project import Project, find_project, lone
from jzdocs.pull.pull import pull
from jzdocs.units import EMU_PER_PT, mm
from pdf_tags import faults
from reading import Glyph, W, glyphs, lines, pdf_text

VML = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LONG = "\n\n".join(f"# 第{i}项\n\n" + "全市经济运行总体平稳，主要指标稳中有进。" * 60 for i in "一二三四五六")
POINT = EMU_PER_PT


def picture(path: Path, size: tuple[int, int] = (400, 100), color: str = "#1F4E79") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGBA", size, color).save(path)


def built(folder: Path, style: str = "", front: str = "", body: str = LONG, base: str = "report") -> Sample:
    """A document whose template `house` extends another."""
    house = folder / "templates" / "house"
    house.mkdir(parents=True, exist_ok=True)
    (house / "style.toml").write_text(f'extends = "{base}"\n{style}', encoding="utf-8")
    text = f"---\ntitle: 经济运行情况\nissuer: 某市统计局\ndate: 2025-11-20\ntemplate: house\n{front}---\n\n{body}\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    return build_sample(folder / "a.md", project(folder), folder)


def project(folder: Path) -> Project:
    (folder / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    found = find_project(folder)
    assert found is not None
    return found


class Ink(Struct, frozen=True):
    """Something on a page: its box in points, from the upper left corner, and its text."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def ink(pdf: Path, kind: Any, number: int = 0) -> list[Ink]:
    """What of a kind is on a page: pictures (LTImage), lines (LTCurve) or characters (LTChar)."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    page = list(PDFPage.get_pages(io.BytesIO(pdf.read_bytes())))[number]
    PDFPageInterpreter(manager, device).process_page(page)
    result = device.get_result()

    def below(node: Any) -> Any:
        for child in node:
            if isinstance(child, kind):
                text = child.get_text() if isinstance(child, LTChar) else ""
                yield Ink(child.x0, child.x1, result.height - child.y1, result.height - child.y0, text)
            elif isinstance(child, LTFigure):
                yield from below(child)

    return list(below(result))


def images(pdf: Path) -> list[Ink]:
    """The pictures of the first page, in reading order."""
    return sorted(ink(pdf, LTImage), key=lambda i: (round(i.top), i.x0))


def rows(sample: Sample, page: int) -> list[str]:
    return texts(glyphs(sample.pdf)[page])


def texts(page: list[Glyph]) -> list[str]:
    """The lines of a page, from top to bottom."""
    return ["".join(g.text for g in line) for line in lines(page)]


def artifacts(pdf: Path, page: int = 0) -> list[str]:
    """The subtypes of the artifacts of pagination on a page, in the order of painting."""
    out = []
    with pikepdf.open(pdf) as file:
        for operands, operator in pikepdf.parse_content_stream(file.pages[page]):
            if str(operator) == "BDC" and operands[0] == "/Artifact" and "/Subtype" in operands[1]:
                out.append(str(operands[1]["/Subtype"]))
    return out


def header_parts(docx: Path, kind: str = "header") -> dict[str, etree._Element]:
    """The headers (or footers) of the sections by kind of page; a later section's takes the place of an earlier one's."""
    with zipfile.ZipFile(docx) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        rels = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target") for rel in rels}
        out = {}
        for section in document.iter(f"{W}sectPr"):
            for reference in section.iter(f"{W}{kind}Reference"):
                target = targets[next(v for k, v in reference.attrib.items() if k.endswith("}id"))]
                out[str(reference.get(f"{W}type"))] = etree.fromstring(package.read("word/" + target.split("/")[-1]))
        return out


def words(root: etree._Element) -> str:
    nodes = root.iter(f"{W}t", f"{W}instrText", f"{W}tab")
    return "".join(
        "\t" if n.tag == f"{W}tab" else f"{{{n.text.strip()}}}" if n.tag == f"{W}instrText" else str(n.text)
        for n in nodes
        if n.tag != f"{W}tab" or n.getparent().tag == f"{W}r"
    )


def section(docx: Path, number: int = -1) -> etree._Element:
    with zipfile.ZipFile(docx) as package:
        return list(etree.fromstring(package.read("word/document.xml")).iter(f"{W}sectPr"))[number]


def assert_lasts(sample: Sample) -> None:
    """The PDF is PDF/A and PDF/UA, the Word file opens without a question."""
    with pikepdf.open(sample.pdf) as pdf:
        assert faults(pdf) == []
    for profile in ("pdfa-2a", "pdfua-1"):
        report = validation.validate_pdf(sample.pdf, profile=profile)
        assert report.is_compliant, [f.message for f in report.failures]
    done = subprocess.run([validator(), sample.docx], capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout[:3000]


# --- watermark


def test_a_watermark_stands_behind_every_page_and_is_an_artifact(tmp_path: Path) -> None:
    sample = built(tmp_path, front="watermark: 草稿\n", base="briefing")
    pages = glyphs(sample.pdf)
    assert len(pages) > 4
    for number, page in enumerate(pages):
        large = [g for g in page if g.font.startswith("NotoSansSC") and g.text in "草稿" and g.x1 - g.x0 > 100]
        assert [g.text for g in large] == ["草", "稿"] and page[:2] == large, number  # the first that is painted
        assert artifacts(sample.pdf, number)[0] == "/Watermark"
    assert_lasts(sample)


def test_a_watermark_is_in_the_middle_of_the_type_area_and_inside_it(tmp_path: Path) -> None:
    sample = built(tmp_path, '[watermark]\ntext = "内部资料"\nangle = 45\n', body="正文。")
    marks = [c for c in ink(sample.pdf, LTChar) if c.text in "内部资料"][:4]
    left, right = min(c.x0 for c in marks), max(c.x1 for c in marks)
    top, bottom = min(c.top for c in marks), max(c.bottom for c in marks)
    page = sample.loaded.sheet.page
    assert (left + right) / 2 == pytest.approx((page.inner + page.measure / 2) / POINT, abs=25)
    assert (top + bottom) / 2 == pytest.approx((page.top + page.depth / 2) / POINT, abs=25)
    assert left >= page.inner / POINT - 5 and right <= (page.inner + page.measure) / POINT + 5


def test_word_knows_the_watermark_as_one(tmp_path: Path) -> None:
    sample = built(tmp_path, front="watermark: 草稿\n", base="briefing")
    headers = header_parts(sample.docx)
    (shape,) = headers["default"].iter(f"{VML}shape")
    assert shape.get("id").startswith("PowerPlusWaterMarkObject")
    (text,) = shape.iter(f"{VML}textpath")
    assert text.get("string") == "草稿" and "黑体" in text.get("style")
    assert "rotation:315" in shape.get("style") and "mso-position-vertical:center" in shape.get("style")
    seen = pdf_text(libreoffice_pdf(sample.docx, tmp_path))
    assert "经济运行情况" in seen


def test_a_cover_has_the_watermark_too_in_word(tmp_path: Path) -> None:
    sample = built(tmp_path, front="watermark: 草稿\n", base="briefing")
    with zipfile.ZipFile(sample.docx) as package:
        names = [n for n in package.namelist() if n.startswith("word/header")]
        assert len(names) >= 2 and all(b"textpath" in package.read(name) for name in names)


def test_the_front_matter_switches_the_stylesheets_watermark_off_or_changes_it(tmp_path: Path) -> None:
    style = '[watermark]\ntext = "内部资料"\ncolor = "#F0F0F0"\nangle = 30\n'
    plain = built(tmp_path, style, "watermark: no\n", body="正文。")
    assert "/Watermark" not in artifacts(plain.pdf) and b"textpath" not in plain.docx.read_bytes()
    assert not header_parts(plain.docx)["default"].findall(f".//{VML}shape")
    changed = built(tmp_path, style, "watermark: 草稿\n", body="正文。")
    mark = changed.loaded.sheet.watermark
    assert mark is not None and (mark.text, mark.color, mark.angle) == ("草稿", "F0F0F0", 30)


@pytest.mark.parametrize("by", ["style", "front"])
def test_a_picture_behind_the_text_is_pale(tmp_path: Path, by: str) -> None:
    picture(tmp_path / "mark.png", (300, 300), "#101010")
    style, front = ('[watermark]\npicture = "mark.png"\n', "") if by == "style" else ("", "watermark: mark.png\n")
    sample = built(tmp_path, style, front, body="正文。")
    (image,) = images(sample.pdf)
    page = sample.loaded.sheet.page
    assert image.middle[0] == pytest.approx((page.inner + page.measure / 2) / POINT, abs=1)
    with pikepdf.open(sample.pdf) as file:
        pixels = pikepdf.PdfImage(next(iter(file.pages[0].images.values()))).as_pil_image().convert("L")
    assert pixels.getextrema()[0] >= 0xE0  # text above it stays legible
    assert artifacts(sample.pdf)[0] == "/Watermark"
    (shape,) = header_parts(sample.docx)["default"].iter(f"{VML}shape")
    assert shape.get("id").startswith("WordPictureWatermark") and shape.get("stroked") == "f"
    assert_lasts(sample)


def test_a_dark_watermark_is_told_with_its_place(tmp_path: Path) -> None:
    sample = built(tmp_path, '\n[watermark]\ntext = "草稿"\ncolor = "#999999"\n', body="正文。")
    (found,) = [f for f in sample.built.report if f.code == "T040"]
    assert found.location.path.endswith("style.toml") and found.location.line == 5
    fine = built(tmp_path, '[watermark]\ntext = "草稿"\n', body="正文。")
    assert not [f for f in fine.built.report if f.code == "T040"]


def test_a_watermark_of_a_sentence_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: 甲\nwatermark: {'草稿' * 20}\n---\n\n正文。\n", encoding="utf-8")
    report = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), None).report
    assert [(f.code, f.location.line) for f in report if f.code == "T043"] == [("T043", 3)]


# --- heads and feet

HEADS = """
[header]
left = "{issuer}"
center = "内部资料"
right = "{part}"
[header.first]
left = "注意保存"
[header.even]
right = "{title}"
[footer]
left = "{date}"
right = "{page}/{pages}"
rule = true
"""


def test_heads_and_feet_differ_on_first_odd_and_even_pages(tmp_path: Path) -> None:
    sample = built(tmp_path, HEADS)
    first, even, odd = (rows(sample, number) for number in (0, 1, 2))
    count = len(glyphs(sample.pdf))
    assert first[0] == "注意保存" and even[0] == "经济运行情况"
    assert odd[0].startswith("某市统计局内部资料") and "项" in odd[0]
    assert odd[-1].replace(" ", "") == f"2025年11月20日3/{count}"
    assert not any(row.startswith("第3页") for row in odd)  # the number stands once
    assert_lasts(sample)


def test_the_places_of_a_head_are_left_middle_and_right(tmp_path: Path) -> None:
    sample = built(tmp_path, HEADS)
    line = lines(glyphs(sample.pdf)[2])[0]
    page = sample.loaded.sheet.page
    left, right = page.inner / POINT, (page.inner + page.measure) / POINT
    middle = [g for g in line if g.text in "内部资料"]
    assert line[0].x0 == pytest.approx(left, abs=0.6) and line[-1].x1 == pytest.approx(right, abs=0.6)
    assert (middle[0].x0 + middle[-1].x1) / 2 == pytest.approx((left + right) / 2, abs=0.6)


def test_word_has_the_same_heads_as_fields(tmp_path: Path) -> None:
    sample = built(tmp_path, HEADS)
    headers, footers = header_parts(sample.docx), header_parts(sample.docx, "footer")
    assert words(headers["first"]) == "注意保存" and words(headers["even"]) == "\t经济运行情况"
    assert words(headers["default"]).startswith("某市统计局\t内部资料\t{STYLEREF 1")
    assert words(footers["default"]).startswith("2025年11月20日\t{PAGE}1/{NUMPAGES}")
    assert section(sample.docx).find(f"{W}titlePg") is not None
    with zipfile.ZipFile(sample.docx) as package:
        assert b"evenAndOddHeaders" in package.read("word/settings.xml")
    theirs = [texts(page) for page in glyphs(libreoffice_pdf(sample.docx, tmp_path))]
    assert theirs[0][0] == "注意保存" and theirs[1][0] == "经济运行情况"
    assert theirs[2][0].startswith("某市统计局内部资料")


def test_an_empty_first_page_has_neither_head_nor_number(tmp_path: Path) -> None:
    sample = built(tmp_path, "[header]\nfirst = {}\n[footer]\nfirst = {}\n")
    assert "/Header" not in artifacts(sample.pdf, 0) and "/Footer" not in artifacts(sample.pdf, 0)
    assert "/Header" in artifacts(sample.pdf, 1) and "/Footer" in artifacts(sample.pdf, 1)
    assert words(header_parts(sample.docx)["first"]) == words(header_parts(sample.docx, "footer")["first"]) == ""


def test_even_pages_mirror_the_foot_where_numbers_stand_outside(tmp_path: Path) -> None:
    style = '[page]\nnumber = { place = "outside", pattern = "{page}" }\n[footer]\nleft = "某局"\n'
    sample = built(tmp_path, style)
    odd, even = rows(sample, 2)[-1], rows(sample, 1)[-1]
    assert odd.startswith("某局") or rows(sample, 2)[-2].startswith("某局")
    line = next(row for row in lines(glyphs(sample.pdf)[1]) if "".join(g.text for g in row).endswith("某局"))
    page = sample.loaded.sheet.page
    assert line[-1].x1 == pytest.approx((page.outer + page.measure) / POINT, abs=0.6) and even
    assert words(header_parts(sample.docx, "footer")["even"]).replace("\t", "") == "{PAGE}1某局"


@pytest.mark.parametrize(("cover", "base"), [(False, "report"), (True, "briefing")])
def test_pages_count_from_the_number_that_is_asked_for(tmp_path: Path, cover: bool, base: str) -> None:
    sample = built(tmp_path, front="page_start: 5\n", base=base)
    pages = glyphs(sample.pdf)
    last = len(pages) + 4 - cover
    assert rows(sample, int(cover))[-1].replace(" ", "") == f"第5页共{last}页".replace("页共", "页　共")
    sections = [section(sample.docx, n).find(f"{W}pgNumType") for n in (0, int(cover))]
    assert sections[int(cover)].get(f"{W}start") == "5" and (not cover or sections[0] is None)
    theirs = [texts(page) for page in glyphs(libreoffice_pdf(sample.docx, tmp_path))]
    assert theirs[-1][-1].replace(" ", "").replace("　", "") == f"第{last}页共{last}页"


def test_parts_that_count_themselves_have_no_first_number(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        built(tmp_path, '[page]\nnumber = { count = "part", start = 3 }\n', body="正文。")
    assert caught.value.diagnostic.code == "T003"


@pytest.mark.parametrize(
    ("natural", "expected"),
    [
        ({"left": 30, "right": 40}, {"left": 100, "right": 100}),
        ({"left": 90, "right": 40}, {"left": 55, "right": 40}),
        ({"left": 30, "right": 90}, {"left": 30, "right": 65}),
        ({"left": 90, "right": 90}, {"left": 47, "right": 48}),
        ({"center": 20, "left": 90, "right": 10}, {"left": 35, "center": 20, "right": 35}),
        ({"center": 150}, {"center": 100}),
    ],
)
def test_texts_of_a_head_share_their_line(natural: dict[Any, int], expected: dict[str, int]) -> None:
    shares = rooms(natural, 100, 5)
    assert shares == expected


# --- logos


def test_a_logo_stands_on_the_rule_of_the_head(tmp_path: Path) -> None:
    picture(tmp_path / "templates" / "house" / "logo.png")
    sample = built(tmp_path, '[header]\nlogo = "logo.png"\nlogo_height = "9mm"\nleft = "某局"\n')
    (image,) = images(sample.pdf)
    rule = min(ink(sample.pdf, LTCurve), key=lambda line: line.top)
    page = sample.loaded.sheet.page
    assert image.x0 == pytest.approx(page.inner / POINT, abs=0.1)
    assert image.bottom - image.top == pytest.approx(mm(9) / POINT, abs=0.1)
    assert 0 < rule.top - image.bottom < 4
    text = next(line for line in lines(glyphs(sample.pdf)[0]) if line[0].text == "某")
    assert text[0].x0 > image.x1 + 4
    assert artifacts(sample.pdf, 0)[0] == "/Header"
    (anchor,) = header_parts(sample.docx)["default"].iter(f"{WP}anchor")
    assert anchor.find(f"{WP}extent").get("cy") == str(mm(9))
    (other,) = images(libreoffice_pdf(sample.docx, tmp_path))
    assert other.x0 == pytest.approx(image.x0, abs=1) and other.bottom == pytest.approx(image.bottom, abs=1.5)
    assert_lasts(sample)


def test_a_changed_logo_is_built_again(tmp_path: Path) -> None:
    picture(tmp_path / "templates" / "house" / "logo.png")
    picture(tmp_path / "seal.png", (100, 100))
    sample = built(tmp_path, '[header]\nlogo = "logo.png"\n', "seal: seal.png\n", body="正文。")
    watched = {Path(name).name for name in sample.built.watched.files}
    assert {"logo.png", "seal.png"} <= watched and "picture logo.png" in sample.built.inputs


@pytest.mark.parametrize(
    ("style", "line", "said"),
    [
        ('[header]\nlogo = "absent.png"\n', 3, "absent.png"),
        ('[header]\nlogo = "logo.png"\nlogo_height = "40mm"\n', 4, "至多"),
        ('[header]\nlogo = "logo.png"\nlogo_place = "center"\ncenter = "某局"\n', 5, "中间"),
        ('[header]\nleft = "{titel}"\n', 3, "{title}"),
        ('[page]\nheader = false\n[header]\nleft = "某局"\n', 5, "header = true"),
        ('[footer]\ncenter = "某局"\n', 3, "页码"),
        ('[watermark]\ntext = "草稿"\npicture = "logo.png"\n', 4, "只能写一个"),
        ('[watermark]\nfont = "nothing"\n', 3, "nothing"),
    ],
)
def test_what_does_not_go_together_is_an_error_at_its_key(tmp_path: Path, style: str, line: int, said: str) -> None:
    picture(tmp_path / "templates" / "house" / "logo.png")
    with pytest.raises(UsageError) as caught:
        built(tmp_path, style, body="正文。")
    found = caught.value.diagnostic
    assert found.location.path.endswith("style.toml") and found.location.line == line
    assert said in " ".join(str(text) for text in found.worded("zh"))


# --- official documents


def test_an_official_document_has_a_watermark_but_no_head(tmp_path: Path) -> None:
    sample = built(tmp_path, front="watermark: 草稿\nnumber: 某发〔2025〕1号\n", body="正文。", base="gongwen")
    assert artifacts(sample.pdf) == ["/Watermark", "/Footer"]
    assert words(header_parts(sample.docx)["default"]) == ""
    assert_lasts(sample)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_seals_are_pressed_on_names_and_date(tmp_path: Path, count: int) -> None:
    names = ["某市统计局", "某市教育局", "某市财政局", "某市水务局"][:count]
    files = [f"seal{n}.png" for n in range(count)]
    for file in files:
        picture(tmp_path / file, (420, 420), "#E60012")
    front = f"issuer: [{', '.join(names)}]\nseal: [{', '.join(files)}]\nhead: 某市\n"
    text = f"---\ntitle: 通知\ndate: 2025-11-20\ntemplate: gongwen\n{front}---\n\n请遵照执行。\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    sample = build_sample(tmp_path / "a.md", lone(tmp_path / "a.md"), tmp_path)
    seals = images(sample.pdf)
    assert len(seals) == count
    body = next(c for c in ink(sample.pdf, LTChar) if c.text == "请")
    assert 0 <= seals[0].top - body.bottom <= mm(10.3) / POINT + 8  # within a line of the text
    page = sample.loaded.sheet.page
    for seal in seals:
        assert seal.width == pytest.approx(mm(42) / POINT, abs=0.1)
        assert seal.x0 >= page.inner / POINT - 0.1 and seal.x1 <= (page.inner + page.measure) / POINT + 0.1
    for seal, other in ((a, b) for i, a in enumerate(seals) for b in seals[i + 1 :]):
        apart = ((seal.x0 - other.x0) ** 2 + (seal.top - other.top) ** 2) ** 0.5
        assert apart > mm(42) / POINT  # they do not touch
    date = next(line for line in lines(glyphs(sample.pdf)[0]) if "".join(g.text for g in line).startswith("2025年"))
    middle = (date[0].x0 + date[-1].x1) / 2
    last = seals[-1]
    assert last.middle[0] == pytest.approx(middle, abs=1)
    date_y = pdf_height(sample.pdf) - date[0].y
    assert last.middle[1] < date_y < last.bottom  # a little below its middle
    with pikepdf.open(sample.pdf) as file:
        assert faults(file) == []
    for ours, other in zip(seals, images(libreoffice_pdf(sample.docx, tmp_path)), strict=True):
        assert other.x0 == pytest.approx(ours.x0, abs=6) and other.top == pytest.approx(ours.top, abs=4)
    assert_lasts(sample)


def pdf_height(pdf: Path) -> float:
    with pikepdf.open(pdf) as file:
        return float(file.pages[0].mediabox[3])


def test_a_seal_is_a_figure_with_a_name_behind_the_text(tmp_path: Path) -> None:
    picture(tmp_path / "seal.png", (420, 420), "#E60012")
    sample = built(tmp_path, front="seal: seal.png\nhead: 某市\n", body="请遵照执行。", base="gongwen")
    alternatives = [tag.alt for tag in sample_tags(sample) if tag.kind == "Figure"]
    assert alternatives == ["某市统计局（印章）"]
    with zipfile.ZipFile(sample.docx) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    (anchor,) = document.iter(f"{WP}anchor")
    assert anchor.get("behindDoc") == "1" and anchor.find(f"{WP}docPr").get("descr") == "某市统计局（印章）"


def test_a_seal_and_a_watermark_are_no_edit(tmp_path: Path) -> None:
    picture(tmp_path / "seal.png", (420, 420), "#E60012")
    sample = built(tmp_path, front="seal: seal.png\nwatermark: 草稿\n", body="请遵照执行。", base="gongwen")
    source = (tmp_path / "a.md").read_text(encoding="utf-8")
    pulled = pull(sample.docx, {})
    assert not pulled.unapplied and all(file.merged == source for file in pulled.files)
    changed = tmp_path / "changed.docx"
    with zipfile.ZipFile(sample.docx) as package, zipfile.ZipFile(changed, "w") as out:
        for name in package.namelist():
            data = package.read(name)
            out.writestr(name, data.replace("草稿".encode(), "定稿".encode()) if "header" in name else data)
    pulled = pull(changed, {})
    assert {edit.reason.key for edit in pulled.unapplied} == {"pull.header"}
    assert all(file.merged == source for file in pulled.files)


def sample_tags(sample: Sample) -> tuple[Any, ...]:
    from jzdocs.layout.pages import lay_out

    loaded = sample.loaded
    return lay_out(loaded.document, loaded.sheet, loaded.faces, {}).tags


def test_the_stylesheets_seal_is_only_put_on_documents_that_ask_for_one(tmp_path: Path) -> None:
    picture(tmp_path / "templates" / "house" / "seal.png", (420, 420), "#E60012")
    style = '[seal]\npicture = "seal.png"\nwidth = "45mm"\n'
    for front, count in (("", 0), ("seal: yes\n", 1), ("seal: no\n", 0)):
        sample = built(tmp_path, style, f"head: 某市\n{front}", body="请遵照执行。", base="gongwen")
        seals = images(sample.pdf)
        assert len(seals) == count
        assert all(seal.width == pytest.approx(mm(45) / POINT, abs=0.1) for seal in seals)


def test_seals_and_issuers_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    front = "---\ntitle: 甲\nissuer: [甲局{}]\nseal: [a.png{}]\ntemplate: {}\n---\n\n正文。\n"
    for more, seals, template, code in (
        ("", ", a.png", "gongwen", "T042"),
        (", 乙局", "", "gongwen", "T042"),
        ("", "", "report", "T044"),
        ("", ", absent.png", "gongwen", "X011"),
    ):
        (tmp_path / "a.md").write_text(front.format(more, seals, template), encoding="utf-8")
        report = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), None).report
        found = [f for f in report if f.code == code]
        assert found and found[0].location.line == 4, (code, list(map(str, report)))
