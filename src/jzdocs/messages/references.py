"""Findings about cross-references and footnotes.

Each entry: (what is wrong, what to do) in English, then in Chinese.
"""

from __future__ import annotations

from jzdocs.messages.catalogue import Findings

FINDINGS: Findings = {
    "R001": (
        ("undefined reference @{target}", ""),
        ("引用 @{target} 找不到对应的内容", ""),
    ),
    "R001.link": (
        ("the link {href} has no target in this document; its text is printed without a link", ""),
        ("链接 {href} 在文中找不到对应的位置，只印出文字", ""),
    ),
    "R001.written": (
        ("{text} has no target in this document and is printed as it is", ""),
        ("{text} 在文中找不到对应的内容，按原样印出", ""),
    ),
    "R002": (
        ("there is no footnote “{label}”", "write [^{label}]: and its text"),
        ("没有脚注“{label}”", "请写 [^{label}]: 和注文"),
    ),
    "R002.text": (
        ("there is no footnote “{label}”; its mark is printed as text", "write [^{label}]: and its text"),
        ("没有脚注“{label}”，标记按文字印出", "请写 [^{label}]: 和注文"),
    ),
    "R003": (
        ("the footnote “{label}” is not referred to and not printed", "delete it, or write [^{label}] in the text"),
        ("脚注“{label}”没有被引用，不会印出", "请删去，或在正文中写上 [^{label}]"),
    ),
    "R004": (
        ("the id “{id}” is used twice", "give one of them another id"),
        ("标识“{id}”用了两次", "请给其中一处换个标识"),
    ),
}
