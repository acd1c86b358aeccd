"""Facts and numbers as records for programs: `jzdocs facts --format json`, NAME.facts.json, the private data of a PDF
and of a Word file.

A fact has one record, made by `fact_records`, wherever it is listed. A record's `group` tells which numbers of
one list belong together (the two ends of a change); its labels count within the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import Location, notebook_place
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import read_fact
from jzdocs.facts.reading import read_numbers
from jzdocs.model import nodes
from jzdocs.project import portable
from jzdocs.provenance.numbers import (
    FactNumber,
    PlacedNumber,
    document_numbers,
    fact_numbers,
    stated_number,
)
from jzdocs.provenance.places import SourceLines
from jzdocs.provenance.statements import Statement
from jzdocs.provenance.uses import uses


class _Groups(Struct):
    """Labels (g1, g2 …) of the groups of one list, in the order in which they come up."""

    labels: dict[tuple[object, int], str] = field(default_factory=dict)

    def label(self, number: Number, statement: Statement) -> str | None:
        """Return the label of the group that a number belongs to; None where it stands alone."""
        if not number.group:
            return None
        return self.labels.setdefault((statement.key, number.group), f"g{len(self.labels) + 1}")


def fact_records(document: nodes.Document) -> list[dict[str, Any]]:
    """Return a record for each fact, in the order of the document."""
    numbers, groups = fact_numbers(document), _Groups()
    return [_fact_record(fact, _number_of(fact, numbers), groups) for fact in document.facts.values()]


def named_records(document: nodes.Document, page_numbers: Mapping[str, str], root: Path) -> list[dict[str, Any]]:
    """Return the records of the facts with the numbers of the pages that print each (`page_numbers` gives them
    by anchor); paths count from the project's `root`."""
    anchors = uses(document)
    records = fact_records(document)
    paths = {path: portable(path, root) for path in {document.at.path, *(r["source"]["path"] for r in records)}}
    for record in records:
        source = record["source"]
        if "cell" in source:  # documents that share a table of data are told apart by the one that used the cell
            source["document"] = paths[document.at.path]
        source["path"] = paths[source["path"]]
        pages = [page_numbers[anchor] for anchor in anchors.get(record["id"], ()) if page_numbers.get(anchor)]
        record["pages"] = list(dict.fromkeys(pages))
    return records


def all_records(document: nodes.Document, lines: SourceLines) -> list[dict[str, Any]]:
    """Return a record for every number of the text, in its order; numbers without a name are called f1, f2 …, by where
    they come in the list. `lines` gives their exact places in the user's file."""
    read = cache(read_numbers)  # most statements are read for both
    numbers, groups = fact_numbers(document, read), _Groups()
    out: list[dict[str, Any]] = []
    reached: dict[tuple[str, int], Location] = {}  # in each paragraph: the same number twice has two places
    for index, placed in enumerate(document_numbers(document, read), 1):
        fact = document.facts.get(placed.id)
        line = (placed.at.path, placed.at.line)
        at = lines.number_at(placed.at, placed.number.quantity.text, reached.get(line))
        reached[line] = at
        if fact is not None and fact.at == placed.at:
            out.append(_fact_record(replace(fact, at=at), _number_of(fact, numbers), groups))
        else:
            out.append(_number_record(placed, _free_name(index, document.facts), groups, at))
    return out


def _free_name(index: int, names: Mapping[str, nodes.Fact]) -> str:
    """Return f and the index, with underscores where an author has given that name to a fact."""
    name = f"f{index}"
    while name in names:
        name += "_"
    return name


def _number_of(fact: nodes.Fact, numbers: Mapping[str, FactNumber]) -> FactNumber | None:
    return stated_number(fact) if fact.formula or fact.subject else numbers.get(fact.id)


def _fact_record(fact: nodes.Fact, read: FactNumber | None, groups: _Groups) -> dict[str, Any]:
    quantity = read_fact(fact.text)
    return {
        "id": fact.id,
        "text": fact.text,
        "value": plain_number(fact.value),
        "unit": fact.unit,
        "amount": plain_number(quantity.amount) if quantity else None,
        "base_unit": quantity.base_unit if quantity else "",
        "approx": fact.approx,
        "kind": read.number.kind if read and not fact.subject else "level",
        "subject": fact.subject or (read.number.subject if read else ""),
        "group": groups.label(read.number, read.statement) if read else None,
        "period": read.number.period if read else None,
        "section": fact.section,
        "sentence": fact.sentence,
        **_derivation(fact),
        "source": place_record(fact.at) | _frame(fact),
    }


def _derivation(fact: nodes.Fact) -> dict[str, Any]:
    """Return what a record says of how a derived fact is computed; nothing of another."""
    if not fact.formula:
        return {}
    computation = fact.sentence.removeprefix("推算：")
    return {"derived": True, "formula": fact.formula, "computation": computation, "inputs": list(fact.inputs)}


def _frame(fact: nodes.Fact) -> dict[str, Any]:
    """Return the place of a fact in a table that a program gives; nothing of another."""
    if fact.frame is None:
        return {}
    frame = fact.frame
    return {"table": frame.table, "row": frame.row, "row_name": frame.row_name, "column_name": frame.column}


def _number_record(placed: PlacedNumber, name: str, groups: _Groups, at: Location) -> dict[str, Any]:
    number, quantity = placed.number, placed.number.quantity
    return {
        "id": name,
        "text": quantity.text,
        "value": plain_number(quantity.value),
        "unit": quantity.unit,
        "amount": plain_number(quantity.amount),
        "base_unit": quantity.base_unit,
        "approx": quantity.approx,
        "kind": number.kind,
        "subject": number.subject,
        "group": groups.label(number, placed.statement),
        "period": number.period,
        "section": placed.section,
        "sentence": placed.sentence,
        "source": place_record(at),
    }


def place_record(at: Location) -> dict[str, Any]:
    """Return a place as records hold it; in a table of data with its sheet and cell."""
    number, line = notebook_place(at)
    out: dict[str, Any] = {"path": at.path, "line": line, "column": at.column, "offset": at.offset}
    if number:
        out["notebook_cell"] = number
    if at.cell:
        sheet, _, cell = at.cell.rpartition("!")
        out |= {"sheet": sheet, "cell": cell}
    return out


def shown_place(source: Mapping[str, Any]) -> str:
    """Return the place of a record as messages show it: file and line, table and cell, or row and column of a table
    that a program gave."""
    if "column_name" in source:
        return f"{source['table']}[{source['row_name'] or source['row']}, {source['column_name']}]"
    if "notebook_cell" in source:
        return f"{source['path']}:cell {source['notebook_cell']}:{source['line']}"
    return f"{source['path']} {source['cell']}" if "cell" in source else f"{source['path']}:{source['line']}"


def plain_number(value: Decimal | None) -> str | None:
    """Return a number as text without an exponent."""
    return None if value is None else format(value, "f")
