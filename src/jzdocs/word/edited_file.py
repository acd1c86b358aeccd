"""A Word file that came back: its paragraphs with their anchors, its charts' numbers, comments, and what was said of
it when it was built."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import DocumentError, Location
from jzdocs.word.anchors import SOURCE, W14, read_custom, read_xml
from jzdocs.word.drawingml import C
from jzdocs.word.markdown import Changes, Marks, render, tokens
from jzdocs.word.ooxml import R, W

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.I)


class Paragraph(Struct, frozen=True):
    """A paragraph: its text as Markdown, the anchors that it holds, its paragraph id and style's name, where it
    stands in a table (table, row, column, each counted from 0), whether it is an item of a list (its level from 0;
    ordered), comments on it, and tracked changes in it; the label of the note that it is in, and whether a picture
    stands in it."""

    text: str
    anchors: tuple[str, ...] = ()
    para_id: str = ""
    style: str = ""
    cell: tuple[int, int, int] | None = None
    item: tuple[int, bool] | None = None
    comments: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    note: str = ""
    picture: bool = False

    @property
    def heading(self) -> int:
        """The level of a heading, 0 for other text."""
        match = _HEADING.match(self.style)
        return int(match[1]) if match else 0


class Series(Struct, frozen=True):
    """A series of a chart as it is now: its name, its values and categories by place."""

    name: str
    values: Mapping[int, str]
    categories: Mapping[int, str]


class EditedFile(Struct, frozen=True):
    """An edited file: what it says of its source (`base`), its paragraphs in the order of the text (those of notes
    last), and the numbers of its native charts."""

    base: Mapping[str, Any]
    paragraphs: Sequence[Paragraph]
    charts: Sequence[Sequence[Series]]


def read_edited(path: Path, changes: Changes = "accept") -> EditedFile:
    """Read an edited Word file; tracked changes are taken as accepted or rejected. Raises DocumentError for a file
    that is no Word file, or that jzdocs did not build from a Markdown source."""
    with _opened(path) as archive:
        return _Archive(archive, changes).read(_base(archive, path))


def read_base(path: Path) -> Mapping[str, Any]:
    """What a Word file says that it was built from, edited or not. Raises DocumentError like `read_edited`."""
    with _opened(path) as archive:
        return _base(archive, path)


def _base(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    found: dict[str, Any] | None = read_custom(archive, SOURCE)
    if found is None:
        raise DocumentError("X055", at=Location(str(path)))
    return found


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The file as an archive; whatever is damaged in it is told as that."""
    at = Location(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, OSError, KeyError, etree.XMLSyntaxError, json.JSONDecodeError) as error:
        raise DocumentError("X053", at=at) from error


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


_ASIDE = (_w("txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


class _Archive(Struct):
    archive: zipfile.ZipFile
    changes: Changes
    styles: Mapping[str, str] = field(default_factory=dict)
    ordered: Mapping[str, bool] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    def read(self, base: Mapping[str, Any]) -> EditedFile:
        self.styles, self.ordered, self.comments = self._styles(), self._ordered(), self._comments()
        facts = {bookmark: (name, bool(use)) for bookmark, (name, use) in base["facts"].items()}
        marks = Marks(facts, base["targets"], self._notes(base), self._links("word/document.xml"), self.changes)
        body = self._xml("word/document.xml").find(_w("body"))
        paragraphs = list(self._paragraphs(body, marks))
        if "word/footnotes.xml" in self.archive.namelist():
            paragraphs += self._paragraphs(
                self._xml("word/footnotes.xml"), replace(marks, links=self._links("word/footnotes.xml"))
            )
        return EditedFile(base, paragraphs, list(self._charts(body)))

    def _xml(self, name: str) -> Any:
        return read_xml(self.archive.read(name))

    def _maybe(self, name: str) -> Any:
        return self._xml(name) if name in self.archive.namelist() else None

    def _notes(self, base: Mapping[str, Any]) -> dict[str, str]:
        """The label of each footnote by its id, which programs number anew: by the bookmarks in it, else by its
        place."""
        root = self._maybe("word/footnotes.xml")
        real = [node for node in root if node.get(_w("type")) in (None, "normal")] if root is not None else []
        labels = list(base["notes"].values())
        out = {}
        for index, node in enumerate(real):
            names = [start.get(_w("name"), "") for start in node.iter(_w("bookmarkStart"))]
            known = next((base["note_anchors"][name] for name in names if name in base["note_anchors"]), "")
            counted = labels[index] if len(real) == len(labels) else ""
            out[node.get(_w("id"), "")] = known or counted or f"w{node.get(_w('id'), '')}"  # a new one
        return out

    def _links(self, part: str) -> dict[str, str]:
        folder, _, name = part.rpartition("/")
        root = self._maybe(f"{folder}/_rels/{name}.rels")
        return {} if root is None else {r.get("Id"): r.get("Target") for r in root if r.get("TargetMode") == "External"}

    def _styles(self) -> dict[str, str]:
        root = self._maybe("word/styles.xml")
        out = {}
        for style in root.iter(_w("style")) if root is not None else ():
            name = style.find(_w("name"))
            out[style.get(_w("styleId"))] = name.get(_w("val"), "") if name is not None else ""
        return out

    def _ordered(self) -> dict[str, bool]:
        """Of each list whether it counts."""
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

    def _comments(self) -> dict[str, str]:
        root = self._maybe("word/comments.xml")
        out = {}
        for comment in root.iter(_w("comment")) if root is not None else ():
            text = " ".join("".join(t.text or "" for t in p.iter(_w("t"))) for p in comment.iter(_w("p"))).strip()
            author = comment.get(_w("author"), "")
            out[comment.get(_w("id"))] = f"{author}：{text}" if author else text
        return out

    # --- paragraphs

    def _paragraphs(self, root: Any, marks: Marks) -> Iterator[Paragraph]:
        """The paragraphs in order; one whose end is taken away by a tracked change goes on in the next."""
        tables: _Tables = {}
        waiting: list[Any] = []
        for node in root.iter(_w("p")):
            if any(a.tag in _ASIDE for a in node.iterancestors()):
                continue
            waiting.append(node)
            if self._end_is_gone(node):
                continue
            yield self._paragraph(waiting, marks, tables)
            waiting = []
        if waiting:
            yield self._paragraph(waiting, marks, tables)

    def _end_is_gone(self, node: Any) -> bool:
        mark = node.find(f"{_w('pPr')}/{_w('rPr')}")
        return mark is not None and mark.find(_w("del" if self.changes == "accept" else "ins")) is not None

    def _paragraph(self, nodes: Sequence[Any], marks: Marks, tables: _Tables) -> Paragraph:
        last = nodes[-1]
        text = render([token for node in nodes for token in tokens(node, marks)]).strip(" \u3000")
        text = re.sub(
            r"^\\\[\\\]\s*", "", text
        )  # LibreOffice puts a note's mark before the brackets that stood around it
        names = [start.get(_w("name"), "") for node in nodes for start in node.iter(_w("bookmarkStart"))]
        style = last.find(f"{_w('pPr')}/{_w('pStyle')}")
        notes = [self.comments.get(r.get(_w("id")), "") for node in nodes for r in node.iter(_w("commentReference"))]
        return Paragraph(
            text,
            tuple(n for n in names if n.startswith("_jz_")),
            last.get(f"{{{W14}}}paraId", ""),
            self.styles.get(style.get(_w("val")), "") if style is not None else "",
            _cell(last, tables),
            self._item(last),
            tuple(c for c in notes if c),
            tuple(_tracked(nodes)),
            _note_of(last, marks),
            any(True for node in nodes for _ in node.iter(_BLIP)),
        )

    def _item(self, node: Any) -> tuple[int, bool] | None:
        properties = node.find(f"{_w('pPr')}/{_w('numPr')}")
        number = properties.find(_w("numId")) if properties is not None else None
        if number is None or number.get(_w("val")) == "0":
            return None
        level = properties.find(_w("ilvl"))
        return int(level.get(_w("val"), "0")) if level is not None else 0, self.ordered.get(
            number.get(_w("val")), False
        )

    # --- charts

    def _charts(self, body: Any) -> Iterator[list[Series]]:
        root = self._maybe("word/_rels/document.xml.rels")
        targets = {r.get("Id"): r.get("Target") for r in root} if root is not None else {}
        for node in body.iter(f"{{{C}}}chart"):
            target = targets.get(node.get(f"{{{R}}}id"), "")
            part = self._maybe(f"word/{target}" if not target.startswith("/") else target[1:])
            if part is not None:
                yield [_series(one) for one in part.iter(f"{{{C}}}ser")]


def _series(node: Any) -> Series:
    name = node.find(f"{{{C}}}tx")
    said = "".join(v.text or "" for v in name.iter(f"{{{C}}}v")) if name is not None else ""
    return Series(said, _points(node.find(f"{{{C}}}val")), _points(node.find(f"{{{C}}}cat")))


def _points(node: Any) -> dict[int, str]:
    points = node.iter(f"{{{C}}}pt") if node is not None else ()
    return {int(p.get("idx")): p.findtext(f"{{{C}}}v") or "" for p in points}


# of each table its number, and the places of its rows
_Tables = dict[Any, tuple[int, dict[Any, int]]]


def _cell(node: Any, tables: _Tables) -> tuple[int, int, int] | None:
    """Where a paragraph stands in a table."""
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


_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def _note_of(node: Any, marks: Marks) -> str:
    """The label of the footnote that a paragraph is in."""
    note = next((a for a in node.iterancestors(_w("footnote"))), None)
    return marks.notes.get(note.get(_w("id"), ""), "") if note is not None else ""


def _tracked(nodes: Sequence[Any]) -> Iterator[str]:
    """What a reader sees of tracked changes: who put in or took out what."""
    for node in nodes:
        for change in node.iter(_w("ins"), _w("del"), _w("moveFrom"), _w("moveTo")):
            text = "".join(t.text or "" for t in change.iter(_w("t"), _w("delText")))
            if text:
                word = "插入" if change.tag in (_w("ins"), _w("moveTo")) else "删除"
                yield f"{change.get(_w('author'), '')}{word}“{text}”"
