"""Formulas → Office Math (ECMA-376 Part 1, 22.1): every `m:` name is written here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from lxml import etree

from jzdocs.formula.parser import parse
from jzdocs.formula.tree import (
    Accent,
    BigOperator,
    Boxed,
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
    Variant,
    Words,
    kind_of,
)
from jzdocs.word.ooxml import Element, M, w

_MAP = {"m": M}
_FONT = "Cambria Math"
# the style and the script of letters (22.1.2.111 and 22.1.2.99)
_LOOKS: dict[Variant, tuple[str, str]] = {
    "italic": ("i", ""),
    "upright": ("p", ""),
    "bold": ("b", ""),
    "bold-italic": ("bi", ""),
    "double": ("p", "double-struck"),
    "script": ("p", "script"),
    "fraktur": ("p", "fraktur"),
    "sans": ("p", "sans-serif"),
    "mono": ("p", "monospace"),
}
_BARS = {"\u0305": "top", "\u0332": "bot"}
_GROUPS = "⏞⏟⎴⎵⏜⏝"
_PLACEHOLDER = "\u200b"  # an empty argument shows a dotted box in Word
_SPACES = ((1.5, "\u2003\u2003"), (0.7, "\u2003"), (0.4, "\u2002"), (0.24, "\u2005"), (0.1, "\u2009"))


def inline_formula(latex: str) -> Element:
    """Return a formula in a line."""
    return m("oMath", *_many(parse(latex).body))


def displayed_formula(latex: str) -> Element:
    """Return a formula on lines of its own, in the middle."""
    return m("oMathPara", m("oMathParaPr", m("jc", val="center")), inline_formula(latex))


def m(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an `m:` element; its attributes are `m:` too."""
    element = etree.Element(f"{{{M}}}{tag}", nsmap=_MAP if tag.startswith("oMath") else None)
    for name, value in attributes.items():
        element.set(f"{{{M}}}{name}", str(value))
    element.extend(children)
    return element


def _run(text: str, variant: Variant = "upright", *, normal: bool = False) -> Element:
    """Return a run; with `normal` it is text, in the fonts of text where these are East Asian."""
    style, script = _LOOKS[variant]
    if normal:
        properties = [m("nor")]
    else:
        properties = [m("scr", val=script)] if script else []
        properties += [m("sty", val=style)] if style != "i" else []  # the default
    text_node = m("t")
    text_node.text = text
    if text != text.strip():
        text_node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    bold = [w("b")] if variant in ("bold", "bold-italic") and normal else []
    fonts = w("rFonts", ascii=_FONT, hAnsi=_FONT)
    look = [m("rPr", *properties)] if properties else []
    return m("r", *look, w("rPr", fonts, *bold), text_node)


def _argument(tag: str, node: Node | Sequence[Node] | None) -> Element:
    """Return an argument; an empty one holds a character without width."""
    items = [] if node is None else _many(node) if not isinstance(node, Sequence) else _row(node)
    return m(tag, *(items or [_run(_PLACEHOLDER)]))


def _many(node: Node) -> list[Element]:
    return _row(node.items) if isinstance(node, Row) else _row((node,))


def _row(items: Sequence[Node]) -> list[Element]:
    """Return nodes side by side; a large operator and a function take what they apply to with them."""
    out: list[Element] = []
    index = 0
    while index < len(items):
        node = items[index]
        base = node.base if isinstance(node, Scripts) else node
        end = index + 1
        if isinstance(base, BigOperator):
            end = _operand_end(items, index + 1)
        elif isinstance(base, Words) and base.kind == "op":
            end = min(len(items), _behind_spaces(items, index + 1) + 1)
        operand = items[index + 1 : end]
        if any(not isinstance(item, Space) for item in operand):
            out.append(_applied(node, operand))
            index = end
        else:
            out += _node(node)
            index += 1
    return out


def _operand_end(items: Sequence[Node], start: int) -> int:
    """Return where what a large operator applies to ends: before a sign of the same or a looser bond, outside of
    brackets."""
    depth = 0
    for index in range(start, len(items)):
        item, kind = items[index], kind_of(items[index])
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if depth < 0:
            return index
        wide = isinstance(item, Space) and item.width >= 1
        sign = index > start and isinstance(item, Symbol) and item.text in "+−±"
        if not depth and (wide or sign or kind in ("rel", "punct")):
            return index
    return len(items)


def _behind_spaces(items: Sequence[Node], start: int) -> int:
    while start < len(items) and isinstance(items[start], Space):
        start += 1
    return start


def _applied(node: Node, operand: Sequence[Node]) -> Element:
    """Return a large operator or a function with what it applies to."""
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, BigOperator):
        sub, sup = (node.sub, node.sup) if isinstance(node, Scripts) else (None, None)
        properties = [m("chr", val=base.text), m("limLoc", val="undOvr" if base.limits else "subSup")]
        properties += [m("subHide", val="1")] if sub is None else []
        properties += [m("supHide", val="1")] if sup is None else []
        return m("nary", m("naryPr", *properties), _script("sub", sub), _script("sup", sup), _argument("e", operand))
    return m("func", m("fName", *_node(node)), _argument("e", operand))


def _script(tag: str, node: Node | None) -> Element:
    return m(tag) if node is None else _argument(tag, node)


def _node(node: Node) -> list[Element]:
    match node:
        case Symbol():
            return [_run(node.text, node.variant)]
        case Words():
            return [_run(node.text, node.variant, normal=node.kind == "ord")]
        case BigOperator() | Middle():
            return [_run(node.text)]
        case Space():
            return [_run(space)] if (space := _space(node.width)) else []
        case Row():
            return _row(node.items)
        case Fraction():
            properties = [] if node.bar else [m("fPr", m("type", val="noBar"))]
            return [m("f", *properties, _argument("num", node.top), _argument("den", node.bottom))]
        case Root():
            hide = [] if node.index is not None else [m("radPr", m("degHide", val="1"))]
            degree = m("deg") if node.index is None else _argument("deg", node.index)
            return [m("rad", *hide, degree, _argument("e", node.body))]
        case Scripts():
            return _scripts(node)
        case Limits():
            return _limits(node.base, node.under, node.over)
        case Accent():
            return [_accent(node)]
        case Fence():
            return [_fence(node)]
        case Matrix():
            return [_matrix(node)]
        case Boxed():
            return [m("borderBox", _argument("e", node.body))]
        case Styled():
            return _many(node.body)
        case _:
            assert_never(node)


def _space(width: float) -> str:
    return next((space for least, space in _SPACES if width >= least), "")


def _scripts(node: Scripts) -> list[Element]:
    if isinstance(node.base, Words | BigOperator) and node.base.limits:
        return _limits(node.base, node.sub, node.sup)
    base = _argument("e", node.base)
    if node.sub is not None and node.sup is not None:
        return [m("sSubSup", base, _argument("sub", node.sub), _argument("sup", node.sup))]
    if node.sub is not None:
        return [m("sSub", base, _argument("sub", node.sub))]
    return [m("sSup", base, _argument("sup", node.sup))]


def _limits(base: Node, under: Node | None, over: Node | None) -> list[Element]:
    elements = [_run(base.mark)] if isinstance(base, Accent) and base.body == Row(()) else _many(base)
    for tag, limit in (("limUpp", over), ("limLow", under)):
        if limit is not None:
            elements = [m(tag, m("e", *elements), _argument("lim", limit))]
    return elements


def _accent(node: Accent) -> Element:
    body = _argument("e", node.body)
    if node.mark in _BARS:
        return m("bar", m("barPr", m("pos", val=_BARS[node.mark])), body)
    if node.mark in _GROUPS:
        position, side = ("bot", "top") if node.below else ("top", "bot")
        properties = (m("chr", val=node.mark), m("pos", val=position), m("vertJc", val=side))
        return m("groupChr", m("groupChrPr", *properties), body)
    return m("acc", m("accPr", m("chr", val=node.mark)), body)


def _fence(node: Fence) -> Element:
    items = node.body.items if isinstance(node.body, Row) else (node.body,)
    parts: list[list[Node]] = [[]]
    bar = ""
    for item in items:
        if isinstance(item, Middle):
            bar = item.text
            parts.append([])
        else:
            parts[-1].append(item)
    properties = [m("begChr", val=node.left)]
    properties += [m("sepChr", val=bar)] if bar else []
    properties.append(m("endChr", val=node.right))
    return m("d", m("dPr", *properties), *(_argument("e", part) for part in parts))


_ALIGN = {"l": "left", "c": "center", "r": "right"}


def _matrix(node: Matrix) -> Element:
    """Return a matrix, or lines that are aligned at their relations, whose places & marks."""
    columns = max(map(len, node.rows))
    if not node.gaps and (columns > 1 or node.align == "c"):
        return m("eqArr", *(m("e", *_line(row)) for row in node.rows))
    kinds = [node.align[min(c, len(node.align) - 1)] for c in range(columns)]
    columns_of = [m("mc", m("mcPr", m("count", val=1), m("mcJc", val=_ALIGN[kind]))) for kind in kinds]
    rows = [m("mr", *(_argument("e", row[c] if c < len(row) else None) for c in range(columns))) for row in node.rows]
    return m("m", m("mPr", m("plcHide", val="1"), m("mcs", *columns_of)), *rows)


def _line(row: Sequence[Node]) -> list[Element]:
    out: list[Any] = []
    for index, cell in enumerate(row):
        out += [_run("&")] if index else []
        out += _many(cell)
    return out or [_run(_PLACEHOLDER)]
