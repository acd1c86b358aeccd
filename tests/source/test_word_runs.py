"""What stands in a paragraph of a Word file: looks, fields, symbols, links, notes, and what is not printed."""

from __future__ import annotations

import pytest

from support.word_files import HEADED, STYLES, markdown, paragraph, run, word_file

_RAISED, _LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def read(*inner: str, **parts: str) -> tuple[str, list[str]]:
    """The Markdown of one paragraph below a heading, and the codes of the findings."""
    text, codes = markdown(word_file(HEADED + paragraph(*inner), {"styles": STYLES, **parts}))
    return text.removeprefix("# 总体情况\n\n"), codes


def field(instruction: str, result: str = "") -> str:
    """A complex field."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return char("begin") + code + (char("separate") + result if result else "") + char("end")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ((run("甲", "<w:b/>"), run("乙", "<w:b/>"), "丙，丁"), "**甲乙**丙，丁"),
        (("前", run(" 空 ", "<w:b/>"), "后，丁"), "前 **空** 后，丁"),
        (("价（", run("元", "<w:b/>"), "），", run("“引”", "<w:b/>"), "字"), "价（**元**），**“引”**字"),
        (("甲，", run("斜", "<w:i/>"), run("粗斜", "<w:b/><w:i/>")), "甲，*斜**粗斜***"),
        (("样式", run("粗", '<w:rStyle w:val="a4"/>'), "，丁"), "样式**粗**，丁"),
        (("甲", run("不粗", '<w:b w:val="0"/>'), "，丁"), "甲不粗，丁"),
        (("CO", run("2", _LOWERED), "与10", run("-3", _RAISED)), "CO<sub>2</sub>与10<sup>-3</sup>"),
        (("每km", run("2", _RAISED), "，x", run("2", _RAISED)), "每km²，x<sup>2</sup>"),
        (("着重", run("点", '<w:em w:val="dot"/>'), "，丁"), "着重[点]{.dots}，丁"),
        (("型号A", "<w:r><w:noBreakHyphen/></w:r>", "B软", "<w:r><w:softHyphen/></w:r>", "连，丁"), "型号A-B软连，丁"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是"), "☑是"),
        ((run("þ", '<w:rFonts w:ascii="Wingdings"/>'), "是"), "☑是"),
        ((run("\uf061", '<w:rFonts w:ascii="Symbol"/>'), "角"), "α角"),
    ],
)
def test_how_characters_look(inner: tuple[str, ...], text: str) -> None:
    assert read(*inner) == (text, [])


def test_everything_that_markdown_would_read_as_markup_is_escaped() -> None:
    marks = "*星* _下_ [方](x) |竖| <b>标</b> $x$ {{y}} ~~删~~ `c` \\ ^z^ &lt;"
    text, codes = read(marks)
    assert text == (r"\*星\* \_下\_ \[方\](x) \|竖\| \<b\>标\</b\> \$x\$ \{\{y\}\} \~\~删\~\~ \`c\` \\ \^z\^ \&lt;")
    assert not codes
    assert [read(line)[0] for line in ("# 井", "- 项", "1. 项", "> 引", "===", ":::")] == [
        r"\# 井",
        r"\- 项",
        r"1\. 项",
        r"\> 引",
        r"\===",
        r"\:::",
    ]


def test_hidden_and_struck_text_is_not_published_and_its_place_is_named() -> None:
    inner = (
        "甲",
        run("底价400元", "<w:vanish/>"),
        "乙",
        run("500元", "<w:strike/>"),
        run("在", '<w:strike w:val="0"/>'),
    )
    assert read(*inner) == ("甲乙在", ["S085", "S085.struck"])
    styled = STYLES.replace("</w:styles>", "") + (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    body = HEADED + paragraph("整段隐藏", style="h") + paragraph("在，丁")
    assert markdown(word_file(body, {"styles": styled})) == ("# 总体情况\n\n在，丁", ["S085"])


def test_tracked_changes_are_accepted_and_counted() -> None:
    changes = (
        '<w:del w:id="1" w:author="李"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="李">{run("新")}</w:ins>'
        f'<w:moveFrom w:id="3" w:author="李">{run("移走")}</w:moveFrom>'
    )
    assert read("原", changes, "，丁") == ("原新，丁", ["S086.deleted"])
    gone = '<w:rPr><w:del w:id="4" w:author="李"/></w:rPr>'
    body = HEADED + paragraph("第一，", properties=gone) + paragraph("接上")
    assert markdown(word_file(body, {"styles": STYLES}))[0] == "# 总体情况\n\n第一，接上"


def test_results_of_fields_are_text_and_instructions_are_not() -> None:
    nested = field(f" IF {field(' MERGEFIELD x ', run('内'))} = 1 ", run("结果"))
    assert read("第", field(" PAGE ", run("3")), "页，", nested) == ("第3页，结果", [])


@pytest.mark.parametrize(
    ("instruction", "text", "codes"),
    [
        (r" EQ \o\ac(○,5) ", "⑤", []),
        (r" EQ \f(1,2) ", r"$\frac{1}{2}$", []),
        (r' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(xiāo),潇) ', "[潇]{ruby=xiāo}", []),
        (r" SYMBOL 254 \f Wingdings ", "☑", []),
        (" MACROBUTTON Run 点这里 ", "点这里", []),
        (r" EQ \x(a) ", "", ["S094"]),
    ],
)
def test_fields_without_a_result(instruction: str, text: str, codes: list[str]) -> None:
    assert read("甲", field(instruction), "，丁") == (f"甲{text}，丁", codes)


def test_boxes_of_forms() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(box, "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>", end, "是")[0] == "☑是"


def test_links_keep_their_addresses() -> None:
    link = f'<w:hyperlink r:id="L">{run("局(网)站")}</w:hyperlink>'
    inside = f'<w:hyperlink w:anchor="b">{run("内部")}</w:hyperlink>'
    old = field(' HYPERLINK "http://x.cn/a b" ', run("旧"))
    body = HEADED + paragraph("见", link, "，", inside, "，", old)
    text, codes = markdown(word_file(body, {"styles": STYLES}, {"L": "https://example.org/x(1)?a=1"}))
    assert text.split("\n")[-1] == "见[局(网)站](<https://example.org/x%281%29?a=1>)，内部，[旧](<http://x.cn/a%20b>)"
    assert not codes


def test_pinyin_stands_above_its_character() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('xiāo')}</w:rt><w:rubyBase>{run('潇')}</w:rubyBase></w:ruby></w:r>"
    assert read(ruby, "河，丁") == ("[潇]{ruby=xiāo}河，丁", [])


def test_notes_keep_their_looks_and_those_in_tables_their_marks() -> None:
    def note(id_: int, kind: str = "footnote") -> str:
        return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'

    footnotes = (
        '<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("一", run("粗", "<w:b/>"))}{paragraph("二")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("三")}</w:footnote></w:footnotes>'
    )
    endnotes = f'<w:endnotes><w:endnote w:id="2">{paragraph("尾注")}</w:endnote></w:endnotes>'
    table = f"<w:tbl><w:tr><w:tc>{paragraph('格', note(3))}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    body = HEADED + paragraph("甲", note(2), "多，", note(2, "endnote"), "［1］") + table
    text, codes = markdown(word_file(body, {"styles": STYLES, "footnotes": footnotes, "endnotes": endnotes}))
    assert "甲[^1]多，[^2]［1］\n" in text and "| 格[^3] | 乙 |" in text  # ［1］ is text of the author's
    assert text.endswith("[^1]: 一**粗**<br>二\n\n[^2]: 尾注\n\n[^3]: 三") and not codes


def test_a_note_on_the_title_is_printed_where_it_can_be() -> None:
    title = paragraph("标题", '<w:r><w:footnoteReference w:id="2"/></w:r>', style="a3")
    notes = f'<w:footnotes><w:footnote w:id="2">{paragraph("题注")}</w:footnote></w:footnotes>'
    text, codes = markdown(word_file(title + HEADED + paragraph("丁"), {"styles": STYLES, "footnotes": notes}))
    assert text.endswith("丁\n\n题注") and codes == ["S092"]


def test_comments_become_comments_of_the_source() -> None:
    comments = f'<w:comments><w:comment w:id="7" w:author="李">{paragraph("请核实--看->")}</w:comment></w:comments>'
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    text, codes = read("正文", mark, "，丁", comments=comments)
    assert text == "正文，丁\n\n<!-- 批注 李：请核实—看-＞ -->" and codes == ["S087"]


def test_no_number_of_a_code_a_label_or_a_list_is_a_figure() -> None:
    text, _ = read("0354-2636001，GB 50513-2009，见图1，面积10km", run("2", _RAISED), "，共120个")
    assert text == "0354-2636001，GB 50513-2009，见图1，面积[10km²]{#f1}，共[120个]{#f2}"


def test_what_has_no_sign_is_named() -> None:
    assert read('<w:r><w:sym w:font="Webdings" w:char="F0C0"/></w:r>', "甲，丁") == ("甲，丁", ["S088"])


def test_notes_of_word_are_numbered_behind_those_that_were_typed() -> None:
    long = "各单位要认真落实，明确责任，细化措施，按照时间节点完成工作，确保取得实效。"
    notes = f'<w:footnotes><w:footnote w:id="2">{paragraph("脚注文")}</w:footnote></w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph("关于治水的报告") + paragraph("一、总体情况") + paragraph("人口［1］多", mark, f"，{long}")
    body += paragraph("二、其他情况") + paragraph(long) + paragraph("［1］数据为快报数。")
    text, _ = markdown(word_file(body, {"footnotes": notes}))
    assert "人口[^1]多[^2]，" in text and text.endswith("[^1]: 数据为快报数。\n\n[^2]: 脚注文")
