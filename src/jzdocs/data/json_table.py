"""JSON → a grid: a list of objects (one a row), or a list of lists whose first names the columns; a file of lines holds
one of them a line. Numbers stay as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jzdocs.data.grid import MAX_CELLS, DataError, Grid, TableSource, address, with_line_breaks
from jzdocs.encoding import decode
from jzdocs.errors import Location
from jzdocs.messages.message import message
from jzdocs.model import nodes

_MAX_DEPTH_REASON = "reason.json_form"


class _Written(str):
    """A number as it is written in the file."""

    __slots__ = ()


def read_json(source: TableSource) -> Grid:
    """Return the cells of a JSON file."""
    value = _parsed(decode(source.data, source.shown, source.report), 1)
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list)]
        if len(lists) == 1:  # {"data": […]}, as many servers answer
            value = lists[0]
    if not isinstance(value, list):
        raise DataError(message(_MAX_DEPTH_REASON), message("hint.json_form"))
    return _grid(source.shown, [(0, item) for item in value])


def read_json_lines(source: TableSource) -> Grid:
    """Return the cells of a file with a JSON object on each line."""
    lines = decode(source.data, source.shown, source.report).split("\n")
    return _grid(source.shown, [(n, _parsed(line, n)) for n, line in enumerate(lines, 1) if line.strip()])


def _parsed(text: str, line: int) -> Any:
    try:
        return json.loads(text, parse_int=_Written, parse_float=_Written, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise DataError(message("reason.bad_json", line=line + error.lineno - 1), message("hint.fix_line")) from error
    except RecursionError as error:
        raise DataError(message(_MAX_DEPTH_REASON), message("hint.json_form")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, value in pairs:
        if name in out:
            raise DataError(message("reason.json_twice", name=name), message("hint.fix_line"))
        out[name] = value
    return out


def _grid(shown: str, items: list[tuple[int, Any]]) -> Grid:
    """Return the grid of rows, each with its line (0: unknown)."""
    if all(isinstance(item, list) for _, item in items) and items:
        table = [(line, [_text(value, "") for value in item]) for line, item in items]
    elif all(isinstance(item, dict) for _, item in items):
        heads = list(dict.fromkeys(name for _, item in items for name in item))
        table = [(0, heads)]
        table += [(line, [_text(item.get(head), head) for head in heads]) for line, item in items]
    else:
        raise DataError(message(_MAX_DEPTH_REASON), message("hint.json_form"))
    if sum(len(texts) for _, texts in table) > MAX_CELLS:
        raise DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))
    rows = [_row(shown, line or number, number, texts) for number, (line, texts) in enumerate(table, 1)]
    return Grid(rows, has_head=True)


def _row(shown: str, line: int, number: int, texts: Iterable[str]) -> tuple[nodes.Text, ...]:
    return tuple(
        nodes.Text(text, Location(shown, line, cell=address(number, column))) for column, text in enumerate(texts, 1)
    )


def _text(value: Any, name: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return with_line_breaks(str(value)).strip()
        case list() | dict():
            raise DataError(message("reason.json_nested", name=name), message("hint.json_form"))
        case _:  # NaN and Infinity, which are no JSON
            raise DataError(message("reason.json_not_finite", name=name), message("hint.fix_cell"))
