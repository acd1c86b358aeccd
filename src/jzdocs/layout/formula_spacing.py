"""The spaces of formulas (The TeXbook, chapter 18): neighbours have classes, and each pair of classes its space."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.formula.tree import Class, Node, Space, kind_of

_CLASSES: tuple[Class, ...] = ("ord", "op", "bin", "rel", "open", "close", "punct", "inner")
# a row for each class on the left, in the order of _CLASSES: 1 thin; 2, 5 and 6 thin, medium and thick ones that vanish
# in scripts
_SPACING = ("01560002", "11060002", "55005005", "66006006", "00000000", "01560002", "22022222", "21562022")
THICK = 5 / 18  # ems
_WIDTHS = {"0": 0.0, "1": 3 / 18, "2": 3 / 18, "5": 4 / 18, "6": THICK}


def space_between(left: Class | None, right: Class, *, script: bool) -> float:
    """Return the space between two classes in ems; `script`: in a script."""
    space = _SPACING[_CLASSES.index(left)][_CLASSES.index(right)] if left else "0"
    return _WIDTHS[space] if space in "01" or not script else 0.0


def kinds_of(items: Sequence[Node]) -> list[Class | None]:
    """Return the classes of neighbours; a binary sign without a left or right side is an ordinary one (TeXbook, G5)."""
    kinds: list[Class | None] = [None if isinstance(node, Space) else kind_of(node) for node in items]
    last: Class | None = None
    last_index = -1
    for index, kind in enumerate(kinds):
        if kind is None:
            continue
        if kind == "bin" and last in (None, "bin", "op", "rel", "open", "punct"):
            kind = kinds[index] = "ord"
        if kind in ("rel", "close", "punct") and last == "bin":
            kinds[last_index] = "ord"
        last, last_index = kind, index
    if last == "bin":
        kinds[last_index] = "ord"
    return kinds
