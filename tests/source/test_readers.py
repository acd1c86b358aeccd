"""Encodings, templates, plain text, Word files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from jzdocs.encoding import decode
from jzdocs.errors import DocumentError, Location, Report, UsageError
from jzdocs.messages.message import message
from jzdocs.resources import resource_root
from jzdocs.source.emit import Emitter
from jzdocs.source.plain import read_plain
from jzdocs.source.read import Surroundings, read_source
from jzdocs.source.source_map import whole
from jzdocs.source.template import Lookup, assemble, find_template, render_source
from jzdocs.source.word import read_word

ROOTS = [resource_root() / "templates"]


# --- bytes


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(name: str) -> None:
    text = "晋中市“十四五”：再生水利用率24.6%\r\n第二行㐀\n" * 8
    report = Report()
    assert decode(text.encode(name), "a.txt", report) == text.replace("\r\n", "\n")
    assert [d.code for d in report] == (["S003"] if name in ("gb18030", "utf-16-le", "utf-16-be") else [])


def test_a_truncated_file_is_refused_with_its_line() -> None:
    with pytest.raises(DocumentError) as caught:
        decode("第一行\n第二行".encode()[:-1] + b"\xff\xff\xff", "a.txt", Report())
    assert caught.value.diagnostic.location == Location("a.txt", 2) and caught.value.exit_code == 1


def test_control_characters_are_reported_and_bidirectional_ones_taken_out() -> None:
    report = Report()
    assert decode("甲\x07乙\u202e丙".encode(), "a.txt", report) == "甲\ufffd乙丙"
    assert [(d.code, d.location.line) for d in report] == [("S005", 1), ("S004", 1)]
    assert all("\x07" not in str(d) and "\u202e" not in str(d) for d in report)


# --- templates


def test_messages_point_into_the_users_file_through_a_template(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 甲\n---\n\n# 一\n\n见@fig:none。\n", encoding="utf-8")
    source = read_source(path, Surroundings(tmp_path, ROOTS, ("briefing", "briefing")), Report())
    places = {b.at.line for b in source.document.blocks if b.at.path.endswith("a.md")}
    assert {5, 7} <= places
    assert any(b.at.path.endswith("briefing/document.md.j2") for b in source.document.blocks)


def test_a_template_that_is_nothing_but_the_body_prints_nothing_but_the_text(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "style.toml").write_text('extends = "report"\n', encoding="utf-8")
    (tmp_path / "bare" / "document.md.j2").write_text("{{ body }}", encoding="utf-8")
    (tmp_path / "a.md").write_text("只有这句。\n", encoding="utf-8")
    source = read_source(tmp_path / "a.md", Surroundings(tmp_path, [tmp_path, *ROOTS], ("bare", "briefing")), Report())
    assert [type(b).__name__ for b in source.document.blocks] == ["Paragraph"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("一\n{{ nothing }}\n", "S043", 2),
        ("一\n二\n{% if %}\n", "S042", 3),
        ("{{ ''.__class__.__mro__ }}\n", "S044", 1),
    ],
)
def test_template_errors_have_their_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        render_source(tmp_path / "a.md.j2", text, (), Lookup([]))
    assert (caught.value.diagnostic.code, caught.value.diagnostic.location.line) == (code, line)


def test_lines_of_a_loop_point_at_the_loops_body(tmp_path: Path) -> None:
    source = render_source(
        tmp_path / "a.md.j2", "头\n{% for x in [1, 2] %}\n行{{ x }}\n{% endfor %}\n尾\n", (), Lookup([])
    )
    lines = source.text.split("\n")
    assert {lines[i]: source.origins[i].line for i in range(len(lines)) if lines[i]} == {
        "头": 1,
        "行1": 3,
        "行2": 3,
        "尾": 5,
    }


def test_unknown_templates_and_circles_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="brefing"):
        find_template("brefing", ROOTS)
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "style.toml").write_text(f'extends = "{other}"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="extends itself"):
        find_template("a", [tmp_path])


def test_data_is_never_evaluated() -> None:
    template = find_template("report", ROOTS)
    text = assemble(template, whole("a.md", "{{ 7 * 7 }}"), whole("a.md", ""), {}, Lookup(ROOTS)).text
    assert "{{ 7 * 7 }}" in text and "49" not in text


# --- plain text

TALK = """——某市新闻发布会

办实事 惠民生（一）

五年来，在各方面支持下，全市教育系统锚定目标，坚持改革，推动全市教育水平向高质量发展迈进，取得了比较明显的新的进展和成效，群众满意度不断提高。

学位供给更加充足。

新建学校12所。
校舍得到改善。全市投入1.2亿元，由3所增至9所。

“十四五”期间，市住建局深入贯彻决策部署，坚持尊重规律，着力稳增长、惠民生、防风险、促转型，努力为经济社会发展作贡献，为民生改善办实事。

筑牢安全防线 确保平稳

排查房屋3万栋。

末尾
"""


def test_a_press_texts_structure() -> None:
    report = Report()
    pieces = read_plain(TALK, "t.txt", report)
    assert [(p.role, p.level, p.text, p.line) for p in pieces if p.role != "text"] == [
        ("title", 0, "办实事 惠民生（一）", 3),
        ("subtitle", 0, "某市新闻发布会", 1),
        ("part", 1, "全市教育系统", 5),
        ("heading", 2, "学位供给更加充足。", 7),
        ("lead", 0, "校舍得到改善。", 10),
        ("part", 1, "市住建局", 12),
        ("heading", 2, "筑牢安全防线 确保平稳", 14),
    ]
    assert [(d.code, d.location.line) for d in report] == [("S051", 5), ("S051", 12), ("S050", 18)]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\n\n这里是正文。\n\n（一）目标\n\n这是正文二。\n\n1. 要点\n\n这是正文三。",
    ],
)
def test_numbered_headings(text: str) -> None:
    pieces = read_plain(f"标题\n\n{text}", "t.txt", Report())
    assert [p.level for p in pieces if p.role == "heading"] == [1, 2, 3]


def test_the_emitted_source_is_markdown_that_says_the_same() -> None:
    talk = TALK + "\n*号_和[括号]与`引`，1. 不是列表。\n\n再生水利用率由24.6%提升至38.2%。\n"
    source = Emitter("t.txt").emit(read_plain(talk, "t.txt", Report()))
    assert "[12所]{#f1}" in source.text and "```chart #fig:chart1" in source.text and "```keyfigures" in source.text
    assert r"\*号\_和\[括号\]与\`引\`" in source.text
    lines = source.text.split("\n")
    index = next(i for i, t in enumerate(lines) if t.startswith("新建学校"))
    assert source.origins[index].line == 9


# --- Word


def word(fill: object) -> bytes:
    document = docx.Document()
    fill(document)  # type: ignore[operator]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_headings_by_style() -> None:
    def fill(d: docx.document.Document) -> None:
        d.add_heading("总题", 0)
        d.add_heading("章", 1)
        d.add_paragraph("正文。")
        d.add_paragraph("条目", style="List Bullet")
        d.add_table(1, 2).cell(0, 1).text = "格"

    pieces = read_word(word(fill), "a.docx", Report())
    assert [(p.role, p.level, p.text) for p in pieces] == [
        ("title", 0, "总题"),
        ("heading", 1, "章"),
        ("text", 0, "正文。"),
        ("bullet", 0, "条目"),
        ("table", 0, ""),
    ]
    assert pieces[-1].rows == (("", "格"),)


def test_headings_by_form() -> None:
    def fill(d: docx.document.Document) -> None:
        for line in TALK.split("\n"):
            if line:
                d.add_paragraph(line)

    report = Report()
    roles = [(p.role, p.line) for p in read_word(word(fill), "a.docx", report) if p.role != "text"]
    assert roles == [
        ("title", 2),
        ("subtitle", 1),
        ("part", 3),
        ("heading", 4),
        ("lead", 6),
        ("part", 7),
        ("heading", 8),
    ]
    assert [d.location.line for d in report] == [3, 7, 10]


CHINESE = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def with_parts(data: bytes, **parts: str) -> bytes:
    """A Word file with parts put in or changed by text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            short = name.rsplit("/", 1)[-1].removesuffix(".xml")
            if short in parts:
                text = parts.pop(short).encode()
            if name == "[Content_Types].xml" and "footnotes" in parts:
                form = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                text = text.replace(
                    b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{form}"/></Types>'.encode()
                )
            if name == "word/_rels/document.xml.rels" and "footnotes" in parts:
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                text = text.replace(
                    b"</Rel", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Rel'.encode(), 1
                )
            after.writestr(name, text)
        for short, added in parts.items():
            after.writestr(f"word/{short}.xml", added)
    return out.getvalue()


def numbered(d: docx.document.Document, text: str, depth: int) -> None:
    properties = d.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = 1


def test_numbers_that_word_counts_tell_headings() -> None:
    def fill(d: docx.document.Document) -> None:
        d.add_paragraph("工作方案")
        for text, depth in (
            ("总体要求", 0),
            ("指导思想", 1),
            ("主要任务", 0),
            ("改造管网", 1),
            ("抓好施工", 2),
            ("强化监管", 1),
        ):
            numbered(d, text, depth)
            d.add_paragraph("各单位要认真落实，明确责任，细化措施，按照时间节点完成工作，确保取得实效。")

    pieces = read_word(with_parts(word(fill), numbering=CHINESE), "a.docx", Report())
    assert [(p.level, p.text, p.sign) for p in pieces if p.role == "heading"] == [
        (1, "总体要求", message("sign.number", kind="一、")),
        (2, "指导思想", message("sign.number", kind="（一）")),
        (1, "主要任务", message("sign.number", kind="一、")),
        (2, "改造管网", message("sign.number", kind="（一）")),
        (3, "抓好施工", message("sign.number", kind="1.")),
        (2, "强化监管", message("sign.number", kind="（一）")),
    ]


def test_outline_levels_styles_and_bold_lines_tell_headings() -> None:
    def fill(d: docx.document.Document) -> None:
        own = d.styles.add_style("公文一级", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = d.styles["Heading 1"]
        d.add_paragraph("一级标题", style="公文一级")
        d.add_paragraph("课程贯通学段。全市开设课程12门，覆盖学生3.2万人，工作走在前列。")
        level = d.add_paragraph("二级标题")._p.get_or_add_pPr()
        level.append(level.makeelement(docx.oxml.ns.qn("w:outlineLvl"), {docx.oxml.ns.qn("w:val"): "1"}))

    pieces = read_word(word(fill), "a.docx", Report())
    assert [(p.role, p.level, p.text) for p in pieces if p.role != "text"] == [
        ("heading", 1, "一级标题"),
        ("lead", 0, "课程贯通学段。"),
        ("heading", 2, "二级标题"),
    ]
    assert pieces[0].sign == message("sign.style", style="heading 1")

    def bold(d: docx.document.Document) -> None:
        d.add_paragraph("一次会议的材料")
        d.add_paragraph("一、有关情况")
        d.add_paragraph("2025年前三季度进展").runs[0].bold = True
        d.add_paragraph("各项工作按计划推进，全年目标任务有望顺利完成。")

    heads = [(p.level, p.text, p.sign) for p in read_word(word(bold), "a.docx", Report()) if p.role == "heading"]
    assert heads == [
        (1, "有关情况", message("sign.number", kind="一、")),
        (2, "2025年前三季度进展", message("sign.short_line")),
    ]


def test_footnotes_of_word_are_footnotes() -> None:
    def fill(d: docx.document.Document) -> None:
        d.add_heading("总题", 0)
        d.add_heading("章", 1)
        run = d.add_paragraph("常住人口")._p.add_r()
        run.append(run.makeelement(docx.oxml.ns.qn("w:footnoteReference"), {docx.oxml.ns.qn("w:id"): "2"}))
        d.paragraphs[-1].add_run("412.35万人。")

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>为年末数。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    report = Report()
    pieces = read_word(with_parts(word(fill), footnotes=notes), "a.docx", report)
    assert [(p.text, p.level) for p in pieces if p.role == "note"] == [("为年末数。", 1)] and not report.found
    source = Emitter("a.docx").emit(pieces)
    assert "常住人口[^1][412.35万人]{#f1}。" in source.text and "[^1]: 为年末数。" in source.text


def test_nothing_of_other_makers_files_is_dropped_in_silence() -> None:
    """Content controls, a table in a table, a text box with its twin for older programs, a contents field, strict
    namespaces."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    box = (
        f'<w:p xmlns:w="{space}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>段落。</w:t></w:r><w:r><mc:AlternateContent>'
        "<mc:Choice><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    control = (
        f'<w:sdt xmlns:w="{space}"><w:sdtContent><w:p><w:r><w:t>控件里的一段。</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    )
    toc = f'<w:p xmlns:w="{space}"><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>第一章……1</w:t></w:r></w:p>'

    def fill(d: docx.document.Document) -> None:
        d.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).element.set(
            docx.oxml.ns.qn("w:styleId"), "TOC1"
        )
        d.add_heading("章", 1)
        for xml in (toc, control, box):
            d.element.body.insert(len(d.element.body) - 1, docx.oxml.parse_xml(xml))
        outer = d.add_table(1, 2)
        outer.cell(0, 0).text = "外"
        outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内"

    data = word(fill)
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(strict, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                part = part.replace(
                    b"http://schemas.openxmlformats.org/" + kind + b"/2006/",
                    b"http://purl.oclc.org/ooxml/" + kind + b"/",
                )
            after.writestr(name, part)
    for form in (data, strict.getvalue()):
        report = Report()
        pieces = read_word(form, "a.docx", report)
        assert [p.text for p in pieces if p.role == "text"] == ["控件里的一段。", "段落。", "框中的话。"]
        assert next(p.rows for p in pieces if p.role == "table") == (("外", "内"),)
        assert sorted(d.code for d in report if d.code != "S052") == ["S055", "S057", "S058"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_word(data, "a.docx", Report())


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    with pytest.raises(DocumentError, match="unpacked"):
        read_word(out.getvalue(), "a.docx", Report())


# --- titles


def read_markdown(tmp_path: Path, text: str) -> tuple[object, Report]:
    (tmp_path / "工作 报告.md").write_text(text, encoding="utf-8")
    report = Report()
    return read_source(
        tmp_path / "工作 报告.md", Surroundings(tmp_path, ROOTS, ("report", "briefing")), report
    ).document, report


def test_the_only_first_heading_is_the_title(tmp_path: Path) -> None:
    document, report = read_markdown(tmp_path, "# 总题\n\n引言。\n\n## 甲\n\n### 子\n\n## 乙\n")
    assert document.meta.title == "总题" and not report.found  # type: ignore[attr-defined]
    assert [b.level for b in document.blocks if hasattr(b, "level")] == [1, 2, 1]  # type: ignore[attr-defined]


def test_without_a_title_the_files_name_stands_for_it(tmp_path: Path) -> None:
    document, report = read_markdown(tmp_path, "# 甲\n\n# 乙\n")
    assert document.meta.title == "工作 报告" and [d.code for d in report] == ["S053"]  # type: ignore[attr-defined]
    # the template writes lines before the text, but the document begins in the user's file
    assert Path(report.found[0].location.path).name == "工作 报告.md" and report.found[0].location.line == 1
