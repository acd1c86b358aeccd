"""What the last check of pages and charts found → findings."""

from __future__ import annotations

from typing import assert_never

from jzdocs.errors import Report
from jzdocs.frames import Fault, Pages

_SHOWN = 40  # characters of a text that a finding quotes


def report_faults(pages: Pages, report: Report) -> None:
    """Report every text or figure that is printed over another, leaves the type area or is cut by the paper's edge."""
    for fault in pages.faults:
        _report(fault, report)


def _report(fault: Fault, report: Report) -> None:
    at, page, text, other = fault.at, fault.page, _short(fault.text), _short(fault.other)
    match fault.kind:
        case "over":
            report.error(at, "T020", page=page, text=text, other=other)
        case "figure":
            report.error(at, "T020.figure", page=page, text=text)
        case "outside" if text:
            report.error(at, "T021", page=page, text=text)
        case "outside":
            report.error(at, "T021.figure", page=page)
        case "paper" if text:
            report.error(at, "T021.paper", page=page, text=text)
        case "paper":
            report.error(at, "T021.figure_paper", page=page)
        case _:
            assert_never(fault.kind)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
