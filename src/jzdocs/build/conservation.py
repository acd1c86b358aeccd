"""The law of conservation, checked in every build: what a source says is in the document, and what the document says is
on the pages and in the Word file. What is not is a finding; a fault of jzdocs is never silent."""

from __future__ import annotations

from collections.abc import Mapping

from jzdocs import settings
from jzdocs.build.writers import LoadedDocument
from jzdocs.conservation.marks import without_marks
from jzdocs.conservation.outputs import lost_in_word, lost_on_pages
from jzdocs.conservation.sources import SourceLine, lost_from_source
from jzdocs.errors import Location
from jzdocs.frames import Pages
from jzdocs.source.sealing import opened

_SHOWN = 60  # characters of a lost text that a finding quotes


def check_source(loaded: LoadedDocument) -> None:
    """Report the words of the source that are not in the document and that no finding names.

    Of a source that cannot be understood (its front matter is not closed, a block is broken, a name leads nowhere) no
    document is made, so that nothing can be lost: its errors say what is wrong, and what follows from them is no fault
    of jzdocs. Errors of arithmetic (F1…) change nothing of what is read.
    """
    if any(found.severity == "error" and not found.code.startswith("F1") for found in loaded.report.found):
        return
    source = loaded.source
    lines = source.text.text.split("\n") if source.plain else without_marks(source.text.text)
    lines = [opened(line) for line in lines]
    placed = [SourceLine(line, source.text.at(number)) for number, line in enumerate(lines) if line]
    for lost in lost_from_source(placed, loaded.document, loaded.report.found):
        _report(loaded, lost.at, "S100", lost.text)


def check_outputs(loaded: LoadedDocument, pages: Pages, files: Mapping[str, bytes]) -> None:
    """Report the texts of the document that the pages or the Word file do not show; PDF and OFD are written from the
    same pages."""
    keys = {".pdf": "S100.pdf", ".ofd": "S100.ofd"}
    written = [key for suffix, key in keys.items() if any(name.endswith(suffix) for name in files)]
    lost = list(lost_on_pages(loaded.document, pages)) if written else []
    for key in written:
        for printed in lost:
            _report(loaded, printed.at, key, printed.text)
    for data in (data for name, data in files.items() if name.endswith(".docx")):
        for printed in lost_in_word(loaded.document, data):
            _report(loaded, printed.at, "S100.docx", printed.text)


def _report(loaded: LoadedDocument, at: Location, key: str, text: str) -> None:
    """Warn of a lost text; where jzdocs tests itself, end the run. Raises AssertionError then."""
    short = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    if settings.current().self_check:
        raise AssertionError(f"{key}: {at}: {short}")
    loaded.report.warn(at, key, text=short)
