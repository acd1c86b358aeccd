"""Values in templates: numbers count, texts are joined, blanks are neither; what goes wrong names its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.data.expressions import Environment, row_names
from jzdocs.data.rows import asks_for_all_rows, rows_of, with_all_rows
from jzdocs.data.values import parse_number
from jzdocs.errors import DocumentError, Report, UsageError
from jzdocs.options import RowValue
from jzdocs.source.sealing import opened
from jzdocs.source.template import Lookup, render_source

CSV = (
    "县区,2025年产值（亿元）,占比（%）,甲,乙,丙,编号,a b,备注,甲率,乙率,价,街道,额（元）,额（%）,约\n"
    '甲县,131.4,12.5,3,12,,007,x,—,24.6%,38.2%,"1,234.50",文化路,5,6,12万\n'
    "乙县,1,1,1,1,1,008,y,5,1%,2%,41.90,府东街,5,6,5千\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rendered(folder: Path, text: str) -> str:
    (folder / "d.csv").write_text(CSV, encoding="utf-8")
    row = rows_of(str(folder / "d.csv"), "", "a", "", Report())[0]
    return opened(render_source(folder / "a.md.j2", text, row.values, Lookup([])).text, "\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ 甲 + 乙 }} {{ 甲 - 乙 }} {{ 甲 * 乙 }} {{ 乙 / 甲 }} {{ 甲 / 乙 }}", "15 -9 36 4 0.25"),
        ("{{ 甲 > 乙 }} {{ 甲 == 3 }} {{ 甲 == '3' }} {{ 乙 >= 12.0 }} {{ 甲 != 乙 }}", "False True True True True"),
        ("{{ 0.1 + 0.2 }} {{ 10 / 3 }} {{ 10 / 3 * 3 }} {{ 7 // 2 }} {{ 7 % 2 }}", "0.3 3.33333333333333 10 3 1"),
        ("{{ 价 }} {{ 价 + 1 }} {{ 价 * 2 }}", "1,234.50 1235.50 2469.00"),
        ("{{ [甲, 乙] | sum }} {{ [甲, 乙] | max }} {{ [乙, 甲] | min }}", "15 12 3"),
        ("{{ (乙 / 7) | round(2) }} {{ 2.675 | round(2) }} {{ 2.5 | round }} {{ 3 | round(1) }}", "1.71 2.68 3 3.0"),
        ("{{ 乙率 - 甲率 }} {{ 甲率 * 100 }} {{ 甲率 > '20%' }} {{ 甲率 < 乙率 }}", "13.6% 24.6 True True"),
        ("{{ 编号 }} {{ 编号 == '007' }} {{ 编号[1:] }}", "007 True 07"),
        ("{{ 街道 + '甲' }} {{ '共' ~ 甲 ~ '件' }} {{ 甲 + '件' }} {{ 街道 + 编号 }}", "文化路甲 共3件 3件 文化路007"),
        ("{{ '%.2f' | format(甲) }} {{ '%d' % 甲 }} {{ '{:,.1f}'.format(价) }}", "3.00 3 1,234.5"),
        ("{% for i in range(甲) %}{{ i }}{% endfor %} {{ '*' * 甲 }} {{ 甲 | int }} {{ -甲 }}", "012 *** 3 -3"),
        (
            '{{ row["2025年产值"] }} {{ row["2025年产值（亿元）"] }} {{ row["占比（%）"] }} {{ row["a b"] }}',
            "131.4 131.4 12.5 x",
        ),
        ("{{ ab }} {{ 占比 }} {{ row.甲 }}", "x 12.5 3"),
        ("{{ 丙 | default('—') }} {{ '有' if 丙 else '无' }} {{ 丙 is defined }} {{ 丙 == '' }}", "— 无 False True"),
        ('{{ row["额（元）"] }} {{ row["额（%）"] }}', "5 6"),
        ("{{ 2 ** 10 }} {{ 甲 ** 2 }} {{ (甲 - 乙) | abs }}", "1024 9 9"),
    ],
)
def test_what_expressions_give(tmp_path: Path, text: str, shown: str) -> None:
    assert rendered(tmp_path, text) == shown


@pytest.mark.parametrize(
    ("text", "code", "words", "hint"),
    [
        ("{{ 2025年产值 }}", "S042", "此处应为结尾的“}}”，却写了“年产值”", 'row["2025年产值（亿元）"]'),
        ("{{ 占比（%） }}", "S042", "这里不能写“（”", 'row["占比（%）"]'),
        ("{{ 甲 + 丙 }}", "S043", "“丙”是空的（d.csv:F2）", ""),
        ("{{ [甲, 丙] | sum }}", "S043", "“丙”是空的（d.csv:F2）", ""),
        ("{{ 丙 }}", "S043", "“丙”是空的（d.csv:F2）", ""),
        ("{{ 丙 | markdown }}", "S043", "“丙”是空的（d.csv:F2）", ""),
        ("{{ 丙 ~ '件' }}", "S043", "“丙”是空的（d.csv:F2）", ""),
        ("{{ 甲 + 备注 }}", "S044", "“备注”是“—”（d.csv:I2），不是数", ""),
        ("{{ 甲 + 约 }}", "S044", "“约”是“12万”（d.csv:P2），不是数", ""),
        ("{{ 甲 > 备注 }}", "S044", "“备注”是“—”（d.csv:I2），不是数", ""),
        ("{{ 县区 > 3 }}", "S044", "“县区”是“甲县”（d.csv:A2），不是数", ""),
        ("{{ 甲率 > 20 }}", "S044", "24.6% 与 20", ""),
        ("{{ 额 }}", "S043", "有几列都叫“额”", ""),
        ('{{ row["没有"] }}', "S043", "没有“没有”这一列；现有的列：县区、", ""),
        ("{{ 县 }}", "S043", "没有“县”", "县区"),
        ("{{ 1 / 0 }}", "S044", "除数为零", ""),
        ("{{ 甲 | rond }}", "S042", "没有“rond”这个过滤器", ""),
        ("{% for x in [1] %}", "S042", "缺少“endfor”", ""),
        ("{{ 甲", "S042", "模板没有写完", ""),
        ("{% if 甲 = 3 %}{% endif %}", "S042", "此处应为结尾的“%}”，却写了“=”", ""),
        ("{{ “甲” }}", "S042", "符号要用半角", ""),
        ("{{ ''.__class__ }}", "S044", "不能使用“__class__”", ""),
        ("{{ 'a' * 3000000000 }}", "S044", "超过 1,000,000", ""),
        ("{{ '%999999999d' | format(1) }}", "S044", "超过", ""),
        ("{{ range(1000000) | list }}", "S044", "超出了模板的限度", ""),
        ("{% include 'x.md' %}", "S044", "没有文件“x.md”", ""),
    ],
)
def test_what_goes_wrong_is_told_in_chinese(tmp_path: Path, text: str, code: str, words: str, hint: str) -> None:
    with pytest.raises(DocumentError) as caught:
        rendered(tmp_path, text)
    found = caught.value.diagnostic
    problem, advice = found.worded("zh")
    assert found.code == code and words in problem and hint in advice and found.location.line == 1, problem


def test_columns_of_one_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("甲,产值（亿元）,产值（%）,乙,乙\n1,2,3,4,5\n", encoding="utf-8")
    report = Report()
    rows_of(str(tmp_path / "d.csv"), "", "a", "", report)
    assert [d.code for d in report] == ["X080", "X080"]
    assert 'row["产值（%）"]' in report.found[0].worded("zh")[1]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("{{ 县区 }}-{{ 甲 + 乙 }}", ["甲县-15", "乙县-2"]),
        ('{{ row["2025年产值"] }}', ["131.4", "1"]),
        ("{{ 县区 }}{{ 丙 | default('无') }}", ["甲县无", "乙县1"]),
    ],
)
def test_names_of_documents_count_too(tmp_path: Path, pattern: str, names: list[str]) -> None:
    (tmp_path / "d.csv").write_text(CSV, encoding="utf-8")
    assert [row.name for row in rows_of(str(tmp_path / "d.csv"), "", "a", pattern, Report())] == names


def test_a_name_that_fails_is_told_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(CSV, encoding="utf-8")
    for pattern, words in (("{{ 1 / 0 }}", "除数为零"), ("{{ 县区 + 1 }}", "不是数"), ("{{ 丙 }}", "“丙”是空的")):
        report = Report()
        rows_of(str(tmp_path / "d.csv"), "", "a", pattern, report)
        found = next(d for d in report if d.code != "X080")
        assert (found.code, found.location.cell) == ("X058", "A2") and words in found.worded("zh")[0]
    with pytest.raises(UsageError) as caught:
        rows_of(str(tmp_path / "d.csv"), "", "a", "{% for %}", Report())
    assert caught.value.diagnostic.code == "X058"


def test_all_rows_for_templates_that_ask(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("县区,产值\n甲,10\n乙,30.5\n", encoding="utf-8")
    text = '{{ rows | sum(attribute="产值") }} {{ (rows | max(attribute="产值")).县区 }} {{ row["产值"] }}'
    assert asks_for_all_rows(text) and not asks_for_all_rows("{{ 产值 }}\n\nrows:\n  {{ 县区 }}: 3\n")
    rows = with_all_rows(rows_of(str(tmp_path / "d.csv"), "", "a", "", Report()))
    assert opened(render_source(tmp_path / "a.md.j2", text, rows[0].values, Lookup([])).text) == "40.5 乙 10"


def test_columns_called_as_methods_are(tmp_path: Path) -> None:
    row = (RowValue("items", "3"), RowValue("get", "5"))
    assert (
        render_source(tmp_path / "a.md.j2", "{{ row.items }} {{ row.get }} {{ items }}", row, Lookup([])).text
        == "3 5 3"
    )


NUMBERS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


@settings(deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from(["+", "-", "*"]))
def test_arithmetic_is_exact(left: Decimal, right: Decimal, sign: str) -> None:
    names = row_names((RowValue("甲", f"{left:,}"), RowValue("乙", str(right))))
    shown = Environment().from_string(f"{{{{ 甲 {sign} 乙 }}}}|{{{{ 甲 < 乙 }}}}").render(names)
    result = {"+": left + right, "-": left - right, "*": left * right}[sign]
    assert Decimal(shown.split("|")[0]) == result and shown.split("|")[1] == str(left < right)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12%", "0.12"),
        ("(1,200)", "-1200"),
        ("1,234.50", "1234.50"),
        ("−3", "-3"),
        ("+5", "5"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("0", "0"),
        ("007", None),
        ("1,23", None),
        ("12件", None),
        ("1e3", None),
        ("", None),
        ("2025-11-20", None),
        ("0351-4041234", None),
    ],
)
def test_which_texts_are_numbers(text: str, number: str | None) -> None:
    found = parse_number(text)
    assert (None if found is None else Decimal(found)) == (None if number is None else Decimal(number))
