"""Front matter: cover, title block, contents, list of figures, key figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Link, Mark, Path, Rule
from jzdocs.layout.boxes import Box, Setter, anchored, on_grid, set_paragraph, stack
from jzdocs.layout.lines import Line
from jzdocs.layout.measure import Span
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.provenance.uses import card_anchor
from jzdocs.resolve.imprint import imprint, title_lines
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import pt

# the cover's three zones, as shares of the type area: issuers, title, imprint
ZONES = (0.30, 0.45, 0.25)
_BAR, _BAR_GAP = pt(3), pt(18)
STRIP_SCALE = 20 / 26


def _lines(setter: Setter, text: str, style: TextStyle, width: int, tag: int) -> list[Line]:
    return set_paragraph(
        setter,
        spans((nodes.Text(text),), style, setter, tag if tag >= 0 else None),
        replace(style, indent=0),
        width,
        tag=tag,
    )


def _boxes(setter: Setter, text: str, style: TextStyle, width: int, tag: int) -> list[Box]:
    return [Box(style.leading, line.draw) for line in _lines(setter, text, style, width, tag)]


def cover(document: nodes.Document, setter: Setter, width: int) -> Iterator[Box]:
    """Issuers at the top, the title beside a rule in the accent colour, place and date at the foot."""
    sheet, meta = setter.sheet, document.meta
    depth = sheet.page.lines * sheet.body.leading
    inner = width - _BAR - _BAR_GAP
    issuer, title, subtitle, foot = (sheet.style(s) for s in ("issuer", "title", "subtitle", "imprint"))
    tree = setter.tree
    group = tree.add("Div")
    top = [box for text in meta.issuer for box in _boxes(setter, text, issuer, width, tree.add("P", group))]
    name = tree.add("P", group)
    middle = [box for line in title_lines(meta.title) for box in _boxes(setter, line, title, inner, name)]
    if meta.subtitle:
        lines = _boxes(setter, f"——{meta.subtitle}", subtitle, inner, tree.add("P", group))
        middle += [lines[0]._replace(before=pt(12)), *lines[1:]]
    last = [box for text in imprint(meta) for box in _boxes(setter, text, foot, width, tree.add("P", group))]
    zone = stack(middle) if middle else Box(0, lambda x, y: ())

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from stack(top).draw(x, y)
        at = y + round(depth * ZONES[0])
        yield Mark(ARTIFACT)
        yield Rule(x + _BAR // 2, at, x + _BAR // 2, at + zone.height, _BAR, sheet.accent)
        yield from zone.draw(x + _BAR + _BAR_GAP, at)
        foot_box = stack(last)
        yield from foot_box.draw(x, y + depth - foot_box.height)

    yield Box(depth, draw)


def title_block(block: nodes.TitleBlock, document: nodes.Document, setter: Setter, width: int) -> Iterator[Box]:
    """Title, subtitle and (if the block wants it) imprint at the head of the first page."""
    meta, sheet = document.meta, setter.sheet
    title, subtitle = sheet.style("title"), sheet.style("subtitle")
    tree = setter.tree
    name = tree.add("P")
    boxes = [box for line in title_lines(meta.title) for box in _boxes(setter, line, title, width, name)]
    if meta.subtitle:
        boxes += _boxes(setter, f"——{meta.subtitle}", subtitle, width, tree.add("P"))
    foot = replace(sheet.style("imprint"), align="center")
    line = "　".join((*meta.issuer, *imprint(meta))) if block.imprint else ""
    boxes += _boxes(setter, line, foot, width, tree.add("P")) if line else []
    if boxes:
        whole = stack(boxes)
        yield on_grid(whole._replace(height=whole.height + sheet.body.leading), sheet.body.leading)._replace(glued=True)


def _list_title(setter: Setter, text: str, width: int, *, new_page: bool) -> Iterator[Box]:
    style = setter.sheet.style("toc_title")
    tag = setter.tree.add("P")
    for index, line in enumerate(_lines(setter, text, style, width, tag)):
        yield Box(style.leading + style.after, line.draw, style.before, True, new_page=new_page and index == 0)


def contents(block: nodes.Contents, setter: Setter, width: int, page_of: Callable[[str], str]) -> Iterator[Box]:
    """The contents: entries with dot leaders and page numbers."""
    yield from _list_title(setter, block.title, width, new_page=True)
    whole = setter.tree.add("TOC")
    for index, entry in enumerate(block.entries):
        style = setter.sheet.style("toc1" if entry.level == 1 else "toc2")
        yield from _entry(
            setter, entry, style, width, page_of, whole, glued=entry.level == 1 and index + 1 < len(block.entries)
        )


def figure_list(block: nodes.FigureList, setter: Setter, width: int, page_of: Callable[[str], str]) -> Iterator[Box]:
    """The list of figures and tables, after the contents on the same page where it fits."""
    title = list(_list_title(setter, block.title, width, new_page=False))
    style = replace(setter.sheet.style("toc2"), indent=0)
    whole = setter.tree.add("TOC") if block.entries else -1
    entries = [
        box for entry in block.entries for box in _entry(setter, entry, style, width, page_of, whole, glued=True)
    ]
    if entries:
        entries[-1] = entries[-1]._replace(glued=False)
    depth = setter.sheet.page.lines * setter.sheet.body.leading
    if sum(b.height + b.before for b in (*title, *entries)) > depth:
        entries = [b._replace(glued=False) for b in entries]
    yield from title
    yield from entries


def _entry(
    setter: Setter,
    entry: nodes.Entry,
    style: TextStyle,
    width: int,
    page_of: Callable[[str], str],
    whole: int,
    *,
    glued: bool,
) -> Iterator[Box]:
    room = width - pt(40)
    tree = setter.tree
    link = tree.add("Link", tree.add("Reference", tree.add("TOCI", whole)))
    lines = set_paragraph(setter, spans((nodes.Text(entry.text),), style, setter, None), style, room, tag=link)
    base = setter.baseline(style, style.leading)
    for index, line in enumerate(lines):
        last = index == len(lines) - 1

        def draw(x: int, y: int, line: Line = line, last: bool = last) -> Iterator[Item]:
            yield from line.draw(x, y)
            yield Link(x, y, width, style.leading, f"#{entry.target}", link, entry.text)
            if last:
                page = page_of(entry.target)
                number = set_paragraph(
                    setter,
                    spans((nodes.Text(page),), style, setter, None),
                    replace(style, align="right", indent=0),
                    width,
                    tag=link,
                )
                yield from number[0].draw(x, y)
                yield Mark(ARTIFACT)
                yield _leader(
                    x + line.width + pt(5), x + width - _number_width(setter, page, style) - pt(5), y + base, style
                )

        yield Box(style.leading, draw, glued=glued or not last)


def _number_width(setter: Setter, text: str, style: TextStyle) -> int:
    key = setter.faces.key(style.font, style.bold)
    return round(setter.prepare([Span(text, key, style.size, style.color)], style.size).reach[-1] * style.size / 1000)


def _leader(x1: int, x2: int, y: int, style: TextStyle) -> Path:
    return Path(
        (("M", x2, y - pt(1)), ("L", max(x1, x2 - (x2 - x1)), y - pt(1))),
        stroke=style.color,
        width=pt(0.7),
        dash=(pt(0.7), pt(3.3)),
    )


# --- key figures


def key_figures(block: nodes.KeyFigures, setter: Setter, width: int) -> Iterator[Box]:
    """Key figures: the collected page with a column a group, or a strip with a column a card."""
    grid = setter.sheet.body.leading
    if block.collect:
        yield from _list_title(setter, block.title or "关键数字", width, new_page=True)
        rows = [block.groups[i : i + 3] for i in range(0, len(block.groups), 3)]
        depth = setter.sheet.page.lines * grid - 4 * grid
        for row in rows:
            band = _band(row, setter, width, depth // len(rows) if len(rows) > 1 else depth)
            yield anchored(band, _anchors([card for group in row for card in group.cards], collected=True))
        return
    for group in block.groups:
        for first in range(0, len(group.cards), 4):
            cards = group.cards[first : first + 4]
            strip = anchored(_strip(cards, setter, width), _anchors(cards, collected=False))
            yield on_grid(strip, grid)._replace(glued=False)


def _anchors(cards: Sequence[nodes.Card], *, collected: bool) -> list[str]:
    return [name for card in cards if (name := card_anchor(card, collected=collected))]


def _band(groups: Sequence[nodes.CardGroup], setter: Setter, width: int, depth: int) -> Box:
    """Columns of cards, one a group; cards of one row stand on one line, spread over the page."""
    column = (width - 2 * pt(18)) // 3
    count = max(len(g.cards) for g in groups)
    scale = band_scale(groups, setter, width)
    head = setter.sheet.style("key_title")
    pitch = min((depth - 2 * head.leading) // max(1, count), pt(132))
    made = []
    for group in groups:
        whole = setter.tree.add("Div")
        titles = _lines(setter, group.title, head, column, setter.tree.add("P", whole))[:2]
        made.append((titles, [_card(card, setter, column, scale, whole) for card in group.cards]))

    def draw(x: int, y: int) -> Iterator[Item]:
        for index, (titles, cards) in enumerate(made):
            left = x + index * (column + pt(18))
            for line in titles:
                yield from line.draw(left, y)
            yield Mark(ARTIFACT)
            yield Rule(
                left, y + head.leading + pt(2), left + column, y + head.leading + pt(2), pt(1.2), setter.sheet.accent
            )
            for number, card in enumerate(cards):
                yield from card.draw(left, y + head.leading + pt(16) + number * pitch)

    return Box(2 * head.leading + count * pitch, draw)


def band_scale(groups: Sequence[nodes.CardGroup], setter: Setter, width: int) -> float:
    """The scale at which all figures of a band fit their columns."""
    column = (width - 2 * pt(18)) // 3
    return min((_fit(c, setter, column, 1.0) for g in groups for c in g.cards), default=1.0)


def strip_scale(cards: Sequence[nodes.Card], setter: Setter, width: int) -> float:
    """The scale at which all figures of a strip fit their columns."""
    count = max(3, len(cards))
    column = (width - (count - 1) * pt(12)) // count
    return min((_fit(c, setter, column, STRIP_SCALE) for c in cards), default=STRIP_SCALE)


def _strip(cards: Sequence[nodes.Card], setter: Setter, width: int) -> Box:
    count = max(3, len(cards))
    column = (width - (count - 1) * pt(12)) // count
    scale = strip_scale(cards, setter, width)
    whole = setter.tree.add("Div")
    boxes = [_card(card, setter, column, scale, whole) for card in cards]
    height = max((b.height for b in boxes), default=0) + pt(16)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x, y + pt(4), x + width, y + pt(4), pt(0.5), setter.sheet.accent)
        for index, box in enumerate(boxes):
            yield from box.draw(x + index * (column + pt(12)), y + pt(7))
        yield Mark(ARTIFACT)
        yield Rule(x, y + height - pt(2), x + width, y + height - pt(2), pt(0.5), setter.sheet.accent)

    return Box(height, draw)


def _number_spans(card: nodes.Card, setter: Setter, scale: float) -> list[Span]:
    number, unit = setter.sheet.style("key_number"), setter.sheet.style("key_unit")
    number_key = setter.faces.key(number.font, number.bold)
    unit_key = setter.faces.key(unit.font, unit.bold)
    small = round(unit.size * scale)
    out = [Span(card.prefix, unit_key, small, unit.color)] if card.prefix else []
    out.append(Span(card.number or card.figure.raw, number_key, round(number.size * scale), number.color))
    return [*out, Span(card.unit, unit_key, small, unit.color)] if card.unit else out


def _fit(card: nodes.Card, setter: Setter, width: int, scale: float) -> float:
    """The scale at which the figure fits its column."""
    number = setter.sheet.style("key_number")
    size = round(number.size * scale)
    taken = setter.prepare(_number_spans(card, setter, scale), size).reach[-1] * size / 1000
    return scale if taken <= width else scale * width / taken * 0.995


def _card(card: nodes.Card, setter: Setter, width: int, scale: float, parent: int) -> Box:
    number = setter.sheet.style("key_number")
    size, leading = round(number.size * scale), round(number.leading * scale)
    style = replace(number, size=size, leading=leading, indent=0, align="left")
    whole = setter.tree.add("Div", parent)
    tag = setter.tree.add("P", whole)
    lines = set_paragraph(setter, [_number_spans(card, setter, scale)], style, round(width * 1.02), tag=tag)
    boxes = [Box(leading, line.draw) for line in lines]
    for inlines, name in ((card.label, "key_label"), (card.context, "key_context")):
        text = setter.sheet.style(name)
        tag = setter.tree.add("P", whole) if inlines else 0
        made = set_paragraph(setter, spans(inlines, text, setter, tag), replace(text, indent=0), width, tag=tag)
        boxes += [Box(text.leading, line.draw) for line in made]
    return stack(boxes)
