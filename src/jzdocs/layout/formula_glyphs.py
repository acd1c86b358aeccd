"""The glyphs of formulas: characters, and what grows: brackets, root signs, arrows and accents."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.layout.formula_boxes import SCRIPT, Glyph, MathBox, Style, overlaid, raised
from jzdocs.layout.formula_font import Extent, MathFont, math_font
from jzdocs.style.faces import Faces

FACE = "@math"


class GlyphSetter:
    """Sets glyphs of a formula whose text style has a `size` (EMU); `role` is the face of the text around it."""

    def __init__(self, faces: Faces, role: str, size: int) -> None:
        self.faces, self.role, self.size = faces, role, size
        self.face = faces[FACE]
        self.font: MathFont = math_font(self.face)

    def em(self, style: Style) -> float:
        """Return the em of a style in EMU."""
        if style.level < SCRIPT:
            return self.size
        name = "SCRIPT_PERCENT_SCALE_DOWN" if style.level == SCRIPT else "SCRIPT_SCRIPT_PERCENT_SCALE_DOWN"
        return self.size * self.font.constant(name)

    def length(self, name: str, style: Style) -> float:
        """Return a constant of the font in EMU."""
        return self.font.constant(name) * self.em(style)

    def characters(self, text: str, style: Style) -> MathBox:
        """Return characters of the font of formulas; those that it lacks come from the faces of the text."""
        size = self.em(style)
        face = self.face
        items: list[Glyph] = []
        at, height, depth = 0.0, 0.0, 0.0
        extent = None
        for char in text:
            glyph = face.glyph(char)
            if not glyph or "\u2e80" <= char <= "\uffef":
                box = self.other(char, size)
                items += [item._replace(x=item.x + at) for item in box.items if isinstance(item, Glyph)]
                height, depth, at = max(height, box.height), max(depth, box.depth), at + box.width
                continue
            extent = self.font.extent(glyph)
            items.append(Glyph(at, 0.0, FACE, size, char))
            height, depth = max(height, extent.height * size), max(depth, extent.depth * size)
            at += extent.width * size
        single = len(text) == 1 and extent is not None
        if not single or extent is None:
            return MathBox(at, height, depth, tuple(items))
        return MathBox(at, height, depth, tuple(items), extent.italic * size, extent.attach * size, True)

    def other(self, text: str, size: float) -> MathBox:
        """Return text in the faces of the text around the formula."""
        items, at = [], 0.0
        for key, part in self.faces.split(self.role, text):
            items.append(Glyph(at, 0.0, key, size, part))
            at += self.faces[key].width(part) * size / 1000
        return MathBox(at, 0.88 * size, 0.12 * size, tuple(items))

    def stretched(self, mark: str, width: float, style: Style) -> MathBox:
        """Return a mark about as wide as `width`, its ink from the left edge on."""
        size = self.em(style)
        glyph = self.face.glyph(mark)
        fitting = self.font.variants(glyph, upright=False)
        accent = mark in "\u0302\u0303\u030c"
        if fitting and (accent or fitting[-1][1] * size >= width):
            smaller = [g for g, length in fitting if length * size <= width * 1.05]
            number = (
                (smaller[-1] if smaller else fitting[0][0])
                if accent
                else next(g for g, n in fitting if n * size >= width)
            )
            return self.inked(mark, number, size)
        parts = self.font.assembly(glyph, width / size, upright=False)
        if not parts:
            return self.inked(mark, glyph, size)
        extents = [self.font.extent(part.glyph) for part, _ in parts]
        items = tuple(
            Glyph((at - extent.left) * size, 0.0, FACE, size, mark if index == 0 else " ", part.glyph)
            for index, ((part, at), extent) in enumerate(zip(parts, extents, strict=True))
        )
        last, at = parts[-1]
        return MathBox((at + last.length) * size, *_reach(extents, size), items)

    def inked(self, mark: str, number: int, size: float) -> MathBox:
        """Return a glyph with its ink at the left edge, as wide as its ink."""
        extent = self.font.extent(number)
        item = Glyph(-extent.left * size, 0.0, FACE, size, mark, number)
        return MathBox((extent.right - extent.left) * size, extent.height * size, extent.depth * size, (item,))

    def grown(self, char: str, length: float, style: Style) -> MathBox:
        """Return a bracket or root sign at least `length` high, on the baseline as the font has it."""
        size = self.em(style)
        glyph = self.face.glyph(char)
        variants = self.font.variants(glyph, upright=True)
        number = next((g for g, n in variants if n * size >= length), 0)
        parts = [] if number else self.font.assembly(glyph, length / size, upright=True)
        if number or not parts:
            number = number or (variants[-1][0] if variants else glyph)
            extent = self.font.extent(number)
            item = Glyph(0.0, 0.0, FACE, size, char, -1 if number == glyph else number)
            return MathBox(extent.width * size, extent.height * size, extent.depth * size, (item,))
        extents = [self.font.extent(part.glyph) for part, _ in parts]
        items = tuple(
            Glyph(0.0, (at + extent.depth) * size, FACE, size, char if index == 0 else " ", part.glyph)
            for index, ((part, at), extent) in enumerate(zip(parts, extents, strict=True))
        )
        last, at = parts[-1]
        return MathBox(max(extent.width for extent in extents) * size, (at + last.length) * size, 0.0, items)

    def bracket(self, char: str, length: float, style: Style) -> MathBox:
        """Return a bracket at least `length` high, centred on the axis; an invisible one is a little space."""
        if not char:
            return MathBox(0.05 * self.em(style), 0.0, 0.0)
        box = self.centred(self.grown(char, length, style), self.length("AXIS_HEIGHT", style))
        side = 0.08 * self.em(style) if char in "|‖∣" else 0.0
        return overlaid([(box, side, 0.0)], box.width + 2 * side)

    def centred(self, box: MathBox, axis: float) -> MathBox:
        """Return a box moved so that its middle is on the axis."""
        return raised(box, axis - (box.height - box.depth) / 2)


def _reach(extents: Sequence[Extent], size: float) -> tuple[float, float]:
    return max(e.height for e in extents) * size, max(e.depth for e in extents) * size
