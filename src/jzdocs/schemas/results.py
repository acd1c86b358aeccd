"""The schemas of what programs read: figures, builds, findings, structures. The records are those of the API."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

import msgspec

from jzdocs.api.built import Fact, Outline
from jzdocs.schemas.types import Schema


class FactList(TypedDict):
    """A list of figures."""

    facts: list[Fact]


class FindingRecord(TypedDict):
    """A finding: what is wrong, where (line and column from 1; 0: the file as a whole), and what to do."""

    path: str
    line: int
    column: int
    code: str
    severity: Literal["error", "warning"]
    message: str
    hint: str
    notebook_cell: NotRequired[int]


class FindingList(TypedDict):
    """The findings of a check, and how many errors and warnings they are."""

    diagnostics: list[FindingRecord]
    errors: int
    warnings: int


class DocumentRecord(TypedDict):
    """A document that was built: its pages, the SHA-256 of its inputs and outputs by path, its findings."""

    name: str
    pages: int
    inputs: dict[str, str]
    outputs: dict[str, str]
    diagnostics: list[FindingRecord]


class BuildRecord(TypedDict):
    """A build: the version of jzdocs, and the documents."""

    jzdocs: str
    documents: list[DocumentRecord]


RESULTS: dict[str, type[Any]] = {"facts": FactList, "build": BuildRecord, "findings": FindingList, "outline": Outline}


def result_schema(kind: type[Any]) -> Schema:
    """Return the schema of a result; no object of it has keys beside those that are named."""
    (schema,), definitions = msgspec.json.schema_components([kind], ref_template="#/definitions/{name}")
    name = schema["$ref"].rpartition("/")[2]
    for definition in definitions.values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    root = definitions[name]
    others = {key: value for key, value in definitions.items() if key != name}
    return {key: value for key, value in root.items() if key != "title"} | ({"definitions": others} if others else {})
