"""What the readers of fenced blocks share: the fence itself, its options, rich texts, notes, tables of data."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.source.cell_contents import Load, read_cell
from jzdocs.source.fields import Keys, Scalar, parse_yaml
from jzdocs.source.inline import InlineReader
from jzdocs.source.options import Options, read_options, report_unknown
from jzdocs.source.source_map import SourceText

NoteTexts = tuple[Scalar, ...]


class Fence(Struct, frozen=True):
    """A fenced block: its kind and id, its text, the line (from 0) of its first inner line in the source, and its
    place."""

    kind: str
    id: str
    text: str
    first: int
    at: Location


class FenceContext(Struct, frozen=True):
    """What a fenced block is read in: the source, the reader of inline Markdown, the report, the document's tables
    of data by name, and what loads a picture of a cell."""

    source: SourceText
    inline: InlineReader
    report: Report
    data: Mapping[str, nodes.DataTable]
    load: Load | None = None

    def options(self, fence: Fence, options: type[Options]) -> tuple[Options, Keys]:
        """Return the options of a block, and its keys with their places. What is unknown or wrong is reported."""
        keys = parse_yaml(fence.text, self.source, fence.first, self.report)
        report_unknown(options, keys, self.report, fence.kind)
        return read_options(options, keys, self.report), keys

    def part(self, keys: Keys, options: type[Options]) -> Options:
        """Return the options of a part of a block: a row, a cell, a card."""
        report_unknown(options, keys, self.report)
        return read_options(options, keys, self.report)

    def rich(self, text: Scalar | None) -> tuple[nodes.Inline, ...]:
        """Return a text of an option as inline Markdown; nothing where it is absent or empty."""
        return self.inline.parse(text.markup or text.text, text.place) if text is not None and text.text else ()

    def cell(self, text: Scalar | None) -> tuple[tuple[nodes.Inline, ...], tuple[nodes.Figure, ...]]:
        """Return the text of a table's cell as inline Markdown, and its pictures."""
        if text is None or not text.text:
            return (), ()
        return read_cell(self.inline, text.markup or text.text, text.place, self.load)

    def notes(self, keys: Keys, **notes: NoteTexts) -> tuple[tuple[nodes.Inline, ...], ...]:
        """Return the lines below a figure or table, each behind its label; several of a kind are numbered."""
        lines = []
        for name, texts in notes.items():
            label = "资料来源：" if name == "source" else "注："
            for number, text in enumerate(texts, 1):
                mark = label if len(texts) == 1 else f"{label}{number}．" if number == 1 else f"{number}．"
                lines.append((nodes.Text(mark, keys.place(name)), *self.rich(text)))
        return tuple(lines)

    def data_table(self, name: str, at: Location) -> nodes.DataTable | None:
        """Return the table of data of that name; where there is none, report it at `at` and return None."""
        table = self.data.get(name)
        if table is None:
            hint = message("hint.known", names="、".join(self.data)) if self.data else message("hint.name_data_file")
            self.report.error(at, "C035", name=name, hint=hint)
        return table
