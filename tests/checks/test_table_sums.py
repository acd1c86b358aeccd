"""Tables: planted faults in totals and computed columns are found; what cannot be judged is left alone."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given, strategies as st

from jzdocs.checks.tables import Grid, number_in, tables_in

HEADS = ["区县", "2023年（亿元）", "2024年（亿元）", "增长（%）", "占比（%）"]
ROWS = [
    ["榆次区", "100.0", "120.0", "20.0", "48.0"],
    ["太谷区", "50.0", "60.0", "20.0", "24.0"],
    ["祁县", "60.0", "70.0", "16.7", "28.0"],
    ["合计", "210.0", "250.0", "19.0", "100.0"],
]


def told(heads: list[str], rows: list[list[str]], unit: str = "") -> list[tuple[int, int, str, str]]:
    return [(f.row, f.column, f.problem, f.right) for f in tables_in(Grid(heads, rows, unit))]


def changed(row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(ROWS)]


def test_a_table_that_adds_up_is_not_told() -> None:
    assert told(HEADS, ROWS) == []


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (1, 3, "25.0", (1, 3, "column", "20")),
        (2, 4, "27.0", (2, 4, "column", "28")),
        (3, 1, "220.0", (3, 1, "table", "210")),
    ],
)
def test_a_planted_fault_is_told(row: int, column: int, text: str, expected: tuple[int, int, str, str]) -> None:
    assert expected in told(HEADS, changed(row, column, text))


def test_counts_are_exact_and_amounts_in_ten_thousands_are_rounded() -> None:
    rows = [["小学", "12"], ["初中", "8"], ["合计", "21"]]
    assert told(["类别", "数量"], rows, "个") == [(2, 1, "table", "20")]
    assert told(["类别", "面积"], rows, "万平方米") == []


@pytest.mark.parametrize(
    "rows",
    [
        [["甲", "12"], ["其中：乙", "8"], ["丙", "5"], ["合计", "17"]],
        [["甲", "12"], ["小计", "12"], ["丙", "5"], ["丁", "4"], ["小计", "9"], ["合计", "21"]],
        [["一、甲", "12"], ["（一）乙", "8"], ["（二）丙", "4"], ["二、丁", "5"], ["合计", "17"]],
        [["甲", "约12"], ["乙", "8"], ["合计", "25"]],
        [["甲", "12"], ["合计", "20"], ["乙", "8"]],
    ],
)
def test_what_cannot_be_judged_is_left_alone(rows: list[list[str]]) -> None:
    assert told(["类别", "数量"], rows, "个") == []


def test_rates_and_ranks_are_not_added() -> None:
    rows = [["甲", "12.5", "1"], ["乙", "18.5", "2"], ["合计", "15.2", "—"]]
    assert told(["类别", "增速（%）", "排名"], rows) == []


def test_a_column_without_a_rule_is_not_told() -> None:
    rows = [["甲", "12", "20", "3.1"], ["乙", "18", "22", "9.9"], ["丙", "15", "11", "-4.0"]]
    assert told(["类别", "2023年", "2024年", "同比增长（%）"], rows) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", ("1234.5", "")),
        ("38.2%", ("38.2", "%")),
        ("-3", ("-3", "")),
        ("−3", ("-3", "")),
        ("３８", ("38", "")),
        ("12万人", ("12", "万人")),
    ],
)
def test_numbers_in_cells(text: str, expected: tuple[str, str]) -> None:
    found = number_in(text)
    assert found and (str(found.value), found.unit) == expected


@pytest.mark.parametrize("text", ["", "—", "约12", "12—15", "2021年12月至今共四年多", "甲"])
def test_texts_in_cells_are_no_numbers(text: str) -> None:
    assert number_in(text) is None


@example([(10, 296), (10, 704)])  # a share is 10 times an amount of 1000, by chance
@example([(20, 250), (20, 250)])
@given(st.lists(st.tuples(st.integers(10, 9999), st.integers(10, 9999)), min_size=2, max_size=8))
def test_computed_tables_are_never_told(pairs: list[tuple[int, int]]) -> None:
    rows = []
    for index, (a, b) in enumerate([*pairs, (sum(p[0] for p in pairs), sum(p[1] for p in pairs))]):
        rate = (Decimal(b - a) / a * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        share = (Decimal(b) / sum(p[1] for p in pairs) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        rows.append([f"第{index}" if index < len(pairs) else "合计", str(a), str(b), str(b - a), str(rate), str(share)])
    assert told(["类别", "2023年", "2024年", "增量", "增长（%）", "占比（%）"], rows, "个") == []
