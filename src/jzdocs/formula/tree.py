"""What a formula is made of: a closed union of frozen structs, without spaces and sizes, which the typesetters know."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# classes of TeX (The TeXbook, chapter 17), by which the space between two neighbours is chosen
Class = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "inner"]
Variant = Literal["italic", "upright", "bold", "bold-italic", "double", "script", "fraktur", "sans", "mono"]


class Symbol(Struct, frozen=True):
    """A character in a variant of letters."""

    text: str
    kind: Class = "ord"
    variant: Variant = "upright"


class Words(Struct, frozen=True):
    """Upright text: words in any script, or the name of a function (kind `op`)."""

    text: str
    kind: Class = "ord"
    variant: Variant = "upright"
    limits: bool = False


class BigOperator(Struct, frozen=True):
    """A large operator (∑ ∫); with `limits` what belongs to it stands above and below in a displayed formula."""

    text: str
    limits: bool = True


class Space(Struct, frozen=True):
    """A space, in ems."""

    width: float


class Row(Struct, frozen=True):
    """Nodes side by side."""

    items: tuple[Node, ...]


class Fraction(Struct, frozen=True):
    """A fraction; without a `bar` the one stands above the other. `style` forces display ("d") or text style ("t")."""

    top: Node
    bottom: Node
    bar: bool = True
    style: Literal["", "d", "t"] = ""


class Root(Struct, frozen=True):
    """A square root, or with an `index` another."""

    body: Node
    index: Node | None = None


class Scripts(Struct, frozen=True):
    """A base with what stands below and above on its right."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


class Limits(Struct, frozen=True):
    """A base with something under and over it (\\underset, \\xrightarrow, \\underbrace)."""

    base: Node
    under: Node | None = None
    over: Node | None = None
    kind: Class = "ord"


class Accent(Struct, frozen=True):
    """A mark above or below that is as wide as its body where it `stretches`: a hat, a bar, a brace."""

    body: Node
    mark: str
    below: bool = False
    stretches: bool = False


class Fence(Struct, frozen=True):
    """Something between brackets that grow with it; "" is an invisible bracket."""

    left: str
    body: Node
    right: str


class Matrix(Struct, frozen=True):
    """Rows of cells. `align` holds l, c or r for each column (the last repeats); `gaps` says that columns are apart (a
    matrix), not side by side (an alignment at relations)."""

    rows: tuple[tuple[Node, ...], ...]
    align: str = "c"
    gaps: bool = True
    display: bool = False


class Boxed(Struct, frozen=True):
    """Something in a frame."""

    body: Node


class Styled(Struct, frozen=True):
    """A body in display style ("d") or text style ("t")."""

    body: Node
    style: Literal["d", "t"]


class Middle(Struct, frozen=True):
    """A bar inside brackets that grows with them (\\middle|)."""

    text: str


Node = (
    Symbol
    | Words
    | BigOperator
    | Space
    | Row
    | Fraction
    | Root
    | Scripts
    | Limits
    | Accent
    | Fence
    | Matrix
    | Boxed
    | Styled
    | Middle
)


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


def row_of(items: list[Node]) -> Node:
    """Return nodes as one: a row, unless there is only one."""
    return items[0] if len(items) == 1 else Row(tuple(items))


class Formula(Struct, frozen=True):
    """A whole formula; `tag` is the number that its author gave it (\\tag)."""

    body: Node
    tag: str = ""
