"""What is drawn in a Word file: pictures are read and turned into PNG or JPEG, text boxes are handed on, and what
cannot be shown (charts, diagrams, metafiles) is reported.

Pictures: ECMA-376 Part 1, 20.1.8.13 (blip), 20.1.8.55 (srcRect); VML: Part 4, 19.1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from jzdocs import limits
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.quiet import without_warnings
from jzdocs.source.pictures import is_cmyk, picture_size
from jzdocs.source.pieces import PictureData
from jzdocs.source.word_findings import Findings, shortened
from jzdocs.source.word_package import MC, A, Package, Part, R, w

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_FALLBACK = f"{{{MC}}}Fallback"
_METAFILES = ("emf", "wmf", "emz", "wmz")
# what Word adds to an alternative text that it makes up
_BY_MACHINE = compiled(r"(?:AI 生成的内容可能不正确|描述已自动生成|Description automatically generated)[。.]?")
_HUNDRED_PERCENT = 100_000  # sides are cut by thousandths of a percent


class Drawing(Struct):
    """What a drawing holds: pictures, text boxes, and words that are drawn as a picture (WordArt)."""

    pictures: list[PictureData] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    words: str = ""


def read_drawing(node: Any, package: Package, part: Part, findings: Findings) -> Drawing:
    """Return what a `w:drawing`, `w:pict` or `w:object` holds; what it cannot show is reported."""
    drawing = Drawing()
    properties = node.find(f".//{{{_WP}}}docPr")
    alt = _alternative(properties)
    for child in _seen(node):
        if child.tag == w("txbxContent"):
            drawing.boxes.append(child)
        elif child.tag == f"{{{A}}}blip":
            name = child.get(f"{{{R}}}embed") or child.get(f"{{{R}}}link") or ""
            picture = _picture(name, package, part, findings, _Crop.of(child), alt)
            drawing.pictures += [picture] if picture else []
        elif child.tag == f"{{{_V}}}imagedata":
            name = child.get(f"{{{R}}}id") or child.get(f"{{{R}}}pict") or child.get(f"{{{_O}}}relid") or ""
            shape = child.getparent()
            drawing.pictures += _vml_picture(name, package, part, findings, shape.get("alt", ""), node)
        elif child.tag == f"{{{_V}}}textpath" and child.get("string"):
            drawing.words += child.get("string", "")
        elif child.tag == f"{{{_C}}}chart":
            _report_chart(child, package, part, findings)
        elif child.tag == f"{{{_DIAGRAM}}}relIds":
            _report_diagram(child, package, part, findings)
    if node.tag == w("object"):
        findings.warn("S052", name=message("left_out.object"))
    words = "".join(t.text or "" for t in _seen(node) if t.tag == f"{{{A}}}t")
    if words.strip():
        drawing.words += words
    if not (drawing.pictures or drawing.boxes or drawing.words) and _has_shape(node):
        findings.warn("S052", name=message("left_out.drawing"))
    return drawing


def _has_shape(node: Any) -> bool:
    """Return whether a shape is drawn that is no mere line or frame, which only divide or adorn a page."""
    for child in _seen(node):
        if child.tag == f"{{{A}}}custGeom" or child.tag in (f"{{{_V}}}polyline", f"{{{_V}}}curve"):
            return True
        if child.tag == f"{{{A}}}prstGeom" and not re.search(r"line|connector|rect", child.get("prst", ""), re.I):
            return True
    return False


def _seen(node: Any) -> Iterator[Any]:
    """Yield the elements of a drawing that are shown: not those of its text boxes, nor copies for older programs."""
    for child in node:
        if child.tag == _FALLBACK and len(node) > 1 and _shows(node[0]):
            continue
        yield child
        if child.tag != w("txbxContent"):
            yield from _seen(child)


def _shows(branch: Any) -> bool:
    shown = (w("txbxContent"), f"{{{A}}}blip", f"{{{A}}}t", f"{{{_C}}}chart", f"{{{_DIAGRAM}}}relIds")
    return next(branch.iter(*shown), None) is not None


def _alternative(properties: Any) -> str:
    if properties is None:
        return ""
    alt = " ".join((properties.get("descr") or properties.get("title") or "").split())
    return _BY_MACHINE.sub("", alt).strip()


# --- pictures


class _Crop(Struct, frozen=True):
    """How much of each side of a picture is cut off, as a share of its width or height."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0

    @staticmethod
    def of(blip: Any) -> _Crop:
        """Return how the picture of a blip is cut."""
        fill = blip.getparent()
        node = fill.find(f"{{{A}}}srcRect") if fill is not None else None
        if node is None:
            return _Crop()
        sides = []
        for side in "ltrb":
            try:
                sides.append(min(0.99, max(0.0, float(node.get(side, "0").rstrip("%")) / _HUNDRED_PERCENT)))
            except ValueError:
                sides.append(0.0)
        return _Crop(*sides)

    def __bool__(self) -> bool:
        return bool(self.left or self.top or self.right or self.bottom)


def _vml_picture(name: str, package: Package, part: Part, findings: Findings, alt: str, node: Any) -> list[PictureData]:
    """Return the picture of a shape; that of an object that was embedded stands for the object."""
    if not name:
        return []
    picture = _picture(name, package, part, findings, _Crop(), alt)
    return [picture] if picture else []


def _picture(name: str, package: Package, part: Part, findings: Findings, crop: _Crop, alt: str) -> PictureData | None:
    """Return a picture by the name of its relationship, as PNG or JPEG; None, with a warning, where that cannot be."""
    relationship = part.relationships.get(name)
    if relationship is None:
        if name:
            findings.warn("S090.missing")
        return None
    if relationship.external:
        findings.warn("S090.external", address=relationship.target)
        return None
    data = package.data(relationship.target)
    file = posixpath.basename(relationship.target)
    form = file.rpartition(".")[2].lower()
    if not data:
        findings.warn("S090.missing")
        return None
    if form in _METAFILES or data[:4] == b"\xd7\xcd\xc6\x9a" or data[40:44] == b" EMF":
        findings.warn("S090", form=form.upper())
        return None
    if not crop and picture_size(data) and not is_cmyk(data):
        return PictureData(_with_suffix(file, data), data, alt)
    converted = _converted(data, crop)
    if converted is None:
        findings.warn("S090", form=form.upper())
        return None
    stem = file.rpartition(".")[0] or file
    return PictureData(f"{stem}{'-crop' if crop else ''}.png", converted, alt)


def _with_suffix(file: str, data: bytes) -> str:
    suffix = ".png" if data[:4] == b"\x89PNG" else ".jpg"
    stem, dot, form = file.rpartition(".")
    return file if dot and form.lower() in ("png", "jpg", "jpeg") else f"{stem or file}{suffix}"


def _converted(data: bytes, crop: _Crop) -> bytes | None:
    """Return a picture of another format, or one that is cut, as PNG; None where Pillow cannot read it."""
    import io

    from PIL import Image  # only files with such pictures pay for it

    try:
        with without_warnings():
            opened = Image.open(io.BytesIO(data))
            if opened.width * opened.height > limits.current().pixels:
                return None
            image = opened.convert("RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB")
    except Exception:  # noqa: BLE001 (damaged pictures fail in many ways)
        return None
    if crop:
        width, height = image.size
        box = (
            int(crop.left * width),
            int(crop.top * height),
            int(width - crop.right * width),
            int(height - crop.bottom * height),
        )
        if box[2] > box[0] and box[3] > box[1]:
            image = image.crop(box)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


# --- what is not shown


def _report_chart(node: Any, package: Package, part: Part, findings: Findings) -> None:
    """Warn that a chart was left out, with its title."""
    relationship = part.relationships.get(node.get(f"{{{R}}}id", ""))
    chart = package.part(relationship.target) if relationship else None
    title = chart.root.find(f".//{{{_C}}}title") if chart else None
    words = "".join(t.text or "" for t in title.iter(f"{{{A}}}t")) if title is not None else ""
    findings.warn("S091", text=shortened(words)) if words.strip() else findings.warn("S091.untitled")


def _report_diagram(node: Any, package: Package, part: Part, findings: Findings) -> None:
    """Warn that a diagram was left out, with its words."""
    relationship = part.relationships.get(node.get(f"{{{R}}}dm", ""))
    data = package.part(relationship.target) if relationship else None
    words = [t.text for t in data.root.iter(f"{{{A}}}t") if t.text] if data else []
    findings.warn("S091.diagram", text=" / ".join(words))
