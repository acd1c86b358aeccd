"""The shapes of what the tools return: those of `--format json`, for the schemas that an assistant sees."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

_OPEN = ConfigDict(extra="allow")  # records may say more than a schema names


@with_config(_OPEN)
class Finding(TypedDict):
    """Something that is wrong, or may be: its place, code, severity ("error" or "warning"), and what to do."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str


@with_config(_OPEN)
class BuildResults(TypedDict):
    """The findings of a build; `documents` are the files that were written (none where there are errors)."""

    diagnostics: list[Finding]
    errors: int
    warnings: int
    documents: list[str]
    notes: list[str]


@with_config(_OPEN)
class CheckResults(TypedDict, total=False):
    """The findings of a check. Against sources: every number of the text with its state (source, derived, formula,
    none) and its sources, and the files that were read as sources."""

    diagnostics: list[Finding]
    errors: int
    warnings: int
    figures: list[dict[str, Any]]
    sources: list[str]


@with_config(_OPEN)
class FactResults(TypedDict):
    """A record for every number: id, text, value, unit, kind, subject, period, sentence, source."""

    facts: list[dict[str, Any]]


@with_config(_OPEN)
class OutlineResults(TypedDict):
    """The title and the sections, each with its level, text, line, paragraphs and sections."""

    title: str
    subtitle: str
    sections: list[dict[str, Any]]


@with_config(_OPEN)
class ChartResults(TypedDict):
    """The charts that suit the text: kind, title, reason, warnings, series and figures."""

    charts: list[dict[str, Any]]


@with_config(_OPEN)
class TraceResults(TypedDict):
    """The named numbers of a built file: their records, and the state of each (agrees, edited, changed, lost, gone,
    unknown) beside its source."""

    figures: list[dict[str, Any]]


@with_config(_OPEN)
class PullResults(TypedDict):
    """The edits made in Word, what is left for a person, conflicts, how the rebuilt document differs, and the sources
    that change; `written` tells whether they were."""

    edits: list[dict[str, Any]]
    left: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    missing: list[str]
    still_there: list[str]
    errors: list[dict[str, Any]]
    files: list[str]
    written: bool


@with_config(_OPEN)
class DiffResults(TypedDict):
    """What changed between two builds: named numbers, paragraphs, values of charts, documents."""

    figures: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    charts: list[dict[str, Any]]
    added: list[str]
    removed: list[str]
