"""A checker of OFD files of our own: elements and their order, identifiers, references, fonts, boxes (GB/T 33190-2016), and
the rules for archives (OFD-A, GB/T 42133-2022: O001 to O019). It knows nothing of the writer."""

from __future__ import annotations

import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import uharfbuzz as hb
from lxml import etree

from ofd_rules import FORMS, ROOTS, TEXT, Form

OFD = "http://www.ofdspec.org/2016"
_O = f"{{{OFD}}}"
_NEEDED = {"cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post"}
_IMAGES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF"}
_UNITS = ("TextObject", "PathObject", "ImageObject")
_SLACK = 0.0005  # mm: what rounding leaves


class Fault(NamedTuple):
    rule: str
    place: str
    message: str


def check(data: bytes, *, archived: bool = True) -> list[Fault]:
    """Return what is wrong with a file."""
    checker = _Checker(data)
    faults = list(checker.container())
    if any(fault.rule in ("zip", "xml") for fault in faults):
        return faults
    faults += [*checker.forms(), *checker.identifiers(), *checker.references(), *checker.fonts(), *checker.boxes()]
    return faults + (list(checker.archival()) if archived else [])


def local(element: Any) -> str:
    return str(etree.QName(element).localname)


def floats(text: str | None) -> list[float]:
    return [float(word) for word in (text or "").split()]


class _Checker:
    def __init__(self, data: bytes) -> None:
        self.archive = ZipFile(io.BytesIO(data))
        self.infos = self.archive.infolist()
        self.names = [info.filename for info in self.infos]
        self.xml: dict[str, Any] = {}

    def container(self) -> Iterator[Fault]:
        """The zip file: deflated, nothing twice, UTF-8 names, the main part first; XML that can be read."""
        for name, count in Counter(self.names).items():
            if count > 1:
                yield Fault("zip", name, "twice")
        if self.names[:1] != ["OFD.xml"]:
            yield Fault("zip", self.names[0], "OFD.xml is not the first member")
        for info in self.infos:
            if info.compress_type != ZIP_DEFLATED:
                yield Fault("zip", info.filename, "not deflated")
            if not info.filename.isascii() and not info.flag_bits & 0x800:
                yield Fault("zip", info.filename, "a name that does not say it is UTF-8")
            if info.flag_bits & 1:
                yield Fault("O005", info.filename, "encrypted")
                continue
            attached = "/Attachs/" in info.filename and not info.filename.endswith("/Attachments.xml")
            if info.filename.endswith(".xml") and not attached:
                try:
                    self.xml[info.filename] = etree.fromstring(self.archive.read(info))
                except etree.XMLSyntaxError as error:
                    yield Fault("xml", info.filename, str(error))

    def forms(self) -> Iterator[Fault]:
        """Elements and attributes: known, in their order, as often as they may stand."""
        for name, root in self.xml.items():
            if root.tag.startswith(_O):
                yield from self._form(root, name, ROOTS.get(local(root)) or FORMS.get(local(root)))

    def _form(self, element: Any, name: str, form: Form | None) -> Iterator[Fault]:
        if form is None or not element.tag.startswith(_O):
            yield Fault("form", name, f"unknown element {element.tag}")
            return
        place = f"{name}: {local(element)}"
        allowed = {attribute.rstrip("!") for attribute in form.attributes}
        for attribute in element.attrib:
            if attribute not in allowed:
                yield Fault("form", place, f"unknown attribute {attribute}")
        for attribute in form.attributes:
            if attribute.endswith("!") and element.get(attribute[:-1]) is None:
                yield Fault("form", place, f"{attribute[:-1]} is missing")
        if (element.text or "").strip() and not form.text:
            yield Fault("form", place, "text where none may stand")
        names = [local(child) for child in element]
        pattern = "".join(f"(?:{_group(child)}){_times(child)}" for child in form.children)
        if not re.fullmatch(pattern, "".join(f"<{child}>" for child in names)) and form is not TEXT:
            yield Fault("form", place, f"children {names} are not {form.children}")
        for child in element:
            key = f"{local(element)}/{local(child)}"
            yield from self._form(child, name, FORMS.get(key) or FORMS.get(local(child)))

    def _root(self) -> Any:
        return self.xml[self.resolved("OFD.xml", self.xml["OFD.xml"].findtext(f".//{_O}DocRoot"))]

    @staticmethod
    def resolved(base: str, location: str | None) -> str:
        location = location or ""
        joined = location[1:] if location.startswith("/") else posixpath.join(posixpath.dirname(base), location)
        return posixpath.normpath(joined)

    def identifiers(self) -> Iterator[Fault]:
        """Identifiers are numbers, given once, and not beyond MaxUnitID."""
        most = int(self._root().findtext(f"{_O}CommonData/{_O}MaxUnitID"))
        seen: set[str] = set()
        for name, root in self.xml.items():
            for element in root.iter(f"{_O}*"):
                value = element.get("ID")
                if value is None or local(element) == "Attachment":
                    continue
                if not value.isdecimal() or not 0 < int(value) <= most:
                    yield Fault("id", name, f"{value} is beyond {most}")
                if value in seen:
                    yield Fault("id", name, f"{value} is given twice")
                seen.add(value)

    def _all(self, *names: str) -> Iterator[tuple[str, Any]]:
        for name, root in self.xml.items():
            for element in root.iter(*(f"{_O}{name_of}" for name_of in names)):
                yield name, element

    def references(self) -> Iterator[Fault]:
        """Files and objects that are named are there."""
        ids = {
            kind: {e.get("ID") for _, e in self._all(kind)}
            for kind in ("Font", "MultiMedia", "ColorSpace", "Annot", *_UNITS)
        }
        pages = {page.get("ID") for page in self._root().iterfind(f"{_O}Pages/{_O}Page")}
        objects = set().union(*(ids[kind] for kind in (*_UNITS, "Annot")))
        for name, location in self.locations():
            if self.resolved(name, location) not in self.names:
                yield Fault("reference", name, f"{location} is not in the file")
        for name, element in self._all("TextObject"):
            if element.get("Font") not in ids["Font"]:
                yield Fault("reference", name, f"no font {element.get('Font')}")
        for name, element in self._all("ImageObject"):
            if element.get("ResourceID") not in ids["MultiMedia"]:
                yield Fault("reference", name, f"no picture {element.get('ResourceID')}")
        for name, element in self._all("DefaultCS"):
            if element.text not in ids["ColorSpace"]:
                yield Fault("reference", name, f"no colour space {element.text}")
        for name, element in self._all("Dest", "Page"):
            if element.get("PageID") is not None and element.get("PageID") not in pages:
                yield Fault("reference", name, f"no page {element.get('PageID')}")
        for name, element in self._all("ObjectRef"):
            if element.get("PageRef") not in pages or element.text not in objects:
                yield Fault("reference", name, f"no object {element.text} on a page {element.get('PageRef')}")

    def locations(self) -> Iterator[tuple[str, str]]:
        """Every place that names a file, with the base that it is relative to."""
        for name, root in self.xml.items():
            base = (
                name
                if root.get("BaseLoc") is None
                else posixpath.join(posixpath.dirname(name), root.get("BaseLoc"), "_")
            )
            for element in root.iter(f"{_O}*"):
                if local(element) in FORMS and FORMS[local(element)] is TEXT and element is not root:
                    if local(element) in (
                        "DocRoot",
                        "PublicRes",
                        "DocumentRes",
                        "Annotations",
                        "CustomTags",
                        "Attachments",
                        "Extensions",
                        "FileLoc",
                        "FontFile",
                        "MediaFile",
                        "SchemaLoc",
                    ):
                        yield base, element.text or ""
                if element is not root and element.get("BaseLoc") is not None:
                    yield base, element.get("BaseLoc")

    def fonts(self) -> Iterator[Fault]:
        """Every text object names a glyph for every character, and the font has it, with ink where a character has."""
        fonts = {}
        for name, element in self._all("Font"):
            file = posixpath.join(posixpath.dirname(name), "Res", element.findtext(f"{_O}FontFile") or "")
            if file in self.names:
                fonts[element.get("ID")] = hb.Face(hb.Blob(self.archive.read(file)))
        drawn = {key: hb.Font(face) for key, face in fonts.items()}
        for name, element in self._all("TextObject"):
            text = "".join(code.text or "" for code in element.iterfind(f"{_O}TextCode"))
            place = f"{name}: {element.get('ID')} {text[:12]}"
            glyphs: list[int] = []
            for transform in element.iterfind(f"{_O}CGTransform"):
                numbers = [int(v) for v in floats(transform.findtext(f"{_O}Glyphs"))]
                if len(numbers) != int(transform.get("GlyphCount", 1)):
                    yield Fault("font", place, "GlyphCount is not the number of glyphs")
                if int(transform.get("CodePosition")) != len(glyphs):
                    yield Fault("font", place, "a character has no glyph")
                glyphs += numbers
            if len(glyphs) != len(text):
                yield Fault("font", place, f"{len(glyphs)} glyphs for {len(text)} characters")
            face = fonts.get(element.get("Font"))
            if face is None:
                continue
            for char, glyph in zip(text, glyphs, strict=False):
                if glyph >= face.glyph_count:
                    yield Fault("font", place, f"the font has no glyph {glyph}")
                elif glyph == 0:
                    yield Fault("font", place, f"{char!r} is drawn as a missing character")
            if text.strip("\u3000 —") and not any(
                drawn[element.get("Font")].get_glyph_extents(glyph) for glyph in glyphs if glyph < face.glyph_count
            ):
                yield Fault("font", place, "nothing is drawn")
            for code in element.iterfind(f"{_O}TextCode"):
                for axis in ("DeltaX", "DeltaY"):
                    if code.get(axis) is not None and _steps(code.get(axis)) != len(code.text or "") - 1:
                        yield Fault("font", place, f"{axis} does not count the characters")

    def boxes(self) -> Iterator[Fault]:
        """Boundaries lie on the page."""
        root = self._root()
        default = floats(root.findtext(f"{_O}CommonData/{_O}PageArea/{_O}PhysicalBox"))
        sizes: dict[str, list[float]] = {}
        base = self.resolved("OFD.xml", self.xml["OFD.xml"].findtext(f".//{_O}DocRoot"))
        for page in root.iterfind(f"{_O}Pages/{_O}Page"):
            name = self.resolved(base, page.get("BaseLoc"))
            content = self.xml.get(name)
            if content is None:
                continue
            sizes[page.get("ID")] = box = floats(content.findtext(f"{_O}Area/{_O}PhysicalBox")) or default
            for unit in content.iter(*(f"{_O}{kind}" for kind in _UNITS)):
                yield from _inside(unit, box, name)
        for name, element in self._all("Page"):
            if element.getparent() is not None and local(element.getparent()) == "Annotations":
                annotations = self.xml.get(self.resolved(name, element.findtext(f"{_O}FileLoc")))
                for appearance in () if annotations is None else annotations.iter(f"{_O}Appearance"):
                    yield from _inside(appearance, sizes.get(element.get("PageID"), default), name)

    def archival(self) -> Iterator[Fault]:
        """The rules of GB/T 42133-2022; the clause stands behind each."""
        main, root = self.xml["OFD.xml"], self._root()
        if main.get("DocType") != "OFD-A":  # 6.2.1 a
            yield Fault("O001", "OFD.xml", f"DocType is {main.get('DocType')}")
        if len(main.findall(f"{_O}DocBody")) != 1:  # 6.2.1 c
            yield Fault("O002", "OFD.xml", "not exactly one document")
        for name, location in self.locations():  # 6.1
            if re.match(r"[a-z]+:|//|[A-Za-z]:\\", location) or self.resolved(name, location).startswith(".."):
                yield Fault("O003", name, f"{location} lies outside")
        yield from self._archived_fonts()
        if main.find(f".//{_O}Encryptions") is not None or any("Encrypt" in name for name in self.names):  # 6.16
            yield Fault("O005", "OFD.xml", "encryption")
        for name, action in self._all("Action"):  # 6.2.2 c, 6.2.3 c, 6.2.5, 6.9
            if any(local(child) not in ("Goto", "Region") for child in action):
                yield Fault("O006", name, "an action that is not Goto")
        if any(name.lower().endswith((".js", ".vbs", ".exe", ".sh", ".py")) for name in self.names):
            yield Fault("O006", "", "a script")
        yield from self._archived_metadata(main)
        yield from self._archived_pictures()
        for name, rule in (("Permissions", "O009"), ("VPreferences", "O010"), ("Extensions", "O011")):  # 6.2.2 a, b, e
            if root.find(f"{_O}{name}") is not None:
                yield Fault(rule, "Document.xml", f"{name} in an archived document")
        for name, space in self._all("ColorSpace"):  # 6.3.1 b
            if space.get("Type") not in ("GRAY", "Gray", "RGB", "CMYK"):
                yield Fault("O013", name, f"a colour space {space.get('Type')}")
        for name, annotation in self._all("Annot"):  # 6.10.1 a
            if any(
                annotation.get(flag) != "true" for flag in ("ReadOnly", "NoZoom", "NoRotate") if annotation.get("ID")
            ):
                yield Fault("O014", name, f"annotation {annotation.get('ID')} may change")
        yield from self._archived_attachments()
        for name, block in self._all("PageBlock"):  # 6.2.3 e
            if sum(local(above) == "PageBlock" for above in block.iterancestors()) >= 3:
                yield Fault("O016", name, "blocks more than three deep")
        named = {self.resolved(name, location) for name, location in self.locations()} | {"OFD.xml"}
        for name in self.names:  # 6.1, 6.2.1 e
            if name not in named:
                yield Fault("O017", name, "nothing refers to it")
        for name, image in self._all("ImageObject"):  # 6.5 b
            if image.get("Interpolate") == "true":
                yield Fault("O018", name, "a picture with interpolation")
        if main.find(f".//{_O}Signatures") is not None:  # 6.13
            yield Fault("O019", "OFD.xml", "signatures that later readers cannot verify")

    def _archived_fonts(self) -> Iterator[Fault]:
        """6.2.6 a, b and c: fonts are public resources, embedded, with the tables that they need."""
        for name, font in self._all("Font"):
            file = font.findtext(f"{_O}FontFile")
            if not file:
                yield Fault("O004", name, f"{font.get('FontName')} is not embedded")
                continue
            member = posixpath.join(posixpath.dirname(name), "Res", file)
            if member in self.names:
                face = hb.Face(hb.Blob(self.archive.read(member)))
                if missing := _NEEDED - set(face.table_tags):
                    yield Fault("O004", name, f"{file} lacks {sorted(missing)}")
                if not {"glyf", "CFF "} & set(face.table_tags):
                    yield Fault("O004", name, f"{file} has no outlines")
            if not name.endswith("PublicRes.xml"):
                yield Fault("O004", name, "a font that is no public resource")

    def _archived_metadata(self, main: Any) -> Iterator[Fault]:
        """6.2.1 b: metadata by the names of DA/T 46."""
        custom = {data.get("Name"): data.text for data in main.iter(f"{_O}CustomData")}
        for name in ("题名", "页数", "格式信息", "文档创建程序"):
            if not custom.get(name):
                yield Fault("O007", "OFD.xml", f"{name} is missing")
        for name in ("DocID", "Title", "CreationDate", "Creator"):
            if not main.findtext(f".//{_O}{name}"):
                yield Fault("O007", "OFD.xml", f"{name} is missing")
        if not re.fullmatch(r"[0-9a-f]{32}", main.findtext(f".//{_O}DocID") or ""):
            yield Fault("O007", "OFD.xml", "DocID is no UUID")

    def _archived_pictures(self) -> Iterator[Fault]:
        """6.2.6 e to g: formats of pictures; no sound and no film."""
        for name, media in self._all("MultiMedia"):
            if media.get("Type") != "Image":
                yield Fault("O012", name, media.get("Type"))
                continue
            member = posixpath.join(posixpath.dirname(name), "Res", media.findtext(f"{_O}MediaFile"))
            if member not in self.names:
                continue
            data = self.archive.read(member)
            form = next((form for sign, form in _IMAGES.items() if data.startswith(sign)), "")
            if not form or form != media.get("Format", form):
                yield Fault("O008", name, f"{member} is {form or 'of no known format'}")
            if not name.endswith("DocumentRes.xml"):
                yield Fault("O008", name, "a picture that is no document resource")

    def _archived_attachments(self) -> Iterator[Fault]:
        """6.15.1 a: only text stays with the document."""
        for name, attachment in self._all("Attachment"):
            member = self.resolved(name, attachment.findtext(f"{_O}FileLoc"))
            if attachment.get("Format") not in ("TXT", "XML"):
                yield Fault("O015", name, f"an attachment of format {attachment.get('Format')}")
            elif member in self.names:
                try:
                    self.archive.read(member).decode("utf-8")
                except UnicodeDecodeError:
                    yield Fault("O015", name, f"{member} is no text")


def _group(child: str) -> str:
    return "|".join(f"<{name}>" for name in child.rstrip("?*+").split("|"))


def _times(child: str) -> str:
    return child[-1] if child[-1] in "?*+" else ""


def _steps(text: str) -> int:
    words, count = text.split(), 0
    while words:
        count += int(words[1]) if words[0] == "g" else 1
        words = words[3 if words[0] == "g" else 1 :]
    return count


def _inside(unit: Any, page: Sequence[float], name: str) -> Iterator[Fault]:
    box = floats(unit.get("Boundary"))
    if len(box) != 4 or box[2] < 0 or box[3] < 0:
        yield Fault("box", name, f"{unit.get('ID')} has no box: {unit.get('Boundary')}")
        return
    left, top, width, height = box
    x, y, wide, high = page
    if left < x - _SLACK or top < y - _SLACK or left + width > x + wide + _SLACK or top + height > y + high + _SLACK:
        yield Fault("box", name, f"{unit.get('ID')} leaves the page: {unit.get('Boundary')}")
