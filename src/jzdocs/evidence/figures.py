"""The numbers of a document as values: those of its sentences, of its tables with the units of their heads, and those
written into its charts. Dates, ordinals, labels and ranks are no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.build.writers import LoadedDocument
from jzdocs.errors import Location
from jzdocs.evidence.values import CellPlace, Value, value_of
from jzdocs.facts.cells import column, is_number
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold, read_fact
from jzdocs.facts.reading import read_numbers
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import decimal_places
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, leaves, plain
from jzdocs.patterns import compiled
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.statements import Statement, document_statements
from jzdocs.resolve.grids import grid_of

_NO_FIGURES = ("date", "label", "ordinal", "rank")
_SPANS = frozenset(("年", "个月", "月", "季度", "个季度", "周"))
_PARTS_OF_TEXT = compiled(
    "(?:重点|主要|具体|核心|关键|突出|基本|专项|方面)*(?:方面|环节|措施|举措|要求|原则|步骤|部分|阶段|意见|建议|要点"
    "|问题|特点|亮点|任务|维度|层面|抓手|转变|坚持|确保|行动|工程$)"
)
_MOST_PARTS = 12
_SHORT = 40  # characters of a cell that may be a number in Chinese numerals
_BESIDE = 24  # characters before a number that say how it was computed; half as many behind it
_OF_A_DAY = frozenset((("小时", 24), ("个小时", 24), ("天", 365)))
_NAMES_ROWS = compiled("序号|编号|代码|年份|年度|^年$|时间|日期|电话|邮编|版本|排名|名次|位次")
_UNITS = compiled(r"^(?:计量)?单\s*位$")
_UNIT_IN_TITLE = compiled(r"单位[:：]\s*([^（）()\d\s]{1,8})")


class _CellContext(Struct, frozen=True):
    """What the table says of a cell: its place, the unit that its head names, the names of row and column, its row as a
    sentence."""

    place: CellPlace
    unit: str
    labels: tuple[str, ...]
    sentence: str
    named: bool  # the cell itself is a name or a number of rows


def document_values(loaded: LoadedDocument) -> list[Value]:
    """Return the figures of a resolved document in the order of its text."""
    document = loaded.document
    lines = SourceLines({loaded.source.shown: lambda: loaded.source.data})
    contexts = _cell_contexts(document)
    found: list[Value] = []
    reached: dict[tuple[str, int], Location] = {}
    for passage, statement in enumerate(document_statements(document), 1):
        if not any(leaf.at.path for _, leaf in statement.leaves):
            continue  # what jzdocs itself adds
        context = _context_of(contexts, statement)
        if context is None or not context.named:
            found.extend(_of_statement(statement, document, context, _Places(lines, reached, passage)))
    found.extend(_of_charts(document))
    return found


class _Places(Struct, frozen=True):
    """Where numbers stand in the user's file: its lines, the last place that was found in each, and the number of the
    passage."""

    lines: SourceLines
    reached: dict[tuple[str, int], Location]
    passage: int

    def of(self, at: Location, text: str) -> Location:
        """Return the place of a number of a passage that begins at `at`."""
        line = (at.path, at.line)
        place = self.lines.number_at(at, text, self.reached.get(line))
        self.reached[line] = place
        return place


def _of_statement(
    statement: Statement, document: nodes.Document, context: _CellContext | None, places: _Places
) -> Iterator[Value]:
    for number in read_numbers(statement.prose, statement.period):
        quantity = number.quantity
        begin, leaf = statement.leaf_at(quantity.start)
        if not leaf.at.path:
            return
        at = leaf.at
        if at.line and not isinstance(leaf, nodes.FactText):
            offset = quantity.start - begin
            at = Location(at.path, at.line, at.column + offset, at.offset + offset if at.offset >= 0 else -1)
        at = at if at.cell else places.of(at, quantity.text)
        if _is_number_cell(statement, context) or is_figure(number, statement.prose):
            fact = document.facts.get(leaf.id) if isinstance(leaf, nodes.FactText) else None
            yield _value(number, statement, context, (at, places.passage), fact)


def _value(
    number: Number,
    statement: Statement,
    context: _CellContext | None,
    place: tuple[Location, int],
    fact: nodes.Fact | None,
) -> Value:
    quantity = number.quantity
    if context and context.unit and not quantity.base_unit and is_number(statement.text.strip()):
        quantity = read_fact(f"{statement.text.strip()}{context.unit}") or quantity
    is_plain = _is_number_cell(statement, context)
    labels = context.labels if context else (number.subject,) if number.subject else (fact.subject,) if fact else ()
    return value_of(
        quantity,
        kind="level" if is_plain else number.kind,
        labels=tuple(label for label in labels if label),
        sentence=context.sentence if context else statement.sentence(number.quantity.start),
        at=place[0],
        passage=place[1],
        cell=context.place if context else None,
        around=_around(statement, number, context),
        context=statement.text if not context else f"{context.sentence}{''.join(context.labels)}",
        formula=fact.formula if fact else "",
    )


def _is_number_cell(statement: Statement, context: _CellContext | None) -> bool:
    """Whether a text is a cell of a table that holds a number and nothing else; in a sentence a bare one names."""
    quantity = read_fact(statement.text.strip()) if context else None
    return quantity is not None and quantity.kind != "date" and is_number(statement.text.strip())


def _around(statement: Statement, number: Number, context: _CellContext | None) -> str:
    """Return the words beside a number, of a cell those of its row and column."""
    if context:
        return " ".join((*context.labels, statement.text))
    quantity = number.quantity
    return statement.prose[max(0, quantity.start - _BESIDE) : quantity.end + _BESIDE // 2]


def is_figure(number: Number, text: str) -> bool:
    """Whether a number states how much there is of something; not when, the how manyth, or how many parts the text
    itself has (3个方面)."""
    quantity = number.quantity
    if number.kind in _NO_FIGURES or quantity.kind != "level":
        return False
    whole = quantity.value == quantity.value.to_integral_value()
    if whole and quantity.base_unit in _SPANS:
        return False
    if (quantity.base_unit, int(quantity.value) if whole else -1) in _OF_A_DAY:
        return False
    behind = text[quantity.end : quantity.end + 8]
    return not (whole and quantity.amount <= _MOST_PARTS and _PARTS_OF_TEXT.match(behind))


def _cell_contexts(document: nodes.Document) -> Mapping[object, list[_CellContext]]:
    """Return what tables say of their cells, by where the cells stand and what they print."""
    contexts: dict[object, list[_CellContext]] = defaultdict(list)
    tables = (block for block in blocks(document.blocks) if isinstance(block, nodes.Table))
    for index, table in enumerate(tables, 1):
        grid, cells = grid_of(table)
        in_title = _UNIT_IN_TITLE.search(fold(plain(table.title)))
        columns = [column(fold(head), table.unit or (in_title[1] if in_title else "")) for head in grid.heads]
        for (row, place), cell in cells.items():
            leaf = next(iter(leaves(cell.inlines)), None)
            if leaf is None:
                continue
            label = grid.rows[row][0] if place else ""
            contexts[leaf.at, plain(cell.inlines)].append(
                _CellContext(
                    CellPlace(f"{document.at.path}#{index}", row, place),
                    grid.unit_of_row(row) or columns[place].unit,
                    (label, columns[place].name),
                    "，".join(text for text in grid.rows[row] if text),
                    _is_name(grid.heads[place], cell, place),
                )
            )
    return contexts


def _is_name(head: str, cell: nodes.Cell, place: int) -> bool:
    """Whether a cell numbers or names its row: it stands in the first column, or in one of numbers and years."""
    text = plain(cell.inlines).strip()
    return bool(_NAMES_ROWS.search(head)) or (place == 0 and text.isdigit())


def _context_of(contexts: Mapping[object, list[_CellContext]], statement: Statement) -> _CellContext | None:
    key = (statement.leaves[0][1].at, statement.text) if statement.leaves else None
    found = contexts.get(key)
    if not found:
        return None
    return found.pop(0) if len(found) > 1 else found[0]


def _of_charts(document: nodes.Document) -> Iterator[Value]:
    """Yield the numbers that an author wrote into charts, in place of names of facts."""
    figures = (block for block in blocks(document.blocks) if isinstance(block, nodes.Figure | nodes.FigureRow))
    for block in figures:
        for figure in block.figures if isinstance(block, nodes.FigureRow) else (block,):
            if isinstance(figure.content, nodes.Chart) and figure.at.path:
                yield from _of_chart(figure, figure.content)


def _of_chart(figure: nodes.Figure, chart: nodes.Chart) -> Iterator[Value]:
    title = plain(figure.title)
    for panel in chart.panels:
        for row in panel.rows:
            for index, value in enumerate(row.values):
                if value.number is None or value.fact or value.exponent:
                    continue
                unit = chart.unit_of(panel, index) or figure.unit
                series = chart.series[index] if index < len(chart.series) else ""
                quantity = read_fact(f"{value.number}{unit}") or read_fact(f"{value.number}")
                if quantity is not None and quantity.kind == "level":
                    yield value_of(
                        quantity,
                        labels=tuple(label for label in (row.name, series) if label),
                        sentence=f"{title} {row.name} {series}",
                        context=f"{title} {row.name} {series}",
                        at=value.at,
                    )


def table_values(table: nodes.DataTable, columns: Sequence[tuple[str, str]]) -> Iterator[Value]:
    """Yield the numbers of a table of data; `columns` are the names and units of its columns."""
    key = f"{table.head[0].at.path}#{table.head[0].at.cell}"
    for index, row in enumerate(table.rows):
        label = row[0].text if row else ""
        sentence = "，".join(cell.text for cell in row if cell.text)
        of_row = next((row[n].text for n, (head, _) in enumerate(columns[: len(row)]) if _UNITS.search(head)), "")
        for place, cell in enumerate(row):
            name, unit = columns[place] if place < len(columns) else ("", "")
            unit = unit or of_row or (column(label, "").unit if place else "")
            if not cell.text or (_NAMES_ROWS.search(name) and place < 2):
                continue
            labels = tuple(text for text in (label if place else "", name) if text)
            where = CellPlace(key, index, place)
            if is_number(cell.text):
                quantity = read_fact(cell.text)
                if quantity and not quantity.unit and unit:
                    quantity = read_fact(f"{cell.text}{unit}") or quantity
                if quantity is not None:
                    yield value_of(quantity, labels=labels, sentence=sentence, at=cell.at, cell=where)
            else:
                yield from _in_words(cell, labels, sentence)


def _in_words(cell: nodes.Text, labels: tuple[str, ...], sentence: str) -> Iterator[Value]:
    """Yield the numbers of a cell that holds a sentence."""
    scientific = _scientific(cell.text)
    if scientific is not None:
        half = _half(scientific)
        yield Value(cell.text, scientific, Decimal(1), half, "", labels=labels, sentence=sentence, at=cell.at)
        return
    short = len(cell.text) <= _SHORT and not any(map(str.isdigit, cell.text))
    for number in numbers_in(cell.text) if short else read_numbers(cell.text):
        if number.kind not in _NO_FIGURES and number.quantity.kind == "level":
            names = (number.subject, *labels) if number.subject else labels
            yield value_of(number.quantity, kind=number.kind, labels=names, sentence=cell.text, at=cell.at)


_POWER = compiled(r"[-−+]?\d+(?:\.\d+)?[Ee][-+]?\d{1,3}")


def _scientific(text: str) -> Decimal | None:
    """Return a number that a spreadsheet prints in powers of ten."""
    return Decimal(text.replace("−", "-")) if _POWER.fullmatch(text) else None


def _half(value: Decimal) -> Decimal:
    return Decimal(5).scaleb(-decimal_places(value) - 1)
