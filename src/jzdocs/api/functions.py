"""What the commands do, as functions. Nothing is printed, and nothing global stays changed.

A document is named by its path; a string that is no name of a file is a text in Markdown. What is wrong with a document
is a `Finding`; where it has errors, `build` raises `FindingsError` with all of them. Other exceptions (`JzdocsError`)
mean that the document could not be read at all, that the call is wrong, or that the surroundings failed. Their text is
English; `error.diagnostic.worded("zh")` gives what is wrong and what to do in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from jzdocs.api.built import Built, Facts, Findings, FindingsError, Outline
from jzdocs.api.sources import AnyPath, existing, formats_of, named
from jzdocs.errors import Report

if TYPE_CHECKING:
    from jzdocs.compare.builds import Difference
    from jzdocs.pull.pull import Pulled


def build(
    source: AnyPath,
    *,
    template: str | None = None,
    to: str | Sequence[str] | None = None,
    data: Mapping[str, Any] | None = None,
    out: AnyPath | None = None,
    run: bool = False,
) -> Built:
    """Build a document, and return its files, facts and findings.

    `template` is a template's name or a folder, `to` the formats ("pdf", "docx", "ofd"; default: the project's). `data`
    gives tables by name (frames of any library, lists of dicts), figures of matplotlib, which the text calls as
    `![…](figure:NAME "…")`, and to a source that is a template (`.md.j2`) its values. Files are in memory; with `out`
    they are written into that folder together with build.json, all or none. With `run` the cells of a notebook are
    run first. Raises FindingsError where the document has errors; then nothing is written.

    >>> built = build("talk.md", to=["docx"])
    >>> sorted(built.files), built.pages, len(built.findings.errors)
    (['talk.docx', 'talk.facts.json'], 1, 0)
    """
    document = named(source, data, run=run)
    formats = formats_of(to, document.project)
    if out is not None and document.options.source is None:
        from jzdocs.project import refuse_to_overwrite

        refuse_to_overwrite(document.path, Path(out), formats)
    from jzdocs.build.pipeline import build as build_files

    result = build_files(document.path, document.project, template, formats, document.options)
    if result.report.errors:
        raise FindingsError(result.report)
    built = Built(result)
    if out is not None:
        built.save(out)
    return built


def check(
    source: AnyPath,
    *,
    template: str | None = None,
    data: Mapping[str, Any] | None = None,
    run: bool = False,
    against: AnyPath | Sequence[AnyPath] | None = None,
) -> Findings:
    """Return what is wrong with a document, down to the lines on its pages; `data` and `run` as in `build`.

    With `against` (files or folders of tables and texts) those of its numbers that none of these sources has.

    >>> for finding in check("wrong.md"):
    ...     print(finding)
    wrong.md:5:2: error[R001]: undefined reference @fig:none; give a chart, picture, table or heading this id
    """
    document = named(source, data, run=run)
    if against is not None:
        from jzdocs.evidence.check import Evidence

        several = isinstance(against, Sequence) and not isinstance(against, str)
        paths = [Path(path) for path in (against if several else [against])]  # type: ignore[arg-type, union-attr]
        evidence = Evidence(paths, [document.path])
        checked = evidence.check(document.path, document.project, document.options)
        return Findings(Report([*evidence.collected.report, *checked.report]))
    from jzdocs.build.pipeline import check as check_file

    return Findings(check_file(document.path, document.project, template, options=document.options))


def facts(source: AnyPath, *, data: Mapping[str, Any] | None = None) -> Facts:
    """Return a record for every number of a document, as `jzdocs facts --format json` prints it.

    >>> [(fact["id"], fact["value"], fact["unit"]) for fact in facts("talk.md")]
    [('rate', '98', '%')]
    >>> facts("供水普及率为[98%]{#rate}。")["rate"]["kind"]
    'level'
    """
    from jzdocs.build.pipeline import load_unjudged
    from jzdocs.provenance.places import SourceLines
    from jzdocs.provenance.records import all_records

    document = named(source, data)
    loaded = load_unjudged(document.path, document.project, document.options)
    return Facts(all_records(loaded.document, SourceLines({loaded.source.shown: lambda: loaded.source.data})))


def outline(source: AnyPath) -> Outline:
    """Return the structure of a document, as `jzdocs outline --format json` prints it.

    >>> structure = outline("talk.md")
    >>> structure["title"], [section["text"] for section in structure["sections"]]
    ('简报', ['供水'])
    """
    from jzdocs.build.pipeline import load
    from jzdocs.model.outline import outline as outline_of

    document = named(source)
    loaded = load(document.path, document.project, None, options=document.options)
    return cast(Outline, dict(outline_of(loaded.document)))


def pull(
    path: AnyPath,
    sources: Mapping[str, str] | None = None,
    *,
    changes: Literal["accept", "reject", "keep"] = "accept",
) -> Pulled:
    """Return the edits made in a Word file, and the sources with the edits in them; write nothing.

    `sources` are the texts of the Markdown files as they are now, by the names under which the Word file records them
    (paths from the project's folder); without them the files themselves are read. `changes` says how tracked changes
    are treated.

    >>> pulled = pull("output/talk.docx")
    >>> len(pulled.edits), pulled.files[0].merged == pulled.files[0].now
    (0, True)
    """
    from jzdocs import settings

    settings.current()
    file = existing(path)
    if sources is None:
        from jzdocs.compare.returned import bring_home
        from jzdocs.project import reading

        with reading(file):
            return bring_home(file, changes).pulled
    from jzdocs.pull.pull import pull as pull_edits

    return pull_edits(file, sources, changes)


def diff(old: AnyPath | Built, new: AnyPath | Built) -> Difference:
    """Return what changed between two builds: two output folders, two files from them, or two that were just built.

    >>> difference = diff("output", build("talk.md"))
    >>> len(difference.figures), len(difference.texts), len(difference.charts)
    (0, 0, 0)
    """
    from tempfile import TemporaryDirectory

    from jzdocs import settings
    from jzdocs.compare.builds import difference

    settings.current()
    with TemporaryDirectory() as folder:
        sides = []
        for name, side in (("old", old), ("new", new)):
            if isinstance(side, Built):
                side.save(Path(folder) / name)
                sides.append(Path(folder) / name)
            else:
                sides.append(Path(side))
        return difference(sides[0], sides[1])
