"""What stands in a table's cells besides their texts: bars, shades and sparklines, drawn from the numbers that they
print; and tables in the order of a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.facts.quantities import read_fact
from jzdocs.facts.quantity import Quantity
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import blocks, place_cells, plain
from jzdocs.patterns import compiled

_TOTAL = compiled(r"(?:全[市省县区州国]|.{0,4}(?:合计|总计|小计|共计|总和|平均|均值))")
_MISSING = ("", "—", "-", "–", "…", "/")


class Look(Struct, frozen=True):
    """What is drawn in a cell.

    `bar` are the ends of its bar and `zero` the place of 0, as shares of the room for the longest; `heat` is its shade,
    from 0 (palest) to 1. `negative` says whether the number is below 0. `trace` are the numbers of a sparkline, None
    where one is missing, and `alt` says them.
    """

    bar: tuple[float, float] | None = None
    zero: float = 0.0
    heat: float | None = None
    negative: bool = False
    trace: tuple[float | None, ...] = ()
    alt: str = ""


Looks = Mapping[tuple[int, int], Look]


def looks_of(table: nodes.Table) -> Looks:
    """Return what is drawn in the cells of a table's body, by row and column."""
    if table.looks is None and not any(cell.trace for row in table.body for cell in row):
        return {}
    return dict(_looks(table))


def settle_tables(document: nodes.Document, report: Report) -> nodes.Document:
    """Return the document with tables in the order of the column that they name, the highest number first; rows without
    a number, and totals, stay at the end. Report columns whose cells hold nothing that could be drawn."""

    def settle(block: nodes.Block) -> nodes.Block:
        if not isinstance(block, nodes.Table) or block.looks is None:
            return block
        _report_columns(block, report)
        return _sorted(block, report) if block.looks.sort >= 0 else block

    if not any(isinstance(block, nodes.Table) and block.looks for block in blocks(document.blocks)):
        return document
    return replace(document, blocks=map_blocks(document.blocks, settle))


# --- numbers


def _cells(table: nodes.Table) -> dict[tuple[int, int], nodes.Cell]:
    return {(p.row, p.column): p.cell for p in place_cells(table.body, len(table.align))}


def _quantity(cell: nodes.Cell | None) -> Quantity | None:
    """Return the number that a cell prints; None where it is blank, or holds none."""
    text = plain(cell.inlines).strip() if cell else ""
    return None if text in _MISSING else read_fact(text)


def _is_total(cells: Mapping[tuple[int, int], nodes.Cell], row: int) -> bool:
    """Return whether a row holds totals, which would dwarf the parts."""
    first = cells.get((row, 0))
    return first is not None and _TOTAL.fullmatch(re.sub(r"\s", "", plain(first.inlines))) is not None


def _numbers(table: nodes.Table, columns: Sequence[int]) -> dict[tuple[int, int], Decimal]:
    """Return the numbers of columns on one scale: as printed, or with 万 and 亿 counted where the units differ. Totals
    are left out."""
    cells = _cells(table)
    found = {
        (row, column): quantity
        for (row, column), cell in cells.items()
        if column in columns and not _is_total(cells, row) and (quantity := _quantity(cell)) is not None
    }
    units = {quantity.unit for quantity in found.values()}
    return {place: q.amount if len(units) > 1 else q.value for place, q in found.items()}


def _looks(table: nodes.Table) -> Iterator[tuple[tuple[int, int], Look]]:
    looks = table.looks or nodes.TableLooks()
    drawn: dict[tuple[int, int], Look] = {}
    for columns in looks.bars:
        numbers = _numbers(table, columns)
        low, high = min([Decimal(0), *numbers.values()]), max([Decimal(0), *numbers.values()])
        span = float(high - low) or 1.0
        zero = float(-low) / span
        for place, number in numbers.items():
            end = zero + float(number) / span
            bar = (min(zero, end), max(zero, end))
            drawn[place] = replace(drawn.get(place, Look()), bar=bar, zero=zero, negative=number < 0)
    for columns in looks.heat:
        numbers = _numbers(table, columns)
        for place, number in numbers.items():
            share = _shade(number, list(numbers.values()))
            drawn[place] = replace(drawn.get(place, Look()), heat=share, negative=number < 0)
    drawn.update(_traces(table))
    yield from drawn.items()


def _shade(number: Decimal, numbers: Sequence[Decimal]) -> float:
    """Return the shade of a number among others, from 0 to 1: where some are below 0 it grows with the distance from
    0, on both sides alike."""
    low, high = min(numbers), max(numbers)
    if low < 0:
        return float(abs(number) / max(abs(low), abs(high)))
    return float((number - low) / (high - low)) if high > low else 0.5


def _traces(table: nodes.Table) -> Iterator[tuple[tuple[int, int], Look]]:
    """Yield the sparklines of a table: of cells that name their numbers, and of columns that name others."""
    cells = _cells(table)
    for place, cell in cells.items():
        if cell.trace:
            numbers = tuple(None if v.number is None else float(v.number) for v in cell.trace.values)
            texts = [value.printed or value.raw or "—" for value in cell.trace.values]
            yield place, Look(trace=numbers, alt=_alternative(cell.trace.names, texts))
    heads = head_names(table)
    for column, sources in table.looks.traces if table.looks else ():
        for row in range(len(table.body)):
            read = [_quantity(cells.get((row, source))) for source in sources]
            texts = [plain(cells[row, s].inlines) if (row, s) in cells else "—" for s in sources]
            line = tuple(None if q is None else float(q.amount) for q in read)
            yield (row, column), Look(trace=line, alt=_alternative([heads[s] for s in sources], texts))


def _alternative(names: Sequence[str], texts: Sequence[str]) -> str:
    """Return what a sparkline shows in words."""
    named = [*names, *[""] * (len(texts) - len(names))]
    return "走势：" + "、".join(f"{name} {text}".strip() for name, text in zip(named, texts, strict=False))


def head_names(table: nodes.Table) -> list[str]:
    """Return the names of a table's columns: the lowest head above each, "" where there is none."""
    names = [""] * len(table.align)
    for placed in place_cells(table.head, len(table.align)):
        for column in range(placed.column, min(placed.column + placed.cell.colspan, len(names))):
            names[column] = plain(placed.cell.inlines)
    return names


# --- order, findings


def _report_columns(table: nodes.Table, report: Report) -> None:
    """Report columns without numbers, and columns on one scale whose units cannot be compared."""
    looks, names = table.looks or nodes.TableLooks(), head_names(table)
    cells = _cells(table)
    for columns in (*looks.bars, *looks.heat, *([(looks.sort,)] if looks.sort >= 0 else [])):
        read = {
            column: [q for (row, c), cell in cells.items() if c == column and (q := _quantity(cell)) is not None]
            for column in columns
        }
        for column, quantities in read.items():
            if not quantities:
                report.error(table.at, "C065", name=names[column])
        units = {q.base_unit for quantities in read.values() for q in quantities}
        if len(units - {""}) > 1:
            report.error(
                table.at, "C065.units", name="、".join(names[c] for c in columns), units="、".join(sorted(units))
            )
    for place, look in looks_of(table).items():
        if look.trace and sum(number is not None for number in look.trace) < 2:
            report.warn(cells[place].at if cells[place].at.path else table.at, "C066", name=_row_name(cells, place[0]))


def _row_name(cells: Mapping[tuple[int, int], nodes.Cell], row: int) -> str:
    return plain(cells[row, 0].inlines) if (row, 0) in cells else str(row + 1)


def _sorted(table: nodes.Table, report: Report) -> nodes.Table:
    """Return a table with its rows in order; one with cells that span rows stays, which is reported."""
    if any(cell.rowspan > 1 for row in table.body for cell in row):
        report.error(table.at, "C064.merged")
        return table
    cells = _cells(table)
    column = table.looks.sort if table.looks else 0
    numbers = _numbers(table, (column,))

    def key(row: int) -> tuple[int, Decimal]:
        if _is_total(cells, row):
            return 2, Decimal(0)
        number = numbers.get((row, column))
        return (1, Decimal(0)) if number is None else (0, -number)

    return replace(table, body=tuple(table.body[row] for row in sorted(range(len(table.body)), key=key)))
