"""What a sentence says beside the numbers decides what they mean: words before and behind, other numbers, long texts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdocs.checks.dates import dates_in, plan_years
from jzdocs.checks.sentences import findings
from jzdocs.checks.tables import Grid, tables_in
from jzdocs.facts.quantities import Quantity, quantities, read_fact
from jzdocs.facts.recognition import _pieces, numbers_in

RATE = [("40%", "change", "33%")]
DOUBLED = [("翻一番", "multiple", "1.7倍")]

FINDINGS: list[tuple[str, list[tuple[str, str, str]]]] = [
    # another base is named between the numbers, not before or behind them
    ("同比看，书店由30家增加到40家，增长40%。", RATE),
    ("同比计算，产花1000吨，增加100吨，同比增长10.0%。", []),
    ("产花1000吨，增加100吨，增长10.0%，同比加快。", [("10.0%", "rate", "11.1%")]),
    ("得率由30%升至40.0%，提高9.6个百分点。", []),
    # verbs of one change say nothing of another
    ("投诉40件，后下降至52件。", []),
    ("得率升至9%，书店由40家减少到42家。", [("42家", "direction", "上升")]),
    # 翻一番 may be near, and only about what is beside it
    ("产花由100吨增加到170吨，近几年来翻一番。", DOUBLED),
    ("产花由100吨增加到170吨，近两年翻一番。", []),
    ("产花由100吨增加到170吨，翻一番，多年未见。", DOUBLED),
    ("近年产花由100吨增加到170吨，翻一番。", DOUBLED),
    ("产花由100吨翻一番增加到170吨。", []),
    ("书店由30家增加到40家，产花由100吨增加到300吨，翻一番。", [("翻一番", "multiple", "3倍")]),
    # a multiple is of the year that it names
    ("2025年由2021年的100吨增加到280吨，是2021年的2.5倍。", [("2.5倍", "multiple", "2.8倍")]),
    ("2020年以来花卉生产稳步发展，产花由100吨增加到280吨，是2021年的2.5倍。", [("2.5倍", "multiple", "2.8倍")]),
    ("产花由2吨增加到7吨，是2020年的4.0倍。", []),
    ("产花由2吨增加到7吨，是2020年的5.2倍。", [("5.2倍", "multiple", "3.5倍")]),
    ("是上年的2.2倍。", []),
    ("今年以来，得率达到38个百分点。", [("38个百分点", "points", "38%")]),
    ("说的是“超过30%以上”的话。", []),
    ("“平均”超过30%以上。", [("超过30%以上", "doubled", "超过30%")]),
]


@pytest.mark.parametrize(("text", "expected"), FINDINGS)
def test_only_what_belongs_to_a_number_counts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(f.number.quantity.text, str(f.problem), f.right) for f in findings(text)] == expected


SUBJECTS: list[tuple[str, list[str]]] = [
    ("重30吨花卉。", ["花卉"]),
    ("产花30吨以上水平。", ["产花"]),
    ("12县。", ["县"]),
    ("晋12县。", ["县"]),
    ("山区12县。", ["山区"]),
    ("书店有101家“示范”门店。", ["“示范”门店"]),
    ("书店120家，占地200亩。", ["书店", "书店占地"]),
    ("书店120家，占12亩。", ["书店", "书店"]),
    ("书店占比5%，占比6%。", ["书店占比", "占比"]),
    ("书店占用率5%，占比6%。", ["书店占用率", "占比"]),
    ("物价涨幅3%，涨幅5%。", ["物价涨幅", "涨幅"]),
    ("产花9吨，花居全市第三。", ["产花", "产花"]),
    ("产菜9吨，市区，居全市第三。", ["产菜", "市区"]),
    ("产菜9吨，县，居全市第三。", ["产菜", "产菜"]),
    ("收集率95%以上处理量1.6亿元。", ["收集率", "处理量"]),
    ("书店9家，茶馆8家、花店7家，分别增长20%和15%。", ["书店", "茶馆", "花店", "茶馆", "花店"]),
    ("书店9家；产菜、产粮分别增长20%和15%。", ["书店", "产菜", "产粮"]),
    ("春耕。产菜、产粮分别增长20%和15%。", ["产菜", "产粮"]),
    ("花木、产菜、产粮分别增长20%和15%。", ["产菜", "产粮"]),
    ("花" * 130 + "12亩。", ["花" * 120]),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_what_a_number_measures(text: str, expected: list[str]) -> None:
    assert [number.subject for number in numbers_in(text)] == expected


KINDS: list[tuple[str, list[tuple[str, str]]]] = [
    ("成交量3.5成。", [("3.5成", "level")]),
    ("120十家。", [("120十家", "level")]),
    ("三分之一超10元。", [("三分之一", "level"), ("超10元", "level")]),
    ("位列首位2025年。", [("首位", "rank"), ("2025年", "date")]),
    ("二三产业之比由43.1：48.0调整为40.3。", [("43.1", "level"), ("48.0", "level"), ("40.3", "to")]),
    ("二三产业之比由8.0调整为8.4：3。", [("8.0", "level"), ("8.4", "level"), ("3", "level")]),
    ("比例：二产由8.0%调整为8.4%。", [("8.0%", "from"), ("8.4%", "to")]),
    ("由8.0%调整为8.4%，详见：表。", [("8.0%", "from"), ("8.4%", "to")]),
    ("“12、乙", [("12", "label")]),
    ("近“12、乙", [("12", "label")]),
    ("甲-12、乙", [("-12", "label")]),
    ("A市-5%。", [("-5%", "level")]),
    ("-5%。", [("-5%", "level")]),
    ("气温−5℃，增速－3%。", [("−5℃", "level"), ("－3%", "level")]),
    ("5−3个。", [("5", "level"), ("3个", "level")]),
    ("(2)−3个。", [("3个", "level")]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_what_kind_of_number_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(number.quantity.text, number.kind) for number in numbers_in(text)] == expected


@pytest.mark.parametrize(("char", "is_han"), [("㏿", False), ("㐀", True), ("一", True), ("鿿", True), ("ꀀ", False)])
def test_where_han_begins_and_ends(char: str, is_han: bool) -> None:
    """CJK Extension A begins at U+3400, the unified ideographs end at U+9FFF."""
    assert next(quantities(f"12{char}")).kind == ("label" if is_han else "level")


def test_of_two_units_the_longer_is_read() -> None:
    words = [
        "个百分点",
        "个",
        "平方公里",
        "平方",
        "吨公里",
        "吨",
        "万亿元",
        "标准煤",
        "人次",
        "人",
        "千瓦时",
        "千瓦",
        "台套",
        "台",
    ]
    assert [next(quantities(f"3{word}，")).unit for word in words] == words


def test_a_marked_number_is_its_value_and_all_behind_it() -> None:
    found = read_fact("12.5标准")
    assert found is not None
    assert (found.value, found.amount, found.unit, found.base_unit) == (
        Decimal("12.5"),
        Decimal("12.5"),
        "标准",
        "标准",
    )


# --- dates and plans


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("一五", 1953),
        ("二五", 1958),
        ("三五", 1966),
        ("四五", 1971),
        ("十五", 2001),
        ("十四五", 2021),
        ("十七五", 2036),
    ],
)
def test_the_years_of_the_five_year_plans(name: str, first: int) -> None:
    assert plan_years(name) == (first, first + 4)


def test_an_impossible_date_is_a_quantity_without_value() -> None:
    (found,) = dates_in("开幕：2月30日。")
    assert found.number.quantity == Quantity(3, 8, "2月30日", Decimal(0), "", Decimal(0), "", None, "date")


# --- long texts


@pytest.mark.parametrize(("length", "count"), [(1999, 1), (2000, 1), (2001, 0)])
def test_a_sentence_of_more_than_2000_characters_is_left_alone(length: int, count: int) -> None:
    start = "书店由30家增加到40家，增长40%，"
    text = start + "花" * (length - len(start) - 1) + "。"
    assert len(text) == length and len(list(findings(text))) == count


def test_findings_stand_where_they_are_in_the_whole_text() -> None:
    text = "前言。书店由30家增加到40家，增长40%。\n后记；约30家左右。"
    found = {f.number.quantity.text: f.number.quantity for f in findings(text)}
    assert {t: text[q.start : q.end] for t, q in found.items()} == {t: t for t in ("40%", "约30家左右")}


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", []),
        ("花" * 1000, [1000]),
        ("花" * 1001, [1000, 1]),
        ("花" * 499 + "。" + "花" * 700, [500, 700]),
        ("花" * 998 + "。" + "花" * 10, [999, 10]),
        ("花" * 999 + "。" + "花" * 10, [1000, 10]),
        ("花" * 1000 + "。" + "花" * 10, [1000, 11]),
        ("花" * 10 + "。" + "花" * 20 + "；" + "花" * 1000, [32, 1000]),
        ("花" * 10 + "。" + "花" * 20 + "\n" + "花，" * 500, [32, 1000]),
        ("花" * 10 + "，" + "花" * 20 + "、" + "花" * 1000, [32, 1000]),
        ("花" * 10 + "。" + "花" * 20 + "，" + "花" * 1000, [11, 21, 1000]),
        ("。" + "花" * 1000, [1000, 1]),
        ("花。" + "花" * 1000, [2, 1000]),
    ],
)
def test_a_long_text_is_read_in_whole_sentences_or_clauses(text: str, lengths: list[int]) -> None:
    pieces = list(_pieces(text))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert [end - start for start, end in pieces] == lengths


def test_in_a_long_text_numbers_are_the_same_as_alone() -> None:
    sentence = "书店由30家增加到40家，增长33%，其中示范书店12家。"
    alone = numbers_in(sentence)
    text = sentence * 60
    found = numbers_in(text)
    assert len(text) > 1000 and len(found) == 60 * len(alone)
    for index, number in enumerate(found):
        quantity, same = number.quantity, alone[index % len(alone)]
        assert text[quantity.start : quantity.end] == quantity.text == same.quantity.text
        assert (number.kind, number.subject, number.group is None) == (same.kind, same.subject, same.group is None)
        assert quantity.start == index // len(alone) * len(sentence) + same.quantity.start
    groups = [number.group for number in found if number.group]
    assert len(set(groups)) == 60 and all(groups.count(group) == 3 for group in set(groups))


# --- tables


def test_a_total_row_may_be_shorter_than_the_head() -> None:
    grid = Grid(["项", "数", "重"], [["甲", "12", "1"], ["乙", "8", "2"], ["合计", "21"]])
    assert [(f.row, f.column, f.right) for f in tables_in(grid)] == [(2, 1, "20")]


def test_only_increases_belong_to_the_level_before_them() -> None:
    level, year = numbers_in("产花100吨，同比增长2023年水平。")
    assert (level.kind, level.group, year.kind, year.group) == ("level", None, "date", None)


def test_one_head_that_names_a_year_makes_no_rule_certain() -> None:
    for heads, found in ((["项", "2023年", "后", "增量"], 0), (["项", "2023年", "2024年", "增量"], 1)):
        grid = Grid(heads, [["甲", "10", "12", "2"], ["乙", "20", "25", "9"]])
        assert len(list(tables_in(grid))) == found


@pytest.mark.parametrize("sign", ["-", "−", "－"])
def test_a_minus_sign_makes_a_number_negative_however_it_is_written(sign: str) -> None:
    marked = read_fact(f"{sign}3.5%")
    assert marked is not None and (marked.start, marked.text, marked.value) == (0, f"{sign}3.5%", Decimal("-3.5"))
    (found,) = quantities(f"增速{sign}1.2万家，")
    assert (found.start, found.text, found.value, found.amount) == (2, f"{sign}1.2万家", Decimal("-1.2"), -12000)
