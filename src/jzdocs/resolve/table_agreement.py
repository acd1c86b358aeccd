"""Tables against the text around them: a sentence that gives the row and the column of a cell states its number.

A sentence names a cell only where nothing else stands in its clause than the row, the column, a time and words that say
nothing: 全县在校学生29200人，其中小学15600人 beside the row 小学 and the column 学生（人）. What narrows a number down
further belongs to something that the table does not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.grid import Grid, number_in
from jzdocs.checks.table_totals import is_total
from jzdocs.errors import Location, Report
from jzdocs.facts.cells import column
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold, quantities
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import exact, least, most
from jzdocs.facts.sentences import sentences
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, plain, prose, sentence_runs
from jzdocs.patterns import compiled
from jzdocs.resolve.grids import grid_of, place_of
from jzdocs.resolve.positions import place_in
from jzdocs.resolve.table_axes import Axes, axes_of
from jzdocs.resolve.table_statements import misstated_in

_LONGEST_CAPTION = 40
_NEAR = 4  # blocks between a table and the text that is compared with it
# what a wrong number may be of the right one; others are of other things
_LEAST, _MOST = Decimal("0.25"), Decimal(4)
_YEAR = compiled(r"(?:19|20)\d\d(?=年|$|[^\d])")
_PAUSE = compiled(r"[，,。；;：:、（(）)]|其中")
_TIME = compiled(
    r"截至|(?:19|20)\d\d年?(?:[全本]年|年?[末底初]|上半年|下半年|[一二三四]季度|前三季度|\d{1,2}月份?(?:[末底]|\d{1,2}日)?)?|[今去]年|全年|年[末底]|期末|目前|本年度?|当年"
)
_PART = compiled(r"上半年|下半年|[一二三四]季度|前三季度|[1-9]\d?月|[1-9]\d?[—－–~至-]\d{1,2}月|全年")
_FILLER = compiled(
    r"全[市县区镇乡村校省院厂系]|我[市县区省镇校院]|本[市县区省镇校院]|公司|集团|合计|共计|总计|一共|共有|共|累计完成|完成|实现|达到|达|分别|[为是有已约的计]|总[额量数]|[额量数]$|[和及与]$"
)
_GENERIC = compiled(
    r"^(?:数量|数值|金额|合计|完成|指标值?|总量|绝对数|规模|全年|本年|数|值|总数|实绩|累计|年度?|完成数|实际|情况|数据)*$"
)
_NUMBERING = compiled(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|#|其中[：:]?|[\s\u3000]+)+"
)
_RATE = compiled("增长|增速|增幅|同比|±")
_GROWS = compiled(
    r"[，,（(]?(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)?(?:增长|增加|上升|提高|下降|减少|回落)(?:了)?"
)
_GROWS_FROM = compiled(
    r"[，,（(]?(?:同比|(?:[比较](?:上年|去年|(?P<year>(?:19|20)\d\d)年?)(?:同期|末)?))(?:净)?"
    r"(?:增长|增加|上升|提高|下降|减少|回落|增|减|降|升)(?:了)?"
)
_LABEL_YEAR = compiled(r"(?:19|20)\d\d年?(?:年?[末底]|度)?")
_ALL = compiled("共|合计|总计|全部")
_NOUN = 2  # characters of the noun that a unit ends: 案件
_OTHERS = compiled("计划|目标|预算|预计|力争|拟|规划|任务|最[高低大小]|同期|平均")


class _Cell(Struct, frozen=True):
    """A number of a table: its row, its column and the year that its head names, the amounts that it stands for, and
    where it stands."""

    label: str
    row: int
    head: str
    year: str
    part: str
    unit: str
    low: Decimal
    high: Decimal
    text: str
    at: Location


def check_tables(document: nodes.Document, report: Report, reported: set[Location]) -> None:
    """Report cells that a sentence near their table states differently, but for those that were `reported` before."""
    order = [block for block in blocks(document.blocks) if not isinstance(block, nodes.Sources | nodes.KeyFigures)]
    for place, block in enumerate(order):
        if isinstance(block, nodes.Table) and block.at.path:
            near = [*_texts(order[:place][::-1]), *_texts(order[place + 1 :])]
            if near:
                _check_table(block, near, report, reported)
                axes = axes_of(block, _caption(order[:place]))
                if axes is not None:
                    for run in near:
                        _check_computed(block, axes, run, report, reported)


def _texts(following: Sequence[nodes.Block]) -> Iterator[Inlines]:
    """Yield the runs of the blocks that follow, up to a heading or another table."""
    for block in following[:_NEAR]:
        if isinstance(block, nodes.Heading | nodes.Table):
            return
        if not isinstance(block, nodes.Figure):
            yield from sentence_runs(block)


def _check_table(table: nodes.Table, near: Sequence[Inlines], report: Report, reported: set[Location]) -> None:
    cells = list(_cells(table))
    labels = Counter(cell.label for cell in {(cell.label, cell.row): cell for cell in cells}.values())
    cells = [cell for cell in cells if labels[cell.label] == 1]
    for run in near if cells else ():
        text = prose(run)
        for start, end in sentences(text):
            for cell, number in _differing(text[start:end], cells):
                if cell.at not in reported:
                    at = place_in(run, start + number.quantity.start)
                    reported |= {cell.at, at}
                    _report(cell, number, at, report)


def _caption(before: Sequence[nodes.Block]) -> str:
    """Return the line before a table that stands for its title: a short paragraph that is no sentence."""
    if not before or not isinstance(before[-1], nodes.Paragraph):
        return ""
    text = prose(before[-1].inlines)
    return text if len(text) <= _LONGEST_CAPTION and "。" not in text else ""


def _check_computed(table: nodes.Table, axes: Axes, run: Inlines, report: Report, reported: set[Location]) -> None:
    """Report the numbers of a text that are not what the cells of a table give; of a cell that was reported, once."""
    text = prose(run)
    _, places = grid_of(table)
    for start, end in sentences(text):
        for wrong in misstated_in(text[start:end], axes):
            at = place_in(run, start + wrong.number.quantity.start)
            source = (
                {place_of(places[cell.row, cell.column]) for cell in wrong.cells} if len(wrong.cells) == 1 else set()
            )
            if at not in reported and not source & reported:
                reported |= {at, *source}
                report.warn(at, "F113.computed", stated=wrong.number.quantity.text, right=wrong.right, how=wrong.how)


def _report(cell: _Cell, number: Number, at: Location, report: Report) -> None:
    name = cell.label if not cell.head or cell.label.endswith(cell.head) else f"{cell.label}{cell.head}"
    report.warn(cell.at, "F113", subject=name, stated=cell.text, text=number.quantity.text, path=at.path, line=at.line)


# --- cells


def _cells(table: nodes.Table) -> Iterator[_Cell]:
    """Yield the numbers of a table that have a row and a unit."""
    grid, cells = grid_of(table)
    heads = [column(head, table.unit) for head in grid.heads]
    years = [_year(head) for head in grid.heads]
    title = _year(plain(table.title))
    first = _column_of_labels(grid)
    for row, texts in enumerate(grid.rows):
        label = column(_NUMBERING.sub("", texts[first]) if texts else "", "")
        for index in range(first + 1, len(texts)):
            number = number_in(texts[index])
            unit = _unit(number.unit, grid.unit_of_row(row), heads[index].unit) if number else None
            if number is None or unit is None or (row, index) not in cells:
                continue
            base, factor = unit
            head = _YEAR.sub("", fold(heads[index].name)).strip("年度全")
            low, high = (value * factor for value in (number.low, number.high))
            year = years[index] or _year(texts[first]) or title
            part = "".join(_PART.findall(fold(grid.heads[index] + texts[first] + plain(table.title))))
            at = place_of(cells[row, index])
            yield _Cell(label.name.strip(), row, head, year, part, base, low, high, texts[index], at)


def _column_of_labels(grid: Grid) -> int:
    """Return the first column that does not only hold numbers: behind 序号 or 名次."""
    for index in range(len(grid.heads) - 1):
        if not all(number_in(row[index]) for row in grid.rows if len(row) > index):
            return index
        if grid.rows and _YEAR.match(grid.rows[0][index]):
            return index
    return 0


def _year(text: str) -> str:
    """Return the only year that a head names, "" where it names none or several."""
    years = set(_YEAR.findall(fold(text)))
    return years.pop() if len(years) == 1 else ""


def _unit(own: str, of_row: str, of_column: str) -> tuple[str, Decimal] | None:
    """Return the unit of a cell without its multiplier, and the multiplier; None where it has none that is read."""
    text = own or of_row or of_column
    quantity = next(iter(quantities(f"1{text}")), None) if text else None
    return (quantity.base_unit, quantity.amount) if quantity and quantity.unit == text else None


# --- sentences


def _differing(sentence: str, cells: Sequence[_Cell]) -> Iterator[tuple[_Cell, Number]]:
    """Yield the cells that a sentence names and gives another number for."""
    if _OTHERS.search(sentence):
        return
    numbers = [number for number in numbers_in(sentence) if number.kind not in ("date", "label", "ordinal")]
    row: _Cell | None = None
    end = 0
    for number in numbers:
        quantity = number.quantity
        lead = _PAUSE.split(sentence[end : quantity.start])[-1]
        if number.kind in ("increase", "decrease"):
            growth = _growth_of(row, sentence[end : quantity.start], number, cells)
            if growth and not _agrees(growth, number):
                yield growth, number
            elif row and not growth and (base := _base_of(row, sentence[end : quantity.start], cells)):
                if not _changes_so(row, base, number):
                    yield base, number
        elif number.kind in ("level", "from", "to"):
            row = _named(sentence, lead, number, cells)
            if row and not _agrees(row, number) and _may_be_wrong(row, number):
                yield row, number
        end = quantity.end


def _named(sentence: str, lead: str, number: Number, cells: Sequence[_Cell]) -> _Cell | None:
    """Return the only cell that the words before a number name."""
    if not exact(number) or number.bound:
        return None
    year = (
        _year(number.period or "") or _year(sentence[: number.quantity.start]) or _year(_own_clause(sentence, number))
    )
    unit = number.quantity.base_unit
    found = [
        cell
        for cell in cells
        if cell.unit == unit
        and (not cell.year or not year or cell.year == year)
        and _names(sentence, lead, number, cell)
    ]
    if len({cell.row for cell in found}) == 1 and len(found) > 1 and year:
        found = [cell for cell in found if cell.year == year]
    return found[0] if len(found) == 1 else None


def _own_clause(sentence: str, number: Number) -> str:
    """Return the words between a number and the verb before it: 到2024年的 of 从2022年的156家增加到2024年的."""
    before = sentence[: number.quantity.start]
    return re.split("[，,。；]|增加|减少|提高|上升|下降|增长|降", before)[-1]


def _names(sentence: str, lead: str, number: Number, cell: _Cell) -> bool:
    """Whether the words before a number name the row and the column of a cell, and nothing else."""
    before = fold(sentence[: number.quantity.start])
    parts = set(_PART.findall(before)) - {"全年"}
    if (cell.head and _RATE.search(cell.head)) or any(part not in cell.part for part in parts):
        return False
    if set(_PART.findall(cell.part)) - {"全年"} - parts:
        return False
    if "分别" in sentence and number.subject in (cell.label, f"{cell.label}{cell.head}"):
        return _has_piece(cell, before)
    label = _label_in(lead, before, cell)
    if label is None:
        return False
    rest = lead.replace(label, "", 1).replace(cell.head, "", 1) if cell.head else lead.replace(label, "", 1)
    rest = _FILLER.sub("", _TIME.sub("", fold(rest))).strip(" “”\u3000")
    if (
        rest
        and rest not in cell.head
        and not (is_total(cell.label) and rest.endswith(cell.unit) and len(rest) == _NOUN)
    ):
        return False
    return not cell.head or bool(_GENERIC.fullmatch(cell.head)) or _has_piece(cell, before)


def _label_in(lead: str, before: str, cell: _Cell) -> str | None:
    """Return the words that name a cell's row before a number; None where nothing does. A row of totals is named by 共
    with its column, a row that is a year by that year."""
    if _LABEL_YEAR.fullmatch(cell.label):
        return "" if cell.head and cell.head in lead and cell.year and _year(before) == cell.year else None
    if is_total(cell.label):
        return "" if cell.head and cell.head in lead and _ALL.search(lead) else None
    return cell.label if len(cell.label) > 1 and cell.label in lead else None


def _has_piece(cell: _Cell, before: str) -> bool:
    """Whether a sentence names the column of a cell, at least by two characters of it."""
    return any(cell.head[at : at + 2] in before for at in range(max(1, len(cell.head) - 1)))


def _growth_of(row: _Cell | None, between: str, number: Number, cells: Sequence[_Cell]) -> _Cell | None:
    """Return the cell of the rate of growth of a row that was named just before."""
    if row is None or number.quantity.base_unit != "%" or not _GROWS.fullmatch(between) or not exact(number):
        return None
    rates = [cell for cell in cells if cell.row == row.row and _RATE.search(cell.head) and cell.unit == "%"]
    return rates[0] if len(rates) == 1 else None


def _base_of(row: _Cell, between: str, cells: Sequence[_Cell]) -> _Cell | None:
    """Return the cell of the year that a change of a row is counted from: 比2023年增加, 比上年增长."""
    match = _GROWS_FROM.fullmatch(between)
    if not match or not row.year:
        return None
    year = match["year"] or str(int(row.year) - 1)
    by_label = [cell for cell in cells if cell.head == row.head and _LABEL_YEAR.fullmatch(cell.label)]
    same = by_label if _LABEL_YEAR.fullmatch(row.label) else [cell for cell in cells if cell.label == row.label]
    bases = [cell for cell in same if cell.year == year and cell.part == row.part and cell.unit == row.unit]
    return bases[0] if len(bases) == 1 else None


def _changes_so(row: _Cell, base: _Cell, number: Number) -> bool:
    """Whether a change that is stated may lie between two cells; one in another unit says nothing."""
    if not exact(number) or base.low <= 0:
        return True
    unit = number.quantity.base_unit
    if unit == row.unit and unit != "%":
        low, high = row.low - base.high, row.high - base.low
    elif unit == "%" and row.unit != "%":
        low, high = (row.low / base.high - 1) * 100, (row.high / base.low - 1) * 100
    elif unit in ("个百分点", "百分点") and row.unit == "%":
        low, high = row.low - base.high, row.high - base.low
    else:
        return True
    sign = -1 if number.kind == "decrease" and number.quantity.amount > 0 else 1
    below, above = sorted((sign * least(number.quantity), sign * most(number.quantity)))
    return below <= high and low <= above


def _agrees(cell: _Cell, number: Number) -> bool:
    sign = -1 if number.kind == "decrease" and number.quantity.amount > 0 else 1
    low, high = sorted((sign * least(number.quantity), sign * most(number.quantity)))
    return low <= cell.high and cell.low <= high


def _may_be_wrong(cell: _Cell, number: Number) -> bool:
    """Whether two numbers are so near that one is a mistake for the other, and not of something else."""
    value, stated = (cell.low + cell.high) / 2, number.quantity.amount
    return value > 0 and _LEAST <= stated / value <= _MOST
