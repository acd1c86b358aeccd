"""The body of a Word file → pieces in order: paragraphs with the role that their formatting tells, tables, lists,
equations, pictures, text boxes, and behind them the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.heading_numbers import numbered
from jzdocs.source.marked_text import MarkedText, joined
from jzdocs.source.pieces import CellText, Mark, PictureData, Piece
from jzdocs.source.word_findings import Findings, shortened
from jzdocs.source.word_formatting import WordMarks, word_marks
from jzdocs.source.word_notes import Notes, read_comments, read_notes
from jzdocs.source.word_numbering import ListNumber
from jzdocs.source.word_ours import cover, is_generated, is_ours, is_sources_title
from jzdocs.source.word_package import MC, Package, Part, value, w
from jzdocs.source.word_tables import Table, blocks, clipped, read_table
from jzdocs.source.word_text import ParagraphText, TextReader, chosen_branch

BOLD = message("sign.bold_line")
_MAX_BOLD = 40
_LIST_STYLE = compiled(r"list (bullet|number)(?: (\d))?$", re.I)
_CONTENTS_STYLE = compiled(r"(?:toc|目录) ?\d|table of figures|图表目录", re.I)
_CONTENTS_TITLE = compiled(r"(?:图表|图|表|插图|表格)?\s*目\s*[录次]|(?:table of )?contents", re.I)
_WRAPPERS = {w(tag) for tag in ("customXml", "smartTag", "ins", "moveTo")}
_PAGE_WORDS = compiled(r"[\d\s第页共总之of/PpagePAGE·—–\-－|｜.（）()~～]+")


class BodyReader(Struct):
    """A reader of the body of a Word file: `pieces` are those that were read, `number` is the last paragraph's.

    `pending` is the text of a paragraph whose end a tracked change deletes: it goes on in the next (17.13.5.15); of a
    file of `ours` what was made out of its text is not read. `centred` are the numbers of paragraphs that are set in
    the middle of the line; `elements` are the paragraphs of the body by their numbers."""

    package: Package
    marks: WordMarks
    note_list: Notes
    findings: Findings
    text: TextReader
    pieces: list[Piece] = field(default_factory=list)
    number: int = 0
    pending: MarkedText = field(default_factory=MarkedText)
    contents_found: bool = False
    centred: set[int] = field(default_factory=set)
    ours: bool = False
    elements: dict[int, Any] = field(default_factory=dict)

    @staticmethod
    def of(package: Package, findings: Findings) -> BodyReader:
        """Return a reader of an opened file."""
        marks, notes = word_marks(package), read_notes(package)

        def label(kind: str, name: str) -> str:
            return notes.label(kind, name, findings.number)

        text = TextReader(package, package.document, marks, findings, label, read_comments(package))
        ours = is_ours(package)
        if ours:
            findings.warn("S093.read")
        return BodyReader(package, marks, notes, findings, text, ours=ours)

    def read(self) -> list[Piece]:
        """Return the pieces of the body; text whose role no formatting tells is "text"."""
        self._blocks(self.package.document.root.find(w("body")))
        if self.pending.text:
            self.pieces.append(Piece("text", self.pending.text, self.number, marks=self.pending.marks))
        return self.pieces

    def notes(self) -> list[Piece]:
        """Return the notes that the text refers to."""
        return [replace(note, ordinal=note.level) for note in self.note_list.pieces(self._note)]

    def report_headers(self, printed: str) -> None:
        """Report the words of headers and footers that do not occur in the text `printed`."""
        if self.ours:  # they repeat titles and headings
            return
        self.findings.number = 0
        body = re.sub(r"\s", "", printed)
        reported: set[str] = set()
        for kind in ("header", "footer"):
            for part in self.package.related(self.package.document, kind):
                words = " ".join(self._words(part, part.root).text.split())
                bare = re.sub(r"\s", "", words)
                if bare in reported or bare in body or not _PAGE_WORDS.sub("", bare):
                    continue
                reported.add(bare)
                self.findings.warn("S089.header" if kind == "header" else "S089.footer", text=shortened(words))

    # --- blocks

    def _blocks(self, parent: Any) -> None:
        for child in parent.iterchildren():
            if child.tag == w("p"):
                self.number += 1
                self.findings.number = self.number
                if not (self.ours and (is_generated(child) or is_sources_title(child))):
                    self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == w("sdt"):
                self._control(child)
            elif child.tag in _WRAPPERS:
                self._blocks(child)
            elif child.tag == f"{{{MC}}}AlternateContent":
                branch = chosen_branch(child)
                if branch is not None:
                    self._blocks(branch)
            elif child.tag == w("altChunk"):
                self.findings.number = self.number + 1
                self.findings.warn("S052.embedded")

    def _control(self, node: Any) -> None:
        """Read a content control; one that holds a table of contents is left out."""
        content = node.find(w("sdtContent"))
        gallery = node.find(f"{w('sdtPr')}/{w('docPartObj')}")
        if content is None:
            return
        if "table of contents" in (value(gallery, "docPartGallery") or "").lower():
            self._contents()
            self.number += sum(1 for _ in content.iter(w("p")))
            return
        self._blocks(content)

    def _contents(self) -> None:
        """Report once that a table of contents is left out, and take out the title above it."""
        if not self.contents_found:
            self.findings.number = max(1, self.number)
            self.findings.warn("S055", last=self.findings.number)
        self.contents_found = True
        last = self.pieces[-1] if self.pieces else None
        if last and last.role in ("text", "heading") and _CONTENTS_TITLE.fullmatch(last.text):
            self.pieces.pop()

    # --- paragraphs

    def _paragraph(self, node: Any) -> None:
        self.elements.setdefault(self.number, node)
        found = self.text.read(node)
        style = next(self.marks.style_names(node), "")
        entry = found.contents and not self.marks.outline(node)
        if entry or _CONTENTS_STYLE.match(style):
            if found.content.text.strip():
                self._contents()
            self._pictures(found.pictures)
            return
        content = joined([self.pending, found.content]) if self.pending.text else found.content
        self.pending = MarkedText()
        mark = node.find(f"{w('pPr')}/{w('rPr')}")
        if mark is not None and mark.find(w("del")) is not None and found.content.text:
            self.pending = content
        else:
            self._text(node, with_plain_squares(content).stripped(), style, found)
        self._pictures(found.pictures)
        self._boxes(found.boxes)

    def _text(self, node: Any, content: MarkedText, style: str, found: ParagraphText) -> None:
        """Add the pieces of a paragraph."""
        counted = self.marks.number(node)
        if not content.text and not content.marks:
            return
        if found.display:
            for line in content.lines():
                self.pieces.append(Piece("formula", line.text, self.number, marks=line.marks))
            return
        if self.marks.centred(node):
            self.centred.add(self.number)
        piece = self._piece(node, content, style, counted)
        if piece.role != "text":
            text = piece.text if piece.role == "bullet" else piece.text.replace("\n", " ")
            self.pieces.append(replace(piece, text=text))
            return
        column = 1
        for line in MarkedText(piece.text, piece.marks).lines():
            bare = line.stripped()
            if bare.text or bare.marks:
                at = column + len(line.text) - len(line.text.lstrip(" \u3000\t"))
                self.pieces.append(replace(piece, text=bare.text, marks=bare.marks, column=at))
            column += len(line.text) + 1

    def _piece(self, node: Any, content: MarkedText, style: str, counted: ListNumber | None) -> Piece:
        """Return a paragraph as a piece, with the role that its style, outline level, number or boldness tells."""
        text, marks, number = content.text, content.marks, self.number
        if style.lower() in ("title", "标题"):
            return Piece("title", text, number, sign=message("sign.style", style=style), marks=marks)
        if style.lower() in ("subtitle", "副标题"):
            bare = content.cut(len(text) - len(text.lstrip("—－- ")), len(text))
            return Piece("subtitle", bare.text, number, sign=message("sign.style", style=style), marks=bare.marks)
        if (outline := self.marks.outline(node)) and text:
            return Piece("heading", text, number, outline[0], sign=outline[1], marks=marks)
        listed = _LIST_STYLE.match(style)
        if counted is not None or listed or style.startswith("列表"):
            return self._listed(content, counted, listed)
        if (
            self.marks.bold(node)
            and 0 < len(text) <= _MAX_BOLD
            and text[-1] not in "。；，：;:,"
            and not numbered(text)
        ):
            return Piece("text", text, number, sign=BOLD, marks=marks)
        return Piece("text", text, number, marks=marks)

    def _listed(self, content: MarkedText, counted: ListNumber | None, style: re.Match[str] | None) -> Piece:
        """Return a paragraph of a list: an item where its number is a plain one, else text behind its number."""
        depth = counted.depth if counted else 0
        if style and style[2]:
            depth = max(depth, int(style[2]) - 1)
        printed = counted.printed.strip() if counted else ""
        sign = message("sign.word_list")
        key = counted.list_id if counted else ""
        if not printed:
            return Piece("bullet", content.text, self.number, depth, sign=sign, marks=content.marks, list_id=key)
        if re.fullmatch(r"\d{1,9}\.", printed) and counted:
            ordinal = int(printed[:-1])
            item = Piece("bullet", content.text, self.number, depth, sign=sign, marks=content.marks)
            return replace(item, ordinal=ordinal, list_id=key) if ordinal else item
        gap = " " if re.search(r"[0-9A-Za-z\u4e00-\u9fff]$", printed) else ""
        prefix = MarkedText(printed + gap, (Mark(0, len(printed + gap), "literal"),))
        whole = joined([prefix, content])
        if depth and not numbered(whole.text):
            item = Piece("bullet", whole.text, self.number, depth, sign=sign, marks=whole.marks)
            return replace(item, ordinal=-1, list_id=key)
        return Piece("text", whole.text, self.number, marks=whole.marks)

    def _pictures(self, pictures: list[PictureData]) -> None:
        self.pieces += (Piece("picture", "", self.number, picture=picture) for picture in pictures)

    def _boxes(self, boxes: list[Any]) -> None:
        """Add what stands in text boxes, behind the paragraph that they are anchored to."""
        for box in boxes:
            before = len(self.pieces)
            number = self.number
            for child in blocks(box):
                if child.tag == w("p"):
                    self.findings.number = number
                    self._paragraph(child)
                elif child.tag == w("tbl"):
                    self._table(child)
                self.number = number
            if len(self.pieces) > before:
                self.findings.warn("S058")

    # --- tables

    def _table(self, node: Any) -> None:
        """Add a table; one of a single cell is a frame around text."""
        first = self.number + 1
        count = sum(1 for _ in node.iter(w("p")))
        if self.ours and ((front := cover(node, first)) or is_generated(node)):
            self.pieces += front or []
            self.number += count
            return
        cells = [cell for row in blocks(node) if row.tag == w("tr") for cell in blocks(row) if cell.tag == w("tc")]
        if len(cells) == 1:
            self._blocks(cells[0])
            self.number = first + count - 1
            return
        pictures: list[PictureData] = []

        def read(cell: Any) -> MarkedText:
            return self._cell(cell, pictures)

        table = read_table(node, read)
        self.number = first + count - 1
        if any(cell.text or cell.marks for row in table.rows for cell in row):
            self.pieces.append(_table_piece(table, first))
        if pictures:
            self.findings.number = first
            self.findings.warn("S090.moved", count=len(pictures))
        self._pictures(pictures)

    def _cell(self, cell: Any, pictures: list[PictureData]) -> MarkedText:
        """Return the text of a cell, a line for each paragraph; pictures in it are added to `pictures`."""
        lines: list[MarkedText] = []
        for child in blocks(cell):
            if child.tag == w("p"):
                self.number += 1
                self.findings.number = self.number
                lines += self._cell_lines(child, pictures)
            elif child.tag == w("tbl"):
                self.findings.warn("S057")
                inner = read_table(child, lambda c: self._cell(c, pictures))
                lines += (_inner_row(row) for row in inner.rows)
        return joined([line for line in lines if line.text or line.marks], "\n")

    def _cell_lines(self, node: Any, pictures: list[PictureData]) -> Iterator[MarkedText]:
        found = self.text.read(node)
        counted = self.marks.number(node)
        pictures += found.pictures
        content = with_plain_squares(found.content).stripped()
        printed = counted.printed.strip() if counted else ""
        if printed and content.text:
            gap = " " if printed[-1].isalnum() or printed[-1] == "." else ""
            content = joined([MarkedText(printed + gap), content])
        yield content
        for box in found.boxes:
            for child in blocks(box):
                if child.tag == w("p"):
                    yield from self._cell_lines(child, pictures)

    # --- parts beside the body

    def _note(self, part: Part, node: Any) -> MarkedText:
        return self._words(part, node)

    def _words(self, part: Part, node: Any) -> MarkedText:
        """Return the text of a note, a header or a footer, a line for each paragraph."""
        text = replace(self.text, part=part, fields=[], links=[])
        lines = [with_plain_squares(text.read(p).content).stripped() for p in node.iter(w("p"))]
        return joined([line for line in lines if line.text], "\n")


def _inner_row(row: list[CellText]) -> MarkedText:
    """Return a row of a table in a table as a line."""
    cells = [MarkedText(cell.text.replace("\n", " "), cell.marks) for cell in row if cell.text]
    return joined(cells, "\u3000")


def _table_piece(table: Table, line: int) -> Piece:
    rows = tuple(tuple(cell.text.replace("\n", " ") for cell in row) for row in table.rows)
    sign = message("sign.word_table")
    return Piece("table", "", line, rows=rows, sign=sign, cells=clipped(table), heads=table.heads)


_SQUARES = {"2": "²", "3": "³"}


def with_plain_squares(content: MarkedText) -> MarkedText:
    """Return a text in which the raised 2 and 3 of units of area and volume are characters of their own (m²), so that
    units are read as what they are."""
    text = content.text
    marks = []
    for mark in content.marks:
        raised = text[mark.start : mark.end]
        if mark.kind == "sup" and raised in _SQUARES and re.search(r"(?<![A-Za-z])[kcdmhμ]?m$", text[: mark.start]):
            text = text[: mark.start] + _SQUARES[raised] + text[mark.end :]
        else:
            marks.append(mark)
    return MarkedText(text, tuple(marks))
