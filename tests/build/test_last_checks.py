"""What no page may show stops a build, with the place in the source; short documents and parts waste no pages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.build.result import BuildResult
from jzdocs.layout import boxes, key_figures
from jzdocs.project import lone
from reading import glyphs, lines, pdf_text, word_text

HEAD = "---\ntitle: 城市管理简报\ntemplate: {}\ndate: 2025-11-20\n{}---\n\n"


def built(folder: Path, text: str) -> BuildResult:
    (folder / "a.md").write_text(text, encoding="utf-8")
    result = pipeline.build(folder / "a.md", lone(folder / "a.md"))
    for name, data in result.files.items():
        (folder / name).write_bytes(data)
    return result


CARDS = """全市投入[24.6亿元]{#a}，培训[300人]{#b}。

```keyfigures
cards:
  - {figure: a, label: 投入}
  - {figure: b, label: 人数}
```
"""


def test_a_text_over_another_stops_the_build_and_names_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not built(tmp_path, HEAD.format("report", "") + CARDS).report.errors
    monkeypatch.setattr(key_figures, "BETWEEN_CARDS", -(10**6))  # cards that stand over each other
    result = built(tmp_path, HEAD.format("report", "") + CARDS)
    found = [finding for finding in result.report if finding.severity == "error"]
    assert {finding.code for finding in found} == {"T020"} and not result.files
    assert found[0].location.line >= 9  # of the block, whose cards have places of their own
    assert "300" in str(found[0]) and "亿元" in str(found[0])


def test_a_text_that_leaves_the_page_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = boxes.paragraph_boxes
    monkeypatch.setattr(
        "jzdocs.layout.blocks.paragraph_boxes", lambda *args, **more: whole(*args, **{**more, "left": 3_000_000})
    )
    result = built(tmp_path, HEAD.format("report", "") + "第一段。\n\n" + "这一段文字比版心还要宽。" * 5 + "\n")
    (finding,) = (f for f in result.report if f.severity == "error")
    assert finding.code == "T021" and finding.location.line == 9 and "这一段" in str(finding)


def test_labels_of_a_chart_over_each_other_stop_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = "全市投入[24.6亿元]{#a}，其中教育[3.2亿元]{#b}。\n\n```chart #fig:a\nkind: bar\ntitle: 投入\nunit: 亿元\n"
    chart += "rows: {全市: a, 教育: b}\nalt: 投入。\n```\n"
    assert not built(tmp_path, HEAD.format("report", "") + chart).report.errors
    whole = pipeline.plan_charts

    def crowded(loaded: object) -> object:
        from msgspec.structs import replace

        plans = whole(loaded)  # type: ignore[arg-type]
        return {
            key: replace(plan, marks=tuple(replace(m, y=20.0) if hasattr(m, "anchor") else m for m in plan.marks))
            for key, plan in plans.items()
        }

    monkeypatch.setattr(pipeline, "plan_charts", crowded)
    found = {f.code for f in built(tmp_path, HEAD.format("report", "") + chart).report if f.severity == "error"}
    assert found == {"T022"}


@pytest.mark.parametrize(("paragraphs", "pages"), [(28, 1), (31, 1), (32, 1), (34, 2)])
def test_a_note_of_a_page_and_a_few_lines_stays_one_page(tmp_path: Path, paragraphs: int, pages: int) -> None:
    body = "\n\n".join(f"本段文字第{'甲乙丙'[i % 3]}条说明有关工作的情况。" for i in range(paragraphs))
    assert built(tmp_path, HEAD.format("report", "") + body).pages == pages


def test_official_documents_keep_their_lines_to_the_page(tmp_path: Path) -> None:
    body = "\n\n".join("本段文字说明有关工作的情况。" for _ in range(24))
    head = "---\ntitle: 关于有关工作的通知\ntemplate: gongwen\nissuer: 甲市人民政府\ndate: 2025-11-20\n---\n\n"
    built(tmp_path, head + body)
    tops = sorted({round(line[0].y, 1) for line in lines(glyphs(tmp_path / "a.pdf")[1], size=15.75)})
    assert {round(b - a, 1) for a, b in pairwise(tops) if b - a < 40} <= {28.9, 29.0, 29.1}


def parts(*paragraphs: int) -> str:
    text = "本段文字说明有关工作的情况，内容比较详细，前后一共写了好几句话，供各地各部门参考。" * 4
    return "\n\n".join(f"# 第{'甲乙丙丁'[i]}类工作\n\n" + "\n\n".join([text] * n) for i, n in enumerate(paragraphs))


def test_a_short_part_is_followed_by_the_next_in_both_documents(tmp_path: Path) -> None:
    built(tmp_path, HEAD.format("briefing", "") + parts(1, 2, 12, 1))
    heads = ["".join(g.text for g in page if g.size == 20) for page in glyphs(tmp_path / "a.pdf")]
    on = {name: [i - 2 for i, head in enumerate(heads) if f"第{name}类工作" in head] for name in "甲乙丙丁"}
    assert on["甲"] == on["乙"] == [0]
    assert on["丙"] == [1]  # enough stands on the page before
    from docx import Document

    sections = Document(str(tmp_path / "a.docx")).sections
    assert len(sections) == 2 + len({tuple(place) for place in on.values()})


SOURCED = "全市投入[24.6亿元]{#a}，培训[300人]{#b}。\n"


@pytest.mark.parametrize(
    ("key", "listed", "placed"),
    [("", True, False), ("source_list: places\n", True, True), ("source_list: none\n", False, False)],
)
def test_the_list_of_sources_prints_places_only_where_they_are_asked_for(
    tmp_path: Path, key: str, listed: bool, placed: bool
) -> None:
    result = built(tmp_path, HEAD.format("briefing", key) + "# 工作\n\n" + SOURCED)
    assert not result.report.errors
    for text in (pdf_text(tmp_path / "a.pdf"), word_text(tmp_path / "a.docx")):
        assert ("数字出处" in text) == listed
        assert bool(re.search(r"a\.md:\d", text)) == placed
    assert b'"id"' in result.files["a.facts.json"]  # figures lead back in any case


def test_places_may_be_asked_for_in_the_block(tmp_path: Path) -> None:
    built(tmp_path, HEAD.format("report", "") + SOURCED + "\n```sources\nplaces: true\n```\n")
    assert "a.md:7" in pdf_text(tmp_path / "a.pdf") and "a.md:7" in word_text(tmp_path / "a.docx")


LONG_TITLE = "二〇二五年某某市经济社会高质量发展全景报告：数据重塑与格局新变化"
LONG_PART = "中坚力量：三万亿俱乐部的“四强”与龙头城市的跃升情况分析"


@pytest.mark.parametrize("paragraphs", [1, 30])  # parts that run on, and parts on pages of their own
def test_a_long_title_and_a_long_part_share_the_running_head(tmp_path: Path, paragraphs: int) -> None:
    body = f"# {LONG_PART}\n\n" + "\n\n".join(["本段文字说明有关工作的情况。" * 9] * paragraphs)
    text = f"---\ntitle: {LONG_TITLE}\ntemplate: briefing\n---\n\n{body}\n"
    assert not built(tmp_path, text).report.errors
    (head,) = lines([g for g in glyphs(tmp_path / "a.pdf")[2] if g.size == 8.5])
    printed = "".join(g.text for g in head)
    assert printed.count("…") == 2 and printed.startswith("二〇二五年")
    gap = max(b.x0 - a.x1 for a, b in pairwise(head))
    assert gap >= 16  # two ems between title and part
    from zipfile import ZipFile

    with ZipFile(tmp_path / "a.docx") as parts_of_word:
        names = [name for name in parts_of_word.namelist() if name.startswith("word/header")]
        headers = [re.sub(r"<[^>]+>", "", parts_of_word.read(name).decode()) for name in names]
    assert any("…" in header and len(header) < 60 for header in headers)
    assert all(not (LONG_TITLE in header and LONG_PART in header) for header in headers)


@pytest.mark.parametrize("date", ["", "date: 2025-11-20\nplace: 某某市\n"])
@pytest.mark.parametrize("issuers", [0, 1, 6, 12])
@pytest.mark.parametrize("subtitle", [0, 2])
@pytest.mark.parametrize(
    "title", ["简报", LONG_TITLE * 3, "短句 " * 4, "Internationalization-friendly Interoperability 平台建设的报告"]
)
def test_covers_hold_whatever_stands_on_them(
    tmp_path: Path, title: str, subtitle: int, issuers: int, date: str
) -> None:
    meta = f"title: {title}\n" + (f"subtitle: {'主题系列新闻发布会实录' * 5 * subtitle}\n" if subtitle else "")
    meta += f"issuer: [{', '.join('某某市人力资源和社会保障局' for _ in range(issuers))}]\n" if issuers else ""
    (tmp_path / "a.md").write_text(f"---\n{meta}{date}template: briefing\n---\n\n正文。\n", encoding="utf-8")
    report = pipeline.check(tmp_path / "a.md", lone(tmp_path / "a.md"))
    assert not report.errors
