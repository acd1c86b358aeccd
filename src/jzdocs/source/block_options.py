"""Which struct reads the options of each kind of block."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from jzdocs.source.chart_blocks import ChartOptions
from jzdocs.source.fences import (
    AttachmentOptions,
    ContentsOptions,
    FigureListOptions,
    NoOptions,
    OfficialOptions,
    SourcesOptions,
    TitleOptions,
)
from jzdocs.source.key_figure_blocks import KeyFigureOptions
from jzdocs.source.table_blocks import TableOptions

BLOCK_OPTIONS: Mapping[str, type[Struct]] = {
    "chart": ChartOptions,
    "table": TableOptions,
    "keyfigures": KeyFigureOptions,
    "contents": ContentsOptions,
    "figures": FigureListOptions,
    "sources": SourcesOptions,
    "cover": NoOptions,
    "title": TitleOptions,
    "pagebreak": NoOptions,
    "attachment": AttachmentOptions,
    **dict.fromkeys(("redhead", "addressees", "attachments", "signature", "attendance", "colophon"), OfficialOptions),
}
