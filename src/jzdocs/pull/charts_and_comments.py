"""Numbers changed in charts, numbers changed where they only repeat another place, comments and tracked changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isclose
from pathlib import Path
from typing import Any

from jzdocs.provenance.records import shown_place
from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import Edit, EditSet
from jzdocs.pull.facts import facts_in, with_number
from jzdocs.pull.template_code import CODE
from jzdocs.word.comments import AUTHOR
from jzdocs.word.edited_file import ReaderComment, TrackedChange
from jzdocs.word.edited_parts import Series
from jzdocs.word.provenance import traced_docx


def collect_chart_values(edits: EditSet) -> None:
    """Collect numbers that were changed in charts. Names of series and categories are not brought back."""
    base = edits.edited.base["charts"]
    if len(base) != len(edits.edited.charts):
        counts = f"{len(base)} → {len(edits.edited.charts)}"
        edits.leave_at("pull.charts_number_changed", edits.document, 0, counts)
        return
    for chart, now in zip(base, edits.edited.charts, strict=True):
        for built, series in zip(chart["series"], now, strict=False):
            for index, value in enumerate(built["values"]):
                number = series.values.get(index)
                if not value or number is None or _same_number(value[0], number):
                    continue
                if built.get("mirrored"):  # only the chart's sheet has a sign, on whichever side it was typed
                    value, number = [value[0].lstrip("-"), *value[1:]], number.lstrip("-")
                elif built.get("negated"):
                    number = _turned(number)
                _collect_value(edits, chart["figure"], value, number)
            _report_names(edits, chart, built, series)


def _report_names(edits: EditSet, chart: Mapping[str, Any], built: Mapping[str, Any], series: Series) -> None:
    """Report changed names, each once a chart."""
    categories = enumerate(chart["categories"])
    pairs = [
        (built["name"], series.name or built["name"]),
        *((old, series.categories.get(i, old)) for i, old in categories),
    ]
    value = next((v for v in built["values"] if v), None)
    path, line = (value[3], value[4]) if value else (edits.document, 0)
    for old, new in pairs:
        text = f"{chart['figure']}：{old} → {new}"
        if old != new and not any(unapplied.text == text for unapplied in edits.unapplied):
            edits.leave_at("pull.chart_name", path, line, text)


def _collect_value(edits: EditSet, figure: str, value: Sequence[Any], number: str) -> None:
    """Collect a changed value: that of a named number where it is marked, a literal one in its fence. `value` is a
    record of `word.charts`."""
    built, raw, fact, path, line, column = value
    shown = f"{figure}：{raw} {built} → {number}"
    if fact and fact == raw:
        marked = next((facts[fact] for text in edits.files.values() if fact in (facts := facts_in(text))), None)
        new = with_number(marked, number) if marked and not CODE.search(marked) else None
        if marked is None or new is None:
            edits.leave_at("pull.not_marked", path, line, shown)
            return
        edits.numbers[fact] = new
        edit = Edit("chart", path, line, f"{fact} {marked}", f"{fact} {new}", edits.charts_of(fact))
        edits.applied.append(edit)
        return
    scalar = edits.spans[path].scalar(line, column) if path in edits.spans else None
    new = with_number(built, number)
    if fact or scalar is None or new is None:
        edits.leave_at("pull.computed", path, line, shown)
        return
    edits.replace(path, (scalar.start, scalar.end), edits.scalar(path, new, scalar.style))
    edits.applied.append(Edit("chart", path, line, built, new))


def report_repeated(edits: EditSet, path: Path) -> None:
    """Report numbers that were changed where they only repeat another place; `path` is the edited file."""
    facts = edits.edited.base["facts"]
    if not facts:
        return
    for record in traced_docx(path):
        value, place = record["text"], record["source"]
        without_unit = value.replace(record["unit"], "", 1) if record["unit"] else value
        for bookmark, text in record["texts"].items():
            _, repeats = facts.get(bookmark, ("", False))
            if repeats and text not in (value, without_unit):
                arguments = {"name": record["id"], "value": value, "place": shown_place(place)}
                edits.leave_at("pull.repeats", place["path"], place["line"], text, **arguments)


def collect_comments(edits: EditSet) -> None:
    """Collect comments, and where tracked changes are kept also these, as comments of the source before their block.
    Those that a build wrote itself are left out."""
    for place, paragraph in enumerate(edits.edited.paragraphs):
        texts = [_comment_text(comment) for comment in paragraph.comments if comment.author != AUTHOR]
        texts += [_change_text(change) for change in paragraph.changes] if edits.keep_changes else []
        anchor = _anchor_near(edits, place) if texts else None
        if anchor is None:
            for text in texts:
                edits.leave_at("pull.no_text_near", edits.document, 0, text)
            continue
        spans, first = edits.spans[anchor.path], _first_line(edits, anchor)
        for text in texts:
            line = edits.literal(anchor.path, f"<!-- {text.replace('--', '——')} -->")  # XML ends a comment at --
            if line not in spans.lines:
                edits.insert(anchor.path, spans.starts[first], line + "\n")
                edits.applied.append(Edit("comment", anchor.path, first + 1, "", text))


def _anchor_near(edits: EditSet, place: int) -> Anchor | None:
    """Return the anchor of a paragraph, else that of the text above it, else that of the text below it."""
    places = [place, *range(place - 1, -1, -1), *range(place + 1, len(edits.edited.paragraphs))]
    anchors = (edits.anchors[edits.anchor_at[p]] for p in places if p in edits.anchor_at)
    return next((a for a in anchors if a.path in edits.spans and not a.kind.startswith("data")), None)


def _comment_text(comment: ReaderComment) -> str:
    return f"批注 {comment.author}：{comment.text}" if comment.author else f"批注 {comment.text}"


def _change_text(change: TrackedChange) -> str:
    return f"修订 {change.author}{'插入' if change.inserted else '删除'}“{change.text}”"


def _first_line(edits: EditSet, anchor: Anchor) -> int:
    """Return the line (from 0) before which a comment on a paragraph stands: the first of its block, or of the fence,
    list or table around it; never within the front matter."""
    spans = edits.spans[anchor.path]
    block = edits.block_of(anchor)
    if block:
        around = spans.around(anchor.line, "list") if block.item else None
        return around[0] if around else block.first
    return max(edits.region(anchor).first, spans.body)


def _turned(number: str) -> str:
    """Return a number with its sign turned: a chart shows what a decrease takes away."""
    return number[1:] if number.startswith("-") else f"-{number}" if number.strip("0.") else number


def _same_number(first: str, second: str) -> bool:
    try:
        return isclose(float(first), float(second), rel_tol=1e-9, abs_tol=1e-12)
    except ValueError:
        return first == second
