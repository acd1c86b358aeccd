"""What changed between two builds: named numbers with difference and rate, paragraphs, values of charts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.errors import JzdocsError, Location, UsageError, told_as
from jzdocs.provenance.built import checked_records
from jzdocs.provenance.records import shown_place

_SHARES = ("%", "％", "‰")


class FactChange(Struct, frozen=True):
    """A named number that changed: before and after ("" where it was not there, or is no longer); its difference with
    unit and its rate ("" where there is none); where it stands now, or stood, and on which pages."""

    document: str
    id: str
    before: str
    after: str
    difference: str
    rate: str
    place: str
    pages: tuple[str, ...]


class TextChange(Struct, frozen=True):
    """A paragraph that changed ("" where it was not there, or is no longer), and where it stands."""

    document: str
    before: str
    after: str
    place: str


class ChartValueChange(Struct, frozen=True):
    """A value of a chart that changed: the caption of the figure, and the category with the name of the series."""

    document: str
    figure: str
    name: str
    before: str
    after: str


class Difference(Struct, frozen=True):
    """All that changed: named numbers (`figures`), paragraphs and values of charts (both only where Word files are
    compared), and the names of documents that only the newer or only the older build has."""

    figures: Sequence[FactChange]
    texts: Sequence[TextChange]
    charts: Sequence[ChartValueChange]
    added: Sequence[str]
    removed: Sequence[str]


class _BuildFiles(Struct, frozen=True):
    """What the files of a built document record: its named numbers, and where there is a Word file its paragraphs, each
    with its place, and its charts."""

    records: Sequence[Mapping[str, Any]]
    paragraphs: Sequence[tuple[str, str]] = ()
    charts: Sequence[Mapping[str, Any]] = ()


def difference(old: Path, new: Path) -> Difference:
    """Return what changed from `old` to `new`, each an output folder or a file of one.

    Raises UsageError for what is neither, DocumentError for a file without a record of its numbers.
    """
    before, after = _documents(old), _documents(new)
    if len(before) == len(after) == 1 and not old.is_dir():  # two files are one document whatever they are called
        before = dict(zip(after, before.values(), strict=True))
    figures: list[FactChange] = []
    texts: list[TextChange] = []
    charts: list[ChartValueChange] = []
    for name in (name for name in before if name in after):
        figures += _changed_facts(name, before[name].records, after[name].records)
        texts += _changed_texts(name, before[name].paragraphs, after[name].paragraphs)
        charts += _changed_values(name, before[name].charts, after[name].charts)
    added = [name for name in after if name not in before]
    removed = [name for name in before if name not in after]
    return Difference(figures, texts, charts, added, removed)


def _documents(path: Path) -> dict[str, _BuildFiles]:
    """Return the documents of a folder, or the one of a file, by name."""
    if path.is_dir():
        records = {p.name.removesuffix(".facts.json"): p for p in sorted(path.glob("*.facts.json"))}
        if not records:
            raise UsageError("X057", at=Location(str(path)), path=path)
        return {name: _read(file.with_name(f"{name}.docx"), file) for name, file in records.items()}
    if not path.is_file():
        raise UsageError("X043", at=Location(str(path)), path=path)
    return {path.name.split(".", 1)[0]: _read(path, path)}


def _read(path: Path, facts: Path) -> _BuildFiles:
    """Return a document by its Word file (`path`) where there is one, else by its facts or PDF (`facts`)."""
    if path.suffix == ".docx" and path.is_file():
        from jzdocs.pull.align import anchors_of
        from jzdocs.word.edited_file import read_base
        from jzdocs.word.provenance import traced_docx

        records = _recorded(facts) if facts.suffix == ".json" else traced_docx(path)
        try:
            base = read_base(path)
        except JzdocsError as error:  # made from a plain text or a Word file: it keeps no lines of a source
            if error.diagnostic.code != "X055":
                raise
            return _BuildFiles(records)
        # by their places in the source: in the Word file a paragraph may stand before or behind a figure that floats
        with told_as("X053", Location(str(path))):
            anchors = [anchor for anchor in anchors_of(base) if anchor.text]
            anchors.sort(key=lambda anchor: (anchor.path, anchor.line))
            paragraphs = [(_as_read(anchor.text), f"{anchor.path}:{anchor.line}") for anchor in anchors]
            _chart_values(base["charts"])  # as they are compared
            return _BuildFiles(records, paragraphs, base["charts"])
    if facts.suffix == ".pdf":
        from jzdocs.pdf.provenance import traced_pdf

        return _BuildFiles(traced_pdf(facts))
    if facts.suffix == ".ofd":
        from jzdocs.ofd.provenance import paragraphs_of, traced_ofd

        return _BuildFiles(traced_ofd(facts), [(text, f"{facts.name}:{page}") for text, page in paragraphs_of(facts)])
    return _BuildFiles(_recorded(facts))


def _recorded(facts: Path) -> list[dict[str, Any]]:
    """Return the records of a NAME.facts.json. Raises UsageError for another file."""
    try:
        return checked_records(json.loads(facts.read_bytes())["facts"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError("X057.kind", at=Location(str(facts)), path=facts) from error


def _as_read(text: str) -> str:
    """Return a line of Markdown as it reads, without the marks of numbers, emphasis and escapes."""
    text = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\{[^{}]*\}", r"\1", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"(?<!\\)\*{1,3}", "", text))


def _changed_facts(
    document: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[FactChange]:
    old_by_name, new_by_name = {r["id"]: r for r in old}, {r["id"]: r for r in new}
    changes = []
    for name in (*new_by_name, *(name for name in old_by_name if name not in new_by_name)):
        before, after = old_by_name.get(name), new_by_name.get(name)
        record = after or before
        assert record is not None
        texts = (before["text"] if before else "", after["text"] if after else "")
        if texts[0] == texts[1]:
            continue
        change, rate = _change(before, after) if before and after else ("", "")
        place, pages = shown_place(record["source"]), tuple(record.get("pages", ()))
        changes.append(FactChange(document, name, *texts, change, rate, place, pages))
    return changes


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, str]:
    """Return difference and rate of two values of one unit; percentages differ in points and have no rate."""
    if before["value"] is None or after["value"] is None or before["unit"] != after["unit"]:
        return "", ""
    first, second = Decimal(before["value"]), Decimal(after["value"])
    unit = "个百分点" if after["unit"] in ("%", "％") else after["unit"]
    change = f"{second - first:+f}{unit}"
    if after["unit"] in _SHARES or first == 0:
        return change, ""
    rate = (second - first) / abs(first) * 100
    return change, f"{rate.quantize(Decimal('0.1'), ROUND_HALF_UP):+f}%"


def _changed_texts(document: str, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[TextChange]:
    changes = []
    for i, j in aligned([text for text, _ in old], [text for text, _ in new]):
        before, place_before = old[i] if i is not None else ("", "")
        after, place_after = new[j] if j is not None else ("", "")
        if before != after:
            changes.append(TextChange(document, before, after, place_after or place_before))
    return changes


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places in two lists that belong together, in order; None where one has no counterpart."""
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for i in range(max(b - a, d - c)):
            yield a + i if a + i < b else None, c + i if c + i < d else None


def _changed_values(
    document: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[ChartValueChange]:
    before, after = _chart_values(old), _chart_values(new)
    keys = [*after, *(key for key in before if key not in after)]
    changed = [key for key in keys if before.get(key) != after.get(key)]
    return [ChartValueChange(document, *key, before.get(key, ""), after.get(key, "")) for key in changed]


def _chart_values(charts: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Return (figure, category and series) → number, of every native chart."""
    out = {}
    for chart in charts:
        for series in chart["series"]:
            for category, value in zip(chart["categories"], series["values"], strict=False):
                if value:
                    out[chart["figure"], f"{category} {series['name']}".strip()] = str(value[0])
    return out
