"""Sentences of many kinds against keys that were written by hand: each figure's value, unit and amount, its place in a
range or ratio, and what is no figure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.facts.chinese import chinese_numbers
from jzdocs.facts.quantities import fold, quantities, read_fact
from jzdocs.facts.recognition import related

TEXTS = Path(__file__).parent / "texts"
NO_FIGURES = ("date", "label", "ordinal", "rank")


def cases(name: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a file with the line of its key."""
    lines = (TEXTS / f"{name}.figures").read_text(encoding="utf-8").splitlines()[1:]
    return zip(lines[::2], lines[1::2], strict=True)


def expected(key: str) -> tuple[list[tuple[Decimal, str, Decimal, str]], list[tuple[Decimal, str]]]:
    """The figures of a key, and what is none."""
    figures, _, others = key.partition("|")
    rows: list[tuple[Decimal, str, Decimal, str]] = []
    for part in filter(None, (part.strip() for part in figures.split(";"))):
        value, unit, *rest = part.split(" ")
        amount = next((item[1:] for item in rest if item.startswith("=")), value)
        role = next((item for item in rest if not item.startswith("=")), "")
        rows.append((Decimal(value), "" if unit == "-" else unit, Decimal(amount), role))
    pairs = (part.split() for part in others.split(";") if part.strip())
    return rows, [(Decimal(value), kind) for value, kind in pairs]


ALL = [case for name in ("units", "units2", "units3") for case in cases(name)]


@pytest.mark.parametrize(("sentence", "key"), ALL, ids=[str(number) for number in range(len(ALL))])
def test_figures_and_units(sentence: str, key: str) -> None:
    figures, others = expected(key)
    numbers = related(sentence)
    read = [n.quantity for n in numbers if n.kind not in NO_FIGURES]
    assert [(q.value, q.unit, q.amount, q.role) for q in read] == figures
    assert [(n.quantity.value, n.kind) for n in numbers if n.kind in NO_FIGURES] == others


def test_the_keys_are_long_enough_to_mean_something() -> None:
    assert sum(len(expected(key)[0]) for _, key in ALL) >= 250


PIECES = st.sampled_from(
    [
        *"0123456789.,，、:：∶-—～至到/·× ()（）[]〔〕+%$￥年月日点分号个人元吨万亿千百十余多半来约近超",
        *"一二两三五十百千万亿半第成",
        "个多月",
        "百分点",
        "分之",
        "百分之",
        "以上",
        "GWh",
        "kV",
        "PM",
        "RMB",
        "10⁻³",
        "×10⁴",
        "从",
        "第",
        "图",
        "编号",
        "\u3000",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_quantities_stand_where_they_say_in_order_and_apart(text: str) -> None:
    assert len(fold(text)) == len(text)
    for found in ([*quantities(text)], [quantity for quantity, _ in chinese_numbers(text)]):
        assert all(quantity.text == text[quantity.start : quantity.end] and quantity.text for quantity in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    read_fact(text)


@pytest.mark.parametrize(
    "text", ["9" * 6000 + "日", "一" * 6000 + "个", "1 " * 20000, "3分之" + "9" * 40, "9" * 40 + "万5千人"]
)
def test_absurd_numbers_are_read_without_harm(text: str) -> None:
    list(related(text))
