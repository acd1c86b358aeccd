"""Small fonts of every kind, made of the shipped faces: a collection, cubic outlines, a variable font, one that
forbids embedding."""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from jzdocs.resources import resource_root

TEXT = "用户自己的字体排出这一段文字，包括“引号”、（括号）和——破折号……再生水利用率由24.6%提升至38.2%。图1表示：页共第列晋中市甲乙丙年个百分点+-. "


def shipped(name: str) -> TTFont:
    font = TTFont(resource_root() / "fonts" / name)
    cutter = subset.Subsetter(subset.Options(notdef_outline=True, name_IDs=["*"]))
    cutter.populate(text=TEXT)
    cutter.subset(font)
    return font


def renamed(font: TTFont, family: str, chinese: str = "") -> TTFont:
    for number, value in ((1, family), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(value, number, 3, 1, 0x409)
    if chinese:
        font["name"].setName(chinese, 1, 3, 1, 0x804)
    return font


def collection(path: Path) -> Path:
    """Two faces in one file: Song, then Hei."""
    both = TTCollection()
    both.fonts = [
        renamed(shipped("NotoSerifSC-Regular.ttf"), "Kit Song"),
        renamed(shipped("NotoSansSC-Regular.ttf"), "Kit Hei", "测试黑体"),
    ]
    both.save(path)
    return path


def cubic(path: Path) -> Path:
    """Song with CFF outlines."""
    font = shipped("NotoSerifSC-Regular.ttf")
    glyphs, source = {}, font.getGlyphSet()
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(source[name].width, source)
        source[name].draw(pen)
        glyphs[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(font.getGlyphOrder())
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupCFF("KitCubic", {}, glyphs, {})
    builder.setupHorizontalMetrics(font["hmtx"].metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": "Kit Cubic", "styleName": "Regular", "psName": "KitCubic", "fullName": "Kit Cubic"}
    )
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def variable(path: Path) -> Path:
    """Hei with a weight axis: at 700 every advance is 40 units wider, so that an instance can be told from the
    default."""
    font = renamed(shipped("NotoSansSC-Regular.ttf"), "Kit Variable")
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    variations = {}
    for name in font.getGlyphOrder():
        points = len(font["glyf"][name].getCoordinates(font["glyf"])[0])
        deltas = [(0, 0)] * points + [(0, 0), (40, 0), (0, 0), (0, 0)]
        variations[name] = [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]
    builder.setupGvar(variations)
    font.save(path)
    return path


def restricted(path: Path, bits: int = 2) -> Path:
    """Song with licence bits of its own."""
    font = shipped("NotoSerifSC-Regular.ttf")
    font["OS/2"].fsType = bits
    font.save(path)
    return path
