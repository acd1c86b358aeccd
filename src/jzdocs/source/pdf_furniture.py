"""What belongs to the pages of a PDF instead of its text: running heads and feet, page numbers. It is left out, and
told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.source.pdf_lines import LINES_A_PAGE, PdfLine
from jzdocs.source.pdf_page import Page
from jzdocs.source.pieces import PLACEHOLDER

_EDGE_LINES = 3  # lines at the upper and lower edge of a page that may be furniture
_SAME_PLACE = 6.0  # points
_NUMBER = compiled(
    r"[-—–－·•.\s]*(?:第\s*)?(?P<number>\d{1,4}|[ivxlcIVXLC]{1,7})\s*(?:页)?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?\d{0,4}\s*页?)?[-—–－·•.\s]*"
    r"|(?:Page|page|PAGE|P\.|p\.)\s*(?P<page>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
)
_DASHED = compiled(r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页.*|[Pp]age\s.*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def without_furniture(
    pages: Sequence[Page], lines: Sequence[list[PdfLine]], shown: str, report: Report
) -> list[list[PdfLine]]:
    """Return the lines of each page without its furniture, which is reported."""
    edges = [_edges(page, page_lines) for page, page_lines in zip(pages, lines, strict=True)]
    left_out = _running(edges, len(pages)) | _numbers(edges)
    left_out |= {id(line) for page_edges in edges for line in page_edges if line.artifact}
    found: dict[str, list[PdfLine]] = {}
    for page_lines in lines:
        for line in page_lines:
            if id(line) in left_out:
                found.setdefault(_without_numbers(line.text), []).append(line)
    for group in found.values():
        _report(group, shown, report)
    return [[line for line in page_lines if id(line) not in left_out] for page_lines in lines]


def _report(group: Sequence[PdfLine], shown: str, report: Report) -> None:
    texts = list(dict.fromkeys(line.text for line in group))
    numbers = sorted({line.page for line in group})
    pages = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
    at = Location(shown, group[0].page * LINES_A_PAGE + group[0].number)
    report.warn(at, "S097", text="、".join(f"“{text}”" for text in texts), pages=pages)


def _edges(page: Page, lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines that stand at the upper and lower edge of a page: in its outer eighths, and few of them."""
    ordered = sorted((line for line in lines if PLACEHOLDER not in line.text), key=lambda line: -line.y)
    top = [line for line in ordered if line.y > 0.86 * page.height][:_EDGE_LINES]
    bottom = [line for line in ordered[::-1] if line.y < 0.13 * page.height][:_EDGE_LINES]
    if ordered and _DASHED.fullmatch(ordered[-1].text):  # the number of a page that is not full
        bottom.append(ordered[-1])
    return top + [line for line in bottom if line not in top]


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip()


def _running(edges: Sequence[Sequence[PdfLine]], count: int) -> set[int]:
    """Return the lines (by id) that stand at the same place of several pages with the same text, but for the number of
    the page."""
    groups: dict[str, list[PdfLine]] = {}
    for page_edges in edges:
        for line in page_edges:
            groups.setdefault(_without_numbers(line.text), []).append(line)
    running: set[int] = set()
    for group in groups.values():
        for line in group:
            beside = [other for other in group if abs(other.y - line.y) <= _SAME_PLACE and _goes_with(other, line)]
            pages = {other.page for other in beside}
            # on the pages of one side too, of one chapter too
            if len(pages) >= 3 or (len(pages) == 2 and count <= 3):
                running.add(id(line))
    return running


def _goes_with(line: PdfLine, other: PdfLine) -> bool:
    """Return whether two lines are the same, but for numbers that differ as the numbers of their pages do."""
    if line.text == other.text:
        return True
    first, second = ([int(n) for n in re.findall(r"\d{1,6}", text)] for text in (line.text, other.text))
    distance = line.page - other.page
    return len(first) == len(second) and all(a - b in (0, distance) for a, b in zip(first, second, strict=True))


def _numbers(edges: Sequence[Sequence[PdfLine]]) -> set[int]:
    """Return the lines (by id) that are page numbers: those that count with the pages, and those in dashes (- 3 -)."""
    found = [
        (line, number) for page_edges in edges for line in page_edges if (number := _number(line.text)) is not None
    ]
    shifts: dict[int, set[int]] = {}
    for line, number in found:
        shifts.setdefault(number - line.page, set()).add(line.page)
    counting = {shift for shift, pages in shifts.items() if len(pages) >= 2}
    numbers = set()
    for line, number in found:
        dashed = _DASHED.fullmatch(line.text) is not None
        if dashed or number - line.page in counting or number == line.page:
            numbers.add(id(line))
    return numbers


def _number(text: str) -> int | None:
    """Return the number of a line that is nothing but a page number."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    number = match["number"] or match["page"]
    if number.isdecimal():
        return int(number)
    values = [_ROMAN[char] for char in number.lower()]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
