"""A PDF with text → its structure.

Its lines come in reading order (`pdf_lines`), its tables from ruling lines (`pdf_tables`). What belongs to the page is
left out, and told: running heads, page numbers, watermarks. Lines are joined to paragraphs by their indents, their
lengths and the distances between them; headings that the text does not number are known by their size or boldness. A
place in a PDF is 1000 for each page, and the number of the line on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jzdocs.errors import Diagnostic, Location, Report, UsageError
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.pdf_bounds import read_within
from jzdocs.source.by_form import BOLD, LARGE, recognised
from jzdocs.source.pdf_furniture import without_furniture
from jzdocs.source.pdf_lines import LINES_A_PAGE, PdfLine, lines_of
from jzdocs.source.pdf_notes import find_notes
from jzdocs.source.pdf_page import Char, Page, read_pages
from jzdocs.source.pdf_paragraphs import Paragraph, is_bullet, paragraphs_of
from jzdocs.source.pdf_tables import PdfTable, tables_of
from jzdocs.source.pieces import PLACEHOLDER, Piece

_MAX_HEADING = 60
_MAX_TITLE = 160
_LARGER = 1.1  # times the size of the text
_TITLE_SIZE = 1.2
_MAX_UNMAPPED = 0.3  # of the characters
_TABLE = compiled(rf"{PLACEHOLDER}(\d+)")
_CAPTION = compiled(r"(?:附?[表图]|单位|注|资料来源|来源)\s*(?:\d|[一二三四五六七八九十]|[：:])")
_NUMBER_LINE = compiled(r"[\u4e00-\u9fff]{1,12}\s*[〔\[［【(（]\s*\d{4}\s*[〕\]］】)）]\s*(?:第\s*)?\d+\s*号")


def read_pdf(data: bytes, shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of a PDF, which messages call `shown`; what is left out is reported.

    Raises UsageError for a PDF without text, or with a password, DocumentError for a damaged one, and one that takes
    more time or memory than it may.
    """

    def work() -> tuple[list[Piece], list[Diagnostic]]:
        found = Report(guessed=report.guessed)
        return _read(data, shown, found, official=official), found.found

    pieces, findings = read_within(work, len(data), Location(shown), "S001.pdf")
    for finding in findings:
        report.add(finding)
    return pieces


def _read(data: bytes, shown: str, report: Report, *, official: bool) -> list[Piece]:
    pages = read_pages(data, shown)
    _check_text(pages, shown)
    tables: list[PdfTable] = []
    lines = [_page_lines(page, tables) for page in pages]
    lines = without_furniture(pages, lines, shown, report)
    for page in pages:
        _report_page(page, shown, report)
    if first := next((page.number for page in pages if page.recognised), 0):
        report.warn(Location(shown, first * LINES_A_PAGE), "S099")
    size = _text_size(pages, tables)
    notes = find_notes(pages, lines, size)
    paragraphs = _with_whole_tables(paragraphs_of(notes.lines, size), tables, shown, report)
    pieces = list(_pieces(paragraphs, tables, size))
    return [*recognised(pieces, shown, report, official=official), *notes.pieces()]


def _check_text(pages: Sequence[Page], shown: str) -> None:
    """Raise UsageError for a PDF without text, or whose text cannot be told from its glyphs."""
    count = sum(len(page.chars) + sum(map(len, page.sideways)) for page in pages)
    if not count:
        raise UsageError("X074" if any(page.pictures for page in pages) else "X074.empty", at=Location(shown))
    if sum(page.unmapped for page in pages) > _MAX_UNMAPPED * count:
        raise UsageError("X074.glyphs", at=Location(shown))


def _page_lines(page: Page, tables: list[PdfTable]) -> list[PdfLine]:
    """Return the lines of a page in reading order, with a mark in the place of each table, which is added to
    `tables`."""
    used: set[int] = set()
    marks: list[Char] = []
    for table in tables_of(page):
        size = table.chars[0].size
        marks.append(Char(f"{PLACEHOLDER}{len(tables)}", table.x0, table.x1, table.y1 - size, size))
        tables.append(table)
        used |= {id(char) for char in table.chars}
    lines = lines_of([*(char for char in page.chars if id(char) not in used), *marks], page.number)
    for text in page.sideways:
        lines.append(PdfLine(text, page.number, 0, 0, 0, 0, 0, page.width, 1, False, False))
    for number, line in enumerate(lines, 1):
        line.number = min(number, LINES_A_PAGE - 1)
    return lines


def _report_page(page: Page, shown: str, report: Report) -> None:
    at = Location(shown, page.number * LINES_A_PAGE)
    if page.pictures and not (page.chars or page.sideways):
        report.warn(at, "S098.scanned", page=page.number)
    elif page.pictures:
        report.warn(at, "S098.pictures", page=page.number, count=page.pictures)
    if page.unmapped:
        report.warn(at, "S098.glyphs", page=page.number, count=page.unmapped)
    for text in page.notes:
        report.warn(at, "S098.note", page=page.number, text=text)
    for text in page.watermarks:
        report.warn(at, "S097.watermark", page=page.number, text=text)
    for key, text in (("S097.hidden", page.hidden), ("S097.outside", page.outside)):
        if text:
            report.warn(at, key, page=page.number, text=text)


def _text_size(pages: Sequence[Page], tables: Sequence[PdfTable]) -> float:
    """Return the size (in points) of most of the text that stands in no table."""
    used = {id(char) for table in tables for char in table.chars}
    counts = Counter(round(2 * char.size) / 2 for page in pages for char in page.chars if id(char) not in used)
    counts = counts or Counter(round(2 * char.size) / 2 for table in tables for char in table.chars)
    return counts.most_common(1)[0][0] if counts else 10.5


def _pieces(paragraphs: Sequence[Paragraph], tables: Sequence[PdfTable], size: float) -> Iterator[Piece]:
    """Yield the paragraphs as pieces: title, text with the sign of a heading, items, tables."""
    titles = _title(paragraphs, size)
    ranks = _ranks([p for p in paragraphs if p not in titles], size)
    bold = sum(len(p.text) for p in paragraphs if p.bold) < 0.4 * sum(len(p.text) for p in paragraphs)
    for paragraph in paragraphs:
        place = paragraph.first.page * LINES_A_PAGE + paragraph.first.number
        if paragraph in titles:
            if paragraph is titles[0]:
                yield Piece("title", _joined([p.text for p in titles]), place, sign=LARGE)
        elif PLACEHOLDER in paragraph.text:
            yield from _with_tables(paragraph.text, place, tables)
        elif (item := is_bullet(paragraph.text)) is not None:
            yield Piece("bullet", item, place, sign=message("sign.bullet"))
        else:
            may_head = _may_head(paragraph.text)
            rank = ranks.get(_rounded(paragraph.size), 0) if may_head else 0
            sign = LARGE if rank else BOLD if bold and paragraph.bold and may_head else None
            yield Piece("text", paragraph.text, place, rank, sign=sign)


def _with_whole_tables(
    paragraphs: Sequence[Paragraph], tables: Sequence[PdfTable], shown: str, report: Report
) -> list[Paragraph]:
    """Return the paragraphs with tables that go on on the next page as one; a head that is repeated there is told."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        above, mark = out[-1] if out else None, _TABLE.fullmatch(paragraph.text)
        before = _TABLE.fullmatch(above.text) if above else None
        if above is not None and before and mark and paragraph.first.page == above.lines[-1].page + 1:
            table, rest = tables[int(before[1])], tables[int(mark[1])]
            if table.goes_on_in(rest):
                rows = rest.rows
                if rows[0] == table.rows[0]:
                    at = Location(shown, paragraph.first.page * LINES_A_PAGE + paragraph.first.number)
                    report.warn(at, "S097.head", text=" ".join(rows[0]), page=paragraph.first.page)
                    rows = rows[1:]
                table.rows += rows
                above.lines.append(paragraph.first)
                continue
        out.append(paragraph)
    return out


def _with_tables(text: str, place: int, tables: Sequence[PdfTable]) -> Iterator[Piece]:
    """Yield the tables that a line holds, and what stands beside them."""
    end = 0
    for match in _TABLE.finditer(text):
        if beside := text[end : match.start()].strip():
            yield Piece("text", beside, place)
        yield Piece("table", "", place, rows=tuple(tables[int(match[1])].rows), sign=message("sign.ruled_table"))
        end = match.end()
    if beside := text[end:].strip():
        yield Piece("text", beside, place)


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def _may_head(text: str) -> bool:
    if _CAPTION.match(text):
        return False
    return (
        len(text) <= _MAX_HEADING
        and text[-1] not in "。；，;,：:、"
        and "\t" not in text
        and any(map(str.isalpha, text))
    )


def _ranks(paragraphs: Sequence[Paragraph], size: float) -> dict[float, int]:
    """Return the ranks of the sizes that headings have: 1 is the largest."""
    sizes = {_rounded(p.size) for p in paragraphs if p.size > _LARGER * size and _may_head(p.text)}
    texts = Counter(_rounded(p.size) for p in paragraphs if not _may_head(p.text))
    heads = Counter(_rounded(p.size) for p in paragraphs if _may_head(p.text))
    found = sorted((s for s in sizes if heads[s] > texts[s]), reverse=True)
    return {s: rank for rank, s in enumerate(found, 1)}


def _title(paragraphs: Sequence[Paragraph], size: float) -> list[Paragraph]:
    """Return the paragraphs that are the title: the largest of the first page, below a document number where there is
    one; none where they are hardly larger than the text."""
    first = [p for p in paragraphs if p.first.page == paragraphs[0].first.page][:20] if paragraphs else []
    number = next((i for i, p in enumerate(first[:8]) if _NUMBER_LINE.fullmatch(p.text.strip())), None)
    large = [p for p in first[(number or -1) + 1 :] if p.size >= _TITLE_SIZE * size and len(p.text) <= _MAX_TITLE]
    large = [p for p in large if PLACEHOLDER not in p.text and p.text[-1] not in "。；，;,：:、"]
    if not large:
        return []
    most = max(_rounded(p.size) for p in large)
    start = next(i for i, p in enumerate(first) if p in large and _rounded(p.size) == most)
    end = start
    while end < len(first) and first[end] in large and _rounded(first[end].size) == most:
        end += 1
    return first[start:end] if end - start <= 4 else first[start : start + 1]


def _joined(texts: Sequence[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined += f" {text}" if joined[-1].isascii() and text[0].isascii() else text
    return joined
