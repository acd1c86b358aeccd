"""What the check of conservation sees: planted losses between source, document, pages and Word file."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from jzdocs.build import pipeline, writers
from jzdocs.conservation.marks import without_marks
from jzdocs.conservation.outputs import lost_in_word, lost_on_pages
from jzdocs.conservation.sources import SourceLine, lost_from_source
from jzdocs.conservation.words import letters, placed_words, words
from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.project import lone

SOURCE = """---
title: 供水
template: report
---

# 概况

全市有[12座]{#plants}水厂，**日供水**80万吨。

- 城区水厂
- 乡镇水厂

| 县区 | 水厂 |
|---|---|
| 甲县 | 3座 |

注释在此[^1]。

[^1]: 按年末数统计。
"""


def load(folder: Path, text: str = SOURCE, name: str = "a.md") -> pipeline.LoadedDocument:
    (folder / name).write_text(text, encoding="utf-8")
    return pipeline.load(folder / name, lone(folder / name), None)


def lines_of(text: str, path: str = "a.txt") -> list[SourceLine]:
    return [SourceLine(line, Location(path, number, 1, 0)) for number, line in enumerate(text.split("\n"), 1)]


def document(*texts: tuple[int, str], path: str = "a.txt") -> nodes.Document:
    paragraphs = [nodes.Paragraph((nodes.Text(text, Location(path, line, 1)),)) for line, text in texts]
    return nodes.Document(nodes.Meta(title="题目"), tuple(paragraphs))


def lost(source: str, doc: nodes.Document, report: Report | None = None) -> list[tuple[int, int, str]]:
    found = lost_from_source(lines_of(source), doc, (report or Report()).found)
    return [(item.at.line, item.at.column, item.text) for item in found]


@pytest.mark.parametrize(
    ("source", "texts", "expected"),
    [
        ("甲乙丙。\n丁戊。", [(1, "甲乙丙。"), (2, "丁戊。")], []),
        ("甲乙丙。\n丁戊。", [(1, "甲乙丙。")], [(2, 1, "丁戊")]),
        ("甲乙，丙丁，戊己。", [(1, "甲乙，戊己。")], [(1, 4, "丙丁")]),
        ("甲乙，丙丁，戊己，庚辛。", [(1, "甲乙，庚辛。")], [(1, 4, "丙丁，戊己")]),
        ("hard-wrapped 甲乙\n丙丁戊", [(1, "hard-wrapped 甲乙丙丁戊")], []),
        ("甲12座\n乙3座", [(1, "甲12座"), (2, "乙座")], [(2, 1, "乙3座")]),
        ("甲１２座", [(1, "甲12座")], []),
        ("题目\n正文", [(2, "正文")], []),
        ("，。——\n\n正文", [(3, "正文")], []),
        ("甲，甲，甲", [(1, "甲，甲")], []),  # a word that stands there once may be seen as all of them: a known limit
        ("完成☑\n正文", [(1, "完成"), (2, "正文")], [(1, 1, "完成☑")]),
    ],
)
def test_what_a_source_loses(source: str, texts: list[tuple[int, str]], expected: list[tuple[int, int, str]]) -> None:
    assert lost(source, document(*texts)) == expected


def test_what_a_finding_names_is_not_lost() -> None:
    report = Report()
    report.warn(Location("a.txt", 2, 1), "S050", text="页脚")
    assert lost("甲\n第3页", document((1, "甲")), report) == []
    assert lost("甲\n乙\n第3页", document((1, "甲"), (2, "乙")), report) == [(3, 1, "第3页")]
    assert lost("甲\n乙\n页脚", document((1, "甲"), (2, "乙")), report) == []  # the finding quotes it


def test_a_finding_about_figures_says_nothing_of_what_was_read() -> None:
    report = Report()
    report.warn(Location("a.txt", 2, 1), "F101")
    assert lost("甲\n乙丙", document((1, "甲")), report) == [(2, 1, "乙丙")]


def test_dates_of_the_front_matter() -> None:
    doc = replace(document((2, "正文")), meta=nodes.Meta(title="题", date="2025-03-21"))
    for form in ("2025年3月21日", "二〇二五年三月二十一日", "2025年03月21日", "（2025年3月21日）", "3月21日"):
        assert lost(f"{form}\n正文", doc) == [], form
    assert lost("2025年3月22日\n正文", doc) == [(1, 1, "2025年3月22日")]


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("# 标题 {#sec:a}", "标题"),
        ("**甲**乙`丙`", "甲乙丙"),
        ("[12座]{#a}见@fig:b与@fact:a。", "12座见与"),
        ("[文字](https://a.cn/路径(一) '名')与<https://b.cn>", "文字名与httpsbcn"),
        ('![替代](a.png "图题")', "图题"),
        ("甲[^1]乙\n\n[^1]: 注", "甲乙注"),
        ("<!-- 批注\n两行 -->甲<sup>2</sup>", "甲2"),
        ("1. 甲\n2. 乙", "甲乙"),
        ("```\nx = 1\n```", "x1"),
        ("---\ntitle: 题\n---\n甲", "甲"),
        ("```chart\nkind: bar\ntitle: 图题\nrows:\n  甲县: a.b\n  乙县: 3\nalt: 不印\n```\n丙", "图题甲县乙县丙"),
        ("````columns 2\n甲\n\n```table\ntitle: 表题\n```\n\n乙\n````\n丙", "甲表题乙丙"),
        ("甲&nbsp;乙&#8212;丙", "甲乙丙"),
    ],
)
def test_marks_are_no_text(source: str, visible: str) -> None:
    out = without_marks(source)
    assert len(out) == source.count("\n") + 1
    assert "".join(letters(line) for line in out) == visible


def test_the_words_that_count() -> None:
    assert words("增长5.2%，ＡＢ　－3℃。") == ["增长5", "2%", "AB", "3°C"]
    assert list(placed_words("（甲乙）丙")) == [(1, "甲乙"), (4, "丙")]
    assert letters("—…，、.") == ""


def test_a_lost_line_of_a_real_document_is_found(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    lines = [
        SourceLine(line, loaded.source.text.at(n)) for n, line in enumerate(without_marks(loaded.source.text.text))
    ]
    assert lost_from_source(lines, loaded.document, []) == []
    for index, gone in [(1, "全市有12座"), (2, "城区水厂"), (3, "县区"), (4, "注释在此")]:
        kept = loaded.document.blocks[: index + 1] + loaded.document.blocks[index + 2 :]
        found = lost_from_source(lines, replace(loaded.document, blocks=kept), [])
        assert gone[:3] in "".join(item.text for item in found), (index, found)
    found = lost_from_source(lines, replace(loaded.document, notes={}), [])
    assert [item.text for item in found] == ["按年末数统计"]


def outputs(folder: Path, change) -> tuple[list[str], list[str]]:  # type: ignore[no-untyped-def]
    """What the files of a changed document lack of the document as it was."""
    loaded = load(folder)
    path = folder / "a.md"
    changed = replace(loaded, document=change(loaded.document))
    changed, pages = pipeline.lay_out_pages(changed, {}, None)
    job = writers.OutputJob(
        changed, pages, {}, {}, folder, "a", ("docx",), pipeline.BuildOptions(), {}, [], pipeline.Store(None)
    )
    docx = writers.word_file(writers._word_job(job))
    assert path.exists()
    pdf = [printed.text for printed in lost_on_pages(loaded.document, pages)]
    return pdf, [printed.text for printed in lost_in_word(loaded.document, docx)]


def test_nothing_is_missing_in_the_outputs(tmp_path: Path) -> None:
    assert outputs(tmp_path, lambda d: d) == ([], [])


@pytest.mark.parametrize(("index", "text"), [(1, "概况"), (2, "日供水"), (3, "城区水厂"), (4, "县区"), (5, "注释在此")])
def test_a_block_that_a_writer_drops_is_found(tmp_path: Path, index: int, text: str) -> None:
    def drop(document: nodes.Document) -> nodes.Document:
        return replace(document, blocks=document.blocks[:index] + document.blocks[index + 1 :])

    pdf, docx = outputs(tmp_path, drop)
    assert any(text in lost_text for lost_text in pdf) and any(text in lost_text for lost_text in docx)


def test_a_loss_is_a_warning_for_users_and_an_error_for_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "resolve", lambda document, *_: replace(document, blocks=document.blocks[:2]))
    with pytest.raises(AssertionError, match="S100"):
        load(tmp_path)
    monkeypatch.setenv("JZDOCS_SELF_CHECK", "")
    findings = [finding for finding in load(tmp_path).report if finding.code == "S100"]
    assert [finding.location.line for finding in findings] == [8, 10, 11, 13, 15, 17]
    assert {finding.severity for finding in findings} == {"warning"}
    assert "全市有12座水厂" in str(findings[0]) or "全市有" in str(findings[0])
