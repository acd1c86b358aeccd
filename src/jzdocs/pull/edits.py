"""The work on one edited file: what is replaced, put in and left of each source, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field

from jzdocs.pull.align import Anchor
from jzdocs.pull.facts import set_fact
from jzdocs.pull.spans import Block, Scalar, Spans
from jzdocs.word.anchors import TEXT_STYLES
from jzdocs.word.edited_file import EditedFile, Paragraph

Changes = Literal["accept", "reject", "keep"]
Kind = Literal["changed", "added", "deleted", "moved", "figure", "chart", "comment", "row"]
OWN = "jzdocs"  # the author of the comments that a build writes
_TEXT_NAMES = {
    "body text",
    "normal",
    "list paragraph",
    "quote",
    "text body",
    "正文",
    "列表段落",
    *(f"heading {k}" for k in range(1, 5)),
}


class Edit(Struct, frozen=True):
    """An edit that came back: what was done, where in the source, and the text before and after; `follows` are the
    charts that a changed figure changes."""

    kind: Kind
    path: str
    line: int
    before: str = ""
    after: str = ""
    follows: tuple[str, ...] = ()


class UnappliedEdit(Struct, frozen=True):
    """An edit that is not brought back, with the reason."""

    path: str
    line: int
    text: str
    reason: str


class EditSet(Struct):
    """Replacements and insertions are collected for each source and applied at the end, so that places stay those of
    what was built."""

    edited: EditedFile
    keep: bool
    files: Mapping[str, str]
    spans: Mapping[str, Spans]
    anchors: Sequence[Anchor]
    found: Mapping[int, int]
    edits: list[Edit] = field(default_factory=list)
    left: list[UnappliedEdit] = field(default_factory=list)
    replaced: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    inserted: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    by_place: Mapping[int, int] = {}

    def __post_init__(self) -> None:
        self.by_place = {place: index for index, place in self.found.items()}

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

    def place(self, anchor: Anchor) -> Block | Scalar | tuple[int, int] | None:
        spans = self.spans[anchor.path]
        kind, _, index = anchor.kind.partition(":")
        scalar = spans.scalar(anchor.line, anchor.column)
        if kind == "cell":
            return scalar or spans.pipe_cell(anchor.line, int(index))
        return scalar or (spans.block(anchor.line, anchor.column) if kind == "" else None)

    def blocks(self) -> Iterator[tuple[int, Anchor, Block]]:
        """The anchors that are text of Markdown, each with its place."""
        for index, anchor in enumerate(self.anchors):
            if anchor.kind == "":
                place = self.place(anchor)
                if isinstance(place, Block):
                    yield index, anchor, place

    def lines(self, path: str, block: Block) -> tuple[int, int]:
        """The lines of a block, with the blank line behind it."""
        spans = self.spans[path]
        last = block.last
        if not block.item and last + 1 < len(spans.lines) and not spans.lines[last + 1].strip():
            last += 1
        return spans.starts[block.first], spans.behind(last)

    def take(self, path: str, block: Block) -> str:
        """Take a block's lines out; what stands in them, edits applied."""
        start, end = self.lines(path, block)
        done = self.replaced.setdefault(path, {})
        text = self.files[path][start:end]
        for a, b in sorted((span for span in done if start <= span[0] and span[1] <= end), reverse=True):
            text = text[: a - start] + done.pop((a, b)) + text[b - start :]
        done[start, end] = ""
        return text

    def behind(self, place: int, skip: frozenset[int] = frozenset()) -> tuple[str, int, int] | None:
        """Where the source goes on behind the paragraph before `place`: file, offset, line (from 1)."""
        for before in range(place - 1, -1, -1):
            index = self.by_place.get(before)
            if index is not None and index not in skip and (end := self.end_of(self.anchors[index])) is not None:
                return end
        for after in range(place + 1, len(self.edited.paragraphs)):
            index = self.by_place.get(after)
            if index is None or index in skip:
                continue
            anchor = self.anchors[index]
            block = self.place(anchor) if anchor.kind == "" else None
            if isinstance(block, Block):
                return anchor.path, self.spans[anchor.path].starts[block.first], block.first
        return None

    def end_of(self, anchor: Anchor) -> tuple[str, int, int] | None:
        """Where the block of an anchor ends in its file; of a text in a fence or table, that."""
        if anchor.path not in self.spans or anchor.in_front or anchor.kind.startswith("data:"):
            return None
        spans = self.spans[anchor.path]
        block = self.place(anchor)
        _, last = self.region(anchor)
        last = block.last if isinstance(block, Block) else last
        return anchor.path, spans.behind(last), last + 1

    def region(self, anchor: Anchor) -> tuple[int, int]:
        """The lines (from 0) of the fence or table with pipes that an anchor stands in; else its own."""
        spans = self.spans[anchor.path]
        return (
            spans.around(anchor.line, "fence")
            or spans.around(anchor.line, "table")
            or (anchor.line - 1, anchor.line - 1)
        )

    def insert(self, path: str, offset: int, text: str, *, apart: bool) -> None:
        whole = self.files[path]
        lead = "" if offset == 0 or whole[offset - 1] == "\n" else "\n"
        self.inserted.setdefault(path, []).append((offset, f"{lead}\n{text}" if apart else lead + text))

    def followers(self, name: str) -> tuple[str, ...]:
        """The charts that draw a figure."""
        out = []
        for chart in self.edited.base["charts"]:
            facts = {
                part
                for series in chart["series"]
                for value in series["values"]
                if value
                for part in value[2].split(" ")
            }
            if name in facts:
                out.append(chart["figure"])
        return tuple(dict.fromkeys(out))


def is_text(paragraph: Paragraph) -> bool:
    return (
        paragraph.style.lower() in _TEXT_NAMES
        or paragraph.style in TEXT_STYLES
        or paragraph.heading in range(1, 5)
        or not paragraph.style
    )
