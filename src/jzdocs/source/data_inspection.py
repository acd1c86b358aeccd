"""What jzdocs reads in a file of data: its tables with their heads, the types of their columns, their periods, and what
is wrong, with sheet and cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from jzdocs import limits
from jzdocs.data.old_workbook import as_xlsx
from jzdocs.data.readers import READERS
from jzdocs.data.tables import data_loader
from jzdocs.data.workbook import sheets_of
from jzdocs.encoding import read_bytes
from jzdocs.errors import Location, Report, UsageError, shown_path
from jzdocs.facts.cells import address, columns, is_number
from jzdocs.facts.data_periods import Kind, Period, read_period, read_periods, shown
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.data_rows import report_faults

Type = Literal["number", "text", "period", "blank"]
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
_MISSING = ("", "—", "-", "–", "…", "/")
_NAMES_TIME = compiled(r"年|月|季|日|期|时间|year|month|date|quarter|period", re.I)
_EXAMPLES, _SHOWN_PERIODS, _SHOWN_TEXTS = 3, 12, 5
_MOSTLY = 0.6  # the share of numbers from which a column is one of numbers


class ColumnSummary(Struct, frozen=True):
    """A column: its letter, name and unit, what it holds, how many of its cells are filled and blank, and the first
    values."""

    letter: str
    name: str
    unit: str
    type: Type
    filled: int
    blank: int
    examples: tuple[str, ...]


class PeriodSummary(Struct, frozen=True):
    """The periods of a table: the column that names them ("": the heads do), their kind, the first and the last, how
    many there are, and which lack between."""

    column: str
    kind: Kind
    first: str
    last: str
    count: int
    missing: tuple[str, ...]


class TableSummary(Struct, frozen=True):
    """A table: its name, file and sheet, the cells that it fills, the row of its heads, the number of its rows, its
    columns and periods."""

    name: str
    path: str
    sheet: str
    cells: str
    head_row: int
    rows: int
    columns: tuple[ColumnSummary, ...]
    periods: PeriodSummary | None = None


def inspected(path: Path, report: Report) -> list[TableSummary]:
    """Return what a file of data holds; what is wrong goes into the report.

    Raises UsageError for a file that holds no tables, DocumentError for one that is damaged.
    """
    return [summary(table, report) for table in tables_in(path, report)]


def tables_in(path: Path, report: Report) -> list[nodes.DataTable]:
    """Return the tables of a file of data, those of all sheets of a workbook; see `inspected`."""
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UsageError("X204", at=Location(shown_path(path)), name=path.name)
    load = data_loader(path.resolve().parent, report)
    name = re.sub(r"\W+", "_", path.stem) or "data"
    at = Location(shown_path(path))
    sheets = _sheets(path) if suffix in _WORKBOOKS else [""]
    files = (nodes.DataFile(name, quote(path.name), sheet=sheet, at=at) for sheet in sheets)
    return [table for file in files if (table := load(file)) is not None]


def _sheets(path: Path) -> Iterator[str]:
    """Yield the names of the sheets that hold anything."""
    data = as_xlsx(read_bytes(path, shown_path(path)), shown_path(path))
    for sheet in sheets_of(data, path, shown_path(path)):
        is_huge = sheet.max_row * sheet.max_column > limits.current().cells  # which its reader says
        if is_huge or any(cell.value is not None for row in sheet.iter_rows() for cell in row):
            yield sheet.title


def summary(table: nodes.DataTable, report: Report) -> TableSummary:
    """Return what a table of data holds; cells that show nothing, texts among numbers, and periods that lack, come
    twice or are written in several ways, go into the report."""
    report_faults(table, [cell for row in table.rows for cell in row], report)
    heads = columns(table)
    found = tuple(_column(table, number, report) for number in range(len(heads)))
    first, last = table.head[0].at, (table.rows[-1] if table.rows else table.head)[-1].at
    sheet = first.cell.rpartition("!")[0]
    cells = f"{address(table.head[0])}:{last.cell.rpartition('!')[2]}"
    head_row = int(re.sub(r"\D", "", address(table.head[0])) or 0)
    periods = _periods(table, found, report)
    return TableSummary(table.file.name, first.path, sheet, cells, head_row, len(table.rows), found, periods)


def _column(table: nodes.DataTable, number: int, report: Report) -> ColumnSummary:
    head = columns(table)[number]
    cells = [row[number] for row in table.rows if number < len(row)]
    filled = [cell for cell in cells if cell.text not in _MISSING]
    kind = _type(table, number, [cell.text for cell in filled])
    if kind == "number":
        strange = [cell for cell in filled if not is_number(cell.text)]
        for cell in strange[:_SHOWN_TEXTS]:
            report.warn(cell.at, "D075", text=cell.text, column=head.name)
    letter = re.sub(r"\d", "", address(table.head[number]))
    examples = tuple(cell.text for cell in filled[:_EXAMPLES])
    return ColumnSummary(letter, head.name, head.unit, kind, len(filled), len(table.rows) - len(filled), examples)


def _type(table: nodes.DataTable, number: int, texts: Sequence[str]) -> Type:
    if not texts:
        return "blank"
    named = number == 0 or bool(_NAMES_TIME.search(table.head[number].text))
    plain = all(text.isdigit() for text in texts)
    if read_periods(texts) and (named or not plain):
        return "period"
    return "number" if sum(map(is_number, texts)) >= _MOSTLY * len(texts) else "text"


def _periods(table: nodes.DataTable, found: Sequence[ColumnSummary], report: Report) -> PeriodSummary | None:
    """Return the periods of a table's rows, or of its heads."""
    for number, column in enumerate(found):
        texts = [row[number] for row in table.rows if number < len(row) and row[number].text not in _MISSING]
        if column.type != "period":
            _report_mixed(column, texts, report)
            continue
        _report_forms(column, texts, report)
        periods = [period for period in read_periods([cell.text for cell in texts]) if period]
        if not any(other.type == "text" for other in found):
            _report_repeated(column, texts, periods, report)
        result = _summary(column.name, periods)
        if result.missing:
            names = "、".join(result.missing[:_SHOWN_PERIODS])
            report.warn(texts[0].at, "D073", column=column.name, count=len(result.missing), periods=names)
        return result
    heads = [period for head in columns(table) if (period := read_period(head.name))]
    kinds = {period.kind for period in heads}
    return _summary("", heads) if len(heads) > 1 and len(kinds) == 1 else None


def _summary(column: str, periods: Sequence[Period]) -> PeriodSummary:
    kind = periods[0].kind
    indexes = {period.index for period in periods}
    first, last = min(indexes), max(indexes)
    between = () if kind in ("day", "running") else (n for n in range(first, last + 1) if n not in indexes)
    missing = tuple(shown(kind, index) for index in between)
    return PeriodSummary(column, kind, shown(kind, first), shown(kind, last), len(indexes), missing)


def _report_repeated(
    column: ColumnSummary, cells: Sequence[nodes.Text], periods: Sequence[Period], report: Report
) -> None:
    """Report periods that come twice where no other column tells the rows apart."""
    seen: set[int] = set()
    for cell, period in zip(cells, periods, strict=True):
        if period.index in seen:
            report.warn(cell.at, "D074", column=column.name, period=cell.text)
        seen.add(period.index)


def _report_forms(column: ColumnSummary, cells: Sequence[nodes.Text], report: Report) -> None:
    """Report periods that are written in several ways, at the first of those that are fewer."""
    forms = Counter(_form(cell.text) for cell in cells)
    if len(forms) < 2:
        return
    usual = forms.most_common(1)[0][0]
    odd = next(cell for cell in cells if _form(cell.text) != usual)
    examples = "、".join(next(cell.text for cell in cells if _form(cell.text) == form) for form in list(forms)[:3])
    report.warn(odd.at, "D076", column=column.name, forms=examples)


def _report_mixed(column: ColumnSummary, cells: Sequence[nodes.Text], report: Report) -> None:
    """Report a column of periods of several kinds: months beside years."""
    read = [read_period(cell.text) for cell in cells]
    kinds = {period.kind for period in read if period}
    if column.type == "text" and all(read) and len(kinds) > 1:
        usual = Counter(period.kind for period in read if period).most_common(1)[0][0]
        odd = next(cell for cell, period in zip(cells, read, strict=True) if period and period.kind != usual)
        examples = "、".join(dict.fromkeys(cell.text for cell in (cells[0], odd)))
        report.warn(odd.at, "D076", column=column.name, forms=examples)


def _form(text: str) -> str:
    return re.sub(r"\d+", "0", text.replace(" ", ""))
