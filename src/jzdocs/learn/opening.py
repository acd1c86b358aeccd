"""The first page of a sample down to its text: the red head with its rule, and how far apart head, title and text
stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from jzdocs.learn.sample import Part, Sample, chinese_looks, heaviest
from jzdocs.source.word_effective import EffectiveRun
from jzdocs.source.word_looks import ParagraphLook, Rule, RunLook
from jzdocs.source.word_package import is_on, w

_LEAST_HEAD = 44  # half points: smaller letters are no head
_BEFORE_TEXT = ("text", "lead", "heading", "to", "bullet")
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_EMU_PER_EIGHTH = 12_700 / 8


class RedHead(Struct, frozen=True):
    """The coloured head of a sample: its lines, how its letters look, the rule below it (None where it has none), and
    its paragraphs."""

    lines: tuple[str, ...]
    look: RunLook
    rule: Rule | None
    nodes: tuple[Any, ...]


class Distances(Struct, frozen=True):
    """How far things stand apart on the first page of a sample, in twips; None where that cannot be told (a table or a
    drawing stands between). `above` is from the top of the type area to the title, `below` from the title and what
    belongs to it to the text. The others are how far below the top of the type area they stand: the baselines of the
    `head`'s first and last line, of the `number` and of the `title`, and the red `rule`."""

    above: int | None = None
    below: int | None = None
    head: int | None = None
    last: int | None = None
    number: int | None = None
    rule: int | None = None
    title: int | None = None


class _Placed(Struct, frozen=True):
    """A paragraph of the first page: where its first line begins, where its last ends, its lines' height, and the size
    of its letters (twips)."""

    block: Any
    look: ParagraphLook
    top: int
    bottom: int
    line: int
    size: int

    @property
    def baseline(self) -> int:
        """Where the baseline of its first line is: at four fifths of a fixed height."""
        if self.look.rule == "exact":
            return self.top + round(self.line * _FIXED_BASELINE)
        return self.top + (self.line - self.size) // 2 + round(self.size * _RISE)


_UNKNOWN = 100_000  # twips: what a table takes, whose height is not known
_FIXED_BASELINE, _RISE = 0.8, 0.88


def read_red_head(sample: Sample) -> RedHead | None:
    """Return the coloured head above the title; None where the sample has none."""
    title = next((part for part in sample.of("title")), None)
    found = [node for node in _above(sample, title) if _is_head(sample, node, title)]
    lines = tuple(_text(sample, node) for node in found)
    if not lines:
        return None
    look = heaviest(pair for node in found for pair in chinese_looks(_printed(sample, node)))
    assert look is not None
    return RedHead(lines, look, _rule(sample, title), tuple(found))


def distances(sample: Sample, head: RedHead | None) -> Distances:
    """Return how far head, title and text stand apart."""
    titles = [part.element for part in sample.of("title")]
    if not titles:
        return Distances()
    belonging = [part.element for part in sample.of("subtitle", "issuer", "date")]
    text = next((p.element for p in sample.parts if p.role in _BEFORE_TEXT and p.element not in titles), None)
    placed = _placed(sample)
    at = {id(each.block): each for each in placed}
    title, body = at.get(id(titles[0])), at.get(id(text))
    if title is None:
        return Distances()
    order = [each.block for each in placed]
    until = order.index(body.block) if body else 0
    ends = [each.bottom for each in placed[:until] if each.block in (*titles, *belonging) and each.top >= title.top]
    numbers = [at[id(part.element)] for part in sample.of("number") if id(part.element) in at]
    heads = [at[id(node)] for node in head.nodes if id(node) in at] if head else []
    below = body.top - max(ends) if body and ends else None
    return Distances(
        title.top if title.top < _UNKNOWN else None,
        below if below is not None and below < _UNKNOWN else None,
        heads[0].baseline if heads else None,
        heads[-1].baseline if heads else None,
        numbers[-1].baseline if numbers and numbers[-1].top < title.top else None,
        _rule_place(placed, title) if head else None,
        title.baseline,
    )


def _placed(sample: Sample) -> list[_Placed]:
    """Return the paragraphs of the first page in order; what stands behind a table is so far down that its distance
    from what is above is none. The spaces between two paragraphs are one, the larger of both, unless the file says
    otherwise (17.15.3.27)."""
    out: list[_Placed] = []
    y, pending = 0, 0
    settings = sample.package.first("settings")
    summed = settings is not None and is_on(
        settings.root.find(f"{w('compat')}/{w('doNotUseHTMLParagraphAutoSpacing')}")
    )
    for block in sample.opening:
        if block.tag in (w("bookmarkStart"), w("bookmarkEnd")):
            continue
        if block.tag != w("p"):
            y, pending = y + _UNKNOWN, 0
            continue
        look = sample.effective.paragraph(block, sample.page)
        if look.frame:
            continue
        top = y + (pending + look.before if summed else max(pending, look.before)) + _room(look.top_rule)
        runs = _printed(sample, block)
        size = max((run.look.size for run in runs), default=sample.effective.mark(block).size)
        line = look.height(size, sample.page.pitch)
        bottom = top + _lines(sample, runs, look) * line
        y, pending = bottom + _room(look.bottom_rule), look.after
        out.append(_Placed(block, look, top, bottom, line, size * 10))
    return out


def _room(rule: Rule | None) -> int:
    """Return what a paragraph's rule takes with its distance from the text (twips)."""
    return 0 if rule is None else rule.space * 20 + round(rule.thickness * 20 / 8)


def _lines(sample: Sample, runs: list[EffectiveRun], look: ParagraphLook) -> int:
    room = sample.page.measure - look.left - look.right
    width = look.first + sum(_width(run.text) * run.look.size * 10 for run in runs)
    return max(1, -(-round(width) // max(1, room)))


def _rule_place(placed: list[_Placed], title: _Placed) -> int | None:
    """Return how far down the coloured rule above the title stands, where it is a paragraph's border."""
    for each in placed:
        if each.top >= title.top:
            return None
        for rule, place, sign in ((each.look.bottom_rule, each.bottom, 1), (each.look.top_rule, each.top, -1)):
            if rule is not None and is_coloured(rule.color):
                return place + rule.space * 20 if sign > 0 else place - _room(rule)
    return None


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
