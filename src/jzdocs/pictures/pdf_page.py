"""The first page of a PDF as a picture: as it is in an archived PDF where that may hold it, as pixels in Word."""

from __future__ import annotations

import io
from typing import Any

from msgspec import Struct

from jzdocs.bounded import OutOfBoundsError, bounded, can_bound
from jzdocs.pdf_bounds import pdf_bounds

_DPI = 300
_EMU_PER_INCH = 914_400
_MOST_POINTS = 5000
_MOST_OBJECTS = 20_000
# colours of inks, and what an archived PDF must not hold (ISO 19005-2, 6.2)
_INKS = frozenset(("/DeviceCMYK", "/Separation", "/DeviceN"))
_INK_OPERATORS = frozenset(("k", "K"))
_SHOWN_OPERATORS = frozenset(("Tj", "TJ", "'", '"'))
_REFUSED_FILTERS = frozenset(("/LZWDecode", "/Crypt", "/JPXDecode"))


class DamagedPageError(Exception):
    """The bytes are no PDF whose first page can be shown, or one that is `locked` by a password."""

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()
        self.locked = locked


class PageHeader(Struct, frozen=True):
    """Width and height of a page in points, and how many pages its file has."""

    width: int
    height: int
    count: int


def read_page(data: bytes) -> PageHeader:
    """Return the header of a PDF's first page. Raises DamagedPageError."""
    document = _opened(data)
    try:
        count = len(document)
        width, height = document[0].get_size() if count else (0, 0)
    except Exception as error:  # whatever pdfium raises
        raise DamagedPageError from error
    finally:
        document.close()
    if not (1 <= width <= _MOST_POINTS and 1 <= height <= _MOST_POINTS):
        raise DamagedPageError
    return PageHeader(round(width), round(height), count)


def rendered(data: bytes, width: int) -> bytes:
    """Return the page as a PNG of 300 dots to the inch, `width` EMU wide. Raises DamagedPageError for one that cannot
    be painted, or not within the limits of a PDF."""
    if not can_bound():
        return _rendered(data, width)
    try:
        return bounded(lambda _: _rendered(data, width), pdf_bounds(len(data)))
    except OutOfBoundsError as error:
        raise DamagedPageError from error


def _rendered(data: bytes, width: int) -> bytes:
    document = _opened(data)
    try:
        page = document[0]
        scale = width / _EMU_PER_INCH * _DPI / page.get_width()
        image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DamagedPageError(locked="password" in str(error).lower()) from error


def archivable(data: bytes) -> bool:
    """Return whether the first page may stand in an archived, accessible PDF as it is: all fonts are in it and say what
    their characters mean, all colours are grey or RGB, and nothing leads out of it (ISO 19005-2, 6.2).
    What is too much to look at may not."""
    if not can_bound():
        return _archivable(data)
    try:
        return bounded(lambda _: _archivable(data), pdf_bounds(len(data)))
    except OutOfBoundsError:
        return False


def _archivable(data: bytes) -> bool:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            page = pdf.pages[0]
            left, bottom, right, top = (float(number) for number in page.cropbox)
            if not (1 <= abs(right - left) <= _MOST_POINTS and 1 <= abs(top - bottom) <= _MOST_POINTS):
                return False  # a viewer takes another box: what it paints is shown as pixels
            return _Judge().allows(page, page.get("/Resources", pikepdf.Dictionary()))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


class _Judge:
    """Goes over all that a page is drawn with."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def allows(self, content: Any, resources: Any) -> bool:
        """Return whether the operators of a page or form, and all that they use, may be archived."""
        import pikepdf

        text = False
        for operands, operator in pikepdf.parse_content_stream(content):
            name = str(operator)
            text = text or name in _SHOWN_OPERATORS
            if name in _INK_OPERATORS or (name in ("cs", "CS") and str(operands[0]) in _INKS):
                return False
            if name == "INLINE IMAGE" and "CMYK" in repr(operands[0]):
                return False
        fonts = resources.get("/Font", {})
        if text and not all(self._allows_font(font) for font in dict(fonts.items()).values()):
            return False
        return all(self._allows(value) for key, value in resources.items() if key not in ("/Font", "/ProcSet"))

    def _allows_font(self, font: Any) -> bool:
        """Return whether a font is embedded and has a table of what its characters mean."""
        kind = str(font.get("/Subtype"))
        if "/ToUnicode" not in font:
            return False
        if kind == "/Type0":
            descriptor = font.DescendantFonts[0].get("/FontDescriptor", {})
        elif kind == "/Type3":
            return all(self.allows(glyph, font.get("/Resources", {})) for _, glyph in font.CharProcs.items())
        else:
            descriptor = font.get("/FontDescriptor", {})
        return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    def _allows(self, value: Any) -> bool:
        import pikepdf

        self._count += 1
        if self._count > _MOST_OBJECTS:
            return False
        if not isinstance(value, pikepdf.Object):
            return True
        if value.is_indirect:
            if value.objgen in self._seen:
                return True
            self._seen.add(value.objgen)
        if isinstance(value, pikepdf.Name):
            return str(value) not in _INKS
        if isinstance(value, pikepdf.Array):
            return all(self._allows(item) for item in value)
        if isinstance(value, pikepdf.Stream):
            return self._allows_stream(value)
        if isinstance(value, pikepdf.Dictionary):
            return self._allows_entries(value)
        return True

    def _allows_stream(self, stream: Any) -> bool:
        filters = stream.get("/Filter", [])
        names = {str(name) for name in (filters if not str(filters).startswith("/") else [filters])}
        if names & _REFUSED_FILTERS or str(stream.get("/Subtype")) == "/PS" or "/Ref" in stream or "/OPI" in stream:
            return False
        if bool(stream.get("/Interpolate", False)) or "/Alternates" in stream or "/OC" in stream:
            return False
        if str(stream.get("/Subtype")) == "/Form" and not self.allows(stream, stream.get("/Resources", {})):
            return False
        return self._allows_entries(stream)

    def _allows_entries(self, dictionary: Any) -> bool:
        refused = ("/TR", "/HTP", "/OCGs", "/OCProperties")
        if any(key in dictionary for key in refused) or str(dictionary.get("/Type")) in ("/OCG", "/OCMD"):
            return False
        if "/TR2" in dictionary and str(dictionary["/TR2"]) != "/Default":
            return False
        return all(self._allows(item) for key, item in dictionary.items() if key not in ("/Parent", "/Length"))
