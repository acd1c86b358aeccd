"""A document that a Python program writes: its text grows call by call, tables and figures stay in memory."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import msgspec

from jzdocs.api.values import Decimals, given_table
from jzdocs.errors import UsageError
from jzdocs.file_names import is_reserved
from jzdocs.options import BuildOptions, Given, GivenFigure, GivenTable
from jzdocs.patterns import compiled
from jzdocs.project import project_of

if TYPE_CHECKING:
    from typing import Unpack

    from jzdocs.api.built import Built, Facts, Findings
    from jzdocs.api.sources import AnyPath

_NOT_IN_NAMES = compiled(r'[\\/:*?"<>|\x00-\x1f\x7f\s]+')
_LONGEST_NAME = 60

Plain = str | int | bool | Sequence[str] | Mapping[str, str]


class BlockKeys(TypedDict, total=False):
    """What a chart and a table have in common: texts around it, and which rows it shows."""

    title: str
    id: str
    note: str
    source: str
    alt: str
    only: Sequence[str]
    decimals: Decimals
    name: str


class ChartKeys(BlockKeys, total=False):
    """The keys of a `chart` block (docs/source.md); of a kind with several axes `unit` lists those of the columns."""

    unit: str | Sequence[str]
    series: Sequence[str]
    emphasis: Sequence[str]
    axis: Sequence[float]
    sort: bool
    width: Literal["full", "half"]
    gap: str
    thousands: bool
    axis_unit: Literal["个", "万", "亿"]
    multiples: int
    totals: Sequence[str]
    compute: str


class TableKeys(BlockKeys, total=False):
    """The keys of a `table` block (docs/source.md)."""

    unit: str
    columns: Sequence[str]
    align: Sequence[Literal["left", "center", "right", "decimal"]]
    widths: Sequence[float]
    landscape: bool
    bars: Sequence[str]
    heat: Sequence[str]
    sort: str


class FigureKeys(TypedDict, total=False):
    """What may be said of a figure: `width` is a share of the line (60%), a length (80mm), or half."""

    title: str
    alt: str
    id: str
    width: str
    note: str
    source: str


class Document:
    """A document in the making. `source` is its text in Markdown, as a file would hold it.

    >>> doc = Document(title="供水简报", template="report", date="2025-11-20")
    >>> doc.markdown("供水普及率为[98%]{#rate}。")
    >>> doc.build(to="pdf").facts["rate"]["text"]
    '98%'
    """

    def __init__(
        self,
        *,
        title: str = "",
        template: str = "",
        date: str = "",
        name: str = "",
        folder: AnyPath = ".",
        **front_matter: Plain,
    ) -> None:
        """Begin a document. `name` is that of its files (default: the title), `folder` that in which templates,
        pictures and data are looked for; other keys are those of the front matter (`issuer`, `derived`, …)."""
        keys = {"title": title, "template": template, "date": date, **front_matter}
        self._front = {key: value for key, value in keys.items() if value != ""}
        self._parts: list[str] = []
        self._tables: dict[str, GivenTable] = {}
        self._figures: dict[str, GivenFigure] = {}
        self._folder = Path(folder)
        self.name = name or _file_name(title)

    @property
    def source(self) -> str:
        """The text of the document in Markdown, with its front matter."""
        lines = [f"{key}: {json.dumps(_plain(value), ensure_ascii=False)}" for key, value in self._front.items()]
        front = "\n".join(("---", *lines, "---")) if lines else ""
        return "\n\n".join(part for part in (front, *self._parts) if part) + "\n"

    def markdown(self, text: str) -> None:
        """Add Markdown, as docs/source.md describes it."""
        self._parts.append(text.strip("\n"))

    def data(self, name: str, frame: object, *, decimals: Decimals = None, unit: str = "") -> None:
        """Give a table of data a name, by which texts (`@fact:name.row.column`), formulas, charts and tables call
        it."""
        if name in self._tables:
            raise UsageError("D060.twice", name=name)
        self._tables[name] = given_table(name, frame, decimals, unit)

    def chart(
        self,
        kind: str,
        data: object,
        *,
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        **keys: Unpack[ChartKeys],
    ) -> None:
        """Add a chart of a kind (docs/source.md lists them) from a frame, a list of dicts, or the name of a table.

        `x` is the column of the rows' names (default: the first), `y` those of the values (default: all that hold
        numbers); the other keys are those of the block.
        """
        block: dict[str, Any] = {"kind": kind, **keys}
        columns = [y] if isinstance(y, str) else [str(column) for column in y or ()]
        block["from"] = self._table_of(data, block, columns)
        if x is not None:
            block["names"] = str(x)
        if columns:
            block["values"] = columns
        self._add("chart", block)

    def table(self, data: object, **keys: Unpack[TableKeys]) -> None:
        """Add a table from a frame, a list of dicts, or the name of a table; the keys are those of the block."""
        block: dict[str, Any] = dict(keys)
        block["from"] = self._table_of(data, block)
        self._add("table", block)

    def figure(self, figure: object, **keys: Unpack[FigureKeys]) -> None:
        """Add a figure of matplotlib, as it is now: it gets the document's faces and sizes, is lines and text in the
        PDF, and stays as it is for you. A path adds a picture of the folder."""
        if isinstance(figure, str | os.PathLike):
            address = os.fspath(figure)
        else:
            from jzdocs.api.sources import snapshot

            address = f"figure:{len(self._figures) + 1}"
            self._figures[address] = snapshot(figure)
        title = f' "{_quoted(keys["title"])}"' if "title" in keys else ""
        named = f"#{keys['id']}" if "id" in keys else ""
        width = f"width={keys['width']}" if keys.get("width", "half") != "half" else "half" if "width" in keys else ""
        notes = [f'{key}="{_curly(str(keys[key]))}"' for key in ("note", "source") if key in keys]
        attributes = " ".join(filter(None, (named, width, *notes)))
        alt = re.sub(r"([\\\[\]])", r"\\\1", keys.get("alt", "")).replace("\n", " ")
        braces = f"{{{attributes}}}" if attributes else ""
        self._parts.append(f"![{alt}](<{address}>{title}){braces}")

    def build(self, *, template: str | None = None, to: str | Sequence[str] | None = None) -> Built:
        """Build the document, and return its files, facts and findings. Raises FindingsError where it has errors."""
        from jzdocs.api.built import Built, FindingsError
        from jzdocs.api.sources import formats_of
        from jzdocs.build.pipeline import build

        path, project = self._place()
        result = build(path, project, template, formats_of(to, project), self._options())
        if result.report.errors:
            raise FindingsError(result.report)
        return Built(result)

    def check(self, *, template: str | None = None) -> Findings:
        """Return what is wrong with the document; lines are those of `source`."""
        from jzdocs.api.built import Findings
        from jzdocs.build.pipeline import check

        path, project = self._place()
        return Findings(check(path, project, template, options=self._options()))

    def facts(self) -> Facts:
        """Return a record for every number of the document's text."""
        from jzdocs.api.built import Facts
        from jzdocs.build.pipeline import load
        from jzdocs.provenance.places import SourceLines
        from jzdocs.provenance.records import all_records

        loaded = load(*self._place(), None, options=self._options())
        return Facts(all_records(loaded.document, SourceLines({loaded.source.shown: lambda: loaded.source.data})))

    def _place(self) -> tuple[Path, Any]:
        path = self._folder / f"{self.name}.md"
        return path, project_of(path)

    def _options(self) -> BuildOptions:
        return BuildOptions(source=self.source, given=Given(dict(self._tables), dict(self._figures)))

    def _table_of(self, data: object, block: dict[str, Any], columns: Sequence[str] = ()) -> str:
        """Return the name of the table that a block shows: one that is given already, or a new one. The unit of the
        block is that of a new table's columns which name none; of several, each is that of one of the `columns`."""
        decimals, name, unit = block.pop("decimals", None), block.pop("name", ""), block.get("unit", "")
        if isinstance(data, str):
            return data
        if not name:
            name = _identifier(block.get("id", "")) or f"table{len(self._tables) + 1}"
            while name in self._tables:
                name += "_"
        self.data(name, data, decimals=decimals, unit=unit if isinstance(unit, str) else "")
        if not isinstance(unit, str):
            units = dict(zip(columns, unit, strict=False))
            table = self._tables[name]
            head = tuple(f"{text}（{units[text]}）" if text in units else text for text in table.head)
            self._tables[name] = msgspec.structs.replace(table, head=head)
        return str(name)

    def _add(self, kind: str, block: dict[str, Any]) -> None:
        """Add a fenced block; its values are written as JSON, which YAML reads as it is."""
        named = f" #{block.pop('id')}" if block.get("id") else ""
        lines = [f"{key}: {json.dumps(_plain(value), ensure_ascii=False)}" for key, value in block.items()]
        self._parts.append("\n".join((f"```{kind}{named}", *lines, "```")))

    def __repr__(self) -> str:
        return f"Document({self.name}: {len(self._parts)} parts)"


def _file_name(title: str) -> str:
    """Return a name for files from a title."""
    name = _NOT_IN_NAMES.sub("", title).strip(".")[:_LONGEST_NAME]
    return "document" if not name or is_reserved(name) else name


def _identifier(id_: str) -> str:
    """Return the name that an id gives a table: reuse for fig:reuse."""
    name = re.sub(r"\W+", "_", id_.rpartition(":")[2]).strip("_")
    return name if name.isidentifier() else ""


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; numbers are written as they are."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | bool | int | float) else str(value)


def _curly(text: str) -> str:
    """Return a text as it stands in the braces of a picture: straight quotes, which would end it, become curly."""
    parts = text.replace("\n", " ").split('"')
    return "".join(part if not number else f"{'”“'[number % 2 == 1]}{part}" for number, part in enumerate(parts))


def _quoted(text: str) -> str:
    """Return a text as it stands between quotes of Markdown."""
    return re.sub(r'(["\\])', r"\\\1", text).replace("\n", " ")
