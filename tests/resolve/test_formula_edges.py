"""Formulas: every field of what they give, and the exact words for those that cannot be computed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.resolve.derived import derive


def fact(name: str, text: str, value: str | None, unit: str) -> nodes.Fact:
    return nodes.Fact(name, text, None if value is None else Decimal(value), unit, None, "节", "句")


FACTS = {
    found.id: found
    for found in (
        fact("a", "24.6%", "24.6", "%"),
        fact("b", "38.2%", "38.2", "%"),
        fact("c", "1350万盆", "1350", "万盆"),
        fact("d", "150万盆", "150", "万盆"),
        fact("e", "6.5万户", "6.5", "万户"),
        fact("z", "0盆", "0", "盆"),
        fact("m.n", "3", "3", ""),
        fact("n", "12", "12", ""),
        fact("t", "甲", None, ""),
    )
}


def derived(formula: str) -> tuple[nodes.Fact | None, Report]:
    report = Report()
    return derive([nodes.Derivation("g", formula)], FACTS, report).get("g"), report


GIVES: list[tuple[str, tuple[str, str, str, str, str, str]]] = [
    ("b - a", ("13.6个百分点", "13.6", "个百分点", "节", "推算：38.2% − 24.6% = 13.6个百分点", "b - a")),
    ("a - b", ("-13.6个百分点", "-13.6", "个百分点", "节", "推算：24.6% − 38.2% = -13.6个百分点", "a - b")),
    ("b + a", ("62.8%", "62.8", "%", "节", "推算：38.2% + 24.6% = 62.8%", "b + a")),
    ("b − a", ("13.6个百分点", "13.6", "个百分点", "节", "推算：38.2% − 24.6% = 13.6个百分点", "b − a")),
    ("b - a → %", ("13.6%", "13.6", "%", "节", "推算：38.2% − 24.6% = 13.6%", "b - a")),
    (
        "b - a + a",
        ("38.2个百分点", "38.2", "个百分点", "节", "推算：38.2% − 24.6% + 24.6% = 38.2个百分点", "b - a + a"),
    ),
    (
        "b + a - a",
        ("38.2个百分点", "38.2", "个百分点", "节", "推算：38.2% + 24.6% − 24.6% = 38.2个百分点", "b + a - a"),
    ),
    ("c - d", ("1200万盆", "1200", "万盆", "节", "推算：1350万盆 − 150万盆 = 1200万盆", "c - d")),
    ("c + d", ("1500万盆", "1500", "万盆", "节", "推算：1350万盆 + 150万盆 = 1500万盆", "c + d")),
    ("c - d - d", ("1050万盆", "1050", "万盆", "节", "推算：1350万盆 − 150万盆 − 150万盆 = 1050万盆", "c - d - d")),
    (
        "c - (d - d)",
        ("1350万盆", "1350", "万盆", "节", "推算：1350万盆 − (150万盆 − 150万盆) = 1350万盆", "c - (d - d)"),
    ),
    ("c / d", ("9.0", "9.0", "", "节", "推算：1350万盆 ÷ 150万盆 = 9.0", "c / d")),
    ("c ÷ d", ("9.0", "9.0", "", "节", "推算：1350万盆 ÷ 150万盆 = 9.0", "c ÷ d")),
    ("d / c → %", ("11.1%", "11.1", "%", "节", "推算：150万盆 ÷ 1350万盆 = 11.1%", "d / c")),
    ("d / c → ％", ("11.1％", "11.1", "％", "节", "推算：150万盆 ÷ 1350万盆 = 11.1％", "d / c")),
    ("c / 3", ("450.0万盆", "450.0", "万盆", "节", "推算：1350万盆 ÷ 3 = 450.0万盆", "c / 3")),
    ("c / 7", ("192.9万盆", "192.9", "万盆", "节", "推算：1350万盆 ÷ 7 = 192.9万盆", "c / 7")),
    ("e / 7", ("0.9万户", "0.9", "万户", "节", "推算：6.5万户 ÷ 7 = 0.9万户", "e / 7")),
    ("e * 3", ("19.5万户", "19.5", "万户", "节", "推算：6.5万户 × 3 = 19.5万户", "e * 3")),
    ("3 * e", ("19.5万户", "19.5", "万户", "节", "推算：3 × 6.5万户 = 19.5万户", "3 * e")),
    ("e × 2.5", ("16.3万户", "16.3", "万户", "节", "推算：6.5万户 × 2.5 = 16.3万户", "e × 2.5")),
    ("m.n * 2", ("6", "6", "", "节", "推算：3 × 2 = 6", "m.n * 2")),
    ("m.n / 2", ("1.5", "1.5", "", "节", "推算：3 ÷ 2 = 1.5", "m.n / 2")),
    ("n / m.n", ("4.0", "4.0", "", "节", "推算：12 ÷ 3 = 4.0", "n / m.n")),
    ("n - m.n", ("9", "9", "", "节", "推算：12 − 3 = 9", "n - m.n")),
    ("2 + 3 * 4", ("14", "14", "", "", "推算：2 + 3 × 4 = 14", "2 + 3 * 4")),
    ("(2 + 3) * 4", ("20", "20", "", "", "推算：(2 + 3) × 4 = 20", "(2 + 3) * 4")),
    ("12 / 4 / 3", ("1.0", "1.0", "", "", "推算：12 ÷ 4 ÷ 3 = 1.0", "12 / 4 / 3")),
    ("2.25 / 1", ("2.3", "2.3", "", "", "推算：2.25 ÷ 1 = 2.3", "2.25 / 1")),
    ("e / 4", ("1.6万户", "1.6", "万户", "节", "推算：6.5万户 ÷ 4 = 1.6万户", "e / 4")),
    ("a / 4", ("6.2%", "6.2", "%", "节", "推算：24.6% ÷ 4 = 6.2%", "a / 4")),
    ("a * 1.05", ("25.8%", "25.8", "%", "节", "推算：24.6% × 1.05 = 25.8%", "a * 1.05")),
    ("(b - a) / a → %", ("55.3%", "55.3", "%", "节", "推算：(38.2% − 24.6%) ÷ 24.6% = 55.3%", "(b - a) / a")),
    ("3", ("3", "3", "", "", "推算：3 = 3", "3")),
    ("m.n", ("3", "3", "", "节", "推算：3 = 3", "m.n")),
    (" a - a ", ("0.0个百分点", "0.0", "个百分点", "节", "推算：24.6% − 24.6% = 0.0个百分点", "a - a")),
]


@pytest.mark.parametrize(("formula", "expected"), GIVES)
def test_every_field_of_a_derived_fact(formula: str, expected: tuple[str, str, str, str, str, str]) -> None:
    found, report = derived(formula)
    assert found is not None and not report.found
    text, value, unit, section, sentence, shown = expected
    assert (found.text, str(found.value), found.unit) == (text, value, unit)
    assert (found.section, found.sentence, found.formula) == (section, sentence, shown)
    assert (found.id, found.approx, found.subject) == ("g", None, "")


FAILS: list[tuple[str, str, str]] = [
    ("a + c", "F004", "“a + c” cannot be computed: % and 万盆 cannot be added"),
    ("a + 1", "F004", "“a + 1” cannot be computed: % and a plain number cannot be added"),
    ("a * b", "F004", "“a * b” cannot be computed: % times % has no unit"),
    ("a / c", "F004", "“a / c” cannot be computed: % divided by 万盆 has no unit"),
    ("2 / c", "F004", "“2 / c” cannot be computed: a plain number divided by 万盆 has no unit"),
    ("c / z", "F004", "“c / z” cannot be computed: 万盆 divided by 盆 has no unit"),
    ("z / z", "F004", "“z / z” cannot be computed: division by zero"),
    ("t + 1", "F004", "“t + 1” cannot be computed: “甲” contains no number"),
    ("x + 1", "F003", "there is no figure named “x”"),
    ("(a", "F004", "“(a” cannot be computed: a bracket is not closed"),
    ("a)", "F004", "“a)” cannot be computed: there is more after its end"),
    ("a b", "F004", "“a b” cannot be computed: there is more after its end"),
    ("a -", "F004", "“a -” cannot be computed: it ends too early"),
    ("+ a", "F004", "“+ a” cannot be computed: “+” stands where a figure is expected"),
    ("* a", "F004", "“* a” cannot be computed: “*” stands where a figure is expected"),
    ("a ! b", "F004", "“a ! b” cannot be computed: “! b” is not understood"),
    ("a & bcdefghijklmnop", "F004", "“a & bcdefghijklmnop” cannot be computed: “& bcdefghi” is not understood"),
    ("a-b", "F003", "there is no figure named “a-b”"),
]


@pytest.mark.parametrize(("formula", "code", "words"), FAILS)
def test_why_a_formula_cannot_be_computed(formula: str, code: str, words: str) -> None:
    found, report = derived(formula)
    assert found is None
    assert [(diagnostic.code, diagnostic.worded("en")[0]) for diagnostic in report] == [(code, words)]


def test_a_formula_uses_those_above_it_and_no_name_twice() -> None:
    report = Report()
    formulas = (("g", "b - a"), ("h", "g + g"), ("a", "b"), ("i", "j"), ("j", "c"))
    meta = nodes.Meta(derived=tuple(nodes.Derivation(name, formula) for name, formula in formulas))
    found = derive(meta.derived, FACTS, report, ("jj",))
    assert {name: fact.text for name, fact in found.items()} == {
        "g": "13.6个百分点",
        "h": "27.2个百分点",
        "j": "1350万盆",
    }
    assert [diagnostic.code for diagnostic in report] == ["F001", "F003"]
