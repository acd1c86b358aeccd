"""A reference document (a Word file that lends its styles) → a stylesheet: what a designer set up in Word and the PDF
can share. The Word file takes the reference document over as it is.

Of each style the whole chain counts: the defaults of the document, the styles that it is based on, itself (ECMA-376
Part 1, 17.7.2); fonts and colours of the theme are looked up (20.1.4).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct, field

from jzdocs.archives import refuse_bomb
from jzdocs.errors import Location, UsageError
from jzdocs.foreign_xml import parsed
from jzdocs.messages.message import Message, message
from jzdocs.style.reference_harm import harm_in
from jzdocs.style.reference_headers import ReferenceHeaders, read_headers
from jzdocs.style.schema import LEVELS, StyleKeys, UnknownNameError, WrongValueError, read_keys
from jzdocs.style.sources import StyleFile, shown_key
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import parse_length

Keys = dict[str, Any]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TWIPS_PER_POINT = 20
# the size of text where no style gives one (17.3.2.38), in half points
_DEFAULT_SIZE = "21"
# the height of a line set “single”, in parts of its size: what Word makes of the usual Chinese fonts
_SINGLE_LINE = 1.3
# a style's name in Word → its section in a stylesheet
SECTIONS: dict[str, KeyPath] = {
    "normal": ("body",),
    "body text": ("body",),
    **{f"heading {level}": ("heading", level) for level in LEVELS},
    "title": ("style", "title"),
    "subtitle": ("style", "subtitle"),
    "caption": ("style", "caption"),
    "footnote text": ("style", "footnote"),
    "toc 1": ("style", "toc1"),
    "toc 2": ("style", "toc2"),
    "quote": ("style", "quote"),
    "header": ("style", "header"),
    "footer": ("style", "footer"),
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
# properties that only Word shows, and their names
_PARAGRAPH_ONLY = {
    "pBdr": "style.borders",
    "shd": "style.shading",
    "tabs": "style.tab_stops",
    "framePr": "style.frames",
}
_RUN_ONLY = {
    "u": "style.underlines",
    "i": "style.italics",
    "strike": "style.strikes",
    "shadow": "style.shadows",
    "outline": "style.outlines",
    "spacing": "style.letter_spacing",
    "shd": "style.shading",
    "effect": "style.effects",
}
_OFF = ("0", "none", "false", "off")
_THEME_COLORS = {
    "text1": "dk1",
    "text2": "dk2",
    "background1": "lt1",
    "background2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


class ReferenceDocument(Struct, frozen=True):
    """A reference document as a stylesheet; `word_only` lists the settings that only Word shows, `left_out` what could
    do harm, if there is any."""

    sheet: StyleFile
    word_only: Message | None
    left_out: Message | None


def read_reference_document(
    path: Path, shown: str, has_font: Callable[[str], bool], roles: Mapping[str, str]
) -> ReferenceDocument:
    """Read a reference document. `has_font` returns whether a font of a name can be embedded; `roles` gives the font
    roles by their names in Word.

    Raises UsageError for a file that is no Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_bomb(archive, path.stat().st_size, Location(shown))
            names = archive.namelist()
            styles, document = (
                _parse(archive.read(part)) if part in names else None
                for part in ("word/styles.xml", "word/document.xml")
            )
            harm = harm_in(archive)
            theme = next((_parse(archive.read(name)) for name in names if name.startswith("word/theme/theme")), None)
    except (zipfile.BadZipFile, OSError, etree.XMLSyntaxError) as error:
        raise UsageError("T013", at=Location(shown)) from error
    reader = _Reader(styles, _Theme(theme), has_font, roles)
    data = reader.stylesheet()
    if document is not None:
        page = reader.page(document)
        with zipfile.ZipFile(path) as archive:
            around = reader.headers(archive, document, path.name, page)
        page |= {side: True for side in ("header", "footer") if side in around}
        data |= around | ({"page": page} if page else {})
    keys = reader.keys(data)
    return ReferenceDocument(StyleFile(path, shown, keys), _listed(reader.word_only), _listed(harm))


def _parse(data: bytes) -> Any:
    return parsed(data)


def _listed(settings: Sequence[Message]) -> Message | None:
    """Return settings as one message that names each once, None where there is none."""
    distinct = [setting for n, setting in enumerate(settings) if setting not in settings[:n]]
    if not distinct:
        return None
    return reduce(lambda rest, first: message("style.and", first=first, rest=rest), reversed(distinct))


class _Theme(Struct, frozen=True):
    """The theme of a Word file, or None."""

    root: Any

    def font(self, name: str) -> str:
        """Return the typeface behind `minorEastAsia` and the like, "" where there is none."""
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
        """Return the colour behind `accent1` and the like as RRGGBB, "" where there is none."""
        node = None
        if self.root is not None:
            node = self.root.find(f".//{_A}clrScheme/{_A}{_THEME_COLORS.get(name, name)}")
        if node is None or not len(node):
            return ""
        return str(node[0].get("lastClr") or node[0].get("val") or "")


class _Reader(Struct):
    """The styles and theme of a Word file on their way to a stylesheet; `word_only` collects what only Word shows,
    `fonts` the roles of fonts that no role's name in Word is."""

    styles: Any
    theme: _Theme
    has_font: Callable[[str], bool]
    roles: Mapping[str, str]
    word_only: list[Message] = field(default_factory=list)
    fonts: dict[str, str] = field(default_factory=dict)

    def stylesheet(self) -> Keys:
        """Return the sections of the stylesheet that the styles give, as style.toml would hold them."""
        data: Keys = {}
        if self.styles is None:
            return data
        named = {_name(s).lower(): s for s in self.styles.iter(f"{_W}style") if s.get(f"{_W}type") == "paragraph"}
        for name, path in SECTIONS.items():
            if name in named:
                section = reduce(lambda table, key: table.setdefault(key, {}), path, data)
                section.update(self._style(named[name], _name(named[name])))
        for word, role in self.fonts.items():
            fallback = [standby for standby in ("song", "hei") if standby in self.roles.values()]
            data.setdefault("fonts", {})[role] = {"file": word, "word": word, "fallback": fallback}
        accent = self.theme.color("accent1")
        if accent:
            data["colors"] = {"accent": f"#{accent}"}
        return data

    def keys(self, data: Keys) -> StyleKeys:
        """Return the keys of a stylesheet; values that a stylesheet may not have are left to Word."""
        while True:
            try:
                return read_keys(data)
            except (WrongValueError, UnknownNameError) as error:
                *around, key = error.path
                del reduce(lambda table, name: table[name], around, data)[key]
                self.word_only.append(message("style.key", key=shown_key(error.path)))

    def page(self, document: Any) -> Keys:
        """Return paper and margins of the last section."""
        sections = list(document.iter(f"{_W}sectPr"))
        if not sections:
            return {}
        last = sections[-1]
        page: Keys = {}
        size, margins = last.find(f"{_W}pgSz"), last.find(f"{_W}pgMar")
        if size is not None:
            page["size"] = [_points(size.get(f"{_W}{side}", "")) for side in ("w", "h")]
        if margins is not None:
            named = {"top": "top", "bottom": "bottom", "inner": "left", "outer": "right"}
            # a negative top or bottom keeps the text there however high the header is (17.6.11)
            page["margin"] = {
                side: _points(margins.get(f"{_W}{name}", "0").removeprefix("-")) for side, name in named.items()
            }
        return page

    def headers(self, archive: zipfile.ZipFile, document: Any, name: str, page: Keys) -> Keys:
        """Return the sections that headers and footers of the last section give; what our pages cannot have of them is
        Word's alone."""
        sections = list(document.iter(f"{_W}sectPr"))
        references = (f"{_W}headerReference", f"{_W}footerReference")
        if not sections or not any(child.tag in references for child in sections[-1]):
            return {}
        try:
            margins = [parse_length(page.get("margin", {}).get(side, "25mm")) for side in ("top", "bottom")]
            read = read_headers(archive, sections[-1], name, (margins[0], margins[1]))
        except (ValueError, etree.XMLSyntaxError):
            read = ReferenceHeaders({}, whole=False)
        if not read.whole:
            self.word_only.append(message("style.headers_and_footers"))
        return dict(read.keys)

    def _chain(self, style: Any) -> list[Any]:
        """Return the defaults, then the styles from the farthest base to `style` itself."""
        by_id = {s.get(f"{_W}styleId"): s for s in self.styles.iter(f"{_W}style")}
        chain = [style]
        while (base := chain[0].find(f"{_W}basedOn")) is not None:
            parent = by_id.get(base.get(f"{_W}val"))
            if parent is None or parent in chain:
                break
            chain.insert(0, parent)
        defaults = self.styles.find(f"{_W}docDefaults")
        return [*([defaults] if defaults is not None else []), *chain]

    def _style(self, style: Any, name: str) -> Keys:
        """Return the keys of a text style; what only Word shows of it is collected under its `name`."""
        paragraph, run = self._properties(style)
        for properties, only in ((paragraph, _PARAGRAPH_ONLY), (run, _RUN_ONLY)):
            for key, setting in only.items():
                if key in properties and (only is _PARAGRAPH_ONLY or properties[key].get("val") not in _OFF):
                    self.word_only.append(message("style.setting_of", setting=Message(setting), style=name))
        return {**self._letters(run, name), **_shape(paragraph, run)}

    def _properties(self, style: Any) -> tuple[dict[str, Keys], dict[str, Keys]]:
        """Return the properties of paragraphs and of runs that a style has with all it is based on, each with its
        attributes."""
        paragraph: dict[str, Keys] = {}
        run: dict[str, Keys] = {}
        for node in self._chain(style):
            for tag, into in (("pPr", paragraph), ("rPr", run)):
                for properties in (p for p in node.iter(f"{_W}{tag}") if p.getparent().tag != f"{_W}pPr"):
                    for child in properties.iterchildren(etree.Element):
                        key = child.tag.rpartition("}")[2]
                        attributes = {k.rpartition("}")[2]: v for k, v in child.attrib.items()}
                        before = into.get(key, {}) if key in ("spacing", "ind", "rFonts") else {}
                        if "eastAsia" in attributes:  # a name takes the place of the theme's font that came down
                            before = {k: v for k, v in before.items() if k != "eastAsiaTheme"}
                        into[key] = {**before, **attributes}
        return paragraph, run

    def _letters(self, run: Mapping[str, Any], name: str) -> Keys:
        """Return size, weight, colour and font."""
        keys: Keys = {}
        if size := run.get("sz", {}).get("val"):
            keys["size"] = _points(size, per_point=2)
        keys["bold"] = "b" in run and run["b"].get("val", "1") not in _OFF
        color = run.get("color", {})
        value = color.get("val", "auto")
        if value == "auto" and color.get("themeColor"):
            value = self.theme.color(color["themeColor"]) or "auto"
        keys["color"] = "#000000" if value == "auto" else f"#{value}"
        fonts = run.get("rFonts", {})
        word = self.theme.font(fonts["eastAsiaTheme"]) if "eastAsiaTheme" in fonts else fonts.get("eastAsia", "")
        if role := self._role(word, name):
            keys["font"] = role
        return keys

    def _role(self, word: str, name: str) -> str:
        """Return the role of a font by its name in Word, "" where there is none; a font that can be embedded becomes a
        role of its own."""
        if not word or word in self.roles:
            return self.roles.get(word, "")
        if word in self.fonts:
            return self.fonts[word]
        if self.has_font(word):
            self.fonts[word] = f"reference{len(self.fonts) + 1}"
            return self.fonts[word]
        self.word_only.append(message("style.setting_of", setting=message("style.font", name=word), style=name))
        return ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _points(text: str, per_point: int = _TWIPS_PER_POINT) -> str:
    """Return a measure of Word (a number in twips, or in parts of a point as given, or with a unit: 22.9.2.15) as a
    stylesheet's length; what is none is returned as it is."""
    number = _number(text)
    return text if number is None else f"{number / per_point:g}pt"


def _shape(paragraph: Mapping[str, Any], run: Mapping[str, Any]) -> Keys:
    """Return spacing, leading, indent and alignment."""
    keys: Keys = {}
    spacing, indent = paragraph.get("spacing", {}), paragraph.get("ind", {})
    for side in ("before", "after"):
        if side in spacing:
            keys[side] = _points(spacing[side])
    if "line" in spacing:
        line, size = _number(spacing["line"]), _number(run.get("sz", {}).get("val", _DEFAULT_SIZE))
        if spacing.get("lineRule", "auto") in ("exact", "atLeast") or line is None or size is None:
            keys["leading"] = _points(spacing["line"])
        else:  # in 240ths of a single line
            keys["leading"] = f"{round(size / 2 * _SINGLE_LINE * line / 240, 2):g}pt"
    if "firstLineChars" in indent:
        characters = _number(indent["firstLineChars"])
        keys["indent"] = indent["firstLineChars"] if characters is None else f"{characters / 100:g}em"
    elif "firstLine" in indent:
        keys["indent"] = _points(indent["firstLine"])
    if (value := paragraph.get("jc", {}).get("val")) in _ALIGN:
        keys["align"] = _ALIGN[value]
    return keys


def _name(style: Any) -> str:
    node = style.find(f"{_W}name")
    return str(node.get(f"{_W}val", "")) if node is not None else ""
