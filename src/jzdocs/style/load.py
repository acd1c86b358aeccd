"""style.toml → Stylesheet. A stylesheet may extend another template's; an unknown key or a wrong unit is an error
with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from msgspec import Struct

from jzdocs.errors import Location, SurroundingsError, UsageError, os_reason
from jzdocs.style.fontfile import FontFile, find_font, system_folders
from jzdocs.style.stylesheet import (
    Alignment,
    ChartStyle,
    FontRole,
    HeadingStyle,
    NumberStyle,
    PageStyle,
    Stylesheet,
    TextStyle,
)
from jzdocs.units import Size, parse_length

PAPERS = {
    "A3": ("297mm", "420mm"),
    "A4": ("210mm", "297mm"),
    "A5": ("148mm", "210mm"),
    "B5": ("176mm", "250mm"),
    "16K": ("184mm", "260mm"),
}
HEADING_LEVELS = 4
TEXT_STYLES = (
    "title",
    "subtitle",
    "issuer",
    "imprint",
    "toc_title",
    "toc1",
    "toc2",
    "caption",
    "note",
    "table",
    "table_head",
    "code",
    "quote",
    "footnote",
    "header",
    "footer",
    "key_title",
    "key_number",
    "key_unit",
    "key_label",
    "key_context",
    "red_head",
    "label",
    "signer",
    "colophon",
)

_TEXT = {
    "font": "name",
    "size": "length",
    "leading": "length",
    "bold": "bool",
    "color": "color",
    "align": "align",
    "indent": "em",
    "before": "em",
    "after": "em",
    "wrap": "wrap",
}
_SCHEMA: dict[str, dict[str, str]] = {
    "": {"extends": "name"},
    "page": {
        "size": "paper",
        "margin": "margin",
        "header": "bool",
        "footer": "bool",
        "grid": "grid",
        "number": "number",
    },
    "colors": {"accent": "color"},
    "fonts.*": {"file": "name", "bold": "name", "word": "name", "fallback": "names"},
    "body": {**_TEXT, "punctuation": "punctuation"},
    "heading.*": {**_TEXT, "numbering": "name", "page_break": "bool"},
    "style.*": _TEXT,
    "chart": {
        "palette": "colors",
        "greys": "colors",
        "font": "name",
        "size": "length",
        "bar": "length",
        "word": "word",
    },
}
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


class StyleFile(Struct, frozen=True):
    """A parsed style.toml: its values by section, and where each key stands."""

    path: Path
    shown: str
    values: Mapping[str, Mapping[str, Any]]
    lines: Mapping[tuple[str, str], int]

    def at(self, section: str, key: str) -> Location:
        """Where `key` of `section` stands."""
        return Location(self.shown, self.lines.get((section, key), 1), 1)


def read_style(path: Path, shown: str) -> StyleFile:
    """Read and check one style.toml.

    Raises UsageError for TOML that cannot be read, an unknown section or key, or a value of a wrong form;
    SurroundingsError when the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise SurroundingsError("X001.stylesheet", at=Location(shown), reason=os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError("T001", at=Location(shown)) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+), column (\d+)", str(error))
        at = Location(shown, int(line[1]), int(line[2])) if line else Location(shown)
        raise UsageError("T001.toml", at=at, reason=error) from error
    lines = dict(_key_lines(text))
    values = {section: dict(keys) for section, keys in _sections(data)}
    style = StyleFile(path, shown, values, lines)
    for section, keys in values.items():
        for key, value in keys.items():
            _check(style, section, key, value)
    return style


def _sections(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "", {k: v for k, v in data.items() if not isinstance(v, dict)}
    for name, value in data.items():
        if not isinstance(value, dict):
            continue
        if name in ("fonts", "heading", "style"):
            for inner, table in value.items():
                yield f"{name}.{inner}", table if isinstance(table, dict) else {inner: table}
        else:
            yield name, value


def _key_lines(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = header[1].replace('"', "").replace(" ", "")
            yield (section, ""), number
        elif key := re.match(r'\s*"?([\w-]+)"?\s*=', line):
            yield (section, key[1]), number


def _check(style: StyleFile, section: str, key: str, value: Any) -> None:
    family = re.sub(r"\..*", ".*", section)
    known = _SCHEMA.get(family)
    at = style.at(section, key)
    if known is None or (family == "style.*" and section[6:] not in TEXT_STYLES):
        names = ", ".join(sorted(k for k in _SCHEMA if k))
        raise UsageError("T002", at=style.at(section, ""), section=section, names=names)
    if key not in known:
        raise UsageError("T002.key", at=at, name=key, section=section, names=", ".join(known))
    problem = _problem(known[key], value)
    if problem:
        raise UsageError("T003", at=at, section=section, name=key, problem=problem)


def _problem(kind: str, value: Any) -> str:
    """What is wrong with `value` for a key of this kind, or ''."""
    if kind in ("length", "em"):
        return _length_problem(value, em=kind == "em")
    if kind == "margin":
        sides = {"top", "bottom", "inner", "outer"}
        if not isinstance(value, dict) or set(value) - sides:
            return "wants { top, bottom, inner, outer }"
        return next((p for v in value.values() if (p := _length_problem(v, em=False))), "")
    if kind == "paper":
        if isinstance(value, list) and len(value) == 2:
            return next((p for v in value if (p := _length_problem(v, em=False))), "")
        return "" if value in PAPERS else f"wants one of {', '.join(PAPERS)} or [width, height]"
    choices = {
        "align": ("justify", "left", "center", "right"),
        "punctuation": ("normalise", "keep"),
        "word": ("native", "picture"),
        "wrap": ("lines", "phrases"),
    }
    if kind in choices:
        return "" if value in choices[kind] else f"wants one of {', '.join(choices[kind])}"
    if kind == "colors":
        good = isinstance(value, list) and value and all(isinstance(v, str) and _COLOR.fullmatch(v) for v in value)
        return "" if good else 'wants a list of colours like "#1F4E79"'
    if kind == "color":
        return "" if isinstance(value, str) and _COLOR.fullmatch(value) else 'wants a colour like "#1F4E79"'
    if kind == "grid":
        good = (
            isinstance(value, dict)
            and set(value) <= {"lines", "characters"}
            and all(isinstance(v, int) and v > 0 for v in value.values())
        )
        return "" if good else "wants { lines = 22, characters = 28 }"
    if kind == "number":
        return _number_problem(value)
    if kind == "names":
        return "" if isinstance(value, list) and all(isinstance(v, str) for v in value) else "wants a list of names"
    wanted: type = bool if kind == "bool" else str
    return "" if isinstance(value, wanted) else f"wants {'true or false' if wanted is bool else 'a string'}"


def _number_problem(value: Any) -> str:
    wants = 'wants { pattern = "— {page} —", place = "center" or "outside", below = "7mm", count = "whole", "body" or "part" }'
    if (
        not isinstance(value, dict)
        or set(value) - {"pattern", "place", "below", "count"}
        or "{page}" not in value.get("pattern", "{page}")
    ):
        return wants
    if value.get("place", "center") not in ("center", "outside") or value.get("count", "whole") not in (
        "whole",
        "body",
        "part",
    ):
        return wants
    return _length_problem(value["below"], em=False) if "below" in value else ""


def _length_problem(value: Any, *, em: bool) -> str:
    try:
        parse_length(value, em=1 if em else None) if isinstance(value, str) else parse_length("")
    except ValueError:
        return f"“{value}” is not a length; write a string with a unit: 12pt, 37mm, 2.5cm" + (", 2em" if em else "")
    return ""


def build_sheet(files: Sequence[StyleFile], font_folders: Sequence[Path]) -> Stylesheet:
    """Merge style files (the base first) into a stylesheet; font files are looked up in `font_folders`, in order.

    Raises UsageError when something needed is missing, SurroundingsError when a font file is not found.
    """
    merged: dict[str, dict[str, Any]] = {}
    for file in files:
        for name, keys in file.values.items():
            target = merged.setdefault(name, {})
            if name == "page" and keys.keys() & {"size", "margin"}:
                target.pop("grid", None)  # another page holds another number of lines
            target.update(keys)
    last = files[-1]

    def section(name: str) -> dict[str, Any]:
        if name not in merged:
            raise UsageError("T002.section", at=Location(last.shown), name=name)
        return merged[name]

    fonts = {k[6:]: _font(k[6:], v, last, font_folders) for k, v in merged.items() if k.startswith("fonts.")}
    body_keys = section("body")
    body = _text_style(body_keys, {}, last, "body")
    headings = []
    for level in range(1, HEADING_LEVELS + 1):
        keys = section(f"heading.{level}")
        numbering = str(keys.get("numbering", "none"))
        headings.append(
            HeadingStyle(
                _text_style(keys, body_keys, last, f"heading.{level}"),
                "" if numbering == "none" else numbering,
                bool(keys.get("page_break", False)),
            )
        )
    styles = {name: _text_style(section(f"style.{name}"), body_keys, last, f"style.{name}") for name in TEXT_STYLES}
    sheet = Stylesheet(
        page=_page(section("page"), body),
        fonts=fonts,
        body=body,
        headings=tuple(headings),
        styles=styles,
        chart=_chart(section("chart")),
        accent=section("colors")["accent"].lstrip("#").upper(),
        normalise=body_keys.get("punctuation", "normalise") == "normalise",
    )
    _check_roles(sheet, files)
    return sheet


def _check_roles(sheet: Stylesheet, files: Sequence[StyleFile]) -> None:
    for file in files:
        for section, keys in file.values.items():
            role = keys.get("font")
            if role is not None and role not in sheet.fonts:
                known = ", ".join(sheet.fonts)
                raise UsageError("G003", at=file.at(section, "font"), role=role, known=known)


def _page(keys: Mapping[str, Any], body: TextStyle) -> PageStyle:
    size = keys["size"]
    width, height = PAPERS[size] if isinstance(size, str) else size
    margin = {side: parse_length(value) for side, value in keys["margin"].items()}
    paper = Size(parse_length(width), parse_length(height))
    fitting = (paper.height - margin["top"] - margin["bottom"]) // body.leading
    lines = max(1, min(keys.get("grid", {}).get("lines", fitting), fitting))
    number = dict(keys.get("number", {}))
    if "below" in number:
        number["below"] = parse_length(number["below"])
    return PageStyle(
        paper,
        margin["top"],
        margin["bottom"],
        margin["inner"],
        margin["outer"],
        keys.get("header", True),
        keys.get("footer", True),
        lines,
        keys.get("grid", {}).get("characters", 0),
        NumberStyle(**number),
    )


def _font(name: str, keys: Mapping[str, Any], style: StyleFile, folders: Sequence[Path]) -> FontRole:
    bold = keys.get("bold")
    return FontRole(
        name,
        _find(keys.get("file", ""), style, name, folders),
        _find(bold, style, name, folders) if bold else None,
        keys.get("word", name),
        tuple(keys.get("fallback", ())),
    )


def font_probes(styles: Sequence[StyleFile], folders: Sequence[Path]) -> Iterator[Path]:
    """The places in `folders` where a font that the stylesheets name would be found first."""
    for keys in (keys for style in styles for section, keys in style.values.items() if section.startswith("fonts.")):
        for file in filter(None, (keys.get("file"), keys.get("bold"))):
            yield from (folder / str(file).partition("#")[0] for folder in folders)


def _find(file: str, style: StyleFile, role: str, folders: Sequence[Path]) -> FontFile:
    at = style.at(f"fonts.{role}", "file")
    try:
        found = find_font(file, folders)
    except ValueError:
        raise UsageError("T003.face", at=at, file=file) from None
    if found:
        return found
    looked = ", ".join(str(f) for f in (*folders, *system_folders()))
    raise SurroundingsError("G002.missing", at=at, file=file, role=role, looked=looked)


def _text_style(keys: Mapping[str, Any], base: Mapping[str, Any], style: StyleFile, name: str) -> TextStyle:
    def get(key: str, default: Any) -> Any:
        return keys.get(key, default)

    font = get("font", base.get("font"))
    size_text = get("size", base.get("size"))
    if font is None or size_text is None:
        raise UsageError("T002.text_style", at=Location(style.shown), name=name)
    size = parse_length(size_text)
    leading = get("leading", None)
    color = get("color", base.get("color", "#000000"))
    return TextStyle(
        font=font,
        size=size,
        leading=parse_length(leading) if leading else round(size * 1.5),
        bold=get("bold", False),
        color=color.lstrip("#").upper(),
        align=cast(Alignment, get("align", "left" if base else "justify")),
        indent=parse_length(get("indent", "0pt"), em=size),
        before=parse_length(get("before", "0pt"), em=size),
        after=parse_length(get("after", "0pt"), em=size),
        wrap=cast(Literal["lines", "phrases"], get("wrap", "lines")),
    )


def _chart(keys: Mapping[str, Any]) -> ChartStyle:
    def colors(key: str) -> tuple[str, ...]:
        return tuple(c.lstrip("#").upper() for c in keys[key])

    return ChartStyle(
        palette=colors("palette"),
        greys=colors("greys"),
        font=keys["font"],
        size=parse_length(keys["size"]),
        bar=parse_length(keys["bar"]),
        word=cast(Literal["native", "picture"], keys.get("word", "native")),
    )
