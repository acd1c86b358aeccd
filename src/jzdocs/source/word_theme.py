"""The theme of a Word file: which fonts and colours its names stand for (ECMA-376 Part 1, 20.1.4)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from jzdocs.source.word_package import A, Package, w

_COLORS = {
    "text1": "dk1",
    "dark1": "dk1",
    "text2": "dk2",
    "dark2": "dk2",
    "background1": "lt1",
    "light1": "lt1",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
# the script whose fonts a theme lists beside its own, by the language of Chinese text (17.15.1.88)
_SCRIPTS = {"zh-tw": "Hant", "zh-hk": "Hant", "zh-mo": "Hant", "ja-jp": "Jpan", "ko-kr": "Hang"}


class Theme(Struct, frozen=True):
    """The theme of a Word file (`root` is None where it has none), and the script of its Chinese text."""

    root: Any = None
    script: str = "Hans"

    def font(self, name: str) -> str:
        """Return the typeface behind `minorEastAsia`, `majorHAnsi` and the like, "" where there is none."""
        kind = "minorFont" if name.startswith("minor") else "majorFont"
        node = None if self.root is None else self.root.find(f".//{{{A}}}{kind}")
        if node is None:
            return ""
        if "EastAsia" not in name:
            return _face(node.find(f"{{{A}}}latin"))
        listed = next((f for f in node.iter(f"{{{A}}}font") if f.get("script") == self.script), None)
        return _face(node.find(f"{{{A}}}ea")) or _face(listed)

    def color(self, name: str) -> str:
        """Return the colour behind `accent1` and the like as RRGGBB, "" where there is none."""
        node = None
        if self.root is not None:
            node = self.root.find(f".//{{{A}}}clrScheme/{{{A}}}{_COLORS.get(name, name)}")
        if node is None or not len(node):
            return ""
        return str(node[0].get("lastClr") or node[0].get("val") or "").upper()


def read_theme(package: Package) -> Theme:
    """Return the theme of a Word file; the script is that of the language its settings name for Chinese text."""
    part, settings = package.first("theme"), package.first("settings")
    language = settings.root.find(w("themeFontLang")) if settings else None
    name = "" if language is None else language.get(w("eastAsia"), "")
    return Theme(part.root if part else None, _SCRIPTS.get(name.lower(), "Hans"))


def _face(node: Any) -> str:
    return "" if node is None else str(node.get("typeface", ""))
