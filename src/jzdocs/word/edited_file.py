"""A Word file that came back: its paragraphs with their anchors, the numbers of its charts, comments, and the record of
what it was built from.

Whatever an office program did to the file is taken as it is: missing parts and unknown elements are no error, a
damaged archive or part is.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.archives import refuse_bomb
from jzdocs.errors import NOWHERE, DocumentError, Location, told_as
from jzdocs.patterns import compiled
from jzdocs.word.anchors import SOURCE, W14, drawn_in, read_custom, read_xml, texts_around, without_targets
from jzdocs.word.drawingml_elements import C
from jzdocs.word.edited_parts import ASIDE, Foreign, Series, alike_notes, foreign_in, letters_of, series_of
from jzdocs.word.markdown import Changes, Marks, looks_of_styles, render, tokens
from jzdocs.word.ooxml import WP, M, R, W, style_id
from jzdocs.word.vml import SEAL_NAME

_CONTENTS = compiled(r"(?:toc|目录)\s*\d|table of figures|图表目录", re.I)
_HEADING = compiled(r"(?:heading|标题)\s*(\d)", re.I)


class TrackedChange(Struct, frozen=True):
    """Text that somebody put in or took out with tracked changes."""

    author: str
    inserted: bool
    text: str


class ReaderComment(Struct, frozen=True):
    """A comment that somebody wrote on a paragraph."""

    author: str
    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph: its text as Markdown; the names of the anchors in it; its paragraph id; the name of its style;
    where it stands in a table (table, row, column, each from 0); of an item of a list its level from 0 and whether the
    list is numbered; comments on it and tracked changes in it; the label of the note that it belongs to; whether a
    picture stands in it; what a paragraph without text draws (see `anchors.drawn_in`);
    the number of its section, from 0; the parts of the pictures in it; and what it holds that has no Markdown."""

    text: str
    anchors: tuple[str, ...] = ()
    para_id: str = ""
    style: str = ""
    cell: tuple[int, int, int] | None = None
    item: tuple[int, bool] | None = None
    comments: tuple[ReaderComment, ...] = ()
    changes: tuple[TrackedChange, ...] = ()
    note: str = ""
    picture: bool = False
    drawing: str = ""
    section: int = 0
    pictures: tuple[str, ...] = ()
    foreign: tuple[Foreign, ...] = ()

    @property
    def key(self) -> str:
        """The text, or else what is drawn there: what a paragraph is recognised by."""
        return self.text or self.drawing

    @property
    def heading(self) -> int:
        """The level of a heading, 0 for other text."""
        match = _HEADING.match(self.style)
        return int(match[1]) if match else 0


class _Identified(Struct):
    """What every record holds of the document that was built: which project, which texts by name."""

    project: str = ""
    original: str = ""
    files: dict[str, str] = {}
    anchors: list[object] = []


class EditedFile(Struct, frozen=True):
    """An edited file: the record of what it was built from (`base`, see `anchors.Anchors.put`), its paragraphs in the
    order of the text (those of notes last), the series of each native chart, the texts of headers and footers, the
    contents of pictures by their parts, the program that wrote the file, and whether it holds formulas."""

    base: Mapping[str, Any]
    paragraphs: Sequence[Paragraph]
    charts: Sequence[Sequence[Series]]
    around: Sequence[str] = ()
    media: Mapping[str, bytes] = {}
    program: str = ""
    formulas: bool = True


def read_edited(
    file: Path | BinaryIO,
    changes: Changes = "accept",
    symbol: Callable[[str, int], str] | None = None,
    base: Mapping[str, Any] | None = None,
) -> EditedFile:
    """Return an edited Word file; tracked changes are taken as accepted or rejected. `symbol` returns the character
    that a font of symbols has at a code; `base` stands for the record in the file.

    Raises DocumentError for a file that is no Word file, or that jzdocs did not build from a Markdown source."""
    with _opened(file) as archive:
        record = _anchored(_record(archive, file), file) if base is None else base
        return _Archive(archive, changes, symbol=symbol or Marks().symbol).read(record)


def read_base(file: Path | BinaryIO) -> Mapping[str, Any]:
    """Return the record of what a Word file was built from, edited or not. Raises DocumentError like `read_edited`."""
    return _anchored(read_record(file), file)


def read_record(file: Path | BinaryIO) -> Mapping[str, Any]:
    """Return the record in a Word file that was built from any kind of source. Where that is no Markdown, the record
    holds the Markdown that it was read as, and no anchors. Raises DocumentError for a file without a record."""
    with _opened(file) as archive:
        return _record(archive, file)


def _record(archive: zipfile.ZipFile, file: Path | BinaryIO) -> Mapping[str, Any]:
    record: dict[str, Any] | None = read_custom(archive, SOURCE)
    if not record or not (record.get("files") or record.get("anchors")):
        raise DocumentError("X055", at=_place(file))
    msgspec.convert(record, _Identified)  # others may have written it: what it is not is told as damaged
    return record


def _anchored(record: Mapping[str, Any], file: Path | BinaryIO) -> Mapping[str, Any]:
    if not record.get("anchors"):
        raise DocumentError("X055", at=_place(file))
    return record


def _place(file: Path | BinaryIO) -> Location:
    return Location(str(file)) if isinstance(file, Path) else NOWHERE


@contextmanager
def _opened(file: Path | BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a file as an archive. Raises DocumentError, also for what proves damaged while it is read."""
    at = _place(file)
    with told_as("X053", at), zipfile.ZipFile(file) as archive:
        refuse_bomb(archive, sum(member.compress_size for member in archive.infolist()), at)
        yield archive


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


_INSERTIONS, _DELETIONS = (_w("ins"), _w("moveTo")), (_w("del"), _w("moveFrom"))
# LibreOffice puts the mark of a note before the brackets that stood around it
_EMPTY_BRACKETS = compiled(r"^\\\[\\\]\s*")


class _Archive(Struct):
    """A Word file that is read, and its tables: names of styles by id, whether a list is numbered, comments by id."""

    archive: zipfile.ZipFile
    changes: Changes
    styles: Mapping[str, str] = field(default_factory=dict)
    numbered: Mapping[str, bool] = field(default_factory=dict)
    comments: Mapping[str, ReaderComment] = field(default_factory=dict)
    symbol: Callable[[str, int], str] = Marks().symbol
    lists: Mapping[str, Any] = field(default_factory=dict)

    def read(self, base: Mapping[str, Any]) -> EditedFile:
        """Return the whole file."""
        self.styles, self.numbered, self.comments = self._styles(), self._numbered(), self._comments()
        self.lists = self._lists_of_styles()
        facts = {bookmark: (name, bool(use)) for bookmark, (name, use) in base["facts"].items()}
        notes, links = self._notes(base), self._links("word/document.xml")
        looks = looks_of_styles(self.styles)
        marks = Marks(facts, base["targets"], notes, links, self.changes, base.get("formulas", {}), looks, self.symbol)
        body = self._xml("word/document.xml").find(_w("body"))
        paragraphs = list(self._paragraphs(body, marks))
        if "word/footnotes.xml" in self.archive.namelist():
            paragraphs += self._paragraphs(
                self._xml("word/footnotes.xml"), replace(marks, links=self._links("word/footnotes.xml"))
            )
        media = {name: self.archive.read(name) for p in paragraphs for name in p.pictures if name in self._names()}
        formulas = next(body.iter(f"{{{M}}}oMath"), None) is not None
        return EditedFile(base, paragraphs, list(self._charts(body)), self._around(), media, self._program(), formulas)

    def _program(self) -> str:
        """Return the name of the program that wrote the file (ECMA-376 Part 1, 22.2.2.1)."""
        root = self._maybe("docProps/app.xml")
        return "" if root is None else next((n.text or "" for n in root if n.tag.endswith("}Application")), "")

    def _names(self) -> Sequence[str]:
        return self.archive.namelist()

    def _around(self) -> list[str]:
        """Return the texts of headers and footers."""
        parts = [name for name in self._names() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        return texts_around([self._xml(name) for name in parts])

    def _targets(self) -> dict[str, str]:
        """Return the parts that the body refers to, by relationship."""
        root = self._maybe("word/_rels/document.xml.rels")
        found = (
            {}
            if root is None
            else {r.get("Id"): r.get("Target", "") for r in root if r.get("TargetMode") != "External"}
        )
        return {id_: target[1:] if target.startswith("/") else f"word/{target}" for id_, target in found.items()}

    def _xml(self, name: str) -> Any:
        return read_xml(self.archive.read(name))

    def _maybe(self, name: str) -> Any:
        """Return the root of a part, None where the file has no such part."""
        return self._xml(name) if name in self.archive.namelist() else None

    def _notes(self, base: Mapping[str, Any]) -> dict[str, str]:
        """Return the label of each footnote by its id. Programs change ids, so a note is recognised by the bookmarks in
        it, else by its place among as many notes as there were."""
        root = self._maybe("word/footnotes.xml")
        real = [node for node in root if node.get(_w("type")) in (None, "normal")] if root is not None else []
        labels, texts = dict.fromkeys(base["notes"].values(), ""), []
        recorded = {record[0]: record[-1] for record in base["anchors"]}
        for name, label in base["note_anchors"].items():
            if label in labels:
                labels[label] += letters_of(recorded.get(name, ""))
        by_id: dict[str, str] = {}
        for node in real:
            names = [start.get(_w("name"), "") for start in node.iter(_w("bookmarkStart"))]
            marked = next((base["note_anchors"][name] for name in names if name in base["note_anchors"]), "")
            by_id[node.get(_w("id"), "")] = marked
            texts.append(letters_of("".join(t.text or "" for t in node.iter(_w("t")))))
        ids, used = list(by_id), set(by_id.values())
        free = [label for label in labels if label not in used]
        unmarked = {id_: text for id_, text in zip(ids, texts, strict=True) if not by_id[id_]}
        by_id |= dict(alike_notes(unmarked, free, labels))
        for id_ in ids:
            label = f"w{id_}"
            while label in labels:  # of an earlier note that was written in Word
                label += "a"
            by_id[id_] = by_id[id_] or label
        return by_id

    def _links(self, part: str) -> dict[str, str]:
        """Return the addresses that a part links to, by relationship."""
        folder, _, name = part.rpartition("/")
        root = self._maybe(f"{folder}/_rels/{name}.rels")
        return {} if root is None else {r.get("Id"): r.get("Target") for r in root if r.get("TargetMode") == "External"}

    def _styles(self) -> dict[str, str]:
        """Return the names of styles by id."""
        root = self._maybe("word/styles.xml")
        out = {}
        for style in root.iter(_w("style")) if root is not None else ():
            name = style.find(_w("name"))
            out[style.get(_w("styleId"))] = name.get(_w("val"), "") if name is not None else ""
        return out

    def _numbered(self) -> dict[str, bool]:
        """Return of each list (by `w:numId`) whether it is numbered."""
        root = self._maybe("word/numbering.xml")
        if root is None:
            return {}
        forms = {}
        for abstract in root.iter(_w("abstractNum")):
            form = abstract.find(f"{_w('lvl')}/{_w('numFmt')}")
            forms[abstract.get(_w("abstractNumId"))] = form is not None and form.get(_w("val")) != "bullet"
        out = {}
        for number in root.iter(_w("num")):
            link = number.find(_w("abstractNumId"))
            out[number.get(_w("numId"))] = link is not None and forms.get(link.get(_w("val")), False)
        return out

    def _comments(self) -> dict[str, ReaderComment]:
        """Return the comments by id."""
        root = self._maybe("word/comments.xml")
        comments = {}
        for node in root.iter(_w("comment")) if root is not None else ():
            text = " ".join("".join(t.text or "" for t in p.iter(_w("t"))) for p in node.iter(_w("p"))).strip()
            comments[node.get(_w("id"))] = ReaderComment(node.get(_w("author"), ""), text)
        return comments

    # --- paragraphs

    def _paragraphs(self, root: Any, marks: Marks) -> Iterator[Paragraph]:
        """Yield the paragraphs in order; one whose mark a tracked change deletes goes on in the next (17.13.5.15)."""
        tables: _Tables = {}
        open_nodes: list[Any] = []
        changes: list[TrackedChange] = []  # in rows that are not there
        section = 0
        for node in root.iter(_w("p")):
            if any(a.tag in ASIDE for a in node.iterancestors()):
                continue
            if self._row_is_gone(node):
                changes += _tracked([node])
                continue
            open_nodes.append(node)
            if self._mark_is_gone(node):
                continue
            paragraph = self._paragraph(open_nodes, marks, tables)
            yield replace(paragraph, section=section, changes=(*changes, *paragraph.changes))
            section += node.find(f"{_w('pPr')}/{_w('sectPr')}") is not None
            open_nodes, changes = [], []
        if open_nodes:
            yield self._paragraph(open_nodes, marks, tables)

    def _row_is_gone(self, node: Any) -> bool:
        """Return whether a paragraph stands in a row that a tracked change deletes, or puts in where changes are
        rejected (17.13.5.12, 17.13.5.17)."""
        row = next(node.iterancestors(_w("tr")), None)
        sign = _w("del" if self.changes == "accept" else "ins")
        return row is not None and row.find(f"{_w('trPr')}/{sign}") is not None

    def _mark_is_gone(self, node: Any) -> bool:
        mark = node.find(f"{_w('pPr')}/{_w('rPr')}")
        return mark is not None and mark.find(_w("del" if self.changes == "accept" else "ins")) is not None

    def _paragraph(self, nodes: Sequence[Any], marks: Marks, tables: _Tables) -> Paragraph:
        """Return the paragraph that elements joined by tracked changes are; the last has its properties."""
        last = nodes[-1]
        style_name = self.styles.get(style_id(last), "")
        read_with = without_targets(marks) if _CONTENTS.match(style_name) else marks
        text = render([token for node in nodes for token in tokens(node, read_with)]).strip(" \u3000")
        text = _EMPTY_BRACKETS.sub("", text)
        names = [start.get(_w("name"), "") for node in nodes for start in node.iter(_w("bookmarkStart"))]
        ids = [reference.get(_w("id")) for node in nodes for reference in node.iter(_w("commentReference"))]
        comments = (self.comments.get(id_) for id_ in ids)
        return Paragraph(
            text,
            anchors=tuple(name for name in names if name.startswith("_jz_")),
            para_id=last.get(f"{{{W14}}}paraId", ""),
            style=style_name,
            cell=_cell(last, tables),
            item=self._item(last),
            comments=tuple(comment for comment in comments if comment and (comment.author or comment.text)),
            changes=tuple(_tracked(nodes)),
            note=_note_of(last, marks),
            picture=any(True for node in nodes for blip in node.iter(_BLIP) if not _of_seal(blip)),
            drawing="" if text else drawn_in(last),
            pictures=tuple(self._pictures(nodes)),
            foreign=tuple(foreign for node in nodes for foreign in foreign_in(node, marks)),
        )

    def _pictures(self, nodes: Sequence[Any]) -> Iterator[str]:
        """Yield the parts of the pictures in a paragraph."""
        blips = [blip for node in nodes for blip in node.iter(_BLIP) if not _of_seal(blip)]
        targets = self._targets() if blips else {}
        for blip in blips:
            if part := targets.get(blip.get(f"{{{R}}}embed", "")):
                yield part

    def _item(self, node: Any) -> tuple[int, bool] | None:
        """Return (level, numbered) of an item of a list; list 0 is none (17.9.18)."""
        properties = node.find(f"{_w('pPr')}/{_w('numPr')}")
        if properties is None:
            properties = self.lists.get(style_id(node))
        number = properties.find(_w("numId")) if properties is not None else None
        if number is None or number.get(_w("val")) == "0":
            return None
        level = properties.find(_w("ilvl"))
        depth = int(level.get(_w("val"), "0")) if level is not None else 0
        return depth, self.numbered.get(number.get(_w("val")), False)

    def _lists_of_styles(self) -> dict[str, Any]:
        """Return the list properties of styles by their ids; those of headings number chapters."""
        root = self._maybe("word/styles.xml")
        styles = root.iter(_w("style")) if root is not None else ()
        found = {style.get(_w("styleId")): style.find(f"{_w('pPr')}/{_w('numPr')}") for style in styles}
        return {id_: node for id_, node in found.items() if node is not None and not _HEADING.match(self.styles[id_])}

    # --- charts

    def _charts(self, body: Any) -> Iterator[list[Series]]:
        """Yield the series of each native chart, in the order of the text."""
        targets = self._targets()
        for node in body.iter(f"{{{C}}}chart"):
            part = self._maybe(targets.get(node.get(f"{{{R}}}id"), ""))
            if part is not None:
                yield [series for node in part.iter(f"{{{C}}}ser") for series in series_of(node)]


# table → its number, and its rows → their places
_Tables = dict[Any, tuple[int, dict[Any, int]]]


def _cell(node: Any, tables: _Tables) -> tuple[int, int, int] | None:
    """Return where a paragraph stands in a table, (table, row, column); None outside of one."""
    cell = next((a for a in node.iterancestors() if a.tag == _w("tc")), None)
    if cell is None:
        return None
    row = cell.getparent()
    while row.tag != _w("tr"):
        row = row.getparent()
    table = next(a for a in row.iterancestors() if a.tag == _w("tbl"))
    if table not in tables:
        tables[table] = len(tables), {r: number for number, r in enumerate(table.iter(_w("tr")))}
    number, rows = tables[table]
    return number, rows[row], list(row.iter(_w("tc"))).index(cell)


_PROPERTIES = f"{{{WP}}}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def _note_of(node: Any, marks: Marks) -> str:
    """Return the label of the footnote that a paragraph belongs to, or ""."""
    note = next((a for a in node.iterancestors(_w("footnote"))), None)
    return marks.notes.get(note.get(_w("id"), ""), "") if note is not None else ""


def _tracked(nodes: Sequence[Any]) -> Iterator[TrackedChange]:
    """Yield what tracked changes put in and take out; those of one author that follow each other are one."""
    found = [change for node in nodes for change in node.iter(*_INSERTIONS, *_DELETIONS)]
    for (author, inserted), group in groupby(found, lambda c: (c.get(_w("author"), ""), c.tag in _INSERTIONS)):
        text = "".join(t.text or "" for change in group for t in change.iter(_w("t"), _w("delText")))
        if text:
            yield TrackedChange(author, inserted, text)


def _of_seal(blip: Any) -> bool:
    """Return whether a picture is that of a seal, which the front matter puts over the signature."""
    drawing = next((node for node in blip.iterancestors() if node.tag == f"{{{WP}}}anchor"), None)
    properties = None if drawing is None else drawing.find(_PROPERTIES)
    return properties is not None and properties.get("name") == SEAL_NAME
