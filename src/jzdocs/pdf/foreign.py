"""Pages of other PDFs as pictures: each becomes a form XObject (ISO 32000-1, 8.10), with the objects it needs.

Only pages that an archived document may hold come here (`jzdocs.pictures.pdf_page` sees to that). Annotations, tags and
actions stay behind: the picture has an alternative text of ours.
"""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any

import pikepdf
from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from jzdocs.patterns import compiled
from jzdocs.pdf.objects import Raw, compressed

# what we write ourselves, and what leads out of the picture, into the tree of the other document
_LEFT_OUT = frozenset({"/Length", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified"})
_MOST_IN_RANGE = 65_535
_HEX = r"<([0-9A-Fa-f]+)>\s*"
_SINGLE = compiled(_HEX + _HEX)
_RANGE = compiled(_HEX + _HEX + r"(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_WHOLE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Extent(Struct, frozen=True):
    """Where a page's form paints: its lower left corner, its width and height in points."""

    left: float
    bottom: float
    width: float
    height: float


class ForeignPages:
    """Puts pages of other PDFs into a canvas; a page that is shown twice is copied once."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._extents: dict[str, _Extent] = {}

    def placed(self, data: bytes, box: tuple[float, float, float, float]) -> str:
        """Return the operators that paint the first page of a PDF into `box` (x, y, width, height in points)."""
        name = f"jz-page-{hashlib.blake2b(data, digest_size=8).hexdigest()}"
        document = self._canvas._doc
        if name not in self._extents:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                form = pdf.pages[0].as_form_xobject()
                form.BBox = pdf.pages[0].cropbox  # what a viewer shows; its size was measured so
                self._extents[name] = _extent(form)
                document.addForm(name, _Copy(document, name).stream(form))
        extent = self._extents[name]
        x, y, width, height = box
        across, up = width / extent.width, height / extent.height
        self._canvas._formsinuse.append(name)
        place = f"{across:.6f} 0 0 {up:.6f} {x - extent.left * across:.3f} {y - extent.bottom * up:.3f} cm"
        return f"q {place} /{document.getXObjectName(name)} Do Q"


def _extent(form: Any) -> _Extent:
    """Return where a form paints, after its own matrix (which turns pages with /Rotate)."""
    x0, y0, x1, y1 = (float(number) for number in form.BBox)
    a, b, c, d, e, f = (float(number) for number in form.get("/Matrix", _WHOLE))
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return _Extent(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


class _Copy:
    """Copies objects of another PDF into a document of reportlab's; each object that is referred to once only."""

    def __init__(self, document: Any, name: str) -> None:
        self._document, self._name = document, name
        self._copied: dict[tuple[int, int], Any] = {}

    def stream(self, stream: Any) -> Any:
        """Return the copy of a stream, with its bytes as they are."""
        data = bytes(stream.read_raw_bytes())
        keys = self._entries(dict(stream.stream_dict.items()))
        return Raw("<< ", *keys, f"/Length {len(data)} >>\nstream\n", data, "\nendstream")

    def _entries(self, items: dict[str, Any]) -> list[Any]:
        parts: list[Any] = []
        for key in sorted(items):
            if key == "/ToUnicode" and isinstance(items[key], pikepdf.Stream):
                parts += ["/ToUnicode ", self._document.Reference(_meanings(items[key])), " "]
            elif key not in _LEFT_OUT:
                parts += [f"{pikepdf.Name(key).unparse().decode('latin-1')} ", self._value(items[key]), " "]
        return parts

    def _value(self, value: Any) -> Any:
        """Return the copy of a value, which is a reference where the value is an object of its own."""
        if not isinstance(value, pikepdf.Object):
            return Raw(_number(value))
        if not value.is_indirect:
            return self._direct(value)
        number = value.objgen
        if number not in self._copied:
            name = f"{self._name}-{number[0]}"
            self._copied[number] = pdfdoc.PDFObjectReference(name)  # before its content, which may lead back here
            self._document.Reference(self._direct(value), name)
        return self._copied[number]

    def _direct(self, value: Any) -> Any:
        if isinstance(value, pikepdf.Stream):
            return self.stream(value)
        if isinstance(value, pikepdf.Dictionary):
            return Raw("<< ", *self._entries(dict(value.items())), ">>")
        if isinstance(value, pikepdf.Array):
            parts: list[Any] = []
            for item in value:
                parts += [self._value(item), " "]
            return Raw("[ ", *parts, "]")
        return Raw(value.unparse())


def _number(value: Any) -> str:
    """Return a number or a truth value as PDF writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def _meanings(stream: Any) -> Any:
    """Return the table of what a font's characters mean, one by one: every reader understands that form."""
    text = stream.read_bytes().decode("latin-1")
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        found.update(_SINGLE.findall(block))
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, begin, listed in _RANGE.findall(block):
            meanings = re.findall(r"<([0-9A-Fa-f]+)>", listed)
            for index, code in enumerate(
                range(int(first, 16), min(int(last, 16), int(first, 16) + _MOST_IN_RANGE) + 1)
            ):
                meaning = meanings[index] if index < len(meanings) else _following(begin, index) if begin else ""
                if meaning:
                    found[f"{code:0{len(first)}X}"] = meaning
    codes = sorted(found.items())
    width = len(codes[0][0]) if codes else 4
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
    lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
    lines += ["1 begincodespacerange", f"<{'0' * width}> <{'F' * width}>", "endcodespacerange"]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *(f"<{code}> <{meaning}>" for code, meaning in block), "endbfchar"]
    return compressed("\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]))


def _following(first: str, index: int) -> str:
    """Return the meaning `index` places behind another, in hexadecimal digits."""
    return f"{int(first, 16) + index:0{len(first)}X}"
