"""Headers, footers and watermark of a reference document, as far as our own pages can have them: one line of text with
fields and tab stops, a logo, letters or a picture behind the text. What is more than that stays Word's."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jzdocs.foreign_xml import parsed
from jzdocs.patterns import compiled
from jzdocs.style.pictures import printable
from jzdocs.units import EMU_PER_MM, EMU_PER_PT, mm

Keys = dict[str, Any]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_FIELDS = (
    (compiled(r"PAGE\b"), "{page}"),
    (compiled(r"(?:NUMPAGES|SECTIONPAGES)\b"), "{pages}"),
    (compiled(r'STYLEREF\s+(?:1\b|"?(?:heading|标题) 1"?)', re.I), "{part}"),
    (compiled(r"TITLE\b"), "{title}"),
    (compiled(r"SUBJECT\b"), "{subtitle}"),
    (compiled(r"AUTHOR\b"), "{issuer}"),
)
_READABLE = (".png", ".jpg", ".jpeg")
_PLACES = ("left", "center", "right")
_ABOVE_TEXT = mm(9 + 5) - 8 * EMU_PER_PT  # from the type area to where a logo ends, and the edge it keeps free


_LEAST = {"header": mm(12), "footer": mm(16)}  # margins that have room for a head, and for a foot
_WIDEST = mm(65)  # of a logo


class _UnlikeOursError(ValueError):
    """What only Word can show."""


class ReferenceHeaders(Struct, frozen=True):
    """The sections of a stylesheet that headers and footers give, and whether they say all that these hold."""

    keys: Mapping[str, Any]
    whole: bool


def read_headers(archive: zipfile.ZipFile, section: Any, name: str, margins: tuple[int, int]) -> ReferenceHeaders:
    """Return what the headers and footers of a section are in a stylesheet. `name` is that of the file, `margins` are
    those at the top and at the bottom (EMU)."""
    targets = _targets(archive, "word/document.xml")
    keys: Keys = {}
    whole = section.find(f"{_W}titlePg") is None
    for kind, margin in zip(("header", "footer"), margins, strict=True):
        for reference in section.iter(f"{_W}{kind}Reference"):
            part = targets.get(reference.get(f"{_R}id", ""), "")
            if reference.get(f"{_W}type", "default") != "default" or part not in archive.namelist():
                whole = whole and reference.get(f"{_W}type", "default") == "default"
                continue
            root = parsed(archive.read(part))
            pictures = _targets(archive, part)
            mark = _watermark(root, pictures, name) if kind == "header" else {}
            if mark and _all_readable(archive, mark):
                keys["watermark"] = mark
            try:
                head = _head(root, pictures, name, margin - _ABOVE_TEXT)
            except _UnlikeOursError:
                whole = False
                continue
            if margin >= _LEAST[kind] and _all_readable(archive, head):
                keys[kind] = head
            else:
                whole = False
    foot = keys.get("footer")
    if foot is not None and not any("{page}" in foot.get(place, "") for place in _PLACES):
        del keys["footer"]  # our pages have a number in any case
        whole = False
    return ReferenceHeaders(keys, whole)


def _all_readable(archive: zipfile.ZipFile, keys: Mapping[str, Any]) -> bool:
    """Return whether the pictures of a section can be printed."""
    names = [str(keys.get(key, "")) for key in ("logo", "picture")]
    return all(printable(name, archive.read(name.partition("#")[2])) for name in names if "#" in name)


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by relationship."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    if name not in archive.namelist():
        return {}
    root = parsed(archive.read(name))
    inside = (rel for rel in root if rel.get("TargetMode") != "External")
    return {
        rel.get("Id", ""): posixpath.normpath(posixpath.join(folder, rel.get("Target", ""))).lstrip("/")
        for rel in inside
    }


def _watermark(root: Any, pictures: Mapping[str, str], name: str) -> Keys:
    """Return the section [watermark] of the watermark that Word has put into a header; empty where it has none."""
    for shape in root.iter(f"{_V}shape"):
        turned = re.search(r"rotation:(-?\d+)", shape.get("style", ""))
        angle = (-int(turned[1]) + 180) % 360 - 180 if turned else 0
        keys: Keys = {"angle": angle} if -90 <= angle <= 90 else {}
        for path in shape.iter(f"{_V}textpath"):
            if 0 < len(text := path.get("string", "")) <= 30:
                return {"text": text, **keys}
        for image in shape.iter(f"{_V}imagedata"):
            part = pictures.get(image.get(f"{_R}id", ""), "")
            if part.lower().endswith(_READABLE) and shape.get("id", "").startswith("WordPictureWatermark"):
                return {"picture": f"{name}#{part}", "text": "", **keys}
    return {}


def _head(root: Any, pictures: Mapping[str, str], name: str, room: int) -> Keys:
    """Return the section of a header or footer. Raises _UnlikeOursError for what our pages cannot show."""
    if root.find(f".//{_W}tbl") is not None or root.find(f".//{_W}txbxContent") is not None:
        raise _UnlikeOursError
    keys: Keys = {"left": "", "center": "", "right": "", "logo": "none", "rule": False}
    written = [paragraph for paragraph in root.iter(f"{_W}p") if "".join(_pieces(paragraph)).strip()]
    if len(written) > 1:
        raise _UnlikeOursError
    for paragraph in written:
        keys.update(_places(paragraph))
        keys["rule"] = paragraph.find(f"{_W}pPr/{_W}pBdr") is not None
    drawings = [d for d in root.iter(f"{_W}drawing") if d.find(f".//{_A}blip") is not None]
    if len(drawings) > 1:
        raise _UnlikeOursError
    for drawing in drawings:
        keys.update(_logo(drawing, pictures, name, room))
    if keys["center"] and keys.get("logo_place") == "center":
        raise _UnlikeOursError
    return keys


def _places(paragraph: Any) -> Keys:
    """Return the texts of a line by their places: between tabs, or where it is aligned."""
    texts = [text.strip(" ") for text in "".join(_pieces(paragraph)).split("\t")]
    if len(texts) > len(_PLACES) or any(len(text) > 120 for text in texts):
        raise _UnlikeOursError
    aligned = paragraph.find(f"{_W}pPr/{_W}jc")
    if len(texts) == 1:
        value = "left" if aligned is None else aligned.get(f"{_W}val")
        return {{"center": "center", "right": "right", "end": "right"}.get(str(value), "left"): texts[0]}
    return dict(zip(("left", "right") if len(texts) == 2 else _PLACES, texts, strict=True))


def _pieces(paragraph: Any) -> list[str]:
    """Return the texts of a paragraph, fields as ours. Raises _UnlikeOursError for another field, or braces."""
    out: list[str] = []
    depth, code = 0, ""
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        inside = any(a.tag == f"{_W}fldSimple" for a in node.iterancestors())
        if node.tag == f"{_W}fldChar":
            kind = node.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if kind == "end":
                out.append(_field(code))
                code = ""
        elif node.tag == f"{_W}instrText":
            code += node.text or ""
        elif node.tag == f"{_W}fldSimple":
            out.append(_field(node.get(f"{_W}instr", "")))
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            out.append("\t")
        elif node.tag == f"{_W}t" and not depth and not inside:
            if set(node.text or "") & set("{}"):
                raise _UnlikeOursError
            out.append(node.text or "")
    return out


def _field(code: str) -> str:
    field = next((ours for pattern, ours in _FIELDS if pattern.match(code.strip())), None)
    if field is None:
        raise _UnlikeOursError
    return field


def _logo(drawing: Any, pictures: Mapping[str, str], name: str, room: int) -> Keys:
    """Return the keys of a logo, no higher than the `room` of a margin."""
    part = pictures.get(drawing.find(f".//{_A}blip").get(f"{_R}embed", ""), "")
    extent = drawing.find(f".//{_WP}extent")
    if not part.lower().endswith(_READABLE) or extent is None or room < mm(3):
        raise _UnlikeOursError
    width, height = (max(1, int(extent.get(side, "0"))) for side in ("cx", "cy"))
    height = max(mm(3), min(height, room, height * _WIDEST // width))
    align = drawing.find(f".//{_WP}positionH/{_WP}align")
    paragraph = next((a for a in drawing.iterancestors() if a.tag == f"{_W}p"), None)
    aligned = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}jc")
    value = align.text if align is not None else "left" if aligned is None else aligned.get(f"{_W}val")
    place = {"center": "center", "right": "right", "end": "right"}.get(str(value), "left")
    return {"logo": f"{name}#{part}", "logo_place": place, "logo_height": f"{height / EMU_PER_MM:.2f}mm"}
