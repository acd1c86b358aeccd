"""Lists the faults that can be planted in a source file, each as a replacement of some bytes.

A replacement touches as little text as possible, so that the diff of a survivor shows the fault and nothing else.
"""

from __future__ import annotations

import ast
import itertools
from dataclasses import dataclass
from typing import TypeAlias

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "//"),
}
_PAIRS = (("min", "max"), ("any", "all"), ("ceil", "floor"))
_METHOD_PAIRS = (("startswith", "endswith"), ("lstrip", "rstrip"), ("find", "rfind"), ("partition", "rpartition"))
FUNCTIONS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
METHODS = FUNCTIONS | {a: b for pair in _METHOD_PAIRS for a, b in (pair, pair[::-1])}

# arguments without which nothing that a test could see changes
HARMLESS_KEYWORDS = {"encoding", "strict", "maxsize"}

_Statement: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """A fault: in `file` (relative to the package) the bytes from `start` to `end` become `text`.

    `lines` are the first and last line of the statement that holds them; `in_function` tells whether it runs when a
    function is called (and not when the module is imported).
    """

    file: str
    kind: str
    start: int
    end: int
    text: str
    lines: tuple[int, int]
    in_function: bool

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def line(self, source: bytes) -> int:
        """Return the line number of the first changed byte."""
        return source.count(b"\n", 0, self.start) + 1

    def changed_lines(self, source: bytes) -> tuple[str, str]:
        """Return the changed lines of the source, without the fault and with it."""
        first = source.rfind(b"\n", 0, self.start) + 1
        last = source.find(b"\n", self.end)
        last = len(source) if last < 0 else last
        before = source[first:last]
        after = source[first : self.start] + self.text.encode() + source[self.end : last]
        return before.decode(), after.decode()


def mutants(file: str, source: bytes) -> list[Mutant]:
    """Return every fault that can be planted in a file; a few of them do not compile (see `compiles`)."""
    visitor = _Finder(file, source)
    visitor.visit(ast.parse(source))
    return visitor.mutants


def compiles(mutant: Mutant, source: bytes) -> bool:
    """Tell whether the source with the fault is Python. Slow for thousands: ask for those that are chosen."""
    try:
        ast.parse(mutant.applied(source))
    except (SyntaxError, ValueError):
        return False
    return True


class _Finder(ast.NodeVisitor):
    def __init__(self, file: str, source: bytes) -> None:
        self.mutants: list[Mutant] = []
        self._file, self._source = file, source
        lengths = (len(line) for line in source.splitlines(keepends=True))
        self._line_starts = [0, *itertools.accumulate(lengths)]
        self._statement: _Statement = (1, 1)
        self._depth = 0

    # where things are

    def _span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._line_starts[node.lineno - 1] + node.col_offset
        return start, self._line_starts[node.end_lineno - 1] + node.end_col_offset

    def _text(self, start: int, end: int) -> str:
        return self._source[start:end].decode()

    def _add(self, kind: str, span: tuple[int, int], text: str) -> None:
        if self._text(*span) != text:
            self.mutants.append(Mutant(self._file, kind, *span, text, self._statement, self._depth > 0))

    def _add_between(self, kind: str, before: ast.expr, after: ast.expr, signs: tuple[str, str]) -> None:
        """Replace the sign between two operands."""
        start, end = self._span(before)[1], self._span(after)[0]
        between = self._text(start, end)
        if "#" not in between and signs[0] in between:
            offset = start + len(between[: between.index(signs[0])].encode())
            self._add(kind, (offset, offset + len(signs[0])), signs[1])

    # what is walked

    def visit(self, node: ast.AST) -> None:
        """Visit a node, remembering which statement it stands in."""
        if isinstance(node, ast.stmt):
            outer = self._statement
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno or node.lineno
            self._statement = (node.lineno, max(node.lineno, last))
            super().visit(node)
            self._statement = outer
        else:
            super().visit(node)

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)  # runs at import, but belongs to the function's line
        self._depth += 1
        for statement in node.body:
            self.visit(statement)
        self._depth -= 1

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Visit the body alone: bases, options and decorators are declarations."""
        for statement in node.body:
            self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Visit the value alone: annotations are never evaluated."""
        if node.value:
            self.visit(node.value)

    def _skip(self, node: ast.AST) -> None:
        """Leave out what has no effect of its own, and f-strings, whose inner places Python 3.11 does not know."""

    visit_Assert = visit_JoinedStr = visit_Import = visit_ImportFrom = _skip

    # conditions

    def visit_If(self, node: ast.If) -> None:
        """Negate the condition."""
        if "TYPE_CHECKING" in ast.unparse(node.test) or "__name__" in ast.unparse(node.test):
            return
        self._negate(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Negate the condition."""
        self._negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Negate the conditions."""
        for condition in node.ifs:
            self._negate(condition)
        self.generic_visit(node)

    def _negate(self, test: ast.expr) -> None:
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return  # losing its `not` is the same
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and not isinstance(test.ops[0], _ORDER):
            return  # the opposite comparison is the same
        self._add("condition", self._span(test), f"not ({self._text(*self._span(test))})")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Drop a `not`."""
        if isinstance(node.op, ast.Not):
            start, end = self._span(node)[0], self._span(node.operand)[0]
            self._add("not", (start, end), self._text(start, end).replace("not", "", 1).lstrip())
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Turn `and` into `or`, and the other way round."""
        signs = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for before, after in itertools.pairwise(node.values):
            self._add_between("and/or", before, after, signs)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Move the edge of a comparison, or turn it round."""
        for before, op, after in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            self._add_between("comparison", before, after, COMPARISONS[type(op)])
        self.generic_visit(node)

    # values

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Swap the operator, but for those of texts and lists."""
        signs = ARITHMETIC.get(type(node.op))
        if signs and not any(_is_text_or_list(operand) for operand in (node.left, node.right)):
            self._add_between("arithmetic", node.left, node.right, signs)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Remove the statement, or swap its operator."""
        signs = ARITHMETIC.get(type(node.op))
        if signs and not _is_text_or_list(node.value):
            self._add_between("arithmetic", node.target, node.value, signs)
        self._remove(node)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Change a number by a little, and turn a truth value round."""
        value, span = node.value, self._span(node)
        if isinstance(value, bool):
            self._add("constant", span, str(not value))
        elif isinstance(value, int):
            self._add("constant", span, str(value + 1))
            if value > 0:
                self._add("constant", span, str(value - 1))
        elif isinstance(value, float):
            self._add("constant", span, repr(round(value * 1.1, 9) if value else 1.0))

    def visit_Slice(self, node: ast.Slice) -> None:
        """Drop a bound of a slice."""
        for bound in (node.lower, node.upper):
            if bound is not None:
                self._add("slice", self._span(bound), "")
        self.generic_visit(node)

    # calls

    def visit_Call(self, node: ast.Call) -> None:
        """Swap two arguments, drop one that has a name, or call the function's counterpart."""
        if isinstance(node.func, ast.Name) and node.func.id in ("assert_never", "cast", "TypeVar", "NewType"):
            return
        self._call_counterpart(node)
        symmetric = isinstance(node.func, ast.Name) and node.func.id in ("min", "max")
        for before, after in itertools.pairwise(node.args if not symmetric else ()):
            if not isinstance(before, ast.Starred) and not isinstance(after, ast.Starred):
                (start, middle), (second, end) = self._span(before), self._span(after)
                text = self._text(second, end) + self._text(middle, second) + self._text(start, middle)
                self._add("arguments", (start, end), text)
        for keyword in node.keywords:
            if keyword.arg not in (None, *HARMLESS_KEYWORDS):
                start, end = self._span(keyword)
                rest = self._text(end, self._span(node)[1])
                comma = len(rest) - len(rest.lstrip().removeprefix(",").lstrip(" "))
                self._add("keyword", (start, end + (comma if rest.lstrip().startswith(",") else 0)), "")
        self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            if keyword.arg not in HARMLESS_KEYWORDS:
                self.visit(keyword.value)

    def _call_counterpart(self, node: ast.Call) -> None:
        start, end = self._span(node.func)
        match node.func:
            case ast.Name(id="sorted") if len(node.args) == 1 and not node.keywords:
                self._add("function", (start, end), "list")
            case ast.Name(id=name) if name in FUNCTIONS:
                self._add("function", (start, end), FUNCTIONS[name])
            case ast.Attribute(attr=name) if name in METHODS:
                self._add("function", (end - len(name), end), METHODS[name])

    # statements

    def visit_Expr(self, node: ast.Expr) -> None:
        """Remove a call that stands alone."""
        if isinstance(node.value, ast.Call):
            self._remove(node)
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Remove an assignment to a part of an object."""
        if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self._remove(node)
        self.generic_visit(node)

    def _remove(self, node: ast.stmt) -> None:
        self._add("statement", self._span(node), "pass")

    visit_Continue = visit_Break = visit_Delete = _remove

    def visit_Raise(self, node: ast.Raise) -> None:
        """Remove the error; its text is not changed."""
        self._remove(node)


_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def _is_text_or_list(node: ast.expr) -> bool:
    """Tell whether an operand is certainly not a number."""
    if isinstance(node, ast.BinOp):
        return _is_text_or_list(node.left) or _is_text_or_list(node.right)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return is_text or isinstance(node, ast.JoinedStr | ast.List | ast.ListComp | ast.Tuple | ast.Dict)
