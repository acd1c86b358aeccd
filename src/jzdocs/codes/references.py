"""The codes of findings about references (R): meaning and example, in English, then in Chinese."""

from __future__ import annotations

CODES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "R001": (
        ("an undefined reference", "见@fig:reuze"),
        ("引用找不到对应的内容", "见@fig:reuze"),
    ),
    "R002": (
        ("there is no footnote of that label", "[^7] without [^7]:"),
        ("没有这条脚注", "有 [^7] 而没有 [^7]:"),
    ),
    "R003": (
        ("a footnote that is not referred to", "[^7]: without [^7]"),
        ("脚注没有被引用", "有 [^7]: 而没有 [^7]"),
    ),
    "R004": (
        ("an id is given twice", "two charts #fig:reuse"),
        ("标识重复了", "两个图都写 #fig:reuse"),
    ),
}
