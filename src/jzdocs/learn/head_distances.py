"""Where the red head of a sample stands → the keys of [opening] that put it there: distances from ink to ink, as the
plan of our pages has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jzdocs.learn.opening import Distances, RedHead
from jzdocs.learn.page import millimetres
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import parse_length

_RISE = 0.88  # of a character above its baseline, in ems
_TWIPS = 635
_EIGHTHS = 8
_LEAST, _MOST = 0, 5600  # twips; what is outside is no distance in a head


class HeadSizes(Struct, frozen=True):
    """The sizes that distances in a head are counted by, in twips: of the head's letters, of the text and its lines, of
    the title."""

    head: float
    text: float
    line: float
    title: float


def distance_keys(
    head: RedHead, found: Distances, number: str, styles: Mapping[str, Any], sheet: Stylesheet
) -> dict[str, str]:
    """Return the keys of [opening] that place a head; `number` is the text of the document number, `styles` are the
    sections [body], [style.title] and [style.red_head] of what was learned, `sheet` is that of the template."""
    faces = Faces(sheet)
    sizes = HeadSizes(*(parse_length(styles[name][key]) / _TWIPS for name, key in _SIZES))
    rise, depth = _reach(faces, _role(sheet, styles["red_head"]["font"]), "".join(head.lines), sizes.head)
    below = _reach(faces, _role(sheet, styles["body"]["font"]), number, sizes.text)[1]
    centred = (sizes.line - sizes.text) / 2 + _RISE * sizes.text
    title = (sizes.line - sizes.title) / 2 + _RISE * sizes.title
    thickness = head.rule.thickness / _EIGHTHS * 20 if head.rule else 0
    foot = None if found.last is None else found.last + depth
    lowest = foot if found.number is None else found.number + below
    distances = {
        "head": None if found.head is None else found.head - rise,
        "number": None if found.number is None or foot is None else found.number - foot - centred,
        "rule": None if found.rule is None or lowest is None else found.rule - lowest,
        "title": None if found.rule is None or found.title is None else found.title - found.rule - thickness - title,
    }
    keys = {
        key: millimetres(twips) for key, twips in distances.items() if twips is not None and _LEAST <= twips <= _MOST
    }
    if head.rule is not None:
        keys["thickness"] = f"{min(10, max(0.25, head.rule.thickness / _EIGHTHS)):g}pt"
    return keys


_SIZES = (("red_head", "size"), ("body", "size"), ("body", "leading"), ("title", "size"))


def _role(sheet: Stylesheet, role: str) -> str:
    """Return the role of the template whose face stands for one that was learned."""
    return role if role in sheet.fonts else role.rstrip("0123456789")


def _reach(faces: Faces, role: str, text: str, size: float) -> tuple[float, float]:
    """Return how far the ink of a text reaches above and below its baseline; letters and digits may be of another
    face."""
    parts = list(faces.split(role, text)) if text else []
    inks = [ink for key, part in parts for char in part if (ink := faces[key].ink[char])]
    above = max((ink[3] for ink in inks), default=880)
    below = max((-ink[1] for ink in inks), default=120)
    return above * size / 1000, below * size / 1000
