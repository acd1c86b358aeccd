"""The pages that are generated from the code: codes of findings, stylesheet, schemas, Python reference."""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from msgspec import Meta, Struct

import jzdocs
from docsite.nav import Language
from docsite.words import word
from jzdocs import schemas
from jzdocs.charts.kinds import KINDS
from jzdocs.codes import CODES
from jzdocs.messages.catalogue import FAMILIES
from jzdocs.messages.message import LANGUAGES
from jzdocs.resources import resource_root
from jzdocs.schemas.types import described
from jzdocs.style.schema import TEXT_STYLES, StyleKeys
from jzdocs.style.values import Color, Length, Line, RoleName

_GROUPS = {
    "S": ("源文件与结构", "Source and structure"),
    "F": ("数字与计算", "Figures and arithmetic"),
    "C": ("图表与表格", "Charts and tables"),
    "R": ("引用", "References"),
    "G": ("字形与字体", "Glyphs and fonts"),
    "T": ("样式与排版", "Styles and typesetting"),
    "D": ("程序给的数据与数列", "Data of programs, series"),
    "N": ("公文格式", "Official documents"),
    "X": ("运行环境", "Surroundings"),
}


# --- codes


def codes_page(language: Language) -> str:
    """Return the page of all codes: cause, example, what is said, cure."""
    lines = [f"# {word('codes', language)}", "", word("codes.about", language), "", word("codes.accept", language), ""]
    families = sorted({code[0] for code in CODES}, key=list(_GROUPS).index)
    for family in families:
        lines += [
            f"## {family}：{_GROUPS[family][0]}" if language == "zh" else f"## {family}: {_GROUPS[family][1]}",
            "",
        ]
        for code in sorted(code for code in CODES if code.startswith(family)):
            lines += _code(code, language)
    return "\n".join(lines) + "\n"


def _code(code: str, language: Language) -> Iterator[str]:
    index = LANGUAGES.index(language)
    meaning, example = CODES[code][index]
    yield from (f"### {code}", "", f"**{word('cause', language)}** {_plain(meaning)}", "")
    yield from (f"**{word('example', language)}** {_code_text(example)}", "")
    findings = importlib.import_module(f"jzdocs.messages.{FAMILIES[code[0]]}").FINDINGS
    rows = [pairs[index] for key, pairs in findings.items() if key.partition(".")[0] == code]
    yield from (f"| {word('says', language)} | {word('cure', language)} |", "|---|---|")
    for problem, hint in rows:
        cure = _plain(hint) if hint and not re.fullmatch(r"\{\w+\}", hint) else word("depends", language)
        yield f"| {_plain(problem)} | {cure} |"
    yield ""


def _plain(text: str) -> str:
    """Return a text of the catalogue for a page: its braces filled with 〈names〉, nothing of it taken for Markdown."""
    text = re.sub(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", r"〈\1〉", text).replace("{{", "{").replace("}}", "}")
    return re.sub(r"([\\`*_{}\[\]<>#|!~^$=])", r"\\\1", text).replace("\n", " ")


def _code_text(text: str) -> str:
    marks = max((len(run) for run in re.findall("`+", text)), default=0) + 1
    return f"{'`' * marks} {text} {'`' * marks}".replace("\n", " ⏎ ")


# --- stylesheet


def style_page(language: Language) -> str:
    """Return the page of all sections and keys of a stylesheet."""
    report = tomllib.loads((resource_root() / "templates" / "report" / "style.toml").read_text(encoding="utf-8"))
    lines = [f"# {word('style', language)}", "", word("style.about", language), "", word("style.more", language), ""]
    for name, struct in _sections(StyleKeys, ""):
        lines += [f"## \\[{name}\\]" if name else "## style.toml", ""]
        heads = [word(key, language) for key in ("key", "meaning", "value", "usual")]
        lines += [f"| {' | '.join(heads)} |"]
        lines += ["|---|---|---|---|"]
        hints = get_type_hints(struct, include_extras=True)
        for key in struct.__struct_fields__:
            value = _allowed(hints[key], language, f"{name}.{key}" if name else key)
            usual = _usual(report, name, key)
            lines += [f"| `{key}` | {_plain(described(struct, key, language))} | {value} | {usual} |"]
        lines += [""]
    names = "、".join(f"`{name}`" for name in TEXT_STYLES)
    return "\n".join([*lines, f"## {word('style.names', language)}", "", names, ""])


def _sections(struct: type[Struct], name: str) -> Iterator[tuple[str, type[Struct]]]:
    """Yield the sections of a stylesheet, each once, by the name that stands in the file."""
    yield name, struct
    hints = get_type_hints(struct, include_extras=True)
    for key in struct.__struct_fields__:
        inner = f"{name}.{key}" if name else key
        for kind in _kinds(hints[key]):
            if isinstance(kind, type) and issubclass(kind, Struct):
                yield from _sections(kind, inner)
            elif get_origin(kind) is dict:
                of = {"fonts": "song", "heading": "1", "style": "title"}[key]
                yield from _sections(get_args(kind)[1], f"{inner}.{of}")


def _kinds(kind: Any) -> list[Any]:
    options = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return [option for option in options if option is not NoneType]


def _allowed(kind: Any, language: Language, name: str) -> str:
    return " / ".join(_one_allowed(option, language, name) for option in _kinds(kind))


def _one_allowed(kind: Any, language: Language, name: str) -> str:
    if kind in (Color, RoleName, Line):
        return word({Color: "color", RoleName: "role", Line: "text"}[kind], language)
    metas = [meta for meta in getattr(kind, "__metadata__", ()) if isinstance(meta, Meta)]
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if get_origin(plain) is Literal:
        return "、".join(f"`{choice}`" for choice in get_args(plain))
    if get_origin(plain) in (Union, UnionType):
        return _allowed(plain, language, name)
    if get_origin(plain) is tuple:
        return word("list", language, item=_allowed(get_args(plain)[0], language, name))
    if get_origin(plain) is dict or (isinstance(plain, type) and issubclass(plain, Struct)):
        return word("section", language, name=name.replace("fonts", "fonts.…")).replace("[", "\\[").replace("]", "\\]")
    if isinstance(plain, type) and issubclass(plain, Length):
        most = f"{plain.most_em}em" if plain.most_em else plain.most
        return word("length_em" if plain.most_em else "length", language, least=plain.least, most=most)
    if plain is int:
        (meta,) = metas
        return word("number", language, low=meta.ge, high=meta.le)
    return word("flag" if plain is bool else "text", language)


def _usual(report: Any, name: str, key: str) -> str:
    for part in (*filter(None, name.split(".")), key):
        report = report.get(part) if isinstance(report, dict) else None
    return (
        ""
        if report is None or isinstance(report, dict)
        else f"`{report}`".replace("True", "true").replace("False", "false")
    )


# --- schemas


def schemas_page(language: Language) -> str:
    """Return the page of the schemas, and of which chart has which keys."""
    lines = [f"# {word('schemas', language)}", "", word("schemas.about", language), ""]
    lines += [f"| {word('file', language)} | {word('for', language)} |", "|---|---|"]
    lines += [f"| [{name}.json](schemas/{name}.json) | {schemas.title(name, language)} |" for name in schemas.NAMES]
    for name in ("front-matter", "chart", "table", "keyfigures", "project"):
        schema = schemas.schema(name, language)
        lines += ["", f"## {name}", "", f"| {word('key', language)} | {word('meaning', language)} |", "|---|---|"]
        lines += [f"| `{key}` | {_plain(value['description'])} |" for key, value in schema["properties"].items()]
    lines += [
        "",
        f"## {word('kinds', language)}",
        "",
        f"| `kind` | {word('meaning', language)} | {word('kinds.own', language)} |",
        "|---|---|---|",
    ]
    own = {"tiles": "`grid`、`classes`", "waterfall": "`totals`", "python": "`script`、`facts`、`height`"}
    for kind in KINDS.values():
        keys = own.get(kind.name, "`today`" if kind.dates else "")
        lines.append(f"| [`{kind.name}`](gallery.md#{kind.name}) | {kind.chinese} | {keys} |")
    return "\n".join(lines) + "\n"


# --- Python


def python_page(language: Language) -> str:
    """Return the reference of `import jzdocs`, from its docstrings."""
    lines = [f"# {word('python', language)}", "", word("python.about", language), ""]
    api = importlib.import_module("jzdocs.api")
    for name in jzdocs.__all__:
        if not name.startswith("__"):
            lines += _member(name, getattr(api, name), 2)
    return "\n".join(lines) + "\n"


def _member(name: str, value: Any, level: int, *, is_property: bool = False) -> Iterator[str]:
    """Yield the section of a function or class: its signature, its docstring, its public members."""
    yield from (f"{'#' * level} {name}", "")
    if is_typeddict(value):
        yield from (
            "```python",
            *(f"{key}: {_type_name(kind)}" for key, kind in get_type_hints(value).items()),
            "```",
            "",
        )
    elif not is_property and (signature := _signature(value)):
        yield from ("```python", f"{name}{signature}", "```", "")
    yield from _docstring(inspect.getdoc(value) or "")
    if not inspect.isclass(value) or is_typeddict(value):
        return
    for key, member in vars(value).items():
        target = member.fget if isinstance(member, property) else member
        if not key.startswith("_") and inspect.isfunction(target) and target.__doc__:
            yield from _member(f"{name}.{key}", target, level + 1, is_property=isinstance(member, property))


def _signature(value: Any) -> str:
    try:
        return re.sub(r"((?:: |-> ))'([^']*)'", r"\1\2", str(inspect.signature(value)))
    except (TypeError, ValueError):
        return ""


def _type_name(kind: Any) -> str:
    return (
        kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind).replace("jzdocs.api.built.", "")
    )


def _docstring(text: str) -> Iterator[str]:
    """Yield a docstring as Markdown; examples are code."""
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.lstrip().startswith(">>>"):
            yield from ("```pycon", *inspect.cleandoc(paragraph).splitlines(), "```", "")
        else:
            yield from (re.sub(r"([<>])", r"\\\1", paragraph), "")
