"""Findings about glyphs and fonts.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "G001": (
        (
            "no font has “{char}” (U+{number}, {name}); the PDF shows 〓 in its place, Word the character itself",
            "use another character, or add a font that has it to the stylesheet's [fonts]",
        ),
        (
            "所有字体都没有“{char}”（U+{number}，{name}），PDF 中以“〓”代替，Word 中仍是原字",
            "请换一个字，或在样式表 [fonts] 中加一款有此字的字体",
        ),
    ),
    "G002": (
        ("{file} is not a font", "use a TrueType or OpenType file"),
        ("{file} 不是字体文件", "请用 TrueType 或 OpenType 字体文件"),
    ),
    "G002.unreadable": (
        ("the font {path} cannot be read", "check that the file is whole and may be read"),
        ("无法读取字体 {path}", "请检查文件是否完整、是否有权读取"),
    ),
    "G002.damaged": (
        ("the font {file} is damaged", "fetch it again from where it came from, or use another"),
        ("字体 {file} 已损坏", "请重新获取该字体，或换用其他字体"),
    ),
    "G002.missing": (
        ("the font file “{file}” of the font role “{role}” was not found", "looked in: {looked}"),
        ("找不到字体角色“{role}”的字体文件“{file}”", "已找过：{looked}"),
    ),
    "G004": (
        (
            "the licence of the font {file} forbids embedding it in documents",
            "ask its maker for a licence that allows it, or use another font",
        ),
        ("字体 {file} 的许可不允许嵌入文档", "请向字体厂商取得许可，或换一款字体"),
    ),
    "G005": (
        (
            "the font of the role “{role}” has no “{char}” (U+{number}); {other} is used for it",
            "use a font that has it, or accept the substitute",
        ),
        (
            "字体角色“{role}”的字体没有“{char}”（U+{number}），已用 {other} 代替",
            "请换一款有此字的字体，或接受代用的字体",
        ),
    ),
}
