"""What charts and pictures hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from jzdocs.errors import NOWHERE, Location


class Value(Struct, frozen=True):
    """A value of a chart: `raw` is what the author wrote, the name of a fact or a number; binding adds the number, how
    it is printed, and the fact's name. Of a number in multiples of 万 or 亿, `exponent` is the power of ten that it was
    divided by."""

    raw: str
    at: Location = NOWHERE
    number: Decimal | None = None
    printed: str = ""
    fact: str = ""
    exponent: int = 0


class Row(Struct, frozen=True):
    """A category of a chart with one value for each series.

    `detail` is a short addition to the name; `group` chooses the colour.
    """

    name: str
    values: tuple[Value, ...]
    detail: str = ""
    group: str = ""
    at: Location = NOWHERE


class Panel(Struct, frozen=True):
    """A small chart of its own inside a chart, with its own unit and axis."""

    title: str
    unit: str
    rows: tuple[Row, ...]


class ChartScript(Struct, frozen=True):
    """A program of the project that draws a chart: its `path`, where that is written, the figures that it gets (each
    with the name that the program calls it by, and what the author wrote), the number of rows of the block itself, the
    names of tables of data, and the height of the drawing in EMU (0: in proportion to its width)."""

    path: str
    at: Location = NOWHERE
    facts: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    tables: tuple[str, ...] = ()
    height: int = 0


class Chart(Struct, frozen=True):
    """What a chart shows, in one panel at least.

    `series` are the names of the columns of values, `groups` the meanings of the colours; `emphasis` names the rows
    that stand out; `gap_unit` is the unit of a difference. Numbers are printed with separators of `thousands`, in
    multiples of `axis_unit` (万, 亿), where asked. `units` are those of the series where these differ, `totals` the
    rows that are levels among contributions. `multiples` is the number of small charts beside one another, which all
    have one scale (0: the panels are no such charts); `reference` are the rows that the scale of a small chart covers
    (none: its own). `today` is the day that a chart of time is drawn for, `grid` the rows of a map with the names at
    their places ("": none), `classes` are the limits between its colours. A `script` draws a chart of the kind
    `python`: its first panel holds the rows of the block, then come those of its figures, and a panel for each of its
    tables.
    """

    kind: str
    panels: tuple[Panel, ...]
    series: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    axis: tuple[Decimal, Decimal] | None = None
    emphasis: tuple[str, ...] = ()
    sort: bool = True
    gap_unit: str = ""
    thousands: bool = False
    axis_unit: str = ""
    units: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    multiples: int = 0
    reference: tuple[Row, ...] = ()
    today: Value | None = None
    grid: tuple[tuple[str, ...], ...] = ()
    classes: tuple[Decimal, ...] = ()
    script: ChartScript | None = None

    def unit_of(self, panel: Panel, index: int) -> str:
        """Return the unit of a series (from 0) in a panel."""
        return self.units[index] if index < len(self.units) else panel.unit


class Picture(Struct, frozen=True):
    """A picture from the project's folder: pixels, a drawing (SVG), or the first page of a PDF; or the figure of a
    Python program, which has no data.

    `data` are the bytes of its file, `width_px` and `height_px` its size as it is seen: pixels, of a drawing pixels of
    96 to the inch, of a page points. It is shown as wide as `width` (EMU) or `share` (of its column) say, else by
    itself. Before it is set, it gets what is printed of it: `raster`, PNG or JPEG, `page`, a PDF where the PDF can hold
    it, and the `key` by which pages name that.
    """

    path: str
    data: bytes = b""
    width_px: int = 0
    height_px: int = 0
    form: Literal["raster", "drawing", "page", "figure"] = "raster"
    width: int = 0
    share: float = 0
    raster: bytes = b""
    page: bytes = b""
    key: str = ""
