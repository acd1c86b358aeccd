"""Tables of data that a template asks for: `{% for row in table("data/counties.csv") %}`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jzdocs.data.expressions import RowView
from jzdocs.data.tables import data_loader
from jzdocs.data.values import parse_number
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.facts.cells import address
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.options import RowValue


class TemplateTables:
    """The function `table` of templates: it reads files below `root`; those that it looks at go to `looked_at`."""

    def __init__(self, root: Path, shown: str, looked_at: list[Path]) -> None:
        self._root, self._shown, self._looked_at = root, shown, looked_at

    def __call__(self, path: str, sheet: str = "") -> list[RowView]:
        """Return the rows of a table, whose cells are called by their columns. Raises DocumentError for a file that
        cannot be read."""
        report = Report()
        file = nodes.DataFile("table", str(path), str(sheet), at=Location(self._shown))
        table = data_loader(self._root, report, self._looked_at)(file)
        if table is None:
            at = Location(self._shown)
            if not report.found:
                raise DocumentError("X202", at=at, path=path, reason=message("reason.damaged"))
            found = report.found[0]
            raise DocumentError(f"{found.code}.{found.variant}".rstrip("."), at=at, hint=found.hint, **found.arguments)
        return rows_of(table)


def rows_of(table: nodes.DataTable) -> list[RowView]:
    """Return the rows of a table of data as a template gets them."""
    heads = [cell.text for cell in table.head]
    counted = [_counts([row[n].text for row in table.rows if n < len(row)]) for n in range(len(heads))]
    rows = []
    for cells in table.rows:
        padded = [*cells[: len(heads)], *(nodes.Text("", cells[0].at) for _ in range(len(heads) - len(cells)))]
        rows.append(
            RowView(
                [
                    RowValue(head, cell.text, str(cell.at), number, fault=table.faults.get(address(cell), ""))
                    for head, cell, number in zip(heads, padded, counted, strict=True)
                    if head
                ]
            )
        )
    return rows


def _counts(texts: Sequence[str]) -> bool:
    """Return whether most of a column's filled cells hold numbers."""
    filled = [text for text in texts if text]
    return 2 * sum(parse_number(text) is not None for text in filled) > len(filled)
