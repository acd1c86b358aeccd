"""Saved web pages as sources: the article, what is left out, encodings, tables, and that no text is lost in silence."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from command import run
from jzdocs.build import pipeline
from jzdocs.errors import DocumentError, Report
from jzdocs.project import lone
from jzdocs.source.emit import Emitter
from jzdocs.source.pieces import Piece
from jzdocs.source.web import read_web

PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于做好节水工作的通知_某市人民政府</title>
<style>.hid{{display:none}}</style><script>var text = "<p>脚本里的字</p>";</script></head><body>
<div class="top"><a href="/">首页</a> | <a href="/zwgk">政务公开</a></div>
<div class="weizhi">您现在的位置：<a href="/">首页</a> &gt; 正文</div>
<table width="980"><tr><td>
<h1>关于做好节水工作的通知</h1>
<div class="xx">发布时间：2025-06-03 &nbsp; 来源：市水务局</div>
<div class="TRS_Editor">
<p align="center"><strong>关于做好</strong></p><p align="center"><strong>节水工作的通知</strong></p>
<p>各县（市、区）人民政府：</p>
<p>　　为做好节水工作，现就有关
事项通知如下：</p>
<p>　　<strong>一、总体要求</strong></p>
<p>　　坚持<span>以水</span><span lang="EN-US">定城</span>，投入<b>1,234.5</b>万元，蓄水10<sup>3</sup>立方米，达到100%。</p>
<p>　　<strong>二、重点任务</strong></p>
<p>　　见<a href="https://example.gov.cn/a.html">《节水条例》</a>。<del>删去的话。</del></p>
<table border="1"><tr><th rowspan="2">地区</th><th colspan="2">投入（万元）</th></tr><tr><th>2023年</th><th>2024年</th></tr>
<tr><td>甲县</td><td>1,200.50</td><td>—</td></tr></table>
<p class="hid">样式表隐藏的话。</p><p style="display: none">属性隐藏的话。</p>
<p><img src="http://example.com/a.png" alt="示意图"></p>
<p>某市人民政府办公室</p>
</div></td></tr></table>
<div class="share">分享到：<a>微信</a></div><div id="footer">版权所有：某市人民政府</div></body></html>"""


def read(html: str | bytes) -> tuple[list[Piece], Report]:
    report = Report()
    return read_web(html.encode() if isinstance(html, str) else html, "a.html", report), report


def texts(pieces: list[Piece], *roles: str) -> list[str]:
    return [piece.text for piece in pieces if piece.role in roles]


def markdown(pieces: list[Piece]) -> str:
    return Emitter("a.html").emit(pieces).text


def test_the_article_of_a_page_in_gb2312() -> None:
    pieces, report = read(PAGE.format().encode("gb18030"))
    assert texts(pieces, "title") == ["关于做好节水工作的通知"]
    assert [(p.text, p.level) for p in pieces if p.role == "heading"] == [("总体要求", 1), ("重点任务", 1)]
    assert texts(pieces, "text", "lead") == [
        "各县（市、区）人民政府：",
        "为做好节水工作，现就有关事项通知如下：",
        "坚持以水定城，投入1,234.5万元，蓄水10³立方米，达到100%。",
        "见《节水条例》。",
        "某市人民政府办公室",
    ]
    left_out = {d.arguments["text"]: d.variant for d in report if d.code == "S097"}
    assert left_out == {
        "首页 | 政务公开": "web",
        "您现在的位置： 首页 > 正文": "web",
        "发布时间：2025-06-03 来源：市水务局": "web",
        "删去的话。": "web_hidden",
        "样式表隐藏的话。": "web_hidden",
        "属性隐藏的话。": "web_hidden",
        "分享到： 微信": "web",
        "版权所有：某市人民政府": "web",
    }
    assert [d.arguments["name"] for d in report if d.code == "S098"] == ["示意图 http://example.com/a.png"]
    assert not any(d.severity == "error" for d in report)


def test_a_table_keeps_its_cells_and_their_spans() -> None:
    table = next(piece for piece in read(PAGE.format())[0] if piece.role == "table")
    assert table.rows == (("地区", "投入（万元）", ""), ("", "2023年", "2024年"), ("甲县", "1,200.50", "—"))
    assert [(c.text, c.colspan, c.rowspan) for c in table.cells[0]] == [("地区", 1, 2), ("投入（万元）", 2, 1)]
    assert table.heads == 2


def test_links_and_bold_words_are_marked() -> None:
    pieces, _ = read(
        "<p>依<b>法</b>见<a href='https://a.cn/b'>条例</a>和<a href='javascript:x()'>附件</a>，" + "不得有误" * 9
    )
    marks = [(p.text[m.start : m.end], m.kind, m.value) for p in pieces for m in p.marks]
    assert marks == [("法", "strong", ""), ("条例", "link", "https://a.cn/b")]


def test_headings_and_lists() -> None:
    pieces, _ = read(
        "<title>总结</title><h1>2025年总结</h1><p>前面的话，有一句就够。</p><h2>成绩</h2><h4>项目</h4>"
        "<ol start=3><li>新建道路3条<ul><li>主干道1条</ul><li>改造管网15公里</ol><h2>问题</h2><p>资金不足，需要补充。</p>"
    )
    assert texts(pieces, "title") == ["2025年总结"]
    assert [(p.text, p.level) for p in pieces if p.role == "heading"] == [("成绩", 1), ("项目", 2), ("问题", 1)]
    assert [(p.text, p.level, p.ordinal) for p in pieces if p.role == "bullet"] == [
        ("新建道路3条", 0, 3),
        ("主干道1条", 1, 0),
        ("改造管网15公里", 0, 4),
    ]


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_encodings(name: str) -> None:
    meta = '<meta charset="big5">' if name == "big5" else ""
    text = "再生水利用率24.6%，水務局發布。" if name == "big5" else "再生水利用率24.6%，镕㐀。"
    pieces, _ = read(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(name))
    assert "".join(p.text for p in pieces) == text


def test_a_page_that_names_the_wrong_encoding_is_read_by_what_it_is() -> None:
    pieces, _ = read("<meta charset=gb2312><p>实际是通用编码的网页，不是国标。</p>".encode())
    assert texts(pieces, "text") == ["实际是通用编码的网页，不是国标。"]


def test_a_web_archive() -> None:
    page = "<html><body><h1>标题在这里</h1><p>正文在这里，共12个。</p></body></html>"
    archive = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B; type=text/html\r\n\r\n"
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--B--\r\n"
    )
    pieces, _ = read(archive)
    assert texts(pieces, "title", "text") == ["标题在这里", "正文在这里，共12个。"]


def test_deep_pages_are_refused_with_one_message_and_flat_ones_are_not() -> None:
    with pytest.raises(DocumentError) as caught:
        read("<div>" * 2000 + "<p>深处的字。</p>")
    assert caught.value.diagnostic.variant == "web"
    assert texts(read("<div>" * 200 + "<p>不太深的字。</p>")[0], "text") == ["不太深的字。"]


def test_entities_of_a_page_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>看：&x;完了。</p>'
    )
    assert "机密" not in markdown(read(page)[0])


def test_markup_in_a_page_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    words = "星号*强调*与[链接](x)及`代码`和 | 竖线，行内&lt;b&gt;标签&lt;/b&gt;，电话138****1234。"
    path.write_text(f"<title>符号</title><p>{words}</p><p># 不是标题，是正文。</p>", encoding="utf-8")
    built = pipeline.build(path, lone(path))
    (tmp_path / "a.pdf").write_bytes(built.files["a.pdf"])
    from reading import pdf_text, squeeze

    text = pdf_text(tmp_path / "a.pdf")
    assert squeeze("138****1234") in text and "<b>标签</b>" in text and "`代码`" in text and "#不是标题" in text


BLOCKS = ["p", "div", "section", "li", "td", "h2", "blockquote", "pre", "dd", "nav", "aside", "footer", "button"]
INLINES = ["span", "b", "em", "a href='https://a.cn'", "font", "u", "code", "label", "del"]
WORDS = st.just("字0000000")
LEAVES = WORDS | st.tuples(st.sampled_from(INLINES), WORDS).map(lambda p: f"<{p[0]}>{p[1]}</{p[0].split()[0]}>")


def _element(children):
    wrapped = st.tuples(st.sampled_from(BLOCKS), st.lists(children, min_size=1, max_size=4))
    return wrapped.map(lambda p: f"<{p[0]}>{''.join(p[1])}</{p[0]}>")


def _table(children):
    rows = st.lists(st.lists(children, min_size=1, max_size=3), min_size=1, max_size=3)
    return rows.map(lambda t: f"<table>{''.join(f'<tr>{_cells(r)}</tr>' for r in t)}</table>")


def _cells(row):
    return "".join(f"<td>{cell}</td>" for cell in row)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.recursive(LEAVES, lambda c: _element(c) | _table(c), max_leaves=12), min_size=1, max_size=5))
def test_every_word_is_printed_or_told(parts: list[str]) -> None:
    numbers = itertools.count()
    page = re.sub(r"字\d{7}", lambda _: f"字{next(numbers):07}", "".join(parts))
    pieces, report = read(f"<html><body>{page}</body></html>")
    found = "".join("".join(p.text + "".join(map("".join, p.rows)) for p in pieces).split())
    found += "".join("".join(str(d.arguments["text"]) for d in report if "text" in d.arguments).split())
    assert [word for word in re.findall(r"字\d{7}", page) if word not in found] == []


def test_a_page_is_built_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "通知.html").write_bytes(PAGE.format().encode("gb18030"))
    ended = run("build", "通知.html", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert {p.name for p in (tmp_path / "output").iterdir()} >= {"通知.pdf", "通知.docx"}
