"""Key figures and charts that are proposed for a plain text: what an editor would print, and where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.source.emit import Emitter
from jzdocs.source.plain import read_plain

Card = tuple[str, str, str]  # what is printed, the label, how it changed


def markdown(text: str) -> str:
    return Emitter("t.txt").emit(read_plain(text, "t.txt", Report())).text


def cards(text: str) -> list[Card]:
    """Return the proposed key figures of a text."""
    source = markdown(text)
    facts = {match[2]: match[1] for match in re.finditer(r"\[([^\]]*)\]\{#(f\d+)\}", source)}
    found = re.findall(r'figure: (.*)\n +label: "(.*)"(?:\n +context: "(.*)")?', source)
    return [(re.sub(r"f\d+", lambda name: facts[name[0]], ends), label, context) for ends, label, context in found]


def briefing(*paragraphs: str, heading: str = "一、工作情况") -> str:
    return "\n\n".join(("某县工作汇报", heading, *paragraphs))


def test_a_change_is_one_card_with_the_new_value() -> None:
    assert cards(briefing("再生水利用率由24.6%提升至38.2%。公园面积由52公顷增加到61公顷。")) == [
        ("38.2%", "再生水利用率", "由24.6%提高"),
        ("61公顷", "公园面积", "由52公顷增加"),
    ]
    assert cards(briefing("赤字率由3%左右提高到3.87%。")) == [("3.87%", "赤字率", "由3%左右提高")]
    text = briefing("生产总值由2020年的368亿元增加到2025年的493亿元。")
    assert cards(text) == [("493亿元", "生产总值", "2020年为368亿元")]


def test_a_level_carries_how_it_grew() -> None:
    text = briefing("生产总值493亿元，同比增长5.4%。粮食产量45万吨，比上年下降1.2%。")
    assert cards(text) == [("493亿元", "生产总值", "同比增长5.4%"), ("45万吨", "粮食产量", "比上年下降1.2%")]


def test_the_headline_goes_before_the_rest() -> None:
    text = briefing(
        "服务业增加值201亿元。建筑业总产值64亿元。农业总产值41亿元。物业总收入3亿元。苗木总产值2亿元。",
        "生产总值493亿元。一般公共预算收入36亿元。居民人均可支配收入31260元。粮食产量45万吨。",
    )
    labels = [label for _, label, _ in cards(text)]
    assert labels == ["生产总值", "一般公共预算收入", "居民人均可支配收入", "粮食产量"]


@pytest.mark.parametrize(
    "sentence",
    [
        "力争生产总值达到493亿元。",  # a goal
        "到2030年，生产总值达到493亿元。",
        "生产总值突破493亿元。",  # more than is printed
        "生产总值增长5.4%。",  # no level
        "工期15天，会期3天，19点30分开始。",  # times
        "（1）建站；（2）修路；（3）通水。",  # list numbers
        "建成站点12个。",  # too few to stand out
        "注：生产总值493亿元按现价计算。",  # a note
        "生产总值是指493亿元的增加值之和。",  # an explanation
        "安江县常住人口64万人。平湖县常住人口55万人，平湖县常住人口66万人。",
    ],
)
def test_what_does_not_deserve_to_stand_out(sentence: str) -> None:
    assert "生产总值" not in str(cards(briefing(sentence))) and "平湖县常住人口" not in str(cards(briefing(sentence)))


@pytest.mark.parametrize("heading", ["一、2026年主要目标", "一、下一步工作安排", "一、附表", "一、名词解释"])
def test_plans_and_annexes_have_no_cards(heading: str) -> None:
    assert cards(briefing("生产总值493亿元，粮食产量45万吨。", heading=heading)) == []


def test_no_two_cards_have_one_label_or_one_value() -> None:
    text = briefing("我国财政收入16.4亿元。", "财政收入16.4亿元，同比增长5%。", "粮食产量45万吨。")
    assert [label for _, label, _ in cards(text)] == ["财政收入", "粮食产量"]


def test_a_range_prints_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 题\n---\n\n```keyfigures\ncards:\n  - {figure: a — b, label: 客户}\n"
        "  - {figure: c — d, label: 利润}\n```\n\n新增客户[50]{#a}—[80家]{#b}，利润[9000万元]{#c}至[1.2亿元]{#d}。\n",
        encoding="utf-8",
    )
    result = pipeline.load(path, lone(path), None)
    assert not result.report.errors
    blocks = [block for block in result.document.blocks if isinstance(block, nodes.KeyFigures) and not block.collect]
    printed = [(card.number, card.unit, card.upper) for card in blocks[0].groups[0].cards]
    assert printed == [("50—80", "家", "b"), ("9000万元—1.2", "亿元", "d")]


def test_a_range_with_an_unknown_end_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("```keyfigures\ncards:\n  - {figure: a — b, label: 客户}\n```\n\n[50家]{#a}。\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    assert [finding.code for finding in report if finding.severity == "error"] == ["F003"]


def test_a_chart_stands_behind_its_text() -> None:
    source = markdown(briefing("再生水利用率由24.6%提升至38.2%。", "其他工作有序推进。"))
    assert source.index("提升至") < source.index("```chart #fig:chart1") < source.index("其他工作")
    assert "series: [期初, 期末]" in source and "note: 起止年份原文未列。" in source
    dated = markdown(briefing("生产总值由2020年的368亿元增加到2025年的493亿元。"))
    assert "series: [2020年, 2025年]" in dated and "note:" not in dated and "期初" not in dated


def test_the_title_of_a_proposed_chart_states_no_figure() -> None:
    source = markdown(briefing("公路里程由２０２０年的１２３公里增加到２０２５年的１７６公里。"))
    assert 'title: "公路里程变化"' in source


@pytest.mark.parametrize(
    "text",
    [
        "再生水利用率由24.6%提升至38.2%。再生水利用率由20%提升至30%。",
        "再生水利用率由24.6%提升至38.2%。公园面积由52公顷增加到61公顷。倍差由1.96缩小到1.81。",
        "按品类分，甲类占70.8%，乙类占14.6%，丙类占2.4%，以上三类合计87.8%；丁类占12.2%。",
        "生产总值由2020年的368亿元增加到2025年的493亿元，占全市的比重由12%提高到13.5%。",
        "建成学校55所、医院26所、公园50所。存款余额由4亿元增加到50亿元，贷款余额由30亿元增加到40亿元。",
    ],
)
def test_whatever_is_proposed_can_be_built(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(briefing(text, text, heading="一、主要成效"), encoding="utf-8")
    report = pipeline.check(path, lone(path))
    assert [str(finding) for finding in report if finding.code[0] in "CS" or finding.severity == "error"] == []
