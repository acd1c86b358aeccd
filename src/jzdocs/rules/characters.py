"""Where each character of a paragraph stands in the markup of a Word file: for reading its form, and for changing it.

What others have deleted is not read, what they have inserted is. Characters that a field, a ruby or another's tracked
change makes are `locked`: they are read, but no change is written into them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from jzdocs.source.word_package import M, w

_CONTAINERS = {w(tag) for tag in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent")}
_CHANGED = {w("ins"), w("moveTo")}
_SINGLE = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("sym"): "〓"}
_DRAWN = {w(tag) for tag in ("drawing", "pict", "object")}


class Piece(Struct, frozen=True):
    """Characters that one element of a run prints, and where they begin in the paragraph's text."""

    run: Any
    node: Any
    start: int
    text: str
    locked: bool

    @property
    def end(self) -> int:
        """Return where the characters end."""
        return self.start + len(self.text)


class Characters(Struct, frozen=True):
    """The characters of a paragraph, what its fields ask for, and whether something is drawn in it."""

    pieces: tuple[Piece, ...]
    instructions: str
    drawn: bool

    @property
    def text(self) -> str:
        """Return the paragraph's text."""
        return "".join(piece.text for piece in self.pieces)


class _Reader(Struct):
    """A way through a paragraph: what was found, how deep in fields it is, and whether their results have begun."""

    pieces: list[Piece]
    instructions: list[str]
    fields: list[bool]
    position: int = 0
    drawn: bool = False

    def runs(self, parent: Any, *, locked: bool) -> None:
        """Read the runs below an element."""
        for child in parent:
            if child.tag == w("r"):
                self.run(child, locked=locked)
            elif child.tag in _CONTAINERS or child.tag == w("sdt"):
                self.runs(child, locked=locked)
            elif child.tag in _CHANGED:
                self.runs(child, locked=True)
            elif child.tag == w("fldSimple"):
                self.instructions.append(child.get(w("instr"), ""))
                self.runs(child, locked=True)
            elif child.tag in (f"{{{M}}}oMath", f"{{{M}}}oMathPara"):
                self.drawn = True

    def run(self, run: Any, *, locked: bool) -> None:
        """Read the characters of a run."""
        for node in run:
            if node.tag == w("fldChar"):
                self._field(node.get(w("fldCharType"), ""))
            elif node.tag == w("instrText"):
                self.instructions.append(node.text or "")
            elif node.tag in _DRAWN or node.tag.endswith("}AlternateContent"):
                self.drawn = True
            elif self.fields and not self.fields[-1]:
                continue  # between the beginning of a field and its result
            elif text := _printed(node):
                shut = locked or bool(self.fields) or node.tag in (w("sym"), w("ruby"))
                self.pieces.append(Piece(run, node, self.position, text, shut))
                self.position += len(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()


def _printed(node: Any) -> str:
    """Return what an element of a run prints."""
    if node.tag == w("t"):
        return node.text or ""
    if node.tag == w("br"):
        return "\n" if node.get(w("type"), "textWrapping") == "textWrapping" else "\f"
    if node.tag == w("ruby"):
        base = node.find(w("rubyBase"))
        return "".join(t.text or "" for t in base.iter(w("t"))) if base is not None else ""
    return _SINGLE.get(node.tag, "")


def characters_of(paragraph: Any) -> Characters:
    """Return the characters of a paragraph (`w:p`)."""
    reader = _Reader([], [], [])
    reader.runs(paragraph, locked=False)
    return Characters(tuple(reader.pieces), "".join(reader.instructions), reader.drawn)


def paragraphs_in(root: Any) -> Iterator[Any]:
    """Yield the paragraphs of a body in order, those of tables too; not those of text boxes, nor deleted ones."""
    for node in root.iter(w("p")):
        if not _is_in_box(node, root):
            yield node


def _is_in_box(node: Any, root: Any) -> bool:
    for parent in node.iterancestors():
        if parent is root:
            return False
        if parent.tag in (w("txbxContent"), w("del"), w("moveFrom")):
            return True
    return False
