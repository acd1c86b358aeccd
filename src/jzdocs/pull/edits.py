"""The edits of one Word file, while they are collected: what is replaced in and inserted into each source, and what
cannot be brought back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from jzdocs.messages.message import Message, message
from jzdocs.pull.align import Anchor
from jzdocs.pull.facts import set_fact
from jzdocs.pull.spans import Block, Scalar, Spans
from jzdocs.word.anchors import TEXT_STYLES
from jzdocs.word.edited_file import EditedFile, Paragraph

Changes = Literal["accept", "reject", "keep"]
Kind = Literal["changed", "added", "deleted", "moved", "figure", "chart", "comment", "row"]
# names of styles of the text, as offices call them
_TEXT_NAMES = {
    "body text",
    "normal",
    "list paragraph",
    "quote",
    "text body",
    "正文",
    "列表段落",
    *(f"heading {level}" for level in range(1, 5)),
}


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


class InsertionPoint(Struct, frozen=True):
    """A place in a source where new text goes: its offset, and the line (from 1) behind which that is."""

    path: str
    offset: int
    line: int


class EditSet(Struct):
    """Collects edits. Replacements and insertions are put into the sources at the end only, so that places stay those
    of what was built.

    `places` maps anchors to paragraphs, both by their place. `replaced` maps (start, end) in a file to the new text,
    `inserted` lists (offset, text), `numbers` maps names to their new text.
    """

    edited: EditedFile
    keep_changes: bool
    files: Mapping[str, str]
    spans: Mapping[str, Spans]
    anchors: Sequence[Anchor]
    places: Mapping[int, int]
    applied: list[Edit] = field(default_factory=list)
    unapplied: list[UnappliedEdit] = field(default_factory=list)
    replaced: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    inserted: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    anchor_at: Mapping[int, int] = {}

    def __post_init__(self) -> None:
        """Turn `places` round: paragraph → anchor."""
        self.anchor_at = {place: index for index, place in self.places.items()}

    @property
    def document(self) -> str:
        """The name of the document's own source."""
        return str(self.edited.base["document"])

    # --- collecting

    def replace(self, path: str, span: tuple[int, int], text: str) -> None:
        """Replace (start, end) of a file."""
        self.replaced.setdefault(path, {})[span] = text

    def insert(self, path: str, offset: int, text: str, *, apart: bool = False) -> None:
        """Insert lines at an offset; with `apart` a blank line stands before them."""
        whole = self.files[path]
        lead = "" if offset == 0 or whole[offset - 1] == "\n" else "\n"
        self.inserted.setdefault(path, []).append((offset, f"{lead}\n{text}" if apart else lead + text))

    def leave(self, key: str, anchor: Anchor, text: str, **arguments: object) -> None:
        """Record an edit at an anchor that cannot be brought back; `key` and `arguments` word the reason."""
        self.unapplied.append(UnappliedEdit(anchor.path, anchor.line, text, message(key, **arguments)))

    def leave_at(self, key: str, path: str, line: int, text: str, **arguments: object) -> None:
        """Record an edit at a place that cannot be brought back."""
        self.unapplied.append(UnappliedEdit(path, line, text, message(key, **arguments)))

    def cut(self, path: str, block: Block) -> str:
        """Take a block's lines out and return them, with the edits in them applied."""
        start, end = self.line_span(path, block)
        replaced = self.replaced.setdefault(path, {})
        text = self.files[path][start:end]
        for a, b in sorted((span for span in replaced if start <= span[0] and span[1] <= end), reverse=True):
            text = text[: a - start] + replaced.pop((a, b)) + text[b - start :]
        replaced[start, end] = ""
        return text

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
            return scalar or spans.pipe_cell(anchor.line, int(index))
        return scalar or (spans.block(anchor.line, anchor.column) if kind == "" else None)

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

    def line_span(self, path: str, block: Block) -> tuple[int, int]:
        """Return (start, end) of a block's lines, with the blank line behind it."""
        spans = self.spans[path]
        last = block.last
        if not block.item and last + 1 < len(spans.lines) and not spans.lines[last + 1].strip():
            last += 1
        return spans.starts[block.first], spans.behind(last)

    def region(self, anchor: Anchor) -> Region:
        """Return the lines of the fence or the table with pipes that an anchor stands in; else its own line."""
        spans = self.spans[anchor.path]
        around = spans.around(anchor.line, "fence") or spans.around(anchor.line, "table")
        return Region(anchor.path, *(around or (anchor.line - 1, anchor.line - 1)))

    def insertion_point(self, place: int, skip: frozenset[int] = frozenset()) -> InsertionPoint | None:
        """Return where text goes that stands at a place of the edited file: behind the nearest paragraph before it that
        has a place in a source, else before the nearest one behind. Anchors in `skip` do not count."""
        for before in range(place - 1, -1, -1):
            index = self.anchor_at.get(before)
            if index is not None and index not in skip and (end := self._end_of(self.anchors[index])) is not None:
                return end
        for after in range(place + 1, len(self.edited.paragraphs)):
            index = self.anchor_at.get(after)
            if index is not None and index not in skip and (block := self.block_of(self.anchors[index])):
                path = self.anchors[index].path
                return InsertionPoint(path, self.spans[path].starts[block.first], block.first)
        return None

    def _end_of(self, anchor: Anchor) -> InsertionPoint | None:
        """Return where the block of an anchor ends; of a text in a fence or table, where that ends."""
        if anchor.path not in self.spans or anchor.in_front or anchor.kind.startswith("data:"):
            return None
        block = self.block_of(anchor)
        last = block.last if block else self.region(anchor).last
        return InsertionPoint(anchor.path, self.spans[anchor.path].behind(last), last + 1)

    def charts_of(self, name: str) -> tuple[str, ...]:
        """Return the charts that draw a named number."""
        charts = []
        for chart in self.edited.base["charts"]:
            values = (value for series in chart["series"] for value in series["values"] if value)
            if any(name in value[2].split(" ") for value in values):
                charts.append(chart["figure"])
        return tuple(dict.fromkeys(charts))


def is_text(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is in a style of the text: not of a caption, a header, a list of contents."""
    return (
        paragraph.style.lower() in _TEXT_NAMES
        or paragraph.style in TEXT_STYLES
        or paragraph.heading in range(1, 5)
        or not paragraph.style
    )
