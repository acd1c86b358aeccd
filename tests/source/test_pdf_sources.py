"""PDFs as sources: reading order, paragraphs, headings, tables, notes, and what belongs to the pages."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from command import run
from jzdocs.build import pipeline
from jzdocs.errors import DocumentError, UsageError
from jzdocs.project import lone
from jzdocs.source.pdf_lines import lines_of
from jzdocs.source.pdf_page import read_pages
from jzdocs.source.pdf_paragraphs import paragraphs_of
from jzdocs.source.read import to_markdown
from pdf_sources import HEI, SONG, grid, pdf, read, texts, write, write_paragraph
from reading import pdf_text, squeeze

PARAGRAPHS = (
    "甲乙丙丁戊己庚辛" * 9 + "，投入资金1,234.5万元。",
    "子丑寅卯辰巳午未" * 9 + "，利用率达到24.6%。",
    "天地玄黄宇宙洪荒" * 7 + "，共完成项目12个。",
)


def test_title_headings_and_paragraphs_across_pages() -> None:
    long = "东南西北春夏秋冬" * 20 + "。"
    halves = long[:118], long[118:]

    def first(canvas: Canvas) -> None:
        write(canvas, 180, 740, "关于节水工作的", 22)
        write(canvas, 200, 708, "情况报告", 22)
        write(canvas, 90, 660, "总体情况", 15, HEI)
        y = write_paragraph(canvas, 90, 630, PARAGRAPHS[0], 30)
        y = write_paragraph(canvas, 90, y, halves[0], 30)

    def second(canvas: Canvas) -> None:
        for number, start in enumerate(range(0, len(halves[1]), 30)):
            write(canvas, 90, 740 - 19.2 * number, halves[1][start : start + 30])
        write(canvas, 90, 640, "下步打算", 15, HEI)
        write_paragraph(canvas, 90, 610, PARAGRAPHS[1], 30)

    pieces, _ = read(pdf(first, second))
    assert texts(pieces, "title") == ["关于节水工作的情况报告"]
    assert [(p.text, p.level) for p in pieces if p.role == "heading"] == [("总体情况", 1), ("下步打算", 1)]
    assert texts(pieces, "text") == [PARAGRAPHS[0], long, PARAGRAPHS[1]]
    assert [p.line // 1000 for p in pieces if p.role == "text"] == [1, 1, 2]


def test_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 220, 760, "两栏的文章", 20)
        y = write_paragraph(canvas, 60, 700, PARAGRAPHS[0], 18)
        write_paragraph(canvas, 60, y, PARAGRAPHS[1], 18)
        write_paragraph(canvas, 310, 694, PARAGRAPHS[2], 18)

    pieces, _ = read(pdf(page))
    assert texts(pieces, "title", "text") == ["两栏的文章", *PARAGRAPHS]


def test_lines_of_latin_words_and_hyphens() -> None:
    lines = (
        "In the towns water is reused by an inter-",
        "national group that consists of the well-",
        "known plants in cities, and well-known",
        "ones use up to 24.6% of what they take",
        "from rivers.",
    )

    def page(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.setFont("Times-Roman", 12)
            canvas.drawString(90, 700 - 14 * number, line)

    pieces, _ = read(pdf(page))
    text = " ".join(texts(pieces, "title", "text"))
    assert "by an international group that consists of the well-known plants in cities, and well-known ones" in text


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    def page(number: int):
        def draw(canvas: Canvas) -> None:
            write(canvas, 240, 800, "节水工作简报", 9)
            write_paragraph(canvas, 90, 740, PARAGRAPHS[number % 3] + f"第{number}批。", 30)
            write(canvas, 290, 40, f"- {number} -", 9)

        return draw

    pieces, report = read(pdf(*(page(n) for n in range(1, 5))))
    whole = "".join(p.text for p in pieces)
    assert "简报" not in whole and "-" not in whole
    assert all(f"第{n}批" in whole for n in range(1, 5))
    told_texts = [d.arguments["text"] for d in report if d.code == "S097"]
    assert sorted(told_texts) == ["“- 1 -”、“- 2 -”、“- 3 -”、“- 4 -”", "“节水工作简报”"]


def test_lines_at_the_edge_that_differ_are_text() -> None:
    def page(text: str):
        return lambda canvas: write(canvas, 90, 790, text)

    pieces, report = read(pdf(page("表1 投入12万元。"), page("表2 投入35万元。"), page("表3 投入41万元。")))
    assert "".join(p.text for p in pieces) == "表1 投入12万元。表2 投入35万元。表3 投入41万元。" and not list(report)


def test_a_ruled_table_keeps_its_cells() -> None:
    xs, ys = [90.0, 200.0, 300.0, 400.0], [600.0, 580.0, 560.0, 540.0]
    cells = (("地区", "2023年", "2024年"), ("甲县", "1,200.50", "—"), ("乙县", "98.0%", "100%"))

    def page(canvas: Canvas) -> None:
        write_paragraph(canvas, 90, 700, PARAGRAPHS[0], 30)
        grid(canvas, xs, ys)
        for row, texts_ in enumerate(cells):
            for column, text in enumerate(texts_):
                write(canvas, xs[column] + 4, ys[row] - 15, text, 10)
        write_paragraph(canvas, 90, 500, PARAGRAPHS[1], 30)

    pieces, _ = read(pdf(page))
    assert [p.role for p in pieces] == ["text", "table", "text"]
    assert pieces[1].rows == cells


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    xs = [90.0, 200.0, 300.0]

    def page(rows):
        def draw(canvas: Canvas) -> None:
            grid(canvas, xs, [700.0 - 20 * n for n in range(len(rows) + 1)])
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    write(canvas, xs[column] + 4, 685 - 20 * number, text, 10)

        return draw

    head, rows = ("地区", "2024年"), [(f"第{n}县", f"{n},000.5") for n in range(6)]
    pieces, report = read(pdf(page([head, *rows[:3]]), page([head, *rows[3:]])))
    assert [p.rows for p in pieces if p.role == "table"] == [(head, *rows)]
    assert [(d.variant, d.arguments["text"]) for d in report] == [("head", "地区 2024年")]


def test_a_table_with_horizontal_lines_only() -> None:
    cells = (("地区", "投入（万元）", "增长"), ("甲县", "1,200.50", "8.1%"), ("乙县", "980", "-2.3%"))

    def page(canvas: Canvas) -> None:
        for y in (600, 580, 540):
            canvas.line(90, y, 500, y)
        for row, texts_ in enumerate(cells):
            for column, text in enumerate(texts_):
                write(canvas, 100 + 140 * column, 585 - 20 * row, text, 10)

    pieces, _ = read(pdf(page))
    assert [p.rows for p in pieces if p.role == "table"] == [cells]


def test_footnotes_and_powers() -> None:
    def page(canvas: Canvas) -> None:
        y = write_paragraph(canvas, 90, 740, PARAGRAPHS[0], 30)
        write(canvas, 114, y, "再生水利用率")
        write(canvas, 186, y + 5, "1", 6)
        write(canvas, 192, y, "提高，蓄水10")
        write(canvas, 264, y + 5, "3", 6)
        write(canvas, 268, y, "立方米。")
        canvas.line(90, 100, 200, 100)
        write(canvas, 90, 86, "1", 6)
        write(canvas, 96, 82, "再生水利用量与污水处理量之比。", 9)

    pieces, _ = read(pdf(page))
    assert texts(pieces, "note") == ["再生水利用量与污水处理量之比。"]
    assert texts(pieces, "text")[-1] == "再生水利用率［1］提高，蓄水10³立方米。"


def test_what_a_reader_does_not_see_is_left_out_and_told() -> None:
    def page(canvas: Canvas) -> None:
        write_paragraph(canvas, 90, 740, PARAGRAPHS[0], 30)
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        write(canvas, 0, 0, "内部资料", 40)
        canvas.restoreState()
        write(canvas, 700, 300, "版外")
        text = canvas.beginText(90, 200)
        text.setFont("TestSong", 12)
        text.setTextRenderMode(3)
        text.textLine("看不见的字")
        canvas.drawText(text)

    pieces, report = read(pdf(page))
    assert [p.text for p in pieces] == [PARAGRAPHS[0]]
    assert {(d.variant, d.arguments["text"]) for d in report if d.code == "S097"} == {
        ("watermark", "内部资料"),
        ("outside", "版外"),
        ("hidden", "看不见的字"),
    }


def test_texts_over_one_another_are_not_mixed() -> None:
    def page(canvas: Canvas) -> None:
        write_paragraph(canvas, 90, 740, PARAGRAPHS[0], 30)
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(90, 600, "12345678")
        canvas.drawString(93, 600, "ABCDEFGH")

    pieces, _ = read(pdf(page))
    whole = "".join(p.text for p in pieces)
    assert "12345678" in whole and "ABCDEFGH" in whole


def test_a_page_that_lies_on_its_side() -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        write_paragraph(canvas, 60, 500, PARAGRAPHS[0], 50)

    assert texts(read(pdf(page))[0], "text") == [PARAGRAPHS[0]]


def _scan() -> bytes:
    picture = ImageReader(Image.new("RGB", (60, 80), "white"))
    return pdf(lambda canvas: canvas.drawImage(picture, 0, 0, 595, 842))


def test_text_behind_a_scan_is_read_and_told() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, 595, 842)
        text = canvas.beginText(90, 700)
        text.setFont(SONG, 12)
        text.setTextRenderMode(3)
        text.textLine("识别出来的文字，共12个。")
        canvas.drawText(text)

    pieces, report = read(pdf(page))
    assert texts(pieces, "text") == ["识别出来的文字，共12个。"]
    assert [d.code for d in report if d.code == "S099"] == ["S099"]


def test_comments_and_fields_of_a_form_are_told() -> None:
    def page(canvas: Canvas) -> None:
        write_paragraph(canvas, 90, 740, PARAGRAPHS[0], 30)
        canvas.textAnnotation("此处要改", (100, 600, 120, 620))
        canvas.acroForm.textfield(name="field", value="filled in", x=90, y=500, width=200, height=20)

    _, report = read(pdf(page))
    assert [d.arguments["text"] for d in report if d.variant == "note"] == ["此处要改", "filled in"]


def _locked() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(lambda canvas: write(canvas, 90, 700, "甲乙丙")))) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "code", "variant"),
    [
        (_scan, UsageError, "X074", ""),
        (lambda: pdf(lambda canvas: None), UsageError, "X074", "empty"),
        (_locked, UsageError, "X070", "locked"),
        (lambda: b"%PDF-1.7\nnot a pdf", DocumentError, "S001", "pdf"),
    ],
)
def test_what_cannot_be_read_has_one_message(data, error, code: str, variant: str) -> None:
    with pytest.raises(error) as caught:
        read(data())
    assert (caught.value.diagnostic.code, caught.value.diagnostic.variant) == (code, variant)


def test_a_scan_ends_with_the_status_of_usage(tmp_path: Path) -> None:
    (tmp_path / "扫描.pdf").write_bytes(_scan())
    ended = run("build", "扫描.pdf", cwd=tmp_path, JZDOCS_LANG="zh")
    assert ended.returncode == 2 and ended.stderr.count("error[") == 1 and "X074" in ended.stderr
    assert not (tmp_path / "output").exists()


SOURCE = """---
title: 关于再生水利用情况的报告
date: 2025-11-20
issuer: 某市水务局
---

# 总体情况

全市再生水利用率为24.6%，投入1,234.5万元[^1]。

## 主要做法

| 地区 | 投入 |
| --- | --- |
| 甲县 | 1,200.50 |

# 下步打算

加强管理。

[^1]: 含中央资金。
"""


def test_our_own_documents_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    built = pipeline.build(tmp_path / "a.md", lone(tmp_path / "a.md"))
    path = tmp_path / "b.pdf"
    path.write_bytes(built.files["a.pdf"])
    pieces, report = read(path.read_bytes())
    assert texts(pieces, "title")[0] == "关于再生水利用情况的报告"
    headings = texts(pieces, "heading")
    assert all(any(text.endswith(name) for text in headings) for name in ("总体情况", "主要做法", "下步打算"))
    whole = squeeze("".join(p.text + "".join(map("".join, p.rows)) for p in pieces))
    whole += squeeze("".join(str(d.arguments["text"]) for d in report if "text" in d.arguments))
    lost = set(pdf_text(path)) - set(whole) - set("年月日目录")  # the date is 2025-11-20, the contents are told
    assert not lost and "24.6%" in whole and "1,234.5万元" in whole and "1,200.50" in whole


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text("甲乙丙丁，。0123456789%.abc“”（）", min_size=1, max_size=120), min_size=1, max_size=6))
def test_every_character_is_read(paragraphs: list[str]) -> None:
    paragraphs = [text for text in paragraphs if text.strip()]

    def page(canvas: Canvas) -> None:
        y = 740.0
        for text in paragraphs:
            y = write_paragraph(canvas, 90, y, text, 30) - 10

    if not paragraphs:
        return
    found = paragraphs_of([lines_of(read_pages(pdf(page), "a.pdf")[0].chars, 1)], 12)
    assert squeeze("".join(p.text for p in found)) == squeeze("".join(paragraphs))


def test_a_pdf_is_built_into_both_documents(tmp_path: Path) -> None:
    (tmp_path / "稿.pdf").write_bytes(pdf(lambda canvas: write_paragraph(canvas, 90, 740, PARAGRAPHS[0], 30)))
    built = pipeline.build(tmp_path / "稿.pdf", lone(tmp_path / "稿.pdf"))
    assert set(built.files) >= {"稿.pdf", "稿.docx"} and not built.report.errors
    source, _ = to_markdown(tmp_path / "稿.pdf", built.report)
    assert {origin.line // 1000 for origin in source.origins if origin.line > 1} == {1}
