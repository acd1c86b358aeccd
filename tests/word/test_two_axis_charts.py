"""Combinations, waterfalls, bars of 100 %, points and small charts as charts of Word: valid, with their data, and edits
of these come home."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from conftest import Sample, build_sample, validator
from jzdocs.project import lone
from jzdocs.pull.pull import pull

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SOURCE = """---
title: 双轴
template: report
---

# 一

总值[1200亿元]{#a}、[1405亿元]{#b}，增速[6.1%]{#x}、[-5.2%]{#y}。注销[105家]{#c}。

```chart #fig:combo
kind: combo
title: 总量与增速
series: [总值, 同比增长]
rows: {2024年: [a, x], 2025年: [b, y]}
alt: 甲。
```

```chart #fig:fall
kind: waterfall
title: 企业
unit: 家
rows: {年初: 1200, 新增: 310, 注销: -c, 关停: "-5", 年末: 1400}
alt: 甲。
```

```chart #fig:percent
kind: percent
title: 结构
unit: 亿元
series: [一产, 二产]
rows: {甲县: [12, 36], 乙县: [20.5, 20.5]}
alt: 甲。
```

```chart #fig:rest
kind: percent
title: 前两位
unit: "%"
series: [工资, 经营]
rows: {城镇: [45, 30]}
alt: 甲。
```

```chart #fig:scatter
kind: scatter
title: 关系
unit: [万元, "%"]
series: [人均, 城镇化率]
rows: {甲县: [4.5, 61.2], 乙县: [6.5, 70.3]}
alt: 甲。
```

```chart #fig:bubble
kind: bubble
title: 三项
unit: [万元, "%", 万人]
series: [人均, 城镇化率, 人口]
groups: [东, 西]
rows:
  甲县: {values: [4.5, 61.2, 33], group: 东}
  乙县: {values: [6.5, 70.3, 12], group: 西}
alt: 甲。
```

```chart #fig:small
kind: line
title: 各县
unit: "%"
multiples: 2
series: [甲县, 乙县]
rows: {2023年: [1.5, 2.5], 2024年: [3.5, 4.5]}
alt: 甲。
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("axes")
    path = folder / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    return build_sample(path, lone(path), folder)


@pytest.fixture(scope="module")
def parts(built: Sample) -> list[Any]:
    with zipfile.ZipFile(built.docx) as archive:
        count = sum(name.startswith("word/charts/chart") for name in archive.namelist())
        return [etree.fromstring(archive.read(f"word/charts/chart{i + 1}.xml")) for i in range(count)]


def plots(root: Any) -> list[str]:
    return [child.tag.removeprefix(C) for child in root.find(f".//{C}plotArea") if child.tag.endswith("Chart")]


def test_the_validator_is_silent(built: Sample) -> None:
    done = subprocess.run([str(validator()), str(built.docx)], capture_output=True, text=True, timeout=120, check=False)
    assert '"ok": true' in done.stdout, done.stdout


def test_each_is_the_chart_that_word_has(parts: list[Any]) -> None:
    assert [plots(root) for root in parts] == [
        ["barChart", "lineChart"],
        ["barChart", "lineChart"],
        ["barChart"],
        ["barChart"],
        ["scatterChart"],
        ["bubbleChart"],
        ["lineChart"],
        ["lineChart"],
    ]


def test_a_combination_has_a_secondary_axis_with_its_zero_at_the_same_height(parts: list[Any]) -> None:
    axes = parts[0].findall(f".//{C}valAx")
    assert [axis.find(f"{C}axPos").get("val") for axis in axes] == ["l", "r"]
    assert axes[1].find(f"{C}crosses").get("val") == "max"
    shares, steps = [], []
    for axis in axes:
        low, high = (float(axis.find(f"{C}scaling/{C}{end}").get("val")) for end in ("min", "max"))
        shares.append(-low / (high - low))
        steps.append((high - low) / float(axis.find(f"{C}majorUnit").get("val")))
    assert shares[0] == pytest.approx(shares[1]) and shares[0] > 0
    assert steps[0] == pytest.approx(steps[1])
    bars, lines = parts[0].find(f".//{C}barChart"), parts[0].find(f".//{C}lineChart")
    assert {a.get("val") for a in bars.findall(f"{C}axId")}.isdisjoint(a.get("val") for a in lines.findall(f"{C}axId"))
    titles = [" ".join(axis.find(f"{C}title").itertext()).split() for axis in axes]
    assert titles == [["亿元"], ["%"]]


def test_a_waterfall_stands_on_columns_that_are_not_seen(parts: list[Any]) -> None:
    series = parts[1].findall(f".//{C}barChart/{C}ser")
    assert series[0].find(f"{C}spPr")[0].tag.endswith("noFill")
    values = [[point.findtext(f"{C}v") for point in one.iter(f"{C}pt")] for one in (s.find(f"{C}val") for s in series)]
    assert values == [["0", "1200", "1405", "1400", "0"], ["1200", "1400"], ["310"], ["105", "5"]]
    codes = [element.get("formatCode") for element in series[3].iter(f"{C}numFmt")]
    assert any("−" in code for code in codes), "what is taken away is printed with its sign"


def test_bars_of_100_percent_are_normalised_only_where_they_are_whole(parts: list[Any]) -> None:
    assert [root.find(f".//{C}grouping").get("val") for root in parts[2:4]] == ["percentStacked", "stacked"]
    assert parts[3].find(f".//{C}valAx/{C}scaling/{C}max").get("val") == "100"


def test_points_have_names_and_areas(parts: list[Any]) -> None:
    names = ["".join(label.itertext()).strip() for label in parts[4].findall(f".//{C}dLbl/{C}tx")]
    assert names == ["甲县", "乙县"]
    assert parts[5].find(f".//{C}sizeRepresents").get("val") == "area"
    assert [s.findtext(f".//{C}tx//{C}v") for s in parts[5].findall(f".//{C}ser")] == ["东", "西"]


EDITS = [
    ("a named number", 1, "1405", "1500", "[1405亿元]{#b}", "[1500亿元]{#b}"),
    ("a number of the line", 1, "6.1", "6.4", "[6.1%]{#x}", "[6.4%]{#x}"),
    ("an increase", 2, "310", "320", "新增: 310", "新增: 320"),
    ("a decrease", 2, "5", "7", '关停: "-5"', '关停: "-7"'),
    ("a part", 3, "36", "37", "[12, 36]", "[12, 37]"),
    ("an x", 5, "4.5", "4.8", "rows: {甲县: [4.5, 61.2]", "rows: {甲县: [4.8, 61.2]"),
    ("a size", 6, "33", "34", "[4.5, 61.2, 33]", "[4.5, 61.2, 34]"),
    ("a small chart", 8, "4.5", "4.9", "[3.5, 4.5]", "[3.5, 4.9]"),
]


@pytest.mark.parametrize(("name", "number", "old", "new", "before", "after"), EDITS, ids=[edit[0] for edit in EDITS])
def test_edited_data_come_home(
    name: str, number: int, old: str, new: str, before: str, after: str, built: Sample, tmp_path: Path
) -> None:
    part = f"word/charts/chart{number}.xml"
    edited = tmp_path / "a.docx"
    with zipfile.ZipFile(built.docx) as archive, zipfile.ZipFile(edited, "w") as out:
        for item in archive.namelist():
            data = archive.read(item)
            if item == part:
                assert data.count(f"<c:v>{old}</c:v>".encode()) >= 1, name
                data = data.replace(f"<c:v>{old}</c:v>".encode(), f"<c:v>{new}</c:v>".encode())
            out.writestr(item, data)
    found = pull(edited, {})
    assert before in SOURCE
    assert [file.merged for file in found.files] == [SOURCE.replace(before, after)], [str(e) for e in found.unapplied]
