"""What HTML tags within a line mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Literal

from msgspec import Struct, field

from jzdocs.patterns import compiled

Meaning = Literal[
    "", "strong", "emphasis", "super", "sub", "struck", "code", "link", "anchor", "ruby", "break", "picture", "box"
]

_TAG = compiled(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^>]*)>", re.S)
_ATTRIBUTE = compiled(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_MEANINGS: dict[str, Meaning] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("s", "del", "strike"), "struck"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sup": "super",
    "sub": "sub",
    "a": "link",
    "ruby": "ruby",
    "br": "break",
    "img": "picture",
    "input": "box",
}
# elements that change the look of their text, or enclose it, and no more
_BARE = frozenset(
    [
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "bdi",
        "bdo",
        "big",
        "blink",
        "body",
        "button",
        "caption",
        "center",
        "col",
        "colgroup",
        "data",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "ins",
        "label",
        "legend",
        "li",
        "main",
        "mark",
        "marquee",
        "menu",
        "nav",
        "nobr",
        "ol",
        "optgroup",
        "option",
        "p",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "script",
        "section",
        "select",
        "small",
        "source",
        "span",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "u",
        "ul",
        "video",
        "wbr",
        "audio",
        "iframe",
        "object",
        "embed",
        "param",
        "head",
        "link",
        "meta",
        "noscript",
        "base",
        "canvas",
        "map",
        "area",
    ]
)


class Tag(Struct, frozen=True):
    """An HTML tag: its name in small letters, whether it closes, its attributes."""

    name: str
    closing: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def meaning(self) -> Meaning:
        """What the element means for a line of text; "": only a look, or nothing."""
        meaning = _MEANINGS.get(self.name, "")
        return "anchor" if meaning == "link" and "href" not in self.attributes and not self.closing else meaning

    @property
    def is_html(self) -> bool:
        """Whether HTML has such an element; <名称> and <name> are text."""
        return self.name in _MEANINGS or self.name in _BARE


def read_tag(content: str) -> Tag | None:
    """Return the tag that `content` is; None for a comment or another construct."""
    match = _TAG.fullmatch(content)
    if match is None:
        return None
    found = _ATTRIBUTE.finditer(match[3].rstrip("/ "))
    attributes = {a[1].lower(): unescape(a[2] or a[3] or a[4] or "") for a in found}
    return Tag(match[2].lower(), bool(match[1]), attributes)
