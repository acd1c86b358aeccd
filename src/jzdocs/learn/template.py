"""A sample → the keys of a template: what it looks like, against the template of ours that is extended.

Only what differs is written. What the sample does not show follows its text where the template's own follows the
template's text: a table in the text's face stays in the text's face.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from jzdocs.errors import Location, Report, UsageError
from jzdocs.learn import page as pages
from jzdocs.learn.head_distances import distance_keys
from jzdocs.learn.opening import Distances, RedHead, distances, is_coloured, is_red, read_red_head
from jzdocs.learn.sample import Sample, heaviest
from jzdocs.learn.text_looks import TextLook, body_look, fonts_used, look_of, numbering_of, points, text_keys
from jzdocs.learn.toml_text import toml_text
from jzdocs.learn.typefaces import Typefaces, font_class, plain_name
from jzdocs.resources import resource_root
from jzdocs.source.template import Template, find_template
from jzdocs.style.load import build_sheet, read_style_text
from jzdocs.style.schema import LEVELS, StyleKeys, merged
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import EMU_PER_MM, EMU_PER_TWIP, parse_length, pt, to_pt

Keys = dict[str, Any]
# which parts of a sample show a text style
_STYLES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "table": ("cell",),
    "table_head": ("head_cell",),
}
_TOLERANCE = {
    "size": pt(0.06),
    "leading": pt(0.12),
    "before": pt(0.3),
    "after": pt(0.3),
    "indent": pt(1.2),
    "below": EMU_PER_MM // 2,
}
_MARGIN_TOLERANCE = EMU_PER_MM * 3 // 10
_LENGTHS = ("size", "leading", "indent", "before", "after")
_OFFICIAL_SIZE = 31  # half points
_MIXED = 0.6  # a look that fewer characters have is told


class Base(Struct, frozen=True):
    """The template that is extended: its name, its keys, and its stylesheet."""

    name: str
    template: Template
    keys: StyleKeys
    sheet: Stylesheet


class Learned(Struct):
    """What was learned of a sample: the template it extends, the keys that differ, all that was read (`whole`), its
    red head, heads and feet, the distances on its first page, its fonts, and what is to be told."""

    sample: Sample
    base: Base
    keys: Keys
    whole: Keys
    head: RedHead | None
    furniture: pages.Furniture
    distances: Distances
    faces: Typefaces
    body: TextLook
    report: Report = field(default_factory=Report)

    @property
    def official(self) -> bool:
        """Whether the sample is an official document."""
        return self.base.name != "report"

    @property
    def taken(self) -> tuple[str, ...]:
        """The words of the sample that go into the template: its head, and its heads and feet."""
        return (*(self.head.lines if self.head and self.official else ()), *self.furniture.texts)

    def style_text(self, comments: Sequence[str]) -> str:
        """Return the text of its style.toml."""
        return toml_text(self.base.name, self.keys, comments)


def learn(sample: Sample) -> Learned:
    """Return what was learned of a sample."""
    head = read_red_head(sample)
    base = read_base("gongwen" if is_official(sample, head) else "report")
    faces = Typefaces({name: keys.word or name for name, keys in base.keys.fonts.items()})
    faces.settle(fonts_used(sample))
    furniture, body = pages.read_furniture(sample), body_look(sample)
    learned = Learned(sample, base, {}, {}, head, furniture, distances(sample, head), faces, body)
    learned.whole = _whole(learned)
    _follow(learned)
    learned.keys = _different(learned)
    _drop_refused(learned)
    _tell(learned)
    return learned


def read_base(name: str) -> Base:
    """Return a template that comes with jzdocs."""
    root = resource_root()
    template = find_template(name, [root / "templates"])
    keys = reduce(merged, [style.keys for style in template.styles])
    return Base(name, template, keys, build_sheet(template.styles, [*template.folders, root]))


def is_official(sample: Sample, head: RedHead | None) -> bool:
    """Return whether a sample is an official document: it has a red head, a document number, addressees and a
    signature, or the text of one (Fangsong, three and larger)."""
    numbered = any("〔" in part.text or "号" in part.text for part in sample.of("number"))
    if (head is not None and is_red(head.look.color)) or numbered or (sample.of("to") and sample.of("signed")):
        return True
    letters = body_look(sample).run
    return font_class(letters.east) == "fang" and letters.size >= _OFFICIAL_SIZE


# --- what the sample says


def _whole(learned: Learned) -> Keys:
    """Return all keys that the sample shows."""
    sample, faces = learned.sample, learned.faces
    body = text_keys(learned.body, sample, faces)
    if size := _fitted_size(learned):
        body["size"] = size
    body["align"] = "justify" if body["align"] == "left" and _runs_to_the_edge(learned) else body["align"]
    keys: Keys = {"page": _page(learned, body), "body": body, "heading": {}, "style": {}}
    for level in LEVELS:
        if heading := _heading(learned, int(level), body):
            keys["heading"][level] = heading
    for name, roles in _STYLES.items():
        if look := look_of(sample.of(*roles), sample):
            keys["style"][name] = text_keys(look, sample, faces)
            _tell_mixed(learned, look, name)
    _put_head(learned, keys)
    _put_title(learned, keys)
    _put_furniture(learned, keys)
    _put_accent(learned, keys)
    return keys


def _fitted_size(learned: Learned) -> str:
    """Return the size at which the text fills the page's grid of characters, "" where it has none: Word sets text of
    16 pt closer, so that a line holds 28 characters of it."""
    page, size = learned.sample.page, learned.body.run.size * 10
    if page.grid not in ("linesAndChars", "snapToChars"):
        return ""
    pitch = size + page.char_space * 20 / 4096
    count = round(page.measure / pitch)
    if count * size <= page.measure:
        return ""
    fitting = page.measure / count / 20
    return points(int(fitting * 20) / 20)


def _runs_to_the_edge(learned: Learned) -> bool:
    """Return whether text that is aligned to the left is as good as justified: Chinese text without Latin words ends
    its lines at the edge."""
    text = "".join(part.text for part in learned.sample.of("text", "lead"))
    return sum(char.isascii() and char.isalpha() for char in text) < len(text) * _FEW_LETTERS


_FEW_LETTERS = 0.1


def _page(learned: Learned, body: Keys) -> Keys:
    look, page = learned.sample.page, pages.paper_keys(learned.sample.page)
    size, leading = parse_length(body["size"]), parse_length(body["leading"])
    lines = max(1, look.depth * EMU_PER_TWIP // leading)
    page["grid"] = {"lines": lines}
    if learned.official:
        page["grid"]["characters"] = max(1, look.measure * EMU_PER_TWIP // size)
    return page


def _heading(learned: Learned, level: int, body: Keys) -> Keys:
    """Return the keys of a heading level, empty where the sample has none."""
    parts = learned.sample.headings(level)
    look = look_of(parts, learned.sample)
    if look is None:
        return {}
    keys = text_keys(look, learned.sample, learned.faces)
    if keys["size"] == points(learned.body.run.size / 2):
        keys["size"] = body["size"]
    if keys["align"] == "justify":
        keys["align"] = "left"
    keys["numbering"] = numbering_of(parts, learned.sample) or "none"
    keys["page_break"] = bool(heaviest((part.look.page_break, 1) for part in parts))
    _tell_mixed(learned, look, f"heading.{level}")
    return keys


def _put_title(learned: Learned, keys: Keys) -> None:
    """Put in where title and text stand; the title's own spaces count there."""
    for name in ("title", "subtitle"):
        if style := keys["style"].get(name):
            style.update(before="0pt", after="0pt", indent="0pt")
            style["align"] = "center" if style["align"] == "justify" else style["align"]
    found = learned.distances
    if found.below is None or "title" not in keys["style"]:
        return
    opening = {"below": points(found.below / 20)}
    if learned.head is None or not learned.official:
        opening = {"above": points((found.above or 0) / 20), **opening}
    else:
        number = "".join(part.text for part in learned.sample.of("number")[:1])
        styles = {"body": keys["body"], **keys["style"]}
        opening |= distance_keys(learned.head, found, number, styles, learned.base.sheet)
    keys["opening"] = opening


def _put_head(learned: Learned, keys: Keys) -> None:
    head = learned.head
    if head is None or not learned.official:
        return
    keys["style"]["red_head"] = {
        "font": learned.faces.role(head.look.east),
        "size": points(head.look.size / 2),
        "leading": points(max(head.look.size / 2, to_pt(learned.base.sheet.style("red_head").leading))),
        "bold": head.look.bold,
        "color": f"#{head.look.color}",
    }


def _put_furniture(learned: Learned, keys: Keys) -> None:
    furniture, sample, page = learned.furniture, learned.sample, keys["page"]
    if look := furniture.footer_look:
        keys["style"]["footer"] = pages.footer_keys(look, learned.faces.role(look.run.east))
        height = look.paragraph.height(look.run.size, 0)
        page["number"] = pages.number_keys(furniture, sample, height)
    if look := furniture.header_look:
        keys["style"]["header"] = pages.footer_keys(look, learned.faces.role(look.run.east))
    page["header"] = "header" in furniture.keys
    page["footer"] = furniture.number is not None or "footer" in furniture.keys
    keys |= furniture.keys


def _put_accent(learned: Learned, keys: Keys) -> None:
    """Put in the colour of headings as the accent of charts and key figures, where the sample has one."""
    sample = learned.sample
    colors = [(run.look.color, len(run.text)) for part in sample.of("heading", "lead", "title") for run in part.runs]
    color = heaviest((c, weight) for c, weight in colors if is_coloured(c) and not is_red(c))
    if color is None:
        return
    accent, base = f"#{color}", learned.base
    keys["colors"] = {"accent": accent}
    keys["chart"] = {"palette": [accent, *(base.keys.chart.palette or ())[1:]]}
    for name, style in base.sheet.styles.items():
        if style.color == base.sheet.accent and name not in keys["style"]:
            keys["style"][name] = {"color": accent}


def _tell(learned: Learned) -> None:
    """Tell which fonts the PDF has not, and what only Word can show."""
    at, report = Location(learned.sample.shown), learned.report
    fonts = learned.keys.get("fonts", {})
    for role, keys in fonts.items():
        if plain_name(keys["word"]) not in _NAMED:
            face = str(keys.get("file") or learned.base.keys.fonts[role].file).rpartition("/")[2]
            report.warn(at, "T072", name=keys["word"], face=face, role=role)
    if not learned.furniture.whole:
        report.warn(at, "T075")


# fonts for which a shipped face stands anyway
_NAMED = ("宋体", "黑体", "楷体", "仿宋", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体", "方正小标宋_GBK")


def _tell_mixed(learned: Learned, look: TextLook, section: str) -> None:
    if look.share < _MIXED:
        share = f"{look.share * 100:.0f}"
        learned.report.warn(Location(learned.sample.shown), "T073", section=section, share=share)


# --- what follows the text


def _follow(learned: Learned) -> None:
    """Let what the sample does not show follow its text, where the template's own follows the template's text."""
    whole, sheet = learned.whole, learned.base.sheet
    shown = whole["body"]
    unseen = {("style", name): style for name, style in sheet.styles.items() if not name.startswith("key_")}
    unseen |= {("heading", level): sheet.heading(int(level)).text for level in LEVELS}
    for (family, name), style in unseen.items():
        seen = whole[family].get(name, {})
        if "font" in seen:
            continue
        followed = {key: shown[key] for key in ("font", "size", "leading") if _same(style, sheet.body, key)}
        if family == "style" and name in ("header", "footer", "red_head"):
            followed.pop("size", None)
        whole[family][name] = {**followed, **seen}


def _same(style: TextStyle, body: TextStyle, key: str) -> bool:
    return bool(getattr(style, key) == getattr(body, key))


# --- what differs


def _different(learned: Learned) -> Keys:
    """Return the keys that differ from the template's."""
    base, whole = learned.base, learned.whole
    out: Keys = {}
    if fonts := learned.faces.keys(base.keys.fonts):
        out["fonts"] = fonts
    if page := _different_page(learned):
        out["page"] = page
    if body := _different_style(whole["body"], base.sheet.body):
        out["body"] = body
    headings = {level: _different_heading(learned, level) for level in whole["heading"]}
    styles = {name: _different_style(style, base.sheet.style(name)) for name, style in whole["style"].items()}
    for family, sections in (("heading", headings), ("style", styles)):
        if written := {name: section for name, section in sections.items() if section}:
            out[family] = dict(sorted(written.items()))
    if opening := _different_opening(learned):
        out["opening"] = opening
    for name in ("header", "footer", "watermark", "colors", "chart"):
        if whole.get(name):
            out[name] = whole[name]
    if out.get("colors", {}).get("accent", "").lstrip("#").upper() == base.sheet.accent:
        del out["colors"], out["chart"]
    return out


def _different_style(style: Mapping[str, Any], base: TextStyle) -> Keys:
    size = parse_length(style["size"]) if "size" in style else base.size
    out: Keys = {}
    for key, given in style.items():
        theirs = getattr(base, key, None)
        if key in _LENGTHS and theirs is not None:
            if abs(parse_length(given, em=size) - theirs) > _TOLERANCE[key]:
                out[key] = given
        elif key == "color":
            if given.lstrip("#").upper() != theirs:
                out[key] = given
        elif given != theirs:
            out[key] = given
    return out


def _different_heading(learned: Learned, level: str) -> Keys:
    heading = learned.base.sheet.heading(int(level))
    keys = dict(learned.whole["heading"][level])
    numbering, opens = keys.pop("numbering", None), keys.pop("page_break", None)
    out = _different_style(keys, heading.text)
    if numbering is not None and numbering != (heading.numbering or "none"):
        out["numbering"] = numbering
    if opens is not None and opens != heading.page_break:
        out["page_break"] = opens
    return out


def _different_page(learned: Learned) -> Keys:
    page, base = learned.whole["page"], learned.base
    ours = base.sheet.page
    out: Keys = {}
    if page["size"] != base.keys.page.size:
        out["size"] = page["size"]
    margins = {
        side: given
        for side, given in page["margin"].items()
        if abs(parse_length(given) - getattr(ours, side)) > _MARGIN_TOLERANCE
    }
    if margins:
        out["margin"] = margins
    grid = page["grid"]
    if grid.get("characters", 0) != ours.characters or grid["lines"] != ours.lines or margins or "size" in out:
        out["grid"] = grid
    for name in ("header", "footer"):
        if page[name] != getattr(ours, name):
            out[name] = page[name]
    if number := _different_number(learned):
        out["number"] = number
    return out


def _different_number(learned: Learned) -> Keys:
    number, ours = learned.whole["page"].get("number", {}), learned.base.sheet.page.number
    out: Keys = {}
    for key, given in number.items():
        if key == "below":
            if abs(parse_length(given) - ours.below) > _TOLERANCE["below"]:
                out[key] = given
        elif given != getattr(ours, key):
            out[key] = given
    return out


def _different_opening(learned: Learned) -> Keys:
    """Return where title and text stand, where that is not as the template has it without being told."""
    opening = learned.whole.get("opening", {})
    if not opening:
        return {}
    return dict(opening)


# --- what goes together


def _drop_refused(learned: Learned) -> None:
    """Take out the keys that a stylesheet may not have, or that do not go together, and tell them."""
    folders = [*learned.base.template.folders, resource_root()]
    shown = learned.sample.shown
    for _ in range(_MOST_REFUSED):
        try:
            style = read_style_text(learned.style_text(()), Path("style.toml"), "style.toml")
            build_sheet([*learned.base.template.styles, style], folders)
            return
        except UsageError as error:
            arguments = error.diagnostic.arguments
            key = str(arguments.get("key", ""))
            if not _remove(learned.keys, _path_of(key)):
                raise
            learned.report.warn(Location(shown), "T074", key=key, problem=arguments["problem"])


_MOST_REFUSED = 40


def _path_of(key: str) -> list[str]:
    """Return the path of a key as messages show it (`[heading.1] size`)."""
    section, _, rest = key.removeprefix("[").partition("]")
    return [name for name in (*section.strip().split("."), *rest.strip().split(".")) if name]


def _remove(keys: Keys, path: Sequence[str]) -> bool:
    """Take a key out, with the sections that it leaves empty; return whether it was there."""
    node: Any = keys
    around: list[tuple[Keys, str]] = []
    for name in path:
        if not isinstance(node, dict) or name not in node:
            break
        around.append((node, name))
        node = node[name]
    if not around:
        return False
    holder, name = around[-1]
    del holder[name]
    for holder, name in reversed(around[:-1]):
        if holder[name] == {}:
            del holder[name]
    return True


def shown_points(length: int) -> str:
    """Return a length as people say it."""
    return f"{round(to_pt(length), 2):g}pt"
