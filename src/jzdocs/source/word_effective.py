"""What formatting a Word file has in effect: document defaults, table style, paragraph style, numbering, character
style and direct formatting, each over the one before (ECMA-376 Part 1, 17.7.2); names of the theme are looked up,
measures in characters and lines are turned into twips.

Bold and italics of styles toggle one another (17.7.3); direct formatting says what is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from msgspec import Struct, field

from jzdocs.source.word_looks import Align, LineRule, PageLook, ParagraphLook, Rule, RunLook
from jzdocs.source.word_package import Package, is_on, value, w
from jzdocs.source.word_theme import Theme, read_theme

Attributes = dict[str, str]
Properties = dict[str, Attributes]
_MERGED = ("spacing", "ind", "rFonts", "lang")  # whose attributes are written and inherited one by one
_TOGGLES = ("b", "i")
_ALIGN: dict[str, Align] = {
    "both": "justify",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
    "center": "center",
    "right": "right",
    "end": "right",
}
_DEFAULT_EAST, _DEFAULT_LATIN = "宋体", "Times New Roman"
_LINE_UNIT = 240  # twips that a line counts where the page has no grid (17.3.1.33, beforeLines)
_SKIPPED = {w(tag) for tag in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "txbxContent")}
_BREAKS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class EffectiveRun(NamedTuple):
    """A run of a paragraph: its element, its text (tab, line and page break as \\t, \\n, \\f), and how it looks."""

    element: Any
    text: str
    look: RunLook


class Effective(Struct):
    """The formatting of a Word file: its styles by id, its defaults, the levels of its lists by (numId, ilvl), its
    theme. Make it with `read_effective`; results are remembered, elements of the file must not change meanwhile."""

    styles: Mapping[str, Any]
    defaults: tuple[Properties, Properties]
    levels: Mapping[tuple[str, str], Any]
    theme: Theme
    default_style: str = ""
    _style_properties: dict[tuple[str, str], list[Properties]] = field(default_factory=dict)
    _runs: dict[tuple[str, str, str, str], RunLook] = field(default_factory=dict)
    _last: tuple[Any, str] = (None, "")  # the paragraph whose style was asked for last, and that

    def style_names(self, paragraph: Any) -> list[str]:
        """Return the name of a paragraph's style, then of those that it is based on."""
        return [value(self.styles[name], "name") or "" for name in self._chain(self._style_of(paragraph))]

    def paragraph(self, paragraph: Any, page: PageLook | None = None) -> ParagraphLook:
        """Return how a paragraph is set on a `page`."""
        merged = self._paragraph_properties(paragraph)
        page = page or PageLook()
        size = self._paragraph_size(paragraph)
        spacing, ind = merged.get("spacing", {}), merged.get("ind", {})
        unit = page.pitch or _LINE_UNIT
        level = _number(merged.get("outlineLvl", {}).get("val"), 9)
        borders = _borders(self._nearest(paragraph, "pBdr"))
        return ParagraphLook(
            align=_ALIGN.get(merged.get("jc", {}).get("val", ""), "left"),
            before=_side(spacing, "before", unit),
            after=_side(spacing, "after", unit),
            line=_number(spacing.get("line"), 240),
            rule=_rule(spacing.get("lineRule")),
            left=_indent(ind, ("left", "start"), size),
            right=_indent(ind, ("right", "end"), size),
            first=_first_line(ind, size),
            snap=_switch(merged, "snapToGrid", default=True),
            keep_next=_switch(merged, "keepNext"),
            page_break=_switch(merged, "pageBreakBefore"),
            outline=level + 1 if 0 <= level < 9 else None,
            top_rule=borders.get("top"),
            bottom_rule=borders.get("bottom"),
            frame="framePr" in merged,
            numbered=self.level(paragraph) is not None,
        )

    def runs(self, paragraph: Any) -> Iterator[EffectiveRun]:
        """Yield the runs of a paragraph that print something, in their order. Deleted text, codes of fields, pinyin
        and text boxes are left out; what was inserted counts."""
        for run in _printed_runs(paragraph):
            if text := _run_text(run):
                yield EffectiveRun(run, text, self.run(run, paragraph))

    def run(self, run: Any, paragraph: Any) -> RunLook:
        """Return how a run of a paragraph looks."""
        properties = run.find(w("rPr")) if run is not None else None
        style, character = self._style_of(paragraph), value(properties, "rStyle") or ""
        table = self._table_style(paragraph)
        key = (style, character, table, _written(properties))
        if key not in self._runs:
            self._runs[key] = self._run_look(style, character, table, _read(properties))
        return self._runs[key]

    def mark(self, paragraph: Any) -> RunLook:
        """Return how the mark at a paragraph's end looks: what an empty paragraph is as high as."""
        own = _read(paragraph.find(f"{w('pPr')}/{w('rPr')}"))
        return self._run_look(self._style_of(paragraph), own.get("rStyle", {}).get("val", ""), "", own)

    def _run_look(self, style: str, character: str, table: str, own: Properties) -> RunLook:
        levels = [self.defaults[1], *self._of_style(table, "rPr")]
        toggling = [*self._of_style(style, "rPr"), *self._of_style(character, "rPr")]
        merged = _merge([*levels, *toggling, own])
        switches = {tag: self._toggled(tag, (style, character, table), own) for tag in _TOGGLES}
        fonts, color = merged.get("rFonts", {}), merged.get("color", {})
        return RunLook(
            east=self._font(fonts, "eastAsia", "eastAsiaTheme") or _DEFAULT_EAST,
            latin=self._font(fonts, "ascii", "asciiTheme")
            or self._font(fonts, "hAnsi", "hAnsiTheme")
            or _DEFAULT_LATIN,
            size=max(2, _number(merged.get("sz", {}).get("val"), 20)),
            bold=switches["b"],
            italic=switches["i"],
            color=self._color(color),
            spacing=_number(merged.get("spacing", {}).get("val"), 0),
            raised=_number(merged.get("position", {}).get("val"), 0),
            underlined=merged.get("u", {}).get("val", "none") != "none",
            hidden=_switch(merged, "vanish"),
            struck=_switch(merged, "strike") or _switch(merged, "dstrike"),
            hinted=fonts.get("hint") == "eastAsia",
        )

    def _toggled(self, tag: str, styles: tuple[str, str, str], own: Properties) -> bool:
        """Return whether bold or italics is on: what is written directly, else on in an odd number of styles, or in the
        defaults (17.7.3)."""
        if tag in own:
            return _switch(own, tag)
        if _switch(self.defaults[1], tag):
            return True
        states = [_switch(_merge(self._of_style(name, "rPr")), tag) for name in styles]
        return sum(states) % 2 == 1

    def _font(self, fonts: Attributes, name: str, theme: str) -> str:
        return (self.theme.font(fonts[theme]) if theme in fonts else "") or fonts.get(name, "")

    def _color(self, color: Attributes) -> str:
        written = color.get("val", "auto")
        if written != "auto":
            return written.upper()
        return self.theme.color(color["themeColor"]) if "themeColor" in color else ""

    def _paragraph_size(self, paragraph: Any) -> int:
        """Return the size that measures in characters count by: that of most of the paragraph's text."""
        sizes: dict[int, int] = {}
        for run in self.runs(paragraph):
            sizes[run.look.size] = sizes.get(run.look.size, 0) + len(run.text)
        return max(sizes, key=lambda size: sizes[size]) if sizes else self.mark(paragraph).size

    def _paragraph_properties(self, paragraph: Any) -> Properties:
        style = self._style_of(paragraph)
        levels = [self.defaults[0], *self._of_style(self._table_style(paragraph), "pPr")]
        listed, direct = self.level(paragraph), paragraph.find(w("pPr"))
        numbering = [] if listed is None else [_read(listed.find(w("pPr")))]
        own_list = direct is not None and direct.find(w("numPr")) is not None
        styled = self._of_style(style, "pPr")
        middle = [*styled, *numbering] if own_list else [*numbering, *styled]
        return _merge([*levels, *middle, _read(direct)])

    def _nearest(self, paragraph: Any, tag: str) -> Any:
        """Return the property of a paragraph with what stands in it, from the nearest that writes it."""
        nodes = [paragraph, *(self.styles[name] for name in self._chain(self._style_of(paragraph)))]
        found = (node.find(f"{w('pPr')}/{w(tag)}") for node in nodes)
        return next((node for node in found if node is not None), None)

    def level(self, paragraph: Any) -> Any:
        """Return the level of the list that a paragraph stands in, None where it stands in none."""
        number, depth = None, "0"
        for node in [paragraph, *(self.styles[name] for name in self._chain(self._style_of(paragraph)))]:
            listed = node.find(f"{w('pPr')}/{w('numPr')}")
            if listed is not None and number is None:
                number, depth = value(listed, "numId") or "0", value(listed, "ilvl") or "0"
        return self.levels.get((number or "0", depth))

    def _style_of(self, paragraph: Any) -> str:
        last, style = self._last
        if paragraph is not last:  # each of its runs asks
            name = value(paragraph.find(w("pPr")), "pStyle") or ""
            style = name if name in self.styles else self.default_style
            self._last = paragraph, style
        return style

    def _table_style(self, paragraph: Any) -> str:
        cell = paragraph.getparent()
        if cell is None or cell.tag != w("tc"):
            return ""
        table = next((a for a in cell.iterancestors(w("tbl"))), None)
        return (value(table.find(w("tblPr")), "tblStyle") or "") if table is not None else ""

    def _chain(self, name: str) -> list[str]:
        """Return the id of a style and of those that it is based on."""
        out: list[str] = []
        while name in self.styles and name not in out:
            out.append(name)
            name = value(self.styles[name], "basedOn") or ""
        return out

    def _of_style(self, name: str, tag: str) -> list[Properties]:
        """Return the properties of a style, the farthest base first."""
        key = (name, tag)
        if key not in self._style_properties:
            nodes = (self.styles[base].find(w(tag)) for base in reversed(self._chain(name)))
            self._style_properties[key] = [_read(node) for node in nodes if node is not None]
        return self._style_properties[key]


def read_effective(package: Package) -> Effective:
    """Return the formatting of a Word file."""
    part, lists = package.first("styles"), package.first("numbering")
    styles = {s.get(w("styleId"), ""): s for s in part.root.iter(w("style"))} if part else {}
    default = next((i for i, s in styles.items() if s.get(w("type")) == "paragraph" and s.get(w("default"))), "")
    defaults = part.root.find(w("docDefaults")) if part else None
    of_paragraphs, of_runs = (
        _read(None if defaults is None else defaults.find(f"{w(f'{tag}Default')}/{w(tag)}")) for tag in ("pPr", "rPr")
    )
    levels = dict(_levels(lists.root)) if lists else {}
    return Effective(styles, (of_paragraphs, of_runs), levels, read_theme(package), default)


def sections(body: Any) -> list[tuple[PageLook, Any, list[Any]]]:
    """Return the sections of a document: how each looks, its `w:sectPr` (None where the file has none), and its blocks
    (paragraphs, tables …) in order."""
    out: list[tuple[PageLook, Any, list[Any]]] = []
    blocks: list[Any] = []
    for child in body:
        if child.tag == w("sectPr"):
            out.append((page_look(child), child, blocks))
            return out
        blocks.append(child)
        ends = child.find(f"{w('pPr')}/{w('sectPr')}")
        if ends is not None:
            out.append((page_look(ends), ends, blocks))
            blocks = []
    return [*out, (PageLook(), None, blocks)] if blocks or not out else out


def page_look(section: Any) -> PageLook:
    """Return how the pages of a `w:sectPr` look."""
    plain = PageLook()
    size, margin, grid = (_attributes(section.find(w(tag))) for tag in ("pgSz", "pgMar", "docGrid"))
    columns, numbers = (_attributes(section.find(w(tag))) for tag in ("cols", "pgNumType"))
    gutter = _number(margin.get("gutter"), 0)
    kind = grid.get("type", "default")
    start = value(section, "type")
    return PageLook(
        width=_number(size.get("w"), plain.width),
        height=_number(size.get("h"), plain.height),
        top=abs(_number(margin.get("top"), plain.top)),
        bottom=abs(_number(margin.get("bottom"), plain.bottom)),
        left=_number(margin.get("left"), plain.left) + gutter,
        right=_number(margin.get("right"), plain.right),
        header=_number(margin.get("header"), plain.header),
        footer=_number(margin.get("footer"), plain.footer),
        grid="" if kind == "default" else kind,
        pitch=_number(grid.get("linePitch"), 0) if kind != "default" else 0,
        char_space=_number(grid.get("charSpace"), 0),
        columns=_number(columns.get("num"), 1),
        title_page=is_on(section.find(w("titlePg"))),
        start=start or plain.start,
        first_number=_number(numbers["start"], 1) if "start" in numbers else None,
    )


def _levels(root: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    abstract = {a.get(w("abstractNumId"), ""): a for a in root.iter(w("abstractNum"))}
    for number in root.iter(w("num")):
        listed = abstract.get(value(number, "abstractNumId") or "")
        for source in (listed, *number.iter(w("lvlOverride"))):
            for level in source.iterchildren(w("lvl")) if source is not None else ():
                yield (number.get(w("numId"), ""), level.get(w("ilvl"), "0")), level


def _printed_runs(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == w("r"):
            yield child
        elif isinstance(child.tag, str) and child.tag != w("p"):
            yield from _printed_runs(child)


def _run_text(run: Any) -> str:
    parts = (child.text or "" if child.tag == w("t") else _break(child) for child in run)
    return "".join(parts)


def _break(node: Any) -> str:
    ends_page = node.tag == w("br") and node.get(w("type")) == "page"
    return "\f" if ends_page else _BREAKS.get(node.tag, "")


def _attributes(node: Any) -> Attributes:
    if node is None:
        return {}
    return {str(name).rpartition("}")[2]: str(text) for name, text in node.attrib.items()}


def _read(node: Any) -> Properties:
    """Return the properties written in a `w:pPr` or `w:rPr`, each with its attributes."""
    if node is None:
        return {}
    return {child.tag.rpartition("}")[2]: _attributes(child) for child in node if isinstance(child.tag, str)}


def _merge(levels: list[Properties]) -> Properties:
    merged: Properties = {}
    for level in levels:
        for tag, attributes in level.items():
            before = dict(merged.get(tag, {})) if tag in _MERGED else {}
            for name in attributes:  # a measure or a font takes the place of the same in another unit
                for other in _REPLACED.get(name, ()):
                    if other not in attributes:
                        before.pop(other, None)
            merged[tag] = {**before, **attributes}
    return merged


_REPLACED = {
    "eastAsia": ("eastAsiaTheme",),
    "ascii": ("asciiTheme",),
    "hAnsi": ("hAnsiTheme",),
    "firstLine": ("hanging", "hangingChars"),
    "hanging": ("firstLine", "firstLineChars"),
    "firstLineChars": ("hanging", "hangingChars"),
    "hangingChars": ("firstLine", "firstLineChars"),
}


def _written(properties: Any) -> str:
    if properties is None:
        return ""
    return ";".join(f"{tag}={sorted(attributes.items())}" for tag, attributes in _read(properties).items())


def _number(text: str | None, default: int) -> int:
    try:
        return round(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def _switch(properties: Properties, tag: str, *, default: bool = False) -> bool:
    if tag not in properties:
        return default
    return properties[tag].get("val", "1") not in ("0", "false", "off", "none")


def _rule(written: str | None) -> LineRule:
    return cast(LineRule, written) if written in ("exact", "atLeast") else "auto"


def _side(spacing: Attributes, side: str, unit: int) -> int:
    """Return the space before or after a paragraph; in hundredths of a line it goes before twips (17.3.1.33)."""
    lines = _number(spacing.get(f"{side}Lines"), 0)
    return round(lines * unit / 100) if lines else _number(spacing.get(side), 0)


def _indent(ind: Attributes, sides: tuple[str, str], size: int) -> int:
    """Return an indent; in hundredths of a character it goes before twips (17.3.1.12)."""
    for side in sides:
        if characters := _number(ind.get(f"{side}Chars"), 0):
            return round(characters * size * 10 / 100)
    return next((_number(ind[side], 0) for side in sides if side in ind), 0)


def _first_line(ind: Attributes, size: int) -> int:
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if characters := _number(ind.get(f"{name}Chars"), 0):
            return sign * round(characters * size * 10 / 100)
    return _number(ind.get("firstLine"), 0) or -_number(ind.get("hanging"), 0)


def _borders(node: Any) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for child in node if node is not None else ():
        written = _attributes(child)
        if written.get("val", "none") not in ("none", "nil"):
            color = written.get("color", "auto")
            rules[child.tag.rpartition("}")[2]] = Rule(
                written["val"],
                _number(written.get("sz"), 4),
                "" if color == "auto" else color.upper(),
                _number(written.get("space"), 0),
            )
    return rules
