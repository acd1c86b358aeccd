"""The workbook inside a native chart: a row for each category, a column for each series, each number with the format
that prints it as the text does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from jzdocs.charts.scales import MINUS
from jzdocs.facts.cells import column_letters
from jzdocs.model.nodes import Value
from jzdocs.patterns import compiled

SHEET = "Sheet1"
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (XlsxWriter takes the time as it is)
_GENERAL_DIGITS = 9  # that General shows in any program
_SIGN = compiled("[-−－负]")
_DIGITS = compiled(r"[\d,]*\.?\d+")


def workbook(
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[Value | None]]],
    totals: tuple[str, Sequence[Value | None]] | None = None,
) -> bytes:
    """Return the XLSX: categories in column A below an empty head, a series in each column beside; a missing value is
    an empty cell. `totals` stand in a last column as formulas, which follow what is edited."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED, "author": "jzdocs"})
    sheet = book.add_worksheet(SHEET)
    formats = {}
    for row, name in enumerate(categories, 1):
        sheet.write_string(row, 0, name)
    for column, (name, values) in enumerate(series, 1):
        sheet.write_string(0, column, name)
        signed = has_negative(values)
        for row, value in enumerate(values, 1):
            if value is None or value.number is None:
                continue
            pattern = number_format(value, signed=signed)
            if pattern not in formats:
                formats[pattern] = book.add_format({"num_format": pattern})
            sheet.write_number(row, column, float(value.number), formats[pattern])
    if totals:
        _write_totals(sheet, totals, len(series))
    book.close()
    return out.getvalue()


def _write_totals(sheet: Any, totals: tuple[str, Sequence[Value | None]], count: int) -> None:
    """Write the sums of `count` series beside them."""
    name, values = totals
    sheet.write_string(0, count + 1, name)
    last = column_letters(count)
    for row, value in enumerate(values, 1):
        if value is not None and value.number is not None:
            sheet.write_formula(row, count + 1, f"=SUM(B{row + 1}:{last}{row + 1})", None, float(value.number))


def has_negative(values: Sequence[Value | None]) -> bool:
    """Whether some number is below zero: then the formats of all say how such a one is printed."""
    return any(value is not None and value.number is not None and value.number < 0 for value in values)


def number_format(value: Value, *, signed: bool = False) -> str:
    """Return the number format that prints a number as the text does: `"约"0` for 约200, `#,##0` for 1,145, `0.00` for
    41.90; `General`, which shows whatever is typed instead, where that prints it too, and where what is printed is not
    the number itself (ECMA-376 Part 1, 18.8.31). `signed`: with a section for negative numbers, whose sign is a true
    minus; a negative number printed without its sign has one format for both signs: `0;0`."""
    if value.number is not None and value.number < 0 and not _is_signed(value):
        code = _unsigned_format(value, general=False)
        return f"{code};{code}"
    code = _unsigned_format(value)
    return f'{code};"{MINUS}"{code}' if signed else code


def _is_signed(value: Value) -> bool:
    """Whether a sign is printed before a number."""
    match = _DIGITS.search(value.printed)
    return match is None or bool(_SIGN.search(value.printed[: match.start()]))


def _unsigned_format(value: Value, *, general: bool = True) -> str:
    match = _DIGITS.search(value.printed)
    if match is None or value.number is None or Decimal(match[0].replace(",", "")) != abs(value.number):
        return "General"
    before, after = value.printed[: match.start()], value.printed[match.end() :]
    if value.number < 0:  # Excel sets the sign; what a decrease takes away is a positive number
        before = before.lstrip("-−－")
    if general and not before and not after and _is_general(match[0]):
        return "General"
    digits = "#,##0" if "," in match[0] else "0"
    decimals = match[0].partition(".")[2]
    return _literal(before) + digits + ("." + "0" * len(decimals) if decimals else "") + _literal(after)


def _is_general(digits: str) -> bool:
    """Whether spreadsheets print a number so without being told: no separators, no final zeros, not too long."""
    whole, _, decimals = digits.partition(".")
    return whole.isdecimal() and len(whole) + len(decimals) <= _GENERAL_DIGITS and not decimals.endswith("0")


def _literal(text: str) -> str:
    clean = text.replace('"', "")
    return f'"{clean}"' if clean else ""
