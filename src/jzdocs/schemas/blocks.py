"""The schemas of blocks: the options of each kind, and the parts that its reader reads itself."""

from __future__ import annotations

from collections.abc import Callable

from jzdocs.charts.kinds import KINDS
from jzdocs.messages.message import Language
from jzdocs.schemas.types import TEXT, Schema, listed, mapping, options_properties, options_schema
from jzdocs.source.block_options import BLOCK_OPTIONS
from jzdocs.source.chart_blocks import ChartOptions, PanelOptions, RowOptions
from jzdocs.source.key_figure_blocks import CardOptions, GroupOptions, KeyFigureOptions
from jzdocs.source.script_blocks import ScriptOptions
from jzdocs.source.table_blocks import CellOptions, TableOptions
from jzdocs.source.table_looks import Sparkline


def block_schema(kind: str, language: Language) -> Schema:
    """Return the schema of a kind of block."""
    if kind in _READ:
        return _READ[kind](language)
    schema = options_schema(BLOCK_OPTIONS[kind], language)
    return schema if schema["properties"] else {**schema, "type": ["object", "null"]}


def blocks_schema(language: Language) -> Schema:
    """Return the schema of a mapping from kinds of blocks to their options."""
    return mapping({kind: block_schema(kind, language) for kind in BLOCKS})


def _chart(language: Language) -> Schema:
    """Return the schema of charts: that of drawings by scripts, or that of all other kinds; keys that belong to some
    kinds stand only there."""
    rows = _rows(language)
    panel = {**options_schema(PanelOptions, language, {"rows": rows}), "required": ["rows"]}
    parts = {
        "kind": {"enum": [kind for kind in KINDS if kind != "python"]},
        "rows": rows,
        "panels": {"type": "array", "items": panel},
        "grid": {"anyOf": [TEXT, {"type": "array", "items": {"type": "array", "items": TEXT}}]},
    }
    script = {
        "kind": {"const": "python"},
        "rows": rows,
        "facts": {"anyOf": [listed(TEXT), {"type": "object", "additionalProperties": TEXT}]},
    }
    of_kinds = {
        "today": [kind.name for kind in KINDS.values() if kind.dates],
        "grid": ["tiles"],
        "classes": ["tiles"],
    }
    drawn = options_schema(ChartOptions, language, parts) | {
        "required": ["kind", "title"],
        "allOf": [
            {"if": {"required": [key]}, "then": {"properties": {"kind": {"enum": kinds}}}}
            for key, kinds in of_kinds.items()
        ],
    }
    by_script = options_schema(ScriptOptions, language, script) | {"required": ["kind", "title", "script"]}
    properties = {
        **options_properties(ScriptOptions, language),
        **options_properties(ChartOptions, language),
    }
    shown: dict[str, Schema] = {key: {"description": value["description"]} for key, value in properties.items()}
    shown["kind"]["enum"] = list(KINDS)
    return {
        "type": "object",
        "properties": shown,
        "required": ["kind", "title"],
        "if": {"properties": {"kind": {"const": "python"}}, "required": ["kind"]},
        "then": by_script,
        "else": drawn,
    }


def _rows(language: Language) -> Schema:
    """Return the schema of the rows of a chart: name: value, name: [value, value], or name: {value: …}."""
    value = listed(TEXT)
    row = options_schema(RowOptions, language, {"value": value, "values": value})
    return {"type": "object", "additionalProperties": {"anyOf": [value, row]}}


def _table(language: Language) -> Schema:
    cell = {"anyOf": [TEXT, options_schema(CellOptions, language, {"spark": {"type": "array", "items": TEXT}})]}
    rows = {"type": "array", "items": {"type": "array", "items": cell}}
    columns = listed(listed(TEXT))
    sparkline = options_schema(Sparkline, language, {"values": {"type": "array", "items": TEXT}})
    parts = {
        "columns": listed(cell),
        "head": rows,
        "rows": rows,
        "bars": columns,
        "heat": columns,
        "sparklines": {"type": "array", "items": {**sparkline, "required": ["values"]}},
    }
    return options_schema(TableOptions, language, parts)


def _key_figures(language: Language) -> Schema:
    card = {**options_schema(CardOptions, language), "required": ["figure"]}
    cards = {"type": "array", "items": card}
    group = options_schema(GroupOptions, language, {"cards": cards})
    return options_schema(KeyFigureOptions, language, {"cards": cards, "groups": {"type": "array", "items": group}})


_READ: dict[str, Callable[[Language], Schema]] = {"chart": _chart, "table": _table, "keyfigures": _key_figures}
BLOCKS = tuple(BLOCK_OPTIONS)
