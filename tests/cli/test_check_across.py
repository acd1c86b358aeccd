"""`jzdocs check` over a folder: the same quantity with two values in two documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from jzdocs.cli.check import command as check

Documents = dict[str, tuple[str, str]]  # the title and the text of each


def run(folder: Path, documents: Documents, *options: str) -> str:
    for name, (title, text) in documents.items():
        (folder / name).write_text(f"---\ntitle: {title}\n---\n\n# 概况\n\n{text}\n", encoding="utf-8")
    return CliRunner().invoke(check, [str(folder), *options]).output


def found(folder: Path, first: str, second: str, titles: tuple[str, str] = ("总结", "汇报")) -> int:
    documents = {"a.md": (titles[0], first), "b.md": (titles[1], second)}
    return run(folder, documents).count("F140")


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("2025年，全市生产总值493亿元。", "2025年，全市生产总值439亿元。", 1),
        ("2025年，全市生产总值493亿元。", "2025年，全市生产总值493亿元。", 0),
        ("2025年，全市生产总值493亿元。", "2025年，全市生产总值493.2亿元。", 0),  # rounded
        ("2025年，全市生产总值493亿元。", "2024年，全市生产总值439亿元。", 0),
        ("2025年，全市生产总值493亿元。", "全市生产总值439亿元。", 0),
        ("全市生产总值493亿元。", "全市生产总值439亿元。", 0),  # without a year, and nothing else in common
        ("绿化覆盖面积1208公顷。\n\n全市生产总值493亿元。", "绿化覆盖面积1208公顷。\n\n全市生产总值439亿元。", 1),
        ("绿化覆盖面积1208公顷。\n\n全市生产总值493亿元。", "绿化覆盖面积1302公顷。\n\n全市生产总值439亿元。", 0),
        ("2025年，粮食总产量45万吨。", "到2025年，力争粮食总产量46万吨。", 0),
        ("2025年，粮食总产量45万吨。", "2025年上半年，粮食总产量12万吨。", 0),
        ("2025年末，全市有卫生机构1286个。", "全市卫生机构2025年末达1268个。", 1),
        ("2025年末，全市有卫生机构1286个。", "全县卫生机构2025年末达1268个。", 0),
        ("2025年，全县新建高标准农田8.5万亩。", "2025年，新建高标准农田5.8万亩，惠及农户1.2万户。", 1),
        ("2025年，全县新建高标准农田8.5万亩。", "2025年，新建高标准农田5.8万亩的目标已经明确。", 0),
        ("2025年，全县税收收入12.6亿元，增长4.1%。", "2025年，全县税收收入12.6亿元，增长1.4%。", 1),
        ("2025年，全县税收收入12.6亿元，增长4.1%。", "2025年，全县税收收入12.6亿元，占比1.4%。", 0),
        ("2025年，全县参保132662万人。", "2025年，全县参保13.26亿人。", 0),  # decimals cut off
    ],
)
def test_what_two_documents_state_of_one_quantity(tmp_path: Path, first: str, second: str, count: int) -> None:
    assert min(1, found(tmp_path, first, second)) == count


def test_documents_of_different_places_are_not_compared(tmp_path: Path) -> None:
    first, second = "2025年，固定资产投资93亿元。", "2025年，固定资产投资39亿元。"
    assert found(tmp_path, first, second, ("东山县总结", "西河县总结")) == 0
    assert found(tmp_path, first, second, ("东山县总结", "东山县汇报")) > 0


def test_both_places_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    documents = {"a.md": ("总结", "2025年，全市生产总值493亿元。"), "b.md": ("汇报", "2025年，全市生产总值439亿元。")}
    out = run(tmp_path, documents)
    assert "b.md:7:" in out and "此处为439亿元" in out and "另一份文件为493亿元" in out and "a.md:7）" in out


def test_it_is_accepted_like_every_finding(tmp_path: Path) -> None:
    second = "<!-- jz: allow F140 口径不同 -->\n\n2025年，全市生产总值439亿元。"
    assert found(tmp_path, "2025年，全市生产总值493亿元。", second) == 0
    documents = {"a.md": ("总结", "2025年，全市生产总值493亿元。"), "b.md": ("汇报", "2025年，全市生产总值439亿元。")}
    assert "[F140]" not in run(tmp_path, documents, "--allow", "F140")
