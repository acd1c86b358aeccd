"""What changed between two builds: figures with difference and rate, sentences, numbers of charts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.errors import JzdocsError, Location, UsageError
from jzdocs.provenance.records import shown_place

_SHARES = ("%", "％", "‰")


class FigureChange(Struct, frozen=True):
    """A named figure that changed: '' where it was not there, or is no more; its difference with unit and its rate
    ('' where neither is defined); where it stands now (or stood), and on which pages."""

    document: str
    id: str
    before: str
    after: str
    difference: str
    rate: str
    place: str
    pages: tuple[str, ...]


class TextChange(Struct, frozen=True):
    """A paragraph that changed ('' where it was not there, or is no more), and where it stands."""

    document: str
    before: str
    after: str
    place: str


class ChartChange(Struct, frozen=True):
    """A number of a chart that changed."""

    document: str
    figure: str
    name: str
    before: str
    after: str


class Difference(Struct, frozen=True):
    """All that changed; `added` and `removed` are documents that are in one build only; texts and charts are
    compared where Word files are."""

    figures: Sequence[FigureChange]
    texts: Sequence[TextChange]
    charts: Sequence[ChartChange]
    added: Sequence[str]
    removed: Sequence[str]


class _BuildFiles(Struct, frozen=True):
    """A built document as its files tell it: records of its figures, and from the Word file its paragraphs and
    charts."""

    records: Sequence[Mapping[str, Any]]
    paragraphs: Sequence[tuple[str, str]] = ()
    charts: Sequence[Mapping[str, Any]] = ()


def difference(old: Path, new: Path) -> Difference:
    """What changed from `old` to `new`, each an output folder or a file of one.

    Raises UsageError for what is neither, DocumentError for a file that tells nothing of its figures.
    """
    before, after = _documents(old), _documents(new)
    if len(before) == len(after) == 1 and not old.is_dir():  # two files are one document whatever they are called
        before = dict(zip(after, before.values(), strict=True))
    figures: list[FigureChange] = []
    texts: list[TextChange] = []
    charts: list[ChartChange] = []
    for name in (n for n in before if n in after):
        figures += _figures(name, before[name].records, after[name].records)
        texts += _texts(name, before[name].paragraphs, after[name].paragraphs)
        charts += _charts(name, before[name].charts, after[name].charts)
    return Difference(
        figures, texts, charts, [n for n in after if n not in before], [n for n in before if n not in after]
    )


def _documents(path: Path) -> dict[str, _BuildFiles]:
    if path.is_dir():
        found = {p.name.removesuffix(".facts.json"): p for p in sorted(path.glob("*.facts.json"))}
        if not found:
            raise UsageError("X057", at=Location(str(path)), path=path)
        return {name: _read(file.with_name(f"{name}.docx"), file) for name, file in found.items()}
    if not path.is_file():
        raise UsageError("X043", at=Location(str(path)), path=path)
    return {path.name.split(".", 1)[0]: _read(path, path)}


def _read(path: Path, facts: Path) -> _BuildFiles:
    """A document by its Word file where there is one, else by its facts or PDF."""
    if path.suffix == ".docx" and path.is_file():
        from jzdocs.word.edited_file import read_base
        from jzdocs.word.provenance import traced_docx

        records = json.loads(facts.read_bytes())["facts"] if facts.suffix == ".json" else traced_docx(path)
        try:
            base = read_base(path)
        except JzdocsError as error:  # made from a plain text or a Word file: it keeps no lines of a source
            if error.diagnostic.code != "X055":
                raise
            return _BuildFiles(records)
        # by their places in the source: in the Word file a paragraph may stand before or behind a figure that floats
        anchors = sorted((a for a in base["anchors"] if a[8]), key=lambda a: (str(a[2]), int(a[3])))
        paragraphs = [(_bare(str(a[8])), f"{a[2]}:{a[3]}") for a in anchors]
        return _BuildFiles(records, paragraphs, base["charts"])
    if facts.suffix == ".pdf":
        from jzdocs.pdf.provenance import traced_pdf

        return _BuildFiles(traced_pdf(facts))
    try:
        return _BuildFiles(json.loads(facts.read_bytes())["facts"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("X057.kind", at=Location(str(facts)), path=facts) from error


def _bare(text: str) -> str:
    """A paragraph as it reads, without the marks of figures, emphasis and escapes."""
    text = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\{[^{}]*\}", r"\1", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"(?<!\\)\*{1,3}", "", text))


def _figures(document: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[FigureChange]:
    before, after = {r["id"]: r for r in old}, {r["id"]: r for r in new}
    out = []
    for name in [*after, *(n for n in before if n not in after)]:
        a, b = before.get(name), after.get(name)
        if a and b and a["text"] == b["text"]:
            continue
        shown = b or a
        assert shown is not None
        change, rate = _change(a, b) if a and b else ("", "")
        place = shown_place(shown["source"])
        texts = (a["text"] if a else "", b["text"] if b else "")
        out.append(FigureChange(document, name, *texts, change, rate, place, tuple(shown.get("pages", ()))))
    return out


def _change(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[str, str]:
    """Difference and rate of two values of one unit; percentages differ in points and have no rate."""
    if a["value"] is None or b["value"] is None or a["unit"] != b["unit"]:
        return "", ""
    first, second = Decimal(a["value"]), Decimal(b["value"])
    unit = "个百分点" if b["unit"] in ("%", "％") else b["unit"]
    change = f"{second - first:+f}{unit}"
    if b["unit"] in _SHARES or first == 0:
        return change, ""
    return change, f"{((second - first) / abs(first) * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):+f}%"


def _texts(document: str, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[TextChange]:
    out = []
    for one, two in aligned([t for t, _ in old], [t for t, _ in new]):
        before = old[one] if one is not None else ("", "")
        after = new[two] if two is not None else ("", "")
        if before[0] != after[0]:
            out.append(TextChange(document, before[0], after[0], after[1] or before[1]))
    return out


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The places in two lists that belong together, in order; None where there is none in the other."""
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for i in range(max(b - a, d - c)):
            yield a + i if a + i < b else None, c + i if c + i < d else None


def _charts(document: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[ChartChange]:
    before, after = _numbers(old), _numbers(new)
    keys = [*after, *(k for k in before if k not in after)]
    return [
        ChartChange(document, *k, before.get(k, ""), after.get(k, "")) for k in keys if before.get(k) != after.get(k)
    ]


def _numbers(charts: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """(figure, category and series) → number, of every native chart."""
    out = {}
    for chart in charts:
        for series in chart["series"]:
            for category, value in zip(chart["categories"], series["values"], strict=False):
                if value:
                    out[chart["figure"], f"{category} {series['name']}".strip()] = str(value[0])
    return out
