"""Paragraphs, rows, tables and notes that were moved, deleted and added."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jzdocs.pull.align import Anchor, longest_rising
from jzdocs.pull.edits import Edit, EditSet, Region, is_text
from jzdocs.pull.spans import pipe_row, quoted
from jzdocs.word.edited_file import Paragraph

# numbers that headings print, which the source does not write
_HEADING_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\\?[.．、])\s*")
_FLOW_ROW = re.compile(r"(\s*-\s*)\[.*\]\s*")  # a row as a list of YAML on one line

# (table, row) of the edited file → column → (place of the paragraph, the paragraph)
_Rows = Mapping[tuple[int, int], Mapping[int, tuple[int, Paragraph]]]


def collect_moves(edits: EditSet) -> None:
    """Collect paragraphs that stand in another order."""
    for path in edits.files:
        blocks = [(i, anchor, block) for i, anchor, block in edits.blocks() if anchor.path == path]
        blocks = [entry for entry in blocks if entry[0] in edits.places]
        unmoved = longest_rising([edits.places[index] for index, _, _ in blocks])
        moved = [entry for position, entry in enumerate(blocks) if position not in unmoved]
        skip = frozenset(index for index, _, _ in moved)
        for index, anchor, block in moved:
            target = edits.insertion_point(edits.places[index], skip)
            if target is None or target.path != path:
                edits.leave("pull.moved_away", anchor, anchor.built_text)
                continue
            text = edits.cut(path, block).rstrip("\n") + "\n"
            edits.insert(path, target.offset, text, apart=not block.item)
            edits.applied.append(Edit("moved", path, anchor.line, anchor.built_text, f"{path}:{target.line}"))


# --- deletions


def collect_deletions(edits: EditSet) -> None:
    """Collect whole tables, rows and paragraphs that are gone."""
    tables = _deleted_tables(edits)
    _collect_deleted_rows(edits, tables)
    for index, anchor in enumerate(edits.anchors):
        if index in edits.places or anchor.kind.startswith("cell") or anchor.in_front or _within(anchor, tables):
            continue
        if block := edits.block_of(anchor):
            edits.cut(anchor.path, block)
            edits.applied.append(Edit("deleted", anchor.path, anchor.line, anchor.built_text))
        elif anchor.built_text:
            edits.leave("pull.block_deleted", anchor, anchor.built_text)


def _deleted_tables(edits: EditSet) -> list[Region]:
    """Take tables of which no cell is left out of their sources, and return where they stood."""
    cells: dict[Region, list[int]] = {}
    for index, anchor in enumerate(edits.anchors):
        if anchor.kind.startswith("cell") and anchor.path in edits.spans:
            cells.setdefault(edits.region(anchor), []).append(index)
    deleted = [region for region, indices in cells.items() if not any(i in edits.places for i in indices)]
    for region in deleted:
        spans, behind = edits.spans[region.path], region.last + 1
        last = behind if behind < len(spans.lines) and not spans.lines[behind].strip() else region.last
        edits.replace(region.path, (spans.starts[region.first], spans.behind(last)), "")
        edits.applied.append(Edit("deleted", region.path, region.first + 1, spans.lines[region.first].strip()))
    return deleted


def _collect_deleted_rows(edits: EditSet, tables: Sequence[Region]) -> None:
    """Collect rows of which all cells are gone; single cells cannot be taken out."""
    rows: dict[tuple[str, int], list[int]] = {}
    for index, anchor in enumerate(edits.anchors):
        if anchor.kind.startswith("cell") and not _within(anchor, tables):
            rows.setdefault((anchor.path, anchor.line), []).append(index)
    for (path, line), cells in rows.items():
        spans = edits.spans[path]
        deleted = [index for index in cells if index not in edits.places]
        if len(deleted) == len(cells) and _is_row(spans.lines[line - 1]):
            edits.replace(path, (spans.starts[line - 1], spans.behind(line - 1)), "")
            edits.applied.append(Edit("deleted", path, line, spans.lines[line - 1].strip()))
            continue
        for index in deleted:
            if text := edits.anchors[index].built_text:
                edits.leave("pull.cells_deleted", edits.anchors[index], text)


def _is_row(line: str) -> bool:
    """Return whether a line is a whole row of a table."""
    return line.lstrip().startswith("|") or bool(_FLOW_ROW.fullmatch(line))


def _within(anchor: Anchor, regions: Sequence[Region]) -> bool:
    return any(anchor.path == r.path and r.first < anchor.line <= r.last + 1 for r in regions)


# --- additions


def collect_additions(edits: EditSet) -> None:
    """Collect paragraphs and notes without an anchor, in styles of the text. Those that the writer makes itself
    (`generated`: the title of a list, say) are none."""
    generated = list(edits.edited.base.get("generated", ()))
    for place, paragraph in enumerate(edits.edited.paragraphs):
        if place in edits.anchor_at:
            continue
        if paragraph.note and paragraph.text:
            _collect_note(edits, paragraph)
            continue
        if paragraph.picture and is_text(paragraph):
            edits.leave_at("pull.picture_added", edits.document, 0, paragraph.text or "—")
        if not paragraph.text or paragraph.cell or not is_text(paragraph):
            continue
        if paragraph.text in generated:
            generated.remove(paragraph.text)
            continue
        target = edits.insertion_point(place)
        if target is None:
            edits.leave_at("pull.no_text_near", edits.document, 0, paragraph.text)
            continue
        edits.insert(target.path, target.offset, _as_markdown(paragraph) + "\n", apart=paragraph.item is None)
        edits.applied.append(Edit("added", target.path, target.line, "", paragraph.text))


def _collect_note(edits: EditSet, paragraph: Paragraph) -> None:
    """Put a footnote that was written in Word at the end of the document."""
    path = edits.document
    if path not in edits.files:
        return
    text, note = edits.files[path], f"[^{paragraph.note}]: {paragraph.text}"
    edits.insert(path, len(text), note + "\n", apart=True)
    edits.applied.append(Edit("added", path, text.count("\n") + 1, "", note))


def _as_markdown(paragraph: Paragraph) -> str:
    """Return a new paragraph as Markdown, with the marks of its style."""
    if paragraph.heading:
        return "#" * paragraph.heading + " " + _HEADING_NUMBER.sub("", paragraph.text)
    if paragraph.item:
        depth, ordered = paragraph.item
        return "   " * depth + ("1. " if ordered else "- ") + paragraph.text
    return f"> {paragraph.text}" if paragraph.style.lower() == "quote" else paragraph.text


# --- tables


def collect_rows(edits: EditSet) -> None:
    """Collect tables and rows that were added."""
    rows: dict[tuple[int, int], dict[int, tuple[int, Paragraph]]] = {}
    for place, paragraph in enumerate(edits.edited.paragraphs):
        if paragraph.cell:
            table, row, column = paragraph.cell
            rows.setdefault((table, row), {}).setdefault(column, (place, paragraph))
    _collect_tables(edits, rows)
    _collect_table_rows(edits, rows)


def _collect_tables(edits: EditSet, rows: _Rows) -> None:
    """Collect tables that were made in Word, as tables with pipes."""
    tables: dict[int, dict[int, list[tuple[int, Paragraph]]]] = {}
    for (table, row), cells in rows.items():
        tables.setdefault(table, {})[row] = list(cells.values())
    for lines in tables.values():
        cells_of_table = [cell for row in lines.values() for cell in row]
        new = all(place not in edits.anchor_at and is_text(p) for place, p in cells_of_table)
        if not new or not any(p.text for _, p in cells_of_table):
            continue
        target = edits.insertion_point(min(place for place, _ in cells_of_table))
        if target is None:
            edits.leave_at("pull.no_text_near", edits.document, 0, cells_of_table[0][1].text)
            continue
        markdown = [pipe_row([p.text for _, p in row]) for row in lines.values()]
        markdown.insert(1, "|" + " --- |" * len(next(iter(lines.values()))))
        edits.insert(target.path, target.offset, "\n".join(markdown) + "\n", apart=True)
        edits.applied.append(Edit("added", target.path, target.line, "", markdown[0]))


def _collect_table_rows(edits: EditSet, rows: _Rows) -> None:
    """Collect rows that were added to tables of the source; single cells cannot be put in."""
    source_rows: dict[tuple[int, int], Anchor] = {}
    for key, cells in rows.items():
        anchors = [edits.anchors[edits.anchor_at[place]] for place, _ in cells.values() if place in edits.anchor_at]
        if anchors and anchors[0].kind.startswith("cell"):
            source_rows[key] = anchors[0]
    for (table, row), cells in rows.items():
        if (table, row) in source_rows:
            anchor = source_rows[table, row]
            for place, paragraph in cells.values():
                if place not in edits.anchor_at and paragraph.text:
                    edits.leave("pull.cells_added", anchor, paragraph.text)
            continue
        above = max((r for t, r in source_rows if t == table and r < row), default=None)
        texts = [paragraph.text for _, paragraph in cells.values()]
        new = any(texts) and not any(place in edits.anchor_at for place, _ in cells.values())
        if above is not None and new:
            _collect_row(edits, source_rows[table, above], texts)


def _collect_row(edits: EditSet, above: Anchor, texts: Sequence[str]) -> None:
    """Collect a row that was added below another, written as that one is."""
    spans = edits.spans[above.path]
    line_above = spans.lines[above.line - 1]
    if line_above.lstrip().startswith("|"):
        line = pipe_row(texts)
    elif flow := _FLOW_ROW.fullmatch(line_above):
        line = f"{flow[1]}[{', '.join(quoted(text, '') for text in texts)}]"
    else:
        edits.leave("pull.row_on_several_lines", above, "、".join(texts))
        return
    edits.insert(above.path, spans.behind(above.line - 1), line + "\n")
    edits.applied.append(Edit("added", above.path, above.line, "", line.strip()))
