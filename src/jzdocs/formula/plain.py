"""A formula as a line of plain text, for those who hear it, and for titles and lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import assert_never

from jzdocs.formula.parser import FormulaError, parse
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
    Words,
)

_SUPER = str.maketrans("0123456789+−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ⁽⁾")
_SUPER_SET = frozenset("0123456789+−n")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")


@lru_cache(maxsize=1024)
def plain_formula(latex: str) -> str:
    """Return a formula as plain text, such as (x_1−x_0)/x_0×100%; the LaTeX itself where it cannot be read."""
    try:
        formula = parse(latex)
    except FormulaError:
        return latex
    text = " ".join(_plain(formula.body).split())
    return f"{text} ({formula.tag})" if formula.tag else text


def formula_characters(latex: str) -> str:
    """Return the letters, digits and words of a formula as both documents print them, in their order. Large operators,
    brackets and marks are left out: in Word they are properties, not text."""
    return "".join(_characters(parse(latex).body))


def _characters(node: Node) -> Iterator[str]:
    match node:
        case Symbol() | Words():
            yield node.text
        case Row():
            for item in node.items:
                yield from _characters(item)
        case Matrix():
            for row in node.rows:
                for cell in row:
                    yield from _characters(cell)
        case BigOperator() | Middle() | Space():
            return
        case Accent() | Fence() | Boxed() | Styled():
            yield from _characters(node.body)
        case Fraction():
            yield from (*_characters(node.top), *_characters(node.bottom))
        case Root():
            yield from (*(_characters(node.index) if node.index else ()), *_characters(node.body))
        case Scripts():
            for part in (node.base, node.sub, node.sup):
                yield from _characters(part) if part else ()
        case Limits():
            for part in (node.base, node.under, node.over):
                yield from _characters(part) if part else ()
        case _:
            assert_never(node)


def _plain(node: Node) -> str:
    match node:
        case Symbol():
            return f" {node.text} " if node.kind == "rel" else node.text
        case Words():
            return f"{node.text} " if node.kind == "op" else node.text
        case BigOperator() | Middle():
            return node.text
        case Space():
            return " " if node.width > 0.2 else ""
        case Row():
            return "".join(map(_plain, node.items))
        case Fraction():
            return f"{_grouped(node.top)}/{_grouped(node.bottom)}"
        case Root():
            return f"{_raised(node.index) if node.index else ''}√{_grouped(node.body)}"
        case Scripts() | Limits():
            below, above = (node.sub, node.sup) if isinstance(node, Scripts) else (node.under, node.over)
            base = _plain(node.base).rstrip()
            return base + (f"_{_grouped(below)}" if below else "") + (_raised(above) if above else "")
        case Accent():
            body = _plain(node.body)
            if node.mark in _BRACES or not node.mark.strip() or not body:
                return body or node.mark
            return f"{body}{node.mark}" if len(body) == 1 else f"({body}){node.mark}"
        case Fence():
            return f"{node.left}{_plain(node.body)}{node.right}"
        case Matrix():
            joint = " " if node.gaps else ""
            return "; ".join(joint.join(_plain(cell).strip() for cell in row) for row in node.rows)
        case Boxed() | Styled():
            return _plain(node.body)
        case _:
            assert_never(node)


def _grouped(node: Node) -> str:
    return _in_group(node, _plain(node).strip())


def _in_group(node: Node, text: str) -> str:
    return text if len(text) == 1 or text.isalnum() or isinstance(node, Fence) else f"({text})"


def _raised(node: Node) -> str:
    text = _plain(node).strip()
    if text == "′" * len(text):
        return text
    return text.translate(_SUPER) if _SUPER_SET.issuperset(text) else f"^{_in_group(node, text)}"
