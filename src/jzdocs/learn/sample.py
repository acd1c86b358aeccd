"""A Word file as a sample: its paragraphs with what they are in the document and how they look.

What a paragraph is, the reader of Word files says (title, heading, addressee …), so that a sample is understood as the
same file would be when it is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from jzdocs.encoding import read_bytes
from jzdocs.errors import Location, Report, UsageError, shown_path
from jzdocs.patterns import compiled
from jzdocs.source.pieces import Piece
from jzdocs.source.word import read_word
from jzdocs.source.word_body import BodyReader
from jzdocs.source.word_effective import Effective, EffectiveRun, read_effective, sections
from jzdocs.source.word_findings import Findings
from jzdocs.source.word_looks import PageLook, ParagraphLook, RunLook
from jzdocs.source.word_package import Package, open_package, w

Value = TypeVar("Value")
_ZIP = b"PK\x03\x04"


class Part(Struct, frozen=True):
    """A paragraph of a sample, or a stretch of one: its role, the number of its paragraph (0: it has none), its words
    as the reader has them, how the paragraph is set, the runs of the stretch, and its element. `level` is that of a
    heading, `prefix` what stands before its words (the number as it is printed)."""

    role: str
    number: int
    text: str
    look: ParagraphLook
    runs: tuple[EffectiveRun, ...]
    element: Any
    level: int = 0
    prefix: str = ""

    @property
    def characters(self) -> int:
        """How many characters it prints."""
        return sum(len(run.text.strip()) for run in self.runs)


class Sample(Struct, frozen=True):
    """A Word file as a sample: its name, the file, its formatting, the page that most of its text stands on with its
    `w:sectPr`, the blocks of the first section in order, its parts, and whether it has a table of contents."""

    shown: str
    data: bytes
    package: Package
    effective: Effective
    page: PageLook
    section: Any
    opening: list[Any]
    parts: tuple[Part, ...] = ()
    has_contents: bool = False

    def of(self, *roles: str) -> list[Part]:
        """Return the parts of some roles, in order."""
        return [part for part in self.parts if part.role in roles]

    def headings(self, level: int) -> list[Part]:
        """Return the headings of a level; without any, the run-in headings of that level."""
        whole = [part for part in self.of("heading") if part.level == level]
        return whole or [part for part in self.of("lead") if part.level == level]


def read_sample(path: Path) -> Sample:
    """Read a Word file as a sample. Raises UsageError for what is no Word file or has no text to learn from,
    DocumentError where it is damaged."""
    shown = shown_path(path)
    data = read_bytes(path, shown)
    if not data.startswith(_ZIP):
        raise UsageError("T070.kind", at=Location(shown))
    package = open_package(data, shown)
    effective = read_effective(package)
    reader = BodyReader.of(package, Findings(shown, Report()))
    reader.read()
    pieces = read_word(data, shown, Report())
    found = sections(package.document.root.find(w("body")))
    page, section, _ = max(found, key=lambda each: _weight(each[2]) if each[0].width <= each[0].height else 0)
    bare = Sample(shown, data, package, effective, page, section, found[0][2])
    parts = tuple(_parts(bare, pieces, reader.elements))
    if not any(part.role in ("text", "lead") and part.characters for part in parts):
        raise UsageError("T070", at=Location(shown))
    return Sample(shown, data, package, effective, page, section, found[0][2], parts, reader.contents_found)


def heaviest(weighed: Iterable[tuple[Value, int]]) -> Value | None:
    """Return the value that has most weight, the first of those with as much; None where there is none."""
    weights: dict[Value, int] = {}
    for value, weight in weighed:
        weights[value] = weights.get(value, 0) + weight
    return max(weights, key=lambda value: weights[value]) if weights else None


def share(weighed: Iterable[tuple[Value, int]], value: Value) -> float:
    """Return which share of all weight a value has."""
    pairs = list(weighed)
    total = sum(weight for _, weight in pairs)
    return sum(weight for each, weight in pairs if each == value) / total if total else 0.0


def chinese_looks(runs: Iterable[EffectiveRun]) -> list[tuple[RunLook, int]]:
    """Return the looks of runs, each with how many characters it prints; digits and signs count little beside Chinese
    text, whose font they need not have."""
    return [(run.look, _chinese(run.text) * 10 + len(run.text.strip())) for run in runs if run.text.strip()]


def _chinese(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _weight(blocks: Iterable[Any]) -> int:
    return sum(len(node.text or "") for block in blocks for node in block.iter(w("t")))


def _parts(sample: Sample, pieces: Iterable[Piece], elements: dict[int, Any]) -> Iterator[Part]:
    titled = ""
    for piece in pieces:
        element = elements.get(piece.line)
        if piece.role == "table":
            continue
        if element is None:
            continue
        if piece.role == "title":
            titled = _bare(piece.text)
            yield from _title(sample, piece, element)
            continue
        if titled and piece.role == "text" and _bare(piece.text) and _bare(piece.text) in titled:
            continue
        yield _part(sample, piece, element)
    yield from _cells(sample)
    yield from _captions(sample)
    yield from _footnotes(sample)


def _bare(text: str) -> str:
    return "".join(text.split())


def _title(sample: Sample, piece: Piece, element: Any) -> Iterator[Part]:
    """Yield the paragraphs of a title, which may be several lines."""
    rest = _bare(piece.text)
    node: Any = element
    while node is not None and rest:
        runs = tuple(sample.effective.runs(node)) if node.tag == w("p") else ()
        own = _bare("".join(run.text for run in runs))
        if own and not rest.startswith(own) and not own.startswith(rest):
            return
        if own:
            look = sample.effective.paragraph(node, sample.page)
            yield Part("title", piece.line if node is element else 0, own, look, runs, node)
            rest = rest[len(own) :]
        node = node.getnext()


def _part(sample: Sample, piece: Piece, element: Any) -> Part:
    runs = tuple(sample.effective.runs(element))
    whole = "".join(run.text for run in runs)
    start = whole.find(piece.text[:12], max(0, piece.column - 1 - _SLACK))
    start = max(0, start if start >= 0 else piece.column - 1)
    inside = piece.role != "heading"  # a paragraph may hold several of them
    line = whole.rfind("\n", 0, start) + 1  # of a paragraph with line breaks
    end = start + len(piece.text) if inside or line else len(whole)
    prefix = whole[line:start] if piece.role == "heading" else ""
    stretch = tuple(_cut(runs, start if inside else line, end))
    look = sample.effective.paragraph(element, sample.page)
    return Part(piece.role, piece.line, piece.text, look, stretch, element, piece.level, prefix.lstrip())


_SLACK = 6  # characters that the reader takes out before a piece begins


def _cut(runs: Iterable[EffectiveRun], start: int, end: int) -> Iterator[EffectiveRun]:
    """Yield the runs of the characters `start` to `end`."""
    at = 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last:
            yield run._replace(text=run.text[first:last])
        at += len(run.text)


def _cells(sample: Sample) -> Iterator[Part]:
    """Yield the paragraphs of tables that have several cells: those of the first row and of the others."""
    body = sample.package.document.root.find(w("body"))
    for table in body.iter(w("tbl")):
        rows = table.findall(w("tr"))
        if len(rows) < _LEAST_ROWS or any(len(row.findall(w("tc"))) < _LEAST_ROWS for row in rows[:1]):
            continue
        for index, row in enumerate(rows):
            for paragraph in row.iter(w("p")):
                runs = tuple(sample.effective.runs(paragraph))
                look = sample.effective.paragraph(paragraph, sample.page)
                text = "".join(run.text for run in runs)
                yield Part("cell" if index else "head_cell", 0, text, look, runs, paragraph)


_LEAST_ROWS = 2


def _captions(sample: Sample) -> Iterator[Part]:
    """Yield the captions of figures and tables: short lines that begin with 图1 or 表1."""
    for paragraph in sample.package.document.root.find(w("body")).iter(w("p")):
        runs = tuple(sample.effective.runs(paragraph))
        text = "".join(run.text for run in runs).strip()
        if len(text) <= _LONGEST_CAPTION and _CAPTION.match(text):
            yield Part("caption", 0, text, sample.effective.paragraph(paragraph, sample.page), runs, paragraph)


_CAPTION = compiled(r"[图表]\s*\d+(?:[-—.．]\d+)?[\s\u3000：:]")
_LONGEST_CAPTION = 50


def _footnotes(sample: Sample) -> Iterator[Part]:
    """Yield the paragraphs of footnotes."""
    part = sample.package.first("footnotes")
    for paragraph in part.root.iter(w("p")) if part else ():
        runs = tuple(sample.effective.runs(paragraph))
        if text := "".join(run.text for run in runs).strip():
            yield Part("footnote", 0, text, sample.effective.paragraph(paragraph, sample.page), runs, paragraph)
