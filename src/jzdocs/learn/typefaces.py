"""Fonts of a sample → font roles: a name in Word belongs to a class (Song, Fangsong, Kai, Hei, title Song), whose
shipped face stands for it in the PDF, while Word has the sample's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from jzdocs.patterns import compiled

# what a font's name holds → the role of its class, in the order in which they are asked
_CLASSES = (
    ("title", compiled(r"小标宋|大标宋|标题宋|粗宋|中宋|xiaobiaosong|xbs|zhongsong", re.I)),
    ("fang", compiled(r"仿|fang\s*song", re.I)),
    ("kai", compiled(r"楷|kai|隶|行书|魏碑", re.I)),
    (
        "hei",
        compiled(
            r"黑|等线|苹方|圆|幼|hei|dengxian|pingfang|sans|gothic|yahei|arial|calibri|verdana|segoe|tahoma|helvetica",
            re.I,
        ),
    ),
    ("song", compiled(r"宋|明体|书宋|song|sim\s*sun|ming|serif|times|roman|cambria|georgia|garamond", re.I)),
)
# names under which programs write one font
_SAME = {
    "simsun": "宋体",
    "nsimsun": "宋体",
    "新宋体": "宋体",
    "simhei": "黑体",
    "kaiti": "楷体",
    "fangsong": "仿宋",
    "kaiti_gb2312": "楷体_GB2312",
    "fangsong_gb2312": "仿宋_GB2312",
    "microsoft yahei": "微软雅黑",
    "dengxian": "等线",
    "fzxiaobiaosong-b05s": "方正小标宋简体",
    "stzhongsong": "华文中宋",
    "stfangsong": "华文仿宋",
    "stkaiti": "华文楷体",
    "stsong": "华文宋体",
    "stheiti": "华文黑体",
}


def plain_name(name: str) -> str:
    """Return the usual Chinese name of a font, whatever its case and its language."""
    bare = name.strip().lstrip("@")
    return _SAME.get(bare.casefold(), bare)


def font_class(name: str) -> str:
    """Return the role of the class that a font belongs to by its name: Song where nothing tells."""
    return next((role for role, pattern in _CLASSES if pattern.search(name)), "song")


class Typefaces(Struct):
    """The roles of a sample's fonts. `base` gives the name in Word of each role of the template that is extended;
    `names` are the fonts by role as they are found."""

    base: Mapping[str, str]
    names: dict[str, str] = field(default_factory=dict)

    def settle(self, weighed: Iterable[tuple[str, int]]) -> None:
        """Give each font of a sample a role: the heaviest of a class the role of the class, others one of their own."""
        weights: dict[str, int] = {}
        for name, weight in weighed:
            weights[plain_name(name)] = weights.get(plain_name(name), 0) + weight
        for name in sorted(weights, key=lambda each: (-weights[each], each)):
            role = font_class(name)
            exact = next((r for r, word in self.base.items() if plain_name(word) == name and r not in self.names), "")
            role = exact if exact and (role in self.names or exact == role) else role
            count = 2
            while role in self.names:
                role = f"{font_class(name)}{count}"
                count += 1
            self.names[role] = name

    def role(self, name: str) -> str:
        """Return the role of a font that was settled."""
        plain = plain_name(name)
        return next((role for role, each in self.names.items() if each == plain), font_class(plain))

    def word(self, role: str) -> str:
        """Return the name in Word of a role, the sample's or the template's."""
        return self.names.get(role) or self.base.get(role, role)

    def keys(self, fonts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return the sections [fonts.…] of roles that the template lacks, or has under another name in Word. `fonts`
        are the template's own; a new role has the files of its class."""
        out: dict[str, dict[str, Any]] = {}
        for role, name in self.names.items():
            if role in self.base:
                if plain_name(self.base[role]) != name:
                    out[role] = {"word": name}
                continue
            like = fonts[font_class(name)]
            bold = {"bold": like.bold} if like.bold else {}
            out[role] = {"file": like.file, **bold, "word": name, "fallback": list(like.fallback or ("song",))}
        return out
