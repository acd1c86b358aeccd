"""Fenced blocks that hold a specification: chart, table, keyfigures, contents, figures, sources, cover, title,
pagebreak."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from msgspec import Struct, field

from jzdocs.charts.kinds import KINDS
from jzdocs.errors import Location, Report
from jzdocs.facts.cells import is_number
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.source.data_rows import DataRows, drawn_rows, table_rows
from jzdocs.source.fields import Field, Keys, Scalar, Sequence, parse_yaml
from jzdocs.source.inline import InlineReader
from jzdocs.source.source_map import SourceText

_INFO = re.compile(r"(\w+)\s*(?:\{?#([A-Za-z0-9_:.-]+)\}?)?\s*")
_CHART_KEYS = {
    "kind",
    "title",
    "unit",
    "rows",
    "panels",
    "series",
    "groups",
    "axis",
    "emphasis",
    "sort",
    "note",
    "notes",
    "source",
    "alt",
    "width",
    "gap",
    "from",
    "names",
    "values",
    "only",
}
_TABLE_KEYS = {
    "from",
    "only",
    "landscape",
    "title",
    "unit",
    "columns",
    "head",
    "rows",
    "align",
    "widths",
    "note",
    "notes",
    "source",
    "alt",
}
_KEY_KEYS = {"title", "collect", "cards", "groups"}
MAX_ROWS, MAX_COLUMNS = 10_000, 200


class Fence(Struct, frozen=True):
    """A fenced block: its kind and id, its text, the line of its first inner line in the source, and its place."""

    kind: str
    id: str
    text: str
    first: int
    at: Location


def split_info(info: str) -> tuple[str, str] | None:
    """The kind and id of an info string like `chart #fig:reuse`, or None when it is not of this form."""
    match = _INFO.fullmatch(info.strip())
    return (match[1], match[2] or "") if match else None


class FenceReader(Struct):
    """Turns fenced specifications into nodes; problems go to the report and the block is still made as far as it can
    be."""

    source: SourceText
    inline: InlineReader
    report: Report
    data: Mapping[str, nodes.DataTable] = field(default_factory=dict)

    def readers(self) -> dict[str, Callable[[Fence], nodes.Block]]:
        """Which kinds there are."""
        return {
            "chart": self.chart,
            "table": self.table,
            "keyfigures": self.key_figures,
            "contents": self.contents,
            "figures": self.figure_list,
            "sources": self.sources,
            "cover": lambda f: nodes.Cover(f.at),
            "title": self.title,
            "pagebreak": lambda f: nodes.PageBreak(f.at),
            "redhead": self.official,
            "attachment": self.attachment,
            **dict.fromkeys(("addressees", "attachments", "signature", "attendance", "colophon"), self.official),
        }

    def read(self, fence: Fence) -> nodes.Block | None:
        """The node of a fence, or None when its kind is no specification (it is code)."""
        reader = self.readers().get(fence.kind)
        return reader(fence) if reader else None

    # --- helpers

    def _keys(self, fence: Fence, allowed: set[str]) -> Keys:
        keys = parse_yaml(fence.text, self.source, fence.first, self.report)
        for key in keys.items:
            if key not in allowed:
                known = ", ".join(sorted(allowed))
                self.report.error(keys.place(key), "S014", name=key, kind=fence.kind, known=known)
        return keys

    def _rich(self, field: Field | None) -> tuple[nodes.Inline, ...]:
        if not isinstance(field, Scalar) or not field.text:
            return ()
        at = field.at
        return self.inline.parse(
            field.text, lambda i: Location(at.path, at.line, at.column + i, at.offset + i if at.offset >= 0 else -1)
        )

    def _notes(self, keys: Keys) -> tuple[tuple[nodes.Inline, ...], ...]:
        out = []
        for name, label in (("note", "注："), ("notes", "注："), ("source", "资料来源：")):
            found = keys.get(name)
            items = found.items if isinstance(found, Sequence) else (found,) if found else ()
            for number, item in enumerate(items, 1):
                mark = label if len(items) == 1 else f"{label}{number}．" if number == 1 else f"{number}．"
                out.append((nodes.Text(mark, keys.place(name)), *self._rich(item)))
        return tuple(out)

    def _texts(self, field: Field | None) -> tuple[str, ...]:
        if isinstance(field, Scalar):
            return (field.text,)
        return tuple(i.text for i in field.items if isinstance(i, Scalar)) if isinstance(field, Sequence) else ()

    # --- charts

    def chart(self, fence: Fence) -> nodes.Block:
        """A `chart` block → Figure."""
        keys = self._keys(fence, _CHART_KEYS)
        kind = keys.text("kind")
        if kind not in KINDS:
            at = keys.place("kind")
            self.report.error(at, "C001" if kind else "C001.no_kind", kind=kind, known=", ".join(KINDS))
            kind = "bar"
        drawn = self._drawn(keys)
        unit = keys.text("unit") or (drawn.unit if drawn else "")
        chart = nodes.Chart(
            kind=kind,
            panels=(nodes.Panel("", unit, drawn.rows),) if drawn else self._panels(keys, unit),
            series=self._texts(keys.get("series")) or (drawn.series if drawn else ()),
            groups=self._texts(keys.get("groups")),
            axis=self._axis(keys),
            emphasis=self._texts(keys.get("emphasis")),
            sort=keys.text("sort", "yes") not in ("no", "false", "none"),
            gap_unit=keys.text("gap") or ("个百分点" if unit in ("%", "％") else unit),
        )
        if not keys.text("title"):
            self.report.error(fence.at, "C002")
        width = keys.text("width", "full")
        if width not in ("full", "half"):
            self.report.error(keys.place("width"), "C003", width=width)
        return nodes.Figure(
            fence.id,
            chart,
            self._rich(keys.get("title")),
            unit,
            self._notes(keys),
            keys.text("alt"),
            "half" if width == "half" else "full",
            at=fence.at,
        )

    def _drawn(self, keys: Keys) -> DataRows | None:
        """The rows of a chart that are drawn from a table of data: `from: reuse`."""
        name = keys.text("from")
        if not name:
            return None
        table = self._table_named(name, keys.place("from"))
        if table is None:
            return DataRows((), (), "")
        only = self._texts(keys.get("only"))
        found = drawn_rows(name, table, keys.text("names"), self._texts(keys.get("values")), only, keys.at)
        for unknown in found.unknown:
            known = "、".join(c.text for c in table.head)
            self.report.error(
                keys.place("only" if unknown in only else "values"), "C036", name=name, unknown=unknown, known=known
            )
        if not found.rows and not found.unknown:
            self.report.error(keys.place("from"), "C036.no_numbers", name=name)
        return found

    def _table_named(self, name: str, at: Location) -> nodes.DataTable | None:
        table = self.data.get(name)
        if table is None:
            hint = message("hint.known", names="、".join(self.data)) if self.data else message("hint.name_data_file")
            self.report.error(at, "C035", name=name, hint=hint)
        return table

    def _panels(self, keys: Keys, unit: str) -> tuple[nodes.Panel, ...]:
        panels = keys.get("panels")
        if not isinstance(panels, Sequence):
            rows = self._rows(keys.get("rows"))
            if not rows:
                self.report.error(keys.place("rows"), "C004")
            return (nodes.Panel("", unit, rows),)
        out = []
        for item in panels.items:
            if isinstance(item, Keys):
                out.append(nodes.Panel(item.text("title"), item.text("unit", unit), self._rows(item.get("rows"))))
            else:
                self.report.error(item.at, "C004.panel")
        return tuple(out)

    def _rows(self, field: Field | None) -> tuple[nodes.Row, ...]:
        if not isinstance(field, Keys):
            return ()
        rows = tuple(self._row(name, value, field.place(name)) for name, value in field)
        if len(rows) > MAX_ROWS:
            self.report.error(field.at, "C005", count=f"{len(rows):,}", most=f"{MAX_ROWS:,}")
            return rows[:MAX_ROWS]
        return rows

    def _row(self, name: str, field: Field, at: Location) -> nodes.Row:
        if isinstance(field, Keys):
            values = field.get("values") or field.get("value")
            detail = field.text("detail")
            return nodes.Row(name, self._values(values), detail, field.text("group"), at)
        return nodes.Row(name, self._values(field), "", "", at)

    def _values(self, field: Field | None) -> tuple[nodes.Value, ...]:
        items = field.items if isinstance(field, Sequence) else (field,) if field else ()
        return tuple(nodes.Value(i.text, i.at) for i in items if isinstance(i, Scalar))

    def _axis(self, keys: Keys) -> tuple[Decimal, Decimal] | None:
        texts = self._texts(keys.get("axis"))
        if not texts:
            return None
        try:
            low, high = (Decimal(t) for t in texts)
            if not low.is_finite() or not high.is_finite() or low >= high:
                raise InvalidOperation
        except (InvalidOperation, ValueError):
            self.report.error(keys.place("axis"), "C006")
            return None
        return low, high

    # --- tables

    def table(self, fence: Fence) -> nodes.Block:
        """A `table` block → Table."""
        keys = self._keys(fence, _TABLE_KEYS)
        if keys.get("from"):
            return self._data_table(fence, keys)
        head_field = keys.get("head")
        columns = keys.get("columns")
        head = (
            self._table_rows(head_field)
            if head_field
            else self._table_rows(Sequence((columns,), columns.at))
            if columns
            else ()
        )
        body = self._table_rows(keys.get("rows"))
        count = sum(c.colspan for c in (head or body or ((),))[0])
        if count == 0:
            self.report.error(fence.at, "C010")
        if count > MAX_COLUMNS:
            self.report.error(fence.at, "C011", count=count, most=MAX_COLUMNS)
        align = [cast(nodes.Align, a) for a in self._texts(keys.get("align"))]
        for name in align:
            if name not in ("left", "center", "right", "decimal"):
                self.report.error(keys.place("align"), "C012", name=name)
        align += ["left"] * (count - len(align))
        table = nodes.Table(
            fence.id,
            head,
            body,
            tuple(align[:count]),
            self._widths(keys, count),
            self._rich(keys.get("title")),
            keys.text("unit"),
            self._notes(keys),
            landscape=keys.text("landscape") in ("yes", "true"),
            at=fence.at,
        )
        check_spans(table, count, self.report)
        return table

    def _data_table(self, fence: Fence, keys: Keys) -> nodes.Block:
        """A table of data as a Table: the columns that are wanted, each cell at its place in the file."""
        name = keys.text("from")
        data = self._table_named(name, keys.place("from"))
        wanted = self._texts(keys.get("columns"))
        if data is None:
            return nodes.Table(fence.id, (), (), (), title=self._rich(keys.get("title")), at=fence.at)
        heads, rows, unknown = table_rows(data, wanted, self._texts(keys.get("only")))
        for column in unknown:
            known = "、".join(c.text for c in data.head)
            self.report.error(
                keys.place("columns" if column in wanted else "only"),
                "C036",
                name=name,
                unknown=column,
                known=known,
            )
        align = [cast(nodes.Align, a) for a in self._texts(keys.get("align"))][: len(heads)]
        for index in range(len(align), len(heads)):
            filled = [row[index].text for row in rows if row[index].text not in ("", "—", "-", "…")]
            align.append("decimal" if filled and all(is_number(text) for text in filled) else "left")
        return nodes.Table(
            fence.id,
            (tuple(nodes.Cell((t,), at=t.at) for t in heads),),
            tuple(tuple(nodes.Cell((t,), at=t.at) for t in row) for row in rows),
            tuple(align),
            self._widths(keys, len(heads)),
            self._rich(keys.get("title")),
            keys.text("unit") or data.file.unit,
            self._notes(keys),
            landscape=keys.text("landscape") in ("yes", "true"),
            at=fence.at,
            data=name,
        )

    def _widths(self, keys: Keys, count: int) -> tuple[float, ...]:
        texts = self._texts(keys.get("widths"))
        try:
            widths = tuple(float(t) for t in texts)
        except ValueError:
            widths = ()
        if texts and (len(widths) != count or min(widths, default=0) < 0):
            self.report.error(keys.place("widths"), "C013", count=count)
            return ()
        return widths

    def _table_rows(self, field: Field | None) -> tuple[tuple[nodes.Cell, ...], ...]:
        if not isinstance(field, Sequence):
            return ()
        out = []
        for row in field.items:
            if isinstance(row, Sequence):
                out.append(tuple(self._cell(cell) for cell in row.items))
            else:
                self.report.error(row.at, "C014")
        return tuple(out)

    def _cell(self, field: Field) -> nodes.Cell:
        if isinstance(field, Keys):
            return nodes.Cell(
                self._rich(field.get("text")), self._span(field, "colspan"), self._span(field, "rowspan"), at=field.at
            )
        return nodes.Cell(self._rich(field), at=field.at)

    def _span(self, keys: Keys, name: str) -> int:
        text = keys.text(name, "1")
        if text.isdecimal() and 0 < int(text) <= MAX_ROWS:
            return int(text)
        self.report.error(keys.place(name), "C015", name=name)
        return 1

    # --- key figures and lists

    def key_figures(self, fence: Fence) -> nodes.Block:
        """A `keyfigures` block → KeyFigures."""
        keys = self._keys(fence, _KEY_KEYS)
        collect = keys.text("collect") in ("yes", "true", "all")
        groups = keys.get("groups")
        if isinstance(groups, Sequence):
            found = tuple(
                nodes.CardGroup(g.text("title"), self._cards(g.get("cards")))
                for g in groups.items
                if isinstance(g, Keys)
            )
        else:
            found = (nodes.CardGroup(keys.text("title"), self._cards(keys.get("cards"))),) if keys.get("cards") else ()
        if not found and not collect:
            self.report.error(fence.at, "C020")
        return nodes.KeyFigures(found, collect, keys.text("title"), fence.at)

    def _cards(self, field: Field | None) -> tuple[nodes.Card, ...]:
        if not isinstance(field, Sequence):
            return ()
        out = []
        for item in field.items:
            if not isinstance(item, Keys) or not isinstance(item.get("figure"), Scalar):
                self.report.error(item.at, "C021")
                continue
            figure = cast(Scalar, item.get("figure"))
            out.append(
                nodes.Card(
                    nodes.Value(figure.text, figure.at), self._rich(item.get("label")), self._rich(item.get("context"))
                )
            )
        return tuple(out)

    def contents(self, fence: Fence) -> nodes.Block:
        """A `contents` block → Contents."""
        keys = self._keys(fence, {"title", "depth"})
        depth = keys.text("depth", "2")
        return nodes.Contents(keys.text("title", "目录"), int(depth) if depth.isdecimal() else 2, at=fence.at)

    def figure_list(self, fence: Fence) -> nodes.Block:
        """A `figures` block → FigureList."""
        return nodes.FigureList(self._keys(fence, {"title"}).text("title", "图表目录"), at=fence.at)

    def sources(self, fence: Fence) -> nodes.Block:
        """A `sources` block → Sources."""
        return nodes.Sources(self._keys(fence, {"title"}).text("title", "数字出处"), at=fence.at)

    def title(self, fence: Fence) -> nodes.Block:
        """A `title` block → TitleBlock."""
        return nodes.TitleBlock(self._keys(fence, {"imprint"}).text("imprint", "yes") not in ("no", "false"), fence.at)

    # --- official documents

    def official(self, fence: Fence) -> nodes.Block:
        """An element of an official document, made from the meta data."""
        keys = self._keys(fence, {"form"})
        form = keys.text("form", "file")
        if form not in ("file", "letter", "minutes"):
            self.report.error(keys.place("form"), "S060", form=form)
            form = "file"
        part = "head" if fence.kind == "redhead" else fence.kind
        return nodes.OfficialPart(cast(Any, part), cast(Any, form), fence.at)

    def attachment(self, fence: Fence) -> nodes.Block:
        """An `attachment` block → Attachment."""
        keys = self._keys(fence, {"number", "title"})
        if not keys.text("title"):
            self.report.error(fence.at, "S061")
        return nodes.Attachment(keys.text("title"), keys.text("number"), fence.at)


def check_spans(table: nodes.Table, columns: int, report: Report) -> None:
    """Report rows that are too short, too long or overlap a merged cell."""
    for part in (table.head, table.body):
        open_until: list[int] = [0] * columns
        for index, row in enumerate(part):
            column, bad = 0, False
            for cell in row:
                while column < columns and open_until[column] > index:
                    column += 1
                end = column + cell.colspan
                bad = bad or end > columns or any(open_until[c] > index for c in range(column, min(end, columns)))
                for covered in range(column, min(end, columns)):
                    open_until[covered] = index + cell.rowspan
                column = end
            while column < columns and open_until[column] > index:
                column += 1
            if bad or column != columns:
                at = row[0].at if row else table.at
                report.error(at, "C016", found=column, expected=columns)
