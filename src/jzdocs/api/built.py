"""What the functions return: a built document, its facts and its findings. In a notebook they show themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, overload

from jzdocs.build.protection import refuse_foreign
from jzdocs.build.publish import publish_files
from jzdocs.build.result import BuildResult, diagnostic_record, manifest
from jzdocs.errors import Diagnostic, DocumentError, Report, UsageError

if TYPE_CHECKING:
    from jzdocs.api.sources import AnyPath

Finding = Diagnostic
_SHOWN = 6  # facts that a line names


class Place(TypedDict):
    """Where a number stands: file, line and column (from 1), offset (from 0). In a table of data `sheet` and `cell`; in
    a table that a program gave `table`, `row` (from 1), `row_name` and `column_name`; in a notebook `notebook_cell`."""

    path: str
    line: int
    column: int
    offset: int
    sheet: NotRequired[str]
    cell: NotRequired[str]
    notebook_cell: NotRequired[int]
    document: NotRequired[str]
    table: NotRequired[str]
    row: NotRequired[int]
    row_name: NotRequired[str]
    column_name: NotRequired[str]


class Fact(TypedDict):
    """A number of a document: its name, how it is printed, its value and unit, what it measures, and where it stands. A
    derived one has its formula, the computation, and the names of the numbers that it is computed from."""

    id: str
    text: str
    value: str | None
    unit: str
    amount: str | None
    base_unit: str
    approx: str | None
    kind: str
    subject: str
    group: str | None
    period: str | None
    section: str
    sentence: str
    source: Place
    pages: NotRequired[list[str]]
    derived: NotRequired[bool]
    formula: NotRequired[str]
    computation: NotRequired[str]
    inputs: NotRequired[list[str]]


class Section(TypedDict):
    """A heading with what stands below it."""

    level: int
    text: str
    line: int
    run_in: bool
    paragraphs: int
    sections: list[Section]


class Outline(TypedDict):
    """The structure of a document."""

    title: str
    subtitle: str
    sections: list[Section]


class Facts(Sequence[Fact]):
    """Records of numbers, in the order of the document; `facts["reuse.from"]` is the one of that name."""

    def __init__(self, records: Sequence[Any]) -> None:
        self._records: tuple[Fact, ...] = tuple(records)

    @overload
    def __getitem__(self, key: int | str) -> Fact: ...
    @overload
    def __getitem__(self, key: slice) -> Facts: ...
    def __getitem__(self, key: int | str | slice) -> Fact | Facts:
        if isinstance(key, slice):
            return Facts(self._records[key])
        if isinstance(key, int):
            return self._records[key]
        for record in self._records:
            if record["id"] == key:
                return record
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._records)

    def __repr__(self) -> str:
        shown = ", ".join(f"{record['id']} {record['text']}" for record in self._records[:_SHOWN])
        return f"Facts({len(self)}: {shown}{', …' if len(self) > _SHOWN else ''})"

    def _repr_html_(self) -> str:
        from jzdocs.api.display import facts_html

        return facts_html(self._records)


class Findings(Sequence[Finding]):
    """Findings in the order of the document."""

    def __init__(self, findings: Report | Sequence[Finding]) -> None:
        self._findings: tuple[Finding, ...] = tuple(findings)

    @overload
    def __getitem__(self, key: int) -> Finding: ...
    @overload
    def __getitem__(self, key: slice) -> Findings: ...
    def __getitem__(self, key: int | slice) -> Finding | Findings:
        return Findings(self._findings[key]) if isinstance(key, slice) else self._findings[key]

    def __len__(self) -> int:
        return len(self._findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors, with which no document is built."""
        return tuple(finding for finding in self._findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The warnings."""
        return tuple(finding for finding in self._findings if finding.severity == "warning")

    def records(self) -> list[dict[str, Any]]:
        """Return the findings as `jzdocs check --format json` prints them, in English."""
        return [diagnostic_record(finding) for finding in self._findings]

    def __repr__(self) -> str:
        return "\n".join(map(str, self._findings)) or "Findings()"

    def _repr_html_(self) -> str:
        from jzdocs.api.display import findings_html

        return findings_html(self._findings)


class FindingsError(DocumentError):
    """A document has errors, so that no file was made. `findings` are all of its findings; code and place are those of
    the first error, and the text names all errors."""

    def __init__(self, report: Report | Sequence[Finding]) -> None:
        self.findings = Findings(report)
        self.diagnostic = self.findings.errors[0]
        self.args = (str(self),)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings.errors))

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process send the error to this one."""
        return FindingsError, (tuple(self.findings),)

    def _repr_html_(self) -> str:
        return self.findings._repr_html_()


class Built:
    """A document that was built: its files in memory, its facts with their pages, and its findings (warnings)."""

    def __init__(self, result: BuildResult) -> None:
        self._result = result

    @property
    def name(self) -> str:
        """The name of the document, with which those of its files begin."""
        return self._result.name

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files by name: PDF and Word file as ordered, and NAME.facts.json."""
        return self._result.files

    @property
    def pages(self) -> int:
        """The number of pages."""
        return self._result.pages

    @property
    def pdf(self) -> bytes:
        """The PDF. Raises UsageError where none was ordered."""
        return self._file("pdf")

    @property
    def docx(self) -> bytes:
        """The Word file. Raises UsageError where none was ordered."""
        return self._file("docx")

    @property
    def facts(self) -> Facts:
        """The named numbers, each with its source and the pages that print it: what NAME.facts.json holds."""
        import json

        return Facts(json.loads(self.files[f"{self.name}.facts.json"])["facts"])

    @property
    def findings(self) -> Findings:
        """The warnings about the document."""
        return Findings(self._result.report)

    def _file(self, kind: str) -> bytes:
        data = self.files.get(f"{self.name}.{kind}")
        if data is None:
            raise UsageError("X203", format=kind, formats=", ".join(sorted(self.files)))
        return data

    def save(self, folder: AnyPath, *, force: bool = False) -> list[Path]:
        """Write the files and build.json into a folder, all or none, and return their paths. Raises UsageError where a
        file lies there that jzdocs did not make, unless you `force` it."""
        files = {**self.files, "build.json": manifest([self._result])}
        refuse_foreign(Path(folder), files, self._result.watched.files, force=force)
        return publish_files(Path(folder), files)

    def page(self, number: int = 1, *, dpi: int = 96) -> bytes:
        """Return a page (from 1) of the PDF as PNG. Raises UsageError for a page that there is not."""
        from jzdocs.api.display import page_png

        if not 1 <= number <= self.pages:
            raise UsageError("X203.page", number=number, pages=self.pages)
        return page_png(self.pdf, number - 1, dpi)

    def __repr__(self) -> str:
        return f"Built({self.name}: {self.pages} pages, {len(self.findings)} findings, {', '.join(self.files)})"

    def _repr_html_(self) -> str:
        from jzdocs.api.display import built_html

        return built_html(self)

    def _repr_png_(self) -> bytes | None:
        return self.page() if f"{self.name}.pdf" in self.files else None
