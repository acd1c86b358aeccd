"""A Word file → its structure: headings by style where there are any, else by form; tables, lists, and a report of what is left out.

A place in a Word file is the paragraph's number (from 1, tables' paragraphs counted), given as the line.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from jzdocs.errors import DocumentError, Location, Report
from jzdocs.source.decode import max_bytes
from jzdocs.source.plain import PLACEHOLDER, Piece, read_plain

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.I)
_LEFT_OUT = {
    qn("w:txbxContent"): "a text box", qn("w:footnoteReference"): "a footnote", qn("w:endnoteReference"): "an endnote",
    qn("w:drawing"): "a picture or chart", qn("w:pict"): "a picture", qn("w:object"): "an embedded object",
}  # fmt: skip
_RATIO = 200


def read_word(data: bytes, shown: str, report: Report) -> list[Piece]:
    """The pieces of a Word file. Raises DocumentError when it is none, or is larger unpacked than is read."""
    document = _open(data, shown)
    lines = list(_lines(document, shown, report))
    if any(line.role in ("heading", "title") for line in lines):
        return _first_title(lines)
    return _by_form(lines, shown, report)


def _open(data: bytes, shown: str) -> Any:
    at = Location(shown)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(i.file_size for i in archive.infolist())
            if total > max(max_bytes(), _RATIO * len(data)) or total > 8 * max_bytes():
                raise DocumentError(
                    f"unpacked, the file has {total:,} bytes", at=at, code="S002", hint="save it again in Word, without its pictures"
                )
        return docx.Document(io.BytesIO(data))
    except DocumentError:
        raise
    except Exception as error:  # damaged archives and parts fail in many ways
        raise DocumentError(
            f"not a Word file, or damaged ({type(error).__name__})", at=at, code="S001", hint="open it in Word and save it as .docx"
        ) from error


def _lines(document: Any, shown: str, report: Report) -> Iterator[Piece]:
    number = 0
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            number += 1
            _report_left_out(child, number, shown, report)
            text = _text(child).strip(" \u3000")
            if text:
                yield _piece(child, text, number, document)
        elif child.tag == qn("w:tbl"):
            rows = tuple(tuple(_cell(cell) for cell in row.iterchildren(qn("w:tc"))) for row in child.iter(qn("w:tr")))
            yield Piece("table", "", number + 1, rows=rows)
            number += sum(1 for _ in child.iter(qn("w:p")))


def _cell(cell: Any) -> str:
    return " ".join(t for t in (_text(p).strip() for p in cell.iter(qn("w:p"))) if t)


def _text(paragraph: Any) -> str:
    """The text of a paragraph: insertions counted, deletions and text boxes not."""
    out = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if any(a.tag in (qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr")) for a in node.iterancestors()):
            continue
        out.append(node.text or "" if node.tag == qn("w:t") else "\t" if node.tag == qn("w:tab") else " ")
    return "".join(out)


def _piece(paragraph: Any, text: str, number: int, document: Any) -> Piece:
    style = _style_name(paragraph, document)
    if match := _HEADING.match(style):
        return Piece("heading", text, number, min(4, max(1, int(match[1]))))
    if style.lower() in ("title", "标题"):
        return Piece("title", text, number)
    if style.lower() in ("subtitle", "副标题"):
        return Piece("subtitle", text.lstrip("—－- "), number)
    if style.lower().startswith(("list bullet", "list number", "列表")) or paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return Piece("bullet", text, number)
    return Piece("text", text, number)


def _style_name(paragraph: Any, document: Any) -> str:
    node = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if node is None:
        return ""
    for style in document.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) == node.get(qn("w:val")):
            name = style.find(qn("w:name"))
            return name.get(qn("w:val")) if name is not None else ""
    return ""


def _report_left_out(paragraph: Any, number: int, shown: str, report: Report) -> None:
    for tag, name in _LEFT_OUT.items():
        if next(paragraph.iter(tag), None) is not None:
            report.warn(
                Location(shown, number), "S052", f"{name} was left out", "put its content into the text, or add it to the source by hand"
            )


def _first_title(lines: list[Piece]) -> list[Piece]:
    """Titles come first; a second paragraph in style Title goes on as text."""
    out: list[Piece] = []
    seen: set[str] = set()
    for line in lines:
        if line.role in ("title", "subtitle"):
            if line.role in seen:
                line = Piece("text", line.text, line.line)
            seen.add(line.role)
        out.append(line)
    return out


def _by_form(lines: list[Piece], shown: str, report: Report) -> list[Piece]:
    """Headings by form around tables and lists: the text is read as a whole, and these are put back where they stood."""
    text = "\n\n".join(line.text if line.role == "text" else f"{PLACEHOLDER}{index}" for index, line in enumerate(lines))
    found = Report()
    out = []
    for piece in read_plain(text, shown, found):
        mark = re.fullmatch(rf"{PLACEHOLDER}(\d+)", piece.text)
        # every paragraph takes two lines of the joined text
        out.append(lines[int(mark[1])] if mark else replace(piece, line=lines[(piece.line - 1) // 2].line))
    for d in found.found:
        report.found.append(replace(d, location=replace(d.location, line=lines[(d.location.line - 1) // 2].line)))
    return out
