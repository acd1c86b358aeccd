"""Jupyter notebooks (nbformat 4) → Markdown: Markdown cells, and the figures and frames of code cells. Code is left
out; what else is left out, and outputs that may be out of date, is told.

A code cell may say on lines that begin with `#|` what its output is called (caption, alt, id, width, note, source), and
`include: false`. A place is the number of the cell and the line in it.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct, field

from jzdocs.encoding import plain_text
from jzdocs.errors import DocumentError, Location, Report, notebook_line
from jzdocs.patterns import compiled
from jzdocs.source.fields import Scalar, parse_yaml
from jzdocs.source.notebook_frames import frame_block
from jzdocs.source.source_map import Origin, SourceText

_PICTURES = (("image/svg+xml", "svg"), ("image/png", "png"), ("image/jpeg", "jpg"), ("image/gif", "gif"))
_OPTION = compiled(r"#\|[ \t]?(.*)")
_HIDDEN = frozenset(("remove-cell", "remove_cell", "hide-output", "hide_output", "remove-output", "remove_output"))
_OBJECT = compiled(r"[\[({]?\s*(?:<[^<>]*>|Text\(|\w+\(0x).*", re.S)  # what Python says of a thing: no text for readers
_KEY = compiled(r"[\w-]+\s*:")
_OLDEST = 4
_LONGEST_REASON = 200


class _Output(Struct):
    """An output as the file has it: what is shown, by its forms; a text that was printed; an error."""

    output_type: str
    data: dict[str, Any] = {}
    name: Any = ""
    text: str | list[str] = ""
    ename: Any = ""
    evalue: Any = ""

    def __post_init__(self) -> None:
        for form in self.data:
            if form.startswith(("text/", "image/")):
                msgspec.convert(self.data[form], str | list[str])


class _Cell(Struct):
    """A cell as the file has it."""

    cell_type: str
    source: str | list[str] = ""
    outputs: list[_Output] = []
    execution_count: Any = None
    attachments: dict[str, dict[str, Any]] | None = None
    metadata: dict[str, Any] = {}


class _Notebook(Struct):
    """A notebook as the file has it."""

    cells: list[_Cell]
    nbformat: int | float


class Cell(Struct, frozen=True):
    """A cell: its number (from 1), kind, source, outputs and the options of its first lines."""

    number: int
    kind: str
    source: str
    outputs: Sequence[_Output] = ()
    count: int | None = None
    attachments: Mapping[str, Mapping[str, Any]] = {}
    tags: frozenset[str] = frozenset()

    def options(self, shown: str, report: Report) -> dict[str, str]:
        """Return what the lines that begin with `#|` say, by the names that pictures and tables have for it."""
        lines = []
        for line in self.source.splitlines():
            match = _OPTION.fullmatch(line.strip())
            if match is None:
                break
            lines.append(match[1])
        if not any(map(_KEY.match, lines)):
            return {}
        origins = tuple(Origin(shown, notebook_line(self.number, number + 1)) for number in range(len(lines)))
        text = "\n".join(lines)
        keys = parse_yaml(text, SourceText(text, origins), 0, report)
        return {_NAMES.get(key, key): value.text for key, value in keys if isinstance(value, Scalar) and value.text}


_NAMES = {
    "label": "id",
    "fig-cap": "caption",
    "tbl-cap": "caption",
    "title": "caption",
    "fig-alt": "alt",
    "output": "include",
    "fig-width": "",
}


class _Writer(Struct):
    """The Markdown that a notebook becomes, line by line, with places and pictures."""

    shown: str
    report: Report
    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def add(self, text: str, cell: int, *, fixed: bool = False) -> None:
        """Add lines of a cell and a blank line. Those that are `fixed` all come from its first line."""
        for number, line in enumerate([*text.split("\n"), ""], 1):
            origin = Origin(self.shown, notebook_line(cell, 1 if fixed else number))
            self.lines.append(plain_text(line, Location(self.shown, origin.line), self.report))
            self.origins.append(origin)

    def text(self) -> SourceText:
        """Return the Markdown."""
        if not self.lines:
            return SourceText("", (Origin(self.shown, notebook_line(1, 1)),), self.pictures)
        return SourceText("\n".join(self.lines), tuple(self.origins), self.pictures)


def read_notebook(data: bytes, shown: str, report: Report) -> SourceText:
    """Return a notebook as Markdown. Raises DocumentError for a file that is no notebook of a form that is read."""
    cells = cells_of(data, shown)
    writer = _Writer(shown, report)
    _report_stale(cells, shown, report)
    for cell in cells:
        if cell.kind == "markdown" or (cell.kind == "raw" and _is_front_matter(cell, writer)):
            writer.add(_with_attachments(cell, writer), cell.number)
        elif cell.kind == "code":
            _Outputs(cell, writer, report).write()
        elif cell.source.strip():
            report.warn(_place(shown, cell), "D065.raw", cell=cell.number)
    return writer.text()


def _is_front_matter(cell: Cell, writer: _Writer) -> bool:
    return not writer.lines and cell.source.lstrip().startswith("---")


def cells_of(data: bytes, shown: str) -> list[Cell]:
    """Return the cells of a notebook. Raises DocumentError for a file that is none."""
    try:
        notebook = msgspec.convert(json.loads(data), _Notebook)
    except (ValueError, RecursionError) as error:  # ValidationError is a ValueError
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        raise DocumentError("D068", at=Location(shown), reason=reason) from error
    if notebook.nbformat < _OLDEST:
        raise DocumentError("D068", at=Location(shown), reason=f"nbformat {notebook.nbformat}")
    return [_cell(number, cell) for number, cell in enumerate(notebook.cells, 1)]


def _cell(number: int, cell: _Cell) -> Cell:
    count, tags = cell.execution_count, cell.metadata.get("tags")
    return Cell(
        number,
        cell.cell_type,
        _joined(cell.source).replace("\r\n", "\n").rstrip("\n"),
        cell.outputs,
        count if isinstance(count, int) else None,
        cell.attachments or {},
        frozenset(map(str, tags)) if isinstance(tags, list) else frozenset(),
    )


def _joined(value: str | list[str]) -> str:
    """Return a text, which may be a list of lines."""
    return value if isinstance(value, str) else "".join(value)


def _place(shown: str, cell: Cell) -> Location:
    return Location(shown, notebook_line(cell.number, 1), 1)


def _with_attachments(cell: Cell, writer: _Writer) -> str:
    """Return the text of a cell, whose pictures become those of the document."""
    text = cell.source
    for name, forms in cell.attachments.items():
        key = f"cell{cell.number}-{re.sub(r'[^0-9A-Za-z._-]', '_', str(name))}"
        for form, _ in _PICTURES:
            if form in forms:
                writer.pictures[key] = _bytes(forms[form], form)
                text = text.replace(f"(attachment:{name}", f"({key}")
                break
    return text


def _bytes(value: Any, form: str) -> bytes:
    """Return the bytes of a picture; what is no text of such bytes has none, and so is no picture."""
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    if form == "image/svg+xml":
        return text.encode("utf-8", "replace")
    try:
        return b64decode(text) or b"?"
    except (Base64Error, ValueError):
        return b"?"


def _report_stale(cells: Sequence[Cell], shown: str, report: Report) -> None:
    """Report code cells that have not been run, or were run before a cell above them."""
    last = 0
    for cell in cells:
        code = [line for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        if cell.kind != "code" or not code:
            continue
        if cell.count is None:
            report.warn(_place(shown, cell), "D064.unknown" if cell.outputs else "D064", cell=cell.number)
        elif cell.count < last:
            report.warn(_place(shown, cell), "D064.order", cell=cell.number, count=cell.count, before=last)
        last = max(last, cell.count or 0)


class _Outputs(Struct):
    """What a code cell put out, on its way into the Markdown."""

    cell: Cell
    writer: _Writer
    report: Report
    printed: bool = False

    def write(self) -> None:
        """Add figures and frames; report what is left out."""
        options = self.cell.options(self.writer.shown, self.report)
        if options.get("include", "").lower() in ("false", "no") or self.cell.tags & _HIDDEN:
            return
        place = _place(self.writer.shown, self.cell)
        shown = 0
        for output in self.cell.outputs:
            match output.output_type:
                case "display_data" | "execute_result":
                    block = self._block(output.data, options if not shown else {}, place)
                    shown += bool(block)
                    if block:
                        self.writer.add(block, self.cell.number, fixed=True)
                case "stream" if output.name == "stdout" and _joined(output.text).strip():
                    self._report_printed(place)
                case "error":
                    kind, reason = str(output.ename), str(output.evalue)
                    self.report.error(place, "D066", cell=self.cell.number, kind=kind, reason=reason)
                case _:
                    pass

    def _report_printed(self, place: Location) -> None:
        if not self.printed:
            self.printed = True
            self.report.warn(place, "D065", cell=self.cell.number)

    def _block(self, data: Mapping[str, Any], options: Mapping[str, str], place: Location) -> str:
        """Return the Markdown of an output; "" for one that is left out, which is told."""
        for form, suffix in _PICTURES:
            if form in data:
                name = f"cell{self.cell.number}-{len(self.writer.pictures) + 1}.{suffix}"
                self.writer.pictures[name] = _bytes(data[form], form)
                return _picture(name, options)
        if "text/markdown" in data:
            return _joined(data["text/markdown"])
        if "text/html" in data:
            block = frame_block(_joined(data["text/html"]), options, (place, self.cell.number), self.report)
            if block:
                return block
        if "text/latex" in data and _joined(data["text/latex"]).strip().startswith("$"):
            return _joined(data["text/latex"])
        others = [form for form in data if form != "text/plain"]
        if others:
            self.report.warn(place, "D065.kind", cell=self.cell.number, kind="、".join(others))
        elif not _OBJECT.fullmatch(_joined(data.get("text/plain", "")).strip()):
            self._report_printed(place)
        return ""


def _picture(name: str, options: Mapping[str, str]) -> str:
    """Return a picture in Markdown."""
    title = f' "{_quoted(options["caption"])}"' if "caption" in options else ""
    alt = re.sub(r"([\\\[\]])", r"\\\1", options.get("alt", options.get("caption", "")))
    attributes = list(_attributes(options))
    braces = f"{{{' '.join(attributes)}}}" if attributes else ""
    return f"![{alt}]({name}{title}){braces}"


def _attributes(options: Mapping[str, str]) -> Iterator[str]:
    if "id" in options:
        yield f"#{block_id(options['id'])}"
    if options.get("width", "") == "half":
        yield "half"
    elif "width" in options:
        yield f"width={options['width']}"
    yield from (f'{key}="{_curly(options[key])}"' for key in ("note", "source") if key in options)


def block_id(text: str) -> str:
    """Return an id as references write it: fig:trend, also for fig-trend as other programs have it."""
    return re.sub(r"^(fig|tbl|eq|sec)-", r"\1:", re.sub(r"[^\w:.-]", "-", text))


def _curly(text: str) -> str:
    """Return a text as it stands in the braces of a picture: straight quotes, which would end it, become curly."""
    parts = text.replace("\n", " ").split('"')
    return "".join(part if not number else f"{'”“'[number % 2 == 1]}{part}" for number, part in enumerate(parts))


def _quoted(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text).replace("\n", " ")
