"""Paragraphs, rows, tables and notes that moved, went and came."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jzdocs.pull.align import Anchor, in_order
from jzdocs.pull.edits import Edit, EditSet, UnappliedEdit, is_text
from jzdocs.pull.spans import Block, pipe_row, quoted
from jzdocs.word.edited_file import Paragraph


def moves(work: EditSet) -> None:
    """Paragraphs that stand in another order."""
    for path in work.files:
        here = [(i, a, b) for i, a, b in work.blocks() if a.path == path and i in work.found]
        kept = in_order([work.found[i] for i, _, _ in here])
        skip = frozenset(index for position, (index, _, _) in enumerate(here) if position not in kept)
        for position, (index, anchor, block) in enumerate(here):
            if position in kept:
                continue
            target = work.behind(work.found[index], skip)
            if target is None or target[0] != path:
                work.left.append(
                    UnappliedEdit(
                        anchor.path, anchor.line, anchor.said[:40], "it was moved to where the source has no text"
                    )
                )
                continue
            text = work.take(path, block).rstrip("\n") + "\n"
            work.insert(path, target[1], text, apart=not block.item)
            work.edits.append(Edit("moved", path, anchor.line, anchor.said, f"{path}:{target[2]}"))


def deletions(work: EditSet) -> None:
    """Paragraphs that are gone; rows of tables of which all cells are, and whole tables."""
    gone = _tables_gone(work)
    rows: dict[tuple[str, int], list[int]] = {}
    for index, anchor in enumerate(work.anchors):
        if anchor.kind.startswith("cell") and not _within(anchor, gone):
            rows.setdefault((anchor.path, anchor.line), []).append(index)
    for (path, line), cells in rows.items():
        lost = [index for index in cells if index not in work.found]
        spans = work.spans[path]
        if len(lost) == len(cells) and _is_row(spans.lines[line - 1]):
            work.replaced.setdefault(path, {})[spans.starts[line - 1], spans.behind(line - 1)] = ""
            work.edits.append(Edit("deleted", path, line, spans.lines[line - 1].strip()))
        else:
            for index in lost:
                if said := work.anchors[index].said:
                    work.left.append(
                        UnappliedEdit(path, line, said[:40], "cells were deleted: delete them in the source")
                    )
    for index, anchor in enumerate(work.anchors):
        if index in work.found or anchor.kind.startswith("cell") or anchor.in_front or _within(anchor, gone):
            continue
        place = work.place(anchor) if anchor.path in work.spans else None
        if isinstance(place, Block) and anchor.kind == "":
            work.take(anchor.path, place)
            work.edits.append(Edit("deleted", anchor.path, anchor.line, anchor.said))
        elif anchor.said:
            work.left.append(
                UnappliedEdit(
                    anchor.path, anchor.line, anchor.said[:40], "it was deleted in Word: delete its block in the source"
                )
            )


def _is_row(line: str) -> bool:
    """Whether a line is a whole row of a table."""
    return line.lstrip().startswith("|") or bool(re.fullmatch(r"\s*-\s*\[.*\]\s*", line))


Region = tuple[str, int, int]


def _within(anchor: Anchor, regions: Sequence[Region]) -> bool:
    return any(anchor.path == path and first < anchor.line <= last + 1 for path, first, last in regions)


def _tables_gone(work: EditSet) -> list[Region]:
    """Tables of which nothing is left: they are taken out of the source. (File, first and last line from 0.)"""
    regions: dict[Region, list[bool]] = {}
    for index, anchor in enumerate(work.anchors):
        if anchor.kind.startswith("cell") and anchor.path in work.spans:
            regions.setdefault((anchor.path, *work.region(anchor)), []).append(index in work.found)
    gone = [region for region, there in regions.items() if not any(there)]
    for path, first, last in gone:
        spans = work.spans[path]
        end = last + 1 if last + 1 < len(spans.lines) and not spans.lines[last + 1].strip() else last
        work.replaced.setdefault(path, {})[spans.starts[first], spans.behind(end)] = ""
        work.edits.append(Edit("deleted", path, first + 1, spans.lines[first].strip()))
    return gone


def additions(work: EditSet) -> None:
    """Paragraphs that no anchor knows, in styles of the text."""
    known, generated = set(work.found.values()), list(work.edited.base.get("generated", ()))
    for place, paragraph in enumerate(work.edited.paragraphs):
        if place not in known and paragraph.note and paragraph.text:
            _new_note(work, paragraph)
            continue
        if place not in known and paragraph.picture and is_text(paragraph):
            work.left.append(
                UnappliedEdit(
                    work.edited.base["document"],
                    0,
                    paragraph.text or "—",
                    "a picture was put in: save it in the project",
                )
            )
        if place in known or not paragraph.text or paragraph.cell or not is_text(paragraph):
            continue
        if paragraph.text in generated:
            generated.remove(paragraph.text)
            continue
        target = work.behind(place)
        if target is None:
            work.left.append(
                UnappliedEdit(work.edited.base["document"], 0, paragraph.text, "the source has no text near it")
            )
            continue
        path, offset, line = target
        work.insert(path, offset, _written(paragraph) + "\n", apart=paragraph.item is None)
        work.edits.append(Edit("added", path, line, "", paragraph.text))


def _new_note(work: EditSet, paragraph: Paragraph) -> None:
    """A footnote that was written in Word: at the end of the document."""
    path = work.edited.base["document"]
    if path not in work.files:
        return
    text = work.files[path]
    lead = "" if text.endswith("\n") else "\n"
    work.inserted.setdefault(path, []).append((len(text), f"{lead}\n[^{paragraph.note}]: {paragraph.text}\n"))
    work.edits.append(Edit("added", path, text.count("\n") + 1, "", f"[^{paragraph.note}]: {paragraph.text}"))


def _tables(work: EditSet, rows: Mapping[tuple[int, int], Mapping[int, tuple[int, Paragraph]]]) -> None:
    """Tables that were made in Word, as tables with pipes."""
    known = set(work.found.values())
    tables: dict[int, dict[int, list[tuple[int, Paragraph]]]] = {}
    for (table, row), cells in rows.items():
        tables.setdefault(table, {})[row] = [cells[c] for c in sorted(cells)]
    for lines in tables.values():
        every = [cell for row in lines.values() for cell in row]
        if any(place in known or not is_text(p) for place, p in every) or not any(p.text for _, p in every):
            continue
        target = work.behind(min(place for place, _ in every))
        if target is None:
            work.left.append(
                UnappliedEdit(work.edited.base["document"], 0, every[0][1].text, "the source has no text near it")
            )
            continue
        made = [pipe_row([p.text for _, p in lines[row]]) for row in sorted(lines)]
        made.insert(1, "|" + " --- |" * len(lines[min(lines)]))
        work.insert(target[0], target[1], "\n".join(made) + "\n", apart=True)
        work.edits.append(Edit("added", target[0], target[2], "", made[0]))


def rows(work: EditSet) -> None:
    """Rows that were added to tables."""
    rows: dict[tuple[int, int], dict[int, tuple[int, Paragraph]]] = {}
    for place, paragraph in enumerate(work.edited.paragraphs):
        if paragraph.cell:
            rows.setdefault(paragraph.cell[:2], {}).setdefault(paragraph.cell[2], (place, paragraph))
    _tables(work, rows)
    by_place = work.by_place
    lines: dict[tuple[int, int], Anchor] = {}
    for key, cells in rows.items():
        anchor = next((work.anchors[by_place[p]] for p, _ in cells.values() if p in by_place), None)
        if anchor and anchor.kind.startswith("cell"):
            lines[key] = anchor
    for (table, row), cells in rows.items():
        texts = [cells[c][1].text for c in sorted(cells)]
        if (table, row) in lines:
            for place, paragraph in cells.values():
                if place not in by_place and paragraph.text:
                    anchor = lines[table, row]
                    work.left.append(
                        UnappliedEdit(
                            anchor.path, anchor.line, paragraph.text[:40], "cells were put in: put them into the source"
                        )
                    )
        above = max((r for t, r in lines if t == table and r < row), default=None)
        if (table, row) in lines or above is None or not any(texts) or any(p in by_place for p, _ in cells.values()):
            continue
        anchor = lines[table, above]
        _add_row(work, anchor, texts)


def _add_row(work: EditSet, anchor: Anchor, texts: Sequence[str]) -> None:
    spans = work.spans[anchor.path]
    raw = spans.lines[anchor.line - 1]
    flow = re.fullmatch(r"(\s*-\s*)\[.*\]\s*", raw)
    if raw.lstrip().startswith("|"):
        line = pipe_row(texts)
    elif flow:
        line = f"{flow[1]}[{', '.join(quoted(t, '') for t in texts)}]"
    else:
        work.left.append(
            UnappliedEdit(
                anchor.path,
                anchor.line,
                "、".join(texts),
                "a row was added: the rows of this table stand on several lines",
            )
        )
        return
    work.inserted.setdefault(anchor.path, []).append((spans.behind(anchor.line - 1), line + "\n"))
    work.edits.append(Edit("added", anchor.path, anchor.line, "", line.strip()))


def _written(paragraph: Paragraph) -> str:
    """A paragraph that is new, as Markdown."""
    if paragraph.heading:
        words = re.sub(
            r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\\?[.．、])\s*", "", paragraph.text
        )
        return "#" * paragraph.heading + " " + words
    if paragraph.item:
        depth, ordered = paragraph.item
        return "   " * depth + ("1. " if ordered else "- ") + paragraph.text
    return f"> {paragraph.text}" if paragraph.style.lower() == "quote" else paragraph.text
