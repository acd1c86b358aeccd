"""A Word file → its structure: headings by style where there are any, else by form; tables, lists, notes. What is left
out is reported.

A place in a Word file is the number of the paragraph (from 1, those of tables counted), given as the line.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree
from msgspec.structs import replace

from jzdocs.encoding import max_bytes
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.messages.message import message
from jzdocs.source.headings import numbered
from jzdocs.source.lines import Line
from jzdocs.source.pieces import PLACEHOLDER, Piece
from jzdocs.source.plain import read_plain, split_leads
from jzdocs.source.word_formatting import WordMarks, word_marks

_LEFT_OUT = {
    qn("w:drawing"): message("left_out.drawing"),
    qn("w:pict"): message("left_out.picture"),
    qn("w:object"): message("left_out.object"),
}
_MAX_RATIO = 200  # of the unpacked size to the packed: more is a zip bomb
BOLD = message("sign.bold_line")


def read_word(data: bytes, shown: str, report: Report) -> list[Piece]:
    """Return the pieces of a Word file. Raises DocumentError where it is damaged, or too large when unpacked."""
    document = _open(data, shown)
    notes = _Notes(document)
    lines = list(_lines(document, shown, report, notes))
    if any(line.role == "heading" for line in lines):
        return [*_with_leads(_first_title(lines)), *notes.pieces()]
    return [*_by_form(lines, shown, report), *notes.pieces()]


# ISO/IEC 29500 Strict has other namespaces for the same elements (listed in its Part 4)
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACE = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml|presentationml|spreadsheetml|schemaLibrary)/"
)


def _transitional(data: bytes) -> bytes:
    """Return a Word file whose parts have the namespaces that python-docx knows (ISO/IEC 29500 Transitional)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    if not any(_STRICT in part for name, part in parts.items() if name.endswith((".xml", ".rels"))):
        return data
    converted = io.BytesIO()
    with zipfile.ZipFile(converted, "w") as archive:
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                part = _STRICT_NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
            archive.writestr(name, part)
    return converted.getvalue()


def _open(data: bytes, shown: str) -> Any:
    at = Location(shown)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(i.file_size for i in archive.infolist())
            if total > max(max_bytes(), _MAX_RATIO * len(data)) or total > 8 * max_bytes():
                raise DocumentError("S002.unpacked", at=at, total=f"{total:,}")
        return docx.Document(io.BytesIO(_transitional(data)))
    except DocumentError:
        raise
    except Exception as error:  # damaged archives and parts fail in many ways
        raise DocumentError("S001.word", at=at, kind=type(error).__name__) from error


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class _Notes:
    """The footnotes and endnotes of a Word file, numbered in the order of their marks."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._order: list[tuple[str, str]] = []
        self._places: list[int] = []
        for kind in ("footnote", "endnote"):
            part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith(f"/{kind}s")), None)
            root = etree.fromstring(part.blob, _PARSER) if part is not None else None
            for note in root.iter(qn(f"w:{kind}")) if root is not None else ():
                texts = [_text(p).strip() for p in note.iter(qn("w:p"))]
                self._texts[kind, note.get(qn("w:id"))] = "".join(t for t in texts if t)

    def mark(self, kind: str, name: str, number: int) -> str:
        """Return the mark of a note as plain text has it (［3］), "" for a note without text.

        `kind` and `name` say which note it is, `number` is the paragraph's.
        """
        if not self._texts.get((kind, name)):
            return ""
        if (kind, name) not in self._order:
            self._order.append((kind, name))
            self._places.append(number)
        return f"［{self._order.index((kind, name)) + 1}］"

    def pieces(self) -> Iterator[Piece]:
        """Yield the notes that the text refers to, in the order of their marks."""
        for level, (name, place) in enumerate(zip(self._order, self._places, strict=True), 1):
            yield Piece("note", self._texts[name], place, level, sign=message(f"sign.{name[0]}"))


def _lines(document: Any, shown: str, report: Report, notes: _Notes) -> Iterator[Piece]:
    """Yield the paragraphs and tables of a Word file as pieces; text whose role no formatting tells is "text"."""
    number = 0
    marks = word_marks(document)
    for child in _blocks(document.element.body):
        if child.tag == qn("w:p"):
            number += 1
            _report_left_out(child, number, shown, report)
            if next(marks.style_names(child), "").lower().startswith("toc "):
                if _text(child).strip():
                    report.warn(Location(shown, number), "S055", last=number)
                continue
            text = _text(child, notes, number).strip(" \u3000")
            if text:
                yield _piece(child, text, number, marks)
            yield from _boxed(child, number, shown, report)
        elif child.tag == qn("w:tbl"):
            if next(child.iterdescendants(qn("w:tbl")), None) is not None:
                report.warn(Location(shown, number + 1), "S057")
            yield Piece("table", "", number + 1, rows=_table_rows(child), sign=message("sign.word_table"))
            number += sum(1 for _ in child.iter(qn("w:p")))
        elif child.tag == qn("w:altChunk"):
            report.warn(Location(shown, number + 1), "S052.embedded")


_WRAPPERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield the children of a body, table or row, also those in content controls and other wrappers."""
    for child in parent.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _blocks(child)
        else:
            yield child


def _boxed(paragraph: Any, number: int, shown: str, report: Report) -> Iterator[Piece]:
    """Yield the paragraphs of text boxes that are anchored to a paragraph; the copies for older programs are skipped
    (mc:Fallback, ECMA-376 Part 3)."""
    boxes = [b for b in paragraph.iter(qn("w:txbxContent")) if not any(a.tag == _FALLBACK for a in b.iterancestors())]
    texts = [t for box in boxes for p in box.iter(qn("w:p")) if (t := _text(p, inside=True).strip(" \u3000"))]
    if texts:
        report.warn(Location(shown, number), "S058")
    yield from (Piece("text", text, number) for text in texts)


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _table_rows(table: Any) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a table's cells."""
    rows = (row for row in _blocks(table) if row.tag == qn("w:tr"))
    return tuple(tuple(_cell(cell) for cell in _blocks(row) if cell.tag == qn("w:tc")) for row in rows)


def _cell(cell: Any) -> str:
    return " ".join(t for t in (_text(p).strip() for p in cell.iter(qn("w:p"))) if t)


def _text(paragraph: Any, notes: _Notes | None = None, number: int = 0, *, inside: bool = False) -> str:
    """Return the text of a paragraph, with marks of notes as ［1］.

    Tracked insertions are read; deletions are not, nor are text boxes, unless the paragraph is `inside` one.
    """
    texts = []
    for node in paragraph.iter(*_TEXTUAL):
        around = {a.tag for a in node.iterancestors()}
        if around & _NO_TEXT or (not inside and qn("w:txbxContent") in around):
            continue
        if node.tag in _NOTE_KINDS:
            texts.append(notes.mark(_NOTE_KINDS[node.tag], node.get(qn("w:id"), ""), number) if notes else "")
        else:
            texts.append(node.text or "" if node.tag == qn("w:t") else "\t" if node.tag == qn("w:tab") else " ")
    return "".join(texts)


_NOTE_KINDS = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_TEXTUAL = (qn("w:t"), qn("w:tab"), qn("w:br"), *_NOTE_KINDS)
_NO_TEXT = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr")}
_MAX_BOLD = 40


def _piece(paragraph: Any, text: str, number: int, marks: WordMarks) -> Piece:
    """Return a paragraph as a piece, with the role that its style, outline level, number or boldness tells."""
    style = next(marks.style_names(paragraph), "")
    list_number = marks.number(paragraph)
    if style.lower() in ("title", "标题"):
        return Piece("title", text, number, sign=message("sign.style", style=style))
    if style.lower() in ("subtitle", "副标题"):
        return Piece("subtitle", text.lstrip("—－- "), number, sign=message("sign.style", style=style))
    if outline := marks.outline(paragraph):
        return Piece("heading", text, number, outline[0], sign=outline[1])
    if list_number and numbered(list_number + text):  # 一、 that Word counts is read by its form, as if it were typed
        return Piece("text", list_number + text, number)
    if style.lower().startswith(("list bullet", "list number", "列表")) or list_number is not None:
        return Piece("bullet", text, number, sign=message("sign.word_list"))
    if marks.bold(paragraph) and len(text) <= _MAX_BOLD and text[-1] not in "。；，：;,:" and not numbered(text):
        return Piece("text", text, number, sign=BOLD)
    return Piece("text", text, number)


def _report_left_out(paragraph: Any, number: int, shown: str, report: Report) -> None:
    for tag, name in _LEFT_OUT.items():
        if next(paragraph.iter(tag), None) is not None:
            report.warn(Location(shown, number), "S052", name=name)


def _first_title(lines: list[Piece]) -> list[Piece]:
    """Return the pieces with one title and one subtitle: later ones are text."""
    pieces: list[Piece] = []
    seen: set[str] = set()
    for line in lines:
        if line.role in ("title", "subtitle"):
            if line.role in seen:
                line = Piece("text", line.text, line.line)
            seen.add(line.role)
        pieces.append(line)
    return pieces


def _with_leads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, with paragraphs divided where run-in headings begin."""
    for piece in pieces:
        if piece.role == "text":
            yield from split_leads(Line(piece.text, piece.line, piece.column))
        else:
            yield piece


def _by_form(lines: list[Piece], shown: str, report: Report) -> list[Piece]:
    """Return the pieces with headings recognised by their form.

    The text is read as a whole, with placeholders for tables, lists and titles, which are put back afterwards.
    """
    text = "\n\n".join(
        line.text if line.role == "text" else f"{PLACEHOLDER}{index}" for index, line in enumerate(lines)
    )
    text_report = Report()
    pieces = []
    for piece in read_plain(text, shown, text_report):
        mark = re.fullmatch(rf"{PLACEHOLDER}(\d+)", piece.text)
        # every paragraph takes two lines of the joined text
        line = lines[int(mark[1])] if mark else lines[(piece.line - 1) // 2]
        pieces.append(line if mark else replace(piece, line=line.line, sign=piece.sign or line.sign))
    for finding in text_report.found:
        line = lines[(finding.location.line - 1) // 2]
        report.found.append(replace(finding, location=replace(finding.location, line=line.line)))
    return _bold_headings(pieces)


def _bold_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with short bold lines that have no other sign as headings, below the heading before them."""
    out: list[Piece] = []
    level = 0
    for piece in pieces:
        if piece.role == "heading":
            level = piece.level
        elif piece.role == "text" and piece.sign == BOLD:
            last = next((p for p in reversed(out) if p.role == "heading"), None)
            beside = last is not None and last.sign == BOLD
            piece = replace(piece, role="heading", level=last.level if last and beside else min(4, level + 1))
        out.append(piece)
    return out
