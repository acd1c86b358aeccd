"""What stands in a table's cell beside its text: lists, whose items are lines that begin with a dash (`- a<br>- b`),
and pictures (`![](a.png)`), which stand below the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.inline import Image, InlineReader

BULLET = "•\u2002"
_ITEM = compiled(r"[-*+][ \t]+(?=\S)")
_FEWEST = 2  # a single line that begins with a dash is a text

Load = Callable[[Image], nodes.Figure | None]


def read_cell(
    inline: InlineReader, text: str, place: Callable[[int], Location], load: Load | None
) -> tuple[tuple[nodes.Inline, ...], tuple[nodes.Figure, ...]]:
    """Return the inlines of a cell and its pictures, which `load` fetches; without it their alternative texts stand
    among the inlines."""
    images: list[Image] | None = [] if load else None
    outer, inline.images = inline.images, images
    inlines = inline.parse(text, place)
    inline.images = outer
    figures = []
    for image in images or ():
        figure = load(image) if load else None
        if figure is not None:
            figures.append(replace(figure, title=(), notes=()))
            inlines = (*inlines, *figure.title)
            for note in figure.notes:
                inlines = (*inlines, nodes.Break(image.at), *note)
    if figures:
        inlines = _without_outer_breaks(inlines)
    return with_bullets(inlines), tuple(figures)


def with_bullets(inlines: Sequence[nodes.Inline]) -> tuple[nodes.Inline, ...]:
    """Return inlines with bullets for the dashes that begin their lines, where several lines do."""
    starts = [
        index
        for index, inline in enumerate(inlines)
        if isinstance(inline, nodes.Text)
        and _ITEM.match(inline.text)
        and (index == 0 or isinstance(inlines[index - 1], nodes.Break))
    ]
    if len(starts) < _FEWEST:
        return tuple(inlines)
    out = list(inlines)
    for index in starts:
        text = out[index]
        assert isinstance(text, nodes.Text)
        out[index] = replace(text, text=_ITEM.sub(BULLET, text.text, count=1))
    return tuple(out)


def _without_outer_breaks(inlines: Sequence[nodes.Inline]) -> tuple[nodes.Inline, ...]:
    """Return inlines without the line breaks and blanks at their ends, which pictures leave."""
    out = list(inlines)
    while out and _is_blank(out[-1]):
        out.pop()
    while out and _is_blank(out[0]):
        out.pop(0)
    return tuple(out)


def _is_blank(inline: nodes.Inline) -> bool:
    return isinstance(inline, nodes.Break) or (isinstance(inline, nodes.Text) and not inline.text.strip())
