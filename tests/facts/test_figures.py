"""What texts say with their numbers: kinds, subjects, partners, periods."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from growth import processor_seconds
from jzdocs.checks.sentences import findings
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.recognition import numbers_in


def kinds(text: str) -> list[tuple[str, str]]:
    return [(f.quantity.text, f.kind) for f in numbers_in(text)]


def subjects(text: str) -> dict[str, str]:
    return {f.quantity.text: f.subject for f in numbers_in(text)}


def groups(text: str) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for figure in numbers_in(text):
        if figure.group:
            found.setdefault(figure.group, set()).add(figure.quantity.text)
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占比由35%提高至41%，提高6个百分点。", [("35%", "from"), ("41%", "to"), ("6个百分点", "increase")]),
        ("覆盖率达30.02%提升至99.71%。", [("30.02%", "from"), ("99.71%", "to")]),
        (
            "收入由2020年的32189元增加到2024年的43377元。",
            [("2020年", "date"), ("32189元", "from"), ("2024年", "date"), ("43377元", "to")],
        ),
        ("收集率提升至95%以上。", [("95%以上", "to")]),
        ("投诉量下降40%。", [("40%", "decrease")]),
        (
            "第一产业增加值1234.5亿元，增长3.2%。",
            [("第一产业", "ordinal"), ("1234.5亿元", "level"), ("3.2%", "increase")],
        ),
        ("新增学位3.86万个，改造提升80座。", [("3.86万个", "increase"), ("80座", "level")]),
        ("连续4年位居全省第二，居全国第5位。", [("4年", "level"), ("第二", "rank"), ("第5位", "rank")]),
        (
            "第十一届年会、第二批试点、市第四人民医院。",
            [("第十一届", "ordinal"), ("第二批", "ordinal"), ("第四", "label")],
        ),
        ("“156”战略，139公园，“1+11”布局。", [("156", "label"), ("139", "label"), ("1", "label"), ("11", "label")]),
        ("“十四五”期间，较2020年翻一番。", [("十四五", "label"), ("2020年", "date"), ("翻一番", "increase")]),
        (
            "近两成受益，三分之一完成，增长百分之八。",
            [("近两成", "level"), ("三分之一", "level"), ("百分之八", "increase")],
        ),
        ("出台“二十五条”。", [("二十五条", "label")]),
        ("气温在-12℃至5℃之间。", [("-12℃", "level"), ("5℃", "level")]),
        ("推进一体化、多元发展，一是抓落实，统一部署，一县一主题，“双减”成效。", []),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施了32项城建重点工程，累计投资399.2亿元。", {"32项": "城建重点工程"}),
        ("为65.4万户居民安装安全装置。", {"65.4万户": "居民"}),
        ("截至目前，全市教育投入已达到291.58亿元。", {"291.58亿元": "教育投入"}),
        ("人口20万以上的县特殊教育学校全覆盖。", {"20万以上": "人口"}),
        ("惠及群众369户、1232人。", {"369户": "群众", "1232人": "群众"}),
        ("城区（含太谷区）公园绿地面积达1041万平方米。", {"1041万平方米": "城区（含太谷区）公园绿地面积"}),
        ("新建公厕15座，改造提升80座。", {"15座": "公厕", "80座": "公厕"}),
        ("能力从1000吨/日提升至2800吨/日。", {"1000吨/日": "能力", "2800吨/日": "能力"}),
        ("中国传统村落90个，总量全省第二。", {"第二": "中国传统村落"}),
        ("降低指标减少房企资金压力16.87亿元。", {"16.87亿元": "房企资金压力"}),
    ],
)
def test_subjects(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= subjects(text).items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "管网达1938公里，面积达13579万平方米，五年间分别增长369公里和1750万平方米。",
            [{"1938公里", "369公里"}, {"13579万平方米", "1750万平方米"}],
        ),
        ("粮食总产量1478.1万吨，增产4.2万吨，增长0.3%。", [{"1478.1万吨", "4.2万吨", "0.3%"}]),
        ("失业率3.1%，比上年末下降0.2个百分点。", [{"3.1%", "0.2个百分点"}]),
        (
            "绿化面积由9208万平方米增至9741万平方米，公园面积由941万平方米增至1145万平方米。",
            [{"9208万平方米", "9741万平方米"}, {"1145万平方米", "941万平方米"}],
        ),
        ("新建学校12所，改造30所。", []),
    ],
)
def test_partners(text: str, expected: list[set[str]]) -> None:
    assert groups(text) == expected


def test_shares_of_a_list_that_names_no_levels() -> None:
    text = "事故起数、死亡人数同比分别下降15.2%、18.7%。"
    assert subjects(text) == {"15.2%": "事故起数", "18.7%": "死亡人数"}
    assert kinds(text) == [("15.2%", "decrease"), ("18.7%", "decrease")]


def test_periods() -> None:
    found = {
        f.quantity.text: f.period
        for f in numbers_in("“十四五”期间，新建公园3个。2024年，利用率达38.2%，比2020年提高13.6个百分点。")
    }
    assert found["3个"] == "十四五期间" and found["38.2%"] == "2024年" and found["13.6个百分点"] == "2024年"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十五", 25),
        ("一百零三", 103),
        ("两千三百", 2300),
        ("二〇二五", 2025),
        ("三万五千", 35000),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_number(text) == value


def test_what_is_no_numeral() -> None:
    assert str(chinese_number("三点五")) == "3.5"
    assert all(chinese_number(text) is None for text in ("", "点五", "百百", "一体"))


@given(st.text("全市提升至增长由从到约万亿元个%，。、第一二三十五年0123456789.“”（）", max_size=60))
def test_any_text_is_read_and_figures_lie_in_it_in_order(text: str) -> None:
    found = numbers_in(text)
    assert [f.quantity.start for f in found] == sorted(f.quantity.start for f in found)
    for figure in found:
        assert text[figure.quantity.start : figure.quantity.end] == figure.quantity.text


def test_the_command_lists_every_figure_where_it_stands(real_text: Path, tmp_path: Path) -> None:
    text = real_text.read_text(encoding="utf-8")
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "facts", "talk.txt", "--format", "json"]
    found = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout)["facts"]
    lines = text.split("\n")
    assert len(found) > 150
    for fact in found:
        at = fact["source"]
        assert text[at["offset"] : at["offset"] + len(fact["text"])] == fact["text"]
        assert lines[at["line"] - 1][at["column"] - 1 :].startswith(fact["text"])
    assert len({fact["source"]["offset"] for fact in found}) == len(found) == len({fact["id"] for fact in found})
    count = Counter(fact["kind"] for fact in found)
    assert count["from"] == 5 and count["to"] == 6 and count["rank"] == 6


@pytest.mark.parametrize("unit", ["由24.6%提升至38.2%，", "12,", "一二三四五", "第", "增长", "约5个。"])
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * (count // len(unit))
        return processor_seconds(lambda: (numbers_in(text), list(findings(text))))

    assert seconds(40_000) < 12 * max(seconds(8_000), 0.02)


def test_a_very_long_text_is_read_as_its_sentences_are() -> None:
    sentence = "再生水利用率由24.6%提升至38.2%，新建公厕15座。"
    found = numbers_in(sentence * 400)
    one = numbers_in(sentence)
    assert len(found) == 400 * len(one)
    assert [(f.kind, f.subject) for f in found] == [(f.kind, f.subject) for f in one] * 400
    assert len({f.group for f in found if f.group}) == 400
