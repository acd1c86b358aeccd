"""The same quantity in two places, and tables against the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone


def told(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 题\n---\n\n{text}\n", encoding="utf-8")
    return [(d.location.line, d.code) for d in pipeline.load(path, lone(path), None).report if d.code.startswith("F1")]


def test_a_rate_that_is_stated_differently_is_told_where_it_stands(tmp_path: Path) -> None:
    text = "再生水利用率由24.6%提升至38.2%。\n\n# 节\n\n今年以来成效明显。再生水利用率达到36.2%，居民满意。"
    assert told(tmp_path, "# 要点\n\n" + text) == [(11, "F113")]


@pytest.mark.parametrize(
    "text",
    [
        "再生水利用率由24.6%提升至38.2%。\n\n再生水利用率达38.2%。",
        "再生水利用率达38.2%。\n\n到2030年，再生水利用率达到45%。",
        "2023年再生水利用率为36.2%。\n\n2024年再生水利用率为38.2%。",
        "榆次区绿化覆盖面积120亩。\n\n太谷区绿化覆盖面积98亩。",
        "城区燃气普及率98%。\n\n农村燃气普及率62%。",
        "老旧小区改造56个。\n\n老旧小区改造30个。",
        "公园绿地面积约1041万平方米。\n\n公园绿地面积1000万平方米。",
        "再生水利用率达38.2%。\n\n再生水利用率达38%。",
    ],
)
def test_what_is_another_thing_is_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_a_row_of_a_table_that_the_text_never_gives_is_told(tmp_path: Path) -> None:
    text = '再生水利用率由24.6%提升至38.2%。\n\n```table\ntitle: 指标\nunit: "%"\ncolumns: [指标, 数值]\nrows:\n  - [再生水利用率, VALUE]\n```'
    assert told(tmp_path, text.replace("VALUE", "39.2")) == [(12, "F113")]
    assert told(tmp_path, text.replace("VALUE", "38.2")) == []


def test_a_table_is_told_with_the_cell_and_silenced_on_the_spot(tmp_path: Path) -> None:
    table = "| 类别 | 数量（个） |\n| --- | --- |\n| 小学 | 12 |\n| 初中 | 8 |\n| 合计 | 21 |"
    assert told(tmp_path, table) == [(9, "F110")]
    assert told(tmp_path, "<!-- jz: allow F110 其中1所合并统计 -->\n\n" + table) == []


def test_a_list_of_sources_does_not_tell_a_fault_again(tmp_path: Path) -> None:
    text = "再生水利用率由[24.6%]{#a}提升至[38.2%]{#b}，提高14个百分点。\n\n```sources\n```"
    assert told(tmp_path, text) == [(5, "F101")]
