"""An OFD file as it is read again: its pages with the places of all characters, its outline, structure, attachments.

The reader follows the references of the standard (GB/T 33190, 7), so it reads files of other programs as far as they
hold text objects on their pages; templates and composite objects are not followed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from lxml import etree
from msgspec import Struct, field

from jzdocs.archives import refuse_bomb
from jzdocs.errors import DocumentError, Location, shown_path
from jzdocs.foreign_xml import parsed
from jzdocs.ofd.markup import NAMESPACE
from jzdocs.ofd.structure import STRUCTURE
from jzdocs.pdf_bounds import read_within

Part = TypeVar("Part")
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OFD, _JZ = f"{{{NAMESPACE}}}", f"{{{STRUCTURE}}}"
# structure types that are a paragraph
BLOCKS = frozenset(("H1", "H2", "H3", "H4", "H5", "H6", "P", "TH", "TD", "LBody", "Caption", "Note"))


class ReadText(Struct, frozen=True):
    """A text object: its identifier, its text, where each character begins on the page (mm; on the baseline), its size
    (mm), its font's identifier, and the numbers of its glyphs."""

    id: int
    text: str
    places: tuple[tuple[float, float], ...]
    size: float
    font: int
    glyphs: tuple[int, ...] = ()


class ReadPage(Struct, frozen=True):
    """A page: its identifier, width and height (mm), the label that our structure has for it, and its texts."""

    id: int
    width: float
    height: float
    label: str
    texts: Sequence[ReadText]


class ReadElement(Struct, frozen=True):
    """An element of the structure: its kind, how deep it stands, its text in reading order without that of elements
    below, and its first page (-1: none)."""

    kind: str
    depth: int
    text: str
    page: int


class ReadEntry(Struct, frozen=True):
    """An entry of the outline: its level (from 0), its title, its page (index from 0; -1: none), and how far below the
    page's top it leads (mm)."""

    level: int
    title: str
    page: int
    top: float


class ReadOfd(Struct, frozen=True):
    """An OFD file: its document information and metadata of records by their names, and what it holds."""

    information: Mapping[str, str]
    metadata: Mapping[str, str]
    pages: Sequence[ReadPage]
    outline: Sequence[ReadEntry]
    elements: Sequence[ReadElement]
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def read_ofd(path: Path) -> ReadOfd:
    """Return what an OFD file holds. Raises DocumentError for a file that is none, or is damaged."""
    return _within(path, _Package.document)


def read_attachments(path: Path) -> Mapping[str, bytes]:
    """Return the attachments of an OFD file by name. Raises DocumentError for a file that is none, or is damaged."""
    return _within(path, lambda package: dict(package.attachments()))


def _within(path: Path, read: Callable[[_Package], Part]) -> Part:
    """Return what `read` takes from a file, within the limits for files of others."""
    at = Location(shown_path(path))

    def opened() -> Part:
        with _opened(path, at) as archive:
            return read(_Package(archive, at))

    return read_within(opened, path.stat().st_size if path.is_file() else 0, at, "X210")


def _opened(path: Path, at: Location) -> ZipFile:
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError) as error:
        raise DocumentError("X210", at=at) from error
    refuse_bomb(archive, path.stat().st_size, at)
    return archive


class _Package:
    """The members of a file, found as they refer to each other. Raises DocumentError where one is missing."""

    def __init__(self, archive: ZipFile, at: Location) -> None:
        self._archive, self._at = archive, at
        self._names = frozenset(archive.namelist())
        main = self._xml("OFD.xml")
        self._information = main.find(f".//{_OFD}DocInfo")
        self._root_name = self._resolved("OFD.xml", main.findtext(f".//{_OFD}DocRoot"))
        self._root = self._xml(self._root_name)

    def _xml(self, name: str) -> Any:
        if name not in self._names:
            raise DocumentError("X210", at=self._at)
        return parsed(self._archive.read(name))

    @staticmethod
    def _resolved(base: str, location: str | None) -> str:
        """Return the name of the member at a location, which is relative to the file that names it (7.3, ST_Loc)."""
        location = (location or "").strip()
        joined = location[1:] if location.startswith("/") else posixpath.join(posixpath.dirname(base), location)
        return posixpath.normpath(joined)

    def document(self) -> ReadOfd:
        """Return all that the file holds."""
        ids = [int(page.get("ID")) for page in self._root.iterfind(f"{_OFD}Pages/{_OFD}Page")]
        structure = self._structure()
        labels = {} if structure is None else {int(p.get("PageRef")): p.get("Label") for p in structure[0]}
        default = self._root.findtext(f"{_OFD}CommonData/{_OFD}PageArea/{_OFD}PhysicalBox")
        pages = [
            self._page(page, labels.get(page_id, ""), default)
            for page_id, page in zip(ids, self._root.iterfind(f"{_OFD}Pages/{_OFD}Page"), strict=True)
        ]
        texts = {text.id: text.text for page in pages for text in page.texts}
        places = {page_id: index for index, page_id in enumerate(ids)}
        information = [] if self._information is None else list(self._information)
        return ReadOfd(
            {_local(child): child.text or "" for child in information if not len(child)},
            {c.get("Name"): c.text or "" for i in information for c in i.iterfind(f"{_OFD}CustomData")},
            pages,
            list(_entries(self._root.find(f"{_OFD}Outlines"), 0, places)),
            [] if structure is None else list(_elements(structure[1:], 0, texts, places)),
            dict(self.attachments()),
        )

    def _structure(self) -> Any:
        """Return the root of our structure; None where there is none."""
        name = self._root.findtext(f"{_OFD}CustomTags")
        if name is None:
            return None
        tags = self._resolved(self._root_name, name)
        for tag in self._xml(tags).iterfind(f"{_OFD}CustomTag"):
            if tag.get("TypeID") == STRUCTURE:
                return self._xml(self._resolved(tags, tag.findtext(f"{_OFD}FileLoc")))
        return None

    def _page(self, page: Any, label: str, default: str | None) -> ReadPage:
        content = self._xml(self._resolved(self._root_name, page.get("BaseLoc")))
        box = content.findtext(f"{_OFD}Area/{_OFD}PhysicalBox") or default or "0 0 210 297"
        *_, width, height = _floats(box)
        texts = [_text(text) for text in content.iterfind(f"{_OFD}Content/{_OFD}Layer//{_OFD}TextObject")]
        return ReadPage(int(page.get("ID")), width, height, label, texts)

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield the attachments, each with its name."""
        name = self._root.findtext(f"{_OFD}Attachments")
        if name is None:
            return
        listed = self._resolved(self._root_name, name)
        for attachment in self._xml(listed).iterfind(f"{_OFD}Attachment"):
            member = self._resolved(listed, attachment.findtext(f"{_OFD}FileLoc"))
            if member not in self._names:
                raise DocumentError("X210", at=self._at)
            yield attachment.get("Name", ""), self._archive.read(member)


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _floats(text: str) -> tuple[float, ...]:
    return tuple(map(float, text.split()))


def _text(element: Any) -> ReadText:
    """Return a text object with the places of its characters."""
    left, top, *_ = _floats(element.get("Boundary"))
    matrix = element.get("CTM")
    a, b, c, d, e, f = _floats(matrix) if matrix else _IDENTITY
    text, places, x, y = "", [], 0.0, 0.0
    for code in element.iterfind(f"{_OFD}TextCode"):
        part = code.text or ""
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        steps = zip(_deltas(code.get("DeltaX"), len(part)), _deltas(code.get("DeltaY"), len(part)), strict=True)
        u, v = x, y
        for step_x, step_y in steps:
            u, v = u + step_x, v + step_y
            places.append((left + a * u + c * v + e, top + b * u + d * v + f))
        text += part
    glyphs = " ".join(glyphs.text or "" for glyphs in element.iterfind(f"{_OFD}CGTransform/{_OFD}Glyphs"))
    return ReadText(
        int(element.get("ID")),
        text,
        tuple(places),
        float(element.get("Size")),
        int(element.get("Font")),
        tuple(map(int, glyphs.split())),
    )


def _deltas(text: str | None, count: int) -> list[float]:
    """Return how far each of `count` characters stands from the one before it (11.3); the first stands at its place."""
    out = [0.0]
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            times = int(next(words))
            out += [float(next(words))] * min(times, count)
        else:
            out.append(float(word))
    return (out + [0.0] * count)[:count]


def _entries(element: Any, level: int, places: Mapping[int, int]) -> Iterator[ReadEntry]:
    """Yield the entries of an outline below an element."""
    for entry in () if element is None else element.iterfind(f"{_OFD}OutlineElem"):
        target = entry.find(f"{_OFD}Actions/{_OFD}Action/{_OFD}Goto/{_OFD}Dest")
        page = -1 if target is None else places.get(int(target.get("PageID")), -1)
        top = 0.0 if target is None else float(target.get("Top", 0))
        yield ReadEntry(level, entry.get("Title", ""), page, top)
        yield from _entries(entry, level + 1, places)


def _elements(
    elements: Sequence[Any], depth: int, texts: Mapping[int, str], places: Mapping[int, int]
) -> Iterator[ReadElement]:
    """Yield elements of the structure and those below them; what stands inside a line is part of the line."""
    for element in elements:
        if _local(element) == "ObjectRef":
            continue
        is_block = _local(element) in BLOCKS
        references = list(element.iter(f"{_OFD}ObjectRef")) if is_block else element.findall(f"{_OFD}ObjectRef")
        text = "".join(texts.get(int(reference.text), "") for reference in references)
        page = places.get(int(references[0].get("PageRef")), -1) if references else -1
        yield ReadElement(_local(element), depth, text, page)
        yield from _elements(list(element), depth + 1, texts, places)
