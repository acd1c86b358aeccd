"""Lengths. Everything between the stylesheet and the writers is an integer of English Metric Units (914,400 an inch,
12,700 a point)."""

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
    """Points to EMU."""
    return round(value * EMU_PER_PT)


def mm(value: float) -> int:
    """Millimetres to EMU."""
    return round(value * EMU_PER_MM)


def to_pt(emu: float) -> float:
    """EMU to points."""
    return emu / EMU_PER_PT


def to_twips(emu: float) -> int:
    """EMU to twips (twentieths of a point), as WordprocessingML counts."""
    return round(emu / EMU_PER_TWIP)


def parse_length(text: str, em: int | None = None) -> int:
    """Read `"12pt"`, `"37mm"`, `"2em"` into EMU; `em` is the size that an em stands for.

    Raises ValueError when the text is no length, or is in em where no em is known.
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
