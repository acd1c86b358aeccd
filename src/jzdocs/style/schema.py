"""The schema of style.toml: its sections and keys as structs whose field types are the allowed values.

None stands for what is not written; it then comes from the stylesheet that is extended.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

import msgspec
from msgspec import Struct, ValidationError, field
from msgspec.structs import fields, replace

from jzdocs.messages.message import Message, message
from jzdocs.style import values
from jzdocs.style.toml_places import KeyPath

StyleName = Literal[
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
]
Level = Literal["1", "2", "3", "4"]
TEXT_STYLES: tuple[StyleName, ...] = get_args(StyleName)
LEVELS: tuple[Level, ...] = get_args(Level)


class TextKeys(Struct, frozen=True):
    """How a text is set: a section [style.…]."""

    font: values.RoleName | None = None
    size: values.TextSize | None = None
    leading: values.TextSize | None = None
    bold: bool | None = None
    color: values.Color | None = None
    align: Literal["justify", "left", "center", "right"] | None = None
    indent: values.Space | None = None
    before: values.Space | None = None
    after: values.Space | None = None
    wrap: Literal["lines", "phrases"] | None = None


class BodyKeys(TextKeys, frozen=True):
    """The section [body]."""

    punctuation: Literal["normalise", "keep"] | None = None


class HeadingKeys(TextKeys, frozen=True):
    """A section [heading.…]. `page_break_from` is how many characters a document has at least where the headings open
    pages."""

    numbering: values.Numbering | None = None
    page_break: bool | None = None
    page_break_from: values.Characters | None = None


class MarginKeys(Struct, frozen=True):
    """The margins of a page; `inner` is the binding side."""

    top: values.Margin | None = None
    bottom: values.Margin | None = None
    inner: values.Margin | None = None
    outer: values.Margin | None = None


class GridKeys(Struct, frozen=True):
    """Lines to the page and characters to the line."""

    lines: values.GridCount | None = None
    characters: values.GridCount | None = None


class NumberKeys(Struct, frozen=True):
    """Page numbers."""

    pattern: values.PagePattern | None = None
    place: Literal["center", "outside"] | None = None
    below: values.Margin | None = None
    count: Literal["whole", "body", "part"] | None = None
    start: values.FirstNumber | None = None


class PageKeys(Struct, frozen=True):
    """The section [page]."""

    size: values.Paper | None = None
    margin: MarginKeys = MarginKeys()
    header: bool | None = None
    header_above: values.Margin | None = None
    footer: bool | None = None
    grid: GridKeys | None = None
    number: NumberKeys = NumberKeys()


class HeadKeys(Struct, frozen=True):
    """What heads or feet of some pages hold: texts at the left, in the middle and at the right, a logo, a rule."""

    left: values.RunningText | None = None
    center: values.RunningText | None = None
    right: values.RunningText | None = None
    logo: values.Line | None = None
    logo_place: Literal["left", "center", "right"] | None = None
    logo_height: values.PictureSide | None = None
    rule: bool | None = None


class RunningKeys(HeadKeys, frozen=True):
    """The sections [header] and [footer]; the first page and even pages may hold something else."""

    first: HeadKeys | None = None
    even: HeadKeys | None = None


class WatermarkKeys(Struct, frozen=True):
    """The section [watermark]: a text or a picture behind the text of every page; `strength` (percent) is how much of
    a picture's darkness is left."""

    text: values.MarkText | None = None
    picture: values.Line | None = None
    font: values.RoleName | None = None
    size: values.MarkSize | None = None
    color: values.Color | None = None
    angle: values.Angle | None = None
    width: values.PictureSide | None = None
    strength: values.Percent | None = None


class SealKeys(Struct, frozen=True):
    """The section [seal]: the picture that is put over the signature of an official document, and how wide it is."""

    picture: values.Line | None = None
    width: values.PictureSide | None = None


class OpeningKeys(Struct, frozen=True):
    """The section [opening]: how far the title stands below the top of the type area, and the text below the title and
    what belongs to it. In an official document: how far the ink of the red head begins below the top of the type area,
    how far the number stands below the head, the red rule below the number, and the title below the rule; `thickness`
    is that of the rule."""

    above: values.Space | None = None
    below: values.Space | None = None
    head: values.Margin | None = None
    number: values.Margin | None = None
    rule: values.Margin | None = None
    title: values.Margin | None = None
    thickness: values.RuleThickness | None = None


class ColorKeys(Struct, frozen=True):
    """The section [colors]."""

    accent: values.Color | None = None


class FontKeys(Struct, frozen=True):
    """A section [fonts.…]: a role."""

    file: values.Line | None = None
    bold: values.Line | None = None
    word: values.Line | None = None
    fallback: values.Fallback | None = None
    latin: values.RoleName | None = None


class ChartKeys(Struct, frozen=True):
    """The section [chart]."""

    palette: values.Palette | None = None
    greys: values.Greys | None = None
    font: values.RoleName | None = None
    size: values.TextSize | None = None
    bar: values.Bar | None = None
    word: Literal["native", "picture"] | None = None
    thousands: bool | None = None


class StyleKeys(Struct, frozen=True):
    """A whole style.toml."""

    extends: values.Line | None = None
    page: PageKeys = PageKeys()
    opening: OpeningKeys = OpeningKeys()
    header: RunningKeys = RunningKeys()
    footer: RunningKeys = RunningKeys()
    watermark: WatermarkKeys = WatermarkKeys()
    seal: SealKeys = SealKeys()
    colors: ColorKeys = ColorKeys()
    fonts: dict[values.RoleName, FontKeys] = field(default_factory=dict)
    body: BodyKeys = BodyKeys()
    heading: dict[Level, HeadingKeys] = field(default_factory=dict)
    style: dict[StyleName, TextKeys] = field(default_factory=dict)
    chart: ChartKeys = ChartKeys()


class UnknownNameError(ValueError):
    """A section or key that the schema does not have: its `path`, and the `names` that may stand there."""

    def __init__(self, path: KeyPath, names: tuple[str, ...]) -> None:
        super().__init__(".".join(path))
        self.path, self.names = path, names


class WrongValueError(ValueError):
    """A value that its key may not have: the key's `path`, and what the `problem` is."""

    def __init__(self, path: KeyPath, problem: Message) -> None:
        super().__init__(".".join(path))
        self.path, self.problem = path, problem


def read_keys(data: Mapping[str, Any]) -> StyleKeys:
    """Return the keys of a stylesheet from its parsed TOML.

    Raises UnknownNameError or WrongValueError at the first fault.
    """
    return cast(StyleKeys, _table(StyleKeys, data, ()))


@lru_cache(maxsize=32)  # a struct's fields never change
def _kinds(struct: type[Struct]) -> dict[str, Any]:
    """Return what the fields of a struct hold, by name, without the None of what is not written."""
    return {f.name: _written(f.type) for f in fields(struct)}


def _written(kind: Any) -> Any:
    options = get_args(kind)
    if type(None) not in options:
        return kind
    (written,) = (option for option in options if option is not type(None))
    return written


def _table(struct: type[Struct], raw: Any, path: KeyPath) -> Struct:
    kinds = _kinds(struct)
    if not isinstance(raw, dict):
        raise WrongValueError(path, message("style.table", value=values.shown(raw), names=", ".join(kinds)))
    for name in raw:
        if name not in kinds:
            raise UnknownNameError((*path, name), tuple(kinds))
    return struct(**{name: _value(kinds[name], value, (*path, name)) for name, value in raw.items()})


def _value(kind: Any, raw: Any, path: KeyPath) -> Any:
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _table(kind, raw, path)
    if get_origin(kind) is dict:
        name_kind, section = get_args(kind)
        return _sections(name_kind, section, raw, path)
    try:
        return msgspec.convert(raw, kind, dec_hook=values.convert_custom)
    except ValidationError as error:
        cause = error.__cause__
        problem = cause.problem if isinstance(cause, values.WrongLengthError) else values.allowed(kind, raw)
        raise WrongValueError(path, problem) from None


def _sections(name_kind: Any, struct: type[Struct], raw: Any, path: KeyPath) -> dict[str, Struct]:
    """Return the sections below [fonts], [heading] or [style] by their names."""
    names: tuple[str, ...] = get_args(name_kind) if get_origin(name_kind) is Literal else ()
    if not isinstance(raw, dict):
        shown = ", ".join(names) or "song, hei, kai"
        raise WrongValueError(path, message("style.table", value=values.shown(raw), names=shown))
    for name in raw:
        if names and name not in names:
            raise UnknownNameError((*path, name), names)
        if not names:
            _value(name_kind, name, (*path, name))
    return {name: _table(struct, table, (*path, name)) for name, table in raw.items()}


Keys = TypeVar("Keys", bound=Struct)


def merged(base: Keys, over: Keys) -> Keys:
    """Return the keys of `base` with those that `over` has written. A grid takes the place of a grid as a whole, and
    does not outlive another paper or other margins: another page holds another number of lines."""
    changes: dict[str, Any] = {}
    for name in over.__struct_fields__:
        old, new = getattr(base, name), getattr(over, name)
        if isinstance(new, dict):
            changes[name] = {
                **old,
                **{key: merged(old[key], value) if key in old else value for key, value in new.items()},
            }
        elif isinstance(new, Struct) and old is not None and not isinstance(new, GridKeys):
            changes[name] = merged(old, new)
        elif new is not None:
            changes[name] = new
    if isinstance(over, PageKeys) and over.grid is None and (over.size is not None or over.margin != MarginKeys()):
        changes["grid"] = None
    return replace(base, **changes)


def written(keys: Struct, path: KeyPath) -> bool:
    """Return whether `path` is written in a stylesheet."""
    node: Any = keys
    for name in path:
        node = node.get(name) if isinstance(node, dict) else getattr(node, name, None)
        if node is None:
            return False
    return not isinstance(node, Struct) or node != type(node)()
