"""The commands of LaTeX that have arguments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace

from jzdocs.formula.parser import FormulaError, Parser
from jzdocs.formula.tree import (
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
    Space,
    Symbol,
    Words,
    kind_of,
)
from jzdocs.patterns import compiled

_LENGTH = compiled(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mm|cm|mu)\s*")
_EMS = {"em": 1.0, "ex": 0.45, "pt": 0.1, "mm": 0.28, "cm": 2.8, "mu": 1 / 18}


def _fraction(style: Literal["", "d", "t"]) -> Callable[[Parser], Node]:
    return lambda parser: Fraction(parser.argument(), parser.argument(), style=style)


def _binomial(style: Literal["", "d", "t"]) -> Callable[[Parser], Node]:
    return lambda parser: Fence("(", Fraction(parser.argument(), parser.argument(), bar=False, style=style), ")")


def _root(parser: Parser) -> Node:
    index = parser.optional()
    return Root(parser.argument(), index)


def _overset(parser: Parser) -> Node:
    over, base = parser.argument(), parser.argument()
    return Limits(base, over=over, kind=kind_of(base))


def _underset(parser: Parser) -> Node:
    under, base = parser.argument(), parser.argument()
    return Limits(base, under=under, kind=kind_of(base))


def _operator_name(parser: Parser) -> Node:
    return Words(re.sub(r"\\[,; ]", "\u2009", parser.raw()), "op")


def _operator_name_with_limits(parser: Parser) -> Node:
    return Words(re.sub(r"\\[,; ]", "\u2009", parser.raw()), "op", limits=True)


def _substack(parser: Parser) -> Node:
    parser.expect("{")
    rows = [parser.row(("\\\\", "}"))]
    while parser.peek() == "\\\\":
        parser.take()
        rows.append(parser.row(("\\\\", "}")))
    parser.expect("}")
    return Matrix(tuple((row,) for row in rows), "c", gaps=False)


def _modulus(parser: Parser) -> Node:
    return Row((Space(0.8), Symbol("(", "open"), Words("mod"), Space(1 / 3), parser.argument(), Symbol(")", "close")))


def _colored(parser: Parser) -> Node:
    parser.raw()
    return parser.argument()


def _color(parser: Parser) -> None:
    parser.raw()


def _not(parser: Parser) -> Node:
    node = parser.atom()
    if isinstance(node, Symbol):
        return replace(
            node, text={"=": "≠", "∈": "∉", "⊂": "⊄", "≡": "≢", "∣": "∤"}.get(node.text, node.text + "\u0338")
        )
    raise FormulaError("\\not")


def _length(parser: Parser) -> Node:
    text = parser.raw()
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise FormulaError(text)
    return Space(float(match[1]) * _EMS[match[2]])


def _as_class(kind: Class) -> Callable[[Parser], Node]:
    def read(parser: Parser) -> Node:
        node = parser.argument()
        return replace(node, kind=kind) if isinstance(node, Symbol | Words | Limits) else node

    return read


COMMANDS: dict[str, Callable[[Parser], Node | None]] = {
    "frac": _fraction(""),
    "dfrac": _fraction("d"),
    "cfrac": _fraction("d"),
    "tfrac": _fraction("t"),
    "binom": _binomial(""),
    "dbinom": _binomial("d"),
    "tbinom": _binomial("t"),
    "sqrt": _root,
    "overset": _overset,
    "stackrel": _overset,
    "underset": _underset,
    "operatorname": _operator_name,
    "operatorname*": _operator_name_with_limits,
    "substack": _substack,
    "pmod": _modulus,
    "textcolor": _colored,
    "color": _color,
    "not": _not,
    "hspace": _length,
    "mspace": _length,
    "kern": _length,
    "mathrel": _as_class("rel"),
    "mathbin": _as_class("bin"),
    "mathop": _as_class("op"),
    "mathord": _as_class("ord"),
    "mathopen": _as_class("open"),
    "mathclose": _as_class("close"),
    "mathpunct": _as_class("punct"),
    "mathinner": _as_class("inner"),
    "boxed": lambda parser: Boxed(parser.argument()),
    "fbox": lambda parser: Boxed(parser.text("upright")),
    "left": lambda parser: parser.fence(),
    "middle": lambda parser: Middle(parser.delimiter()),
    "begin": lambda parser: parser.environment(),
}
