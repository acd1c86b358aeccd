"""The schemas of the two TOML files: style.toml and jzdocs.toml."""

from __future__ import annotations

from typing import Any

from jzdocs.limits import Limits
from jzdocs.messages.message import Language
from jzdocs.options import FORMATS
from jzdocs.project import ConfigKeys
from jzdocs.schemas.types import Schema, toml_schema
from jzdocs.style.schema import StyleKeys


def style_schema(language: Language) -> Schema:
    """Return the schema of a stylesheet."""
    return toml_schema(StyleKeys, language)


def project_schema(language: Language) -> Schema:
    """Return the schema of jzdocs.toml."""
    schema = toml_schema(ConfigKeys, language)
    keys: dict[str, Any] = schema["properties"]
    keys["to"]["items"] = {"enum": list(FORMATS)}
    keys["limits"] = {"description": keys["limits"]["description"], **toml_schema(Limits, language)}
    return schema
