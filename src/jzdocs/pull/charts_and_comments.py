"""Numbers changed in charts, figures that only repeat others, comments and tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose
from pathlib import Path
from typing import Any

from jzdocs.provenance.records import shown_place
from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import OWN, Edit, EditSet, UnappliedEdit
from jzdocs.pull.facts import facts_in, with_number
from jzdocs.pull.spans import Block, quoted
from jzdocs.word.provenance import traced_docx


def charts(work: EditSet) -> None:
    """Numbers that were changed in charts; names that were are told."""
    base = work.edited.base["charts"]
    if len(base) != len(work.edited.charts):
        what = f"{len(base)} → {len(work.edited.charts)}"
        work.left.append(
            UnappliedEdit(work.edited.base["document"], 0, what, "charts were put in or taken out: do it in the source")
        )
        return
    for record, series in zip(base, work.edited.charts, strict=True):
        for one, now in zip(record["series"], series, strict=False):
            for index, value in enumerate(one["values"]):
                if value and index in now.values and not _same(value[0], now.values[index]):
                    _chart_value(work, record["figure"], value, now.values[index])
            names = [
                (one["name"], now.name),
                *((name, now.categories.get(i, name)) for i, name in enumerate(record["categories"])),
            ]
            for old, new in names:
                if old != new:
                    place = next((v for v in one["values"] if v), None)
                    path, line = (place[3], place[4]) if place else (work.edited.base["document"], 0)
                    text = f"{record['figure']}：{old} → {new}"
                    if not any(left.text == text for left in work.left):
                        work.left.append(
                            UnappliedEdit(path, line, text, "a name in a chart was changed: change it in the source")
                        )


def _chart_value(work: EditSet, figure: str, value: Sequence[Any], number: str) -> None:
    said, raw, fact, path, line, column = value
    if fact and fact == raw:
        text = next((facts_in(t)[fact] for t in work.files.values() if fact in facts_in(t)), None)
        new = with_number(text, number) if text else None
        if text is None or new is None:
            work.left.append(
                UnappliedEdit(
                    path,
                    line,
                    f"{figure}：{raw} {said} → {number}",
                    "the figure is not marked in this source: change it there",
                )
            )
            return
        work.numbers[fact] = new
        work.edits.append(Edit("chart", path, line, f"{fact} {text}", f"{fact} {new}", work.followers(fact)))
        return
    scalar = work.spans[path].scalar(line, column) if path in work.spans else None
    new = with_number(said, number)
    if fact or scalar is None or new is None:
        work.left.append(
            UnappliedEdit(
                path,
                line,
                f"{figure}：{raw} {said} → {number}",
                "it is computed: change the figures that it comes from",
            )
        )
        return
    work.replaced.setdefault(path, {})[scalar.start, scalar.end] = quoted(new, scalar.style)
    work.edits.append(Edit("chart", path, line, said, new))


def repeated(work: EditSet, path: Path) -> None:
    """Figures that are only repeated where they were changed."""
    if not work.edited.base["facts"]:
        return
    for record in traced_docx(path):
        bare = record["text"].replace(record["unit"], "", 1) if record["unit"] else record["text"]
        for bookmark, text in record["texts"].items():
            if not work.edited.base["facts"].get(bookmark, ("", False))[1] or text in (record["text"], bare):
                continue
            place = record["source"]
            reason = f"it repeats the figure “{record['id']}” ({record['text']}): change it at {shown_place(place)}"
            work.left.append(UnappliedEdit(place["path"], place["line"], text, reason))


def comments(work: EditSet) -> None:
    """Comments, and with `keep` tracked changes, as comments of the source before their block."""
    by_place = work.by_place
    for place, paragraph in enumerate(work.edited.paragraphs):
        said = [f"批注 {c}" for c in paragraph.comments if not c.startswith(f"{OWN}：")]
        said += [f"修订 {c}" for c in paragraph.changes] if work.keep else []
        if not said or place not in by_place:
            continue
        anchor = work.anchors[by_place[place]]
        if anchor.path not in work.spans:
            continue
        first = _first_line(work, anchor)
        spans = work.spans[anchor.path]
        for text in said:
            line = f"<!-- {text.replace('--', '——')} -->"
            if line not in spans.lines:
                work.inserted.setdefault(anchor.path, []).append((spans.starts[first], line + "\n"))
                work.edits.append(Edit("comment", anchor.path, first + 1, "", text))


def _first_line(work: EditSet, anchor: Anchor) -> int:
    """The line (from 0) before which a comment on a paragraph stands: its block's, its fence's, its list's or
    table's first."""
    spans = work.spans[anchor.path]
    block = work.place(anchor)
    if isinstance(block, Block):
        inside = spans.around(anchor.line, "list") if block.item else None
        return inside[0] if inside else block.first
    return max(work.region(anchor)[0], spans.body)


def _same(a: str, b: str) -> bool:
    try:
        return isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12)
    except ValueError:
        return a == b
