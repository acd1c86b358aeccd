"""Charts are proposed with reasons: few, certain ones, named by what the text says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jzdocs.build import pipeline
from jzdocs.cli.charts import command as charts
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import message
from jzdocs.project import lone
from jzdocs.resolve.proposals import Proposal, proposals


def proposed(folder: Path, text: str) -> list[Proposal]:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 甲\n---\n\n# 节\n\n{text}\n", encoding="utf-8")
    return list(proposals(pipeline.load(path, lone(path), "report").document))


@pytest.mark.parametrize(
    ("text", "kind", "title", "labels"),
    [
        ("再生水利用率由24.6%提升至38.2%。", "dumbbell", "再生水利用率变化", ["再生水利用率"] * 2),
        ("绿化面积由9208万平方米增至9741万平方米。", "change", "绿化面积变化", ["绿化面积"] * 2),
        (
            "绿化面积由9208万平方米增至9741万平方米，公园面积由641万平方米增至845万平方米。",
            "panels",
            "绿化面积、公园面积变化",
            ["绿化面积", "绿化面积", "公园面积", "公园面积"],
        ),
        (
            "覆盖率由30%提升至99%，利用率由24%提升至38%，普及率由61%提升至72%。",
            "dumbbell",
            "覆盖率等3项指标变化",
            ["覆盖率"] * 2 + ["利用率"] * 2 + ["普及率"] * 2,
        ),
        ("能源结构中，煤占比60%、油占比25%、气占比15%。", "share", "能源结构", ["煤", "油", "气"]),
        (
            "按品类分，甲类占70.8%，乙类占14.6%，丙类占2.4%，以上三类合计87.8%；丁类占12.2%。",
            "share",
            "按品类分的构成",
            ["甲类", "乙类", "丙类", "丁类"],
        ),
        ("建成学校55所、医院26所、公园50所。", "bar", "学校、医院等数量", ["学校", "医院", "公园"]),
        (
            "稻谷产量207万吨，小麦产量140万吨，玉米产量294万吨。",
            "bar",
            "稻谷、小麦等3项产量",
            ["稻谷", "小麦", "玉米"],
        ),
        (
            "第一产业增加值91亿元，第二产业增加值492亿元，第三产业增加值765亿元。",
            "bar",
            "三次产业增加值",
            ["第一产业", "第二产业", "第三产业"],
        ),
        (
            "森林覆盖率居全省第二，水质优良率居全省第一，研发投入强度居全国第三。",
            "table",
            "森林覆盖率等3项指标位次",
            ["森林覆盖率", "水质优良率", "研发投入强度"],
        ),
    ],
)
def test_kinds(tmp_path: Path, text: str, kind: str, title: str, labels: list[str]) -> None:
    (found,) = proposed(tmp_path, text)
    assert (found.kind, found.title, list(found.labels)) == (kind, title, labels) and worded(found.reason, "zh")


@pytest.mark.parametrize(
    "text",
    [
        "完成投资3.11亿元。2024年建成学校55所。",  # single figures
        "毛入园率达98.8%、普惠率达87.3%、公办园占比达58%。",  # rates of different things
        "建成学校55所、道路227公里，完成投资3.11亿元。",  # different units
        "建成学校55所、医院26所、幼儿园1205所。",  # one hides the others
        "能源结构中，煤占比60%、油占比25%、气占比17%。",  # more than the whole
        "建成项目55个、国家26个、岗位50个。",  # 个 counts anything
        "力争再生水利用率由24.6%提升至38.2%。",  # a goal
        "到2030年，再生水利用率由24.6%提升至38.2%。",
        "全市粮食产量507万吨，稻谷粮食产量207万吨，小麦粮食产量300万吨。",  # a total beside its parts
        "交通运输、仓储业增加值20亿元，金融业增加值30亿元，房地产业增加值25亿元。",  # a name that is cut
        "夏粮产量20万吨，秋粮产量30万吨，小麦产量19万吨，玉米产量25万吨。",  # two ways of parting the same
        "（1）新建幼儿园20所；（2）新建学校30所；（3）新建医院40所。",  # list numbers are nothing, and these no list
        "截至1月10日19点30分，平台受理852条。",
        "由40个减少到29个。",  # without a name
        "办理时限由15天缩短到3天。",
    ],
)
def test_what_is_not_certain_is_left_out(tmp_path: Path, text: str) -> None:
    assert proposed(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "series", "warned"),
    [
        ("生产总值由2020年的368亿元增加到2025年的493亿元。", ("2020年", "2025年"), False),
        ("生产总值由2020年的368亿元增加到493亿元。", ("2020年", "报告期"), False),
        ("生产总值由368亿元增加到2025年的493亿元。", ("基期", "2025年"), False),
        ("2025年，生产总值由2020年的368亿元增加到493亿元。", ("2020年", "2025年"), False),
        ("生产总值由上年的468亿元增加到493亿元。", ("上年", "本年"), False),
        ("生产总值由368亿元增加到493亿元。", ("期初", "期末"), True),
        ("2017年设立以来，生产总值由368亿元增加到493亿元。", ("期初", "期末"), True),
        ("生产总值由２０２０年的３６８亿元增加到２０２５年的４９３亿元。", ("2020年", "2025年"), False),
    ],
)
def test_the_ends_of_a_change_are_named_by_the_years_of_the_text(
    tmp_path: Path, text: str, series: tuple[str, str], warned: bool
) -> None:
    (found,) = proposed(tmp_path, text)
    assert found.series == series
    assert (message("proposal.no_years") in found.warnings) == warned


def test_the_years_of_a_sentence_hold_for_its_later_changes(tmp_path: Path) -> None:
    text = "生产总值从2020年的368亿元增长到2025年的493亿元，财政总收入从38亿元增长到43亿元。"
    (found,) = proposed(tmp_path, text)
    assert found.series == ("2020年", "2025年") and len(found.numbers) == 4


def test_only_what_is_alike_shares_a_chart(tmp_path: Path) -> None:
    text = "居民收入倍差由1.96缩小到1.81，公众满意度由84.7提高到89.6。"
    assert [found.title for found in proposed(tmp_path, text)] == ["居民收入倍差变化", "公众满意度变化"]
    text = "研发投入强度由2.7%提高到3.3%，人口城镇化率由72%提高到76%。"
    assert [found.title for found in proposed(tmp_path, text)] == ["研发投入强度变化", "人口城镇化率变化"]
    text = "生产总值由2020年的368亿元增加到2025年的493亿元。财政总收入由38亿元增加到43亿元。"
    assert [found.series[0] for found in proposed(tmp_path, text)] == ["2020年", "期初"]


def test_of_many_charts_the_best_are_proposed(tmp_path: Path) -> None:
    figures = {
        "生产总值": "亿元",
        "公路通车里程": "公里",
        "粮食产量": "万吨",
        "水泵总容量": "千瓦",
        "森林覆盖率": "%",
        "全社会用电量": "千瓦时",
        "居民人均可支配收入": "元",
    }
    text = "".join(f"{name}由20{unit}增加到30{unit}。\n\n" for name, unit in figures.items())
    found = proposed(tmp_path, text)
    assert len(found) == 4
    assert [proposal.title for proposal in found] == [
        "生产总值变化",
        "粮食产量变化",
        "森林覆盖率变化",
        "居民人均可支配收入变化",
    ]


def test_what_must_be_said_beside_them(tmp_path: Path) -> None:
    (found,) = proposed(tmp_path, "参训总人数由约200人增至350人。")
    assert found.warnings == (message("proposal.estimates"), message("proposal.no_years"))


def test_reasons_and_warnings_are_in_the_users_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 甲\n---\n\n# 节\n\n参训总人数由约200人增至350人。\n", encoding="utf-8")
    for language, reason, warning in (
        ("en_GB.UTF-8", "a value before and a value after", "some values are approximate"),
        ("zh_CN.UTF-8", "前后两个数说明一个变化", "含约数"),
    ):
        monkeypatch.setenv("LC_ALL", language)
        for form in ("text", "json"):
            out = CliRunner().invoke(charts, [str(path), "--format", form]).stdout
            assert reason in out and warning in out
    assert "参训总人数（期初）: 约200人" in CliRunner().invoke(charts, [str(path)]).stdout
