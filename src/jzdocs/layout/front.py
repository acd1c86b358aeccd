"""Front matter → boxes: cover, title block, contents, list of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Link, Mark, Path, Rule, TextRun
from jzdocs.layout.boxes import Box, nothing, on_grid, stack
from jzdocs.layout.context import Context
from jzdocs.layout.lines import Draw, Line, shifted
from jzdocs.layout.measure import Span
from jzdocs.layout.official_title import shaped_lines
from jzdocs.layout.running_heads import text_width
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.resolve import front_pieces
from jzdocs.resolve.front_pieces import text_of
from jzdocs.resolve.imprint import subtitle_line, title_lines
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import pt

# the three zones of the cover, as shares of the type area: issuers, title, imprint
ZONES = (0.30, 0.45, 0.25)
_BAR, _BAR_GAP = pt(3), pt(18)  # the rule beside the title, and its distance
BESIDE_TITLE = _BAR + _BAR_GAP
_LATIN = compiled(r"[!-~]+")
_COVER_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)  # of title and subtitle, the largest that leaves room for all
_NUMBER_ROOM = pt(40)  # what an entry of the contents keeps free for its page number


def text_lines(setter: Setter, text: str, style: TextStyle, width: int, tag: int) -> list[Line]:
    """Return the lines of a plain text without indent; `tag` is its element, or an artifact (negative)."""
    parts = spans((nodes.Text(text),), style, setter, tag if tag >= 0 else None)
    return set_paragraph(setter, parts, replace(style, indent=0), width, tag=tag)


def title_parts(setter: Setter, texts: Sequence[str], style: TextStyle, width: int) -> list[list[str]]:
    """Return the lines into which each part of a title is broken in a column `width` wide (EMU): on a grid of
    characters all parts together make a shape, else the lines are those of its text style. Where lines would lose a
    character, a part is one."""
    if setter.sheet.page.characters and (shaped := shaped_lines(texts, style, setter, width)):
        return shaped
    out = []
    for text in texts:
        lines = text_lines(setter, text, style, width, -1) if text else []
        broken = ["".join(item.text for item in line.draw(0, 0) if isinstance(item, TextRun)) for line in lines]
        out.append(broken if "".join(broken) == text else [text])
    return out


def title_boxes(setter: Setter, texts: Sequence[str], style: TextStyle, width: int, tag: int) -> list[Box]:
    """Return the lines of a title, whose parts its author divides, as boxes of the element `tag`."""
    if not setter.sheet.page.characters:
        return [box for text in texts for box in _boxes(setter, text, style, width, tag)]
    parts = title_parts(setter, texts, style, width)
    return [box for lines in parts for line in lines for box in _boxes(setter, line, style, width, tag)]


def _boxes(setter: Setter, text: str, style: TextStyle, width: int, tag: int) -> list[Box]:
    """Return the lines of a plain text as boxes."""
    return [Box(style.leading, line.draw) for line in text_lines(setter, text, style, width, tag)]


class CoverPlan(Struct, frozen=True):
    """How a cover is shared out: the heights of its three zones (EMU), and the scale of title and subtitle."""

    zones: tuple[int, int, int]
    scale: float = 1.0


def cover_plan(document: nodes.Document, setter: Setter, width: int) -> CoverPlan:
    """Return the zones of a cover whose type area is `width` wide: their usual shares of the page where that is enough,
    else as high as they must be. Title and subtitle are made smaller where even so the page is too low for all, or too
    narrow for a Latin word."""
    sheet, meta = setter.sheet, document.meta
    depth, inner = sheet.page.lines * sheet.body.leading, width - BESIDE_TITLE
    issuers = _height(meta.issuer, sheet.style("issuer"), setter, width)
    foot = _height([piece.text for piece in front_pieces.imprint(meta)], sheet.style("imprint"), setter, width)
    air = sheet.body.leading
    top = max(round(depth * ZONES[0]), issuers + air if issuers else 0)
    for scale in _COVER_SCALES:
        style = scaled(sheet.style("title"), scale)
        title = _height(title_lines(meta.title), style, setter, inner)
        subtitle = [subtitle_line(meta.subtitle)] if meta.subtitle else []
        middle = title + _height(subtitle, scaled(sheet.style("subtitle"), scale), setter, inner) + pt(12)
        words_fit = all(text_width(word, style, setter) <= inner for word in _LATIN.findall(meta.title))
        if words_fit and top + middle + air + foot <= depth:
            middle = min(max(round(depth * ZONES[1]), middle + air), depth - top - foot)
            return CoverPlan((top, middle, depth - top - middle), scale)
    return CoverPlan((top, middle, max(foot, depth - top - middle)), scale)


def scaled(style: TextStyle, scale: float) -> TextStyle:
    """Return a text style in a smaller size."""
    return replace(style, size=round(style.size * scale), leading=round(style.leading * scale))


def _height(texts: Sequence[str], style: TextStyle, setter: Setter, width: int) -> int:
    """Return the height of plain texts, one below another (EMU)."""
    return style.leading * sum(len(text_lines(setter, text, style, width, -1)) for text in texts)


def cover(document: nodes.Document, setter: Setter, width: int) -> Iterator[Box]:
    """Yield the cover: issuers at the top, the title beside a rule in the accent colour, place and date at the foot."""
    sheet, meta = setter.sheet, document.meta
    depth = sheet.page.lines * sheet.body.leading
    inner = width - BESIDE_TITLE
    plan = cover_plan(document, setter, width)
    issuer, foot = sheet.style("issuer"), sheet.style("imprint")
    title, subtitle = (scaled(sheet.style(name), plan.scale) for name in ("title", "subtitle"))
    tree = setter.tree
    group = tree.add("Div")
    top = [box for text in meta.issuer for box in _boxes(setter, text, issuer, width, tree.add("P", group))]
    name = tree.add("P", group)
    middle = [box for line in title_lines(meta.title) for box in _boxes(setter, line, title, inner, name)]
    if meta.subtitle:
        lines = _boxes(setter, subtitle_line(meta.subtitle), subtitle, inner, tree.add("P", group))
        middle += [lines[0]._replace(before=pt(12)), *lines[1:]]
    imprint = [piece.text for piece in front_pieces.imprint(meta)]
    last = [box for text in imprint for box in _boxes(setter, text, foot, width, tree.add("P", group))]
    zone = stack(middle) if middle else Box(0, nothing)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from stack(top).draw(x, y)
        at = y + plan.zones[0]
        yield Mark(ARTIFACT)
        yield Rule(x + _BAR // 2, at, x + _BAR // 2, at + zone.height, _BAR, sheet.accent)
        yield from zone.draw(x + _BAR + _BAR_GAP, at)
        foot_box = stack(last)
        yield from foot_box.draw(x, y + depth - foot_box.height)

    yield Box(depth, draw)


def title_block(block: nodes.TitleBlock, document: nodes.Document, setter: Setter, width: int) -> Iterator[Box]:
    """Yield title, subtitle and (where the block asks for it) imprint, at the head of the first page."""
    meta, sheet = document.meta, setter.sheet
    title, subtitle = sheet.style("title"), sheet.style("subtitle")
    tree = setter.tree
    name = tree.add("P")
    boxes = title_boxes(setter, title_lines(meta.title), title, width, name)
    if meta.subtitle:
        boxes += _boxes(setter, subtitle_line(meta.subtitle), subtitle, width, tree.add("P"))
    foot = replace(sheet.style("imprint"), align="center")
    line = text_of(front_pieces.title_imprint(meta)) if block.imprint else ""
    boxes += _boxes(setter, line, foot, width, tree.add("P")) if line else []
    if not boxes:
        return
    whole, opening = stack(boxes), sheet.opening
    if opening.below is not None:
        height = opening.above + whole.height + max(0, opening.below - _before_next(block, document, sheet))
        yield whole._replace(height=height, draw=shifted(whole.draw, 0, opening.above), glued=True)
    else:
        yield on_grid(whole._replace(height=whole.height + sheet.body.leading), sheet.body.leading)._replace(glued=True)


def _before_next(block: nodes.TitleBlock, document: nodes.Document, sheet: Stylesheet) -> int:
    """Return the space before what stands below the title, which is a part of the distance to it."""
    following = document.blocks[document.blocks.index(block) + 1 :]
    between = max(sheet.body.before, sheet.body.after)
    if following and isinstance(following[0], nodes.Heading):
        return max(sheet.heading(following[0].level).text.before, between)
    return between if following and isinstance(following[0], nodes.Paragraph) else 0


def list_title(setter: Setter, text: str, width: int, *, new_page: bool) -> Iterator[Box]:
    """Yield the lines of the title above a list; with `new_page` it begins a page."""
    style = setter.sheet.style("toc_title")
    tag = setter.tree.add("P")
    for index, line in enumerate(text_lines(setter, text, style, width, tag)):
        yield Box(style.leading + style.after, line.draw, style.before, True, new_page=new_page and index == 0)


def contents(block: nodes.Contents, context: Context) -> Iterator[Box]:
    """Yield the contents: entries with dot leaders and page numbers."""
    yield from list_title(context.setter, block.title, context.width, new_page=True)
    parent = context.tree.add("TOC")
    for index, entry in enumerate(block.entries):
        style = context.setter.sheet.style("toc1" if entry.level == 1 else "toc2")
        glued = entry.level == 1 and index + 1 < len(block.entries)
        yield from _entry(entry, style, context.inside(parent), glued=glued)


def figure_list(block: nodes.FigureList, context: Context) -> Iterator[Box]:
    """Yield the list of figures and tables; it follows the contents on the same page where it fits."""
    setter = context.setter
    title = list(list_title(setter, block.title, context.width, new_page=False))
    style = replace(setter.sheet.style("toc2"), indent=0)
    inner = context.inside(setter.tree.add("TOC") if block.entries else -1)
    entries = [box for entry in block.entries for box in _entry(entry, style, inner, glued=True)]
    if entries:
        entries[-1] = entries[-1]._replace(glued=False)
    depth = setter.sheet.page.lines * setter.sheet.body.leading
    if sum(b.height + b.before for b in (*title, *entries)) > depth:
        entries = [b._replace(glued=False) for b in entries]
    yield from title
    yield from entries


def _entry(entry: nodes.Entry, style: TextStyle, context: Context, *, glued: bool) -> Iterator[Box]:
    """Yield the lines of an entry, which links to its heading or figure; the last line has leader and page number."""
    setter, tree = context.setter, context.tree
    link = tree.add("Link", tree.add("Reference", tree.add("TOCI", context.parent)))
    parts = spans((nodes.Text(entry.text),), style, setter, None)
    lines = set_paragraph(setter, parts, style, context.width - _NUMBER_ROOM, tag=link)
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        yield Box(style.leading, _entry_line(entry, line, style, context, link, last=last), glued=glued or not last)


def _entry_line(entry: nodes.Entry, line: Line, style: TextStyle, context: Context, link: int, *, last: bool) -> Draw:
    setter, width = context.setter, context.width

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from line.draw(x, y)
        yield Link(x, y, width, style.leading, f"#{entry.target}", link, entry.text)
        if not last:
            return
        page = context.page_of(entry.target)
        number_style = replace(style, align="right", indent=0)
        number = set_paragraph(setter, spans((nodes.Text(page),), style, setter, None), number_style, width, tag=link)
        yield from number[0].draw(x, y)
        yield Mark(ARTIFACT)
        end = x + width - _number_width(setter, page, style) - pt(5)
        yield _leader(x + line.width + pt(5), end, y + setter.baseline(style, style.leading), style)

    return draw


def _number_width(setter: Setter, text: str, style: TextStyle) -> int:
    """Return the width of a page number (EMU)."""
    key = setter.faces.key(style.font, style.bold)
    return round(setter.measure([Span(text, key, style.size, style.color)], style.size).reach[-1] * style.size / 1000)


def _leader(x1: int, x2: int, y: int, style: TextStyle) -> Path:
    """Return the dots from an entry to its page number, counted from the right, so that dots of all entries align."""
    return Path(
        (("M", x2, y - pt(1)), ("L", x1, y - pt(1))),
        stroke=style.color,
        width=pt(0.7),
        dash=(pt(0.7), pt(3.3)),
    )
