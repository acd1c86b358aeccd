"""Rules, paths and pictures as objects of a page (GB/T 33190, 8.5, 9 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.frames import Image, Path, Rule
from jzdocs.ofd.geometry import Box, ClipArea, Outline, around, outline_of
from jzdocs.ofd.markup import MM, color, number, numbers

_CAPS = ("Butt", "Round", "Square")
_JOINS = ("Miter", "Round", "Bevel")
_MITRE, _HAIR = 5, 0.02  # how far a sharp corner may reach, in widths of the stroke; what smooth edges need (mm)


def as_path(rule: Rule) -> Path:
    """Return a rule as a path."""
    return Path((("M", rule.x1, rule.y1), ("L", rule.x2, rule.y2)), stroke=rule.color, width=rule.width)


def path_box(path: Path, outline: Outline) -> Box:
    """Return the box around a path, its stroke included."""
    box = around(outline.points())
    if not path.stroke:
        return box.grown(_HAIR)
    cornered = len(path.segments) > 2 and path.ends[1] == 0
    rectangle = cornered and outline.rectangle() is not None
    return box.grown(path.width * MM * (1 if rectangle or not cornered else _MITRE) + _HAIR)


def path_object(path: Path, outline: Outline, object_id: int, box: Box, clips: str) -> str:
    """Return the element of a path object. What only belongs to a stroke is left out where there is none (GB/T 42133,
    6.3.3 c)."""
    attributes = f'ID="{object_id}" Boundary="{box.written()}"'
    colors = ""
    if path.stroke:
        attributes += f' LineWidth="{number(path.width * MM)}"'
        attributes += f' Cap="{_CAPS[path.ends[0]]}"' if path.ends[0] else ""
        attributes += f' Join="{_JOINS[path.ends[1]]}"' if path.ends[1] else ""
        attributes += f' DashPattern="{numbers(d * MM for d in path.dash)}"' if path.dash else ""
        colors += color("StrokeColor", path.stroke, path.opacity[1])
    else:
        attributes += ' Stroke="false"'
    if path.fill:
        attributes += ' Fill="true"' + (' Rule="Even-Odd"' if path.even_odd else "")
        colors += color("FillColor", path.fill, path.opacity[0])
    data = outline.data(box.left, box.top)
    return (
        f"<ofd:PathObject {attributes}>{clips}{colors}"
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def path_of(path: Path, dx: int, dy: int) -> Outline | None:
    """Return the outline of a path whose origin is at dx, dy (EMU); None where nothing is painted."""
    if not (path.fill or path.stroke) or not path.segments:
        return None
    return outline_of(path.segments, dx, dy)


def image_box(item: Image, dx: int, dy: int) -> Box:
    """Return the place of a picture on the page."""
    left, top = (item.x + dx) * MM, (item.y + dy) * MM
    return Box(left, top, left + item.width * MM, top + item.height * MM)


def image_object(place: Box, resource: int, object_id: int, box: Box, clips: str) -> str:
    """Return the element of an image object (10): the unit square of the picture, stretched over its `place`; `box` is
    what shows of it."""
    matrix = numbers(
        (place.right - place.left, 0, 0, place.bottom - place.top, place.left - box.left, place.top - box.top)
    )
    attributes = f'ID="{object_id}" Boundary="{box.written()}" CTM="{matrix}" ResourceID="{resource}"'
    return f"<ofd:ImageObject {attributes}>{clips}</ofd:ImageObject>" if clips else f"<ofd:ImageObject {attributes}/>"


def clips_of(areas: Sequence[ClipArea], box: Box, *, transformed: bool) -> tuple[str, Box]:
    """Return the clips of an object (8.4), and what is left of its boundary.

    A rectangle that holds the object is left out (GB/T 42133, 6.3.2 a). Readers cut objects off at their boundaries, so
    for objects with a matrix of their own, where the space of a clip is read in two ways, a rectangle cuts the
    boundary.
    """
    out = []
    for area in areas:
        if area.rectangle:
            if area.rectangle.holds(box):
                continue
            if transformed:
                box = box.within(area.rectangle)
                continue
        out.append(area)
    if not out:
        return "", box
    clips = "".join(_clip(area, box) for area in out)
    return (
        f'<ofd:Clips TransFlag="false">{clips}</ofd:Clips>' if transformed else f"<ofd:Clips>{clips}</ofd:Clips>",
        box,
    )


def _clip(area: ClipArea, box: Box) -> str:
    rule = ' Rule="Even-Odd"' if area.even_odd else ""
    bounds = around(area.outline.points())
    boundary = Box(*(v - o for v, o in zip(bounds, (box.left, box.top) * 2, strict=True))).written()
    data = area.outline.data(bounds.left, bounds.top)
    return (
        f'<ofd:Clip><ofd:Area><ofd:Path Boundary="{boundary}" Stroke="false" Fill="true"{rule}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>"
    )
