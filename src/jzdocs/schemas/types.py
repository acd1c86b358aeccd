"""Types of fields → JSON Schema.

Two dialects of types are met: those of front matter and blocks (`source/options.py`: every scalar is a text, a list may
be a single item, yes and no have several words), and those of TOML files, which msgspec converts.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from jzdocs.messages import catalogue
from jzdocs.messages.message import Language, message
from jzdocs.messages.texts import TEXTS
from jzdocs.source.fields import Keys, Scalar, Sequence
from jzdocs.style.values import Length

Schema = dict[str, Any]
TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_FLAGS = [True, False, "yes", "no", "on", "off", "true", "false", "是", "否", "1", "0", 1, 0, None]
_NUMBER, _WHOLE = r"^-?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?$", r"^[0-9]+$"
# a stylesheet's role may have letters of any script; \w of JSON Schema knows those of ASCII alone
_PORTABLE = ((r"\A", "^"), (r"\Z", "$"), (r"[\w-]", r"[0-9A-Za-z_\u0080-\uffff-]"))


def described(struct: type[Struct], name: str, language: Language) -> str:
    """Return what a key of a struct is for; of a key that its class inherits, what the other says."""
    for cls in struct.__mro__:
        if (key := f"schema.{cls.__name__}.{name}") in TEXTS:
            return catalogue.text(message(key), language)
    key = f"schema.any.{name}"
    return catalogue.text(message(key if key in TEXTS else f"schema.{struct.__name__}"), language)


def nullable(schema: Schema) -> Schema:
    """Return a schema that takes an empty value too, as keys of YAML may have one."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(item: Schema) -> Schema:
    """Return the schema of a list, or of one item in its place."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def mapping(properties: Mapping[str, Schema], **more: Any) -> Schema:
    """Return the schema of a mapping that has these keys and no other."""
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, **more}


# --- front matter and blocks


def options_schema(struct: type[Struct], language: Language, parts: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of the options of a block; `parts` are those of the keys that the block reads itself."""
    return mapping(options_properties(struct, language, parts))


def options_properties(
    struct: type[Struct], language: Language, parts: Mapping[str, Schema] | None = None
) -> dict[str, Schema]:
    """Return the schemas of the keys of options, by key."""
    hints = get_type_hints(struct, include_extras=True)
    names = zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True)
    return {
        key: {
            "description": described(struct, name, language),
            **((parts or {}).get(key) or option_schema(hints[name])),
        }
        for name, key in names
    }


def option_schema(kind: Any) -> Schema:
    """Return the schema of an option by its type, as `read_options` reads it."""
    kind, metas, words = _unwrapped(kind)
    options = [option for option in get_args(kind) if option is not NoneType]
    if get_origin(kind) in (Union, UnionType):
        return (
            nullable({"anyOf": [option_schema(option) for option in options]})
            if len(options) > 1
            else nullable(option_schema(options[0]))
        )
    if get_origin(kind) is tuple:
        return nullable(listed(option_schema(options[0])))
    if get_origin(kind) is Literal:
        return {"enum": [*options, *([] if "" in options else [""]), None]}
    if kind is bool:
        return {"enum": [*_FLAGS, *words]}
    if kind is int:
        return {"type": ["integer", "string", "null"], **_range(metas), "pattern": _WHOLE}
    if kind is Decimal:
        return {"type": ["number", "string", "null"], **_range(metas), "pattern": _NUMBER}
    if kind is Keys:
        return {"type": "object"}
    if kind is Sequence:
        return {"type": "array"}
    assert kind in (str, Scalar), kind
    return TEXT


def _unwrapped(kind: Any) -> tuple[Any, list[Meta], list[str]]:
    """Return a type without what it is annotated with, its ranges, and its further words for yes and no."""
    if get_origin(kind) is not Annotated:
        return kind, [], []
    plain, *extras = get_args(kind)
    words = [word for extra in extras if isinstance(extra, dict) for word in extra]
    return plain, [extra for extra in extras if isinstance(extra, Meta)], words


def _range(metas: list[Meta]) -> Schema:
    limits = {"minimum": "ge", "maximum": "le"}
    return {
        name: int(value) if float(value).is_integer() else value
        for meta in metas
        for name, attribute in limits.items()
        if (value := getattr(meta, attribute)) is not None
    }


# --- TOML files


def toml_schema(struct: type[Struct], language: Language) -> Schema:
    """Return the schema of a section of a TOML file."""
    hints = get_type_hints(struct, include_extras=True)
    return mapping(
        {
            name: {"description": described(struct, name, language), **toml_value(hints[name], language)}
            for name in struct.__struct_fields__
        }
    )


def toml_value(kind: Any, language: Language) -> Schema:
    """Return the schema of a value of a TOML file by its type."""
    kind, metas, _ = _unwrapped(kind)
    options = [option for option in get_args(kind) if option is not NoneType]
    schema: Schema
    if get_origin(kind) in (Union, UnionType):
        schemas = [toml_value(option, language) for option in options]
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    elif get_origin(kind) is Literal:
        schema = {"enum": options}
    elif get_origin(kind) is tuple:
        schema = {"type": "array", "items": toml_value(options[0], language)}
        if options[-1] is not Ellipsis:
            schema |= {"minItems": len(options), "maxItems": len(options)}
    elif get_origin(kind) is dict:
        name, section = (_unwrapped(option) for option in options)
        names = {"enum": list(get_args(name[0]))} if get_origin(name[0]) is Literal else _limits(name[1])
        schema = {"type": "object", "propertyNames": names, "additionalProperties": toml_value(section[0], language)}
    elif isinstance(kind, type) and issubclass(kind, Struct):
        schema = toml_schema(kind, language)
    elif isinstance(kind, type) and issubclass(kind, Length):
        schema = {"type": "string", "pattern": _length_pattern(kind)}
    else:
        schema = {"type": {str: "string", bool: "boolean", int: "integer"}[kind]}
    return schema | _limits(metas)


def _limits(metas: list[Meta]) -> Schema:
    """Return what annotations say of a value: its range, its pattern, how many items it has."""
    schema = _range(metas)
    for meta in metas:
        for name, value in (("minLength", meta.min_length), ("maxLength", meta.max_length)):
            if value is not None:
                schema[name] = schema[name.replace("Length", "Items")] = value
        if meta.pattern is not None:
            schema["pattern"] = portable_pattern(meta.pattern)
    return schema


def portable_pattern(pattern: str) -> str:
    """Return a pattern of Python as JSON Schema understands it."""
    for ours, theirs in _PORTABLE:
        pattern = pattern.replace(ours, theirs)
    return pattern


def _length_pattern(kind: type[Length]) -> str:
    """Return the pattern of a length; its range is told by jzdocs alone."""
    units = "pt|mm|cm|in|em" if kind.most_em else "pt|mm|cm|in"
    return rf"^\s*-?[0-9]+(\.[0-9]+)?({units})\s*$"
