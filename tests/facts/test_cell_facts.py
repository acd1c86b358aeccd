"""The cells of a table of data as facts: their names, values, units, sentences, and what is no cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdocs.errors import Location
from jzdocs.facts.cells import Cells, Column, address, column, column_letters, columns, is_number, key
from jzdocs.model import nodes


def table(*rows: list[str], name: str = "reuse", unit: str = "", sheet: str = "") -> nodes.DataTable:
    """A table whose first row is the head; its cells have the addresses of a sheet."""
    lines: list[tuple[nodes.Text, ...]] = []
    for number, texts in enumerate(rows, 1):
        places = [f"{sheet}{'!' if sheet else ''}{column_letters(i)}{number}" for i in range(len(texts))]
        lines.append(tuple(nodes.Text(t, Location("a.csv", cell=p)) for t, p in zip(texts, places, strict=True)))
    return nodes.DataTable(nodes.DataFile(name, "a.csv", unit=unit), lines[0], tuple(lines[1:]))


def cells(*tables: nodes.DataTable) -> Cells:
    return Cells({t.file.name: t for t in tables})


CITIES = table(
    ["地区", "利用率（%）", "管网/公里", "面积（建成区）", "备注"],
    ["榆次区", "38.2", "1,200", "−3.5", "约12个"],
    ["太谷 区", "24.6%", "", "约7", "若干"],
)


@pytest.mark.parametrize(
    ("head", "unit", "expected"),
    [
        ("利用率（%）", "", Column("利用率", "%")),
        ("利用率 ( 单位：% )", "个", Column("利用率", "%")),
        ("管网/公里", "", Column("管网", "公里")),
        ("管网／公里 ", "", Column("管网", "公里")),
        ("面积（建成区）", "亩", Column("面积（建成区）", "亩")),
        ("甲/乙方", "", Column("甲/乙方", "")),
        ("数量", "个", Column("数量", "个")),
    ],
)
def test_the_unit_of_a_column(head: str, unit: str, expected: Column) -> None:
    assert column(head, unit) == expected


def test_columns_have_the_tables_unit_where_they_name_none() -> None:
    found = columns(table(["地区", "数量", "占比（%）"], ["甲", "1", "2"], unit="家"))
    assert found == [Column("地区", "家"), Column("数量", "家"), Column("占比", "%")]


@pytest.mark.parametrize(
    ("name", "text", "number", "unit", "approx", "sentence", "subject"),
    [
        ("reuse.A2", "榆次区", None, "", None, "榆次区", "地区"),
        (
            "reuse.B2",
            "38.2%",
            "38.2",
            "%",
            None,
            "榆次区：利用率38.2%，管网1,200公里，面积（建成区）−3.5，备注约12个",
            "榆次区利用率",
        ),
        ("reuse.C2", "1,200公里", "1200", "公里", None, None, "榆次区管网"),
        ("reuse.D2", "−3.5", "-3.5", "", None, None, "榆次区面积（建成区）"),
        ("reuse.E2", "约12个", "12", "个", "约", None, "榆次区备注"),
        ("reuse.B3", "24.6%", "24.6", "%", None, "太谷 区：利用率24.6%，面积（建成区）约7，备注若干", "太谷 区利用率"),
        ("reuse.C3", "", None, "", None, None, "太谷 区管网"),
        ("reuse.E3", "若干", None, "", None, None, "太谷 区备注"),
    ],
)
def test_the_fact_of_a_cell(
    name: str, text: str, number: str | None, unit: str, approx: str | None, sentence: str | None, subject: str
) -> None:
    found = cells(CITIES).fact(name)
    assert found is not None
    expected = None if number is None else Decimal(number)
    assert (found.id, found.text, found.value, found.unit, found.approx) == (name, text, expected, unit, approx)
    assert found.subject == subject and found.at.cell == name.partition(".")[2]
    assert sentence is None or found.sentence == sentence


def test_a_negative_number_with_its_columns_unit_keeps_its_sign() -> None:
    found = cells(table(["地区", "增速（%）"], ["甲", "−3.5"], ["乙", "-1,234.5"], ["丙", "+2"], ["丁", ".5"]))
    facts = [found.fact(f"reuse.B{i}") for i in range(2, 6)]
    assert [fact and (fact.text, fact.value) for fact in facts] == [
        ("−3.5%", Decimal("-3.5")),
        ("-1,234.5%", Decimal("-1234.5")),
        ("+2%", Decimal(2)),
        (".5%", Decimal("0.5")),
    ]


def test_a_cell_has_two_names_unless_two_cells_share_one() -> None:
    found = cells(CITIES)
    assert found.fact("reuse.榆次区.利用率") == found.fact("reuse.B2")
    assert found.fact("reuse.太谷区.备注") == found.fact("reuse.E3")
    names = set(found)
    assert "reuse.A2" in names and "reuse.榆次区.地区" not in names and "reuse.A1" not in names
    assert found.fact("reuse.none") is None and found.fact("other.A2") is None
    twice = cells(table(["区", "数", "量"], ["甲", "1", "2"], ["甲", "3", "4"], ["", "5", "6"], ["乙", "7", "8"]))
    assert {name for name in twice if name.count(".") == 2} == {"reuse.乙.数", "reuse.乙.量"}
    assert twice.fact("reuse.B3") is not None and twice.fact("reuse.B4") is not None
    heads = cells(table(["区", "数（个）", "数"], ["甲", "1", "2"]))
    assert [name for name in heads if name.count(".") == 2] == []


def test_rows_longer_than_the_head_have_cells_without_columns() -> None:
    found = cells(table(["区", "数（个）"], ["甲", "1", "2"]))
    extra = found.fact("reuse.C2")
    assert extra is not None and (extra.text, extra.unit, extra.subject) == ("2", "", "甲")
    assert extra.sentence == "甲：数1个"


@pytest.mark.parametrize(("width", "sentence"), [(6, "甲：b2，c3，d4，e5，f6"), (7, "甲：d4")])
def test_of_a_wide_row_the_sentence_holds_the_cell_alone(width: int, sentence: str) -> None:
    heads, row = ["区", *"bcdefg"][:width], ["甲", *"234567"][:width]
    found = cells(table(heads, row)).fact("reuse.D2")
    assert found is not None and found.sentence == sentence


def test_names_belong_to_tables_and_sheets_are_sections() -> None:
    found = cells(table(["区", "数"], ["甲", "1"], name="pipes", sheet="管网"))
    fact = found.fact("pipes.B2")
    assert fact is not None and (fact.section, fact.id, fact.at.cell) == ("管网", "pipes.B2", "管网!B2")
    assert found.owns("pipes.Z9") and found.owns("pipes") and not found.owns("pipe.B2")
    assert address(nodes.Text("", Location("a.xlsx", cell="表!AB12"))) == "AB12"
    assert address(nodes.Text("", Location("a.csv", cell="B2"))) == "B2"


@pytest.mark.parametrize(
    ("text", "is_it"),
    [("12", True), ("12个", True), ("约12个", True), ("共12个", False), ("", False), ("12个，3个", False)],
)
def test_what_holds_a_number_and_nothing_else(text: str, is_it: bool) -> None:
    assert is_number(text) == is_it


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_letters_of_columns(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_a_key_has_letters_digits_and_han_only() -> None:
    assert key(" 太谷 区（县）_1.") == "太谷区县_1"
