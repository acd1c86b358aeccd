"""Marks of conflicts that a merge left in a source: text between them is two versions of one thing, and none is
printed."""

from __future__ import annotations

from jzdocs.errors import Report
from jzdocs.patterns import compiled
from jzdocs.source.source_map import SourceText

_MARKS = (compiled(r"<{7} \S"), compiled(r"={7}$"), compiled(r">{7} \S"))


def report_conflicts(source: SourceText, report: Report) -> None:
    """Report each conflict at its first mark: `<<<<<<<`, `=======` and `>>>>>>>` on lines of their own, in this order,
    as `pull` and Git write them."""
    if "\n=======\n" not in source.text:
        return
    begun, step = 0, 0
    for number, line in enumerate(source.text.split("\n")):
        if _MARKS[0].match(line):
            begun, step = number, 1
        elif step and _MARKS[step].match(line.rstrip()):
            step += 1
            if step == len(_MARKS):
                report.error(source.at(begun), "S101")
                step = 0
