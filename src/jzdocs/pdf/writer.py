"""Finished pages → the bytes of a PDF: content streams, links, outline, page labels, document information."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, assert_never
from urllib.parse import quote

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from jzdocs.errors import Location, told_as
from jzdocs.frames import Anchor, Clip, Image, Link, Mark, Page, Pages, Path, Rule, TextRun
from jzdocs.model.nodes import Meta
from jzdocs.options import Conformance
from jzdocs.painting.contents import UNTITLED, Contents, label_of
from jzdocs.painting.glyphs import BOLD_STROKE, MEANT, as_drawn, is_emboldened
from jzdocs.painting.order import painted
from jzdocs.painting.outline import outline
from jzdocs.pdf.archive import (
    PRODUCER,
    attach,
    dates_of,
    metadata,
    output_intent,
    private_data,
)
from jzdocs.pdf.fonts import EmbeddedFace, InitialFont
from jzdocs.pdf.object_streams import packed
from jzdocs.pdf.objects import Raw, Reference, text_string
from jzdocs.pdf.reportlab_settings import archival_settings
from jzdocs.pdf.structure import Marker, TreeWriter
from jzdocs.style.faces import Faces
from jzdocs.units import EMU_PER_PT

if TYPE_CHECKING:
    from jzdocs.pdf.foreign import ForeignPages

_K = 1 / EMU_PER_PT


def write_pdf(pages: Pages, meta: Meta, faces: Faces, contents: Contents, archive: Conformance = "a-2a") -> bytes:
    """Return the PDF of finished pages: PDF/A-2a (or A-3a, as `archive` says) and PDF/UA-1.

    Raises UntaggedError for an item without a tag, and UsageError for a wrong SOURCE_DATE_EPOCH.
    """
    dates_of(meta)  # reports a wrong SOURCE_DATE_EPOCH, at which reportlab would fail
    with archival_settings():
        return _Writer(pages, meta, faces, contents, archive).write()


class _Writer:
    """Draws pages on a reportlab canvas; `code` and `height` (EMU) are those of the current page."""

    def __init__(self, pages: Pages, meta: Meta, faces: Faces, contents: Contents, archive: Conformance) -> None:
        self.pages, self.meta, self.faces, self.contents, self.archive = pages, meta, faces, contents, archive
        self.marker = Marker(pages.tags)
        self.out = io.BytesIO()
        self.canvas = Canvas(
            self.out,
            pageCompression=1,
            lang="zh-CN",
            initialFontName=InitialFont.fontName,
            pdfVersion=(1, 7),
        )
        self.embedded: dict[str, EmbeddedFace] = {}
        self.code: list[str] = []
        self.height = 0

    def write(self) -> bytes:
        """Draw all pages, add what belongs to the document as a whole, and return the file."""
        canvas, meta = self.canvas, self.meta
        canvas.setTitle(meta.title)
        canvas.setAuthor("、".join(meta.issuer))
        canvas.setSubject(meta.subtitle)
        canvas.setCreator("jzdocs")
        canvas.setKeywords("、".join(meta.keywords))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for index, page in enumerate(self.pages.pages):
            self._page(page, index)
        self._outline()
        canvas.showOutline()
        self._conform()
        document = canvas._doc
        document.format = lambda: packed(document)
        canvas.save()
        return self.out.getvalue()

    def _page(self, page: Page, index: int) -> None:
        """Draw a page and give it its label."""
        self.height = page.size.height
        self.canvas.setPageSize((page.size.width * _K, page.size.height * _K))
        self.code = []
        self.marker.begin_page()
        self._items(page)
        self.marker.close(self.code)
        self.canvas._code.extend(self.code)
        if (label := label_of(page)).isdecimal():
            self.canvas.addPageLabel(index, style="ARABIC", start=int(label))
        else:
            self.canvas.addPageLabel(index, prefix=label)
        self.canvas.showPage()
        pdf_page = self.canvas._doc.idToObject[f"Page{index + 1}"]
        pdf_page.__NoDefault__ = [*pdf_page.__NoDefault__, "StructParents", "Tabs"]
        pdf_page.StructParents, pdf_page.Tabs, pdf_page.Trans = index, pdfdoc.PDFName("S"), None

    def _conform(self) -> None:
        """Add what PDF/A and PDF/UA require: structure tree, XMP, output intent, dates."""
        canvas, doc, meta = self.canvas, self.canvas._doc, self.meta
        catalog = doc.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF", "PieceInfo"]
        refs = [Reference(f"Page{i + 1}") for i in range(len(self.pages.pages))]
        heights = [p.size.height for p in self.pages.pages]
        catalog.StructTreeRoot = TreeWriter(doc, self.marker, refs, heights, self._first_link).write()
        catalog.MarkInfo = Raw("<< /Marked true >>")
        catalog.Metadata = metadata(doc, meta, self.archive)
        catalog.OutputIntents = output_intent(doc)
        if self.archive == "a-3a" and self.contents.attached:
            catalog.AF, catalog.Names = attach(doc, self.contents.attached, meta)
        if self.contents.trace:
            catalog.PieceInfo = private_data(doc, self.contents.trace, meta)
        doc.info.producer = PRODUCER
        doc.info._dateFormatter = lambda *_: dates_of(meta).pdf
        canvas.setTitle(meta.title or UNTITLED)

    @property
    def _first_link(self) -> int:
        """The key of the first link in the parent tree: pages come first."""
        return len(self.pages.pages)

    def _items(self, page: Page) -> None:
        """Draw the items of a page, those of its drawings among them."""
        for item, dx, dy in painted(page.items, self.contents.drawings):
            match item:
                case Mark():
                    self.marker.mark(item.tag)
                case TextRun():
                    self._text(item, dx, dy)
                case Rule():
                    self._rule(item, dx, dy)
                case Path():
                    self._path(item, dx, dy)
                case Clip():
                    self._clip(item, dx, dy)
                case Image():
                    self._image(item, dx, dy)
                case Link():
                    self._link(item, dx, dy)
                case Anchor():
                    top = (self.height - item.y - dy) * _K + 4
                    self.canvas.bookmarkHorizontalAbsolute(item.name, top)
                case _:
                    assert_never(item)

    def _face(self, key: str) -> EmbeddedFace:
        """Return the embedded face of a key; two keys may share a file, which is embedded once."""
        embedded = self.embedded.get(key)
        if embedded is None:
            face = self.faces[key]
            embedded = next((e for e in self.embedded.values() if e.face.file == face.file), None)
            if embedded is None:
                embedded = EmbeddedFace(face, f"F{len(self.embedded) + 1}")
                doc = self.canvas._doc
                doc.fontMapping[embedded.internal] = f"/{embedded.internal}"
                doc.delayedFonts.append(embedded)
            self.embedded[key] = embedded
        return embedded

    def _text(self, run: TextRun, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        run = as_drawn(run)
        face = self._face(run.face)
        x, y = (run.x + dx) * _K, (self.height - run.y - dy) * _K
        size = run.size * _K
        # horizontal scaling (Tz) applies to spacing and adjustments as well: they are divided by it beforehand
        spacing = f"{run.spacing * size / 1000 / run.stretch:.4f} Tc " if run.spacing else ""
        if run.glyph >= 0:
            shown = f"<{face.codes.of_glyph(run.glyph, run.text)}> Tj"
        else:
            shown = f"{_array(run.text, run.adjust, run.stretch, face)} TJ"
        if run.stretch != 1.0:
            shown = f"{run.stretch * 100:.3f} Tz {shown} 100 Tz"
        if run.text in _ACTUAL_TEXTS:
            shown = f"{_ACTUAL_TEXTS[run.text]} {shown} EMC"
        elif not face.codes.substituted.isdisjoint(run.text):
            shown = f"/Span <</ActualText {text_string(run.text)}>> BDC {shown} EMC"
        if is_emboldened(run):
            shown = f"{_rgb(run.color)} RG 2 Tr {size * BOLD_STROKE:.3f} w {shown} 0 Tr"
        font, after = f"{_rgb(run.color)} rg /{face.internal} {size:.4g} Tf", " 0 Tc" if spacing else ""
        self.code.append(f"BT {font} {spacing}{_matrix(run.angle, x, y)} {shown}{after} ET")

    def _rule(self, rule: Rule, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        x1, x2 = (rule.x1 + dx) * _K, (rule.x2 + dx) * _K
        y1, y2 = (self.height - rule.y1 - dy) * _K, (self.height - rule.y2 - dy) * _K
        self.code.append(
            f"{_rgb(rule.color)} RG {rule.width * _K:.3f} w 0 J [] 0 d {x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"
        )

    def _path(self, path: Path, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        out = []
        if path.fill:
            out.append(f"{_rgb(path.fill)} rg")
        if path.stroke:
            cap, join = path.ends
            dash = " ".join(f"{d * _K:.2f}" for d in path.dash)
            out.append(f"{_rgb(path.stroke)} RG {path.width * _K:.3f} w {cap} J [{dash}] 0 d")
            out += [f"{join} j"] if join else []
        out += self._outline_of(path.segments, dx, dy)
        painted = "B" if path.fill and path.stroke else "f" if path.fill else "S"
        out.append(f"{painted}*" if path.even_odd and path.fill else painted)
        code = "\n".join(out)
        if path.opacity == (1.0, 1.0):
            self.code.append(f"q {code} Q" if path.ends[1] else code)
        else:
            self._translucent(code, path.opacity)

    def _outline_of(self, segments: Sequence[tuple[str | int | float, ...]], dx: int, dy: int) -> list[str]:
        """Return the operators that construct an outline."""
        out = []
        for name, *values in segments:
            numbers = [
                (float(v) + dx) * _K if i % 2 == 0 else (self.height - float(v) - dy) * _K for i, v in enumerate(values)
            ]
            out.append(
                " ".join(f"{v:.3f}" for v in numbers) + " " + {"M": "m", "L": "l", "C": "c", "Z": "h"}[str(name)]
            )
        return out

    @cached_property
    def _foreign_pages(self) -> ForeignPages:
        from jzdocs.pdf.foreign import ForeignPages  # only documents with such pictures pay for pikepdf

        return ForeignPages(self.canvas)

    def _translucent(self, code: str, opacity: tuple[float, float]) -> None:
        """Paint what lets through what is behind it, in a graphics state of its own."""
        canvas = self.canvas
        canvas._code.extend(self.code)
        canvas.saveState()
        canvas.setFillAlpha(opacity[0])
        canvas.setStrokeAlpha(opacity[1])
        canvas._code.append(code)
        canvas.restoreState()
        self.code = []

    def _clip(self, clip: Clip, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        if not clip.segments:
            self.code.append("Q")
            return
        outline = "\n".join(self._outline_of(clip.segments, dx, dy))
        self.code.append(f"q {outline} {'W*' if clip.even_odd else 'W'} n")

    def _image(self, item: Image, dx: int, dy: int) -> None:
        self.marker.paint(self.code)
        self.canvas._code.extend(self.code)
        self.code = []
        bottom = (self.height - item.y - dy - item.height) * _K
        box = ((item.x + dx) * _K, bottom, item.width * _K, item.height * _K)
        data = self.contents.picture(item)
        if data.startswith(b"%PDF"):
            self.canvas._code.append(self._foreign_pages.placed(data, box))
            return
        with told_as("X012", Location(item.key), href=item.key):
            self.canvas.drawImage(ImageReader(io.BytesIO(data)), *box, mask="auto")

    def _link(self, item: Link, dx: int, dy: int) -> None:
        x, top = (item.x + dx) * _K, (self.height - item.y - dy) * _K
        area = (x, top - item.height * _K, x + item.width * _K, top)
        if item.href.startswith("#"):
            if item.href[1:] not in self.pages.anchors:
                return
            target: Any = self.canvas._bookmarkReference(item.href[1:])
            action = [" /Dest ", target]
        else:
            action = [f" /A << /Type /Action /S /URI /URI ({_ascii(item.href)}) >>"]
        doc = self.canvas._doc
        name = f"jz-link-{len(self.marker.links)}"
        number = self.marker.link(item.tag, pdfdoc.PDFObjectReference(name)) + self._first_link
        rect = " ".join(f"{v:.2f}" for v in area)
        contents = text_string(item.contents or item.href)
        head = f"<< /Type /Annot /Subtype /Link /Rect [{rect}] /Border [0 0 0] /F 4 /StructParent {number}"
        head += f" /Contents {contents}"
        self.canvas._annotationrefs.append(doc.Reference(Raw(head, *action, " >>"), name))

    def _outline(self) -> None:
        """Add a bookmark for each heading."""
        for entry in outline(self.pages.pages):
            self.canvas.addOutlineEntry(entry.anchor.title, entry.anchor.name, entry.level, closed=entry.level >= 1)


def _ascii(address: str) -> str:
    """Return an address as a PDF string: percent-encoded where it is not ASCII, with parentheses escaped."""
    quoted = quote(address, safe="%/:=&?~#+!$,;'@()*[]-._")
    return quoted.replace("\\", "%5C").replace("(", "\\(").replace(")", "\\)")


@lru_cache(maxsize=256)
def _rgb(color: str) -> str:
    """Return the operands of a colour operator for RRGGBB."""
    return " ".join(f"{int(color[i : i + 2], 16) / 255:.3g}" for i in (0, 2, 4))


def _matrix(angle: float, x: float, y: float) -> str:
    """Return the operator that begins a text at x, y (points), turned by an angle."""
    if not angle:
        return f"{x:.3f} {y:.3f} Td"
    from math import cos, radians, sin

    c, s = cos(radians(angle)), sin(radians(angle))
    return f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {x:.3f} {y:.3f} Tm"


_ACTUAL_TEXTS = {drawn: f"/Span <</ActualText {text_string(meant)}>> BDC" for drawn, meant in MEANT.items()}


def _array(text: str, adjust: Sequence[tuple[int, float]], stretch: float, face: EmbeddedFace) -> str:
    """Return the array of a TJ operator: glyph codes with adjustments between them; in PDF a positive one moves left,
    hence the sign."""
    codes = text.translate(face.codes)  # four digits a character
    if not adjust:
        return f"[<{codes}>]"
    out, position = ["["], 0
    for index, extra in adjust:
        end = 4 * (index + 1)
        if end > position:
            out.append(f"<{codes[position:end]}>")
            position = end
        out.append(f"{-extra / stretch:g}" if stretch != 1.0 else f"{-extra:g}")
    if position < len(codes):
        out.append(f"<{codes[position:]}>")
    out.append("]")
    return "".join(out)
