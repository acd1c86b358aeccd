"""A Word file of ours as a source: the text that it was built from, with the edits that were made in Word since."""

from __future__ import annotations

from pathlib import Path

from jzdocs.encoding import read_bytes
from jzdocs.errors import DocumentError, Location, Report, shown_path, told_as
from jzdocs.source.source_map import SourceText, whole
from jzdocs.source.word_findings import shortened
from jzdocs.source.word_own import own_record


def recorded_source(path: Path, report: Report) -> tuple[str, SourceText] | None:
    """Return the name and text of the source that a Word file contains, with its pictures; None for another file, for a
    source that is a template, and where others changed the record so that it does not hold together.

    Edits made in Word are merged into the text. Whatever comes of it is reported."""
    if path.suffix.lower() != ".docx":
        return None
    shown = shown_path(path)
    record = own_record(read_bytes(path, shown), shown)
    if record is None or record.name.endswith(".j2"):
        return None
    at, name = Location(shown), Path(record.name).name
    text, count = record.text, 0
    if record.anchored:
        found = Report()
        try:
            with told_as("X053", at):
                text, count = _with_edits(path, record.name, text, found)
        except DocumentError:
            report.warn(at, "S093.damaged")
            return None
        for finding in found:
            report.add(finding)
    if count:
        report.warn(at, "S093.edited", name=name, count=count)
    else:
        report.warn(at, "S093", name=name)
    source = whole(shown, text)
    return name, SourceText(source.text, source.origins, record.pictures)


def _with_edits(path: Path, name: str, base: str, report: Report) -> tuple[str, int]:
    """Return the source's text with the edits of the Word file, and how many there are."""
    from jzdocs.pull.pull import pull  # only files of ours pay for it

    pulled = pull(path, {})
    for edit in pulled.unapplied:
        report.warn(Location(shown_path(path)), "S093.left", text=shortened(edit.text), reason=edit.reason)
    return next((file.merged for file in pulled.files if file.path == name), base), len(pulled.edits)
