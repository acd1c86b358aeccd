"""What stands before the text: cover, title block, contents and lists of figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jzdocs.layout.front import BESIDE_TITLE, cover_plan, scaled
from jzdocs.model import nodes
from jzdocs.resolve import front_pieces
from jzdocs.resolve.front_pieces import Pieces, text_of
from jzdocs.resolve.imprint import subtitle_dash, title_lines
from jzdocs.units import EMU_PER_TWIP, to_pt, to_twips
from jzdocs.word import ooxml, spacing
from jzdocs.word.context import Context
from jzdocs.word.inline import broken
from jzdocs.word.ooxml import Element

_SECTION_END = 40  # what the paragraph that ends the cover's section takes of its page, in twips


def cover(context: Context) -> list[Element]:
    """Return the cover: a table of three rows that fill the page, with issuers, title and imprint."""
    meta, sheet = context.document.meta, context.sheet
    plan = cover_plan(context.document, context.setter, sheet.page.measure)
    measure, inner = to_twips(sheet.page.measure), sheet.page.measure - BESIDE_TITLE
    zones = (
        ([_of_pieces(context, "Issuer", (piece,)) for piece in front_pieces.issuers(meta)], "top"),
        (_title_lines(context, ("CoverTitle", "CoverSubtitle"), inner, scale=plan.scale), "top"),
        ([_of_pieces(context, "Imprint", (piece,)) for piece in front_pieces.imprint(meta)], "bottom"),
    )
    rows = []
    heights = [zone // EMU_PER_TWIP for zone in plan.zones]
    heights[-1] -= _SECTION_END
    for (content, align), height in zip(zones, heights, strict=True):
        paragraphs = content or [ooxml.paragraph("Imprint", [])]  # a cell holds a paragraph (17.4.65)
        rows.append(ooxml.row([ooxml.cell(paragraphs, measure, align=align)], height=height, at_least=True))
    properties = ooxml.table_properties(measure, style="JzPlain", margins=(0, 0))
    return [ooxml.table(properties, [measure], rows)]


def title_block(context: Context, block: nodes.TitleBlock) -> list[Element]:
    """Return title and subtitle at the head of the text, with issuers, place and date below where they are asked
    for."""
    meta = context.document.meta
    alone = not block.imprint and not meta.subtitle
    below = [ooxml.w("spacing", after=to_twips(context.sheet.body.leading))] if alone else []
    out = _title_lines(context, ("Title", "Subtitle"), context.sheet.page.measure, below)
    line = front_pieces.title_imprint(meta) if block.imprint else ()
    if line:
        out.append(_of_pieces(context, "Imprint", line, extra=[ooxml.w("jc", val="center")]))
    opening = context.sheet.opening
    if out and opening.below is not None:
        spacing.set_space(out[0], "before", to_twips(opening.above))
        spacing.set_space(out[-1], "after", to_twips(opening.below))
    return out


def _title_lines(
    context: Context, styles: tuple[str, str], width: int, below: Sequence[Element] = (), scale: float = 1.0
) -> list[Element]:
    """Return title and subtitle in two styles, the title's lines broken as on our pages in a column `width` wide (EMU);
    the last has `below` as properties. With a `scale` both are smaller."""
    small, small_lines = _smaller(context, "title", scale), _smaller(context, "subtitle", scale)
    title, subtitle = styles
    meta = context.document.meta
    lines = context.title_lines(title_lines(meta.title), width, scale)
    out = [
        context.anchors.paragraph(
            ooxml.paragraph(
                title,
                broken(line, small[0]),
                extra=[*small[1], *(below if i == len(lines) - 1 else ())],
            ),
            context.document.at,
            kind=f"title:{i}",
        )
        for i, line in enumerate(lines)
    ]
    if meta.subtitle:
        dash = subtitle_dash(meta.subtitle)
        paragraph = ooxml.paragraph(
            subtitle, [ooxml.run(f"{dash}{meta.subtitle}", small_lines[0])], extra=small_lines[1]
        )
        out.append(context.anchors.paragraph(paragraph, context.document.at, kind="subtitle", before=dash))
    return out


def _smaller(context: Context, name: str, scale: float) -> tuple[Element | None, list[Element]]:
    """Return the properties of runs and of paragraphs that make a style smaller; none at its own size."""
    if scale == 1.0:
        return None, []
    style = scaled(context.sheet.style(name), scale)
    return ooxml.run_properties(size=round(to_pt(style.size) * 2)), [
        ooxml.w("spacing", line=to_twips(style.leading), lineRule="exact")
    ]


def _of_pieces(context: Context, style: str, pieces: Pieces, extra: Sequence[Element] = ()) -> Element:
    """Return a paragraph that prints values of the front matter, anchored there."""
    paragraph = ooxml.paragraph(style, [ooxml.run(text_of(pieces))], extra=extra)
    return context.anchors.front(paragraph, pieces, context.document.at)


def contents(context: Context, block: nodes.Contents, *, page_break: bool) -> list[Element]:
    """Return the contents, on a page of their own with `page_break`."""
    before = [ooxml.w("pageBreakBefore")] if page_break else []
    title = ooxml.paragraph("FrontTitle", [ooxml.run(block.title)], extra=before)
    instruction = f'TOC \\o "1-{block.depth}" \\h \\z \\u'
    return [title, *_list_field(context, instruction, block.entries, lambda entry: f"TOC{min(entry.level, 2)}")]


def figure_list(context: Context, block: nodes.FigureList) -> list[Element]:
    """Return the list of figures and that of tables under one title."""
    out = [ooxml.paragraph("FrontTitle", [ooxml.run(block.title)])]
    for kind in ("图", "表"):
        entries = [entry for entry in block.entries if entry.text.startswith(kind)]
        out += _list_field(context, f'TOC \\h \\z \\c "{kind}"', entries, lambda _: "TableofFigures")
    return out


def _list_field(
    context: Context, instruction: str, entries: Sequence[nodes.Entry], style_of: Callable[[nodes.Entry], str]
) -> list[Element]:
    """Return the paragraphs of a TOC field (ECMA-376 Part 1, 17.16.5.68) whose result is the right list already, page
    numbers included: Word may refresh it, but need not ask to."""
    out = []
    for index, entry in enumerate(entries):
        name = context.bookmarks.names.get(entry.target, "_top")
        number = context.pages.numbers.get(entry.target, "1")
        page = ooxml.field(f"PAGEREF {name} \\h", [ooxml.run(number)])
        children = [ooxml.hyperlink([ooxml.run(f"{entry.text}\t"), *page], anchor=name)]
        if index == 0:
            children = [*ooxml.field_begin(instruction), *children]
        if index == len(entries) - 1:
            children.append(ooxml.field_end())
        out.append(ooxml.paragraph(style_of(entry), children))
    return out
