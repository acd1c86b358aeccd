"""Samples of three offices, made with python-docx: a briefing with blue headings, an official notice with direct
formatting on Normal paragraphs, a report in a sans face with Word's own heading styles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TEXT = "各单位要压实责任、细化措施，把工作做实做细，确保各项任务按时完成，并于每月底前报送进展情况，重大事项随时报告。"


def page(document: Any, margins: tuple[float, float, float, float], footer: float = 25) -> Any:
    """A4 with margins top, bottom, left, right in millimetres."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance = Mm(footer)
    section.header_distance = Mm(15)
    return section


def put(run: Any, font: str, size: float, *, bold: bool = False, color: str = "", latin: str = "") -> None:
    """Direct formatting of a run."""
    run.font.size, run.font.bold = Pt(size), bold or None
    run.font.name = latin or font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def add(
    document: Any,
    pieces: list[tuple[str, dict[str, Any]]],
    *,
    align: str = "justify",
    line: float = 0,
    indent: float = 0,
    chars: int = 0,
    before: float = 0,
    after: float = 0,
) -> Any:
    """A paragraph of runs, each with its direct formatting; `line` is exact leading in points."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if indent:
        form.first_line_indent = Pt(indent)
    if chars:  # as Word writes it: in hundredths of a character, and in twips of the size of its first run
        form.first_line_indent = Pt(pieces[0][1]["size"] * chars / 100)
        paragraph._element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(chars))
    for text, looks in pieces:
        put(paragraph.add_run(text), **looks)
    return paragraph


def field(paragraph: Any, code: str, **looks: Any) -> None:
    """A field with a result."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        put(run, **looks)
        if kind == "text":
            continue
        node = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
        if kind == "code":
            node.text = f" {code} "
        else:
            node.set(qn("w:fldCharType"), kind)
        run._element.append(node)


def rule(paragraph: Any, side: str, color: str, eighths: int) -> None:
    """A rule beside a paragraph."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", color)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._element.get_or_add_pPr().append(borders)


def notice(path: Path) -> Path:
    """An official notice: red head, number in [], 仿宋_GB2312 16pt on 28pt, page number centred."""
    document = docx.Document()
    section = page(document, (37, 35, 28, 26), footer=25)
    fang, hei, kai = ({"font": name, "size": 16} for name in ("仿宋_GB2312", "黑体", "楷体_GB2312"))
    red = {"font": "方正小标宋简体", "size": 36, "color": "FF0000"}
    add(document, [("示例市教育局文件", red)], align="center", line=50, before=60)
    numbered = add(document, [("示教发[2025]18号", fang)], align="center", line=28, before=30)
    rule(numbered, "bottom", "FF0000", 12)
    add(document, [("", fang)], line=28)
    add(
        document,
        [("示例市教育局关于开展校园安全检查的通知", {"font": "方正小标宋简体", "size": 22})],
        align="center",
        line=32,
    )
    add(document, [("", fang)], line=28)
    add(document, [("各县（区）教育局，市直各学校：", fang)], line=28)
    add(document, [("为做好校园安全工作，现将有关事项通知如下。" + TEXT, fang)], line=28, indent=32)
    for number, name in zip("一二", ("总体要求", "工作任务"), strict=True):
        add(document, [(f"{number}、{name}", hei)], line=28, indent=32)
        add(document, [(TEXT * 2, fang)], line=28, indent=32)
        for inner, title in zip("一二", ("开展自查", "督促整改"), strict=True):
            add(document, [(f"（{inner}）{title}", kai)], line=28, indent=32)
            add(document, [(TEXT, fang)], line=28, indent=32)
    add(document, [("", fang)], line=28)
    add(document, [("示例市教育局", fang)], align="right", line=28)
    add(document, [("2025年11月20日", fang)], align="right", line=28)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    looks = {"font": "宋体", "size": 14}
    put(foot.add_run("— "), **looks)
    field(foot, "PAGE", **looks)
    put(foot.add_run(" —"), **looks)
    document.save(str(path))
    return path


def briefing(path: Path) -> Path:
    """A briefing: blue headings in 黑体, 宋体 12pt on 22pt, a header, page numbers with their count."""
    document = docx.Document()
    section = page(document, (30, 25, 30, 25), footer=15)
    song = {"font": "宋体", "size": 12, "latin": "Times New Roman"}
    blue = {"font": "黑体", "color": "2E75B6"}
    add(document, [("", song)], line=22)
    add(
        document,
        [("示例市营商环境工作简报", {"font": "黑体", "size": 24, "bold": True, "color": "2E75B6"})],
        align="center",
        line=36,
    )
    add(document, [("", song)], line=22)
    add(document, [("", song)], line=22)
    add(document, [("今年以来，全市聚焦企业诉求，" + TEXT * 2, song)], line=22, chars=200)
    for number, name in zip("一二", ("服务更快", "成本更低"), strict=True):
        add(document, [(f"{number}、{name}", {**blue, "size": 15})], align="left", line=22, before=11, after=5.5)
        add(document, [(TEXT * 3, song)], line=22, chars=200)
        for inner, title in zip("12", ("压减材料", "优化流程"), strict=True):
            add(document, [(f"{inner}. {title}", {**blue, "size": 12, "bold": True})], align="left", line=22, indent=24)
            add(document, [(TEXT * 2, song)], line=22, chars=200)
    head = section.header.paragraphs[0]
    put(head.add_run("内部资料　注意保存"), font="黑体", size=9)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    looks = {"font": "宋体", "size": 9}
    put(foot.add_run("第 "), **looks)
    field(foot, "PAGE", **looks)
    put(foot.add_run(" 页 共 "), **looks)
    field(foot, "NUMPAGES", **looks)
    put(foot.add_run(" 页"), **looks)
    document.save(str(path))
    return path


def report(path: Path) -> Path:
    """A report in a sans face with heading styles, whose numbers are typed, spaces between paragraphs, no header."""
    document = docx.Document()
    page(document, (25.4, 25.4, 31.8, 31.8), footer=15)
    styles = document.styles
    for name, size, color, bold in (
        ("Normal", 11, "333333", False),
        ("Title", 26, "000000", True),
        ("Heading 1", 16, "C55A11", True),
        ("Heading 2", 13, "C55A11", True),
    ):
        style = styles[name]
        style.font.size, style.font.bold, style.font.name = Pt(size), bold, "Arial"
        style.font.color.rgb = RGBColor.from_string(color)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), "微软雅黑")
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(20 if size < 20 else 40)
        form.space_before, form.space_after = (Pt(12), Pt(6)) if name.startswith("Heading") else (Pt(0), Pt(6))
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    document.add_paragraph("示例区数字经济发展报告", style="Title").alignment = WD_ALIGN_PARAGRAPH.LEFT
    for chapter, name in (("1", "发展概况"), ("2", "主要问题")):
        document.add_paragraph(f"{chapter} {name}", style="Heading 1")
        document.add_paragraph(TEXT * 2)
        for inner, title in (("1", "产业基础"), ("2", "人才支撑")):
            document.add_paragraph(f"{chapter}.{inner} {title}", style="Heading 2")
            document.add_paragraph(TEXT * 3)
            document.add_paragraph(TEXT)
    document.save(str(path))
    return path
