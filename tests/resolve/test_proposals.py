"""Charts are proposed with reasons: never a pie of rates, never one axis for what differs tenfold or in unit."""

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
    ("text", "kind", "count"),
    [
        ("再生水利用率由24.6%提升至38.2%。", "dumbbell", 2),
        ("绿化面积由9208万平方米增至9741万平方米。", "change", 2),
        ("绿化面积由9208万平方米增至9741万平方米，公园面积由641万平方米增至845万平方米。", "panels", 4),
        ("覆盖率由30%提升至99%，利用率由24%提升至38%。", "dumbbell", 4),
        ("毛入园率达98.8%、普惠率达87.3%、公办园占比达58%。", "bar", 3),
        ("能源结构中，煤占比60%、油占比25%、气占比15%。", "share", 3),
        ("建成学校55所、医院26所、公园50所。", "bar", 3),
        ("建成学校55所、医院26所、幼儿园1205所。", "panels", 3),
        ("建成学校55所、道路227公里，完成投资3.11亿元。", "table", 3),
        ("甲项总量全国第二，乙项总量全省第一。", "table", 2),
    ],
)
def test_kinds(tmp_path: Path, text: str, kind: str, count: int) -> None:
    (found,) = proposed(tmp_path, text)
    assert (found.kind, len(found.numbers)) == (kind, count) and worded(found.reason, "zh") and found.title


def test_what_must_be_said_beside_them(tmp_path: Path) -> None:
    (found,) = proposed(tmp_path, "人数由约200人增至350人。")
    assert found.warnings == (message("proposal.estimates"), message("proposal.no_years"))
    (found,) = proposed(tmp_path, "毛入园率达98.8%、普惠率达87.3%、公办园占比达58%。")
    assert message("proposal.not_added") in found.warnings
    (found,) = proposed(tmp_path, "建成学校55所、道路227公里，完成投资3.11亿元。")
    assert worded(found.reason, "zh") == "单位不同（元、公里、所），不能共用坐标轴：用表格"


def test_reasons_and_warnings_are_in_the_users_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 甲\n---\n\n# 节\n\n人数由约200人增至350人。\n", encoding="utf-8")
    for language, reason, warning in (
        ("en_GB.UTF-8", "a value before and a value after", "some values are approximate"),
        ("zh_CN.UTF-8", "前后两个数说明一个变化", "含约数"),
    ):
        monkeypatch.setenv("LC_ALL", language)
        for form in ("text", "json"):
            out = CliRunner().invoke(charts, [str(path), "--format", form]).stdout
            assert reason in out and warning in out


def test_single_figures_propose_nothing(tmp_path: Path) -> None:
    assert proposed(tmp_path, "完成投资3.11亿元。2024年建成学校55所。") == []
