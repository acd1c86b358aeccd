"""A reference document (a Word file that lends its styles) → a stylesheet: what a designer set up in Word and the PDF
can share. The Word file takes the reference document over as it is.

Of each style the whole chain counts: the defaults of the document, the styles that it is based on, itself (ECMA-376
Part 1, 17.7.2); fonts and colours of the theme are looked up (20.1.4).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct, field

from jzdocs.errors import Location, UsageError
from jzdocs.style.load import StyleFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TWIP = 20  # twips a point
# a style's name in Word → its section in a stylesheet
SECTIONS = {
    "normal": "body",
    "body text": "body",
    **{f"heading {k}": f"heading.{k}" for k in range(1, 5)},
    "title": "style.title",
    "subtitle": "style.subtitle",
    "caption": "style.caption",
    "footnote text": "style.footnote",
    "toc 1": "style.toc1",
    "toc 2": "style.toc2",
    "quote": "style.quote",
    "header": "style.header",
    "footer": "style.footer",
}
_ALIGN = {
    "both": "justify",
    "distribute": "justify",
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_ALONE = {"pBdr": "borders", "shd": "shading", "tabs": "tab stops", "framePr": "frames"}
_ALONE_RUN = {
    "u": "underlines",
    "i": "italics",
    "strike": "strikes",
    "shadow": "shadows",
    "outline": "outlines",
    "spacing": "letter spacing",
    "shd": "shading",
    "effect": "effects",
}


class ReferenceDocument(Struct, frozen=True):
    """A reference document as a stylesheet: `alone` lists what only Word shows."""

    sheet: StyleFile
    alone: tuple[str, ...]


def read_reference_document(
    path: Path, shown: str, has_font: Callable[[str], bool], roles: Mapping[str, str]
) -> ReferenceDocument:
    """Read a reference document. `has_font` says whether a font of a name is there to be embedded; `roles` gives the roles that names
    in Word stand for.

    Raises UsageError for a file that is no Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            parts = {
                n: _parse(archive.read(f"word/{n}.xml")) for n in ("styles", "document") if f"word/{n}.xml" in names
            }
            theme = next((_parse(archive.read(n)) for n in names if n.startswith("word/theme/theme")), None)
    except (zipfile.BadZipFile, OSError, etree.XMLSyntaxError) as error:
        at = Location(shown)
        raise UsageError("T013", at=at) from error
    reader = _Reader(parts.get("styles"), _Theme(theme), has_font, roles)
    values = dict(reader.sections())
    if "document" in parts:
        values |= dict(_page(parts["document"], reader))
    return ReferenceDocument(StyleFile(path, shown, values, {}), tuple(dict.fromkeys(reader.alone)))


def _parse(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


class _Theme(Struct, frozen=True):
    root: Any

    def font(self, name: str) -> str:
        """The typeface behind `minorEastAsia` and the like."""
        if self.root is None:
            return ""
        kind = "minorFont" if name.startswith("minor") else "majorFont"
        node = self.root.find(f".//{_A}{kind}")
        if node is None:
            return ""
        if "EastAsia" in name:
            hans = next((f.get("typeface", "") for f in node.iter(f"{_A}font") if f.get("script") == "Hans"), "")
            east = node.find(f"{_A}ea")
            return (east.get("typeface", "") if east is not None else "") or hans
        latin = node.find(f"{_A}latin")
        return latin.get("typeface", "") if latin is not None else ""

    def color(self, name: str) -> str:
        """The colour behind `accent1` and the like, RRGGBB."""
        short = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2", "hyperlink": "hlink"}.get(
            name, name
        )
        node = self.root.find(f".//{_A}clrScheme/{_A}{short}") if self.root is not None else None
        if node is None or not len(node):
            return ""
        return str(node[0].get("lastClr") or node[0].get("val") or "")


class _Reader(Struct):
    styles: Any
    theme: _Theme
    has_font: Callable[[str], bool]
    roles: Mapping[str, str]
    alone: list[str] = field(default_factory=list)
    fonts: dict[str, str] = field(default_factory=dict)

    def sections(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The sections of the stylesheet that the styles say."""
        if self.styles is None:
            return
        found: dict[str, dict[str, Any]] = {}
        named = {_name(s).lower(): s for s in self.styles.iter(f"{_W}style") if s.get(f"{_W}type") == "paragraph"}
        for name, section in SECTIONS.items():
            if name in named:
                found.setdefault(section, {}).update(self._style(named[name], _name(named[name])))
        yield from found.items()
        for word, role in self.fonts.items():
            yield (
                f"fonts.{role}",
                {"file": word, "word": word, "fallback": [r for r in ("song", "hei") if r in self.roles.values()]},
            )
        accent = self.theme.color("accent1")
        if accent:
            yield "colors", {"accent": f"#{accent}"}

    def _chain(self, style: Any) -> list[Any]:
        """The defaults, then from the farthest base to the style itself."""
        known = {s.get(f"{_W}styleId"): s for s in self.styles.iter(f"{_W}style")}
        chain = [style]
        while (base := chain[0].find(f"{_W}basedOn")) is not None:
            parent = known.get(base.get(f"{_W}val"))
            if parent is None or parent in chain:
                break
            chain.insert(0, parent)
        defaults = self.styles.find(f"{_W}docDefaults")
        return [*([defaults] if defaults is not None else []), *chain]

    def _style(self, style: Any, name: str) -> dict[str, Any]:
        paragraph: dict[str, Any] = {}
        run: dict[str, Any] = {}
        for node in self._chain(style):
            for tag, into in (("pPr", paragraph), ("rPr", run)):
                for properties in (p for p in node.iter(f"{_W}{tag}") if p.getparent().tag != f"{_W}pPr"):
                    for child in properties:
                        key = child.tag.rpartition("}")[2]
                        attributes = {k.rpartition("}")[2]: v for k, v in child.attrib.items()}
                        before = into.get(key, {}) if key in ("spacing", "ind", "rFonts") else {}
                        if "eastAsia" in attributes:  # a name takes the place of the theme's font that came down
                            before = {k: v for k, v in before.items() if k != "eastAsiaTheme"}
                        into[key] = {**before, **attributes}
        for key, what in (*_ALONE.items(), *_ALONE_RUN.items()):
            said = paragraph.get(key) if key in _ALONE else None
            if key in _ALONE_RUN and key in run and run[key].get("val") not in ("0", "none", "false"):
                said = run[key]
            if said is not None:
                self.alone.append(f"{what} ({name})")
        return {**self._letters(run, name), **_shape(paragraph, run)}

    def _letters(self, run: Mapping[str, Any], name: str) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if size := run.get("sz", {}).get("val"):
            out["size"] = f"{int(size) / 2:g}pt"
        out["bold"] = "b" in run and run["b"].get("val", "1") not in ("0", "false")
        color = run.get("color", {})
        value = color.get("val", "auto")
        if value == "auto" and color.get("themeColor"):
            value = self.theme.color(color["themeColor"]) or "auto"
        out["color"] = "#000000" if value == "auto" else f"#{value}"
        fonts = run.get("rFonts", {})
        word = self.theme.font(fonts["eastAsiaTheme"]) if "eastAsiaTheme" in fonts else fonts.get("eastAsia", "")
        if role := self._role(word, name):
            out["font"] = role
        return out

    def _role(self, word: str, name: str) -> str:
        """The role of a font by its name in Word; a font that is there becomes a role of its own."""
        if not word or word in self.roles:
            return self.roles.get(word, "")
        if word in self.fonts:
            return self.fonts[word]
        if self.has_font(word):
            self.fonts[word] = f"reference{len(self.fonts) + 1}"
            return self.fonts[word]
        self.alone.append(f"the font {word} ({name})")
        return ""


def _shape(paragraph: Mapping[str, Any], run: Mapping[str, Any]) -> dict[str, Any]:
    """Spacing, leading, indent and alignment."""
    out: dict[str, Any] = {}
    spacing, indent = paragraph.get("spacing", {}), paragraph.get("ind", {})
    for ours, theirs in (("before", "before"), ("after", "after")):
        if theirs in spacing:
            out[ours] = f"{int(spacing[theirs]) / _TWIP:g}pt"
    size = int(run.get("sz", {}).get("val", "21")) / 2
    if "line" in spacing:
        line = int(spacing["line"])
        exact = spacing.get("lineRule", "auto") in ("exact", "atLeast")
        out["leading"] = f"{line / _TWIP:g}pt" if exact else f"{round(size * 1.3 * line / 240, 2):g}pt"
    if "firstLineChars" in indent:
        out["indent"] = f"{int(indent['firstLineChars']) / 100:g}em"
    elif "firstLine" in indent:
        out["indent"] = f"{int(indent['firstLine']) / _TWIP:g}pt"
    if (value := paragraph.get("jc", {}).get("val")) in _ALIGN:
        out["align"] = _ALIGN[value]
    return out


def _page(document: Any, reader: _Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    """Paper and margins of the last section."""
    sections = list(document.iter(f"{_W}sectPr"))
    if not sections:
        return
    last = sections[-1]
    out: dict[str, Any] = {}
    size, margins = last.find(f"{_W}pgSz"), last.find(f"{_W}pgMar")
    if size is not None:
        out["size"] = [f"{int(size.get(f'{_W}{side}')) / _TWIP:g}pt" for side in ("w", "h")]
    if margins is not None:
        named = {"top": "top", "bottom": "bottom", "inner": "left", "outer": "right"}
        out["margin"] = {
            ours: f"{abs(int(margins.get(f'{_W}{theirs}', '0'))) / _TWIP:g}pt" for ours, theirs in named.items()
        }
    if any(child.tag in (f"{_W}headerReference", f"{_W}footerReference") for child in last):
        reader.alone.append("headers and footers")
    if out:
        yield "page", out


def _name(style: Any) -> str:
    node = style.find(f"{_W}name")
    return str(node.get(f"{_W}val", "")) if node is not None else ""
