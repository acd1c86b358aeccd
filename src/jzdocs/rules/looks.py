"""What is in force for a paragraph or a run: defaults of the document, styles and those they are based on, the lists'
levels, then what is written at the place itself (ECMA-376 Part 1, 17.7.2).

Attributes of indents, spaces and faces are inherited each by itself; a property that is on or off in a paragraph's
style and a character's style is off (17.7.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from jzdocs.source.word_package import Package, is_on, value, w
from jzdocs.source.word_theme import Theme, read_theme

_ALIGN = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}
_FALLBACK = "宋体"  # what Word takes for Chinese where nothing names a face
_LATIN = "Times New Roman"


class Styles(Struct, frozen=True):
    """The styles of a file by id, its defaults, its theme, and the ids of the default styles."""

    styles: Mapping[str, Any]
    run_default: Any
    paragraph_default: Any
    theme: Theme
    default: str = ""

    def chain(self, name: str | None) -> list[Any]:
        """Return a style and those that it is based on."""
        out: list[Any] = []
        while name and name in self.styles and self.styles[name] not in out:
            out.append(self.styles[name])
            name = value(out[-1], "basedOn")
        return out

    def of_paragraph(self, paragraph: Any) -> list[Any]:
        """Return the styles of a paragraph, its own first."""
        return self.chain(value(paragraph.find(w("pPr")), "pStyle") or self.default)

    def paragraph_levels(self, paragraph: Any, list_level: Any = None) -> list[Any]:
        """Return the elements `w:pPr` in force for a paragraph, the strongest first; `list_level` is that of the level
        of its list."""
        own = paragraph.find(w("pPr"))
        found = [own, list_level, *(style.find(w("pPr")) for style in self.of_paragraph(paragraph))]
        return [node for node in [*found, self.paragraph_default] if node is not None]

    def run_levels(self, paragraph: Any, properties: Any) -> tuple[list[Any], list[Any]]:
        """Return the elements `w:rPr` in force for a run, the strongest first: its own with those of its character
        style, and those of the paragraph's style with the defaults."""
        return self.own_levels(properties), self.base_levels(paragraph)

    def own_levels(self, properties: Any) -> list[Any]:
        """Return the elements `w:rPr` of a run and of its character style, the strongest first."""
        styled = self.chain(value(properties, "rStyle"))
        return [node for node in (properties, *(style.find(w("rPr")) for style in styled)) if node is not None]

    def base_levels(self, paragraph: Any) -> list[Any]:
        """Return the elements `w:rPr` of a paragraph's style and the defaults, the strongest first."""
        base = [*(style.find(w("rPr")) for style in self.of_paragraph(paragraph)), self.run_default]
        return [node for node in base if node is not None]

    def face(self, levels: Sequence[Any]) -> str:
        """Return the face that Chinese is set in."""
        return self._face(levels, "eastAsia") or _FALLBACK

    def latin_face(self, levels: Sequence[Any]) -> str:
        """Return the face that digits are set in."""
        return self._face(levels, "ascii") or _LATIN

    def _face(self, levels: Sequence[Any], name: str) -> str:
        for level in levels:
            fonts = level.find(w("rFonts"))
            if fonts is None:
                continue
            if themed := fonts.get(w(f"{name}Theme")):
                return self.theme.font(themed)
            if face := fonts.get(w(name)):
                return str(face)
        return ""


def read_styles(package: Package) -> Styles:
    """Return the styles of a Word file."""
    part = package.first("styles")
    if part is None:
        return Styles({}, None, None, read_theme(package))
    nodes = list(part.root.iterchildren(w("style")))
    named = {node.get(w("styleId"), ""): node for node in nodes}
    default = next((n for n in nodes if n.get(w("type")) == "paragraph" and n.get(w("default")) in ("1", "true")), None)
    defaults = part.root.find(w("docDefaults"))
    run = defaults.find(f"{w('rPrDefault')}/{w('rPr')}") if defaults is not None else None
    paragraph = defaults.find(f"{w('pPrDefault')}/{w('pPr')}") if defaults is not None else None
    return Styles(
        named, run, paragraph, read_theme(package), default.get(w("styleId"), "") if default is not None else ""
    )


def size_of(levels: Sequence[Any]) -> int:
    """Return the size in half-points."""
    found = next((size for level in levels if (size := value(level, "sz"))), "20")
    return round(number(found))


def color_of(levels: Sequence[Any]) -> str:
    """Return the colour, "" for the automatic one."""
    found = str(next((color for level in levels if (color := value(level, "color"))), "auto"))
    return "" if found.lower() in ("auto", "000000") else found.upper()


def is_bold(own: Sequence[Any], base: Sequence[Any], direct: Any) -> bool:
    """Return whether a run is bold: as it says itself, else by its styles, of which two cancel each other."""
    if direct is not None and direct.find(w("b")) is not None:
        return is_on(direct.find(w("b")))
    first = next((level.find(w("b")) for level in own if level.find(w("b")) is not None), None)
    second = next((level.find(w("b")) for level in base if level.find(w("b")) is not None), None)
    return is_on(first) != is_on(second)


def attributes(levels: Sequence[Any], tag: str) -> dict[str, str]:
    """Return the attributes of a property in force, those of stronger levels before weaker ones."""
    out: dict[str, str] = {}
    for level in reversed(levels):
        node = level.find(w(tag))
        if node is not None:
            out |= {name.rpartition("}")[2]: text for name, text in node.attrib.items()}
    return out


def alignment(levels: Sequence[Any]) -> str:
    """Return how a paragraph is aligned."""
    found = str(next((place for level in levels if (place := value(level, "jc"))), "left"))
    return _ALIGN.get(found, "both")


def number(text: str | None) -> float:
    """Return a number of the markup, which may bear a unit of points (`12pt`, in twips then); 0 where it is none."""
    if not text:
        return 0
    factor = 20.0 if text.endswith("pt") else 1.0
    try:
        return float(text.removesuffix("pt")) * factor
    except ValueError:
        return 0


def indents(levels: Sequence[Any], size: int) -> tuple[float, float, float]:
    """Return the first line's indent, and those on the left and on the right, in characters of a size (half-points).

    An indent in hundredths of characters goes before one in twips (17.3.1.12); a hanging one is negative.
    """
    found = attributes(levels, "ind")

    def either(*names: str) -> float:
        chars = next((number(text) for name in names if (text := found.get(f"{name}Chars"))), 0)
        twips = next((number(text) for name in names if (text := found.get(name))), 0)
        return chars / 100 if chars else twips / (size * 10)

    first = _signed(levels, "Chars")
    in_twips = _signed(levels, "")
    return first / 100 if first else in_twips / (size * 10), either("left", "start"), either("right", "end")


def _signed(levels: Sequence[Any], unit: str) -> float:
    """Return a first line's indent, negative where it hangs, as the strongest level says that names either."""
    for level in levels:
        node = level.find(w("ind"))
        if node is None:
            continue
        hanging, first = node.get(w(f"hanging{unit}")), node.get(w(f"firstLine{unit}"))
        if hanging is not None and number(hanging):
            return -number(hanging)
        if first is not None or hanging is not None:
            return number(first)
    return 0


def spacing(levels: Sequence[Any]) -> tuple[int, str, int, int]:
    """Return the distance of lines, its rule, and the spaces before and after a paragraph."""
    found = attributes(levels, "spacing")
    line = round(number(found.get("line", "240")))
    around = [
        round(number(found.get(name)) or number(found.get(f"{name}Lines")) * _LINE / 100)
        for name in ("before", "after")
    ]
    for index, name in enumerate(("before", "after")):
        if found.get(f"{name}Autospacing") in ("1", "true", "on"):
            around[index] = _AUTOMATIC
    return line, found.get("lineRule", "auto"), around[0], around[1]


_LINE = 312  # twips of a line where a space is given in lines
_AUTOMATIC = 280  # twips that Word puts around a paragraph of a web page
