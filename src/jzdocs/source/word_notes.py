"""Footnotes and endnotes of a Word file, labelled in the order of their marks, and its comments by id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct, field

from jzdocs.messages.message import message
from jzdocs.source.marked_text import MarkedText
from jzdocs.source.pieces import Piece
from jzdocs.source.word_package import Package, Part, w

ReadNote = Callable[[Part, Any], MarkedText]


class Notes(Struct):
    """The notes of a Word file: the part and element of each by its kind and id; the labels and paragraphs of those
    that the text refers to, in the order of their marks."""

    elements: dict[tuple[str, str], tuple[Part, Any]]
    order: list[tuple[str, str]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def label(self, kind: str, name: str, number: int) -> str:
        """Return the label of a note by its kind and id, "" where there is no such note; `number` is the paragraph
        that refers to it."""
        if (kind, name) not in self.elements:
            return ""
        if (kind, name) not in self.order:
            self.order.append((kind, name))
            self.places.append(number)
        return str(self.order.index((kind, name)) + 1)

    def pieces(self, read: ReadNote) -> Iterator[Piece]:
        """Yield the notes that the text refers to; `read` returns the text of one."""
        done = 0
        while done < len(self.order):  # a note may refer to another
            key = self.order[done]
            content = read(*self.elements[key])
            sign = message(f"sign.{key[0]}")
            yield Piece("note", content.text, self.places[done], done + 1, sign=sign, marks=content.marks)
            done += 1


def read_notes(package: Package) -> Notes:
    """Return the notes of a Word file, without the lines that separate them from the text."""
    elements: dict[tuple[str, str], tuple[Part, Any]] = {}
    for kind in ("footnote", "endnote"):
        part = package.first(f"{kind}s")
        for node in part.root.iterchildren(w(kind)) if part else ():
            if node.get(w("type"), "normal") == "normal" and part:
                elements[kind, node.get(w("id"), "")] = part, node
    return Notes(elements)


def read_comments(package: Package) -> dict[str, str]:
    """Return the comments of a Word file by id, as a source has them: 批注 李：请核实。"""
    part = package.first("comments")
    comments = {}
    for node in part.root.iterchildren(w("comment")) if part else ():
        text = " ".join("".join(t.text or "" for t in p.iter(w("t"))) for p in node.iter(w("p"))).strip()
        author = node.get(w("author"), "")
        if text:
            comments[node.get(w("id"), "")] = f"批注 {author}：{text}" if author else f"批注 {text}"
    return comments
