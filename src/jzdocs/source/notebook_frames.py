"""Frames as notebooks show them (HTML of pandas, polars and others) → `table` blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from jzdocs import limits
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.facts.cells import is_number
from jzdocs.patterns import compiled

_SHAPE = compiled(r"shape:\s*\(([\d_,]{1,20})|(?<![\d,])([\d,]{1,20})\s+rows\s+[×x]", re.I)
_DOTS = ("...", "…", "⋯", "\u22ee")


def frame_block(html: str, options: Mapping[str, str], at: tuple[Location, int], report: Report) -> str:
    """Return a `table` block with the cells of the only table in `html`; "" where there is none or there are several.

    `at` is the place and number of the cell. What the output leaves out of the frame is reported.
    """
    from lxml import etree, html as parser

    try:
        tree = parser.fromstring(html)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    tables = [tree] if tree.tag == "table" else tree.findall(".//table")
    if len(tables) != 1:
        return ""
    types, rows = _types(tables[0]), _rows(tables[0], at[0])
    head_rows = [row for is_head, row in rows if is_head]
    body = [row for is_head, row in rows if not is_head]
    if not body:
        return ""
    head = _joined_heads(head_rows, max(map(len, body)))
    if types:  # polars says them below the names, and quotes texts
        body = [[cell.strip('"') if _is_text(types, n) else cell for n, cell in enumerate(row)] for row in body]
    _report_parts(html, head, body, at, report)
    head, body = _without_count(head, body)
    return _block(head, body, options)


def _types(table: Any) -> list[str]:
    """Return the types of the columns, which polars writes below their names."""
    for row in table.findall(".//thead/tr"):
        cells = row.findall("td")
        if cells:
            return [_text(cell) for cell in cells]
    return []


def _is_text(types: Sequence[str], column: int) -> bool:
    return column < len(types) and types[column] in ("str", "cat", "enum")


def _rows(table: Any, place: Location) -> list[tuple[bool, list[str]]]:
    """Return the rows of a table, each with whether it belongs to the head; merged cells are repeated."""
    rows: list[tuple[bool, list[str]]] = []
    count = 0
    hanging: dict[int, tuple[int, str]] = {}  # by column: how many rows a cell still covers, and its text
    for row in table.iter("tr"):
        is_head = row.getparent().tag == "thead"
        if is_head and row.findall("td"):
            continue
        texts: list[str] = []
        cells = [cell for cell in reversed(row) if cell.tag in ("td", "th")]
        while cells or len(texts) in hanging:
            column = len(texts)
            if column in hanging:
                left, text = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, text)
                texts.append(text)
                continue
            cell = cells.pop()
            text, down = _text(cell), _span(cell, "rowspan", limits.current().cells)
            for _ in range(_span(cell, "colspan", limits.current().columns)):
                if down > 1:
                    hanging[len(texts)] = (down - 1, text)
                texts.append(text)
            if count + len(texts) > limits.current().cells:
                raise DocumentError("X151.cells", at=place, most=f"{limits.current().cells:,}")
        rows.append((is_head, texts))
        count += len(texts)
    return rows


def _span(cell: Any, name: str, most: int) -> int:
    """Return how many columns or rows a cell covers, at most `most`."""
    value = cell.get(name, "1").strip()
    return min(max(1, int(value[:8])), most) if re.fullmatch(r"[0-9]+", value) else 1


def _text(cell: Any) -> str:
    return re.sub(r"\s+", " ", cell.text_content()).strip()


def _joined_heads(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the names of columns, those in several rows joined, each once."""
    names = []
    for column in range(width):
        parts = dict.fromkeys(row[column] for row in rows if column < len(row) and row[column])
        names.append("".join(parts))
    return names


def _without_count(head: list[str], body: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return a table without the first column where that only counts rows, as the index of pandas does."""
    counted = [row[0] for row in body if row and row[0] not in _DOTS]
    plain = head[0] == "" and all(re.fullmatch(r"[0-9]{1,15}", text) for text in counted)
    if not plain or [int(text) for text in counted] != sorted(map(int, counted)):
        return head, body
    return head[1:], [row[1:] for row in body]


def _report_parts(
    html: str, head: Sequence[str], body: Sequence[Sequence[str]], at: tuple[Location, int], report: Report
) -> None:
    """Report rows and columns of the frame that the output does not show."""
    place, cell = at
    shape = _SHAPE.search(html)
    dotted = [row for row in body if row and all(text in _DOTS for text in row if text)]
    if dotted and shape:
        whole = int((shape[1] or shape[2]).replace(",", "").replace("_", ""))
        report.warn(place, "D067", cell=cell, shown=len(body) - len(dotted), all=whole)
    if any(name in _DOTS for name in head):
        report.warn(place, "D067.columns", cell=cell)


def _block(head: Sequence[str], body: Sequence[Sequence[str]], options: Mapping[str, str]) -> str:
    from jzdocs.source.notebook import block_id

    numeric = []
    for column in range(len(head)):
        texts = [row[column] for row in body if column < len(row) and row[column] not in (*_DOTS, "", "NaN", "null")]
        numeric.append(bool(texts) and all(map(is_number, texts)))
    keys: dict[str, Any] = {"title": options["caption"]} if "caption" in options else {}
    keys |= {key: options[key] for key in ("unit", "note", "source") if key in options}
    keys["columns"] = list(head)
    keys["align"] = ["decimal" if number else "left" for number in numeric]
    named = f" #{block_id(options['id'])}" if "id" in options else ""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    rows = [f"  - {json.dumps([_missing(text) for text in row], ensure_ascii=False)}" for row in body]
    return "\n".join((f"```table{named}", *lines, "rows:", *rows, "```"))


def _missing(text: str) -> str:
    return "—" if text in ("NaN", "null", "None", "NaT", "<NA>") else text
