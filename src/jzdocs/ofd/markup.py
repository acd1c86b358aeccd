"""XML as all parts of an OFD file write it: millimetres, colours, escaped texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from jzdocs.patterns import compiled
from jzdocs.units import EMU_PER_MM

NAMESPACE = "http://www.ofdspec.org/2016"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROOT = f'xmlns:ofd="{NAMESPACE}"'
MM = 1 / EMU_PER_MM
# what XML 1.0 (2.2) cannot hold, however it is written
_FORBIDDEN = compiled("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Return a text as it stands in an element or an attribute; characters that XML cannot hold become U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", escape(text))


def number(value: float) -> str:
    """Return a number to the tenth of a micrometre (in millimetres), without zeros that say nothing."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(values: Iterable[float]) -> str:
    """Return an array (GB/T 33190, 7.3, ST_Array; ST_Box for four)."""
    return " ".join(map(number, values))


@lru_cache(maxsize=256)
def color(name: str, value: str, opacity: float = 1.0) -> str:
    """Return the element of a colour (8.3.2) for RRGGBB; the colour space is the document's default, sRGB."""
    parts = " ".join(str(int(value[i : i + 2], 16)) for i in (0, 2, 4))
    alpha = f' Alpha="{round(opacity * 255)}"' if opacity < 1.0 else ""
    return f'<ofd:{name} Value="{parts}"{alpha}/>'


def part(name: str, *content: str, attributes: str = "") -> str:
    """Return a file of the package with the root element `name`."""
    return f"{DECLARATION}<ofd:{name} {ROOT}{attributes}>{''.join(content)}</ofd:{name}>"


def element(name: str, content: str) -> str:
    """Return an element that is left out where it is empty; `content` is markup."""
    return f"<ofd:{name}>{content}</ofd:{name}>" if content else ""


class Ids:
    """Gives identifiers, which count all objects of a document (7.3, ST_ID); `last` is MaxUnitID in the end."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """Return an identifier that nothing has."""
        self.last += 1
        return self.last
