"""What a Word file is built of: lists, tables, equations, text boxes, contents, headers, captions and pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from support.word_files import HEADED, STYLES, markdown, paragraph, run, source_of, word_file


def level(depth: int, form: str, pattern: str) -> str:
    values = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{depth}">{values}</w:lvl>'


LISTS = (
    "<w:numbering>"
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}{level(1, "bullet", "o")}{level(2, "decimal", "%3.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "decimalEnclosedCircle", "%1")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def item(text: str, number: int, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*inner: str, properties: str = "") -> str:
    content = "".join(part if part.startswith("<w:") else paragraph(part) for part in inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    about = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{about}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def below(body: str, **parts: str | bytes) -> tuple[str, list[str]]:
    text, codes = markdown(word_file(HEADED + body, {"styles": STYLES, **parts}))
    return text.removeprefix("# 总体情况").strip("\n"), codes


def test_lists_have_the_levels_and_numbers_that_word_counts() -> None:
    body = item("甲", 1) + item("乙", 1) + paragraph("中间，") + item("丙", 1) + item("重来", 3)
    assert below(body, numbering=LISTS) == ("1. 甲\n2. 乙\n\n中间，\n\n3. 丙\n\n<!-- -->\n\n1. 重来", [])
    deep = item("点", 2) + item("点下", 2, 1) + item("数", 2, 2) + item("点二", 2) + paragraph("后文，")
    assert below(deep, numbering=LISTS)[0] == "- 点\n  - 点下\n    1. 数\n- 点二\n\n后文，"
    lettered = item("甲", 1) + item("子", 1, 1) + item("乙", 1) + item("圈", 4)
    assert below(lettered, numbering=LISTS)[0] == "1. 甲\n\n   a)子\n\n2. 乙\n\n①圈"


def test_a_numbered_line_with_text_below_is_a_heading_not_a_list() -> None:
    text = "各单位要认真落实，明确责任，细化措施，按照时间节点完成工作，确保取得实效。"
    body = paragraph("工作方案") + item("总体要求", 1) + paragraph(text) + item("主要任务", 1) + paragraph(text)
    text = markdown(word_file(body, {"numbering": LISTS}))[0]
    assert text.startswith("# 总体要求\n") and "# 主要任务\n" in text


def test_cells_over_several_others_stay_over_them() -> None:
    begins, goes_on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        row(cell("县", properties=begins), cell("2024年", properties=two)),
        row(cell("", properties=goes_on), cell("粮"), cell("油")),
        row(cell("甲"), cell("1.5"), cell("2")),
        row(cell("合计", properties=two), cell('{x} "引" | *')),
    )
    text, codes = below(paragraph("表1 各县产量") + table(*rows))
    assert text.split("\n") == [
        "```table",
        'title: "各县产量"',
        "head:",
        '  - [{text: "县", rowspan: 2}, {text: "2024年", colspan: 2}]',
        '  - ["粮", "油"]',
        "align: [left, decimal, left]",
        "rows:",
        '  - ["甲", "1.5", "2"]',
        r'  - [{text: "合计", colspan: 2}, "\\{x\\} \"引\" \\| \\*"]',
        "```",
    ]
    assert not codes


def test_irregular_tables() -> None:
    gaps = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    gone = '<w:del w:id="1" w:author="李"/>'
    rows = (row(cell("a"), cell("b"), cell("c")), row(cell("x"), properties=gaps), row(cell("d"), properties=gone))
    assert below(table(*rows))[0] == "| a | b | c |\n| --- | --- | --- |\n|  | x |  |"
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    marked = table(
        row(cell(paragraph(run("头", "<w:b/>"))), cell("x")), row(cell(paragraph("n", raised), "二段"), cell(""))
    )
    assert below(marked)[0] == "| 头 | x |\n| --- | --- |\n| n<sup>2</sup><br>二段 |  |"
    assert below(table(row(cell("框内一，", "框内二，"))))[0] == "框内一，\n\n框内二，"
    inner = cell("外", table(row(cell("内1"), cell("内2")), row(cell("内3"), cell("内4"))) + paragraph(""))
    assert below(table(row(inner, cell("乙")))) == ("| 外<br>内1　内2<br>内3　内4 | 乙 |\n| --- | --- |", ["S057"])


def test_content_controls_hold_blocks_rows_cells_and_words() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = control(row(cell("a"), control(cell("b")))) + row(cell(control(paragraph("c"))), cell("d"))
    text, codes = below(control(paragraph("甲", control(run("乙")), "，丁")) + table(rows))
    assert text == "甲乙，丁\n\n| a | b |\n| --- | --- |\n| c | d |" and not codes


def test_text_boxes_are_read_once_also_in_cells() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{paragraph(text, run('粗', '<w:b/>'), '，')}</w:txbxContent>"

    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box('框')}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape>{box('框')}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inside = f"<w:r><w:pict><v:shape>{box('格中框')}</v:shape></w:pict></w:r>"
    text, codes = below(paragraph("段，", both) + table(row(cell(paragraph("格", inside)), cell("乙"))))
    assert text == "段，\n\n框**粗**，\n\n| 格<br>格中框粗， | 乙 |\n| --- | --- |" and codes == ["S058"]


def test_a_table_of_contents_is_left_out_and_nothing_else_where_its_end_is_lost() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = char("begin") + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + char("separate")
    entries = paragraph(begin, "一、甲", "<w:r><w:tab/><w:t>1</w:t></w:r>") + paragraph(
        "二、乙", "<w:r><w:tab/></w:r>", "2"
    )
    whole = paragraph("目  录") + entries + paragraph(char("end")) + HEADED + paragraph("正文，")
    assert markdown(word_file(whole, {"styles": STYLES})) == ("# 总体情况\n\n正文，", ["S055"])
    endless = entries + HEADED + paragraph("正文，")
    assert markdown(word_file(endless, {"styles": STYLES})) == ("# 总体情况\n\n正文，", ["S055"])


def test_headers_with_words_of_their_own_are_named() -> None:
    parts = {
        "header1": f"<w:hdr>{paragraph('内部资料')}</w:hdr>",
        "header2": f"<w:hdr>{paragraph('总体情况')}</w:hdr>",  # as the text says anyway
        "footer1": f"<w:ftr>{paragraph('第', run('3'), '页')}</w:ftr>",
    }
    assert below(paragraph("正文，"), **parts) == ("正文，", ["S089.header"])


def test_charts_objects_and_documents_inside_are_named() -> None:
    chart = (
        f"<c:chartSpace><c:chart><c:title>{'<a:p><a:r><a:t>产值</a:t></a:r></a:p>'}</c:title></c:chart></c:chartSpace>"
    )
    drawing = '<w:r><w:drawing><c:chart r:id="chart1"/></w:drawing></w:r>'
    body = paragraph("甲，", drawing, "<w:r><w:object/></w:r>") + '<w:altChunk r:id="x"/>'
    text, codes = below(body, chart1=chart)
    assert text == "甲，" and codes == ["S052", "S091", "S052.embedded"]


# --- equations


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "latex"),
    [
        (f"<m:f><m:num>{letters('a+b')}</m:num><m:den>{letters('2')}</m:den></m:f>", r"\frac{a+b}{2}"),
        (f"<m:sSup><m:e>{letters('x')}</m:e><m:sup>{letters('2')}</m:sup></m:sSup>", "x^{2}"),
        (f"<m:sSub><m:e>{letters('ab')}</m:e><m:sub>{letters('i')}</m:sub></m:sSub>", "{ab}_{i}"),
        (f"<m:rad><m:deg>{letters('3')}</m:deg><m:e>{letters('x')}</m:e></m:rad>", r"\sqrt[3]{x}"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{letters("i=1")}</m:sub><m:sup>{letters("n")}</m:sup>'
            f"<m:e>{letters('i')}</m:e></m:nary>",
            r"\sum_{i=1}^{n} i",
        ),
        (f"<m:d><m:e>{letters('x')}</m:e></m:d>", r"\left(x\right)"),
        (letters("α≤β×γ"), r"\alpha \leq \beta \times \gamma"),
        (letters("增长率=5%"), r"\text{增长率}=5\%"),
        (f"<m:func><m:fName>{letters('sin')}</m:fName><m:e>{letters('x')}</m:e></m:func>", r"\sin x"),
        (
            f"<m:m><m:mr><m:e>{letters('a')}</m:e><m:e>{letters('b')}</m:e></m:mr></m:m>",
            r"\begin{matrix}a & b\end{matrix}",
        ),
        (f'<m:acc><m:accPr><m:chr m:val="̅"/></m:accPr><m:e>{letters("x")}</m:e></m:acc>', r"\bar{x}"),
    ],
)
def test_equations_are_latex(inner: str, latex: str) -> None:
    assert below(paragraph("式", math(inner), "，丁"))[0] == f"式${latex}$，丁"
    assert below(paragraph(f"<m:oMathPara>{math(inner)}</m:oMathPara>"))[0] == f"$$\n{latex}\n$$"


# --- pictures


def picture_bytes(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(out, form)
    return out.getvalue()


def drawn(name: str, crop: str = "") -> str:
    inner = f'<pic:pic><pic:blipFill><a:blip r:embed="{name}"/>{crop}</pic:blipFill></pic:pic>'
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="示意"/>{inner}</wp:inline></w:drawing></w:r>'


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "bmp", "tiff"])
def test_pictures_are_taken_over_with_their_captions(form: str) -> None:
    name = f"media/image1.{form}"
    parts = {"styles": STYLES, name: picture_bytes(form)}
    body = HEADED + paragraph(drawn(name)) + paragraph("图1 管网示意图") + paragraph("正文，")
    source, report = source_of(word_file(body, parts))
    ((path, data),) = source.pictures.items()
    assert f'![示意](<{path}> "管网示意图")\n\n正文，' in source.text and not report.found
    assert Image.open(io.BytesIO(data)).size == (8, 4) and path.startswith("a.files/image1.")


def test_what_is_cut_off_a_picture_is_not_published() -> None:
    name = "media/image1.png"
    crop = '<a:srcRect l="50000"/>'
    source, _ = source_of(
        word_file(HEADED + paragraph(drawn(name, crop)), {"styles": STYLES, name: picture_bytes("png")})
    )
    ((_, data),) = source.pictures.items()
    assert Image.open(io.BytesIO(data)).size == (4, 4)


def test_a_caption_whose_number_is_another_is_text() -> None:
    name = "media/image1.png"
    body = HEADED + paragraph(drawn(name)) + paragraph("图3 管网示意图") + paragraph("图3中可见。")
    source, _ = source_of(word_file(body, {"styles": STYLES, name: picture_bytes("png")}))
    assert "![示意](<a.files/image1.png>)\n\n图3 管网示意图\n" in source.text


def test_metafiles_and_missing_pictures_are_named() -> None:
    parts = {"styles": STYLES, "media/image1.emf": b"\x01\x00\x00\x00"}
    _, codes = markdown(word_file(HEADED + paragraph(drawn("media/image1.emf"), drawn("none"), "甲，"), parts))
    assert codes == ["S090", "S090.missing"]


# --- titles


def test_a_title_in_the_middle_of_the_line_needs_no_style() -> None:
    centred = '<w:jc w:val="center"/>'
    opening = paragraph("关于管网改造的报告", properties=centred) + paragraph("2025年11月20日", properties=centred)
    source, _ = source_of(
        word_file(opening + paragraph("各位领导：") + HEADED + paragraph("正文，"), {"styles": STYLES})
    )
    assert source.text == (
        '---\ntitle: "关于管网改造的报告"\ndate: "2025-11-20"\n---\n\n各位领导：\n\n# 总体情况\n\n正文，\n'
    )
    source, _ = source_of(word_file(paragraph("各位领导") + HEADED + paragraph("正文，"), {"styles": STYLES}))
    assert "title" not in source.text and "各位领导" in source.text


def test_a_title_of_two_lines_is_one_and_a_later_one_is_text() -> None:
    body = paragraph("关于印发", style="a3") + paragraph("治水方案的通知", style="a3") + HEADED + paragraph("正文，")
    source, _ = source_of(word_file(body + paragraph("又一个题目", style="a3"), {"styles": STYLES}))
    assert 'title: "关于印发 治水方案的通知"' in source.text and source.text.endswith("正文，\n\n又一个题目\n")
    text, _ = markdown(
        word_file(
            paragraph("题目", style="a3") + paragraph("正文，") + paragraph("又题", style="a3"), {"styles": STYLES}
        )
    )
    assert text == "正文，\n\n又题"


def test_a_table_that_is_all_head_has_none() -> None:
    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (row(cell("甲"), cell("乙", properties=begins)), row(cell("丙"), cell("", properties=goes_on)))
    assert 'rows:\n  - ["甲", {text: "乙", rowspan: 2}]\n  - ["丙"]' in below(table(*rows))[0]
