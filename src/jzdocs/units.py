"""Lengths. Between the stylesheet and the writers every length is an integer of English Metric Units (EMU): 914,400
to the inch, 12,700 to the point."""

from __future__ import annotations

import re

from msgspec import Struct

EMU_PER_PT = 12_700
EMU_PER_MM = 36_000
EMU_PER_TWIP = 635
_UNITS = {"pt": EMU_PER_PT, "mm": EMU_PER_MM, "cm": 10 * EMU_PER_MM, "in": 914_400}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|mm|cm|in|em)")


class Size(Struct, frozen=True):
    """Width and height in EMU."""

    width: int
    height: int


def pt(value: float) -> int:
    """Return points as EMU, rounded."""
    return round(value * EMU_PER_PT)


def mm(value: float) -> int:
    """Return millimetres as EMU, rounded."""
    return round(value * EMU_PER_MM)


def to_pt(emu: float) -> float:
    """Return EMU as points."""
    return emu / EMU_PER_PT


def to_twips(emu: float) -> int:
    """Return EMU as twips (twentieths of a point, the unit of WordprocessingML), rounded."""
    return round(emu / EMU_PER_TWIP)


def parse_length(text: str, em: int | None = None) -> int:
    """Return the EMU of a length such as `"12pt"`, `"37mm"`, `"1.5cm"`, `"1in"` or `"2em"`; `em` is one em in EMU.

    Raises ValueError for a text that is no length, and for a length in em where `em` is None.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a length")
    value, unit = float(match[1]), match[2]
    if unit == "em":
        if em is None:
            raise ValueError(f"“{text}”: em has no meaning here")
        return round(value * em)
    return round(value * _UNITS[unit])
