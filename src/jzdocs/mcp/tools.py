"""What the tools do: the same as the commands, on files below one folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, to_builtins

from jzdocs.api.records import build_record, findings_record, proposal_record, pulled_record, traced_record
from jzdocs.errors import JzdocsError, Report, UsageError, shown_path
from jzdocs.files import read_file
from jzdocs.mcp.confined import Confined
from jzdocs.messages.language import user_language
from jzdocs.project import Project, reading

if TYPE_CHECKING:
    from jzdocs.compare.returned import Returned

Format = Literal["pdf", "docx", "ofd"]
Changes = Literal["accept", "reject", "keep"]


class Page(Struct, frozen=True):
    """A page as PNG, its number and how many there are."""

    png: bytes
    number: int
    pages: int


class Tools(Struct, frozen=True):
    """The tools, on the files of a folder."""

    at: Confined

    def build(self, path: str, out: str | None, template: str | None, to: Sequence[Format] | None) -> dict[str, Any]:
        """Build a document, write its files into the output folder, all or none, and return the record of the run."""
        from jzdocs.build.batch import RunOptions, build_all, make_tasks, open_store, publish_documents

        self.at.refuse_writing()
        document, project = self.at.document(path)
        language = user_language()
        run = RunOptions(
            template=self.at.template(template),
            formats=tuple(dict.fromkeys(to)) if to else project.formats,
            language=language,
            output=self.at.output(out, project),
        )
        tasks = make_tasks([(document, project)], run)
        results = list(build_all(tasks, 1, open_store(run)))
        failed = any(result.report.errors for result in results)
        published = [] if failed else publish_documents(tasks, results)
        return build_record(results, [], published, language)

    def check(self, path: str, against: Sequence[str] | None, template: str | None) -> dict[str, Any]:
        """Return what is wrong with a document, or, against sources, which of its numbers they do not have."""
        document, project = self.at.document(path)
        if against:
            return self._check_against(document, project, against)
        from jzdocs.build.pipeline import check

        try:
            report = check(document, project, self.at.template(template))
        except JzdocsError as error:  # a document that cannot be read has a finding, too
            if error.exit_code != 1:
                raise
            report = Report([error.diagnostic])
        return findings_record(report, user_language())

    def _check_against(self, document: Path, project: Project, against: Sequence[str]) -> dict[str, Any]:
        from jzdocs.evidence.check import Evidence
        from jzdocs.evidence.records import checked_record

        evidence = Evidence([self.at.existing(name) for name in against], [document])
        return checked_record(evidence, [evidence.check(document, project)], user_language())

    def facts(self, path: str, *, named: bool) -> dict[str, Any]:
        """Return the numbers of a document, or only those with a name."""
        from jzdocs.build.pipeline import load_unjudged
        from jzdocs.provenance.places import SourceLines
        from jzdocs.provenance.records import all_records, fact_records

        loaded = load_unjudged(*self.at.document(path))
        lines = SourceLines({loaded.source.shown: lambda: loaded.source.data})
        return {"facts": fact_records(loaded.document) if named else all_records(loaded.document, lines)}

    def outline(self, path: str) -> dict[str, Any]:
        """Return the structure of a document."""
        from jzdocs.build.pipeline import load
        from jzdocs.model.outline import outline

        return dict(outline(load(*self.at.document(path), None).document))

    def charts(self, path: str) -> dict[str, Any]:
        """Return the charts that are proposed for a document."""
        from jzdocs.build.pipeline import load
        from jzdocs.resolve.proposals import proposals

        loaded = load(*self.at.document(path), None)
        return {"charts": [proposal_record(proposal, user_language()) for proposal in proposals(loaded.document)]}

    def trace(self, path: str) -> dict[str, Any]:
        """Return the named numbers of a built file and how they stand with their source."""
        from jzdocs.compare.trace import trace

        file = self.at.file(path)
        with reading(file):
            return {"figures": [traced_record(fact) for fact in trace(file)]}

    def pull(self, path: str, *, write: bool, changes: Changes) -> dict[str, Any]:
        """Return the edits made in a Word file; with `write` the sources get them."""
        from jzdocs.compare.proof import prove
        from jzdocs.compare.returned import bring_home, write_home

        if write:
            self.at.refuse_writing()
        file = self.at.file(path)
        with reading(file):
            returned = bring_home(file, changes)
        self._refuse_outside(returned)
        proof = prove(returned, file, changes)
        if write:
            write_home(returned)
        files = [shown_path(returned.places[source.path]) for source in self._changed(returned)]
        return pulled_record(returned.pulled, proof, user_language(), files=files, written=write)

    def _changed(self, returned: Returned) -> list[Any]:
        return [source for source in returned.pulled.files if source.path in returned.changed]

    def _refuse_outside(self, returned: Returned) -> None:
        for name, place in returned.places.items():
            self.at.refuse_outside(place, name)

    def diff(self, old: str, new: str) -> dict[str, Any]:
        """Return what changed between two builds."""
        from jzdocs.compare.builds import difference

        before, after = self.at.existing(old), self.at.existing(new)
        for side in (before, after):
            for entry in side.iterdir() if side.is_dir() else ():
                self.at.refuse_outside(entry, shown_path(entry))
        with reading(before):
            record: dict[str, Any] = to_builtins(difference(before, after))
        return record

    def page_picture(self, path: str, page: int, dpi: int, template: str | None) -> Page:
        """Return a page of a PDF, or of what a document is built as; nothing is written. Raises UsageError for a page
        that there is not, DocumentError where the document has errors."""
        from jzdocs.api.display import page_count, page_png

        file = self.at.file(path)
        pdf = read_file(file) if file.suffix.lower() == ".pdf" else self._pdf(path, template)
        pages = page_count(pdf, shown_path(file))
        if not 1 <= page <= pages:
            raise UsageError("X203.page", number=page, pages=pages)
        return Page(page_png(pdf, page - 1, dpi), page, pages)

    def _pdf(self, path: str, template: str | None) -> bytes:
        from jzdocs.api.built import FindingsError
        from jzdocs.build.pipeline import build

        document, project = self.at.document(path)
        result = build(document, project, self.at.template(template), ("pdf",))
        if result.report.errors:
            raise FindingsError(result.report)
        return next(data for name, data in result.files.items() if name.endswith(".pdf"))
