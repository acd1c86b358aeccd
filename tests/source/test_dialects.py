"""Markdown as people write it: masks and products with stars, ragged tables, marks of other dialects, HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain, runs
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole


def read(text: str) -> tuple[nodes.Document, Report]:
    report = Report()
    return MarkdownReader(whole("a.md", text), report, picture_loader(Path(__file__).parent, report)).read(), report


def looks(inlines: tuple[nodes.Inline, ...]) -> str:
    """The inlines with their emphasis in square brackets: [B 粗], [I 楷]."""
    out = ""
    for inline in inlines:
        match inline:
            case nodes.Strong():
                out += f"[B {looks(inline.children)}]"
            case nodes.Emphasis():
                out += f"[I {looks(inline.children)}]"
            case nodes.Script():
                out += f"[{inline.position} {looks(inline.children)}]"
            case nodes.Link():
                out += f"[L {looks(inline.children)}]"
            case _:
                out += plain((inline,))
    return out


def line(text: str) -> str:
    (paragraph,) = read(text)[0].blocks
    assert isinstance(paragraph, nodes.Paragraph)
    return looks(paragraph.lead + paragraph.inlines)


def findings(report: Report) -> list[str]:
    return [f"{d.code}.{d.variant}".rstrip(".") + f":{d.location.line}" for d in report]


@pytest.mark.parametrize(
    "text",
    [
        "李*明、王*华、张**等3人",
        "李*明和王*华",
        "李*、王*，赵**、孙**",
        "*小明、*大伟",
        "欧阳*华、司马*",
        "户主王*军，低保对象赵*",
        "电话138****1234、139****5678",
        "身份证1424**********1234",
        "3*4*5=60，尺寸10*20*30cm",
        "2**3**4",
        "长*宽*高",
        "f(x)*g(y)*h",
        "京A*1234和京B*5678",
        "带*的为必填，带*号的不填*号",
        "第*条和第*款",
        "姓名____，电话____。",
        "（____）和（____）",
        "report_2025_final，变量a_b_c，李_明_王",
    ],
)
def test_masks_products_and_blanks_are_text(text: str) -> None:
    document, report = read(text)
    assert line(text) == text and findings(report) == [] and len(document.blocks) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这是*强调*文字", "这是[I 强调]文字"),
        ("*楷*，**粗**，中文**粗**中文", "[I 楷]，[B 粗]，中文[B 粗]中文"),
        ("***粗斜***文", "[I [B 粗斜]]文"),
        ("高*质量*发展", "高[I 质量]发展"),
        ("*注：*正文", "[I 注：]正文"),
        ("全市**达到38.2%，其中**很", "全市[B 达到38.2%，其中]很"),
        ("文**标题****副标题**文", "文[B 标题][B 副标题]文"),
        ("**电话138****1234**，后", "[B 电话138****1234]，后"),
        ("**李*明**、**王*华**", "[B 李*明]、[B 王*华]"),
        ("李*明是*强调*的", "李*明是[I 强调]的"),
        ("**S**QL **A**lchemy", "[B S]QL [B A]lchemy"),
        ("_斜_ 和 __粗__", "[I 斜] 和 [B 粗]"),
    ],
)
def test_emphasis_stays_emphasis(text: str, expected: str) -> None:
    assert line(text) == expected and findings(read(text)[1]) == []


@pytest.mark.parametrize(
    ("text", "expected", "finding"),
    [
        ("单价*数量*折扣", "单价*数量*折扣", "S070.text:1"),
        ("面积=长度*宽度*二", "面积=长度*宽度*二", "S070.text:1"),
        ("2025*年度*计划", "2025*年度*计划", "S070.text:1"),
        ("a*b*c", "a*b*c", "S070.text:1"),
        ("他说*这句话，很重要*，后", "他说*这句话，很重要*，后", "S070.text:1"),
        ("这是*一段没有停顿而且相当长的强调文字*后", "这是[I 一段没有停顿而且相当长的强调文字]后", "S070.emphasis:1"),
        ("甲 **乙", "甲 **乙", "S071.unclosed:1"),
    ],
)
def test_stars_that_can_be_read_in_two_ways_are_told(text: str, expected: str, finding: str) -> None:
    assert line(text) == expected and findings(read(text)[1]) == [finding]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m^2^、H~2~O", "m[super 2]、H[sub 2]O"),
        ("PM~2.5~年均值", "PM[sub 2.5]年均值"),
        ("5~10℃、20~30℃，a==b==c", "5~10℃、20~30℃，a==b==c"),
        ("<b>粗</b><em>楷</em><sup>2</sup>", "[B 粗][I 楷][super 2]"),
        ('<a href="https://a.cn">网站</a>', "[L 网站]"),
        ("<名称>、<your-name>", "<名称>、<your-name>"),
        ("&lt;甲&gt; 与 \\*乙\\*", "<甲> 与 *乙*"),
    ],
)
def test_marks_with_an_obvious_meaning(text: str, expected: str) -> None:
    assert line(text) == expected and findings(read(text)[1]) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("见[@zhang2020, 12]", "S071.citation:1"),
        ("{{< video a >}}", "S071.shortcode:1"),
        ("{{ 变量 }}", "S071.template:1"),
        ("[[页面]]", "S071.wiki:1"),
        ("好:smile:", None),
        ("好 :smile:", "S071.emoji:1"),
        ("%%注释%%", "S071.comment:1"),
        ("文字{#甲}", None),
        ("文字{.red}", "S071.attribute:1"),
        ("见@fig:图", "S071.reference:1"),
        ("\\textbf{重}", "S071.latex:1"),
        ("::: note\n甲", "S071.div:1"),
        ("甲`乙", "S071.unclosed:1"),
        ("甲[^乙", "S071.unclosed:1"),
        ("甲[^乙]", "R002.text:1"),
        ("A<B>C", "S025:1"),
    ],
)
def test_marks_that_are_not_read_are_printed_and_told(text: str, finding: str | None) -> None:
    assert line(text) == text and findings(read(text)[1]) == ([finding] if finding else [])


def test_highlighted_text_is_bold_and_told() -> None:
    assert line("高亮==重点==。") == "高亮[B 重点]。" and findings(read("高亮==重点==。")[1]) == ["S072.highlight:1"]


def test_a_note_in_the_line() -> None:
    document, report = read("甲^[注文*楷*]乙")
    (note,) = document.notes.values()
    assert looks(note[0].inlines) == "注文[I 楷]" and not report.found  # type: ignore[union-attr]


# --- tables


def rows(table: nodes.Block) -> list[list[str]]:
    assert isinstance(table, nodes.Table)
    return [[looks(cell.inlines) for cell in row] for row in (*table.head, *table.body)]


def test_a_row_with_more_cells_than_the_head_keeps_them_and_is_told() -> None:
    document, report = read("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 | 3 |\n| 4 |\n")
    (table,) = document.blocks
    assert rows(table) == [["甲", "乙", ""], ["1", "2", "3"], ["4", "", ""]]
    assert isinstance(table, nodes.Table) and table.align == ("left", "right", "left")
    assert findings(report) == ["S076:3"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [("| 甲 | 乙 |\n| 1 | 2 |", "S076.none:1"), ("|甲|乙|\n|--|\n|1|2|", "S076.dashes:2")],
)
def test_a_table_without_a_whole_line_of_dashes_is_a_table(text: str, finding: str) -> None:
    document, report = read(text)
    assert rows(document.blocks[0]) == [["甲", "乙"], ["1", "2"]] and findings(report) == [finding]


def test_escaped_pipes_and_text_below_a_table() -> None:
    document, report = read("| 甲 |\n|---|\n| 1 \\| **2** |\n注：说明。")
    assert rows(document.blocks[0]) == [["甲"], ["1 | [B 2]"]] and not report.found
    assert looks(document.blocks[1].inlines) == "注：说明。"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["| 甲 |\n|---|\n| 1 |\n\n: 题 {#tbl-a}", "Table: 题 {#a}\n\n| 甲 |\n|---|\n| 1 |"])
def test_captions_of_pandoc(text: str) -> None:
    document, report = read(text)
    (table,) = document.blocks
    assert isinstance(table, nodes.Table) and plain(table.title) == "题" and table.id == "tbl:a" and not report.found


def test_html_tables_keep_merged_cells() -> None:
    text = (
        "<table><caption>题</caption><tr><th>甲</th><th colspan=2>乙</th></tr>\n\n"
        "<tr><td rowspan='2'>一</td><td>1</td><td><b>2</b></td></tr><tr><td>3<p>4</p></td></tr></table>"
    )
    document, report = read(text)
    (table,) = document.blocks
    assert isinstance(table, nodes.Table) and plain(table.title) == "题" and not report.found
    assert rows(table) == [["甲", "乙"], ["一", "1", "[B 2]"], ["3 4", ""]]
    assert [cell.colspan for cell in table.head[0]] == [1, 2] and table.body[0][0].rowspan == 2


# --- blocks


def kinds(document: nodes.Document) -> list[str]:
    return [type(block).__name__ for block in document.blocks]


def texts(document: nodes.Document) -> list[str]:
    return [looks(run) for block in blocks(document.blocks) for run in runs(block)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!NOTE]\n> 内容", ["[B 说明]", "内容"]),
        ("> [!TIP] 标题\n> 内容", ["[B 标题]", "内容"]),
        ('!!! warning "小心"\n    内容\n\n    又', ["[B 小心]", "内容", "又"]),
        ("::: tip\n内容\n:::", ["[B 提示]", "内容"]),
        ("::: {.callout-note title='题'}\n内容\n:::", ["[B 题]", "内容"]),
        ("::: note\n外\n::: tip\n里\n:::\n:::", ["[B 说明]", "外", "[B 提示]", "里"]),
    ],
)
def test_notices_are_quotations_with_a_title(text: str, expected: list[str]) -> None:
    document, report = read(text)
    assert kinds(document) == ["Quote"] and texts(document) == expected and not report.found


def test_a_block_that_only_asks_for_a_look_is_text_and_told() -> None:
    document, report = read("::: {.landscape}\n内容\n:::")
    assert texts(document) == ["内容"] and findings(report) == ["S072.div:1"]


def test_tasks_contents_page_breaks_and_definitions() -> None:
    document, report = read("[toc]\n\n# 章\n\n- [ ] 待办\n- [x] 办结\n\n\\newpage\n\n术语\n: 解释")
    assert kinds(document) == ["Contents", "Heading", "List", "PageBreak", "Paragraph", "Paragraph"]
    assert texts(document) == ["章", "☐ 待办", "☑ 办结", "[B 术语]", "解释"] and not report.found


def test_the_front_matter_can_ask_for_contents_once() -> None:
    assert kinds(read("---\ntoc: true\n---\n引言\n\n# 章")[0]) == ["Paragraph", "Contents", "Heading"]
    assert kinds(read("---\ntoc: true\n---\n[toc]\n\n# 章\n\n[toc]")[0]) == ["Contents", "Heading"]
    assert kinds(read("```contents\n```\n\n[toc]\n\n# 章")[0]) == ["Contents", "Heading"]


def test_html_blocks() -> None:
    document, report = read(
        "<div align=center>\n<h1>题</h1>\n<p>段*楷*</p><ul><li>甲<li>乙</ul><pre>码</pre>\n<blockquote>引</blockquote></div>"
    )
    assert kinds(document) == ["Heading", "Paragraph", "List", "CodeBlock", "Quote"]
    assert texts(document) == ["题", "段[I 楷]", "甲", "乙", "引"] and not report.found


def test_pictures_in_text_stand_below_it_and_remote_ones_are_links() -> None:
    document, report = read("文[![标](https://a.cn/b.png)](https://a.cn)字")
    assert texts(document) == ["文[L [L 标]]字"] and findings(report) == ["X010:1"]


def test_text_over_a_rule_is_no_heading() -> None:
    document, report = read("这是正文。\n---\n标题\n---")
    assert kinds(document) == ["Paragraph", "ThematicBreak", "Heading"] and findings(report) == ["S072.rule:1"]


def test_indented_sentences_are_text() -> None:
    document, report = read("    今年以来，全市上下共同努力，各项工作取得了新的进展。\n\n# 甲\n\n    x = 1")
    assert kinds(document) == ["Paragraph", "Heading", "CodeBlock"] and findings(report) == ["S077:1"]


def test_definitions_that_nothing_uses_are_told_and_text_is_no_definition() -> None:
    document, report = read("[注]: 数据为快报数\n\n[用][a]\n\n[a]: https://a.cn\n[b]: https://b.cn")
    assert texts(document) == ["[注]: 数据为快报数", "[L 用]"] and findings(report) == ["S078.link:6"]


def test_a_second_note_of_a_label_stays_in_the_text() -> None:
    document, report = read("甲[^1]\n\n[^1]: 一\n\n[^1]: 二")
    assert texts(document) == ["甲", "二"] and findings(report) == ["S078.note:5"]


def test_figures_in_notes_stand_in_the_text() -> None:
    document, report = read("甲[^1]\n\n[^1]: 一\n\n    ```pagebreak\n    ```\n\n    ## 题")
    assert kinds(document) == ["Paragraph", "PageBreak"] and findings(report) == ["S075:5"]
    assert [looks(b.inlines) for b in document.notes["1"]] == ["一", "[B 题]"]  # type: ignore[union-attr]
