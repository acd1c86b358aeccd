"""What a sample has otherwise than the template that is extended: the keys of its stylesheet, as far as they go
together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jzdocs.errors import Location, UsageError
from jzdocs.learn.learned import Keys, Learned
from jzdocs.learn.sample import heaviest
from jzdocs.learn.typefaces import plain_name
from jzdocs.resources import resource_root
from jzdocs.style.load import build_sheet, read_style_text
from jzdocs.style.schema import Level, TextKeys
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import EMU_PER_MM, parse_length, pt

STYLESHEET = Path("style").with_suffix(".toml")
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


def different(learned: Learned) -> Keys:
    """Return the keys that differ from the template's."""
    base, whole = learned.base, learned.whole
    out: Keys = {}
    fonts = learned.faces.keys(base.keys.fonts)
    for role in _roles_with_own_letters(learned):
        fonts.setdefault(role, {})["latin"] = role
    if fonts:
        out["fonts"] = fonts
    if page := _different_page(learned):
        out["page"] = page
    if body := _different_style(whole["body"], base.sheet.body):
        out["body"] = body
    headings = {level: _different_heading(learned, level) for level in whole["heading"]}
    styles = {
        name: _different_style(style, base.sheet.style(name), _inherited(learned, base.keys.style.get(name)))
        for name, style in whole["style"].items()
    }
    for family, sections in (("heading", headings), ("style", styles)):
        if written := {name: section for name, section in sections.items() if section}:
            out[family] = dict(sorted(written.items()))
    for name in ("opening", "header", "footer", "watermark", "colors", "chart"):
        if whole.get(name):
            out[name] = whole[name]
    if out.get("colors", {}).get("accent", "").lstrip("#").upper() == base.sheet.accent:
        del out["colors"], out["chart"]
    return out


def _inherited(learned: Learned, keys: TextKeys | None) -> str:
    """Return the colour that a style takes from the text, "" where the template gives it one of its own."""
    return "" if keys is None or keys.color else str(learned.whole["body"]["color"]).lstrip("#").upper()


def _roles_with_own_letters(learned: Learned) -> list[str]:
    """Return the roles whose own face sets letters and digits in the sample, where the template has another's."""
    weighed: dict[str, list[tuple[bool, int]]] = {}
    for run in (run for part in learned.sample.of("text", "lead", "heading") for run in part.runs):
        if letters := sum(char.isascii() and char.isalnum() for char in run.text):
            own = plain_name(run.look.latin) == plain_name(run.look.east)
            weighed.setdefault(learned.faces.role(run.look.east), []).append((own, letters))
    fonts = learned.base.keys.fonts
    return [role for role, pairs in weighed.items() if heaviest(pairs) and role in fonts and fonts[role].latin]


def _different_style(style: Mapping[str, Any], base: TextStyle, inherited: str = "") -> Keys:
    """Return the keys of a text style that differ; `inherited` is the colour that it takes from the text."""
    size = parse_length(style["size"]) if "size" in style else base.size
    out: Keys = {}
    for key, given in style.items():
        theirs = getattr(base, key, None)
        if key in _LENGTHS and theirs is not None:
            if abs(parse_length(given, em=size) - theirs) > _TOLERANCE[key]:
                out[key] = given
        elif key == "color":
            if given.lstrip("#").upper() != (inherited or theirs):
                out[key] = given
        elif given != theirs:
            out[key] = given
    return out


def _different_heading(learned: Learned, level: Level) -> Keys:
    heading = learned.base.sheet.heading(int(level))
    keys = dict(learned.whole["heading"][level])
    numbering, opens = keys.pop("numbering", None), keys.pop("page_break", None)
    out = _different_style(keys, heading.text, _inherited(learned, learned.base.keys.heading.get(level)))
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
    above = page.get("header_above")
    if above and page["header"] and abs(parse_length(above) - ours.header_above) > _MARGIN_TOLERANCE:
        out["header_above"] = above
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


# --- what goes together


def drop_refused(learned: Learned) -> None:
    """Take out the keys that a stylesheet may not have, or that do not go together, and tell them."""
    folders = [*learned.base.template.folders, resource_root()]
    shown = learned.sample.shown
    for _ in range(_MOST_REFUSED):
        try:
            style = read_style_text(learned.style_text(()), STYLESHEET, STYLESHEET.name)
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
