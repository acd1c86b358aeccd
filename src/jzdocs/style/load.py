"""style.toml → Stylesheet: the files that extend one another are read by the schema, merged, checked as a whole, and
their lengths and font files looked up.

A wrong value or an unknown name is a UsageError with the line and column of its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.errors import Location, SurroundingsError, UsageError, os_reason
from jzdocs.style.checks import check_grid, check_roles, check_stylesheet
from jzdocs.style.fontfile import FontFile, find_font, has_face, system_folders
from jzdocs.style.pictures import find_picture, picture_names, picture_places
from jzdocs.style.running import PLAIN_FOOT, PLAIN_HEAD, running_heads, seal_style, watermark_of
from jzdocs.style.schema import (
    LEVELS,
    TEXT_STYLES,
    BodyKeys,
    ChartKeys,
    FontKeys,
    GridKeys,
    HeadingKeys,
    NumberKeys,
    OpeningKeys,
    PageKeys,
    StyleKeys,
    TextKeys,
    UnknownNameError,
    WatermarkKeys,
    WrongValueError,
    merged,
    read_keys,
)
from jzdocs.style.sources import StyleFile, StyleSources, shown_key
from jzdocs.style.stylesheet import (
    HEAD_ABOVE,
    Alignment,
    ChartStyle,
    FontRole,
    HeadingStyle,
    NumberStyle,
    OpeningStyle,
    PageStyle,
    StylePicture,
    Stylesheet,
    TextStyle,
)
from jzdocs.style.toml_places import KeyPath, key_places, nearest_place
from jzdocs.style.values import PAPERS, Paper
from jzdocs.toml_text import TomlError, parse_toml
from jzdocs.units import Size, parse_length

Value = TypeVar("Value")
# lines of a style that gives no leading, in parts of its size
DEFAULT_LEADING = 1.5


def read_style(path: Path, shown: str) -> StyleFile:
    """Read and check one style.toml; `shown` is its path in messages.

    Raises UsageError for TOML that cannot be read, an unknown section or key, or a value that is not allowed;
    SurroundingsError when the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SurroundingsError("X001.stylesheet", at=Location(shown), reason=os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError("T001", at=Location(shown)) from error
    return read_style_text(text, path, shown)


@lru_cache(maxsize=32)  # a process that stays reads its templates again for each build
def read_style_text(text: str, path: Path, shown: str) -> StyleFile:
    """Read and check the text of a style.toml, as `read_style` does; `path` is where it lies or will lie."""
    try:
        data = parse_toml(text)
    except TomlError as error:
        finding = "X114" if error.is_limit else "T001.toml"
        raise UsageError(finding, at=Location(shown, *error.place), reason=error.reason) from error
    places = key_places(text)
    try:
        return StyleFile(path, shown, read_keys(data), places)
    except UnknownNameError as error:
        raise _unknown_name(error, Location(shown, *nearest_place(places, error.path))) from None
    except WrongValueError as error:
        at = Location(shown, *nearest_place(places, error.path))
        raise UsageError("T003", at=at, key=shown_key(error.path), problem=error.problem) from None


def _unknown_name(error: UnknownNameError, at: Location) -> UsageError:
    *around, name = error.path
    names = ", ".join(error.names)
    if not around:
        return UsageError("T002.top", at=at, name=name, names=names)
    if around[0] in ("heading", "style") and len(around) == 1:
        names = ", ".join(f"{around[0]}.{key}" for key in error.names)
        return UsageError("T002", at=at, section=".".join(error.path), names=names)
    return UsageError("T002.key", at=at, name=name, section=".".join(around), names=names)


def build_sheet(files: Sequence[StyleFile], font_folders: Sequence[Path]) -> Stylesheet:
    """Merge style files (the base first) into a stylesheet; font files are looked up in `font_folders`, in order.

    Raises UsageError when something needed is missing or values do not go together, SurroundingsError when a font
    file is not found.
    """
    if not files:
        raise UsageError("T002.section", name="page")
    keys, sources = reduce(merged, [file.keys for file in files]), StyleSources(files)
    check_roles(keys, sources)
    sheet = _Builder(keys, sources, font_folders).stylesheet()
    check_stylesheet(sheet, sources)
    check_grid(keys, sheet, sources)
    return sheet


def font_probes(files: Sequence[StyleFile], folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the places in `folders` where a font that the style files name would be found first."""
    for font in (font for file in files for font in file.keys.fonts.values()):
        for name in filter(None, (font.file, font.bold)):
            yield from (folder / name.partition("#")[0] for folder in folders)


def picture_probes(files: Sequence[StyleFile], folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the places in `folders` where a picture that the style files name would be found."""
    for name in (name for file in files for name in picture_names(file.keys)):
        yield from picture_places(name, folders)


class _Builder(Struct, frozen=True):
    """Merged keys on their way to a stylesheet, and where they come from."""

    keys: StyleKeys
    sources: StyleSources
    font_folders: Sequence[Path]

    def stylesheet(self) -> Stylesheet:
        """Return the stylesheet. Raises UsageError where something needed is missing."""
        body = self._body()
        sheet = Stylesheet(
            page=self._page(self.keys.page, body),
            fonts={name: self._font(name, keys) for name, keys in self.keys.fonts.items()},
            body=body,
            headings=tuple(self._heading(level) for level in LEVELS),
            styles={name: self._named_style(name) for name in TEXT_STYLES},
            chart=self._chart(self.keys.chart),
            accent=_rgb(self._needed(self.keys.colors.accent, "colors", "accent")),
            normalise=self.keys.body.punctuation != "keep",
            header=running_heads(self.keys.header, PLAIN_HEAD, self._picture, "header"),
            footer=running_heads(self.keys.footer, PLAIN_FOOT, self._picture, "footer"),
            seal=seal_style(self.keys.seal, self._picture),
            opening=_opening(self.keys.opening, body),
        )
        if self.keys.watermark == WatermarkKeys():
            return sheet
        return replace(sheet, watermark=watermark_of(self.keys.watermark, sheet, self._picture))

    def _picture(self, name: str, path: KeyPath) -> StylePicture:
        """Return the picture that a key names. Raises UsageError where there is none."""
        return find_picture(name, self.font_folders, self.sources.at(path))

    def _needed(self, value: Value | None, *path: str) -> Value:
        """Return a value that no stylesheet can do without. Raises UsageError where it is missing."""
        if value is None:
            raise UsageError("T002.missing", at=self.sources.last, name=shown_key(path))
        return value

    def _section(self, sections: Mapping[Any, Value], *path: str) -> Value:
        if path[-1] not in sections:
            raise UsageError("T002.section", at=self.sources.last, name=".".join(path))
        return sections[path[-1]]

    def _body(self) -> TextStyle:
        if self.keys.body == BodyKeys():
            raise UsageError("T002.section", at=self.sources.last, name="body")
        return self._text_style(self.keys.body, "justify", "body")

    def _heading(self, level: str) -> HeadingStyle:
        keys: HeadingKeys = self._section(self.keys.heading, "heading", level)
        numbering = "" if keys.numbering in (None, "none") else str(keys.numbering)
        text = self._text_style(keys, "left", "heading", level)
        return HeadingStyle(text, numbering, bool(keys.page_break), keys.page_break_from or 0)

    def _named_style(self, name: str) -> TextStyle:
        return self._text_style(self._section(self.keys.style, "style", name), "left", "style", name)

    def _text_style(self, keys: TextKeys, align: Alignment, *path: str) -> TextStyle:
        """Return a text style; font, size and colour come from the body where its section is silent."""
        body = self.keys.body
        size = self._needed(keys.size or body.size, *path, "size").emu()
        return TextStyle(
            font=self._needed(keys.font or body.font, *path, "font"),
            size=size,
            leading=keys.leading.emu() if keys.leading else round(size * DEFAULT_LEADING),
            bold=bool(keys.bold),
            color=_rgb(keys.color or body.color or "#000000"),
            align=keys.align or align,
            indent=keys.indent.emu(size) if keys.indent else 0,
            before=keys.before.emu(size) if keys.before else 0,
            after=keys.after.emu(size) if keys.after else 0,
            wrap=keys.wrap or "lines",
        )

    def _page(self, keys: PageKeys, body: TextStyle) -> PageStyle:
        size: Paper = self._needed(keys.size, "page", "size")
        if isinstance(size, str):
            paper = Size(*map(parse_length, PAPERS[size]))
        else:
            width, height = size
            paper = Size(width.emu(), height.emu())
        margin = keys.margin
        top = self._needed(margin.top, "page", "margin", "top").emu()
        bottom = self._needed(margin.bottom, "page", "margin", "bottom").emu()
        inner = self._needed(margin.inner, "page", "margin", "inner").emu()
        outer = self._needed(margin.outer, "page", "margin", "outer").emu()
        fitting = (paper.height - top - bottom) // body.leading
        grid = keys.grid or GridKeys()
        number = _number_style(keys.number)
        if keys.number.below is None:  # in a small margin the number stands half way between text and edge
            room = bottom - self._named_style("footer").leading
            number = replace(number, below=max(0, min(number.below, room // 2)))
        return PageStyle(
            size=paper,
            top=top,
            bottom=bottom,
            inner=inner,
            outer=outer,
            header=keys.header is not False,
            footer=keys.footer is not False,
            lines=max(1, min(grid.lines or fitting, fitting)),
            characters=grid.characters or 0,
            number=number,
            header_above=keys.header_above.emu() if keys.header_above else HEAD_ABOVE,
        )

    def _chart(self, keys: ChartKeys) -> ChartStyle:
        return ChartStyle(
            palette=tuple(map(_rgb, self._needed(keys.palette, "chart", "palette"))),
            greys=tuple(map(_rgb, self._needed(keys.greys, "chart", "greys"))),
            font=self._needed(keys.font, "chart", "font"),
            size=self._needed(keys.size, "chart", "size").emu(),
            bar=self._needed(keys.bar, "chart", "bar").emu(),
            word=keys.word or "native",
            thousands=bool(keys.thousands),
        )

    def _font(self, role: str, keys: FontKeys) -> FontRole:
        file = self._needed(keys.file, "fonts", role, "file")
        return FontRole(
            role,
            self._font_file(file, role, "file"),
            self._font_file(keys.bold, role, "bold") if keys.bold else None,
            keys.word or role,
            keys.fallback or (),
            keys.latin or "",
        )

    def _font_file(self, name: str, role: str, key: str) -> FontFile:
        """Return the face that a role's key names. Raises UsageError for a malformed name or a face that the file does
        not have, SurroundingsError where there is no such file."""
        at = self.sources.at(("fonts", role, key))
        try:
            file = find_font(name, self.font_folders)
        except ValueError:
            file = None
            malformed = True
        else:
            malformed = file is not None and not has_face(file)
        if malformed:
            raise UsageError("T003.face", at=at, file=name)
        if file is None:
            looked = ", ".join(str(folder) for folder in (*self.font_folders, *system_folders()))
            raise SurroundingsError("G002.missing", at=at, file=name, role=role, looked=looked)
        return file


def _opening(keys: OpeningKeys, body: TextStyle) -> OpeningStyle:
    """Return how far title and text stand apart; an em is one of the text."""
    above = keys.above.emu(body.size) if keys.above else 0
    below = keys.below.emu(body.size) if keys.below else body.leading if keys.above else None
    lengths = (keys.head, keys.number, keys.rule, keys.title, keys.thickness)
    return OpeningStyle(above, below, *(length.emu() if length else None for length in lengths))


def _number_style(keys: NumberKeys) -> NumberStyle:
    """Return how pages are numbered: what is written, the rest as `NumberStyle` has it."""
    style = NumberStyle()
    return NumberStyle(
        keys.pattern or style.pattern,
        keys.place or style.place,
        keys.below.emu() if keys.below else style.below,
        keys.count or style.count,
        keys.start or style.start,
    )


def _rgb(color: str) -> str:
    return color.lstrip("#").upper()
