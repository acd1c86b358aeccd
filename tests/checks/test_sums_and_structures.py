"""Sums, structures and ratios: what is computed is never called wrong, what is changed is; and how it is reported."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.checks.grid import Grid
from jzdocs.checks.sentences import findings
from jzdocs.checks.tables import tables_in
from jzdocs.project import lone

COUNTS = st.lists(st.integers(1, 900), min_size=2, max_size=5)
NAMES = ["小学", "初中", "高中", "中职", "幼儿园"]


def problems(text: str) -> list[str]:
    return [finding.problem for finding in findings(text)]


@settings(deadline=None)
@given(COUNTS, st.sampled_from(["合计", "共计", "总计", "一共", "共"]))
def test_a_sum_behind_its_addends(counts: list[int], word: str) -> None:
    listed = "、".join(f"{name}{count}所" for name, count in zip(NAMES, counts, strict=False))
    assert problems(f"{listed}，{word}{sum(counts)}所。") == []
    assert problems(f"{listed}，{word}{sum(counts) + 1}所。") == ["parts"]


@settings(deadline=None)
@given(st.integers(50, 400), st.integers(300, 700), st.integers(1, 9))
def test_a_structure_is_a_hundred(first: int, second: int, off: int) -> None:
    terms = [Decimal(value).scaleb(-1) for value in (first, second, 1000 - first - second)]
    if min(terms) > 0:
        assert problems(f"三次产业结构为{'∶'.join(map(str, terms))}。") == []
        terms[1] += off
        assert problems(f"三次产业结构为{'∶'.join(map(str, terms))}。") == ["structure"]


@settings(deadline=None)
@given(st.integers(20, 900), st.integers(20, 9000))
def test_a_ratio_of_two_counts(teachers: int, students: int) -> None:
    ratio = (Decimal(students) / teachers).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if ratio > 0:
        assert problems(f"全校教师{teachers}人，学生{students}人，师生比1∶{ratio}。") == []
        assert problems(f"全校教师{teachers}人，学生{students}人，师生比1∶{ratio + 1}。") == ["ratio"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999)), min_size=2, max_size=7))
def test_totals_of_rows_and_columns(pairs: list[tuple[int, int]]) -> None:
    rows = [[f"{index}组", str(a), str(b), str(a + b)] for index, (a, b) in enumerate(pairs)]
    first, second = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    rows.append(["合计", str(first), str(second), str(first + second)])
    assert list(tables_in(Grid(["组别", "男", "女", "合计"], rows, "人"))) == []
    rows[-1][1] = str(first + 1)
    assert (len(pairs), 1) in [(f.row, f.column) for f in tables_in(Grid(["组别", "男", "女", "合计"], rows, "人"))]


@settings(deadline=None)
@given(st.lists(st.integers(1, 999), min_size=3, max_size=8))
def test_running_totals(amounts: list[int]) -> None:
    rows = [[f"{month}月", str(value), str(sum(amounts[:month]))] for month, value in enumerate(amounts, 1)]
    assert list(tables_in(Grid(["月份", "当月", "累计"], rows, "万元"))) == []
    rows[1][2] = str(sum(amounts[:2]) + 7)
    (found,) = tables_in(Grid(["月份", "当月", "累计"], rows, "万元"))
    assert (found.row, found.column, found.right) == (1, 2, str(sum(amounts[:2])))


@pytest.mark.parametrize(
    ("text", "code", "severity", "right"),
    [
        ("三次产业结构为8.4∶48.4∶48.2。", "F120", "error", "105"),
        ("学员中男性占62.4%，女性占41.6%。", "F120", "error", "104"),
        ("全校教师250人，学生4000人，师生比1∶18。", "F121", "error", "1∶16"),
        ("小学5所、初中4所，合计10所。", "F109", "error", "9所"),
        ("全年出口98.2亿元，进口28.5亿元，顺差79.7亿元。", "F109", "error", "69.7亿元"),
        ("抽检1200批次，合格1176批次，合格率96%。", "F108", "error", "98%"),
        # both sides are not in one sentence
        ("全市共有图书馆25家。其中县级馆10家，占总数的44%。", "F108", "warning", "40%"),
    ],
)
def test_what_a_user_reads(text: str, code: str, severity: str, right: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# 甲\n\n{text}\n", encoding="utf-8")
    (found,) = pipeline.load(path, lone(path), "report").report.found
    assert (found.code.partition(".")[0], found.severity, found.location.line) == (code, severity, 3)
    assert right in found.worded("zh")[0] and right in found.worded("en")[0]


@pytest.mark.parametrize(
    "rows",
    [
        "| 国别 | 出口 |\n|---|---|\n| 合计 | 382 |\n| 亚洲 | 180 |\n| #日本 | 20 |\n| 韩国 | 30 |\n| 欧洲 | 172 |",
        "| 指标 | 金额（亿元） |\n|---|---|\n| 其中：一般贸易 | 301 |\n| 加工贸易 | 66 |\n| 其中：机电产品 | 189 |",
    ],
)
def test_rows_that_no_mark_makes_parts_are_no_errors(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# 甲\n\n{rows}\n", encoding="utf-8")
    assert not [f for f in pipeline.load(path, lone(path), "report").report.found if f.code.startswith("F1")]


CELLS = st.sampled_from(
    ["", "—", "0", "-3", "7", "12", "30.5", "合计", "其中：甲", "小计", "一、乙", "增长（%）", "5%"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=4), max_size=7), st.lists(CELLS, min_size=1, max_size=4))
def test_any_table_can_be_judged(rows: list[list[str]], heads: list[str]) -> None:
    for finding in tables_in(Grid(heads, rows)):
        assert rows[finding.row][finding.column]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["书店", "其中", "甲类", "（", "）", "0家", "3家", "12家", "占", "30%", "合计", "、", "，", "。", "各"]
        ),
        max_size=16,
    )
)
def test_any_sentence_can_be_judged(words: list[str]) -> None:
    text = "".join(words)
    for finding in findings(text):
        quantity = finding.number.quantity
        assert text[quantity.start : quantity.end] == quantity.text
