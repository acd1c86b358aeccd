"""Columns that the other rows of a table bind to one another."""

from __future__ import annotations

import pytest

from jzdocs.checks.grid import Grid
from jzdocs.checks.tables import tables_in

STOCK = [["东库", "318", "125", "96", "347"], ["西库", "204", "88", "131", "161"], ["北库", "457", "62", "75", "444"]]
BILL = [["甲材", "125", "36", "4500"], ["乙材", "84", "150", "12600"], ["丙材", "230", "48", "11040"]]
STAFF = [["一线", "184", "46.0"], ["机关", "116", "29.0"], ["后勤", "100", "25.0"], ["全体", "400", "100.0"]]
TABLES = [
    (["库房", "期初", "调入", "调出", "期末"], STOCK, (1, 4), "116"),
    (["材料", "每件用量", "件数", "共需"], BILL, (1, 3), "16200"),
    (["岗位", "人数", "比重（%）"], STAFF, (1, 2), "92.0"),
]


@pytest.mark.parametrize(("heads", "rows", "place", "wrong"), TABLES)
def test_the_only_row_that_breaks_a_relation_is_found(
    heads: list[str], rows: list[list[str]], place: tuple[int, int], wrong: str
) -> None:
    assert list(tables_in(Grid(heads, rows))) == []
    changed = [list(row) for row in rows]
    changed[place[0]][place[1]] = wrong
    findings = list(tables_in(Grid(heads, changed)))
    assert [(finding.row, finding.column) for finding in findings] == [place]
    assert findings[0].right == rows[place[0]][place[1]].removesuffix(".0")


def test_numbers_that_only_nearly_add_up_are_left_alone() -> None:
    rows = [["甲", "12.3", "40.5", "52.8"], ["乙", "18.6", "33.9", "52.5"], ["丙", "27.2", "21.4", "48.7"]]
    assert list(tables_in(Grid(["局", "城区（亿元）", "乡村（亿元）", "辖区（亿元）"], rows))) == []


def test_a_relation_that_two_rows_break_is_none() -> None:
    rows = [[*STOCK[0]], [*STOCK[1][:4], "116"], [*STOCK[2][:4], "454"]]
    assert list(tables_in(Grid(["库房", "期初", "调入", "调出", "期末"], rows))) == []


def test_what_relations_show_is_no_error() -> None:
    rows = [STOCK[0], [*STOCK[1][:4], "116"], STOCK[2]]
    assert [finding.certain for finding in tables_in(Grid(["库房", "期初", "调入", "调出", "期末"], rows))] == [False]
