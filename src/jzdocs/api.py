"""The public API: what the commands do, as functions. Nothing is printed, and nothing global stays changed.

A path may be a string. What is wrong with a document is in a `Report`; an exception (`JzdocsError`) means that the
document could not be read at all, that the call is wrong, or that the surroundings failed. Its text is English;
`error.diagnostic.worded("zh")` gives what is wrong and what to do in Chinese.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jzdocs import settings
from jzdocs.build.protection import refuse_foreign
from jzdocs.build.publish import publish_files
from jzdocs.build.result import BuildResult, manifest
from jzdocs.errors import (
    Diagnostic,
    DocumentError,
    JzdocsError,
    Location,
    Report,
    SurroundingsError,
    UsageError,
)
from jzdocs.options import FORMATS, BuildOptions, RowValue
from jzdocs.project import Project, is_source, project_of, refuse_to_overwrite

if TYPE_CHECKING:
    from jzdocs.compare.builds import Difference
    from jzdocs.pull.pull import Pulled

__all__ = [
    "BuildResult",
    "Diagnostic",
    "Difference",
    "DocumentError",
    "JzdocsError",
    "Location",
    "Pulled",
    "Report",
    "SurroundingsError",
    "UsageError",
    "build_document",
    "check_document",
    "compare_builds",
    "list_facts",
    "pull_edits",
    "read_outline",
]

AnyPath = str | os.PathLike[str]


def build_document(
    path: AnyPath,
    *,
    template: str | None = None,
    to: Sequence[str] | None = None,
    out: AnyPath | None = None,
    data: Mapping[str, str] | None = None,
    force: bool = False,
) -> BuildResult:
    """Build a document, and return its files and findings.

    `template` is a template's name or a folder, `to` the formats ("pdf", "docx", "ofd"; default: the project's).
    `data` gives a source that is a template (`.md.j2`) its values. Files are in memory; with `out` they are written
    into that folder together with build.json, all or none. Where the report has errors there are no files, and nothing
    is written; nor where a file lies there that jzdocs did not make, unless you `force` it (UsageError).

    >>> result = build_document("talk.md", to=["docx"])
    >>> sorted(result.files), result.pages, result.report.errors
    (['talk.docx', 'talk.facts.json'], 1, 0)
    """
    from jzdocs.build.pipeline import build

    source, project = _source(path)
    formats = _formats(to) if to is not None else project.formats
    if out is not None:
        refuse_to_overwrite(source, Path(out), formats)
    result = build(source, project, template, formats, BuildOptions(row=_row(data)))
    if out is not None and not result.report.errors:
        files = {**result.files, "build.json": manifest([result])}
        refuse_foreign(Path(out), files, (*result.watched.files, str(source.resolve())), force=force)
        publish_files(Path(out), files)
    return result


def _row(data: Mapping[str, Any] | None) -> tuple[RowValue, ...] | None:
    """Return the values that a caller gives as those of a row."""
    if data is None:
        return None
    return tuple(
        RowValue(str(name), value) if isinstance(value, str) else RowValue(str(name), "", given=value)
        for name, value in data.items()
    )


def check_document(path: AnyPath, *, template: str | None = None) -> Report:
    """Return what is wrong with a document, down to the lines on its pages.

    >>> for finding in check_document("wrong.md"):
    ...     print(finding)
    wrong.md:5:2: error[R001]: undefined reference @fig:none; give a chart, picture, table or heading this id
    """
    from jzdocs.build.pipeline import check

    return check(*_source(path), template)


def list_facts(path: AnyPath) -> list[dict[str, Any]]:
    """Return a record for every number of a document, as `jzdocs facts --format json` prints it.

    >>> [(fact["id"], fact["value"], fact["unit"]) for fact in list_facts("talk.md")]
    [('rate', '98', '%')]
    """
    from jzdocs.build.pipeline import load
    from jzdocs.provenance.places import SourceLines
    from jzdocs.provenance.records import all_records

    loaded = load(*_source(path), None)
    return all_records(loaded.document, SourceLines({loaded.source.shown: lambda: loaded.source.data}))


def read_outline(path: AnyPath) -> dict[str, Any]:
    """Return the structure of a document, as `jzdocs outline --format json` prints it.

    >>> outline = read_outline("talk.md")
    >>> outline["title"], [section["text"] for section in outline["sections"]]
    ('简报', ['供水'])
    """
    from jzdocs.build.pipeline import load
    from jzdocs.model.outline import outline

    return dict(outline(load(*_source(path), None).document))


def pull_edits(
    path: AnyPath, sources: Mapping[str, str], *, changes: Literal["accept", "reject", "keep"] = "accept"
) -> Pulled:
    """Return the edits made in a Word file, and the sources with the edits in them; write nothing.

    `sources` are the texts of the Markdown files as they are now, by the names under which the Word file records them
    (paths from the project's folder). `changes` says how tracked changes are treated.

    >>> pulled = pull_edits("output/talk.docx", {"talk.md": Path("talk.md").read_text(encoding="utf-8")})
    >>> len(pulled.edits), pulled.files[0].merged == pulled.files[0].now
    (0, True)
    """
    from jzdocs.pull.pull import pull

    settings.current()
    return pull(_file(path), sources, changes)


def compare_builds(old: AnyPath, new: AnyPath) -> Difference:
    """Return what changed between two builds: two output folders, or two files from them.

    >>> difference = compare_builds("output", "output")
    >>> len(difference.figures), len(difference.texts), len(difference.charts)
    (0, 0, 0)
    """
    from jzdocs.compare.builds import difference

    settings.current()
    return difference(Path(old), Path(new))


def _source(path: AnyPath) -> tuple[Path, Project]:
    """Return a source with its project. Raises UsageError for a path that is not a source."""
    settings.current()
    source = _file(path)
    if not is_source(source):
        from jzdocs.source.kinds import unreadable

        raise unreadable(source)
    return source, project_of(source)


def _file(path: AnyPath) -> Path:
    file = Path(path)
    if not file.is_file():
        raise UsageError("X043", path=file)
    return file


def _formats(names: Sequence[str]) -> tuple[str, ...]:
    """Return the formats of a sequence. Raises UsageError for an unknown one, or none at all."""
    for name in [names] if isinstance(names, str) else names or [""]:
        if name not in FORMATS:
            raise UsageError("X044", name=name, names=", ".join(FORMATS))
    return (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))


def __getattr__(name: str) -> Any:
    """Load the types whose modules import what reads Word files."""
    if name == "Pulled":
        from jzdocs.pull.pull import Pulled

        return Pulled
    if name == "Difference":
        from jzdocs.compare.builds import Difference

        return Difference
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
