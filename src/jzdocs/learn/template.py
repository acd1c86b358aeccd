"""A sample → the keys of a template: what it looks like, against the template of ours that is extended.

Only what differs is written. What the sample does not show follows its text where the template's own follows the
template's text: a table in the text's face stays in the text's face.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from jzdocs.errors import Location
from jzdocs.learn import page as pages
from jzdocs.learn.differing import different, drop_refused
from jzdocs.learn.head_distances import distance_keys
from jzdocs.learn.learned import Base, Keys, Learned
from jzdocs.learn.opening import RedHead, distances, is_coloured, is_red, read_red_head
from jzdocs.learn.sample import Sample, heaviest
from jzdocs.learn.text_looks import TextLook, body_look, fonts_used, look_of, numbering_of, points, text_keys
from jzdocs.learn.typefaces import Typefaces, font_class, plain_name
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.load import build_sheet
from jzdocs.style.schema import LEVELS, merged
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import EMU_PER_TWIP, parse_length, to_pt

# which parts of a sample show a text style
_STYLES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "table": ("cell",),
    "table_head": ("head_cell",),
    "caption": ("caption",),
    "footnote": ("footnote",),
}
_OF_REPORTS: Mapping[str, tuple[str, ...]] = {"imprint": ("issuer", "date")}
_OF_OFFICIAL: Mapping[str, tuple[str, ...]] = {
    "label": ("secrecy", "urgency"),
    "signer": ("signer",),
    "colophon": ("cc", "report_to", "distribution", "printed_by", "printed_on"),
}
_LETTERS = ("font", "size", "leading", "bold", "color")  # of texts whose place is not theirs to choose
_PLACED = ("title", "subtitle")
_OFFICIAL_SIZE = 31  # half points
_MIXED = 0.6  # a look that fewer characters have is told


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
    learned.keys = different(learned)
    drop_refused(learned)
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
    signed = sample.of("signed", "signoff", "signatory")
    if (head is not None and is_red(head.look.color)) or numbered or (sample.of("to") and signed):
        return True
    if sample.of("head", "cc", "printed_by"):
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
    for name, roles in {**_STYLES, **(_OF_OFFICIAL if learned.official else _OF_REPORTS)}.items():
        if look := look_of(sample.of(*roles), sample):
            style = text_keys(look, sample, faces)
            keys["style"][name] = style if name in _PLACED else _letters(style, body)
            _tell_mixed(learned, look, name)
    _put_head(learned, keys)
    _put_title(learned, keys)
    _put_furniture(learned, keys)
    _put_accent(learned, keys)
    return keys


def _letters(style: Keys, body: Keys) -> Keys:
    """Return the keys of a text that stands where the template puts it; lines as far apart as those of the text are on
    its grid."""
    keys = {key: style[key] for key in _LETTERS}
    if keys["leading"] == body["leading"]:
        del keys["leading"]
    return keys


def _fitted_size(learned: Learned) -> str:
    """Return the size of text that is set closer than its letters are wide, "" for other text: on a page's grid of
    characters a line holds 28 of 16 pt, or their spacing says so."""
    page, size, spacing = learned.sample.page, learned.body.run.size * 10, learned.body.run.spacing
    if -size // _CLOSEST < spacing < 0:
        return points((size + spacing) / 20)
    if page.grid not in ("linesAndChars", "snapToChars"):
        return ""
    pitch = size + page.char_space * 20 / 4096
    count = round(page.measure / pitch)
    if count * size <= page.measure:
        return ""
    fitting = page.measure / count / 20
    return points(int(fitting * 20) / 20)


_CLOSEST = 10  # the part of its size by which text may be set closer


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
        opening = ({} if found.above is None else {"above": points(found.above / 20)}) | opening
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
        page["header_above"] = pages.millimetres(max(0, sample.page.top - sample.page.header))
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
        if "word" in keys and plain_name(keys["word"]) not in _NAMED:
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
