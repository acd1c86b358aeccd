"""Formulas set in boxes: the rules of TeX (The TeXbook, appendix G), with the measures of the font's MATH table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from jzdocs.formula.parser import parse
from jzdocs.formula.symbols import letter
from jzdocs.formula.tree import (
    Accent,
    BigOperator,
    Boxed,
    Class,
    Fence,
    Fraction,
    Limits,
    Matrix,
    Middle,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Styled,
    Symbol,
    Words,
)
from jzdocs.frames import Rule, TextRun
from jzdocs.layout.formula_boxes import (
    DISPLAY,
    EMPTY,
    SCRIPT,
    SCRIPT_SCRIPT,
    TEXT,
    Bar,
    Glyph,
    MathBox,
    SetFormula,
    Style,
    bar,
    moved,
    overlaid,
    raised,
)
from jzdocs.layout.formula_glyphs import FACE, GlyphSetter
from jzdocs.layout.formula_spacing import THICK, kinds_of, space_between
from jzdocs.style.faces import Faces

_LONG = 7  # ems: a wider formula may be divided between lines
_ROW_GAP = 0.35  # ems between the rows of a matrix
_STRUT = (0.75, 0.3)  # the least height and depth of a row, in ems
_PADDING = 0.25  # between a frame and what it holds, in ems


def set_formula(latex: str, faces: Faces, role: str, size: int, color: str) -> SetFormula:
    """Return a formula on a line of its own, set in a size (EMU) and colour; `role` is the face of the text around it,
    for words in it.

    Raises FormulaError for LaTeX that cannot be read."""
    return _set(Typesetter(faces, role, size).node(parse(latex).body, Style(DISPLAY)), color)


def set_in_line(latex: str, faces: Faces, role: str, size: int, color: str, *, display: bool) -> list[SetFormula]:
    """Return a formula in a line as `set_formula` does, a long one in pieces between which the line may end."""
    setter, body, style = Typesetter(faces, role, size), parse(latex).body, Style(DISPLAY if display else TEXT)
    whole = setter.node(body, style)
    boxes = [whole] if whole.width < _LONG * size else setter.pieces(body, style)
    return [_set(box, color) for box in boxes]


def _set(box: MathBox, color: str) -> SetFormula:
    items: list[TextRun | Rule] = []
    for item in box.items:
        if isinstance(item, Bar):
            items.append(_rule(item, color))
        else:
            x, y = round(item.x), round(-item.y)
            items.append(TextRun(x, y, item.face, round(item.size), color, item.text, glyph=item.number))
    return SetFormula(round(box.width), round(box.height), round(box.depth), tuple(items))


def _rule(item: Bar, color: str) -> Rule:
    if item.width >= item.height:
        y = round(-item.y - item.height / 2)
        return Rule(round(item.x), y, round(item.x + item.width), y, round(item.height), color)
    x = round(item.x + item.width / 2)
    return Rule(x, round(-item.y), x, round(-item.y - item.height), round(item.width), color)


class Typesetter:
    """Sets the nodes of a formula whose text style has a `size` (EMU)."""

    def __init__(self, faces: Faces, role: str, size: int) -> None:
        self.glyphs = GlyphSetter(faces, role, size)
        self.em, self.length = self.glyphs.em, self.glyphs.length

    # --- nodes

    def node(self, node: Node, style: Style) -> MathBox:  # noqa: C901, PLR0912 (an arm a kind)
        """Return a node as a box."""
        match node:
            case Symbol():
                return self.glyphs.characters("".join(letter(c, node.variant) for c in node.text), style)
            case Words():
                return self.words(node, style)
            case BigOperator():
                return self.big_operator(node, style)
            case Space():
                return MathBox(node.width * self.em(style), 0.0, 0.0)
            case Row():
                return self.row(node.items, style)
            case Fraction():
                return self.fraction(node, style)
            case Root():
                return self.root(node, style)
            case Scripts():
                return self.scripts(node, style)
            case Limits():
                base = self.limits_base(node, style)
                return self.with_limits(base, node.under, node.over, style)
            case Accent():
                return self.accent(node, style)
            case Fence():
                return self.fence(node, style)
            case Matrix():
                return self.matrix(node, style)
            case Boxed():
                return self.framed(self.node(node.body, style), style)
            case Styled():
                level = DISPLAY if node.style == "d" else TEXT
                return self.node(node.body, Style(level, style.cramped))
            case Middle():
                return self.glyphs.characters(node.text, style)
            case _:
                assert_never(node)

    def row(self, items: Sequence[Node], style: Style) -> MathBox:
        """Return nodes side by side, with the spaces that their classes ask for."""
        boxes, starts, width = self.side_by_side(items, kinds_of(items), style)
        box = overlaid([(part, x, 0.0) for part, x in zip(boxes, starts, strict=True)], width)
        single = len(boxes) == 1 and boxes[0].single
        return box._replace(single=single, italic=boxes[-1].italic if boxes else 0.0)

    def side_by_side(
        self, items: Sequence[Node], kinds: Sequence[Class | None], style: Style
    ) -> tuple[list[MathBox], list[float], float]:
        """Return the boxes of nodes, where each begins, and the width of all."""
        boxes: list[MathBox] = []
        starts: list[float] = []
        at = 0.0
        last: Class | None = None
        for node, kind in zip(items, kinds, strict=True):
            if kind is not None:
                at += space_between(last, kind, script=style.level >= SCRIPT) * self.em(style)
                last = kind
            boxes.append(self.node(node, style))
            starts.append(at)
            at += boxes[-1].width
        return boxes, starts, at

    def pieces(self, node: Node, style: Style) -> list[MathBox]:
        """Return a formula in the pieces between which a line may end: behind relations and binary signs."""
        if not isinstance(node, Row):
            return [self.node(node, style)]
        kinds = kinds_of(node.items)
        boxes, starts, width = self.side_by_side(node.items, kinds, style)
        ends = [i + 1 for i, kind in enumerate(kinds) if kind in ("rel", "bin")]
        cuts = [0, *(end for end in ends if end < len(boxes)), len(boxes)]
        out = []
        for first, end in pairwise(cuts):
            left = starts[first]
            right = starts[end] if end < len(boxes) else width
            out.append(overlaid([(boxes[i], starts[i] - left, 0.0) for i in range(first, end)], right - left))
        return out

    def words(self, node: Words, style: Style) -> MathBox:
        """Return upright words: Han in the face of the text, Latin in that of formulas."""
        box = self.glyphs.characters("".join(letter(c, node.variant) for c in node.text), style)
        return box._replace(single=False)

    def big_operator(self, node: BigOperator, style: Style) -> MathBox:
        """Return a large operator, centred on the axis; in a displayed formula it is larger."""
        size = self.em(style)
        glyph = self.glyphs.face.glyph(node.text)
        least = self.glyphs.font.constant("DISPLAY_OPERATOR_MIN_HEIGHT") if style.level == DISPLAY else 0.0
        number = next((g for g, length in self.glyphs.font.variants(glyph, upright=True) if length >= least), glyph)
        if style.level == DISPLAY and number == glyph:
            number = next((g for g, _ in reversed(self.glyphs.font.variants(glyph, upright=True))), glyph)
        extent = self.glyphs.font.extent(number)
        rise = self.length("AXIS_HEIGHT", style) - (extent.height - extent.depth) * size / 2
        item = Glyph(0.0, 0.0, FACE, size, node.text, number if number != glyph else -1)
        box = MathBox(extent.width * size, extent.height * size, extent.depth * size, (item,), extent.italic * size)
        return raised(box, rise)

    # --- fractions and roots

    def fraction(self, node: Fraction, style: Style) -> MathBox:
        """Return a fraction: the rule on the axis, top and bottom at their distances (TeXbook, G15)."""
        if node.style:
            style = Style(DISPLAY if node.style == "d" else TEXT, style.cramped)
        level = {DISPLAY: TEXT, TEXT: SCRIPT}.get(style.level, SCRIPT_SCRIPT)
        top, bottom = self.node(node.top, Style(level, style.cramped)), self.node(node.bottom, Style(level, True))
        axis, thickness = self.length("AXIS_HEIGHT", style), self.length("FRACTION_RULE_THICKNESS", style)
        display = style.level == DISPLAY
        middle = "_DISPLAY_STYLE" if display else ""
        if node.bar:
            up = self.length(f"FRACTION_NUMERATOR{middle}_SHIFT_UP", style)
            down = self.length(f"FRACTION_DENOMINATOR{middle}_SHIFT_DOWN", style)
            above = self.length(
                "FRACTION_NUM_DISPLAY_STYLE_GAP_MIN" if display else "FRACTION_NUMERATOR_GAP_MIN", style
            )
            under = self.length(
                "FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN" if display else "FRACTION_DENOMINATOR_GAP_MIN", style
            )
            up = max(up, axis + thickness / 2 + above + top.depth)
            down = max(down, bottom.height + under + thickness / 2 - axis)
        else:
            up = self.length(f"STACK_TOP{middle}_SHIFT_UP", style)
            down = self.length(f"STACK_BOTTOM{middle}_SHIFT_DOWN", style)
            lack = self.length(f"STACK{middle}_GAP_MIN", style) - (up - top.depth + down - bottom.height)
            up, down = up + max(0.0, lack / 2), down + max(0.0, lack / 2)
        width = max(top.width, bottom.width)
        side = 0.1 * self.em(style)
        parts = [
            (top, side + (width - top.width) / 2, up),
            (bottom, side + (width - bottom.width) / 2, -down),
        ]
        if node.bar:
            parts.append((bar(width, thickness, axis - thickness / 2), side, 0.0))
        return overlaid(parts, width + 2 * side)

    def root(self, node: Root, style: Style) -> MathBox:
        """Return a root (TeXbook, G11)."""
        body = self.node(node.body, style.tight)
        gap = self.length(
            "RADICAL_DISPLAY_STYLE_VERTICAL_GAP" if style.level == DISPLAY else "RADICAL_VERTICAL_GAP", style
        )
        thickness = self.length("RADICAL_RULE_THICKNESS", style)
        sign = self.glyphs.grown("√", body.height + body.depth + gap + thickness, style)
        gap = max(gap, (gap + sign.height + sign.depth - thickness - body.height - body.depth) / 2)
        top = body.height + gap + thickness
        sign = raised(sign, top - sign.height)
        before = 0.0
        parts: list[tuple[MathBox, float, float]] = []
        if node.index is not None:
            index = self.node(node.index, Style(SCRIPT_SCRIPT))
            before = max(0.0, self.length("RADICAL_KERN_BEFORE_DEGREE", style) + index.width)
            rise = (
                self.glyphs.font.constant("RADICAL_DEGREE_BOTTOM_RAISE_PERCENT") * (sign.height + sign.depth)
                - sign.depth
            )
            parts.append((index, before - index.width, rise + index.depth))
            before = max(0.0, before + self.length("RADICAL_KERN_AFTER_DEGREE", style))
        left = before + sign.width
        parts += [(sign, before, 0.0), (body, left, 0.0), (bar(body.width, thickness, top - thickness), left, 0.0)]
        box = overlaid(parts, left + body.width)
        return box._replace(height=box.height + self.length("RADICAL_EXTRA_ASCENDER", style))

    # --- scripts

    def scripts(self, node: Scripts, style: Style) -> MathBox:
        """Return a base with its scripts, or limits where it has them (TeXbook, G13 and G18)."""
        base = self.node(node.base, style)
        if isinstance(node.base, BigOperator | Words) and node.base.limits and style.level == DISPLAY:
            return self.with_limits(base, node.sub, node.sup, style)
        sub = self.node(node.sub, style.below) if node.sub is not None else None
        sup = self.node(node.sup, style.script) if node.sup is not None else None
        up = 0.0 if base.single else base.height - self.length("SUPERSCRIPT_BASELINE_DROP_MAX", style)
        down = 0.0 if base.single else base.depth + self.length("SUBSCRIPT_BASELINE_DROP_MIN", style)
        if sup is not None:
            name = "SUPERSCRIPT_SHIFT_UP_CRAMPED" if style.cramped else "SUPERSCRIPT_SHIFT_UP"
            up = max(up, self.length(name, style), sup.depth + self.length("SUPERSCRIPT_BOTTOM_MIN", style))
        if sub is not None:
            down = max(
                down, self.length("SUBSCRIPT_SHIFT_DOWN", style), sub.height - self.length("SUBSCRIPT_TOP_MAX", style)
            )
        if sub is not None and sup is not None:
            lack = self.length("SUB_SUPERSCRIPT_GAP_MIN", style) - (up - sup.depth - sub.height + down)
            if lack > 0:
                down += lack
                rise = self.length("SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT", style) - (up - sup.depth)
                up, down = up + max(0.0, rise), down - max(0.0, rise)
        operator = isinstance(node.base, BigOperator)
        sub_at, sup_at = (
            base.width - (base.italic if operator else 0.0),
            base.width + (0.0 if operator else base.italic),
        )
        parts = [(base, 0.0, 0.0)]
        parts += [(sub, sub_at, -down)] if sub is not None else []
        parts += [(sup, sup_at, up)] if sup is not None else []
        right = max(at + box.width for box, at, _ in parts)
        return overlaid(parts, right + self.length("SPACE_AFTER_SCRIPT", style))

    def limits_base(self, node: Limits, style: Style) -> MathBox:
        """Return the base of limits; an arrow is as long as what stands above and below it."""
        base = node.base
        if not (isinstance(base, Accent) and base.body == Row(())):
            return self.node(base, style)
        scripts = [self.node(n, style.script) for n in (node.under, node.over) if n is not None]
        width = max((box.width for box in scripts), default=0.0) + self.em(style)
        return self.glyphs.stretched(base.mark, width, style)

    def with_limits(self, base: MathBox, under: Node | None, over: Node | None, style: Style) -> MathBox:
        """Return a base with something below and above its middle."""
        lower = self.node(under, style.below) if under is not None else None
        upper = self.node(over, style.script) if over is not None else None
        width = max(box.width for box in (base, lower, upper) if box is not None)
        lean = base.italic / 2
        parts = [(base, (width - base.width) / 2, 0.0)]
        if upper is not None:
            rise = max(
                self.length("UPPER_LIMIT_GAP_MIN", style),
                self.length("UPPER_LIMIT_BASELINE_RISE_MIN", style) - upper.depth,
            )
            parts.append((upper, (width - upper.width) / 2 + lean, base.height + rise + upper.depth))
        if lower is not None:
            drop = max(
                self.length("LOWER_LIMIT_GAP_MIN", style),
                self.length("LOWER_LIMIT_BASELINE_DROP_MIN", style) - lower.height,
            )
            parts.append((lower, (width - lower.width) / 2 - lean, -base.depth - drop - lower.height))
        return overlaid(parts, width)

    # --- what grows

    def accent(self, node: Accent, style: Style) -> MathBox:
        """Return a body with a mark above or below it (TeXbook, G12)."""
        body = self.node(node.body, style.tight)
        if node.mark in ("\u0305", "\u0332"):
            return self.lined(body, node, style)
        mark = (
            self.glyphs.stretched(node.mark, body.width, style)
            if node.stretches
            else self.glyphs.characters(node.mark, style)
        )
        if node.below or node.mark in "⏞⏜⎴":
            gap = self.length("STRETCH_STACK_GAP_ABOVE_MIN", style)
            y = -body.depth - gap - mark.height if node.below else body.height + gap + mark.depth
            width = max(body.width, mark.width)
            return overlaid([(body, (width - body.width) / 2, 0.0), (mark, (width - mark.width) / 2, y)], width)
        base_height = self.length("ACCENT_BASE_HEIGHT", style)
        attach = body.attach if body.attach > 0 else body.width / 2
        own = mark.attach if not node.stretches and mark.single else mark.width / 2
        x = attach - own
        rise = max(0.0, body.height - base_height)
        return overlaid([(body, 0.0, 0.0), (mark, x, rise)], body.width)._replace(
            single=body.single, italic=body.italic
        )

    def lined(self, body: MathBox, node: Accent, style: Style) -> MathBox:
        """Return a body with a line above or below it (TeXbook, G9 and G10)."""
        name = "UNDERBAR" if node.below else "OVERBAR"
        gap, thickness = self.length(f"{name}_VERTICAL_GAP", style), self.length(f"{name}_RULE_THICKNESS", style)
        y = -body.depth - gap - thickness if node.below else body.height + gap
        return overlaid([(body, 0.0, 0.0), (bar(body.width, thickness, y), 0.0, 0.0)], body.width)

    def fence(self, node: Fence, style: Style) -> MathBox:
        """Return something between brackets as high as it, centred on the axis (TeXbook, G19)."""
        body = self.node(node.body, style)
        axis = self.length("AXIS_HEIGHT", style)
        reach = max(body.height - axis, body.depth + axis)
        length = max(0.901 * 2 * reach, 2 * reach - 0.4 * self.em(style))
        pieces = [body] if not _has_middle(node.body) else list(self.divided(node.body, length, style))
        sides = [self.glyphs.bracket(char, length, style) for char in (node.left, node.right)]
        parts: list[tuple[MathBox, float, float]] = []
        at = 0.0
        for box in (sides[0], *pieces, sides[1]):
            parts.append((box, at, 0.0))
            at += box.width
        return overlaid(parts, at)

    def divided(self, node: Node, length: float, style: Style) -> Iterator[MathBox]:
        """Yield what stands between the bars inside brackets, and the bars, which grow with the brackets."""
        space = MathBox(THICK * self.em(style), 0.0, 0.0)
        assert isinstance(node, Row)
        rest: list[Node] = []
        for item in node.items:
            if isinstance(item, Middle):
                yield from (self.row(rest, style), space, self.glyphs.bracket(item.text, length, style), space)
                rest = []
            else:
                rest.append(item)
        yield self.row(rest, style)

    def framed(self, body: MathBox, style: Style) -> MathBox:
        """Return a box in a frame."""
        padding, thickness = _PADDING * self.em(style), self.length("FRACTION_RULE_THICKNESS", style)
        width = body.width + 2 * padding
        top, bottom = body.height + padding, -body.depth - padding
        sides = (Bar(0.0, bottom, thickness, top - bottom), Bar(width - thickness, bottom, thickness, top - bottom))
        lines = (Bar(0.0, top - thickness, width, thickness), Bar(0.0, bottom, width, thickness))
        return MathBox(width, top, -bottom, (*moved(body, padding, 0.0), *lines, *sides))

    # --- matrices

    def matrix(self, node: Matrix, style: Style) -> MathBox:
        """Return rows of cells, centred on the axis."""
        inner = Style(DISPLAY if node.display else max(TEXT, style.level))
        em = self.em(inner)
        columns = max(map(len, node.rows))
        cells = [[self.cell(row, c, node, inner) for c in range(columns)] for row in node.rows]
        widths = [max(row[c].width for row in cells) for c in range(columns)]
        lefts, at = [], 0.0
        for c, width in enumerate(widths):
            lefts.append(at)
            apart = 1.0 if node.gaps else 2.0 if c % 2 else 0.0
            at += width + (apart * em if c + 1 < columns else 0.0)
        strut = [part * em for part in _STRUT]
        parts: list[tuple[MathBox, float, float]] = []
        y = 0.0
        for index, row in enumerate(cells):
            height = (
                max(strut[0], *(box.height for box in row)) if node.display or index else max(b.height for b in row)
            )
            y -= height if index else 0.0
            for c, box in enumerate(row):
                align = node.align[min(c, len(node.align) - 1)] if node.gaps else node.align[c % len(node.align)]
                slack = widths[c] - box.width
                parts.append((box, lefts[c] + {"l": 0.0, "c": slack / 2, "r": slack}[align], y))
            last = index == len(cells) - 1
            y -= max(box.depth for box in row) if last else max(strut[1], *(b.depth for b in row)) + _ROW_GAP * em
        return self.glyphs.centred(overlaid(parts, at), self.length("AXIS_HEIGHT", style))

    def cell(self, row: Sequence[Node], column: int, node: Matrix, style: Style) -> MathBox:
        """Return a cell; in an alignment a relation at its start keeps its distance from the cell before."""
        if column >= len(row):
            return EMPTY
        content = row[column]
        if node.gaps or not column % 2:
            return self.node(content, style)
        items = content.items if isinstance(content, Row) else (content,)
        return self.row((Row(()), *items), style)


def _has_middle(node: Node) -> bool:
    return isinstance(node, Row) and any(isinstance(item, Middle) for item in node.items)
