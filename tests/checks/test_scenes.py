"""Short sentences by their figures: a number that the others of its sentence contradict is warned of, whatever names it,
and right sentences are left alone, those too whose numbers have nothing to do with each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.checks.scene_rules import scene_findings
from jzdocs.checks.scenes import scenes_of
from jzdocs.checks.sentences import findings

HERE = Path(__file__).parent
TWIN = re.compile(r"\{(?P<right>[^|{}]*)\|(?P<wrong>[^|{}]*)\}")


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines("twins/scenes_open.txt"))
def test_a_wrong_figure_is_found_and_the_right_one_left_alone(line: str) -> None:
    assert list(findings(TWIN.sub(lambda match: match["right"], line))) == []
    found = list(findings(TWIN.sub(lambda match: match["wrong"], line)))
    assert len(found) == 1


@pytest.mark.parametrize("line", lines("texts/scenes_right.txt"))
def test_right_sentences_are_left_alone(line: str) -> None:
    assert list(findings(line)) == []


@pytest.mark.parametrize(
    ("line", "stated", "right"),
    [
        ("厂界噪声58分贝，夜间限值50分贝，超标18分贝。", "18分贝", "8分贝"),
        ("公司以总股本5亿股为基数，每10股派2元，共派发现金1.5亿元。", "1.5亿元", "1亿元"),
        ("旅途时间由4小时10分压缩至2小时35分，节省1小时25分。", "1小时25分", "95分钟"),
        ("应到代表450人，须三分之二以上同意，至少须获250票。", "250票", "300票"),
        ("综合排名由上年第21名前移5个位次，列第26名。", "26", "16"),
        ("博览会每两年举办一届，第五届于2020年举办，第六届于2021年举办。", "2021", "2022年"),
    ],
)
def test_a_finding_says_where_it_is_and_what_is_right(line: str, stated: str, right: str) -> None:
    (finding,) = findings(f"按照安排推进。{line}")
    quantity = finding.number.quantity
    assert (quantity.text, finding.right) == (stated, right)
    assert f"按照安排推进。{line}"[quantity.start : quantity.end] == stated


@pytest.mark.parametrize(
    "text",
    [
        "每0不、1不",
        "每0股派1.5元，共5元。",
        "发放0盒，每0盒5元，共计20元，每0个3元，共3个",
        "单价0元/0台，买5台共0元。",
        "共有0人，其中甲0人，占0%，人均0元。",
        "由0家增加到5家，增长0%，是上年0家的5倍。",
        "预算支出68.2亿元，占调整预算的0%（调整预算0亿元）。",
        "已改造老旧小区86个，占任务数的76.8%，任务数为0个。",
        "四年投资分别为0亿元、0亿元、15亿元和19亿元，年均0亿元。",
        "每亩施肥0公斤，相当于每公顷675公斤。",
        "公交车每隔0分钟一班，平均每小时发车0班，从6时至0时营运，全天发车61班。",
        "公交车每0分钟一班，从6时至0时营运，全天发车61班。",
        "项目分三期建设，一期0亿元，二期0亿元，目前累计投入5亿元。",
        "8520万元人民币，按1美元兑0元人民币折算，约合0万美元。",
        "折合0亿元人民币（1500万美元，汇率7.0）。",
        "出口额0亿美元（按7.1的汇率折算，合人民币10.65亿元）。",
        "0小时0分至0小时0分，每0分钟0次，占0‰，比例0∶0。",
    ],
)
def test_nothing_is_divided_by_nothing(text: str) -> None:
    assert all(finding.right for finding in findings(text))


def test_hours_and_minutes_are_one_figure() -> None:
    (scene,) = scenes_of("全程用时2小时5分，比上次少15分钟。")
    assert [figure.value for figure in scene.figures] == [7500, 900]


@given(st.integers(10, 400), st.integers(1, 9), st.integers(1, 400))
@settings(deadline=None)
def test_only_a_wrong_difference_is_found(limit: int, over: int, wrong: int) -> None:
    text = f"限重{limit}千克，托运{limit + over}千克，超重{wrong}千克。"
    found = list(scene_findings(text, set()))
    assert not found or wrong != over
    if wrong not in (limit, limit + over) and over * 0.6 < wrong < over * 1.8 and abs(wrong - over) > 1:
        assert found
