"""LaTeX → the tree of a formula. What is not understood is an error that names it; nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from jzdocs.formula import symbols
from jzdocs.formula.tree import (
    Accent,
    BigOperator,
    Boxed,
    Class,
    Fence,
    Formula,
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
)

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:[.,]\d+)*|[ \t\n]+|.", re.S)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mm|cm|mu)\s*")
_EMS = {"em": 1.0, "ex": 0.45, "pt": 0.1, "mm": 0.28, "cm": 2.8, "mu": 1 / 18}
_DEPTH_LIMIT = 40
# environments: the brackets around them, how their columns stand, and whether these are apart
_ENVIRONMENTS: dict[str, tuple[str, str, str, bool]] = {
    "matrix": ("", "c", "", True),
    "smallmatrix": ("", "c", "", True),
    "pmatrix": ("(", "c", ")", True),
    "bmatrix": ("[", "c", "]", True),
    "Bmatrix": ("{", "c", "}", True),
    "vmatrix": ("|", "c", "|", True),
    "Vmatrix": ("‖", "c", "‖", True),
    "array": ("", "c", "", True),
    "cases": ("{", "l", "", True),
    "dcases": ("{", "l", "", True),
    "rcases": ("", "l", "}", True),
    "aligned": ("", "rl", "", False),
    "align": ("", "rl", "", False),
    "split": ("", "rl", "", False),
    "alignedat": ("", "rl", "", False),
    "alignat": ("", "rl", "", False),
    "eqnarray": ("", "rcl", "", False),
    "gathered": ("", "c", "", False),
    "gather": ("", "c", "", False),
    "multline": ("", "c", "", False),
    "equation": ("", "c", "", False),
}
_ARROWS = {"xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xlongequal": "="}
_SIZES = frozenset(f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
_IGNORED = frozenset(
    ("nonumber", "notag", "nolimits", "limits", "allowbreak", "relax", "strut", "displaylimits", "hline")
)
_CELL_ENDS = frozenset(("&", "\\\\", "\\end", "\\cr", "\\tabularnewline"))


class FormulaError(ValueError):
    """LaTeX that cannot be read; the message is the piece that was not understood."""


@lru_cache(maxsize=1024)
def parse(latex: str) -> Formula:
    """Return the tree of a formula. Raises FormulaError for what is not understood."""
    return _Parser(latex).formula()


def unreadable_part(latex: str) -> str:
    """Return "" for LaTeX that can be read, else the piece of it that cannot."""
    try:
        parse(latex)
    except FormulaError as error:
        return str(error)
    return ""


class _Parser:
    """Reads the tokens of one formula; `variant` is that of its letters at the current place."""

    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.index = 0
        self.variant: Variant | None = None
        self.tag = ""
        self.depth = 0
        self.tables = symbols.tables()

    # --- tokens

    def peek(self) -> str:
        """Return the next piece that is no space, "" at the end."""
        while self.index < len(self.tokens) and self.tokens[self.index].isspace():
            self.index += 1
        return self.tokens[self.index] if self.index < len(self.tokens) else ""

    def take(self) -> str:
        piece = self.peek()
        self.index += 1
        return piece

    def expect(self, piece: str) -> None:
        found = self.take()
        if found != piece:
            raise FormulaError(found or piece)

    def raw(self) -> str:
        """Return the text of a group in braces as it is written."""
        self.expect("{")
        start, depth = self.index, 1
        while self.index < len(self.tokens):
            piece = self.tokens[self.index]
            depth += {"{": 1, "}": -1}.get(piece, 0)
            self.index += 1
            if not depth:
                return "".join(self.tokens[start : self.index - 1])
        raise FormulaError("{")

    def optional(self) -> Node | None:
        """Return what stands in brackets, None where there are none."""
        if self.peek() != "[":
            return None
        self.take()
        body = self.row(("]",))
        self.expect("]")
        return body

    # --- rows

    def formula(self) -> Formula:
        """Return the whole formula; several lines without an environment are an alignment."""
        rows = self.cells("")
        if self.index < len(self.tokens):
            raise FormulaError(self.take())
        if len(rows) == 1 and len(rows[0]) == 1:
            return Formula(rows[0][0], self.tag)
        return Formula(
            Matrix(rows, "rl" if any(len(row) > 1 for row in rows) else "c", gaps=False, display=True), self.tag
        )

    def row(self, ends: Container[str]) -> Node:
        """Return the nodes up to a piece of `ends`, which stays."""
        self.depth += 1
        if self.depth > _DEPTH_LIMIT:
            raise FormulaError("{{{")
        items: list[Node] = []
        variant = self.variant
        while (piece := self.peek()) and piece not in ends:
            if piece in ("\\over", "\\choose", "\\atop"):
                self.take()
                bottom = self.row(ends)
                fraction = Fraction(_row(items), bottom, bar=piece == "\\over")
                items = [Fence("(", fraction, ")") if piece == "\\choose" else fraction]
            elif piece in ("\\displaystyle", "\\textstyle", "\\scriptstyle", "\\scriptscriptstyle"):
                self.take()
                rest = self.row(ends)
                items.append(Styled(rest, "d" if piece == "\\displaystyle" else "t"))
            else:
                self.item(items)
        self.variant = variant
        self.depth -= 1
        return _row(items)

    def item(self, items: list[Node]) -> None:
        """Add the next node with its scripts to `items`."""
        piece = self.peek()
        if piece in ("^", "_", "'", "’"):
            items.append(self.scripts(Row(())))
            return
        node = self.atom()
        if node is None:
            return
        if self.peek() in ("\\limits", "\\nolimits", "\\displaylimits"):
            limits = self.take() == "\\limits"
            if isinstance(node, BigOperator | Words):
                node = replace(node, limits=limits)
        if self.peek() in ("^", "_", "'", "’"):
            node = self.scripts(node)
        items.append(node)

    def scripts(self, base: Node) -> Node:
        """Return a base with the scripts that follow it."""
        sub: Node | None = None
        sups: list[Node] = []
        while (piece := self.peek()) in ("^", "_", "'", "’"):
            self.take()
            if piece in ("'", "’"):
                sups.append(Symbol("′"))
            elif piece == "^":
                sups.append(self.argument())
            elif sub is None:
                sub = self.argument()
            else:
                raise FormulaError("_")
        sup = _row(sups) if sups else None
        if isinstance(base, Accent) and base.mark in "⏞⏟⎴⎵⏜⏝":
            return Limits(base, sub, sup)
        return Scripts(base, sub, sup)

    def argument(self) -> Node:
        """Return the next group or single node."""
        piece = self.peek()
        if not piece or piece in ("}", "&", "^", "_"):
            raise FormulaError(piece or "{}")
        if piece == "{":
            return self.group()
        if piece.isdigit() and len(piece) > 1:  # x^10 is x to the 1, and 0
            self.tokens[self.index] = piece[1:]
            return Symbol(piece[0])
        node = self.atom()
        return Row(()) if node is None else node

    def group(self) -> Node:
        """Return what stands in braces."""
        self.expect("{")
        body = self.row(("}",))
        self.expect("}")
        return body

    # --- nodes

    def atom(self) -> Node | None:
        """Return the next node without its scripts; None for a command that prints nothing."""
        piece = self.take()
        if piece == "{":
            self.index -= 1
            return self.group()
        if piece in ("}", "&"):
            raise FormulaError(piece)
        if piece == "~":
            return Space(0.25)
        if piece.startswith("\\") and len(piece) > 1:
            return self.command(piece[1:])
        if piece[0].isdigit():
            return Symbol(
                piece, variant=self.variant if self.variant in ("bold", "double", "sans", "mono") else "upright"
            )
        if _WIDE.match(piece):
            return self.wide(piece)
        return self.single(piece)

    def wide(self, text: str) -> Node:
        """Return Han as one text."""
        while self.index < len(self.tokens) and _WIDE.match(self.tokens[self.index]):
            text += self.tokens[self.index]
            self.index += 1
        return Words(text)

    def single(self, char: str) -> Node:
        """Return a character that stands for itself."""
        limits = symbols.large_character(char)
        if limits is not None:
            return BigOperator(char, limits)
        shown, kind = symbols.character(char)
        if char.isalpha():
            return Symbol(shown, kind, self.variant or ("upright" if "Α" <= char <= "Ω" else "italic"))
        return Symbol(shown, kind)

    def command(self, name: str) -> Node | None:
        """Return the node of a command."""
        tables = self.tables
        if name in tables.symbols:
            char, kind, variant = tables.symbols[name]
            return Words(char, "bin") if name == "bmod" else Symbol(char, kind, self._of_greek(char, variant))
        if name in tables.large:
            return BigOperator(*tables.large[name])
        if name in tables.functions:
            return Words(tables.function_names[name], "op", limits=tables.functions[name])
        if name in tables.spaces:
            return Space(tables.spaces[name])
        if name in tables.accents:
            mark, below, stretches = tables.accents[name]
            return Accent(self.argument(), mark, below, stretches)
        if name in tables.variants:
            return self.in_variant(tables.variants[name], braced=name.startswith(("math", "sym", "b")) and name != "bf")
        if name in symbols.TEXTS:
            return self.text(symbols.TEXTS[name])
        if name in _IGNORED or name in ("label", "tag", "tag*"):
            self.ignored(name)
            return None
        reader = _COMMANDS.get(name)
        if reader is None:
            return self.arranged(name)
        return reader(self)

    def _of_greek(self, char: str, variant: Variant) -> Variant:
        return self.variant if self.variant in ("bold", "bold-italic", "upright") and char.isalpha() else variant

    def ignored(self, name: str) -> None:
        """Read a command that prints nothing where it stands."""
        if name.startswith("tag"):
            self.tag = self.raw().strip()
        elif name == "label":
            self.raw()

    def in_variant(self, variant: Variant, *, braced: bool) -> Node:
        """Return the argument of a command such as \\mathbf, or for one such as \\bf the rest of the group."""
        before, self.variant = self.variant, variant
        node = self.argument() if braced else self.row(("}", "&", "\\\\", "\\end", "\\right", "]"))
        self.variant = before
        return node

    def text(self, variant: Variant) -> Node:
        """Return words in braces; what stands between dollar signs in them is a formula."""
        parts = re.split(r"\$([^$]+)\$", self.raw())
        nodes: list[Node] = []
        for number, part in enumerate(parts):
            if number % 2:
                nodes.append(parse(part).body)
            elif part:
                nodes.append(Words(re.sub(r"\\([%$#&_{} ,])", r"\1", part), variant=variant))
        return _row(nodes)

    def arranged(self, name: str) -> Node:
        """Return what the commands for brackets, arrows and environments make."""
        if name in _SIZES:
            left, right = self.delimiter(), name[-1]
            kind: Class = "open" if right == "l" else "close" if right == "r" else "ord"
            return Symbol(left, kind)
        if name in _ARROWS:
            under = self.optional()
            return Limits(Accent(Row(()), _ARROWS[name], stretches=True), under, self.argument(), "rel")
        raise FormulaError(f"\\{name}")

    def delimiter(self) -> str:
        """Return the bracket that follows, "" for an invisible one."""
        piece = self.take()
        if piece in symbols.DELIMITERS:
            return {".": "", "<": "⟨", ">": "⟩"}.get(piece, piece)
        found = self.tables.symbols.get(piece[1:]) if piece.startswith("\\") else None
        if found is None:
            raise FormulaError(piece or "\\left")
        return found[0]

    def fence(self) -> Node:
        """Return what stands between \\left and \\right."""
        left = self.delimiter()
        body = self.row(("\\right",))
        self.expect("\\right")
        return Fence(left, body, self.delimiter())

    def cells(self, environment: str) -> tuple[tuple[Node, ...], ...]:
        """Return the rows of cells up to the end of an environment ("": of the formula)."""
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self.row(_CELL_ENDS))
            piece = self.take()
            if piece == "&":
                continue
            rows.append(tuple(cells))
            cells = []
            if piece in ("\\\\", "\\cr", "\\tabularnewline"):
                if self.peek() == "[":  # the space between two rows
                    self.optional()
                continue
            if piece == "\\end":
                self.index -= 1
            break
        if piece == "\\end" and not environment:
            raise FormulaError("\\end")
        if len(rows) > 1 and rows[-1] == (Row(()),):
            rows.pop()
        return tuple(rows)

    def environment(self) -> Node:
        """Return what stands between \\begin and \\end."""
        name = self.raw().strip()
        kind = _ENVIRONMENTS.get(name.rstrip("*"))
        if kind is None:
            raise FormulaError(f"\\begin{{{name}}}")
        left, align, right, gaps = kind
        if name.endswith("*") and self.peek() == "[":
            self.optional()
        if name == "array":
            align = re.sub(r"[^lcr]", "", self.raw()) or "c"
        elif name.startswith("alignat") or name == "alignedat":
            self.raw()
        rows = self.cells(name)
        self.expect("\\end")
        if self.raw().strip() != name:
            raise FormulaError(f"\\begin{{{name}}}")
        matrix = Matrix(rows, align, gaps, display=not gaps or name == "dcases")
        return Fence(left, matrix, right) if left or right else matrix


def _row(items: list[Node]) -> Node:
    return items[0] if len(items) == 1 else Row(tuple(items))


# --- commands with arguments


def _fraction(style: Literal["", "d", "t"]) -> Callable[[_Parser], Node]:
    return lambda parser: Fraction(parser.argument(), parser.argument(), style=style)


def _binomial(style: Literal["", "d", "t"]) -> Callable[[_Parser], Node]:
    return lambda parser: Fence("(", Fraction(parser.argument(), parser.argument(), bar=False, style=style), ")")


def _root(parser: _Parser) -> Node:
    index = parser.optional()
    return Root(parser.argument(), index)


def _overset(parser: _Parser) -> Node:
    over, base = parser.argument(), parser.argument()
    return Limits(base, over=over, kind=kind_of(base))


def _underset(parser: _Parser) -> Node:
    under, base = parser.argument(), parser.argument()
    return Limits(base, under=under, kind=kind_of(base))


def _operator_name(parser: _Parser) -> Node:
    return Words(re.sub(r"\\[,; ]", "\u2009", parser.raw()), "op")


def _operator_name_with_limits(parser: _Parser) -> Node:
    return Words(re.sub(r"\\[,; ]", "\u2009", parser.raw()), "op", limits=True)


def _substack(parser: _Parser) -> Node:
    parser.expect("{")
    rows = [parser.row(("\\\\", "}"))]
    while parser.peek() == "\\\\":
        parser.take()
        rows.append(parser.row(("\\\\", "}")))
    parser.expect("}")
    return Matrix(tuple((row,) for row in rows), "c", gaps=False)


def _modulus(parser: _Parser) -> Node:
    return Row((Space(0.8), Symbol("(", "open"), Words("mod"), Space(1 / 3), parser.argument(), Symbol(")", "close")))


def _colored(parser: _Parser) -> Node:
    parser.raw()
    return parser.argument()


def _color(parser: _Parser) -> None:
    parser.raw()


def _not(parser: _Parser) -> Node:
    node = parser.atom()
    if isinstance(node, Symbol):
        return replace(
            node, text={"=": "≠", "∈": "∉", "⊂": "⊄", "≡": "≢", "∣": "∤"}.get(node.text, node.text + "\u0338")
        )
    raise FormulaError("\\not")


def _length(parser: _Parser) -> Node:
    text = parser.raw()
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise FormulaError(text)
    return Space(float(match[1]) * _EMS[match[2]])


def _as_class(kind: Class) -> Callable[[_Parser], Node]:
    def read(parser: _Parser) -> Node:
        node = parser.argument()
        return replace(node, kind=kind) if isinstance(node, Symbol | Words | Limits) else node

    return read


def kind_of(node: Node) -> Class:
    """Return the class of a node, by which the space beside it is chosen."""
    match node:
        case Symbol() | Words() | Limits():
            return node.kind
        case BigOperator():
            return "op"
        case Scripts():
            return kind_of(node.base)
        case Fence() | Fraction():
            return "inner"
        case Styled():
            return kind_of(node.body)
        case _:
            return "ord"


_COMMANDS: dict[str, Callable[[_Parser], Node | None]] = {
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
