"""Key figures in Word: tables without rules, with the cards where our own pages have them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.frames import TextRun
from jzdocs.layout.card_plan import (
    BETWEEN_BANDS,
    STRIP_SCALE,
    Band,
    card_bands,
    card_fit,
    column_of,
    page_scale,
    strip_column,
    strip_columns,
    strip_rows,
    strip_scale,
)
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_leaves
from jzdocs.model.walk import plain
from jzdocs.provenance.uses import card_anchor
from jzdocs.units import to_pt, to_twips
from jzdocs.word import ooxml, spacing
from jzdocs.word.context import Context
from jzdocs.word.inline import broken
from jzdocs.word.ooxml import Element

_MARGIN = 0.97  # Word's own faces may be a little wider than ours
_SPREAD = 0.96  # of a page: what rows that are spread over one take of it in Word, whose tables have air of their own


def key_figures(context: Context, block: nodes.KeyFigures, measure: int, *, page_break: bool = True) -> list[Element]:
    """Return key figures, `measure` (EMU) wide: all cards under a title (on a page of its own with `page_break`), in a
    table for each band; or strips with a column a card."""
    if block.collect:
        title = ooxml.run(block.title or "关键数字")
        before = [ooxml.w("pageBreakBefore")] if page_break else []
        heading = ooxml.paragraph("FrontTitle", [title], extra=before)
        bands, _ = card_bands(block, context.setter, measure)
        scale = page_scale(bands, context.setter, measure) * _MARGIN
        tables = [_collected(context, band, measure, scale, first=i == 0) for i, band in enumerate(bands)]
        return [heading, *tables, spacing.air()]
    out = []
    for group in block.groups:
        if group.titled:
            out.append(ooxml.paragraph("KeyTitle", [ooxml.run(group.title)], extra=[ooxml.w("keepNext")]))
        for cards in strip_rows(group.cards, measure):
            out += [spacing.air(), _strip(context, cards, measure), spacing.air()]
    return out


def _strip(context: Context, cards: Sequence[nodes.Card], measure: int) -> Element:
    """Return a row of cards between two rules, as wide as if there were three at least."""
    count = strip_columns(cards, measure)
    width, column = to_twips(measure) // count, strip_column(cards, measure)
    scale = strip_scale(cards, context.setter, measure) * _MARGIN
    cells = [
        ooxml.cell(card_paragraphs(context, card, scale, column, strip=True), width, align="top") for card in cards
    ]
    cells += [ooxml.cell([ooxml.paragraph("KeyLabel", [])], width) for _ in range(count - len(cards))]
    accent = context.sheet.accent
    rules = (ooxml.border("top", 4, accent), ooxml.border("bottom", 4, accent))
    properties = ooxml.table_properties(width * count, style="JzPlain", borders=rules, margins=(40, 40), air=60)
    return ooxml.table(properties, [width] * count, [ooxml.row(cells)])


def _collected(context: Context, band: Band, measure: int, scale: float, *, first: bool) -> Element:
    """Return a band of cards as a table: the titles of its groups (below the bands before, but for the `first`), then
    its rows."""
    width, column = to_twips(measure) // band.columns, column_of(measure, band.columns)
    rows = [ooxml.row(_titles(context, band, width, first=first))]
    for index, cards in enumerate(band.rows):
        padded = [*cards, *[None] * (band.columns - len(cards))]
        held = band.held and index < len(band.rows) - 1
        cells = [
            ooxml.cell(
                _held_rows(card_paragraphs(context, card, scale, column, strip=False), held=held)
                if card
                else [ooxml.paragraph("KeyLabel", [])],
                width,
                align="top",
            )
            for card in padded
        ]
        rows.append(ooxml.row(cells, height=to_twips(band.pitch * _SPREAD), at_least=True))
    properties = ooxml.table_properties(width * band.columns, style="JzPlain", margins=(40, 200))
    return ooxml.table(properties, [width] * band.columns, rows)


def _held_rows(paragraphs: list[Element], *, held: bool) -> list[Element]:
    """Return paragraphs of a row, which stays on the page of the next one where it is `held`."""
    for paragraph in paragraphs if held else ():
        spacing.keep_with_next(paragraph)
    return paragraphs


def _titles(context: Context, band: Band, width: int, *, first: bool) -> list[Element]:
    """Return the cells with the titles of a band, which stay with its first row."""
    titles = band.titles if band.wide else (*band.titles, *[""] * (band.columns - len(band.titles)))
    span = band.columns if band.wide else 1
    before = () if first else (to_twips(BETWEEN_BANDS),)

    def above() -> list[Element]:
        """Return the properties of a title; an element has one parent, so each has its own."""
        return [ooxml.w("keepNext"), *(ooxml.w("spacing", before=space) for space in before)]

    return [
        ooxml.cell(
            [ooxml.paragraph("KeyTitle", [ooxml.run(title)] if title else [], extra=above())],
            width * span,
            colspan=span,
            borders=(ooxml.border("bottom", 8, context.sheet.accent),) if title else (),
        )
        for title in titles
    ]


def card_paragraphs(context: Context, card: nodes.Card, scale: float, column: int, *, strip: bool) -> list[Element]:
    """Return a key figure in a `column` (EMU): the number with its unit at half the size, what it is, some context. Its
    words are anchored in a strip; the collected page only repeats them."""
    unit_style, number_style = context.sheet.style("key_unit"), context.sheet.style("key_number")
    fit = card_fit(card, context.setter, round(column * _MARGIN), scale)
    small = ooxml.run_properties(size=int(to_pt(unit_style.size) * 2 * fit))
    # the style sets the size; only where a number would not fit its column is it made smaller
    shrunk = fit < (STRIP_SCALE if strip else 1.0)
    large = ooxml.run_properties(size=int(to_pt(number_style.size) * 2 * fit)) if shrunk else None
    number = [ooxml.run(card.prefix, small)] if card.prefix else []
    number.append(ooxml.run(card.number or card.figure.raw, large))
    if card.unit:
        number.append(ooxml.run(card.unit, small))
    number = context.runs.marked(card_anchor(card, collected=not strip), number)
    out = [ooxml.paragraph("KeyNumberStrip" if strip else "KeyNumber", number)]
    words = (("KeyLabel", "key_label", card.label), ("KeyContext", "key_context", card.context))
    return [*out, *(_words(context, text, names, column, strip=strip) for *names, text in words if text)]


def _words(
    context: Context, text: tuple[nodes.Inline, ...], names: Sequence[str], column: int, *, strip: bool
) -> Element:
    """Return a label or a line of context; where it needs several lines, a plain one breaks at pauses, as on our pages,
    which Word does not know. `names` are Word's style and ours."""
    word_style, name = names
    lines = _lines(context, text, name, round(column * _MARGIN))
    if len(lines) > 1:
        paragraph = ooxml.paragraph(word_style, broken(lines))
        return context.anchors.of(text, paragraph, kind="broken") if strip else paragraph
    paragraph = ooxml.paragraph(word_style, context.runs.make(text if strip else _unmarked(text)))
    return context.anchors.of(text, paragraph) if strip else paragraph


def _lines(context: Context, text: tuple[nodes.Inline, ...], name: str, width: int) -> list[str]:
    """Return the lines of a plain text, none where it holds anything else."""
    if not all(isinstance(inline, nodes.Text) for inline in text):
        return []
    style = replace(context.sheet.style(name), indent=0)
    lines = set_paragraph(context.setter, spans(text, style, context.setter, None), style, width, tag=-1)
    texts = ["".join(item.text for item in line.draw(0, 0) if isinstance(item, TextRun)) for line in lines]
    return texts if "".join(texts) == plain(text) else []


def _unmarked(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Return inlines whose numbers have no bookmarks: these stand in the strip already."""
    return map_leaves(inlines, lambda i: nodes.Text(i.text, i.at) if isinstance(i, nodes.FactText) else i)
