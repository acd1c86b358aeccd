"""Edits of a Word file → the Markdown source: what was built is the base, the file is theirs, the source as it is now is ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import isclose
from pathlib import Path
from typing import Any, Literal

from jzdocs.pull.align import Anchor, aligned, anchors_of, in_order
from jzdocs.pull.facts import facts_in, rebound, set_fact, with_number
from jzdocs.pull.merge import merge_files, merge_texts, pieces
from jzdocs.pull.spans import Block, Scalar, Spans, quoted
from jzdocs.word.anchors import TEXT_STYLES
from jzdocs.word.edited import Edited, Paragraph, read_edited
from jzdocs.word.traced import traced_docx

Changes = Literal["accept", "reject", "keep"]
Kind = Literal["changed", "added", "deleted", "moved", "figure", "chart", "comment", "row"]
OWN = "jzdocs"  # the author of the comments that a build writes
_TEXT_NAMES = {"body text", "normal", "list paragraph", "quote", "text body", "正文", "列表段落", *(f"heading {k}" for k in range(1, 5))}


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that came back: what was done, where in the source, and the text before and after; `follows` are the charts that a changed figure
    changes."""

    kind: Kind
    path: str
    line: int
    before: str = ""
    after: str = ""
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """An edit that is not brought back, with the reason."""

    path: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PulledFile:
    """A source file: as it is now, merged with the edits, and the lines at which conflicts begin."""

    path: str
    now: str
    merged: str
    conflicts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a Word file brings back."""

    files: Sequence[PulledFile]
    edits: Sequence[Edit]
    left: Sequence[Left]


def pull(path: Path, sources: Mapping[str, str], changes: Changes = "accept") -> Pulled:
    """Bring the edits of a Word file back. `sources` are the texts of its source files as they are now. Raises DocumentError for a file
    that does not say what it was built from."""
    edited = read_edited(path, "accept" if changes == "accept" else "reject")
    work = _Pull(edited, keep=changes == "keep")
    work.run()
    work.uses(path)
    files = []
    for name, base in work.files.items():
        theirs, now = work.applied(name), sources.get(name, base)
        merged, conflicts = merge_files(base, now, theirs) if theirs != base else (now, [])
        files.append(PulledFile(name, now, merged, conflicts))
    return Pulled(files, work.edits, work.left)


def base_files(path: Path) -> Sequence[str]:
    """The source files that a Word file was built from. Raises DocumentError like `pull`."""
    return list(read_edited(path).base["files"])


@dataclass(slots=True)
class _Pull:
    """The work on one file: replacements and insertions collected for each source."""

    edited: Edited
    keep: bool
    files: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Spans] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    replaced: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    inserted: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    found: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        base = self.edited.base
        self.files = dict(base["files"])
        self.spans = {name: Spans(name, text) for name, text in self.files.items()}
        self.anchors = anchors_of(base)
        self.found = aligned(self.anchors, self.edited.paragraphs)
        self._front()
        for index, anchor in enumerate(self.anchors):
            if index in self.found:
                self._compare(anchor, self.edited.paragraphs[self.found[index]])
        self._moves()
        self._deletions()
        self._additions()
        self._rows()
        self._charts()
        self._comments()

    def applied(self, name: str) -> str:
        """A source with all edits."""
        text = self.files[name]
        inserted = self.inserted.get(name, [])
        edits = [(a, b, new) for (a, b), new in self.replaced.get(name, {}).items()]
        places: dict[int, str] = {}
        for place, new in inserted:
            places[place] = places.get(place, "") + new
        edits += [(place, place, new) for place, new in places.items()]
        for a, b, new in sorted(edits, key=lambda e: (e[0], e[1]), reverse=True):
            text = text[:a] + new + text[b:]
        for fact, figure in self.numbers.items():
            text = set_fact(text, fact, figure) or text
        return text

    # --- what changed in its place

    def _compare(self, anchor: Anchor, paragraph: Paragraph) -> None:
        kind = anchor.kind.partition(":")[0]
        self._restyle(anchor, paragraph)
        old, new = anchor.said, anchor.inner(paragraph.text)
        if old == new or kind in ("title", "subtitle", "issuer"):
            return
        if kind == "data":
            at = f"{anchor.path} {anchor.kind.partition(':')[2]}"
            self.left.append(Left(anchor.path, anchor.line, new, f"it comes from a table of data: change {at}"))
            return
        new, gone = rebound(old, new)
        if old == new:
            return
        self._told_facts(anchor, old, new, gone)
        place = self._place(anchor)
        if place is None:
            self.left.append(Left(anchor.path, anchor.line, new, "the source has no text of its own there"))
            return
        self._replace(anchor, place, old, new)

    def _restyle(self, anchor: Anchor, paragraph: Paragraph) -> None:
        """A paragraph that became a heading, a heading of another level or none."""
        block = self._place(anchor) if anchor.kind == "" and anchor.path in self.spans else None
        if not isinstance(block, Block) or block.item or paragraph.heading == block.level or not _is_text(paragraph) or paragraph.note:
            return
        spans = self.spans[anchor.path]
        start = spans.starts[block.first]
        mark = "#" * paragraph.heading + " " if paragraph.heading else ""
        self.replaced.setdefault(anchor.path, {})[start, block.start] = mark
        if block.level and not paragraph.heading:  # an id has no meaning behind a paragraph
            self.replaced[anchor.path][block.end, min(spans.starts[block.first + 1] - 1, len(spans.text))] = ""
        before, after = (f"Heading {level}" if level else "Body Text" for level in (block.level, paragraph.heading))
        self.edits.append(Edit("changed", anchor.path, anchor.line, before, after))

    def _place(self, anchor: Anchor) -> Block | Scalar | tuple[int, int] | None:
        spans = self.spans[anchor.path]
        kind, _, index = anchor.kind.partition(":")
        scalar = spans.scalar(anchor.line, anchor.column)
        if kind == "cell":
            return scalar or spans.pipe_cell(anchor.line, int(index))
        return scalar or (spans.block(anchor.line, anchor.column) if kind == "" else None)

    def _replace(self, anchor: Anchor, place: Block | Scalar | tuple[int, int], old: str, new: str) -> None:
        text = self.files[anchor.path]
        match place:
            case Scalar():
                span, source = (place.start, place.end), place.value
            case Block():
                source = text[place.start : place.end]
                source = source.replace("\n" + place.prefix, "\n") if place.prefix else source
                span = (place.start, place.end)
            case _:
                span, source = place, text[place[0] : place[1]]
        if anchor.path.endswith(".j2") and re.search(r"\{\{|\{%", source):
            self.left.append(Left(anchor.path, anchor.line, new, "a template makes this line: change it there"))
            return
        merged = _merged(old, source, new)
        if isinstance(place, Scalar):
            written = quoted(merged, place.style)
        elif isinstance(place, Block):
            written = merged.replace("\n", "\n" + place.prefix)
        else:
            written = re.sub(r"(?<!\\)\|", r"\\|", merged)
        self.replaced.setdefault(anchor.path, {})[span] = written
        self.edits.append(Edit("row" if anchor.kind.startswith("cell") else "changed", anchor.path, anchor.line, old, new))

    def _told_facts(self, anchor: Anchor, old: str, new: str, gone: Sequence[str]) -> None:
        """Changed figures, with the charts that follow; figures whose marks are gone."""
        after = facts_in(new)
        for name, text in facts_in(old).items():
            if name in after and after[name] != text:
                self.edits.append(Edit("figure", anchor.path, anchor.line, f"{name} {text}", f"{name} {after[name]}", self._followers(name)))
        for name in gone:
            self.left.append(Left(anchor.path, anchor.line, name, "the figure stands nowhere in the sentence any more: its name is lost"))

    def _followers(self, name: str) -> tuple[str, ...]:
        """The charts that draw a figure."""
        out = []
        for chart in self.edited.base["charts"]:
            facts = {part for series in chart["series"] for value in series["values"] if value for part in value[2].split(" ")}
            if name in facts:
                out.append(chart["figure"])
        return tuple(dict.fromkeys(out))

    def _front(self) -> None:
        """Title, subtitle and issuers; a title may stand on several lines."""
        document = self.edited.base["document"]
        if document not in self.spans:
            return
        spans = self.spans[document]
        groups: dict[str, list[tuple[Anchor, Paragraph | None]]] = {}
        for index, anchor in enumerate(self.anchors):
            kind = anchor.kind.partition(":")[0]
            if kind in ("title", "subtitle", "issuer"):
                key = anchor.kind if kind == "issuer" else kind
                place = self.found.get(index)
                groups.setdefault(key, []).append((anchor, self.edited.paragraphs[place] if place is not None else None))
        for key, members in groups.items():
            name, _, number = key.partition(":")
            old = " ".join(anchor.said for anchor, _ in members)
            new = " ".join(anchor.inner(p.text) for anchor, p in members if p and p.text)
            if old == new or not new:
                continue
            scalar = spans.front(name, int(number) if number else None)
            if scalar is None:
                self.left.append(Left(document, 1, new, f"the front matter has no “{name}”: write it there"))
                continue
            self.replaced.setdefault(document, {})[scalar.start, scalar.end] = quoted(_unescaped(new), scalar.style)
            self.edits.append(Edit("changed", document, spans.text.count("\n", 0, scalar.start) + 1, old, new))

    # --- what moved, went, came

    def _blocks(self) -> Iterator[tuple[int, Anchor, Block]]:
        """The anchors that are text of Markdown, each with its place."""
        for index, anchor in enumerate(self.anchors):
            if anchor.kind == "":
                place = self._place(anchor)
                if isinstance(place, Block):
                    yield index, anchor, place

    def _lines(self, path: str, block: Block) -> tuple[int, int]:
        """The lines of a block, with the blank line behind it."""
        spans = self.spans[path]
        last = block.last
        if not block.item and last + 1 < len(spans.lines) and not spans.lines[last + 1].strip():
            last += 1
        return spans.starts[block.first], min(spans.starts[last + 1], len(spans.text))

    def _take(self, path: str, block: Block) -> str:
        """Take a block's lines out; what stands in them, edits applied."""
        start, end = self._lines(path, block)
        done = self.replaced.setdefault(path, {})
        text = self.files[path][start:end]
        for a, b in sorted((span for span in done if start <= span[0] and span[1] <= end), reverse=True):
            text = text[: a - start] + done.pop((a, b)) + text[b - start :]
        done[start, end] = ""
        return text

    def _moves(self) -> None:
        """Paragraphs that stand in another order."""
        for path in self.files:
            here = [(i, a, b) for i, a, b in self._blocks() if a.path == path and i in self.found]
            kept = in_order([self.found[i] for i, _, _ in here])
            for position, (index, anchor, block) in enumerate(here):
                if position in kept:
                    continue
                target = self._behind(self.found[index], skip={here[p][0] for p in range(len(here)) if p not in kept})
                if target is None or target[0] != path:
                    self.left.append(Left(anchor.path, anchor.line, anchor.said[:40], "it was moved to where the source has no text"))
                    continue
                text = self._take(path, block).rstrip("\n") + "\n"
                self._insert(path, target[1], text, apart=not block.item)
                self.edits.append(Edit("moved", path, anchor.line, anchor.said, f"{path}:{target[2]}"))

    def _behind(self, place: int, skip: set[int] | None = None) -> tuple[str, int, int] | None:
        """Where the source goes on behind the paragraph before `place`: file, offset, line (from 1)."""
        by_place = {p: i for i, p in self.found.items() if not skip or i not in skip}
        for before in range(place - 1, -1, -1):
            if before in by_place and (end := self._end_of(self.anchors[by_place[before]])) is not None:
                return end
        for after in range(place + 1, len(self.edited.paragraphs)):
            if after not in by_place:
                continue
            anchor = self.anchors[by_place[after]]
            block = self._place(anchor) if anchor.kind == "" else None
            if isinstance(block, Block):
                return anchor.path, self.spans[anchor.path].starts[block.first], block.first
        return None

    def _end_of(self, anchor: Anchor) -> tuple[str, int, int] | None:
        """Where the block of an anchor ends in its file; of a text in a fence, the fence."""
        if anchor.path not in self.spans or anchor.kind.partition(":")[0] in ("title", "subtitle", "issuer", "data"):
            return None
        spans = self.spans[anchor.path]
        block = self._place(anchor)
        if isinstance(block, Block):
            last = block.last
        else:
            last = anchor.line - 1
            if isinstance(block, Scalar):
                last = next((i for i in range(anchor.line, len(spans.lines)) if re.match(r"\s*(?:```|~~~)", spans.lines[i])), last)
            else:
                while last + 1 < len(spans.lines) and spans.lines[last + 1].lstrip().startswith("|"):
                    last += 1
        return anchor.path, min(spans.starts[last + 1], len(spans.text)), last + 1

    def _insert(self, path: str, offset: int, text: str, *, apart: bool) -> None:
        whole = self.files[path]
        lead = "" if offset == 0 or whole[offset - 1] == "\n" else "\n"
        self.inserted.setdefault(path, []).append((offset, f"{lead}\n{text}" if apart else lead + text))

    def _deletions(self) -> None:
        """Paragraphs that are gone; rows of tables of which all cells are."""
        rows: dict[tuple[str, int], list[bool]] = {}
        for index, anchor in enumerate(self.anchors):
            if anchor.kind.startswith("cell"):
                rows.setdefault((anchor.path, anchor.line), []).append(index in self.found)
        for (path, line), there in rows.items():
            if not any(there):
                spans = self.spans[path]
                self.replaced.setdefault(path, {})[spans.starts[line - 1], min(spans.starts[line], len(spans.text))] = ""
                self.edits.append(Edit("deleted", path, line, spans.lines[line - 1].strip()))
        for index, anchor in enumerate(self.anchors):
            if index in self.found or anchor.kind.partition(":")[0] in ("cell", "title", "subtitle", "issuer"):
                continue
            place = self._place(anchor) if anchor.path in self.spans else None
            if isinstance(place, Block) and anchor.kind == "":
                self._take(anchor.path, place)
                self.edits.append(Edit("deleted", anchor.path, anchor.line, anchor.said))
            elif anchor.said:
                self.left.append(Left(anchor.path, anchor.line, anchor.said[:40], "it was deleted in Word: delete its block in the source"))

    def _additions(self) -> None:
        """Paragraphs that no anchor knows, in styles of the text."""
        known, generated = set(self.found.values()), list(self.edited.base.get("generated", ()))
        for place, paragraph in enumerate(self.edited.paragraphs):
            if place not in known and paragraph.note and paragraph.text:
                self._new_note(paragraph)
                continue
            if place not in known and paragraph.picture and _is_text(paragraph):
                self.left.append(Left(self.edited.base["document"], 0, paragraph.text or "—", "a picture was put in: save it in the project"))
            if place in known or not paragraph.text or paragraph.cell or not _is_text(paragraph):
                continue
            if paragraph.text in generated:
                generated.remove(paragraph.text)
                continue
            target = self._behind(place)
            if target is None:
                self.left.append(Left(self.edited.base["document"], 0, paragraph.text, "the source has no text near it"))
                continue
            path, offset, line = target
            self._insert(path, offset, _written(paragraph) + "\n", apart=paragraph.item is None)
            self.edits.append(Edit("added", path, line, "", paragraph.text))

    def _new_note(self, paragraph: Paragraph) -> None:
        """A footnote that was written in Word: at the end of the document."""
        path = self.edited.base["document"]
        if path not in self.files:
            return
        text = self.files[path]
        lead = "" if text.endswith("\n") else "\n"
        self.inserted.setdefault(path, []).append((len(text), f"{lead}\n[^{paragraph.note}]: {paragraph.text}\n"))
        self.edits.append(Edit("added", path, text.count("\n") + 1, "", f"[^{paragraph.note}]: {paragraph.text}"))

    def _tables(self, rows: Mapping[tuple[int, int], Mapping[int, tuple[int, Paragraph]]]) -> None:
        """Tables that were made in Word, as tables with pipes."""
        known = set(self.found.values())
        tables: dict[int, dict[int, list[tuple[int, Paragraph]]]] = {}
        for (table, row), cells in rows.items():
            tables.setdefault(table, {})[row] = [cells[c] for c in sorted(cells)]
        for lines in tables.values():
            every = [cell for row in lines.values() for cell in row]
            if any(place in known or not _is_text(p) for place, p in every) or not any(p.text for _, p in every):
                continue
            target = self._behind(min(place for place, _ in every))
            if target is None:
                self.left.append(Left(self.edited.base["document"], 0, every[0][1].text, "the source has no text near it"))
                continue
            made = ["| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", p.text) for _, p in lines[row]) + " |" for row in sorted(lines)]
            made.insert(1, "|" + " --- |" * len(lines[min(lines)]))
            self._insert(target[0], target[1], "\n".join(made) + "\n", apart=True)
            self.edits.append(Edit("added", target[0], target[2], "", made[0]))

    def _rows(self) -> None:
        """Rows that were added to tables."""
        rows: dict[tuple[int, int], dict[int, tuple[int, Paragraph]]] = {}
        for place, paragraph in enumerate(self.edited.paragraphs):
            if paragraph.cell:
                rows.setdefault(paragraph.cell[:2], {}).setdefault(paragraph.cell[2], (place, paragraph))
        self._tables(rows)
        by_place = {p: i for i, p in self.found.items()}
        lines: dict[tuple[int, int], Anchor] = {}
        for key, cells in rows.items():
            anchor = next((self.anchors[by_place[p]] for p, _ in cells.values() if p in by_place), None)
            if anchor and anchor.kind.startswith("cell"):
                lines[key] = anchor
        for (table, row), cells in rows.items():
            texts = [cells[c][1].text for c in sorted(cells)]
            above = max((r for t, r in lines if t == table and r < row), default=None)
            if (table, row) in lines or above is None or not any(texts) or any(p in by_place for p, _ in cells.values()):
                continue
            anchor = lines[table, above]
            self._add_row(anchor, texts)

    def _add_row(self, anchor: Anchor, texts: Sequence[str]) -> None:
        spans = self.spans[anchor.path]
        raw = spans.lines[anchor.line - 1]
        flow = re.fullmatch(r"(\s*-\s*)\[.*\]\s*", raw)
        if raw.lstrip().startswith("|"):
            line = "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", t) for t in texts) + " |"
        elif flow:
            line = f"{flow[1]}[{', '.join(quoted(t, '') for t in texts)}]"
        else:
            self.left.append(Left(anchor.path, anchor.line, "、".join(texts), "a row was added: the rows of this table stand on several lines"))
            return
        self.inserted.setdefault(anchor.path, []).append((min(spans.starts[anchor.line], len(spans.text)), line + "\n"))
        self.edits.append(Edit("added", anchor.path, anchor.line, "", line.strip()))

    # --- charts, repeated figures, comments

    def _charts(self) -> None:
        """Numbers that were changed in charts."""
        base = self.edited.base["charts"]
        if len(base) != len(self.edited.charts):
            return
        for record, series in zip(base, self.edited.charts, strict=True):
            for one, (_, values) in zip(record["series"], series, strict=False):
                for index, value in enumerate(one["values"]):
                    if value and index in values and not _same(value[0], values[index]):
                        self._chart_value(record["figure"], value, values[index])

    def _chart_value(self, figure: str, value: Sequence[Any], number: str) -> None:
        said, raw, fact, path, line, column = value
        if fact and fact == raw:
            text = next((facts_in(t)[fact] for t in self.files.values() if fact in facts_in(t)), None)
            new = with_number(text, number) if text else None
            if text is None or new is None:
                self.left.append(
                    Left(path, line, f"{figure}：{raw} {said} → {number}", "the figure is not marked in this source: change it there")
                )
                return
            self.numbers[fact] = new
            self.edits.append(Edit("chart", path, line, f"{fact} {text}", f"{fact} {new}", self._followers(fact)))
            return
        scalar = self.spans[path].scalar(line, column) if path in self.spans else None
        new = with_number(said, number)
        if fact or scalar is None or new is None:
            self.left.append(Left(path, line, f"{figure}：{raw} {said} → {number}", "it is computed: change the figures that it comes from"))
            return
        self.replaced.setdefault(path, {})[scalar.start, scalar.end] = quoted(new, scalar.style)
        self.edits.append(Edit("chart", path, line, said, new))

    def uses(self, path: Path) -> None:
        """Figures that are only repeated where they were changed."""
        if not self.edited.base["facts"]:
            return
        for record in traced_docx(path):
            bare = record["text"].replace(record["unit"], "", 1) if record["unit"] else record["text"]
            for bookmark, text in record["texts"].items():
                if not self.edited.base["facts"].get(bookmark, ("", False))[1] or text in (record["text"], bare):
                    continue
                place = record["source"]
                where = f"{place['path']} {place['cell']}" if "cell" in place else f"{place['path']}:{place['line']}"
                reason = f"it repeats the figure “{record['id']}” ({record['text']}): change it at {where}"
                self.left.append(Left(place["path"], place["line"], text, reason))

    def _comments(self) -> None:
        """Comments, and with `keep` tracked changes, as comments of the source before their block."""
        by_place = {p: i for i, p in self.found.items()}
        for place, paragraph in enumerate(self.edited.paragraphs):
            said = [f"批注 {c}" for c in paragraph.comments if not c.startswith(f"{OWN}：")]
            said += [f"修订 {c}" for c in paragraph.changes] if self.keep else []
            if not said or place not in by_place:
                continue
            anchor = self.anchors[by_place[place]]
            if anchor.path not in self.spans:
                continue
            first = self._first_line(anchor)
            spans = self.spans[anchor.path]
            for text in said:
                line = f"<!-- {text.replace('--', '——')} -->"
                if line not in spans.lines:
                    self.inserted.setdefault(anchor.path, []).append((spans.starts[first], line + "\n"))
                    self.edits.append(Edit("comment", anchor.path, first + 1, "", text))

    def _first_line(self, anchor: Anchor) -> int:
        """The line (from 0) before which a comment on a paragraph stands: its block's, its fence's, its list's or table's first."""
        spans = self.spans[anchor.path]
        block = self._place(anchor)
        first = block.first if isinstance(block, Block) else max(0, anchor.line - 1)
        if isinstance(block, Scalar):
            return next((i for i in range(first, -1, -1) if re.match(r"\s*(?:```|~~~)\w", spans.lines[i])), max(first, spans.body))
        while first > 0 and spans.lines[first - 1].strip() and not isinstance(block, Block):
            first -= 1
        if isinstance(block, Block) and block.item:
            while first > 0 and spans.lines[first - 1].strip():
                first -= 1
        return first


def _same(a: str, b: str) -> bool:
    try:
        return isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12)
    except ValueError:
        return a == b


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.style.lower() in _TEXT_NAMES or paragraph.style in TEXT_STYLES or paragraph.heading in range(1, 5) or not paragraph.style


def _written(paragraph: Paragraph) -> str:
    """A paragraph that is new, as Markdown."""
    if paragraph.heading:
        words = re.sub(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+\\?[.．、])\s*", "", paragraph.text)
        return "#" * paragraph.heading + " " + words
    if paragraph.item:
        depth, ordered = paragraph.item
        return "   " * depth + ("1. " if ordered else "- ") + paragraph.text
    return f"> {paragraph.text}" if paragraph.style.lower() == "quote" else paragraph.text


def _unescaped(text: str) -> str:
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


def _merged(old: str, source: str, new: str) -> str:
    """The source's text with the edit from `old` to `new`, which say it in canonical form; where that cannot be told apart, the new text."""
    was, ours, now = pieces(old), pieces(source), pieces(new)
    kept = list(was)
    for a, b, size in SequenceMatcher(None, [_key(t) for t in was], [_key(t) for t in ours], autojunk=False).get_matching_blocks():
        kept[a : a + size] = ours[b : b + size]  # what was only normalised stays as its author wrote it
    for a, b, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        now[b : b + size] = kept[a : a + size]
    text, _ = merge_texts("".join(kept), source, "".join(now))
    return text if _bare(text) == _bare(new) else new


_MARKS = str.maketrans("，。；：！？“”‘’", ",.;:!?\"\"''")


def _key(piece: str) -> str:
    return unicodedata.normalize("NFKC", piece).translate(_MARKS)


def _bare(text: str) -> str:
    """The letters, digits and Han of a text, in whatever width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
