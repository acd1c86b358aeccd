"""The PDF as a reader sees it."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw_api
import pytest

from conftest import Sample, build_sample
from jzdocs.project import lone
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
    data = sample.pdf.read_bytes()
    names = re.findall(rb"/BaseFont /([A-Z]{6}\+[A-Za-z-]+)", data)
    assert len(set(names)) == len(names) // 2  # the Type 0 font and its descendant
    assert len({n.split(b"+")[1] for n in names}) == len(set(names))
    assert data.count(b"/Subtype /CIDFontType2") == len(set(names)) == data.count(b"/FontFile2")
    assert b"Helvetica" not in data and data.count(b"/Identity-H") == len(set(names))


def test_title_language_and_labels(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    assert document.get_metadata_value("Title") == sample.loaded.document.meta.title
    data = sample.pdf.read_bytes()
    assert b"/Lang (zh-CN)" in data and b"/DisplayDocTitle true" in data
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
    assert b"/Subtype /Image" not in sample.pdf.read_bytes()
    document = pypdfium2.PdfDocument(sample.pdf)
    assert "认定扶持普惠性民办园" in "".join(p.get_textpage().get_text_range() for p in document)


def test_pages_tell_their_number_and_count(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    total = len(document)
    for index in range(1, total):
        assert f"第{index + 1}页共{total}页" in re.sub(r"\s", "", document[index].get_textpage().get_text_range())


def test_pictures_are_placed(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 150), "#1F4E79").save(tmp_path / "图.png")
    path = tmp_path / "p.md"
    path.write_text('---\ntitle: 图\ntemplate: report\n---\n\n![蓝色](图.png "蓝色方块")\n', encoding="utf-8")
    rendered = build_sample(path, lone(path), tmp_path)
    assert rendered.pdf.read_bytes().count(b"/Subtype /Image") == 1
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
