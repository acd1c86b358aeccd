"""The font table of a Word file (ECMA-376 Part 1, 17.8.3.10): what a program takes where it lacks a font."""

from __future__ import annotations

from collections.abc import Iterable

from jzdocs.style.stylesheet import Stylesheet
from jzdocs.word.ooxml import Element, w
from jzdocs.word.styles import fonts_of

# other names of a font, then fonts like it that more machines have (17.8.3.1)
_ALTERNATIVES = {
    "宋体": "SimSun,Songti SC,Noto Serif SC",
    "黑体": "SimHei,Heiti SC,Noto Sans SC",
    "楷体": "KaiTi,楷体_GB2312,Kaiti SC,LXGW WenKai",
    "仿宋": "FangSong,仿宋_GB2312,STFangsong,FandolFang R",
    "楷体_GB2312": "KaiTi_GB2312,楷体,KaiTi,Kaiti SC,LXGW WenKai",
    "仿宋_GB2312": "FangSong_GB2312,仿宋,FangSong,STFangsong,FandolFang R",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,宋体,SimSun",
    "方正小标宋_GBK": "FZXiaoBiaoSong-B05,方正小标宋简体,华文中宋,宋体,SimSun",
    "微软雅黑": "Microsoft YaHei,PingFang SC,Noto Sans SC",
    "等线": "DengXian,微软雅黑,Noto Sans SC",
    "Times New Roman": "Liberation Serif",
    "Arial": "Liberation Sans",
}
_CHINESE = "86"  # the character set GB 2312 (17.8.3.2)


def font_table(sheet: Stylesheet) -> Element:
    """Return `w:fonts` for the fonts that a stylesheet names."""
    pairs = [fonts_of(sheet, role) for role in sheet.fonts if role != "latin"]
    latin = dict.fromkeys(name for name, _ in pairs)
    chinese = dict.fromkeys(name for _, name in pairs)
    return w("fonts", *_entries(chinese, _CHINESE), *_entries(latin.keys() - chinese.keys(), "00"))


def _entries(names: Iterable[str], charset: str) -> list[Element]:
    return [font_entry(name, charset) for name in sorted(names)]


def font_entry(name: str, charset: str = _CHINESE) -> Element:
    """Return the entry of a font."""
    alternatives = _ALTERNATIVES.get(name)
    return w(
        "font",
        w("altName", val=alternatives) if alternatives else None,
        w("charset", val=charset),
        w("family", val="auto"),
        w("pitch", val="variable"),
        name=name,
    )
