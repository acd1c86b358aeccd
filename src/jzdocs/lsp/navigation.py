"""From a name to where it is defined, to all places that have it, and the edits that give it another."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from jzdocs.editing.figure_edits import FigureChange
from jzdocs.editing.names import (
    Mention,
    derived_names,
    figure_at,
    given_id,
    id_at,
    id_places,
    marked_names,
    name_places,
)
from jzdocs.lsp.analysis import Analysis
from jzdocs.lsp.documents import OpenDocument
from jzdocs.lsp.hover import figure_named
from jzdocs.lsp.positions import EditorText


def definition(document: OpenDocument, offset: int) -> types.Location | None:
    """Return where that is defined which is named at an offset: a figure, in the text or a file of data, or an id."""
    source = document.source
    figure = figure_at(source.text, offset)
    if figure:
        own = defined(source.text, figure.name)
        return _location(document, own.start, own.end) if own else _elsewhere(document, figure.name)
    mention = id_at(source.text, offset)
    given = given_id(source.text, mention.name) if mention else None
    return _location(document, given.start, given.end) if given else None


def references(document: OpenDocument, offset: int, *, with_definition: bool) -> list[types.Location]:
    """Return all places of the name at an offset, in their order; that of its definition where it is asked for."""
    text = document.source.text
    if figure := figure_at(text, offset):
        own = defined(text, figure.name)
        places = list(name_places(text, figure.name))
    elif mention := id_at(text, offset):
        own = given_id(text, mention.name)
        places = sorted((found.start, found.end) for found in id_places(text, mention.name))
    else:
        return []
    if own and not with_definition:
        places = [place for place in places if place != (own.start, own.end)]
    return [_location(document, *place) for place in places]


def defined(text: str, name: str) -> Mention | None:
    """Return where a text defines a figure: its mark, or its line among the derived ones."""
    return next((mention for mention in (*marked_names(text), *derived_names(text)) if mention.name == name), None)


def rename_job(document: OpenDocument, name: str, new: str) -> FigureChange:
    """Return the job that proves a new name of a figure."""
    return FigureChange(document.job, name, "rename", new)


def rename_edits(source: EditorText, name: str, new: str) -> list[types.TextEdit]:
    """Return the edits that give a figure another name."""
    return [source.edit(start, end, new) for start, end in name_places(source.text, name)]


def is_cell(name: str, analysis: Analysis) -> bool:
    """Return whether a name is that of a cell of a table of data."""
    figure = analysis.figures.get(name)
    return bool(figure and figure.cell) or name in analysis.cells or name.partition(".")[0] in analysis.tables


def _location(document: OpenDocument, start: int, end: int) -> types.Location:
    return types.Location(document.uri, document.source.range(start, end))


def _elsewhere(document: OpenDocument, name: str) -> types.Location | None:
    """Return the place of a figure in another file: a line of a table in text, or the line of the front matter that
    names a workbook."""
    figure = figure_named(name, document.analysis)
    if figure is None and name not in document.analysis.cells:
        return None
    if figure and figure.file and figure.line and Path(figure.file) != document.path.resolve():
        place = types.Position(figure.line - 1, max(figure.column - 1, 0))
        return types.Location(from_fs_path(figure.file) or "", types.Range(place, place))
    table = name.partition(".")[0]
    for number, line in enumerate(document.source.lines):
        column = line.find(f"{table}:")
        if column >= 0:
            start = document.source.line_start(number) + column
            return _location(document, start, start + len(table))
    return None
