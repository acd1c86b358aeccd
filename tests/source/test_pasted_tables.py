"""Tables that were pasted into a plain text: tabs between their cells."""

import pytest

from jzdocs.errors import Report
from jzdocs.source.plain import read_plain

ROWS = "序号\t街道\t负责人\n1\t临江街道\t陈旭\n2\t望山街道\t\n3\t石桥街道\t李萍\n"


def roles(text: str) -> list[tuple[str, str]]:
    return [(piece.role, piece.text) for piece in read_plain(text, "a.txt", Report())]


def table_of(text: str) -> tuple[tuple[str, ...], ...]:
    return next((piece.rows for piece in read_plain(text, "a.txt", Report()) if piece.role == "table"), ())


@pytest.mark.parametrize("official", [False, True])
def test_rows_with_tabs_are_a_table_though_cells_are_words_or_empty(official: bool) -> None:
    text = f"关于明确网格负责人的通知\n\n各街道：\n\n现将网格负责人名单印发给你们。\n\n{ROWS}\n请遵照执行。\n"
    pieces = read_plain(text, "a.txt", Report(), official=official)
    table = next(piece for piece in pieces if piece.role == "table")
    assert table.rows == (
        ("序号", "街道", "负责人"),
        ("1", "临江街道", "陈旭"),
        ("2", "望山街道", ""),
        ("3", "石桥街道", "李萍"),
    )
    assert any("请遵照执行" in piece.text for piece in pieces)


@pytest.mark.parametrize(
    "lines",
    [
        "出席：\t陈旭、李萍\n列席：\t王芳\n请假：\t赵晨\n",
        "1.\t加强值班值守。\n2.\t做好物资储备。\n3.\t畅通信息报送。\n",
        "1\t加强值班值守。\n2\t做好物资储备。\n3\t畅通信息报送。\n",
        "临江街道\t陈旭\n望山街道\t李萍\n",
    ],
    ids=["labels", "numbered items", "items with bare numbers", "two rows"],
)
def test_tabs_for_layout_make_no_table(lines: str) -> None:
    assert table_of(f"会议情况\n\n会议有关情况通报给大家，请认真学习领会。\n\n{lines}\n") == ()


def test_a_sentence_that_announces_a_table_heads_nothing() -> None:
    assert ("text", "各街道负责人如下表。") in roles(f"网格工作情况\n\n各街道负责人如下表。\n\n{ROWS}")
