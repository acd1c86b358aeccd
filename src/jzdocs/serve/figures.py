"""The figures of a text: each with its name, its place, where else it is printed, and what it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from jzdocs.build.writers import LoadedDocument
from jzdocs.editing.figure_edits import card_names, text_records
from jzdocs.editing.text_edits import TextJob
from jzdocs.editing.worker import Send
from jzdocs.frames import Anchor
from jzdocs.model import nodes
from jzdocs.project import portable
from jzdocs.provenance.records import fact_records
from jzdocs.provenance.uses import uses
from jzdocs.serve.live import Recent, recent_pages
from jzdocs.serve.places import Box
from jzdocs.units import EMU_PER_PT

_POINTS = ("%", "％")


def list_figures(job: TextJob, _: Send) -> list[dict[str, Any]]:
    """Return a record for every figure of a text, in its order; then those of tables of data and the derived ones."""
    recent = recent_pages(job)
    return figure_records(recent.loaded, job, recent)


def figure_records(loaded: LoadedDocument, job: TextJob, recent: Recent | None) -> list[dict[str, Any]]:
    """Return a record for every figure of a loaded text; with pages, also where they print it."""
    records = [record for record in text_records(loaded) if not _repeats(record, loaded)]
    listed = {record["id"] for record in records}
    records += [record for record in fact_records(loaded.document) if record["id"] not in listed]
    groups = _groups(records)
    printed = _Printed(loaded, recent)
    cards = card_names(loaded.document)
    own = loaded.source.shown
    out = []
    for record in records:
        fact = loaded.document.facts.get(record["id"])
        at = record["source"]
        partners = [other for other in groups.get(record["group"] or "", ()) if other is not record]
        entry = {
            "id": record["id"],
            "name": record["id"] if fact else "",
            "value": record["value"],
            "unit": record["unit"],
            "text": record["text"],
            "subject": record["subject"],
            "period": record["period"],
            "kind": record["kind"],
            "line": at["line"] if at["path"] == own and "cell" not in at else 0,
            "column": at["column"] if at["path"] == own and "cell" not in at else 0,
            "source": _source(record, job),
            "places": printed.of(record),
            "marked": fact is not None,
            "keyFigure": record["id"] in cards,
            "editable": at["path"] == own and "cell" not in at and not (fact and fact.formula),
        }
        if partners:
            entry["partner"] = _partner(partners[0])
            entry["partners"] = [_partner(other) for other in partners]
        if how := arithmetic(record, partners, fact, records):
            entry["arithmetic"] = how
        out.append(entry)
    return out


def _repeats(record: Mapping[str, Any], loaded: LoadedDocument) -> bool:
    """Return whether a number is a fact printed again, where the source has its name: it is listed as that fact."""
    at = record["source"]
    if at["path"] != loaded.source.shown or "cell" in at or record["id"] in loaded.document.facts:
        return False
    lines: list[str] = loaded.source.text.text.split("\n")
    line = lines[at["line"] - 1] if 0 < at["line"] <= len(lines) else ""
    return line.startswith("@fact:", at["column"] - 1)


def _groups(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        if record["group"]:
            groups[record["group"]].append(record)
    return groups


def _source(record: Mapping[str, Any], job: TextJob) -> dict[str, Any]:
    at = record["source"]
    source = {
        "file": portable(at["path"], job.path.parent),
        "line": at["line"],
        "column": at["column"],
        "sentence": record["sentence"],
        "section": record["section"],
    }
    return {**source, "sheet": at["sheet"], "cell": at["cell"]} if "cell" in at else source


def _partner(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: record[key] for key in ("id", "text", "subject", "kind", "period")}


def arithmetic(
    record: Mapping[str, Any],
    partners: Sequence[Mapping[str, Any]],
    fact: nodes.Fact | None,
    records: Sequence[Mapping[str, Any]],
) -> str:
    """Return how a figure is computed from others, or what others are computed from it; "" where nothing is."""
    if fact and fact.formula:
        texts = {other["id"]: other["text"] for other in records}
        parts = [texts.get(part, part) for part in fact.formula.split()]
        return f"{' '.join(parts)} = {fact.text}"
    ends = {other["kind"]: other for other in (record, *partners)}
    if "from" in ends and "to" in ends:
        return _difference(ends["from"], ends["to"])
    return ""


def _difference(first: Mapping[str, Any], second: Mapping[str, Any]) -> str:
    """Return the difference of two figures of one unit, and its rate."""
    if first["value"] is None or second["value"] is None or first["unit"] != second["unit"]:
        return ""
    try:
        before, after = Decimal(first["value"]), Decimal(second["value"])
    except InvalidOperation:
        return ""
    change = after - before
    is_share = second["unit"] in _POINTS
    unit = "个百分点" if is_share else second["unit"]
    text = f"{second['text']} − {first['text']} = {'−' if change < 0 else ''}{abs(change):f}{unit}"
    if is_share or not before:
        return text
    rate = abs(change / before * 100).quantize(Decimal("0.1"))
    return f"{text}（{'−' if change < 0 else '+'}{rate:f}%）"


class _Printed:
    """Where pages print figures: boxes of text, and anchors of charts, tables and cards."""

    def __init__(self, loaded: LoadedDocument, recent: Recent | None) -> None:
        self._anchors = uses(loaded.document)
        self._boxes: dict[str, list[tuple[int, Box]]] = defaultdict(list)
        self._places: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        if recent is None:
            return
        for number, picture in enumerate(recent.pictures):
            for box in recent.boxes.get(picture.hash, ()):
                if box.figure:
                    self._boxes[box.figure].append((number, box))
        for number, page in enumerate(recent.shown.pages.pages):
            for item in page.items:
                if isinstance(item, Anchor):
                    self._places[item.name].append((number, item.x / EMU_PER_PT, item.y / EMU_PER_PT))

    def of(self, record: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the places of a figure, each once."""
        found = list(self._all(record))
        seen: set[tuple[object, ...]] = set()
        out = []
        for place in found:
            key = (place["page"], round(place["x"]), round(place["y"]))
            if key not in seen:
                seen.add(key)
                out.append(place)
        return out

    def _all(self, record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for page, box in self._boxes.get(record["id"], ()):
            yield {"page": page, "x": box.x, "y": box.y, "w": box.w, "h": box.h, "text": record["text"]}
        for anchor in self._anchors.get(record["id"], ()):
            if not anchor.startswith("jz-fact-"):  # these are boxes already
                for page, x, y in self._places.get(anchor, ()):
                    yield {"page": page, "x": round(x, 1), "y": round(y, 1), "text": record["text"]}
