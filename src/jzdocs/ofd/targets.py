"""Places that an OFD document leads to: outline (GB/T 33190, 7.8), links as annotations (15.2), actions (14).

An archived document has no action but Goto (GB/T 42133, 6.2.2 c, 6.9); the address of a link that leads outside is kept
as a parameter of its annotation (6.9 b).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jzdocs.frames import Link
from jzdocs.ofd.geometry import Box
from jzdocs.ofd.markup import MM, Ids, element, escaped, number, numbers
from jzdocs.ofd.metadata import PRODUCER
from jzdocs.painting.outline import Entry
from jzdocs.units import EMU_PER_PT

_ABOVE = 4 * EMU_PER_PT  # how far above its anchor a page is shown


class Place(NamedTuple):
    """Where an anchor stands: the identifier of its page, and how far below the page's top (EMU)."""

    page: int
    top: int


def goto(place: Place) -> str:
    """Return the actions that lead to a place (14.1, 14.2, table 54)."""
    top = number(max(0, place.top - _ABOVE) * MM)
    target = f'<ofd:Dest Type="XYZ" PageID="{place.page}" Left="0" Top="{top}" Zoom="0"/>'
    return _actions(f"<ofd:Goto>{target}</ofd:Goto>")


def _actions(action: str) -> str:
    return f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions>'


class _Node(NamedTuple):
    entry: Entry
    below: list[_Node]


def outline_element(entries: Sequence[Entry], places: Mapping[str, Place]) -> str:
    """Return the outline, nested by the levels of its entries; "" where there is none."""
    top: list[_Node] = []
    open_lists = [top]
    for entry in entries:
        node = _Node(entry, [])
        del open_lists[entry.level + 1 :]
        open_lists[-1].append(node)
        open_lists.append(node.below)
    return element("Outlines", "".join(_outline_node(node, places) for node in top))


def _outline_node(node: _Node, places: Mapping[str, Place]) -> str:
    anchor = node.entry.anchor
    count = f' Count="{len(node.below)}"' if node.below else ""
    closed = ' Expanded="false"' if node.entry.level else ""
    below = "".join(_outline_node(kid, places) for kid in node.below)
    return (
        f'<ofd:OutlineElem Title="{escaped(anchor.title)}"{count}{closed}>{goto(places[anchor.name])}{below}'
        "</ofd:OutlineElem>"
    )


class Links:
    """The annotations of links: those of a page at a time. `archived` documents keep no address as an action."""

    def __init__(self, places: Mapping[str, Place], ids: Ids, day: str, *, archived: bool) -> None:
        self._places, self._ids, self._day, self._archived = places, ids, day, archived

    def annotation(self, item: Link, box: Box) -> tuple[int, str] | None:
        """Return the identifier and the element of a link's annotation; None where it leads to no place."""
        parameters = ""
        if item.href.startswith("#"):
            place = self._places.get(item.href[1:])
            if place is None:
                return None
            actions = goto(place)
        elif self._archived:
            actions, parameters = "", f'<ofd:Parameter Name="URI">{escaped(item.href)}</ofd:Parameter>'
        else:
            actions = _actions(f'<ofd:URI URI="{escaped(item.href)}"/>')
        annotation, area = self._ids.next(), self._ids.next()
        width, height = box.right - box.left, box.bottom - box.top
        right, bottom = number(width), number(height)
        path = (
            f'<ofd:PathObject ID="{area}" Boundary="{numbers((0, 0, width, height))}" Stroke="false">{actions}'
            f"<ofd:AbbreviatedData>M 0 0 L {right} 0 L {right} {bottom} L 0 {bottom} C</ofd:AbbreviatedData>"
            "</ofd:PathObject>"
        )
        return annotation, (
            f'<ofd:Annot ID="{annotation}" Type="Link" Creator="{PRODUCER}" LastModDate="{self._day}" Print="false"'
            ' NoZoom="true" NoRotate="true" ReadOnly="true">'
            + element("Remark", escaped(item.contents or item.href))
            + element("Parameters", parameters)
            + f'<ofd:Appearance Boundary="{box.written()}">{path}</ofd:Appearance></ofd:Annot>'
        )
