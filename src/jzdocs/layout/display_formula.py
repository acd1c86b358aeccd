"""Formulas on lines of their own → boxes: in the middle of the column, their number at its right edge."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.frames import Anchor, Item, Mark
from jzdocs.layout.boxes import Box, on_grid, with_anchor
from jzdocs.layout.context import Context
from jzdocs.layout.lines import placed
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.walk import formula_text
from jzdocs.resolve.lists import formula_number
from jzdocs.units import pt

_LEAST = 0.5  # to which share of its size a formula may shrink to fit its column
_AIR = pt(4)  # above and below


def display_formula(block: nodes.DisplayFormula, context: Context) -> Box:
    """Return a formula as a single box, in whole lines of the grid. One that is too wide for the column is set
    smaller."""
    from jzdocs.layout.formula import set_formula  # only documents with formulas pay for it

    setter, style = context.setter, context.setter.sheet.body
    face = setter.faces.key(style.font, style.bold)
    tag = context.tree.add("Formula", context.parent, alt=formula_text(block.latex))
    number = formula_number(block)
    label = None
    if number:
        label_tag = context.tree.add("P", context.parent)
        parts = spans((nodes.Text(number),), style, setter, label_tag)
        label = set_paragraph(setter, parts, style, context.width, tag=label_tag, indent=0)[0]
    side = label.width + style.size if label else 0
    room, size = context.width - 2 * side, style.size
    formula = set_formula(block.latex, setter.faces, face, size, style.color)
    if formula.width > room:
        size = round(size * max(_LEAST, room / formula.width))
        formula = set_formula(block.latex, setter.faces, face, size, style.color)
    left = max(0, (context.width - formula.width) // 2)
    top = max(_AIR + formula.height, setter.baseline(style, style.leading))
    height = top + max(formula.depth + _AIR, style.leading - setter.baseline(style, style.leading))
    items = placed(formula.items)

    def draw(x: int, y: int) -> Iterator[Item]:
        context.tree.place(tag, (x + left, y + top - formula.height, formula.width, formula.height + formula.depth))
        yield Mark(tag)
        yield from items(x + left, y + top)
        if label:
            yield from label.draw(x + context.width - label.width, y + top - setter.baseline(style, style.leading))

    box = on_grid(Box(height, draw), context.grid)
    return with_anchor(box, Anchor(0, 0, block.id)) if block.id else box
