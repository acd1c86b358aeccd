"""What a stylesheet's values must be to one another, once all files are merged: each may be allowed by itself and
still leave no room on the paper, or name a font role that does not exist.

Every function raises UsageError at the key that was written last among those that do not go together.
"""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.errors import UsageError
from jzdocs.messages.message import Message, message
from jzdocs.style.running_checks import check_running
from jzdocs.style.schema import ChartKeys, StyleKeys, TextKeys, WatermarkKeys
from jzdocs.style.sources import StyleSources, shown_key
from jzdocs.style.stylesheet import HEAD_RULE_BELOW, Stylesheet, TextStyle
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import EMU_PER_MM, pt, to_pt

# what a page of running text needs at the least
MIN_CHARACTERS = 10
MIN_LINES = 10
# what a text style needs: characters to the line, and its share of the page's depth
MIN_STYLE_CHARACTERS = 4
MAX_STYLE_SHARE = 0.5
# a chart of two rows with title, axis and note, in sizes of its text
MIN_CHART_WIDTH = 24
MIN_CHART_DEPTH = 14
# what stands above and below a chart at the least: air, title, notes
CHART_FURNITURE = pt(72)

_MARGIN: KeyPath = ("page", "margin")
_PAPER: KeyPath = ("page", "size")


def check_roles(keys: StyleKeys, sources: StyleSources) -> None:
    """Check that every font role that is named exists."""
    for path, role in _named_roles(keys):
        if role not in keys.fonts:
            _refuse(sources, path, message("style.no_role", role=role, names=", ".join(keys.fonts)))


def _named_roles(keys: StyleKeys) -> Iterator[tuple[KeyPath, str]]:
    styles: dict[KeyPath, TextKeys | ChartKeys | WatermarkKeys] = {
        ("body",): keys.body,
        **{("heading", name): style for name, style in keys.heading.items()},
        **{("style", name): style for name, style in keys.style.items()},
        ("chart",): keys.chart,
        ("watermark",): keys.watermark,
    }
    for path, style in styles.items():
        if style.font is not None:
            yield (*path, "font"), style.font
    for name, font in keys.fonts.items():
        yield from ((("fonts", name, "fallback"), role) for role in font.fallback or ())
        yield from ((("fonts", name, "latin"), role) for role in (font.latin,) if role)


def check_stylesheet(sheet: Stylesheet, sources: StyleSources) -> None:
    """Check that paper, margins, sizes and leading leave room for text, heads and feet."""
    _check_type_area(sheet, sources)
    _check_head_and_foot(sheet, sources)
    check_running(sheet, sources)
    _check_text_styles(sheet, sources)


def _check_type_area(sheet: Stylesheet, sources: StyleSources) -> None:
    page, body = sheet.page, sheet.body
    characters = max(0, page.measure) // body.size
    lines = max(0, min(page.lines, page.depth // body.leading))
    if characters < MIN_CHARACTERS:
        sides = sources.latest((*_MARGIN, "inner"), (*_MARGIN, "outer"), _PAPER, ("body", "size"))
        _refuse(sources, sides, message("style.narrow", count=characters, least=MIN_CHARACTERS))
    if lines < MIN_LINES:
        ends = sources.latest(
            (*_MARGIN, "top"),
            (*_MARGIN, "bottom"),
            _PAPER,
            ("page", "grid", "lines"),
            ("body", "leading"),
            ("body", "size"),
        )
        _refuse(sources, ends, message("style.shallow", count=lines, least=MIN_LINES))


def check_grid(keys: StyleKeys, sheet: Stylesheet, sources: StyleSources) -> None:
    """Check that a grid fits the type area. One that was taken over from another stylesheet is cut down to what fits
    instead; see `build_sheet`."""
    page, body, grid = sheet.page, sheet.body, keys.page.grid
    if grid is None:
        return
    lines, characters = page.depth // body.leading, page.measure // body.size
    path: KeyPath = ("page", "grid", "lines")
    if (grid.lines or 0) > lines and sources.writer(path) >= _writer(sources, ("body", "leading"), ("body", "size")):
        _refuse(sources, path, message("style.grid_lines", count=lines, leading=_points(body.leading)))
    path = ("page", "grid", "characters")
    if (grid.characters or 0) > characters and sources.writer(path) >= sources.writer(("body", "size")):
        _refuse(sources, path, message("style.grid_characters", count=characters, size=_points(body.size)))


def _writer(sources: StyleSources, *paths: KeyPath) -> int:
    return max(sources.writer(path) for path in paths)


def _check_head_and_foot(sheet: Stylesheet, sources: StyleSources) -> None:
    page, head, foot = sheet.page, sheet.style("header"), sheet.style("footer")
    if page.header and page.top < page.header_above:
        _refuse(
            sources,
            sources.latest((*_MARGIN, "top"), ("page", "header_above"), ("page", "header")),
            message("style.no_room_for_head"),
        )
    if page.header and head.leading + HEAD_RULE_BELOW > page.header_above:
        most = _points(page.header_above - HEAD_RULE_BELOW)
        _refuse(
            sources,
            sources.latest(("style", "header", "leading"), ("page", "header_above"), ("page", "header")),
            message("style.tall_head", most=most),
        )
    needed = page.number.below + foot.leading
    if page.footer and page.bottom < needed:
        path = sources.latest(
            (*_MARGIN, "bottom"), ("page", "number", "below"), ("style", "footer", "leading"), ("page", "footer")
        )
        _refuse(sources, path, message("style.no_room_for_foot", least=_millimetres(needed)))


def _check_text_styles(sheet: Stylesheet, sources: StyleSources) -> None:
    measure, depth = sheet.page.measure, sheet.page.lines * sheet.body.leading
    for path, style in text_styles(sheet):
        if style.indent + MIN_STYLE_CHARACTERS * style.size > measure:
            keys = sources.latest((*path, "indent"), (*path, "size"), _MARGIN, _PAPER)
            _refuse(sources, keys, message("style.wide_text", section=".".join(path), least=MIN_STYLE_CHARACTERS))
        if style.before + style.leading + style.after > depth * MAX_STYLE_SHARE:
            keys = sources.latest((*path, "before"), (*path, "after"), (*path, "leading"), _MARGIN, _PAPER)
            _refuse(sources, keys, message("style.tall_text", section=".".join(path)))


def check_room_for_charts(sheet: Stylesheet, sources: StyleSources) -> None:
    """Check that a small chart fits on a page: of use only where a document has charts.

    Raises UsageError with the key that leaves too little room.
    """
    page, chart = sheet.page, sheet.chart
    room = page.lines * sheet.body.leading - CHART_FURNITURE
    if page.measure < MIN_CHART_WIDTH * chart.size or room < MIN_CHART_DEPTH * chart.size + 4 * chart.bar:
        path = sources.latest(
            ("chart", "size"), ("chart", "bar"), _MARGIN, _PAPER, ("page", "grid"), ("body", "leading")
        )
        _refuse(sources, path, message("style.no_room_for_charts"))


def text_styles(sheet: Stylesheet) -> Iterator[tuple[KeyPath, TextStyle]]:
    """Yield every text style of a stylesheet with the path of its section."""
    yield ("body",), sheet.body
    for level, heading in enumerate(sheet.headings, 1):
        yield ("heading", str(level)), heading.text
    for name, style in sheet.styles.items():
        yield ("style", name), style


def _refuse(sources: StyleSources, path: KeyPath, problem: Message) -> None:
    raise UsageError("T003", at=sources.at(path), key=shown_key(path), problem=problem)


def _points(length: int) -> str:
    return f"{to_pt(length):.4g}pt"


def _millimetres(length: int) -> str:
    return f"{length / EMU_PER_MM:.3g}mm"
