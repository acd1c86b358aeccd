"""What a caller names as a document: a file, or a text; its project, and what the caller gives beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs import settings
from jzdocs.api.values import given_table, is_table
from jzdocs.data.values import parse_number
from jzdocs.errors import UsageError
from jzdocs.options import FORMATS, AllRows, BuildOptions, Given, GivenFigure, GivenTable, RowValue
from jzdocs.project import Project, is_source, named_kind, project_of

AnyPath = str | os.PathLike[str]
_TEXT = "text.md"  # the name of a document that is a text and no file


class Named(Struct, frozen=True):
    """A document that a caller names: its path, its project, and how it is read."""

    path: Path
    project: Project
    options: BuildOptions = BuildOptions()


def named(source: AnyPath, data: Mapping[str, Any] | None = None, *, run: bool = False) -> Named:
    """Return the document that a path names, or a text: a string with a line break, or whose end is that of no kind of
    file, is a text in Markdown.

    Raises UsageError where there is no such file, for a file that is no source, and for data that cannot be given.
    """
    settings.current()
    if isinstance(source, str) and _is_text(source):
        path = Path(_TEXT)
        return Named(path, project_of(path), BuildOptions(source=source, given=given(data)))
    path = existing(source)
    if not is_source(path):
        from jzdocs.source.kinds import unreadable

        raise unreadable(path)
    return Named(path, project_of(path), BuildOptions(row=_row(path, data), given=given(data), run=run))


def _is_text(source: str) -> bool:
    """Return whether a string is a text and not the name of a file, be it there or not."""
    if "\n" in source:
        return True
    suffix = Path(source).suffix
    if is_source(Path(source)) or (" " not in source and re.fullmatch(r"\.[A-Za-z]\w{0,5}", suffix, re.A)):
        return False
    try:
        return not Path(source).exists()
    except (OSError, ValueError):  # too long, or with characters that no name has
        return True


def existing(path: AnyPath) -> Path:
    """Return the path of a file. Raises UsageError where there is none."""
    file = Path(path)
    if not file.is_file():
        raise UsageError("X043", path=file)
    return file


def formats_of(names: str | Sequence[str] | None, project: Project) -> tuple[str, ...]:
    """Return the formats that a caller names, or the project's. Raises UsageError for an unknown one, or none at
    all."""
    if names is None:
        return project.formats
    for name in [names] if isinstance(names, str) else names or [""]:
        if name not in FORMATS:
            raise UsageError("X044", name=name, names=", ".join(FORMATS))
    return (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))


def given(data: Mapping[str, Any] | None) -> Given:
    """Return the tables and figures among what a caller gives."""
    tables: dict[str, GivenTable] = {}
    figures: dict[str, GivenFigure] = {}
    for name, value in (data or {}).items():
        if is_table(value):
            tables[name] = given_table(name, value)
        elif hasattr(value, "savefig"):
            figures[f"figure:{name}"] = snapshot(value)
    return Given(tables, figures)


def snapshot(figure: object) -> GivenFigure:
    """Return a copy of a figure of matplotlib. Raises UsageError for anything else."""
    from jzdocs.charts.own_figure import snapshot as copied  # imports matplotlib

    return copied(figure)


def _row(path: Path, data: Mapping[str, Any] | None) -> tuple[RowValue, ...] | None:
    """Return the values that a source that is a template gets; tables are lists of rows there. Raises UsageError for
    values that a source gets which is none."""
    if data is None:
        return None
    values = [name for name, value in data.items() if not (is_table(value) or hasattr(value, "savefig"))]
    if named_kind(path) != "template":
        if values:
            raise UsageError("X200.no_template", name=values[0], file=path.name)
        return None
    return tuple(_value(name, data[name]) for name in data if name in values or is_table(data[name]))


def _value(name: str, value: Any) -> RowValue:
    if is_table(value):
        return rows_of(given_table(name, value))
    if isinstance(value, str):
        return RowValue(name, value, place="data=", counted=parse_number(value) is not None)
    return RowValue(name, "", place="data=", given=value)


def rows_of(table: GivenTable) -> RowValue:
    """Return a table as a template gets it: a list of rows, whose cells are called by their columns."""
    columns = range(len(table.head))
    counted = [_counts([row[column] for row in table.rows]) for column in columns]
    rows = tuple(
        tuple(
            RowValue(table.head[n], row[n], f"{table.name}:{number}", counted=counted[n])
            for n in columns
            if table.head[n]
        )
        for number, row in enumerate(table.rows, 1)
    )
    return RowValue(table.name, "", place="data=", given=AllRows(rows))


def _counts(texts: Sequence[str]) -> bool:
    """Return whether most of a column's filled cells hold numbers."""
    filled = [text for text in texts if text]
    return 2 * sum(parse_number(text) is not None for text in filled) > len(filled)
