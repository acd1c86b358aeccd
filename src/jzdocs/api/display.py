"""How a notebook shows built documents, facts and findings: HTML without scripts, pages as pictures."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

from jzdocs.errors import Diagnostic, Location, told_as
from jzdocs.messages.catalogue import text
from jzdocs.messages.language import user_language
from jzdocs.messages.message import message
from jzdocs.provenance.records import shown_place

if TYPE_CHECKING:
    from jzdocs.api.built import Built

_MOST_PAGES = 12  # that are shown
_DPI = 72
_PDFIUM = Lock()  # the library may be used by one thread at a time
_CELL = "style='text-align:left;vertical-align:top;padding:2px 10px'"


def page_png(pdf: bytes, index: int, dpi: int) -> bytes:
    """Return a page (from 0) of a PDF as PNG."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            image = document[index].render(scale=dpi / 72).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def page_count(pdf: bytes, name: str) -> int:
    """Return the number of pages of a PDF; `name` is that of its file. Raises DocumentError for a damaged one."""
    import pypdfium2

    with _PDFIUM, told_as("X117", Location(name), name=name, kind="pdf"):
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def built_html(built: Built) -> str:
    """Return a built document as HTML: its pages, its findings and its facts."""
    parts = [f"<p><b>{escape(built.name)}</b> {escape(_worded('show.pages', count=built.pages))}</p>"]
    if f"{built.name}.pdf" in built.files:
        pages = [_page(built.pdf, index) for index in range(min(built.pages, _MOST_PAGES))]
        parts.append(f"<div style='display:flex;flex-wrap:wrap;gap:8px'>{''.join(pages)}</div>")
        if built.pages > _MOST_PAGES:
            parts.append(f"<p>{escape(_worded('show.more_pages', count=built.pages - _MOST_PAGES))}</p>")
    if built.findings:
        parts.append(built.findings._repr_html_())
    if built.facts:
        parts.append(f"<details><summary>{escape(_worded('show.facts', count=len(built.facts)))}</summary>")
        parts.append(built.facts._repr_html_() + "</details>")
    return "".join(parts)


def _page(pdf: bytes, index: int) -> str:
    data = b64encode(page_png(pdf, index, _DPI)).decode()
    name = escape(_worded("show.page", number=index + 1), quote=True)
    return f"<img alt='{name}' style='border:1px solid #ccc;max-width:48%' src='data:image/png;base64,{data}'>"


def facts_html(records: Sequence[Any]) -> str:
    """Return records of facts as an HTML table."""
    heads = [_worded(f"show.{name}") for name in ("name", "number", "kind", "subject", "computation", "place")]
    rows = [
        (
            record["id"],
            record["text"],
            record["kind"],
            record["subject"],
            record.get("computation", ""),
            shown_place(record["source"]),
        )
        for record in records
    ]
    return _table(heads, rows)


def findings_html(findings: Iterable[Diagnostic]) -> str:
    """Return findings as an HTML table."""
    language = user_language()
    rows = []
    for finding in findings:
        problem, hint = finding.worded(language)
        severity = _worded(f"finding.{finding.severity}")
        rows.append((severity, finding.code, str(finding.location), problem, hint))
    if not rows:
        return f"<p>{escape(_worded('show.no_findings'))}</p>"
    return _table([_worded(f"show.{name}") for name in ("severity", "code", "place", "problem", "way_out")], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th {_CELL}>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td {_CELL}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _worded(key: str, /, **arguments: object) -> str:
    return text(message(key, **arguments), user_language())
