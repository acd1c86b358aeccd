"""A PDF → the characters of its pages with their places, and the ruling lines.

Coordinates are in points, from the lower left corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct, field

from jzdocs import limits
from jzdocs.errors import DocumentError, Location, UsageError

_MAX_CHARS = 200_000  # on a page
_MAX_RULES = 3000  # more are a drawing
_MAX_NOTES = 1000
_INVISIBLE = (3, 7)  # ISO 32000-2 9.3.6: neither fill nor stroke
_THIN = 2.5  # points: a rectangle of this height or width is a ruling line
# radicals that writers of PDFs take for the characters themselves, where Unicode gives no equivalent (U+2E80…)
_RADICALS = dict(
    zip(
        map(ord, "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟"),
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟母",
        strict=True,
    )
)
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


class Char(Struct):
    """A character: its text, left and right edge, baseline, size in points, whether it is bold, whether it belongs to
    the page instead of the text (an artifact, ISO 32000-2 14.8.2.2), whether a space was painted behind it, and its
    place in the order of painting."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    artifact: bool = False
    spaced: bool = False
    order: int = 0


class Rule(Struct, frozen=True):
    """A ruling line: horizontal (y0 == y1) or vertical (x0 == x1)."""

    x0: float
    y0: float
    x1: float
    y1: float


class Page(Struct):
    """A page: its number (from 1), width and height, its characters in the order in which they are painted, its ruling
    lines, the number of pictures, whether a picture fills it, texts that run another way than the rest (`sideways`, and
    across the page `watermarks`), and texts that a reader does not see: `hidden`, or `outside` the page; `unmapped`
    characters have no Unicode value; `recognised` says that its text was put behind a scan; `notes` are the
    comments on it and what is filled into its form."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0
    scanned: bool = False
    sideways: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    hidden: str = ""
    outside: str = ""
    unmapped: int = 0
    recognised: bool = False
    notes: list[str] = field(default_factory=list)


class _Look(Struct, frozen=True):
    """How the characters of a text object look: size, boldness, visibility, angle in degrees, and its marks."""

    size: float
    bold: bool
    visible: bool
    angle: float
    artifact: bool


def read_pages(data: bytes, shown: str) -> list[Page]:
    """Return the pages of a PDF, which messages call `shown`.

    Raises UsageError for one that needs a password, DocumentError for one that is damaged or too long.
    """
    at = Location(shown)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UsageError("X070.locked", at=at) from error
        raise DocumentError("S001.pdf", at=at) from error
    try:
        count = len(document)
        if count > limits.current().pages:
            raise DocumentError("S002.pages", at=at, pages=count, most=limits.current().pages)
        return [_page(document, number) for number in range(1, count + 1)]
    except pypdfium2.PdfiumError as error:
        raise DocumentError("S001.pdf", at=at) from error
    finally:
        document.close()


def _page(document: Any, number: int) -> Page:
    try:
        handle = document[number - 1]
    except pypdfium2.PdfiumError:  # a page that is damaged is an empty one: it is told
        return Page(number, 0, 0)
    text = handle.get_textpage()
    try:
        painted = list(_painted(text))
        turn = _Turn(handle, _quarter(painted) if painted else handle.get_rotation() // 90)
        page = Page(number, *turn.size)
        _read_objects(handle, page, turn)
        _read_chars(painted, page, turn)
        page.notes = list(_notes(handle))
        return page
    finally:
        text.close()
        handle.close()


class _Turn:
    """From the coordinates of a page's content to those of its crop box, turned as the page is shown and as its text
    runs: `quarter` is the number of quarter turns to the right."""

    def __init__(self, handle: Any, quarter: int) -> None:
        self.left, self.bottom, self.right, self.top = handle.get_cropbox()
        self.quarter = quarter % 4

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the turned page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the turned page."""
        match self.quarter:
            case 1:
                return y - self.bottom, self.right - x
            case 2:
                return self.right - x, self.top - y
            case 3:
                return self.top - y, x - self.left
            case _:
                return x - self.left, y - self.bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return a box of the turned page."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


class _Painted(Struct):
    """A character as it was painted: its text, its box, its origin, its look, and the object that it belongs to."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: _Look
    object: int


def _painted(text: Any) -> Iterator[_Painted]:
    """Yield the characters of a page in the order in which they are painted."""
    looks: dict[int, _Look] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0  # the first half of a surrogate pair
    for index in range(min(pdfium.FPDFText_CountChars(text), _MAX_CHARS)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = _char(code)
        thing = pdfium.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if key not in looks:
            looks[key] = _look(thing, text, index)
        found = pdfium.FPDFText_GetLooseCharBox(text, index, box) and pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if char and found:
            yield _Painted(char, (box.left, box.bottom, box.right, box.top), (x.value, y.value), looks[key], key)


def _read_chars(painted: list[_Painted], page: Page, turn: _Turn) -> None:
    """Add the characters that are read, and those that are not, to a page."""
    hidden: list[str] = []
    outside: list[str] = []
    across: dict[int, list[str]] = {}
    sideways: dict[int, list[str]] = {}
    for char in painted:
        left, bottom, right, top = turn.box(*char.box)
        angle = (char.look.angle - 90 * turn.quarter) % 360
        page.unmapped += char.text == "\ufffd"
        page.recognised = page.recognised or (page.scanned and not char.look.visible)
        if right < -1 or left > page.width + 1 or top < -1 or bottom > page.height + 1:
            outside.append(char.text)
        elif not char.look.visible and not page.scanned:
            hidden.append(char.text)
        elif 10 < angle % 90 < 80:
            across.setdefault(char.object, []).append(char.text)
        elif 45 < angle < 315:
            sideways.setdefault(char.object, []).append(char.text)
        elif not char.text.strip():
            if page.chars:
                page.chars[-1].spaced = True
        else:
            _, baseline = turn.point(*char.origin)
            look = char.look
            order = len(page.chars)
            page.chars.append(Char(char.text, left, right, baseline, look.size, look.bold, look.artifact, order=order))
    page.watermarks = [text for chars in across.values() if (text := "".join(chars).strip())]
    page.sideways = [text for chars in sideways.values() if (text := "".join(chars).strip())]
    page.hidden, page.outside = "".join(hidden).strip(), "".join(outside).strip()
    page.chars = _without_doubles(page.chars)


def _quarter(painted: list[_Painted]) -> int:
    """Return the number of quarter turns by which most of the text is turned to the left."""
    counts = [0, 0, 0, 0]
    for char in painted:
        counts[round(char.look.angle / 90) % 4] += 1
    return counts.index(max(counts))


def _char(code: int) -> str:
    """Return a character's text: without control characters, with ligatures and radicals resolved."""
    if code in (0x02, 0xFFFE, 0xAD):  # what PDFium and others have for a hyphen at the end of a line
        return "-" if code != 0xAD else "\u00ad"
    if code == 0 or code in (0xFFFD, 0xFFFF):
        return "\ufffd"
    if code < 0x20 or code == 0x7F:
        return "" if code in (9, 10, 13) else "\ufffd"
    char = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return char.translate(_RADICALS)
    if 0x2F00 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", char)
    return " " if char == "\u00a0" else _LIGATURES.get(char, char)


def _look(thing: Any, text: Any, index: int) -> _Look:
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(text, index))
    angle, scale = 0.0, 1.0
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    return _Look(size * scale, _is_bold(text, index, mode), mode not in _INVISIBLE, angle, _is_artifact(thing))


def _is_bold(text: Any, index: int, mode: int) -> bool:
    """Return whether a character is bold by its font's weight or name, or because it is filled and stroked."""
    name = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 200, flags)
    words = name.value.decode("utf-8", "replace").lower()
    heavy = any(word in words for word in ("bold", "heavy", "black", "simhei", "黑体", "-medi", "semibold"))
    return heavy or pdfium.FPDFText_GetFontWeight(text, index) >= 600 or mode == 2 or bool(flags.value & 0x40000)


def _is_artifact(thing: Any) -> bool:
    """Return whether a text object is marked as belonging to the page instead of the text."""
    if not thing:
        return False
    for number in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, number)
        buffer, used = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), used):
            name = bytes(buffer)[: max(0, used.value - 2)].decode("utf-16-le", "replace")
            if name == "Artifact":
                return True
    return False


def _notes(handle: Any) -> Iterator[str]:
    """Yield what comments, and fields of a form say (ISO 32000-2 12.5.2, 12.7.4)."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MAX_NOTES)):
        annotation = pdfium.FPDFPage_GetAnnot(handle, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        key = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_LINK: None, pdfium.FPDF_ANNOT_POPUP: None}.get(
            kind, b"Contents"
        )
        if key and (text := _annotated(annotation, key).strip()):
            yield " ".join(text.split())
        pdfium.FPDFPage_CloseAnnot(annotation)


def _annotated(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * max(1, size // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")


def _without_doubles(chars: list[Char]) -> list[Char]:
    """Return the characters without those painted twice over one another, as some programs make bold."""
    seen: dict[tuple[str, int, int], Char] = {}
    out: list[Char] = []
    for char in chars:
        cell = max(char.size * 0.5, 1)
        column, row = int(char.x0 / cell), int(char.y / cell)
        near = (seen.get((char.text, column + a, row + b)) for a in (-1, 0, 1) for b in (-1, 0, 1))
        before = out[-1] if out else None  # of a ligature the letters have one place
        limit = 0.12 * char.size
        if any(
            n
            and n is not before
            and abs(n.x0 - char.x0) < limit
            and abs(n.y - char.y) < limit
            and abs(n.size - char.size) < 0.5
            for n in near
        ):
            continue
        seen[char.text, column, row] = char
        out.append(char)
    return out


def _read_objects(handle: Any, page: Page, turn: _Turn) -> None:
    """Add the ruling lines of a page, and count its pictures."""
    area = page.width * page.height
    for thing in handle.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]):
        matrix = _matrix(thing)
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            if len(page.rules) <= _MAX_RULES:
                page.rules.extend(_rules(thing.raw, matrix, turn))
            continue
        left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        if pdfium.FPDFPageObj_GetBounds(thing.raw, left, bottom, right, top):
            x0, y0, x1, y1 = (value.value for value in (left, bottom, right, top))
            (a, b), (c, d) = _moved(matrix, x0, y0), _moved(matrix, x1, y1)
            size = abs((c - a) * (d - b))
            page.pictures += size > 400
            page.scanned = page.scanned or size > 0.6 * area
    if len(page.rules) > _MAX_RULES:
        page.rules = []


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(thing: Any) -> _Matrix:
    """Return the matrix of the forms that an object lies in."""
    product: _Matrix = (1, 0, 0, 1, 0, 0)
    form = thing.container
    while form is not None:
        inner = form.get_matrix()
        a, b, c, d, e, f = product
        g, h, i, j, k, m = inner.a, inner.b, inner.c, inner.d, inner.e, inner.f
        product = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
        form = form.container
    return product


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _rules(path: Any, outer: _Matrix, turn: _Turn) -> Iterator[Rule]:
    """Yield the horizontal and vertical lines of a path; thin rectangles are lines too, wide ones have four."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    inner = (own.a, own.b, own.c, own.d, own.e, own.f)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for figure in _figures(path):
        points = [turn.point(*_moved(outer, *_moved(inner, x, y))) for x, y in figure]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        bottom, top = min(p[1] for p in points), max(p[1] for p in points)
        if top - bottom <= _THIN < right - left:
            yield Rule(left, (bottom + top) / 2, right, (bottom + top) / 2)
        elif right - left <= _THIN < top - bottom:
            yield Rule((left + right) / 2, bottom, (left + right) / 2, top)
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(y0 - y1) < 0.5 and abs(x0 - x1) > _THIN:
                    yield Rule(min(x0, x1), y0, max(x0, x1), y0)
                elif abs(x0 - x1) < 0.5 and abs(y0 - y1) > _THIN:
                    yield Rule(x0, min(y0, y1), x0, max(y0, y1))


def _figures(path: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path; a curve ends it."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
            yield points
            points = []
    if len(points) > 1:
        yield points
