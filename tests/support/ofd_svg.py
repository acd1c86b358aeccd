"""A page of an OFD file as SVG, drawn by the rules of GB/T 33190 and by nothing that the writer knows: a judge of its own
for pictures of pages. Glyphs are the outlines in the embedded fonts, by the numbers that CGTransform gives."""

from __future__ import annotations

import base64
import posixpath
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import uharfbuzz as hb
from lxml import etree

NS = {"o": "http://www.ofdspec.org/2016"}
_KINDS = {".png": "image/png", ".jpg": "image/jpeg"}


def floats(text: str) -> list[float]:
    return [float(word) for word in text.split()]


def deltas(text: str | None, count: int) -> list[float]:
    out: list[float] = []
    words = (text or "").split()
    while words:
        word = words.pop(0)
        if word == "g":
            times, step = int(words.pop(0)), float(words.pop(0))
            out += [step] * times
        else:
            out.append(float(word))
    return [0.0, *out, *[0.0] * count][:count]


class OfdPages:
    """Draws the pages of a file."""

    def __init__(self, path: Path) -> None:
        self.archive = ZipFile(path)
        self.root = self.xml("Doc_0/Document.xml")
        self.public = self.xml("Doc_0/PublicRes.xml")
        self.fonts: dict[str, hb.Font] = {}
        for font in self.public.iterfind(".//o:Font", NS):
            data = self.archive.read("Doc_0/Res/" + font.findtext("o:FontFile", None, NS))
            self.fonts[font.get("ID")] = hb.Font(hb.Face(hb.Blob(data)))
        self.media: dict[str, str] = {}
        if self.root.find(".//o:DocumentRes", NS) is not None:
            for media in self.xml("Doc_0/DocumentRes.xml").iterfind(".//o:MultiMedia", NS):
                self.media[media.get("ID")] = "Doc_0/Res/" + media.findtext("o:MediaFile", None, NS)
        self.places = [page.get("BaseLoc") for page in self.root.iterfind("o:Pages/o:Page", NS)]

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.archive.read(name))

    def svg(self, index: int, scale: float) -> str:
        """Return a page as SVG, with `scale` pixels to the millimetre."""
        page = self.xml(posixpath.join("Doc_0", self.places[index]))
        width, height = floats(page.findtext(".//o:PhysicalBox", None, NS))[2:]
        self.defs: dict[str, str] = {}
        self.number = 0
        body = "".join(self.unit(unit) for layer in page.iterfind("o:Content/o:Layer", NS) for unit in layer)
        size = f'width="{width * scale:.0f}" height="{height * scale:.0f}" viewBox="0 0 {width} {height}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size}>'
            f"<defs>{''.join(self.defs.values())}</defs>{body}</svg>"
        )

    def unit(self, unit: Any) -> str:
        """Return an object: moved to its boundary, turned by its matrix, cut off at both its clips and its boundary."""
        left, top, width, height = floats(unit.get("Boundary"))
        self.number += 1
        clip = f"b{self.number}"
        self.defs[clip] = (
            f'<clipPath id="{clip}"><rect x="{left}" y="{top}" width="{width}" height="{height}"/></clipPath>'
        )
        matrix = " ".join(unit.get("CTM", "1 0 0 1 0 0").split())
        inner = {"TextObject": self.text, "PathObject": self.path, "ImageObject": self.image}[self.kind(unit)](unit)
        inner = f'<g transform="matrix({matrix})">{inner}</g>'
        flag = unit.find("o:Clips", NS)
        for area in unit.iterfind("o:Clips/o:Clip/o:Area/o:Path", NS):
            self.number += 1
            name = f"c{self.number}"
            x, y, *_ = floats(area.get("Boundary"))
            rule = "evenodd" if area.get("Rule") == "Even-Odd" else "nonzero"
            outline = f'<path clip-rule="{rule}" transform="translate({x},{y})" d="{self.data(area)}"/>'
            self.defs[name] = f'<clipPath id="{name}">{outline}</clipPath>'
            assert unit.get("CTM") is None or flag.get("TransFlag") == "false"
            inner = f'<g clip-path="url(#{name})">{inner}</g>'
        return f'<g clip-path="url(#{clip})"><g transform="translate({left},{top})">{inner}</g></g>'

    @staticmethod
    def kind(unit: Any) -> str:
        return str(etree.QName(unit).localname)

    @staticmethod
    def data(path: Any) -> str:
        names = {"B": "C", "C": "Z"}
        return " ".join(names.get(word, word) for word in path.findtext("o:AbbreviatedData", None, NS).split())

    def colors(self, unit: Any, *, fill: bool, stroke: bool) -> str:
        out = ""
        for name, is_on in (("Fill", fill), ("Stroke", stroke)):
            color = unit.find(f"o:{name}Color", NS)
            value = "none"
            if is_on:
                value = f"rgb({','.join(color.get('Value').split())})" if color is not None else "black"
                if color is not None and color.get("Alpha"):
                    out += f' {name.lower()}-opacity="{int(color.get("Alpha")) / 255:.4f}"'
            out += f' {name.lower()}="{value}"'
        if stroke:
            out += (
                f' stroke-width="{unit.get("LineWidth", "0.353")}" stroke-linecap="{unit.get("Cap", "Butt").lower()}"'
            )
            out += f' stroke-linejoin="{unit.get("Join", "Miter").lower()}" stroke-miterlimit="10"'
            out += f' stroke-dasharray="{unit.get("DashPattern")}"' if unit.get("DashPattern") else ""
        return out

    def path(self, unit: Any) -> str:
        fill, stroke = unit.get("Fill") == "true", unit.get("Stroke") != "false"
        rule = ' fill-rule="evenodd"' if unit.get("Rule") == "Even-Odd" else ""
        return f'<path d="{self.data(unit)}"{rule}{self.colors(unit, fill=fill, stroke=stroke)}/>'

    def image(self, unit: Any) -> str:
        name = self.media[unit.get("ResourceID")]
        data = base64.b64encode(self.archive.read(name)).decode()
        kind = _KINDS[posixpath.splitext(name)[1]]
        return (
            f'<image width="1" height="1" preserveAspectRatio="none" xlink:href="data:{escape(kind)};base64,{data}"/>'
        )

    def text(self, unit: Any) -> str:
        font, size = self.fonts[unit.get("Font")], float(unit.get("Size"))
        wide, em = float(unit.get("HScale", 1)), size / font.face.upem
        glyphs = iter(floats(" ".join(g.text for g in unit.iterfind("o:CGTransform/o:Glyphs", NS))))
        stroke = unit.get("Stroke") == "true"
        out = []
        for code in unit.iterfind("o:TextCode", NS):
            x, y = float(code.get("X")), float(code.get("Y"))
            for step in deltas(code.get("DeltaX"), len(code.text)):
                x += step
                glyph = int(next(glyphs))
                name = f"g{unit.get('Font')}_{glyph}"
                if name not in self.defs:
                    self.defs[name] = (
                        f'<path id="{name}" d="{font.glyph_to_svg_path(glyph)}"/>'
                        if hasattr(font, "glyph_to_svg_path")
                        else f'<path id="{name}" d="{_outline(font, glyph)}"/>'
                    )
                width = f' stroke-width="{float(unit.get("LineWidth", 0)) / em:.4f}"' if stroke else ""
                out.append(
                    f'<use xlink:href="#{name}" transform="matrix({em * wide:.8f} 0 0 {-em:.8f} {x:.5f} {y:.5f})"{width}/>'
                )
        return f"<g{self.colors(unit, fill=True, stroke=stroke)}>{''.join(out)}</g>"


def _outline(font: hb.Font, glyph: int) -> str:
    """Return the outline of a glyph as SVG has it, in units of the font."""
    out: list[str] = []
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, _: out.append(f"M{x} {y}"), None)
    funcs.set_line_to_func(lambda x, y, _: out.append(f"L{x} {y}"), None)
    funcs.set_quadratic_to_func(lambda a, b, x, y, _: out.append(f"Q{a} {b} {x} {y}"), None)
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, _: out.append(f"C{a} {b} {c} {d} {x} {y}"), None)
    funcs.set_close_path_func(lambda _: out.append("Z"), None)
    font.draw_glyph(glyph, funcs, None)
    return "".join(out)
