"""What heads, feet and watermark must be to the page and to one another.

Every function raises UsageError at the key that does not go together with the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from jzdocs.errors import UsageError
from jzdocs.messages.message import Message, message
from jzdocs.style.sources import StyleSources, shown_key
from jzdocs.style.stylesheet import PLACES, RunningHead, Stylesheet
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import EMU_PER_MM, mm

# what a logo keeps free to the edge of the paper, where printers cannot print
EDGE = mm(5)
Side = Literal["header", "footer"]
_SIDES: tuple[Side, ...] = ("header", "footer")
_NUMBER_AT = ("page", "number", "start")


def check_running(sheet: Stylesheet, sources: StyleSources) -> None:
    """Check heads and feet, the start of page numbers, and the watermark."""
    for side in _SIDES:
        _check_shown(side, sheet, sources)
        for path, head in _heads(side, sheet):
            _check_logo(path, head, sheet, sources)
    _check_number(sheet, sources)
    _check_watermark(sheet, sources)


def logo_room(side: Side, sheet: Stylesheet) -> int:
    """Return how high a logo may be: above the head's rule, or below the top of the foot's line, to the edge."""
    page = sheet.page
    if side == "header":
        return page.top - page.header_above + sheet.style("header").leading - EDGE
    return page.bottom - page.number.below - EDGE


def _heads(side: Side, sheet: Stylesheet) -> Iterator[tuple[KeyPath, RunningHead]]:
    heads = sheet.header if side == "header" else sheet.footer
    for path, head in (((side,), heads.default), ((side, "first"), heads.first), ((side, "even"), heads.even)):
        if head is not None:
            yield path, head


def _check_shown(side: Side, sheet: Stylesheet, sources: StyleSources) -> None:
    """Refuse what is written for heads that pages do not have, unless a later file takes them away."""
    if sheet.page.header if side == "header" else sheet.page.footer:
        return
    off = sources.writer(("page", side))
    for path, head in _heads(side, sheet):
        for name in (*PLACES, "logo"):
            key = (*path, name)
            if sources.writer(key) >= off and getattr(head, name):
                _refuse(sources, key, message("style.no_heads" if side == "header" else "style.no_feet"))


def _check_logo(path: KeyPath, head: RunningHead, sheet: Stylesheet, sources: StyleSources) -> None:
    logo = head.logo
    if logo is None:
        return
    room = logo_room("header" if path[0] == "header" else "footer", sheet)
    if logo.size.height > room:
        key = sources.latest((*path, "logo_height"), (*path, "logo"), ("page", "margin"))
        _refuse(sources, key, message("style.tall_logo", most=_millimetres(max(0, room))))
    if logo.size.width > sheet.page.measure // 2:
        _refuse(sources, sources.latest((*path, "logo_height"), (*path, "logo")), message("style.wide_logo"))
    if logo.place == "center" and head.center:
        _refuse(sources, sources.latest((*path, "center"), (*path, "logo_place")), message("style.logo_and_text"))


def _check_number(sheet: Stylesheet, sources: StyleSources) -> None:
    number = sheet.page.number
    if number.start and number.count == "part":
        key = sources.latest(_NUMBER_AT, ("page", "number", "count"))
        _refuse(sources, key, message("style.start_of_parts"))
    for pages in sheet.differing_pages:
        foot = sheet.foot(pages)
        if foot is None or not sheet.has_number(pages):
            continue
        place = number_place(sheet, pages)
        if getattr(foot, place) or (foot.logo and foot.logo.place == place):
            mirrored = pages == "even" and sheet.footer.even is None
            name = {"left": "right", "right": "left"}.get(place, place) if mirrored else place
            path = ("footer", *(() if pages == "default" or mirrored else (pages,)), name)
            _refuse(sources, path, message("style.number_stands_there"))


def number_place(sheet: Stylesheet, pages: str) -> Literal["left", "center", "right"]:
    """Return where the number of pages of a kind stands in their foot."""
    if sheet.page.number.place == "outside":
        return "left" if pages == "even" else "right"
    align = sheet.style("footer").align
    return "center" if align in ("center", "justify") else align  # type: ignore[return-value]


def _check_watermark(sheet: Stylesheet, sources: StyleSources) -> None:
    mark = sheet.watermark
    if mark is None:
        return
    keys = sources.files[sources.writer(("watermark", "text"))].keys.watermark if mark.text else None
    if keys and keys.picture and keys.text:
        _refuse(sources, ("watermark", "picture"), message("style.two_marks"))
    if mark.picture and mark.size > sheet.page.size.width:
        width = message("style.wide_mark", most=_millimetres(sheet.page.size.width))
        _refuse(sources, sources.latest(("watermark", "width"), ("page", "size")), width)


def _refuse(sources: StyleSources, path: KeyPath, problem: Message) -> None:
    raise UsageError("T003", at=sources.at(path), key=shown_key(path), problem=problem)


def _millimetres(length: int) -> str:
    return f"{length / EMU_PER_MM:.3g}mm"
