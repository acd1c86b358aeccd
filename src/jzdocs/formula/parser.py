"""LaTeX → the tree of a formula. What is not understood is an error that names it; nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from msgspec.structs import replace

from jzdocs.formula import symbols
from jzdocs.formula.tree import (
    Accent,
    BigOperator,
    Class,
    Fence,
    Formula,
    Fraction,
    Limits,
    Matrix,
    Node,
    Row,
    Scripts,
    Space,
    Styled,
    Symbol,
    Variant,
    Words,
    row_of,
)
from jzdocs.patterns import compiled

_DEPTH_LIMIT = 40
_TOKEN = compiled(r"\\[A-Za-z]+\*?|\\.|\d+(?:[.,]\d+)*|[ \t\n]+|.", re.S)
_WIDE = compiled("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
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
    return Parser(latex).formula()


def unreadable_part(latex: str) -> str:
    """Return "" for LaTeX that can be read, else the piece of it that cannot."""
    try:
        parse(latex)
    except FormulaError as error:
        return str(error)
    return ""


class Parser:
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
        """Return the next token, and go behind it."""
        piece = self.peek()
        self.index += 1
        return piece

    def expect(self, piece: str) -> None:
        """Go behind the next token, which must be this one."""
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
                fraction = Fraction(row_of(items), bottom, bar=piece == "\\over")
                items = [Fence("(", fraction, ")") if piece == "\\choose" else fraction]
            elif piece in ("\\displaystyle", "\\textstyle", "\\scriptstyle", "\\scriptscriptstyle"):
                self.take()
                rest = self.row(ends)
                items.append(Styled(rest, "d" if piece == "\\displaystyle" else "t"))
            else:
                self.item(items)
        self.variant = variant
        self.depth -= 1
        return row_of(items)

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
        sup = row_of(sups) if sups else None
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
        if piece.isdecimal() and len(piece) > 1:  # x^10 is x to the 1, and 0
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
        from jzdocs.formula.commands import COMMANDS  # which needs this module

        reader = COMMANDS.get(name)
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
        return row_of(nodes)

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
