"""What an editor proposes while somebody types: names of figures, ids, blocks, keys and what they may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lsprotocol import types
from msgspec import Struct

from jzdocs.charts.kinds import KINDS
from jzdocs.editing.names import BLOCKS as FACT_BLOCKS, Line, derived_names, ids, lines_of, marked_names
from jzdocs.lsp.analysis import Analysis
from jzdocs.lsp.keys import BLOCKS, Key, front_keys, keys_of_block, keys_of_part
from jzdocs.lsp.positions import EditorText
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message
from jzdocs.model.official_kinds import KINDS as OFFICIAL_KINDS
from jzdocs.patterns import compiled
from jzdocs.resolve.series_functions import NAMES as FUNCTIONS
from jzdocs.resources import resource_root

TRIGGERS = ("@", ":", "{", "#", "[", " ", "`", ".")
_FACT = compiled(r"@fact:(\{?)([\w.-]*)$")
_ID = compiled(r"@(fig|tbl|sec|eq):([\w.-]*)$")
_AT = compiled(r"@([a-z]*)$")
_BRACES = compiled(r"\{([\w.-]*)$")
_WORD = compiled(r"[\w.-]*$")
_VALUE = compiled(r"[\"']?([\w.-]+)[\"']?\s*:\s+[\"'\[]?(?:[^\[\]{}]*,\s*)?([\w.-]*)$")
_KEY = compiled(r"^(\s*)(?:- )?\s*([\w-]*)$")
_IN_BRACES = compiled(r"[{,]\s*([\w-]*)$")
_INFO = compiled(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*(\w*)$")
_FACT_KEYS = ("rows", "panels", "today", "facts")
_TEXT_KEYS = ("title", "unit", "alt", "note", "notes", "label", "context", "source", "group", "detail", "text")
_Kind = types.CompletionItemKind


class _Place(Struct, frozen=True):
    """Where is typed: the line, and what stands before the cursor in it."""

    line: Line
    before: str
    offset: int


class _Proposal(Struct, frozen=True):
    """What may be put in: how it is shown, its kind, what is said of it, and what is put in where that differs."""

    label: str
    kind: types.CompletionItemKind
    detail: str = ""
    new: str = ""
    about: str = ""


def completions(
    source: EditorText, offset: int, analysis: Analysis, folder: Path, language: Language
) -> list[types.CompletionItem]:
    """Return what may stand at an offset of a text; templates are looked for in the project's `folder`, too."""
    line = next((line for line in lines_of(source.text) if line.start <= offset <= line.start + len(line.text)), None)
    if line is None:
        return []
    place = _Place(line, line.text[: offset - line.start], offset)
    return list(_Proposals(source, analysis, folder, language).at(place))


class _Proposals:
    """The proposals for one text."""

    def __init__(self, source: EditorText, analysis: Analysis, folder: Path, language: Language) -> None:
        self._source, self._analysis, self._folder, self._language = source, analysis, folder, language

    def at(self, place: _Place) -> Iterator[types.CompletionItem]:
        """Yield what may stand at a place."""
        match place.line.part:
            case "code":
                return
            case "fence":
                if match := _INFO.match(place.before):
                    yield from self._items(BLOCKS, match[1], place, _Kind.Keyword, "editor.kind.block")
            case "text":
                if match := _INFO.match(place.before):
                    yield from self._items(BLOCKS, match[1], place, _Kind.Keyword, "editor.kind.block")
                yield from self._references(place)
            case "front":
                yield from self._front(place)
            case _:
                yield from self._references(place) or ()
                yield from self._block(place)

    # --- figures and ids

    def _references(self, place: _Place) -> Iterator[types.CompletionItem]:
        """Yield what may follow an @."""
        if match := _FACT.search(place.before):
            yield from self._figures(match[2], place, braces="" if match[1] else "auto")
        elif match := _ID.search(place.before):
            yield from self._ids(match[1], match[2], place)
        elif match := _AT.search(place.before):
            words = (f"{kind}:" for kind in ("fact", "fig", "tbl", "sec", "eq"))
            yield from self._items(words, match[1], place, _Kind.Keyword, "")
            for kind in ("fig", "tbl", "sec", "eq"):
                yield from self._ids(kind, match[1], place, prefix=f"{kind}:")

    def _figures(self, typed: str, place: _Place, braces: str = "") -> Iterator[types.CompletionItem]:
        """Yield the names of figures; with `braces` "auto", those that Han may follow get them in running text."""
        names = {name: figure.text for name, figure in self._analysis.figures.items()}
        for mention in (*marked_names(self._source.text), *derived_names(self._source.text)):
            names.setdefault(mention.name, "")
        for name, shown in (*names.items(), *self._analysis.cells.items()):
            is_cell = name in self._analysis.cells or name.partition(".")[0] in self._analysis.tables
            new = f"{{{name}}}" if braces and not name.isascii() else name
            figure = self._analysis.figures.get(name)
            kind = "editor.kind.cell" if is_cell else "editor.kind.fact"
            detail = shown or worded(message(kind), self._language)
            item_kind = _Kind.Value if is_cell else _Kind.Variable
            about = figure.sentence if figure else ""
            yield self._item(_Proposal(name, item_kind, detail, new, about), typed, place)

    def _ids(self, kind: str, typed: str, place: _Place, prefix: str = "") -> Iterator[types.CompletionItem]:
        """Yield the ids that a reference of a kind may name; those of headings may have no kind in their names."""
        for mention in ids(self._source.text):
            own, _, name = mention.name.partition(":")
            target = self._analysis.targets.get(mention.name)
            detail = f"{target.text} {target.title}".strip() if target else ""
            if name and own == kind:
                yield self._item(_Proposal(prefix + name, _Kind.Reference, detail), typed, place)
            elif not name and kind == "sec" and mention.name not in self._figure_names():
                yield self._item(_Proposal(prefix + own, _Kind.Reference, detail), typed, place)

    def _figure_names(self) -> set[str]:
        return {mention.name for mention in marked_names(self._source.text)}

    # --- front matter

    def _front(self, place: _Place) -> Iterator[types.CompletionItem]:
        key = place.line.key
        own_key = re.match(r"([\w-]+):\s", place.before)
        if place.line.number and not place.before[:1].isspace() and (match := re.match(r"([\w-]*)$", place.before)):
            yield from self._keys(front_keys(), match[1], place)
        elif own_key and (match := _VALUE.search(place.before)):
            yield from self._front_values(own_key[1], match[2], place)
        elif key == "derived" and re.search(r":\s", place.before):
            yield from self._figures(_tail(place.before), place)
            yield from self._items(FUNCTIONS, _tail(place.before), place, _Kind.Function, "")
        elif key == "data" and (match := _IN_BRACES.search(place.before)):
            yield from self._keys(keys_of_part("", "data"), match[1], place)

    def _front_values(self, key: str, typed: str, place: _Place) -> Iterator[types.CompletionItem]:
        if key == "template":
            yield from self._items(self._templates(), typed, place, _Kind.Module, "editor.kind.template")
        elif key == "kind":
            yield from self._items(OFFICIAL_KINDS, typed, place, _Kind.EnumMember, "")
        else:
            choices = next((found.choices for found in front_keys() if found.name == key), ())
            yield from self._items(choices, typed, place, _Kind.EnumMember, "")

    def _templates(self) -> list[str]:
        """Return the names of templates: those of the project, and those that come with jzdocs."""
        roots = (self._folder / "templates", resource_root() / "templates")
        folders = (folder for root in roots if root.is_dir() for folder in sorted(root.iterdir()))
        files = ("document.md.j2", "style.toml")
        return list(dict.fromkeys(f.name for f in folders if any((f / name).is_file() for name in files)))

    # --- blocks

    def _block(self, place: _Place) -> Iterator[types.CompletionItem]:
        line, before = place.line, place.before
        if "@" in before and (_FACT.search(before) or _ID.search(before)):
            return
        if line.block in FACT_BLOCKS and (match := _BRACES.search(before)) and _is_text(before[: match.start()]):
            yield from self._figures(match[1], place)
        elif match := _KEY.match(before):
            yield from self._keys(self._keys_here(line, bool(match[1]) or "- " in before), match[2], place)
            if match[1] and line.key in _FACT_KEYS and "- " in before:
                yield from self._figures(match[2], place)
        elif match := _VALUE.search(before):
            yield from self._values(line, match[1], match[2], place)
            if line.block == "chart" and (inner := _IN_BRACES.search(before)) and "{" in before:
                yield from self._keys(keys_of_part("chart", "rows"), inner[1], place)
        elif line.key in _FACT_KEYS and re.search(r"[\[,]\s*[\w.-]*$", before):
            yield from self._figures(_tail(before), place)
        elif line.block == "chart" and (match := _IN_BRACES.search(before)):
            yield from self._keys(keys_of_part("chart", "rows"), match[1], place)

    def _keys_here(self, line: Line, is_below: bool) -> Sequence[Key]:
        """Return the keys of a block, or those of a part of it."""
        if is_below and line.key:
            return [key for key in keys_of_part(line.block, line.key) if (line.block, line.key) != ("chart", "rows")]
        return keys_of_block(line.block, script=self._is_script(line))

    def _is_script(self, line: Line) -> bool:
        """Return whether the block of a line is a drawing by a script."""
        lines = self._source.lines
        for number in range(line.number, -1, -1):
            if re.match(r"\s*kind:\s*python\s*$", lines[number]):
                return True
            if re.match(r"[ \t>]*(?:`{3,}|~{3,})", lines[number]):
                return False
        return False

    def _values(self, line: Line, key: str, typed: str, place: _Place) -> Iterator[types.CompletionItem]:
        """Yield what a key of a block may hold."""
        is_top = not place.before[:1].isspace()
        if line.block == "chart" and key == "kind" and is_top:
            for name, kind in KINDS.items():
                yield self._item(_Proposal(name, _Kind.EnumMember, kind.chinese), typed, place)
        elif key == "from" and is_top:
            yield from self._items(self._analysis.tables, typed, place, _Kind.Struct, "editor.kind.table")
        elif key == "compute" and is_top:
            yield from self._items(FUNCTIONS, typed, place, _Kind.Function, "")
        elif _holds_figures(line, key):
            yield from self._figures(typed, place)
        elif is_top:
            choices = next((found.choices for found in keys_of_block(line.block) if found.name == key), ())
            yield from self._items(choices, typed, place, _Kind.EnumMember, "")

    # --- items

    def _keys(self, keys: Iterable[Key], typed: str, place: _Place) -> Iterator[types.CompletionItem]:
        has_colon = place.line.text[len(place.before) :].lstrip().startswith(":")
        for key in keys:
            new = key.name if has_colon else f"{key.name}: "
            about = worded(key.about, self._language)
            yield self._item(_Proposal(key.name, _Kind.Property, about, new), typed, place)

    def _items(
        self, names: Iterable[str], typed: str, place: _Place, kind: types.CompletionItemKind, about: str
    ) -> Iterator[types.CompletionItem]:
        detail = worded(message(about), self._language) if about else ""
        for name in names:
            yield self._item(_Proposal(name, kind, detail), typed, place)

    def _item(self, proposal: _Proposal, typed: str, place: _Place) -> types.CompletionItem:
        """Return a proposal that takes the place of what is typed of it."""
        new = proposal.new or proposal.label
        return types.CompletionItem(
            label=proposal.label,
            kind=proposal.kind,
            detail=proposal.detail or None,
            documentation=proposal.about or None,
            filter_text=new,
            text_edit=self._source.edit(place.offset - len(typed), place.offset, new),
        )


def _holds_figures(line: Line, key: str) -> bool:
    """Return whether the value of a key of a block is the name of a figure."""
    if line.block == "keyfigures":
        return key == "figure"
    return line.block == "chart" and line.key in _FACT_KEYS and key not in (*_TEXT_KEYS, "rows")


def _tail(before: str) -> str:
    match = _WORD.search(before)
    return match[0] if match else ""


def _is_text(before: str) -> bool:
    """Return whether a brace stands within a text, and does not begin a mapping."""
    return not re.search(r"(?:^|[:,\[-])\s*$", before)
