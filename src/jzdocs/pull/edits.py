"""The edits of one Word file, while they are collected: what is replaced in and inserted into each source, and what
cannot be brought back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from jzdocs.messages.message import Message, message
from jzdocs.patterns import compiled
from jzdocs.pull.align import Anchor, Built
from jzdocs.pull.facts import set_fact
from jzdocs.pull.spans import Block, Scalar, Spans, quoted
from jzdocs.pull.template_code import as_scalar, as_text
from jzdocs.pull.units import Unit
from jzdocs.word.edited_file import EditedFile, Paragraph

Changes = Literal["accept", "reject", "keep"]
Kind = Literal["changed", "added", "deleted", "moved", "figure", "chart", "comment", "row"]
# styles (by name, in lower case) that only jzdocs or an office program's own lists use: in them nobody writes text
_OTHER_STYLES = compiled(
    r"toc|table of|contents|index|caption|header|footer|footnote|endnote|comment|annotation|balloon|page number"
    r"|目录|题注|页眉|页脚|脚注|尾注|批注|key ?(?:number|label|context|title)|figure ?holder|spacer|section ?end"
    r"|note$|cover|imprint|issuer",
    re.I,
)


class Edit(Struct, frozen=True):
    """An edit that came back: its kind, where it stands in the source (line from 1), the text before and after;
    `follows` are the charts that change with a number."""

    kind: Kind
    path: str
    line: int
    before: str = ""
    after: str = ""
    follows: tuple[str, ...] = ()


class UnappliedEdit(Struct, frozen=True):
    """An edit that cannot be brought back: the place in the source that it is about (line 0: the whole file), what was
    edited, and the reason with what to do."""

    path: str
    line: int
    text: str
    reason: Message


class Region(Struct, frozen=True):
    """Lines of a file, the first and the last, from 0."""

    path: str
    first: int
    last: int


class EditSet(Struct):
    """Collects edits. Replacements and insertions are put into the sources at the end only, so that places stay those
    of what was built.

    `pairs` maps built paragraphs to edited ones, `places` anchors to edited paragraphs, all by their place; `units` are
    what the built paragraphs stand for in the sources, in the order in which they were built. `replaced` maps
    (start, end) in a file to the new text, `inserted` lists (offset, text), `numbers` maps names to their new text.
    `seen` are the places of edited paragraphs that were built by nobody and are collected, `pictures` the files to be
    put beside the sources.
    """

    edited: EditedFile
    keep_changes: bool
    files: Mapping[str, str]
    spans: Mapping[str, Spans]
    anchors: Sequence[Anchor]
    built: Sequence[Built]
    pairs: Mapping[int, int]
    units: Sequence[Unit]
    places: Mapping[int, int] = {}
    applied: list[Edit] = field(default_factory=list)
    unapplied: list[UnappliedEdit] = field(default_factory=list)
    replaced: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    inserted: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    lifts: Mapping[str, int] = {}
    anchor_at: Mapping[int, int] = {}
    built_at: Mapping[int, int] = {}

    def __post_init__(self) -> None:
        """Turn the pairs round: edited paragraph → built one, and → anchor."""
        self.built_at = {place: index for index, place in self.pairs.items()}
        anchored = {i: self.built[i].anchor for i in self.pairs if self.built[i].anchor >= 0}
        self.places = {anchor: self.pairs[index] for index, anchor in anchored.items()}
        self.anchor_at = {place: anchor for anchor, place in self.places.items()}
        levels = self.edited.base.get("headings", {})
        headings = ((a.name, block.level) for _, a, block in self.blocks() if block.level and a.name in levels)
        self.lifts = {name: level - levels[name] for name, level in headings}

    @property
    def document(self) -> str:
        """The name of the document's own source."""
        return str(self.edited.base["document"])

    @property
    def formulas_lost(self) -> bool:
        """Whether a program threw away all formulas, as LibreOffice does where it has no part for them."""
        return bool(self.edited.base.get("formulas")) and not self.edited.formulas

    def lift(self, anchor: Anchor | None = None) -> int:
        """Return by how many levels headings stand higher in Word than in the source, where one that is alone became
        the title; with an anchor of a heading, how much that does."""
        if anchor and anchor.name in self.lifts:
            return self.lifts[anchor.name]
        return max(set(self.lifts.values()), key=list(self.lifts.values()).count, default=0)

    # --- collecting

    def replace(self, path: str, span: tuple[int, int], text: str) -> None:
        """Replace (start, end) of a file."""
        self.replaced.setdefault(path, {})[span] = text

    def insert(self, path: str, offset: int, text: str) -> None:
        """Insert lines at an offset, at the beginning of a line."""
        whole = self.files[path]
        lead = "" if offset == 0 or whole[offset - 1] == "\n" else "\n"
        self.inserted.setdefault(path, []).append((offset, lead + text))

    def is_template(self, path: str) -> bool:
        """Return whether a file is a template, or included by one."""
        return path in self.spans and self.spans[path].is_template

    def literal(self, path: str, text: str) -> str:
        """Return Markdown as a file holds it that prints it: what was typed in Word is no code of a template."""
        return as_text(text) if self.is_template(path) else text

    def scalar(self, path: str, text: str, style: str = "") -> str:
        """Return a text as a scalar of YAML in a file, quoted as `quoted` does; see `literal`."""
        return as_scalar(text, style) if self.is_template(path) else quoted(text, style)

    def set_apart(self, path: str, block: Block, *, is_item: bool) -> None:
        """Put blank lines around a block that became an item of a list, or no longer is one, where it has none."""
        spans = self.spans[path]
        before, behind = block.first - 1, block.last + 1
        if before >= 0 and spans.lines[before].strip() and not (is_item and spans.starts_item(before)):
            self.insert(path, spans.starts[block.first], "\n")
        if behind < len(spans.lines) and spans.lines[behind].strip() and not (is_item and spans.starts_item(behind)):
            self.insert(path, spans.starts[behind], "\n")

    def leave(self, key: str, anchor: Anchor, text: str, **arguments: object) -> None:
        """Record an edit at an anchor that cannot be brought back; `key` and `arguments` word the reason."""
        self.unapplied.append(UnappliedEdit(anchor.path, anchor.line, text, message(key, **arguments)))

    def leave_at(self, key: str, path: str, line: int, text: str, **arguments: object) -> None:
        """Record an edit at a place that cannot be brought back."""
        self.unapplied.append(UnappliedEdit(path, line, text, message(key, **arguments)))

    def cut(self, unit: Unit) -> str:
        """Take a unit's lines out and return them, with the edits in them applied and without blank lines around."""
        path = unit.path
        span = self.line_span(path, unit.first, unit.last) if unit.kind != "item" else self._item_span(unit)
        return self.take_out(path, span).strip("\n") + "\n"

    def take_out(self, path: str, span: tuple[int, int]) -> str:
        """Take (start, end) of a file out and return it, with the edits in it applied."""
        start, end = span
        replaced = self.replaced.setdefault(path, {})
        text = self.files[path][start:end]
        for a, b in sorted((inner for inner in replaced if start <= inner[0] and inner[1] <= end), reverse=True):
            text = text[: a - start] + replaced.pop((a, b)) + text[b - start :]
        replaced[start, end] = ""
        return text

    def _item_span(self, unit: Unit) -> tuple[int, int]:
        spans = self.spans[unit.path]
        return spans.starts[unit.first], spans.behind(unit.last)

    def result(self, name: str) -> str:
        """Return a source with all edits."""
        text = self.files[name]
        edits = [(a, b, new) for (a, b), new in self.replaced.get(name, {}).items()]
        insertions: dict[int, str] = {}
        for offset, new in self.inserted.get(name, []):
            insertions[offset] = insertions.get(offset, "") + new
        edits += [(offset, offset, new) for offset, new in insertions.items()]
        for a, b, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            text = text[:a] + new + text[b:]
        for fact, number in self.numbers.items():
            text = set_fact(text, fact, number) or text
        return text

    # --- places

    def span_of(self, anchor: Anchor) -> Block | Scalar | tuple[int, int] | None:
        """Return what an anchor stands for in its source: text of Markdown, a scalar of YAML, (start, end) of a cell of
        a table with pipes; None where that cannot be told."""
        spans = self.spans[anchor.path]
        kind, _, index = anchor.kind.partition(":")
        scalar = spans.scalar(anchor.line, anchor.column)
        if kind == "cell":
            if scalar and "![" in spans.text[scalar.start : scalar.end]:
                return None  # a picture stands in it, which an edit of its text must not touch
            return scalar or spans.pipe_text(anchor.line, int(index))
        return scalar or (spans.block(anchor.line, anchor.column) if kind in ("", "note") else None)

    def block_of(self, anchor: Anchor) -> Block | None:
        """Return the text of Markdown that an anchor stands for, where it is that."""
        if anchor.kind or anchor.path not in self.spans:
            return None
        span = self.span_of(anchor)
        return span if isinstance(span, Block) else None

    def blocks(self) -> Iterator[tuple[int, Anchor, Block]]:
        """Yield the anchors that stand for text of Markdown, with their places."""
        for index, anchor in enumerate(self.anchors):
            if block := self.block_of(anchor):
                yield index, anchor, block

    def line_span(self, path: str, first: int, last: int) -> tuple[int, int]:
        """Return (start, end) of lines (from 0), with the blank line behind them, or where there is none with that
        before them."""
        spans = self.spans[path]
        if last + 1 < len(spans.lines) and not spans.lines[last + 1].strip() and last + 2 < len(spans.lines):
            return spans.starts[first], spans.behind(last + 1)
        if last + 1 >= len(spans.lines) - 1 and first and not spans.lines[first - 1].strip():
            return spans.starts[first - 1], spans.behind(last)
        return spans.starts[first], spans.behind(last)

    def region(self, anchor: Anchor) -> Region:
        """Return the lines of the fence or the table with pipes that an anchor stands in; else its own line."""
        spans = self.spans[anchor.path]
        around = spans.around(anchor.line, "fence") or spans.around(anchor.line, "table")
        return Region(anchor.path, *(around or (anchor.line - 1, anchor.line - 1)))

    def charts_of(self, name: str) -> tuple[str, ...]:
        """Return the charts that draw a named number."""
        charts = []
        for chart in self.edited.base["charts"]:
            values = (value for series in chart["series"] for value in series["values"] if value)
            if any(name in value[2].split(" ") for value in values):
                charts.append(chart["figure"])
        return tuple(dict.fromkeys(charts))


def is_text(paragraph: Paragraph) -> bool:
    """Return whether somebody may have written a paragraph as text: it is in no style of captions, headers or lists of
    contents."""
    return bool(paragraph.heading) or not _OTHER_STYLES.search(paragraph.style)
