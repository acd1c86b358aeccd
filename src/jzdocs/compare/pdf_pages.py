"""Two PDFs page by page: which places changed, which pages belong together, which figures look different.

Text is compared as it is read, without what is no part of it (running heads, page numbers: artifacts), clause by clause
and then character by character, so that a sentence that moved to another line or page has not changed. Figures are
found by their structure elements and compared as they look.
"""

from __future__ import annotations

import base64
import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs.compare.builds import aligned
from jzdocs.errors import DocumentError, Location, shown_path

_BOUND = "\x1f"
_ENDS = "。；，：！？、;" + _BOUND
_LONGEST = 400  # characters of a clause that are compared one by one
_SCALE = 1.4  # pixels a point
_TOKEN = re.compile(r"\d[\d.,]*[%％]?|.", re.S)
_SPECKS = 0.002  # share of points in which two pictures of the same may differ
_NEAR = 3.0  # points between two boxes that are one mark


class Box(Struct, frozen=True):
    """A place on a page, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PageFigure(Struct, frozen=True):
    """A figure of a page, by its structure element's alternative text."""

    page: int
    alt: str
    box: Box


class PdfText(Struct, frozen=True):
    """A PDF as it is compared: sizes of its pages in points; its characters with their page and place; its figures."""

    path: Path
    sizes: Sequence[tuple[float, float]]
    text: str
    places: Sequence[tuple[int, Box]]
    figures: Sequence[PageFigure]


class PagePair(Struct, frozen=True):
    """Pages that belong together (None: there is no such page) and what changed on each."""

    before: int | None
    after: int | None
    gone: Sequence[Box] = ()
    new: Sequence[Box] = ()

    @property
    def same(self) -> bool:
        """Whether nothing changed on them."""
        return not self.gone and not self.new and self.before is not None and self.after is not None


def read_pdf(path: Path) -> PdfText:
    """Read a PDF. Raises DocumentError when it is none."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        raise DocumentError("X050", at=Location(shown_path(path))) from error
    sizes, text, places = [], [], []
    for number, page in enumerate(pdf):
        height = page.get_height()
        sizes.append((page.get_width(), height))
        for char, box in _characters(page, height):
            text.append(char)
            places.append((number, box))
        page.close()
    pdf.close()
    return PdfText(path, sizes, "".join(text), places, list(_figures(path, sizes)))


def _characters(page: Any, height: float) -> Iterator[tuple[str, Box]]:
    """The characters of a page that belong to its text, spaces left out; a bound where one piece of marked content
    (a cell) ends."""
    from pypdfium2 import raw

    text = page.get_textpage()
    artifacts: dict[int, bool] = {}
    piece = None
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if char.isspace() or not char.isprintable():
            continue
        one = raw.FPDFText_GetTextObject(text.raw, index)
        address = ctypes.cast(one, ctypes.c_void_p).value or 0
        if address not in artifacts:
            artifacts[address] = _is_artifact(one)
        if not artifacts[address]:
            left, bottom, right, top = text.get_charbox(index, loose=True)
            if piece not in (None, found := raw.FPDFPageObj_GetMarkedContentID(one)):
                yield _BOUND, Box(left, height - top, left, height - bottom)
            piece = found
            yield char, Box(left, height - top, right, height - bottom)
    text.close()


def _is_artifact(one: Any) -> bool:
    from pypdfium2 import raw

    for number in range(max(0, raw.FPDFPageObj_CountMarks(one))):
        mark = raw.FPDFPageObj_GetMark(one, number)
        buffer = (ctypes.c_ushort * 32)()
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(length))
        if bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le") == "Artifact":
            return True
    return False


def _figures(path: Path, sizes: Sequence[tuple[float, float]]) -> Iterator[PageFigure]:
    """The figures of the structure tree that say where they stand."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.get("/StructTreeRoot")
        waiting = [root] if root is not None else []
        while waiting:
            node = waiting.pop()
            if not isinstance(node, pikepdf.Dictionary):
                continue
            if node.get("/S") == "/Figure" and (place := _place(node, pages, sizes)):
                yield place
            kids = node.get("/K", pikepdf.Array([]))
            waiting += reversed(list(kids)) if isinstance(kids, pikepdf.Array) else [kids]


def _place(node: Any, pages: dict[tuple[int, int], int], sizes: Sequence[tuple[float, float]]) -> PageFigure | None:
    attributes = node.get("/A", {})
    box = attributes.get("/BBox") if hasattr(attributes, "get") else None
    page = pages.get(node.get("/Pg").objgen) if node.get("/Pg") is not None else None
    if box is None or page is None:
        return None
    left, bottom, right, top = (float(v) for v in box)
    height = sizes[page][1]
    return PageFigure(page, str(node.get("/Alt", "")), Box(left, height - top, right, height - bottom))


def pairs(old: PdfText, new: PdfText) -> list[PagePair]:
    """The pages of both in order, side by side, with what changed."""
    gone, fresh, together = _changes(old, new)
    removed, added = _marks(old, gone), _marks(new, fresh)
    partner = {page: counts.most_common(1)[0][0] for page, counts in together.items()}
    out: list[PagePair] = []
    passed = -1
    for page in range(len(new.sizes)):
        before = partner.get(page)
        if before is not None and before > passed:
            out += [PagePair(lone, None, removed.get(lone, [])) for lone in range(passed + 1, before)]
            passed = before
        elif before is not None:  # its text stands beside an earlier page already
            before = None
        elif passed + 1 < len(old.sizes) and passed + 1 not in partner.values():
            before = passed = passed + 1
        marks = removed.get(before, []) if before is not None else []
        out.append(PagePair(before, page, marks, added.get(page, [])))
    out += [PagePair(lone, None, removed.get(lone, [])) for lone in range(passed + 1, len(old.sizes))]
    return out


def _changes(old: PdfText, new: PdfText) -> tuple[list[int], list[int], dict[int, Counter[int]]]:
    """The characters that are gone, those that are new, and of each new page how many characters it shares with
    which old one."""
    first, second = list(_clauses(old.text)), list(_clauses(new.text))
    matcher = SequenceMatcher(None, [t for _, t in first], [t for _, t in second], autojunk=False)
    gone: list[int] = []
    fresh: list[int] = []
    together: dict[int, Counter[int]] = {}

    def share(a: int, b: int, length: int) -> None:
        for i in range(length):
            together.setdefault(new.places[b + i][0], Counter())[old.places[a + i][0]] += 1

    def span(clauses: Sequence[tuple[int, str]], start: int, end: int) -> tuple[int, str]:
        return (clauses[start][0], "".join(t for _, t in clauses[start:end])) if start < end else (0, "")

    for tag, a, b, c, d in matcher.get_opcodes():
        (at_old, was), (at_new, now) = span(first, a, b), span(second, c, d)
        if tag == "equal":
            share(at_old, at_new, len(was))
            continue
        for kind, i, j, k, m in _within(was, now):
            if kind == "equal":
                share(at_old + i, at_new + k, j - i)
            else:
                gone += range(at_old + i, at_old + j)
                fresh += range(at_new + k, at_new + m)
    return gone, fresh, together


def _within(was: str, now: str) -> Iterator[tuple[str, int, int, int, int]]:
    """What differs in two pieces of text, as SequenceMatcher tells it; numbers are one thing each."""
    if max(len(was), len(now)) > _LONGEST:
        yield "replace", 0, len(was), 0, len(now)
        return
    first, second = _TOKEN.findall(was), _TOKEN.findall(now)
    left, right = ([0, *accumulate(map(len, tokens))] for tokens in (first, second))
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield kind, left[a], left[b], right[c], right[d]


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of a text up to its marks, with their places."""
    start = 0
    for index, char in enumerate(text):
        if char in _ENDS:
            yield start, text[start : index + 1]
            start = index + 1
    if start < len(text):
        yield start, text[start:]


def _marks(read: PdfText, characters: Sequence[int]) -> dict[int, list[Box]]:
    """Boxes around characters, those side by side in one."""
    out: dict[int, list[Box]] = {}
    for index in characters:
        page, box = read.places[index]
        if read.text[index] == _BOUND:
            continue
        boxes = out.setdefault(page, [])
        last = boxes[-1] if boxes else None
        if last and abs(last.bottom - box.bottom) < _NEAR and -_NEAR < box.left - last.right < _NEAR:
            boxes[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            boxes.append(box)
    return out


class Pictures:
    """Pages and figures of a PDF as PNG in data: addresses; `close` it."""

    def __init__(self, read: PdfText) -> None:
        import pypdfium2 as pdfium

        self._pdf = pdfium.PdfDocument(str(read.path))
        self._sizes = read.sizes

    def page(self, number: int) -> str:
        """A page."""
        return _address(self._pdf[number].render(scale=_SCALE).to_pil())

    def figure(self, figure: PageFigure) -> Any:
        """A figure's picture; its corner is a corner of a point, wherever on the page it stands."""
        page, box, height = self._pdf[figure.page], figure.box, self._sizes[figure.page][1]
        page.set_cropbox(box.left, height - box.bottom, box.right, height - box.top)
        picture = page.render(scale=_SCALE * 1.5).to_pil()
        page.set_cropbox(0, 0, *self._sizes[figure.page])
        return picture

    def close(self) -> None:
        """Let the file go."""
        self._pdf.close()


def _address(picture: Any) -> str:
    out = io.BytesIO()
    picture.convert("RGB").quantize(64).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


class Shown(Struct, frozen=True):
    """Two PDFs as a page shows them: pairs of pages with their pictures (those where nothing changed have none), and
    the figures that look different, before and after ('' where there was none, or is no more)."""

    pairs: Sequence[tuple[PagePair, str, str]]
    figures: Sequence[tuple[str, str, str]]
    before: PdfText
    after: PdfText


def side_by_side(old: Path, new: Path) -> Shown:
    """Two PDFs compared and drawn. Raises DocumentError for a file that is none."""
    before, after = read_pdf(old), read_pdf(new)
    left, right = Pictures(before), Pictures(after)
    try:
        shown = []
        for pair in pairs(before, after):
            there = pair.same
            first = left.page(pair.before) if pair.before is not None and not there else ""
            second = right.page(pair.after) if pair.after is not None and not there else ""
            shown.append((pair, first, second))
        return Shown(shown, list(_looks(before, after, left, right)), before, after)
    finally:
        left.close()
        right.close()


def _looks(before: PdfText, after: PdfText, left: Pictures, right: Pictures) -> Iterator[tuple[str, str, str]]:
    """Figures that look different, by the order in which they stand; those with the same text for readers belong
    together."""
    for one, two in aligned([f.alt for f in before.figures], [f.alt for f in after.figures]):
        was = before.figures[one] if one is not None else None
        now = after.figures[two] if two is not None else None
        first, second = left.figure(was) if was else None, right.figure(now) if now else None
        same = (
            was
            and now
            and was.alt == now.alt
            and _inside(before, was) == _inside(after, now)
            and not _differ(first, second)
        )
        if not same:
            alt = now.alt if now else was.alt if was else ""
            yield alt, _address(first) if first else "", _address(second) if second else ""


def _inside(read: PdfText, figure: PageFigure) -> str:
    """The text that a figure holds."""
    page, around = figure.page, figure.box
    found = zip(read.text, read.places, strict=True)
    return "".join(
        c
        for c, (p, b) in found
        if p == page and around.left <= b.right and b.left <= around.right and around.top <= b.bottom <= around.bottom
    )


def _differ(first: Any, second: Any) -> bool:
    from PIL import ImageChops

    if first.size != second.size:
        return True
    histogram = ImageChops.difference(first.convert("L"), second.convert("L")).histogram()
    return bool(sum(histogram[64:]) > _SPECKS * first.width * first.height)
