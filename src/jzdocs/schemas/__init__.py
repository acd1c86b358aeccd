"""JSON Schemas of what people write and programs read, generated from the types that read and write it.

They are draft 7, which every editor understands: `front-matter`, `blocks` and a schema for each kind of block, `style`
(style.toml), `project` (jzdocs.toml), and the results `facts`, `build`, `findings` and `outline`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jzdocs.messages import catalogue
from jzdocs.messages.message import Language, message
from jzdocs.schemas.blocks import BLOCKS, block_schema, blocks_schema
from jzdocs.schemas.front_matter import front_matter_schema
from jzdocs.schemas.results import RESULTS, result_schema
from jzdocs.schemas.settings import project_schema, style_schema
from jzdocs.schemas.types import Schema

DIALECT = "http://json-schema.org/draft-07/schema#"
_OWN: dict[str, Callable[[Language], Schema]] = {
    "front-matter": front_matter_schema,
    "blocks": blocks_schema,
    "style": style_schema,
    "project": project_schema,
}
NAMES = (*_OWN, *BLOCKS, *RESULTS)


def schema(name: str, language: Language = "en") -> dict[str, Any]:
    """Return the schema of that name, with its descriptions in a language. Raises KeyError for another name."""
    if name in _OWN:
        made_of = _OWN[name](language)
    elif name in BLOCKS:
        made_of = block_schema(name, language)
    else:
        made_of = result_schema(RESULTS[name])
    return {"$schema": DIALECT, "title": title(name, language), **made_of}


def title(name: str, language: Language) -> str:
    """Return what a schema is of."""
    if name in BLOCKS:
        return catalogue.text(message("schema.title.block", kind=name), language)
    return catalogue.text(message(f"schema.title.{name}"), language)
