"""The schema of the front matter. A template may use keys of its own, so those are allowed; what is a key of ours with
a slip of the pen is not."""

from __future__ import annotations

import re

from jzdocs.messages import catalogue
from jzdocs.messages.message import Language, message
from jzdocs.model.meta import Official
from jzdocs.schemas.types import TEXT, Schema, described, listed, mapping, options_properties, options_schema
from jzdocs.source.front_matter import DataFileOptions, FrontMatter

_SHORTEST = 5  # letters of a name whose slips are told from other words


def front_matter_schema(language: Language) -> Schema:
    """Return the schema of the front matter of a source."""
    file = options_schema(DataFileOptions, language)
    named = {"type": "object", "additionalProperties": {"anyOf": [TEXT, file]}}
    parts: dict[str, Schema] = {
        "derived": {"type": ["object", "null"], "additionalProperties": TEXT},
        "data": {"anyOf": [listed({"anyOf": [TEXT, file]}), named]},
    }
    seal = {"seal": {"anyOf": [TEXT, {"type": "array", "items": {"type": "string"}}]}}
    properties = options_properties(FrontMatter, language, parts) | options_properties(Official, language, seal)
    author = {"anyOf": [TEXT, mapping({"name": TEXT})]}
    properties["author"] = {"description": described(FrontMatter, "author", language), **listed(author)}
    properties["toc"] = {"description": described(FrontMatter, "toc", language), **TEXT}
    slips = _slips([name for name in properties if len(name) >= _SHORTEST], list(properties))
    return {
        "type": ["object", "null"],
        "description": catalogue.text(message("schema.other_keys"), language),
        "properties": properties,
        "propertyNames": {"not": {"pattern": slips}},
    }


def _slips(names: list[str], all_names: list[str]) -> str:
    """Return a pattern of the names with one letter wrong, missing, doubled or changed with the next, but of no name
    itself, nor of its plural or singular."""
    slips: set[str] = set()
    for name in names:
        for index, letter in enumerate(name):
            before, after = name[:index], name[index + 1 :]
            slips |= {re.escape(before) + "[^s]" + re.escape(after), before + letter * 2 + after}
            if after:
                slips |= {before + after, before + after[0] + letter + after[1:]}
    return f"^(?!(?:{'|'.join(map(re.escape, all_names))})$)(?:{'|'.join(sorted(slips))})$"
