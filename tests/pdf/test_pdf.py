"""The PDF as a reader sees it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw_api
import pytest
from reportlab.pdfbase import pdfdoc

from conftest import Sample, build_sample
from jzdocs.pdf.object_streams import packed
from jzdocs.pdf.objects import Raw, compressed
from jzdocs.project import lone
from jzdocs.style.faces import Faces
from reading import pdf_text, squeeze


@pytest.fixture(scope="module")
def rare(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("rare")
    path = folder / "rare.md"
    path.write_text(
        "---\ntitle: 珺镕堃\ntemplate: report\n---\n\n# 一 {#one}\n\n𠅤𡐓与㐀䶮，——破折号……省略号，见[网址](https://example.org/a)和[上文](#one)[^1]。**粗体**和*楷体*。\n\n[^1]: 脚注。\n",
        encoding="utf-8",
    )
    return build_sample(path, lone(path), folder)


def test_text_copies_out_right_also_beyond_the_first_plane(rare: Sample) -> None:
    text = pdf_text(rare.pdf)
    for piece in ("珺镕堃", "𠅤𡐓与㐀䶮", "——破折号……省略号", "粗体", "楷体", "脚注。"):
        assert piece in text, text


def test_every_face_is_embedded_once_as_a_subset(sample: Sample) -> None:
    with pikepdf.open(sample.pdf) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        whole = [font for font in fonts if font.Subtype == "/Type0"]
        names = [str(font.BaseFont)[1:] for font in whole]
        assert len(names) >= 4 and len({name.split("+")[1] for name in names}) == len(names)
        assert all(re.fullmatch(r"[A-Z]{6}\+[A-Za-z-]+", name) for name in names)
        assert {str(font.Encoding) for font in whole} == {"/Identity-H"}
        parts = [font.DescendantFonts[0] for font in whole]
        assert {str(part.Subtype) for part in parts} == {"/CIDFontType2"} and len(fonts) == 2 * len(whole)
        assert len({part.FontDescriptor.FontFile2.objgen for part in parts}) == len(names)


def test_a_code_leads_to_the_glyph_of_its_text(rare: Sample, faces: Faces) -> None:
    from fontTools.ttLib import TTFont

    checked = 0
    with pikepdf.open(rare.pdf) as pdf:
        for font in (o for page in pdf.pages for o in page.Resources.Font.values() if o.get("/Subtype") == "/Type0"):
            part = font.DescendantFonts[0]
            if not str(font.BaseFont).endswith("NotoSerifSC-Regular"):
                continue
            face = faces["song"]
            own, there = TTFont(io.BytesIO(part.FontDescriptor.FontFile2.read_bytes())), TTFont(face.file.path)
            places = part.CIDToGIDMap.read_bytes()
            for code, text in re.findall(rb"^<(\w{4})> <(\w{4})>$", font.ToUnicode.read_bytes(), re.M)[1:]:
                number = int.from_bytes(places[2 * int(code, 16) :][:2])
                char = chr(int(text, 16))
                if "\u4e00" <= char <= "\u9fff":
                    assert own["glyf"][number_name(own, number)] == there["glyf"][number_name(there, face.glyph(char))]
                    checked += 1
    assert checked > 10


def number_name(font: Any, number: int) -> str:
    """The name of a glyph."""
    return str(font.getGlyphName(number))


def test_small_objects_stand_in_object_streams_and_the_metadata_by_itself(sample: Sample) -> None:
    data = sample.pdf.read_bytes()
    assert len(data) < 410_000
    with pikepdf.open(sample.pdf) as pdf:
        kinds = {str(o.get("/Type", "")) for o in pdf.objects if isinstance(o, pikepdf.Stream)}
        assert {"/ObjStm", "/XRef", "/Metadata"} <= kinds
        assert pdf.Root.Metadata.get("/Filter") is None and b"<pdfaid:part>2</pdfaid:part>" in data
        assert len(pdf.trailer.ID) == 2 and not pdf.get_warnings()
    assert not any(word in data for word in (b"/StructElem", b"/Annot", b"\nxref\n", b"\ntrailer"))
    assert data.count(b" 0 obj") < 80  # streams alone


@pytest.mark.parametrize("count", [1, 499, 500, 501, 1203])
def test_every_object_is_found_again(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    document = pdfdoc.PDFDocument(invariant=1)
    for number in range(count):
        document.Reference(Raw(f"<< /Number {number} >>"), f"object-{number}")
    document.Reference(compressed("stream"), "last")
    document.Reference(document.Catalog)
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "All"]
    document.Catalog.All = pdfdoc.PDFArray([pdfdoc.PDFObjectReference(f"object-{n}") for n in range(count)])
    document.Outlines.prepare(document, None)
    document.Catalog.Outlines = None
    data = packed(document)
    assert packed(document) == data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [int(o.Number) for o in pdf.Root.All] == list(range(count)) and not pdf.get_warnings()


def test_title_language_and_labels(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    assert document.get_metadata_value("Title") == sample.loaded.document.meta.title
    with pikepdf.open(sample.pdf) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN" and pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert [document.get_page_label(i) for i in range(3)] == ["封面", "2", "3"]


def test_bookmarks_lead_to_the_headings(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    found = [(b.level, b.get_title(), b.get_dest().get_index()) for b in document.get_toc()]
    assert [t for level, t, _ in found if level == 0] == [
        "第一部分　教育",
        "第二部分　住房和城乡建设",
        "第三部分　城市管理",
        "数字出处",
    ]
    assert sum(level == 1 for level, _, _ in found) == 16
    for _, title, index in found:
        page = document[index].get_textpage().get_text_range()
        assert title[-6:] in page.replace("\r\n", "")


def test_contents_and_references_are_links(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    counts = []
    for page in document:
        counts.append(raw_api.FPDFPage_GetAnnotCount(page))
    assert counts[1] >= 35  # contents and list of figures
    assert sum(counts[3:14]) >= 15


def test_charts_are_vectors_in_the_documents_faces(sample: Sample) -> None:
    assert images(sample.pdf) == 0
    document = pypdfium2.PdfDocument(sample.pdf)
    assert "认定扶持普惠性民办园" in "".join(p.get_textpage().get_text_range() for p in document)


def test_pages_tell_their_number_and_count(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    total = len(document)
    for index in range(1, total):
        assert f"第{index + 1}页共{total}页" in re.sub(r"\s", "", document[index].get_textpage().get_text_range())


def images(path: Path) -> int:
    """How many pictures a PDF holds."""
    with pikepdf.open(path) as pdf:
        return sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in pdf.objects)


def test_pictures_are_placed(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 150), "#1F4E79").save(tmp_path / "图.png")
    path = tmp_path / "p.md"
    path.write_text('---\ntitle: 图\ntemplate: report\n---\n\n![蓝色](图.png "蓝色方块")\n', encoding="utf-8")
    rendered = build_sample(path, lone(path), tmp_path)
    assert images(rendered.pdf) == 1
    assert "图1" in pdf_text(rendered.pdf)


def test_pictures_of_every_kind_are_archived(tmp_path: Path) -> None:
    import page as validation
    from PIL import Image

    Image.new("RGBA", (40, 30), (31, 78, 121, 128)).save(tmp_path / "a.png")
    Image.new("L", (40, 30), 99).save(tmp_path / "b.png")
    Image.new("RGB", (40, 30), "#1F4E79").save(tmp_path / "c.jpg")
    path = tmp_path / "p.md"
    path.write_text(
        "---\ntitle: 图\ntemplate: report\n---\n\n![甲](a.png)\n\n![乙](b.png)\n\n![丙](c.jpg)\n", encoding="utf-8"
    )
    rendered = build_sample(path, lone(path), tmp_path)
    for profile in ("pdfa-2a", "pdfua-1"):
        report = validation.validate_pdf(rendered.pdf, profile=profile)
        assert report.is_compliant, [f.message for f in report.failures]


def test_front_pages_bear_roman_numbers(tmp_path: Path) -> None:
    style = tmp_path / "templates" / "ours"
    style.mkdir(parents=True)
    (style / "style.toml").write_text(
        'extends = "briefing"\n[page]\nnumber = { pattern = "- {page} -", count = "body" }\n', encoding="utf-8"
    )
    path = tmp_path / "a.md"
    parts = "\n\n".join(f"# 第{i}章 {{#p{i}}}\n\n" + f"## 节{{#s{i}}}\n\n正文。\n" for i in range(3))
    path.write_text(f"---\ntitle: 题\ntemplate: ours\n---\n\n{parts}\n", encoding="utf-8")
    rendered = build_sample(path, lone(path), tmp_path)
    document = pypdfium2.PdfDocument(rendered.pdf)
    labels = [document.get_page_label(i) for i in range(len(document))]
    first = labels.index("1")
    assert first >= 2 and labels == [
        "封面",
        *["i", "ii", "iii"][: first - 1],
        *map(str, range(1, len(labels) - first + 1)),
    ]
    for index in range(1, len(document)):
        assert f"-{labels[index]}-" in squeeze(document[index].get_textpage().get_text_range())
