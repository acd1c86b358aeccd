"""Every paragraph, row, heading, caption and note of a Word file edited singly, with the sources that should come of
it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

import word_edits as edit
from source_oracle import Lines, Source, bare, generated_ids, pattern, sources_of
from word_edits import NEW, REPLACED, Change, W, WordFile, text_of

_FLOW = re.compile(r"(\s*- )\[(.*)\]\s*")
_PLAIN = ("text", "heading", "quote")


class Trial(Struct, frozen=True):
    """An edit: its way, the place of its paragraph or row, what it does, what was there, and the sources that should
    come of it; None where the source does not tell, then the rebuilt file must say what the edited one says. `other` is
    as right: what stands between two paragraphs belongs to either."""

    way: str
    place: int
    change: Change
    shown: str
    expected: Mapping[str, str] | None
    other: Mapping[str, str] | None = None


class Trials:
    """The edits of a Word file. `texts` are the sources that it was built from."""

    def __init__(self, file: WordFile, texts: Mapping[str, str]) -> None:
        self._file, self._texts = file, texts
        self._paragraphs, self._rows = file.paragraphs(), file.rows()
        self._sources = sources_of(file, texts)
        self._generated = generated_ids(file)
        self._shown = [text_of(p) for p in self._paragraphs]

    @property
    def mapped(self) -> int:
        """The number of paragraphs that have lines in a source."""
        return sum(len(source.at) for source in self._sources)

    def all(self) -> Iterator[Trial]:
        """Yield all edits."""
        for place, paragraph in enumerate(self._paragraphs):
            if not bare(self._shown[place]):
                continue
            found = next(((s, s.at[place]) for s in self._sources if place in s.at), None)
            yield from self._changes(place, paragraph, found)
            if edit.in_note(paragraph):
                yield from self._of_note(place)
            elif edit.in_table(paragraph):
                yield self._trial("delete cell", place, edit.empty_cell, None)
            elif found:
                yield from self._of_text(place, *found)
            else:
                yield from self._of_other(place)
        for place in range(len(self._rows)):
            yield from self._of_row(place)

    def _trial(self, way: str, place: int, change: Any, expected: Mapping[str, str] | None) -> Trial:
        """Return an edit of the paragraph at a place."""
        return Trial(way, place, lambda file: change(file.paragraphs()[place]), self._shown[place], expected)

    # --- paragraphs

    def _changes(self, place: int, paragraph: Any, found: tuple[Source, Lines] | None) -> Iterator[Trial]:
        kind = "change" if found else "change cell" if edit.in_table(paragraph) else "change other"
        words = edit.words_in(paragraph)
        if found:
            source, span = found
            raw = source.raw(span)
            word = next((w for w in words if raw.count(w) == 1), None)
            expected = (
                None if span.fixed else {source.name: source.replaced(span, raw.replace(word or "", REPLACED, 1))}
            )
        else:
            word = next(words, None)
            expected = self._literally(place, paragraph, word)
        if word:
            chosen: str = word
            yield self._trial(kind, place, lambda p: edit.replace_word(p, chosen), expected)

    def _literally(self, place: int, paragraph: Any, word: str | None) -> Mapping[str, str] | None:
        """Return the sources with a word replaced in a text that stands once in the sources and once in the file."""
        text = bare(self._shown[place])
        holders = [name for name, source in self._texts.items() if source.count(text) == 1]
        if len(holders) != 1 or sum(s.count(text) for s in self._texts.values()) != 1 or not word or word not in text:
            return None
        if sum(bare(shown) == text for shown in self._shown) != 1 or len(text) < 3:
            return None
        whole = self._texts[holders[0]]
        return {holders[0]: whole.replace(text, text.replace(word, REPLACED, 1))}

    def _of_text(self, place: int, source: Source, span: Lines) -> Iterator[Trial]:
        """Yield the edits of a paragraph that is lines of a source."""
        item = span.kind == "item"
        whole = {source.name: source.without(span)}
        yield self._trial(
            "delete", place, edit.delete, None if span.fixed or self._has_children(source, span) else whole
        )
        if item:
            yield from self._of_item(place, source, span)
            return
        name = ("Body Text", "", "Normal (Web)", "heading 2")[place % 4]
        style = self._file.style(name) if name else ""
        line = f"## {NEW}" if name == "heading 2" else NEW
        before = {source.name: source.with_lines(span.first, "", line, "")}
        after = {source.name: source.with_lines(span.last + 1, "", line, "")}
        for way, neighbour, expected in (("insert before", place - 1, before), ("insert after", place + 1, after)):
            other = source.at.get(neighbour)
            beside = None
            if other and not other.fixed and other.kind in _PLAIN:
                line_at = other.last + 1 if way == "insert before" else other.first
                beside = {source.name: source.with_lines(line_at, "", line, "")}

            def insert(file: WordFile, way: str = way) -> None:
                paragraph = file.paragraphs()[place]
                add = paragraph.addprevious if way == "insert before" else paragraph.addnext
                add(edit.new_paragraph(NEW, style))

            yield Trial(way, place, insert, self._shown[place], None if span.fixed else expected, beside)
        yield from self._restyled(place, source, span)
        yield from self._moved(place, source, span)

    def _has_children(self, source: Source, span: Lines) -> bool:
        below = source.lines[span.last + 1] if span.last + 1 < len(source.lines) else ""
        return span.kind == "item" and below[:1] == " " and below.strip() != ""

    def _of_item(self, place: int, source: Source, span: Lines) -> Iterator[Trial]:
        mark = re.match(r"\s*[-*+] ", source.lines[span.first])
        child = self._has_children(source, span)
        after = {source.name: source.with_lines(span.last + 1, f"{mark[0]}{NEW}")} if mark and not child else None
        before = {source.name: source.with_lines(span.first, f"{mark[0]}{NEW}")} if mark else None
        fixed = span.fixed
        yield self._trial("insert after", place, lambda p: p.addnext(edit.copy_of(p, NEW)), None if fixed else after)
        yield self._trial(
            "insert before", place, lambda p: p.addprevious(edit.copy_of(p, NEW)), None if fixed else before
        )
        body = self._file.style("Body Text")
        yield self._trial("restyle", place, lambda p: edit.set_style(p, body), None)
        below = next((n for n, s in source.at.items() if s.first == span.last + 1 and s.kind == "item"), None)
        if below is not None:
            other = source.at[below]
            alone = not child and not self._has_children(source, other) and not fixed
            moved = source.with_lines(other.last + 1, *source.raw(span).split("\n")).split("\n")
            whole = {source.name: "\n".join([*moved[: span.first], *moved[span.last + 1 :]])} if alone else None
            yield Trial("move", place, _mover(place, below), self._shown[place], whole)

    def _restyled(self, place: int, source: Source, span: Lines) -> Iterator[Trial]:
        raw = source.raw(span)
        level = len(re.match("#*", raw)[0])  # type: ignore[index]
        if span.kind == "heading":
            lower = level % 4 + 1
            style, lines = f"heading {lower}", "#" * lower + raw[level:]
        elif span.kind == "quote":
            style, lines = "Body Text", ""
        else:
            style, lines = ("heading 2", f"## {raw}") if place % 2 else ("Quote", f"> {raw}")
        style_id = self._file.style(style)
        clear = lines and span.first == span.last and not span.fixed
        expected = {source.name: source.replaced(span, lines)} if clear else None
        yield self._trial("restyle", place, lambda p: edit.set_style(p, style_id), expected)

    def _moved(self, place: int, source: Source, span: Lines) -> Iterator[Trial]:
        later = [(n, s) for n, s in sorted(source.at.items()) if n > place and s.kind in _PLAIN]
        if len(later) < 3:
            return
        target, other = later[2]
        moved = source.with_lines(other.last + 1, "", *source.lines[span.first : span.last + 1], "").split("\n")
        whole = "\n".join([*moved[: span.first], *moved[span.last + 1 :]])
        clear = not span.fixed and not other.fixed and span.last < other.first
        yield Trial("move", place, _mover(place, target), self._shown[place], {source.name: whole} if clear else None)

    def _of_other(self, place: int) -> Iterator[Trial]:
        """Yield the edits of a caption, a note, or a paragraph that jzdocs made."""
        body = self._file.style("Body Text")
        yield self._trial("delete other", place, edit.delete, None)
        yield self._trial("insert near other", place, lambda p: p.addnext(edit.new_paragraph(NEW, body)), None)

    def _of_note(self, place: int) -> Iterator[Trial]:
        """Yield the deletion of a note, with its mark."""
        note = next(self._paragraphs[place].iterancestors(W + "footnote"))
        id_ = note.get(W + "id")

        def change(file: WordFile) -> None:
            for mark in [m for m in file.body.iter(W + "footnoteReference") if m.get(W + "id") == id_]:
                mark.getparent().remove(mark)
            for node in [n for n in file.notes if n.get(W + "id") == id_]:
                file.notes.remove(node)

        yield Trial("delete note", place, change, self._shown[place], None)

    # --- rows

    def _of_row(self, place: int) -> Iterator[Trial]:
        row = self._rows[place]
        shown = " | ".join(text_of(cell) for cell in row.findall(W + "tc"))
        if not shown.strip(" |"):
            return
        line = self._line_of_row(row)
        kinds: Sequence[tuple[str, Any, Any]] = (
            ("delete row", edit.delete, lambda s, n: [*s.lines[:n], *s.lines[n + 1 :]]),
            (
                "insert row",
                lambda r: r.addnext(edit.copy_of(r, NEW)),
                lambda s, n: [*s.lines[: n + 1], _row_of(s.lines[n]), *s.lines[n + 1 :]],
            ),
        )
        for way, change, result in kinds:
            expected = {line[0].name: "\n".join(result(*line))} if line else None
            yield Trial(way, place, lambda file, c=change: c(file.rows()[place]), shown, expected)  # type: ignore[misc]
        below = row.getnext()
        if below is not None and below.tag == W + "tr":
            other = self._line_of_row(below)
            adjacent = line and other and other[0] is line[0] and other[1] == line[1] + 1
            expected = None
            if line and adjacent:
                source, n = line
                swapped = [*source.lines[:n], source.lines[n + 1], source.lines[n], *source.lines[n + 2 :]]
                expected = {source.name: "\n".join(swapped)}

            def move(file: WordFile) -> None:
                moved = file.rows()[place]
                moved.getnext().addnext(moved)

            yield Trial("move row", place, move, shown, expected)

    def _line_of_row(self, row: Any) -> tuple[Source, int] | None:
        """Return the line of a row below the head of a table, where one alone says what it says."""
        cells = [text_of(cell).strip() for cell in row.findall(W + "tc")]
        places = []
        for source in self._sources:
            for number, line in enumerate(source.lines):
                texts = _cells(line)
                head = number + 1 < len(source.lines) and re.match(r"\s*\|[\s:|-]+$", source.lines[number + 1])
                if not head and len(texts) == len(cells) and all(map(_prints, texts, cells)):
                    places.append((source, number))
        return places[0] if len(places) == 1 else None


def _mover(place: int, target: int) -> Change:
    def move(file: WordFile) -> None:
        paragraphs = file.paragraphs()
        paragraphs[target].addnext(paragraphs[place])

    return move


def _cells(line: str) -> list[str]:
    """Return the cells of a row with pipes, or that is a list of YAML on one line."""
    if line.lstrip().startswith("|"):
        return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    flow = _FLOW.fullmatch(line)
    return [cell.strip().strip("\"'") for cell in flow[2].split(",")] if flow else []


def _prints(cell: str, shown: str) -> bool:
    text = re.sub(r"\{[\w.:]+\}", "\0", cell)
    rule = pattern(text.replace("\0", "@fact:x"))
    return bool(rule.fullmatch(shown))


def _row_of(line: str) -> str:
    """Return a row below another, each cell of which is new."""
    count = len(_cells(line))
    if line.lstrip().startswith("|"):
        return f"| {' | '.join([NEW] * count)} |"
    flow = _FLOW.fullmatch(line)
    assert flow
    return f"{flow[1]}[{', '.join([NEW] * count)}]"
