"""The first page of a sample down to its text: the red head with its rule, and how far apart head, title and text
stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from jzdocs.learn.sample import Part, Sample, chinese_looks, heaviest
from jzdocs.source.word_effective import EffectiveRun
from jzdocs.source.word_looks import Rule, RunLook
from jzdocs.source.word_package import w

_LEAST_HEAD = 44  # half points: smaller letters are no head
_BEFORE_TEXT = ("text", "lead", "heading", "to", "bullet")
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_EMU_PER_EIGHTH = 12_700 / 8


class RedHead(Struct, frozen=True):
    """The coloured head of a sample: its lines, how its letters look, the rule below it (None where it has none), and
    its last paragraph."""

    lines: tuple[str, ...]
    look: RunLook
    rule: Rule | None
    last: Any


class Distances(Struct, frozen=True):
    """How far the title stands below what is above it (the paper's type area, or the head), and the text below the title
    and what belongs to it, in twips; None where that cannot be told (a table or a drawing stands between)."""

    above: int | None
    below: int | None


def read_red_head(sample: Sample) -> RedHead | None:
    """Return the coloured head above the title; None where the sample has none."""
    title = next((part for part in sample.of("title")), None)
    found = [node for node in _above(sample, title) if _is_head(sample, node, title)]
    lines = tuple(_text(sample, node) for node in found)
    if not lines:
        return None
    look = heaviest(pair for node in found for pair in chinese_looks(_printed(sample, node)))
    assert look is not None
    return RedHead(lines, look, _rule(sample, title), found[-1])


def distances(sample: Sample, head: RedHead | None) -> Distances:
    """Return how far title and text stand apart from what is above them."""
    titles = [part.element for part in sample.of("title")]
    if not titles or titles[0].getparent().tag != w("body"):
        return Distances(None, None)
    below_title = [part.element for part in sample.of("subtitle", "issuer", "date") if part.element not in titles]
    text = next(
        (part.element for part in sample.parts if part.role in _BEFORE_TEXT and part.element not in titles), None
    )
    above: int | None = 0
    below: int | None = 0
    passed = False
    for block in sample.opening:
        if block is text:
            look = sample.effective.paragraph(block, sample.page)
            below = None if below is None else below + look.before
            break
        if block in titles or (passed and block in below_title):
            look = sample.effective.paragraph(block, sample.page)
            above = above if passed or above is None else above + look.before
            below = look.after
            passed = True
            continue
        height = _height(sample, block)
        if not passed and head is not None and (block is head.last or head.last in block.iter()):
            above = 0
        elif not passed:
            above = None if above is None or height is None else above + height
        else:
            below = None if below is None or height is None else below + height
    return Distances(above, below if passed else None)


def _height(sample: Sample, block: Any) -> int | None:
    """Return the height of a paragraph with its spaces, in twips; None for a table, and for what holds a drawing that
    stands in the line."""
    if block.tag != w("p"):
        return 0 if block.tag in (w("bookmarkStart"), w("bookmarkEnd")) else None
    look = sample.effective.paragraph(block, sample.page)
    if look.frame:
        return 0
    runs = _printed(sample, block)
    size = max((run.look.size for run in runs), default=sample.effective.mark(block).size)
    room = sample.page.measure - look.left - look.right
    width = look.first + sum(_width(run.text) * run.look.size * 10 for run in runs)
    lines = max(1, -(-round(width) // max(1, room)))
    return look.before + lines * look.height(size, sample.page.pitch) + look.after


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _above(sample: Sample, title: Part | None) -> Iterator[Any]:
    """Yield the paragraphs above the title, those of tables and text boxes too; without a title, the first ones."""
    seen = 0
    for block in sample.opening:
        for node in block.iter(w("p")):
            if title is not None and node is title.element:
                return
            seen += bool(_text(sample, node))
            if title is None and seen > _MOST_ABOVE:
                return
            yield node


_MOST_ABOVE = 12


def _is_head(sample: Sample, node: Any, title: Part | None) -> bool:
    look = heaviest(chinese_looks(_printed(sample, node)))
    if look is None or look.size < _LEAST_HEAD or not is_coloured(look.color):
        return False
    own = heaviest(chinese_looks(title.runs)) if title else None
    return own is None or own.color != look.color or look.size > own.size


def is_coloured(color: str) -> bool:
    """Return whether a colour (RRGGBB, "" for automatic) is neither black, white nor grey."""
    if len(color) != 6:
        return False
    try:
        channels = [int(color[i : i + 2], 16) for i in (0, 2, 4)]
    except ValueError:
        return False
    return max(channels) - min(channels) > _GREYEST


_GREYEST = 60


def is_red(color: str) -> bool:
    """Return whether a colour is red."""
    if not is_coloured(color):
        return False
    red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    return red > 150 and red > 2 * max(green, blue) - 60 and max(green, blue) < 120


def _printed(sample: Sample, node: Any) -> list[EffectiveRun]:
    return [run for run in sample.effective.runs(node) if run.text.strip() and not run.look.hidden]


def _text(sample: Sample, node: Any) -> str:
    return "".join(run.text for run in _printed(sample, node)).strip()


def _rule(sample: Sample, title: Part | None) -> Rule | None:
    """Return the coloured rule above the title: a border of a paragraph, or a line that was drawn."""
    drawn: Rule | None = None
    for node in _above(sample, title):
        look = sample.effective.paragraph(node, sample.page)
        for rule in (look.bottom_rule, look.top_rule):
            if rule is not None and is_coloured(rule.color):
                return rule
        drawn = drawn or _drawn_line(node)
    return drawn


def _drawn_line(node: Any) -> Rule | None:
    for line in node.iter(f"{_V}line"):
        color = line.get("strokecolor", "").split(" ")[0].lstrip("#").upper()
        color = {"RED": "FF0000"}.get(color, color)
        weight = line.get("strokeweight", "1pt").removesuffix("pt")
        if is_coloured(color) and weight.replace(".", "", 1).isdigit():
            return Rule("line", round(float(weight) * 8), color, 0)
    for shape in node.iter(f"{_WPS}spPr"):
        line, form = shape.find(f"{_A}ln"), shape.find(f"{_A}prstGeom")
        color = line.find(f"{_A}solidFill/{_A}srgbClr") if line is not None else None
        if color is not None and form is not None and form.get("prst") in ("line", "straightConnector1"):
            return Rule("line", round(int(line.get("w", "12700")) / _EMU_PER_EIGHTH), color.get("val", ""), 0)
    return None
