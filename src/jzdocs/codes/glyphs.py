"""The codes of findings about glyphs and fonts (G): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "G001": (
        ("no font has the character; 〓 stands for it in the PDF", "a character of one's own (U+E001)"),
        ("所有字体都没有这个字，PDF 中以“〓”代替", "自造字（U+E001）"),
    ),
    "G002": (
        ("a font file is missing or not a font", 'file = "fonts/missing.ttf"'),
        ("缺少字体文件，或文件不是字体", 'file = "fonts/missing.ttf"'),
    ),
    "G004": (
        ("a font that must not be embedded", "a font whose OS/2 fsType is 2"),
        ("字体不允许嵌入", "OS/2 fsType 为 2 的字体"),
    ),
    "G005": (
        ("a character that another font sets", "珺 in FandolFang"),
        ("由别的字体代排的字", "FandolFang 中的“珺”"),
    ),
}
