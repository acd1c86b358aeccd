"""Two PDFs page by page: which places changed, which pages belong together, which figures look different.

Text is compared without artifacts (headers, page numbers), clause by clause and then character by character, so that a
sentence that moved to another line or page has not changed. Figures are found by their structure elements (ISO
32000-1, 14.8.4.5) and compared as they are painted.

Places are points from the top left corner of a page; pages are counted from 0.
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

from msgspec import Struct, field

from jzdocs.compare.builds import aligned
from jzdocs.errors import DocumentError, Location, UsageError, shown_path, told_as
from jzdocs.patterns import compiled
from jzdocs.pdf_bounds import read_within

_BOUND = "\x1f"  # stands between two pieces of marked content (two cells, say)
_ENDS = "。；，：！？、;" + _BOUND
_LONGEST = 400  # characters of a stretch that is compared character by character; a longer one has changed whole
_SCALE = 1.4  # pixels a point
_TOKEN = compiled(r"\d[\d.,]*[%％]?|.", re.S)
_SPECKS = 0.002  # share of pixels that may differ in two images of the same
_NEAR = 3.0  # points between two characters that are marked together


class Box(Struct, frozen=True):
    """A place on a page."""

    left: float
    top: float
    right: float
    bottom: float


class PageFigure(Struct, frozen=True):
    """A chart or picture: the page on which it stands, its alternative text, and its place."""

    page: int
    alt: str
    box: Box


class PdfText(Struct, frozen=True):
    """A PDF as it is compared: sizes of its pages; its characters (no white space), each with its page and place; its
    figures."""

    path: Path
    sizes: Sequence[tuple[float, float]]
    text: str
    places: Sequence[tuple[int, Box]]
    figures: Sequence[PageFigure]


class PagePair(Struct, frozen=True):
    """Pages that belong together (None: one has no counterpart), what is gone from the first and new on the second."""

    before: int | None
    after: int | None
    gone: Sequence[Box] = ()
    new: Sequence[Box] = ()

    @property
    def same(self) -> bool:
        """Whether nothing changed on them."""
        return not self.gone and not self.new and self.before is not None and self.after is not None


def read_pdf(path: Path) -> PdfText:
    """Return the text and figures of a PDF. Raises DocumentError for what is none."""
    import pypdfium2 as pdfium

    at = Location(shown_path(path))
    try:
        pdf = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UsageError("X070.locked", at=at) from error
        raise DocumentError("X050", at=at) from error
    sizes, text, places = [], [], []
    with told_as("X050", at):
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
    """Yield the characters of a page that are text, without white space; a bound where another piece of marked content
    begins."""
    from pypdfium2 import raw

    text = page.get_textpage()
    artifacts: dict[int, bool] = {}
    piece = None
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if char.isspace() or not char.isprintable():
            continue
        text_object = raw.FPDFText_GetTextObject(text.raw, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        if address not in artifacts:
            artifacts[address] = _is_artifact(text_object)
        if not artifacts[address]:
            left, bottom, right, top = text.get_charbox(index, loose=True)
            if piece not in (None, content_id := raw.FPDFPageObj_GetMarkedContentID(text_object)):
                yield _BOUND, Box(left, height - top, left, height - bottom)
            piece = content_id
            yield char, Box(left, height - top, right, height - bottom)
    text.close()


def _is_artifact(text_object: Any) -> bool:
    """Return whether a text object is marked as an artifact (ISO 32000-1, 14.8.2.2)."""
    from pypdfium2 import raw

    for number in range(max(0, raw.FPDFPageObj_CountMarks(text_object))):
        mark = raw.FPDFPageObj_GetMark(text_object, number)
        buffer = (ctypes.c_ushort * 32)()
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(length))
        if bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le") == "Artifact":
            return True
    return False


def _figures(path: Path, sizes: Sequence[tuple[float, float]]) -> Iterator[PageFigure]:
    """Yield the figures of the structure tree that record where they stand, in reading order."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.get("/StructTreeRoot")
        open_nodes = [root] if root is not None else []
        seen: set[tuple[int, int]] = set()  # an element that leads back to itself is read once
        while open_nodes:
            node = open_nodes.pop()
            if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
                continue
            seen.add(node.objgen)
            if node.get("/S") == "/Figure" and (figure := _figure(node, pages, sizes)):
                yield figure
            kids = node.get("/K", pikepdf.Array([]))
            open_nodes += reversed(list(kids)) if isinstance(kids, pikepdf.Array) else [kids]


def _figure(node: Any, pages: dict[tuple[int, int], int], sizes: Sequence[tuple[float, float]]) -> PageFigure | None:
    """Return a structure element as a figure; None where it records no page or no bounding box."""
    attributes = node.get("/A", {})
    box = attributes.get("/BBox") if hasattr(attributes, "get") else None
    page = pages.get(node.get("/Pg").objgen) if node.get("/Pg") is not None else None
    if box is None or page is None:
        return None
    left, bottom, right, top = (float(v) for v in box)
    height = sizes[page][1]
    return PageFigure(page, str(node.get("/Alt", "")), Box(left, height - top, right, height - bottom))


def pairs(old: PdfText, new: PdfText) -> list[PagePair]:
    """Return the pages of both PDFs in order, side by side, with what changed.

    A new page stands beside the old one with which it shares most characters. Old pages without a counterpart stand
    where they were; a new page that shares nothing takes the next old one that no other page takes.
    """
    changes = _changes(old, new)
    removed, added = _marks(old, changes.gone), _marks(new, changes.new)
    partner = {page: counts.most_common(1)[0][0] for page, counts in changes.shared.items()}
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


class _Changes(Struct):
    """Characters that are gone from the old text and new in the new one, by their index; `shared` counts for each new
    page the characters that it shares with each old one."""

    gone: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    shared: dict[int, Counter[int]] = field(default_factory=dict)


def _changes(old: PdfText, new: PdfText) -> _Changes:
    """Compare two texts by clauses, and what differs by characters."""
    old_clauses, new_clauses = list(_clauses(old.text)), list(_clauses(new.text))
    old_texts, new_texts = ([text for _, text in clauses] for clauses in (old_clauses, new_clauses))
    changes = _Changes()

    def share(old_start: int, new_start: int, length: int) -> None:
        for i in range(length):
            counts = changes.shared.setdefault(new.places[new_start + i][0], Counter())
            counts[old.places[old_start + i][0]] += 1

    for tag, a, b, c, d in SequenceMatcher(None, old_texts, new_texts, autojunk=False).get_opcodes():
        (old_start, before), (new_start, after) = _stretch(old_clauses[a:b]), _stretch(new_clauses[c:d])
        if tag == "equal":
            share(old_start, new_start, len(before))
            continue
        for kind, i, j, k, m in _within(before, after):
            if kind == "equal":
                share(old_start + i, new_start + k, j - i)
            else:
                changes.gone += range(old_start + i, old_start + j)
                changes.new += range(new_start + k, new_start + m)
    return changes


def _stretch(clauses: Sequence[tuple[int, str]]) -> tuple[int, str]:
    """Return clauses in a row as one: (start, text)."""
    return (clauses[0][0], "".join(text for _, text in clauses)) if clauses else (0, "")


def _within(before: str, after: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what differs in two texts, as SequenceMatcher's opcodes over characters; a number changes as a whole."""
    if max(len(before), len(after)) > _LONGEST:
        yield "replace", 0, len(before), 0, len(after)
        return
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    left, right = ([0, *accumulate(map(len, tokens))] for tokens in (first, second))
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield kind, left[a], left[b], right[c], right[d]


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, text) of the clauses of a text, each up to its punctuation mark."""
    start = 0
    for index, char in enumerate(text):
        if char in _ENDS:
            yield start, text[start : index + 1]
            start = index + 1
    if start < len(text):
        yield start, text[start:]


def _marks(pdf: PdfText, characters: Sequence[int]) -> dict[int, list[Box]]:
    """Return boxes around characters, by page; those side by side are in one."""
    out: dict[int, list[Box]] = {}
    for index in characters:
        page, box = pdf.places[index]
        if pdf.text[index] == _BOUND:
            continue
        boxes = out.setdefault(page, [])
        last = boxes[-1] if boxes else None
        if last and abs(last.bottom - box.bottom) < _NEAR and -_NEAR < box.left - last.right < _NEAR:
            boxes[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            boxes.append(box)
    return out


class Renderer:
    """Paints pages and figures of a PDF. `close` it after use."""

    def __init__(self, pdf: PdfText) -> None:
        import pypdfium2 as pdfium

        self._pdf = pdfium.PdfDocument(str(pdf.path))
        self._sizes = pdf.sizes

    def page(self, number: int) -> str:
        """Return a page as a data: address."""
        return _address(self._pdf[number].render(scale=_SCALE).to_pil())

    def figure(self, figure: PageFigure) -> Any:
        """Return a figure as an image of PIL. The page is cropped to it first, so that it is painted alike wherever
        it stands on the page."""
        page, box, height = self._pdf[figure.page], figure.box, self._sizes[figure.page][1]
        page.set_cropbox(box.left, height - box.bottom, box.right, height - box.top)
        image = page.render(scale=_SCALE * 1.5).to_pil()
        page.set_cropbox(0, 0, *self._sizes[figure.page])
        return image

    def close(self) -> None:
        """Close the file."""
        self._pdf.close()


def _address(image: Any) -> str:
    """Return an image as a PNG of 64 colours in a data: address."""
    out = io.BytesIO()
    image.convert("RGB").quantize(64).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


class PaintedPair(Struct, frozen=True):
    """Pages that belong together, each as a data: address; "" where nothing changed, or there is no such page."""

    pages: PagePair
    before: str
    after: str


class ChangedFigure(Struct, frozen=True):
    """A figure that looks different: its alternative text, and before and after as data: addresses ("" where it was
    not there, or is no longer)."""

    alt: str
    before: str
    after: str


class Comparison(Struct, frozen=True):
    """Two PDFs compared and painted."""

    pairs: Sequence[PaintedPair]
    figures: Sequence[ChangedFigure]
    before: PdfText
    after: PdfText


def side_by_side(old: Path, new: Path) -> Comparison:
    """Return two PDFs compared and painted. Raises DocumentError for a file that is not a PDF."""
    size = old.stat().st_size + new.stat().st_size
    return read_within(lambda: _side_by_side(old, new), size, Location(str(new)), "X050")


def _side_by_side(old: Path, new: Path) -> Comparison:
    before, after = read_pdf(old), read_pdf(new)
    old_renderer, new_renderer = Renderer(before), Renderer(after)
    try:
        painted = []
        for pair in pairs(before, after):
            first = old_renderer.page(pair.before) if pair.before is not None and not pair.same else ""
            second = new_renderer.page(pair.after) if pair.after is not None and not pair.same else ""
            painted.append(PaintedPair(pair, first, second))
        figures = list(_changed_figures(before, after, old_renderer, new_renderer))
        return Comparison(painted, figures, before, after)
    finally:
        old_renderer.close()
        new_renderer.close()


def _changed_figures(
    before: PdfText, after: PdfText, old_renderer: Renderer, new_renderer: Renderer
) -> Iterator[ChangedFigure]:
    """Yield figures that look different, in reading order. Those with the same alternative text belong together."""
    old_alts, new_alts = ([figure.alt for figure in pdf.figures] for pdf in (before, after))
    for i, j in aligned(old_alts, new_alts):
        old = before.figures[i] if i is not None else None
        new = after.figures[j] if j is not None else None
        first, second = old_renderer.figure(old) if old else None, new_renderer.figure(new) if new else None
        if old and new and old.alt == new.alt and _text_in(before, old) == _text_in(after, new):
            if not _differ(first, second):
                continue
        alt = new.alt if new else old.alt if old else ""
        yield ChangedFigure(alt, _address(first) if first else "", _address(second) if second else "")


def _text_in(pdf: PdfText, figure: PageFigure) -> str:
    """Return the text within a figure."""
    around, characters = figure.box, zip(pdf.text, pdf.places, strict=True)
    return "".join(
        char
        for char, (page, box) in characters
        if page == figure.page
        and around.left <= box.right
        and box.left <= around.right
        and around.top <= box.bottom <= around.bottom
    )


def _differ(first: Any, second: Any) -> bool:
    """Return whether two images differ in more than specks; grey values less than a quarter apart count as equal."""
    from PIL import ImageChops

    if first.size != second.size:
        return True
    histogram = ImageChops.difference(first.convert("L"), second.convert("L")).histogram()
    return bool(sum(histogram[64:]) > _SPECKS * first.width * first.height)
