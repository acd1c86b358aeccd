"""The workbook inside a native chart: a row for each category, a column for each series, each number with the format
that prints it as the text does."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from jzdocs.model.nodes import Value

SHEET = "Sheet1"
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (XlsxWriter takes the time as it is)
_SIGN = re.compile("[-−－负]")
_DIGITS = re.compile(r"[\d,]*\.?\d+")


def workbook(categories: Sequence[str], series: Sequence[tuple[str, Sequence[Value | None]]]) -> bytes:
    """Return the XLSX: categories in column A below an empty head, a series in each column beside; a missing value is
    an empty cell."""
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
        for row, value in enumerate(values, 1):
            if value is None or value.number is None:
                continue
            pattern = number_format(value)
            if pattern not in formats:
                formats[pattern] = book.add_format({"num_format": pattern})
            sheet.write_number(row, column, float(value.number), formats[pattern])
    book.close()
    return out.getvalue()


def number_format(value: Value) -> str:
    """Return the number format that prints a number as the text does: `"约"0` for 约200, `#,##0` for 1,145, `0.00` for
    41.90; `General` where what is printed is not the number itself (ECMA-376 Part 1, 18.8.31). A negative number
    printed without its sign has that format for both signs: `0;0`."""
    match = _DIGITS.search(value.printed)
    if match is None or value.number is None or Decimal(match[0].replace(",", "")) != abs(value.number):
        return "General"
    before, after = value.printed[: match.start()].lstrip("-−－"), value.printed[match.end() :]  # Excel sets the sign
    digits = "#,##0" if "," in match[0] else "0"
    decimals = match[0].partition(".")[2]
    code = _literal(before) + digits + ("." + "0" * len(decimals) if decimals else "") + _literal(after)
    return f"{code};{code}" if value.number < 0 and not _SIGN.search(value.printed[: match.start()]) else code


def _literal(text: str) -> str:
    clean = text.replace('"', "")
    return f'"{clean}"' if clean else ""
