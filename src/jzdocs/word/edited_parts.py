"""Parts of a Word file that came back, as they are read: the values of charts, what Markdown cannot say, and which note
is which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from msgspec import Struct

from jzdocs.word.drawingml_elements import C
from jzdocs.word.markdown import Marks, symbol_of
from jzdocs.word.ooxml import W

_BOX, _SYMBOL, _OBJECT = (f"{{{W}}}{tag}" for tag in ("txbxContent", "sym", "object"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ASIDE = (_BOX, _FALLBACK)


class Series(Struct, frozen=True):
    """A series of a chart as it is now: its name, its values and categories by place (from 0)."""

    name: str
    values: Mapping[int, str]
    categories: Mapping[int, str]


class Foreign(Struct, frozen=True):
    """Something in a paragraph that Markdown cannot say: a text box with its text, a symbol without a known character,
    an embedded object."""

    kind: Literal["text_box", "symbol", "object"]
    text: str


def series_of(node: Any) -> Iterator[Series]:
    """Yield the series of a chart that an element of its part holds: those of points are x, y and perhaps sizes, of
    which only y has a name there."""
    title = node.find(f"{{{C}}}tx")
    name = "".join(v.text or "" for v in title.iter(f"{{{C}}}v")) if title is not None else ""
    if node.find(f"{{{C}}}xVal") is None:
        yield Series(name, _points(node.find(f"{{{C}}}val")), _points(node.find(f"{{{C}}}cat")))
        return
    for tag in ("xVal", "yVal", "bubbleSize"):
        if (found := node.find(f"{{{C}}}{tag}")) is not None:
            yield Series(name if tag == "yVal" else "", _points(found), {})


def _points(node: Any) -> dict[int, str]:
    """Return the cached values of a chart by their place."""
    points = node.iter(f"{{{C}}}pt") if node is not None else ()
    return {int(p.get("idx")): p.findtext(f"{{{C}}}v") or "" for p in points}


def foreign_in(paragraph: Any, marks: Marks) -> Iterator[Foreign]:
    """Yield what a paragraph holds that Markdown cannot say; what only stands in for something else is left out."""
    for node in paragraph.iter(_BOX, _SYMBOL, _OBJECT):
        if any(a.tag == _FALLBACK for a in node.iterancestors()):
            continue
        text = "".join(t.text or "" for t in node.iter(f"{{{W}}}t"))
        if node.tag == _BOX:
            yield Foreign("text_box", text)
        elif node.tag == _OBJECT:
            yield Foreign("object", node.get("ProgID", ""))
        elif not symbol_of(node, marks):
            yield Foreign("symbol", f"{node.get(f'{{{W}}}font', '')} {node.get(f'{{{W}}}char', '')}")


def letters_of(text: str) -> str:
    """Return the letters and Han characters of a text, which stay the same however it is marked."""
    return "".join(c for c in re.sub(r"\]\{#[^{}]*\}|@\w+:[\w.{}-]*|\]\([^)]*\)", "", text) if c.isalpha())


def alike_notes(texts: Mapping[str, str], free: Sequence[str], labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (id, label) of notes without bookmarks: those with equal text, then what stands between these in as many
    notes as there were."""
    ids = list(texts)
    keys = [texts[id_] for id_ in ids], [labels[label] for label in free]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            yield from zip(ids[a:b], free[c:d], strict=True)
