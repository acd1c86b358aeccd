"""Stand-ins for the Latin fonts of Windows: shipped glyphs on the advance widths of Times New Roman and Arial, so that a
Word file can be laid out here with lines as long as they are there. (Han, full-width marks and kana are an em wide in
SimSun, SimHei, KaiTi and FangSong as in the shipped faces.)"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from jzdocs.resources import resource_root

TABLES = Path(__file__).with_name("windows_metrics.json")
_SHAPES = {"Times New Roman": "NotoSerifSC", "Arial": "NotoSansSC"}


def widths() -> dict[str, dict[str, dict[str, int]]]:
    """Return the advance widths by family, weight and character, in thousandths of an em."""
    tables = json.loads(TABLES.read_text(encoding="utf-8"))
    return {family: tables[family] for family in _SHAPES}


def stand_ins(folder: Path) -> None:
    """Write a font file a family and weight into a folder."""
    folder.mkdir()
    for family, weights in widths().items():
        for weight, table in weights.items():
            font = _with_widths(f"{_SHAPES[family]}-{weight.title()}.ttf", table)
            style = weight.title()
            for number, value in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}")):
                font["name"].setName(value.replace(" ", "") if number == 6 else value, number, 3, 1, 0x409)
            font.save(folder / f"{family.replace(' ', '')}-{style}.ttf")


def _with_widths(name: str, table: Mapping[str, int]) -> TTFont:
    font = TTFont(resource_root() / "fonts" / name)
    cutter = subset.Subsetter(subset.Options(notdef_outline=True, name_IDs=[]))
    cutter.populate(text="".join(table))
    cutter.subset(font)
    em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
    for code, glyph in font.getBestCmap().items():
        if chr(code) in table:
            metrics[glyph] = (round(table[chr(code)] * em / 1000), metrics[glyph][1])
    return font
